//! The player: lessons and captures.

mod exports;

fn main() {
    if let Some(window) = web_sys::window() {
        exports::expose(&window);
    }
    wireglass_web::start_player();
}
