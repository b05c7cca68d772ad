use super::*;
use crate::wire::testing::{
    ARP_REQUEST, PADDED, SYN, TAGGED_V6, addresses, assert_layers_tile, hex, ipv4_header, mac,
    payload, tcp_header,
};
use crate::wire::{EtherType, MalformedKind, Protocol, ethernet, ipv4, ipv6};
use proptest::prelude::*;
use std::net::IpAddr;

fn whole(digits: &str) -> (Vec<u8>, Dissection) {
    let frame = hex(digits);
    let dissection = dissect(&frame, LinkType::Ethernet, frame.len());
    assert_layers_tile(&dissection.layers, frame.len());
    (frame, dissection)
}

fn kinds(dissection: &Dissection) -> Vec<LayerKind> {
    dissection.layers.iter().map(|layer| layer.kind).collect()
}

#[test]
fn a_syn() {
    let (frame, dissection) = whole(SYN);
    assert!(dissection.is_sound());
    assert_eq!(kinds(&dissection), [LayerKind::Ethernet, LayerKind::Ipv4, LayerKind::Tcp]);
    let tcp = dissection.tcp().unwrap();
    assert_eq!(tcp.src, "192.0.2.1:49152".parse().unwrap());
    assert_eq!(tcp.dst, "198.51.100.2:80".parse().unwrap());
    assert_eq!((tcp.payload.clone(), tcp.payload_len, tcp.seq_len()), (74..74, 0, 1));
    assert_eq!(tcp.checksum(&frame).verdict, Verdict::Correct);
    let syn = dissection.field(FieldName::TcpFlagSyn).unwrap();
    assert_eq!((syn.bits.clone(), syn.value), (382..383, Value::Flag(true)));
    assert_eq!(dissection.field_at(382), Some(syn));
    assert_eq!(dissection.field_at(8 * 74), None);
}

#[test]
fn padding_is_a_layer_of_its_own() {
    use LayerKind as L;
    let (_, dissection) = whole(PADDED);
    assert!(dissection.is_sound());
    assert_eq!(kinds(&dissection), [L::Ethernet, L::Ipv4, L::Tcp, L::Payload, L::Padding]);
    assert_eq!(dissection.layer(L::Padding).unwrap().bytes, 56..60);
    assert_eq!(dissection.tcp().unwrap().payload, 54..56);
}

#[test]
fn tags_and_extension_headers() {
    use LayerKind as L;
    let (_, dissection) = whole(TAGGED_V6);
    assert!(dissection.is_sound(), "{:?}", dissection.malformed);
    assert_eq!(
        kinds(&dissection),
        [L::Ethernet, L::Vlan, L::Ipv6, L::Ipv6Extension, L::Tcp, L::Payload]
    );
    let tcp = dissection.tcp().unwrap();
    assert_eq!(tcp.src, "[2001:db8::1]:443".parse().unwrap());
    assert_eq!(tcp.header.options.sack.as_slice(), [(Seq(10), Seq(20))]);
    assert_eq!(tcp.payload_len, 3);
}

#[test]
fn arp_has_padding_too() {
    let mut frame = hex(ARP_REQUEST);
    frame.resize(60, 0);
    let dissection = dissect(&frame, LinkType::Ethernet, 60);
    assert_layers_tile(&dissection.layers, 60);
    assert!(dissection.is_sound());
    assert_eq!(kinds(&dissection), [LayerKind::Ethernet, LayerKind::Arp, LayerKind::Padding]);
    assert_eq!(dissection.tcp(), None);
}

#[test]
fn every_link_type_leads_to_the_same_segment() {
    let ip = &hex(SYN)[14..];
    for (link, header) in [
        (LinkType::RawIp, ""),
        (LinkType::LinuxCooked, "0000 0001 0006 020000000001 0000 0800"),
        (LinkType::LinuxCookedV2, "0800 0000 00000003 0001 00 06 020000000001 0000"),
        (LinkType::BsdLoopback, "02000000"),
        (LinkType::BsdLoopback, "00000002"),
    ] {
        let frame = [&hex(header), ip].concat();
        let dissection = dissect(&frame, link, frame.len());
        assert_layers_tile(&dissection.layers, frame.len());
        assert!(dissection.is_sound(), "{link:?}");
        assert_eq!(dissection.tcp().unwrap().header.seq, Seq(1000), "{link:?}");
    }
}

