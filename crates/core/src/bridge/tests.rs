use super::*;
use crate::rules::Rule;
use crate::wire::{LayerKind, LinkType};

fn mac(n: u8) -> MacAddr {
    MacAddr([2, 0, 0, 0, 0, n])
}

fn at(secs: u64) -> Instant {
    Instant::ZERO + Duration::from_secs(secs)
}

fn frame(src: MacAddr, dst: MacAddr) -> Vec<u8> {
    let mut bytes = Vec::new();
    let ethertype = crate::wire::EtherType::Ipv4;
    ethernet::Header { dst, src, ethertype, vlan: None }.emit(&mut bytes);
    bytes.resize(ethernet::MIN_LEN, 0);
    bytes
}

fn bridge(config: &Config) -> Bridge {
    let mut bridge = Bridge::new(config);
    for port in 0..config.ports {
        bridge.handle_port_up(at(0), port, &mut Vec::new());
    }
    bridge
}

/// What became of a frame: the ports it left by, and the rules that were applied.
fn pass(bridge: &mut Bridge, when: u64, port: Port, bytes: &[u8]) -> (Vec<Port>, Vec<Rule>) {
    let mut out = Vec::new();
    bridge.handle_frame(at(when), port, bytes, &mut out);
    let mut left = Vec::new();
    let rules = out.into_iter().filter_map(|action| match action {
        Action::Forward { ports, reason } => {
            left = ports;
            Some(reason.rule())
        }
        Action::Table { reason, .. } => reason.map(|reason| reason.rule()),
        Action::Drop { reason }
        | Action::Applied(reason)
        | Action::Send { reason, .. }
        | Action::Port { reason, .. } => Some(reason.rule()),
    });
    let rules = rules.collect();
    (left, rules)
}

/// When, in through which port, from, to; out of which ports, by which rules.
type Step = (u64, Port, MacAddr, MacAddr, &'static [Port], &'static [Rule]);

#[test]
fn a_conversation_through_a_plain_switch() {
    let mut switch = bridge(&Config::plain(4));
    let group = MacAddr([0x01, 0, 0x5e, 0, 0, 1]);
    let lldp = MacAddr([0x01, 0x80, 0xc2, 0, 0, 0x0e]);
    let table: [Step; 10] = [
        (0, 0, mac(1), mac(2), &[1, 2, 3], &[Rule::BridgeLearn, Rule::BridgeFlood]),
        (1, 1, mac(2), mac(1), &[0], &[Rule::BridgeLearn, Rule::BridgeForward]),
        (2, 0, mac(1), mac(2), &[1], &[Rule::BridgeForward]),
        (3, 0, mac(1), MacAddr::BROADCAST, &[1, 2, 3], &[Rule::BridgeFloodGroup]),
        (4, 0, mac(1), group, &[1, 2, 3], &[Rule::BridgeFloodGroup]),
        (5, 1, mac(3), mac(2), &[], &[Rule::BridgeLearn, Rule::BridgeFilter]),
        (6, 3, mac(1), mac(2), &[1], &[Rule::BridgeMove, Rule::BridgeForward]),
        (7, 0, mac(1), lldp, &[], &[Rule::BridgeReserved]),
        // Without a spanning tree, others' BPDUs pass.
        (7, 3, mac(1), BRIDGE_GROUP, &[0, 1, 2], &[Rule::BridgeFloodGroup]),
        // Long after: everything has been forgotten.
        (
            400,
            3,
            mac(1),
            mac(2),
            &[0, 1, 2],
            &[
                Rule::BridgeAge,
                Rule::BridgeAge,
                Rule::BridgeAge,
                Rule::BridgeLearn,
                Rule::BridgeFlood,
            ],
        ),
    ];
    for (when, port, src, dst, ports, rules) in table {
        let got = pass(&mut switch, when, port, &frame(src, dst));
        assert_eq!(got, (ports.to_vec(), rules.to_vec()), "at {when}");
    }
}

