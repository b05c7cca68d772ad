//! What each frame of a trace is: its protocol, the part it plays, a short label,
//! and which exchange it belongs to. Looked up once, so that drawing need not.

mod flow;
mod label;

pub use flow::Filter;

use crate::Role;
use crate::role::segment_role;
use flow::{Flows, Key};
use std::net::{IpAddr, SocketAddr};
use wireglass_core::wire::icmp::Kind;
use wireglass_core::wire::{
    EtherType, LinkType, Protocol as IpProtocol, TcpSummary, dhcp, dns, ethernet, icmp, ipv4, rip,
    stp, tcp, tftp, udp,
};
use wireglass_trace::{FrameId, Trace};

/// The port of HTTP (RFC 9110 §4.2.1).
const HTTP_PORT: u16 = 80;
/// Ports below are given to services; transfers of TFTP choose theirs above.
const FIRST_FREE_PORT: u16 = 1024;

/// What a frame speaks: the innermost protocol that is known here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Protocol {
    /// ARP and RARP.
    Arp,
    /// The spanning tree of switches.
    Stp,
    /// ICMP.
    Icmp,
    /// IGMP.
    Igmp,
    /// RIP.
    Rip,
    /// DHCP.
    Dhcp,
    /// DNS.
    Dns,
    /// TFTP.
    Tftp,
    /// Data of HTTP.
    Http,
    /// TCP without data, or with data of something else.
    Tcp,
    /// UDP with data of something else.
    Udp,
    /// Anything else.
    Other,
}

impl Protocol {
    /// Every protocol, from the link up.
    pub const ALL: [Self; 12] = [
        Self::Arp,
        Self::Stp,
        Self::Icmp,
        Self::Igmp,
        Self::Rip,
        Self::Dhcp,
        Self::Dns,
        Self::Tftp,
        Self::Http,
        Self::Tcp,
        Self::Udp,
        Self::Other,
    ];

    /// Its name, which is not translated; nothing for [`Protocol::Other`].
    pub const fn name(self) -> &'static str {
        match self {
            Self::Arp => "ARP",
            Self::Stp => "STP",
            Self::Icmp => "ICMP",
            Self::Igmp => "IGMP",
            Self::Rip => "RIP",
            Self::Dhcp => "DHCP",
            Self::Dns => "DNS",
            Self::Tftp => "TFTP",
            Self::Http => "HTTP",
            Self::Tcp => "TCP",
            Self::Udp => "UDP",
            Self::Other => "",
        }
    }

    /// The part that a frame plays which speaks this and is no TCP segment.
    const fn role(self) -> Role {
        match self {
            Self::Arp => Role::Arp,
            Self::Stp => Role::Stp,
            Self::Icmp => Role::Icmp,
            Self::Igmp => Role::Igmp,
            Self::Rip => Role::Rip,
            Self::Dhcp => Role::Dhcp,
            Self::Dns => Role::Dns,
            Self::Tftp => Role::Tftp,
            Self::Http => Role::Data,
            Self::Udp => Role::Udp,
            Self::Tcp | Self::Other => Role::Other,
        }
    }
}

/// What a frame is, as far as a drawing needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Its protocol.
    pub protocol: Protocol,
    /// The part it plays.
    pub role: Role,
    /// It carries what was on the wire before.
    pub again: bool,
    /// Two words at most, such as `SYN` or `DHCP Discover`.
    pub label: String,
}

/// What all frames of a trace are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Traffic {
    facts: Vec<Facts>,
    flows: Flows,
}

impl Traffic {
    /// Looks every frame up.
    pub fn new(trace: &Trace) -> Self {
        let mut flows = Flows::default();
        let facts = (0..trace.frames().len()).map(|index| {
            let id = FrameId::from_index(index);
            let seen = look(trace.frame_bytes(id), trace.link_type(id));
            let frame = trace.frame(id);
            flows.add(seen.key, frame.copy_of.or(frame.forwarded_from));
            facts(trace, id, seen.protocol)
        });
        let facts = facts.collect();
        Self { facts, flows }
    }

