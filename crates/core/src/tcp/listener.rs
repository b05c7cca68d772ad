//! A listening socket: its two queues, their limits, SYN cookies.
//!
//! A [`Listener`] stands where RFC 9293 has an endpoint in LISTEN. A SYN makes a
//! child of it in the **SYN queue** (half-open: FreeBSD's syncache, Linux's
//! request queue); the ACK that ends the handshake moves it to the **accept
//! queue**, from where [`Listener::accept`] takes it. How much each holds, and
//! what happens when it is full, is data: [`ListenConfig`].
//!
//! It is driven like an [`Endpoint`], and holds its children while they are in
//! its queues: segments, time-outs and what they send go through it. What they
//! log says which of them it is about.

mod config;
pub mod cookie;

pub use config::{AcceptOverflow, Cookies, ListenConfig, SynOverflow};

use super::{Call, Config, Endpoint, Log, Note, State, Transmit};
use crate::rules::Reason;
use crate::seq::Seq;
use crate::time::Instant;
use crate::wire::Ecn;
use crate::wire::tcp::{Flags, Header, Options};
use std::collections::VecDeque;
use std::net::SocketAddr;

/// Both ends of a connection, as a listener tells its children apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Peer {
    /// Our address, which a listener on every address has many of.
    pub local: SocketAddr,
    /// Theirs.
    pub remote: SocketAddr,
}

/// What happened, and to whom: `None` is the listener itself.
pub type ListenLog = Vec<(Option<Peer>, Note)>;

/// A listening socket with its two queues: segments in, children out.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Listener {
    /// In LISTEN for good: answers what is for no child.
    endpoint: Endpoint,
    config: ListenConfig,
    /// The key of the cookies; without one there are none.
    secret: Option<[u8; 16]>,
    /// The SYN queue, oldest first.
    half_open: VecDeque<Endpoint>,
    /// The accept queue, oldest first.
    waiting: VecDeque<Endpoint>,
    /// Children that are gone but have a reset to send.
    leaving: Vec<Endpoint>,
    /// Answers that no child stands behind: cookies.
    outbox: VecDeque<Transmit>,
}

/// No more answers than this are kept for an owner that never polls.
const MAX_OUTBOX: usize = 64;

impl Listener {
    /// A listener at `local`, whose children are made with `config`.
    ///
    /// `secret` is the key of the SYN cookies (RFC 4987 §3.6). It comes from the
    /// owner, as all that is random does; without one no cookie is ever sent.
    pub fn new(
        config: Config,
        listen: ListenConfig,
        local: SocketAddr,
        secret: Option<[u8; 16]>,
        log: &mut ListenLog,
    ) -> Self {
        let mut endpoint = Endpoint::new(config, local);
        // A fresh endpoint is in CLOSED, from where it may listen.
        tell(log, None, |own| {
            let opened = endpoint.handle_call(Instant::ZERO, Call::OpenPassive, own);
            debug_assert!(opened.is_ok(), "a fresh endpoint listens");
        });
        Self {
            endpoint,
            config: listen,
            secret,
            half_open: VecDeque::new(),
            waiting: VecDeque::new(),
            leaving: Vec::new(),
            outbox: VecDeque::new(),
        }
    }

    /// The endpoint in LISTEN.
    pub fn endpoint(&self) -> &Endpoint {
        &self.endpoint
    }

    /// The limits, and what happens beyond them.
    pub fn config(&self) -> &ListenConfig {
        &self.config
    }

    /// Calls `listen` again with another backlog.
    pub fn set_config(&mut self, listen: ListenConfig) {
        self.config = listen;
    }

    /// The half-open children, oldest first.
    pub fn half_open(&self) -> impl ExactSizeIterator<Item = &Endpoint> {
        self.half_open.iter()
    }

    /// The children that wait to be accepted, oldest first.
    pub fn waiting(&self) -> impl ExactSizeIterator<Item = &Endpoint> {
        self.waiting.iter()
    }

    /// Whether one of its children is this connection.
    pub fn has(&self, peer: Peer) -> bool {
        self.half_open.iter().chain(&self.waiting).any(|child| is(child, peer))
    }

