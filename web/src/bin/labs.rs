//! The labs, and how this is proved. Loaded when first gone to.

fn main() {
    wireglass_web::start_labs();
}
