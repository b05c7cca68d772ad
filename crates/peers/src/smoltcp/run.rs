//! One seed's conversation, from the first SYN until both ends are CLOSED.

use super::draw::{Opens, Setup};
use super::peer::Peer;
use crate::codec;
use crate::host::{Host, Progress, Wrong};
use crate::link::{Fate, Link};
use crate::stream::Stream;
use smoltcp::socket::tcp::State as TheirState;
use std::collections::BTreeSet;
use std::fmt;
use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4};
use wireglass_core::tcp::{ConnectionError, Endpoint, Note, SendKind, State};
use wireglass_core::time::{Duration, Instant};
use wireglass_core::wire::ipv4;
use wireglass_core::wire::tcp::Header;

const OURS: SocketAddrV4 = SocketAddrV4::new(Ipv4Addr::new(10, 0, 0, 1), 40_000);
const THEIRS: SocketAddrV4 = SocketAddrV4::new(Ipv4Addr::new(10, 0, 0, 2), 80);

/// The most virtual time in which neither application may get anything to read. RTOs back off
/// to two minutes, and one in five segments may be lost on their way, and one in five
/// acknowledgements on theirs: a dozen time-outs in a row are bad luck, a hundred are not.
const MOST_REST: Duration = Duration::from_secs(4 * 3_600);
/// The most virtual time a conversation may take.
const MOST_TIME: Duration = Duration::from_secs(14 * 86_400);
/// The most moments at which something happens.
const MOST_MOMENTS: u32 = 400_000;
/// The most moments without time passing.
const MOST_AT_ONCE: u32 = 100;

/// What came of a conversation that went well.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Bytes both applications read.
    pub bytes: u64,
    /// Packets put on the link.
    pub packets: u64,
    /// Packets the link lost, damaged or doubled.
    pub faults: u64,
    /// Segments we sent again.
    pub retransmissions: u64,
    /// How long it took, in virtual time, both TIME-WAITs included.
    pub time: Duration,
    /// The transitions our endpoint made.
    pub transitions: BTreeSet<(State, State)>,
}

/// Why a conversation did not go well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// Our endpoint did something it must never do.
    Endpoint(Wrong),
    /// Our endpoint refused the first call, or smoltcp did.
    Opening,
    /// Bytes arrived that are not those sent: whether we read them, and where.
    Content {
        /// We read them, not smoltcp.
        by_us: bool,
        /// The index of the first.
        at: u64,
    },
    /// Fewer or more bytes were read than written.
    Length {
        /// We read them, not smoltcp.
        by_us: bool,
        /// Bytes read.
        read: u64,
        /// Bytes written by the other side.
        written: u64,
    },
    /// Our connection ended badly.
    Error(ConnectionError),
    /// smoltcp's socket was closed before its application was done.
    TheirsEndedEarly,
    /// Ours was.
    OursEndedEarly,
    /// Nothing more will happen, but an end is not CLOSED.
    Stuck {
        /// Our state.
        ours: State,
        /// smoltcp's.
        theirs: String,
    },
    /// smoltcp waits in LAST-ACK for a window that it has been told is open. Its 0.14 answers an
    /// acknowledgement that is not a new one there with a challenge and leaves it at that, the
    /// window with it (RFC 9293 §3.10.7.4, fifth check, takes it over in LAST-ACK too); so what it
    /// has still to send stays there. Not ours to pass or fail.
    PeerLeavesWindow,
    /// Too much happened, or for too long, and no end came.
    Livelock {
        /// Our state.
        ours: State,
        /// smoltcp's.
        theirs: String,
    },
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

/// The conversation, and what the log needs.
struct Conversation {
    now: Instant,
    us: Host,
    application: Progress,
    them: Peer,
    /// From us to them, and back.
    links: [Link; 2],
    log: Option<Vec<String>>,
    outcome: Outcome,
    /// Open windows that reached smoltcp in LAST-ACK.
    windows_told: u32,
}

/// Runs the conversation of `setup`.
///
/// # Errors
/// [`Failure`], if it did not go as it must.
pub fn run(setup: &Setup) -> Result<Outcome, Failure> {
    Conversation::new(setup, false)?.converse()
}

/// The same, with every packet, rule and change of state written down.
pub fn run_with_log(setup: &Setup) -> (Result<Outcome, Failure>, Vec<String>) {
    match Conversation::new(setup, true) {
        Ok(mut conversation) => {
            let result = conversation.converse();
            (result, conversation.log.unwrap_or_default())
        }
        Err(failure) => (Err(failure), Vec::new()),
    }
}

