use super::script::{ISN, Line, Story, a, b, file, opened, opening};
use super::*;
use proptest::prelude::*;
use wireglass_core::rules::Rule;
use wireglass_core::tcp::State::{
    self, CloseWait, Closed, Closing, Established, FinWait1, FinWait2, LastAck, Listen,
    SynReceived, SynSent, TimeWait,
};
use wireglass_core::tcp::Variable;
use wireglass_core::wire::tcp::Flags;
use wireglass_trace::Anomaly::{
    AckOfUnseen, BadChecksum, DuplicateAck, FastRetransmission, GapBefore, KeepAlive, OutOfOrder,
    OutOfWindow, PortsReused, ProbablyLost, Refused, Reset, Retransmission, SpuriousRetransmission,
    WindowFull, WindowUpdate, ZeroWindow, ZeroWindowProbe,
};
use wireglass_trace::{Snapshot, SocketId, Trace, What};

mod anomalies;

fn both(state: State) -> [Option<State>; 2] {
    [Some(state); 2]
}

/// What `side` goes through in the trace, by steps (the first is 1).
fn path(trace: &Trace, side: u32) -> Vec<(usize, State, State)> {
    let steps = 0..trace.steps().len();
    let changes = steps.flat_map(|step| {
        trace.step_events(step).filter_map(move |(_, event)| match event.what {
            What::StateChanged { socket, from, to } if socket == SocketId(side) => {
                Some((step + 1, from, to))
            }
            _ => None,
        })
    });
    changes.collect()
}

fn frames_lost(trace: &Trace) -> Vec<u32> {
    let lost = trace.events().iter().filter_map(|event| match event.what {
        What::FrameLost { frame } => Some(frame.0),
        _ => None,
    });
    lost.collect()
}

#[test]
fn a_whole_life() {
    let story = Story::of(&opened([
        a("A", 1, 1, 14),
        b("A", 1, 15, 24),
        a("A", 15, 25, 0),
        a("FA", 15, 25, 0),
        b("A", 25, 16, 0),
        b("FA", 25, 16, 0),
        a("A", 16, 26, 0),
    ]));
    let conversation = story.only();
    assert_eq!(conversation.states, [Some(TimeWait), Some(Closed)]);
    let client = vec![Closed, SynSent, Established, FinWait1, FinWait2, TimeWait];
    let server = vec![Listen, SynReceived, Established, CloseWait, LastAck, Closed];
    assert_eq!(conversation.visited, [client, server]);
    assert!(!conversation.began_midway);
    assert_eq!(story.anomalies(), []);
    assert_eq!(conversation.packets, (0..10).collect::<Vec<_>>());
    assert_eq!(conversation.last_ns - conversation.first_ns, 90_000_000);

    let trace = story.trace();
    assert_eq!(trace.steps().len(), 10);
    assert_eq!(trace.frames().len(), 10);
    let client = [
        (1, Closed, SynSent),
        (2, SynSent, Established),
        (7, Established, FinWait1),
        (8, FinWait1, FinWait2),
        (9, FinWait2, TimeWait),
    ];
    assert_eq!(path(&trace, 0), client);
    let server = [
        (1, Listen, SynReceived),
        (3, SynReceived, Established),
        (7, Established, CloseWait),
        (9, CloseWait, LastAck),
        (10, LastAck, Closed),
    ];
    assert_eq!(path(&trace, 1), server);
    assert!(trace.frames().iter().all(|frame| frame.arrived));
}

#[test]
fn variables_are_those_the_segments_tell() {
    let story = Story::of(&[
        a("S", 0, 0, 0).scale(2),
        b("SA", 0, 1, 0).scale(7).window(500),
        a("A", 1, 1, 0).window(300),
        a("A", 1, 1, 100).window(300),
        b("A", 1, 101, 0).window(9),
    ]);
    let trace = story.trace();
    let value = |position, side, variable| {
        let now = Snapshot::at(&trace, position);
        now.socket(SocketId(side)).variable(variable).map(|now| now.value)
    };
    let (isn_a, isn_b) = (u64::from(ISN[0]), u64::from(ISN[1]));
    assert_eq!(value(1, 0, Variable::Iss), Some(isn_a));
    assert_eq!(value(1, 0, Variable::SndUna), Some(isn_a));
    assert_eq!(value(1, 0, Variable::SndNxt), Some(isn_a + 1));
    assert_eq!(value(1, 0, Variable::RcvNxt), None);
    assert_eq!(value(1, 1, Variable::Irs), Some(isn_a));
    assert_eq!(value(1, 1, Variable::RcvNxt), Some(isn_a + 1));
    assert_eq!(value(1, 1, Variable::Mss), Some(1_000));
    assert_eq!(value(2, 0, Variable::SndWnd), Some(500), "a SYN's window is not scaled");
    assert_eq!(value(2, 0, Variable::SndUna), Some(isn_a + 1));
    assert_eq!(value(2, 0, Variable::Irs), Some(isn_b));
    assert_eq!(value(3, 1, Variable::SndWnd), Some(1_200));
    assert_eq!(value(4, 0, Variable::SndNxt), Some(isn_a + 101));
    assert_eq!(value(4, 1, Variable::RcvNxt), Some(isn_a + 101));
    assert_eq!(value(5, 0, Variable::SndUna), Some(isn_a + 101));
    assert_eq!(value(5, 0, Variable::SndWnd), Some(9 << 7));
    assert_eq!(value(5, 1, Variable::RcvWnd), Some(9 << 7));
}

