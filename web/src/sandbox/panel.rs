//! The properties of what is chosen. Every change is typed into the file's own words, so that
//! what is half typed is kept.

mod cable;
mod field;
mod node;
mod services;

use super::canvas::DeskRef;
use super::desk::{Act, Chosen};
use super::findings;
use wireglass_text::Lang;
use wireglass_text::sandbox::{Sandbox as Word, sandbox as word};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct PanelProps {
    pub(super) desk: DeskRef,
    pub(super) lang: Lang,
    pub(super) dispatch: Callback<Act>,
}

#[component]
pub(super) fn Panel(props: &PanelProps) -> Html {
    let PanelProps { desk, lang, dispatch } = props;
    let lang = *lang;
    {
        let wanted = desk.wanted.clone();
        use_effect_with(wanted, move |wanted| {
            if let Some((place, _)) = wanted {
                crate::browser::focus(&field::id_of(place));
            }
        });
    }
    let body = match &desk.chosen {
        Some(Chosen::Node(name)) => html! {
            <>
                { node::properties(desk, name, lang, dispatch) }
                { services::of(desk, name, lang, dispatch) }
            </>
        },
        Some(Chosen::Link(link)) => cable::properties(desk, *link, lang, dispatch),
        None => html! {},
    };
    html! {
        <aside class="properties" aria-label={word(lang, Word::Properties)}>
            { body }
            { findings::list(desk, lang, dispatch) }
            <p class="hint keys"><b>{ word(lang, Word::Keys) }</b>{ " " }{ word(lang, Word::KeysText) }</p>
        </aside>
    }
}