impl Conversation {
    fn new(setup: &Setup, log: bool) -> Result<Self, Failure> {
        let now = Instant::ZERO;
        let streams = [Stream::new(setup.seed), Stream::new(!setup.seed)];
        let application = |us: usize, them: usize| {
            Progress::new(
                streams[us],
                setup.bytes[us].into(),
                streams[them],
                setup.closes[us],
                setup.reads[us],
            )
        };
        let (ours, theirs) = (SocketAddr::V4(OURS), SocketAddr::V4(THEIRS));
        let mut them = Peer::new(setup.theirs, THEIRS, setup.seed, application(1, 0));
        match setup.opens {
            Opens::Us => them.listen(THEIRS.port()).map_err(|_| Failure::Opening)?,
            Opens::Them | Opens::Both => {
                them.connect(OURS, THEIRS.port()).map_err(|_| Failure::Opening)?;
            }
        }
        let config = setup.ours.clone();
        let us = match setup.opens {
            Opens::Them => Host::listening(config, ours, setup.iss, now),
            Opens::Us | Opens::Both => Host::connecting(config, ours, theirs, setup.iss, now),
        };
        let mut us = us.map_err(|_| Failure::Opening)?;
        if log {
            us.keep_notes();
        }
        Ok(Self {
            now,
            us,
            application: application(0, 1),
            them,
            links: [
                Link::new(setup.faults[0], setup.seed ^ 0x5555),
                Link::new(setup.faults[1], setup.seed ^ 0xaaaa),
            ],
            log: log.then(Vec::new),
            outcome: Outcome::default(),
            windows_told: 0,
        })
    }

    fn converse(&mut self) -> Result<Outcome, Failure> {
        let mut at_once = 0;
        let mut progress = (0, self.now);
        for _ in 0..MOST_MOMENTS {
            self.moment();
            self.check()?;
            let read = self.application.read + self.them.application.read;
            if read > progress.0 {
                progress = (read, self.now);
            }
            if self.closed() {
                return self.finish();
            }
            let Some(next) = self.next() else { return Err(self.stuck()) };
            at_once = if next > self.now { 0 } else { at_once + 1 };
            if at_once > MOST_AT_ONCE {
                return Err(self.livelock());
            }
            self.now = self.now.max(next);
            let rest = self.now.since(progress.1);
            if rest > MOST_REST || self.now.since(Instant::ZERO) > MOST_TIME {
                return Err(self.livelock());
            }
        }
        Err(self.livelock())
    }

    /// Everything that happens now.
    fn moment(&mut self) {
        let now = self.now;
        while let Some(packet) = self.links[0].take(now) {
            if self.them.state() == TheirState::LastAck {
                let open = codec::parse(&packet).is_ok_and(|segment| segment.header.window > 0);
                self.windows_told += u32::from(open);
            }
            self.them.receive(packet);
        }
        while let Some(packet) = self.links[1].take(now) {
            match codec::parse(&packet) {
                Ok(segment) => {
                    self.note(|| {
                        let shown = codec::show(&segment.header, segment.payload.len());
                        format!("        us <-      {shown}")
                    });
                    self.us.receive(now, &segment);
                }
                Err(unfit) => self.note(|| format!("        us <-      dropped: {unfit:?}")),
            }
            self.notes();
        }
        self.us.tick(now);
        self.notes();
        // Reading may open the window, writing may fill it: until nothing more goes out.
        loop {
            self.application.run(now, &mut self.us);
            self.notes();
            let segments = self.us.transmit(now);
            if segments.is_empty() {
                break;
            }
            for (transmit, packet) in segments {
                self.outcome.retransmissions +=
                    u64::from(transmit.kind == SendKind::Retransmission);
                let fate = self.links[0].send(now, packet);
                self.count(fate);
                self.note(|| {
                    let shown = codec::show(&transmit.header, transmit.payload.len());
                    let why = transmit.reason.rule();
                    format!("us -> them         {shown} ({why:?}){}", show_fate(now, fate))
                });
            }
            self.notes();
        }
        let before = self.them.state();
        for packet in self.them.poll(now) {
            let shown = self.log.is_some().then(|| show_packet(&packet));
            let fate = self.links[1].send(now, packet);
            self.count(fate);
            self.note(|| {
                let shown = shown.unwrap_or_default();
                format!("        us <- them {shown}{}", show_fate(now, fate))
            });
        }
        let after = self.them.state();
        if before != after {
            self.note(|| format!("                   them: {before} -> {after}"));
        }
    }

    fn count(&mut self, fate: Fate) {
        self.outcome.packets += 1;
        let faulty = fate.arrives.is_none() || fate.copy.is_some() || fate.corrupted;
        self.outcome.faults += u64::from(faulty);
    }

    fn next(&mut self) -> Option<Instant> {
        let rests = |application: &Progress| {
            let at = application.rests_until;
            (!application.finished && at > self.now).then_some(at)
        };
        let applications = [rests(&self.application), rests(&self.them.application)];
        let links = [self.links[0].next(), self.links[1].next()];
        let theirs = match self.them.state() {
            TheirState::Closed => None,
            _ => self.them.next_poll(self.now),
        };
        let all = applications.into_iter().chain(links).chain([theirs, self.us.next_timeout()]);
        all.flatten().min()
    }

