//! Frames and random headers for the tests of this room.
//!
//! The frames were put together by hand and agree with what tshark says of them.

mod apps;

pub(crate) use apps::{dhcp_message, dns_message, tftp_packet};

use super::tcp::{Flags, Header, Options, SackBlocks, Timestamps};
use super::{Field, Layer, ipv4, ipv6};
use crate::addr::MacAddr;
use crate::seq::Seq;
use proptest::prelude::*;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::ops::Range;

/// A SYN with the options Linux sends.
pub(crate) const SYN: &str = "02000000 00020200 00000001 08004500 003c1234 40004006 3c51c000 \
    0201c633 6402c000 00500000 03e80000 0000a002 faf098b7 00000204 05b40402 080a0000 03e80000 \
    00000103 0307";

/// Two bytes of data, AF11 and ECT(0), padded to 60 bytes.
pub(crate) const PADDED: &str = "02000000 00020200 00000001 0800452a 002a0000 40004006 4e6dc000 \
    0201c633 6402c000 00500000 03e90000 13895010 01f68179 00006869 00000000";

/// VLAN 100, IPv6 with a hop-by-hop header, SACK and an option nobody knows.
pub(crate) const TAGGED_V6: &str = "02000000 00020200 00000001 8100b064 86dd6bba bcde0033 \
    003f2001 0db80000 00000000 00000000 00012001 0db80000 00000000 00000000 00020600 01040000 \
    000001bb c3500000 00070000 0009a1d8 0001ba00 00030101 050a0000 000a0000 0014fe04 abcd0000 \
    00006f64 64";

/// "Who has 192.0.2.2?", unpadded.
pub(crate) const ARP_REQUEST: &str = "ffffffff ffff0200 00000001 08060001 08000604 00010200 \
    00000001 c0000201 00000000 0000c000 0202";

/// Bytes from hexadecimal digits; spaces do not count.
pub(crate) fn hex(digits: &str) -> Vec<u8> {
    let digits: Vec<u8> = digits.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    let pairs = digits.as_chunks::<2>().0;
    let text = |pair: &[u8; 2]| String::from_utf8(pair.to_vec()).unwrap();
    pairs.iter().map(|pair| u8::from_str_radix(&text(pair), 16).unwrap()).collect()
}

/// Fails unless the fields cover exactly these bytes, in order, without gap or overlap.
pub(crate) fn assert_fields_tile(fields: &[Field], bytes: &Range<usize>) {
    let mut at = bytes.start * 8;
    for field in fields {
        assert_eq!(field.bits.start as usize, at, "gap or overlap before {:?}", field.name);
        assert!(field.bits.end > field.bits.start, "{:?} is empty", field.name);
        at = field.bits.end as usize;
    }
    assert_eq!(at, bytes.end * 8, "the last field ends early or late");
}

/// Fails unless the layers cover a frame of this length, and their fields the layers.
pub(crate) fn assert_layers_tile(layers: &[Layer], len: usize) {
    let mut at = 0;
    for layer in layers {
        assert_eq!(layer.bytes.start, at, "gap or overlap before {:?}", layer.kind);
        assert_fields_tile(&layer.fields, &layer.bytes);
        at = layer.bytes.end;
    }
    assert_eq!(at, len, "the last layer ends early or late");
}

pub(crate) fn mac() -> impl Strategy<Value = MacAddr> {
    any::<[u8; 6]>().prop_map(MacAddr)
}

/// Two addresses of the same version.
pub(crate) fn addresses() -> impl Strategy<Value = (IpAddr, IpAddr)> {
    prop_oneof![
        any::<(Ipv4Addr, Ipv4Addr)>().prop_map(|(a, b)| (a.into(), b.into())),
        any::<(Ipv6Addr, Ipv6Addr)>().prop_map(|(a, b)| (a.into(), b.into())),
    ]
}

/// Options that fit, all combinations.
pub(crate) fn options() -> impl Strategy<Value = Options> {
    let timestamps = any::<(u32, u32)>().prop_map(|(value, echo)| Timestamps { value, echo });
    let blocks = prop::collection::vec(any::<(u32, u32)>(), 0..=4);
    (any::<Option<u16>>(), any::<Option<u8>>(), any::<bool>(), prop::option::of(timestamps), blocks)
        .prop_map(|(mss, window_scale, sack_permitted, timestamps, blocks)| {
            let sack: SackBlocks =
                blocks.into_iter().map(|(left, right)| (Seq(left), Seq(right))).collect();
            let mut options = Options { mss, window_scale, sack_permitted, timestamps, sack };
            let fit = options.sack_that_fits();
            options.sack = options.sack.iter().copied().take(fit).collect();
            options
        })
}

