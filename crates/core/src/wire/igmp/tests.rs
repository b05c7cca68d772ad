use super::*;
use crate::wire::testing::{assert_fields_tile, assert_layers_tile, hex, ipv4_packet};
use crate::wire::{LinkType, MalformedKind, Protocol, Verdict, dissect};
use proptest::prelude::*;

/// Messages of version 2 as they are on the wire, with the checksum of RFC 1071 by hand.
#[test]
fn every_message() {
    let group = Ipv4Addr::new(224, 1, 2, 3);
    for (kind, max_response, group, digits) in [
        (Kind::Query, 100, Ipv4Addr::UNSPECIFIED, "1164 ee9b 00000000"),
        (Kind::Query, 10, group, "110a 0cf1 e0010203"),
        (Kind::ReportV1, 0, group, "1200 0bfb e0010203"),
        (Kind::ReportV2, 0, group, "1600 07fb e0010203"),
        (Kind::Leave, 0, group, "1700 06fb e0010203"),
    ] {
        let message = Message { kind, max_response, group };
        let mut bytes = Vec::new();
        message.emit(&mut bytes);
        assert_eq!(bytes, hex(digits), "{kind:?}");
        assert_eq!(Message::parse(&bytes), Ok(message));
        assert!(Message::checksum_ok(&bytes));
        let packet = ipv4_packet(Protocol::Igmp, &bytes);
        let dissection = dissect(&packet, LinkType::RawIp, packet.len());
        assert_layers_tile(&dissection.layers, packet.len());
        assert!(dissection.is_sound());
        let checksum = dissection.field(FieldName::IgmpChecksum).unwrap();
        assert_eq!(checksum.verdict, Some(Verdict::Correct));
        let what = MalformedKind::TooShort { need: 8, have: 7 };
        let fault = Malformed { layer: LayerKind::Igmp, at: 7, what };
        assert_eq!(Message::parse(&bytes[..7]), Err(fault));
    }
}

#[test]
fn version_3_is_shown() {
    for (digits, names) in [
        ("1164 ec1e 00000000 027d 0000", &[FieldName::IgmpRobustness][..]),
        (
            "2200 f9fd 0000 0001 0400 0000 e00000fb",
            &[FieldName::IgmpRecordType, FieldName::IgmpGroup],
        ),
        (
            "2200 0000 0000 0001 0101 0001 e00000fb c0000201 01020304",
            &[FieldName::IgmpSource, FieldName::IgmpAuxiliary],
        ),
    ] {
        let bytes = hex(digits);
        let fields = fields(&bytes, 0, None);
        assert_fields_tile(&fields, &(0..bytes.len()));
        for name in names {
            assert!(fields.iter().any(|field| field.name == *name), "{name:?}");
        }
        assert!(fields.iter().all(|field| field.name != FieldName::Undecoded), "{digits}");
    }
}

proptest! {
    #[test]
    fn round_trip(kind: u8, max_response: u8, group: Ipv4Addr) {
        let message = Message { kind: kind.into(), max_response, group };
        let mut bytes = Vec::new();
        message.emit(&mut bytes);
        prop_assert_eq!(Message::parse(&bytes), Ok(message));
        prop_assert!(Message::checksum_ok(&bytes));
    }

    #[test]
    fn any_bytes(kind in prop::sample::select(vec![0x11u8, 0x16, 0x22, 0x99]), rest: Vec<u8>) {
        let bytes = [&[kind], &rest[..]].concat();
        assert_fields_tile(&fields(&bytes, 4, None), &(4..4 + bytes.len()));
        let packet = ipv4_packet(Protocol::Igmp, &bytes);
        let dissection = dissect(&packet, LinkType::RawIp, packet.len());
        assert_layers_tile(&dissection.layers, packet.len());
    }
}
