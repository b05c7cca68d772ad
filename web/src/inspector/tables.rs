//! What a person would see on each host: `netstat -an`, `arp -a`, and the programs with the call
//! they are in.

use super::{PanelProps, prose};
use crate::state::View;
use std::net::SocketAddr;
use wireglass_core::tcp::{State, Variable};
use wireglass_scene::{sides, state_class};
use wireglass_text::panels::{Panel, panel};
use wireglass_text::{Lang, Ui, call, call_help, call_result, ui};
use wireglass_trace::{
    Call, NodeId, Origin, Socket, SocketId, SocketNow, TaskId, TaskNow, Transport,
};
use yew::prelude::*;

/// The tables tab.
#[component]
pub(super) fn Tables(props: &PanelProps) -> Html {
    let view = &props.view;
    html! { <div class="host-tables">{ for sides(&view.trace).into_iter().map(|node| host(view, node)) }</div> }
}

fn host(view: &View, node: NodeId) -> Html {
    let about = view.trace.node(node);
    let id = format!("host-{}", node.0);
    let addresses = about.addresses().map(|ip| ip.to_string()).collect::<Vec<_>>().join(", ");
    let mac = about.mac().map(|mac| mac.to_string()).unwrap_or_default();
    let content = if view.snapshot.node(node).on {
        html! { <>{ sockets(view, node) }{ arp(view, node) }{ tasks(view, node) }</> }
    } else {
        html! { <p class="quiet">{ panel(view.lang, Panel::HostOff) }</p> }
    };
    html! {
        <section class="host" key={node.0} aria-labelledby={id.clone()}>
            <h3 {id}>{ about.name.clone() }<small>{ addresses }</small><small>{ mac }</small></h3>
            { content }
        </section>
    }
}

/// A table with its caption, or one sentence where it has no rows.
fn table(caption: Html, heads: &[&'static str], rows: Vec<Html>, empty: &'static str) -> Html {
    if rows.is_empty() {
        return html! {
            <div class="no-table"><p class="caption">{ caption }</p><p class="quiet">{ empty }</p></div>
        };
    }
    html! {
        <div class="table-scroll">
            <table>
                <caption>{ caption }</caption>
                <thead>
                    <tr>{ for heads.iter().map(|head| html! { <th scope="col" key={*head}>{ *head }</th> }) }</tr>
                </thead>
                <tbody>{ for rows }</tbody>
            </table>
        </div>
    }
}

/// As `netstat -an` lists a host's sockets.
pub(crate) fn sockets(view: &View, node: NodeId) -> Html {
    let lang = view.lang;
    let rows = view
        .snapshot
        .open_sockets(&view.trace)
        // A socket without a connection is not in netstat's list either.
        .filter(|(_, socket, now)| socket.node == node && now.state != Some(State::Closed))
        .map(|(id, socket, now)| socket_row(view, id, socket, now))
        .collect();
    let caption = html! { <>{ ui(lang, Ui::SocketTable) }<small>{ panel(lang, Panel::SocketsHelp) }</small></> };
    let heads = [
        panel(lang, Panel::Protocol),
        panel(lang, Panel::RecvQ),
        panel(lang, Panel::SendQ),
        ui(lang, Ui::LocalAddress),
        ui(lang, Ui::RemoteAddress),
        ui(lang, Ui::State),
    ];
    table(caption, &heads, rows, ui(lang, Ui::EmptyTable))
}

fn socket_row(view: &View, id: SocketId, socket: &Socket, now: &SocketNow) -> Html {
    let lang = view.lang;
    let proto = match (socket.transport, socket.local.is_ipv4()) {
        (Transport::Tcp, true) => "tcp",
        (Transport::Tcp, false) => "tcp6",
        (Transport::Udp, true) => "udp",
        (Transport::Udp, false) => "udp6",
        (Transport::Icmp, _) => "icmp",
    };
    // A capture does not show what waits inside a host.
    let queue = |variable| match (now.variable(variable), view.trace.origin) {
        (Some(value), _) => (value.value.to_string(), value.changed),
        (None, Origin::Simulated) => ("0".to_owned(), false),
        (None, Origin::Captured) => ("?".to_owned(), false),
    };
    let (received, received_changed) = queue(Variable::ReceiveQueue);
    let (sent, sent_changed) = queue(Variable::SendQueue);
    let changed = |yes: bool| classes!("num", yes.then_some("changed"));
    let moved = now.state_before.is_some();
    let title = now.state.map_or(panel(lang, Panel::NotInCapture), State::name);
    html! {
        <tr key={id.0}>
            <td>{ proto }</td>
            <td class={changed(received_changed)}>{ received }</td>
            <td class={changed(sent_changed)}>{ sent }</td>
            <td class="address">{ address(Some(socket.local)) }</td>
            <td class="address">{ address(socket.remote.filter(|_| !socket.listening)) }</td>
            <td class={classes!(moved.then_some("changed"))}>
                // Only TCP has states.
                if socket.transport == Transport::Tcp {
                    <span class={classes!("state", state_class(now.state))} {title}>
                        { now.state.map_or("?", netstat_name) }
                    </span>
                }
            </td>
        </tr>
    }
}

/// As netstat writes addresses; what is not bound to anything is a star.
fn address(address: Option<SocketAddr>) -> String {
    match address {
        None => "*:*".to_owned(),
        Some(address) if address.ip().is_unspecified() => format!("*:{}", address.port()),
        Some(address) => address.to_string(),
    }
}

/// The state's name as netstat spells it.
const fn netstat_name(state: State) -> &'static str {
    match state {
        State::Closed => "CLOSED",
        State::Listen => "LISTEN",
        State::SynSent => "SYN_SENT",
        State::SynReceived => "SYN_RECV",
        State::Established => "ESTABLISHED",
        State::FinWait1 => "FIN_WAIT1",
        State::FinWait2 => "FIN_WAIT2",
        State::CloseWait => "CLOSE_WAIT",
        State::Closing => "CLOSING",
        State::LastAck => "LAST_ACK",
        State::TimeWait => "TIME_WAIT",
    }
}

