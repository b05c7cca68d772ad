//! wireglass-course
