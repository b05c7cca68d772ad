//! What each endpoint remembers of the connection, side by side, with what just changed.

use super::PanelProps;
use super::parts::{state_chip, unknown};
use super::space;
use crate::inspector::prose;
use crate::state::View;
use wireglass_core::seq::Seq;
use wireglass_core::tcp::{Quantity, State, Timer, Variable};
use wireglass_core::time::Duration;
use wireglass_scene::{primary_socket, sides};
use wireglass_text::panels::{Panel, panel};
use wireglass_text::{
    Lang, Ui, timer_help, timer_name, timer_will, ui, variable_help, variable_name,
};
use wireglass_trace::{NodeId, Origin, SocketId, SocketNow, TimerNow};
use yew::prelude::*;

/// What a panel always lists, known or not.
const ALWAYS: [Variable; 7] = [
    Variable::Iss,
    Variable::SndUna,
    Variable::SndNxt,
    Variable::SndWnd,
    Variable::Irs,
    Variable::RcvNxt,
    Variable::RcvWnd,
];

/// A host, and the connection that speaks for it.
struct End {
    node: NodeId,
    socket: Option<SocketId>,
}

/// The variables tab.
#[component]
pub(super) fn Variables(props: &PanelProps) -> Html {
    let view = &props.view;
    let lang = view.lang;
    // Whose explanation is open.
    let open = use_state_eq(|| None::<Variable>);
    let ends: Vec<End> = sides(&view.trace)
        .into_iter()
        .map(|node| End { node, socket: primary_socket(&view.trace, &view.snapshot, node) })
        .collect();
    let nows: Vec<Option<&SocketNow>> =
        ends.iter().map(|end| end.socket.map(|socket| view.snapshot.socket(socket))).collect();
    let known = |variable: &Variable| {
        ALWAYS.contains(variable)
            || nows.iter().flatten().any(|now| now.variable(*variable).is_some())
    };
    let rows = Variable::ALL.into_iter().filter(known).flat_map(|variable| {
        let is_open = *open == Some(variable);
        let toggle = {
            let open = open.setter();
            Callback::from(move |_: MouseEvent| open.set((!is_open).then_some(variable)))
        };
        rows(view, &nows, variable, is_open, toggle)
    });
    html! {
        <>
            <table class="variables">
                <thead>
                    <tr>
                        <th scope="col">{ ui(lang, Ui::Variable) }</th>
                        { for ends.iter().zip(&nows).map(|(end, now)| heading(view, end, *now)) }
                    </tr>
                </thead>
                <tbody>{ for rows }</tbody>
            </table>
            { for ends.iter().map(|end| pictures(view, end)) }
            { timers(view, &ends) }
        </>
    }
}

fn heading(view: &View, end: &End, now: Option<&SocketNow>) -> Html {
    let name = view.trace.node(end.node).name.clone();
    let on = view.snapshot.node(end.node).on;
    let state = now.map(|now| state_chip(view.lang, now.state));
    html! {
        <th scope="col" key={end.node.0}>
            <span class="host">{ name }</span>
            if on { { for state } } else { <small>{ ui(view.lang, Ui::PoweredOff) }</small> }
        </th>
    }
}

fn rows(
    view: &View,
    nows: &[Option<&SocketNow>],
    variable: Variable,
    is_open: bool,
    toggle: Callback<MouseEvent>,
) -> Vec<Html> {
    let lang = view.lang;
    let cells = nows.iter().enumerate().map(|(i, now)| cell(view, i, *now, variable));
    let changed =
        nows.iter().flatten().any(|now| now.variable(variable).is_some_and(|value| value.changed));
    let row = html! {
        <tr key={variable.name()} class={classes!(changed.then_some("changed"))}>
            <th scope="row">
                <button type="button" aria-expanded={is_open.to_string()} onclick={toggle}
                    title={variable_help(lang, variable)}>
                    <code>{ variable.name() }</code><small>{ variable_name(lang, variable) }</small>
                </button>
            </th>
            { for cells }
        </tr>
    };
    let help = is_open.then(|| {
        let columns = (nows.len() + 1).to_string();
        html! {
            <tr key={format!("{}-help", variable.name())} class="help">
                <td colspan={columns}>{ variable_help(lang, variable) }</td>
            </tr>
        }
    });
    std::iter::once(row).chain(help).collect()
}

