//! What a host is told about itself while it runs: addresses, routes, neighbours, name
//! servers, groups. What changes shows as rows of the trace.

use super::{Attempt, Host, Ready};
use crate::app::Change;
use crate::device::host::ip::NextHop;
use crate::network::Wires;
use crate::scenario::network;
use crate::world::Ctx;
use std::net::{IpAddr, Ipv4Addr};
use wireglass_core::addr::lookup::Route;
use wireglass_core::addr::{MacAddr, Network};
use wireglass_core::arp::claim::{self, Claim, State};
use wireglass_core::dhcp::Lease;
use wireglass_core::rules::Reason;
use wireglass_core::wire::arp;
use wireglass_core::wire::dns::Name;
use wireglass_trace::{Errno, EventId, Row};

/// To look at.
impl Host {
    /// Its interfaces: name, MAC address, address with its prefix.
    pub(crate) fn interfaces(
        &self,
    ) -> impl Iterator<Item = (&str, MacAddr, Option<(Ipv4Addr, u8)>)> {
        self.setup.interfaces.iter().zip(&self.interfaces).map(|(setup, now)| {
            let prefix = now.network.map_or(32, Network::prefix_len);
            (setup.name.as_str(), now.mac, now.address.map(|ip| (ip, prefix)))
        })
    }

    /// The place of an interface.
    pub(crate) fn interface_named(&self, name: &str) -> Option<u16> {
        let place = self.setup.interfaces.iter().position(|interface| interface.name == name)?;
        u16::try_from(place).ok()
    }

    /// The interface that has an address.
    pub(crate) fn interface_with(&self, ip: Ipv4Addr) -> Option<u16> {
        let place = self.interfaces.iter().position(|interface| interface.address == Some(ip))?;
        u16::try_from(place).ok()
    }

    /// Whether there is a link at an interface, and it is not cut.
    pub(crate) fn has_link(&self, port: u16) -> bool {
        self.links.get(usize::from(port)).copied().unwrap_or_default()
    }

    /// How often a link at one of its interfaces has come up or gone.
    pub(crate) fn link_changes(&self) -> u32 {
        self.link_changes.0
    }

    /// The last time one did.
    pub(crate) fn last_link_event(&self) -> Option<EventId> {
        self.link_changes.1
    }

    /// What the lease file of an interface says.
    pub(crate) fn kept_lease(&self, port: u16) -> Option<&Lease> {
        self.leases.get(&port)
    }

    /// Writes the lease file of an interface. It outlasts a power cut.
    pub(crate) fn keep_lease(&mut self, port: u16, lease: Option<Lease>) {
        match lease {
            Some(lease) => self.leases.insert(port, lease),
            None => self.leases.remove(&port),
        };
    }

    /// Whom it asks for names, in order.
    pub(crate) fn name_servers(&self) -> &[Ipv4Addr] {
        &self.name_servers
    }

    /// The address of a name in its own list.
    pub(crate) fn known_name(&self, name: &Name) -> Option<Ipv4Addr> {
        let mut names = self.setup.names.iter();
        names.find(|(known, _)| known == name).map(|(_, ip)| *ip)
    }

    /// Whether a socket may be bound to an address: one of its own, or all.
    pub(crate) fn may_bind(&self, ip: Ipv4Addr) -> bool {
        ip.is_unspecified() || self.is_local(ip)
    }
}

/// To change.
impl Host {
    /// Does what a program asks. A new address is claimed first, which takes a while.
    pub(crate) fn change(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        change: &Change,
    ) -> Attempt<()> {
        let done = match change {
            Change::ForgetNeighbour(ip) => self.forget_neighbours(ctx, wires, Some(*ip)),
            // To forget nothing is no failure.
            Change::ForgetNeighbours => {
                let _ = self.forget_neighbours(ctx, wires, None);
                Ok(())
            }
            Change::SetNeighbour(ip, mac) => self.set_neighbour(ctx, wires, *ip, *mac),
            Change::SetAddress { interface, address, prefix } => {
                return self.set_address(ctx, interface, *address, *prefix);
            }
            Change::DropAddress { interface } => match self.interface_named(interface) {
                Some(port) if self.interfaces[usize::from(port)].address.is_some() => {
                    self.interfaces[usize::from(port)].claim = None;
                    self.unassign(ctx, port, None);
                    Ok(())
                }
                Some(_) => Err(Errno::Eaddrnotavail),
                None => Err(Errno::Enoent),
            },
            Change::SetRoute { network, prefix, gateway, metric } => {
                self.set_route(ctx, (*network, *prefix), *gateway, *metric)
            }
            Change::DropRoute { network, prefix } => self.drop_route(ctx, (*network, *prefix)),
            Change::SetNameServers(servers) => {
                self.set_name_servers(ctx, servers);
                Ok(())
            }
            Change::Group { group, join } => self.change_group(ctx, wires, *group, *join),
        };
        done.map_or_else(Attempt::Failed, Attempt::Done)
    }

