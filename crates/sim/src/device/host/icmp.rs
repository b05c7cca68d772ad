//! ICMP: echoes, and errors about packets (RFC 792, RFC 1122 §3.2.2).

use super::Host;
use super::ip::{Hop, Packet};
use crate::app::machine::TTL;
use crate::network::Wires;
use crate::world::{Ctx, Pending};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use wireglass_core::rules::Reason;
use wireglass_core::seq::Seq;
use wireglass_core::tcp::{IcmpError, Log};
use wireglass_core::time::{Duration, Instant};
use wireglass_core::wire::{Protocol, icmp, ipv4};
use wireglass_trace::{EventId, SocketId};

use super::tcp::Polling;

/// How long an echo is waited for.
const PATIENCE: Duration = Duration::from_secs(1);

/// An echo request that a program waits for.
#[derive(Clone, Debug)]
pub(crate) struct Echo {
    sent: Instant,
    /// What came back, once something has.
    pub(crate) answer: Option<Answer>,
    /// Nothing came in time.
    pub(crate) given_up: bool,
    /// The event that ended the waiting.
    pub(crate) last_event: Option<EventId>,
}

/// What came back for an echo request.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) from: Ipv4Addr,
    pub(crate) kind: icmp::Kind,
    pub(crate) code: u8,
    pub(crate) ttl: u8,
    /// The number of the request it is an answer to; of a datagram, the port it went to.
    pub(crate) seq: u16,
    pub(crate) after: Duration,
    pub(crate) data: Vec<u8>,
}

/// In.
impl Host {
    pub(super) fn icmp(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        port: u16,
        ip: &ipv4::Header,
        bytes: &[u8],
    ) -> Result<(), Reason> {
        if !icmp::Header::checksum_ok(bytes) {
            return Err(Reason::IcmpChecksumWrong);
        }
        let (header, data) = icmp::Header::parse(bytes).map_err(|_| Reason::PacketMalformed)?;
        match header {
            icmp::Header::EchoRequest { ident, seq } => {
                let reply = icmp::Header::EchoReply { ident, seq };
                let because = Reason::EchoReplied { ip: ip.src, seq };
                // What was asked of everybody is answered by each for itself.
                let asked = self.is_local(ip.dst).then_some(ip.dst);
                let own = self.interfaces.get(usize::from(port)).and_then(|i| i.address);
                let Some(src) = asked.or(own) else { return Ok(()) };
                self.send_icmp(ctx, wires, (src, ip.src), TTL, reply, data, because);
                Ok(())
            }
            icmp::Header::EchoReply { ident, seq } => {
                let kind = icmp::Kind::EchoReply;
                self.answered(ctx, (ident, seq), ip, (kind, 0), data, Reason::EchoAnswered { seq })
            }
            icmp::Header::Redirect { gateway, .. } => {
                let about = ipv4::View::new_checked(data).map_err(|_| Reason::PacketMalformed)?;
                self.redirected(ctx, port, ip.src, about.dst(), gateway)
            }
            _ if header.kind().is_error() => self.icmp_about(ctx, wires, ip, header, bytes, data),
            _ => Err(Reason::IcmpNotForUs { kind: header.kind().number() }),
        }
    }