fn cell(view: &View, key: usize, now: Option<&SocketNow>, variable: Variable) -> Html {
    let lang = view.lang;
    let Some(now) = now else { return html! { <td {key} class="none">{ "–" }</td> } };
    let Some(value) = now.variable(variable) else {
        // In a simulation everything is known: what is not set is not there.
        return match view.trace.origin {
            Origin::Simulated => html! { <td {key} class="none">{ "–" }</td> },
            Origin::Captured => html! { <td {key}>{ unknown(lang) }</td> },
        };
    };
    let show = |value: u64| written(value, variable, now, view.relative);
    if !value.changed || value.before == Some(value.value) {
        return html! { <td {key}>{ show(value.value) }</td> };
    }
    html! {
        <td {key} class="changed">
            if let Some(before) = value.before {
                <s><span class="sr-only">{ panel(lang, Panel::Was) }{ " " }</span>{ show(before) }</s>
                <span class="arrow" aria-hidden="true">{ "→" }</span>
            }
            <b>{ show(value.value) }</b>
            <span class="sr-only">{ " " }{ ui(lang, Ui::JustChanged) }</span>
        </td>
    }
}

/// A value with its unit; sequence numbers from the initial one, if so wished and known.
fn written(value: u64, variable: Variable, now: &SocketNow, relative: bool) -> String {
    let initial = match variable.quantity() {
        Quantity::SendSequence => Some(Variable::Iss),
        Quantity::ReceiveSequence => Some(Variable::Irs),
        Quantity::Time => return Duration::from_nanos(value).to_string(),
        Quantity::Bytes | Quantity::Count => None,
    };
    // The initial numbers themselves stay what they are: relative, they would all be 0.
    let base = initial.filter(|base| relative && *base != variable);
    let base = base.and_then(|base| now.variable(base));
    let short = |value: u64| u32::try_from(value).map(Seq).ok();
    match (short(value), base.and_then(|base| short(base.value))) {
        (Some(value), Some(base)) => value.distance_from(base).to_string(),
        _ => value.to_string(),
    }
}

fn pictures(view: &View, end: &End) -> Html {
    let name = view.trace.node(end.node).name.clone();
    let content = match end.socket {
        _ if !view.snapshot.node(end.node).on => {
            html! { <p class="quiet">{ panel(view.lang, Panel::HostOff) }</p> }
        }
        // A listener has no sequence numbers.
        Some(socket) if !view.trace.socket(socket).listening => space::spaces(view, socket),
        _ => html! { <p class="quiet">{ panel(view.lang, Panel::NoConnection) }</p> },
    };
    html! {
        <section class="spaces" key={end.node.0}>
            <h3>{ name }</h3>
            { content }
        </section>
    }
}

fn timers(view: &View, ends: &[End]) -> Html {
    let lang = view.lang;
    let running = view.snapshot.sockets.iter().enumerate().flat_map(|(i, now)| {
        let node = view.trace.socket(SocketId::from_index(i)).node;
        now.timers().map(move |(which, timer)| (i, node, now, which, timer))
    });
    let cards: Vec<Html> = running
        .filter(|(_, node, ..)| ends.iter().any(|end| end.node == *node))
        .map(|(i, node, now, which, timer)| {
            let key = format!("{i}-{which:?}");
            let host = view.trace.node(node).name.clone();
            html! { <li {key}>{ timer_card(view, &host, now, which, timer) }</li> }
        })
        .collect();
    let content = match (cards.is_empty(), view.trace.origin) {
        (false, _) => html! { <ul>{ for cards }</ul> },
        (true, Origin::Simulated) => html! { <p class="quiet">{ ui(lang, Ui::NoTimers) }</p> },
        (true, Origin::Captured) => {
            html! { <p class="quiet">{ panel(lang, Panel::TimersNotSeen) }</p> }
        }
    };
    html! {
        <section class="timers">
            <h3>{ ui(lang, Ui::Timers) }</h3>
            { content }
        </section>
    }
}

fn timer_card(view: &View, host: &str, now: &SocketNow, which: Timer, timer: TimerNow) -> Html {
    let lang = view.lang;
    let left = timer.due.since(view.snapshot.time);
    let whole = timer.due.since(timer.since).as_nanos().max(1);
    // In thousandths: a ring needs no more.
    let thousandths = u128::from(left.as_nanos()) * 1000 / u128::from(whole);
    let dash = format!("{} 1000", thousandths.min(1000));
    let retransmits = now.variable(Variable::Retransmits).map_or(0, |value| value.value);
    let state = now.state.unwrap_or(State::Closed);
    html! {
        <div class="timer" title={timer_help(lang, which)}>
            <svg viewBox="0 0 24 24" aria-hidden="true">
                <circle cx="12" cy="12" r="9" class="whole" />
                <circle cx="12" cy="12" r="9" class="left" pathLength="1000" stroke-dasharray={dash}
                    transform="rotate(-90 12 12)" />
            </svg>
            <p>
                <strong>{ host.to_owned() }</strong>
                { " · " }{ timer_name(lang, which) }
                <span class="left">{ due(lang, left) }</span>
            </p>
            <p class="will">{ prose(&timer_will(lang, which, left, state, retransmits)) }</p>
        </div>
    }
}

fn due(lang: Lang, left: Duration) -> String {
    wireglass_text::due_in(lang, left)
}
