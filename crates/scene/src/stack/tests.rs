use super::*;
use crate::golden::nets;
use wireglass_trace::NodeId;

fn sent(trace: &Trace, label: &str, node: usize) -> FrameId {
    let traffic = Traffic::new(trace);
    (0..trace.frames().len())
        .map(FrameId::from_index)
        .find(|id| {
            traffic.facts(*id).label == label && trace.frame(*id).from == NodeId::from_index(node)
        })
        .expect(label)
}

#[test]
fn how_far_up_each_stack_is_gone() {
    use Level::{Application, Link, Network, Transport};
    use Reach::{Down, Through, Up};
    let (web, home, hub, udp) = (nets::web(), nets::home(), nets::hub(), nets::datagrams());
    for (trace, label, node, expected) in [
        (
            &web,
            "SYN",
            0,
            vec![Down(Transport), Through(Link), Through(Network), Through(Link), Up(Transport)],
        ),
        (
            &web,
            "HTTP GET",
            0,
            vec![
                Down(Application),
                Through(Link),
                Through(Network),
                Through(Link),
                Up(Application),
            ],
        ),
        (&web, "ARP", 0, vec![Down(Network), Through(Link), Up(Network)]),
        (
            &home,
            "SYN",
            0,
            vec![
                Down(Transport),
                Through(Link),
                Through(Network),
                Through(Link),
                Through(Link),
                Through(Network),
                Up(Transport),
            ],
        ),
        (&hub, "ARP reply", 1, vec![Down(Network), Through(Link), Up(Network)]),
        (
            &udp,
            "Unreachable",
            3,
            vec![Down(Network), Through(Link), Through(Network), Through(Link), Up(Network)],
        ),
    ] {
        let frame = sent(trace, label, node);
        let columns = way::columns(trace, trace.steps().len(), frame);
        let reaches: Vec<Reach> = columns.iter().map(|column| column.reach).collect();
        assert_eq!(reaches, expected, "{label}");
    }
}

/// Each step of a packet's way lights the stack where it happens, and no other.
#[test]
fn the_layer_that_works_is_lit() {
    let trace = nets::web();
    let syn = sent(&trace, "SYN", 0);
    let columns = way::columns(&trace, trace.steps().len(), syn);
    for (index, column) in columns.iter().enumerate().skip(1) {
        let end = trace.frame(column.came.expect("it came in")).end.expect("arrived");
        let position = trace.step_of(end) + 1;
        let now = way::columns(&trace, position, syn);
        for (other, column) in now.iter().enumerate() {
            assert_eq!(column.lit.is_some(), other == index, "step {position}, column {other}");
            assert_eq!(column.arrived, other <= index, "step {position}, column {other}");
        }
        assert_eq!(
            now[index].lit,
            Some((Level::Link, column.reach.top())),
            "step {position}: {:?}",
            column.reach
        );
    }
}

#[test]
fn every_step_of_every_network_can_be_drawn() {
    for (name, trace) in nets::all() {
        let traffic = Traffic::new(&trace);
        for position in 0..=trace.steps().len() {
            let Some(drawn) = stack(&trace, &traffic, position, None, 500.0, Lang::En) else {
                assert!(way::frame_of_step(&trace, position).is_none(), "{name} at {position}");
                continue;
            };
            assert!(drawn.width >= 500.0 && drawn.height > 100.0, "{name} at {position}");
        }
    }
}
