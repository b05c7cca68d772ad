//! What has been decided but not yet sent: an acknowledgement, resets.

use crate::rules::Reason;
use crate::seq::Seq;
use std::collections::VecDeque;
use std::net::SocketAddr;

/// More resets than this are not kept for a caller that never polls.
const MAX_RESETS: usize = 8;

/// Segments without sequence numbers of their own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Outbox {
    /// An acknowledgement is owed, for this reason. Anything sent pays it.
    pub(super) ack: Option<Reason>,
    /// One is owed that may wait, if the configuration lets it: see
    /// `Endpoint::delay_ack`, which decides when everything else has been sent.
    pub(super) ack_may_wait: Option<Reason>,
    /// A keep-alive probe is to be sent now.
    pub(super) keep_alive: Option<Reason>,
    resets: VecDeque<Reset>,
}

/// A reset to send (RFC 9293 §3.5.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Reset {
    /// To whom.
    pub(super) dst: SocketAddr,
    /// Its number.
    pub(super) seq: Seq,
    /// Its acknowledgement, if it has one.
    pub(super) ack: Option<Seq>,
    /// Why.
    pub(super) reason: Reason,
}

impl Outbox {
    /// Adds a reset.
    pub(super) fn reset(&mut self, reset: Reset) {
        if self.resets.len() < MAX_RESETS {
            self.resets.push_back(reset);
        }
    }

    /// An acknowledgement is owed that may wait, unless one is owed that may not:
    /// that one then goes for this reason too, which is the later.
    pub(super) fn owe_patiently(&mut self, reason: Reason) {
        let slot = if self.ack.is_some() { &mut self.ack } else { &mut self.ack_may_wait };
        *slot = Some(reason);
    }

    /// No acknowledgement is owed any more.
    pub(super) fn clear_acks(&mut self) {
        self.ack = None;
        self.ack_may_wait = None;
        self.keep_alive = None;
    }

    /// Takes the oldest reset.
    pub(super) fn next_reset(&mut self) -> Option<Reset> {
        self.resets.pop_front()
    }
}
