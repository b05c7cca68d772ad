use super::*;
use crate::testing::everything;

fn options(topic: Topic) -> PlotOptions {
    PlotOptions { width: 800.0, height: 180.0, topic, lang: Lang::En }
}

fn layouts() -> Vec<(String, Trace, PlotLayout)> {
    let mut all = Vec::new();
    for (name, trace) in everything() {
        for topic in PlotLayout::topics(&trace) {
            let layout = PlotLayout::new(&trace, options(topic)).expect("a topic it knows");
            all.push((format!("{name} {}", topic.id()), trace.clone(), layout));
        }
    }
    all
}

fn points(shape: &Shape, out: &mut Vec<(f64, f64)>) {
    let mut take = |p: &crate::Point| out.push((p.x, p.y));
    match shape {
        Shape::Group(group) => group.children.iter().for_each(|child| points(child, out)),
        Shape::Line { from, to, .. } => [from, to].into_iter().for_each(take),
        Shape::Path { ops, .. } => {
            for op in ops {
                match op {
                    Op::Move(p) | Op::Line(p) => take(p),
                    Op::Quad(c, p) => [c, p].into_iter().for_each(&mut take),
                    Op::Close => {}
                }
            }
        }
        Shape::Circle { at, .. } | Shape::Arc { at, .. } | Shape::Rect { at, .. } => take(at),
        Shape::Text(text) => take(&text.at),
    }
}

#[test]
fn everything_drawn_lies_inside_of_the_picture() {
    for (name, trace, layout) in layouts() {
        for position in 0..=trace.steps().len() {
            let mut all = Vec::new();
            let drawing = layout.draw(&trace, position, Some(position));
            drawing.shapes.iter().for_each(|shape| points(shape, &mut all));
            for (x, y) in all {
                assert!((0.0..=800.0).contains(&x), "{name}: x {x}");
                assert!((0.0..=180.0).contains(&y), "{name}: y {y}");
            }
        }
    }
}

#[test]
fn time_runs_to_the_right_and_every_step_can_be_pointed_at() {
    for (name, trace, layout) in layouts() {
        let place = |position| layout.scale.y(trace.time_at(position));
        for position in 1..=trace.steps().len() {
            assert!(place(position) >= place(position - 1), "{name}");
            let found = layout.position_at(&trace, place(position));
            let (found, wanted) = (trace.time_at(found), trace.time_at(position));
            assert!((layout.scale.y(found) - layout.scale.y(wanted)).abs() < 0.01, "{name}");
        }
        assert_eq!(layout.position_at(&trace, -1e9), 0, "{name}");
        assert_eq!(layout.position_at(&trace, 1e9), trace.steps().len(), "{name}");
    }
}

#[test]
fn readings_are_what_the_snapshot_says() {
    use wireglass_trace::Snapshot;
    let (_, trace, layout) = layouts().pop().expect("the course has plots");
    for position in 0..=trace.steps().len() {
        let snapshot = Snapshot::at(&trace, position);
        for series in &layout.series {
            let Measure::Variable(variable) = series.measure else { continue };
            let socket = crate::primary_socket(&trace, &snapshot, series.node);
            let known = socket.and_then(|socket| snapshot.socket(socket).variable(variable));
            if let Some(value) = series.at(position) {
                assert_eq!(known.map(|now| now.value), Some(value));
            }
        }
    }
}

#[test]
fn a_staircase_lifts_its_pen_where_there_is_no_value() {
    let ops = staircase(&[(1.0, Some(9.0)), (2.0, None), (3.0, Some(5.0))], 4.0);
    let path = crate::path_data(&ops);
    assert_eq!(path, "M1 9L2 9M3 5L4 5");
}

#[test]
fn a_capture_has_no_congestion_window_to_show() {
    let capture = crate::testing::capture(40);
    assert!(!PlotLayout::topics(&capture).contains(&Topic::Congestion));
}
