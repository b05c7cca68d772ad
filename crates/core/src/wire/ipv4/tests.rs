use super::*;
use crate::wire::testing::{PADDED, assert_fields_tile, hex, ipv4_header, payload};
use crate::wire::{AddressScope, Value};
use proptest::prelude::*;

fn packet() -> Vec<u8> {
    hex(PADDED)[14..].to_vec()
}

fn find(fields: &[Field], name: FieldName) -> &Field {
    fields.iter().find(|field| field.name == name).unwrap()
}

#[test]
fn reads_a_header_and_leaves_the_padding() {
    let packet = packet();
    let (header, payload) = Header::parse(&packet).unwrap();
    let expected = Header {
        src: Ipv4Addr::new(192, 0, 2, 1),
        dst: Ipv4Addr::new(198, 51, 100, 2),
        protocol: Protocol::Tcp,
        ttl: 64,
        ident: 0,
        dont_fragment: true,
        more_fragments: false,
        fragment_offset: 0,
        tos: 0x2a,
    };
    assert_eq!(header, expected);
    assert_eq!(payload.len(), 22);
    assert!(Header::checksum_ok(&packet));
}

#[test]
fn the_router_alert_is_an_option_of_four_bytes() {
    let (header, _) = Header::parse(&packet()).unwrap();
    let mut bytes = vec![0xee];
    header.emit_with_router_alert(3, &mut bytes);
    bytes.extend_from_slice(b"abc");
    let packet = &bytes[1..];
    assert!(Header::checksum_ok(packet));
    assert_eq!(packet[..4], [0x46, header.tos, 0, 27]);
    assert_eq!(packet[20..24], [0x94, 4, 0, 0]);
    assert_eq!(Header::parse(packet).unwrap(), (header, &b"abc"[..]));
}

#[test]
fn sub_byte_fields_have_their_bits() {
    let fields = fields(&packet()[..20], 14);
    for (name, bits, value) in [
        (FieldName::Ipv4Version, 112..116, Value::Number(4)),
        (FieldName::Ipv4HeaderLength, 116..120, Value::Number(5)),
        (FieldName::Ipv4Dscp, 120..126, Value::Hex { value: 10, digits: 2 }),
        (FieldName::Ipv4Ecn, 126..128, Value::Number(2)),
        (FieldName::Ipv4TotalLength, 128..144, Value::Number(42)),
        (FieldName::Ipv4ReservedFlag, 160..161, Value::Flag(false)),
        (FieldName::Ipv4DontFragment, 161..162, Value::Flag(true)),
        (FieldName::Ipv4MoreFragments, 162..163, Value::Flag(false)),
        (FieldName::Ipv4FragmentOffset, 163..176, Value::Number(0)),
        (FieldName::Ipv4Checksum, 192..208, Value::Hex { value: 0x4e6d, digits: 4 }),
    ] {
        let field = find(&fields, name);
        assert_eq!((field.bits.clone(), field.value), (bits, value), "{name:?}");
    }
    let meaning = |name| find(&fields, name).meaning;
    assert_eq!(meaning(FieldName::Ipv4HeaderLength), Some(Meaning::HeaderLengthBytes(20)));
    assert_eq!(
        meaning(FieldName::Ipv4Dscp),
        Some(Meaning::Dscp(Dscp::AssuredForwarding { class: 1, drop: 1 }))
    );
    assert_eq!(meaning(FieldName::Ipv4Ecn), Some(Meaning::Ecn(Ecn::Capable0)));
    assert_eq!(meaning(FieldName::Ipv4Protocol), Some(Meaning::Protocol(Protocol::Tcp)));
    assert_eq!(meaning(FieldName::Ipv4Source), Some(Meaning::Scope(AddressScope::Documentation)));
    assert_eq!(find(&fields, FieldName::Ipv4Checksum).verdict, Some(Verdict::Correct));
}

