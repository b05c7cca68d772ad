//! A host: Ethernet, ARP and IPv4 in and out. Segments go on to `tcp`; what
//! programs ask for is in `calls`.

mod calls;
mod tcp;

pub(crate) use calls::Attempt;

use crate::link::Outgoing;
use crate::rng::Rng;
use crate::scenario::HostSpec;
use crate::socket::Sock;
use crate::world::{Ctx, Pending, Wires};
use std::collections::{BTreeMap, BTreeSet};
use std::net::{IpAddr, Ipv4Addr};
use wireglass_core::addr::MacAddr;
use wireglass_core::rules::Reason;
use wireglass_core::tcp::ConnectionError;
use wireglass_core::time::{Duration, Instant};
use wireglass_core::wire::{EtherType, Protocol, arp, ethernet, ipv4};
use wireglass_trace::{Errno, EventId, FrameId, NodeId, Row, SocketId, What};

/// Between two ARP requests for the same address: at most one a second (RFC 1122 §2.3.2.1).
const ARP_INTERVAL: Duration = Duration::from_secs(1);
/// After this many unanswered requests the host counts as unreachable.
const ARP_TRIES: u8 = 3;
/// Packets kept while an address is being asked for. RFC 1122 §2.3.2.2 wants at least one.
const ARP_HELD: usize = 16;

#[derive(Clone, Debug)]
pub(crate) struct Host {
    index: usize,
    node: NodeId,
    spec: HostSpec,
    mac: MacAddr,
    link: usize,
    on: bool,
    /// What it is told at the start, and again after a reboot.
    neighbours: BTreeMap<Ipv4Addr, MacAddr>,
    arp: BTreeMap<Ipv4Addr, MacAddr>,
    asking: BTreeMap<Ipv4Addr, Asking>,
    ident: u16,
    rng: Rng,
    connections_made: u32,
    next_port: u16,
    sockets: BTreeMap<SocketId, Sock>,
    timers: BTreeSet<(Instant, SocketId)>,
    armed: BTreeMap<SocketId, Instant>,
}

/// An address being asked for, and what waits for the answer.
#[derive(Clone, Debug, Default)]
struct Asking {
    tries: u8,
    held: Vec<Packet>,
}

/// An IPv4 packet on its way out.
#[derive(Clone, Debug)]
struct Packet {
    dst: Ipv4Addr,
    bytes: Vec<u8>,
    socket: Option<SocketId>,
    because: Reason,
    retransmission: bool,
}

impl Host {
    pub(crate) fn new(
        index: usize,
        node: NodeId,
        spec: HostSpec,
        mac: MacAddr,
        link: usize,
        seed: u64,
    ) -> Self {
        Self {
            index,
            node,
            mac,
            link,
            on: true,
            neighbours: BTreeMap::new(),
            arp: BTreeMap::new(),
            asking: BTreeMap::new(),
            ident: 0,
            rng: Rng::new(seed, "host", index),
            connections_made: 0,
            next_port: spec.ephemeral_port,
            spec,
            sockets: BTreeMap::new(),
            timers: BTreeSet::new(),
            armed: BTreeMap::new(),
        }
    }

    pub(crate) fn address(&self) -> Ipv4Addr {
        self.spec.address
    }

    pub(crate) fn mac(&self) -> MacAddr {
        self.mac
    }

    pub(crate) fn link(&self) -> usize {
        self.link
    }

    pub(crate) fn is_on(&self) -> bool {
        self.on
    }

    /// Fills the ARP cache for a scenario without ARP.
    pub(crate) fn know(&mut self, neighbours: &BTreeMap<Ipv4Addr, MacAddr>) {
        self.neighbours.clone_from(neighbours);
        self.arp.clone_from(neighbours);
    }

    /// Switches the host on or off. Off forgets everything that is not in the scenario.
    pub(crate) fn power(
        &mut self,
        ctx: &mut Ctx<'_>,
        on: bool,
        because: Option<Reason>,
    ) -> EventId {
        let changed = ctx.push(self.node, What::PowerChanged { on }, because, None);
        self.on = on;
        for (socket, sock) in std::mem::take(&mut self.sockets) {
            if !sock.deleted {
                let because = Some(Reason::HostOff);
                ctx.push(self.node, What::SocketDeleted { socket }, because, Some(changed));
            }
        }
        self.timers.clear();
        self.armed.clear();
        self.asking.clear();
        self.arp.clone_from(&self.neighbours);
        changed
    }

    /// A frame reaches the interface.
    pub(crate) fn receive(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        frame: FrameId,
        cause: EventId,
    ) {
        if !self.on {
            let because = Some(Reason::HostOff);
            ctx.push(self.node, What::FrameLost { frame }, because, Some(cause));
            return;
        }
        ctx.push(self.node, What::FrameArrived { frame }, None, Some(cause));
        let bytes = ctx.trace.received_bytes(frame).to_vec();
        if let Err(because) = self.ethernet(ctx, wires, &bytes) {
            ctx.push(self.node, What::FrameDiscarded { frame }, Some(because), None);
        }
    }

    /// RFC 894: is the frame for this station, and what does it carry?
    fn ethernet(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        bytes: &[u8],
    ) -> Result<(), Reason> {
        let (header, payload) =
            ethernet::Header::parse(bytes).map_err(|_| Reason::PacketMalformed)?;
        if header.dst != self.mac && !header.dst.is_broadcast() {
            return Err(Reason::NotOurMac);
        }
        match header.ethertype {
            EtherType::Arp => self.arp_packet(ctx, wires, payload),
            EtherType::Ipv4 => self.ipv4(ctx, wires, payload),
            _ => Err(Reason::PacketMalformed),
        }
    }

