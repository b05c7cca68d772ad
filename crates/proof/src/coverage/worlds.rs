//! Hosts, a link and programs: rules of the link, of ARP and of captures.

use super::broad::observe_file;
use super::{Driver, Seen};
use std::net::Ipv4Addr;
use wireglass_capture::{Vantage, to_pcapng};
use wireglass_core::rules::Rule;
use wireglass_core::tcp::Profile;
use wireglass_core::time::{Duration, Instant};
use wireglass_core::wire::tcp::Flags;
use wireglass_sim::{
    Arp, Fault, FaultAction, FrameMatch, HostSpec, Isn, Limits, LinkSpec, Op, Program, Recording,
    Run, Scenario, Which,
};
use wireglass_trace::{FrameId, Intervention, TaskKind};

pub(super) const DRIVERS: &[Driver] = &[
    Driver { name: "a link that damages frames", promises: &[Rule::LinkCorrupts], run: noise },
    Driver { name: "a queue that is full", promises: &[Rule::LinkQueueFull], run: full_queue },
    Driver { name: "a link with a small MTU", promises: &[Rule::FrameTooLong], run: too_long },
    Driver { name: "what if this frame is lost", promises: &[Rule::WhatIf], run: what_if },
    Driver {
        name: "a damaged MAC address",
        promises: &[Rule::NotOurMac],
        run: |seen| damaged(5, seen),
    },
    Driver {
        name: "a damaged IPv4 header",
        promises: &[Rule::Ipv4ChecksumWrong],
        run: |seen| damaged(14 + 10, seen),
    },
    Driver {
        name: "a damaged segment",
        promises: &[Rule::TcpChecksumWrong],
        run: |seen| damaged(14 + 20 + 4, seen),
    },
    Driver {
        name: "a damaged version",
        promises: &[Rule::PacketMalformed],
        run: |seen| damaged(14, seen),
    },
    Driver {
        name: "a packet for another host",
        promises: &[Rule::NotOurIp],
        run: packet_for_another,
    },
    Driver {
        name: "a question about another host",
        promises: &[Rule::ArpUnknown, Rule::ArpNotForUs, Rule::ArpNoAnswer],
        run: |seen| watch(&asking_for_nobody(), seen),
    },
    Driver {
        name: "a capture that begins midway",
        promises: &[Rule::InferOpenMidway],
        run: midway,
    },
    Driver {
        name: "a capture that begins midway and hears one side",
        promises: &[Rule::InferEstablished],
        run: one_side,
    },
];

const CLIENT: Ipv4Addr = Ipv4Addr::new(10, 0, 0, 2);
const SERVER: Ipv4Addr = Ipv4Addr::new(10, 0, 0, 9);

/// A client sends, a server answers, both close.
fn conversation() -> Scenario {
    let host = |name: &str, address, first| HostSpec {
        isn: Isn::Counted { first, step: 64_000 },
        ..HostSpec::new(name, address, Profile::Linux)
    };
    let program = |host, start, ops: Vec<Op>| Program {
        host,
        name: "program".to_owned(),
        start: Instant::ZERO + Duration::from_millis(start),
        pace: Duration::from_millis(2),
        kind: TaskKind::Program,
        run: Run::Calls(ops),
    };
    let server = (SERVER, 80).into();
    Scenario {
        seed: 1,
        hosts: vec![host("client", CLIENT, 1_000), host("server", SERVER, 5_000)],
        devices: Vec::new(),
        links: vec![LinkSpec::between(0, 1)],
        programs: vec![
            program(
                0,
                10,
                vec![
                    Op::Connect(server),
                    Op::Send(vec![b'q'; 5_000]),
                    Op::Shutdown,
                    Op::ReceiveAll,
                    Op::Close(Which::Connection),
                ],
            ),
            program(
                1,
                0,
                vec![
                    Op::Listen(80),
                    Op::Accept,
                    Op::Send(vec![b'a'; 3_000]),
                    Op::ReceiveAll,
                    Op::Close(Which::Connection),
                ],
            ),
        ],
        faults: Vec::new(),
        actions: Vec::new(),
        arp: Arp::Known,
        limits: Limits::default(),
    }
}

