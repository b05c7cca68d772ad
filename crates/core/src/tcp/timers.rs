//! The running timers that do not belong to one state.

use crate::time::Instant;

/// When each fires, if it runs. 2MSL lives in TIME-WAIT itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Timers {
    /// The retransmission time-out (RFC 6298 §5).
    pub(super) retransmission: Option<Instant>,
    /// The persist timer (RFC 9293 §3.8.6.1).
    pub(super) persist: Option<Instant>,
    /// The delayed-ACK timer (RFC 9293 §3.8.6.3).
    pub(super) delayed_ack: Option<Instant>,
    /// Keep-alive (RFC 9293 §3.8.4).
    pub(super) keep_alive: Option<Instant>,
    /// An orphan's patience in FIN-WAIT-2.
    pub(super) fin_wait_2: Option<Instant>,
    /// The user time-out (RFC 9293 §3.10.8).
    pub(super) user: Option<Instant>,
}
