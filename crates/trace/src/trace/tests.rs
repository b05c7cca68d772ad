use crate::testing::{CLIENT, SERVER, frame, ms, trace};
use crate::{Anomaly, EventId, What};
use proptest::prelude::*;

#[test]
fn steps_group_events_and_causes_lead_back() {
    let trace = trace(2);
    assert_eq!(trace.steps().len(), 5);
    assert_eq!(trace.step_range(0), 0..2);
    assert_eq!(trace.trigger(1).what, What::FrameSent { frame: frame(0) });
    assert_eq!(trace.cause_of(2), Some(1), "the arrival was caused by the sending");
    assert_eq!(trace.cause_of(0), None);
    // Events behind a trigger are caused by it unless they say otherwise.
    assert_eq!(trace.event(EventId(1)).cause, Some(EventId(0)));
    for step in 0..trace.steps().len() {
        for (id, _) in trace.step_events(step) {
            assert_eq!(trace.step_of(id), step);
        }
    }
}

#[test]
fn frames_know_their_fate() {
    let trace = trace(2);
    let (first, second) = (trace.frame(frame(0)), trace.frame(frame(1)));
    assert!(first.arrived && !second.arrived);
    assert_eq!(trace.sent_at(frame(0)), ms(10));
    assert_eq!(trace.ended_at(frame(0)), Some(ms(15)));
    assert_eq!((first.from, first.to), (CLIENT, SERVER));
    assert!(second.anomalies.contains(Anomaly::BadChecksum));
    assert_eq!(trace.frame_bytes(frame(1)), [1], "as it was sent");
    assert_eq!(trace.received_bytes(frame(1)), [1 ^ 0xff], "as it would have arrived");
    assert_eq!(trace.received_bytes(frame(0)), [0]);
}

#[test]
fn a_step_without_events_leaves_no_mark() {
    let mut trace = trace(0);
    trace.begin_step(ms(50));
    trace.begin_step(ms(60));
    trace.finish();
    assert_eq!(trace.steps().len(), 1);
}

#[test]
fn an_offset_beyond_the_frame_means_its_last_byte() {
    let mut trace = trace(1);
    trace.begin_step(ms(90));
    let how = trace.corrupted(frame(0), u16::MAX, 1);
    trace.push(CLIENT, What::FrameAltered { frame: frame(0), how }, None, None);
    assert_eq!(trace.received_bytes(frame(0)), [1]);
}

proptest! {
    /// Cutting a longer trace back gives exactly the shorter one.
    #[test]
    fn a_past_is_a_past(frames in 0u8..6, more in 0u8..4) {
        let long = trace(frames + more);
        let position = 1 + usize::from(frames) * 2;
        prop_assert_eq!(long.truncated(position), trace(frames));
        prop_assert_eq!(long.truncated(long.steps().len()), long);
    }

    /// Cutting twice is cutting once.
    #[test]
    fn cutting_is_transitive(a in 0usize..12, b in 0usize..12) {
        let long = trace(5);
        let (early, late) = (a.min(b), a.max(b));
        prop_assert_eq!(long.truncated(late).truncated(early), long.truncated(early));
    }
}
