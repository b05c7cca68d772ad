use super::*;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Bridges on shared segments, and what is on its way between them.
struct Net {
    now: Instant,
    bridges: Vec<SpanningTree>,
    /// Who is on each segment.
    segments: Vec<Vec<(usize, Port)>>,
    /// BPDUs that have been sent: when they arrive, where, what.
    on_the_way: Vec<(Instant, usize, (usize, Port), Bpdu)>,
    changes: Vec<(usize, Port, State)>,
}

/// What a cable takes.
const DELAY: Duration = Duration::from_micros(10);

impl Net {
    /// `segments` names the bridges on each; every mention is one more port.
    fn new(priorities: &[u16], segments: &[Vec<usize>]) -> Self {
        let mut ports = vec![0; priorities.len()];
        let segments = segments.iter().map(|members| {
            let of_member = members.iter().map(|&bridge| {
                ports[bridge] += 1;
                (bridge, ports[bridge] - 1)
            });
            of_member.collect()
        });
        let segments: Vec<Vec<(usize, Port)>> = segments.collect();
        let bridges = (0u8..).zip(priorities).zip(&ports).map(|((n, &priority), &ports)| {
            let mut config = Config::recommended(MacAddr([2, 0, 0, 0, 0, n]));
            config.id.priority = priority;
            SpanningTree::new(config, ports)
        });
        let mut net = Self {
            now: Instant::ZERO,
            bridges: bridges.collect(),
            segments,
            on_the_way: Vec::new(),
            changes: Vec::new(),
        };
        for segment in 0..net.segments.len() {
            for (bridge, port) in net.segments[segment].clone() {
                net.act(bridge, |stp, now, out| stp.enable(now, port, out));
            }
        }
        net
    }

    fn act(
        &mut self,
        bridge: usize,
        act: impl FnOnce(&mut SpanningTree, Instant, &mut Vec<Action>),
    ) {
        let mut out = Vec::new();
        act(&mut self.bridges[bridge], self.now, &mut out);
        for action in out {
            match action {
                Action::Send { port, bpdu, .. } => {
                    let here = (bridge, port);
                    let found = self.segments.iter().enumerate();
                    let (at, members) =
                        found.into_iter().find(|(_, all)| all.contains(&here)).expect("a segment");
                    for &there in members.iter().filter(|there| **there != here) {
                        self.on_the_way.push((self.now + DELAY, at, there, bpdu));
                    }
                }
                Action::Port { port, state, .. } => self.changes.push((bridge, port, state)),
                _ => {}
            }
        }
    }

    fn run(&mut self, time: Duration) {
        let end = self.now + time;
        loop {
            let timer = (0..self.bridges.len())
                .filter_map(|n| Some((self.bridges[n].next_timeout()?, n)))
                .min();
            let arrival = self.on_the_way.first().map(|first| first.0);
            match (timer, arrival) {
                (due, Some(arrives)) if due.is_none_or(|(due, _)| arrives <= due) => {
                    if arrives > end {
                        break;
                    }
                    let (_, _, (bridge, port), bpdu) = self.on_the_way.remove(0);
                    self.now = arrives;
                    self.act(bridge, |stp, now, out| stp.handle(now, port, &bpdu, out));
                }
                (Some((due, bridge)), _) if due <= end => {
                    assert!(due >= self.now, "a timer in the past");
                    self.now = due;
                    self.act(bridge, SpanningTree::handle_timeout);
                }
                _ => break,
            }
        }
        self.now = end;
    }

    fn cut(&mut self, segment: usize) {
        for (bridge, port) in std::mem::take(&mut self.segments[segment]) {
            self.act(bridge, |stp, now, out| stp.disable(now, port, out));
        }
        self.on_the_way.retain(|(_, on, ..)| *on != segment);
    }

