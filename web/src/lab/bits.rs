//! The board, what follows from it, and where the address lies.

use super::board::Board;
use super::page::TabProps;
use super::parts::{cite, complaint, grouped, line, picture, view_box};
use super::sheet::{Copy, Sheet};
use super::state::{Action, Go, Lab};
use crate::components::icons::{Icon, icon};
use crate::components::shapes::plain;
use crate::components::use_size;
use crate::inspector::prose;
use wireglass_core::addr::class::Class;
use wireglass_core::addr::working::working;
use wireglass_core::addr::{Interface, special};
use wireglass_core::rules::Source;
use wireglass_scene::Shape;
use wireglass_scene::addr::bar::bar;
use wireglass_scene::addr::board::{BoardOptions, Shaped, board};
use wireglass_scene::addr::map::{CELL, Shown, map};
use wireglass_text::addr::{counting, kind_help, kind_name, operation, parse_error};
use wireglass_text::lab::{Lab as Word, classic, lab as word, why_block, working_step};
use wireglass_text::{Lang, Ui, ui};
use yew::prelude::*;

/// Why `/31` and `/32` have no broadcast address.
const LINKS: Source = Source::Rfc { number: 3021, section: "2.1" };

/// The tab.
#[component]
pub(super) fn Bits(props: &TabProps) -> Html {
    let TabProps { lab, prefs, dispatch } = props;
    let lang = prefs.lang;
    let interface = lab.interface;
    let sheet = sheet(lang, interface);
    let options = BoardOptions { lang, shape: Shaped::Four, step: lab.step };
    let drawing = board(interface, &options);
    html! {
        <>
            { ask(lab, lang, dispatch) }
            <div key="board" class="board-box">
                <Board lab={lab.clone()} {lang} dispatch={dispatch.clone()} />
                { steps(lab, lang, dispatch) }
            </div>
            { facts(lang, interface) }
            <div key="two" class="lab-two">
                <p class="note-card">{ prose(&why_block(lang, interface)) }</p>
                { special_card(lang, interface) }
                <p class="note-card old">{ prose(&classic(lang, interface)) }</p>
            </div>
            <Space key="space" lab={lab.clone()} {lang} dispatch={dispatch.clone()} />
            <Copy key="copy" {lang} {sheet} lab={lab.clone()} picture={Some(("address-bits", drawing, prefs.theme))} />
        </>
    }
}

fn ask(lab: &Lab, lang: Lang, dispatch: &Callback<Action>) -> Html {
    let wrong = lab
        .error
        .as_ref()
        .map(|error| complaint("a-wrong", &lab.ask, &error.at, &parse_error(lang, &error.kind)));
    let interface = lab.interface;
    let (mask, bits) = (interface.mask, interface.address.to_bits());
    let chips = [
        (Word::MaskInDots, mask.as_addr().to_string()),
        (Word::InHex, interface.address.octets().map(|octet| format!("{octet:02x}")).join(".")),
        (Word::AsNumber, bits.to_string()),
        (Word::WildcardMask, mask.wildcard_addr().to_string()),
    ];
    let chips = chips.into_iter().map(|(name, value)| {
        let name = word(lang, name);
        html! { <span key={name} title={name}><span class="sr-only">{ name }{ " " }</span><code>{ value }</code></span> }
    });
    html! {
        <div key="ask" class="ask-row">
            { line("a", word(lang, Word::AddressAndMask), &lab.ask, wrong, &dispatch.reform(Action::Ask)) }
            <div class="alts">{ for chips }</div>
        </div>
    }
}

