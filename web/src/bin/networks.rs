//! The player with what lessons of networks need besides. Loaded when first gone to.

#[path = "shared/exports.rs"]
mod exports;

/// The lessons that tests ask this program about.
const LESSONS: fn() -> &'static [wireglass_course::Lesson] = wireglass_course::networks;

fn main() {
    if let Some(window) = web_sys::window() {
        exports::expose(&window, "wireglassNetworks");
    }
    wireglass_web::start_networks();
}