fn arp(view: &View, node: NodeId) -> Html {
    let lang = view.lang;
    let rows = view.snapshot.node(node).arp().map(|(ip, mac)| {
        html! {
            <tr key={ip.to_string()}>
                <td class="address">{ ip.to_string() }</td><td class="address">{ mac.to_string() }</td>
            </tr>
        }
    });
    let caption =
        html! { <>{ ui(lang, Ui::ArpTable) }<small>{ panel(lang, Panel::ArpHelp) }</small></> };
    let empty = match view.trace.origin {
        Origin::Simulated => ui(lang, Ui::EmptyTable),
        Origin::Captured => panel(lang, Panel::ArpNotSeen),
    };
    table(caption, &[ui(lang, Ui::IpAddress), ui(lang, Ui::MacAddress)], rows.collect(), empty)
}

/// A host's programs, with the call each is in.
pub(crate) fn tasks(view: &View, node: NodeId) -> Html {
    let lang = view.lang;
    let all = view.trace.tasks().iter().enumerate().filter(|(_, task)| task.node == node);
    let rows = all.map(|(index, task)| {
        let now = view.snapshot.task(TaskId::from_index(index));
        html! {
            <tr key={index}>
                <td>{ task.name.clone() }</td>
                <td class="address">{ last_call(view, now.call) }</td>
                <td>{ doing(view, now) }</td>
            </tr>
        }
    });
    let caption = html! { ui(lang, Ui::TaskTable) };
    let empty = match view.trace.origin {
        Origin::Simulated => ui(lang, Ui::EmptyTable),
        Origin::Captured => panel(lang, Panel::TasksNotSeen),
    };
    let heads = [ui(lang, Ui::Program), panel(lang, Panel::LastCall), panel(lang, Panel::Result)];
    table(caption, &heads, rows.collect(), empty)
}

fn last_call(view: &View, made: Option<Call>) -> Html {
    match made {
        None => html! { "–" },
        Some(made) => html! {
            <code title={call_help(view.lang, &made)}>{ call(view.lang, &view.trace, &made, None) }</code>
        },
    }
}

/// Blocked in a call, back from one, running, or at its end.
fn doing(view: &View, now: &TaskNow) -> Html {
    let lang = view.lang;
    let word = |class: &'static str, label: Ui| {
        html! { <span class={classes!("task", class)}>{ ui(lang, label) }</span> }
    };
    let returned = now.result.as_ref().map(|result| prose(&call_result(lang, &view.trace, result)));
    match (now.ended, now.waiting, returned) {
        (Some(_), ..) => word("ended", Ui::Ended),
        (_, Some(_), _) => word("blocked", Ui::Blocked),
        (_, _, Some(returned)) => returned,
        (_, None, None) => not_yet(lang, now),
    }
}

fn not_yet(lang: Lang, now: &TaskNow) -> Html {
    let label = if now.call.is_some() { ui(lang, Ui::Running) } else { "–" };
    html! { <span class="task">{ label }</span> }
}