    /// What one frame is.
    pub fn facts(&self, frame: FrameId) -> &Facts {
        &self.facts[frame.index()]
    }

    /// Whether two frames belong to one exchange: the same two programs, whoever
    /// sends, also behind an address translator; and what ICMP has to say of it.
    pub fn is_same_flow(&self, a: FrameId, b: FrameId) -> bool {
        a == b || self.flows.of(a).is_some_and(|flow| self.flows.of(b) == Some(flow))
    }

    /// Whether a frame is to be shown.
    pub fn shows(&self, filter: &Filter, frame: FrameId) -> bool {
        let facts = self.facts(frame);
        !(filter.hide_arp && facts.protocol == Protocol::Arp)
            && filter.only.is_none_or(|only| {
                // HTTP is nothing without the connection that carries it.
                only == facts.protocol || only == Protocol::Tcp && facts.protocol == Protocol::Http
            })
            && filter.flow.is_none_or(|flow| self.is_same_flow(flow, frame))
    }

    /// The protocols that are spoken, from the link up.
    pub fn protocols(&self) -> Vec<Protocol> {
        let spoken = |protocol: &Protocol| self.facts.iter().any(|f| f.protocol == *protocol);
        Protocol::ALL.into_iter().filter(spoken).collect()
    }
}

fn facts(trace: &Trace, id: FrameId, protocol: Protocol) -> Facts {
    let segment = match protocol {
        Protocol::Tcp | Protocol::Http => trace.segment(id),
        _ => None,
    };
    let role = segment.as_ref().map_or_else(|| protocol.role(), role_of_segment);
    let label = label::of(trace, id, protocol, segment.as_ref());
    Facts { protocol, role, again: trace.frame(id).anomalies.is_retransmission(), label }
}

fn role_of_segment(segment: &TcpSummary) -> Role {
    segment_role(segment.header.flags, segment.payload_len > 0)
}

/// The role of a frame that carries no TCP segment.
pub(crate) fn role_of_other(trace: &Trace, frame: FrameId) -> Role {
    look(trace.frame_bytes(frame), trace.link_type(frame)).protocol.role()
}

/// What can be seen without taking a frame apart.
struct Seen {
    protocol: Protocol,
    key: Option<Key>,
}

impl Seen {
    const fn only(protocol: Protocol) -> Self {
        Self { protocol, key: None }
    }
}

fn look(bytes: &[u8], link: LinkType) -> Seen {
    if link == LinkType::Ethernet {
        let Ok(view) = ethernet::View::new_checked(bytes) else {
            return Seen::only(Protocol::Other);
        };
        return match view.ethertype() {
            EtherType::Arp | EtherType::Rarp => Seen::only(Protocol::Arp),
            EtherType::Ipv4 => packet(view.payload()),
            EtherType::Ipv6 => segment(bytes, link),
            kind if kind.as_length().is_some() && view.payload().starts_with(&stp::LLC) => {
                Seen::only(Protocol::Stp)
            }
            _ => Seen::only(Protocol::Other),
        };
    }
    segment(bytes, link)
}

/// Captures of other kinds of link: whether it is TCP is all that is asked.
fn segment(bytes: &[u8], link: LinkType) -> Seen {
    match wireglass_core::wire::tcp_summary(bytes, link, bytes.len()) {
        Some(tcp) => {
            let protocol = tcp_protocol(tcp.src.port(), tcp.dst.port(), tcp.payload_len > 0);
            Seen { protocol, key: Some(Key::new(6, tcp.src, tcp.dst)) }
        }
        None => Seen::only(Protocol::Other),
    }
}

fn tcp_protocol(from: u16, to: u16, has_data: bool) -> Protocol {
    let http = has_data && (from == HTTP_PORT || to == HTTP_PORT);
    if http { Protocol::Http } else { Protocol::Tcp }
}

