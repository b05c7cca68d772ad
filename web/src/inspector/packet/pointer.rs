//! What an event on the panel is about: a field or a byte, whichever picture it is in.

use crate::state::{Action, FieldRef, Hover, Selection};
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement, Node};
use yew::prelude::*;

/// A field or a byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Field(FieldRef),
    Byte(usize),
}

impl Place {
    /// The name by which elements say what they stand for: also that of the diagrams' targets.
    pub(super) fn name(self) -> String {
        match self {
            Self::Field(FieldRef { layer, index }) => format!("field-{layer}-{index}"),
            Self::Byte(offset) => format!("byte-{offset}"),
        }
    }

    /// The place of a name.
    pub(super) fn parse(name: &str) -> Option<Self> {
        if let Some(offset) = name.strip_prefix("byte-") {
            return Some(Self::Byte(offset.parse().ok()?));
        }
        let (layer, index) = name.strip_prefix("field-")?.split_once('-')?;
        Some(Self::Field(FieldRef { layer: layer.parse().ok()?, index: index.parse().ok()? }))
    }

    /// What an event's target stands for.
    fn of(event: &Event) -> Option<Self> {
        let target: Element = event.target()?.dyn_into().ok()?;
        let named = target.closest("[data-target]").ok()??;
        Self::parse(&named.get_attribute("data-target")?)
    }

    const fn hover(place: Option<Self>) -> Hover {
        match place {
            Some(Self::Field(field)) => Hover { field: Some(field), byte: None },
            Some(Self::Byte(byte)) => Hover { field: None, byte: Some(byte) },
            None => Hover { field: None, byte: None },
        }
    }
}

/// Tells what the pointer is over, when that changes.
pub(super) fn on_over(now: Hover, dispatch: &Callback<Action>) -> Callback<MouseEvent> {
    let dispatch = dispatch.clone();
    Callback::from(move |event: MouseEvent| {
        let hover = Place::hover(Place::of(&event));
        if hover != now {
            dispatch.emit(Action::Hover(hover));
        }
    })
}

/// Tells that the pointer has left the panel.
pub(super) fn on_out(panel: &NodeRef, dispatch: &Callback<Action>) -> Callback<MouseEvent> {
    let (panel, dispatch) = (panel.clone(), dispatch.clone());
    Callback::from(move |event: MouseEvent| {
        let to = event.related_target().and_then(|to| to.dyn_into::<Node>().ok());
        let inside = panel.get().is_some_and(|panel| panel.contains(to.as_ref()));
        if !inside {
            dispatch.emit(Action::Hover(Hover::default()));
        }
    })
}

/// Chooses what was clicked, tapped or focused.
pub(super) fn choose(event: &Event, now: Selection, dispatch: &Callback<Action>) {
    match Place::of(event) {
        Some(Place::Field(field)) if now.field != Some(field) => {
            dispatch.emit(Action::SelectField(Some(field)));
        }
        Some(Place::Byte(byte)) if now.byte != Some(byte) => {
            dispatch.emit(Action::SelectByte(Some(byte)));
        }
        _ => {}
    }
}

/// Moves the focus `by` fields on, across layers that are open.
pub(super) fn move_field(event: &KeyboardEvent, by: isize) {
    move_among(event, ".layers", "[role=option]", by);
}

/// Moves the focus `by` bytes on.
pub(super) fn move_byte(event: &KeyboardEvent, by: isize) {
    move_among(event, ".hex", "[role=gridcell]", by);
}

fn move_among(event: &KeyboardEvent, within: &str, each: &str, by: isize) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let Some(here) = target.as_ref().and_then(|target| target.closest(each).ok().flatten()) else {
        return;
    };
    let Ok(Some(list)) = here.closest(within) else { return };
    let Ok(found) = list.query_selector_all(each) else { return };
    let all: Vec<HtmlElement> = (0..found.length())
        .filter_map(|i| found.get(i)?.dyn_into().ok())
        // Those in a layer that is folded up have no place on the screen.
        .filter(|element: &HtmlElement| element.get_client_rects().length() > 0)
        .collect();
    let Some(place) = all.iter().position(|one| one.is_same_node(Some(&here))) else { return };
    let last = all.len().saturating_sub(1);
    let next = place.saturating_add_signed(by).min(last);
    if let Some(next) = all.get(next) {
        // Cannot fail for an element of the page; without focus nothing is lost.
        let _ = next.focus();
    }
}

#[cfg(test)]
mod tests;
