//! Splitting and joining on a tree, planning with VLSM, and summarising.

mod summary;
mod vlsm;

use super::page::TabProps;
use super::parts::{bit_row, complaint, grouped, line, picture, scroll, section};
use super::sheet::{Copy, Sheet};
use super::state::{Action, Field, Lab};
use crate::components::use_size;
use crate::inspector::prose;
use wasm_bindgen::JsCast as _;
use web_sys::HtmlSelectElement;
use wireglass_core::addr::{Mask, Network};
use wireglass_scene::addr::strip::{Piece, strip};
use wireglass_text::addr::parse_error;
use wireglass_text::lab::{Lab as Word, join_name, lab as word, split_name};
use wireglass_text::{Lang, Markup};
use yew::prelude::*;

/// How wide strips are drawn, in their own pixels, where nobody has measured.
const STRIP: f64 = 1130.0;
/// The narrowest in which something can be written.
const NARROWEST: f64 = 320.0;

#[derive(PartialEq, Properties)]
struct StripProps {
    space: Network,
    pieces: Vec<Piece>,
    title: &'static str,
}

/// A strip as wide as its place, so that its writing is as large as other writing.
#[component]
fn Strip(props: &StripProps) -> Html {
    let frame = use_node_ref();
    let size = use_size(&frame);
    let width = size.map_or(STRIP, |(width, _)| width).clamp(NARROWEST, STRIP);
    let drawing = strip(props.space, &props.pieces, width, props.title);
    html! { <div ref={frame}>{ picture(drawing, "strip") }</div> }
}

/// The tab.
#[component]
pub(super) fn Plan(props: &TabProps) -> Html {
    let TabProps { lab, prefs, dispatch } = props;
    let lang = prefs.lang;
    let space = lab.space();
    let wrong = space.as_ref().err().map(|error| {
        let text = lab.text(Field::Space);
        complaint("space-wrong", text, &error.at, &parse_error(lang, &error.kind))
    });
    let space = space.ok();
    let own = lab.interface.network();
    let use_own = dispatch.reform(move |_: MouseEvent| Action::Type(Field::Space, own.to_string()));
    let typed = dispatch.reform(|text| Action::Type(Field::Space, text));
    html! {
        <>
            <div key="ask" class="ask-row">
                { line("space", word(lang, Word::Space), lab.text(Field::Space), wrong, &typed) }
                <div class="alts">
                    if let Some(space) = space {
                        <code>{ space.mask().as_addr().to_string() }</code>
                        <code>{ format!("{} – {}", space.address(), space.end()) }</code>
                    }
                    if space != Some(own) {
                        <button type="button" class="link" onclick={use_own}>{ word(lang, Word::UseThis) }{ " " }{ own.to_string() }</button>
                    }
                </div>
            </div>
            if let Some(space) = space {
                { tree(lab, lang, space, dispatch) }
                { vlsm::part(props, space) }
            }
            { summary::part(props) }
        </>
    }
}

fn tree(lab: &Lab, lang: Lang, space: Network, dispatch: &Callback<Action>) -> Html {
    let leaves = lab.leaves(space);
    let deepest = leaves.iter().map(|leaf| leaf.prefix_len()).max().unwrap_or(0);
    let rows = leaves
        .iter()
        .enumerate()
        .map(|(index, leaf)| row(lang, space, &leaves, index, *leaf, deepest, dispatch));
    let pieces: Vec<_> = leaves
        .iter()
        .map(|leaf| Piece { network: *leaf, name: String::new(), free: false })
        .collect();
    let mut sheet = Sheet::new(
        [Word::Subnet, Word::MaskInDots, Word::Range, Word::Broadcast, Word::Usable]
            .map(|name| word(lang, name)),
    );
    sheet.rows.extend(leaves.iter().map(|leaf| {
        vec![
            leaf.to_string(),
            leaf.mask().as_addr().to_string(),
            range(*leaf),
            leaf.broadcast().map(|address| address.to_string()).unwrap_or_default(),
            leaf.usable().to_string(),
        ]
    }));
    let joins = usize::from(deepest - space.prefix_len());
    let again = dispatch.reform(move |_: MouseEvent| Action::Join(space));
    let body = html! {
        <>
            <p class="hint">{ word(lang, Word::TreeHint) }</p>
            <div class="lab-row">
                { split_into(lang, space, &leaves, dispatch) }
                <button type="button" class="ghost" onclick={again} aria-disabled={(joins == 0).then_some("true")}>{ word(lang, Word::StartAgain) }</button>
            </div>
            <Strip {space} {pieces} title={word(lang, Word::Tree)} />
            { scroll(word(lang, Word::Tree), html! {
                <table class="lab-table">
                    <thead><tr>
                        { heads(lang, &[Word::Subnet, Word::Range, Word::Usable, Word::BitsColumn, Word::SplitIt]) }
                        if joins > 0 {
                            <th scope="colgroup" colspan={joins.to_string()}>{ word(lang, Word::JoinIt) }</th>
                        }
                    </tr></thead>
                    <tbody>{ for rows }</tbody>
                </table>
            }) }
            <Copy {lang} {sheet} lab={lab.clone()} />
        </>
    };
    section("tree", word(lang, Word::Tree), body)
}

