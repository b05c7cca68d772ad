use super::*;

#[test]
fn the_first_draws_are_those_of_the_reference() {
    // The reference implementation (Vigna, splitmix64.c), seeded with 1234567.
    let mut rng = Rng(1_234_567);
    let drawn: Vec<u64> = (0..5).map(|_| rng.next()).collect();
    let expected = [
        6_457_827_717_110_365_317,
        3_203_168_211_198_807_973,
        9_817_491_932_198_370_423,
        4_593_380_528_125_082_431,
        16_408_922_859_458_223_821,
    ];
    assert_eq!(drawn, expected);
}

#[test]
fn whatever_tells_two_generators_apart_makes_them_differ() {
    let first = |parts: &[u64]| Rng::new(parts).next();
    let all =
        [first(&[]), first(&[0]), first(&[1]), first(&[0, 0]), first(&[0, 1]), first(&[1, 0])];
    for (index, one) in all.iter().enumerate() {
        assert!(!all[..index].contains(one), "{index}");
    }
}

#[test]
fn draws_stay_within_bounds_and_reach_both() {
    let mut rng = Rng::new(&[7]);
    let drawn: Vec<u32> = (0..1000).map(|_| rng.between(3, 9)).collect();
    assert_eq!(drawn.iter().min(), Some(&3));
    assert_eq!(drawn.iter().max(), Some(&9));
    assert_eq!(rng.below(0), 0);
    assert_eq!((0..100).map(|_| rng.octet(255, 255)).min(), Some(255));
}

#[test]
fn shuffling_keeps_everything() {
    let mut rng = Rng::new(&[1]);
    let mut items: Vec<u32> = (0..50).collect();
    rng.shuffle(&mut items);
    assert_ne!(items, (0..50).collect::<Vec<_>>());
    items.sort_unstable();
    assert_eq!(items, (0..50).collect::<Vec<_>>());
    rng.shuffle::<u32>(&mut []);
}
