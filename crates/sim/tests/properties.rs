//! What must hold for any link and any what-if.

mod common;

use common::{CLIENT, SERVER, conversation};
use proptest::prelude::*;
use wireglass_core::rules::Rule;
use wireglass_core::tcp::State;
use wireglass_core::time::Duration;
use wireglass_sim::{Arp, Outcome, Recording, Scenario};
use wireglass_trace::{CallResult, Errno, FrameId, Intervention, NodeId, Snapshot, Trace, What};

/// Everything the programs on a node received, and the errors their calls ended with.
fn received(trace: &Trace, node: usize) -> (Vec<u8>, Vec<Errno>) {
    let (mut bytes, mut errors) = (Vec::new(), Vec::new());
    for event in trace.events().iter().filter(|event| event.node.index() == node) {
        match event.what {
            What::CallReturned { result: CallResult::Received { data }, .. } => {
                bytes.extend_from_slice(trace.bytes(data));
            }
            What::CallReturned { result: CallResult::Failed { error }, .. } => errors.push(error),
            _ => {}
        }
    }
    (bytes, errors)
}

fn data(len: usize) -> Vec<u8> {
    (0..=255).cycle().take(len).collect()
}

prop_compose! {
    fn bad_link()(
        seed in 0u64..1_000_000,
        loss in 0u32..300_000,
        duplicate in 0u32..300_000,
        reorder in 0u32..300_000,
        corrupt in 0u32..100_000,
        slow in prop::option::of(50_000u64..2_000_000),
        arp: bool,
        up in 0usize..6_000,
        down in 0usize..6_000,
    ) -> (Scenario, usize, usize) {
        let mut scenario = conversation(&data(up), &data(down));
        scenario.seed = seed;
        scenario.arp = if arp { Arp::Asked } else { Arp::Known };
        let link = &mut scenario.links[0];
        link.loss_ppm = loss;
        link.duplicate_ppm = duplicate;
        link.reorder_ppm = reorder;
        link.reorder_by = Duration::from_millis(90);
        link.corrupt_ppm = corrupt;
        link.bandwidth = slow;
        (scenario, up, down)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Whatever the link does, each program receives a prefix of what was sent,
    /// and all of it unless a call reported how the connection ended.
    #[test]
    fn bytes_arrive_in_order_or_an_error_is_reported((scenario, up, down) in bad_link()) {
        let recording = Recording::run(&scenario).expect("a sound scenario");
        prop_assert_eq!(recording.outcome(), Outcome::Finished);
        let trace = recording.trace();
        let (at_server, server_errors) = received(trace, SERVER);
        let (at_client, client_errors) = received(trace, CLIENT);
        prop_assert!(data(up).starts_with(&at_server));
        prop_assert!(data(down).starts_with(&at_client));
        if client_errors.is_empty() && server_errors.is_empty() {
            // A server that never heard of the client waits in accept() for ever, and rightly.
            let heard = trace.sockets().iter().any(|socket| socket.parent.is_some());
            prop_assert!(heard, "no error, and no connection either");
            prop_assert_eq!(at_server.len(), up);
            prop_assert_eq!(at_client.len(), down);
        }
    }

    /// The same scenario gives the same trace.
    #[test]
    fn runs_repeat_exactly((scenario, ..) in bad_link()) {
        let first = Recording::run(&scenario).expect("a sound scenario");
        let second = Recording::run(&scenario).expect("a sound scenario");
        prop_assert_eq!(first.trace(), second.trace());
    }

    /// The world at a position, taken up from a checkpoint, runs on into the same trace;
    /// and what was true at a position does not depend on how one got there.
    #[test]
    fn seeking_equals_stepping((scenario, ..) in bad_link(), at in 0.0f64..1.0) {
        let recording = Recording::run(&scenario).expect("a sound scenario");
        let steps = recording.trace().steps().len();
        let position = fraction(at, steps);
        let (mut world, mut trace) = recording.world_at(position).expect("a position of the run");
        prop_assert_eq!(&trace, &recording.trace().truncated(position));
        while trace.steps().len() < steps && world.step(&mut trace) {}
        prop_assert_eq!(&trace, recording.trace());
        let mut stepped = Snapshot::start(recording.trace());
        for position in 0..=position {
            stepped.advance(recording.trace(), position);
        }
        prop_assert_eq!(stepped, recording.seek(position));
    }

    /// A branch has the same past, and seeking in it equals running it straight.
    #[test]
    fn a_branch_then_a_seek_equals_a_straight_run(
        (scenario, ..) in bad_link(),
        at in 0.0f64..1.0,
        later in 0.0f64..1.0,
        which in 0usize..6,
    ) {
        let recording = Recording::run(&scenario).expect("a sound scenario");
        let steps = recording.trace().steps().len();
        let position = fraction(at, steps);
        let what = intervention(&recording.seek(position), which);
        let Ok(branch) = recording.branch(position, what) else { return Ok(()) };
        let past = recording.trace().truncated(position);
        prop_assert_eq!(&branch.trace().truncated(position), &past);
        // Straight: a fresh world, stepped to the position, changed, and run on.
        let mut trace = Trace::new(wireglass_trace::Origin::Simulated);
        let mut world = wireglass_sim::World::new(&scenario, &mut trace).expect("sound");
        while trace.steps().len() < position {
            world.step(&mut trace);
        }
        world.intervene(&mut trace, what).expect("possible once, possible again");
        while trace.steps().len() < branch.trace().steps().len() && world.step(&mut trace) {}
        prop_assert_eq!(&trace, branch.trace());
        // And once more from inside the branch.
        let inside = fraction(later, branch.trace().steps().len());
        let (_, seen) = branch.world_at(inside).expect("a position of the branch");
        prop_assert_eq!(&seen, &branch.trace().truncated(inside));
    }

    /// No connection moves along an edge that is not in the declared table, and
    /// every event's cause lies before it.
    #[test]
    fn traces_are_well_formed((scenario, ..) in bad_link()) {
        let recording = Recording::run(&scenario).expect("a sound scenario");
        let trace = recording.trace();
        let mut states = vec![State::Closed; trace.sockets().len()];
        for (index, event) in trace.events().iter().enumerate() {
            if let Some(cause) = event.cause {
                prop_assert!(cause.index() < index);
                prop_assert!(trace.event(cause).time <= event.time);
            }
            if let What::StateChanged { socket, from, to } = event.what {
                let known = trace.socket(socket).parent.is_some() || index > 0;
                prop_assert!(known);
                // A listener's child comes into being in LISTEN.
                let before = &mut states[socket.index()];
                let born = *before == State::Closed && from == State::Listen;
                prop_assert!(*before == from || born, "{} but {} -> {}", before, from, to);
                prop_assert!(
                    wireglass_core::tcp::TRANSITIONS.iter().any(|t| (t.from, t.to) == (from, to))
                );
                *before = to;
            }
        }
    }
}

fn fraction(at: f64, of: usize) -> usize {
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a random position; any will do"
    )]
    let position = (at * of as f64) as usize;
    position
}