/// Column heads.
fn heads(lang: Lang, words: &[Word]) -> Html {
    words
        .iter()
        .map(|name| html! { <th key={word(lang, *name)} scope="col">{ word(lang, *name) }</th> })
        .collect()
}

fn range(network: Network) -> String {
    let (first, last) = (network.first(), network.last());
    if first == last { first.to_string() } else { format!("{first} – {last}") }
}

/// All leaves of one size at once.
fn split_into(lang: Lang, space: Network, leaves: &[Network], dispatch: &Callback<Action>) -> Html {
    let even = leaves.first().map(|leaf| leaf.mask());
    let even = even.filter(|mask| leaves.iter().all(|leaf| leaf.mask() == *mask));
    let masks = Mask::all().filter(|mask| Lab::can_split_into(space, *mask));
    let options = masks.map(|mask| {
        let count = space.count(mask).unwrap_or(1);
        html! {
            <option key={mask.to_string()} value={mask.prefix_len().to_string()} selected={even == Some(mask)}>
                { format!("{mask} × {count}") }
            </option>
        }
    });
    let onchange = {
        let dispatch = dispatch.clone();
        Callback::from(move |event: Event| {
            let select =
                event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok());
            let mask = select.and_then(|select| select.value().parse().ok()).and_then(Mask::new);
            if let Some(mask) = mask {
                dispatch.emit(Action::SplitInto(mask));
            }
        })
    };
    html! {
        <>
            <label for="split-into">{ word(lang, Word::SplitInto) }</label>
            <select id="split-into" {onchange}>
                if even.is_none() {
                    <option key="none" value="" selected=true>{ "…" }</option>
                }
                { for options }
            </select>
        </>
    }
}

/// A leaf, with what it can be split into and joined to: the cell of an inner network stands beside
/// all its leaves.
fn row(
    lang: Lang,
    space: Network,
    leaves: &[Network],
    index: usize,
    leaf: Network,
    deepest: u8,
    dispatch: &Callback<Action>,
) -> Html {
    let split = dispatch.reform(move |_: MouseEvent| Action::Split(leaf));
    let full = leaves.len() >= super::state::MOST_LEAVES;
    let no = match leaf.split() {
        None => Some(Word::SmallestNetwork),
        Some(_) => full.then_some(Word::TooManySubnets),
    };
    let mut joins: Vec<Html> = Vec::new();
    let blank = deepest - leaf.prefix_len();
    if blank > 0 {
        joins.push(html! { <td key="blank" colspan={blank.to_string()}></td> });
    }
    let mut inner = leaf;
    while let Some(parent) = inner.parent().filter(|parent| space.covers(*parent)) {
        inner = parent;
        let first = index == 0 || !parent.covers(leaves[index - 1]);
        if first {
            let count = leaves[index..].iter().take_while(|leaf| parent.covers(**leaf)).count();
            let join = dispatch.reform(move |_: MouseEvent| Action::Join(parent));
            joins.push(html! {
                <td key={parent.to_string()} class="join" rowspan={count.to_string()}>
                    <button type="button" onclick={join} aria-label={join_name(lang, parent)} title={join_name(lang, parent)}>
                        { parent.mask().to_string() }
                    </button>
                </td>
            });
        }
    }
    html! {
        <tr key={leaf.to_string()}>
            <td class="net">{ leaf.to_string() }</td>
            <td class="net">{ range(leaf) }</td>
            <td class="num">{ grouped(leaf.usable()) }</td>
            <td>{ bit_row(leaf.address().to_bits(), space.prefix_len(), leaf.prefix_len(), None) }</td>
            <td>
                <button type="button" class="ghost" onclick={split} aria-disabled={no.is_some().then_some("true")}
                    title={no.map(|no| word(lang, no))} aria-label={split_name(lang, leaf)}>{ word(lang, Word::SplitIt) }</button>
            </td>
            { for joins }
        </tr>
    }
}

/// A hint with code boxes.
fn hint(lang: Lang, what: Word) -> Markup {
    Markup::parse(lang, word(lang, what))
}

/// A sentence that says why something cannot be.
fn refusal(why: &Markup) -> Html {
    html! { <p class="complaint" role="alert">{ prose(why) }</p> }
}
