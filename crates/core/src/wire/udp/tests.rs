use super::*;
use crate::wire::testing::{
    DNS_ANSWER, DNS_QUERY, addresses, assert_fields_tile, assert_layers_tile, hex, ipv4_packet,
    payload,
};
use crate::wire::{Dissection, LinkType, dissect};
use proptest::prelude::*;
use std::net::Ipv4Addr;

const SRC: IpAddr = IpAddr::V4(Ipv4Addr::new(172, 16, 0, 8));
const DST: IpAddr = IpAddr::V4(Ipv4Addr::new(172, 16, 0, 102));

fn taken_apart(packet: &[u8]) -> Dissection {
    let dissection = dissect(packet, LinkType::RawIp, packet.len());
    assert_layers_tile(&dissection.layers, packet.len());
    dissection
}

fn verdict(packet: &[u8]) -> Option<Verdict> {
    taken_apart(packet).field(FieldName::UdpChecksum).unwrap().verdict
}

#[test]
fn reads_a_query_and_its_answer() {
    for (digits, src, dst, ports, length) in
        [(DNS_QUERY, SRC, DST, (56125, 53), 34), (DNS_ANSWER, DST, SRC, (53, 56125), 50)]
    {
        let packet = hex(digits);
        let (header, payload) = Header::parse(&packet[20..]).unwrap();
        assert_eq!(header, Header::new(ports.0, ports.1));
        assert_eq!(payload.len(), length);
        // The query's checksum was left to the network card.
        assert_eq!(Header::checksum_ok(&packet[20..], src, dst), digits == DNS_ANSWER);
        let mut again = Vec::new();
        header.emit(payload, src, dst, &mut again);
        assert_eq!(again[..6], packet[20..26]);
        assert_eq!(again[8..], packet[28..]);
    }
    assert_eq!(verdict(&hex(DNS_ANSWER)), Some(Verdict::Correct));
    let query = taken_apart(&hex(DNS_QUERY));
    let checksum = query.field(FieldName::UdpChecksum).unwrap();
    assert_eq!(checksum.meaning, Some(Meaning::ChecksumLeftToHardware));
    let port = query.field(FieldName::UdpDestinationPort).unwrap();
    assert_eq!(port.meaning, Some(Meaning::Service(Service::Dns)));
}

#[test]
fn lengths_that_do_not_fit() {
    use MalformedKind as K;
    for (digits, at, what) in [
        ("", 0, K::TooShort { need: 8, have: 0 }),
        ("0007 0009 0008 00", 7, K::TooShort { need: 8, have: 7 }),
        ("0007 0009 0007 0000", 4, K::LengthBelowHeader { claimed: 7, header: 8 }),
        ("0007 0009 0000 0000", 4, K::LengthBelowHeader { claimed: 0, header: 8 }),
        ("0007 0009 000a 0000 61", 4, K::LengthBeyondEnd { claimed: 10, have: 9 }),
    ] {
        let bytes = hex(digits);
        let fault = Malformed { layer: LayerKind::Udp, at, what };
        assert_eq!(Header::parse(&bytes), Err(fault), "{digits}");
        let dissection = taken_apart(&ipv4_packet(Protocol::Udp, &bytes));
        assert_eq!(dissection.malformed, Some(fault.shifted(20)), "{digits}");
        assert!(!Header::checksum_ok(&bytes, SRC, DST));
    }
    let dissection = taken_apart(&ipv4_packet(Protocol::Udp, &hex("0007 0009 0009 0000 61 62")));
    assert_eq!(dissection.malformed, None);
    assert_eq!(dissection.layer(LayerKind::Payload).unwrap().bytes, 28..29);
    assert_eq!(dissection.layer(LayerKind::Padding).unwrap().bytes, 29..30);
}

#[test]
fn zero_says_that_there_is_no_checksum_but_not_over_ipv6() {
    let header = Header { checked: false, ..Header::new(7, 9) };
    let mut datagram = Vec::new();
    header.emit(b"hi", SRC, DST, &mut datagram);
    assert_eq!(datagram[6..8], [0, 0]);
    assert!(Header::checksum_ok(&datagram, SRC, DST));
    let finding = checksum_finding(&datagram, SRC, DST);
    assert_eq!(finding.verdict, Verdict::CannotCheck(Why::NotComputed));
    let dissection = taken_apart(&ipv4_packet(Protocol::Udp, &datagram));
    let field = dissection.field(FieldName::UdpChecksum).unwrap();
    assert_eq!(field.meaning, Some(Meaning::NoChecksum));
    assert!(dissection.is_sound());
    let v6: (IpAddr, IpAddr) = ("fe80::1".parse().unwrap(), "fe80::2".parse().unwrap());
    assert!(!Header::checksum_ok(&datagram, v6.0, v6.1));
    let finding = checksum_finding(&datagram, v6.0, v6.1);
    assert!(matches!(finding.verdict, Verdict::Wrong { expected: 1.. }));
}

