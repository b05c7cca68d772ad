//! UDP: datagrams to and from sockets (RFC 768, RFC 1122 §4.1).

use super::ip::{Packet, TTL};
use super::{Attempt, Host};
use crate::network::Wires;
use crate::world::Ctx;
use std::collections::VecDeque;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use wireglass_core::rules::Reason;
use wireglass_core::tcp::State;
use wireglass_core::wire::{Protocol, icmp, ipv4, udp};
use wireglass_trace::{Errno, EventId, Queue, Socket, SocketId, Transport, What};

/// How many datagrams wait at a socket before others are lost.
const LIMIT: u32 = 64;

/// A datagram socket.
#[derive(Clone, Debug)]
pub(crate) struct Datagrams {
    port: u16,
    waiting: VecDeque<(SocketAddr, Vec<u8>)>,
    /// An ICMP error that the next call is to return (RFC 1122 §4.1.3.3).
    error: Option<Errno>,
    /// The last event that could have woken a task.
    last_event: Option<EventId>,
}

/// In.
impl Host {
    pub(super) fn udp(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        ip: &ipv4::Header,
        bytes: &[u8],
        packet: &[u8],
    ) -> Result<(), Reason> {
        let (src, dst) = (IpAddr::V4(ip.src), IpAddr::V4(ip.dst));
        let (header, payload) = udp::Header::parse(bytes).map_err(|_| Reason::PacketMalformed)?;
        if !udp::Header::checksum_ok(bytes, src, dst) {
            return Err(Reason::UdpChecksumWrong);
        }
        let port = header.dst_port;
        let found = self.datagrams.iter_mut().find(|(_, socket)| socket.port == port);
        let Some((id, socket)) = found else {
            let code = icmp::Unreachable::Port;
            self.icmp_error(ctx, wires, icmp::Header::Unreachable { code, mtu: 0 }, packet);
            return Err(Reason::UdpPortClosed { port });
        };
        if socket.waiting.len() >= LIMIT as usize {
            return Err(Reason::UdpQueueFull { port, limit: LIMIT });
        }
        let (id, node) = (*id, self.common.node);
        socket.waiting.push_back((SocketAddr::new(src, header.src_port), payload.to_vec()));
        let waiting = u32::try_from(socket.waiting.len()).unwrap_or(u32::MAX);
        let because = Some(Reason::UdpDelivered { port, waiting });
        let what = queue_set(id, socket);
        socket.last_event = Some(ctx.push(node, what, because, None));
        Ok(())
    }

    /// An ICMP error about a datagram of ours.
    pub(super) fn udp_error(&mut self, local: SocketAddr, kind: icmp::Kind, code: u8) {
        let found = self.datagrams.values_mut().find(|socket| socket.port == local.port());
        if let Some(socket) = found {
            socket.error = Some(match (kind, code) {
                (icmp::Kind::Unreachable, 2 | 3) => Errno::Econnrefused,
                (icmp::Kind::Unreachable, 0 | 6) => Errno::Enetunreach,
                (icmp::Kind::Unreachable, 4) => Errno::Emsgsize,
                _ => Errno::Ehostunreach,
            });
        }
    }
}

/// What programs ask for.
impl Host {
    /// `bind()` of a datagram socket; port 0 means any.
    pub(crate) fn bind_datagrams(&mut self, ctx: &mut Ctx<'_>, port: u16) -> Attempt<SocketId> {
        let taken = |host: &Self, port| host.datagrams.values().any(|socket| socket.port == port);
        let port = if port == 0 {
            let first = self.setup.ephemeral_port;
            match (first..=u16::MAX).find(|port| !taken(self, *port)) {
                Some(port) => port,
                None => return Attempt::Failed(Errno::Eaddrinuse),
            }
        } else {
            port
        };
        if taken(self, port) {
            ctx.note(self.common.node, Reason::AddressInUse { port, state: State::Closed });
            return Attempt::Failed(Errno::Eaddrinuse);
        }
        let socket = ctx.trace.add_socket(Socket {
            node: self.common.node,
            transport: Transport::Udp,
            local: SocketAddr::new(IpAddr::V4(Ipv4Addr::UNSPECIFIED), port),
            remote: None,
            parent: None,
            listening: false,
        });
        ctx.push(self.common.node, What::SocketOpened { socket }, None, None);
        let waiting = VecDeque::new();
        let made = Datagrams { port, waiting, error: None, last_event: None };
        self.datagrams.insert(socket, made);
        Attempt::Done(socket)
    }

