use super::*;
use crate::wire::testing::{TAGGED_V6, assert_fields_tile, hex, ipv6_header, payload};
use proptest::prelude::*;

#[test]
fn reads_a_header() {
    let frame = hex(TAGGED_V6);
    let (header, payload) = Header::parse(&frame[18..]).unwrap();
    let expected = Header {
        src: "2001:db8::1".parse().unwrap(),
        dst: "2001:db8::2".parse().unwrap(),
        next_header: Protocol::HopByHop,
        hop_limit: 63,
        traffic_class: 0xbb,
        flow_label: 0xabcde,
    };
    assert_eq!(header, expected);
    assert_eq!(payload.len(), 51);
    let fields = fields(&frame[18..58], 18);
    let find = |name| fields.iter().find(|field| field.name == name).unwrap();
    assert_eq!(find(FieldName::Ipv6Dscp).meaning, Some(Meaning::Dscp(Dscp::Expedited)));
    assert_eq!(find(FieldName::Ipv6Dscp).bits, 148..154);
    assert_eq!(find(FieldName::Ipv6FlowLabel).bits, 156..176);
    let ecn = find(FieldName::Ipv6Ecn).meaning;
    assert_eq!(ecn, Some(Meaning::Ecn(Ecn::CongestionExperienced)));
}

#[test]
fn says_what_is_wrong() {
    use MalformedKind as K;
    let packet = hex(TAGGED_V6)[18..].to_vec();
    let fault = |at, what| Err(Malformed { layer: LayerKind::Ipv6, at, what });
    assert_eq!(Header::parse(&packet[..39]), fault(39, K::TooShort { need: 40, have: 39 }));
    let beyond = K::LengthBeyondEnd { claimed: 51, have: 50 };
    assert_eq!(Header::parse(&packet[..90]), fault(4, beyond));
    assert_eq!(Header::parse(&[0x45]), fault(0, K::BadVersion(4)));
}

#[test]
fn extensions() {
    let fragment = Extension::parse(Protocol::Ipv6Fragment, &[6, 0, 0x05, 0x79, 0, 0, 0, 1]);
    assert_eq!(
        fragment,
        Some(Extension {
            next: Protocol::Tcp,
            len: 8,
            fragment: Some((0x0578, true)),
            source_routed: false
        })
    );
    let routing = Extension::parse(Protocol::Ipv6Routing, &[6, 2, 0, 1, 0, 0, 0, 0]).unwrap();
    assert_eq!((routing.len, routing.source_routed), (24, true));
    assert_eq!(Extension::parse(Protocol::HopByHop, &[6, 0, 0]), None);
}

proptest! {
    #[test]
    fn round_trip(header in ipv6_header(), payload in payload(), padding: Vec<u8>) {
        let mut bytes = Vec::new();
        header.emit(payload.len(), &mut bytes);
        bytes.extend_from_slice(&payload);
        bytes.extend_from_slice(&padding);
        prop_assert_eq!(Header::parse(&bytes), Ok((header, &payload[..])));
    }

    #[test]
    fn fields_tile(bytes: [u8; 40], cut in 0usize..=40, version in prop_oneof![Just(0x60_u8), any::<u8>()]) {
        let mut bytes = bytes;
        bytes[0] = version;
        assert_fields_tile(&fields(&bytes[..cut], 5), &(5..5 + cut));
        for kind in [Protocol::HopByHop, Protocol::Ipv6Fragment, Protocol::Ipv6Routing] {
            let extension = &bytes[..cut.min(8)];
            let fields = extension_fields(kind, extension, 5);
            assert_fields_tile(&fields, &(5..5 + extension.len()));
        }
    }
}
