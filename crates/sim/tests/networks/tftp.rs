//! Files, block by block (RFC 1350).

use crate::network::{app, count, datagrams, exits, host, network, run, until};
use proptest::prelude::*;
use std::collections::BTreeMap;
use wireglass_core::rules::Rule;
use wireglass_core::tftp::Config;
use wireglass_core::time::Duration;
use wireglass_core::wire::tftp::Packet;
use wireglass_sim::Scenario;
use wireglass_sim::app::{App, Target, TftpCopy, TftpFiles};
use wireglass_trace::Trace;

const CLIENT: usize = 0;
const SERVER: usize = 1;

fn bytes(len: usize) -> Vec<u8> {
    (0..len).map(|n| u8::try_from(n % 251).expect("small")).collect()
}

fn copy(file: &str, put: Option<Vec<u8>>, config: Config) -> App {
    let server = Target::Ip([10, 0, 0, 2].into());
    App::TftpCopy(TftpCopy { server, file: file.to_owned(), put, config, text: false })
}

/// A client that runs these one after another, ten seconds apart, and a server with `a`.
fn pair(a: Vec<u8>, config: Config, copies: Vec<App>, secs: u64) -> Scenario {
    let files = TftpFiles { files: BTreeMap::from([("a".to_owned(), a)]), writable: true, config };
    let mut programs = vec![app(SERVER, 0, App::TftpServer(files))];
    let clients = (0..).zip(copies).map(|(n, copy)| app(CLIENT, 100 + n * 10_000, copy));
    programs.extend(clients);
    let hosts = vec![host("client", "10.0.0.1", ""), host("server", "10.0.0.2", "")];
    until(network(hosts, Vec::new(), &[((0, 0), (1, 0))], programs), secs)
}

/// What a node has got by data packets, each block once.
fn file(trace: &Trace, node: usize) -> Vec<u8> {
    let mut blocks = BTreeMap::new();
    for datagram in datagrams(trace, node) {
        if let Ok(Packet::Data { block, data }) = Packet::parse(&datagram) {
            blocks.entry(block).or_insert(data);
        }
    }
    blocks.into_values().flatten().collect()
}

#[test]
fn files_of_every_awkward_length_arrive() {
    let blocks = |block| Config { block: Some(block), ..Config::default() };
    for (len, config, packets) in [
        (0, Config::default(), 1),
        (1, Config::default(), 1),
        (511, Config::default(), 1),
        (512, Config::default(), 2),
        (1_300, Config::default(), 3),
        (1_300, blocks(1_024), 2),
        (1_300, blocks(1_428), 1),
    ] {
        let recording = run(&pair(bytes(len), config, vec![copy("a", None, config)], 60));
        let trace = recording.trace();
        assert_eq!(file(trace, CLIENT), bytes(len), "{len} bytes");
        assert_eq!(exits(trace, CLIENT), [0], "{len} bytes");
        assert_eq!(count(trace, CLIENT, Rule::TftpBlockTaken), packets, "{len} bytes");
        assert_eq!(
            count(trace, CLIENT, Rule::TftpOptionsAgreed),
            usize::from(config.block.is_some())
        );
    }
}

#[test]
fn what_was_put_can_be_got() {
    let config = Config::default();
    let copies = vec![
        copy("new", Some(bytes(2_000)), config),
        copy("new", None, config),
        copy("new", Some(bytes(3)), config),
        copy("none", None, config),
    ];
    let recording = run(&pair(bytes(9), config, copies, 60));
    let trace = recording.trace();
    assert_eq!(file(trace, CLIENT), bytes(2_000));
    assert_eq!(exits(trace, CLIENT), [0, 0, 1, 1]);
    assert!(count(trace, SERVER, Rule::TftpDenied) > 0, "it exists");
    assert!(count(trace, SERVER, Rule::TftpNotFound) > 0);
}

