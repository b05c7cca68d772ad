use super::*;
use proptest::prelude::*;

/// Word by word, as RFC 1071 §4.1 describes it.
fn plain(bytes: &[u8]) -> u16 {
    let mut sum = 0u32;
    for pair in bytes.chunks(2) {
        sum += u32::from(pair[0]) << 8 | pair.get(1).copied().map_or(0, u32::from);
        sum = (sum & 0xffff) + (sum >> 16);
    }
    !u16::try_from(sum).unwrap()
}

#[test]
fn example_of_rfc_1071_section_3() {
    let bytes = [0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7];
    let mut sum = Sum::new();
    sum.add(&bytes);
    assert_eq!(sum.folded(), 0xddf2);
    assert_eq!(sum.checksum(), 0x220d);
}

#[test]
fn an_odd_last_byte_is_the_high_half_of_a_word() {
    assert_eq!(checksum(&[0x12]), !0x1200);
    assert_eq!(checksum(&[0, 1, 0x12]), !0x1201);
    assert_eq!(checksum(&[]), 0xffff);
}

#[test]
fn bytes_with_a_right_checksum_sum_to_zero() {
    // The example header in many textbooks.
    let mut header = [
        0x45, 0x00, 0x00, 0x73, 0x00, 0x00, 0x40, 0x00, 0x40, 0x11, 0x00, 0x00, 0xc0, 0xa8, 0x00,
        0x01, 0xc0, 0xa8, 0x00, 0xc7,
    ];
    assert_eq!(checksum(&header), 0xb861);
    [header[10], header[11]] = [0xb8, 0x61];
    assert_eq!(checksum(&header), 0);
}

#[test]
fn a_pseudo_header_counts_lengths_above_16_bits() {
    let ip = "::".parse().unwrap();
    let sum = Sum::pseudo_header(ip, ip, Protocol::Tcp, 0x0002_0003);
    assert_eq!(sum.folded(), 6 + 2 + 3);
}

proptest! {
    #[test]
    fn agrees_with_the_plain_way(bytes: Vec<u8>) {
        prop_assert_eq!(checksum(&bytes), plain(&bytes));
    }

    #[test]
    fn pieces_of_any_length_add_up(pieces: Vec<Vec<u8>>) {
        let mut sum = Sum::new();
        for piece in &pieces {
            sum.add(piece);
        }
        prop_assert_eq!(sum.checksum(), plain(&pieces.concat()));
    }
}
