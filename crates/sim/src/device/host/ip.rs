//! IPv4: what is for this host, what is passed on, and where it goes.

use super::{Arrival, Host};
use crate::network::Wires;
use crate::world::{Ctx, Pending};
use std::net::Ipv4Addr;
use wireglass_core::addr::MacAddr;
use wireglass_core::fragments::{self, Action};
use wireglass_core::rules::Reason;
use wireglass_core::wire::checksum::checksum;
use wireglass_core::wire::{Protocol, icmp, ipv4};
use wireglass_trace::{Errno, FrameId, SocketId};

/// The group that every host is in (RFC 1112 §4).
pub(super) const ALL_HOSTS: Ipv4Addr = Ipv4Addr::new(224, 0, 0, 1);
/// Where the TTL is in a header.
const TTL_AT: usize = 8;
/// Where the checksum is.
const CHECKSUM_AT: usize = 10;

/// Where a route leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NextHop {
    pub(super) port: u16,
    pub(super) gateway: Option<Ipv4Addr>,
}

/// An IPv4 packet on its way out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Packet {
    pub(super) dst: Ipv4Addr,
    pub(super) bytes: Vec<u8>,
    pub(super) socket: Option<SocketId>,
    pub(super) because: Reason,
    pub(super) retransmission: bool,
    pub(super) forwarded_from: Option<FrameId>,
}

/// Where a packet goes next.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hop {
    pub(super) port: u16,
    /// Whose MAC address the frame gets.
    pub(super) next: Ipv4Addr,
    pub(super) because: Reason,
}

/// In.
impl Host {
    /// RFC 1122 §3.2.1 and RFC 1812 §5.2.1: verify the checksum, then the destination,
    /// then hand it up or pass it on.
    pub(super) fn ipv4(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        arrival: Arrival,
        bytes: &[u8],
    ) -> Result<(), Reason> {
        let view = ipv4::View::new_checked(bytes).map_err(|_| Reason::PacketMalformed)?;
        if !ipv4::Header::checksum_ok(bytes) {
            return Err(Reason::Ipv4ChecksumWrong);
        }
        // What is behind the packet's own end is padding of the frame.
        let bytes = bytes.get(..usize::from(view.total_len())).ok_or(Reason::PacketMalformed)?;
        let dst = view.dst();
        if let Some(outcome) = self.translate(ctx, wires, arrival, bytes) {
            return outcome;
        }
        // A router that asks for groups hears what members of any say (RFC 2113).
        let watched =
            view.protocol() == Protocol::Igmp && self.queriers.contains_key(&arrival.port);
        if watched || self.is_for_us(arrival.port, dst) {
            return self.reassemble(ctx, wires, arrival, bytes);
        }
        let interface = self.interfaces.get(usize::from(arrival.port));
        // Who has no address yet takes what is sent to its MAC address (RFC 2131 §4.1).
        if interface.is_some_and(|it| it.address.is_none()) && !dst.is_multicast() {
            ctx.note(self.common.node, Reason::AddressNotYet { ip: dst });
            return self.reassemble(ctx, wires, arrival, bytes);
        }
        if !self.setup.forwards {
            return Err(Reason::NotOurIp { ip: dst });
        }
        self.forward(ctx, wires, arrival, bytes)
    }

    /// Whether it is for one of our addresses, or for everybody on the link it came by.
    pub(super) fn is_for_us(&self, port: u16, dst: Ipv4Addr) -> bool {
        self.is_own(dst)
            || dst.is_broadcast()
            || dst == ALL_HOSTS
            || self
                .interfaces
                .get(usize::from(port))
                .is_some_and(|interface| interface.broadcast() == Some(dst))
            || self.is_member(port, dst)
    }

    pub(crate) fn is_own(&self, ip: Ipv4Addr) -> bool {
        self.interfaces.iter().any(|interface| interface.address == Some(ip))
    }

    /// Whether packets to it stay inside: it is our own, or a loopback address, which no
    /// link ever sees (RFC 1122 §3.2.1.3).
    pub(super) fn is_local(&self, ip: Ipv4Addr) -> bool {
        self.is_own(ip) || ip.is_loopback()
    }