fn record(scenario: &Scenario) -> Recording {
    Recording::run(scenario).expect("two hosts and a link make sense")
}

fn watch(scenario: &Scenario, seen: &mut Seen) {
    seen.trace(record(scenario).trace());
}

fn noise(seen: &mut Seen) {
    let mut scenario = conversation();
    scenario.links[0].corrupt_ppm = 200_000;
    watch(&scenario, seen);
}

fn full_queue(seen: &mut Seen) {
    let mut scenario = conversation();
    scenario.links[0].bandwidth = Some(100_000);
    scenario.links[0].queue = 1;
    watch(&scenario, seen);
}

fn too_long(seen: &mut Seen) {
    let mut scenario = conversation();
    // Less than a SYN with its options.
    scenario.links[0].mtu = 42;
    scenario.limits.until = Instant::ZERO + Duration::from_secs(30);
    watch(&scenario, seen);
}

fn what_if(seen: &mut Seen) {
    let run = record(&conversation());
    let frame = FrameId::from_index(3);
    let position = run.position_after_sending(frame).expect("there are more frames than that");
    let branch = run.branch(position, Intervention::Drop { frame });
    seen.trace(branch.expect("it is on its way").trace());
}

/// One bit of the first SYN flips.
fn damaged(offset: u16, seen: &mut Seen) {
    let mut scenario = conversation();
    let on = FrameMatch { from: Some(0), flags: Some(Flags::SYN), nth: 1, ..FrameMatch::default() };
    // The lowest bit of a MAC's first byte would make it a group's.
    let flip = 0x10;
    scenario.faults = vec![Fault { on, action: FaultAction::Corrupt { offset, flip } }];
    watch(&scenario, seen);
}

/// The question and its answer are damaged on the way, so that the client sends what is for
/// 10.0.0.77 to the server's station. ARP has no checksum.
fn packet_for_another(seen: &mut Seen) {
    let mut scenario = asking_for_nobody();
    let first = |from| FrameMatch { from: Some(from), nth: 1, ..FrameMatch::default() };
    // The last byte of the address asked for, and of the answerer's.
    for (from, offset) in [(0, 14 + 27), (1, 14 + 17)] {
        let action = FaultAction::Corrupt { offset, flip: 0x4d ^ 0x09 };
        scenario.faults.push(Fault { on: first(from), action });
    }
    watch(&scenario, seen);
}

/// The client asks for a host that is not there; the server hears the question.
fn asking_for_nobody() -> Scenario {
    let mut scenario = conversation();
    scenario.arp = Arp::Asked;
    let nobody = Op::Connect((Ipv4Addr::new(10, 0, 0, 77), 80).into());
    scenario.programs[0].run = Run::Calls(vec![nobody]);
    scenario.limits.until = Instant::ZERO + Duration::from_secs(30);
    scenario
}

/// The wire's capture of some of a run's packets.
fn captured(run: &Recording, packets: std::ops::Range<usize>) -> Vec<u8> {
    let whole = to_pcapng(run.trace(), Vantage::Wire, "", &|_| String::new());
    let capture = wireglass_capture::read(&whole).expect("written here");
    let mut writer = wireglass_capture::Writer::new(0, "");
    let interface = writer.interface(1, "");
    for index in packets {
        let (Some(packet), Some(data)) = (capture.packets.get(index), capture.data(&whole, index))
        else {
            break;
        };
        let time_ns = packet.time_ns;
        let packet =
            wireglass_capture::Packet { interface, time_ns, data, original: 0, comment: "" };
        writer.packet(&packet).expect("small");
    }
    writer.finish()
}

/// Both sides are heard sending.
fn midway(seen: &mut Seen) {
    observe_file(&captured(&record(&conversation()), 3..usize::MAX), seen);
}

/// A few packets after the handshake, when only one side has sent anything.
fn one_side(seen: &mut Seen) {
    let mut scenario = conversation();
    // The server does not say a word.
    if let Run::Calls(ops) = &mut scenario.programs[1].run {
        ops.truncate(2);
    }
    observe_file(&captured(&record(&scenario), 3..7), seen);
}
