//! What an endpoint says about what it did: transitions, rules applied, the end.

use super::State;
use crate::rules::Reason;
use crate::seq::Seq;

/// Something an endpoint did or decided, in the order in which it happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Note {
    /// The state changed.
    Transition {
        /// The state left.
        from: State,
        /// The state entered.
        to: State,
        /// The rule that moved it.
        reason: Reason,
    },
    /// A rule decided something that is not a change of state.
    Applied(Reason),
    /// The transmission control block is gone. The endpoint is CLOSED, or back
    /// in LISTEN if it was a passive child that had nothing to show for itself;
    /// whoever keeps children drops them here. Anything it still has to send
    /// (a reset) comes out of `poll_transmit` first.
    Deleted(Reason),
    /// A SYN arrived in TIME-WAIT that may open the next incarnation
    /// (RFC 9293 §3.6.1). Whoever keeps the listener may drop this endpoint
    /// without polling it again and give the SYN to the listener; otherwise do
    /// nothing, and this endpoint answers as TIME-WAIT answers any SYN.
    TimeWaitReusable {
        /// Why it may.
        reason: Reason,
        /// The new incarnation's ISS must lie beyond this number.
        iss_above: Seq,
    },
}

/// The notes of one or more calls, oldest first. Only ever appended to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Log(pub Vec<Note>);

impl Log {
    /// An empty log.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Adds [`Note::Applied`].
    pub(super) fn applied(&mut self, reason: Reason) {
        self.0.push(Note::Applied(reason));
    }

    /// Takes the notes out, leaving it empty.
    pub fn take(&mut self) -> Vec<Note> {
        std::mem::take(&mut self.0)
    }
}