    /// `sendto()`.
    pub(crate) fn send_to(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        id: SocketId,
        to: SocketAddr,
        data: &[u8],
    ) -> Attempt<usize> {
        let Some(socket) = self.datagrams.get_mut(&id) else {
            return Attempt::Failed(Errno::Einval);
        };
        if let Some(error) = socket.error.take() {
            return Attempt::Failed(error);
        }
        let src_port = socket.port;
        let IpAddr::V4(dst) = to.ip() else { return Attempt::Failed(Errno::Einval) };
        let bytes = u32::try_from(data.len()).unwrap_or(u32::MAX);
        let because = if data.len() > udp::MAX_PAYLOAD {
            Err((Errno::Emsgsize, Reason::UdpTooLong { bytes }))
        } else {
            let source = self.source_for(dst);
            source.ok_or((Errno::Enetunreach, Reason::NoRoute { ip: dst }))
        };
        let src = match because {
            Ok(src) => src,
            Err((error, reason)) => {
                let what = What::Noted { socket: Some(id) };
                ctx.push(self.common.node, what, Some(reason), None);
                return Attempt::Failed(error);
            }
        };
        let mut datagram = Vec::with_capacity(udp::HEADER_LEN + data.len());
        let header = udp::Header::new(src_port, to.port());
        header.emit(data, IpAddr::V4(src), IpAddr::V4(dst), &mut datagram);
        let bytes_out = self.packet_to((src, dst), Protocol::Udp, (TTL, false), &datagram);
        let packet = Packet {
            dst,
            bytes: bytes_out,
            socket: Some(id),
            because: Reason::UdpSent { bytes },
            retransmission: false,
            forwarded_from: None,
        };
        self.send_packet(ctx, wires, packet);
        Attempt::Done(data.len())
    }

    /// `recvfrom()`: a datagram, and how much of it was cut off.
    pub(crate) fn receive_from(
        &mut self,
        ctx: &mut Ctx<'_>,
        id: SocketId,
        max: usize,
    ) -> Attempt<(SocketAddr, Vec<u8>, u32)> {
        let node = self.common.node;
        let Some(socket) = self.datagrams.get_mut(&id) else {
            return Attempt::Failed(Errno::Einval);
        };
        if let Some(error) = socket.error.take() {
            return Attempt::Failed(error);
        }
        let Some((from, mut data)) = socket.waiting.pop_front() else { return Attempt::Wait };
        let cut = u32::try_from(data.len().saturating_sub(max)).unwrap_or(u32::MAX);
        data.truncate(max);
        let what = queue_set(id, socket);
        let because = (cut > 0).then_some(Reason::UdpCut { bytes: cut });
        ctx.push(node, what, because, None);
        Attempt::Done((from, data, cut))
    }

    /// Whether `recvfrom()` would return at once, and the event that made it so.
    pub(crate) fn datagram_ready(&self, id: SocketId) -> (bool, Option<EventId>) {
        self.datagrams.get(&id).map_or((true, None), |socket| {
            (socket.error.is_some() || !socket.waiting.is_empty(), socket.last_event)
        })
    }

    /// `close()` of a datagram socket.
    pub(crate) fn close_datagrams(&mut self, ctx: &mut Ctx<'_>, socket: SocketId) {
        if self.datagrams.remove(&socket).is_some() {
            ctx.push(self.common.node, What::SocketDeleted { socket }, None, None);
        }
    }
}

fn queue_set(socket: SocketId, datagrams: &Datagrams) -> What {
    let len = u32::try_from(datagrams.waiting.len()).unwrap_or(u32::MAX);
    What::QueueSet { socket, queue: Queue::Datagrams, len, limit: LIMIT }
}
