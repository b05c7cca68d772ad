//! How a network is looked at, and what is typed on its hosts: the part of a session that only
//! lessons of networks use.

use super::session::{Future, MOST_FUTURES, Notice, Session};
use super::{Action, Stage};
use crate::state::Fork;
use std::fmt::Write as _;
use std::rc::Rc;
use wireglass_course::{Chapter, chapter_of};
use wireglass_scene::Protocol;
use wireglass_sim::{BranchError, Recording};
use wireglass_trace::{FrameId, NodeId};

/// The most lines without a future that one session keeps.
const MOST_LINES: usize = 64;
/// The longest line that a terminal takes, in bytes.
pub(crate) const LONGEST_LINE: usize = 512;

/// How a network is looked at. All of it is in a link.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Network {
    /// Only packets that speak this are shown.
    pub(crate) only: Option<Protocol>,
    /// Only the packets of this frame's flow are shown.
    pub(crate) flow: Option<FrameId>,
    /// Interfaces and MAC addresses are shown beside the nodes.
    pub(crate) macs: bool,
    /// The packet whose way is followed, by its frame on any link.
    pub(crate) follow: Option<FrameId>,
    /// The node whose tables are open.
    pub(crate) node: Option<NodeId>,
    /// The node whose terminal is open.
    pub(crate) terminal: Option<NodeId>,
    /// Lines that made no future: what the shell answers by itself, and what it refuses.
    pub(crate) said: Vec<Said>,
}

/// A line that was typed and made no future.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Said {
    /// In which future: 0 is what really happens.
    pub(crate) future: usize,
    /// At which position.
    pub(crate) position: usize,
    /// On which node.
    pub(crate) node: NodeId,
    /// The line.
    pub(crate) line: Rc<str>,
}

/// A change of how a network is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Look {
    /// Only what speaks a protocol, or everything.
    Only(Option<Protocol>),
    /// Only the flow of a frame, or every flow.
    Flow(Option<FrameId>),
    /// Interfaces and MAC addresses, or not.
    Macs(bool),
    /// Follow a packet, or none.
    Follow(Option<FrameId>),
    /// Open the tables of a node, or none.
    Node(Option<NodeId>),
    /// Open the terminal of a node, or none.
    Terminal(Option<NodeId>),
}

/// What running a command line comes to.
pub(crate) enum Ran {
    /// A future in which the command runs.
    Future(Recording),
    /// The shell answers by itself.
    Said,
    /// The command cannot be had here.
    Impossible(BranchError),
}

/// What a session can only do with a shell, which the player of TCP lessons does not carry.
#[derive(Clone, Copy)]
pub(crate) struct Shell {
    /// Runs a command line on a node from a position on.
    pub(crate) run: fn(&Recording, usize, NodeId, &str) -> Ran,
}

impl Network {
    /// Takes a parameter of a link; `None` if it is none of these, else whether it could be read.
    pub(super) fn take(&mut self, name: &str, value: &str) -> Option<bool> {
        let frame = || value.parse().ok().map(FrameId);
        let node = || value.parse().ok().map(NodeId);
        let taken = match name {
            "only" => put(&mut self.only, protocol_of_id(value)),
            "flow" => put(&mut self.flow, frame()),
            "follow" => put(&mut self.follow, frame()),
            "node" => put(&mut self.node, node()),
            "term" => put(&mut self.terminal, node()),
            "macs" => match value {
                "0" | "1" => {
                    self.macs = value == "1";
                    true
                }
                _ => false,
            },
            "said" => {
                let lines: Option<Vec<Said>> = value.split(',').map(Said::parse).collect();
                match lines {
                    Some(lines) if lines.len() <= MOST_LINES => {
                        self.said = lines;
                        true
                    }
                    _ => false,
                }
            }
            _ => return None,
        };
        Some(taken)
    }