    /// RFC 1122 §3.2.1: verify the checksum, then the destination, then hand it up.
    fn ipv4(&mut self, ctx: &mut Ctx<'_>, wires: &mut Wires, bytes: &[u8]) -> Result<(), Reason> {
        let (header, payload) = ipv4::Header::parse(bytes).map_err(|_| Reason::PacketMalformed)?;
        if !ipv4::Header::checksum_ok(bytes) {
            return Err(Reason::Ipv4ChecksumWrong);
        }
        if header.dst != self.spec.address {
            return Err(Reason::NotOurIp { ip: header.dst });
        }
        if header.protocol != Protocol::Tcp {
            return Err(Reason::PacketMalformed);
        }
        self.tcp(ctx, wires, header.src, payload)
    }

    /// RFC 826, "Packet Reception".
    fn arp_packet(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        bytes: &[u8],
    ) -> Result<(), Reason> {
        let packet = arp::Packet::parse(bytes).map_err(|_| Reason::PacketMalformed)?;
        let (ip, mac) = (packet.sender_ip, packet.sender_mac);
        let for_us = packet.target_ip == self.spec.address;
        // Known senders are refreshed; unknown ones are learnt only if they speak to us.
        let known = self.arp.contains_key(&ip);
        if (known || for_us) && self.arp.insert(ip, mac) != Some(mac) {
            let row = ctx.trace.add_row(Row::Arp { port: 0, ip: IpAddr::V4(ip), mac });
            ctx.push(self.node, What::RowSet { row }, Some(Reason::ArpLearn { ip }), None);
        }
        if !for_us {
            return Err(Reason::ArpNotForUs { ip: packet.target_ip });
        }
        if packet.operation == arp::Operation::Request {
            let reply = arp::Packet {
                operation: arp::Operation::Reply,
                sender_mac: self.mac,
                sender_ip: self.spec.address,
                target_mac: mac,
                target_ip: ip,
            };
            let because = Reason::ArpForUs { ip: self.spec.address };
            self.send_arp(ctx, wires, mac, &reply, because);
        }
        if let Some(asking) = self.asking.remove(&ip) {
            for packet in asking.held {
                self.send_packet(ctx, wires, &packet);
            }
        }
        Ok(())
    }

    /// Wraps an IPv4 packet in a frame, asking for the MAC address first if need be.
    fn send_packet(&mut self, ctx: &mut Ctx<'_>, wires: &mut Wires, packet: &Packet) {
        let Some(mac) = self.arp.get(&packet.dst).copied() else {
            let asking = self.asking.entry(packet.dst).or_default();
            if asking.held.len() < ARP_HELD {
                asking.held.push(packet.clone());
            }
            if asking.tries == 0 {
                self.ask(ctx, wires, packet.dst);
            }
            return;
        };
        let header =
            ethernet::Header { dst: mac, src: self.mac, ethertype: EtherType::Ipv4, vlan: None };
        let mut bytes = Vec::with_capacity(packet.bytes.len() + 14);
        header.emit(&mut bytes);
        bytes.extend_from_slice(&packet.bytes);
        let out = Outgoing {
            from: self.index,
            bytes: &bytes,
            socket: packet.socket,
            because: Some(packet.because),
            retransmission: packet.retransmission,
        };
        wires.links[self.link].send(ctx, &mut wires.faults, &out);
    }

    /// RFC 826, "Packet Generation": asks everyone on the link.
    fn ask(&mut self, ctx: &mut Ctx<'_>, wires: &mut Wires, ip: Ipv4Addr) {
        let request = arp::Packet {
            operation: arp::Operation::Request,
            sender_mac: self.mac,
            sender_ip: self.spec.address,
            target_mac: MacAddr::UNSPECIFIED,
            target_ip: ip,
        };
        let because = Reason::ArpUnknown { ip };
        let cause = self.send_arp(ctx, wires, MacAddr::BROADCAST, &request, because);
        if let Some(asking) = self.asking.get_mut(&ip) {
            asking.tries += 1;
        }
        let host = self.index;
        ctx.queue.add(ctx.now + ARP_INTERVAL, Pending::ArpRetry { host, ip, cause });
    }

    /// Nobody has answered for a while.
    pub(crate) fn arp_retry(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        ip: Ipv4Addr,
        cause: EventId,
    ) {
        let Some(asking) = self.asking.get(&ip) else { return };
        if asking.tries < ARP_TRIES {
            self.ask(ctx, wires, ip);
            return;
        }
        let because = Reason::ArpNoAnswer { ip, tries: asking.tries };
        ctx.push(self.node, What::Noted { socket: None }, Some(because), Some(cause));
        self.asking.remove(&ip);
    }

    fn send_arp(
        &self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        dst: MacAddr,
        packet: &arp::Packet,
        because: Reason,
    ) -> EventId {
        let header = ethernet::Header { dst, src: self.mac, ethertype: EtherType::Arp, vlan: None };
        let mut bytes = Vec::new();
        header.emit(&mut bytes);
        packet.emit(&mut bytes);
        let out = Outgoing {
            from: self.index,
            bytes: &bytes,
            socket: None,
            because: Some(because),
            retransmission: false,
        };
        wires.links[self.link].send(ctx, &mut wires.faults, &out)
    }
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
