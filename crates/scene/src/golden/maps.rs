//! Maps of small networks.

use super::{nets, same};
use crate::topology::plane::Box2;
use crate::{
    Anchor, Group, Moment, Shape, TopologyLayout, TopologyOptions, TopologyView, Traffic, measure,
    topology,
};
use wireglass_core::time::Duration;
use wireglass_trace::{FrameId, Snapshot, Trace, What};

/// Half-way through the flight of the `nth` frame that `wanted` holds for.
fn mid_flight(trace: &Trace, wanted: impl Fn(&str) -> bool, nth: usize) -> (Moment, FrameId) {
    let traffic = Traffic::new(trace);
    let frame = (0..trace.frames().len())
        .map(FrameId::from_index)
        .filter(|frame| wanted(&traffic.facts(*frame).label))
        .nth(nth)
        .expect("such a frame");
    let sent = trace.sent_at(frame);
    let end = trace.ended_at(frame).expect("it ends");
    let time = sent + Duration::from_nanos(end.since(sent).as_nanos() / 2);
    let position = trace.steps().partition_point(|step| step.time <= time);
    (Moment { position, time }, frame)
}

#[test]
fn maps_look_as_they_did() {
    for (name, trace, wanted, nth) in [
        ("hub", nets::hub(), "ARP", 1),
        ("web", nets::web(), "SYN", 2),
        ("home", nets::home(), "HTTP GET", 3),
        ("ring", nets::ring(), "Echo", 0),
        ("campus", nets::campus(), "Echo", 1),
        ("star", nets::star(8), "Echo", 1),
        ("row", nets::row(5), "Echo reply", 1),
        ("cable", nets::cable(), "Echo", 0),
    ] {
        let (moment, frame) = mid_flight(&trace, |label| label == wanted, nth);
        let view = TopologyView { moment, selected: Some(frame), ..TopologyView::at(&trace, 0) };
        let drawn = topology(&trace, &TopologyOptions::default(), &view);
        same(&format!("map-{name}"), &drawn.into_drawing());
    }
}

#[test]
fn a_lost_frame_breaks_off_and_a_flood_is_seen() {
    let trace = nets::hub();
    let lost = trace.events().iter().find_map(|event| match event.what {
        What::FrameLost { frame } => Some(frame),
        _ => None,
    });
    let frame = lost.expect("a loss");
    let end = trace.frame(frame).end.expect("it ended");
    let position = trace.step_of(end) + 1;
    let view = TopologyView::at(&trace, position);
    let options = TopologyOptions { interfaces: true, ..TopologyOptions::default() };
    same("map-lost", &topology(&trace, &options, &view).into_drawing());
}

/// Every text of a drawing with the box it takes, and every icon and cable.
fn texts(shapes: &[Shape], out: &mut Vec<(String, Box2)>) {
    for shape in shapes {
        match shape {
            Shape::Group(Group { children, .. }) => texts(children, out),
            Shape::Text(text) => {
                let (size, face) = match text.class.iter().next() {
                    Some("nn") => (13.0, measure::Face::Sans),
                    Some("net-name") => (12.0, measure::Face::Mono),
                    Some("port") => (10.0, measure::Face::Mono),
                    _ => (11.0, measure::Face::Mono),
                };
                let width = measure::text_width(&text.content, size, face);
                let left = match text.anchor {
                    Anchor::Start => text.at.x,
                    Anchor::Middle => text.at.x - width / 2.0,
                    Anchor::End => text.at.x - width,
                };
                let (top, bottom) = (text.at.y - size * 0.75, text.at.y + size * 0.2);
                out.push((text.content.clone(), Box2 { left, top, right: left + width, bottom }));
            }
            _ => {}
        }
    }
}

