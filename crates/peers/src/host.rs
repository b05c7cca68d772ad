//! Our side: an endpoint, a listener where it waits to be called, and the application.

use crate::codec::{self, Segment};
use crate::stream::Stream;
use std::collections::BTreeSet;
use std::net::SocketAddr;
use wireglass_core::seq::Seq;
use wireglass_core::tcp::{
    Call, CallError, CallOk, Config, Endpoint, Log, Note, State, TRANSITIONS, Transmit, Variable,
    reset_for,
};
use wireglass_core::time::Instant;
use wireglass_core::wire::tcp::Flags;

/// Something our endpoint did that it must never do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// A transition that the declared table does not have.
    Transition {
        /// The state left.
        from: State,
        /// The state entered.
        to: State,
    },
    /// SND.UNA lies beyond SND.NXT.
    SendVariables {
        /// SND.UNA.
        una: Seq,
        /// SND.NXT.
        nxt: Seq,
    },
    /// More segments at one moment than any window explains.
    Endless,
}

/// A host with one TCP connection at most.
#[derive(Clone, Debug)]
pub struct Host {
    listener: Option<Endpoint>,
    endpoint: Option<Endpoint>,
    /// Resets for segments that no endpoint is there for.
    replies: Vec<(SocketAddr, Transmit)>,
    iss: Seq,
    log: Log,
    /// Notes of the endpoint since they were last taken, if they are wanted.
    notes: Option<Vec<Note>>,
    /// Every transition that was made.
    pub transitions: BTreeSet<(State, State)>,
    /// The first thing that went wrong.
    pub wrong: Option<Wrong>,
}

impl Host {
    fn empty(iss: Seq) -> Self {
        Self {
            listener: None,
            endpoint: None,
            replies: Vec::new(),
            iss,
            log: Log::new(),
            notes: None,
            transitions: BTreeSet::new(),
            wrong: None,
        }
    }

    /// A host that connects to `remote` at once.
    ///
    /// # Errors
    /// What the endpoint says to the call.
    pub fn connecting(
        config: Config,
        local: SocketAddr,
        remote: SocketAddr,
        iss: Seq,
        now: Instant,
    ) -> Result<Self, CallError> {
        let mut host = Self::empty(iss);
        host.endpoint = Some(Endpoint::new(config, local));
        host.call(now, Call::OpenActive { remote, iss })?;
        Ok(host)
    }

    /// A host that listens at `local`, and answers the first SYN with `iss`.
    ///
    /// # Errors
    /// What the endpoint says to the call.
    pub fn listening(
        config: Config,
        local: SocketAddr,
        iss: Seq,
        now: Instant,
    ) -> Result<Self, CallError> {
        let mut host = Self::empty(iss);
        let mut listener = Endpoint::new(config, local);
        listener.handle_call(now, Call::OpenPassive, &mut host.log)?;
        host.settle();
        host.listener = Some(listener);
        Ok(host)
    }

    /// A host on which nothing listens and nothing connects.
    pub fn closed() -> Self {
        Self::empty(Seq(0))
    }

    /// Keeps the endpoint's notes from now on, for [`Host::take_notes`].
    pub fn keep_notes(&mut self) {
        self.notes = Some(Vec::new());
    }

    /// The notes since the last time, if they are kept.
    pub fn take_notes(&mut self) -> Vec<Note> {
        self.notes.as_mut().map(std::mem::take).unwrap_or_default()
    }

    /// The connection's endpoint, from the SYN on.
    pub fn endpoint(&self) -> Option<&Endpoint> {
        self.endpoint.as_ref()
    }

    /// The connection's state; LISTEN or CLOSED while there is none.
    pub fn state(&self) -> State {
        let waiting = if self.listener.is_some() { State::Listen } else { State::Closed };
        self.endpoint.as_ref().map_or(waiting, Endpoint::state)
    }

    /// A call on the connection.
    ///
    /// # Errors
    /// What the endpoint says; [`CallError::NotConnected`] before there is one.
    pub fn call(&mut self, now: Instant, call: Call<'_>) -> Result<CallOk, CallError> {
        let endpoint = self.endpoint.as_mut().ok_or(CallError::NotConnected)?;
        let result = endpoint.handle_call(now, call, &mut self.log);
        self.settle();
        result
    }

    /// A segment has arrived.
    pub fn receive(&mut self, now: Instant, segment: &Segment) {
        let Segment { src, dst, header, payload } = segment;
        let opens = header.flags.contains(Flags::SYN) && !header.flags.contains(Flags::RST);
        if self.endpoint.is_none()
            && opens
            && let Some(listener) = &self.listener
        {
            self.endpoint = Some(listener.spawn(*dst, *src, self.iss));
        }
        let theirs = |endpoint: &&mut Endpoint| {
            endpoint.local() == *dst && endpoint.remote().is_none_or(|remote| remote == *src)
        };
        if let Some(endpoint) = self.endpoint.as_mut().filter(theirs) {
            endpoint.handle_segment(now, *src, header, payload, &mut self.log);
        } else if let Some(listener) = self.listener.as_mut().filter(theirs) {
            listener.handle_segment(now, *src, header, payload, &mut self.log);
        } else {
            let reset = reset_for(*src, *dst, header, payload.len());
            self.replies.extend(reset.map(|reset| (*dst, reset)));
        }
        self.settle();
        // A host that has been called listens no longer; a child whose call came to
        // nothing makes room for the next.
        match self.state() {
            State::Listen if !opens => self.forget_child(),
            State::Established => self.listener = None,
            _ => {}
        }
    }

    fn forget_child(&mut self) {
        if self.listener.is_some() {
            self.endpoint = None;
        }
    }

