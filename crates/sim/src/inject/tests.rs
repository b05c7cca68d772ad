use crate::{
    Action, Arp, HostSpec, Injection, Isn, Limits, LinkSpec, Op, Program, Recording, Run, Scenario,
};
use std::net::{Ipv4Addr, SocketAddr};
use wireglass_core::tcp::{Config, Profile, State};
use wireglass_core::time::{Duration, Instant};
use wireglass_core::wire::tcp::Flags;
use wireglass_trace::{TaskKind, Trace, What};

/// A connection that stays open, and a RST from a stranger to the client at 500 ms.
fn run(seq: i32, exact_reset: bool) -> Trace {
    let host = |name: &str, last, first| HostSpec {
        tcp: Config { exact_reset, ..Config::default() },
        isn: Isn::Counted { first, step: 1 },
        ..HostSpec::new(name, Ipv4Addr::new(10, 0, 0, last), Profile::Linux)
    };
    let program = |host, ops| Program {
        host,
        name: "main".to_owned(),
        start: Instant::ZERO,
        pace: Duration::from_millis(1),
        kind: TaskKind::Program,
        run: Run::Calls(ops),
    };
    let server = SocketAddr::from((Ipv4Addr::new(10, 0, 0, 9), 80));
    let injection = Injection { by: "Mallory".to_owned(), to: 0, flags: Flags::RST, seq, ack: 0 };
    let scenario = Scenario {
        seed: 0,
        hosts: vec![host("Client", 2, 1000), host("Server", 9, 5000)],
        devices: Vec::new(),
        links: vec![LinkSpec::between(0, 1)],
        programs: vec![
            program(1, vec![Op::Listen(80), Op::Accept, Op::ReceiveAll]),
            program(0, vec![Op::Connect(server), Op::Receive(10)]),
        ],
        faults: Vec::new(),
        actions: vec![(Instant::ZERO + Duration::from_millis(500), Action::Inject(injection))],
        arp: Arp::Known,
        limits: Limits::default(),
    };
    Recording::run(&scenario).expect("sound").trace().clone()
}

fn client_resets(trace: &Trace) -> bool {
    trace.events().iter().any(|event| {
        event.node.index() == 0
            && matches!(event.what, What::StateChanged { to: State::Closed, .. })
    })
}

#[test]
fn a_strangers_segment_bears_its_name_and_the_peers_addresses() {
    let trace = run(0, true);
    let sent = trace.events().iter().find_map(|event| match event.what {
        What::FrameSent { frame } if event.node.index() == 2 => Some(frame),
        _ => None,
    });
    let frame = sent.expect("it was sent");
    assert_eq!(trace.node(trace.frame(frame).from).name, "Mallory");
    let segment = trace.segment(frame).expect("a segment");
    assert_eq!((segment.header.src_port, segment.header.dst_port), (80, 49_152));
    assert_eq!(segment.header.seq.0, 5001);
    assert!(client_resets(&trace));
}

#[test]
fn only_an_exact_number_resets_where_rfc_5961_is_kept() {
    assert!(!client_resets(&run(100, true)));
    assert!(client_resets(&run(100, false)));
    assert!(!client_resets(&run(100_000, false)));
}
