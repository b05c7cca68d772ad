use super::*;
use crate::rules::Rule;

#[test]
fn cube_roots_are_whole_and_below() {
    for (of, root) in
        [(0, 0), (1, 1), (7, 1), (8, 2), (26, 2), (27, 3), (1_000_000_000_000, 10_000)]
    {
        assert_eq!(cube_root(of), root, "{of}");
    }
    // The largest it is asked for.
    let most = u128::from(u32::MAX) * 2_500_000_000_000_000_000;
    let root = u128::from(cube_root(most));
    assert!(root.pow(3) <= most && (root + 1).pow(3) > most);
}

#[test]
fn the_curve_is_the_rfcs() {
    // W_max = 100 segments of 1000 bytes, cwnd = 70: K = cbrt(30 / 0.4) = 4.217163 s.
    let k = k(30_000, 1_000);
    assert_eq!(k, 4_217_163);
    // 0.4 (t - K)^3 + 100 segments, computed elsewhere.
    let table = [
        (0, 70_000),
        (1_000_000, 86_680),
        (2_000_000, 95_640),
        (3_000_000, 99_279),
        (4_217_163, 100_000),
        (6_000_000, 102_266),
        (10_000_000, 177_354),
    ];
    for (t, bytes) in table {
        let w = w_cubic(t, k, 100_000, 1_000);
        assert!(w.abs_diff(bytes) <= 1, "W_cubic({t} µs) = {w}, not {bytes}");
    }
}

#[test]
fn it_survives_the_largest_numbers() {
    assert_eq!(w_cubic(u64::MAX, 0, u32::MAX, u32::MAX), u32::MAX);
    assert_eq!(w_cubic(0, u64::MAX, 5, 65_535), 0);
    let mut cubic = Cubic::default();
    let end = Instant::from_nanos(u64::MAX);
    let rtt = Duration::from_secs(1 << 40);
    for (now, cwnd) in [(Instant::ZERO, 1), (end, u32::MAX), (end, 0)] {
        let grown = cubic.avoid(now, rtt, cwnd, u32::MAX, 65_535, true);
        assert!(grown.is_none_or(|(grown, _)| grown >= cwnd));
        cubic.reduce(cwnd, u32::MAX, 65_535);
    }
}

#[test]
fn fast_convergence_gives_room_to_others() {
    let mut cubic = Cubic::default();
    assert_eq!(cubic.reduce(100_000, 100_000, 1_000), 70_000);
    assert_eq!(cubic.w_max(), 100_000);
    // Lost again before it was back: W_max = 80 (1 + 0.7) / 2.
    assert_eq!(cubic.reduce(80_000, 80_000, 1_000), 56_000);
    assert_eq!((cubic.w_max(), cubic.prior), (68_000, 80_000));
    assert_eq!(cubic.reduce(1_000, 1_000, 1_000), 2_000, "two segments are the least");
}

#[test]
fn a_small_window_grows_as_renos_does() {
    // Ten segments, 10 ms: the curve needs K = 1.96 s, Reno is back far sooner.
    let mut cubic = Cubic::default();
    let (mut cwnd, mss) = (cubic.reduce(10_000, 10_000, 1_000), 1_000);
    let (mut now, rtt) = (Instant::ZERO, Duration::from_millis(10));
    let mut rules = Vec::new();
    for _ in 0..20 {
        for _ in 0..cwnd / mss {
            if let Some((grown, reason)) = cubic.avoid(now, rtt, cwnd, mss, mss, true) {
                cwnd = grown;
                rules.push(reason.rule());
            }
        }
        now += rtt;
    }
    assert!(rules.iter().filter(|&&rule| rule == Rule::CwndRenoFriendly).count() > 100);
    // From 7 segments at 9/17 a round trip to 10, then at 1.
    assert!((21_000..=23_500).contains(&cwnd), "{cwnd}");
}

#[test]
fn after_a_time_out_the_curve_starts_at_its_middle() {
    let mut cubic = Cubic::default();
    cubic.reduce(100_000, 100_000, 1_000);
    cubic.timed_out();
    cubic.avoid(Instant::ZERO, Duration::ZERO, 70_000, 1_000, 1_000, true);
    assert_eq!((cubic.w_max(), cubic.epoch.map(|epoch| epoch.k)), (70_000, Some(0)));
}

#[test]
fn time_in_which_the_window_is_not_used_does_not_count() {
    let mut cubic = Cubic::default();
    let start = |cubic: &Cubic| cubic.epoch.map(|epoch| epoch.start);
    let at = |secs| Instant::ZERO + Duration::from_secs(secs);
    cubic.avoid(at(1), Duration::ZERO, 10_000, 1_000, 1_000, true);
    assert_eq!(start(&cubic), Some(at(1)));
    assert!(cubic.avoid(at(9), Duration::ZERO, 10_000, 1_000, 1_000, false).is_none());
    assert_eq!(start(&cubic), Some(at(9)));
}
