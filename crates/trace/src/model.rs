//! The things events happen to.

use crate::{Anomaly, Bytes, EventId, FrameId, LinkId, NodeId, Row, SocketId};
use serde::Serialize;
use std::net::{IpAddr, SocketAddr};
use wireglass_core::addr::MacAddr;
use wireglass_core::time::Duration;
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
    /// A host with sockets: a PC.
    Host,
    /// A host that others ask for something.
    Server,
    /// Repeats what comes in on a port through every other.
    Hub,
    /// Passes frames on by MAC address.
    Switch,
    /// Passes packets on by IP address.
    Router,
    /// A router that shares one address among a home.
    HomeRouter,
    /// Turns one kind of signal into another and changes nothing else.
    Modem,
    /// Whatever is beyond the simulated network: a real one. Only its frames are known.
    Outside,
}

impl NodeKind {
    /// Whether programs run on it.
    pub const fn is_host(self) -> bool {
        matches!(self, Self::Host | Self::Server)
    }
}

/// An address of an interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Address {
    /// The address.
    pub ip: IpAddr,
    /// How many bits of it name the network; a capture does not tell.
    pub prefix: Option<u8>,
}

/// A place on a node where a link can be plugged in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Interface {
    /// Its name, such as `eth0`.
    pub name: String,
    /// Its link-layer address; ports of hubs and modems have none.
    pub mac: Option<MacAddr>,
    /// The addresses it begins with.
    pub addresses: Vec<Address>,
}

/// A node.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Node {
    /// Its name, as the scenario or the capture gives it.
    pub name: String,
    /// What it is.
    pub kind: NodeKind,
    /// Its interfaces. Everything that is about one names it by its place here: its port.
    pub interfaces: Vec<Interface>,
    /// The rows its tables begin with, and again after it was off.
    pub rows: Vec<Row>,
}

impl Node {
    /// A host with one interface, of whose networks nothing is known.
    pub fn host(name: impl Into<String>, addresses: &[IpAddr], mac: Option<MacAddr>) -> Self {
        let addresses = addresses.iter().map(|ip| Address { ip: *ip, prefix: None }).collect();
        let interfaces = vec![Interface { name: "eth0".to_owned(), mac, addresses }];
        Self { name: name.into(), kind: NodeKind::Host, interfaces, rows: Vec::new() }
    }

    /// The addresses of all its interfaces.
    pub fn addresses(&self) -> impl Iterator<Item = IpAddr> {
        self.interfaces.iter().flat_map(|interface| &interface.addresses).map(|address| address.ip)
    }

    /// The MAC address of its first interface that has one.
    pub fn mac(&self) -> Option<MacAddr> {
        self.interfaces.iter().find_map(|interface| interface.mac)
    }
}

/// An end of a link: a node's interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct End {
    /// The node.
    pub node: NodeId,
    /// Its interface, by place.
    pub port: u16,
}

/// What the signals of a link run through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Medium {
    /// Electrical: an Ethernet cable.
    #[default]
    TwistedPair,
    /// Electrical: the telephone line of a home, where a modem is needed.
    TelephoneLine,
    /// Light in glass.
    Fibre,
    /// Radio waves.
    Radio,
}

/// A link between two nodes.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Link {
    /// The two ends.
    pub ends: [End; 2],
    /// How its frames begin.
    pub link_type: LinkType,
    /// What it is made of.
    pub medium: Medium,
    /// How long a signal takes from one end to the other; no capture tells.
    pub delay: Option<Duration>,
}

impl Link {
    /// A cable between the first interfaces of two nodes.
    pub fn between(nodes: [NodeId; 2], link_type: LinkType) -> Self {
        let ends = nodes.map(|node| End { node, port: 0 });
        Self { ends, link_type, medium: Medium::default(), delay: None }
    }

    /// The two nodes.
    pub fn nodes(&self) -> [NodeId; 2] {
        self.ends.map(|end| end.node)
    }
}

/// A task that makes system calls.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Task {
    /// On which host.
    pub node: NodeId,
    /// Its name; of a command, the line as it was typed.
    pub name: String,
    /// What it is to whoever looks.
    pub kind: TaskKind,
}

/// What a task is to whoever looks at it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TaskKind {
    /// A program of the scenario.
    #[default]
    Program,
    /// A command that somebody typed: it has output, and ends.
    Command,
    /// Something that waits for others to ask.
    Service,
}

/// What a socket speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Transport {
    /// A stream of bytes.
    #[default]
    Tcp,
    /// Datagrams, each for itself.
    Udp,
    /// Echoes of ICMP: what `ping` uses. Its port is the echo's identifier.
    Icmp,
}

/// A socket: a listener, the endpoint of one connection, or where datagrams come in.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Socket {
    /// On which host.
    pub node: NodeId,
    /// What it speaks.
    pub transport: Transport,
    /// Its own address and port.
    pub local: SocketAddr,
    /// The other side's, once it is known.
    pub remote: Option<SocketAddr>,
    /// The listener it came from.
    pub parent: Option<SocketId>,
    /// Whether it is a listener.
    pub listening: bool,
}

/// What a call sent or got without a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Datagram {
    /// The other side. An echo has no port: it is 0.
    pub peer: SocketAddr,
    /// The bytes.
    pub data: Bytes,
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
    /// The frame whose content this one carries on: what came in at the device that sent it.
    pub forwarded_from: Option<FrameId>,
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
