//! What hands do to the map: wheel, drag, pinch.

use super::zoom::{Frame, Zoom};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast as _;
use web_sys::Element;
use yew::prelude::*;

/// How much closer a wheel brings, for each of its pixels.
const WHEEL_ZOOM: f64 = 1.0018;
/// A pointer that moved by less has clicked, in pixels.
const STEADY: f64 = 4.0;

/// What hands do to the map: wheel, drag, pinch.
pub(super) struct Hands {
    pub(super) wheel: Callback<WheelEvent>,
    pub(super) down: Callback<PointerEvent>,
    pub(super) motion: Callback<PointerEvent>,
    pub(super) up: Callback<PointerEvent>,
    /// Whether the pointer was moved since it was put down.
    pub(super) moved: Rc<RefCell<bool>>,
}

/// Hands on the map in an element.
#[hook]
pub(super) fn use_hands(window: &NodeRef, frame: Frame, zoom: &UseStateHandle<Zoom>) -> Hands {
    // The pointers that are down, each with where it was last.
    let down_at = use_mut_ref(Vec::<(i32, (f64, f64))>::new);
    let moved = use_mut_ref(|| false);
    let travelled = use_mut_ref(|| 0.0_f64);
    // What the next event begins from: several may come before the page is drawn again.
    let present = use_mut_ref(Zoom::default);
    present.replace(**zoom);
    let set = {
        let (present, zoom) = (present.clone(), zoom.setter());
        move |next: Zoom| {
            present.replace(next);
            zoom.set(next);
        }
    };
    let inside = {
        let window = window.clone();
        move |event: &MouseEvent| {
            let place = window.cast::<Element>().map(|element| element.get_bounding_client_rect());
            let (left, top) = place.map(|rect| (rect.left(), rect.top())).unwrap_or_default();
            (f64::from(event.client_x()) - left, f64::from(event.client_y()) - top)
        }
    };
    let wheel = {
        let (present, set, inside) = (present.clone(), set.clone(), inside.clone());
        Callback::from(move |event: WheelEvent| {
            event.prevent_default();
            // Lines and pages are about so many pixels.
            let unit = [1.0, 24.0, 240.0];
            let unit = unit.get(event.delta_mode() as usize).copied().unwrap_or(1.0);
            let by = WHEEL_ZOOM.powf(-event.delta_y() * unit);
            let zoom = *present.borrow();
            set(zoom.closer(&frame, by, inside(&event)));
        })
    };
    let down = {
        let (down_at, moved, travelled, inside) =
            (down_at.clone(), moved.clone(), travelled.clone(), inside.clone());
        Callback::from(move |event: PointerEvent| {
            if event.button() != 0 {
                return;
            }
            let mut down_at = down_at.borrow_mut();
            down_at.retain(|(id, _)| *id != event.pointer_id());
            if down_at.is_empty() {
                moved.replace(false);
                travelled.replace(0.0);
            }
            down_at.push((event.pointer_id(), inside(&event)));
        })
    };
    let motion = {
        let (down_at, moved, present) = (down_at.clone(), moved.clone(), present.clone());
        Callback::from(move |event: PointerEvent| {
            let here = inside(&event);
            let mut down_at = down_at.borrow_mut();
            let Some(index) = down_at.iter().position(|(id, _)| *id == event.pointer_id()) else {
                return;
            };
            let before = down_at[index].1;
            let by = (here.0 - before.0, here.1 - before.1);
            *travelled.borrow_mut() += by.0.hypot(by.1);
            if *travelled.borrow() > STEADY && !*moved.borrow() {
                moved.replace(true);
                // From now on wherever it goes; a click needs it where it is.
                // The event's own current target is the root of the page, which is no good.
                let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
                if let Some(map) = target.and_then(|target| target.closest("svg").ok().flatten()) {
                    let _ = map.set_pointer_capture(event.pointer_id());
                }
            }
            let zoom = *present.borrow();
            match down_at.len() {
                1 => set(zoom.moved(&frame, by)),
                2 => {
                    let other = down_at[1 - index].1;
                    let apart = |a: (f64, f64)| (a.0 - other.0).hypot(a.1 - other.1).max(1.0);
                    let middle = (f64::midpoint(here.0, other.0), f64::midpoint(here.1, other.1));
                    set(zoom.closer(&frame, apart(here) / apart(before), middle));
                }
                _ => {}
            }
            down_at[index].1 = here;
        })
    };
    let up = Callback::from(move |event: PointerEvent| {
        down_at.borrow_mut().retain(|(id, _)| *id != event.pointer_id());
    });
    Hands { wheel, down, motion, up, moved }
}
