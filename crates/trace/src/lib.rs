//! wireglass-trace
