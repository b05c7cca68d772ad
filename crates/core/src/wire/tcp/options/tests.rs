use super::*;
use crate::wire::testing::{assert_fields_tile, hex, options};
use proptest::prelude::*;

fn fields(bytes: &[u8]) -> Vec<crate::wire::Field> {
    let mut cursor = Cursor::new(bytes, 0);
    read(&mut cursor, bytes);
    cursor.finish()
}

fn names(bytes: &str) -> Vec<FieldName> {
    fields(&hex(bytes)).iter().map(|field| field.name).collect()
}

fn bad(at: usize, kind: u8, len: u8) -> Malformed {
    let what = MalformedKind::BadOption { kind, len };
    Malformed { layer: LayerKind::Tcp, at, what }
}

#[test]
fn each_kind_has_its_fields() {
    use FieldName as F;
    let (kind, length) = (F::TcpOptionKind, F::TcpOptionLength);
    assert_eq!(names("020405b4"), [kind, length, F::TcpOptionMss]);
    assert_eq!(names("01030307"), [F::TcpOptionNop, kind, length, F::TcpOptionWindowScale]);
    assert_eq!(names("0402 0000"), [kind, length, F::TcpOptionEnd, F::TcpOptionPadding]);
    assert_eq!(
        names("080a 00000001 00000002"),
        [kind, length, F::TcpOptionTimestampValue, F::TcpOptionTimestampEcho]
    );
    assert_eq!(
        names("050a 00000001 00000002"),
        [kind, length, F::TcpOptionSackLeft, F::TcpOptionSackRight]
    );
    assert_eq!(names("fe04 abcd"), [kind, length, F::TcpOptionData]);
    assert_eq!(names("1e02 01 00"), [kind, length, F::TcpOptionNop, F::TcpOptionEnd]);
}

#[test]
fn options_that_cannot_be_stepped_over_end_the_list() {
    for (bytes, at, kind, len) in [
        ("0101 0200 05b4", 2, 2, 0),
        ("0101 0201 05b4", 2, 2, 1),
        ("020405b4 080a 0000", 4, 8, 10),
        ("0101 0102", 3, 2, 0),
    ] {
        let bytes = hex(bytes);
        let (_, fault) = Options::parse(&bytes);
        assert_eq!(fault, Some(bad(at, kind, len)));
        let fields = fields(&bytes);
        assert_fields_tile(&fields, &(0..bytes.len()));
        let last = fields.last().unwrap();
        assert_eq!((last.name, last.bytes().start), (FieldName::Undecoded, at));
    }
}

#[test]
fn options_of_the_wrong_length_are_passed_over() {
    let bytes = hex("0203 05 020405b4 01");
    let (options, fault) = Options::parse(&bytes);
    assert_eq!(options.mss, Some(1460));
    assert_eq!(fault, Some(bad(0, 2, 3)));
    assert_fields_tile(&fields(&bytes), &(0..8));
    assert_eq!(Options::parse(&hex("0508 00000000 0000")).1, Some(bad(0, 5, 8)));
    assert_eq!(Options::parse(&hex("0502")).1, Some(bad(0, 5, 2)));
}

#[test]
fn nothing_counts_after_the_end() {
    let (options, fault) = Options::parse(&hex("00 020405b4 010101"));
    assert_eq!((options, fault), (Options::default(), None));
}

#[test]
fn the_last_of_two_counts() {
    let (options, fault) = Options::parse(&hex("02040001 02040002"));
    assert_eq!((options.mss, fault), (Some(2), None));
}

#[test]
fn the_largest_shift_counts_as_14() {
    let fields = fields(&[3, 3, 200]);
    assert_eq!(fields[2].meaning, Some(Meaning::WindowScaleFactor(1 << 14)));
}

#[test]
fn laid_out_as_linux_does() {
    let mut out = Vec::new();
    let timestamps = Some(Timestamps { value: 1000, echo: 0 });
    let sack = SackBlocks::new();
    Options { mss: Some(1460), window_scale: Some(7), sack_permitted: true, timestamps, sack }
        .emit(&mut out);
    assert_eq!(out, hex("020405b4 0402 080a 000003e8 00000000 01 030307"));
}

#[test]
fn three_sack_blocks_fit_beside_timestamps() {
    let sack: SackBlocks = (0..9).map(|n| (Seq(n), Seq(n + 1))).collect();
    assert_eq!(sack.len(), 4);
    let timestamps = Some(Timestamps::default());
    let options = Options { timestamps, sack, ..Options::default() };
    assert_eq!(options.sack_that_fits(), 3);
    assert_eq!(options.encoded_len(), 40);
    let alone = Options { sack, ..Options::default() };
    assert_eq!((alone.sack_that_fits(), alone.encoded_len()), (4, 36));
}

#[test]
fn blocks_compare_by_what_they_hold() {
    let mut blocks = SackBlocks::new();
    assert!(blocks.is_empty());
    for n in 0..4 {
        assert!(blocks.push(Seq(n), Seq(n)));
    }
    assert!(!blocks.push(Seq(9), Seq(9)));
    assert_eq!(serde_json::to_string(&blocks).unwrap(), "[[0,0],[1,1],[2,2],[3,3]]");
}

proptest! {
    #[test]
    fn round_trip(options in options()) {
        let mut bytes = Vec::new();
        options.emit(&mut bytes);
        prop_assert_eq!(bytes.len(), options.encoded_len());
        prop_assert!(bytes.len() <= MAX_LEN && bytes.len() % 4 == 0);
        prop_assert_eq!(Options::parse(&bytes), (options, None));
    }

    #[test]
    fn anything_tiles_and_parses(bytes in prop::collection::vec(0u8..12, 0..=40)) {
        let (_, fault) = Options::parse(&bytes);
        let fields = fields(&bytes);
        assert_fields_tile(&fields, &(0..bytes.len()));
        if fault.is_none() {
            prop_assert!(fields.iter().all(|field| field.name != FieldName::Undecoded));
        }
    }
}
