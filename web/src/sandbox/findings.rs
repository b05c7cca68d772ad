//! What there is to look at, each leading to where it can be mended.

use super::desk::{Act, Desk};
use super::draw::owner;
use crate::inspector::prose;
use wireglass_course::sandbox::Place as Where;
use wireglass_text::Lang;
use wireglass_text::sandbox::{Sandbox as Word, finding, sandbox as word};
use yew::prelude::*;

/// The list.
pub(super) fn list(desk: &Desk, lang: Lang, dispatch: &Callback<Act>) -> Html {
    let items = desk.findings.iter().enumerate().map(|(index, found)| {
        let place = found.place.clone();
        let onclick = dispatch.reform(move |_: MouseEvent| Act::GoTo(place.clone()));
        let who = match &found.place {
            Where::Link(link) => {
                let link = desk.document().links().0.get(*link);
                link.map(|link| link.ends.join(" – ")).unwrap_or_default()
            }
            place => owner(desk.document(), place).unwrap_or_default(),
        };
        let class = if found.kind.is_hint() { "hint-mark" } else { "wrong-mark" };
        html! {
            <li key={index}>
                <button type="button" {onclick}>
                    <span class={class} aria-hidden="true">{ if found.kind.is_hint() { "i" } else { "!" } }</span>
                    <span><b>{ who }</b>{ " " }{ prose(&finding(lang, &found.kind)) }</span>
                </button>
            </li>
        }
    });
    let none = desk.findings.is_empty() && desk.document().nodes().next().is_some();
    html! {
        <section class="findings" aria-label={word(lang, Word::Findings)}>
            <h2>{ word(lang, Word::Findings) }{ " " }<small>{ desk.findings.len() }</small></h2>
            if none {
                <p class="hint">{ word(lang, Word::NoFindings) }</p>
            } else {
                <ul>{ for items }</ul>
            }
        </section>
    }
}

/// What there is to tell about one place, beside its field.
pub(super) fn beside(desk: &Desk, place: &Where, lang: Lang) -> Html {
    let all = desk.findings.iter().filter(|found| found.place == *place).map(|found| {
        let class = if found.kind.is_hint() { "complaint soft" } else { "complaint" };
        html! { <p class={class}>{ prose(&finding(lang, &found.kind)) }</p> }
    });
    html! { <div class="beside" aria-live="polite">{ for all }</div> }
}
