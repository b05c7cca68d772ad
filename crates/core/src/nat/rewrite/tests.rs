use super::*;
use proptest::prelude::*;

#[test]
fn the_example_of_rfc_1624() {
    // §4: HC = 0xDD2F, m = 0x5555, m' = 0x3285 gives 0x0000.
    assert_eq!(updated(0xdd2f, 0x5555, 0x3285), 0x0000);
}

proptest! {
    #[test]
    fn a_corrected_sum_is_the_sum_of_the_corrected(
        words in proptest::collection::vec(any::<u16>(), 2..40),
        at in any::<prop::sample::Index>(),
        new in any::<u16>(),
    ) {
        let sum = |words: &[u16]| {
            let bytes: Vec<u8> = words.iter().flat_map(|word| word.to_be_bytes()).collect();
            crate::wire::checksum::checksum(&bytes)
        };
        let mut changed = words.clone();
        let place = at.index(words.len());
        changed[place] = new;
        // Of nothing but zeros the sum has two forms, which are the same number.
        let (got, expected) = (updated(sum(&words), words[place], new), sum(&changed));
        prop_assert!(got == expected || changed.iter().all(|word| *word == 0));
    }

    #[test]
    fn never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..80), first in 0x45u8..0x48) {
        let mut bytes = bytes;
        if let Some(byte) = bytes.first_mut() {
            *byte = first;
        }
        if let Some(mut packet) = Editable::new(&bytes) {
            let to = SocketAddrV4::new(Ipv4Addr::new(192, 0, 2, 1), 7);
            packet.set_end(End::Source, to);
            packet.set_end(End::Destination, to);
            if let Some(mut quoted) = packet.quoted() {
                quoted.set_end(End::Source, to);
                packet.set_quoted(&quoted);
            }
            prop_assert_eq!(packet.into_bytes().len(), usize::from(be16(&bytes, 2)));
        }
    }
}
