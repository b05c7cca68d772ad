//! What will not work as its author thinks, found while it is typed.
//!
//! Only what is there is judged: of an address that is half typed nothing is said here, as the
//! format's own check says it. Every finding names the place where it can be mended.

mod services;

use super::sketch::{Port, Sketch, address};
use super::{Document, Kind};
use std::collections::BTreeMap;
use std::net::Ipv4Addr;
use wireglass_core::addr::network::Role;
use wireglass_core::addr::{Interface, Network, class};

/// Something to tell about a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Where it can be mended.
    pub place: Place,
    /// What it is.
    pub kind: FindingKind,
}

/// A place in a document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A node as a whole.
    Node(String),
    /// The address of a node's interface, by place.
    Address(String, usize),
    /// A node's gateway.
    Gateway(String),
    /// One of a node's name servers, by place.
    NameServer(String, usize),
    /// One of a node's routes, by place.
    Route(String, usize),
    /// A link, by place.
    Link(usize),
    /// A DHCP server, by place in the file's list.
    Dhcp(usize),
    /// A resolver, by place in the file's list.
    Resolver(usize),
}

/// What will not work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FindingKind {
    /// No link leads to it.
    Unplugged,
    /// No link leads to one of its interfaces.
    InterfaceUnplugged {
        /// Which.
        interface: String,
    },
    /// The address names the network itself.
    NetworkAddress {
        /// The network.
        network: Network,
    },
    /// The address means every host of the network.
    BroadcastAddress {
        /// The network.
        network: Network,
    },
    /// No host can have such an address: it is of class D or E, or means this host alone.
    NotAHosts {
        /// The address.
        address: Ipv4Addr,
    },
    /// Another node has the same address.
    DuplicateAddress {
        /// The address.
        address: Ipv4Addr,
        /// The other.
        other: String,
    },
    /// Somebody on the same wire is in another network, and no router there is in both.
    OtherNetwork {
        /// Its own network.
        mine: Network,
        /// The other's.
        theirs: Network,
        /// The other.
        other: String,
    },
    /// A neighbour has another idea of how large their network is.
    OtherPrefix {
        /// Its own.
        mine: Network,
        /// The neighbour's.
        theirs: Network,
        /// The neighbour.
        other: String,
    },
    /// The gateway is not in its own network.
    GatewayElsewhere {
        /// The gateway.
        gateway: Ipv4Addr,
        /// The network.
        network: Network,
    },
    /// The gateway is the host itself.
    GatewayIsSelf,
    /// Nobody on its wire has the gateway's address.
    GatewayNobody {
        /// The gateway.
        gateway: Ipv4Addr,
    },
    /// Whoever has the gateway's address passes nothing on.
    GatewayNoRouter {
        /// The gateway.
        gateway: Ipv4Addr,
        /// Who has it.
        other: String,
    },
    /// A router is on its wire, and it does not know it.
    NoGateway {
        /// The router's address there.
        gateway: Ipv4Addr,
        /// The router.
        other: String,
    },
    /// Two interfaces of one router are in one network: it never passes anything from one to the
    /// other.
    SameNetworkTwice {
        /// The network.
        network: Network,
        /// The two interfaces.
        interfaces: [String; 2],
    },
    /// The way leads through an address that is in none of its networks.
    RouteElsewhere {
        /// The next router, as written.
        gateway: Ipv4Addr,
    },
    /// It asks for an address, and nobody on its wire gives any.
    NobodyGivesAddresses,
    /// Several give addresses away on one wire: whose offer is taken is chance.
    SeveralGiveAddresses {
        /// The other.
        other: String,
    },
    /// The pool is not in the network of the server's interface.
    PoolElsewhere {
        /// The first address of it that is not.
        address: Ipv4Addr,
        /// The network.
        network: Network,
    },
    /// An address of the pool is somebody's own.
    PoolHasTaken {
        /// The address.
        address: Ipv4Addr,
        /// Whose.
        other: String,
    },
    /// The pool holds the address of the network, or of all its hosts.
    PoolHasSpecial {
        /// Which.
        address: Ipv4Addr,
    },
    /// Nobody has the name server's address.
    NameServerNobody {
        /// The address.
        address: Ipv4Addr,
    },
    /// Whoever has the name server's address answers no questions.
    NameServerSilent {
        /// The address.
        address: Ipv4Addr,
        /// Who has it.
        other: String,
    },
    /// Frames go round here without end: a broadcast never stops.
    Loop {
        /// Through which hubs and switches.
        through: Vec<String>,
    },
}

