//! What holds for every run of every network, whatever is sent through it.

use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use std::collections::BTreeSet;
use wireglass_core::wire::ipv4;
use wireglass_trace::{FrameId, NodeKind, Snapshot, Trace, What};

/// Every frame arrives, is lost or thrown away for a stated reason, or is under way at the end.
pub(crate) fn every_frame_is_accounted_for(trace: &Trace) -> Result<(), TestCaseError> {
    for event in trace.events() {
        if let What::FrameLost { .. } | What::FrameDiscarded { .. } = event.what {
            prop_assert!(event.because.is_some(), "{:?}", event.what);
        }
    }
    let end = Snapshot::at(trace, trace.steps().len());
    let under_way: BTreeSet<FrameId> = end.in_flight.iter().copied().collect();
    for (index, frame) in trace.frames().iter().enumerate() {
        let id = FrameId::from_index(index);
        prop_assert!(frame.sent.is_some(), "{id:?} was never sent");
        prop_assert_eq!(frame.end.is_none(), under_way.contains(&id), "{:?}", id);
    }
    Ok(())
}

/// A device that passes a frame on has got it before, once for each port at most; a switch
/// never back to where it came from, and it changes nothing in it and says nothing of its own.
pub(crate) fn nothing_is_invented_or_doubled(trace: &Trace) -> Result<(), TestCaseError> {
    let mut seen = BTreeSet::new();
    for (index, frame) in trace.frames().iter().enumerate() {
        let id = FrameId::from_index(index);
        let kind = trace.node(frame.from).kind;
        let Some(before) = frame.forwarded_from else {
            prop_assert_ne!(kind, NodeKind::Switch);
            continue;
        };
        let came = trace.frame(before);
        prop_assert!(came.arrived && came.to == frame.from);
        // A router may cut it up: then each piece is another one.
        let piece = ip_header(trace, id).map(|header| header.fragment_offset);
        prop_assert!(seen.insert((before, frame.link, piece)), "twice on one link");
        if kind == NodeKind::Switch {
            prop_assert_ne!(came.link, frame.link);
            prop_assert_eq!(trace.frame_bytes(id), trace.received_bytes(before));
        }
    }
    Ok(())
}

/// Along the way of a packet the TTL falls by one at each router and stays at each switch.
pub(crate) fn the_ttl_falls_at_every_router(trace: &Trace) -> Result<(), TestCaseError> {
    for index in 0..trace.frames().len() {
        let id = FrameId::from_index(index);
        let Some(before) = trace.frame(id).forwarded_from else { continue };
        let (Some(was), Some(is)) = (ip_header(trace, before), ip_header(trace, id)) else {
            continue;
        };
        let kind = trace.node(trace.frame(id).from).kind;
        let routed = matches!(kind, NodeKind::Router | NodeKind::HomeRouter);
        prop_assert_eq!(is.ttl, was.ttl - u8::from(routed));
    }
    Ok(())
}

/// The IPv4 header of a frame as it was received, if it has one.
pub(crate) fn ip_header(trace: &Trace, frame: FrameId) -> Option<ipv4::Header> {
    let bytes = trace.received_bytes(frame);
    (bytes.get(12..14)? == [8, 0]).then(|| ipv4::Header::parse(bytes.get(14..)?).ok())?.map(|h| h.0)
}