    /// Fragments wait for the others (RFC 791 §3.2).
    fn reassemble(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        arrival: Arrival,
        bytes: &[u8],
    ) -> Result<(), Reason> {
        let mut actions = Vec::new();
        self.reassembly.handle_packet(ctx.now, bytes, &mut actions);
        let mut outcome = Ok(());
        for action in actions {
            match action {
                Action::Deliver { packet, reason } => {
                    if let Some(reason) = reason {
                        ctx.note(self.common.node, reason);
                    }
                    outcome = self.deliver(ctx, wires, arrival.port, &packet);
                }
                Action::Held { reason, .. } => ctx.note(self.common.node, reason),
                Action::Drop { reason, .. } => outcome = Err(reason),
                Action::Expired { .. } => self.expired(ctx, wires, action),
            }
        }
        outcome
    }

    pub(super) fn reassembly_timeout(&mut self, ctx: &mut Ctx<'_>, wires: &mut Wires) {
        let mut actions = Vec::new();
        self.reassembly.handle_timeout(ctx.now, &mut actions);
        for action in actions {
            self.expired(ctx, wires, action);
        }
    }

    /// RFC 792: the sender of fragments that never became whole is told so.
    fn expired(&mut self, ctx: &mut Ctx<'_>, wires: &mut Wires, action: Action) {
        let Action::Expired { first, reason, .. } = action else { return };
        ctx.note(self.common.node, reason);
        if let Some(first) = first {
            let error = icmp::Header::TimeExceeded(icmp::TimeExceeded::Reassembly);
            self.icmp_error(ctx, wires, error, &first);
        }
    }

    /// A packet of our own for one of our own addresses: no link ever sees it.
    pub(crate) fn loopback(&mut self, ctx: &mut Ctx<'_>, wires: &mut Wires, bytes: &[u8]) {
        if self.common.on {
            ctx.note(self.common.node, Reason::Loopback);
            if let Err(because) = self.deliver(ctx, wires, 0, bytes) {
                ctx.note(self.common.node, because);
            }
        }
    }

    /// Hands a whole packet up by its protocol number.
    fn deliver(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        port: u16,
        bytes: &[u8],
    ) -> Result<(), Reason> {
        let (header, payload) = ipv4::Header::parse(bytes).map_err(|_| Reason::PacketMalformed)?;
        match header.protocol {
            Protocol::Tcp if self.is_local(header.dst) => {
                self.tcp(ctx, wires, header.src, header.dst, payload)
            }
            // RFC 9293 §3.9.2.3: a connection has one host at each end.
            Protocol::Tcp => Err(Reason::NotOurIp { ip: header.dst }),
            Protocol::Udp => self.udp(ctx, wires, port, &header, payload, bytes),
            Protocol::Icmp => self.icmp(ctx, wires, port, &header, payload),
            Protocol::Igmp => self.igmp(ctx, wires, port, &header, payload),
            other => {
                let code = icmp::Unreachable::Protocol;
                let error = icmp::Header::Unreachable { code, mtu: 0 };
                self.icmp_error(ctx, wires, error, bytes);
                Err(Reason::ProtocolUnknown { protocol: other.number() })
            }
        }
    }

    /// RFC 1812 §5.2.1: passes a packet on.
    fn forward(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        arrival: Arrival,
        bytes: &[u8],
    ) -> Result<(), Reason> {
        let packet = self.one_less(ctx, wires, bytes, bytes)?;
        self.tell_better_way(ctx, wires, arrival.port, bytes);
        self.pass_on(ctx, wires, arrival.frame, &packet)
    }

    /// RFC 1812 §5.3.1: takes one off the TTL, if there is one left to take. `about` is
    /// the packet as its sender knows it.
    pub(super) fn one_less(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        bytes: &[u8],
        about: &[u8],
    ) -> Result<Vec<u8>, Reason> {
        let view = ipv4::View::new_checked(bytes).map_err(|_| Reason::PacketMalformed)?;
        let (dst, header_len) = (view.dst(), view.header_len());
        let broadcasts = self.interfaces.iter().any(|i| i.broadcast() == Some(dst));
        if broadcasts || dst.is_multicast() {
            return Err(Reason::BroadcastStays { ip: dst });
        }
        let mut packet = bytes.to_vec();
        let ttl = packet.get(TTL_AT).copied().ok_or(Reason::PacketMalformed)?;
        if ttl <= 1 {
            let error = icmp::Header::TimeExceeded(icmp::TimeExceeded::InTransit);
            self.icmp_error(ctx, wires, error, about);
            return Err(Reason::TtlExpired { ttl });
        }
        let ttl = ttl - 1;
        packet[TTL_AT] = ttl;
        packet[CHECKSUM_AT..CHECKSUM_AT + 2].fill(0);
        let sum = checksum(packet.get(..header_len).ok_or(Reason::PacketMalformed)?);
        packet[CHECKSUM_AT..CHECKSUM_AT + 2].copy_from_slice(&sum.to_be_bytes());
        ctx.note(self.common.node, Reason::TtlDecrement { ttl });
        Ok(packet)
    }