/// The player's keys for the working.
fn steps(lab: &Lab, lang: Lang, dispatch: &Callback<Action>) -> Html {
    let Some(step) = lab.step else {
        let onclick = dispatch.reform(|_: MouseEvent| Action::Working(true));
        return html! {
            <div key="steps" class="lab-steps">
                <button type="button" class="ghost" {onclick}>{ icon(Icon::Forward) }{ word(lang, Word::StepThrough) }</button>
            </div>
        };
    };
    let working = working(lab.interface);
    let last = working.steps.len();
    let said = match step.checked_sub(1).and_then(|index| working.steps.get(index)) {
        Some(done) => html! {
            <>
                <b>{ working_step(lang, step, last, done.result.what) }</b>{ " · " }
                { prose(&operation(lang, done)) }
                if step == last {
                    { " " }{ prose(&counting(lang, &working.counting)) }
                }
            </>
        },
        None => html! { ui(lang, Ui::AtTheBeginning) },
    };
    let button = |which: Icon, label: Ui, go: Go, enabled: bool| {
        let onclick = dispatch.reform(move |_: MouseEvent| Action::Step(go));
        html! {
            <button type="button" class="plain" {onclick} title={ui(lang, label)} aria-label={ui(lang, label)}
                aria-disabled={(!enabled).then_some("true")}>{ icon(which) }</button>
        }
    };
    let close = dispatch.reform(|_: MouseEvent| Action::Working(false));
    html! {
        <div key="steps" class="lab-steps open" role="group" aria-label={word(lang, Word::Working)}>
            { button(Icon::First, Ui::First, Go::First, step > 0) }
            { button(Icon::Back, Ui::StepBack, Go::Back, step > 0) }
            { button(Icon::Forward, Ui::StepForward, Go::Forward, step < last) }
            { button(Icon::Last, Ui::Last, Go::Last, step < last) }
            <span class="steps-said" role="status">{ said }</span>
            <button type="button" class="ghost" onclick={close}>{ word(lang, Word::WorkingDone) }</button>
        </div>
    }
}

/// The narrowest special block of an address, in words.
fn kind(lang: Lang, interface: Interface) -> (String, Option<Source>) {
    match special::of(interface.address).next() {
        Some(block) => (kind_name(lang, block.kind).to_owned(), Some(block.source)),
        None => (word(lang, Word::Ordinary).to_owned(), None),
    }
}

fn facts(lang: Lang, interface: Interface) -> Html {
    let network = interface.network();
    let (host_bits, usable) = (interface.mask.host_bits(), network.usable());
    let less = if host_bits >= 2 { " − 2" } else { "" };
    let (kind, source) = kind(lang, interface);
    let fact = |name: Word, value: String, more: Html| {
        html! { <div key={word(lang, name)} class="fact"><dt>{ word(lang, name) }</dt><dd><b>{ value }</b>{ more }</dd></div> }
    };
    let power = html! { <small>{ "2" }<sup>{ host_bits }</sup>{ less }</small> };
    let none = Html::default;
    let broadcast = match network.broadcast() {
        Some(address) => fact(Word::Broadcast, address.to_string(), none()),
        None => fact(Word::Broadcast, word(lang, Word::None).to_owned(), cite(lang, LINKS)),
    };
    let cited = source.map(|source| cite(lang, source)).unwrap_or_default();
    html! {
        <dl key="facts" class="facts" aria-label={word(lang, Word::Facts)}>
            { fact(Word::Network, network.address().to_string(), none()) }
            { fact(Word::FirstHost, network.first().to_string(), none()) }
            { fact(Word::LastHost, network.last().to_string(), none()) }
            { broadcast }
            { fact(Word::Usable, grouped(usable), power) }
            { fact(Word::Kind, kind, cited) }
        </dl>
    }
}

/// What is special about the address, if anything is.
fn special_card(lang: Lang, interface: Interface) -> Html {
    let blocks = special::of(interface.address).map(|block| {
        html! {
            <li key={block.prefix.to_string()}>
                <code>{ block.prefix.to_string() }</code>{ " " }<b>{ kind_name(lang, block.kind) }</b>{ " " }
                { prose(&kind_help(lang, block.kind)) }{ " " }{ cite(lang, block.source) }
            </li>
        }
    });
    let blocks: Vec<Html> = blocks.collect();
    if blocks.is_empty() {
        return html! { <wbr key="special" hidden=true /> };
    }
    html! { <ul key="special" class="note-card specials">{ for blocks }</ul> }
}

