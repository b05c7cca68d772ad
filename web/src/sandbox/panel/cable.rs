//! The properties of a cable.

use super::field::{burst, choice, line, some};
use crate::sandbox::canvas::DeskRef;
use crate::sandbox::desk::Act;
use crate::sandbox::findings::beside;
use wireglass_course::format::Link;
use wireglass_course::sandbox::{Edit, Place as Where};
use wireglass_text::Lang;
use wireglass_text::diagram::medium;
use wireglass_text::sandbox::{Sandbox as Word, sandbox as word};
use wireglass_trace::Medium;
use yew::prelude::*;

/// The media by the names that files have for them.
const MEDIA: [(&str, Medium); 4] = [
    ("twisted-pair", Medium::TwistedPair),
    ("telephone-line", Medium::TelephoneLine),
    ("fibre", Medium::Fibre),
    ("radio", Medium::Radio),
];

pub(super) fn properties(
    desk: &DeskRef,
    index: usize,
    lang: Lang,
    dispatch: &Callback<Act>,
) -> Html {
    let Some(link) = desk.document().links().0.get(index) else { return html! {} };
    let put = |id: &'static str, change: fn(&mut Link, Option<String>)| {
        let link = link.clone();
        dispatch.reform(move |text: String| {
            let mut with = link.clone();
            change(&mut with, some(&text));
            Act::Edit(Edit::PutLink { link: index, with: Box::new(with) }, Some(burst(id)))
        })
    };
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let remove = dispatch.reform(|_: MouseEvent| Act::Remove);
    let media = MEDIA.map(|(id, kind)| (id.to_owned(), medium(lang, kind).to_owned()));
    let chosen = link.medium.clone().unwrap_or_else(|| MEDIA[0].0.to_owned());
    let mtu = link.mtu.map(|mtu| mtu.to_string()).unwrap_or_default();
    html! {
        <section class="of" key={format!("link-{index}")}>
            <h2 id="of-link" tabindex="-1">{ word(lang, Word::Cable) }{ " " }<small>{ link.ends.join(" – ") }</small></h2>
            { beside(desk, &Where::Link(index), lang) }
            { choice("medium", word(lang, Word::Medium), &media, &chosen, &put("medium", |link, text| link.medium = text)) }
            { line("delay", word(lang, Word::Delay), "10us", &text(&link.delay), &put("delay", |link, text| link.delay = text)) }
            { line("bandwidth", word(lang, Word::Bandwidth), "100Mbit/s", &text(&link.bandwidth), &put("bandwidth", |link, text| link.bandwidth = text)) }
            { line("loss", word(lang, Word::Loss), "0%", &text(&link.loss), &put("loss", |link, text| link.loss = text)) }
            { line("duplicate", word(lang, Word::Duplicates), "0%", &text(&link.duplicate), &put("duplicate", |link, text| link.duplicate = text)) }
            { line("reorder", word(lang, Word::Reordering), "0%", &text(&link.reorder), &put("reorder", |link, text| link.reorder = text)) }
            { line("corrupt", word(lang, Word::Corruption), "0%", &text(&link.corrupt), &put("corrupt", |link, text| link.corrupt = text)) }
            { line("mtu", word(lang, Word::Mtu), "1500", &mtu, &put("mtu", |link, text| link.mtu = text.and_then(|text| text.trim().parse().ok()))) }
            <div class="of-row"><button type="button" class="ghost" onclick={remove}>{ word(lang, Word::Remove) }</button></div>
        </section>
    }
}
