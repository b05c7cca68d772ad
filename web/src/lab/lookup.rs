//! Longest-prefix match: which row of a routing table a packet follows, and why not the others.

mod table;

use super::page::TabProps;
use super::parts::{bit_row, complaint, line, lines, scroll, section};
use super::sheet::{Copy, Sheet};
use super::state::{Action, Field};
use crate::inspector::prose;
use table::{Entry, rows};
use wireglass_core::addr::lookup::{Outcome, RoutingTable};
use wireglass_core::addr::parse::parse;
use wireglass_text::Markup;
use wireglass_text::addr::{outcome, parse_error};
use wireglass_text::lab::{Lab as Word, lab as word, line_number, row_error};
use yew::prelude::*;

/// The tab.
#[component]
pub(super) fn Lookup(props: &TabProps) -> Html {
    let TabProps { lab, prefs, dispatch } = props;
    let lang = prefs.lang;
    let text = lab.text(Field::Destination);
    let destination = parse(text).map(|typed| typed.address);
    let wrong = destination
        .as_ref()
        .err()
        .map(|error| complaint("to-wrong", text, &error.at, &parse_error(lang, &error.kind)));
    let (mut entries, mut complaints) = (Vec::new(), Vec::new());
    for (number, line, read) in rows(lab.text(Field::Routes)) {
        match read {
            Ok(entry) => entries.push(entry),
            Err(error) => complaints.push(html! {
                <li key={number}>
                    <b>{ line_number(lang, number) }</b>
                    { complaint(&format!("route-{number}"), line, &error.at, &row_error(lang, &error.kind)) }
                </li>
            }),
        }
    }
    let table: RoutingTable<String> = entries.iter().map(Entry::route).collect();
    let explained = destination.ok().map(|to| (to, table.explain(to)));
    let typed = dispatch.reform(|text| Action::Type(Field::Destination, text));
    let hint = Markup::parse(lang, word(lang, Word::RoutingHint));
    let mut sheet = Sheet::new(
        [Word::Network, Word::NextHop, Word::Metric, Word::Compared, Word::Outcome]
            .map(|name| word(lang, name)),
    );
    let shown = explained.map(|(to, explained)| {
        let looked = table.routes().iter().zip(&explained.rows).enumerate();
        let rows = looked.map(|(index, (route, examined))| {
            let network = route.network;
            let differs = match examined.outcome {
                Outcome::Differs { bit } => Some(bit),
                _ => None,
            };
            let why = outcome(lang, examined);
            sheet.rows.push(vec![
                network.to_string(),
                route.next.clone(),
                route.metric.to_string(),
                examined.masked.to_string(),
                why.plain(),
            ]);
            html! {
                <tr key={index} class={(explained.winner == Some(index)).then_some("win")}>
                    <td class="net">{ network.to_string() }</td>
                    <td>{ bit_row(to.to_bits(), network.prefix_len(), network.prefix_len(), differs) }</td>
                    <td>{ route.next.clone() }</td>
                    <td class="num">{ route.metric }</td>
                    <td>{ prose(&why) }</td>
                </tr>
            }
        });
        let rows: Vec<Html> = rows.collect();
        let winner = explained.winner.and_then(|winner| table.routes().get(winner));
        let said = match winner {
            Some(route) => html! { <><code>{ to.to_string() }</code>{ " → " }<b>{ route.next.clone() }</b>{ " " }<code>{ route.network.to_string() }</code></> },
            None => html! { word(lang, Word::NoRoute) },
        };
        let class = if winner.is_some() { "good" } else { "bad" };
        html! {
            <>
                { scroll(word(lang, Word::LongestMatch), html! {
                    <table class="lab-table">
                        <thead><tr>
                            <th scope="col">{ word(lang, Word::Network) }</th>
                            <th scope="col">{ word(lang, Word::Destination) }</th>
                            <th scope="col">{ word(lang, Word::NextHop) }</th>
                            <th scope="col">{ word(lang, Word::Metric) }</th>
                            <th scope="col">{ word(lang, Word::Outcome) }</th>
                        </tr></thead>
                        <tbody>{ for rows }</tbody>
                    </table>
                }) }
                <p class={classes!("verdict", class)} role="status">{ said }</p>
                <Copy {lang} {sheet} lab={lab.clone()} />
            </>
        }
    });
    html! {
        <>
            <div key="ask" class="ask-row">{ line("to", word(lang, Word::Destination), text, wrong, &typed) }</div>
            { section("routing", word(lang, Word::LongestMatch), html! {
                <div class="lab-cols">
                    <div>
                        { lines(Field::Routes, lab, word(lang, Word::RoutingTable), Some(&hint), dispatch) }
                        if !complaints.is_empty() {
                            <ul class="lab-list">{ for complaints }</ul>
                        }
                    </div>
                    <div>{ shown.unwrap_or_else(|| html! { <wbr hidden=true /> }) }</div>
                </div>
            }) }
        </>
    }
}
