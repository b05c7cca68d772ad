//! wireglass
fn main() {}
