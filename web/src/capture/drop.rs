//! A file may be dropped anywhere on the page.

use super::file::{self, Status};
use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast as _;
use web_sys::DragEvent;
use wireglass_text::panels::{Panel, panel};
use wireglass_text::{Lang, Ui, ui};
use yew::prelude::*;

/// What [`DropZone`] needs.
#[derive(Properties, PartialEq)]
pub(crate) struct DropZoneProps {
    /// The language.
    pub(crate) lang: Lang,
    /// Told how far the page is with a dropped file.
    pub(crate) on_status: Callback<Status>,
}

/// Takes files that are dragged over the page, wherever. While one is, a
/// frame says what dropping it will do.
#[component]
pub(crate) fn DropZone(props: &DropZoneProps) -> Html {
    let over = use_state_eq(|| false);
    {
        let over = over.setter();
        use_effect_with(props.on_status.clone(), move |on_status| {
            let listeners = listen(&over, on_status);
            move || drop(listeners)
        });
    }
    html! {
        <div class="drop-zone" hidden={!*over} aria-hidden="true">
            <p>
                <strong>{ panel(props.lang, Panel::DropToOpen) }</strong>
                { ui(props.lang, Ui::DropHint) }
            </p>
        </div>
    }
}

/// Listens on the window, so that no element under the pointer can get in the way.
fn listen(over: &UseStateSetter<bool>, on_status: &Callback<Status>) -> Vec<EventListener> {
    let Some(window) = web_sys::window() else { return Vec::new() };
    let listen = |kind: &'static str, what: Box<dyn Fn(&DragEvent)>| {
        // Without `preventDefault` the browser would leave the page for the file.
        let options = EventListenerOptions::enable_prevent_default();
        EventListener::new_with_options(&window, kind, options, move |event| {
            if let Some(event) = event.dyn_ref::<DragEvent>()
                && carries_files(event)
            {
                event.prevent_default();
                what(event);
            }
        })
    };
    let enter = over.clone();
    let leave = over.clone();
    let (over, on_status) = (over.clone(), on_status.clone());
    vec![
        listen("dragenter", Box::new(move |_| enter.set(true))),
        listen("dragover", Box::new(|_| {})),
        listen(
            "dragleave",
            Box::new(move |event| {
                // It left the window, not just an element of the page.
                if event.related_target().is_none() {
                    leave.set(false);
                }
            }),
        ),
        listen(
            "drop",
            Box::new(move |event| {
                over.set(false);
                let files = event.data_transfer().and_then(|transfer| transfer.files());
                if let Some(file) = files.and_then(|files| files.get(0)) {
                    file::open(file, on_status.clone());
                }
            }),
        ),
    ]
}

fn carries_files(event: &DragEvent) -> bool {
    let types = event.data_transfer().map(|transfer| transfer.types());
    types.is_some_and(|types| types.iter().any(|kind| kind.as_string().as_deref() == Some("Files")))
}