    /// Whether the forwarding ports join what the cables join, without a loop.
    fn check_forest(&self) {
        let nodes = self.bridges.len() + self.segments.len();
        let mut by_cable: Vec<usize> = (0..nodes).collect();
        let mut by_tree: Vec<usize> = (0..nodes).collect();
        for (at, members) in self.segments.iter().enumerate() {
            let segment = self.bridges.len() + at;
            for &(bridge, port) in members {
                join(&mut by_cable, bridge, segment);
                let state = self.bridges[bridge].state(port);
                assert!(
                    matches!(state, State::Forwarding | State::Blocking),
                    "settled: {bridge}.{port} is {state:?}"
                );
                if state == State::Forwarding {
                    assert!(join(&mut by_tree, bridge, segment), "a loop through {bridge}.{port}");
                }
            }
        }
        for node in 0..nodes {
            let together = |sets: &mut [usize]| {
                (0..nodes).map(|other| find(sets, node) == find(sets, other)).collect::<Vec<_>>()
            };
            assert_eq!(together(&mut by_cable), together(&mut by_tree), "what is joined to {node}");
        }
        for (n, bridge) in self.bridges.iter().enumerate() {
            let mates = (0..self.bridges.len())
                .filter(|other| find(&mut by_cable, n) == find(&mut by_cable, *other));
            let lowest = mates.map(|other| self.bridges[other].id()).min();
            assert_eq!(Some(bridge.root()), lowest, "the root {n} knows");
            assert_eq!(bridge.fast_ageing(), None);
        }
    }
}

fn find(sets: &mut [usize], mut node: usize) -> usize {
    while sets[node] != node {
        sets[node] = sets[sets[node]];
        node = sets[node];
    }
    node
}

fn join(sets: &mut [usize], one: usize, other: usize) -> bool {
    let (one, other) = (find(sets, one), find(sets, other));
    sets[one] = other;
    one != other
}

/// Enough for every message to age, every port to listen and learn, and the change to pass.
const SETTLE: Duration = Duration::from_secs(150);

#[test]
fn a_triangle_blocks_its_longest_side() {
    let mut net = Net::new(&[0x8000, 0x8000, 0x8000], &[vec![0, 1], vec![1, 2], vec![2, 0]]);
    net.run(SETTLE);
    net.check_forest();
    let roles = |n: usize| [net.bridges[n].role(0), net.bridges[n].role(1)];
    assert_eq!(roles(0), [Role::Designated, Role::Designated]);
    assert_eq!(roles(1), [Role::Root, Role::Designated]);
    assert_eq!(roles(2), [Role::Alternate, Role::Root]);
    assert_eq!(net.bridges[2].root_cost(), 19);
    // The direct way is cut: the blocked one takes over, and never is there a loop.
    net.cut(2);
    net.run(SETTLE);
    net.check_forest();
    assert_eq!(net.bridges[2].role(0), Role::Root);
    assert_eq!(net.bridges[2].root_cost(), 38);
}

#[test]
fn priority_comes_before_the_address_and_cost_before_the_neighbour() {
    let mut net = Net::new(&[0x8000, 0x8000, 0x1000], &[vec![0, 1], vec![1, 2], vec![2, 0]]);
    net.run(SETTLE);
    assert_eq!(net.bridges[0].root(), net.bridges[2].id());
    assert!(net.bridges[2].is_root());
    assert_eq!(net.bridges[0].root_port(), Some(1));
}

#[test]
fn a_cable_from_a_switch_to_itself_is_a_backup() {
    let mut net = Net::new(&[0x8000], &[vec![0, 0]]);
    net.run(SETTLE);
    net.check_forest();
    assert_eq!([net.bridges[0].role(0), net.bridges[0].role(1)], [Role::Designated, Role::Backup]);
}

#[test]
fn a_silent_root_is_replaced_after_max_age() {
    let mut net = Net::new(&[0x1000, 0x8000, 0x8000], &[vec![0, 1], vec![1, 2]]);
    net.run(SETTLE);
    let dead = net.bridges[0].id();
    assert_eq!(net.bridges[2].root(), dead);
    // It is switched off, but the cable shows no sign of it: a hub is between.
    net.segments[0].retain(|(bridge, _)| *bridge != 0);
    net.bridges[0] = SpanningTree::new(Config::recommended(dead.mac), 0);
    net.run(Duration::from_secs(17));
    assert_eq!(net.bridges[1].root(), dead, "the message is not yet too old");
    net.run(SETTLE);
    assert_eq!(net.bridges[2].root(), net.bridges[1].id());
}