#[test]
fn each_transfer_has_a_port_of_its_own() {
    let config = Config::default();
    let mut scenario = pair(bytes(20_000), config, Vec::new(), 60);
    for n in 0..5 {
        scenario.programs.push(app(CLIENT, 100 + n, copy("a", None, config)));
    }
    let recording = run(&scenario);
    let trace = recording.trace();
    assert_eq!(exits(trace, CLIENT), [0; 5]);
    let from: std::collections::BTreeSet<_> = trace
        .sockets()
        .iter()
        .filter(|socket| socket.node.index() == SERVER)
        .map(|socket| socket.local.port())
        .collect();
    assert_eq!(from.len(), 6, "69 and five more: {from:?}");
}

#[test]
fn nobody_there() {
    let config = Config { retries: 2, ..Config::default() };
    let mut scenario = pair(Vec::new(), config, vec![copy("a", None, config)], 60);
    // Without a server the port is closed, and with its host off nobody says even that.
    scenario.programs.remove(0);
    let recording = run(&scenario);
    assert_eq!(exits(recording.trace(), CLIENT), [1]);
    assert_eq!(count(recording.trace(), CLIENT, Rule::TftpGiveUp), 1);
}

/// The first ACK is late, so that the sender sends its block again (RFC 1123 §4.2.3.1).
fn with_a_late_ack(apprentice: bool) -> usize {
    let config = Config { apprentice, ..Config::default() };
    let mut scenario = pair(bytes(4_000), config, vec![copy("a", None, config)], 120);
    // It comes when block 2 is on its way: block 1 went again after a second.
    scenario.links[0].delay = Duration::from_millis(40);
    scenario.faults.push(wireglass_sim::Fault {
        on: wireglass_sim::FrameMatch {
            from: Some(CLIENT),
            nth: 3,
            ..wireglass_sim::FrameMatch::default()
        },
        action: wireglass_sim::FaultAction::Delay(Duration::from_millis(1_030)),
    });
    let recording = run(&scenario);
    let trace = recording.trace();
    assert_eq!(file(trace, CLIENT), bytes(4_000));
    assert_eq!(exits(trace, CLIENT), [0]);
    let data = |datagram: &Vec<u8>| matches!(Packet::parse(datagram), Ok(Packet::Data { .. }));
    datagrams(trace, CLIENT).iter().filter(|datagram| data(datagram)).count()
}

#[test]
fn the_sorcerers_apprentice_and_its_cure() {
    // Eight blocks, the first of them twice; the apprentice doubles all that follow.
    assert_eq!(with_a_late_ack(false), 9);
    let doubled = with_a_late_ack(true);
    assert!(doubled >= 15, "{doubled}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_file_arrives_whole_whatever_the_link_does(
        seed: u64,
        len in 0_usize..6_000,
        loss in 0_u32..250_000,
        duplicate in 0_u32..300_000,
        reorder in 0_u32..300_000,
        block in prop_oneof![Just(None), (8_u16..1_400).prop_map(Some)],
        put: bool,
    ) {
        // Often enough that bad luck alone never ends it; blocks of eight bytes need patience.
        let len = if block.is_some_and(|block| block < 100) { len / 8 } else { len };
        let config = Config { retries: 40, block, ..Config::default() };
        let data = bytes(len);
        let (has, copies) = if put {
            (Vec::new(), vec![copy("b", Some(data.clone()), config)])
        } else {
            (data.clone(), vec![copy("a", None, config)])
        };
        let mut scenario = pair(has, config, copies, 3_600);
        scenario.seed = seed;
        let link = &mut scenario.links[0];
        (link.loss_ppm, link.duplicate_ppm, link.reorder_ppm) = (loss, duplicate, reorder);
        link.reorder_by = Duration::from_millis(30);
        let recording = run(&scenario);
        let trace = recording.trace();
        let (receiver, sender) = if put { (SERVER, CLIENT) } else { (CLIENT, SERVER) };
        prop_assert_eq!(file(trace, receiver), data);
        prop_assert_eq!(count(trace, receiver, Rule::TftpReceived), 1);
        // The last ACK may be lost for good: then only the receiver knows.
        let known = count(trace, sender, Rule::TftpSent) + count(trace, sender, Rule::TftpGiveUp);
        prop_assert!(known >= 1);
    }
}
