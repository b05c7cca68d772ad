//! Sockets of echoes: what `ping` has. Its port is the identifier of its requests.

use super::icmp::Answer;
use super::{Attempt, Host, Ready};
use crate::app::machine::How;
use crate::network::Wires;
use crate::world::Ctx;
use std::collections::{BTreeMap, VecDeque};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use wireglass_core::rules::Reason;
use wireglass_core::time::Instant;
use wireglass_core::wire::{icmp, ipv4, udp};
use wireglass_trace::{Errno, EventId, Socket, SocketId, Transport, What};

/// How many answers wait at a socket before others are lost.
const LIMIT: usize = 64;

/// A socket of echoes.
#[derive(Clone, Debug)]
pub(crate) struct Echoes {
    ident: u16,
    /// The number of the last request.
    seq: u16,
    /// When which request was sent. One may have several answers: from everybody, or twice.
    sent: BTreeMap<u16, Instant>,
    waiting: VecDeque<Answer>,
    /// The last event that could have woken a task.
    last_event: Option<EventId>,
}

impl Host {
    /// `socket(AF_INET, SOCK_DGRAM, IPPROTO_ICMP)`.
    pub(crate) fn open_echoes(&mut self, ctx: &mut Ctx<'_>) -> SocketId {
        let ident = self.next_ident();
        let local = SocketAddr::new(IpAddr::V4(Ipv4Addr::UNSPECIFIED), ident);
        let socket = ctx.trace.add_socket(Socket {
            node: self.common.node,
            transport: Transport::Icmp,
            local,
            remote: None,
            parent: None,
            listening: false,
        });
        ctx.push(self.common.node, What::SocketOpened { socket }, None, None);
        let (sent, waiting) = (BTreeMap::new(), VecDeque::new());
        let made = Echoes { ident, seq: 0, sent, waiting, last_event: None };
        self.echo_sockets.insert(socket, made);
        socket
    }

    /// `sendto()` of a socket of echoes: the next request.
    pub(crate) fn send_echo(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        id: SocketId,
        (to, how): (SocketAddr, How),
        data: &[u8],
    ) -> Attempt<usize> {
        let IpAddr::V4(dst) = to.ip() else { return Attempt::Failed(Errno::Einval) };
        if data.len() > udp::MAX_PAYLOAD {
            return Attempt::Failed(Errno::Emsgsize);
        }
        let source = self.source_of(dst, Ipv4Addr::UNSPECIFIED, None, how.broadcast);
        let Some(socket) = self.echo_sockets.get_mut(&id) else {
            return Attempt::Failed(Errno::Einval);
        };
        socket.seq = socket.seq.wrapping_add(1);
        socket.sent.insert(socket.seq, ctx.now);
        let (ident, seq) = (socket.ident, socket.seq);
        let (src, hop) = match source {
            Ok(found) => found,
            Err((error, reason)) => {
                let what = What::Noted { socket: Some(id) };
                ctx.push(self.common.node, what, Some(reason), None);
                return Attempt::Failed(error);
            }
        };
        let mtu = hop.map(|hop| self.mtu_to(ctx, dst, hop.port));
        let len = ipv4::HEADER_LEN + icmp::HEADER_LEN + data.len();
        // What must not be cut and does not fit is refused here already (RFC 1191 §6.4).
        if how.dont_fragment && mtu.is_some_and(|mtu| len > usize::from(mtu)) {
            return Attempt::Failed(Errno::Emsgsize);
        }
        let request = icmp::Header::EchoRequest { ident, seq };
        let message = super::icmp::Message {
            ends: (src, dst),
            fate: (how.ttl, how.dont_fragment),
            socket: Some(id),
            because: Reason::EchoRequested { seq },
        };
        self.send_icmp_by(ctx, wires, hop, &message, request, data);
        Attempt::Done(data.len())
    }

    /// `recvfrom()` of a socket of echoes: what came back.
    pub(crate) fn receive_echo(&mut self, id: SocketId) -> Attempt<Answer> {
        match self.echo_sockets.get_mut(&id) {
            Some(socket) => socket.waiting.pop_front().map_or(Attempt::Wait, Attempt::Done),
            None => Attempt::Failed(Errno::Einval),
        }
    }

    /// Whether something came back, and the event that told of it.
    pub(crate) fn echoes_ready(&self, id: SocketId) -> Ready {
        let Some(socket) = self.echo_sockets.get(&id) else { return Ready::Since(None) };
        Ready::when(!socket.waiting.is_empty(), socket.last_event)
    }

    /// `close()` of a socket of echoes.
    pub(crate) fn close_echoes(&mut self, ctx: &mut Ctx<'_>, socket: SocketId) {
        if self.echo_sockets.remove(&socket).is_some() {
            ctx.push(self.common.node, What::SocketDeleted { socket }, None, None);
        }
    }

    /// Something came back for a request of such a socket; `false` if it is of none.
    pub(super) fn echo_arrived(
        &mut self,
        ctx: &mut Ctx<'_>,
        ident: u16,
        mut answer: Answer,
        because: Reason,
    ) -> bool {
        let node = self.common.node;
        let mut all = self.echo_sockets.iter_mut();
        let Some((id, socket)) = all.find(|(_, socket)| socket.ident == ident) else {
            return false;
        };
        let Some(sent) = socket.sent.get(&answer.seq) else { return false };
        answer.after = ctx.now.since(*sent);
        if socket.waiting.len() < LIMIT {
            socket.waiting.push_back(answer);
        }
        let what = What::Noted { socket: Some(*id) };
        socket.last_event = Some(ctx.push(node, what, Some(because), None));
        true
    }
}
