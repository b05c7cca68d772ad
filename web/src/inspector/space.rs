//! Pictures of the sequence spaces (RFC 9293 §3.3.1, figures 3 and 4): where the pointers stand,
//! what lies between them.

use crate::state::View;
use wireglass_core::seq::Seq;
use wireglass_core::tcp::Variable;
use wireglass_text::panels::{Panel, byte_count, panel};
use wireglass_text::{Lang, Ui, ui};
use wireglass_trace::{EventId, SocketId, SocketNow, Trace, What};
use yew::prelude::*;

/// What a stretch of sequence numbers is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Sent and acknowledged.
    Acknowledged,
    /// Sent, not acknowledged.
    InFlight,
    /// May be sent.
    MaySend,
    /// Beyond the peer's window.
    MayNotYet,
    /// Received in order.
    Received,
    /// Would be taken.
    WillTake,
    /// Received out of order, kept.
    Held,
    /// Beyond our window.
    Beyond,
}

impl Kind {
    const fn class(self) -> &'static str {
        match self {
            Self::Acknowledged => "acknowledged",
            Self::InFlight => "in-flight",
            Self::MaySend => "may-send",
            Self::MayNotYet => "may-not",
            Self::Received => "received",
            Self::WillTake => "will-take",
            Self::Held => "held",
            Self::Beyond => "beyond",
        }
    }

    const fn name(self) -> Panel {
        match self {
            Self::Acknowledged => Panel::Acknowledged,
            Self::InFlight => Panel::InFlight,
            Self::MaySend => Panel::MaySend,
            Self::MayNotYet => Panel::MayNotYet,
            Self::Received => Panel::Received,
            Self::WillTake => Panel::WillTake,
            Self::Held => Panel::HeldBack,
            Self::Beyond => Panel::BeyondWindow,
        }
    }

    /// The ends that go on for ever are drawn with one width.
    const fn is_open(self) -> bool {
        matches!(self, Self::Acknowledged | Self::MayNotYet | Self::Received | Self::Beyond)
    }
}

/// A stretch of a sequence space.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) kind: Kind,
    /// How many numbers; 0 for the open ends.
    pub(super) size: u32,
    /// What stands at its beginning: a pointer's name and its place.
    pub(super) pointer: Option<(String, Seq)>,
}

/// The parts of the space a side sends from.
pub(super) fn send_space(una: Seq, nxt: Seq, wnd: u32) -> Vec<Part> {
    let in_flight = nxt.distance_from(una);
    let end = una + wnd;
    // The peer may have drawn its window back behind what is in flight.
    let may_send = if end.gt(nxt) { end.distance_from(nxt) } else { 0 };
    let mut parts = vec![Part { kind: Kind::Acknowledged, size: 0, pointer: None }];
    let edge = |name: &str, at: Seq| Some((name.to_owned(), at));
    if in_flight > 0 {
        parts.push(Part { kind: Kind::InFlight, size: in_flight, pointer: edge("SND.UNA", una) });
    }
    let next = if in_flight > 0 { "SND.NXT" } else { "SND.UNA = SND.NXT" };
    if may_send > 0 {
        parts.push(Part { kind: Kind::MaySend, size: may_send, pointer: edge(next, nxt) });
        parts.push(Part { kind: Kind::MayNotYet, size: 0, pointer: edge("+ SND.WND", end) });
    } else {
        parts.push(Part { kind: Kind::MayNotYet, size: 0, pointer: edge(next, nxt) });
    }
    parts
}

/// The parts of the space a side receives into. `held` lies beyond `nxt`, in order.
pub(super) fn receive_space(nxt: Seq, wnd: u32, held: &[(Seq, Seq)]) -> Vec<Part> {
    let mut parts = vec![Part { kind: Kind::Received, size: 0, pointer: None }];
    let mut pointer = Some(("RCV.NXT".to_owned(), nxt));
    let mut at = nxt;
    let end = nxt + wnd;
    for (left, right) in held {
        let (left, right) = (left.max(at).min(end), right.min(end));
        if !left.lt(right) {
            continue;
        }
        if at.lt(left) {
            let size = left.distance_from(at);
            parts.push(Part { kind: Kind::WillTake, size, pointer: pointer.take() });
        }
        let size = right.distance_from(left);
        parts.push(Part { kind: Kind::Held, size, pointer: pointer.take() });
        at = right;
    }
    if at.lt(end) {
        let size = end.distance_from(at);
        parts.push(Part { kind: Kind::WillTake, size, pointer: pointer.take() });
    }
    let name = if wnd == 0 { "RCV.NXT" } else { "+ RCV.WND" };
    let pointer = Some((name.to_owned(), end));
    parts.push(Part { kind: Kind::Beyond, size: 0, pointer });
    parts
}