fn packet(bytes: &[u8]) -> Seen {
    let Ok(view) = ipv4::View::new_checked(bytes) else { return Seen::only(Protocol::Other) };
    let end = usize::from(view.total_len()).clamp(view.header_len(), bytes.len());
    let payload = bytes.get(view.header_len()..end).unwrap_or_default();
    let number = u8::from(view.protocol());
    let (src, dst) = (IpAddr::V4(view.src()), IpAddr::V4(view.dst()));
    let first = view.fragment_offset() == 0;
    let key = if first { key(number, src, dst, payload) } else { None };
    // The parts of a datagram are told to belong together by their identification.
    let fragment = !first || view.more_fragments();
    let key = match key {
        Some(key) if fragment => Some(key.fragment(view.header().ident)),
        None if !first => Some(Key::rest(number, src, dst, view.header().ident)),
        key => key,
    };
    let protocol = match view.protocol() {
        IpProtocol::Tcp if !first => Protocol::Tcp,
        IpProtocol::Tcp => {
            let header = payload.get(12).map_or(tcp::HEADER_LEN, |b| usize::from(b >> 4) * 4);
            tcp_protocol(port(payload, 0), port(payload, 2), payload.len() > header)
        }
        IpProtocol::Udp if !first => Protocol::Udp,
        IpProtocol::Udp => udp_protocol(payload),
        IpProtocol::Icmp => Protocol::Icmp,
        IpProtocol::Igmp => Protocol::Igmp,
        _ => Protocol::Other,
    };
    Seen { protocol, key }
}

fn udp_protocol(datagram: &[u8]) -> Protocol {
    let (from, to) = (port(datagram, 0), port(datagram, 2));
    let either = |port| from == port || to == port;
    let data = datagram.get(udp::HEADER_LEN..).unwrap_or_default();
    if either(dns::PORT) {
        Protocol::Dns
    } else if either(dhcp::SERVER_PORT) && either(dhcp::CLIENT_PORT) {
        Protocol::Dhcp
    } else if either(rip::PORT) {
        Protocol::Rip
    } else if either(tftp::PORT) || from.min(to) >= FIRST_FREE_PORT && tftp::is_plausible(data) {
        Protocol::Tftp
    } else {
        Protocol::Udp
    }
}

/// Between which two programs; of an ICMP error, those whose packet it is about.
fn key(protocol: u8, src: IpAddr, dst: IpAddr, payload: &[u8]) -> Option<Key> {
    match IpProtocol::from(protocol) {
        IpProtocol::Tcp | IpProtocol::Udp => {
            let from = SocketAddr::new(src, port(payload, 0));
            Some(Key::new(protocol, from, SocketAddr::new(dst, port(payload, 2))))
        }
        IpProtocol::Icmp => {
            let kind = Kind::from(*payload.first()?);
            if kind.is_error() {
                let quoted = ipv4::View::new_checked(payload.get(icmp::HEADER_LEN..)?).ok()?;
                let inner = payload.get(icmp::HEADER_LEN + quoted.header_len()..)?;
                let number = u8::from(quoted.protocol());
                let (src, dst) = (IpAddr::V4(quoted.src()), IpAddr::V4(quoted.dst()));
                // An error about an error does not exist (RFC 1122 §3.2.2), so this ends here.
                return match (quoted.protocol(), inner.first().copied().map(Kind::from)) {
                    (IpProtocol::Icmp, Some(kind)) if kind.is_error() => None,
                    _ => key(number, src, dst, inner),
                };
            }
            let identifier = port(payload, 4);
            let end = |ip| SocketAddr::new(ip, identifier);
            Some(Key::new(protocol, end(src), end(dst)))
        }
        _ => None,
    }
}

fn port(bytes: &[u8], at: usize) -> u16 {
    match bytes.get(at..at + 2) {
        Some(&[a, b]) => u16::from_be_bytes([a, b]),
        _ => 0,
    }
}

#[cfg(test)]
mod tests;