    /// How a change that took a while ended.
    pub(crate) fn changed(&mut self, change: &Change) -> Attempt<()> {
        let Change::SetAddress { interface, address, .. } = change else {
            return Attempt::Done(());
        };
        let port = self.interface_named(interface);
        let Some(interface) = port.and_then(|port| self.interfaces.get(usize::from(port))) else {
            return Attempt::Failed(Errno::Enoent);
        };
        match &interface.claim {
            Some(claim) if claim.ip() == *address => match claim.state() {
                State::Probing { .. } => Attempt::Wait,
                State::Announcing { .. } | State::Bound => Attempt::Done(()),
                State::Lost => Attempt::Failed(Errno::Eaddrinuse),
            },
            // Something else was configured meanwhile.
            _ => Attempt::Failed(Errno::Eaddrinuse),
        }
    }

    /// Whether it has ended, and the event that ended it.
    pub(crate) fn change_ready(&self, change: &Change) -> Ready {
        let Change::SetAddress { interface, address, .. } = change else {
            return Ready::Since(None);
        };
        let port = self.interface_named(interface);
        let interface = port.and_then(|port| self.interfaces.get(usize::from(port)));
        let claim = interface.and_then(|interface| interface.claim.as_ref());
        let probing = claim.is_some_and(|claim| {
            claim.ip() == *address && matches!(claim.state(), State::Probing { .. })
        });
        Ready::when(!probing, interface.and_then(|interface| interface.claimed))
    }

    fn forget_neighbours(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        ip: Option<Ipv4Addr>,
    ) -> Result<(), Errno> {
        let mut found = Err(Errno::Enoent);
        for port in 0..u16::try_from(self.interfaces.len()).unwrap_or(u16::MAX) {
            let mut actions = Vec::new();
            let cache = &mut self.interfaces[usize::from(port)].arp;
            match ip {
                Some(ip) if !cache.remove(ip, &mut actions) => continue,
                Some(_) => {}
                None => cache.flush(&mut actions),
            }
            found = Ok(());
            self.arp_actions(ctx, wires, port, actions);
        }
        found
    }

    fn set_neighbour(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        ip: Ipv4Addr,
        mac: MacAddr,
    ) -> Result<(), Errno> {
        let port = self.port_on(ip).ok_or(Errno::Enetunreach)?;
        let mut actions = Vec::new();
        self.interfaces[usize::from(port)].arp.set_static(ip, mac, &mut actions);
        self.arp_actions(ctx, wires, port, actions);
        Ok(())
    }

    /// The interface on whose network an address is.
    fn port_on(&self, ip: Ipv4Addr) -> Option<u16> {
        let on = |network: Network| network.contains(ip);
        let place = self.interfaces.iter().position(|it| it.network.is_some_and(on))?;
        u16::try_from(place).ok()
    }

    /// RFC 5227 §2.1: before an address is used, all are asked whether somebody has it.
    fn set_address(
        &mut self,
        ctx: &mut Ctx<'_>,
        name: &str,
        ip: Ipv4Addr,
        prefix: u8,
    ) -> Attempt<()> {
        let Some(port) = self.interface_named(name) else { return Attempt::Failed(Errno::Enoent) };
        let nobodys = ip.is_unspecified() || ip.is_broadcast() || ip.is_multicast();
        if prefix > 32 || nobodys || ip.is_loopback() {
            return Attempt::Failed(Errno::Einval);
        }
        let random = u64::from(self.claims.next_u32()) << 32 | u64::from(self.claims.next_u32());
        let asks = self.setup.asks;
        let interface = &mut self.interfaces[usize::from(port)];
        if !asks || interface.address == Some(ip) {
            self.assign(ctx, port, (ip, prefix), None);
            return Attempt::Done(());
        }
        let mut actions = Vec::new();
        let claim =
            Claim::new(ctx.now, interface.mac, ip, interface.conflicts, random, &mut actions);
        interface.claim = Some(claim);
        interface.claimed = None;
        interface.wanted = prefix;
        for action in actions {
            if let claim::Action::Applied(reason) = action {
                ctx.note(self.common.node, reason);
            }
        }
        Attempt::Wait
    }

