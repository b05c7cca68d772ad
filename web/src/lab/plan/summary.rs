//! Summarising a list of prefixes.

use super::hint;
use crate::inspector::prose;
use crate::lab::page::TabProps;
use crate::lab::parts::{bit_row, complaint, grouped, lines, section};
use crate::lab::sheet::{Copy, Sheet};
use crate::lab::state::Field;
use wireglass_core::addr::aggregate::{Summary, aggregate};
use wireglass_core::addr::parse::parse_list;
use wireglass_text::Lang;
use wireglass_text::addr::{merge as merged, parse_error};
use wireglass_text::lab::{Lab as Word, extra, lab as word, line_number};
use yew::prelude::*;

/// The most merges that are listed.
const MERGES: usize = 200;
/// The most wrong lines that are told.
const WRONG: usize = 10;

/// The part of the tab.
pub(super) fn part(props: &TabProps) -> Html {
    let TabProps { lab, prefs, dispatch } = props;
    let lang = prefs.lang;
    let (mut networks, mut wrong) = (Vec::new(), Vec::new());
    for read in parse_list(lab.text(Field::Prefixes)) {
        match read.typed {
            Ok(typed) => networks.push(typed.interface().network()),
            Err(error) if wrong.len() < WRONG => {
                let why = parse_error(lang, &error.kind);
                let number = read.number;
                wrong.push(html! {
                    <li key={number}>
                        <b>{ line_number(lang, number) }</b>
                        { complaint(&format!("line-{number}"), read.text, &error.at, &why) }
                    </li>
                });
            }
            Err(_) => {}
        }
    }
    let summary = aggregate(&networks);
    let mut sheet = Sheet::new([word(lang, Word::Summary)]);
    sheet.rows.extend(summary.networks.iter().map(|network| vec![network.to_string()]));
    let body = html! {
        <div class="lab-cols">
            { lines(Field::Prefixes, lab, word(lang, Word::Prefixes), Some(&hint(lang, Word::PrefixesHint)), dispatch) }
            <div>
                if !wrong.is_empty() {
                    <ul class="lab-list">{ for wrong }</ul>
                }
                if summary.cover.is_some() {
                    { shown(lang, &summary) }
                    <Copy {lang} {sheet} lab={lab.clone()} />
                }
            </div>
        </div>
    };
    section("summary", word(lang, Word::Summarise), body)
}

fn shown(lang: Lang, summary: &Summary) -> Html {
    let networks = summary.networks.iter().map(|network| {
        html! {
            <li key={network.to_string()} class="lab-row">
                <code>{ network.to_string() }</code>
                { bit_row(network.address().to_bits(), 32, network.prefix_len(), None) }
            </li>
        }
    });
    let merges = summary.merges.iter().take(MERGES).enumerate().map(|(index, merge)| {
        html! { <li key={index}>{ prose(&merged(lang, merge)) }</li> }
    });
    let cover = summary.cover.map(|cover| {
        let more = extra(lang, &grouped(summary.extra), summary.extra == 0);
        html! { <p class="note-card"><b>{ word(lang, Word::OneCover) }</b>{ ": " }<code>{ cover.to_string() }</code>{ " " }{ more }</p> }
    });
    html! {
        <>
            <h3>{ word(lang, Word::Summary) }</h3>
            <ul class="lab-list">{ for networks }</ul>
            { cover.unwrap_or_default() }
            <details>
                <summary>{ word(lang, Word::Merged) }</summary>
                if summary.merges.is_empty() {
                    <p>{ word(lang, Word::NothingMerged) }</p>
                } else {
                    <ol>{ for merges }</ol>
                }
            </details>
        </>
    }
}
