//! UDP: datagrams to and from sockets (RFC 768, RFC 1122 §4.1).

use super::icmp::Answer;
use super::ip::Packet;
use super::{Attempt, Host, Ready};
use crate::app::machine::How;
use crate::network::Wires;
use crate::world::Ctx;
use std::collections::VecDeque;
use std::net::{IpAddr, SocketAddr, SocketAddrV4};
use wireglass_core::rules::Reason;
use wireglass_core::tcp::State;
use wireglass_core::time::Instant;
use wireglass_core::wire::{Protocol, icmp, ipv4, udp};
use wireglass_trace::{Errno, EventId, Queue, Socket, SocketId, Transport, What};

/// How many datagrams wait at a socket before others are lost.
const LIMIT: u32 = 64;
/// How many ICMP errors wait to be read.
const ERRORS: usize = 16;

/// A datagram as it came in.
#[derive(Clone, Debug)]
pub(crate) struct Letter {
    pub(crate) from: SocketAddrV4,
    pub(crate) data: Vec<u8>,
    /// How many bytes the reader did not want.
    pub(crate) cut: u32,
}

/// A datagram socket.
#[derive(Clone, Debug)]
pub(crate) struct Datagrams {
    local: SocketAddrV4,
    /// The only one it talks with, once it is connected.
    peer: Option<SocketAddrV4>,
    /// The only interface it uses, if it is bound to one.
    interface: Option<u16>,
    waiting: VecDeque<Letter>,
    /// An ICMP error that the next call is to return (RFC 1122 §4.1.3.3).
    error: Option<Errno>,
    /// The ICMP errors in full, for who asks for them.
    errors: VecDeque<Answer>,
    /// To where something was last sent, and when.
    sent: VecDeque<(SocketAddr, Instant)>,
    /// The last event that could have woken a task.
    last_event: Option<EventId>,
}

impl Datagrams {
    /// How well a datagram fits: not at all, or the more the more exactly.
    fn fit(&self, from: SocketAddrV4, to: SocketAddrV4, port: u16) -> Option<u8> {
        let here = self.local.ip();
        let fits = self.local.port() == to.port()
            && (here.is_unspecified() || here == to.ip())
            && self.peer.is_none_or(|peer| peer == from)
            && self.interface.is_none_or(|interface| interface == port);
        let exact = [!here.is_unspecified(), self.peer.is_some(), self.interface.is_some()];
        fits.then(|| exact.into_iter().map(u8::from).sum())
    }
}

/// In.
impl Host {
    pub(super) fn udp(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        arrival: u16,
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
        let from = SocketAddrV4::new(ip.src, header.src_port);
        let to = SocketAddrV4::new(ip.dst, port);
        let fit = |socket: &Datagrams| socket.fit(from, to, arrival);
        // Of several the one that fits best; of equals the first.
        let best = self.datagrams.iter().filter_map(|(id, socket)| Some((fit(socket)?, *id)));
        let best = best.max_by_key(|(fit, id)| (*fit, std::cmp::Reverse(*id)));
        let Some((_, id)) = best else {
            let code = icmp::Unreachable::Port;
            self.icmp_error(ctx, wires, icmp::Header::Unreachable { code, mtu: 0 }, packet);
            return Err(Reason::UdpPortClosed { port });
        };
        // What is for many is for each of them that fits.
        let many = !self.is_own(ip.dst) && !ip.dst.is_loopback();
        let mut outcome = Ok(());
        for (other, socket) in &mut self.datagrams {
            if *other != id && !(many && socket.fit(from, to, arrival).is_some()) {
                continue;
            }
            if socket.waiting.len() >= LIMIT as usize {
                outcome = Err(Reason::UdpQueueFull { port, limit: LIMIT });
                continue;
            }
            let data = payload.to_vec();
            socket.waiting.push_back(Letter { from, data, cut: 0 });
            let waiting = u32::try_from(socket.waiting.len()).unwrap_or(u32::MAX);
            let because = Some(Reason::UdpDelivered { port, waiting });
            let what = queue_set(*other, socket);
            socket.last_event = Some(ctx.push(self.common.node, what, because, None));
        }
        outcome
    }

