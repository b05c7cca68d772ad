//! A host's sockets: finding the one a segment is for, and driving it.

use super::Host;
use super::ip::Packet;
use crate::app::machine::TTL;
use crate::network::Wires;
use crate::scenario::Isn;
use crate::socket::Sock;
use crate::world::Ctx;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use wireglass_core::rules::Reason;
use wireglass_core::seq::Seq;
use wireglass_core::tcp::{Endpoint, Log, SendKind, State, Transmit, reset_for};
use wireglass_core::time::Instant;
use wireglass_core::wire::tcp::{Flags, Header};
use wireglass_core::wire::{Protocol, tcp};
use wireglass_trace::{Socket, SocketId, Transport, What};

/// How far beyond a connection in TIME-WAIT its next incarnation begins.
const BEYOND_TIME_WAIT: u32 = 64_000;

/// Segments in.
impl Host {
    /// RFC 9293 §3.1: verify the checksum, then find the connection.
    pub(super) fn tcp(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        src: Ipv4Addr,
        dst: Ipv4Addr,
        bytes: &[u8],
    ) -> Result<(), Reason> {
        let ips = (IpAddr::V4(src), IpAddr::V4(dst));
        if !tcp::Header::checksum_ok(bytes, ips.0, ips.1) {
            return Err(Reason::TcpChecksumWrong);
        }
        let (header, payload) = tcp::Header::parse(bytes).map_err(|_| Reason::PacketMalformed)?;
        let src = SocketAddr::new(ips.0, header.src_port);
        let dst = SocketAddr::new(ips.1, header.dst_port);
        self.segment(ctx, wires, src, dst, &header, payload);
        Ok(())
    }

    fn segment(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        src: SocketAddr,
        dst: SocketAddr,
        header: &Header,
        payload: &[u8],
    ) {
        if let Some(id) = self.find(dst, src) {
            let mut log = Log::new();
            let Some(sock) = self.sockets.get_mut(&id) else { return };
            sock.endpoint.handle_segment(ctx.now, src, header, payload, &mut log);
            let reusable = self.drive(ctx, wires, id, &mut log, Polling::IfNotReusable);
            // RFC 9293 §3.6.1: the SYN may open the next incarnation, if somebody listens.
            if let Some(iss_above) = reusable
                && let Some(listener) = self.find_listener(dst)
            {
                self.delete(ctx, id, None);
                self.incoming(ctx, wires, listener, (src, dst), header, payload, Some(iss_above));
            } else if reusable.is_some() {
                self.drive(ctx, wires, id, &mut log, Polling::Always);
            }
        } else if let Some(listener) = self.find_listener(dst) {
            self.incoming(ctx, wires, listener, (src, dst), header, payload, None);
        } else if let Some(reset) = reset_for(src, dst, header, payload.len()) {
            self.send_segment(ctx, wires, None, dst, &reset);
        }
    }

    /// A segment for a listener. A SYN gets a child; the listener answers the rest itself.
    #[expect(clippy::too_many_arguments, reason = "a segment and where it goes")]
    fn incoming(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        listener: SocketId,
        (src, local): (SocketAddr, SocketAddr),
        header: &Header,
        payload: &[u8],
        iss_above: Option<Seq>,
    ) {
        let mut log = Log::new();
        let opens = header.flags.contains(Flags::SYN)
            && !header.flags.contains(Flags::ACK)
            && !header.flags.contains(Flags::RST);
        if !opens {
            let Some(sock) = self.sockets.get_mut(&listener) else { return };
            sock.endpoint.handle_segment(ctx.now, src, header, payload, &mut log);
            self.drive(ctx, wires, listener, &mut log, Polling::Always);
            return;
        }
        let mut iss = self.choose_iss(ctx.now, (local, src));
        if let Some(above) = iss_above
            && !iss.gt(above)
        {
            iss = above + BEYOND_TIME_WAIT;
        }
        let Some(parent) = self.sockets.get(&listener) else { return };
        let child = parent.endpoint.spawn(local, src, iss);
        let id = self.open(ctx, child, Some(src), Some(listener));
        if let Some(sock) = self.sockets.get_mut(&id) {
            sock.endpoint.handle_segment(ctx.now, src, header, payload, &mut log);
        }
        self.drive(ctx, wires, id, &mut log, Polling::Always);
    }

    pub(super) fn find(&self, local: SocketAddr, remote: SocketAddr) -> Option<SocketId> {
        let wanted = (local, Some(remote));
        self.alive().find(|sock| sock.addresses() == wanted).map(|sock| sock.id)
    }

    pub(super) fn find_listener(&self, local: SocketAddr) -> Option<SocketId> {
        self.alive()
            .find(|sock| {
                sock.endpoint.state() == State::Listen
                    && sock.parent.is_none()
                    && sock.endpoint.local().port() == local.port()
            })
            .map(|sock| sock.id)
    }

    pub(crate) fn alive(&self) -> impl Iterator<Item = &Sock> {
        self.sockets.values().filter(|sock| !sock.deleted)
    }
}

/// Whether `drive` lets an endpoint answer a SYN that a listener might rather have.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Polling {
    Always,
    IfNotReusable,
}