impl FindingKind {
    /// Whether it is no more than a hint: it may well be meant.
    pub const fn is_hint(&self) -> bool {
        matches!(
            self,
            Self::Unplugged
                | Self::InterfaceUnplugged { .. }
                | Self::NoGateway { .. }
                | Self::SeveralGiveAddresses { .. }
                | Self::NameServerNobody { .. }
        )
    }
}

/// What there is to tell about a document, by place.
pub fn check(document: &Document) -> Vec<Finding> {
    let sketch = Sketch::of(document);
    let mut found = Found(Vec::new());
    links(document, &sketch, &mut found);
    for port in &sketch.ports {
        addresses(&sketch, port, &mut found);
    }
    routers(document, &sketch, &mut found);
    hosts(document, &sketch, &mut found);
    services::check(document, &sketch, &mut found);
    loops(document, &sketch, &mut found);
    found.0.sort_by(|a, b| a.place.cmp(&b.place));
    found.0
}

struct Found(Vec<Finding>);

impl Found {
    fn add(&mut self, place: Place, kind: FindingKind) {
        self.0.push(Finding { place, kind });
    }
}

/// Which node, and which of its interfaces where it has several.
fn links(document: &Document, sketch: &Sketch<'_>, found: &mut Found) {
    for (name, _) in document.nodes() {
        let node = || name.to_owned();
        if !sketch.ends.contains_key(name) {
            found.add(Place::Node(node()), FindingKind::Unplugged);
            continue;
        }
        for port in sketch.of_node(name).filter(|port| port.wire.is_none()) {
            let interface = port.name.clone().unwrap_or_default();
            let place = Place::Address(node(), port.index);
            found.add(place, FindingKind::InterfaceUnplugged { interface });
        }
    }
}

fn addresses(sketch: &Sketch<'_>, port: &Port<'_>, found: &mut Found) {
    let Some(own) = port.address else { return };
    let place = || Place::Address(port.node.to_owned(), port.index);
    let network = own.network();
    match own.role() {
        Role::Network => found.add(place(), FindingKind::NetworkAddress { network }),
        Role::Broadcast => found.add(place(), FindingKind::BroadcastAddress { network }),
        Role::Host | Role::LinkEnd | Role::Only => {}
    }
    if !can_be_a_hosts(own.address) {
        found.add(place(), FindingKind::NotAHosts { address: own.address });
    }
    let same = sketch.ports.iter().find(|other| {
        (other.node, other.index) != (port.node, port.index)
            && other.address.is_some_and(|other| other.address == own.address)
            // Behind home routers the same addresses are used again and again.
            && (other.wire == port.wire || !own.address.is_private())
    });
    if let Some(other) = same {
        let (address, other) = (own.address, other.node.to_owned());
        found.add(place(), FindingKind::DuplicateAddress { address, other });
        return;
    }
    strangers(sketch, port, own, found);
}

/// Neighbours that take it for a stranger, and the other way about.
fn strangers(sketch: &Sketch<'_>, port: &Port<'_>, own: Interface, found: &mut Found) {
    let mine = own.network();
    let mut alone = true;
    let mut stranger = None;
    for other in sketch.neighbours(port) {
        let Some(address) = other.address else { continue };
        let theirs = address.network();
        let name = || other.node.to_owned();
        if theirs == mine {
            alone = false;
        } else if theirs.overlaps(mine) {
            let place = Place::Address(port.node.to_owned(), port.index);
            let kind = FindingKind::OtherPrefix { mine, theirs, other: name() };
            found.add(place, kind);
            return;
        } else if stranger.is_none() && !(port.routes && other.routes) {
            stranger = Some((theirs, name()));
        }
    }
    // Two networks on one wire are fine as long as neither has a single member.
    if let Some((theirs, other)) = stranger.filter(|_| alone) {
        let place = Place::Address(port.node.to_owned(), port.index);
        found.add(place, FindingKind::OtherNetwork { mine, theirs, other });
    }
}

fn can_be_a_hosts(address: Ipv4Addr) -> bool {
    use class::Class;
    !address.is_unspecified()
        && !address.is_loopback()
        && matches!(Class::of(address), Class::A | Class::B | Class::C)
}

