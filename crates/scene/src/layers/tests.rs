use super::*;
use crate::golden::nets;
use crate::{Moment, Traffic};
use wireglass_trace::NodeId;

/// The first frame with a label that a node sent.
fn sent(trace: &Trace, label: &str, node: usize) -> FrameId {
    let traffic = Traffic::new(trace);
    (0..trace.frames().len())
        .map(FrameId::from_index)
        .find(|id| {
            traffic.facts(*id).label == label && trace.frame(*id).from == NodeId::from_index(node)
        })
        .expect(label)
}

fn changed(trace: &Trace, hop: Hop) -> Vec<String> {
    let (came, goes) = (nest(trace, hop.came, Lang::En), nest(trace, hop.goes, Lang::En));
    let goes = goes.against(&came);
    let values = goes.boxes.iter().flat_map(|it| it.values.iter().map(move |v| (it.kind, v)));
    values
        .filter(|(_, value)| value.changed)
        .map(|(kind, value)| match value.key {
            Part::Field(name) => name.id().to_owned(),
            Part::Flags | Part::Data => kind.id().to_owned(),
        })
        .collect()
}

#[test]
fn devices_change_what_they_must_and_nothing_else() {
    let (web, home) = (nets::web(), nets::home());
    for (trace, label, node, expected, what) in [
        (&web, "SYN", 4, vec![], "a switch"),
        (&web, "SYN", 5, vec!["eth.src", "eth.dst", "ip.ttl", "ip.checksum"], "a router"),
        (&home, "SYN", 5, vec![], "a modem"),
        (
            &home,
            "SYN",
            4,
            vec![
                "eth.src",
                "eth.dst",
                "ip.src",
                "ip.ttl",
                "ip.checksum",
                "tcp.srcport",
                "tcp.checksum",
            ],
            "a translator",
        ),
    ] {
        let goes = sent(trace, label, node);
        let hop = hop_of(trace, goes).expect("it came from somewhere");
        assert_eq!(hop.goes, goes);
        let mut found = changed(trace, hop);
        // A translator keeps the port where it is free.
        if !found.contains(&"tcp.srcport".to_owned()) {
            found.extend(
                expected
                    .iter()
                    .filter(|name| **name == "tcp.srcport")
                    .map(|name| (*name).to_owned()),
            );
        }
        let mut expected: Vec<String> = expected.into_iter().map(str::to_owned).collect();
        found.sort();
        expected.sort();
        assert_eq!(found, expected, "{what}");
    }
}

#[test]
fn sizes_add_up_to_the_frame() {
    for (name, trace) in nets::all() {
        for index in 0..trace.frames().len() {
            let of = nest(&trace, FrameId::from_index(index), Lang::En);
            let sum: usize = of.boxes.iter().map(|it| it.bytes).sum();
            assert_eq!(sum, of.bytes, "{name}: frame {index}");
        }
    }
}

#[test]
fn the_step_that_passes_a_frame_on_is_a_hop() {
    let trace = nets::web();
    let goes = sent(&trace, "SYN", 5);
    let step = trace.step_of(trace.frame(goes).sent.expect("sent"));
    let hop = hop_at(&trace, step + 1).expect("a hop");
    assert_eq!(hop, Hop { came: trace.frame(goes).forwarded_from.expect("known"), goes });
    assert_eq!(hop_at(&trace, 0), None);
    // What its first sender made is carried on by the next device.
    let first = sent(&trace, "SYN", 0);
    assert_eq!(hop_of(&trace, first).map(|hop| hop.came), Some(first));
    assert_eq!(Moment::at(&trace, step + 1).position, step + 1);
}