/// The sum of this datagram is all ones, so its complement is zero, and is sent as all ones.
#[test]
fn a_checksum_that_comes_out_as_zero_is_sent_as_all_ones() {
    let header = Header::new(0, 0);
    let mut datagram = Vec::new();
    header.emit(&[0, 0], SRC, DST, &mut datagram);
    let [a, b] = [datagram[6], datagram[7]];
    // What stands there is the complement of all the rest: as payload it makes the sum all ones.
    let mut edge = Vec::new();
    header.emit(&[a, b], SRC, DST, &mut edge);
    assert_eq!(edge[6..8], [0xff, 0xff]);
    assert!(Header::checksum_ok(&edge, SRC, DST));
    assert_eq!(checksum_finding(&edge, SRC, DST).verdict, Verdict::Correct);
    edge[6] = 1;
    let wrong = Verdict::Wrong { expected: 0xffff };
    assert_eq!(checksum_finding(&edge, SRC, DST).verdict, wrong);
}

#[test]
fn the_largest_datagram_fills_an_ipv4_packet() {
    assert_eq!(MAX_PAYLOAD, 65_507);
    let mut datagram = Vec::new();
    Header::new(1, 2).emit(&vec![7; MAX_PAYLOAD], SRC, DST, &mut datagram);
    let (_, payload) = Header::parse(&datagram).unwrap();
    assert_eq!((payload.len(), datagram.len()), (65_507, ipv4::MAX_PAYLOAD));
    assert!(Header::checksum_ok(&datagram, SRC, DST));
}

#[test]
fn parts_of_a_datagram_are_shown_as_parts() {
    let mut datagram = Vec::new();
    Header::new(53, 53).emit(&[1; 100], SRC, DST, &mut datagram);
    let mut first = ipv4_packet(Protocol::Udp, &datagram[..48]);
    first[6] = 0x20;
    let dissection = taken_apart(&first);
    assert_eq!(dissection.malformed, None);
    let kinds: Vec<_> = dissection.layers.iter().map(|layer| layer.kind).collect();
    assert_eq!(kinds, [LayerKind::Ipv4, LayerKind::Udp, LayerKind::Fragment]);
    assert_eq!(
        dissection.field(FieldName::UdpChecksum).unwrap().verdict,
        Some(Verdict::CannotCheck(Why::Fragmented))
    );
    let mut second = ipv4_packet(Protocol::Udp, &datagram[48..]);
    second[7] = 6;
    let kinds: Vec<_> = taken_apart(&second).layers.iter().map(|layer| layer.kind).collect();
    assert_eq!(kinds, [LayerKind::Ipv4, LayerKind::Fragment]);
}

#[test]
fn a_capture_that_kept_too_little() {
    let packet = hex(DNS_ANSWER);
    let dissection = dissect(&packet[..40], LinkType::RawIp, packet.len());
    let verdict = dissection.field(FieldName::UdpChecksum).unwrap().verdict;
    assert_eq!(verdict, Some(Verdict::CannotCheck(Why::CutByCapture)));
}

proptest! {
    #[test]
    fn round_trip(
        ports: (u16, u16), checked: bool, payload in payload(), addresses in addresses(),
        behind: Vec<u8>,
    ) {
        let (src, dst) = addresses;
        let header = Header { src_port: ports.0, dst_port: ports.1, checked };
        let mut bytes = Vec::new();
        header.emit(&payload, src, dst, &mut bytes);
        let length = bytes.len();
        prop_assert_eq!(length, HEADER_LEN + payload.len());
        for cut in 0..length {
            prop_assert!(Header::parse(&bytes[..cut]).is_err());
            let header = &bytes[..cut.min(HEADER_LEN)];
            assert_fields_tile(&fields(header, 9, None), &(9..9 + header.len()));
        }
        prop_assert_eq!(Header::checksum_ok(&bytes, src, dst), checked || src.is_ipv4());
        bytes.extend_from_slice(&behind);
        prop_assert_eq!(Header::parse(&bytes), Ok((header, &payload[..])));
    }

    #[test]
    fn a_damaged_byte_is_noticed(
        payload in payload(), addresses in addresses(), at: prop::sample::Index, flip in 1u8..,
    ) {
        let (src, dst) = addresses;
        let mut bytes = Vec::new();
        Header::new(1, 2).emit(&payload, src, dst, &mut bytes);
        let at = at.index(bytes.len());
        // Another length is another datagram.
        prop_assume!(!(4..6).contains(&at));
        bytes[at] ^= flip;
        // Zero in the place of the checksum says that there is none.
        let none = bytes[6..8] == [0, 0] && src.is_ipv4();
        prop_assert_eq!(Header::checksum_ok(&bytes, src, dst), none);
    }

    #[test]
    fn any_bytes(bytes: Vec<u8>, addresses in addresses()) {
        let _ = Header::checksum_ok(&bytes, addresses.0, addresses.1);
        let _ = checksum_finding(&bytes, addresses.0, addresses.1);
        assert_fields_tile(&fields(&bytes, 0, None), &(0..bytes.len()));
        taken_apart(&ipv4_packet(Protocol::Udp, &bytes));
    }
}
