//! The state of an endpoint as it keeps it: each state with what only that
//! state knows. [`State`] is its name for the outside.

use super::State;
use crate::seq::Seq;
use crate::time::Instant;

/// One of the eleven states.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Control {
    /// No connection.
    Closed,
    /// Waiting for a SYN.
    Listen {
        /// The ISS to answer it with. A listening socket has none: its children
        /// answer (see [`super::Endpoint::spawn`]).
        iss: Option<Seq>,
    },
    /// Our SYN is out.
    SynSent,
    /// Both SYNs are out.
    SynReceived {
        /// How we came here.
        opening: Opening,
        /// The user has closed already: the FIN follows the handshake.
        close_queued: bool,
    },
    /// Open.
    Established,
    /// Our FIN is not acknowledged yet.
    FinWait1,
    /// It is.
    FinWait2,
    /// The peer has closed.
    CloseWait,
    /// Both have; our FIN is not acknowledged yet.
    Closing,
    /// Both have, the peer first; our FIN is not acknowledged yet.
    LastAck,
    /// Waiting for old segments to die.
    TimeWait {
        /// When 2MSL are over.
        until: Instant,
    },
}

/// How a connection in SYN-RECEIVED was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Opening {
    /// From LISTEN: on failure it goes back there and nobody is told.
    Passive {
        /// The ISS it listened with.
        iss: Seq,
    },
    /// From SYN-SENT: both ends opened at once.
    Simultaneous,
}

impl Control {
    /// Its name.
    pub(super) const fn state(self) -> State {
        match self {
            Self::Closed => State::Closed,
            Self::Listen { .. } => State::Listen,
            Self::SynSent => State::SynSent,
            Self::SynReceived { .. } => State::SynReceived,
            Self::Established => State::Established,
            Self::FinWait1 => State::FinWait1,
            Self::FinWait2 => State::FinWait2,
            Self::CloseWait => State::CloseWait,
            Self::Closing => State::Closing,
            Self::LastAck => State::LastAck,
            Self::TimeWait { .. } => State::TimeWait,
        }
    }

    /// Whether text and FIN may be put on the wire.
    pub(super) const fn may_transmit(self) -> bool {
        matches!(
            self,
            Self::Established | Self::FinWait1 | Self::CloseWait | Self::Closing | Self::LastAck
        )
    }
}
