use super::*;
use crate::testing;

#[test]
fn one_tick_for_each_step() {
    let trace = testing::open_and_close();
    let ticks = ticks(&trace, 1000);
    assert_eq!(ticks.len(), trace.steps().len());
    assert!(ticks.iter().all(|tick| tick.steps == 1));
    assert!(ticks.windows(2).all(|pair| pair[0].fraction < pair[1].fraction));
    assert!((ticks[ticks.len() - 1].fraction - 1.0).abs() < 1e-12);
    for tick in &ticks {
        // Choosing a tick goes to where it is drawn.
        assert!((fraction(&trace, tick.step + 1) - tick.fraction).abs() < 1e-12);
        assert_eq!(position_at(&trace, tick.fraction), tick.step + 1);
    }
}

#[test]
fn neighbours_share_a_tick_when_room_is_short() {
    let trace = testing::lost_syn();
    let shared = ticks(&trace, 3);
    assert!(shared.len() <= 3);
    assert_eq!(shared.iter().map(|tick| tick.steps).sum::<usize>(), trace.steps().len());
    assert!(shared.iter().any(|tick| tick.role == Role::Lost), "the loss is what tells");
    let big = testing::capture(5000);
    assert!(ticks(&big, 300).len() <= 300);
}

#[test]
fn nothing_has_no_ticks() {
    let trace = Trace::default();
    assert!(ticks(&trace, 100).is_empty());
    assert_eq!(position_at(&trace, 0.7), 0);
    assert!(fraction(&trace, 3).abs() < 1e-12);
    assert!(ticks(&testing::lost_syn(), 0).len() == 1);
}

#[test]
fn chapters_tell_what_goes_on() {
    use crate::golden::nets;
    use wireglass_text::Lang;
    for (trace, names) in [
        (nets::web(), vec!["gateway’s MAC", "handshake", "HTTP", "close"]),
        (nets::home(), vec!["gateway’s MAC", "handshake", "HTTP", "close"]),
        (nets::hub(), vec!["MAC address", "ICMP"]),
        (nets::ring(), vec!["spanning tree", "MAC address", "ICMP"]),
    ] {
        let chapters = chapters(&trace, &crate::Traffic::new(&trace), Lang::En);
        let found: Vec<&str> = chapters.iter().map(|chapter| chapter.name.as_str()).collect();
        assert_eq!(found, names);
        // Together they are the whole.
        let mut step = 0;
        for chapter in &chapters {
            assert_eq!(chapter.first, step);
            assert!(chapter.span.0 < chapter.span.1);
            step = chapter.end;
        }
        assert_eq!(step, trace.steps().len());
    }
}

#[test]
fn named_chapters_last_to_the_next() {
    let trace = testing::open_and_close();
    let total = trace.steps().len();
    let names = [(0, "open".to_owned()), (4, "talk".to_owned()), (total + 9, "late".to_owned())];
    let spans: Vec<(usize, usize)> =
        named_chapters(&trace, &names).iter().map(|it| (it.first, it.end)).collect();
    assert_eq!(spans, [(0, 4), (4, total), (total, total)]);
}
