//! wireglass-sim