fn intervention(now: &Snapshot, which: usize) -> Intervention {
    let frame = now.in_flight.first().copied().unwrap_or(FrameId(0));
    let node = NodeId(u16::try_from(which % 2).unwrap_or_default());
    match which {
        0 => Intervention::Drop { frame },
        1 => Intervention::Delay { frame, by: Duration::from_millis(700) },
        2 => Intervention::Duplicate { frame, after: Duration::from_millis(30) },
        3 => Intervention::Corrupt { frame, offset: 40, flip: 0x10 },
        4 => Intervention::Close { node },
        _ => Intervention::PowerOff { node },
    }
}

#[test]
fn a_corrupted_segment_is_discarded_in_silence_and_sent_again() {
    let scenario = conversation(b"hello", b"");
    let recording = Recording::run(&scenario).expect("sound");
    let trace = recording.trace();
    let data = (0..trace.frames().len())
        .map(FrameId::from_index)
        .find(|frame| trace.segment(*frame).is_some_and(|segment| segment.payload_len > 0))
        .expect("data was sent");
    let position = recording.position_after_sending(data).expect("it was sent");
    let corrupt = Intervention::Corrupt { frame: data, offset: 55, flip: 1 };
    let branch = recording.branch(position, corrupt).expect("it is in flight");
    let discarded = branch.trace().events().iter().find_map(|event| match event.what {
        What::FrameDiscarded { .. } => event.because.map(|reason| reason.rule()),
        _ => None,
    });
    assert_eq!(discarded, Some(Rule::TcpChecksumWrong));
    assert_eq!(received(branch.trace(), SERVER).0, b"hello");
}

#[test]
fn a_host_that_loses_power_falls_silent() {
    let recording = Recording::run(&conversation(b"hello", b"")).expect("sound");
    let off = Intervention::PowerOff { node: NodeId(1) };
    let branch = recording.branch(4, off).expect("the server is on");
    let (_, errors) = received(branch.trace(), CLIENT);
    assert_eq!(errors, [Errno::Etimedout]);
    let silent = branch.trace().frames().iter().filter(|frame| frame.from == NodeId(1));
    let before = recording.trace().truncated(4);
    assert_eq!(silent.count(), before.frames().iter().filter(|f| f.from == NodeId(1)).count());
}

#[test]
fn what_cannot_be_done_is_refused() {
    let recording = Recording::run(&conversation(b"hello", b"")).expect("sound");
    let end = recording.trace().steps().len();
    let node = NodeId(0);
    for (position, what) in [
        (0, Intervention::Drop { frame: FrameId(0) }),
        (end, Intervention::Drop { frame: FrameId(0) }),
        (end + 1, Intervention::PowerOff { node }),
        (0, Intervention::Close { node }),
        (0, Intervention::PowerOn { node }),
        (0, Intervention::PowerOff { node: NodeId(7) }),
        (3, Intervention::Corrupt { frame: FrameId(0), offset: 0, flip: 0 }),
    ] {
        assert!(recording.branch(position, what).is_err(), "{what:?} at {position}");
    }
}

/// RFC 6528: another start, another key; within one, later connections begin higher.
#[test]
fn numbers_by_rfc_6528_follow_a_clock_and_a_key() {
    let numbers = |seed, sleep| {
        let mut scenario = conversation(b"", b"");
        scenario.seed = seed;
        scenario.hosts[CLIENT].isn = wireglass_sim::Isn::Rfc6528;
        if let wireglass_sim::Run::Calls(ops) = &mut scenario.programs[CLIENT].run {
            ops.insert(0, wireglass_sim::Op::Sleep(sleep));
        }
        let recording = Recording::run(&scenario).expect("sound");
        let syn = recording.trace().segment(FrameId(0)).expect("the SYN");
        syn.header.seq
    };
    let (none, later) = (Duration::ZERO, Duration::from_millis(4));
    assert_eq!(numbers(1, none), numbers(1, none));
    assert_ne!(numbers(1, none), numbers(2, none));
    // A tick is four microseconds.
    assert_eq!(numbers(1, later), numbers(1, none) + 1_000);
}
