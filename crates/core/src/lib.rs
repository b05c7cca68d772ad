//! wireglass-core
