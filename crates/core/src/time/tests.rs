use super::*;

#[test]
fn a_duration_reads_like_a_person_would_write_it() {
    for (nanos, text) in [
        (0, "0 ms"),
        (1, "1 ns"),
        (1_500, "1.5 µs"),
        (84_000_000, "84 ms"),
        (84_500_000, "84.5 ms"),
        (1_000_000_000, "1 s"),
        (1_050_000_000, "1.05 s"),
        (90_000_000_000, "90 s"),
        (240_000_000_000, "4 min"),
        (1_000_000_001, "1 s"),
    ] {
        assert_eq!(Duration::from_nanos(nanos).to_string(), text);
    }
}

#[test]
fn arithmetic_saturates() {
    let end = Instant::from_nanos(u64::MAX);
    assert_eq!(end + Duration::from_secs(1), end);
    assert_eq!(Instant::ZERO - end, Duration::ZERO);
    assert_eq!(Duration::from_secs(u64::MAX), Duration::from_nanos(u64::MAX));
}
