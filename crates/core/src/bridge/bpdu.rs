//! What bridges say to each other (IEEE 802.1D-1998 §9.3), as values.

use crate::addr::MacAddr;
use crate::time::Duration;
use crate::wire::ethernet::{self, EtherType};
use crate::wire::stp;
use serde::Serialize;
use std::fmt;

/// Who a bridge is: the lower, the better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct BridgeId {
    /// What a network's manager may set; 32,768 unless changed.
    pub priority: u16,
    /// The bridge's own address, which makes the identifier unique.
    pub mac: MacAddr,
}

impl fmt::Display for BridgeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.priority, self.mac)
    }
}

/// Which port of a bridge: priority in the upper byte, number (from 1) in the lower.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct PortId(pub u16);

/// A length of time as BPDUs carry it: in units of 1/256 second.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Ticks(pub u16);

impl Ticks {
    /// Nanoseconds in one tick: exact.
    const NANOS: u64 = 1_000_000_000 / 256;

    /// `secs` whole seconds, at most 255.
    pub const fn from_secs(secs: u8) -> Self {
        Self((secs as u16) << 8)
    }

    /// The same in model time.
    pub const fn duration(self) -> Duration {
        Duration::from_nanos(self.0 as u64 * Self::NANOS)
    }

    /// The least number of ticks that are not shorter than `duration`.
    pub fn at_least(duration: Duration) -> Self {
        Self(u16::try_from(duration.as_nanos().div_ceil(Self::NANOS)).unwrap_or(u16::MAX))
    }
}

/// Four numbers that say how good a message is: compared one after the other, the lower the better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Vector {
    /// Who is taken for the root.
    pub root: BridgeId,
    /// What the path from the sender to it costs.
    pub cost: u32,
    /// Who says so.
    pub bridge: BridgeId,
    /// Through which of its ports.
    pub port: PortId,
}

/// A configuration message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Configuration {
    /// How good it is.
    pub vector: Vector,
    /// How long ago the root said it.
    pub message_age: Ticks,
    /// How old it may become: the root's setting.
    pub max_age: Ticks,
    /// How often the root speaks: its setting.
    pub hello: Ticks,
    /// How long to listen and to learn: the root's setting.
    pub forward_delay: Ticks,
    /// The topology changes: forget addresses sooner.
    pub topology_change: bool,
    /// I have heard of your change.
    pub acknowledges_change: bool,
}

/// A bridge protocol data unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum Bpdu {
    /// From the root outwards.
    Configuration(Configuration),
    /// Towards the root: something has changed.
    TopologyChange,
}

impl From<BridgeId> for stp::BridgeId {
    fn from(id: BridgeId) -> Self {
        Self { priority: id.priority, mac: id.mac }
    }
}

impl From<stp::BridgeId> for BridgeId {
    fn from(id: stp::BridgeId) -> Self {
        Self { priority: id.priority, mac: id.mac }
    }
}

impl From<&Bpdu> for stp::Bpdu {
    fn from(bpdu: &Bpdu) -> Self {
        let Bpdu::Configuration(it) = bpdu else { return Self::Notification };
        Self::Configuration(stp::Configuration {
            topology_change: it.topology_change,
            acknowledgment: it.acknowledges_change,
            root: it.vector.root.into(),
            cost: it.vector.cost,
            bridge: it.vector.bridge.into(),
            port: it.vector.port.0,
            message_age: it.message_age.0,
            max_age: it.max_age.0,
            hello_time: it.hello.0,
            forward_delay: it.forward_delay.0,
        })
    }
}

impl From<stp::Bpdu> for Bpdu {
    fn from(bpdu: stp::Bpdu) -> Self {
        let stp::Bpdu::Configuration(it) = bpdu else { return Self::TopologyChange };
        Self::Configuration(Configuration {
            vector: Vector {
                root: it.root.into(),
                cost: it.cost,
                bridge: it.bridge.into(),
                port: PortId(it.port),
            },
            message_age: Ticks(it.message_age),
            max_age: Ticks(it.max_age),
            hello: Ticks(it.hello_time),
            forward_delay: Ticks(it.forward_delay),
            topology_change: it.topology_change,
            acknowledges_change: it.acknowledgment,
        })
    }
}

impl Bpdu {
    /// The frame that carries it: from a bridge's port to all bridges, with a length where
    /// others have an `EtherType`, an LLC header, and padding.
    pub fn frame(&self, src: MacAddr) -> Vec<u8> {
        let mut contents = stp::LLC.to_vec();
        stp::Bpdu::from(self).emit(&mut contents);
        let length = u16::try_from(contents.len()).unwrap_or(u16::MAX);
        let ethertype = EtherType::from(length);
        let header = ethernet::Header { dst: super::BRIDGE_GROUP, src, ethertype, vlan: None };
        let mut frame = Vec::new();
        header.emit(&mut frame);
        frame.extend_from_slice(&contents);
        frame.resize(frame.len().max(ethernet::MIN_LEN), 0);
        frame
    }

    /// Reads what a frame carries after its Ethernet header; `None` if that is no BPDU.
    pub fn parse(payload: &[u8]) -> Option<Self> {
        let bpdu = payload.strip_prefix(&stp::LLC)?;
        stp::Bpdu::parse(bpdu).ok().map(Self::from)
    }
}