    /// What is due of the claims.
    pub(super) fn claim_timeout(&mut self, ctx: &mut Ctx<'_>, wires: &mut Wires) {
        for port in 0..u16::try_from(self.interfaces.len()).unwrap_or(u16::MAX) {
            let mut actions = Vec::new();
            if let Some(claim) = &mut self.interfaces[usize::from(port)].claim {
                claim.handle_timeout(ctx.now, &mut actions);
            }
            self.claim_actions(ctx, wires, port, actions);
        }
    }

    /// An ARP packet, as a claim sees it.
    pub(super) fn claim_packet(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        port: u16,
        packet: &arp::Packet,
    ) {
        let mut actions = Vec::new();
        if let Some(claim) = &mut self.interfaces[usize::from(port)].claim {
            claim.handle_packet(ctx.now, packet, &mut actions);
        }
        self.claim_actions(ctx, wires, port, actions);
    }

    fn claim_actions(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        port: u16,
        actions: Vec<claim::Action>,
    ) {
        let place = usize::from(port);
        for action in actions {
            match action {
                claim::Action::Send { packet, reason } => {
                    self.send_arp(ctx, wires, port, MacAddr::BROADCAST, &packet, reason);
                }
                claim::Action::Ready { reason } => {
                    let interface = &mut self.interfaces[place];
                    interface.conflicts = 0;
                    let ip = interface.claim.as_ref().map(Claim::ip);
                    let prefix = interface.wanted;
                    let event = ip.map(|ip| self.assign(ctx, port, (ip, prefix), Some(reason)));
                    self.interfaces[place].claimed = event;
                }
                claim::Action::Lost { reason } => {
                    let what = wireglass_trace::What::Noted { socket: None };
                    let event = ctx.push(self.common.node, what, Some(reason), None);
                    let interface = &mut self.interfaces[place];
                    interface.conflicts = interface.conflicts.saturating_add(1);
                    interface.claimed = Some(event);
                    let lost = interface.claim.as_ref().map(Claim::ip);
                    if lost.is_some() && interface.address == lost {
                        self.unassign(ctx, port, Some(reason));
                    }
                }
                claim::Action::Applied(reason) => ctx.note(self.common.node, reason),
            }
        }
    }

    /// An interface has an address from now on; an old one goes.
    fn assign(
        &mut self,
        ctx: &mut Ctx<'_>,
        port: u16,
        (ip, prefix): (Ipv4Addr, u8),
        why: Option<Reason>,
    ) -> EventId {
        let place = usize::from(port);
        let on = network(ip, prefix);
        let now = &self.interfaces[place];
        if now.address.is_some() && (now.address, now.network) != (Some(ip), Some(on)) {
            self.unassign(ctx, port, None);
        }
        let interface = &mut self.interfaces[place];
        let known = interface.address == Some(ip);
        interface.address = Some(ip);
        interface.network = Some(on);
        interface.arp.set_address(Some(ip));
        let node = self.common.node;
        let event = ctx.set_row(node, Row::Address { port, ip: IpAddr::V4(ip), prefix }, why);
        if !known {
            let next = NextHop { port, gateway: None };
            let route = Route { network: on, metric: 0, next };
            ctx.set_row(node, route_row(&route), None);
            self.routes.add(route);
        }
        event
    }