    /// The packet of the segment handed over next was marked by a router: see
    /// [`Endpoint::packet_is_marked`].
    pub fn packet_is_marked(&mut self, peer: Peer) {
        let mut children = self.half_open.iter_mut().chain(&mut self.waiting);
        if let Some(child) = children.find(|child| is(child, peer)) {
            child.packet_is_marked();
        }
    }

    /// Takes the connection that has waited longest.
    pub fn accept(&mut self) -> Option<Endpoint> {
        self.waiting.pop_front()
    }

    /// A segment for `peer.local` from `peer.remote` that no other endpoint of the
    /// host is for. `iss` is the initial number of the child it may make.
    pub fn handle_segment(
        &mut self,
        now: Instant,
        peer: Peer,
        header: &Header,
        payload: &[u8],
        iss: Seq,
        log: &mut ListenLog,
    ) {
        if let Some(at) = self.waiting.iter().position(|child| is(child, peer)) {
            return self.give_waiting(at, now, header, payload, log);
        }
        if let Some(at) = self.half_open.iter().position(|child| is(child, peer)) {
            return self.give_half_open(at, now, header, payload, log);
        }
        let flags = header.flags;
        if flags.syn() && !flags.ack() && !flags.rst() {
            return self.arrives_syn(now, peer, header, payload, iss, log);
        }
        if flags.ack()
            && !flags.rst()
            && !flags.syn()
            && self.returned(now, peer, header, payload, log)
        {
            return;
        }
        tell(log, None, |own| {
            self.endpoint.handle_segment(now, peer.remote, header, payload, own);
        });
    }

    /// A SYN from somebody new.
    fn arrives_syn(
        &mut self,
        now: Instant,
        peer: Peer,
        header: &Header,
        payload: &[u8],
        iss: Seq,
        log: &mut ListenLog,
    ) {
        // The listener's own checks come first: it may drop some SYNs unseen.
        let mut own = Log::new();
        self.endpoint.handle_segment(now, peer.remote, header, payload, &mut own);
        let welcome = own
            .0
            .iter()
            .any(|note| matches!(note, Note::Applied(Reason::ListenSynForChild { .. })));
        log.extend(own.take().into_iter().map(|note| (None, note)));
        if !welcome {
            return;
        }
        let limit = self.config.syn_limit;
        let full = self.half_open.len() >= limit as usize;
        let cookie = match self.config.cookies {
            Cookies::Off => false,
            Cookies::WhenFull => full,
            Cookies::Always => true,
        };
        let waiting = count(self.waiting.len());
        if self.config.drop_syn_when_waiting_full && waiting >= self.config.accept_limit {
            return applied(log, None, Reason::AcceptQueueFullSyn { waiting });
        }
        if let (true, Some(secret)) = (cookie, self.secret) {
            return self.send_cookie(&secret, now, peer, header, log);
        }
        if full {
            match self.config.on_syn_overflow {
                SynOverflow::DropOldest if limit > 0 => {
                    applied(log, None, Reason::SynQueueDropsOldest { limit });
                    self.half_open.pop_front();
                }
                _ => return applied(log, None, Reason::SynQueueFull { limit }),
            }
        }
        let mut child = self.endpoint.spawn(peer.local, peer.remote, iss);
        tell(log, Some(peer), |own| child.handle_segment(now, peer.remote, header, payload, own));
        if child.state() == State::SynReceived {
            self.half_open.push_back(child);
            let half_open = count(self.half_open.len());
            applied(log, Some(peer), Reason::SynQueued { half_open, limit });
        }
    }

    /// A segment for a half-open child.
    fn give_half_open(
        &mut self,
        at: usize,
        now: Instant,
        header: &Header,
        payload: &[u8],
        log: &mut ListenLog,
    ) {
        let Some(child) = self.half_open.get_mut(at) else { return };
        let Some(peer) = peer_of(child) else { return };
        let waiting = count(self.waiting.len());
        let flags = header.flags;
        let opens = flags.ack() && !flags.rst() && !flags.syn() && header.ack == child.snd.max;
        if opens && waiting >= self.config.accept_limit {
            match self.config.on_accept_overflow {
                // As if it had been lost: the SYN,ACK goes again by its own timer.
                AcceptOverflow::IgnoreAck => {
                    applied(log, Some(peer), Reason::AcceptQueueFullAck { waiting });
                }
                AcceptOverflow::Reset => {
                    applied(log, Some(peer), Reason::AcceptQueueFullReset { waiting });
                    if let Some(child) = self.half_open.remove(at) {
                        self.abort(now, child, log);
                    }
                }
            }
            return;
        }
        tell(log, Some(peer), |own| child.handle_segment(now, peer.remote, header, payload, own));
        self.sort(at, log);
    }

