//! The conversations of a capture, as a table that can be sorted and filtered.

use super::{CaptureFile, Opened};
use std::cmp::Ordering;
use std::rc::Rc;
use web_sys::HtmlInputElement;
use wireglass_capture::observer::Conversation;
use wireglass_core::tcp::State;
use wireglass_core::time::Duration;
use wireglass_scene::state_class;
use wireglass_text::panels::{self, Panel, panel};
use wireglass_text::{Lang, Ui, anomaly_help, anomaly_name, ui};
use wireglass_trace::Anomaly;
use yew::prelude::*;

/// How many rows are drawn at a time: nobody reads more, and a browser draws these at once.
const CHUNK: usize = 200;

/// What the list can be sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    First,
    Second,
    Packets,
    Bytes,
    Begins,
    Duration,
    States,
    Unusual,
}

impl Column {
    const ALL: [Self; 8] = [
        Self::First,
        Self::Second,
        Self::Packets,
        Self::Bytes,
        Self::Begins,
        Self::Duration,
        Self::States,
        Self::Unusual,
    ];

    fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::First => panel(lang, Panel::FirstEnd),
            Self::Second => panel(lang, Panel::SecondEnd),
            Self::Packets => ui(lang, Ui::Packets),
            Self::Bytes => panel(lang, Panel::Bytes),
            Self::Begins => ui(lang, Ui::Began),
            Self::Duration => ui(lang, Ui::Lasted),
            Self::States => ui(lang, Ui::FinalStates),
            Self::Unusual => ui(lang, Ui::Unusual),
        }
    }

    /// What one most wants to see first.
    const fn begins_with_most(self) -> bool {
        matches!(self, Self::Packets | Self::Bytes | Self::Duration | Self::Unusual)
    }

    const fn is_number(self) -> bool {
        matches!(self, Self::Packets | Self::Bytes | Self::Begins | Self::Duration)
    }

    fn compare(self, a: &Conversation, b: &Conversation) -> Ordering {
        match self {
            Self::First => a.endpoints[0].cmp(&b.endpoints[0]),
            Self::Second => a.endpoints[1].cmp(&b.endpoints[1]),
            Self::Packets => a.packets.len().cmp(&b.packets.len()),
            Self::Bytes => a.bytes.cmp(&b.bytes),
            Self::Begins => a.first_ns.cmp(&b.first_ns),
            Self::Duration => lasted(a).cmp(&lasted(b)),
            Self::States => a.states.cmp(&b.states),
            Self::Unusual => a.anomalies.len().cmp(&b.anomalies.len()),
        }
    }
}

/// By which column, and whether the largest come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Order {
    by: Column,
    down: bool,
}

const AS_IN_THE_FILE: Order = Order { by: Column::Begins, down: false };

/// What is out of the ordinary about a conversation, each kind with how often.
pub(super) fn unusual(conversation: &Conversation) -> Vec<(Anomaly, usize)> {
    let count = |kind| conversation.anomalies.iter().filter(|one| one.anomaly == kind).count();
    if conversation.anomalies.is_empty() {
        return Vec::new();
    }
    Anomaly::ALL.into_iter().map(|kind| (kind, count(kind))).filter(|(_, n)| *n > 0).collect()
}

fn lasted(conversation: &Conversation) -> u64 {
    conversation.last_ns.saturating_sub(conversation.first_ns)
}

fn state_name(state: Option<State>) -> &'static str {
    state.map_or("?", State::name)
}

/// The conversations that match every word of `filter`, in order.
fn chosen(all: &[Conversation], filter: &str, order: Order, lang: Lang) -> Vec<usize> {
    let filter = filter.to_lowercase();
    let words: Vec<&str> = filter.split_whitespace().collect();
    let matches = |conversation: &Conversation| {
        if words.is_empty() {
            return true;
        }
        let [a, b] = conversation.endpoints;
        let [sa, sb] = conversation.states.map(state_name);
        let mut text = format!("{a} {b} {sa} {sb}");
        for (kind, _) in unusual(conversation) {
            text.push(' ');
            text.push_str(anomaly_name(lang, kind));
        }
        if conversation.began_midway {
            text.push_str(ui(lang, Ui::BeginsMidway));
        }
        let text = text.to_lowercase();
        words.iter().all(|word| text.contains(word))
    };
    let mut found: Vec<usize> = (0..all.len()).filter(|i| matches(&all[*i])).collect();
    found.sort_by(|a, b| {
        let by = order.by.compare(&all[*a], &all[*b]);
        let by = if order.down { by.reverse() } else { by };
        by.then(a.cmp(b))
    });
    found
}

#[derive(Properties, PartialEq)]
pub(super) struct ListProps {
    pub(super) lang: Lang,
    pub(super) file: Rc<CaptureFile>,
    pub(super) on_open: Callback<Opened>,
}

