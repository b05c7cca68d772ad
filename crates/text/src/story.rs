//! What happened in a step and why, as a teacher would tell it.
//!
//! A step of a trace is a heap of events: a frame arrives, eight rules apply,
//! ten variables and two timers change, a segment goes out. This module picks
//! what matters, merges what belongs together, puts the cause before the
//! consequence, and leaves the rest to the panels beside it.

mod body;
mod label;
mod tables;
mod title;
mod weight;

pub(crate) use label::frame_label;
pub(crate) use tables::port_state;

use crate::rules::{Context, check, reason_in, rule_title};
use crate::{Lang, Markup};
use wireglass_core::rules::{Reason, Rule, Source};
use wireglass_core::tcp::State;
use wireglass_trace::{Event, FrameId, NodeId, SocketId, Trace, What};

/// A step, told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Story {
    /// What happened, in a few words. Where the step is about a frame, the
    /// first [`Code`](crate::Span::Code) span is its name and is shown as a pill.
    pub title: Markup,
    /// That frame and its name.
    pub pill: Option<Pill>,
    /// The sentences, the most important first.
    pub body: Vec<Markup>,
    /// The rules that were applied, those that decided the step first.
    pub cites: Vec<Cite>,
    /// Which connections changed state.
    pub transitions: Vec<Transition>,
    /// The step that led to this one, and its title.
    pub cause: Option<(usize, Markup)>,
}

/// A frame's name in a title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pill {
    /// Such as `SYN, ACK`.
    pub text: String,
    /// Which frame it is.
    pub frame: FrameId,
}

/// A rule that was applied, with its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cite {
    /// The rule.
    pub rule: Rule,
    /// Its short name.
    pub title: &'static str,
    /// Where it comes from.
    pub source: Source,
    /// What was compared or computed, with the numbers.
    pub check: Option<String>,
}

/// A change of state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transition {
    /// On which host.
    pub node: NodeId,
    /// Of which socket.
    pub socket: SocketId,
    /// From.
    pub from: State,
    /// To.
    pub to: State,
}

/// Tells step `step` of a trace (the first is 0).
///
/// # Panics
/// If there is no such step.
pub fn step(lang: Lang, trace: &Trace, step: usize) -> Story {
    let title = title::title(lang, trace, step);
    let cause = trace
        .cause_of(step)
        .filter(|cause| *cause != step)
        .map(|cause| (cause, title::title(lang, trace, cause)));
    Story {
        pill: title::pill(lang, trace, step),
        body: body::body(lang, trace, step),
        cites: cites(lang, trace, step),
        transitions: transitions(trace, step),
        title,
        cause,
    }
}

/// A step in one line of plain text, for lists, terminals and screen readers.
///
/// # Panics
/// If there is no such step.
pub fn step_line(lang: Lang, trace: &Trace, step: usize) -> String {
    let mut line = title::title(lang, trace, step).plain();
    let changes: Vec<_> = transitions(trace, step)
        .iter()
        .map(|change| {
            let name = &trace.node(change.node).name;
            let colon = if lang == Lang::Zh { "：" } else { ": " };
            format!("{name}{colon}{} → {}", change.from, change.to)
        })
        .collect();
    if !changes.is_empty() {
        let (open, join, close) = match lang {
            Lang::En => (" (", "; ", ")"),
            Lang::Zh => ("（", "；", "）"),
        };
        line.push_str(open);
        line.push_str(&changes.join(join));
        line.push_str(close);
    }
    line
}