    /// A half-open child may have opened, or be gone.
    fn sort(&mut self, at: usize, log: &mut ListenLog) {
        match self.half_open.get(at).map(Endpoint::state) {
            None | Some(State::SynReceived) => {}
            Some(State::Closed | State::Listen) => {
                self.leaving.extend(self.half_open.remove(at));
            }
            Some(_) => {
                if let Some(child) = self.half_open.remove(at) {
                    self.enqueue(child, log);
                }
            }
        }
    }

    fn enqueue(&mut self, child: Endpoint, log: &mut ListenLog) {
        let peer = peer_of(&child);
        self.waiting.push_back(child);
        let waiting = count(self.waiting.len());
        applied(log, peer, Reason::AcceptQueued { waiting, limit: self.config.accept_limit });
    }

    /// A segment for a child that waits to be accepted. One that ends there stays
    /// in the queue: `accept` hands it out, and its user learns how it ended.
    fn give_waiting(
        &mut self,
        at: usize,
        now: Instant,
        header: &Header,
        payload: &[u8],
        log: &mut ListenLog,
    ) {
        let Some(child) = self.waiting.get_mut(at) else { return };
        let Some(peer) = peer_of(child) else { return };
        tell(log, Some(peer), |own| child.handle_segment(now, peer.remote, header, payload, own));
    }

    /// Answers a SYN without keeping anything (RFC 4987 §3.6).
    fn send_cookie(
        &mut self,
        secret: &[u8; 16],
        now: Instant,
        peer: Peer,
        header: &Header,
        log: &mut ListenLog,
    ) {
        let config = self.endpoint.config();
        let offered = header.options.mss.unwrap_or_else(|| self.endpoint.default_send_mss());
        let (iss, mss) = cookie::make(secret, now, peer, header.seq, offered.min(config.mss));
        let reason = Reason::SynCookieSent { iss, mss };
        applied(log, Some(peer), reason);
        let answer = Header {
            src_port: peer.local.port(),
            dst_port: peer.remote.port(),
            seq: iss,
            ack: header.seq + 1,
            flags: Flags::SYN | Flags::ACK,
            window: u16::try_from(config.receive_buffer).unwrap_or(u16::MAX),
            urgent: 0,
            // Nothing else would be remembered: 32 bits hold an MSS and no more.
            options: Options {
                mss: config.announce_mss.then_some(config.mss),
                ..Options::default()
            },
        };
        if self.outbox.len() < MAX_OUTBOX {
            self.outbox.push_back(Transmit {
                header: answer,
                payload: Vec::new(),
                dst: peer.remote,
                ecn: Ecn::NotCapable,
                kind: super::SendKind::First,
                reason,
            });
        }
    }

    /// An ACK for no child: does it bring back a cookie? Says whether it was dealt with.
    fn returned(
        &mut self,
        now: Instant,
        peer: Peer,
        header: &Header,
        payload: &[u8],
        log: &mut ListenLog,
    ) -> bool {
        let (Some(secret), true) = (self.secret, self.config.cookies != Cookies::Off) else {
            return false;
        };
        let ack = header.ack;
        let (iss, irs) = (Seq(ack.0.wrapping_sub(1)), Seq(header.seq.0.wrapping_sub(1)));
        let Some(mss) = cookie::verify(&secret, now, peer, irs, iss) else {
            applied(log, None, Reason::SynCookieWrong { ack });
            return false;
        };
        let waiting = count(self.waiting.len());
        if waiting >= self.config.accept_limit {
            applied(log, None, Reason::AcceptQueueFullAck { waiting });
            return true;
        }
        applied(log, Some(peer), Reason::SynCookieReturned { ack, mss });
        // The SYN as it must have been; its answer has been sent already.
        let syn = Header {
            src_port: header.src_port,
            dst_port: header.dst_port,
            seq: irs,
            flags: Flags::SYN,
            window: header.window,
            options: Options { mss: Some(mss), ..Options::default() },
            ..Header::default()
        };
        let mut child = self.endpoint.spawn(peer.local, peer.remote, iss);
        tell(log, Some(peer), |own| {
            child.handle_segment(now, peer.remote, &syn, &[], own);
            let _ = child.poll_transmit(now, own);
            // When it really went out is forgotten too: it must not be timed.
            if let Some(sent) = child.snd.in_flight.front_mut() {
                sent.resent = Some(now);
            }
            child.handle_segment(now, peer.remote, header, payload, own);
        });
        self.enqueue(child, log);
        true
    }