#[test]
fn truncation_at_every_byte_of_the_frame() {
    for digits in [SYN, PADDED, TAGGED_V6, ARP_REQUEST] {
        let (frame, all) = whole(digits);
        let last = all.layers.last().unwrap();
        let tail = [LayerKind::Padding, LayerKind::Payload].contains(&last.kind);
        let header_end = if tail { last.bytes.start } else { frame.len() };
        for len in 0..frame.len() {
            let cut = &frame[..len];
            // The capture kept `len` bytes of a good frame.
            let dissection = dissect(cut, LinkType::Ethernet, frame.len());
            assert_layers_tile(&dissection.layers, len);
            let whole_headers = len >= header_end || len >= 54 && digits == PADDED;
            match dissection.malformed {
                None => assert!(whole_headers, "{len}"),
                Some(Malformed {
                    at, what: MalformedKind::CutByCapture { need, have }, ..
                }) => {
                    assert!(!whole_headers && at == len && have < need, "{len}");
                }
                Some(other) => panic!("{len}: {other}"),
            }
            if let Some(tcp) = dissection.tcp() {
                assert_eq!(tcp.payload_len, all.tcp().unwrap().payload_len);
                assert_eq!(tcp.header.seq, all.tcp().unwrap().header.seq);
                assert!(tcp.payload.end <= len && tcp.payload.start <= tcp.payload.end);
                let kept_all = tcp.segment == all.tcp().unwrap().segment;
                assert_eq!(tcp.unchecked, (!kept_all).then_some(Why::CutByCapture));
            }
            // The frame itself was `len` bytes.
            let dissection = dissect(cut, LinkType::Ethernet, len);
            assert_layers_tile(&dissection.layers, len);
            let only_padding_lost = digits == PADDED && len >= 56;
            assert_eq!(dissection.malformed.is_none(), only_padding_lost, "{len}");
        }
    }
}

#[test]
fn options_cut_by_the_capture_still_leave_a_segment() {
    let frame = hex(SYN);
    let tcp = tcp_summary(&frame[..60], LinkType::Ethernet, frame.len()).unwrap();
    assert_eq!(tcp.header.options.mss, Some(1460));
    assert_eq!(tcp.header.options.timestamps, None);
    assert_eq!((tcp.payload, tcp.payload_len), (60..60, 0));
}

#[test]
fn a_length_of_zero_was_left_to_hardware() {
    let mut frame = hex(PADDED);
    [frame[16], frame[17]] = [0, 0];
    let dissection = dissect(&frame, LinkType::Ethernet, 3000);
    assert_eq!(dissection.malformed, None);
    let length = dissection.field(FieldName::Ipv4TotalLength).unwrap();
    assert_eq!(length.meaning, Some(Meaning::LengthLeftToHardware));
    let tcp = dissection.tcp().unwrap();
    assert_eq!((tcp.payload.clone(), tcp.payload_len), (54..60, 3000 - 54));
}

#[test]
fn a_length_beyond_the_end() {
    let mut frame = hex(PADDED);
    frame[17] = 47;
    let dissection = dissect(&frame, LinkType::Ethernet, frame.len());
    assert_layers_tile(&dissection.layers, 60);
    let what = MalformedKind::LengthBeyondEnd { claimed: 47, have: 46 };
    let expected = Malformed { layer: LayerKind::Ipv4, at: 16, what };
    assert_eq!(dissection.malformed, Some(expected));
    assert_eq!(dissection.tcp().unwrap().unchecked, Some(Why::LengthBeyondEnd));
}

#[test]
fn structures_that_break() {
    use MalformedKind as K;
    let change = |digits: &str, at: usize, value: u8| {
        let mut frame = hex(digits);
        frame[at] = value;
        let dissection = dissect(&frame, LinkType::Ethernet, frame.len());
        assert_layers_tile(&dissection.layers, frame.len());
        assert!(!dissection.is_sound());
        let fault = dissection.malformed.unwrap();
        (fault.layer, fault.at, fault.what)
    };
    assert_eq!(change(SYN, 14, 0x75), (LayerKind::Ipv4, 14, K::BadVersion(7)));
    assert_eq!(change(SYN, 14, 0x43), (LayerKind::Ipv4, 14, K::BadHeaderLength(12)));
    let below = K::LengthBelowHeader { claimed: 10, header: 20 };
    assert_eq!(change(SYN, 17, 10), (LayerKind::Ipv4, 16, below));
    assert_eq!(change(SYN, 46, 0x10), (LayerKind::Tcp, 46, K::BadHeaderLength(4)));
    let short = K::TooShort { need: 60, have: 40 };
    assert_eq!(change(SYN, 46, 0xf0), (LayerKind::Tcp, 74, short));
    assert_eq!(change(SYN, 55, 1), (LayerKind::Tcp, 54, K::BadOption { kind: 2, len: 1 }));
    let sizes = K::BadAddressSizes { hardware: 6, protocol: 16 };
    let mut arp = hex(ARP_REQUEST);
    arp.resize(80, 0);
    arp[19] = 16;
    let dissection = dissect(&arp, LinkType::Ethernet, 80);
    assert_layers_tile(&dissection.layers, 80);
    assert_eq!(dissection.malformed.unwrap().what, sizes);
}

