use super::{Condition, Differences, Finding, KINDS};
use std::collections::BTreeSet;
use wireglass_trace::Anomaly;

fn packet(source: u32, seq: u32, ack: u32, len: u32) -> Finding {
    Finding { source, seq, ack, len, flags: 16, stream: Some(0), ..Finding::default() }
}

#[test]
fn every_difference_names_kinds_and_a_reason() {
    let differences = Differences::load().unwrap();
    assert!(!differences.all().is_empty());
    for difference in differences.all() {
        assert!(difference.reason.len() > 20);
        assert!(difference.ours.is_some() || difference.theirs.is_some());
        for word in difference.ours.iter().chain(&difference.theirs) {
            assert!(KINDS.iter().any(|(name, _)| name == word), "{word}");
        }
    }
}

#[test]
fn a_difference_needs_its_condition() {
    let differences = Differences::load().unwrap();
    let none = BTreeSet::new();
    let duplicate = BTreeSet::from([Anomaly::DuplicateAck]);
    // 100 bytes, acknowledged twice: nothing is outstanding.
    let packets = [packet(1, 1, 1, 100), packet(2, 1, 101, 0), packet(2, 1, 101, 0)];
    assert!(differences.explain(&none, &duplicate, 2, &packets).is_ok());
    // The same with more on its way.
    let packets = [packet(1, 1, 1, 100), packet(1, 101, 1, 100), packet(2, 1, 101, 0)];
    assert!(differences.explain(&none, &duplicate, 2, &packets).is_err());
    // Nothing excuses this pair.
    let zero = BTreeSet::from([Anomaly::ZeroWindow]);
    assert!(differences.explain(&zero, &none, 2, &packets).is_err());
    assert!(differences.explain(&none, &none, 2, &packets).is_ok());
}

#[test]
fn conditions_look_at_what_came_before() {
    let packets = [packet(1, 1, 1, 10), packet(1, 21, 1, 10), packet(2, 1, 31, 0)];
    assert!(!Condition::AcknowledgedIsThere.holds(2, &packets));
    assert!(!Condition::NothingMissing.holds(1, &packets));
    assert!(!Condition::SeenBefore.holds(1, &packets));
    let packets = [packet(1, 1, 1, 10), packet(1, 11, 1, 10), packet(1, 11, 1, 5)];
    assert!(Condition::NothingMissing.holds(1, &packets));
    assert!(Condition::SeenBefore.holds(2, &packets));
}
