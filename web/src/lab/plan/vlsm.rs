//! Planning with VLSM.

use super::{STRIP, Strip, heads, hint, range, refusal};
use crate::inspector::prose;
use crate::lab::page::TabProps;
use crate::lab::parts::{complaint, grouped, lines, scroll, section};
use crate::lab::sheet::{Copy, Sheet};
use crate::lab::state::{Field, Lab};
use wireglass_core::addr::Network;
use wireglass_core::addr::plan::{Need, Plan, Want, cost, parse_needs, plan};
use wireglass_scene::addr::strip::{Piece, strip};
use wireglass_text::Lang;
use wireglass_text::addr::{classful_cost, need_error, place_reason, plan_error, size_reason};
use wireglass_text::lab::{Lab as Word, hosts, lab as word};
use yew::prelude::*;

/// The part of the tab.
pub(super) fn part(props: &TabProps, space: Network) -> Html {
    let TabProps { lab, prefs, dispatch } = props;
    let lang = prefs.lang;
    let text = lab.text(Field::Needs);
    let result = match parse_needs(text) {
        Err(error) => {
            let why = need_error(lang, &error.kind);
            complaint("needs-wrong", text, &error.at, &why)
        }
        Ok(needs) => match plan(space, &needs) {
            Err(error) => {
                html! { <>{ refusal(&plan_error(lang, &error, &needs)) }{ costs(lang, &needs) }</> }
            }
            Ok(made) => shown(props, &needs, &made),
        },
    };
    let body = html! {
        <div class="lab-cols">
            { lines(Field::Needs, lab, word(lang, Word::Needs), Some(&hint(lang, Word::NeedsHint)), dispatch) }
            <div>{ result }</div>
        </div>
    };
    section("vlsm", word(lang, Word::Vlsm), body)
}

fn wanted(lang: Lang, want: Want) -> String {
    match want {
        Want::Hosts(count) => hosts(lang, count.into()),
        Want::Block(mask) => mask.to_string(),
        Want::Fixed(network) => network.to_string(),
    }
}

/// What a need is called: by its name, or by what it wants.
fn name(lang: Lang, need: &Need) -> String {
    if need.name.is_empty() { wanted(lang, need.want) } else { need.name.clone() }
}

fn shown(props: &TabProps, needs: &[Need], made: &Plan) -> Html {
    let TabProps { lab, prefs, .. } = props;
    let lang = prefs.lang;
    let mut pieces: Vec<Piece> = Vec::new();
    let mut sheet = Sheet::new(
        [
            Word::Name,
            Word::Wanted,
            Word::Block,
            Word::MaskInDots,
            Word::Range,
            Word::Usable,
            Word::Wasted,
        ]
        .map(|name| word(lang, name)),
    );
    let mut rows: Vec<Html> = Vec::new();
    for (index, block) in made.blocks.iter().enumerate() {
        let Some(need) = needs.get(block.need) else { continue };
        let network = block.network;
        pieces.push(Piece { network, name: name(lang, need), free: false });
        sheet.rows.push(vec![
            need.name.clone(),
            wanted(lang, need.want),
            network.to_string(),
            network.mask().as_addr().to_string(),
            range(network),
            network.usable().to_string(),
            block.waste().to_string(),
        ]);
        let why = [size_reason(lang, &block.size), place_reason(lang, &block.place, made)];
        rows.push(html! {
            <tr key={index}>
                <td>{ name(lang, need) }</td>
                <td class="net">{ network.to_string() }</td>
                <td class="net">{ range(network) }</td>
                <td class="num">{ grouped(block.waste()) }</td>
                <td class="why">{ prose(&why[0]) }{ " " }{ prose(&why[1]) }</td>
            </tr>
        });
    }
    for free in &made.free {
        pieces.push(Piece { network: *free, name: word(lang, Word::Free).to_owned(), free: true });
        sheet.rows.push(vec![
            word(lang, Word::Free).to_owned(),
            String::new(),
            free.to_string(),
            free.mask().as_addr().to_string(),
            range(*free),
            free.usable().to_string(),
            String::new(),
        ]);
    }
    let free = made
        .free
        .iter()
        .map(|free| html! { <li key={free.to_string()}><code>{ free.to_string() }</code></li> });
    let drawing = strip(made.space, &pieces, STRIP, word(lang, Word::PlanPicture));
    html! {
        <>
            <Strip space={made.space} {pieces} title={word(lang, Word::PlanPicture)} />
            { scroll(word(lang, Word::Vlsm), html! {
                <table class="lab-table">
                    <thead><tr>{ heads(lang, &[Word::Name, Word::Block, Word::Range, Word::Wasted, Word::WhyThere]) }</tr></thead>
                    <tbody>{ for rows }</tbody>
                </table>
            }) }
            <h3>{ word(lang, Word::Free) }</h3>
            if made.free.is_empty() {
                <p>{ word(lang, Word::NothingFree) }</p>
            } else {
                <ul class="lab-chips">{ for free }</ul>
            }
            { costs(lang, needs) }
            <Copy {lang} {sheet} lab={Lab::clone(lab)} picture={Some(("address-plan", drawing, prefs.theme))} />
        </>
    }
}

/// What a class would cost for the largest need: the notes' 255.255.0.0 for 1500 hosts.
fn costs(lang: Lang, needs: &[Need]) -> Html {
    let most = needs.iter().filter_map(|need| match need.want {
        Want::Hosts(hosts) => Some(hosts),
        Want::Block(_) | Want::Fixed(_) => None,
    });
    match most.max().and_then(cost) {
        Some(cost) => {
            html! { <p class="note-card old">{ prose(&classful_cost(lang, &cost)) }</p> }
        }
        None => html! { <wbr hidden=true /> },
    }
}
