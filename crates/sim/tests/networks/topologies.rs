//! What must hold on any network.

use crate::holds;
use crate::network::{host, ip, network, program, router, run, switch};
use proptest::prelude::*;
use std::collections::BTreeSet;
use wireglass_sim::{Op, Outcome, Scenario};
use wireglass_trace::{CallResult, NodeId, Snapshot, What};

/// Hosts on switches that form a tree, in each of several networks in a row that
/// routers join. `parents` say to which earlier switch each switch is linked.
pub(crate) fn topology(
    networks: usize,
    parents: &[usize],
    homes: &[(usize, usize)],
    talks: &[(usize, usize)],
) -> Scenario {
    let hosts: Vec<_> = homes
        .iter()
        .enumerate()
        .map(|(index, (net, _))| {
            let address = format!("10.0.{}.{}", net % networks, index + 10);
            host(&format!("H{index}"), &address, &format!("10.0.{}.1", net % networks))
        })
        .collect();
    let per_network = parents.len() + 1;
    // Ports: one for each host, one for each child and parent, two for routers.
    let ports = u16::try_from(homes.len() + per_network + 3).expect("few");
    let mut devices = Vec::new();
    for net in 0..networks {
        devices.extend((0..per_network).map(|s| switch(&format!("S{net}.{s}"), ports)));
    }
    // Router n joins network n to network n + 1; the way on is the default route.
    for net in 0..networks - 1 {
        let right = format!("10.0.{}.1", net + 1);
        // Its left side is .1 on the first network only, as .1 is taken on the others.
        let left = format!("10.0.{net}.{}", if net == 0 { 1 } else { 2 });
        let mut routes = Vec::new();
        for far in 0..networks {
            let (network, gateway) = if far < net {
                (format!("10.0.{far}.0"), format!("10.0.{net}.1"))
            } else if far > net + 1 {
                (format!("10.0.{far}.0"), format!("10.0.{}.2", net + 1))
            } else {
                continue;
            };
            routes.push((network, gateway));
        }
        let routes: Vec<_> = routes.iter().map(|(n, g)| (n.as_str(), 24, g.as_str())).collect();
        devices.push(router(&format!("R{net}"), &[&left, &right], &routes));
    }
    if networks == 1 {
        devices.push(router("R", &["10.0.0.1"], &[]));
    }
    let switch_at = |net: usize, s: usize| hosts.len() + net * per_network + s;
    let mut next = vec![0_u16; hosts.len() + devices.len()];
    let mut links = Vec::new();
    let mut join = |a: usize, b: usize| {
        let mut port = |node: usize| {
            next[node] += 1;
            (node, next[node] - 1)
        };
        links.push((port(a), port(b)));
    };
    for (index, (net, s)) in homes.iter().enumerate() {
        join(index, switch_at(net % networks, s % per_network));
    }
    for net in 0..networks {
        for (child, parent) in parents.iter().enumerate() {
            join(switch_at(net, child + 1), switch_at(net, parent % (child + 1)));
        }
    }
    let routers = hosts.len() + networks * per_network;
    if networks == 1 {
        join(routers, switch_at(0, 0));
    }
    for net in 0..networks - 1 {
        join(routers + net, switch_at(net, 0));
        join(routers + net, switch_at(net + 1, 0));
    }
    let count = hosts.len();
    let programs = talks.iter().enumerate().map(|(index, (from, to))| {
        let (from, to) = (from % count, to % count);
        let to = ip(&format!("10.0.{}.{}", homes[to].0 % networks, to + 10));
        let echo = || Op::Try(Box::new(Op::Echo { to, ttl: 64, size: 16 }));
        // Twice, so that the second time every table on the way is settled.
        program(from, index as u64 * 3_000, vec![echo(), echo()])
    });
    let programs = programs.collect();
    network(hosts, devices, &links, programs)
}

prop_compose! {
    fn any_topology()(
        networks in 1usize..4,
        parents in prop::collection::vec(0usize..8, 0..4),
        homes in prop::collection::vec((0usize..8, 0usize..8), 2..7),
        talks in prop::collection::vec((0usize..8, 0usize..8), 1..4),
        seed in 0u64..1_000,
        loss in prop_oneof![Just(0u32), 0u32..200_000],
    ) -> Scenario {
        let mut scenario = topology(networks, &parents, &homes, &talks);
        scenario.seed = seed;
        for link in &mut scenario.links {
            link.loss_ppm = loss;
        }
        scenario
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    /// Every frame arrives, is lost or thrown away for a stated reason, or is under way.
    #[test]
    fn nothing_vanishes_without_a_reason(scenario in any_topology()) {
        let recording = run(&scenario);
        prop_assert_eq!(recording.outcome(), Outcome::Finished);
        let trace = recording.trace();
        let end = Snapshot::at(trace, trace.steps().len());
        prop_assert_eq!(&end.in_flight, &[]);
        holds::every_frame_is_accounted_for(trace)?;
    }

    /// A device that passes a frame on has got it before, once for each port at most,
    /// never back to where it came from; a switch changes nothing in it.
    #[test]
    fn nothing_is_invented_or_doubled(scenario in any_topology()) {
        let recording = run(&scenario);
        holds::nothing_is_invented_or_doubled(recording.trace())?;
    }

    /// Along the way of a packet the TTL falls by one at each router and stays at each switch.
    #[test]
    fn the_ttl_falls_at_every_router(scenario in any_topology()) {
        let recording = run(&scenario);
        holds::the_ttl_falls_at_every_router(recording.trace())?;
    }

    /// Without loss every ping is answered, and the second one, when all tables are
    /// settled, is one frame on each link of one way, there and back.
    #[test]
    fn settled_tables_send_each_frame_one_way(scenario in any_topology()) {
        let mut scenario = scenario;
        for link in &mut scenario.links {
            link.loss_ppm = 0;
        }
        scenario.programs.truncate(1);
        let recording = run(&scenario);
        let trace = recording.trace();
        let calls: Vec<usize> = (0..trace.steps().len())
            .filter(|step| matches!(trace.trigger(*step).what, What::CallMade { .. }))
            .collect();
        let host = NodeId::from_index(scenario.programs[0].host);
        let second = trace.step_range(calls[1]).start;
        let mut links = BTreeSet::new();
        for event in &trace.events()[second..] {
            if let What::FrameSent { frame } = event.what {
                let frame = trace.frame(frame);
                prop_assert!(links.insert((frame.link, frame.from)), "a link twice one way");
            }
        }
        let answered = trace.events().iter().filter(|event| {
            event.node == host
                && matches!(
                    event.what,
                    What::CallReturned { result: CallResult::Echoed { .. }, .. }
                )
        });
        prop_assert_eq!(answered.count(), 2);
    }

    /// Seeking gives what stepping gives.
    #[test]
    fn seeking_equals_stepping(scenario in any_topology(), part in 0usize..100) {
        let recording = run(&scenario);
        let trace = recording.trace();
        let position = trace.steps().len() * part / 100;
        let (mut world, mut past) = recording.world_at(position).expect("a position of the run");
        prop_assert_eq!(&past, &trace.truncated(position));
        while past.steps().len() < trace.steps().len() && world.step(&mut past) {}
        prop_assert_eq!(&past, trace);
        let mut stepped = Snapshot::start(trace);
        for position in 0..=position {
            stepped.advance(trace, position);
        }
        prop_assert_eq!(stepped, recording.seek(position));
    }
}
