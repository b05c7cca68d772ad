//! The timers of an endpoint.

use serde::Serialize;

/// A timer of a TCP endpoint. At most one of each kind runs at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Timer {
    /// The retransmission time-out, RTO (RFC 6298).
    Retransmission,
    /// Probes a window the peer has closed (RFC 9293 §3.8.6.1).
    Persist,
    /// An acknowledgement waits for something to ride on (RFC 9293 §3.8.6.3).
    DelayedAck,
    /// 2MSL in TIME-WAIT (RFC 9293 §3.6.1).
    TimeWait,
    /// The connection has been idle: is the peer still there? (RFC 9293 §3.8.4)
    KeepAlive,
    /// An orphan waits for the peer's FIN no longer than this.
    FinWait2,
    /// The user time-out: give up (RFC 9293 §3.8.3, §3.10.8).
    User,
}

impl Timer {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Retransmission,
        Self::Persist,
        Self::DelayedAck,
        Self::TimeWait,
        Self::KeepAlive,
        Self::FinWait2,
        Self::User,
    ];
}