#[test]
fn later_fragments_are_not_segments() {
    let mut frame = hex(PADDED);
    frame[20] = 0x00;
    frame[21] = 0x01;
    let dissection = dissect(&frame, LinkType::Ethernet, frame.len());
    assert_layers_tile(&dissection.layers, 60);
    assert_eq!(dissection.tcp(), None);
    assert_eq!(dissection.layer(LayerKind::Fragment).unwrap().bytes, 34..56);
    frame[20] = 0x20;
    frame[21] = 0x00;
    let first = tcp_summary(&frame, LinkType::Ethernet, frame.len()).unwrap();
    assert_eq!(first.unchecked, Some(Why::Fragmented));
}

#[test]
fn a_first_fragment_of_a_datagram_shorter_than_its_header() {
    // More fragments follow, and UDP says that all of it is one byte long.
    let (_, dissection) = whole(concat!(
        "ffffffffffff 020000000001 0800",
        "4500 0020 0001 2000 40 11 0000 0a000001 0a000002",
        "1000 2000 0001 0000 61626364",
    ));
    let fault = dissection.malformed.as_ref().unwrap();
    let what = MalformedKind::LengthBelowHeader { claimed: 1, header: 8 };
    assert_eq!((fault.layer, fault.at, &fault.what), (LayerKind::Udp, 38, &what));
    assert_eq!(dissection.layer(LayerKind::Fragment).unwrap().bytes, 42..46);
}

#[test]
fn ipv6_fragments_and_source_routes() {
    let ip = ipv6::Header {
        src: "fe80::1".parse().unwrap(),
        dst: "fe80::2".parse().unwrap(),
        next_header: Protocol::Ipv6Fragment,
        hop_limit: 1,
        traffic_class: 0,
        flow_label: 0,
    };
    let build = |ip: &ipv6::Header, extension: &str| {
        let rest = [hex(extension), hex(SYN)[34..].to_vec()].concat();
        let mut packet = Vec::new();
        ip.emit(rest.len(), &mut packet);
        packet.extend_from_slice(&rest);
        let dissection = dissect(&packet, LinkType::RawIp, packet.len());
        assert_layers_tile(&dissection.layers, packet.len());
        dissection
    };
    let first = build(&ip, "0600 0001 00000001");
    assert_eq!(first.tcp().unwrap().unchecked, Some(Why::Fragmented));
    let later = build(&ip, "0600 0008 00000001");
    assert_eq!(later.tcp(), None);
    assert!(later.layer(LayerKind::Fragment).is_some());
    let routed = ipv6::Header { next_header: Protocol::Ipv6Routing, ..ip.clone() };
    let routed = build(&routed, "0600 0001 00000000");
    assert_eq!(routed.tcp().unwrap().unchecked, Some(Why::SourceRouted));
    let nothing = ipv6::Header { next_header: Protocol::Ipv6NoNext, ..ip };
    let mut packet = Vec::new();
    nothing.emit(0, &mut packet);
    packet.push(9);
    let dissection = dissect(&packet, LinkType::RawIp, packet.len());
    assert_eq!(kinds(&dissection), [LayerKind::Ipv6, LayerKind::Padding]);
}

#[test]
fn frames_of_other_protocols() {
    let mut frame = hex(ARP_REQUEST);
    [frame[12], frame[13]] = [0x88, 0xcc];
    let dissection = dissect(&frame, LinkType::Ethernet, frame.len());
    assert!(dissection.is_sound());
    assert_eq!(kinds(&dissection), [LayerKind::Ethernet, LayerKind::Unknown]);
    [frame[12], frame[13]] = [0, 20];
    let dissection = dissect(&frame, LinkType::Ethernet, frame.len());
    assert_layers_tile(&dissection.layers, frame.len());
    assert_eq!(kinds(&dissection), [LayerKind::Ethernet, LayerKind::Unknown, LayerKind::Padding]);
    assert_eq!(dissection.layer(LayerKind::Unknown).unwrap().bytes, 14..34);
}

