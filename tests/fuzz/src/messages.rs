//! What IP and UDP carry: fields tile whatever bytes there are, and what was read reads back the
//! same when it is written.

use crate::formats::tile;
use std::fmt::Debug;
use std::net::{IpAddr, Ipv4Addr};
use wireglass_core::wire::{Field, dhcp, dns, icmp, igmp, rip, stp, tftp, udp};

/// Fields cover all the bytes.
fn covered(fields: &[Field], bytes: &[u8]) {
    tile(fields, 0, bytes.len());
    let end = fields.last().map_or(0, |field| field.bits.end);
    assert_eq!(end as usize, bytes.len() * 8, "bytes without a field");
    for field in fields {
        let _ = field.text(bytes);
    }
}

/// What `parse` takes, `emit` writes so that it reads as the same.
fn again<T: PartialEq + Debug, E: PartialEq + Debug>(
    bytes: &[u8],
    parse: impl Fn(&[u8]) -> Result<T, E>,
    emit: impl Fn(&T, &mut Vec<u8>),
) {
    let Ok(value) = parse(bytes) else { return };
    let mut out = Vec::new();
    emit(&value, &mut out);
    assert_eq!(parse(&out), Ok(value));
}

pub(crate) fn udp(bytes: &[u8]) {
    covered(&udp::fields(bytes, 0, None), bytes);
    let (src, dst): (IpAddr, IpAddr) =
        (Ipv4Addr::new(10, 0, 0, 1).into(), Ipv4Addr::new(10, 0, 0, 2).into());
    let _ = udp::checksum_finding(bytes, src, dst);
    let Ok((header, payload)) = udp::Header::parse(bytes) else { return };
    let mut out = Vec::new();
    header.emit(payload, src, dst, &mut out);
    assert!(udp::Header::checksum_ok(&out, src, dst));
    assert_eq!(udp::Header::parse(&out), Ok((header, payload)));
}

pub(crate) fn icmp(bytes: &[u8]) {
    covered(&icmp::fields(bytes, 0, None), bytes);
    let Ok((header, payload)) = icmp::Header::parse(bytes) else { return };
    let mut out = Vec::new();
    header.emit(payload, &mut out);
    assert!(icmp::Header::checksum_ok(&out));
    assert_eq!(icmp::Header::parse(&out), Ok((header, payload)));
}

pub(crate) fn igmp(bytes: &[u8]) {
    covered(&igmp::fields(bytes, 0, None), bytes);
    again(bytes, igmp::Message::parse, igmp::Message::emit);
}

pub(crate) fn stp(bytes: &[u8]) {
    covered(&stp::fields(bytes, 0), bytes);
    again(bytes, stp::Bpdu::parse, stp::Bpdu::emit);
}

pub(crate) fn rip(bytes: &[u8]) {
    covered(&rip::fields(bytes, 0), bytes);
    again(bytes, rip::Message::parse, rip::Message::emit);
}

pub(crate) fn dns(bytes: &[u8]) {
    covered(&dns::fields(bytes, 0), bytes);
    // A data set without pointers can be longer than a message may be.
    if bytes.len() < 4096 {
        again(bytes, dns::Message::parse, dns::Message::emit);
    }
}

pub(crate) fn dhcp(bytes: &[u8]) {
    covered(&dhcp::fields(bytes, 0), bytes);
    let _ = dhcp::Message::parse(bytes);
}

pub(crate) fn tftp(bytes: &[u8]) {
    covered(&tftp::fields(bytes, 0), bytes);
    again(bytes, tftp::Packet::parse, tftp::Packet::emit);
}
