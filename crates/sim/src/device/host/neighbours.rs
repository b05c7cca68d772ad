//! Interfaces and their neighbours: `core::arp`, with its cache in the trace.

use super::ip::Packet;
use super::{Arrival, Host};
use crate::network::{Outgoing, Wires};
use crate::scenario::network;
use crate::world::Ctx;
use std::net::{IpAddr, Ipv4Addr};
use wireglass_core::addr::{MacAddr, Network};
use wireglass_core::arp::claim::Claim;
use wireglass_core::arp::{Action, Cache, Config};
use wireglass_core::rules::Reason;
use wireglass_core::time::{Duration, Instant};
use wireglass_core::wire::{EtherType, arp, ethernet, icmp};
use wireglass_trace::{EventId, Row};

/// Packets kept while an address is being asked for.
const HELD: u32 = 16;
/// An address is defended once in this time (RFC 5227 §1.1, `DEFEND_INTERVAL`).
const DEFEND_INTERVAL: Duration = Duration::from_secs(10);

#[derive(Clone, Debug)]
pub(super) struct Interface {
    pub(super) mac: MacAddr,
    pub(super) address: Option<Ipv4Addr>,
    /// The network that the address is on.
    pub(super) network: Option<Network>,
    pub(super) mtu: u16,
    pub(super) arp: Cache<Packet>,
    /// The claim to the address it was given while it runs.
    pub(super) claim: Option<Claim>,
    /// How many bits name the network of the address that is claimed.
    pub(super) wanted: u8,
    /// The event that decided the claim.
    pub(super) claimed: Option<EventId>,
    /// How many addresses it has failed to get, one after another.
    pub(super) conflicts: u8,
    /// When its address was last defended.
    defended: Option<Instant>,
}

impl Interface {
    /// One that knows of nothing but its own address.
    pub(super) fn new(mac: MacAddr, address: Option<(Ipv4Addr, u8)>, mtu: u16) -> Self {
        let ip = address.map(|(ip, _)| ip);
        Self {
            mac,
            address: ip,
            network: address.map(|(ip, prefix)| network(ip, prefix)),
            mtu,
            arp: Cache::new(arp_config(), mac, ip),
            claim: None,
            wanted: 0,
            claimed: None,
            conflicts: 0,
            defended: None,
        }
    }

    /// The address of all on its network.
    pub(super) fn broadcast(&self) -> Option<Ipv4Addr> {
        self.network?.broadcast()
    }
}

fn arp_config() -> Config {
    Config { queue: HELD, ..Config::default() }
}

impl Host {
    /// Begins with the addresses and the neighbours that the scenario tells.
    pub(super) fn know(&mut self) {
        let told = self.setup.interfaces.iter().zip(&self.setup.known);
        for (interface, (setup, known)) in self.interfaces.iter_mut().zip(told) {
            *interface = Interface::new(interface.mac, setup.address, interface.mtu);
            for (ip, mac) in known {
                // In a scenario without ARP nobody sees how it came to be known.
                interface.arp.set_static(*ip, *mac, &mut Vec::new());
            }
        }
        self.forget_groups();
    }

    /// RFC 826, "Packet Reception".
    pub(super) fn arp_packet(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        arrival: Arrival,
        bytes: &[u8],
    ) -> Result<(), Reason> {
        let packet = arp::Packet::parse(bytes).map_err(|_| Reason::PacketMalformed)?;
        let Some(interface) = self.interfaces.get_mut(usize::from(arrival.port)) else {
            return Err(Reason::NotOurMac);
        };
        let mut actions = Vec::new();
        interface.arp.handle_packet(ctx.now, &packet, &mut actions);
        self.claim_packet(ctx, wires, arrival.port, &packet);
        let ignored = actions.iter().find_map(|action| match action {
            Action::Applied(reason @ Reason::ArpNotForUs { .. }) => Some(*reason),
            _ => None,
        });
        self.arp_actions(ctx, wires, arrival.port, actions);
        ignored.map_or(Ok(()), Err)
    }

    pub(super) fn arp_timeout(&mut self, ctx: &mut Ctx<'_>, wires: &mut Wires) {
        for port in 0..u16::try_from(self.interfaces.len()).unwrap_or(u16::MAX) {
            let mut actions = Vec::new();
            self.interfaces[usize::from(port)].arp.handle_timeout(ctx.now, &mut actions);
            self.arp_actions(ctx, wires, port, actions);
        }
    }