fn routers(document: &Document, sketch: &Sketch<'_>, found: &mut Found) {
    let file = document.file();
    let homes = file.home_routers.iter().map(|one| one.name.as_str());
    let names = file.routers.iter().map(|one| one.name.as_str()).chain(homes);
    for name in names {
        let mut seen: BTreeMap<Network, &Port<'_>> = BTreeMap::new();
        for port in sketch.of_node(name) {
            let Some(own) = port.address else { continue };
            let network = own.network();
            let Some(first) = seen.insert(network, port) else { continue };
            let interfaces = [first, port].map(|port| port.name.clone().unwrap_or_default());
            let place = Place::Address(name.to_owned(), port.index);
            found.add(place, FindingKind::SameNetworkTwice { network, interfaces });
        }
    }
    for router in &file.routers {
        for (index, route) in router.routes.iter().enumerate() {
            let Some(gateway) = route
                .split_once(" via ")
                .and_then(|(_, rest)| address(rest.split_whitespace().next()?))
            else {
                continue;
            };
            let mut own = sketch.of_node(&router.name).filter_map(|port| port.address);
            if !own.any(|own| own.network().contains(gateway)) {
                let place = Place::Route(router.name.clone(), index);
                found.add(place, FindingKind::RouteElsewhere { gateway });
            }
        }
    }
}

fn hosts(document: &Document, sketch: &Sketch<'_>, found: &mut Found) {
    let file = document.file();
    let hosts = file.hosts.iter().map(|host| (&host.name, host.gateway.as_deref()));
    let homes = file.home_routers.iter().map(|one| (&one.name, one.gateway.as_deref()));
    for (name, gateway) in hosts.chain(homes) {
        // Of a home router it is the interface outside that has a gateway.
        let Some(port) = sketch.of_node(name).last() else { continue };
        let Some(own) = port.address else { continue };
        let place = || Place::Gateway(name.clone());
        let written = gateway.map(str::trim).filter(|text| !text.is_empty());
        let Some(gateway) = written else {
            let router = sketch.neighbours(port).find_map(|other| {
                let address = other.address.filter(|_| other.routes)?;
                own.network().contains(address.address).then_some((address.address, other.node))
            });
            if let Some((gateway, other)) = router {
                let other = other.to_owned();
                found.add(place(), FindingKind::NoGateway { gateway, other });
            }
            continue;
        };
        let Some(gateway) = address(gateway) else { continue };
        if gateway == own.address {
            found.add(place(), FindingKind::GatewayIsSelf);
        } else if !own.network().contains(gateway) {
            let network = own.network();
            found.add(place(), FindingKind::GatewayElsewhere { gateway, network });
        } else if port.wire.is_some() {
            let has =
                |other: &&Port<'_>| other.address.is_some_and(|other| other.address == gateway);
            match sketch.neighbours(port).find(has) {
                None => found.add(place(), FindingKind::GatewayNobody { gateway }),
                Some(other) if !other.routes => {
                    let other = other.node.to_owned();
                    found.add(place(), FindingKind::GatewayNoRouter { gateway, other });
                }
                Some(_) => {}
            }
        }
    }
}

/// Rings of hubs and switches in which no switch speaks the spanning tree protocol.
fn loops(document: &Document, sketch: &Sketch<'_>, found: &mut Found) {
    let cured = |name: &str| {
        let mut switches = document.file().switches.iter();
        switches.any(|switch| switch.name == name && switch.spanning_tree)
    };
    for ring in &sketch.loops {
        let through = way(document, ring.nodes, ring.link);
        if !through.iter().any(|name| cured(name)) {
            found.add(Place::Link(ring.link), FindingKind::Loop { through });
        }
    }
}

/// The shortest way between two nodes over the links before `link`, through hubs, switches and
/// modems only.
fn way(document: &Document, [from, to]: [&str; 2], link: usize) -> Vec<String> {
    let passes =
        |name: &str| matches!(document.kind(name), Some(Kind::Hub | Kind::Switch | Kind::Modem));
    let known = |name: &str| document.kind(name).is_some();
    let mut ways: BTreeMap<&str, Vec<&str>> = BTreeMap::from([(from, vec![from])]);
    let mut edge = vec![from];
    while !edge.is_empty() && !ways.contains_key(to) {
        let mut next = Vec::new();
        for at in edge {
            let before = ways.get(at).cloned().unwrap_or_default();
            for other in document.links().0.iter().take(link) {
                let ends: Vec<&str> =
                    other.ends.iter().map(|text| super::end(&known, text).0).collect();
                let [a, b] = ends.as_slice() else { continue };
                let there = match (*a == at, *b == at) {
                    (true, false) => *b,
                    (false, true) => *a,
                    _ => continue,
                };
                if passes(there) && !ways.contains_key(there) {
                    let mut way = before.clone();
                    way.push(there);
                    ways.insert(there, way);
                    next.push(there);
                }
            }
        }
        edge = next;
    }
    let found = ways.remove(to).unwrap_or_else(|| vec![from]);
    found.into_iter().map(str::to_owned).collect()
}
