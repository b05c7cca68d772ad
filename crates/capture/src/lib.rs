//! wireglass-capture
