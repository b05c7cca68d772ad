use super::*;
use crate::golden::nets;

fn first(trace: &Trace, label: &str) -> FrameId {
    let traffic = Traffic::new(trace);
    (0..trace.frames().len())
        .map(FrameId::from_index)
        .find(|id| traffic.facts(*id).label == label)
        .expect(label)
}

#[test]
fn a_way_begins_with_its_maker_and_holds_every_copy_once() {
    for (name, trace) in nets::all() {
        for index in 0..trace.frames().len() {
            let id = FrameId::from_index(index);
            let way = follow(&trace, id, Lang::En);
            let hops = trace.hops(id);
            assert_eq!(way.stops[0].frame, hops[0], "{name}: {index}");
            let on_way: Vec<FrameId> =
                way.stops.iter().filter(|stop| stop.on_way).map(|stop| stop.frame).collect();
            assert_eq!(on_way, hops, "{name}: {index}");
            let mut frames: Vec<FrameId> = way.stops.iter().map(|stop| stop.frame).collect();
            frames.sort();
            frames.dedup();
            assert_eq!(frames.len(), way.stops.len(), "{name}: {index}");
            for (place, stop) in way.stops.iter().enumerate() {
                assert!(stop.before.is_none_or(|before| before < place), "{name}: {index}");
            }
        }
    }
}

#[test]
fn a_flood_branches() {
    let trace = nets::hub();
    let way = follow(&trace, first(&trace, "ARP"), Lang::En);
    assert_eq!(way.stops.len(), 3, "to the hub, and on to the two others");
    assert!(way.stops[1..].iter().all(|stop| stop.before == Some(0)));
    // A hub changes nothing.
    assert!(way.stops[1..].iter().all(|stop| stop.values.iter().all(|value| !value.changed)));
}

#[test]
fn each_hop_says_what_it_changed() {
    let trace = nets::web();
    let way = follow(&trace, first(&trace, "SYN"), Lang::En);
    let changed: Vec<usize> = way
        .stops
        .iter()
        .skip(1)
        .map(|stop| stop.values.iter().filter(|value| value.changed).count())
        .collect();
    // Switch, router (both MACs, TTL, checksum), switch.
    assert_eq!(changed, [0, 4, 0]);
    assert!(way.stops.iter().all(|stop| stop.fate == StopFate::Arrived));
}