/// Endpoint to trace and wire.
impl Host {
    /// A timer of a socket has run out.
    pub(super) fn socket_timeout(&mut self, ctx: &mut Ctx<'_>, wires: &mut Wires, id: SocketId) {
        let Some(sock) = self.sockets.get_mut(&id) else { return };
        for (timer, set_by) in sock.take_due(ctx.now) {
            let what = What::TimerFired { socket: id, timer };
            ctx.push(self.common.node, what, None, Some(set_by));
        }
        let mut log = Log::new();
        sock.endpoint.handle_timeout(ctx.now, &mut log);
        self.drive(ctx, wires, id, &mut log, Polling::Always);
    }

    pub(super) fn open(
        &mut self,
        ctx: &mut Ctx<'_>,
        endpoint: Endpoint,
        remote: Option<SocketAddr>,
        parent: Option<SocketId>,
    ) -> SocketId {
        let id = ctx.trace.add_socket(Socket {
            node: self.common.node,
            transport: Transport::Tcp,
            local: endpoint.local(),
            remote,
            parent,
            listening: remote.is_none(),
        });
        ctx.push(self.common.node, What::SocketOpened { socket: id }, None, None);
        self.sockets.insert(id, Sock::new(id, endpoint, parent));
        id
    }

    /// Reports what the endpoint noted, sends what it has to send, and reports
    /// what has changed. Gives back whether a SYN in TIME-WAIT may be handed on.
    pub(super) fn drive(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        id: SocketId,
        log: &mut Log,
        polling: Polling,
    ) -> Option<Seq> {
        let node = self.common.node;
        let sock = self.sockets.get_mut(&id)?;
        let asked = sock.report(ctx, node, log);
        if asked.reusable.is_some() && polling == Polling::IfNotReusable {
            return asked.reusable;
        }
        let mut deleted = asked.deleted;
        loop {
            let sock = self.sockets.get_mut(&id)?;
            let transmit = sock.endpoint.poll_transmit(ctx.now, log);
            let local = sock.endpoint.local();
            deleted = sock.report(ctx, node, log).deleted.or(deleted);
            let Some(transmit) = transmit else { break };
            self.send_segment(ctx, wires, Some(id), local, &transmit);
        }
        let sock = self.sockets.get_mut(&id)?;
        sock.report_changes(ctx, node);
        self.queue_for_accept(id);
        if deleted.is_some() {
            self.delete(ctx, id, deleted);
        }
        self.rearm(id);
        None
    }

    /// A child that has come to be established waits in its listener's accept queue.
    fn queue_for_accept(&mut self, id: SocketId) {
        let Some(sock) = self.sockets.get_mut(&id) else { return };
        let Some(parent) = sock.parent else { return };
        if sock.was_queued || !sock.endpoint.state().is_synchronized() {
            return;
        }
        sock.was_queued = true;
        let event = sock.last_event;
        if let Some(listener) = self.sockets.get_mut(&parent) {
            listener.accept_queue.push_back(id);
            listener.last_event = event;
        }
    }

    fn delete(&mut self, ctx: &mut Ctx<'_>, id: SocketId, because: Option<Reason>) {
        let Some(sock) = self.sockets.get_mut(&id) else { return };
        if sock.deleted {
            return;
        }
        sock.deleted = true;
        let event = ctx.push(self.common.node, What::SocketDeleted { socket: id }, because, None);
        sock.last_event = Some(event);
        self.rearm(id);
    }

    fn rearm(&mut self, id: SocketId) {
        let Some(sock) = self.sockets.get(&id) else { return };
        let due = if sock.deleted { None } else { sock.endpoint.next_timeout() };
        if let Some(old) = self.armed.remove(&id) {
            self.timers.remove(&(old, id));
        }
        if let Some((due, _)) = due {
            self.armed.insert(id, due);
            self.timers.insert((due, id));
        }
    }

    fn send_segment(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        socket: Option<SocketId>,
        local: SocketAddr,
        transmit: &Transmit,
    ) {
        let (IpAddr::V4(src), IpAddr::V4(dst)) = (local.ip(), transmit.dst.ip()) else { return };
        let mut segment = Vec::with_capacity(20 + transmit.payload.len());
        let (from, to) = (IpAddr::V4(src), IpAddr::V4(dst));
        transmit.header.emit(&transmit.payload, from, to, &mut segment);
        // RFC 1191 §3: path MTU discovery wants DF set.
        let bytes = self.packet_to((src, dst), Protocol::Tcp, (TTL, true), &segment);
        let packet = Packet {
            dst,
            bytes,
            socket,
            because: transmit.reason,
            retransmission: transmit.kind == SendKind::Retransmission,
            forwarded_from: None,
        };
        self.send_packet(ctx, wires, packet);
    }

    pub(super) fn choose_iss(&mut self, now: Instant, ends: (SocketAddr, SocketAddr)) -> Seq {
        let nth = self.connections_made;
        self.connections_made = nth.wrapping_add(1);
        // Drawn in either case, so that the choice does not shift later draws.
        let random = self.rng.next_u32();
        match self.setup.isn {
            Isn::Counted { first, step } => Seq(first) + nth.wrapping_mul(step),
            Isn::Random => Seq(random),
            Isn::Rfc6528 => self.isns.isn(now, ends.0, ends.1),
        }
    }
}
