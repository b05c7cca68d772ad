//! The player: lessons and captures.

#[path = "shared/exports.rs"]
mod exports;

/// The lessons that tests ask this program about.
const LESSONS: fn() -> &'static [wireglass_course::Lesson] = wireglass_course::lessons;

fn main() {
    if let Some(window) = web_sys::window() {
        exports::expose(&window, "wireglass");
    }
    wireglass_web::start_player();
}