#[test]
fn what_the_handshake_told() {
    let (_, mut dissection) = whole(PADDED);
    let known = Known { isn: Some(Seq(1000)), peer_isn: Some(Seq(5000)), window_shift: Some(7) };
    dissection.relate(known);
    let meaning = |name| dissection.field(name).unwrap().meaning;
    let relative = |base, offset| Some(Meaning::Relative { base: Seq(base), offset });
    assert_eq!(meaning(FieldName::TcpSequence), relative(1000, 1));
    assert_eq!(meaning(FieldName::TcpAcknowledgment), relative(5000, 1));
    assert_eq!(meaning(FieldName::TcpWindow), Some(Meaning::WindowBytes(502 << 7)));
    let (_, mut syn) = whole(SYN);
    syn.relate(known);
    assert_eq!(syn.field(FieldName::TcpWindow).unwrap().meaning, None);
    let ack = syn.field(FieldName::TcpAcknowledgment).unwrap();
    assert_eq!(ack.meaning, Some(Meaning::NotInUse));
}

fn link() -> impl Strategy<Value = LinkType> {
    prop::sample::select(LinkType::ALL)
}

/// Whatever the frame: nothing panics, everything is shown, both ways agree.
fn check_anything(bytes: &[u8], link: LinkType, original: usize) {
    let dissection = dissect(bytes, link, original);
    assert_layers_tile(&dissection.layers, bytes.len());
    assert_eq!(tcp_summary(bytes, link, original).as_ref(), dissection.tcp());
    if let Some(tcp) = dissection.tcp() {
        assert!(tcp.payload.start <= tcp.payload.end && tcp.payload.end <= bytes.len());
        let checksum = dissection.field(FieldName::TcpChecksum).unwrap();
        assert_eq!(checksum.verdict, Some(tcp.checksum(bytes).verdict));
    }
    if let Some(fault) = dissection.malformed {
        assert!(fault.at <= bytes.len());
    }
}

proptest! {
    #[test]
    fn noise(bytes in prop::collection::vec(any::<u8>(), 0..200), link in link(), more in 0usize..99) {
        check_anything(&bytes, link, bytes.len() + more);
    }

    #[test]
    fn good_frames_with_bytes_changed(
        which in 0..4usize, changes: Vec<(prop::sample::Index, u8)>, cut: prop::sample::Index,
        link in link(), more in 0usize..99,
    ) {
        let mut frame = hex([SYN, PADDED, TAGGED_V6, ARP_REQUEST][which]);
        for (at, value) in changes {
            let at = at.index(frame.len());
            frame[at] = value;
        }
        let cut = &frame[..=cut.index(frame.len())];
        check_anything(cut, LinkType::Ethernet, cut.len() + more);
        check_anything(cut, link, cut.len());
        check_anything(cut.get(14..).unwrap_or(&[]), LinkType::RawIp, 0);
    }

    #[test]
    fn what_is_emitted_is_sound(
        dst in mac(), src in mac(), ip in ipv4_header(), tcp in tcp_header(), payload in payload(),
        addresses in addresses(),
    ) {
        let mut segment = Vec::new();
        tcp.emit(&payload, addresses.0, addresses.1, &mut segment);
        let mut frame = Vec::new();
        let ethertype = if addresses.0.is_ipv4() { EtherType::Ipv4 } else { EtherType::Ipv6 };
        ethernet::Header { dst, src, ethertype, vlan: None }.emit(&mut frame);
        match addresses {
            (IpAddr::V4(src), IpAddr::V4(dst)) => ipv4::Header {
                src,
                dst,
                protocol: Protocol::Tcp,
                more_fragments: false,
                fragment_offset: 0,
                ..ip
            }
            .emit(segment.len(), &mut frame),
            (IpAddr::V6(src), IpAddr::V6(dst)) => ipv6::Header {
                src,
                dst,
                next_header: Protocol::Tcp,
                hop_limit: ip.ttl,
                traffic_class: ip.tos,
                flow_label: ip.ident.into(),
            }
            .emit(segment.len(), &mut frame),
            _ => unreachable!("both are of one version"),
        }
        frame.extend_from_slice(&segment);
        frame.resize(frame.len().max(ethernet::MIN_LEN), 0);
        let dissection = dissect(&frame, LinkType::Ethernet, frame.len());
        assert_layers_tile(&dissection.layers, frame.len());
        prop_assert!(dissection.is_sound());
        let found = dissection.tcp().unwrap();
        prop_assert_eq!(&found.header, &tcp);
        prop_assert_eq!(&frame[found.payload.clone()], &payload[..]);
        prop_assert_eq!(found.payload_len, payload.len());
    }
}
