//! How a network is looked at, and what is typed on its hosts: the part of a session that only
//! lessons of networks use.

use super::session::{Future, MOST_FUTURES, Notice, Session, Source};
use super::{Action, Stage};
use crate::state::Fork;
use std::fmt::Write as _;
use std::rc::Rc;
use wireglass_course::{Chapter, Lesson, chapter_of};
use wireglass_scene::{Filter, Point, Protocol, at};
use wireglass_sim::{BranchError, Recording};
use wireglass_trace::{EventId, FrameId, NodeId, TaskId, TaskKind, Trace, What};

/// The most lines without a future that one session keeps.
const MOST_LINES: usize = 64;
/// With more nodes than this the ladder folds devices away, unless it is asked not to.
const MOST_LIFELINES: usize = 5;
/// The longest line that a terminal takes, in bytes.
pub(crate) const LONGEST_LINE: usize = 512;

/// How a network is looked at. All of it is in a link.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Network {
    /// Only packets that speak this are shown.
    pub(crate) only: Option<Protocol>,
    /// Only the packets of this frame's flow are shown.
    pub(crate) flow: Option<FrameId>,
    /// Whether the ladder folds switches and their like away; `None` leaves it to their number.
    pub(crate) fold: Option<bool>,
    /// Interfaces and MAC addresses are shown beside the nodes.
    pub(crate) macs: bool,
    /// The packet whose way is followed, by its frame on any link.
    pub(crate) follow: Option<FrameId>,
    /// The node whose tables are open.
    pub(crate) node: Option<NodeId>,
    /// The node whose terminal is open.
    pub(crate) terminal: Option<NodeId>,
    /// Somebody closed the terminal: where a lesson types by itself, it is open otherwise.
    pub(crate) no_terminal: bool,
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
    /// Fold switches and their like away, or not.
    Fold(bool),
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
#[allow(clippy::large_enum_variant, reason = "whoever gets one takes it apart at once")]
pub(crate) enum Ran {
    /// A future in which the command runs.
    Future(Recording),
    /// The shell answers by itself.
    Said,
    /// The command cannot be had here.
    Impossible(BranchError),
}

/// What a program has for its sessions.
#[derive(Clone, Copy)]
pub(crate) struct Kit {
    /// Finds its lessons.
    pub(crate) find: fn(&str) -> Option<&'static Lesson>,
    /// What runs command lines.
    pub(crate) shell: Option<Shell>,
}

impl Kit {
    /// Of the player of TCP lessons.
    pub(crate) const PLAYER: Self = Self { find: wireglass_course::find, shell: None };
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
            "term" if value == "off" => {
                self.no_terminal = true;
                true
            }
            "term" => put(&mut self.terminal, node()),
            "macs" => switch(value).is_some_and(|on| {
                self.macs = on;
                true
            }),
            "fold" => put(&mut self.fold, switch(value)),
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
            self.fold.map(|fold| ("fold", u8::from(fold).to_string())),
            self.macs.then(|| ("macs", "1".to_owned())),
            node("node", self.node),
            node("term", self.terminal),
            (self.no_terminal && self.terminal.is_none()).then(|| ("term", "off".to_owned())),
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

fn switch(text: &str) -> Option<bool> {
    match text {
        "1" => Some(true),
        "0" => Some(false),
        _ => None,
    }
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
        match &self.source {
            Source::Lesson { lesson, .. } => is_of_networks(&lesson.id),
            Source::Sandbox { .. } => true,
            Source::Capture { .. } => false,
        }
    }

    /// Where the author put the nodes, in units of the distance of neighbours; nothing for whom no
    /// place is written.
    pub(crate) fn places(&self) -> Vec<Option<Point>> {
        let written = match &self.source {
            Source::Lesson { lesson, variant, .. } => lesson.places(variant.as_deref()),
            Source::Sandbox { lesson, .. } => lesson.places(None),
            Source::Capture { .. } => &[],
        };
        let points: Vec<_> = written
            .iter()
            .map(|place| place.map(|[x, y]| at(f64::from(x), f64::from(y))))
            .collect();
        in_units(&points)
    }

    /// Opens the terminal in which the lesson types by itself, unless a link says otherwise.
    #[must_use]
    pub(crate) fn with_terminal(mut self) -> Self {
        let tasks = self.trace().tasks().iter();
        let first =
            tasks.filter(|task| task.kind == TaskKind::Command).map(|task| task.node).next();
        let network = &mut self.network;
        if !network.no_terminal && !self.embed {
            network.terminal = network.terminal.or(first);
        }
        self
    }

    /// Which frames are shown, and whether the ladder folds devices away.
    pub(crate) fn filter(&self) -> Filter {
        let Network { only, flow, .. } = self.network;
        let hide_link_devices = self.is_of_networks() && self.folds();
        Filter { hide_arp: self.hide_arp, only, flow, hide_link_devices }
    }

    /// Whether the ladder folds switches and their like away: unless asked, where there are many nodes.
    pub(crate) fn folds(&self) -> bool {
        self.network.fold.unwrap_or(self.trace().nodes().len() > MOST_LIFELINES)
    }

