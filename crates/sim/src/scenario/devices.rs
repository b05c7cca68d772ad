//! What a scenario says about devices.

use std::net::Ipv4Addr;
use wireglass_core::nat;
use wireglass_core::time::Duration;
use wireglass_trace::NodeKind;

/// A device that is no host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceSpec {
    /// Its name, as shown.
    pub name: String,
    /// What it is.
    pub kind: DeviceKind,
}

/// What a device is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeviceKind {
    /// Repeats what comes in through every other port.
    Hub {
        /// How many ports it has.
        ports: u16,
    },
    /// Passes frames on by MAC address.
    Switch(SwitchSpec),
    /// Passes packets on by IP address.
    Router(RouterSpec),
    /// Changes the medium and nothing else; it has two ports.
    Modem,
    /// A door to a real network, with one port: frames that come to it leave the world, and
    /// others come in by it (see [`World::handle_incoming`](crate::World::handle_incoming)).
    Outside,
}

/// A switch. Without a spanning tree, a loop of switches floods without end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SwitchSpec {
    /// How many ports it has.
    pub ports: u16,
    /// How long an address is remembered after it was last heard.
    pub ageing: Duration,
    /// How many addresses it can remember.
    pub table_limit: u32,
    /// The first half of its identifier in the spanning tree, if it takes part in one: the
    /// switch with the lowest is the root; usually 32,768.
    pub spanning_tree: Option<u16>,
}

impl SwitchSpec {
    /// A switch that remembers 1,024 addresses for five minutes.
    pub const fn with_ports(ports: u16) -> Self {
        Self { ports, ageing: Duration::from_secs(300), table_limit: 1024, spanning_tree: None }
    }
}

/// A router.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouterSpec {
    /// Its interfaces; their places are its ports.
    pub interfaces: Vec<InterfaceSpec>,
    /// Its routes beyond the networks it is on.
    pub routes: Vec<RouteSpec>,
    /// What it shares one address by, if it does.
    pub nat: Option<NatSpec>,
}

/// An interface with its address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InterfaceSpec {
    /// Its name, such as `eth0`.
    pub name: String,
    /// Its address.
    pub address: Ipv4Addr,
    /// How many bits of it name the network, 0 to 32.
    pub prefix: u8,
}

/// A route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RouteSpec {
    /// Where it leads; bits beyond the prefix do not count.
    pub network: Ipv4Addr,
    /// How many bits count: 0 is the default route.
    pub prefix: u8,
    /// The next router, on a network of an interface.
    pub gateway: Ipv4Addr,
    /// Of several routes to one network the one with the lowest is taken.
    pub metric: u32,
}

/// How a home router shares its outer address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NatSpec {
    /// The interface towards the Internet, by place.
    pub outside: u16,
    /// Ports that lead inside.
    pub forwards: Vec<ForwardSpec>,
}

/// A port of the outer address that leads inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ForwardSpec {
    /// TCP or UDP.
    pub kind: nat::Kind,
    /// The port outside.
    pub port: u16,
    /// The host inside.
    pub to: Ipv4Addr,
    /// Its port.
    pub to_port: u16,
}

impl DeviceKind {
    /// How many ports it has.
    pub fn ports(&self) -> u16 {
        match self {
            Self::Hub { ports } => *ports,
            Self::Switch(switch) => switch.ports,
            Self::Router(router) => u16::try_from(router.interfaces.len()).unwrap_or(u16::MAX),
            Self::Modem => 2,
            Self::Outside => 1,
        }
    }

    /// What it is in a trace.
    pub fn node_kind(&self) -> NodeKind {
        match self {
            Self::Hub { .. } => NodeKind::Hub,
            Self::Switch(_) => NodeKind::Switch,
            Self::Router(RouterSpec { nat: None, .. }) => NodeKind::Router,
            Self::Router(_) => NodeKind::HomeRouter,
            Self::Modem => NodeKind::Modem,
            Self::Outside => NodeKind::Outside,
        }
    }
}
