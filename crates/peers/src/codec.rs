//! Our endpoint's segments as the bytes of IPv4 packets, and back, with every checksum made
//! and checked by our own code.

use std::fmt::Write as _;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use wireglass_core::wire::ipv4::{self, Protocol};
use wireglass_core::wire::tcp::{ChecksumFinding, Flags, Header};
use wireglass_core::wire::{Malformed, Verdict};

/// A segment with its addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// From whom.
    pub src: SocketAddr,
    /// To whom.
    pub dst: SocketAddr,
    /// The TCP header.
    pub header: Header,
    /// The text.
    pub payload: Vec<u8>,
}

/// Why a packet is not a segment for us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// A header does not hold together.
    Malformed(Malformed),
    /// The IPv4 header's checksum is wrong.
    IpChecksum,
    /// The TCP checksum is wrong.
    TcpChecksum,
    /// Something other than TCP, or a part of a datagram.
    NotTcp,
}

impl From<Malformed> for Unfit {
    fn from(what: Malformed) -> Self {
        Self::Malformed(what)
    }
}

/// The packet from `src` to `dst` that carries this segment. Both must be IPv4 addresses;
/// the unspecified one stands for one that is not.
pub fn emit(src: IpAddr, dst: IpAddr, header: &Header, payload: &[u8]) -> Vec<u8> {
    let v4 = |addr| match addr {
        IpAddr::V4(addr) => addr,
        IpAddr::V6(_) => Ipv4Addr::UNSPECIFIED,
    };
    let mut segment = Vec::with_capacity(header.header_len() + payload.len());
    header.emit(payload, src, dst, &mut segment);
    let ip = ipv4::Header {
        src: v4(src),
        dst: v4(dst),
        protocol: Protocol::Tcp,
        ttl: 64,
        ident: 0,
        dont_fragment: true,
        more_fragments: false,
        fragment_offset: 0,
        tos: 0,
    };
    let mut packet = Vec::with_capacity(ipv4::HEADER_LEN + segment.len());
    ip.emit(segment.len(), &mut packet);
    packet.extend(segment);
    packet
}

/// Reads a packet.
///
/// # Errors
/// [`Unfit`], where a host would drop it.
pub fn parse(packet: &[u8]) -> Result<Segment, Unfit> {
    let (ip, segment) = ipv4::Header::parse(packet)?;
    if !ipv4::Header::checksum_ok(packet) {
        return Err(Unfit::IpChecksum);
    }
    if ip.protocol != Protocol::Tcp || ip.is_fragment() {
        return Err(Unfit::NotTcp);
    }
    let (header, payload) = Header::parse(segment)?;
    let (src, dst) = (IpAddr::V4(ip.src), IpAddr::V4(ip.dst));
    if ChecksumFinding::of(segment, src, dst).verdict != Verdict::Correct {
        return Err(Unfit::TcpChecksum);
    }
    Ok(Segment {
        src: SocketAddr::new(src, header.src_port),
        dst: SocketAddr::new(dst, header.dst_port),
        payload: payload.to_vec(),
        header,
    })
}

/// A segment in one line, as the RFC writes it, with its window and options.
pub fn show(header: &Header, len: usize) -> String {
    let mut out = format!("<SEQ={}>", header.seq);
    if header.flags.contains(Flags::ACK) {
        write!(out, "<ACK={}>", header.ack).unwrap_or_default();
    }
    if len > 0 {
        write!(out, "<DATA={len}>").unwrap_or_default();
    }
    let names = [
        (Flags::SYN, "SYN"),
        (Flags::FIN, "FIN"),
        (Flags::RST, "RST"),
        (Flags::PSH, "PSH"),
        (Flags::ACK, "ACK"),
        (Flags::URG, "URG"),
    ];
    let set = names.into_iter().filter(|(flag, _)| header.flags.contains(*flag));
    let set: Vec<_> = set.map(|(_, name)| name).collect();
    write!(out, "<CTL={}> wnd {}", set.join(","), header.window).unwrap_or_default();
    let options = &header.options;
    if let Some(mss) = options.mss {
        write!(out, " mss {mss}").unwrap_or_default();
    }
    if let Some(shift) = options.window_scale {
        write!(out, " ws {shift}").unwrap_or_default();
    }
    if options.sack_permitted {
        out.push_str(" sackOK");
    }
    if let Some(ts) = options.timestamps {
        write!(out, " ts {}/{}", ts.value, ts.echo).unwrap_or_default();
    }
    for (left, right) in &options.sack {
        write!(out, " sack {left}-{right}").unwrap_or_default();
    }
    out
}
