use super::*;
use crate::testing;
use crate::{Group, Op, Point};

fn all(trace: &Trace, position: usize) -> Ladder {
    let view = View { position, ..View::default() };
    ladder(trace, &LadderOptions::default(), &view)
}

/// Calls `see` with every point of a drawing.
fn points(shapes: &[Shape], see: &mut impl FnMut(Point)) {
    for shape in shapes {
        match shape {
            Shape::Group(group) => points(&group.children, see),
            Shape::Line { from, to, .. } => [*from, *to].into_iter().for_each(&mut *see),
            Shape::Path { ops, .. } => {
                for op in ops {
                    match *op {
                        Op::Move(p) | Op::Line(p) => see(p),
                        Op::Quad(c, p) => [c, p].into_iter().for_each(&mut *see),
                        Op::Close => {}
                    }
                }
            }
            Shape::Rect { at, width, height, .. } => {
                assert!(*width >= 0.0 && *height >= 0.0, "{shape:?}");
                see(*at);
                see(crate::at(at.x + width, at.y + height));
            }
            Shape::Circle { at, radius, .. } | Shape::Arc { at, radius, .. } => {
                see(crate::at(at.x - radius, at.y - radius));
                see(crate::at(at.x + radius, at.y + radius));
            }
            Shape::Text(text) => see(text.at),
        }
    }
}

fn groups<'a>(shapes: &'a [Shape], prefix: &str) -> Vec<&'a Group> {
    shapes
        .iter()
        .filter_map(|shape| match shape {
            Shape::Group(group) if group.key.0 == prefix => Some(group),
            _ => None,
        })
        .collect()
}

#[test]
fn everything_lies_within_the_drawing() {
    for (name, trace) in testing::everything() {
        for (width, compact) in [(900.0, false), (640.0, false), (390.0, true)] {
            for position in 0..=trace.steps().len() {
                let options = LadderOptions { width, compact, ..LadderOptions::default() };
                let drawn = ladder(&trace, &options, &View { position, ..View::default() });
                let height = drawn.height;
                assert!(drawn.now_y > drawn.header_height && drawn.now_y < height);
                let mut see = |p: Point| {
                    assert!(p.x.is_finite() && p.y.is_finite(), "{name}: {p:?}");
                    let inside = p.x >= -0.5 && p.x <= width + 0.5 && p.y >= 0.0 && p.y <= height;
                    assert!(inside, "{name} at {width}, {position}: {p:?} not in {height}");
                };
                points(&drawn.header, &mut see);
                points(&drawn.body, &mut see);
            }
        }
    }
}

#[test]
fn keys_are_unique_among_siblings() {
    fn check(shapes: &[Shape]) {
        let mut keys = Vec::new();
        for shape in shapes {
            if let Shape::Group(group) = shape {
                assert!(!keys.contains(&group.key), "{}", group.key);
                keys.push(group.key);
                check(&group.children);
            }
        }
    }
    for (_, trace) in testing::everything() {
        let drawn = all(&trace, trace.steps().len() / 2);
        check(&drawn.header);
        check(&drawn.body);
    }
}

#[test]
fn a_position_is_the_same_however_it_was_reached() {
    let trace = testing::troubles();
    let layout = LadderLayout::new(&trace, &LadderOptions::default());
    let mut snapshot = Snapshot::start(&trace);
    for position in 0..=trace.steps().len() {
        snapshot.advance(&trace, position);
        let view = View { position, ..View::default() };
        assert_eq!(layout.draw_with(&trace, &snapshot, &view), all(&trace, position));
    }
}

#[test]
fn the_present_never_goes_up() {
    for (name, trace) in testing::everything() {
        let layout = LadderLayout::new(&trace, &LadderOptions::default());
        let rows: Vec<f64> =
            (0..=trace.steps().len()).map(|p| layout.position_y(&trace, p)).collect();
        assert!(rows.windows(2).all(|pair| pair[0] <= pair[1]), "{name}: {rows:?}");
        for position in 0..trace.steps().len() {
            let half = f64::midpoint(rows[position], rows[position + 1]);
            let moment = layout.scale.time(half);
            let y = layout.now_y(&trace, position, Some(moment));
            assert!(y >= rows[position] && y <= rows[position + 1], "{name} at {position}");
        }
    }
}

#[test]
fn time_that_is_idle_is_elided_and_what_remains_is_linear() {
    let trace = testing::open_and_close();
    let layout = LadderLayout::new(&trace, &LadderOptions::default());
    assert!(layout.height < 1000.0, "four minutes beside 34 ms: {}", layout.height);
    assert_eq!(layout.scale.knots().iter().filter(|knot| knot.after_break).count(), 1);
    // Three flights of 34 ms, of the same height.
    let falls: Vec<f64> = layout.arrows[..3].iter().map(|a| a.tip.y - a.start.y).collect();
    assert!(falls.iter().all(|fall| (fall - falls[0]).abs() < 4.0), "{falls:?}");
}

