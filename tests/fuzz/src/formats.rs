//! The wire formats: read, write, read again; and whole frames taken apart.

use std::net::{IpAddr, Ipv4Addr};
use wireglass_core::seq::Seq;
use wireglass_core::wire::link::LinkType;
use wireglass_core::wire::tcp::{ChecksumFinding, Options};
use wireglass_core::wire::{Field, arp, ethernet, ipv4, ipv6, tcp as tcp_wire};
use wireglass_core::wire::{Known, tcp_summary};

/// Fields lie one behind the other, from bit `at * 8` on.
pub(crate) fn tile(fields: &[Field], at: usize, end: usize) {
    let mut next = u32::try_from(at * 8).expect("a frame's bits are counted in 32");
    for field in fields {
        assert_eq!(field.bits.start, next, "{field:?}");
        assert!(field.bits.end > field.bits.start, "{field:?}");
        next = field.bits.end;
    }
    assert!(next as usize <= end * 8, "fields beyond the end");
}

pub(crate) fn ethernet(bytes: &[u8]) {
    let Ok((header, payload)) = ethernet::Header::parse(bytes) else { return };
    assert!(payload.len() < bytes.len());
    let mut out = Vec::new();
    header.emit(&mut out);
    assert_eq!(out.len(), header.header_len());
    out.extend_from_slice(payload);
    assert_eq!(ethernet::Header::parse(&out), Ok((header, payload)));
    tile(&ethernet::fields(bytes.get(..ethernet::HEADER_LEN).unwrap_or(&[]), 0), 0, bytes.len());
}

pub(crate) fn arp(bytes: &[u8]) {
    tile(&arp::fields(bytes, 0), 0, bytes.len());
    let Ok(packet) = arp::Packet::parse(bytes) else { return };
    let mut out = Vec::new();
    packet.emit(&mut out);
    assert_eq!(arp::Packet::parse(&out), Ok(packet));
}

pub(crate) fn ipv4(bytes: &[u8]) {
    let _ = ipv4::Header::checksum_ok(bytes);
    let Ok((header, payload)) = ipv4::Header::parse(bytes) else { return };
    let mut out = Vec::new();
    header.emit(payload.len(), &mut out);
    assert!(ipv4::Header::checksum_ok(&out));
    out.extend_from_slice(payload);
    assert_eq!(ipv4::Header::parse(&out), Ok((header, payload)));
}

pub(crate) fn ipv6(bytes: &[u8]) {
    let Ok((header, payload)) = ipv6::Header::parse(bytes) else { return };
    let mut out = Vec::new();
    header.emit(payload.len(), &mut out);
    out.extend_from_slice(payload);
    assert_eq!(ipv6::Header::parse(&out), Ok((header, payload)));
}

/// What of the options there is room for when they are written.
fn writable(options: Options) -> Options {
    let mut sack = wireglass_core::wire::tcp::SackBlocks::new();
    for &(left, right) in options.sack.iter().take(options.sack_that_fits()) {
        sack.push(left, right);
    }
    Options { sack, ..options }
}

pub(crate) fn tcp(bytes: &[u8]) {
    let (src, dst) =
        (IpAddr::V4(Ipv4Addr::new(10, 0, 0, 1)), IpAddr::V4(Ipv4Addr::new(10, 0, 0, 2)));
    let _ = tcp_wire::Header::checksum_ok(bytes, src, dst);
    let _ = ChecksumFinding::of(bytes, src, dst);
    let Ok((mut header, payload)) = tcp_wire::Header::parse(bytes) else { return };
    let header_len = bytes.len() - payload.len();
    tile(&tcp_wire::fields(&bytes[..header_len], 0, None), 0, header_len);
    header.options = writable(header.options);
    let mut out = Vec::new();
    header.emit(payload, src, dst, &mut out);
    assert_eq!(out.len(), header.header_len() + payload.len());
    assert!(out.len() > 65_535 || tcp_wire::Header::checksum_ok(&out, src, dst));
    // Without ACK its number does not count, and is not written.
    if !header.flags.ack() {
        header.ack = Seq(0);
    }
    let (mut again, text) = tcp_wire::Header::parse(&out).expect("what was written can be read");
    if !again.flags.ack() {
        again.ack = Seq(0);
    }
    assert_eq!((again, text), (header, payload));
}

pub(crate) fn tcp_options(bytes: &[u8]) {
    let (options, _) = Options::parse(bytes);
    let options = writable(options);
    let mut out = Vec::new();
    options.emit(&mut out);
    assert_eq!(out.len(), options.encoded_len());
    assert!(out.len() <= 40 && out.len() % 4 == 0);
    assert_eq!(Options::parse(&out), (options, None));
}

/// The first byte picks the link, the second how much the capture cut off.
pub(crate) fn dissect(bytes: &[u8]) {
    let [link, cut, frame @ ..] = bytes else { return };
    let links = LinkType::ALL;
    let link = links[usize::from(*link) % links.len()];
    let original = frame.len() + usize::from(*cut);
    let mut dissection = wireglass_core::wire::dissect(frame, link, original);
    let mut next = 0;
    for layer in &dissection.layers {
        assert_eq!(layer.bytes.start, next, "{layer:?}");
        next = layer.bytes.end;
        assert!(next <= frame.len(), "{layer:?}");
        tile(&layer.fields, layer.bytes.start, layer.bytes.end);
    }
    assert_eq!(next, frame.len(), "every byte belongs to a layer");
    let summary = tcp_summary(frame, link, original);
    assert_eq!(summary.as_ref(), dissection.tcp());
    if let Some(tcp) = &summary {
        assert!(tcp.payload.end <= frame.len() && tcp.payload.start <= tcp.payload.end);
        let _ = (tcp.checksum(frame), tcp.seq_len());
        // The window of a connection with any shift at all.
        let isn = Some(tcp.header.seq);
        dissection.relate(Known { isn, peer_isn: isn, window_shift: Some(*cut) });
    }
    let _ = dissection.is_sound();
}
