//! A dialog: the browser's own, so that focus, Esc and the rest of the page behave.

use super::icons::{Icon, icon};
use gloo::events::EventListener;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlDialogElement};
use wireglass_text::{Lang, Ui, ui};
use yew::prelude::*;

/// What [`Dialog`] needs.
#[derive(Properties, PartialEq)]
pub(crate) struct DialogProps {
    pub(crate) lang: Lang,
    pub(crate) id: &'static str,
    pub(crate) title: AttrValue,
    pub(crate) on_close: Callback<()>,
    /// Beside the page instead of in its middle, so that the diagram stays in view.
    #[prop_or_default]
    pub(crate) side: bool,
    pub(crate) children: Html,
}

/// A dialog, open as long as it is rendered.
#[component]
pub(crate) fn Dialog(props: &DialogProps) -> Html {
    let DialogProps { lang, id, title, on_close, side, children } = props;
    let node = use_node_ref();
    {
        let (node, on_close) = (node.clone(), on_close.clone());
        use_effect_with((), move |()| {
            let dialog = node.cast::<HtmlDialogElement>();
            let listener = dialog.as_ref().map(|dialog| {
                let _ = dialog.show_modal();
                EventListener::new(dialog, "close", move |_| on_close.emit(()))
            });
            move || {
                drop(listener);
                // Closing gives the focus back to where it was.
                if let Some(dialog) = dialog.filter(HtmlDialogElement::open) {
                    dialog.close();
                }
            }
        });
    }
    let close = {
        let on_close = on_close.clone();
        Callback::from(move |_: MouseEvent| on_close.emit(()))
    };
    // A click on the dialog itself, and not on anything in it, is one beside it.
    let outside = {
        let on_close = on_close.clone();
        Callback::from(move |event: MouseEvent| {
            let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            if target.is_some_and(|target| target.tag_name().eq_ignore_ascii_case("dialog")) {
                on_close.emit(());
            }
        })
    };
    let heading = format!("{id}-title");
    html! {
        <dialog ref={node} id={*id} class={classes!("dialog", side.then_some("side"))}
            aria-labelledby={heading.clone()} onclick={outside}>
            <div class="dialog-body">
                <header>
                    <h2 id={heading}>{ title }</h2>
                    <button type="button" class="plain" onclick={close} aria-label={ui(*lang, Ui::Close)}
                        title={ui(*lang, Ui::Close)}>
                        { icon(Icon::Close) }
                    </button>
                </header>
                { children.clone() }
            </div>
        </dialog>
    }
}