    /// The parameters of a link; what is usual is left out.
    pub(super) fn pairs(&self) -> Vec<(&'static str, String)> {
        let frame = |name, frame: Option<FrameId>| Some((name, frame?.0.to_string()));
        let node = |name, node: Option<NodeId>| Some((name, node?.0.to_string()));
        let said: Vec<_> = self.said.iter().map(Said::written).collect();
        [
            self.only.map(|only| ("only", protocol_id(only))),
            frame("flow", self.flow),
            frame("follow", self.follow),
            self.macs.then(|| ("macs", "1".to_owned())),
            node("node", self.node),
            node("term", self.terminal),
            (!said.is_empty()).then(|| ("said", said.join(","))),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

impl Network {
    /// Follows the futures to their new places; what was said in one that is gone goes with it.
    pub(super) fn renumber(&mut self, places: &[Option<usize>]) {
        self.said.retain_mut(|said| match places.get(said.future).copied().flatten() {
            Some(place) => {
                said.future = place;
                true
            }
            None => false,
        });
    }
}

/// As links have it.
fn protocol_id(protocol: Protocol) -> String {
    match protocol {
        Protocol::Other => "other".to_owned(),
        named => named.name().to_ascii_lowercase(),
    }
}

fn protocol_of_id(id: &str) -> Option<Protocol> {
    Protocol::ALL.into_iter().find(|protocol| protocol_id(*protocol) == id)
}

fn put<T>(slot: &mut Option<T>, value: Option<T>) -> bool {
    let read = value.is_some();
    *slot = value;
    read
}

impl Said {
    /// `[FUTURE.]POSITION:NODE:LINE`.
    fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split(':');
        let place = parts.next()?;
        let (future, position) = match place.split_once('.') {
            Some((future, position)) => (future.parse().ok()?, position.parse().ok()?),
            None => (0, place.parse().ok()?),
        };
        let node = NodeId(parts.next()?.parse().ok()?);
        let line = read_line(parts.next()?)?;
        parts.next().is_none().then_some(Self { future, position, node, line })
    }

    fn written(&self) -> String {
        let future = if self.future > 0 { format!("{}.", self.future) } else { String::new() };
        format!("{future}{}:{}:{}", self.position, self.node.0, write_line(&self.line))
    }
}

/// A command line as a part of a what-if: a space is `+`, and whatever separates what-ifs and
/// their parts is percent-encoded.
pub(super) fn write_line(line: &str) -> String {
    line.bytes().fold(String::with_capacity(line.len()), |mut out, byte| {
        match byte {
            b' ' => out.push('+'),
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'/' | b'@' | b'=' => {
                out.push(char::from(byte));
            }
            // Writing to a String cannot fail.
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
        out
    })
}

/// Undoes [`write_line`]; `None` if it is not well-formed, empty, or too long.
pub(super) fn read_line(text: &str) -> Option<Rc<str>> {
    let mut bytes = text.bytes();
    let mut out = Vec::with_capacity(text.len().min(LONGEST_LINE));
    while let Some(byte) = bytes.next() {
        let mut digit = || char::from(bytes.next()?).to_digit(16);
        out.push(match byte {
            b'+' => b' ',
            b'%' => u8::try_from(digit()? * 16 + digit()?).ok()?,
            byte => byte,
        });
    }
    let line = String::from_utf8(out).ok()?;
    let fits = line.len() <= LONGEST_LINE && !line.trim().is_empty();
    (fits && !line.contains(char::is_control)).then(|| line.into())
}

impl Session {
    /// Whether it shows a network rather than one TCP connection.
    pub(crate) fn is_of_networks(&self) -> bool {
        self.lesson().is_some_and(|lesson| is_of_networks(&lesson.id))
    }

    pub(super) fn look(&mut self, look: Look) {
        let network = &mut self.network;
        match look {
            Look::Only(only) => network.only = only,
            Look::Flow(flow) => network.flow = flow,
            Look::Macs(macs) => network.macs = macs,
            Look::Follow(follow) => network.follow = follow,
            Look::Node(node) => network.node = node,
            Look::Terminal(terminal) => network.terminal = terminal,
        }
    }

    /// Runs a command line on a node: in a future of its own, if it is a command.
    pub(super) fn type_line(&mut self, node: NodeId, line: &str) {
        let Some(shell) = self.shell else { return };
        // As a link would give it back: what a terminal takes is one line.
        let Some(line) = read_line(&write_line(line.trim())) else { return };
        let Some(recording) = self.trace().as_recording() else { return };
        match (shell.run)(recording, self.position, node, &line) {
            Ran::Said => {
                let (future, position) = (self.current, self.position);
                let said = &mut self.network.said;
                if said.len() == MOST_LINES {
                    said.remove(0);
                }
                said.push(Said { future, position, node, line });
            }
            Ran::Impossible(error) => self.notice = Some(Notice::Branch(error)),
            Ran::Future(_) if self.futures.len() >= MOST_FUTURES => {
                self.notice = Some(Notice::TooManyFutures);
            }
            Ran::Future(branch) => {
                let position = self.position;
                self.enter(branch, position, Fork::Run { node, line });
                // What was typed is to be watched.
                self.take(Action::Play(true));
            }
        }
    }

    /// The future that a command line of a link makes; `None` if it makes none.
    pub(super) fn run_line(
        &self,
        recording: &Recording,
        position: usize,
        node: NodeId,
        line: &str,
    ) -> Option<Result<Recording, BranchError>> {
        match (self.shell?.run)(recording, position, node, line) {
            Ran::Future(branch) => Some(Ok(branch)),
            Ran::Impossible(error) => Some(Err(error)),
            Ran::Said => None,
        }
    }

    /// The lines that made no future and are to be seen on a node at the present position, in the
    /// order they were typed: those of this future, and of its past.
    pub(crate) fn said_on(&self, node: NodeId) -> Vec<&Said> {
        let seen = |said: &&Said| {
            said.node == node
                && said.future < self.futures.len()
                && said.position <= self.position
                && (said.future == self.current
                    || said.position <= self.shared_past(said.future, self.current))
        };
        self.network.said.iter().filter(seen).collect()
    }

    /// Leaves out what the present run does not have.
    pub(super) fn settle_network(&mut self) {
        let trace = self.trace().clone();
        let nodes = trace.nodes().len();
        // A frame may exist in another future only; the latest counts.
        let most = |future: &Future| future.trace.frames().len();
        let frames = self.futures.iter().map(most).max().unwrap_or_default();
        let network = &mut self.network;
        network.node = network.node.filter(|node| node.index() < nodes);
        network.terminal = network.terminal.filter(|node| node.index() < nodes);
        network.flow = network.flow.filter(|frame| frame.index() < frames);
        network.follow = network.follow.filter(|frame| frame.index() < frames);
        network.said.retain(|said| said.node.index() < nodes);
    }
}

/// Whether a lesson is of networks.
pub(crate) fn is_of_networks(lesson: &str) -> bool {
    chapter_of(lesson).is_some_and(Chapter::is_of_networks)
}

/// What a lesson shows first.
pub(crate) fn first_stage(lesson: &str) -> Stage {
    if is_of_networks(lesson) { Stage::Topology } else { Stage::Ladder }
}

#[cfg(test)]
mod tests;
