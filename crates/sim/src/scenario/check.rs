//! Whether a scenario makes sense, and what to change if not.

use super::{Action, Arp, DeviceKind, Scenario};
use crate::world::mac_of;
use std::net::Ipv4Addr;
use wireglass_core::addr::MacAddr;
use wireglass_core::addr::mask::Mask;
use wireglass_core::addr::network::Network;

/// Why a scenario cannot be run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScenarioError {
    /// Nothing to run.
    NoHosts,
    /// Two interfaces on one link, or joined by switches, have the same address.
    DuplicateAddress {
        /// The address.
        address: Ipv4Addr,
        /// The hosts' names.
        hosts: [String; 2],
    },
    /// A link, program or action names a host or device that is not there.
    UnknownHost {
        /// The number it used.
        index: usize,
        /// How many there are.
        hosts: usize,
    },
    /// A fault or an action means a link that is not there.
    UnknownLink {
        /// The number it used.
        index: usize,
        /// How many there are.
        links: usize,
    },
    /// A program is to run on a device that runs none: a hub, a switch, a modem.
    RunsNothing {
        /// Its name.
        device: String,
    },
    /// A link's two ends are the same host.
    LinkToItself {
        /// Its name.
        host: String,
    },
    /// A host has no link, or more than its one interface can take.
    LinkCount {
        /// Its name.
        host: String,
        /// How many links it has.
        links: usize,
    },
    /// A link is plugged in where there is no port.
    NoSuchPort {
        /// The device.
        device: String,
        /// The port, counted from 0.
        port: u16,
        /// How many it has.
        ports: u16,
    },
    /// Two links are plugged in at the same port.
    PortTaken {
        /// The device.
        device: String,
        /// The port, counted from 0.
        port: u16,
    },
    /// An address's prefix is longer than 32 bits.
    PrefixTooLong {
        /// Whose.
        host: String,
        /// The prefix.
        prefix: u8,
    },
    /// A gateway is on no network of the host that is to use it.
    GatewayElsewhere {
        /// The host or router.
        host: String,
        /// The gateway.
        gateway: Ipv4Addr,
    },
    /// The outer interface of a home router is not there.
    NoOutside {
        /// The router.
        router: String,
        /// The port it names.
        port: u16,
    },
    /// Two port mappings of a home router want the same port.
    ForwardTaken {
        /// The router.
        router: String,
        /// The port outside.
        port: u16,
    },
}

/// An interface that has an address.
struct Addressed<'a> {
    name: &'a str,
    node: usize,
    port: u16,
    address: Ipv4Addr,
    prefix: u8,
}

impl Scenario {
    /// How many nodes there are: hosts, then devices.
    pub fn nodes(&self) -> usize {
        self.hosts.len() + self.devices.len()
    }

    /// The name of a node.
    pub(super) fn name(&self, node: usize) -> String {
        let host = self.hosts.get(node).map(|host| &host.name);
        let device = || self.devices.get(node - self.hosts.len()).map(|device| &device.name);
        host.or_else(device).cloned().unwrap_or_default()
    }

    /// The MAC address of a host's or a router's interface, by node and port.
    pub fn mac(&self, node: usize, port: u16) -> MacAddr {
        let own = self.hosts.get(node).and_then(|host| host.mac);
        own.unwrap_or_else(|| mac_of(node, port))
    }

    /// How many ports a node has.
    pub(crate) fn ports(&self, node: usize) -> u16 {
        match node.checked_sub(self.hosts.len()) {
            None => 1,
            Some(device) => self.devices.get(device).map_or(0, |device| device.kind.ports()),
        }
    }

    /// Checks everything [`World`](crate::World) relies on.
    ///
    /// # Errors
    /// The first thing found that makes no sense.
    pub fn check(&self) -> Result<(), ScenarioError> {
        if self.hosts.is_empty() {
            return Err(ScenarioError::NoHosts);
        }
        self.check_names()?;
        self.check_links()?;
        self.check_addresses()?;
        self.check_gateways()?;
        self.check_nat()
    }

