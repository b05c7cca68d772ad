//! The player with what lessons of networks need besides. Loaded when first gone to.

fn main() {
    wireglass_web::start_networks();
}
