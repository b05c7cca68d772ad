use super::{Faults, Link};
use wireglass_core::time::{Duration, Instant};

const BAD: Faults = Faults {
    delay: Duration::from_millis(10),
    jitter: Duration::from_millis(2),
    loss: 100_000,
    duplication: 100_000,
    reordering: 100_000,
    held: Duration::from_millis(30),
    corruption: 100_000,
};

fn carried(faults: Faults, seed: u64) -> Vec<Vec<u8>> {
    let mut link = Link::new(faults, seed);
    for i in 0..200_u64 {
        link.send(Instant::ZERO + Duration::from_millis(i), vec![i.to_le_bytes()[0]; 40]);
    }
    let end = Instant::ZERO + Duration::from_secs(10);
    std::iter::from_fn(|| link.take(end)).collect()
}

#[test]
fn a_good_link_keeps_everything_in_order() {
    let faults = Faults { delay: Duration::from_millis(10), ..Faults::default() };
    let all = carried(faults, 1);
    assert_eq!(all.len(), 200);
    assert!(all.is_sorted_by_key(|packet| packet[0]));
}

#[test]
fn a_bad_one_loses_doubles_damages_and_reorders_as_its_seed_says() {
    let all = carried(BAD, 1);
    assert_eq!(all, carried(BAD, 1));
    assert_ne!(all, carried(BAD, 2));
    assert!(!all.is_sorted_by_key(|packet| packet[0]));
    let whole = |packet: &&Vec<u8>| packet.iter().all(|byte| *byte == packet[0]);
    let damaged = all.len() - all.iter().filter(whole).count();
    assert!((5..40).contains(&damaged), "{damaged}");
    let copies = (0..200_u8).filter(|i| all.iter().filter(|packet| packet[0] == *i).count() > 1);
    assert!((5..40).contains(&copies.count()));
    let lost = (0..200_u8).filter(|i| all.iter().all(|packet| packet[39] != *i));
    assert!((5..40).contains(&lost.count()));
}

#[test]
fn nothing_arrives_early() {
    let mut link = Link::new(Faults { loss: 0, corruption: 0, ..BAD }, 3);
    let fate = link.send(Instant::ZERO, vec![1]);
    let at = link.next().expect("nothing is lost");
    assert_eq!(fate.arrives, Some(at));
    assert_eq!(link.take(Instant::ZERO), None);
    assert_eq!(link.take(at), Some(vec![1]));
}