    fn check_names(&self) -> Result<(), ScenarioError> {
        let ends = self.links.iter().flat_map(|link| link.ends);
        let known = |index: usize, hosts: usize| {
            (index >= hosts).then_some(ScenarioError::UnknownHost { index, hosts })
        };
        let named = self.actions.iter().filter_map(|(_, action)| match action {
            Action::Inject(injection) => Some(injection.to),
            _ => None,
        });
        let places = self.programs.iter().map(|program| program.host);
        let powered = self.actions.iter().filter_map(|(_, action)| match action {
            Action::PowerOff(node) | Action::PowerOn(node) => Some(*node),
            _ => None,
        });
        let switched = self.actions.iter().filter_map(|(_, action)| match action {
            Action::CutLink(link) | Action::MendLink(link) => Some(*link),
            _ => None,
        });
        let links = self.links.len();
        let mut on_links = self.faults.iter().filter_map(|fault| fault.on.link).chain(switched);
        if let Some(index) = on_links.find(|link| *link >= links) {
            return Err(ScenarioError::UnknownLink { index, links });
        }
        let senders = self.faults.iter().filter_map(|fault| fault.on.from);
        let wrong = ends
            .chain(powered)
            .chain(senders)
            .chain(places.clone())
            .filter_map(|index| known(index, self.nodes()))
            .chain(named.filter_map(|index| known(index, self.hosts.len())))
            .next();
        let mut idle = places.filter(|node| {
            let device = node.checked_sub(self.hosts.len()).and_then(|at| self.devices.get(at));
            device.is_some_and(|device| !matches!(device.kind, DeviceKind::Router(_)))
        });
        let wrong = wrong.or_else(|| {
            idle.next().map(|node| ScenarioError::RunsNothing { device: self.name(node) })
        });
        wrong.map_or(Ok(()), Err)
    }

    fn check_links(&self) -> Result<(), ScenarioError> {
        if let Some(link) = self.links.iter().find(|link| link.ends[0] == link.ends[1]) {
            return Err(ScenarioError::LinkToItself { host: self.name(link.ends[0]) });
        }
        for (index, host) in self.hosts.iter().enumerate() {
            let links = self.links.iter().filter(|link| link.ends.contains(&index)).count();
            if links != 1 {
                return Err(ScenarioError::LinkCount { host: host.name.clone(), links });
            }
        }
        let mut taken = Vec::new();
        for link in &self.links {
            for (node, port) in link.ends.into_iter().zip(link.ports) {
                let (device, ports) = (self.name(node), self.ports(node));
                if port >= ports {
                    return Err(ScenarioError::NoSuchPort { device, port, ports });
                }
                if taken.contains(&(node, port)) {
                    return Err(ScenarioError::PortTaken { device, port });
                }
                taken.push((node, port));
            }
        }
        Ok(())
    }

