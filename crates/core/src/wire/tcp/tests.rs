use super::*;
use crate::wire::Value;
use crate::wire::testing::{
    PADDED, SYN, TAGGED_V6, addresses, assert_fields_tile, hex, payload, tcp_header,
};
use proptest::prelude::*;
use std::net::Ipv4Addr;

const SRC: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1));
const DST: IpAddr = IpAddr::V4(Ipv4Addr::new(198, 51, 100, 2));

fn find(fields: &[Field], name: FieldName) -> &Field {
    fields.iter().find(|field| field.name == name).unwrap()
}

#[test]
fn reads_a_syn() {
    let frame = hex(SYN);
    let (header, payload) = Header::parse(&frame[34..]).unwrap();
    let options = Options {
        mss: Some(1460),
        window_scale: Some(7),
        sack_permitted: true,
        timestamps: Some(Timestamps { value: 1000, echo: 0 }),
        sack: SackBlocks::new(),
    };
    let expected = Header {
        src_port: 49152,
        dst_port: 80,
        seq: Seq(1000),
        ack: Seq(0),
        flags: Flags::SYN,
        window: 64240,
        urgent: 0,
        options,
    };
    assert_eq!(header, expected);
    assert!(payload.is_empty());
    assert!(Header::checksum_ok(&frame[34..], SRC, DST));
    let mut again = Vec::new();
    header.emit(&[], SRC, DST, &mut again);
    assert_eq!(again, frame[34..]);
}

#[test]
fn flags_have_their_bits() {
    let frame = hex(TAGGED_V6);
    let fields = fields(&frame[66..106], 0, None);
    assert_fields_tile(&fields, &(0..40));
    for (name, bit, value) in [
        (FieldName::TcpFlagAe, 103, true),
        (FieldName::TcpFlagCwr, 104, true),
        (FieldName::TcpFlagEce, 105, true),
        (FieldName::TcpFlagUrg, 106, false),
        (FieldName::TcpFlagAck, 107, true),
        (FieldName::TcpFlagPsh, 108, true),
        (FieldName::TcpFlagRst, 109, false),
        (FieldName::TcpFlagSyn, 110, false),
        (FieldName::TcpFlagFin, 111, false),
    ] {
        let field = find(&fields, name);
        assert_eq!((field.bits.clone(), field.value), (bit..bit + 1, Value::Flag(value)));
    }
    assert_eq!(find(&fields, FieldName::TcpDataOffset).bits, 96..100);
    assert_eq!(find(&fields, FieldName::TcpReserved).bits, 100..103);
    let urgent = find(&fields, FieldName::TcpUrgentPointer);
    assert_eq!((urgent.value, urgent.meaning), (Value::Number(3), Some(Meaning::NotInUse)));
    let port = find(&fields, FieldName::TcpSourcePort).meaning;
    assert_eq!(port, Some(Meaning::Service(Service::Https)));
}

#[test]
fn an_acknowledgment_number_without_ack_does_not_count() {
    let mut segment = hex(SYN)[34..].to_vec();
    segment[11] = 9;
    assert_eq!(Header::parse(&segment).unwrap().0.ack, Seq(0));
    assert_eq!(View::new_checked(&segment).unwrap().ack(), Seq(9));
    let fields = fields(&segment, 0, None);
    let field = find(&fields, FieldName::TcpAcknowledgment);
    assert_eq!((field.value, field.meaning), (Value::Number(9), Some(Meaning::NotInUse)));
}

#[test]
fn findings_on_checksums() {
    let mut segment = hex(PADDED)[34..56].to_vec();
    let finding = |segment: &[u8]| ChecksumFinding::of(segment, SRC, DST);
    assert_eq!(finding(&segment).verdict, Verdict::Correct);
    segment[16] ^= 1;
    let wrong = Verdict::Wrong { expected: 0x8179 };
    let expected = ChecksumFinding { verdict: wrong, left_to_hardware: false };
    assert_eq!(finding(&segment), expected);
    let partial = Sum::pseudo_header(SRC, DST, Protocol::Tcp, segment.len()).folded();
    segment[16..18].copy_from_slice(&partial.to_be_bytes());
    let expected = ChecksumFinding { verdict: wrong, left_to_hardware: true };
    assert_eq!(finding(&segment), expected);
    let fields = fields(&segment[..20], 0, Some(expected));
    let field = find(&fields, FieldName::TcpChecksum);
    assert_eq!(field.verdict, Some(wrong));
    assert_eq!(field.meaning, Some(Meaning::ChecksumLeftToHardware));
}

#[test]
fn says_what_is_wrong() {
    use MalformedKind as K;
    let segment = hex(SYN)[34..].to_vec();
    let fault = |at, what| Err(Malformed { layer: LayerKind::Tcp, at, what });
    assert_eq!(Header::parse(&segment[..19]), fault(19, K::TooShort { need: 20, have: 19 }));
    assert_eq!(Header::parse(&segment[..39]), fault(39, K::TooShort { need: 40, have: 39 }));
    let mut changed = segment.clone();
    changed[12] = 0x40;
    assert_eq!(Header::parse(&changed), fault(12, K::BadHeaderLength(16)));
    let mut changed = segment.clone();
    changed[21] = 0;
    assert_eq!(Header::parse(&changed), fault(20, K::BadOption { kind: 2, len: 0 }));
    assert!(!Header::checksum_ok(&[], SRC, DST));
}

proptest! {
    #[test]
    fn round_trip(header in tcp_header(), payload in payload(), ips in addresses(), before: Vec<u8>) {
        let (src, dst) = ips;
        let mut out = before.clone();
        header.emit(&payload, src, dst, &mut out);
        let segment = &out[before.len()..];
        prop_assert_eq!(segment.len(), header.header_len() + payload.len());
        prop_assert!(Header::checksum_ok(segment, src, dst));
        prop_assert_eq!(ChecksumFinding::of(segment, src, dst).verdict, Verdict::Correct);
        prop_assert_eq!(Header::parse(segment), Ok((header, &payload[..])));
    }

    #[test]
    fn fields_tile_whole_headers(header in tcp_header(), ips in addresses(), base in 0usize..200) {
        let mut out = Vec::new();
        header.emit(&[], ips.0, ips.1, &mut out);
        let fields = fields(&out, base, None);
        assert_fields_tile(&fields, &(base..base + out.len()));
        prop_assert!(fields.iter().all(|field| field.name != FieldName::Undecoded));
        prop_assert!(fields.iter().all(|field| field.name.layer() == LayerKind::Tcp));
    }

    #[test]
    fn any_flipped_bit_is_noticed(
        header in tcp_header(), payload in payload(), ips in addresses(), at: prop::sample::Index,
    ) {
        let mut out = Vec::new();
        header.emit(&payload, ips.0, ips.1, &mut out);
        let bit = at.index(out.len() * 8);
        out[bit / 8] ^= 0x80 >> (bit % 8);
        prop_assert!(!Header::checksum_ok(&out, ips.0, ips.1));
    }

    #[test]
    fn anything_parses_and_tiles(bytes in prop::collection::vec(any::<u8>(), 0..70)) {
        let _ = Header::parse(&bytes);
        assert_fields_tile(&fields(&bytes, 0, None), &(0..bytes.len()));
    }
}