    /// An ICMP error about a datagram of ours; `event` tells of it.
    pub(super) fn udp_error(
        &mut self,
        now: Instant,
        (local, remote): (SocketAddr, SocketAddr),
        mut error: Answer,
        event: EventId,
    ) {
        let found = self.datagrams.values_mut().find(|it| it.local.port() == local.port());
        let Some(socket) = found else { return };
        socket.error = Some(match (error.kind, error.code) {
            (icmp::Kind::Unreachable, 2 | 3) => Errno::Econnrefused,
            (icmp::Kind::Unreachable, 0 | 6) => Errno::Enetunreach,
            (icmp::Kind::Unreachable, 4) => Errno::Emsgsize,
            _ => Errno::Ehostunreach,
        });
        // Of a datagram, the port is what it is known by.
        error.seq = remote.port();
        let sent = socket.sent.iter().rev().find(|(to, _)| *to == remote);
        error.after = sent.map_or(error.after, |(_, sent)| now.since(*sent));
        if socket.errors.len() < ERRORS {
            socket.errors.push_back(error);
        }
        socket.last_event = Some(event);
    }
}

/// What programs ask for.
impl Host {
    /// `bind()` of a datagram socket; port 0 means any.
    pub(crate) fn bind_datagrams(
        &mut self,
        ctx: &mut Ctx<'_>,
        local: SocketAddrV4,
        interface: Option<u16>,
    ) -> Result<SocketId, Errno> {
        let (ip, port) = (*local.ip(), local.port());
        // Two sockets have the same port only if no datagram can be meant for both.
        let taken = |host: &Self, port| {
            let apart = |other: &Datagrams| {
                let there = *other.local.ip();
                let addresses = !ip.is_unspecified() && !there.is_unspecified() && ip != there;
                let interfaces =
                    matches!((interface, other.interface), (Some(a), Some(b)) if a != b);
                addresses || interfaces
            };
            host.datagrams.values().any(|it| it.local.port() == port && !apart(it))
        };
        let port = if port == 0 {
            // Each time another, so that what is late for the last one is not taken for ours.
            let (first, next) = (self.setup.ephemeral_port, self.next_datagram_port);
            let mut ports = (next..=u16::MAX).chain(first..next);
            let port = ports.find(|port| !taken(self, *port)).ok_or(Errno::Eaddrinuse)?;
            self.next_datagram_port = port.checked_add(1).unwrap_or(first);
            port
        } else {
            port
        };
        if taken(self, port) {
            ctx.note(self.common.node, Reason::AddressInUse { port, state: State::Closed });
            return Err(Errno::Eaddrinuse);
        }
        let local = SocketAddrV4::new(ip, port);
        let socket = ctx.trace.add_socket(Socket {
            node: self.common.node,
            transport: Transport::Udp,
            local: SocketAddr::V4(local),
            remote: None,
            parent: None,
            listening: false,
        });
        ctx.push(self.common.node, What::SocketOpened { socket }, None, None);
        let made = Datagrams {
            local,
            peer: None,
            interface,
            waiting: VecDeque::new(),
            error: None,
            errors: VecDeque::new(),
            sent: VecDeque::new(),
            last_event: None,
        };
        self.datagrams.insert(socket, made);
        Ok(socket)
    }

    /// `connect()` of a datagram socket: nothing is sent, but only one peer is heard.
    pub(crate) fn connect_datagrams(&mut self, id: SocketId, to: SocketAddr) -> Attempt<()> {
        match (self.datagrams.get_mut(&id), to) {
            (Some(socket), SocketAddr::V4(to)) => {
                socket.peer = Some(to);
                Attempt::Done(())
            }
            _ => Attempt::Failed(Errno::Einval),
        }
    }

