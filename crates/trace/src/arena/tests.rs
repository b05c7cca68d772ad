use super::{Arena, BLOCK};
use crate::Bytes;

/// Pieces of many lengths, each with bytes of its own.
fn pieces() -> Vec<Vec<u8>> {
    let lengths = [0, 1, 1500, BLOCK - 1, 2, BLOCK, BLOCK + 1, 3 * BLOCK, 7, 0, 60_000, 60_000];
    let many = lengths.into_iter().cycle().take(40).enumerate();
    many.map(|(index, len)| vec![u8::try_from(index).expect("forty"); len]).collect()
}

fn filled(pieces: &[Vec<u8>]) -> (Arena, Vec<Bytes>) {
    let mut arena = Arena::default();
    let places = pieces.iter().map(|piece| arena.add(piece)).collect();
    (arena, places)
}

#[test]
fn every_piece_is_found_again() {
    let pieces = pieces();
    let (arena, places) = filled(&pieces);
    for (piece, place) in pieces.iter().zip(&places) {
        assert_eq!(arena.get(*place), piece);
    }
    assert_eq!(arena.len(), pieces.iter().map(Vec::len).sum::<usize>());
}

#[test]
fn a_past_is_the_same_wherever_it_was_cut_and_goes_on_alike() {
    let pieces = pieces();
    let (whole, _) = filled(&pieces);
    for cut in 0..=pieces.len() {
        let (past, _) = filled(&pieces[..cut]);
        let mut again = whole.truncated(past.len());
        assert_eq!(again, past, "cut after {cut} pieces");
        let places: Vec<Bytes> = pieces[cut..].iter().map(|piece| again.add(piece)).collect();
        assert_eq!(again, whole);
        for (piece, place) in pieces[cut..].iter().zip(places) {
            assert_eq!(again.get(place), piece);
        }
    }
}

#[test]
fn one_byte_makes_a_difference() {
    let (one, _) = filled(&[vec![1; 10], vec![2; BLOCK]]);
    let (other, _) = filled(&[vec![1; 10], [vec![2; BLOCK - 1], vec![3]].concat()]);
    assert_ne!(one, other);
    assert_ne!(one, one.truncated(10));
}
