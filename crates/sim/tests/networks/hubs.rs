//! A hub's shared medium: listening, collisions, waiting, and trying again.

use crate::network::{host, hub, network, program, run, switch};
use proptest::prelude::*;
use wireglass_core::rules::{Reason, Rule};
use wireglass_core::time::{Duration, Instant};
use wireglass_sim::{DeviceSpec, HostSpec, Op, Program, Scenario};
use wireglass_trace::{FrameId, LinkId, NodeId, Trace, What};

const RATE: u64 = 10_000_000;

fn micros(n: u64) -> Instant {
    Instant::ZERO + Duration::from_micros(n)
}

/// Stations at a device, each sending `(when in µs, bytes)` to the next one.
fn stations(device: DeviceSpec, sends: &[Vec<(u64, usize)>]) -> Scenario {
    let count = sends.len();
    let address = |n: usize| format!("10.0.0.{}", n % count + 1);
    let hosts: Vec<HostSpec> =
        (0..count).map(|n| host(&format!("H{n}"), &address(n), "")).collect();
    let links: Vec<_> =
        (0..count).map(|n| ((n, 0), (count, u16::try_from(n).expect("few")))).collect();
    let mut programs = Vec::new();
    for (n, sends) in sends.iter().enumerate() {
        for (when, bytes) in sends {
            let to = format!("{}:7", address(n + 1)).parse().expect("an address");
            let send = Op::SendTo(to, vec![b'x'; *bytes]);
            programs.push(Program { start: micros(*when), ..program(n, 0, vec![send]) });
        }
    }
    let mut scenario = network(hosts, vec![device], &links, programs);
    scenario.arp = wireglass_sim::Arp::Known;
    for link in &mut scenario.links {
        link.bandwidth = Some(RATE);
        link.delay = Duration::from_micros(1);
    }
    scenario
}

/// When, where and because of which rule of the medium something happened.
fn medium(trace: &Trace) -> Vec<(Instant, usize, Reason)> {
    let events = trace.events().iter().filter_map(|event| {
        let reason = event.because?;
        let is = [
            Rule::MediumBusy,
            Rule::MediumQueued,
            Rule::Collision,
            Rule::BackoffOver,
            Rule::CollisionLimit,
            Rule::CollisionUnheard,
        ];
        is.contains(&reason.rule()).then_some((event.time, event.node.index(), reason))
    });
    events.collect()
}

/// The time a frame takes on the medium.
fn takes(trace: &Trace, frame: FrameId) -> Duration {
    let bytes = (trace.frame_bytes(frame).len() + 4).max(64) as u64;
    Duration::from_nanos((64 + 8 * bytes) * 1_000_000_000 / RATE)
}

/// For each frame that stations sent: from whom, when it began, and when its last bit left, or
/// when it was destroyed.
fn on_air(trace: &Trace, stations: usize) -> Vec<(usize, Instant, Instant, bool)> {
    let mut found = Vec::new();
    for event in trace.events() {
        let What::FrameSent { frame } = event.what else { continue };
        let from = event.node.index();
        if from >= stations {
            continue;
        }
        let lost = trace.events().iter().find(|other| other.what == What::FrameLost { frame });
        let end = lost.map_or(event.time + takes(trace, frame), |lost| lost.time);
        found.push((from, event.time, end, lost.is_none()));
    }
    found
}

/// How many datagrams reached the stations they were for.
fn delivered(trace: &Trace, stations: usize) -> usize {
    let arrived = trace.events().iter().filter(|event| match event.what {
        What::FrameArrived { frame } => {
            let own = trace.node(event.node).interfaces.first().and_then(|one| one.mac);
            event.node.index() < stations
                && own.is_some_and(|mac| trace.frame_bytes(frame).starts_with(&mac.0))
                // A datagram, and not what is said of it: nobody listens.
                && trace.frame_bytes(frame).get(23) == Some(&17)
        }
        _ => false,
    });
    arrived.count()
}

#[test]
fn a_station_that_hears_another_waits() {
    let sends = [vec![(0, 1000)], vec![(100, 10)], vec![]];
    let recording = run(&stations(hub("Hub", 3), &sends));
    let trace = recording.trace();
    let said = medium(trace);
    assert_eq!(said[0], (micros(100), 1, Reason::MediumBusy));
    // 1000 bytes and 46 of headers and check sequence, 8 of preamble; 2 µs of cable; a gap of
    // 9.6 µs.
    let first = 8 * (1000 + 46 + 8) * 100;
    let begins = Instant::ZERO + Duration::from_nanos(first + 2_000 + 9_600);
    let second = on_air(trace, 3).into_iter().find(|(from, ..)| *from == 1).expect("it is sent");
    assert_eq!(second.1, begins);
    assert!(said.iter().all(|(.., reason)| reason.rule() != Rule::Collision), "{said:?}");
}