    fn closed(&self) -> bool {
        let theirs = self.them.state() == TheirState::Closed;
        theirs && self.us.state() == State::Closed
    }

    fn check(&mut self) -> Result<(), Failure> {
        if let Some(wrong) = self.us.wrong.clone() {
            return Err(Failure::Endpoint(wrong));
        }
        for (by_us, application) in [(true, &self.application), (false, &self.them.application)] {
            if let Some(at) = application.first_wrong {
                return Err(Failure::Content { by_us, at });
            }
        }
        if let Some(error) = self.us.endpoint().and_then(Endpoint::error) {
            return Err(Failure::Error(error));
        }
        if self.us.state() == State::Closed && !self.application.closed {
            return Err(Failure::OursEndedEarly);
        }
        let early = self.them.state() == TheirState::Closed && !self.them.application.closed;
        if early {
            return Err(Failure::TheirsEndedEarly);
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<Outcome, Failure> {
        // What arrived may still wait for a slow reader.
        while !self.application.finished {
            let before = self.application.read;
            self.now = self.now.max(self.application.rests_until);
            self.application.run(self.now, &mut self.us);
            if self.application.read == before && !self.application.finished {
                break;
            }
        }
        while !self.them.application.finished {
            let before = self.them.application.read;
            self.now = self.now.max(self.them.application.rests_until);
            self.them.poll(self.now);
            if self.them.application.read == before && !self.them.application.finished {
                break;
            }
        }
        self.check()?;
        for (by_us, reader, writer) in [
            (true, &self.application, &self.them.application),
            (false, &self.them.application, &self.application),
        ] {
            if reader.read != writer.to_write || !reader.finished {
                let (read, written) = (reader.read, writer.to_write);
                return Err(Failure::Length { by_us, read, written });
            }
        }
        let mut outcome = std::mem::take(&mut self.outcome);
        outcome.bytes = self.application.read + self.them.application.read;
        outcome.time = self.now.since(Instant::ZERO);
        outcome.transitions.clone_from(&self.us.transitions);
        Ok(outcome)
    }

    /// Whether it is smoltcp's turn, and it does not see that: see [`Failure::PeerLeavesWindow`].
    fn peer_leaves_window(&self) -> bool {
        let ours = self.us.state() == State::FinWait2;
        ours && self.them.state() == TheirState::LastAck && self.windows_told > 0
    }

    fn stuck(&self) -> Failure {
        if self.peer_leaves_window() {
            return Failure::PeerLeavesWindow;
        }
        Failure::Stuck { ours: self.us.state(), theirs: self.them.state().to_string() }
    }

    fn livelock(&self) -> Failure {
        if self.peer_leaves_window() {
            return Failure::PeerLeavesWindow;
        }
        Failure::Livelock { ours: self.us.state(), theirs: self.them.state().to_string() }
    }

    /// What our endpoint has to say goes into the log.
    fn notes(&mut self) {
        if self.log.is_none() {
            return;
        }
        for note in self.us.take_notes() {
            self.note(|| match note {
                Note::Transition { from, to, reason } => {
                    format!("us: {from} -> {to} ({:?})", reason.rule())
                }
                Note::Applied(reason) => format!("us: {reason:?}"),
                Note::Deleted(reason) => format!("us: TCB deleted ({:?})", reason.rule()),
                Note::TimeWaitReusable { .. } => "us: TIME-WAIT may be reused".to_owned(),
            });
        }
    }

    fn note(&mut self, line: impl FnOnce() -> String) {
        if let Some(log) = &mut self.log {
            log.push(format!("{:>12} {}", show_time(self.now), line()));
        }
    }
}

/// Milliseconds with three places.
fn show_time(at: Instant) -> String {
    let micros = at.since(Instant::ZERO).as_micros();
    format!("{}.{:03}", micros / 1_000, micros % 1_000)
}

fn show_fate(now: Instant, fate: Fate) -> String {
    let after = |at: Instant| format!("{} ms", at.since(now).as_millis());
    let first = match fate.arrives {
        None => " LOST".to_owned(),
        Some(at) if fate.corrupted => format!(" DAMAGED, after {}", after(at)),
        Some(at) => format!(" after {}", after(at)),
    };
    first + &fate.copy.map(|at| format!(", AGAIN after {}", after(at))).unwrap_or_default()
}

fn show_packet(packet: &[u8]) -> String {
    let Ok((_, segment)) = ipv4::Header::parse(packet) else { return "not IPv4".to_owned() };
    match Header::parse(segment) {
        Ok((header, payload)) => codec::show(&header, payload.len()),
        Err(malformed) => format!("{malformed:?}"),
    }
}
