use super::*;
use crate::wire::testing::{assert_fields_tile, hex};
use proptest::prelude::*;

fn entry() -> impl Strategy<Value = Entry> {
    (0u16..AUTHENTICATION, any::<u16>(), any::<[Ipv4Addr; 3]>(), any::<u32>()).prop_map(
        |(family, tag, [address, mask, next_hop], metric)| Entry {
            family,
            tag,
            address,
            mask,
            next_hop,
            metric,
        },
    )
}

#[test]
fn a_request_and_a_response() {
    let (net, mask) = (Ipv4Addr::new(10, 1, 0, 0), Ipv4Addr::new(255, 255, 0, 0));
    for (command, entry, digits) in [
        (
            Command::Request,
            Entry::whole_table(),
            "01020000 0000 0000 00000000 00000000 00000000 00000010",
        ),
        (
            Command::Response,
            Entry::new(net, mask, 2),
            "02020000 0002 0000 0a010000 ffff0000 00000000 00000002",
        ),
    ] {
        let message = Message { command, version: 2, entries: vec![entry] };
        let mut bytes = Vec::new();
        message.emit(&mut bytes);
        assert_eq!(bytes, hex(digits));
        assert_eq!(Message::parse(&bytes), Ok(message));
        let metric = fields(&bytes, 0).pop().unwrap();
        let no_way = (command == Command::Request).then_some(Meaning::NoWay);
        assert_eq!((metric.name, metric.meaning), (FieldName::RipMetric, no_way));
    }
}

#[test]
fn a_password_is_no_route() {
    let bytes = hex("02020000 ffff 0002 70617373000000000000000000000000 \
        0002 0000 0a010000 ffff0000 00000000 00000010");
    let message = Message::parse(&bytes).unwrap();
    assert_eq!(message.entries.len(), 1);
    let fields = fields(&bytes, 0);
    assert_fields_tile(&fields, &(0..44));
    assert!(fields.iter().any(|field| field.name == FieldName::RipAuthentication));
}

#[test]
fn messages_that_break() {
    use MalformedKind as K;
    let many = [&hex("02020000")[..], &[0; 26 * ENTRY_LEN]].concat();
    for (bytes, at, what) in [
        (hex("020200"), 3, K::TooShort { need: 4, have: 3 }),
        (hex("02000000"), 1, K::BadVersion(0)),
        (hex("02020000 0002"), 6, K::TooShort { need: 24, have: 6 }),
        (many, 504, K::LengthMismatch { claimed: 524, need: 504 }),
    ] {
        assert_eq!(Message::parse(&bytes), Err(Malformed { layer: LayerKind::Rip, at, what }));
    }
}

proptest! {
    #[test]
    fn round_trip(
        command: u8, version in 1u8.., entries in prop::collection::vec(entry(), 0..=MAX_ENTRIES),
    ) {
        let message = Message { command: command.into(), version, entries };
        let mut bytes = Vec::new();
        message.emit(&mut bytes);
        assert_fields_tile(&fields(&bytes, 0), &(0..bytes.len()));
        prop_assert_eq!(Message::parse(&bytes), Ok(message));
    }

    #[test]
    fn any_bytes(bytes: Vec<u8>) {
        let _ = Message::parse(&bytes);
        assert_fields_tile(&fields(&bytes, 1), &(1..1 + bytes.len()));
    }
}
