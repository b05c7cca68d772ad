use super::*;
use crate::rules::Rule;

const MSS: u16 = 1_000;

fn config(congestion: Congestion, initial_window: Option<u8>) -> Config {
    Config { congestion, initial_window, ..Config::default() }
}

fn reno() -> Window {
    let config = config(Congestion::Reno, Some(4));
    let mut window = Window::new(&config, Seq(0), MSS);
    window.open(&config, MSS);
    window
}

/// All of the window is sent, and acknowledged segment by segment, in one round trip.
fn round_trip(window: &mut Window, at: &mut Seq, now: Instant) -> Vec<Rule> {
    let cwnd = window.cwnd().expect("it limits");
    let (una, nxt) = (*at, *at + cwnd);
    window.sent(cwnd, una, nxt);
    let mut rules = Vec::new();
    while *at != nxt {
        let acked = nxt.distance_from(*at).min(u32::from(MSS));
        *at += acked;
        let srtt = Some(Duration::from_millis(100));
        let reason = window.acknowledged(Progress { now, acked, una: *at, srtt });
        rules.extend(reason.map(|reason| reason.rule()));
    }
    rules
}

#[test]
fn the_initial_window_is_the_rfcs() {
    // RFC 5681 §3.1, at each side of each border.
    let table = [
        (536, 2_144),
        (1_095, 4_380),
        (1_096, 3_288),
        (1_460, 4_380),
        (2_190, 6_570),
        (2_191, 4_382),
        (8_960, 17_920),
    ];
    for (mss, bytes) in table {
        let config = config(Congestion::Reno, None);
        let mut window = Window::new(&config, Seq(0), 100);
        let reason = window.open(&config, mss);
        assert_eq!((window.cwnd(), window.ssthresh()), (Some(bytes), None), "{mss}");
        assert_eq!(reason, Some(Reason::CwndInitial { cwnd: bytes, mss }));
    }
    // RFC 6928 §2.
    let config = config(Congestion::Cubic, Some(10));
    let mut window = Window::new(&config, Seq(0), 100);
    let reason = Reason::CwndInitialSegments { cwnd: 14_600, segments: 10, mss: 1_460 };
    assert_eq!(window.open(&config, 1_460), Some(reason));
}

#[test]
fn a_lost_syn_costs_the_initial_window() {
    for (segments, lost, cwnd) in [(None, 1, 1_000), (Some(10), 1, 10_000), (Some(10), 2, 1_000)] {
        let config = config(Congestion::Reno, segments);
        let mut window = Window::new(&config, Seq(0), MSS);
        for _ in 0..lost {
            window.syn_lost();
        }
        window.open(&config, MSS);
        assert_eq!(window.cwnd(), Some(cwnd), "{segments:?}, {lost} lost");
    }
}

#[test]
fn off_limits_nothing() {
    let config = config(Congestion::Off, None);
    let mut window = Window::new(&config, Seq(0), MSS);
    assert_eq!(window.open(&config, MSS), None);
    assert_eq!(window.reduce(5_000, 3), None);
    assert_eq!(window.timed_out(5_000, 1), None);
    assert_eq!((window.cwnd(), window.ssthresh(), window.room(9)), (None, None, u32::MAX));
}

#[test]
fn slow_start_doubles_and_avoidance_adds_a_segment() {
    let mut window = reno();
    let (mut at, now) = (Seq(0), Instant::ZERO);
    let mut seen = Vec::new();
    for _ in 0..3 {
        seen.push(window.cwnd);
        assert!(round_trip(&mut window, &mut at, now).contains(&Rule::CwndSlowStart));
    }
    assert_eq!((seen, window.cwnd), (vec![4_000, 8_000, 16_000], 32_000));
    // RFC 5681 §3.1, equation 4; cwnd as after recovery.
    window.reduce(32_000, 0);
    window.recovered(16_000, true);
    assert_eq!((window.cwnd(), window.ssthresh()), (Some(16_000), Some(16_000)));
    for cwnd in [17_000, 18_000, 19_000] {
        assert_eq!(round_trip(&mut window, &mut at, now), [Rule::CwndAvoidance]);
        assert_eq!(window.cwnd, cwnd);
    }
}

