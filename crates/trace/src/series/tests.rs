use super::*;
use crate::testing::{CLIENT, SERVER, SOCKET, ms, trace};

fn set(trace: &mut Trace, variable: Variable, value: u64) {
    trace.push(CLIENT, What::VariableSet { socket: SOCKET, variable, value }, None, None);
}

#[test]
fn a_series_holds_each_value_once_from_the_step_that_set_it() {
    let trace = trace(3);
    let series = Series::of(&trace, CLIENT, Measure::Variable(Variable::SndNxt));
    let values: Vec<_> = series.samples.iter().map(|s| (s.step, s.time, s.value)).collect();
    assert_eq!(values, [(1, ms(10), Some(1)), (3, ms(20), Some(2)), (5, ms(30), Some(3))]);
    assert_eq!(series.range(), Some((1, 3)));
    assert_eq!(
        [0, 1, 2, 3, 4, 6].map(|p| series.at(p)),
        [None, None, Some(1), Some(1), Some(2), Some(3)]
    );
    let nobody = Series::of(&trace, SERVER, Measure::Variable(Variable::SndNxt));
    assert!(nobody.is_empty());
}

#[test]
fn what_is_in_flight_wraps_with_the_sequence_numbers() {
    let mut trace = trace(0);
    trace.begin_step(ms(10));
    set(&mut trace, Variable::SndUna, u64::from(u32::MAX));
    set(&mut trace, Variable::SndNxt, 9);
    trace.begin_step(ms(20));
    set(&mut trace, Variable::SndUna, 9);
    trace.begin_step(ms(30));
    trace.push(CLIENT, What::SocketDeleted { socket: SOCKET }, None, None);
    trace.finish();
    let series = Series::of(&trace, CLIENT, Measure::InFlight);
    let values: Vec<_> = series.samples.iter().map(|sample| sample.value).collect();
    assert_eq!(values, [Some(10), Some(0), None]);
}

#[test]
fn a_topic_nothing_is_known_about_is_empty() {
    assert!(topic(&trace(3), Topic::Congestion).is_empty());
    for topic in Topic::ALL {
        assert_eq!(Topic::from_id(topic.id()), Some(topic));
    }
    assert_eq!(Topic::from_id("weather"), None);
}
