//! Cues: what a remark or a question waits for in a run.

use crate::build::Nodes;
use crate::error::{Named, Problem, ValueProblem};
use crate::format;
use crate::path::Path;
use crate::problems::Problems;
use crate::values;
use std::cell::OnceCell;
use wireglass_core::rules::Rule;
use wireglass_core::tcp::State;
use wireglass_core::wire::tcp::Flags;
use wireglass_core::wire::{Dissection, FrameKind};
use wireglass_trace::{Call, Event, FrameId, NodeId, Trace, What};

/// Something to wait for.
#[derive(Clone, Debug)]
pub(crate) struct Cue {
    /// Who does it. By name: a variant may count its nodes otherwise.
    host: Option<String>,
    /// At whom a frame arrives.
    at: Option<String>,
    on: On,
    nth: u32,
}

#[derive(Clone, Copy, Debug)]
enum On {
    State(State),
    Frame(Wish, Fate),
    Rule(Rule),
    Call(&'static str),
}

/// Which frames.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Wish {
    /// Any.
    Any,
    /// Segments with exactly these of SYN, ACK, FIN and RST.
    Flags(Flags),
    /// Those that carry this.
    Kind(FrameKind),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Sent,
    Arrives,
    Lost,
}

impl Wish {
    /// `any`, flags, or the name of a kind.
    pub(crate) fn read(text: &str) -> Result<Self, ValueProblem> {
        if text.trim() == "any" {
            return Ok(Self::Any);
        }
        let flags = values::flags(text).map(Self::Flags);
        flags.or_else(|_| values::frame(text).map(Self::Kind))
    }

    /// Whether a frame is one. `dissection` is the frame taken apart.
    pub(crate) fn fits(
        self,
        trace: &Trace,
        frame: FrameId,
        dissection: impl FnOnce() -> Dissection,
    ) -> bool {
        match self {
            Self::Any => true,
            Self::Flags(flags) => {
                let kinds = Flags::SYN | Flags::FIN | Flags::RST | Flags::ACK;
                let segment = trace.segment(frame);
                segment.is_some_and(|segment| segment.header.flags.0 & kinds.0 == flags.0)
            }
            Self::Kind(kind) => kind.fits(&dissection()),
        }
    }
}

impl Cue {
    /// Reads a cue; tells what is wrong with it.
    pub(crate) fn read(
        cue: &format::Cue,
        path: &Path,
        nodes: &Nodes<'_>,
        problems: &mut Problems,
    ) -> Option<Self> {
        const KEYS: &[&str] = &["state", "sent", "arrives", "lost", "rule", "call"];
        let mut node = |key, name: &Option<String>| {
            let name = name.as_ref()?;
            nodes.find_kind(name, Named::Node, &path.key(key), problems);
            Some(name.clone())
        };
        let (host, at) = (node("host", &cue.host), node("at", &cue.at));
        let all = [&cue.state, &cue.sent, &cue.arrives, &cue.lost, &cue.rule, &cue.call];
        let found = all.iter().filter(|text| text.is_some()).count();
        if found != 1 {
            problems.tell(path, Problem::NotOneKey { keys: KEYS, found });
            return None;
        }
        let mut frame = |key, text: &Option<String>, fate| {
            let wish = problems.optional(path, key, text.as_ref(), Wish::read)?;
            Some(On::Frame(wish, fate))
        };
        let on = None
            .or_else(|| frame("sent", &cue.sent, Fate::Sent))
            .or_else(|| frame("arrives", &cue.arrives, Fate::Arrives))
            .or_else(|| frame("lost", &cue.lost, Fate::Lost));
        let state = problems.optional(path, "state", cue.state.as_ref(), values::state);
        let rule = problems.optional(path, "rule", cue.rule.as_ref(), |text| {
            let rule = Rule::ALL.iter().copied().find(|rule| rule.id() == text.trim());
            rule.ok_or(ValueProblem::NotARule)
        });
        let call = problems.optional(path, "call", cue.call.as_ref(), |text| {
            let call = CALLS.iter().copied().find(|call| *call == text.trim());
            call.ok_or(ValueProblem::NotOneOf(CALLS))
        });
        let on = on.or(state.map(On::State)).or(rule.map(On::Rule)).or(call.map(On::Call))?;
        // A state is somebody's: of the first host, unless another is named.
        let first = || nodes.get(0).map(|node| node.name.to_owned());
        let host = if matches!(on, On::State(_)) { host.or_else(first) } else { host };
        Some(Self { host, at, on, nth: cue.nth.unwrap_or(1).max(1) })
    }

