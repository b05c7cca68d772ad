//! Small things that several panels are made of.

use wireglass_core::tcp::State;
use wireglass_scene::state_class;
use wireglass_text::panels::{Panel, panel};
use wireglass_text::{Lang, Markup, Span, Ui, ui};
use yew::prelude::*;

/// A sentence with its code boxes and its highlighted clause.
pub(crate) fn prose(markup: &Markup) -> Html {
    let spans = markup.spans().iter().enumerate().map(|(i, span)| match span {
        Span::Plain(text) => html! { <span key={i}>{ text }</span> },
        Span::Code(text) => html! { <code key={i}>{ text }</code> },
        Span::Em(text) => html! { <em key={i}>{ text }</em> },
    });
    html! { <span class="prose">{ for spans }</span> }
}

/// A state in its family's colour; an unknown one says that it is, and why.
pub(super) fn state_chip(lang: Lang, state: Option<State>) -> Html {
    let title = state.is_none().then(|| panel(lang, Panel::NotInCapture));
    html! {
        <span class={classes!("state", state_class(state))} {title}>
            { state.map_or(ui(lang, Ui::Unknown), State::name) }
        </span>
    }
}

/// What cannot be known.
pub(super) fn unknown(lang: Lang) -> Html {
    html! {
        <span class="unknown" title={panel(lang, Panel::NotInCapture)}>
            { "?" }<span class="sr-only">{ ui(lang, Ui::Unknown) }</span>
        </span>
    }
}

/// One of a [`choice`].
pub(super) struct Choice {
    pub(super) label: Html,
    pub(super) chosen: bool,
    pub(super) choose: Callback<MouseEvent>,
}

/// A segmented control: one of a few, all of them in sight.
pub(super) fn choice(label: &'static str, options: impl IntoIterator<Item = Choice>) -> Html {
    let buttons = options.into_iter().enumerate().map(|(i, one)| {
        html! {
            <button key={i} type="button" aria-pressed={one.chosen.to_string()} onclick={one.choose}>
                { one.label }
            </button>
        }
    });
    html! { <div class="choice" role="group" aria-label={label}>{ for buttons }</div> }
}

/// A key that was used here must not also move the player.
pub(super) fn consume(event: &KeyboardEvent) {
    event.prevent_default();
    event.stop_propagation();
}

/// Whether a key is pressed alone: with Ctrl, Alt or Meta it is the browser's.
pub(super) fn is_plain(event: &KeyboardEvent) -> bool {
    !(event.ctrl_key() || event.alt_key() || event.meta_key())
}
