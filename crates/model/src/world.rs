//! The state that is explored: two ends, the segments in flight, the luck left.

use crate::scenario::{Scenario, Step};
use std::net::SocketAddr;
use wireglass_core::seq::Seq;
use wireglass_core::tcp::{Call, CallError, CallOk, Endpoint, Log, Note, State, Transmit};
use wireglass_core::time::{Duration, Instant};
use wireglass_core::wire::tcp::Header;

/// More segments than this in flight one way mean that answers beget answers.
const MOST_IN_FLIGHT: usize = 12;
/// An endpoint that has more to send than this at one moment will never be done.
const MOST_AT_ONCE: usize = 12;

/// One of the two ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The one that connects.
    A,
    /// The other one.
    B,
}

impl Side {
    /// Both.
    pub const BOTH: [Self; 2] = [Self::A, Self::B];

    /// The other.
    #[must_use]
    pub const fn peer(self) -> Self {
        match self {
            Self::A => Self::B,
            Self::B => Self::A,
        }
    }

    /// For arrays of two.
    pub const fn index(self) -> usize {
        self as usize
    }

    /// Its address.
    pub fn addr(self) -> SocketAddr {
        match self {
            Self::A => SocketAddr::from(([10, 0, 0, 1], 1000)),
            Self::B => SocketAddr::from(([10, 0, 0, 2], 80)),
        }
    }

    /// Its initial sequence number: A's SYN is the last number before the wrap,
    /// B's stream wraps after its first byte.
    pub const fn iss(self) -> Seq {
        match self {
            Self::A => Seq(u32::MAX),
            Self::B => Seq(u32::MAX - 2),
        }
    }

    /// What its program calls it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
        }
    }
}

/// A segment in flight.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Segment {
    /// Its header.
    pub header: Header,
    /// Its text.
    pub text: Vec<u8>,
}

impl From<Transmit> for Segment {
    fn from(transmit: Transmit) -> Self {
        Self { header: transmit.header, text: transmit.payload }
    }
}

/// How much may still go wrong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Luck {
    /// Segments that may get lost.
    pub losses: u8,
    /// Segments that may arrive twice.
    pub doublings: u8,
    /// Times that a segment may arrive before one that was sent earlier.
    pub overtakings: u8,
    /// Times that a timer may fire although segments are still in flight.
    pub early: u8,
    /// Times that a user may abort.
    pub aborts: u8,
    /// Times that a host may forget everything.
    pub crashes: u8,
}

/// One end with its program.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct End {
    /// The endpoint, its clock at zero.
    pub tcp: Endpoint,
    /// How many steps of the program are done.
    pub done: u8,
    /// Bytes of the step at hand that were taken over for sending.
    pub sent_of_step: u8,
    /// Everything written.
    pub written: Vec<u8>,
    /// Everything read.
    pub read: Vec<u8>,
    /// The end of the stream was reported.
    pub eof: bool,
    /// The program does not want to read any more.
    pub deaf: bool,
    /// Something went wrong and its user was told, or did it himself.
    pub told: bool,
}

/// What must never happen, found while an action was carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Broken {
    /// A change of state that the table does not have.
    Undeclared {
        /// The state left.
        from: State,
        /// The state entered.
        to: State,
    },
    /// The endpoint panicked: an assertion, an overflow, an index.
    Panicked,
    /// `poll_transmit` has no end.
    EndlessTransmit,
    /// The network fills up.
    Flooded,
}

/// A state of the whole.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct World {
    /// The two ends, by [`Side::index`].
    pub ends: [End; 2],
    /// The segments on their way to each end, those sent first in front.
    pub wires: [Vec<Segment>; 2],
    /// How much may still go wrong.
    pub luck: Luck,
    /// Set when something went wrong that never may.
    pub broken: Option<Broken>,
}

/// What an action did, as far as the world itself does not say.
pub(crate) type Notes = Vec<Note>;

impl End {
    fn new(tcp: Endpoint) -> Self {
        Self {
            tcp,
            done: 0,
            sent_of_step: 0,
            written: Vec::new(),
            read: Vec::new(),
            eof: false,
            deaf: false,
            told: false,
        }
    }

    /// Whether there is something to read, be it the end.
    pub fn may_read(&self) -> bool {
        !self.eof && !self.deaf && (self.tcp.readable() > 0 || self.tcp.peer_closed())
    }

    /// What its program does next.
    pub(crate) fn step(&self, scenario: &Scenario, side: Side) -> Option<Step> {
        scenario.programs[side.index()].get(usize::from(self.done)).copied()
    }

    fn next_step(&mut self) {
        self.done += 1;
        self.sent_of_step = 0;
    }

    /// Does the next step of the program; `None` if that would block.
    pub(crate) fn call(&mut self, scenario: &Scenario, side: Side) -> Option<Notes> {
        let now = Instant::ZERO;
        let mut log = Log::new();
        match self.step(scenario, side)? {
            Step::Connect => {
                let call = Call::OpenActive { remote: side.peer().addr(), iss: side.iss() };
                self.tcp.handle_call(now, call, &mut log).ok();
            }
            Step::AwaitOpen => {
                if matches!(self.tcp.state(), State::Listen | State::SynSent | State::SynReceived) {
                    return None;
                }
            }
            Step::Send(text) => {
                let data = text.as_bytes().get(usize::from(self.sent_of_step)..)?;
                match self.tcp.handle_call(now, Call::Send { data, push: true }, &mut log) {
                    Ok(CallOk::Sent(count)) => {
                        self.written.extend(data.iter().take(count));
                        if count < data.len() {
                            self.sent_of_step += u8::try_from(count).ok()?;
                            return Some(log.take());
                        }
                    }
                    Err(CallError::WouldBlock) => return None,
                    // The connection is gone: so is the reason to go on sending.
                    _ => {}
                }
            }
            Step::ReadToEnd => {
                if !self.eof && self.tcp.state() != State::Closed {
                    return None;
                }
            }
            Step::Shutdown => {
                self.close_gives_up();
                self.tcp.handle_call(now, Call::ShutdownWrite, &mut log).ok();
            }
            Step::Close => {
                // Whoever closes with bytes unread says that they do not matter.
                self.deaf = true;
                self.close_gives_up();
                self.tcp.handle_call(now, Call::Close, &mut log).ok();
            }
        }
        self.next_step();
        Some(log.take())
    }