    /// Sends on what came in with `frame`.
    pub(super) fn pass_on(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        frame: FrameId,
        bytes: &[u8],
    ) -> Result<(), Reason> {
        let view = ipv4::View::new_checked(bytes).map_err(|_| Reason::PacketMalformed)?;
        let dst = view.dst();
        let Some(hop) = self.route(dst) else {
            let code = icmp::Unreachable::Network;
            let error = icmp::Header::Unreachable { code, mtu: 0 };
            self.icmp_error(ctx, wires, error, bytes);
            return Err(Reason::NoRoute { ip: dst });
        };
        let mtu = self.mtu(hop.port);
        let cut = match fragments::cut(bytes, mtu) {
            Ok(cut) => cut,
            Err(reason) => {
                let code = icmp::Unreachable::FragmentationNeeded;
                self.icmp_error(ctx, wires, icmp::Header::Unreachable { code, mtu }, bytes);
                return Err(reason);
            }
        };
        let because = cut.reason.unwrap_or(hop.because);
        for bytes in cut.packets {
            let packet = Packet {
                dst,
                bytes,
                socket: None,
                because,
                retransmission: false,
                forwarded_from: Some(frame),
            };
            self.send_by(ctx, wires, hop, packet);
        }
        Ok(())
    }
}

/// Out.
impl Host {
    /// RFC 1122 §3.3.1, RFC 1812 §5.2.4.3: the way to a destination.
    pub(super) fn route(&self, dst: Ipv4Addr) -> Option<Hop> {
        if dst.is_broadcast() {
            let because = Reason::RouteDirect { ip: dst, prefix: 32 };
            return Some(Hop { port: 0, next: dst, because });
        }
        let Some(route) = self.routes.lookup(dst) else {
            // A group needs no router to be reached on the own link (RFC 1112 §6.1).
            let because = Reason::RouteDirect { ip: dst, prefix: 32 };
            return dst.is_multicast().then_some(Hop { port: 0, next: dst, because });
        };
        let (port, prefix) = (route.next.port, route.network.prefix_len());
        Some(match route.next.gateway {
            None => Hop { port, next: dst, because: Reason::RouteDirect { ip: dst, prefix } },
            Some(gateway) => {
                Hop { port, next: gateway, because: Reason::RouteVia { ip: dst, gateway, prefix } }
            }
        })
    }

    /// The address that packets to a destination come from.
    pub(super) fn source_for(&self, dst: Ipv4Addr) -> Option<Ipv4Addr> {
        if self.is_local(dst) {
            return Some(dst);
        }
        let hop = self.route(dst)?;
        let own = self.interfaces.get(usize::from(hop.port))?.address;
        // Who has no address yet says so, to everybody (RFC 1122 §3.2.1.3 (a)).
        own.or(dst.is_broadcast().then_some(Ipv4Addr::UNSPECIFIED))
    }

    /// From where and by which way a socket sends to a destination; `None` stays inside. It
    /// may be bound to an address and to an interface, and say that it means a broadcast.
    pub(super) fn source_of(
        &self,
        dst: Ipv4Addr,
        bound: Ipv4Addr,
        interface: Option<u16>,
        broadcast: bool,
    ) -> Result<(Ipv4Addr, Option<Hop>), (Errno, Reason)> {
        let nowhere = (Errno::Enetunreach, Reason::NoRoute { ip: dst });
        if self.is_local(dst) {
            return Ok((if bound.is_unspecified() { dst } else { bound }, None));
        }
        let all = self.interfaces.iter();
        let everybody = dst.is_broadcast() || all.clone().any(|i| i.broadcast() == Some(dst));
        if everybody && !broadcast {
            return Err((Errno::Eacces, Reason::BroadcastUnasked { ip: dst }));
        }
        let many = dst.is_broadcast() || dst.is_multicast();
        let direct =
            |port| Hop { port, next: dst, because: Reason::RouteDirect { ip: dst, prefix: 32 } };
        let hop = match interface {
            Some(port) if many => direct(port),
            _ => self.route(dst).ok_or(nowhere)?,
        };
        let own = self.interfaces.get(usize::from(hop.port)).and_then(|i| i.address);
        let own = own.or(dst.is_broadcast().then_some(Ipv4Addr::UNSPECIFIED)).ok_or(nowhere)?;
        Ok((if bound.is_unspecified() { own } else { bound }, Some(hop)))
    }