#[test]
fn the_close_may_take_three_segments() {
    let story = Story::of(&opened([a("FA", 1, 1, 0), b("FA", 1, 2, 0), a("A", 2, 2, 0)]));
    assert_eq!(story.states(), [Some(TimeWait), Some(Closed)]);
    // The answer acknowledges before it closes: FIN-WAIT-2 for no time at all.
    let moves = path(&story.trace(), 0);
    assert!(moves.ends_with(&[(5, FinWait1, FinWait2), (5, FinWait2, TimeWait)]));
}

#[test]
fn half_closed_is_not_closed() {
    let story = Story::of(&opened([
        a("FA", 1, 1, 0),
        b("A", 1, 2, 50),
        a("A", 2, 51, 0),
        b("A", 51, 2, 50),
    ]));
    assert_eq!(story.states(), [Some(FinWait2), Some(CloseWait)]);
}

#[test]
fn both_may_open_at_once() {
    let story = Story::of(&[
        a("S", 0, 0, 0),
        b("S", 0, 0, 0),
        a("SA", 0, 1, 0),
        b("SA", 0, 1, 0),
        a("A", 1, 1, 5),
    ]);
    let conversation = story.only();
    assert_eq!(conversation.states, both(Established));
    let each = vec![Closed, SynSent, SynReceived, Established];
    assert_eq!(conversation.visited, [each.clone(), each]);
    let trace = story.trace();
    assert_eq!(path(&trace, 1)[..2], [(2, Closed, SynSent), (2, SynSent, SynReceived)]);
    assert_eq!(story.anomalies(), [], "each repeats its SYN, but not because it was lost");
}

#[test]
fn both_may_close_at_once() {
    let story =
        Story::of(&opened([a("FA", 1, 1, 0), b("FA", 1, 1, 0), a("A", 2, 2, 0), b("A", 2, 2, 0)]));
    let each = [Established, FinWait1, Closing, TimeWait];
    assert_eq!(story.states(), both(TimeWait));
    for side in [0, 1] {
        assert!(story.only().visited[side].ends_with(&each), "{:?}", story.only().visited);
    }
    assert_eq!(story.anomalies(), []);
}

#[test]
fn nobody_listens() {
    let story = Story::of(&[a("S", 0, 0, 0), b("RA", 0, 1, 0)]);
    assert_eq!(story.states(), both(Closed));
    assert_eq!(story.anomalies(), [(1, Refused)]);
    assert_eq!(path(&story.trace(), 1), [(2, Closed, Closed)], "found, not entered");
}

#[test]
fn nobody_answers() {
    let story = Story::of(&[a("S", 0, 0, 0), a("S", 0, 0, 0).after(1_000)]);
    assert_eq!(story.states(), [Some(SynSent), None]);
    assert_eq!(story.anomalies(), [(0, ProbablyLost), (1, Retransmission)]);
    let end = Snapshot::at(&story.trace(), 9);
    assert_eq!(end.socket(SocketId(1)).variables().count(), 0);
}

#[test]
fn a_lost_syn_reaches_nobody() {
    let mut lines = opening();
    lines.insert(0, a("S", 0, 0, 0));
    lines[1].after = 1_000;
    let story = Story::of(&lines);
    assert_eq!(story.anomalies(), [(0, ProbablyLost), (1, Retransmission)]);
    let trace = story.trace();
    assert_eq!(frames_lost(&trace), [0]);
    assert_eq!(path(&trace, 1)[0], (2, Listen, SynReceived));
    // The second SYN was sent because the first was lost.
    let cause = trace.trigger(1).cause.unwrap();
    assert!(matches!(trace.event(cause).what, What::FrameLost { .. }));
    assert_eq!(trace.event(cause).because.unwrap().rule(), Rule::InferLost);
}

