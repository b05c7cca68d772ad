use super::*;
use crate::wire::testing::assert_fields_tile;
use proptest::prelude::*;

#[test]
fn reads_across_byte_borders() {
    let mut cursor = Cursor::new(&[0b1010_1100, 0b0101_0011, 0xff], 2);
    assert_eq!(cursor.number(FieldName::TcpDataOffset, 3), Some(0b101));
    assert_eq!(cursor.number(FieldName::TcpReserved, 10), Some(0b01_1000_1010));
    assert_eq!(cursor.flag(FieldName::TcpFlagAe), Some(false));
    assert_eq!(cursor.number(FieldName::TcpWindow, 16), None);
    let fields = cursor.finish();
    let bits: Vec<_> = fields.iter().map(|field| field.bits.clone()).collect();
    assert_eq!(bits, [16..19, 19..29, 29..30, 30..40]);
    assert_eq!(fields[3].name, FieldName::Undecoded);
    assert_eq!(fields[3].bytes(), 3..5);
}

#[test]
fn takes_nothing_when_too_little_is_left() {
    let mut cursor = Cursor::new(&[1, 2, 3], 0);
    assert_eq!(cursor.mac(FieldName::EthernetSource), None);
    assert_eq!(cursor.ipv4(FieldName::Ipv4Source), None);
    assert_eq!(cursor.ipv6(FieldName::Ipv6Source), None);
    assert_eq!(cursor.bytes(FieldName::Payload, 4), None);
    assert_eq!(cursor.left(), 24);
    assert_eq!(cursor.bytes(FieldName::Payload, 0), Some(()));
    assert_eq!(cursor.finish().len(), 1);
}

proptest! {
    #[test]
    fn always_tiles(bytes in prop::collection::vec(any::<u8>(), 1..32), widths: Vec<u8>, base in 0usize..2000) {
        let mut cursor = Cursor::new(&bytes, base);
        for width in widths {
            cursor.number(FieldName::Unknown, u32::from(width % 57) + 1);
        }
        assert_fields_tile(&cursor.finish(), &(base..base + bytes.len()));
    }
}