    /// The largest packet that an interface sends.
    pub(super) fn mtu(&self, port: u16) -> u16 {
        self.interfaces.get(usize::from(port)).map_or(1500, |interface| interface.mtu)
    }

    /// The largest packet that gets to a destination by an interface, as far as is known. What
    /// is known of paths is no longer believed after a while (RFC 1191 §6.3).
    pub(super) fn mtu_to(&mut self, ctx: &mut Ctx<'_>, dst: Ipv4Addr, port: u16) -> u16 {
        while let Some(aged) = self.path_mtu.handle_timeout(ctx.now) {
            ctx.note(self.common.node, aged);
        }
        self.path_mtu.of(dst, self.mtu(port))
    }

    /// A router could not pass on a packet of ours, `size` bytes long (RFC 1191 §4).
    pub(super) fn path_is_narrow(
        &mut self,
        ctx: &mut Ctx<'_>,
        dst: Ipv4Addr,
        size: u16,
        next_hop: u16,
    ) {
        let Some(hop) = self.route(dst) else { return };
        let link = self.mtu(hop.port);
        let reason = self.path_mtu.handle_needed(ctx.now, dst, size, next_hop, link);
        ctx.note(self.common.node, reason);
    }

    /// Sends a packet of our own; in fragments, if it must be and may be.
    pub(super) fn send_packet(&mut self, ctx: &mut Ctx<'_>, wires: &mut Wires, packet: Packet) {
        let hop = self.route(packet.dst).filter(|_| !self.is_local(packet.dst));
        self.send_out(ctx, wires, hop, packet);
    }

    /// The same, by a way that is known already; without one it is for this host itself.
    pub(super) fn send_out(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        hop: Option<Hop>,
        packet: Packet,
    ) {
        let Some(hop) = hop else {
            if self.is_local(packet.dst) {
                let (node, bytes) = (self.common.index, packet.bytes);
                ctx.queue.add(ctx.now, Pending::Loopback { node, bytes });
            } else {
                ctx.note(self.common.node, Reason::NoRoute { ip: packet.dst });
            }
            return;
        };
        let mtu = self.mtu_to(ctx, packet.dst, hop.port);
        // What must not be cut is the link's to refuse: nobody else would hear of it.
        match fragments::cut(&packet.bytes, mtu) {
            Ok(cut) if cut.packets.len() > 1 => {
                for bytes in cut.packets {
                    let because = cut.reason.unwrap_or(packet.because);
                    self.send_by(ctx, wires, hop, Packet { bytes, because, ..packet.clone() });
                }
            }
            _ => self.send_by(ctx, wires, hop, packet),
        }
    }

    fn send_by(&mut self, ctx: &mut Ctx<'_>, wires: &mut Wires, hop: Hop, packet: Packet) {
        let Some(interface) = self.interfaces.get_mut(usize::from(hop.port)) else { return };
        let everybody = hop.next.is_broadcast() || interface.broadcast() == Some(hop.next);
        let group = MacAddr::of_group(packet.dst);
        if let Some(mac) = everybody.then_some(MacAddr::BROADCAST).or(group) {
            return self.transmit(ctx, wires, hop.port, mac, &packet);
        }
        let mut actions = Vec::new();
        interface.arp.resolve(ctx.now, hop.next, packet, &mut actions);
        // That it waits is seen from the question; that the address was known, from the frame.
        actions.retain(|action| {
            let shown = wireglass_core::arp::Action::Applied(Reason::PacketMalformed);
            std::mem::discriminant(action) != std::mem::discriminant(&shown)
        });
        self.arp_actions(ctx, wires, hop.port, actions);
    }

    /// The number of the next packet of our own.
    pub(super) fn next_packet(&mut self) -> u16 {
        self.ident = self.ident.wrapping_add(1);
        self.ident
    }

    /// The header of a packet of our own, and then what is in it.
    pub(super) fn packet_to(
        &mut self,
        (src, dst): (Ipv4Addr, Ipv4Addr),
        protocol: Protocol,
        (ttl, dont_fragment): (u8, bool),
        payload: &[u8],
    ) -> Vec<u8> {
        let header = ipv4::Header {
            src,
            dst,
            protocol,
            ttl,
            ident: self.next_packet(),
            dont_fragment,
            more_fragments: false,
            fragment_offset: 0,
            tos: 0,
        };
        let mut bytes = Vec::with_capacity(ipv4::HEADER_LEN + payload.len());
        header.emit(payload.len(), &mut bytes);
        bytes.extend_from_slice(payload);
        bytes
    }
}
