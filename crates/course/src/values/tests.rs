use super::*;

#[test]
fn durations() {
    for (text, nanos) in [
        ("40ms", 40_000_000),
        ("1.5s", 1_500_000_000),
        (" 2 min ", 120_000_000_000),
        ("500us", 500_000),
        ("0ms", 0),
        ("0.25ms", 250_000),
    ] {
        assert_eq!(duration(text), Ok(Duration::from_nanos(nanos)), "{text}");
    }
    for text in ["", "40", "ms", "-1ms", "1.ms", "1e3ms", "0.5ns", "99999999999999999999s", "4 0ms"]
    {
        assert_eq!(duration(text), Err(ValueProblem::NotADuration), "{text}");
    }
}

#[test]
fn shares_and_rates() {
    assert_eq!(share("5%"), Ok(50_000));
    assert_eq!(share("0.1%"), Ok(1_000));
    assert_eq!(share("100%"), Ok(1_000_000));
    for text in ["5", "101%", "-1%", "%", "0.00001%"] {
        assert_eq!(share(text), Err(ValueProblem::NotAShare), "{text}");
    }
    assert_eq!(rate("10Mbit/s"), Ok(Some(10_000_000)));
    assert_eq!(rate("1.5 Mbit/s"), Ok(Some(1_500_000)));
    assert_eq!(rate("unlimited"), Ok(None));
    assert_eq!(rate("0bit/s"), Err(ValueProblem::NotARate));
    assert_eq!(rate("10"), Err(ValueProblem::NotARate));
}

#[test]
fn what_is_written_reads_back() {
    for nanos in [0, 1, 999, 1_000, 1_500, 40_000_000, 1_500_000_000, 240_000_000_000] {
        let value = Duration::from_nanos(nanos);
        assert_eq!(duration(&duration_text(value)), Ok(value));
    }
    for ppm in [0, 1, 100, 1_000, 50_000, 123_456, 1_000_000] {
        assert_eq!(share(&share_text(ppm)), Ok(ppm));
    }
    for bits in [None, Some(1), Some(9_600), Some(10_000_000), Some(1_234_567)] {
        assert_eq!(rate(&rate_text(bits)), Ok(bits));
    }
}