#[test]
fn a_wrong_checksum_says_the_right_one() {
    let mut packet = packet();
    packet[10] ^= 0xff;
    assert!(!Header::checksum_ok(&packet));
    let fields = fields(&packet[..20], 0);
    let field = find(&fields, FieldName::Ipv4Checksum);
    assert_eq!(field.verdict, Some(Verdict::Wrong { expected: 0x4e6d }));
    assert_eq!(field.meaning, None);
}

#[test]
fn a_checksum_of_zero_was_left_to_hardware() {
    let mut packet = packet();
    [packet[10], packet[11]] = [0, 0];
    let fields = fields(&packet[..20], 0);
    let field = find(&fields, FieldName::Ipv4Checksum);
    assert_eq!(field.verdict, Some(Verdict::Wrong { expected: 0x4e6d }));
    assert_eq!(field.meaning, Some(Meaning::ChecksumLeftToHardware));
}

#[test]
fn says_what_is_wrong() {
    use MalformedKind as K;
    let change = |at: usize, value: u8| {
        let mut packet = packet();
        packet[at] = value;
        Header::parse(&packet).unwrap_err()
    };
    let fault = |at, what| Malformed { layer: LayerKind::Ipv4, at, what };
    assert_eq!(change(0, 0x65), fault(0, K::BadVersion(6)));
    assert_eq!(change(0, 0x44), fault(0, K::BadHeaderLength(16)));
    assert_eq!(change(3, 19), fault(2, K::LengthBelowHeader { claimed: 19, header: 20 }));
    assert_eq!(change(3, 47), fault(2, K::LengthBeyondEnd { claimed: 47, have: 46 }));
    assert_eq!(Header::parse(&[]), Err(fault(0, K::TooShort { need: 20, have: 0 })));
    let cut = &packet()[..19];
    assert_eq!(Header::parse(cut), Err(fault(19, K::TooShort { need: 20, have: 19 })));
    let mut long = packet();
    long[0] = 0x4f;
    assert_eq!(Header::parse(&long), Err(fault(46, K::TooShort { need: 60, have: 46 })));
}

#[test]
fn too_much_payload_stops_at_the_largest_length() {
    let (header, _) = Header::parse(&packet()).map(|(header, rest)| (header, rest.len())).unwrap();
    let mut out = Vec::new();
    header.emit(usize::MAX, &mut out);
    assert_eq!(be16(&out, 2), u16::MAX);
}

proptest! {
    #[test]
    fn round_trip(header in ipv4_header(), payload in payload(), padding: Vec<u8>) {
        let mut bytes = Vec::new();
        header.emit(payload.len(), &mut bytes);
        bytes.extend_from_slice(&payload);
        bytes.extend_from_slice(&padding);
        prop_assert_eq!(Header::parse(&bytes), Ok((header, &payload[..])));
        prop_assert!(Header::checksum_ok(&bytes));
    }

    #[test]
    fn any_flipped_bit_is_noticed(header in ipv4_header(), bit in 0usize..160) {
        let mut bytes = Vec::new();
        header.emit(0, &mut bytes);
        bytes[bit / 8] ^= 0x80 >> (bit % 8);
        prop_assert!(!Header::checksum_ok(&bytes));
    }

    #[test]
    fn the_expected_checksum_is_right(bytes: [u8; 20], stored: u16) {
        let mut bytes = bytes;
        bytes[0] = 0x45;
        [bytes[10], bytes[11]] = stored.to_be_bytes();
        let fields = fields(&bytes, 0);
        if let Some(Verdict::Wrong { expected }) = find(&fields, FieldName::Ipv4Checksum).verdict {
            [bytes[10], bytes[11]] = u16::try_from(expected).unwrap().to_be_bytes();
        }
        prop_assert!(Header::checksum_ok(&bytes));
    }

    #[test]
    fn fields_tile(bytes: [u8; 60], first in prop_oneof![Just(0x4f_u8), any::<u8>()], cut in 0usize..=60) {
        let mut bytes = bytes;
        bytes[0] = first;
        assert_fields_tile(&fields(&bytes[..cut], 3), &(3..3 + cut));
    }
}