    fn addressed(&self) -> Vec<Addressed<'_>> {
        let hosts = self.hosts.iter().enumerate().filter_map(|(node, host)| {
            let (name, prefix) = (host.name.as_str(), host.prefix);
            Some(Addressed { name, node, port: 0, address: host.address?, prefix })
        });
        let routers = self.devices.iter().enumerate().flat_map(|(index, device)| {
            let interfaces = match &device.kind {
                DeviceKind::Router(router) => router.interfaces.as_slice(),
                _ => &[],
            };
            (0..).zip(interfaces).map(move |(port, interface)| Addressed {
                name: &device.name,
                node: self.hosts.len() + index,
                port,
                address: interface.address,
                prefix: interface.prefix,
            })
        });
        hosts.chain(routers).collect()
    }

    fn check_addresses(&self) -> Result<(), ScenarioError> {
        let all = self.addressed();
        if let Some(wrong) = all.iter().find(|one| one.prefix > 32) {
            let (host, prefix) = (wrong.name.to_owned(), wrong.prefix);
            return Err(ScenarioError::PrefixTooLong { host, prefix });
        }
        // Who has to ask for addresses finds out itself that two have the same.
        if self.arp == Arp::Asked {
            return Ok(());
        }
        let segments = self.segments();
        for (i, a) in all.iter().enumerate() {
            let same = |b: &&Addressed<'_>| {
                a.address == b.address && segments.of(a.node, a.port) == segments.of(b.node, b.port)
            };
            if let Some(b) = all[i + 1..].iter().find(same) {
                return Err(ScenarioError::DuplicateAddress {
                    address: a.address,
                    hosts: [a.name.to_owned(), b.name.to_owned()],
                });
            }
        }
        Ok(())
    }

    fn check_gateways(&self) -> Result<(), ScenarioError> {
        let all = self.addressed();
        let on_network = |node: usize, gateway: Ipv4Addr| {
            let mut own = all.iter().filter(|one| one.node == node);
            own.any(|one| network(one.address, one.prefix).contains(gateway))
        };
        let of_hosts =
            self.hosts.iter().enumerate().filter_map(|(node, host)| Some((node, host.gateway?)));
        let of_routers = self.devices.iter().enumerate().flat_map(|(index, device)| {
            let routes = match &device.kind {
                DeviceKind::Router(router) => router.routes.as_slice(),
                _ => &[],
            };
            routes.iter().map(move |route| (self.hosts.len() + index, route.gateway))
        });
        for (node, gateway) in of_hosts.chain(of_routers) {
            if !on_network(node, gateway) {
                return Err(ScenarioError::GatewayElsewhere { host: self.name(node), gateway });
            }
        }
        let mut routes = self.devices.iter().filter_map(|device| match &device.kind {
            DeviceKind::Router(router) => Some((device, &router.routes)),
            _ => None,
        });
        let long = routes.find_map(|(device, routes)| {
            let prefix = routes.iter().map(|route| route.prefix).find(|prefix| *prefix > 32)?;
            Some(ScenarioError::PrefixTooLong { host: device.name.clone(), prefix })
        });
        long.map_or(Ok(()), Err)
    }

    fn check_nat(&self) -> Result<(), ScenarioError> {
        for device in &self.devices {
            let DeviceKind::Router(router) = &device.kind else { continue };
            let Some(nat) = &router.nat else { continue };
            let name = || device.name.clone();
            if usize::from(nat.outside) >= router.interfaces.len() {
                return Err(ScenarioError::NoOutside { router: name(), port: nat.outside });
            }
            for (i, one) in nat.forwards.iter().enumerate() {
                let same = |other: &super::ForwardSpec| {
                    other.kind == one.kind
                        && (other.port == one.port
                            || (other.to, other.to_port) == (one.to, one.to_port))
                };
                if nat.forwards[i + 1..].iter().any(same) {
                    return Err(ScenarioError::ForwardTaken { router: name(), port: one.port });
                }
            }
        }
        Ok(())
    }

    /// Which ports hear each other's broadcasts: those joined by links, hubs, switches
    /// and modems.
    pub(crate) fn segments(&self) -> Segments {
        let mut parts = Segments::default();
        for node in 0..self.nodes() {
            parts.first.push(parts.parent.len());
            let ports = usize::from(self.ports(node));
            parts.parent.extend(parts.parent.len()..parts.parent.len() + ports);
        }
        for (index, device) in self.devices.iter().enumerate() {
            if !matches!(device.kind, DeviceKind::Router(_)) {
                let node = self.hosts.len() + index;
                for port in 1..device.kind.ports() {
                    parts.join((node, 0), (node, port));
                }
            }
        }
        for link in &self.links {
            parts.join((link.ends[0], link.ports[0]), (link.ends[1], link.ports[1]));
        }
        parts
    }
}

/// A partition of all ports (union-find).
#[derive(Clone, Debug, Default)]
pub(crate) struct Segments {
    /// For each node, the number of its first port.
    first: Vec<usize>,
    parent: Vec<usize>,
}

impl Segments {
    /// The segment a port is on.
    pub(crate) fn of(&self, node: usize, port: u16) -> usize {
        let mut at = self.first[node] + usize::from(port);
        while self.parent[at] != at {
            at = self.parent[at];
        }
        at
    }

    fn join(&mut self, a: (usize, u16), b: (usize, u16)) {
        let (a, b) = (self.of(a.0, a.1), self.of(b.0, b.1));
        self.parent[a.max(b)] = a.min(b);
    }
}

/// The network an address is in. A prefix longer than an address counts as its length.
pub(crate) fn network(address: Ipv4Addr, prefix: u8) -> Network {
    Network::containing(address, Mask::new(prefix).unwrap_or(Mask::MAX))
}