    /// `sendto()`.
    pub(crate) fn send_to(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        id: SocketId,
        (to, how): (SocketAddr, How),
        data: &[u8],
    ) -> Attempt<usize> {
        let Some(socket) = self.datagrams.get_mut(&id) else {
            return Attempt::Failed(Errno::Einval);
        };
        if let Some(error) = socket.error.take() {
            return Attempt::Failed(error);
        }
        socket.sent.push_back((to, ctx.now));
        if socket.sent.len() > ERRORS {
            socket.sent.pop_front();
        }
        let (local, interface) = (socket.local, socket.interface);
        let IpAddr::V4(dst) = to.ip() else { return Attempt::Failed(Errno::Einval) };
        let bytes = u32::try_from(data.len()).unwrap_or(u32::MAX);
        let source = if data.len() > udp::MAX_PAYLOAD {
            Err((Errno::Emsgsize, Reason::UdpTooLong { bytes }))
        } else {
            self.source_of(dst, *local.ip(), interface, how.broadcast)
        };
        let (src, hop) = match source {
            Ok(found) => found,
            Err((error, reason)) => {
                let what = What::Noted { socket: Some(id) };
                ctx.push(self.common.node, what, Some(reason), None);
                return Attempt::Failed(error);
            }
        };
        let mut datagram = Vec::with_capacity(udp::HEADER_LEN + data.len());
        let header = udp::Header::new(local.port(), to.port());
        header.emit(data, IpAddr::V4(src), IpAddr::V4(dst), &mut datagram);
        let mtu = hop.map(|hop| self.mtu_to(ctx, dst, hop.port));
        let len = ipv4::HEADER_LEN + datagram.len();
        // What must not be cut and does not fit is refused here already (RFC 1191 §6.4).
        if how.dont_fragment && mtu.is_some_and(|mtu| len > usize::from(mtu)) {
            return Attempt::Failed(Errno::Emsgsize);
        }
        let fate = (how.ttl, how.dont_fragment);
        let bytes_out = self.packet_to((src, dst), Protocol::Udp, fate, &datagram);
        let packet = Packet {
            dst,
            bytes: bytes_out,
            socket: Some(id),
            because: Reason::UdpSent { bytes },
            retransmission: false,
            forwarded_from: None,
        };
        match how.station {
            Some(station) => {
                let port = interface.or(hop.map(|hop| hop.port)).unwrap_or_default();
                self.transmit(ctx, wires, port, station, &packet);
            }
            None => self.send_out(ctx, wires, hop, packet),
        }
        Attempt::Done(data.len())
    }

    /// `recvfrom()`: a datagram, and how much of it was cut off.
    pub(crate) fn receive_from(
        &mut self,
        ctx: &mut Ctx<'_>,
        id: SocketId,
        max: usize,
    ) -> Attempt<Letter> {
        let node = self.common.node;
        let Some(socket) = self.datagrams.get_mut(&id) else {
            return Attempt::Failed(Errno::Einval);
        };
        if let Some(error) = socket.error.take() {
            return Attempt::Failed(error);
        }
        let Some(mut letter) = socket.waiting.pop_front() else { return Attempt::Wait };
        letter.cut = u32::try_from(letter.data.len().saturating_sub(max)).unwrap_or(u32::MAX);
        letter.data.truncate(max);
        let what = queue_set(id, socket);
        let because = (letter.cut > 0).then_some(Reason::UdpCut { bytes: letter.cut });
        ctx.push(node, what, because, None);
        Attempt::Done(letter)
    }

    /// `recvmsg(MSG_ERRQUEUE)`: an ICMP error in full. It is not told again otherwise.
    pub(crate) fn receive_error(&mut self, id: SocketId) -> Attempt<Answer> {
        let Some(socket) = self.datagrams.get_mut(&id) else {
            return Attempt::Failed(Errno::Einval);
        };
        let Some(error) = socket.errors.pop_front() else { return Attempt::Wait };
        socket.error = None;
        Attempt::Done(error)
    }

    /// Whether `recvfrom()` would return at once, and the event that made it so.
    pub(crate) fn datagram_ready(&self, id: SocketId) -> Ready {
        let Some(socket) = self.datagrams.get(&id) else { return Ready::Since(None) };
        let ready = socket.error.is_some() || !socket.waiting.is_empty();
        Ready::when(ready, socket.last_event)
    }

    /// Whether there is an ICMP error to read, and the event that told of it.
    pub(crate) fn error_ready(&self, id: SocketId) -> Ready {
        let Some(socket) = self.datagrams.get(&id) else { return Ready::Since(None) };
        Ready::when(!socket.errors.is_empty(), socket.last_event)
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