    /// The next segment that the listener or one of its children has to send.
    pub fn poll_transmit(&mut self, now: Instant, log: &mut ListenLog) -> Option<(Peer, Transmit)> {
        let local = self.endpoint.local();
        if let Some(transmit) = self.outbox.pop_front() {
            return Some((Peer { local, remote: transmit.dst }, transmit));
        }
        let mut found = None;
        tell(log, None, |own| found = self.endpoint.poll_transmit(now, own));
        if let Some(transmit) = found {
            return Some((Peer { local, remote: transmit.dst }, transmit));
        }
        let children = self.half_open.iter_mut().chain(&mut self.waiting).chain(&mut self.leaving);
        for child in children {
            let peer = peer_of(child);
            tell(log, peer, |own| found = child.poll_transmit(now, own));
            if let (Some(peer), Some(transmit)) = (peer, found.take()) {
                return Some((peer, transmit));
            }
        }
        self.leaving.clear();
        None
    }

    /// When [`Listener::handle_timeout`] has something to do next.
    pub fn next_timeout(&self) -> Option<Instant> {
        self.half_open
            .iter()
            .chain(&self.waiting)
            .filter_map(|child| child.next_timeout().map(|(at, _)| at))
            .min()
    }

    /// Fires what timers of its children are due.
    pub fn handle_timeout(&mut self, now: Instant, log: &mut ListenLog) {
        for child in self.half_open.iter_mut().chain(&mut self.waiting) {
            let peer = peer_of(child);
            tell(log, peer, |own| child.handle_timeout(now, own));
        }
        for at in (0..self.half_open.len()).rev() {
            self.sort(at, log);
        }
    }

    /// The socket is closed. Poll what it still has to send, then drop it.
    pub fn close(&mut self, now: Instant, log: &mut ListenLog) {
        let half_open = count(self.half_open.len());
        if half_open > 0 {
            applied(log, None, Reason::ListenerForgetsHalfOpen { half_open });
            self.half_open.clear();
        }
        let waiting = count(self.waiting.len());
        if waiting > 0 {
            applied(log, None, Reason::ListenerResetsWaiting { waiting });
            for child in std::mem::take(&mut self.waiting) {
                self.abort(now, child, log);
            }
        }
        tell(log, None, |own| {
            // In LISTEN a close cannot fail.
            let _ = self.endpoint.handle_call(now, Call::Close, own);
        });
    }

    /// Ends a child with a reset.
    fn abort(&mut self, now: Instant, mut child: Endpoint, log: &mut ListenLog) {
        tell(log, peer_of(&child), |own| {
            // It may have ended already; then there is nobody to tell.
            let _ = child.handle_call(now, Call::Abort, own);
        });
        self.leaving.push(child);
    }
}

fn is(child: &Endpoint, peer: Peer) -> bool {
    child.local() == peer.local && child.remote() == Some(peer.remote)
}

fn peer_of(child: &Endpoint) -> Option<Peer> {
    child.remote().map(|remote| Peer { local: child.local(), remote })
}

fn count(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}

fn applied(log: &mut ListenLog, who: Option<Peer>, reason: Reason) {
    log.push((who, Note::Applied(reason)));
}

/// Runs `act`, and keeps what it logs under the right name.
fn tell(log: &mut ListenLog, who: Option<Peer>, act: impl FnOnce(&mut Log)) {
    let mut own = Log::new();
    act(&mut own);
    log.extend(own.take().into_iter().map(|note| (who, note)));
}

#[cfg(test)]
mod tests;