#[test]
fn a_reset_ends_both() {
    let story = Story::of(&opened([a("A", 1, 1, 10), b("RA", 1, 11, 0)]));
    assert_eq!(story.states(), both(Closed));
    assert_eq!(story.anomalies(), [(4, Reset)]);
}

#[test]
fn a_reset_from_elsewhere_ends_nothing_here() {
    let story = Story::of(&opened([b("R", 100_000_000, 0, 0), a("A", 1, 1, 5)]));
    assert_eq!(story.states()[0], Some(Established));
}

#[test]
fn after_a_crash_the_other_side_does_not_know() {
    // RFC 9293 figure 9: the first end has forgotten an old connection; the other answers with
    // numbers of that one and is reset; the SYN is sent again and answered.
    let story = Story::of(&[
        a("S", 0, 0, 0),
        b("A", 77_777, 900_000, 0),
        a("R", 900_000, 0, 0),
        a("S", 0, 0, 0).after(1_000),
        b("SA", 0, 1, 0),
        a("A", 1, 1, 0),
    ]);
    assert_eq!(story.states(), both(Established));
    assert_eq!(story.only().visited[0], [Closed, SynSent, Established]);
    assert_eq!(story.only().visited[1], [Closed, Listen, SynReceived, Established]);
    assert!(story.anomalies().contains(&(1, AckOfUnseen)));
}

#[test]
fn midway_with_data_both_ways() {
    let story = Story::of(&[a("A", 500, 900, 10), b("A", 900, 510, 20), a("A", 510, 920, 0)]);
    let conversation = story.only();
    assert!(conversation.began_midway);
    assert_eq!(conversation.states, both(Established));
    let trace = story.trace();
    assert_eq!(path(&trace, 0), [(1, Established, Established)]);
    let now = Snapshot::at(&trace, 3);
    assert_eq!(now.socket(SocketId(0)).variable(Variable::Iss), None);
    assert_eq!(now.socket(SocketId(0)).variable(Variable::SndWnd), None, "no scale, no window");
    let nxt = now.socket(SocketId(0)).variable(Variable::RcvNxt).unwrap().value;
    assert_eq!(nxt, u64::from(ISN[1] + 920));
}

#[test]
fn midway_with_data_one_way_proves_the_sender_alone() {
    let story = Story::of(&[a("A", 500, 900, 10), b("A", 900, 510, 0)]);
    assert_eq!(story.states(), [Some(Established), None]);
    assert_eq!(story.trace().frames().len(), 2);
}

#[test]
fn midway_at_the_close() {
    let story = Story::of(&[
        b("FA", 700, 300, 0),
        a("A", 300, 701, 0),
        a("FA", 300, 701, 0),
        b("A", 701, 301, 0),
    ]);
    let conversation = story.only();
    assert_eq!(conversation.endpoints[0].port(), 80, "the first to be seen");
    assert_eq!(conversation.states, [Some(TimeWait), Some(Closed)]);
    assert_eq!(conversation.visited[0], [Established, FinWait1, FinWait2, TimeWait]);
    assert_eq!(conversation.visited[1], [Established, CloseWait, LastAck, Closed]);
}

#[test]
fn the_syn_is_missing() {
    let story = Story::of(&opening()[1..]);
    let conversation = story.only();
    assert!(conversation.began_midway);
    assert_eq!(conversation.endpoints[0].port(), 4_000, "the one that was answered");
    assert_eq!(conversation.states, both(Established));
}

#[test]
fn the_syn_is_late_in_the_file() {
    let mut lines = opening();
    lines.swap(0, 1);
    let story = Story::of(&lines);
    assert!(!story.only().began_midway);
    assert_eq!(story.states(), both(Established));
}

#[test]
fn the_same_ports_again_are_another_conversation() {
    let mut lines = opened([a("FA", 1, 1, 0), b("FA", 1, 2, 0), a("A", 2, 2, 0)]);
    for mut line in opening() {
        line.seq += 1_000_000;
        line.ack += 1_000_000;
        lines.push(line.after(500));
    }
    let story = Story::of(&lines);
    let [first, second] = &story.all[..] else { panic!("{} conversations", story.all.len()) };
    assert_eq!(first.states, [Some(TimeWait), Some(Closed)]);
    assert_eq!(second.states, both(Established));
    assert_eq!(second.packets, [6, 7, 8]);
    assert_eq!(second.anomalies, [Unusual { packet: 6, anomaly: PortsReused }]);
}

