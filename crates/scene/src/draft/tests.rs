use super::{DraftCable, DraftNode, Mark, cable, node, places};
use crate::{Op, Shape, Target, at};
use wireglass_trace::{LinkId, NodeId, NodeKind};

fn pc() -> DraftNode {
    DraftNode {
        index: 3,
        kind: NodeKind::Host,
        name: "PC 1".to_owned(),
        lines: vec!["10.0.1.10/24".to_owned()],
        at: at(100.0, 80.0),
        selected: false,
        source: false,
        mark: Mark::Nothing,
        label: "PC 1".to_owned(),
    }
}

fn children(shape: &Shape) -> &[Shape] {
    match shape {
        Shape::Group(group) => &group.children,
        other => panic!("{other:?}"),
    }
}

fn texts(shape: &Shape) -> Vec<&str> {
    children(shape)
        .iter()
        .filter_map(|shape| match shape {
            Shape::Text(text) => Some(text.content.as_str()),
            _ => None,
        })
        .collect()
}

#[test]
fn a_node_shows_its_name_its_addresses_and_its_mark_and_can_be_chosen() {
    let shape = node(&pc());
    assert_eq!(texts(&shape), ["PC 1", "10.0.1.10/24"]);
    let Shape::Group(group) = &shape else { panic!("{shape:?}") };
    assert_eq!(group.target, Some(Target::Node(NodeId(3))));
    let wrong = node(&DraftNode { mark: Mark::Wrong, ..pc() });
    assert_eq!(texts(&wrong), ["PC 1", "10.0.1.10/24", "!"]);
    assert!(children(&node(&DraftNode { selected: true, ..pc() })).len() > children(&shape).len());
}

#[test]
fn twins_lie_side_by_side() {
    let one = |nth| DraftCable {
        index: nth,
        ends: [at(0.0, 0.0), at(200.0, 0.0)],
        ports: [Some("eth0".to_owned()), None],
        twins: (2, nth),
        selected: false,
        mark: Mark::Nothing,
        label: String::new(),
    };
    let height = |nth| {
        let shape = cable(&one(nth));
        let Shape::Group(group) = &shape else { panic!("{shape:?}") };
        assert_eq!(group.target, Some(Target::Link(LinkId::from_index(nth))));
        match &group.children[1] {
            Shape::Path { ops, .. } => match ops[1] {
                Op::Line(point) => point.y,
                other => panic!("{other:?}"),
            },
            other => panic!("{other:?}"),
        }
    };
    assert!((height(0) - height(1)).abs() > 10.0);
}

#[test]
fn who_has_a_place_keeps_it_and_the_others_stand_apart() {
    let known = [Some(at(300.0, 200.0)), None, None, None];
    let placed = places(&known, &[[0, 1], [1, 2], [2, 3]]);
    assert_eq!(placed[0], at(300.0, 200.0));
    for (index, place) in placed.iter().enumerate() {
        for other in &placed[index + 1..] {
            assert!(place.distance(*other) > 60.0, "{place:?} {other:?}");
        }
    }
}