/// Why a frame was sent and what became of it, in plain text: the comment it
/// carries in a capture file.
pub fn frame_comment(lang: Lang, trace: &Trace, frame: FrameId) -> String {
    let mut parts: Vec<String> = Vec::new();
    let Some(what) = trace.frames().get(frame.index()) else { return String::new() };
    if let Some(sent) = what.sent {
        let step = trace.step_of(sent);
        parts.push(step_line(lang, trace, step));
        if let Some(because) = trace.event(sent).because {
            let context = context(trace, trace.event(sent));
            parts.push(reason_in(lang, &because, context).plain());
        }
    }
    if let Some(end) = what.end {
        let step = trace.step_of(end);
        if what.sent.is_none_or(|sent| trace.step_of(sent) != step) {
            parts.push(step_line(lang, trace, step));
        }
        parts.extend(body::body(lang, trace, step).iter().take(3).map(Markup::plain));
    }
    parts.dedup();
    parts.join("\n")
}

/// Who acts in an event, and who is at the other end.
fn context<'a>(trace: &'a Trace, event: &Event) -> Context<'a> {
    let peer = peer_of(trace, event).map(|node| trace.node(node).name.as_str());
    Context { node: Some(trace.node(event.node).name.as_str()), peer }
}

/// The host at the other end of what an event is about.
fn peer_of(trace: &Trace, event: &Event) -> Option<NodeId> {
    if let Some(frame) = event.what.frame() {
        let frame = trace.frame(frame);
        return Some(if frame.from == event.node { frame.to } else { frame.from });
    }
    let socket = match event.what {
        What::CallReturned { .. } | What::CallBlocked { .. } => None,
        what => what.socket(),
    };
    if let Some(remote) = socket.and_then(|socket| trace.socket(socket).remote) {
        let found = trace
            .nodes()
            .iter()
            .position(|node| node.addresses().any(|address| address == remote.ip()));
        if let Some(index) = found {
            return Some(NodeId::from_index(index));
        }
    }
    // Between two hosts there is only one other side.
    match trace.nodes() {
        [_, _] => Some(NodeId(1 - event.node.0)),
        _ => None,
    }
}

fn transitions(trace: &Trace, step: usize) -> Vec<Transition> {
    let mut changes: Vec<Transition> = Vec::new();
    for (_, event) in trace.step_events(step) {
        // A capture that begins midway says so by a change from a state to itself.
        if let What::StateChanged { socket, from, to } = event.what
            && from != to
        {
            changes.push(Transition { node: event.node, socket, from, to });
        }
    }
    changes
}

fn cites(lang: Lang, trace: &Trace, step: usize) -> Vec<Cite> {
    let mut reasons: Vec<Reason> = Vec::new();
    for reason in trace.step_events(step).filter_map(|(_, event)| event.because) {
        if !reasons.iter().any(|known| known.rule() == reason.rule()) {
            reasons.push(reason);
        }
    }
    let rules: Vec<Rule> = reasons.iter().map(Reason::rule).collect();
    // What decided the step, before what that implies. The sort is stable: rules
    // of the same weight keep the order in which they were applied.
    reasons
        .sort_by_key(|reason| (weight::weight(reason), weight::is_implied(reason.rule(), &rules)));
    let mut cites: Vec<Cite> = Vec::new();
    for reason in &reasons {
        let rule = reason.rule();
        let check = check(reason);
        let source = call_source(trace, step, rule).unwrap_or_else(|| rule.source());
        let implied = weight::is_implied(rule, &rules);
        // The same comparison need not be shown twice.
        if implied && cites.iter().any(|cite| cite.source == source && cite.check == check) {
            continue;
        }
        cites.push(Cite { rule, title: rule_title(lang, rule), source, check });
    }
    cites
}

/// That a call blocks is said on the page of that call.
fn call_source(trace: &Trace, step: usize, rule: Rule) -> Option<Source> {
    if !matches!(rule, Rule::CallBlocks | Rule::CallWakes) {
        return None;
    }
    trace.step_events(step).find_map(|(_, event)| match event.what {
        What::CallBlocked { call, .. } | What::CallResumed { call, .. } => {
            let function = title::bare(&call).trim_end_matches("()");
            Some(Source::Posix { function: if function == "abort" { "close" } else { function } })
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests;
