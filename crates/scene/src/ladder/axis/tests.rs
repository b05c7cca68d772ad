use super::*;

fn t(micros: u64) -> Instant {
    Instant::from_nanos(micros * 1_000)
}

#[test]
fn steps_are_round() {
    // 1.6 pixels to a millisecond: 20 ms are 32 pixels.
    assert_eq!(round_step(1.6e-6, 26.0), 20_000_000);
    assert_eq!(round_step(1.0, 26.0), 50);
    assert_eq!(round_step(0.0, 26.0), u64::MAX, "a rate of nothing must not loop for ever");
}

#[test]
fn times_are_as_exact_as_their_step() {
    let ms = 1_000_000;
    assert_eq!(time_text(t(0), 20 * ms), "0 ms");
    assert_eq!(time_text(t(40_000), 20 * ms), "40 ms");
    assert_eq!(time_text(t(2_500), ms / 2), "2.5 ms");
    assert_eq!(time_text(t(1_020_000), 20 * ms), "1.02 s");
    assert_eq!(time_text(t(240_284_000), ms), "240.284 s");
    assert_eq!(time_text(t(240_284_000), 1_000 * ms), "240 s");
    assert_eq!(time_text(t(50), 10_000), "0.05 ms");
    assert_eq!(time_text(t(7), 1_000), "7 µs");
}

#[test]
fn lengths_are_rounded_for_reading() {
    assert_eq!(rounded(Duration::from_nanos(239_940_005_000)), "239.9 s");
    assert_eq!(rounded(Duration::from_secs(240)), "4 min");
    assert_eq!(rounded(Duration::from_millis(84)), "84 ms");
}
