//! Groups of multicast: `core::igmp` on each interface (RFC 2236).

use super::Host;
use super::ip::{ALL_HOSTS, Packet};
use super::neighbours::Interface;
use crate::network::Wires;
use crate::world::Ctx;
use std::net::{IpAddr, Ipv4Addr};
use wireglass_core::addr::MacAddr;
use wireglass_core::igmp::{Action, Config, Host as Member, Querier};
use wireglass_core::rules::Reason;
use wireglass_core::wire::igmp::Message;
use wireglass_core::wire::{Protocol, ipv4};
use wireglass_trace::{Errno, Row};

/// Who acts on an interface: what changes is a row of another kind.
#[derive(Clone, Copy)]
enum Side {
    Member,
    Querier,
}

impl Host {
    /// Begins in no group.
    pub(super) fn forget_groups(&mut self) {
        let waits = &mut self.waits;
        let member = |_: &Interface| {
            let seed = u64::from(waits.next_u32()) << 32 | u64::from(waits.next_u32());
            Member::new(Config::default(), seed)
        };
        self.members = self.interfaces.iter().map(member).collect();
    }

    /// Whether an interface is in a group.
    pub(super) fn is_member(&self, port: u16, group: Ipv4Addr) -> bool {
        self.members.get(usize::from(port)).is_some_and(|member| member.is_member(group))
    }

    /// Whether frames to a group's MAC address are for an interface: a router that asks for
    /// groups listens to all of them.
    pub(super) fn listens_to(&self, port: u16, mac: MacAddr) -> bool {
        let Some(member) = self.members.get(usize::from(port)) else { return false };
        let mut groups = member.groups().chain([ALL_HOSTS]);
        groups.any(|group| MacAddr::of_group(group) == Some(mac))
            || mac.is_multicast() && self.queriers.contains_key(&port)
    }

    /// Joins a group on every interface, or leaves it.
    pub(super) fn change_group(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        group: Ipv4Addr,
        join: bool,
    ) -> Result<(), Errno> {
        if !group.is_multicast() {
            return Err(Errno::Einval);
        }
        if !join && !self.members.iter().any(|member| member.is_member(group)) {
            return Err(Errno::Eaddrnotavail);
        }
        for (port, place) in (0..).zip(0..self.members.len()) {
            let (member, mut actions) = (&mut self.members[place], Vec::new());
            if join {
                member.join(ctx.now, group, &mut actions);
            } else {
                member.leave(ctx.now, group, &mut actions);
            }
            self.group_actions(ctx, wires, (port, Side::Member), actions);
        }
        Ok(())
    }

    /// A router begins to ask on each of its links who is in a group.
    pub(crate) fn query_groups(&mut self, ctx: &mut Ctx<'_>, wires: &mut Wires, config: Config) {
        for (port, place) in (0..).zip(0..self.interfaces.len()) {
            let interface = &self.interfaces[place];
            let (Some(ip), Some(network)) = (interface.address, interface.network) else {
                continue;
            };
            let (mut querier, mut actions) = (Querier::new(config, ip, network), Vec::new());
            querier.start(ctx.now, &mut actions);
            self.queriers.insert(port, querier);
            self.group_actions(ctx, wires, (port, Side::Querier), actions);
        }
    }

    /// A message about groups has come.
    pub(super) fn igmp(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        port: u16,
        ip: &ipv4::Header,
        bytes: &[u8],
    ) -> Result<(), Reason> {
        if !Message::checksum_ok(bytes) {
            return Err(Reason::IgmpChecksumWrong);
        }
        let message = Message::parse(bytes).map_err(|_| Reason::PacketMalformed)?;
        let mut actions = Vec::new();
        if let Some(member) = self.members.get_mut(usize::from(port)) {
            member.handle_message(ctx.now, ip.src, message, &mut actions);
        }
        self.group_actions(ctx, wires, (port, Side::Member), actions);
        let mut actions = Vec::new();
        if let Some(querier) = self.queriers.get_mut(&port) {
            querier.handle_message(ctx.now, ip.src, message, &mut actions);
        }
        self.group_actions(ctx, wires, (port, Side::Querier), actions);
        Ok(())
    }

    /// What is due.
    pub(super) fn group_timeout(&mut self, ctx: &mut Ctx<'_>, wires: &mut Wires) {
        for (port, place) in (0..).zip(0..self.members.len()) {
            let mut actions = Vec::new();
            self.members[place].handle_timeout(ctx.now, &mut actions);
            self.group_actions(ctx, wires, (port, Side::Member), actions);
            let mut actions = Vec::new();
            if let Some(querier) = self.queriers.get_mut(&port) {
                querier.handle_timeout(ctx.now, &mut actions);
            }
            self.group_actions(ctx, wires, (port, Side::Querier), actions);
        }
    }

    fn group_actions(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        (port, side): (u16, Side),
        actions: Vec<Action>,
    ) {
        let node = self.common.node;
        for action in actions {
            match action {
                Action::Send { message, to, reason } => {
                    self.send_igmp(ctx, wires, port, to, message, reason);
                }
                Action::Changed { group, member, reason } => {
                    let group = IpAddr::V4(group);
                    let row = match side {
                        Side::Member => Row::Group { port, group },
                        Side::Querier => Row::Members { port, group },
                    };
                    if member {
                        ctx.set_row(node, row, Some(reason));
                    } else {
                        ctx.drop_row(node, row, Some(reason));
                    }
                }
                Action::Applied(reason) => ctx.note(node, reason),
            }
        }
    }

    /// RFC 2236 §2: with TTL 1 and the Router Alert option.
    fn send_igmp(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        port: u16,
        dst: Ipv4Addr,
        message: Message,
        because: Reason,
    ) {
        let own = self.interfaces.get(usize::from(port)).and_then(|it| it.address);
        let mut payload = Vec::new();
        message.emit(&mut payload);
        let header = ipv4::Header {
            src: own.unwrap_or(Ipv4Addr::UNSPECIFIED),
            dst,
            protocol: Protocol::Igmp,
            ttl: 1,
            ident: self.next_packet(),
            dont_fragment: false,
            more_fragments: false,
            fragment_offset: 0,
            tos: 0,
        };
        let mut bytes = Vec::new();
        header.emit_with_router_alert(payload.len(), &mut bytes);
        bytes.extend_from_slice(&payload);
        let packet = Packet {
            dst,
            bytes,
            socket: None,
            because,
            retransmission: false,
            forwarded_from: None,
        };
        let mac = MacAddr::of_group(dst).unwrap_or(MacAddr::BROADCAST);
        self.transmit(ctx, wires, port, mac, &packet);
    }
}