#[test]
fn labels_cover_neither_each_other_nor_cables_nor_icons() {
    for (name, trace) in nets::all() {
        for interfaces in [false, true] {
            for (width, height) in [(830.0, 470.0), (390.0, 500.0), (1400.0, 700.0)] {
                let options =
                    TopologyOptions { width, height, interfaces, ..TopologyOptions::default() };
                let layout = TopologyLayout::new(&trace, &options);
                let snapshot = Snapshot::at(&trace, 0);
                let view = TopologyView::at(&trace, 0);
                let ground = layout.ground(&trace, &Traffic::new(&trace), &snapshot, &view);
                let mut all = Vec::new();
                texts(&ground, &mut all);
                let what = format!("{name}, {width} wide, interfaces: {interfaces}");
                for (index, (text, it)) in all.iter().enumerate() {
                    assert!(
                        it.left >= 0.0 && it.right <= layout.width(),
                        "{what}: {text} is cut off"
                    );
                    assert!(
                        it.top >= 0.0 && it.bottom <= layout.height(),
                        "{what}: {text} is cut off"
                    );
                    for (other, its) in &all[index + 1..] {
                        assert!(!it.overlaps(*its), "{what}: {text} and {other}");
                    }
                    for link in 0..trace.links().len() {
                        let way = layout.link_way(wireglass_trace::LinkId::from_index(link));
                        assert!(!it.is_on(way), "{what}: {text} is on cable {link}");
                    }
                }
            }
        }
    }
}

/// A cable through somebody's icon would say that it ends there.
#[test]
fn no_cable_of_a_crowd_runs_through_another_pc() {
    for count in [13, 20, 24, 30, 31, 40, 48, 60] {
        let trace = nets::star(count);
        let layout = TopologyLayout::new(&trace, &TopologyOptions::default());
        let icon = |node: usize| {
            let id = wireglass_trace::NodeId::from_index(node);
            let half = crate::topology::icons::half(trace.node(id).kind);
            Box2::around(layout.node_at(id).expect("it stands somewhere"), half)
        };
        for (index, link) in trace.links().iter().enumerate() {
            let way = layout.link_way(wireglass_trace::LinkId::from_index(index));
            let ends = link.nodes().map(wireglass_trace::NodeId::index);
            for node in (0..trace.nodes().len()).filter(|node| !ends.contains(node)) {
                assert!(!icon(node).is_on(way), "{count}: cable {index} and node {node}: {way:?}");
            }
        }
    }
}

#[test]
fn areas_never_cross() {
    for (name, trace) in nets::all() {
        let layout = TopologyLayout::new(&trace, &TopologyOptions::default());
        let snapshot = Snapshot::at(&trace, 0);
        let ground =
            layout.ground(&trace, &Traffic::new(&trace), &snapshot, &TopologyView::at(&trace, 0));
        let mut areas = Vec::new();
        for shape in &ground {
            let Shape::Group(Group { children, .. }) = shape else { continue };
            for child in children {
                if let Shape::Rect { at, width, height, class, .. } = child
                    && class.contains("net-area")
                {
                    areas.push(Box2 {
                        left: at.x,
                        top: at.y,
                        right: at.x + width,
                        bottom: at.y + height,
                    });
                }
            }
        }
        assert!(!areas.is_empty(), "{name}");
        for (index, it) in areas.iter().enumerate() {
            for other in &areas[index + 1..] {
                assert!(!it.overlaps(*other), "{name}: {it:?} and {other:?}");
            }
        }
    }
}

/// The first frame with a label that a node sent.
pub(super) fn sent(trace: &Trace, label: &str, node: usize) -> FrameId {
    let traffic = Traffic::new(trace);
    (0..trace.frames().len())
        .map(FrameId::from_index)
        .find(|id| traffic.facts(*id).label == label && trace.frame(*id).from.index() == node)
        .expect("such a frame")
}