#[test]
fn a_change_far_from_the_root_reaches_everybody() {
    let mut net = Net::new(&[0x1000, 0x8000, 0x8000], &[vec![0, 1], vec![1, 2], vec![2], vec![0]]);
    net.run(SETTLE);
    // A new cable at the far end begins to forward after 30 s.
    net.act(2, |stp, now, out| stp.disable(now, 1, out));
    net.act(2, |stp, now, out| stp.enable(now, 1, out));
    // Within the next hello of the root all have heard of it.
    net.run(Duration::from_secs(34));
    for bridge in &net.bridges {
        assert_eq!(bridge.fast_ageing(), Some(Duration::from_secs(15)));
    }
    net.run(SETTLE);
    net.check_forest();
}

#[test]
fn messages_are_held_back_to_one_a_second() {
    let mut stp = SpanningTree::new(Config::recommended(MacAddr([2, 0, 0, 0, 0, 1])), 1);
    let mut out = Vec::new();
    stp.enable(Instant::ZERO, 0, &mut out);
    let worse = Bpdu::Configuration(Configuration {
        vector: Vector {
            root: BridgeId { priority: 0xf000, mac: MacAddr([2; 6]) },
            cost: 0,
            bridge: BridgeId { priority: 0xf000, mac: MacAddr([2; 6]) },
            port: PortId(0x8001),
        },
        message_age: Ticks(0),
        max_age: Ticks::from_secs(20),
        hello: Ticks::from_secs(2),
        forward_delay: Ticks::from_secs(15),
        topology_change: false,
        acknowledges_change: false,
    });
    for millis in [100, 200, 300] {
        stp.handle(Instant::ZERO + Duration::from_millis(millis), 0, &worse, &mut out);
    }
    let sent = |out: &[Action]| out.iter().filter(|a| matches!(a, Action::Send { .. })).count();
    assert_eq!(sent(&out), 1);
    assert_eq!(stp.next_timeout(), Some(Instant::ZERO + HOLD_TIME));
    stp.handle_timeout(Instant::ZERO + HOLD_TIME, &mut out);
    assert_eq!(sent(&out), 2);
}

#[test]
fn ticks_are_exact() {
    for (ticks, nanos) in [(0, 0), (1, 3_906_250), (256, 1_000_000_000), (5_120, 20_000_000_000)] {
        assert_eq!(Ticks(ticks).duration(), Duration::from_nanos(nanos));
        assert_eq!(Ticks::at_least(Duration::from_nanos(nanos)), Ticks(ticks));
    }
    assert_eq!(Ticks::at_least(Duration::from_nanos(1)), Ticks(1));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_topology_becomes_a_tree_and_mends_itself(
        priorities in proptest::collection::vec(prop_oneof![Just(0x8000u16), any::<u16>()], 1..7),
        wiring in proptest::collection::vec(proptest::collection::vec(0usize..7, 1..4), 1..10),
        cuts in proptest::collection::vec(0usize..10, 0..3),
    ) {
        let segments: Vec<Vec<usize>> = wiring
            .iter()
            .map(|members| members.iter().map(|n| n % priorities.len()).collect())
            .collect();
        let mut net = Net::new(&priorities, &segments);
        net.run(SETTLE);
        net.check_forest();
        for cut in cuts {
            net.cut(cut % segments.len());
            net.run(SETTLE);
            net.check_forest();
        }
        // Settled is settled: nothing changes any more.
        net.changes.clear();
        net.run(SETTLE);
        let restless: BTreeSet<_> = net.changes.iter().collect();
        prop_assert!(restless.is_empty(), "{restless:?}");
    }
}