    fn matches(&self, trace: &Trace, event: &Event, frame: &Apart<'_>) -> bool {
        let is = |node: NodeId, name: &Option<String>| {
            let there = trace.nodes().get(node.index());
            name.as_ref().is_none_or(|name| there.is_some_and(|node| node.name == *name))
        };
        match (self.on, event.what) {
            (On::Rule(rule), _) => {
                is(event.node, &self.host)
                    && event.because.is_some_and(|because| because.rule() == rule)
            }
            (On::State(state), What::StateChanged { to, .. }) => {
                is(event.node, &self.host) && to == state
            }
            (On::Call(name), What::CallMade { call, .. }) => {
                is(event.node, &self.host) && call_name(&call) == name
            }
            (On::Frame(wish, fate), what) => {
                let (id, now) = match what {
                    What::FrameSent { frame } => (frame, Fate::Sent),
                    What::FrameArrived { frame } => (frame, Fate::Arrives),
                    What::FrameLost { frame } => (frame, Fate::Lost),
                    _ => return false,
                };
                now == fate
                    && is(trace.frame(id).from, &self.host)
                    && (self.at.is_none() || fate == Fate::Arrives && is(event.node, &self.at))
                    && wish.fits(trace, id, || frame.of(id))
            }
            _ => false,
        }
    }
}

/// The frame of an event, taken apart once, if anybody asks for it.
struct Apart<'a> {
    trace: &'a Trace,
    kept: OnceCell<Dissection>,
}

impl Apart<'_> {
    fn of(&self, frame: FrameId) -> Dissection {
        self.kept.get_or_init(|| self.trace.dissect(frame)).clone()
    }
}

/// The step at which each cue's moment comes, counted from 0; one pass over the trace.
pub(crate) fn find(trace: &Trace, cues: &[&Cue]) -> Vec<Option<usize>> {
    let mut seen = vec![0_u32; cues.len()];
    let mut found = vec![None; cues.len()];
    for step in 0..trace.steps().len() {
        let mut now = vec![false; cues.len()];
        for (_, event) in trace.step_events(step) {
            let apart = Apart { trace, kept: OnceCell::new() };
            for (index, cue) in cues.iter().enumerate() {
                if found[index].is_none() && !now[index] {
                    now[index] = cue.matches(trace, event, &apart);
                }
            }
        }
        for (index, cue) in cues.iter().enumerate().filter(|(index, _)| now[*index]) {
            seen[index] += 1;
            if seen[index] == cue.nth {
                found[index] = Some(step);
            }
        }
    }
    found
}

macro_rules! calls {
    ($($pattern:pat => $name:literal,)*) => {
        /// The calls one can wait for.
        const CALLS: &[&str] = &[$($name),*];

        /// What a call is called in C.
        const fn call_name(call: &Call) -> &'static str {
            match call { $($pattern => $name,)* }
        }
    };
}

calls! {
    Call::Socket { .. } => "socket",
    Call::Bind { .. } => "bind",
    Call::Listen { .. } => "listen",
    Call::Accept => "accept",
    Call::Connect { .. } => "connect",
    Call::Send { .. } => "send",
    Call::Receive { .. } => "recv",
    Call::Shutdown => "shutdown",
    Call::Close => "close",
    Call::Abort => "abort",
    Call::Sleep { .. } => "sleep",
    Call::SendTo { .. } => "sendto",
    Call::ReceiveFrom { .. } => "recvfrom",
    Call::Echo { .. } => "echo",
    Call::ReceiveError => "recvmsg",
    Call::Poll { .. } => "poll",
    Call::Show => "show",
    Call::Change { .. } => "change",
}