#[test]
fn an_ack_counts_for_one_segment_at_most_in_slow_start() {
    let mut window = reno();
    window.sent(4_000, Seq(0), Seq(4_000));
    let progress = Progress { now: Instant::ZERO, acked: 3_000, una: Seq(3_000), srtt: None };
    let reason = window.acknowledged(progress);
    assert_eq!(reason, Some(Reason::CwndSlowStart { acked: 3_000, cwnd: 5_000, ssthresh: None }));
    // Nor for more than it acknowledges.
    window.acknowledged(Progress { acked: 10, una: Seq(3_010), ..progress });
    assert_eq!(window.cwnd, 5_010);
}

#[test]
fn a_window_that_is_not_used_does_not_grow() {
    let mut window = reno();
    window.sent(100, Seq(0), Seq(100));
    let progress = Progress { now: Instant::ZERO, acked: 100, una: Seq(100), srtt: None };
    assert_eq!(window.acknowledged(progress), None);
    assert_eq!(window.cwnd, 4_000);
}

#[test]
fn the_first_time_out_sets_the_threshold_and_the_next_do_not() {
    let mut window = reno();
    assert_eq!(
        window.timed_out(10_000, 1),
        Some(Reason::CwndCollapsed { flight: 10_000, ssthresh: 5_000, cwnd: 1_000 })
    );
    assert_eq!(
        window.timed_out(1_000, 2),
        Some(Reason::SsthreshHeld { ssthresh: 5_000, attempt: 2 })
    );
    assert_eq!((window.cwnd(), window.ssthresh()), (Some(1_000), Some(5_000)));
    // Two segments are the least.
    window.timed_out(1_000, 1);
    assert_eq!(window.ssthresh(), Some(2_000));
}

#[test]
fn recovery_without_sack_inflates_and_deflates() {
    let mut window = reno();
    window.reduce(10_000, 3);
    assert_eq!((window.cwnd, window.ssthresh), (8_000, Some(5_000)));
    window.inflate();
    assert_eq!(window.cwnd, 9_000);
    window.deflate(2_000);
    assert_eq!(window.cwnd, 8_000);
    window.deflate(300);
    assert_eq!(window.cwnd, 7_700, "less than a segment is not given back");
    // RFC 6582 §3.2: min(ssthresh, max(FlightSize, SMSS) + SMSS).
    window.clone().recovered(9_000, false);
    for (flight, cwnd) in [(9_000, 5_000), (2_000, 3_000), (0, 2_000)] {
        let mut window = window.clone();
        window.recovered(flight, false);
        assert_eq!(window.cwnd, cwnd);
    }
}

#[test]
fn silence_takes_it_back_to_the_initial_window() {
    let mut window = reno();
    let idle = Duration::from_secs(5);
    assert_eq!(window.restart(idle), None, "it is no larger");
    let mut at = Seq(0);
    round_trip(&mut window, &mut at, Instant::ZERO);
    assert_eq!(window.restart(idle), Some(Reason::CwndRestart { idle, cwnd: 4_000 }));
    window.timed_out(4_000, 1);
    assert_eq!(window.restart(idle), None, "nor does it grow by that");
}

#[test]
fn cubic_shrinks_to_seven_tenths_and_comes_back() {
    let config = config(Congestion::Cubic, Some(100));
    let mut window = Window::new(&config, Seq(0), MSS);
    window.open(&config, MSS);
    let reason = window.reduce(100_000, 0);
    let lowered = Reason::CwndCubicReduced { flight: 100_000, ssthresh: 70_000, w_max: 100_000 };
    assert_eq!((reason, window.cwnd), (Some(lowered), 70_000));
    // K = cbrt(100 * 0.3 / 0.4) = 4.217 s: it is near W_max then, and beyond later.
    let (mut at, mut now) = (Seq(0), Instant::ZERO);
    let mut curve = Vec::new();
    for _ in 0..70 {
        round_trip(&mut window, &mut at, now);
        now += Duration::from_millis(100);
        curve.push(window.cwnd);
    }
    let after = |tenths: usize| curve[tenths];
    assert!((98_000..=101_000).contains(&after(42)), "{curve:?}");
    assert!(after(10) - after(0) > after(42) - after(32), "concave: {curve:?}");
    assert!(after(69) > 104_000, "convex: {curve:?}");
    assert!(curve.is_sorted());
}
