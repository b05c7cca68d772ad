use super::*;
use crate::golden::nets;
use crate::testing;
use wireglass_course::Settings;
use wireglass_sim::{Limits, Recording, Scenario};
use wireglass_trace::Snapshot;

fn all() -> Vec<(String, Trace)> {
    let nets = nets::all().into_iter().map(|(name, trace)| (name.to_owned(), trace));
    let scenes = testing::scenes().into_iter().map(|(name, trace)| (name.to_owned(), trace));
    nets.chain(scenes).collect()
}

/// The index says what a fold over all events says.
#[test]
fn what_is_under_way_is_what_was_sent_and_has_not_ended() {
    for (name, trace) in all() {
        let flights = Flights::new(&trace);
        let mut snapshot = Snapshot::start(&trace);
        for position in 0..=trace.steps().len() {
            snapshot.advance(&trace, position);
            let seen = flights.at(&trace, Moment::at(&trace, position));
            let mut flying: Vec<FrameId> =
                seen.iter().filter(|it| it.fate == Fate::Flying).map(|it| it.frame).collect();
            flying.sort();
            let mut expected = snapshot.in_flight.clone();
            expected.sort();
            assert_eq!(flying, expected, "{name} at {position}");
            assert!(seen.iter().all(|it| (0.0..=1.0).contains(&it.share)), "{name} at {position}");
        }
    }
}

#[test]
fn a_packet_moves_linearly_and_never_backwards() {
    for (name, trace) in all() {
        let flights = Flights::new(&trace);
        let mut last = vec![0.0_f64; trace.frames().len()];
        for position in 0..trace.steps().len() {
            let (from, to) = (trace.time_at(position), trace.time_at(position + 1));
            for part in 0..=4 {
                let nanos = to.since(from).as_nanos() / 4 * part;
                let time = from + Duration::from_nanos(nanos);
                for it in flights.at(&trace, Moment::between(&trace, position, time)) {
                    let before = &mut last[it.frame.index()];
                    assert!(it.share >= *before - 1e-9, "{name}: {it:?} was at {before}");
                    *before = it.share;
                }
            }
        }
    }
}

#[test]
fn half_the_time_is_half_the_way() {
    let trace = nets::cable();
    let flights = Flights::new(&trace);
    let id = FrameId(0);
    let (sent, end) = (trace.sent_at(id), trace.ended_at(id).expect("it arrives"));
    let time = sent + Duration::from_nanos(end.since(sent).as_nanos() / 2);
    let position = trace.steps().partition_point(|step| step.time <= time);
    let seen = flights.at(&trace, Moment { position, time });
    assert_eq!(seen, [UnderWay { frame: id, share: 0.5, fate: Fate::Flying }]);
}

#[test]
fn what_has_just_arrived_is_seen_until_time_goes_on() {
    let trace = nets::cable();
    let flights = Flights::new(&trace);
    let end = trace.frame(FrameId(0)).end.expect("it arrives");
    let position = trace.step_of(end) + 1;
    let fates = |moment| -> Vec<Fate> {
        let seen = flights.at(&trace, moment);
        seen.iter().filter(|it| it.frame == FrameId(0)).map(|it| it.fate).collect()
    };
    let at = Moment::at(&trace, position);
    assert_eq!(fates(at), [Fate::Arrived]);
    let later = at.time + Duration::from_nanos(1);
    assert_eq!(fates(Moment::between(&trace, position, later)), []);
}

#[test]
fn a_moment_lies_between_its_position_and_the_next() {
    let trace = nets::cable();
    let far = Instant::from_nanos(u64::MAX);
    for position in 0..=trace.steps().len() {
        let moment = Moment::between(&trace, position, far);
        assert_eq!(moment.time, trace.time_at(position + 1));
        let moment = Moment::between(&trace, position, Instant::ZERO);
        assert_eq!(moment.time, trace.time_at(position));
    }
}

/// A run that is cut before anything has crossed a link: the link itself tells how fast it is.
#[test]
fn what_does_not_arrive_in_the_run_moves_too() {
    let lesson = wireglass_course::find("open-and-close").expect("it is there");
    let scenario = lesson.scenario(None, &Settings::default()).expect("it runs");
    let delay = scenario.links[0].delay;
    let quarter = Duration::from_nanos(delay.as_nanos() / 4);
    let limits = Limits { until: Instant::ZERO + quarter, ..scenario.limits };
    let run = Recording::run(&Scenario { limits, ..scenario }).expect("it runs");
    let trace = run.trace();
    let sent = trace.sent_at(FrameId(0));
    assert_eq!(trace.ended_at(FrameId(0)), None);
    let moment = Moment { position: trace.steps().len(), time: sent + quarter };
    let seen = Flights::new(trace).at(trace, moment);
    assert!((seen[0].share - 0.25).abs() < 1e-3, "{seen:?}");
}

/// Two at a hub that begin at once: neither frame falls off the cable, they meet.
#[test]
fn a_collision_is_no_loss() {
    let lesson = wireglass_course::find_any("hub-against-switch").expect("it is there");
    let scenario = lesson.scenario(Some("a-little-later"), &Settings::default()).expect("it runs");
    let run = Recording::run(&scenario).expect("it runs");
    let trace = run.trace();
    let flights = Flights::new(trace);
    let fates: Vec<Fate> = (0..=trace.steps().len())
        .flat_map(|position| flights.at(trace, Moment::at(trace, position)))
        .map(|seen| seen.fate)
        .filter(|fate| matches!(fate, Fate::Lost | Fate::Collided))
        .collect();
    assert!(fates.len() > 2 && fates.iter().all(|fate| *fate == Fate::Collided), "{fates:?}");
}
