//! What tests ask the module, in a browser and outside of one.

#![allow(
    unreachable_pub,
    reason = "the glue reaches them: wasm-bindgen takes nothing that is not `pub`"
)]

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use wireglass_course::Settings;
use wireglass_sim::workload::bulk_transfer;
use wireglass_sim::{Recording, World};
use wireglass_trace::{Origin, Trace, export};

/// The version of the page.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// The ids of the built-in lessons, as a JSON array.
#[wasm_bindgen]
pub fn lesson_ids() -> String {
    // Ids are kebab-case: there is nothing to escape.
    let ids: Vec<_> =
        wireglass_course::lessons().iter().map(|lesson| format!("\"{}\"", lesson.id)).collect();
    format!("[{}]", ids.join(","))
}

/// The hash of a lesson's run, as 16 hexadecimal digits: the same as the native
/// program's `wireglass run LESSON --hash`. Empty if there is no such lesson.
#[wasm_bindgen]
pub fn trace_hash(lesson_id: &str) -> String {
    let lesson = wireglass_course::find(lesson_id);
    let scenario = lesson.and_then(|lesson| lesson.scenario(None, &Settings::default()).ok());
    let recording = scenario.and_then(|scenario| Recording::run(&scenario).ok());
    recording
        .map(|recording| format!("{:016x}", export::hash(recording.trace())))
        .unwrap_or_default()
}

/// Runs the bulk transfer of benchmarks over so many bytes, and says how many events that took.
#[wasm_bindgen]
pub fn simulate(bytes: u32) -> u32 {
    let mut trace = Trace::new(Origin::Simulated);
    let Ok(mut world) = World::new(&bulk_transfer(bytes as usize), &mut trace) else { return 0 };
    while world.step(&mut trace) {}
    u32::try_from(trace.steps().len()).unwrap_or(u32::MAX)
}

/// Puts the same functions where a test in a browser finds them: `window.wireglass`.
pub(crate) fn expose(window: &web_sys::Window) {
    let hooks = js_sys::Object::new();
    let set = |name: &str, function: JsValue| {
        // A fresh object takes any property.
        let _ = js_sys::Reflect::set(&hooks, &name.into(), &function);
    };
    set("version", Closure::<dyn Fn() -> String>::new(version).into_js_value());
    set("lesson_ids", Closure::<dyn Fn() -> String>::new(lesson_ids).into_js_value());
    let hash = |id: String| trace_hash(&id);
    set("trace_hash", Closure::<dyn Fn(String) -> String>::new(hash).into_js_value());
    set("simulate", Closure::<dyn Fn(u32) -> u32>::new(simulate).into_js_value());
    let _ = js_sys::Reflect::set(window, &"wireglass".into(), &hooks);
}