    /// When a timer fires next.
    pub fn next_timeout(&self) -> Option<Instant> {
        self.endpoint.as_ref()?.next_timeout().map(|(at, _)| at)
    }

    /// It is `now`: timers that are due fire.
    pub fn tick(&mut self, now: Instant) {
        if let Some(endpoint) = &mut self.endpoint {
            endpoint.handle_timeout(now, &mut self.log);
            self.settle();
        }
    }

    /// Everything it wants to send at `now`.
    pub fn transmit(&mut self, now: Instant) -> Vec<(Transmit, Vec<u8>)> {
        /// Segments at one moment: far more than any window here holds.
        const MANY: usize = 20_000;
        let mut out = Vec::new();
        let mut put = |transmit: Transmit, src: SocketAddr| {
            let packet =
                codec::emit(src.ip(), transmit.dst.ip(), &transmit.header, &transmit.payload);
            out.push((transmit, packet));
            out.len() < MANY
        };
        for (src, reply) in self.replies.drain(..) {
            put(reply, src);
        }
        for endpoint in [&mut self.endpoint, &mut self.listener].into_iter().flatten() {
            while let Some(transmit) = endpoint.poll_transmit(now, &mut self.log) {
                if !put(transmit, endpoint.local()) {
                    self.wrong.get_or_insert(Wrong::Endless);
                    break;
                }
            }
        }
        self.settle();
        out
    }

    /// Looks at what the endpoint says it did.
    fn settle(&mut self) {
        let notes = self.log.take();
        for note in &notes {
            if let Note::Transition { from, to, .. } = *note {
                self.transitions.insert((from, to));
                if !TRANSITIONS.iter().any(|declared| declared.from == from && declared.to == to) {
                    self.wrong.get_or_insert(Wrong::Transition { from, to });
                }
            }
        }
        if let Some(kept) = &mut self.notes {
            kept.extend(notes);
        }
        let variable = |variable| {
            let value = self.endpoint.as_ref()?.variable(variable)?;
            u32::try_from(value).ok().map(Seq)
        };
        if let (Some(una), Some(nxt)) = (variable(Variable::SndUna), variable(Variable::SndNxt))
            && una.gt(nxt)
        {
            self.wrong.get_or_insert(Wrong::SendVariables { una, nxt });
        }
    }
}

/// When an application closes its half of the connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closes {
    /// As soon as everything is written.
    WhenWritten,
    /// When everything is written and the other side has closed.
    AfterPeer,
    /// Never, of itself.
    Never,
}

/// How an application reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reads {
    /// The most it takes at once, in bytes.
    pub chunk: usize,
    /// How long it rests after that; zero reads everything there is.
    pub pause: wireglass_core::time::Duration,
}

/// What an application has still to do, whichever endpoint it runs over.
#[derive(Clone, Debug)]
pub struct Progress {
    /// What it writes.
    pub writes: Stream,
    /// How much of it.
    pub to_write: u64,
    /// How much it has written.
    pub written: u64,
    /// What it should read.
    pub expects: Stream,
    /// How much it has read.
    pub read: u64,
    /// The index of the first byte that was not the right one.
    pub first_wrong: Option<u64>,
    /// It has read to the end of the stream.
    pub finished: bool,
    /// When it closes.
    pub closes: Closes,
    /// It has closed.
    pub closed: bool,
    /// How it reads.
    pub reads: Reads,
    /// It rests until then.
    pub rests_until: Instant,
}

impl Progress {
    /// An application that has done nothing yet.
    pub fn new(
        writes: Stream,
        to_write: u64,
        expects: Stream,
        closes: Closes,
        reads: Reads,
    ) -> Self {
        Self {
            writes,
            to_write,
            written: 0,
            expects,
            read: 0,
            first_wrong: None,
            finished: false,
            closes,
            closed: false,
            reads,
            rests_until: Instant::ZERO,
        }
    }

    /// The next bytes to write, 16 KiB at most.
    pub fn next_bytes(&self) -> Vec<u8> {
        let left = self.to_write.saturating_sub(self.written);
        self.writes.bytes(self.written, usize::try_from(left).unwrap_or(usize::MAX).min(16_384))
    }

    /// Whether it is time to close.
    pub fn wants_to_close(&self) -> bool {
        let due = match self.closes {
            Closes::WhenWritten => true,
            Closes::AfterPeer => self.finished,
            Closes::Never => false,
        };
        due && !self.closed && self.written == self.to_write
    }

    /// How much it reads now, if at all.
    pub fn wants_to_read(&self, now: Instant) -> Option<usize> {
        (!self.finished && self.rests_until <= now).then_some(self.reads.chunk)
    }

    /// Bytes were read at `now`; none at all is the end.
    pub fn took(&mut self, now: Instant, bytes: &[u8]) {
        if bytes.is_empty() {
            self.finished = true;
            return;
        }
        if self.first_wrong.is_none() {
            self.first_wrong = self.expects.first_wrong(self.read, bytes);
        }
        self.read += bytes.len() as u64;
        self.rests_until = now + self.reads.pause;
    }

    /// Does over `host` what can be done now.
    pub fn run(&mut self, now: Instant, host: &mut Host) {
        let synchronized = host.state().is_synchronized();
        // What is written before the connection is open waits for that.
        while self.written < self.to_write {
            let data = self.next_bytes();
            let Ok(CallOk::Sent(count)) = host.call(now, Call::Send { data: &data, push: true })
            else {
                break;
            };
            self.written += count as u64;
        }
        while let Some(max) = self.wants_to_read(now) {
            let Ok(CallOk::Received(data)) = host.call(now, Call::Receive { max }) else { break };
            self.took(now, &data);
        }
        if synchronized && self.wants_to_close() {
            self.closed = host.call(now, Call::ShutdownWrite).is_ok();
        }
    }
}