    pub(super) fn arp_actions(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        port: u16,
        actions: Vec<Action<Packet>>,
    ) {
        let node = self.common.node;
        let mut unreachable = None;
        for action in actions {
            match action {
                Action::Send { packet, to, reason } => {
                    self.send_arp(ctx, wires, port, to, &packet, reason);
                }
                Action::Transmit { packet, mac, .. } => {
                    self.transmit(ctx, wires, port, mac, &packet);
                }
                Action::Drop { packet, ip, reason } => {
                    // Told once, however many packets waited.
                    if unreachable.replace(ip) != Some(ip) {
                        ctx.note(node, reason);
                    }
                    // Whoever sent it is told; where that was a program of this host, by the host
                    // itself (RFC 1122 §3.2.2.1), as `ping` shows it.
                    let code = icmp::Unreachable::Host;
                    let error = icmp::Header::Unreachable { code, mtu: 0 };
                    self.icmp_error(ctx, wires, error, &packet.bytes);
                }
                // Only confirmed, or told by the frame that is discarded: nothing to see.
                Action::Changed { reason: Reason::ArpRefresh { .. }, .. }
                | Action::Applied(Reason::ArpNotForUs { .. }) => {}
                Action::Changed { ip, mac: Some(mac), reason } => {
                    ctx.set_row(node, Row::Arp { port, ip: IpAddr::V4(ip), mac }, Some(reason));
                }
                Action::Changed { ip, mac: None, reason } => {
                    let mac = MacAddr::UNSPECIFIED;
                    ctx.drop_row(node, Row::Arp { port, ip: IpAddr::V4(ip), mac }, Some(reason));
                }
                // Who has claimed its address defends it by that claim.
                Action::Conflict { ip, .. } if self.has_claimed(port, ip) => {}
                Action::Conflict { ip, mac } => self.defend(ctx, wires, port, ip, mac),
                Action::Applied(reason) => ctx.note(node, reason),
            }
        }
    }

    fn has_claimed(&self, port: u16, ip: Ipv4Addr) -> bool {
        let claim = self.interfaces.get(usize::from(port)).and_then(|it| it.claim.as_ref());
        claim.is_some_and(|claim| claim.ip() == ip)
    }

    /// RFC 5227 §2.4 (b): somebody else uses our address, so we say that it is ours, once.
    fn defend(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        port: u16,
        ip: Ipv4Addr,
        mac: MacAddr,
    ) {
        let reason = Reason::ArpDefend { ip, mac };
        let interface = &mut self.interfaces[usize::from(port)];
        if interface.defended.is_some_and(|when| ctx.now < when + DEFEND_INTERVAL) {
            return;
        }
        interface.defended = Some(ctx.now);
        let packet = arp::Packet {
            operation: arp::Operation::Request,
            sender_mac: interface.mac,
            sender_ip: ip,
            target_mac: MacAddr::UNSPECIFIED,
            target_ip: ip,
        };
        self.send_arp(ctx, wires, port, MacAddr::BROADCAST, &packet, reason);
    }

    pub(super) fn send_arp(
        &self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        port: u16,
        dst: MacAddr,
        packet: &arp::Packet,
        because: Reason,
    ) -> EventId {
        self.send_resolution(ctx, wires, (port, dst, EtherType::Arp), packet, because)
    }

    /// ARP and RARP are written alike, and told apart by the type of their frames (RFC 903).
    pub(super) fn send_resolution(
        &self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        (port, dst, ethertype): (u16, MacAddr, EtherType),
        packet: &arp::Packet,
        because: Reason,
    ) -> EventId {
        let src = self.interfaces[usize::from(port)].mac;
        let mut bytes = Vec::new();
        ethernet::Header { dst, src, ethertype, vlan: None }.emit(&mut bytes);
        packet.emit(&mut bytes);
        let out = Outgoing {
            from: self.common.index,
            port,
            bytes: &bytes,
            socket: None,
            because: Some(because),
            retransmission: false,
            forwarded_from: None,
        };
        wires.send(ctx, &out)
    }

    /// Puts a packet in a frame and the frame on the wire.
    pub(super) fn transmit(
        &self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        port: u16,
        dst: MacAddr,
        packet: &Packet,
    ) {
        let src = self.interfaces[usize::from(port)].mac;
        let mut bytes = Vec::with_capacity(packet.bytes.len() + 14);
        ethernet::Header { dst, src, ethertype: EtherType::Ipv4, vlan: None }.emit(&mut bytes);
        bytes.extend_from_slice(&packet.bytes);
        let out = Outgoing {
            from: self.common.index,
            port,
            bytes: &bytes,
            socket: packet.socket,
            because: Some(packet.because),
            retransmission: packet.retransmission,
            forwarded_from: packet.forwarded_from,
        };
        wires.send(ctx, &out);
    }
}
