//! What a link's MTU does: hosts announce what fits, and what does not fit is lost.

mod common;

use common::conversation;
use wireglass_core::rules::Rule;
use wireglass_core::wire::tcp::Flags;
use wireglass_sim::Recording;
use wireglass_trace::{FrameId, Trace, What};

fn losses(trace: &Trace) -> Vec<Rule> {
    let lost = trace.events().iter().filter(|event| matches!(event.what, What::FrameLost { .. }));
    lost.filter_map(|event| event.because.map(|reason| reason.rule())).collect()
}

#[test]
fn the_mss_follows_from_the_mtu() {
    let mut scenario = conversation(&[1; 5_000], &[2; 5_000]);
    scenario.links[0].mtu = 600;
    let run = Recording::run(&scenario).unwrap();
    let trace = run.trace();
    assert_eq!(losses(trace), []);
    for frame in (0..trace.frames().len()).map(FrameId::from_index) {
        let segment = trace.segment(frame).unwrap();
        if segment.header.flags.contains(Flags::SYN) {
            assert_eq!(segment.header.options.mss, Some(560));
        }
        assert!(trace.frame_bytes(frame).len() <= 14 + 600);
    }
}

#[test]
fn what_is_longer_than_the_mtu_is_lost() {
    let mut scenario = conversation(b"up", b"down");
    scenario.hosts[0].tcp.syn_retries = 1;
    // Less than a SYN with its options.
    scenario.links[0].mtu = 42;
    let run = Recording::run(&scenario).unwrap();
    assert_eq!(losses(run.trace()), [Rule::FrameTooLong; 2]);
}