/// The table.
#[component]
pub(super) fn ConversationList(props: &ListProps) -> Html {
    let ListProps { lang, file, on_open } = props;
    let lang = *lang;
    let order = use_state_eq(|| AS_IN_THE_FILE);
    let filter = use_state_eq(String::new);
    let shown = use_state_eq(|| CHUNK);
    let found =
        use_memo((file.clone(), (*filter).clone(), *order, lang), |(file, filter, order, lang)| {
            chosen(file.conversations(), filter, *order, *lang)
        });
    let total = file.conversations().len();
    let oninput = {
        let (filter, shown) = (filter.setter(), shown.setter());
        Callback::from(move |event: InputEvent| {
            let input: HtmlInputElement = event.target_unchecked_into();
            filter.set(input.value());
            shown.set(CHUNK);
        })
    };
    let clear = {
        let filter = filter.setter();
        Callback::from(move |_: MouseEvent| filter.set(String::new()))
    };
    let more = {
        let shown = shown.clone();
        Callback::from(move |_: MouseEvent| shown.set(*shown + CHUNK * 5))
    };
    let count = panels::showing(lang, found.len().min(*shown) as u64, total as u64);
    let rows = found.iter().take(*shown).map(|index| row(lang, file, *index, on_open));
    html! {
        <section class="conversations" aria-labelledby="conversations">
            <header>
                <h3 id="conversations">{ ui(lang, Ui::Conversations) }</h3>
                <label class="filter">
                    <span class="sr-only">{ panel(lang, Panel::Filter) }</span>
                    <input type="search" placeholder={panel(lang, Panel::FilterHint)}
                        value={(*filter).clone()} {oninput} autocomplete="off" spellcheck="false" />
                </label>
                <span class="count" role="status">{ count }</span>
            </header>
            if found.is_empty() {
                <p class="capture-empty" key="none">
                    { panel(lang, Panel::NoMatch) }
                    { " " }
                    <button type="button" onclick={clear}>{ panel(lang, Panel::ClearFilter) }</button>
                </p>
            } else {
                // Roles are spelled out: on a phone rows are drawn as cards, which would lose them.
                <table role="table" key="table" aria-labelledby="conversations">
                    <thead role="rowgroup">
                        <tr role="row">{ for Column::ALL.map(|column| head(lang, column, &order)) }</tr>
                    </thead>
                    <tbody role="rowgroup">{ for rows }</tbody>
                </table>
            }
            if found.len() > *shown {
                <button type="button" class="more" onclick={more} key="more">
                    { panel(lang, Panel::ShowMore) }
                </button>
            }
        </section>
    }
}

fn head(lang: Lang, column: Column, order: &UseStateHandle<Order>) -> Html {
    let by_this = order.by == column;
    let sort = by_this.then_some(if order.down { "descending" } else { "ascending" });
    let onclick = {
        let order = order.clone();
        Callback::from(move |_: MouseEvent| {
            let down = if order.by == column { !order.down } else { column.begins_with_most() };
            order.set(Order { by: column, down });
        })
    };
    let mark = match sort {
        Some("ascending") => "↑",
        Some(_) => "↓",
        None => "",
    };
    html! {
        <th key={format!("{column:?}")} role="columnheader" scope="col" aria-sort={sort}
            class={classes!(column.is_number().then_some("num"))}>
            <button type="button" {onclick}>
                { column.name(lang) }<i aria-hidden="true">{ mark }</i>
            </button>
        </th>
    }
}

fn row(lang: Lang, file: &Rc<CaptureFile>, index: usize, on_open: &Callback<Opened>) -> Html {
    let conversation = &file.conversations()[index];
    let [a, b] = conversation.endpoints.map(|end| end.to_string());
    let begins = conversation.first_ns.saturating_sub(file.capture().start_ns);
    let time = |nanos| Duration::from_nanos(nanos).to_string();
    let onclick = {
        let (file, on_open) = (file.clone(), on_open.clone());
        Callback::from(move |_: MouseEvent| on_open.emit((file.clone(), index)))
    };
    let label = panels::open_conversation(lang, &a, &b);
    let cell = |column: Column, content: Html| {
        html! {
            <td role="cell" key={format!("{column:?}")} data-label={column.name(lang)}
                class={classes!(column.is_number().then_some("num"))}>{ content }</td>
        }
    };
    html! {
        <tr role="row" key={index}>
            { cell(Column::First, html! {
                <button type="button" class="open" aria-label={label} {onclick}>{ a }</button>
            }) }
            { cell(Column::Second, html! { <span class="end">{ b }</span> }) }
            { cell(Column::Packets, html! { conversation.packets.len() }) }
            { cell(Column::Bytes, html! { conversation.bytes }) }
            { cell(Column::Begins, html! { time(begins) }) }
            { cell(Column::Duration, html! { time(lasted(conversation)) }) }
            { cell(Column::States, states(lang, conversation)) }
            { cell(Column::Unusual, oddities(lang, conversation)) }
        </tr>
    }
}

fn states(lang: Lang, conversation: &Conversation) -> Html {
    let one = |state: Option<State>| {
        let title = state.is_none().then(|| panel(lang, Panel::NotInCapture));
        html! {
            <span class={classes!("state", state_class(state))} {title}>
                { state.map_or(ui(lang, Ui::Unknown), State::name) }
            </span>
        }
    };
    let [a, b] = conversation.states;
    html! { <span class="states">{ one(a) }<span class="sep">{ "·" }</span>{ one(b) }</span> }
}

fn oddities(lang: Lang, conversation: &Conversation) -> Html {
    let mut chips: Vec<Html> = Vec::new();
    if conversation.began_midway {
        chips.push(html! {
            <li key="midway" title={ui(lang, Ui::BeginsMidwayHelp)}>{ ui(lang, Ui::BeginsMidway) }</li>
        });
    }
    for (kind, count) in unusual(conversation) {
        chips.push(html! {
            <li key={format!("{kind:?}")} title={anomaly_help(lang, kind)}>
                { anomaly_name(lang, kind) }
                if count > 1 { <b>{ format!("×{count}") }</b> }
            </li>
        });
    }
    if conversation.checksum_offload.contains(&true) {
        chips.push(html! {
            <li key="offload" class="mild" title={panel(lang, Panel::OffloadHelp)}>
                { panel(lang, Panel::Offload) }
            </li>
        });
    }
    if chips.is_empty() {
        return html! { <span class="none">{ ui(lang, Ui::NothingUnusual) }</span> };
    }
    html! { <ul class="oddities">{ for chips }</ul> }
}