/// The results as a table.
fn sheet(lang: Lang, interface: Interface) -> Sheet {
    let network = interface.network();
    let (kind, source) = kind(lang, interface);
    let kind = source.map_or(kind.clone(), |source| format!("{kind} ({source})"));
    let broadcast = network.broadcast();
    let none = word(lang, Word::None).to_owned();
    let binary = interface.address.octets().map(|octet| format!("{octet:08b}")).join(".");
    Sheet::pairs([
        (word(lang, Word::AddressAndMask), interface.to_string()),
        (word(lang, Word::MaskInDots), interface.mask.as_addr().to_string()),
        (word(lang, Word::WildcardMask), interface.mask.wildcard_addr().to_string()),
        (word(lang, Word::Network), network.to_string()),
        (word(lang, Word::FirstHost), network.first().to_string()),
        (word(lang, Word::LastHost), network.last().to_string()),
        (word(lang, Word::Broadcast), broadcast.map_or(none, |address| address.to_string())),
        (word(lang, Word::Usable), network.usable().to_string()),
        (word(lang, Word::Class), Class::of(interface.address).letter().to_string()),
        (word(lang, Word::Kind), kind),
        (word(lang, Word::Board), binary),
    ])
}

#[derive(Properties, PartialEq)]
struct SpaceProps {
    lab: Lab,
    lang: Lang,
    dispatch: Callback<Action>,
}

/// The whole space to scale: a bar, and a map to go into.
#[component]
fn Space(props: &SpaceProps) -> Html {
    let SpaceProps { lab, lang, dispatch } = props;
    let lang = *lang;
    let frame = use_node_ref();
    let size = use_size(&frame);
    let width = size.map_or(Shaped::WIDE, |(width, _)| width).clamp(320.0, Shaped::WIDE);
    let address = lab.interface.address;
    let (label, next) = match lab.map {
        Some(_) => (Word::HideMap, None),
        None => (Word::ShowMap, Some(Shown::ALL)),
    };
    let toggle = dispatch.reform(move |_: MouseEvent| Action::Map(next));
    html! {
        <section class="space-part" ref={frame} aria-label={word(lang, Word::Map)}>
            { picture(bar(address, width, lang), "space-bar") }
            <button type="button" class="link" onclick={toggle} aria-expanded={lab.map.is_some().to_string()}>
                { icon(if lab.map.is_some() { Icon::Up } else { Icon::Down }) }{ word(lang, label) }
            </button>
            if let Some(shown) = lab.map {
                { hilbert(lab, shown, lang, dispatch) }
            }
        </section>
    }
}

fn hilbert(lab: &Lab, shown: Shown, lang: Lang, dispatch: &Callback<Action>) -> Html {
    let drawing = map(lab.interface, shown, lang);
    let show = |to: Option<Shown>| {
        let dispatch = dispatch.clone();
        Callback::from(move |_: MouseEvent| {
            if to.is_some() {
                dispatch.emit(Action::Map(to));
            }
        })
    };
    let cells = drawing.shapes.iter().enumerate().map(|(index, shape)| match shape {
        Shape::Group(group) if group.key.0 == CELL => {
            let place = group.key.1;
            let into = shown.cell(place).and_then(|block| shown.into(block.address()));
            let onclick = show(into);
            html! { <g key={format!("cell{place}")} {onclick}>{ plain(index, shape, &Callback::noop()) }</g> }
        }
        shape => plain(index, shape, &Callback::noop()),
    });
    let address = lab.interface.address;
    let button = |label: Word, to: Option<Shown>| {
        let onclick = show(to);
        html! {
            <button key={word(lang, label)} type="button" class="ghost" {onclick} aria-disabled={to.is_none().then_some("true")}>
                { word(lang, label) }
            </button>
        }
    };
    html! {
        <div key="map" class="map-box">
            <svg class={classes!("scene", "map", (shown.network().prefix_len() < 24).then_some("deep"))} role="img"
                aria-label={format!("{}: {}", drawing.title, drawing.description)} viewBox={view_box(drawing.width, drawing.height)}>
                { for cells }
            </svg>
            <div class="map-side">
                <p class="map-shown" role="status"><code>{ shown.network().to_string() }</code></p>
                { button(Word::ToTheAddress, shown.into(address)) }
                { button(Word::FurtherAway, shown.out()) }
                { button(Word::WholeSpace, (shown != Shown::ALL).then_some(Shown::ALL)) }
                <p class="hint">{ word(lang, Word::MapHint) }</p>
            </div>
        </div>
    }
}
