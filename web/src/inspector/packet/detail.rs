//! The field that is pointed at or chosen, spelled out: what it is for, its bits, whether it is right.

use super::LitProps;
use super::light;
use crate::inspector::parts::prose;
use wireglass_core::wire::{Field, Value};
use wireglass_scene::packet::{bits, value_text};
use wireglass_text::panels::{Panel, field_place, panel};
use wireglass_text::{Lang, field_help, field_name, meaning, verdict};
use yew::prelude::*;

/// How many bits are spelled out.
const MOST_BITS: usize = 32;

/// A card that is always there, so that nothing moves when the pointer does.
#[component]
pub(super) fn Detail(props: &LitProps) -> Html {
    let LitProps { lang, source, light, .. } = props;
    let lang = *lang;
    let found = light.field.and_then(|at| light::field(&source.dissection, at));
    let Some(field) = found else {
        return html! {
            <div class="field-detail"><p class="quiet">{ panel(lang, Panel::PacketHint) }</p></div>
        };
    };
    let (byte, bit) = (field.bits.start / 8, field.bits.start % 8);
    let place = field_place(lang, byte, bit, field.bits.end - field.bits.start);
    let means =
        field.meaning.as_ref().map(|known| html! { <>{ " " }{ prose(&meaning(lang, known)) }</> });
    let judged = field.verdict.as_ref().map(|found| {
        html! { <p class="judged">{ prose(&verdict(lang, found, source.origin)) }</p> }
    });
    html! {
        <div class="field-detail">
            <p class="head">
                <strong>{ field_name(lang, field.name) }</strong>
                <code>{ value(lang, field) }</code>
                <small>{ place }</small>
                { spelled(field, &source.bytes) }
            </p>
            <p>{ field_help(lang, field.name) }{ for means }</p>
            { for judged }
        </div>
    }
}

fn value(lang: Lang, field: &Field) -> String {
    match field.value {
        Value::Flag(set) => {
            let word = panel(lang, if set { Panel::FlagSet } else { Panel::FlagClear });
            format!("{} {word}", u8::from(set))
        }
        _ => value_text(field),
    }
}

/// The bits of the bytes it touches; those of its neighbours are pale.
fn spelled(field: &Field, bytes: &[u8]) -> Html {
    let bits = bits(field, bytes, MOST_BITS);
    let more = field.bytes().len() * 8 > MOST_BITS;
    let groups = bits.chunks(4).enumerate().map(|(i, four)| {
        let four = four.iter().enumerate().map(|(k, bit)| {
            let class = if bit.own { "own" } else { "other" };
            html! { <b key={k} {class}>{ u8::from(bit.set) }</b> }
        });
        html! { <span key={i}>{ for four }</span> }
    });
    html! {
        <span class="bit-row" aria-hidden="true">{ for groups }if more { <i>{ "…" }</i> }</span>
    }
}