#[test]
fn odd_frames_and_dead_ports() {
    let mut switch = bridge(&Config { table_limit: 1, ..Config::plain(3) });
    assert_eq!(pass(&mut switch, 0, 0, &[1, 2, 3]), (vec![], vec![Rule::PacketMalformed]));
    assert_eq!(
        pass(&mut switch, 0, 9, &frame(mac(1), mac(2))),
        (vec![], vec![Rule::BridgePortClosed])
    );
    let from_group = frame(MacAddr::BROADCAST, mac(2));
    assert_eq!(
        pass(&mut switch, 0, 0, &from_group),
        (vec![1, 2], vec![Rule::BridgeGroupSource, Rule::BridgeFlood])
    );
    pass(&mut switch, 0, 0, &frame(mac(1), mac(2)));
    assert_eq!(
        pass(&mut switch, 0, 1, &frame(mac(2), mac(1))),
        (vec![0], vec![Rule::BridgeTableFull, Rule::BridgeForward])
    );
    let mut out = Vec::new();
    switch.handle_port_down(at(1), 0, &mut out);
    let reason = Some(Reason::BridgePortForgets { port: 0 });
    assert_eq!(out, [Action::Table { mac: mac(1), port: None, reason }]);
    assert_eq!(
        pass(&mut switch, 1, 1, &frame(mac(2), mac(1))),
        (vec![2], vec![Rule::BridgeLearn, Rule::BridgeFlood])
    );
    // A static entry may point at a port that is down.
    switch.table_mut().set_static(mac(7), 0);
    assert_eq!(
        pass(&mut switch, 1, 1, &frame(mac(2), mac(7))),
        (vec![], vec![Rule::BridgePortClosed])
    );
}

#[test]
fn ageing_is_a_timer() {
    let mut switch = bridge(&Config::plain(2));
    pass(&mut switch, 10, 0, &frame(mac(1), mac(2)));
    assert_eq!(switch.next_timeout(), Some(at(310)));
    let mut out = Vec::new();
    switch.handle_timeout(at(310), &mut out);
    let reason = Reason::BridgeAge { mac: mac(1), after: Duration::from_secs(300) };
    assert_eq!(out, [Action::Table { mac: mac(1), port: None, reason: Some(reason) }]);
    assert_eq!(switch.next_timeout(), None);
}

#[test]
fn a_new_port_listens_then_learns_then_forwards() {
    let stp = stp::Config::recommended(mac(100));
    let mut switch = bridge(&Config { stp: Some(stp), ..Config::plain(2) });
    let closed = (vec![], vec![Rule::BridgePortClosed]);
    assert_eq!(switch.port_state(0), stp::State::Listening);
    assert_eq!(pass(&mut switch, 1, 0, &frame(mac(1), mac(2))), closed);
    assert!(switch.table().is_empty());
    run(&mut switch, 15);
    assert_eq!(switch.port_state(0), stp::State::Learning);
    let learnt = (vec![], vec![Rule::BridgeLearn, Rule::BridgePortClosed]);
    assert_eq!(pass(&mut switch, 16, 0, &frame(mac(1), mac(2))), learnt);
    run(&mut switch, 30);
    assert_eq!(switch.port_state(0), stp::State::Forwarding);
    assert_eq!(pass(&mut switch, 31, 1, &frame(mac(2), mac(1))).0, [0]);
    // The tree has just changed: addresses are kept for the forward delay only.
    assert_eq!(switch.ageing(), Duration::from_secs(15));
    run(&mut switch, 30 + 35);
    assert_eq!(switch.ageing(), Duration::from_secs(300));
    // And BPDUs are for the bridge itself.
    assert_eq!(
        pass(&mut switch, 70, 0, &frame(mac(1), BRIDGE_GROUP)),
        (vec![], vec![Rule::BridgeReserved])
    );
}

/// Lets every timer up to `until` run out.
fn run(bridge: &mut Bridge, until: u64) {
    while let Some(due) = bridge.next_timeout().filter(|due| *due <= at(until)) {
        bridge.handle_timeout(due, &mut Vec::new());
    }
}

#[test]
fn two_switches_talk_in_frames() {
    let two = |n: u8| {
        let stp = stp::Config::recommended(mac(n));
        Bridge::new(&Config { stp: Some(stp), ..Config::plain(1) })
    };
    let mut switches = [two(1), two(2)];
    let mut frames = Vec::new();
    for (from, switch) in switches.iter_mut().enumerate() {
        let mut out = Vec::new();
        switch.handle_port_up(at(0), 0, &mut out);
        frames.extend(out.into_iter().filter_map(|action| match action {
            Action::Send { bpdu, .. } => Some((1 - from, bpdu.frame(mac(9)))),
            _ => None,
        }));
    }
    assert_eq!(frames.len(), 2);
    for (to, frame) in frames {
        assert_eq!(frame.len(), ethernet::MIN_LEN);
        let shown = crate::wire::dissect(&frame, LinkType::Ethernet, frame.len());
        assert!(shown.layers.iter().any(|layer| layer.kind == LayerKind::Stp));
        switches[to].handle_frame(at(1), 0, &frame, &mut Vec::new());
    }
    let root = |n: usize| switches[n].stp().map(stp::SpanningTree::root);
    assert_eq!((root(0), root(1)), (root(0), root(0)));
    assert_eq!(switches[1].stp().and_then(stp::SpanningTree::root_port), Some(0));
    let change = Bpdu::TopologyChange;
    assert_eq!(Bpdu::parse(&change.frame(mac(9))[ethernet::HEADER_LEN..]), Some(change));
}
