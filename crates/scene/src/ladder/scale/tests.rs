use super::*;
use proptest::prelude::*;

fn t(nanos: u64) -> Instant {
    Instant::from_nanos(nanos)
}

/// Any scale: gaps from nothing to minutes, bands, breaks.
fn scales() -> impl Strategy<Value = Scale> {
    let knot = (1_u64..100_000_000_000, 0.0_f64..80.0, 0.0_f64..30.0, any::<bool>());
    prop::collection::vec(knot, 1..40).prop_map(|gaps| {
        let (mut time, mut y) = (0, 90.0);
        let knots = gaps
            .into_iter()
            .map(|(gap, rise, band, after_break)| {
                time += gap;
                let first = y + rise + 0.5;
                y = first + band;
                Knot { time: t(time), first, last: y, after_break }
            })
            .collect();
        Scale::new(knots, 1e-6)
    })
}

proptest! {
    #[test]
    fn monotone_in_time(scale in scales(), a in 0_u64..4_000_000_000_000, b in 0_u64..4_000_000_000_000) {
        let (early, late) = (a.min(b), a.max(b));
        prop_assert!(scale.y(t(early)) <= scale.y(t(late)) + 1e-9);
    }

    #[test]
    fn exact_at_knots(scale in scales()) {
        for knot in scale.knots() {
            prop_assert_eq!(scale.y(knot.time).to_bits(), knot.first.to_bits());
            prop_assert_eq!(scale.time(knot.first), knot.time);
            prop_assert_eq!(scale.time(knot.last), knot.time);
            prop_assert_eq!(scale.time(f64::midpoint(knot.first, knot.last)), knot.time);
        }
    }

    #[test]
    fn monotone_in_rows(scale in scales(), a in 0.0_f64..5000.0, b in 0.0_f64..5000.0) {
        prop_assert!(scale.time(a.min(b)) <= scale.time(a.max(b)));
    }

    #[test]
    fn there_and_back(scale in scales(), nanos in 0_u64..4_000_000_000_000) {
        let back = scale.time(scale.y(t(nanos)));
        let error = back.as_nanos().abs_diff(nanos);
        // A row has 52 bits; a piece of minutes in half a pixel leaves this much.
        prop_assert!(error < 100_000, "{} ns", error);
    }
}

#[test]
fn an_empty_scale_is_harmless() {
    let scale = Scale::default();
    assert!(scale.y(t(5)).abs() < 1e-12);
    assert_eq!(scale.time(100.0), Instant::ZERO);
}
