use super::*;
use crate::testing::{CLIENT, ms, trace};

#[test]
fn a_trace_does_not_differ_from_itself() {
    let trace = trace(3);
    let comparison = compare(&trace, &trace);
    assert_eq!(comparison.first_difference, None);
    assert_eq!(comparison.rows.len(), trace.steps().len());
}

#[test]
fn a_longer_future_differs_where_it_goes_on() {
    let (short, long) = (trace(1), trace(2));
    let comparison = compare(&short, &long);
    assert_eq!(comparison.first_difference, Some(short.steps().len()));
    assert_eq!(comparison.rows[3..], [Row::Right(3), Row::Right(4)]);
    let mirrored = compare(&long, &short);
    assert_eq!(mirrored.rows[3..], [Row::Left(3), Row::Left(4)]);
}

#[test]
fn the_same_at_another_time_is_a_difference_that_lines_up() {
    let mut left = trace(1);
    let mut right = left.clone();
    for (trace, at) in [(&mut left, 50), (&mut right, 70)] {
        trace.begin_step(ms(at));
        trace.push(CLIENT, What::PowerChanged { on: false }, None, None);
    }
    let comparison = compare(&left, &right);
    assert_eq!(comparison.rows[3], Row::Both { left: 3, right: 3, same_time: false });
    assert_eq!(comparison.first_difference, Some(3));
}
