//! The things events happen to.

use crate::{Anomaly, Bytes, EventId, FrameId, LinkId, NodeId, SocketId};
use serde::Serialize;
use std::net::{IpAddr, SocketAddr};
use wireglass_core::addr::MacAddr;
use wireglass_core::wire::LinkType;

/// Where a trace comes from, which decides what can be known and done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// The simulator: everything is known, and what-ifs can branch from it.
    #[default]
    Simulated,
    /// A capture: one place on the wire saw the segments pass. Sending and
    /// arriving coincide, and the endpoints' insides are inferred.
    Captured,
}

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NodeKind {
    /// A host with sockets.
    Host,
}

/// A node.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Node {
    /// Its name, as the scenario or the capture gives it.
    pub name: String,
    /// What it is.
    pub kind: NodeKind,
    /// Its IP addresses.
    pub addresses: Vec<IpAddr>,
    /// Its link-layer address, where known.
    pub mac: Option<MacAddr>,
}

/// A link between two nodes.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Link {
    /// The two ends.
    pub ends: [NodeId; 2],
    /// How its frames begin.
    pub link_type: LinkType,
}

/// A task that makes system calls.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Task {
    /// On which host.
    pub node: NodeId,
    /// Its name.
    pub name: String,
}

/// A TCP socket: a listener, or the endpoint of one connection.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Socket {
    /// On which host.
    pub node: NodeId,
    /// Its own address and port.
    pub local: SocketAddr,
    /// The other side's, once it is known.
    pub remote: Option<SocketAddr>,
    /// The listener it came from.
    pub parent: Option<SocketId>,
    /// Whether it is a listener.
    pub listening: bool,
}

/// A frame on a link.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Frame {
    /// Which link.
    pub link: LinkId,
    /// Who put it there.
    pub from: NodeId,
    /// Who is at the other end.
    pub to: NodeId,
    /// Its bytes as sent.
    pub bytes: Bytes,
    /// How long it really was, where a capture kept only its beginning.
    pub original_len: u32,
    /// Its bytes as received, where they differ.
    pub received: Option<Bytes>,
    /// The event of its sending.
    pub sent: Option<EventId>,
    /// The event of its arrival or loss, once that has happened.
    pub end: Option<EventId>,
    /// Whether it arrived.
    pub arrived: bool,
    /// The frame it is a copy of, made on the way.
    pub copy_of: Option<FrameId>,
    /// The socket that sent it, where known.
    pub socket: Option<SocketId>,
    /// What is out of the ordinary about it.
    pub anomalies: Anomalies,
}

/// A set of [`Anomaly`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Anomalies(u32);

impl Anomalies {
    /// Adds one.
    pub fn insert(&mut self, anomaly: Anomaly) {
        self.0 |= 1 << anomaly as u8;
    }

    /// Whether it holds `anomaly`.
    pub const fn contains(self, anomaly: Anomaly) -> bool {
        self.0 & (1 << anomaly as u8) != 0
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Each one held, in the order of [`Anomaly::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Anomaly> {
        Anomaly::ALL.into_iter().filter(move |anomaly| self.contains(*anomaly))
    }

    /// Whether the frame carries bytes that were on the wire before.
    pub fn is_retransmission(self) -> bool {
        self.iter().any(Anomaly::is_retransmission)
    }
}
