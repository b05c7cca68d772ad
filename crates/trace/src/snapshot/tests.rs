use super::*;
use crate::testing::{SOCKET, frame, ms, trace};
use proptest::prelude::*;

#[test]
fn the_beginning_and_the_end() {
    let trace = trace(2);
    let start = Snapshot::at(&trace, 0);
    assert!(!start.socket(SOCKET).exists);
    assert_eq!(start.socket(SOCKET).state, None);
    assert!(start.in_flight.is_empty() && start.nodes.iter().all(|node| node.on));
    let end = Snapshot::at(&trace, usize::MAX);
    assert_eq!(end.position, trace.steps().len());
    assert_eq!(end.time, ms(25));
    assert_eq!(end.socket(SOCKET).path, [State::Closed, State::SynSent]);
    assert_eq!(end.open_sockets(&trace).count(), 1);
}

#[test]
fn only_the_last_step_counts_as_changed() {
    let trace = trace(2);
    let now = |position| Snapshot::at(&trace, position).socket(SOCKET).variable(Variable::SndNxt);
    assert_eq!(now(1), None);
    assert_eq!(now(2), Some(VariableNow { value: 1, changed: true, before: None }));
    assert_eq!(now(3), Some(VariableNow { value: 1, changed: false, before: None }));
    assert_eq!(now(4), Some(VariableNow { value: 2, changed: true, before: Some(1) }));
    assert_eq!(Snapshot::at(&trace, 1).socket(SOCKET).state_before, Some(State::Closed));
    assert_eq!(Snapshot::at(&trace, 2).socket(SOCKET).state_before, None);
}

#[test]
fn frames_are_in_flight_between_sending_and_the_end() {
    let trace = trace(2);
    assert_eq!(Snapshot::at(&trace, 2).in_flight, [frame(0)]);
    assert_eq!(Snapshot::at(&trace, 3).in_flight, []);
    assert_eq!(Snapshot::at(&trace, 4).in_flight, [frame(1)]);
}

#[test]
fn a_timer_knows_when_it_was_set_and_what_set_it() {
    let trace = trace(1);
    let timer = Snapshot::at(&trace, 2).socket(SOCKET).timer(Timer::Retransmission);
    let timer = timer.expect("running");
    assert_eq!((timer.since, timer.due), (ms(10), ms(110)));
    assert_eq!(trace.step_of(timer.set_by), 1);
}

proptest! {
    /// Going there at once and going there step by step is the same.
    #[test]
    fn seeking_equals_stepping(target in 0usize..14, pause in 0usize..14) {
        let trace = trace(6);
        let mut stepped = Snapshot::start(&trace);
        stepped.advance(&trace, pause.min(target));
        for position in pause.min(target)..=target {
            stepped.advance(&trace, position);
        }
        prop_assert_eq!(stepped, Snapshot::at(&trace, target));
    }
}