/// How far back arrivals are looked for that may be held out of order. They are
/// recent: a gap is filled by a retransmission, or the connection ends.
const LOOK_BACK: usize = 4_000;

/// What a side has received beyond RCV.NXT, merged and in order. Found from the
/// arrivals, as an endpoint does not report it.
pub(super) fn held(trace: &Trace, position: usize, socket: SocketId, nxt: Seq) -> Vec<(Seq, Seq)> {
    let about = trace.socket(socket);
    let end = match trace.steps().get(position) {
        Some(next) => next.first.index(),
        None => trace.events().len(),
    };
    let mut found: Vec<(Seq, Seq)> = Vec::new();
    for index in (end.saturating_sub(LOOK_BACK)..end).rev() {
        let event = trace.event(EventId::from_index(index));
        let What::FrameArrived { frame } = event.what else { continue };
        if event.node != about.node {
            continue;
        }
        let Some(segment) = trace.segment(frame) else { continue };
        let ours = segment.dst == about.local && Some(segment.src) == about.remote;
        let first = segment.header.seq;
        let last = first + u32::try_from(segment.payload_len).unwrap_or(u32::MAX);
        let flags = segment.header.flags;
        if ours && first.gt(nxt) && first.lt(last) && !flags.syn() && !flags.rst() {
            found.push((first, last));
        }
    }
    found.sort_by_key(|(first, _)| first.distance_from(nxt));
    let mut merged: Vec<(Seq, Seq)> = Vec::new();
    for (first, last) in found {
        match merged.last_mut() {
            Some(before) if first.le(before.1) => before.1 = before.1.max(last),
            _ => merged.push((first, last)),
        }
    }
    merged
}

/// A variable that is a sequence number or a size of at most 32 bits.
fn number(now: &SocketNow, variable: Variable) -> Option<u32> {
    u32::try_from(now.variable(variable)?.value).ok()
}

/// Both spaces of a connection, as far as they are known.
pub(super) fn spaces(view: &View, socket: SocketId) -> Html {
    let lang = view.lang;
    let now = view.snapshot.socket(socket);
    let seq = |variable| number(now, variable).map(Seq);
    let send = seq(Variable::SndUna).zip(seq(Variable::SndNxt)).map(|(una, nxt)| {
        let parts = send_space(una, nxt, number(now, Variable::SndWnd).unwrap_or(0));
        let base = seq(Variable::Iss).filter(|_| view.relative);
        bar(lang, panel(lang, Panel::SendSpace), &parts, base)
    });
    let receive = seq(Variable::RcvNxt).map(|nxt| {
        let held = held(&view.trace, view.position, socket, nxt);
        let parts = receive_space(nxt, number(now, Variable::RcvWnd).unwrap_or(0), &held);
        let base = seq(Variable::Irs).filter(|_| view.relative);
        bar(lang, panel(lang, Panel::ReceiveSpace), &parts, base)
    });
    if send.is_none() && receive.is_none() {
        return html! { <p class="quiet">{ ui(lang, Ui::Unknown) }</p> };
    }
    html! { <>{ for send }{ for receive }</> }
}

fn bar(lang: Lang, title: &'static str, parts: &[Part], base: Option<Seq>) -> Html {
    let total: u64 = parts.iter().map(|part| u64::from(part.size)).sum();
    let drawn = parts.iter().enumerate().map(|(i, part)| {
        let grow = if part.kind.is_open() {
            20
        } else {
            // In proportion, but never too thin to be seen.
            (u64::from(part.size) * 64 / total.max(1)).max(17)
        };
        let size = (part.size > 0).then(|| byte_count(lang, part.size.into()));
        let name = panel(lang, part.kind.name());
        let pointer = part.pointer.as_ref().map(|(pointer, at)| {
            let at = base.map_or(at.0, |base| at.distance_from(base));
            html! { <span class="pointer"><i>{ pointer }</i><b>{ at }</b></span> }
        });
        let title = size.clone().map_or(name.to_owned(), |size| format!("{name}: {size}"));
        html! {
            <li key={i} class={part.kind.class()} style={format!("flex-grow:{grow}")} {title}>
                { for pointer }
                <span class="part"><em>{ name }</em>{ for size.map(|size| html! { <small>{ size }</small> }) }</span>
            </li>
        }
    });
    html! {
        <figure class="space">
            <figcaption>{ title }</figcaption>
            <ol>{ for drawn }</ol>
        </figure>
    }
}

#[cfg(test)]
mod tests;
