//! A host or a router: Ethernet and ARP in and out here; IPv4 in `ip`, what it
//! carries in `icmp`, `udp` and `tcp`; what programs ask for in `calls`.
//!
//! A router is a host that forwards (RFC 1812 §1.1.3): it has several interfaces,
//! and passes on packets that are not for itself. A home router translates
//! addresses, too.

mod calls;
mod echoes;
mod groups;
mod icmp;
mod ip;
mod nat;
mod neighbours;
mod rarp;
mod redirects;
mod tables;
mod tcp;
mod udp;

pub(crate) use calls::{Attempt, Ready};
pub(crate) use icmp::Answer;
pub(crate) use udp::Letter;

use super::Common;
use crate::network::Wires;
use crate::rng::Rng;
use crate::scenario::{HostSpec, Isn, NatSpec, RouteSpec, RouterSpec, network};
use crate::socket::Sock;
use crate::world::{Ctx, mac_of};
use echoes::Echoes;
use icmp::Echo;
use ip::NextHop;
use neighbours::Interface;
use rarp::Rarp;
use std::collections::{BTreeMap, BTreeSet};
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use udp::Datagrams;
use wireglass_core::addr::MacAddr;
use wireglass_core::addr::lookup::{Route, RoutingTable};
use wireglass_core::dhcp::Lease;
use wireglass_core::fragments::{Config as ReassemblyConfig, PathMtu, PathMtuConfig, Reassembler};
use wireglass_core::igmp;
use wireglass_core::nat::Nat;
use wireglass_core::redirect;
use wireglass_core::rules::Reason;
use wireglass_core::tcp::{Config, ConnectionError, IsnGenerator, Profile};
use wireglass_core::time::Instant;
use wireglass_core::wire::dns::Name;
use wireglass_core::wire::{EtherType, ethernet};
use wireglass_trace::{Errno, EventId, FrameId, Row, SocketId, What};

/// What it is made of, and begins with again after it was off.
#[derive(Clone, Debug)]
pub(crate) struct Setup {
    pub(crate) tcp: Config,
    isn: Isn,
    ephemeral_port: u16,
    pub(crate) interfaces: Vec<PortSetup>,
    routes: Vec<RouteSpec>,
    forwards: bool,
    nat: Option<NatSpec>,
    /// For each interface, what it is told about its neighbours.
    pub(crate) known: Vec<Vec<(Ipv4Addr, MacAddr)>>,
    /// Whether it asks for what it is not told (ARP).
    pub(crate) asks: bool,
    /// Whom it asks for names.
    name_servers: Vec<Ipv4Addr>,
    /// Its own list of names.
    names: Vec<(Name, Ipv4Addr)>,
}

/// What an interface begins with.
#[derive(Clone, Debug)]
pub(crate) struct PortSetup {
    pub(crate) name: String,
    /// Its address, and how many bits of it name the network.
    pub(crate) address: Option<(Ipv4Addr, u8)>,
    pub(crate) mac: MacAddr,
}

impl Setup {
    pub(crate) fn of_host(index: usize, spec: &HostSpec) -> Self {
        let default =
            |gateway| RouteSpec { network: Ipv4Addr::UNSPECIFIED, prefix: 0, gateway, metric: 0 };
        Self {
            tcp: spec.tcp.clone(),
            isn: spec.isn,
            ephemeral_port: spec.ephemeral_port,
            interfaces: vec![PortSetup {
                name: "eth0".to_owned(),
                address: spec.address.map(|address| (address, spec.prefix)),
                mac: spec.mac.unwrap_or_else(|| mac_of(index, 0)),
            }],
            routes: spec.gateway.map(default).into_iter().collect(),
            forwards: false,
            nat: None,
            known: vec![Vec::new()],
            asks: true,
            name_servers: spec.name_servers.clone(),
            names: spec.names.clone(),
        }
    }

    pub(crate) fn of_router(index: usize, spec: &RouterSpec) -> Self {
        let interfaces = (0..).zip(&spec.interfaces).map(|(port, interface)| PortSetup {
            name: interface.name.clone(),
            address: Some((interface.address, interface.prefix)),
            mac: mac_of(index, port),
        });
        Self {
            tcp: Profile::Linux.config(),
            isn: Isn::Random,
            ephemeral_port: 49_152,
            interfaces: interfaces.collect(),
            routes: spec.routes.clone(),
            forwards: true,
            nat: spec.nat.clone(),
            known: vec![Vec::new(); spec.interfaces.len()],
            asks: true,
            name_servers: Vec::new(),
            names: Vec::new(),
        }
    }

    /// Its routes: the networks it is on, then what it was told.
    fn routing_table(&self) -> RoutingTable<NextHop> {
        let networks = self.addresses().map(|(port, address, prefix)| Route {
            network: network(address, prefix),
            metric: 0,
            next: NextHop { port, gateway: None },
        });
        let told = self.routes.iter().map(|route| Route {
            network: network(route.network, route.prefix),
            metric: route.metric,
            next: NextHop { port: self.port_towards(route.gateway), gateway: Some(route.gateway) },
        });
        networks.chain(told).collect()
    }