    /// An error about a packet that we sent: told to whoever sent it.
    fn icmp_about(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        ip: &ipv4::Header,
        header: icmp::Header,
        bytes: &[u8],
        quoted: &[u8],
    ) -> Result<(), Reason> {
        let kind = header.kind();
        let code = bytes.get(1).copied().unwrap_or_default();
        let because = Reason::IcmpErrorArrived { ip: ip.src, kind: kind.number(), code };
        let quoted_ip = ipv4::View::new_checked(quoted).map_err(|_| Reason::PacketMalformed)?;
        let rest = quoted.get(quoted_ip.header_len()..).ok_or(Reason::PacketMalformed)?;
        let word = |at: usize| {
            let bytes = rest.get(at..at + 2)?;
            Some(u16::from_be_bytes([bytes[0], bytes[1]]))
        };
        let (Some(first), Some(second), Some(third), Some(fourth)) =
            (word(0), word(2), word(4), word(6))
        else {
            return Err(Reason::PacketMalformed);
        };
        if let icmp::Header::Unreachable { code: icmp::Unreachable::FragmentationNeeded, mtu } =
            header
            && self.is_own(quoted_ip.src())
        {
            self.path_is_narrow(ctx, quoted_ip.dst(), quoted_ip.total_len(), mtu);
        }
        let (src, dst) = (IpAddr::V4(quoted_ip.src()), IpAddr::V4(quoted_ip.dst()));
        let local = SocketAddr::new(src, first);
        let remote = SocketAddr::new(dst, second);
        match quoted_ip.protocol() {
            // Of an echo request the identifier is behind type, code and checksum.
            Protocol::Icmp => self.answered(ctx, (third, fourth), ip, (kind, code), &[], because),
            Protocol::Udp => {
                let what = wireglass_trace::What::Noted { socket: None };
                let event = ctx.push(self.common.node, what, Some(because), None);
                let (from, ttl, after) = (ip.src, ip.ttl, Duration::ZERO);
                let error = Answer { from, kind, code, ttl, seq: 0, after, data: Vec::new() };
                self.udp_error(ctx.now, (local, remote), error, event);
                Ok(())
            }
            Protocol::Tcp => {
                ctx.note(self.common.node, because);
                let mtu = match header {
                    icmp::Header::Unreachable { mtu, .. } => mtu,
                    _ => 0,
                };
                let seq = Seq(u32::from(third) << 16 | u32::from(fourth));
                let error = IcmpError::new(kind.number(), code, mtu);
                let (Some(id), Some(error)) = (self.find(local, remote), error) else {
                    return Err(Reason::IcmpNotForUs { kind: kind.number() });
                };
                let mut log = Log::new();
                if let Some(sock) = self.sockets.get_mut(&id) {
                    sock.endpoint.handle_icmp(ctx.now, error, seq, &mut log);
                }
                self.drive(ctx, wires, id, &mut log, Polling::Always);
                Ok(())
            }
            _ => Err(Reason::IcmpNotForUs { kind: kind.number() }),
        }
    }

    /// Something came back for one of our echo requests.
    fn answered(
        &mut self,
        ctx: &mut Ctx<'_>,
        (ident, seq): (u16, u16),
        ip: &ipv4::Header,
        (kind, code): (icmp::Kind, u8),
        data: &[u8],
        because: Reason,
    ) -> Result<(), Reason> {
        let (from, ttl, data) = (ip.src, ip.ttl, data.to_vec());
        let answer = Answer { from, kind, code, ttl, seq, after: Duration::ZERO, data };
        let Some(echo) = self.echoes.get_mut(&ident) else {
            let known = self.echo_arrived(ctx, ident, answer, because);
            return known.then_some(()).ok_or(Reason::IcmpNotForUs { kind: kind.number() });
        };
        let after = ctx.now.since(echo.sent);
        echo.answer.get_or_insert(Answer { after, ..answer });
        let what = wireglass_trace::What::Noted { socket: None };
        echo.last_event = Some(ctx.push(self.common.node, what, Some(because), None));
        Ok(())
    }
}

/// Out.
impl Host {
    /// Sends an echo request; its identifier is what to ask for its answer by.
    pub(crate) fn echo(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        dst: Ipv4Addr,
        ttl: u8,
        data: &[u8],
    ) -> Option<u16> {
        let src = self.source_for(dst)?;
        let ident = self.next_ident();
        let (seq, sent) = (1, ctx.now);
        let echo = Echo { sent, answer: None, given_up: false, last_event: None };
        self.echoes.insert(ident, echo);
        let request = icmp::Header::EchoRequest { ident, seq };
        let because = Reason::EchoRequested { seq };
        self.send_icmp(ctx, wires, (src, dst), ttl, request, data, because);
        let give_up = Pending::EchoTimeout { node: self.common.index, ident };
        ctx.queue.add(ctx.now + PATIENCE, give_up);
        Some(ident)
    }