#[test]
fn numbers_wrap_without_anyone_noticing() {
    let lines = opened([
        a("A", 1, 1, 600),
        b("A", 1, 601, 700),
        a("A", 601, 701, 0),
        a("FA", 601, 701, 0),
        b("FA", 701, 602, 0),
        a("A", 602, 702, 0),
    ]);
    let usual = Story::of(&lines);
    for isn in [[u32::MAX, u32::MAX - 300], [u32::MAX - 600, 0x7fff_ffff], [0, 0x8000_0000]] {
        let wrapped = Story::with(&lines, isn);
        assert_eq!(wrapped.states(), usual.states());
        assert_eq!(wrapped.only().visited, usual.only().visited);
        assert_eq!(wrapped.anomalies(), []);
    }
}

fn arbitrary_line() -> impl Strategy<Value = Line> {
    let flags = prop_oneof![
        4 => Just(Flags::ACK),
        1 => Just(Flags::SYN),
        1 => Just(Flags::SYN | Flags::ACK),
        1 => Just(Flags::FIN | Flags::ACK),
        1 => (0u16..64).prop_map(Flags),
    ];
    let number = || prop_oneof![8 => 0u32..8, 1 => any::<u32>()];
    let window = prop_oneof![Just(0u16), Just(3), Just(8_000)];
    (0usize..2, flags, number(), number(), 0usize..4, window, 0u32..300, prop::bool::weighted(0.05))
        .prop_map(|(from, flags, seq, ack, payload, window, after, damaged)| {
            let mut line = a("A", seq, ack, payload).window(window).after(after);
            line.from = from;
            line.flags = flags;
            if damaged { line.damaged() } else { line }
        })
}

/// The transitions of RFC 9293 figure 5, with what its prose adds.
fn allowed(from: State, to: State) -> bool {
    let next: &[State] = match from {
        Closed => &[SynSent],
        Listen => &[SynReceived],
        SynSent => &[SynReceived, Established, Closed],
        SynReceived => &[Established, FinWait1, CloseWait, Listen, Closed],
        Established => &[FinWait1, CloseWait, Closed],
        FinWait1 => &[FinWait2, Closing, Closed],
        FinWait2 | Closing => &[TimeWait, Closed],
        CloseWait => &[LastAck, Closed],
        LastAck | TimeWait => &[Closed],
    };
    next.contains(&to)
}

proptest! {
    #[test]
    fn any_segments_at_all(lines in prop::collection::vec(arbitrary_line(), 0..40), begun: bool) {
        let lines = if begun { opened(lines) } else { lines };
        let bytes = file(&lines, ISN);
        let capture = crate::read(&bytes).unwrap();
        let all = conversations(&capture, &bytes);
        let packets: usize = all.iter().map(|c| c.packets.len()).sum();
        prop_assert_eq!(packets, lines.len());
        for conversation in &all {
            let trace = observe(&capture, &bytes, conversation);
            prop_assert_eq!(trace.steps().len(), conversation.packets.len());
            for event in trace.events() {
                if let What::StateChanged { from, to, .. } = event.what {
                    prop_assert!(from == to || allowed(from, to), "{from} to {to}");
                    prop_assert!(event.because.is_some());
                }
            }
            let end = Snapshot::at(&trace, usize::MAX);
            for side in [0, 1] {
                let socket = end.socket(SocketId(u32::try_from(side).unwrap()));
                prop_assert_eq!(socket.state, conversation.states[side]);
            }
            prop_assert!(end.in_flight.is_empty());
            let flagged: usize = trace.frames().iter().map(|f| f.anomalies.iter().count()).sum();
            let mut kinds = conversation.anomalies.clone();
            kinds.dedup();
            prop_assert_eq!(flagged, kinds.len());
        }
    }

    #[test]
    fn another_captures_conversation_is_harmless(
        lines in prop::collection::vec(arbitrary_line(), 1..10),
        others in prop::collection::vec(arbitrary_line(), 0..10),
    ) {
        let story = file(&lines, ISN);
        let capture = crate::read(&story).unwrap();
        let other = file(&others, ISN);
        let other_capture = crate::read(&other).unwrap();
        for conversation in conversations(&capture, &story) {
            let _ = observe(&other_capture, &other, &conversation);
            let _ = observe(&capture, &other, &conversation);
        }
    }
}
