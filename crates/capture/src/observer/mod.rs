//! The passive observer: what both ends of a TCP conversation must have been
//! thinking, inferred from the segments that passed one place on the wire.
//!
//! [`conversations`] goes over a capture twice, in the file's order, and lists
//! its TCP conversations with the states both sides ended in and everything out
//! of the ordinary. [`observe`] turns one of them into a
//! [`Trace`](wireglass_trace::Trace), the same that the simulator makes.
//!
//! | module    | what it does                                                             |
//! |-----------|--------------------------------------------------------------------------|
//! | `segment` | the part of a frame that matters here, with 64-bit sequence numbers      |
//! | `flows`   | which packets belong to which conversation                               |
//! | `analyse` | first pass: retransmissions, losses, windows; facts that later prove states |
//! | `machine` | second pass: states and variables of both endpoints                      |
//! | `record`  | writes the second pass down as a trace                                   |
//!
//! ## What is assumed
//! There is one vantage point. A segment that was seen was sent; that it also
//! *arrived* is assumed unless its bytes were sent again before anything
//! acknowledged them. Sending and arriving coincide, since the delay on either
//! side of the vantage point is unknown ([`Origin::Captured`] says so). Two
//! exceptions follow from the numbers themselves: SYNs, and FINs, that cross.
//!
//! What is not known stays unset. A capture that begins midway shows no state
//! until one follows: if both sides still send data or a FIN later on, neither
//! had closed, so both were ESTABLISHED. Such a state, found rather than
//! entered, is a `StateChanged` whose `from` and `to` are the same. Windows are
//! only given once the handshake has told their scale.
//!
//! [`Origin::Captured`]: wireglass_trace::Origin::Captured

mod analyse;
mod flows;
mod machine;
mod record;
mod segment;

pub use flows::conversations;
pub use record::observe;

use analyse::Facts;
use serde::Serialize;
use std::net::SocketAddr;
use wireglass_core::tcp::State;
use wireglass_trace::Anomaly;

/// A TCP conversation in a capture: one connection, from its SYN (or from where
/// the capture begins) to its end (or to that of the capture).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conversation {
    /// The two ends. The first sent the first SYN or, without one, the first segment.
    pub endpoints: [SocketAddr; 2],
    /// Its packets, as indices in [`Capture::packets`](crate::Capture::packets).
    pub packets: Vec<u32>,
    /// Bytes of all its packets on the wire, headers included.
    pub bytes: u64,
    /// When the earliest of its packets passed, in nanoseconds since 1970.
    pub first_ns: u64,
    /// When the latest passed.
    pub last_ns: u64,
    /// The opening SYN is not in the capture.
    pub began_midway: bool,
    /// The state each end was in after the last packet, where it is known.
    pub states: [Option<State>; 2],
    /// Every state each end has been in, in order, the last one last.
    pub visited: [Vec<State>; 2],
    /// What was out of the ordinary, in the order of packets.
    pub anomalies: Vec<Unusual>,
    /// For each end: all its checksums are wrong, so they were left to the network card of the
    /// machine that captured. Not reported as anomalies.
    pub checksum_offload: [bool; 2],
    facts: Facts,
}

/// Something out of the ordinary about a packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Unusual {
    /// Which packet, as index in the capture.
    pub packet: u32,
    /// What about it.
    pub anomaly: Anomaly,
}

#[cfg(test)]
mod script;
#[cfg(test)]
mod tests;