    /// An interface has no address any more, and what led through it leads nowhere.
    fn unassign(&mut self, ctx: &mut Ctx<'_>, port: u16, why: Option<Reason>) {
        let interface = &mut self.interfaces[usize::from(port)];
        let (Some(ip), Some(on)) = (interface.address.take(), interface.network.take()) else {
            return;
        };
        interface.arp.set_address(None);
        let node = self.common.node;
        let prefix = on.prefix_len();
        ctx.drop_row(node, Row::Address { port, ip: IpAddr::V4(ip), prefix }, why);
        self.drop_routes(ctx, |route| route.next.port == port);
    }

    fn drop_routes(&mut self, ctx: &mut Ctx<'_>, gone: impl Fn(&Route<NextHop>) -> bool) -> bool {
        let mut any = false;
        for route in self.routes.routes().iter().filter(|route| gone(route)) {
            ctx.drop_row(self.common.node, route_row(route), None);
            any = true;
        }
        self.routes.retain(|route| !gone(route));
        any
    }

    /// Takes the place of what led to the network by a gateway before.
    pub(crate) fn set_route(
        &mut self,
        ctx: &mut Ctx<'_>,
        (ip, prefix): (Ipv4Addr, u8),
        gateway: Ipv4Addr,
        metric: u32,
    ) -> Result<(), Errno> {
        if prefix > 32 {
            return Err(Errno::Einval);
        }
        let port = self.port_on(gateway).ok_or(Errno::Enetunreach)?;
        let to = network(ip, prefix);
        let next = NextHop { port, gateway: Some(gateway) };
        let route = Route { network: to, metric, next };
        self.drop_routes(ctx, |old| old.network == to && old.next.gateway.is_some());
        ctx.set_row(self.common.node, route_row(&route), None);
        self.routes.add(route);
        Ok(())
    }

    fn drop_route(&mut self, ctx: &mut Ctx<'_>, (ip, prefix): (Ipv4Addr, u8)) -> Result<(), Errno> {
        let to = network(ip, prefix);
        // One over a gateway goes first: the network may be on a link of the host's own, too.
        let found = self.drop_routes(ctx, |old| old.network == to && old.next.gateway.is_some())
            || self.drop_routes(ctx, |old| old.network == to);
        found.then_some(()).ok_or(Errno::Enoent)
    }

    /// A link at an interface was cut or mended. A router takes the network on it out of its
    /// table meanwhile: packets may have another way.
    pub(crate) fn link_changed(
        &mut self,
        ctx: &mut Ctx<'_>,
        port: u16,
        up: bool,
        changed: EventId,
    ) {
        self.link_changes = (self.link_changes.0.wrapping_add(1), Some(changed));
        if let Some(link) = self.links.get_mut(usize::from(port)) {
            *link = up;
        }
        let network = self.interfaces.get(usize::from(port)).and_then(|it| it.network);
        let Some(network) = network.filter(|_| self.setup.forwards) else { return };
        let next = NextHop { port, gateway: None };
        let route = Route { network, metric: 0, next };
        let (node, known) = (self.common.node, self.routes.routes().contains(&route));
        if up && !known {
            ctx.set_row(node, route_row(&route), None);
            self.routes.add(route);
        } else if !up && known {
            ctx.drop_row(node, route_row(&route), Some(Reason::LinkCut));
            self.routes.retain(|old| *old != route);
        }
    }

    fn set_name_servers(&mut self, ctx: &mut Ctx<'_>, servers: &[Ipv4Addr]) {
        let node = self.common.node;
        for row in name_server_rows(&self.name_servers).skip(servers.len()) {
            ctx.drop_row(node, row, None);
        }
        for (place, row) in name_server_rows(servers).enumerate() {
            if self.name_servers.get(place) != servers.get(place) {
                ctx.set_row(node, row, None);
            }
        }
        self.name_servers = servers.to_vec();
    }
}

/// A route as a row.
pub(super) fn route_row(route: &Route<NextHop>) -> Row {
    Row::Route {
        network: IpAddr::V4(route.network.address()),
        prefix: route.network.prefix_len(),
        gateway: route.next.gateway.map(IpAddr::V4),
        port: route.next.port,
        metric: route.metric,
    }
}

/// Name servers as rows.
pub(super) fn name_server_rows(servers: &[Ipv4Addr]) -> impl Iterator<Item = Row> {
    (0..=u8::MAX).zip(servers).map(|(place, ip)| Row::NameServer { place, ip: IpAddr::V4(*ip) })
}