#[test]
fn two_that_cannot_hear_each_other_yet_collide_and_try_again() {
    let sends = [vec![(0, 10)], vec![(1, 10)], vec![]];
    let recording = run(&stations(hub("Hub", 3), &sends));
    let trace = recording.trace();
    let said = medium(trace);
    // The signal of the second takes 2 µs to the first, which began 1 µs earlier.
    for (found, (when, who)) in said.iter().zip([(2, 1), (3, 0)]) {
        assert_eq!((found.0, found.1), (micros(when), who));
        assert!(matches!(found.2, Reason::Collision { tries: 1, most: 1, .. }), "{found:?}");
    }
    // A frame that was destroyed reaches nobody, not even the hub.
    for event in trace.events() {
        if let What::FrameLost { frame } = event.what {
            assert!(!trace.frame(frame).arrived);
        }
    }
    assert_eq!(delivered(trace, 3), 2);
    let again = said.iter().filter(|(.., reason)| reason.rule() == Rule::BackoffOver).count();
    let destroyed = said.iter().filter(|(.., reason)| reason.rule() == Rule::Collision).count();
    assert_eq!(again, destroyed);
}

#[test]
fn a_wait_is_a_number_of_slots_of_512_bits() {
    for first in 0..3 {
        let sends = [vec![(first, 10)], vec![(1, 10)]];
        let recording = run(&stations(hub("Hub", 2), &sends));
        let said = medium(recording.trace());
        for (index, (when, who, reason)) in said.iter().enumerate() {
            let Reason::Collision { slots, tries, most } = *reason else { continue };
            assert_eq!(most + 1, 1 << tries.min(10));
            let mut later = said[index..].iter().filter(|(_, other, _)| other == who);
            let again = later.find(|(.., reason)| reason.rule() == Rule::BackoffOver);
            let waited = again.expect("it is sent again").0 - *when;
            // The jam is 32 bits; then the slots.
            let least = Duration::from_nanos((32 + 512 * u64::from(slots)) * 100);
            assert!(waited >= least, "{waited:?} {slots}");
        }
    }
}

#[test]
fn nobody_collides_at_a_switch_or_without_a_bandwidth() {
    let sends: Vec<_> = (0..4).map(|n| vec![(n, 100), (n + 1, 100)]).collect();
    let at_switch = run(&stations(switch("Switch", 4), &sends));
    assert_eq!(medium(at_switch.trace()), []);
    let mut without = stations(hub("Hub", 4), &sends);
    without.links[0].bandwidth = None;
    let without = run(&without);
    assert_eq!(medium(without.trace()), []);
    assert_eq!((delivered(at_switch.trace(), 4), delivered(without.trace(), 4)), (8, 8));
}

#[test]
fn a_station_whose_cable_is_cut_disturbs_nobody() {
    let sends = [vec![(0, 10)], vec![(1, 10)], vec![]];
    let scenario = stations(hub("Hub", 3), &sends);
    let recording = run(&scenario);
    let cut = wireglass_trace::Intervention::CutLink { link: LinkId(0) };
    let branch = recording.branch(0, cut).expect("it is whole");
    assert_eq!(medium(branch.trace()), []);
    assert_eq!(delivered(branch.trace(), 3), 1);
}

#[test]
fn what_waits_is_gone_when_the_power_is() {
    let sends = [vec![(0, 1400)], vec![(10, 10)], vec![]];
    let scenario = stations(hub("Hub", 3), &sends);
    let recording = run(&scenario);
    let trace = recording.trace();
    let busy = trace.events().iter().position(|event| event.because == Some(Reason::MediumBusy));
    let step = trace.step_of(wireglass_trace::EventId::from_index(busy.expect("it waits")));
    let off = wireglass_trace::Intervention::PowerOff { node: NodeId(1) };
    let branch = recording.branch(step + 1, off).expect("it is on");
    assert!(on_air(branch.trace(), 3).iter().all(|(from, ..)| *from != 1));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// Whatever stations send: at no time two of them are on the medium for longer than it takes
    /// to hear each other, and every frame arrives or is given up, and says why.
    #[test]
    fn one_at_a_time(
        sends in prop::collection::vec(
            prop::collection::vec((0u64..4_000, 0usize..400), 0..5), 2..7,
        ),
    ) {
        let count = sends.len();
        let device = hub("Hub", u16::try_from(count).expect("few"));
        let recording = run(&stations(device, &sends));
        let trace = recording.trace();
        let air = on_air(trace, count);
        for (index, (from, begin, end, whole)) in air.iter().enumerate() {
            for (other, begins, ends, other_whole) in &air[..index] {
                let apart = ends <= begin || end <= begins;
                prop_assert!(apart || !whole && !other_whole, "{from} and {other} at {begin:?}");
            }
        }
        let given_up = medium(trace).iter().filter(|(.., r)| r.rule() == Rule::CollisionLimit).count();
        let sent: usize = sends.iter().map(Vec::len).sum();
        prop_assert_eq!(delivered(trace, count) + given_up, sent);
    }
}
