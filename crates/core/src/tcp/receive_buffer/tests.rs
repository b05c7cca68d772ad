use super::*;
use proptest::prelude::*;

#[test]
fn overlaps_are_trimmed_and_gaps_close() {
    let mut buffer = ReceiveBuffer::default();
    assert_eq!(buffer.hold(3, b"def").new, 3);
    assert_eq!(buffer.hold(9, b"jkl").new, 3);
    // Over both, and the gap between, and beyond.
    assert_eq!(buffer.hold(4, b"EFGHIJKLMN").new, 5);
    assert_eq!(buffer.held(), 11);
    assert_eq!(buffer.release(), 0);
    buffer.append(b"abc");
    assert_eq!(buffer.release(), 11);
    assert_eq!(buffer.read(100), b"abcdefGHIjklMN");
    assert!(!buffer.has_gap());
}

#[test]
fn text_in_order_may_cover_what_is_held() {
    let mut buffer = ReceiveBuffer::default();
    buffer.hold(2, b"cd");
    buffer.hold(6, b"gh");
    buffer.append(b"abcdefg");
    assert_eq!(buffer.release(), 1);
    assert_eq!(buffer.read(3), b"abc");
    assert_eq!(buffer.read(10), b"defgh");
}

#[test]
fn pieces_are_bounded() {
    let mut buffer = ReceiveBuffer::default();
    for i in 0..10_000 {
        buffer.hold(1 + 2 * i, b"x");
    }
    assert_eq!(buffer.held(), MAX_PIECES);
}

proptest! {
    #[test]
    fn any_order_gives_the_stream(pieces in proptest::collection::vec((0_usize..200, 1_usize..40), 1..60)) {
        let stream: Vec<u8> = (0..240_u16).map(|i| i.to_le_bytes()[0]).collect();
        let mut buffer = ReceiveBuffer::default();
        let mut known = vec![false; stream.len()];
        for (at, len) in pieces {
            buffer.hold(u32::try_from(at).unwrap(), &stream[at..at + len]);
            known[at..at + len].fill(true);
            prop_assert_eq!(buffer.held(), known.iter().filter(|known| **known).count());
        }
        let ready = known.iter().take_while(|known| **known).count();
        prop_assert_eq!(buffer.release(), ready);
        prop_assert_eq!(buffer.read(usize::MAX), &stream[..ready]);
    }
}