    /// A CLOSE before anything was heard of the peer drops what was to be sent, and
    /// its user knows (RFC 9293 §3.10.4, SYN-SENT: "error: closing").
    fn close_gives_up(&mut self) {
        self.told |= self.tcp.state() == State::SynSent;
    }

    /// Reads up to `max` bytes; `None` if there is nothing to read.
    pub(crate) fn read(&mut self, max: usize) -> Option<Notes> {
        let mut log = Log::new();
        match self.tcp.handle_call(Instant::ZERO, Call::Receive { max }, &mut log).ok()? {
            CallOk::Received(data) if data.is_empty() => self.eof = true,
            CallOk::Received(data) => self.read.extend(data),
            _ => return None,
        }
        Some(log.take())
    }

    /// The user aborts and goes away.
    pub(crate) fn abort(&mut self, scenario: &Scenario, side: Side) -> Option<Notes> {
        let mut log = Log::new();
        self.tcp.handle_call(Instant::ZERO, Call::Abort, &mut log).ok()?;
        self.leave(scenario, side);
        Some(log.take())
    }

    /// The host starts again and knows nothing.
    pub(crate) fn crash(&mut self, scenario: &Scenario, side: Side) {
        self.tcp = Endpoint::new(scenario.config.clone(), side.addr());
        self.leave(scenario, side);
    }

    fn leave(&mut self, scenario: &Scenario, side: Side) {
        self.done = u8::try_from(scenario.programs[side.index()].len()).unwrap_or(u8::MAX);
        self.sent_of_step = 0;
        self.deaf = true;
        self.told = true;
    }

    /// Fires the timers that are due first. Returns how much time has passed.
    pub(crate) fn time_out(&mut self) -> Option<(Duration, Notes)> {
        let (at, _) = self.tcp.next_timeout()?;
        let mut log = Log::new();
        self.tcp.handle_timeout(at, &mut log);
        Some((at.since(Instant::ZERO), log.take()))
    }
}

impl World {
    /// How a scenario begins.
    pub fn new(scenario: &Scenario) -> Self {
        let ends = Side::BOTH.map(|side| End::new(scenario.endpoint(side)));
        let mut world =
            Self { ends, wires: [Vec::new(), Vec::new()], luck: scenario.luck, broken: None };
        if scenario.opened {
            world.open(scenario);
        }
        if let Some(old) = &scenario.old {
            world.wires[old.to.index()].push(old.segment());
        }
        world
    }

    /// A connects to B, and nothing goes wrong.
    fn open(&mut self, scenario: &Scenario) {
        let mut notes = Notes::new();
        self.ends[Side::A.index()].call(scenario, Side::A);
        self.settle(Side::A, Duration::ZERO, &mut notes);
        for to in [Side::B, Side::A, Side::B] {
            for segment in std::mem::take(&mut self.wires[to.index()]) {
                self.deliver(to, &segment.header, &segment.text, &mut notes);
                self.settle(to, Duration::ZERO, &mut notes);
            }
        }
        for side in Side::BOTH {
            while self.end(side).step(scenario, side) == Some(Step::AwaitOpen) {
                self.ends[side.index()].call(scenario, side);
            }
        }
    }

    /// A segment arrives.
    pub(crate) fn deliver(&mut self, to: Side, header: &Header, text: &[u8], notes: &mut Notes) {
        let mut log = Log::new();
        let tcp = &mut self.ends[to.index()].tcp;
        tcp.handle_segment(Instant::ZERO, to.peer().addr(), header, text, &mut log);
        notes.append(&mut log.take());
    }

    /// An end.
    pub fn end(&self, side: Side) -> &End {
        &self.ends[side.index()]
    }

    /// The state of an end.
    pub fn state(&self, side: Side) -> State {
        self.end(side).tcp.state()
    }

    /// Whether no segment is in flight.
    pub fn quiet(&self) -> bool {
        self.wires.iter().all(Vec::is_empty)
    }

    /// Sends all that `side` has to send, `passed` after its time zero, and brings its
    /// clock back to zero.
    pub(crate) fn settle(&mut self, side: Side, passed: Duration, notes: &mut Notes) {
        let now = Instant::ZERO + passed;
        let end = &mut self.ends[side.index()];
        let wire = &mut self.wires[side.peer().index()];
        let mut log = Log::new();
        for count in 0.. {
            let Some(transmit) = end.tcp.poll_transmit(now, &mut log) else { break };
            if count >= MOST_AT_ONCE {
                self.broken = Some(Broken::EndlessTransmit);
                break;
            }
            wire.push(transmit.into());
        }
        if wire.len() > MOST_IN_FLIGHT {
            self.broken = Some(Broken::Flooded);
        }
        end.told |= end.tcp.error().is_some();
        notes.append(&mut log.take());
        // A plain move: nothing is cloned but what changes.
        let fresh = Endpoint::new(end.tcp.config().clone(), end.tcp.local());
        end.tcp = std::mem::replace(&mut end.tcp, fresh).rebased(passed);
    }
}
