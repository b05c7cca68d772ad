//! wireglass-text
