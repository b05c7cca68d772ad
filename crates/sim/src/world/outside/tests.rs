use super::*;
use crate::{
    Arp, DeviceKind, DeviceSpec, HostSpec, Limits, LinkSpec, Op, Program, Run, Scenario, SwitchSpec,
};
use std::net::{Ipv4Addr, SocketAddr};
use wireglass_core::addr::MacAddr;
use wireglass_core::tcp::Profile;
use wireglass_core::time::Duration;
use wireglass_core::wire::EtherType;
use wireglass_core::wire::arp::{Operation, Packet};
use wireglass_trace::{NodeKind, Origin, TaskKind, What};

const DOOR: NodeId = NodeId(2);
const OURS: Ipv4Addr = Ipv4Addr::new(10, 0, 0, 2);
const THEIRS: Ipv4Addr = Ipv4Addr::new(10, 0, 0, 9);
const THEIR_MAC: MacAddr = MacAddr([0x06, 0, 0, 0, 0, 9]);

fn at(micros: u64) -> Instant {
    Instant::ZERO + Duration::from_micros(micros)
}

/// A host on a switch with a door to outside.
fn open(programs: Vec<Program>, limits: Limits) -> (World, Trace) {
    let device = |name: &str, kind| DeviceSpec { name: name.to_owned(), kind };
    let scenario = Scenario {
        seed: 1,
        hosts: vec![HostSpec::new("PC", OURS, Profile::Linux)],
        devices: vec![
            device("Switch", DeviceKind::Switch(SwitchSpec::with_ports(2))),
            device("Outside", DeviceKind::Outside),
        ],
        links: vec![LinkSpec::joining((0, 0), (1, 0)), LinkSpec::joining((1, 1), (2, 0))],
        programs,
        faults: Vec::new(),
        actions: Vec::new(),
        arp: Arp::Asked,
        limits,
    };
    let mut trace = Trace::new(Origin::Simulated);
    let world = World::new(&scenario, &mut trace).expect("sound");
    (world, trace)
}

/// "Who has our address?", from outside.
fn request() -> Vec<u8> {
    let mut bytes = Vec::new();
    let ethertype = EtherType::Arp;
    ethernet::Header { dst: MacAddr([0xff; 6]), src: THEIR_MAC, ethertype, vlan: None }
        .emit(&mut bytes);
    Packet {
        operation: Operation::Request,
        sender_mac: THEIR_MAC,
        sender_ip: THEIRS,
        target_mac: MacAddr([0; 6]),
        target_ip: OURS,
    }
    .emit(&mut bytes);
    bytes
}

fn outgoing(world: &mut World, trace: &Trace) -> Vec<Packet> {
    let leaving = world.take_outgoing();
    let packet = |leaving: &Leaving| {
        assert_eq!(leaving.door, DOOR);
        let (header, payload) =
            ethernet::Header::parse(trace.received_bytes(leaving.frame)).unwrap();
        assert_eq!(header.dst, THEIR_MAC);
        Packet::parse(payload).unwrap()
    };
    leaving.iter().map(packet).collect()
}

#[test]
fn what_is_asked_from_outside_is_answered_there() {
    let (mut world, mut trace) = open(Vec::new(), Limits::default());
    assert_eq!(trace.node(DOOR).kind, NodeKind::Outside);
    world.handle_incoming(&mut trace, DOOR, &request(), at(500)).unwrap();
    assert_eq!(world.now(), at(500));
    // There and back over two links of 10 µs each.
    assert!(world.advance(&mut trace, at(539)));
    assert_eq!(outgoing(&mut world, &trace), []);
    assert!(world.advance(&mut trace, at(540)));
    let answers = outgoing(&mut world, &trace);
    assert_eq!(answers.len(), 1);
    assert_eq!((answers[0].operation, answers[0].sender_ip), (Operation::Reply, OURS));
    assert_eq!(world.take_outgoing(), []);
    // It came in as a step of its own, at its time, sent by the door for no known reason.
    let step =
        (0..trace.steps().len()).find(|step| trace.trigger(*step).node == DOOR).expect("a step");
    assert_eq!(trace.steps()[step].time, at(500));
    assert!(matches!(trace.trigger(step).what, What::FrameSent { .. }));
    assert_eq!(trace.trigger(step).because, None);
}

#[test]
fn the_trace_does_not_depend_on_how_often_time_is_told() {
    let asks = Program {
        host: 0,
        name: "main".to_owned(),
        start: at(100),
        pace: Duration::from_micros(7),
        kind: TaskKind::Program,
        run: Run::Calls(vec![Op::SendTo(SocketAddr::from((THEIRS, 9)), vec![1, 2, 3])]),
    };
    let run = |every: u64| {
        let (mut world, mut trace) = open(vec![asks.clone()], Limits::default());
        for now in 1..=3_000 {
            if now == 450 || now == 2_000 {
                world.handle_incoming(&mut trace, DOOR, &request(), at(now)).unwrap();
            } else if now % every == 0 {
                world.advance(&mut trace, at(now));
            }
        }
        world.advance(&mut trace, at(3_000));
        trace
    };
    let trace = run(1);
    assert!(trace.frames().len() > 8);
    assert_eq!(run(10), trace);
    assert_eq!(run(5_000), trace);
}

#[test]
fn what_cannot_come_in_changes_nothing() {
    let (mut world, mut trace) = open(Vec::new(), Limits::default());
    world.advance(&mut trace, at(100));
    let before = trace.clone();
    let table = [
        (NodeId(0), 200, 60, DoorError::NoDoor { node: NodeId(0) }),
        (NodeId(7), 200, 60, DoorError::NoDoor { node: NodeId(7) }),
        (DOOR, 99, 60, DoorError::Past { given: at(99), now: at(100) }),
        (DOOR, 200, 13, DoorError::TooShort { len: 13 }),
    ];
    for (node, when, len, error) in table {
        let answer = world.handle_incoming(&mut trace, node, &vec![0; len], at(when));
        assert_eq!(answer, Err(error));
        assert_eq!((&trace, world.now()), (&before, at(100)));
    }
}

#[test]
fn a_run_that_would_not_end_is_cut() {
    let limits = Limits { steps: 6, ..Limits::default() };
    let (mut world, mut trace) = open(Vec::new(), limits);
    let mut answer = Ok(());
    for now in 1..20 {
        answer = answer.and(world.handle_incoming(&mut trace, DOOR, &request(), at(now * 100)));
    }
    assert_eq!(answer, Err(DoorError::Cut { steps: 6 }));
    assert!(!world.advance(&mut trace, at(1_000_000)));
    assert!(trace.steps().len() <= 7);
}