pub(crate) fn tcp_header() -> impl Strategy<Value = Header> {
    (any::<(u16, u16, u32, u32)>(), 0u16..0x200, any::<(u16, u16)>(), options()).prop_map(
        |((src_port, dst_port, seq, ack), flags, (window, urgent), options)| {
            let flags = Flags(flags);
            let ack = Seq(if flags.ack() { ack } else { 0 });
            Header { src_port, dst_port, seq: Seq(seq), ack, flags, window, urgent, options }
        },
    )
}

pub(crate) fn ipv4_header() -> impl Strategy<Value = ipv4::Header> {
    (
        any::<(Ipv4Addr, Ipv4Addr)>(),
        any::<(u8, u8, u8)>(),
        any::<(bool, bool)>(),
        any::<u16>(),
        0u16..0x2000,
    )
        .prop_map(|((src, dst), (protocol, ttl, tos), (df, mf), ident, offset)| ipv4::Header {
            src,
            dst,
            protocol: protocol.into(),
            ttl,
            ident,
            dont_fragment: df,
            more_fragments: mf,
            fragment_offset: offset * 8,
            tos,
        })
}

pub(crate) fn ipv6_header() -> impl Strategy<Value = ipv6::Header> {
    (any::<(Ipv6Addr, Ipv6Addr)>(), any::<(u8, u8, u8)>(), 0u32..1 << 20).prop_map(
        |((src, dst), (next, hop_limit, traffic_class), flow_label)| ipv6::Header {
            src,
            dst,
            next_header: next.into(),
            hop_limit,
            traffic_class,
            flow_label,
        },
    )
}

pub(crate) fn payload() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), 0..64)
}

/// A query for `www.nostarch.com`, from Chris Sanders' collection: IPv4, UDP, DNS.
pub(crate) const DNS_QUERY: &str = "4500003e 66470000 80110000 ac100008 ac100066 db3d0035 \
    002a58ca 8b340100 00010000 00000000 03777777 086e6f73 74617263 6803636f 6d000001 0001";

/// Its answer.
pub(crate) const DNS_ANSWER: &str = "4500004e 38d94000 80116937 ac100066 ac100008 0035db3d \
    003a3a70 8b348180 00010001 00000000 03777777 086e6f73 74617263 6803636f 6d000001 0001c00c \
    00010001 00000e10 00044820 5c04";

/// An echo request of Windows, from the same collection: IPv4 and ICMP.
pub(crate) const ECHO: &str = "4500003c fefd0000 8001f1e6 c0a8648a c0a86401 0800145c 05003400 \
    61626364 65666768 696a6b6c 6d6e6f70 71727374 75767761 62636465 66676869";

/// A packet of IPv4 around a payload.
pub(crate) fn ipv4_packet(protocol: super::Protocol, payload: &[u8]) -> Vec<u8> {
    let header = ipv4::Header {
        src: Ipv4Addr::new(192, 0, 2, 1),
        dst: Ipv4Addr::new(198, 51, 100, 2),
        protocol,
        ttl: 64,
        ident: 1,
        dont_fragment: false,
        more_fragments: false,
        fragment_offset: 0,
        tos: 0,
    };
    let mut packet = Vec::new();
    header.emit(payload.len(), &mut packet);
    packet.extend_from_slice(payload);
    packet
}

/// Damage: bytes that are changed, each at a place in `places`, and perhaps a length to cut to.
pub(crate) fn damage(
    places: Range<usize>,
) -> impl Strategy<Value = (Vec<(usize, u8)>, Option<prop::sample::Index>)> {
    let changes = prop::collection::vec((places, any::<u8>()), 0..4);
    (changes, prop::option::weighted(0.2, any::<prop::sample::Index>()))
}

/// The bytes with this damage done to them.
pub(crate) fn damaged(
    bytes: &[u8],
    (changes, cut): &(Vec<(usize, u8)>, Option<prop::sample::Index>),
) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for (at, to) in changes {
        if let Some(byte) = bytes.get_mut(*at) {
            *byte = *to;
        }
    }
    if let Some(cut) = cut {
        bytes.truncate(cut.index(bytes.len() + 1));
    }
    bytes
}