#[test]
fn the_future_is_faded_and_the_past_is_not() {
    let trace = testing::open_and_close();
    for position in 0..=trace.steps().len() {
        let drawn = all(&trace, position);
        let sent = groups(&drawn.body, "f").iter().filter(|g| !g.class.contains("future")).count();
        let expected = trace
            .frames()
            .iter()
            .filter(|frame| frame.sent.is_some_and(|sent| trace.step_of(sent) < position))
            .count();
        assert_eq!(sent, expected, "at {position}");
    }
}

#[test]
fn a_frame_under_way_is_drawn_as_far_as_it_is() {
    let trace = testing::open_and_close();
    let layout = LadderLayout::new(&trace, &LadderOptions::default());
    // The SYN is sent in the third step at 14 ms and arrives at 48 ms.
    let view = View { position: 3, now: Some(Instant::from_nanos(31_000_000)), ..View::default() };
    let drawn = layout.draw(&trace, &view);
    let arrows = groups(&drawn.body, "f");
    let syn = arrows.first().expect("the SYN");
    let ahead = groups(&syn.children, "ahead");
    assert_eq!(ahead.len(), 1);
    let mut lowest = f64::NEG_INFINITY;
    let wires: Vec<Shape> = syn
        .children
        .iter()
        .filter(|s| matches!(s, Shape::Line { class, .. } if class.contains("wire")))
        .cloned()
        .collect();
    points(&wires, &mut |p| lowest = lowest.max(p.y));
    assert!((lowest - drawn.now_y).abs() < 0.1, "{lowest} and {}", drawn.now_y);
    // 17 of 34 ms: half way.
    let arrow = &layout.arrows[0];
    assert!((drawn.now_y - f64::midpoint(arrow.start.y, arrow.tip.y)).abs() < 0.5);
}

#[test]
fn arp_can_be_hidden_and_hosts_without_frames_stay() {
    let trace = testing::lost_syn();
    let options = LadderOptions { hide_arp: true, ..LadderOptions::default() };
    let drawn = ladder(&trace, &options, &View::default());
    assert_eq!(groups(&drawn.body, "f").len(), trace.frames().len());
    assert_eq!(groups(&drawn.header, "host").len(), 2);
}

#[test]
fn an_empty_trace_draws_nothing_much() {
    let drawn = all(&Trace::default(), 7);
    assert!(drawn.header.is_empty());
    assert!(drawn.height > 0.0);
}

#[test]
fn height_can_be_fitted() {
    let trace = testing::open_and_close();
    let natural = LadderLayout::new(&trace, &LadderOptions::default()).height;
    for wanted in [natural * 0.95, natural * 1.2] {
        let options = LadderOptions { fit_height: Some(wanted), ..LadderOptions::default() };
        let fitted = LadderLayout::new(&trace, &options).height;
        assert!((fitted - wanted).abs() < 1.0, "{fitted} for {wanted}");
    }
}

#[test]
fn only_what_is_visible_is_drawn() {
    let trace = testing::capture(20_000);
    let layout = LadderLayout::new(&trace, &LadderOptions::default());
    let middle = layout.height / 2.0;
    let window = middle..middle + 900.0;
    let view = |visible| View { position: 10_000, visible, ..View::default() };
    let snapshot = Snapshot::at(&trace, 10_000);
    let some = layout.draw_with(&trace, &snapshot, &view(Some(window.clone())));
    let every = layout.draw_with(&trace, &snapshot, &view(None));
    assert!((some.height - every.height).abs() < 1e-9);
    let (few, many) = (groups(&some.body, "f"), groups(&every.body, "f"));
    assert_eq!(many.len(), 20_000);
    assert!(few.len() > 10 && few.len() < 60, "{}", few.len());
    // What is drawn is what would have been drawn anyway.
    for group in &few {
        assert!(many.contains(group));
    }
    // And nothing that touches the window is missing.
    for (arrow, group) in layout.arrows.iter().zip(&many) {
        if arrow.tip.y > window.start && arrow.start.y < window.end {
            assert!(few.contains(group));
        }
    }
}

#[test]
fn a_capture_midway_has_unknown_states() {
    let drawn = all(&testing::capture(5), 0);
    let lanes = groups(&drawn.body, "lane");
    assert_eq!(lanes.len(), 2);
    for lane in lanes {
        let stretch = groups(&lane.children, "s");
        assert!(stretch.iter().all(|s| s.class.contains("st-unknown")));
    }
}

#[test]
fn running_timers_are_arcs() {
    fn arcs(shapes: &[Shape]) -> Vec<f64> {
        let mut found = Vec::new();
        for shape in shapes {
            match shape {
                Shape::Group(group) => found.extend(arcs(&group.children)),
                Shape::Arc { sweep, .. } => found.push(*sweep),
                _ => {}
            }
        }
        found
    }
    let trace = testing::lost_syn();
    // Sent at 10 ms with a second to go; lost at 30 ms.
    let sweeps = arcs(&all(&trace, 3).body);
    assert_eq!(sweeps.len(), 1);
    assert!((sweeps[0] - 0.98).abs() < 1e-9, "{sweeps:?}");
}
