use super::*;
use crate::LadderOptions;
use crate::Protocol;
use crate::golden::nets;
use crate::testing;

fn journeys(trace: &Trace, filter: Filter) -> Journeys {
    Journeys::new(trace, &LadderOptions { filter, ..LadderOptions::default() })
}

fn names(trace: &Trace, journeys: &Journeys) -> Vec<String> {
    journeys.nodes.iter().map(|node| trace.node(*node).name.clone()).collect()
}

const FOLDED: Filter = Filter { hide_arp: false, hide_link_devices: true, only: None, flow: None };

#[test]
fn between_two_hosts_every_frame_is_a_journey_of_its_own() {
    for (name, trace) in testing::scenes() {
        let all = journeys(&trace, FOLDED);
        assert!(!all.is_network(), "{name}");
        for index in 0..trace.frames().len() {
            let id = FrameId::from_index(index);
            let Some(journey) = all.of(id) else { continue };
            assert_eq!(journey.first, id, "{name}: {index}");
            assert_eq!(all.starting(id).collect::<Vec<_>>(), [(id, journey.to)], "{name}: {index}");
        }
    }
}

#[test]
fn who_speaks_has_a_lifeline() {
    let (web, ring) = (nets::web(), nets::ring());
    for (what, trace, filter, expected) in [
        (
            "all",
            &web,
            Filter::default(),
            vec!["PC A", "PC B", "Switch 1", "Router", "Switch 2", "DNS", "abc.com"],
        ),
        // ARP is heard by all.
        ("folded", &web, FOLDED, vec!["PC A", "PC B", "Router", "DNS", "abc.com"]),
        (
            "without ARP",
            &web,
            Filter { hide_arp: true, ..FOLDED },
            vec!["PC A", "Router", "abc.com"],
        ),
        (
            "switches among themselves",
            &ring,
            Filter { only: Some(Protocol::Stp), ..Filter::default() },
            vec!["PC A", "S3", "S1", "S2", "PC B"],
        ),
        // Nobody is left: those who could speak stay.
        (
            "nothing at all",
            &ring,
            Filter { only: Some(Protocol::Dns), ..FOLDED },
            vec!["PC A", "PC B"],
        ),
    ] {
        let mut found = names(trace, &journeys(trace, filter));
        let mut expected: Vec<String> = expected.into_iter().map(str::to_owned).collect();
        // Their order is the map's, which has tests of its own.
        found.sort();
        expected.sort();
        assert_eq!(found, expected, "{what}");
    }
}

#[test]
fn folded_journeys_go_from_host_to_host_and_take_all_the_time_between() {
    for (name, trace) in nets::all() {
        let all = journeys(&trace, FOLDED);
        let mut some = false;
        for index in 0..trace.frames().len() {
            let id = FrameId::from_index(index);
            let Some(journey) = all.of(id) else { continue };
            some = true;
            for lane in [journey.from, journey.to] {
                let kind = trace.node(all.nodes[lane]).kind;
                assert!(!is_link_device(kind), "{name}: frame {index}");
            }
            assert!(trace.sent_at(journey.first) <= trace.sent_at(id), "{name}: frame {index}");
            assert!(all.starting(journey.first).any(|(last, _)| last == id), "{name}: {index}");
        }
        assert!(some, "{name}");
    }
}

#[test]
fn a_loss_on_the_way_to_a_device_is_a_loss_on_the_way_to_who_is_meant() {
    let trace = nets::hub();
    let all = journeys(&trace, FOLDED);
    let lost = trace.events().iter().find_map(|event| match event.what {
        What::FrameLost { frame } => Some(frame),
        _ => None,
    });
    let journey = all.of(lost.expect("a loss")).expect("shown");
    assert_eq!(trace.node(all.nodes[journey.to]).name, "PC B");
}