    /// The interface on whose network a gateway is.
    fn port_towards(&self, gateway: Ipv4Addr) -> u16 {
        let mut found = self.addresses();
        let found = found.find(|(_, ip, prefix)| network(*ip, *prefix).contains(gateway));
        found.map_or(0, |(port, ..)| port)
    }

    /// The addresses it begins with: interface, address, prefix.
    pub(crate) fn addresses(&self) -> impl Iterator<Item = (u16, Ipv4Addr, u8)> {
        (0..).zip(&self.interfaces).filter_map(|(port, interface)| {
            let (address, prefix) = interface.address?;
            Some((port, address, prefix))
        })
    }

    /// The rows that its tables begin with.
    pub(crate) fn rows(&self) -> Vec<Row> {
        let address = |(port, ip, prefix)| Row::Address { port, ip: IpAddr::V4(ip), prefix };
        let table = self.routing_table();
        let routes = table.routes().iter().map(tables::route_row);
        let servers = tables::name_server_rows(&self.name_servers);
        let rows = self.addresses().map(address).chain(routes);
        rows.chain(nat::rows(self)).chain(servers).collect()
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Host {
    pub(crate) common: Common,
    setup: Arc<Setup>,
    interfaces: Vec<Interface>,
    routes: RoutingTable<NextHop>,
    reassembly: Reassembler,
    /// The paths that are known to be narrower than the own link.
    path_mtu: PathMtu,
    nat: Option<Nat>,
    ident: u16,
    rng: Rng,
    /// Keys of the generator of initial sequence numbers: one for each start.
    keys: Rng,
    isns: IsnGenerator,
    connections_made: u32,
    next_port: u16,
    next_datagram_port: u16,
    sockets: BTreeMap<SocketId, Sock>,
    timers: BTreeSet<(Instant, SocketId)>,
    armed: BTreeMap<SocketId, Instant>,
    datagrams: BTreeMap<SocketId, Datagrams>,
    echoes: BTreeMap<u16, Echo>,
    next_echo: u16,
    echo_sockets: BTreeMap<SocketId, Echoes>,
    /// Whom it asks for names now.
    name_servers: Vec<Ipv4Addr>,
    /// Where the waits of address claims come from.
    claims: Rng,
    /// For each interface, whether it has a link that is up.
    links: Vec<bool>,
    /// How often one of them has come up or gone, and the last time it did.
    link_changes: (u32, Option<EventId>),
    /// For each interface that has a DHCP lease, what the file says: it is on a disk.
    leases: BTreeMap<u16, Lease>,
    rarp: Rarp,
    /// Where the waits of members of groups come from.
    waits: Rng,
    /// For each interface, the groups it is in.
    members: Vec<igmp::Host>,
    /// For each interface of a router that asks for groups, what it knows of them.
    queriers: BTreeMap<u16, igmp::Querier>,
    /// Whom it has told of better ways.
    redirects: redirect::Teller,
}

impl Host {
    pub(crate) fn new(common: Common, setup: Setup, wires: &Wires, seed: u64) -> Self {
        let index = common.index;
        let interfaces = (0..)
            .zip(&setup.interfaces)
            .map(|(port, setup)| {
                let mtu = wires.mtu(index, port).unwrap_or(1500);
                Interface::new(setup.mac, setup.address, mtu)
            })
            .collect();
        let mut keys = Rng::new(seed, "isn", index);
        let mut host = Self {
            isns: generator(&mut keys),
            keys,
            routes: setup.routing_table(),
            nat: nat::begin(&setup),
            interfaces,
            common,
            reassembly: Reassembler::new(ReassemblyConfig::default()),
            path_mtu: PathMtu::new(PathMtuConfig::default()),
            ident: 0,
            rng: Rng::new(seed, "host", index),
            connections_made: 0,
            next_port: setup.ephemeral_port,
            next_datagram_port: setup.ephemeral_port,
            name_servers: setup.name_servers.clone(),
            claims: Rng::new(seed, "claim", index),
            link_changes: (0, None),
            links: (0..).zip(&setup.interfaces).map(|(at, _)| wires.is_up(index, at)).collect(),
            leases: BTreeMap::new(),
            rarp: Rarp::default(),
            waits: Rng::new(seed, "group", index),
            members: Vec::new(),
            queriers: BTreeMap::new(),
            redirects: redirect::Teller::default(),
            echo_sockets: BTreeMap::new(),
            setup: Arc::new(setup),
            sockets: BTreeMap::new(),
            timers: BTreeSet::new(),
            armed: BTreeMap::new(),
            datagrams: BTreeMap::new(),
            echoes: BTreeMap::new(),
            next_echo: 1,
        };
        host.know();
        host
    }

    /// Its first address.
    pub(crate) fn address(&self) -> Ipv4Addr {
        let first = self.interfaces.iter().find_map(|interface| interface.address);
        first.unwrap_or(Ipv4Addr::UNSPECIFIED)
    }

    /// The MAC address of its first interface.
    pub(crate) fn mac(&self) -> MacAddr {
        self.interfaces.first().map_or(MacAddr::UNSPECIFIED, |interface| interface.mac)
    }

    /// Forgets everything that is not in the scenario.
    pub(super) fn forget(&mut self, ctx: &mut Ctx<'_>, cause: EventId) {
        let gone = std::mem::take(&mut self.sockets)
            .into_iter()
            .filter(|(_, sock)| !sock.deleted)
            .map(|(socket, _)| socket);
        let datagrams = std::mem::take(&mut self.datagrams).into_keys();
        let echoes = std::mem::take(&mut self.echo_sockets).into_keys();
        for socket in gone.chain(datagrams).chain(echoes) {
            let because = Some(Reason::HostOff);
            ctx.push(self.common.node, What::SocketDeleted { socket }, because, Some(cause));
        }
        self.timers.clear();
        self.armed.clear();
        self.echoes.clear();
        self.reassembly = Reassembler::new(ReassemblyConfig::default());
        self.path_mtu = PathMtu::new(PathMtuConfig::default());
        self.routes = self.setup.routing_table();
        self.name_servers.clone_from(&self.setup.name_servers);
        self.nat = nat::begin(&self.setup);
        self.isns = generator(&mut self.keys);
        self.rarp = Rarp::default();
        self.queriers.clear();
        self.redirects = redirect::Teller::default();
        self.know();
    }

    /// RFC 894: is the frame for this station, and what does it carry?
    pub(super) fn receive(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        port: u16,
        frame: FrameId,
    ) {
        let bytes = ctx.trace.received_bytes(frame).to_vec();
        if let Err(because) = self.ethernet(ctx, wires, Arrival { port, frame }, &bytes) {
            ctx.push(self.common.node, What::FrameDiscarded { frame }, Some(because), None);
        }
    }

    fn ethernet(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        arrival: Arrival,
        bytes: &[u8],
    ) -> Result<(), Reason> {
        let (header, payload) =
            ethernet::Header::parse(bytes).map_err(|_| Reason::PacketMalformed)?;
        let Some(interface) = self.interfaces.get(usize::from(arrival.port)) else {
            return Err(Reason::NotOurMac);
        };
        // Of groups it is in the one of all hosts (RFC 1112 §7.2), and in those it has joined.
        if header.dst != interface.mac
            && !header.dst.is_broadcast()
            && !self.listens_to(arrival.port, header.dst)
        {
            return Err(Reason::NotOurMac);
        }
        match header.ethertype {
            EtherType::Arp => self.arp_packet(ctx, wires, arrival, payload),
            EtherType::Rarp => self.rarp_packet(ctx, wires, arrival.port, payload),
            EtherType::Ipv4 => self.ipv4(ctx, wires, arrival, payload),
            _ => Err(Reason::PacketMalformed),
        }
    }

    /// When [`Host::timeout`] has something to do next.
    pub(super) fn next_timeout(&self) -> Option<Instant> {
        let sockets = self.timers.first().map(|(when, _)| *when);
        let arp = self.interfaces.iter().filter_map(|interface| interface.arp.next_timeout());
        let nat = self.nat.as_ref().and_then(Nat::next_timeout);
        let claims = self.interfaces.iter().filter_map(|it| it.claim.as_ref()?.next_timeout());
        let members = self.members.iter().filter_map(igmp::Host::next_timeout);
        let queriers = self.queriers.values().filter_map(igmp::Querier::next_timeout);
        let others = [sockets, nat, self.reassembly.next_timeout(), self.rarp.next_timeout()];
        let others = others.into_iter().flatten();
        others.chain(arp).chain(claims).chain(members).chain(queriers).min()
    }

    /// Does what is due next: one socket's timers, or what else there is.
    pub(super) fn timeout(&mut self, ctx: &mut Ctx<'_>, wires: &mut Wires) {
        if let Some((when, id)) = self.timers.first().copied()
            && when <= ctx.now
        {
            self.socket_timeout(ctx, wires, id);
            return;
        }
        self.arp_timeout(ctx, wires);
        self.claim_timeout(ctx, wires);
        self.rarp_timeout(ctx, wires);
        self.group_timeout(ctx, wires);
        self.reassembly_timeout(ctx, wires);
        self.nat_timeout(ctx);
    }
}

/// RFC 6528 §3: the key should be random, and another after each start.
fn generator(keys: &mut Rng) -> IsnGenerator {
    let mut half = || u64::from(keys.next_u32()) << 32 | u64::from(keys.next_u32());
    IsnGenerator::new((half(), half()))
}

/// Which frame came in where.
#[derive(Clone, Copy, Debug)]
struct Arrival {
    port: u16,
    frame: FrameId,
}

/// The error a system call returns for the way a connection ended.
pub(crate) const fn errno_of(error: ConnectionError) -> Errno {
    match error {
        ConnectionError::Refused => Errno::Econnrefused,
        ConnectionError::Reset => Errno::Econnreset,
        ConnectionError::TimedOut => Errno::Etimedout,
        ConnectionError::Aborted => Errno::Econnaborted,
        ConnectionError::Unreachable => Errno::Ehostunreach,
    }
}