    pub(super) fn look(&mut self, look: Look) {
        let network = &mut self.network;
        match look {
            Look::Only(only) => network.only = only,
            Look::Flow(flow) => network.flow = flow,
            Look::Fold(fold) => network.fold = Some(fold),
            Look::Macs(macs) => network.macs = macs,
            Look::Follow(follow) => network.follow = follow,
            Look::Node(node) => network.node = node,
            Look::Terminal(terminal) => {
                network.terminal = terminal;
                network.no_terminal = terminal.is_none();
            }
        }
    }

    /// Runs a command line on a node: in a future of its own, if it is a command.
    pub(super) fn type_line(&mut self, node: NodeId, line: &str) {
        let Some(shell) = self.shell else { return };
        // As a link would give it back: what a terminal takes is one line.
        let Some(line) = read_line(&write_line(line.trim())) else { return };
        let Some(recording) = self.trace().as_recording() else { return };
        // As in a real terminal, what is typed ahead waits for the command before it.
        let position = match foreground(self.trace(), self.position, node) {
            Some(task) => end_of(self.trace(), task).unwrap_or(self.position),
            None => self.position,
        };
        match (shell.run)(recording, position, node, &line) {
            Ran::Said => {
                self.stop_and_go(position);
                let future = self.current;
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
                self.enter(branch, position, Fork::Run { node, line });
                // What was typed is to be watched, up to its end.
                self.take(Action::Play(true));
                let task = foreground(self.trace(), self.position, node);
                self.until = task.and_then(|task| end_of(self.trace(), task));
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

    /// Every line that was typed in this session, with its node, in any future, oldest first.
    pub(crate) fn typed_lines(&self) -> Vec<(NodeId, Rc<str>)> {
        let ran = self.futures.iter().filter_map(|future| match &future.what_if {
            Some((_, Fork::Run { node, line })) => Some((*node, line.clone())),
            _ => None,
        });
        let said = self.network.said.iter().map(|said| (said.node, said.line.clone()));
        said.chain(ran).collect()
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

/// The command that has a node's terminal at a position: the last one begun there, unless it has
/// ended.
pub(crate) fn foreground(trace: &Trace, position: usize, node: NodeId) -> Option<TaskId> {
    let (task, _) = commands(trace, node).into_iter().rfind(|(_, begun)| *begun <= position)?;
    let ended = end_of(trace, task).is_some_and(|end| end <= position);
    (!ended).then_some(task)
}

/// The commands of a node's terminal, each with the position at which it has begun, in that order.
pub(crate) fn commands(trace: &Trace, node: NodeId) -> Vec<(TaskId, usize)> {
    let tasks = trace.tasks().iter().enumerate();
    let mut commands: Vec<(TaskId, usize)> = tasks
        .filter(|(_, task)| task.node == node && task.kind == TaskKind::Command)
        .filter_map(|(index, _)| {
            let task = TaskId::from_index(index);
            Some((task, first_event(trace, |what| what.task() == Some(task))?))
        })
        .collect();
    commands.sort_by_key(|(_, begun)| *begun);
    commands
}

/// The position at which a task has ended; `None` if it never does.
fn end_of(trace: &Trace, task: TaskId) -> Option<usize> {
    first_event(trace, |what| matches!(what, What::TaskEnded { task: ended, .. } if *ended == task))
}

/// The position that the first event of a kind leads to.
fn first_event(trace: &Trace, is: impl Fn(&What) -> bool) -> Option<usize> {
    let index = trace.events().iter().position(|event| is(&event.what))?;
    Some(trace.step_of(EventId::from_index(index)) + 1)
}

/// Places in any unit, from their upper left corner on, in units of how far a neighbour is: of all
/// nodes, half have one that is nearer.
fn in_units(points: &[Option<Point>]) -> Vec<Option<Point>> {
    let known: Vec<Point> = points.iter().flatten().copied().collect();
    let mut nearest: Vec<f64> = known
        .iter()
        .map(|one| {
            let others = known.iter().map(|other| one.distance(*other));
            others.filter(|apart| *apart > 0.0).fold(f64::INFINITY, f64::min)
        })
        .filter(|apart| apart.is_finite())
        .collect();
    nearest.sort_by(f64::total_cmp);
    let unit = nearest.get(nearest.len() / 2).copied().unwrap_or(1.0);
    let low = known.iter().fold(at(f64::INFINITY, f64::INFINITY), |low, point| {
        at(low.x.min(point.x), low.y.min(point.y))
    });
    let scaled = |point: &Option<Point>| {
        point.map(|point| at((point.x - low.x) / unit, (point.y - low.y) / unit))
    };
    points.iter().map(scaled).collect()
}

/// Whether a lesson is of networks.
pub(crate) fn is_of_networks(lesson: &str) -> bool {
    chapter_of(lesson).is_some_and(Chapter::is_of_networks)
}

/// What a lesson shows first.
pub(crate) fn first_stage(lesson: &Lesson) -> Stage {
    use wireglass_course::Stage as Asked;
    match (is_of_networks(&lesson.id), lesson.stage) {
        (false, _) | (true, Some(Asked::Ladder)) => Stage::Ladder,
        (true, Some(Asked::Both)) => Stage::Split,
        (true, Some(Asked::Topology) | None) => Stage::Topology,
    }
}

#[cfg(test)]
mod tests;
