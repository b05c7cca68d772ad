//! How windows and times went: the values of a few variables over a whole trace.
//!
//! A [`Series`] is what a plot draws and what a reading at a position answers
//! from. It is found in one pass, and follows a host from one connection to its
//! next.

use crate::{NodeId, SocketId, Trace, What};
use wireglass_core::seq::Seq;
use wireglass_core::tcp::{Quantity, Variable};
use wireglass_core::time::Instant;

/// Variables that belong in one picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    /// How much the sender believes the network takes: cwnd, ssthresh, bytes in flight.
    Congestion,
    /// How much the receiver takes: its window, what the sender knows of it, bytes in flight.
    Window,
    /// How long the sender waits before it sends again.
    Rto,
}

impl Topic {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Congestion, Self::Window, Self::Rto];

    /// Its stable id: in lesson files and in links.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Congestion => "congestion",
            Self::Window => "window",
            Self::Rto => "rto",
        }
    }

    /// The topic with this id.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|topic| topic.id() == id)
    }
}

/// What a series tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measure {
    /// A variable.
    Variable(Variable),
    /// SND.NXT − SND.UNA: sequence numbers sent and not acknowledged (RFC 5681 §2, `FlightSize`).
    InFlight,
}

impl Measure {
    /// What kind of number it is.
    pub const fn quantity(self) -> Quantity {
        match self {
            Self::Variable(variable) => variable.quantity(),
            Self::InFlight => Quantity::Bytes,
        }
    }
}

/// A value from a step on, until the next sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sample {
    /// The step that set it (the first is 0).
    pub step: usize,
    /// When.
    pub time: Instant,
    /// The value; `None` while there is no connection to have one.
    pub value: Option<u64>,
}

/// How one measure of one host went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// Whose.
    pub node: NodeId,
    /// What.
    pub measure: Measure,
    /// In order; no two of the same step, no two neighbours of the same value.
    pub samples: Vec<Sample>,
}

impl Series {
    /// Reads a trace for one measure of one host.
    pub fn of(trace: &Trace, node: NodeId, measure: Measure) -> Self {
        let mut follower = Follower { measure, socket: None, first: None, second: None };
        let mut samples: Vec<Sample> = Vec::new();
        for step in 0..trace.steps().len() {
            for (_, event) in trace.step_events(step).filter(|(_, event)| event.node == node) {
                follower.take(trace, event.what);
            }
            let value = follower.value();
            if samples.last().map_or(value.is_some(), |last| last.value != value) {
                samples.push(Sample { step, time: trace.time_at(step + 1), value });
            }
        }
        Self { node, measure, samples }
    }

    /// The value at a position; `None` where there is none.
    pub fn at(&self, position: usize) -> Option<u64> {
        let after = self.samples.partition_point(|sample| sample.step < position);
        after.checked_sub(1).and_then(|last| self.samples.get(last)?.value)
    }

    /// The least and the greatest value; `None` if it never had one.
    pub fn range(&self) -> Option<(u64, u64)> {
        let values = || self.samples.iter().filter_map(|sample| sample.value);
        values().min().zip(values().max())
    }

    /// Whether there is anything to draw.
    pub fn is_empty(&self) -> bool {
        self.samples.iter().all(|sample| sample.value.is_none())
    }
}

/// The series of a topic: of the host that sends, and of its peer where that says more.
/// Those the trace knows nothing about are left out.
pub fn topic(trace: &Trace, topic: Topic) -> Vec<Series> {
    let Some((sender, receiver)) = sender(trace) else { return Vec::new() };
    let of = |node, variable| (node, Measure::Variable(variable));
    let wanted = match topic {
        Topic::Congestion => vec![
            of(sender, Variable::Cwnd),
            of(sender, Variable::Ssthresh),
            (sender, Measure::InFlight),
        ],
        Topic::Window => vec![
            of(receiver, Variable::RcvWnd),
            of(sender, Variable::SndWnd),
            (sender, Measure::InFlight),
        ],
        Topic::Rto => vec![of(sender, Variable::Rto)],
    };
    let series = wanted.into_iter().map(|(node, measure)| Series::of(trace, node, measure));
    let series: Vec<_> = series.filter(|series| !series.is_empty()).collect();
    // Bytes in flight alone are not the topic.
    let has_topic = series.iter().any(|series| series.measure != Measure::InFlight);
    if has_topic { series } else { Vec::new() }
}

/// The host that puts the most payload on its links, or where there is none the
/// one that opens, and its peer.
fn sender(trace: &Trace) -> Option<(NodeId, NodeId)> {
    let mut payload = vec![0_u64; trace.nodes().len()];
    let mut first = None;
    for index in 0..trace.frames().len() {
        let frame = crate::FrameId::from_index(index);
        if let Some(segment) = trace.segment(frame) {
            let (from, to) = (trace.frame(frame).from, trace.frame(frame).to);
            first = first.or(Some((from, to)));
            payload[from.index()] += u64::try_from(segment.payload_len).unwrap_or(u64::MAX);
        }
    }
    let (a, b) = first?;
    Some(if payload[b.index()] > payload[a.index()] { (b, a) } else { (a, b) })
}

/// The values a series is made from, as they stand while the trace goes by.
struct Follower {
    measure: Measure,
    socket: Option<SocketId>,
    /// The variable, or SND.NXT.
    first: Option<u64>,
    /// SND.UNA, for what is in flight.
    second: Option<u64>,
}

impl Follower {
    fn take(&mut self, trace: &Trace, what: What) {
        match what {
            What::VariableSet { socket, variable, value } if !trace.socket(socket).listening => {
                if self.socket.is_some_and(|own| own > socket) {
                    return;
                }
                if self.socket != Some(socket) {
                    (self.socket, self.first, self.second) = (Some(socket), None, None);
                }
                match (self.measure, variable) {
                    (Measure::Variable(own), _) if own == variable => self.first = Some(value),
                    (Measure::InFlight, Variable::SndNxt) => self.first = Some(value),
                    (Measure::InFlight, Variable::SndUna) => self.second = Some(value),
                    _ => {}
                }
            }
            What::SocketDeleted { socket } if self.socket == Some(socket) => {
                (self.first, self.second) = (None, None);
            }
            What::PowerChanged { .. } => (self.first, self.second) = (None, None),
            _ => {}
        }
    }

    fn value(&self) -> Option<u64> {
        match self.measure {
            Measure::Variable(_) => self.first,
            Measure::InFlight => {
                let number = |value: Option<u64>| u32::try_from(value?).ok().map(Seq);
                let (nxt, una) = (number(self.first)?, number(self.second)?);
                Some(u64::from(nxt.distance_from(una)))
            }
        }
    }
}

#[cfg(test)]
mod tests;