#[test]
fn layers_look_as_they_did() {
    use crate::layers::{Wrapping, encapsulation, frame_layers, hop_layers, hop_of};
    use wireglass_text::Lang;
    let (web, home, datagrams) = (nets::web(), nets::home(), nets::datagrams());
    let hop = |trace: &Trace, label: &str, node: usize, width: f64| {
        let hop = hop_of(trace, sent(trace, label, node)).expect("a hop");
        hop_layers(trace, hop, width, Lang::En)
    };
    same("layers-router", &hop(&web, "SYN", 5, 520.0));
    same("layers-switch", &hop(&web, "ARP", 4, 340.0));
    same("layers-translator", &hop(&home, "SYN", 4, 520.0));
    let error = sent(&datagrams, "Unreachable", 3);
    same("layers-quoted", &frame_layers(&datagrams, error, 300.0, Lang::Zh));
    let get = sent(&web, "HTTP GET", 0);
    for (name, wrapping, lit) in
        [("put-on", Wrapping::PutOn, 1), ("taken-off", Wrapping::TakenOff, 2)]
    {
        let drawn = encapsulation(&web, get, wrapping, Some(lit), 520.0, Lang::En);
        same(&format!("layers-{name}"), &drawn);
    }
}

#[test]
fn ways_look_as_they_did() {
    use crate::follow::follow_drawing;
    use wireglass_core::time::Instant;
    use wireglass_text::Lang;
    let (web, home, hub) = (nets::web(), nets::home(), nets::hub());
    for (name, trace, frame, part) in [
        ("router", &web, sent(&web, "SYN", 5), 100),
        ("translator", &home, sent(&home, "HTTP GET", 0), 1),
        ("flood", &web, sent(&web, "ARP", 0), 100),
        ("lost", &hub, sent(&hub, "Echo", 0), 100),
    ] {
        let now = if part == 100 { Instant::from_nanos(u64::MAX) } else { trace.sent_at(frame) };
        let drawn = follow_drawing(trace, &Traffic::new(trace), frame, now, 560.0, Lang::En);
        same(&format!("way-{name}"), &drawn);
    }
}

#[test]
fn stacks_look_as_they_did() {
    use crate::stack::stack;
    use wireglass_text::Lang;
    let (web, home, hub) = (nets::web(), nets::home(), nets::hub());
    for (name, trace, label, node, width, lang) in [
        ("router", &web, "SYN", 4, 760.0, Lang::En),
        ("get", &web, "HTTP GET", 6, 900.0, Lang::Zh),
        ("arp", &web, "ARP", 4, 500.0, Lang::En),
        ("translator", &home, "SYN", 3, 900.0, Lang::En),
        ("hub", &hub, "ARP reply", 3, 500.0, Lang::En),
    ] {
        let frame = sent(trace, label, node);
        // At the step in which it arrives.
        let end = trace.frame(frame).end.expect("it ends");
        let position = trace.step_of(end) + 1;
        let traffic = Traffic::new(trace);
        let drawn = stack(trace, &traffic, position, Some(frame), width, lang);
        same(&format!("stack-{name}"), &drawn.expect("a frame"));
    }
}

#[test]
fn ladders_of_networks_look_as_they_did() {
    use crate::{Filter, LadderOptions, Protocol, View, ladder};
    let (web, home, hub, ring) = (nets::web(), nets::home(), nets::hub(), nets::ring());
    let folded = Filter { hide_link_devices: true, ..Filter::default() };
    let flow = Some(sent(&home, "SYN", 0));
    for (name, trace, filter) in [
        ("hops", &hub, Filter::default()),
        ("folded", &web, folded),
        ("flow", &home, Filter { flow, ..folded }),
        ("icmp", &ring, Filter { only: Some(Protocol::Icmp), ..folded }),
    ] {
        let options = LadderOptions { filter, ..LadderOptions::default() };
        let view = View { position: trace.steps().len() * 2 / 3, ..View::default() };
        same(&format!("ladder-{name}"), &ladder(trace, &options, &view).into_drawing());
    }
}
