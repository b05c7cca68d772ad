use super::{Motion, Place};
use wireglass_core::time::Instant;
use wireglass_sim::Recording;

fn trace() -> wireglass_trace::Trace {
    let lesson = wireglass_course::find("open-and-close").unwrap();
    let scenario = lesson.scenario(None, &wireglass_course::Settings::default()).unwrap();
    Recording::run(&scenario).unwrap().trace().clone()
}

/// A step during which time passes.
fn moving_step(trace: &wireglass_trace::Trace) -> usize {
    (1..trace.steps().len()).find(|p| trace.time_at(*p) < trace.time_at(p + 1)).unwrap()
}

#[test]
fn a_step_ends_exactly_where_it_leads() {
    let trace = trace();
    let at = moving_step(&trace);
    for (from, to) in [(at, at + 1), (at + 1, at)] {
        let motion = Motion::step(&trace, from, to).unwrap();
        let (place, over) = motion.after(10_000.0);
        assert_eq!((place, over), (Place::at(to), true));
    }
}

#[test]
fn on_the_way_it_stays_between_the_two_and_goes_one_way() {
    let trace = trace();
    let at = moving_step(&trace);
    let motion = Motion::step(&trace, at + 1, at).unwrap();
    let mut last = trace.time_at(at + 1);
    for millis in 0..20 {
        let (place, _) = motion.after(f64::from(millis) * 10.0);
        assert_eq!(place.position, at);
        let now = place.now.unwrap();
        assert!(now <= last && now >= trace.time_at(at));
        last = now;
    }
}

#[test]
fn playing_is_linear_in_model_time() {
    let trace = trace();
    let at = moving_step(&trace);
    let motion = Motion::play(&trace, at, 1.0).unwrap();
    let (from, to) = (trace.time_at(at), trace.time_at(at + 1));
    let half = Instant::from_nanos(u64::midpoint(from.as_nanos(), to.as_nanos()));
    let (place, _) = motion.after(500.0);
    assert!(place.now.unwrap().as_nanos().abs_diff(half.as_nanos()) <= 1);
    let slow = Motion::play(&trace, at, 4.0).unwrap();
    assert_eq!(slow.after(2000.0).0, place);
}

#[test]
fn there_is_nothing_to_see_beyond_the_end_or_over_several_steps() {
    let trace = trace();
    let end = trace.steps().len();
    assert_eq!(Motion::play(&trace, end, 1.0), None);
    assert_eq!(Motion::step(&trace, 0, 3), None);
    assert_eq!(Motion::step(&trace, end, end + 1), None);
}
