//! The eleven states (RFC 9293 §3.3.2), as the outside world sees them.

use serde::{Serialize, Serializer};
use std::fmt;

/// A state of a TCP connection (RFC 9293 §3.3.2). CLOSED counts: it is the
/// state of a connection that does not exist, and the table starts and ends
/// with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// No connection.
    Closed,
    /// Waiting for a SYN from any remote TCP.
    Listen,
    /// A SYN was sent, none has arrived.
    SynSent,
    /// A SYN was sent and one has arrived; ours is not acknowledged yet.
    SynReceived,
    /// Open: data flows both ways.
    Established,
    /// We closed first; our FIN is not acknowledged yet.
    FinWait1,
    /// Our FIN is acknowledged; the other side may still send.
    FinWait2,
    /// The other side closed first; our application has not closed yet.
    CloseWait,
    /// Both closed at once; our FIN is not acknowledged yet.
    Closing,
    /// The other side closed first, then we did; our FIN is not acknowledged yet.
    LastAck,
    /// Waiting 2MSL so that a lost last ACK can be repeated and old segments die.
    TimeWait,
}

/// The five families the states are coloured by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// CLOSED and LISTEN: nothing is happening.
    Idle,
    /// SYN-SENT and SYN-RECEIVED: opening.
    Opening,
    /// ESTABLISHED.
    Open,
    /// FIN-WAIT-1 and -2, CLOSE-WAIT, CLOSING and LAST-ACK: closing.
    Closing,
    /// TIME-WAIT.
    Waiting,
}

impl State {
    /// All eleven, in the RFC's order.
    pub const ALL: [Self; 11] = [
        Self::Closed,
        Self::Listen,
        Self::SynSent,
        Self::SynReceived,
        Self::Established,
        Self::FinWait1,
        Self::FinWait2,
        Self::CloseWait,
        Self::Closing,
        Self::LastAck,
        Self::TimeWait,
    ];

    /// The RFC's name, such as `SYN-RECEIVED`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Closed => "CLOSED",
            Self::Listen => "LISTEN",
            Self::SynSent => "SYN-SENT",
            Self::SynReceived => "SYN-RECEIVED",
            Self::Established => "ESTABLISHED",
            Self::FinWait1 => "FIN-WAIT-1",
            Self::FinWait2 => "FIN-WAIT-2",
            Self::CloseWait => "CLOSE-WAIT",
            Self::Closing => "CLOSING",
            Self::LastAck => "LAST-ACK",
            Self::TimeWait => "TIME-WAIT",
        }
    }

    /// The family it is coloured by.
    pub const fn family(self) -> Family {
        match self {
            Self::Closed | Self::Listen => Family::Idle,
            Self::SynSent | Self::SynReceived => Family::Opening,
            Self::Established => Family::Open,
            Self::FinWait1 | Self::FinWait2 | Self::CloseWait | Self::Closing | Self::LastAck => {
                Family::Closing
            }
            Self::TimeWait => Family::Waiting,
        }
    }

    /// A "synchronized" state: both sides have seen each other's SYN (RFC 9293 §3.3.2).
    pub const fn is_synchronized(self) -> bool {
        !matches!(self, Self::Closed | Self::Listen | Self::SynSent | Self::SynReceived)
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl Serialize for State {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}