    /// An identifier that no request of this host has.
    pub(super) fn next_ident(&mut self) -> u16 {
        let ident = self.next_echo;
        self.next_echo = ident.checked_add(1).unwrap_or(1);
        ident
    }

    /// Nothing has come back for too long.
    pub(crate) fn echo_timeout(&mut self, ident: u16) {
        if let Some(echo) = self.echoes.get_mut(&ident) {
            echo.given_up = true;
        }
    }

    /// The echo, to see whether its waiting is over.
    pub(crate) fn echo_state(&self, ident: u16) -> Option<&Echo> {
        self.echoes.get(&ident)
    }

    /// Takes what came back. Whatever comes later is for nobody.
    pub(crate) fn take_echo(&mut self, ident: u16) -> Option<Answer> {
        self.echoes.remove(&ident)?.answer
    }

    /// RFC 1122 §3.2.2, RFC 1812 §4.3.2: tells a packet's sender what became of it,
    /// unless that is one of the packets about which nobody is ever told.
    pub(super) fn icmp_error(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        error: icmp::Header,
        about: &[u8],
    ) {
        let Ok(view) = ipv4::View::new_checked(about) else { return };
        let (from, to) = (view.src(), view.dst());
        let kind = about.get(view.header_len()).copied().map(icmp::Kind::from);
        let is_error = view.protocol() == Protocol::Icmp && kind.is_none_or(icmp::Kind::is_error);
        let to_many = to.is_broadcast()
            || to.is_multicast()
            || self.interfaces.iter().any(|i| i.broadcast() == Some(to));
        let nobody = from.is_unspecified() || from.is_broadcast() || from.is_multicast();
        if is_error || to_many || nobody || view.fragment_offset() > 0 {
            return ctx.note(self.common.node, Reason::IcmpErrorSuppressed);
        }
        let Some(src) = self.source_for(from) else { return };
        let mut bytes = Vec::new();
        let quoted = icmp::quote(about);
        error.emit(quoted, &mut bytes);
        let code = bytes.get(1).copied().unwrap_or_default();
        let because = Reason::IcmpErrorSent { ip: from, kind: error.kind().number(), code };
        self.send_icmp(ctx, wires, (src, from), TTL, error, quoted, because);
    }

    #[expect(clippy::too_many_arguments, reason = "a packet's addresses and what is in it")]
    fn send_icmp(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        (src, dst): (Ipv4Addr, Ipv4Addr),
        ttl: u8,
        header: icmp::Header,
        data: &[u8],
        because: Reason,
    ) {
        let ends = (src, dst);
        let hop = self.route(dst).filter(|_| !self.is_local(dst));
        let message = Message { ends, fate: (ttl, false), socket: None, because };
        self.send_icmp_by(ctx, wires, hop, &message, header, data);
    }

    /// Sends a message by a hop, or to this host itself.
    pub(super) fn send_icmp_by(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        hop: Option<Hop>,
        message: &Message,
        header: icmp::Header,
        data: &[u8],
    ) {
        let mut payload = Vec::with_capacity(icmp::HEADER_LEN + data.len());
        header.emit(data, &mut payload);
        let bytes = self.packet_to(message.ends, Protocol::Icmp, message.fate, &payload);
        let packet = Packet {
            dst: message.ends.1,
            bytes,
            socket: message.socket,
            because: message.because,
            retransmission: false,
            forwarded_from: None,
        };
        self.send_out(ctx, wires, hop, packet);
    }
}

/// What goes around a message: the addresses, TTL and DF, who sends it and why.
pub(super) struct Message {
    pub(super) ends: (Ipv4Addr, Ipv4Addr),
    pub(super) fate: (u8, bool),
    pub(super) socket: Option<SocketId>,
    pub(super) because: Reason,
}
