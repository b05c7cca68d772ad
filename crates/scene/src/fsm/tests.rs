use super::*;
use crate::testing;

/// Points along an arrow's polyline, a pixel apart.
fn samples(points: &[Point]) -> Vec<Point> {
    let mut all = Vec::new();
    for pair in points.windows(2) {
        let length = pair[0].distance(pair[1]);
        let mut along = 0.0;
        while along < length {
            all.push(pair[0].toward(pair[1], along / length));
            along += 1.0;
        }
    }
    all
}

fn inside(point: Point, state: State) -> bool {
    let middle = place(state);
    (point.x - middle.x).abs() < HALF.x - 0.5 && (point.y - middle.y).abs() < HALF.y - 0.5
}

#[test]
fn no_two_states_overlap() {
    for (i, a) in State::ALL.into_iter().enumerate() {
        let p = place(a);
        assert!(p.x - HALF.x >= 0.0 && p.x + HALF.x <= SIZE.0);
        assert!(p.y - HALF.y >= 0.0 && p.y + HALF.y <= SIZE.1);
        for b in State::ALL.into_iter().skip(i + 1) {
            let q = place(b);
            let apart = (p.x - q.x).abs() >= HALF.x * 2.0 + 4.0;
            assert!(apart || (p.y - q.y).abs() >= HALF.y * 2.0 + 4.0, "{a} and {b}");
        }
    }
}

#[test]
fn no_arrow_runs_through_a_state() {
    for transition in TRANSITIONS {
        let (from, to) = (transition.from, transition.to);
        for point in samples(&routes::route(from, to)) {
            let hit = State::ALL.into_iter().find(|state| inside(point, *state));
            assert!(hit.is_none(), "{from} to {to} runs through {hit:?} at {point:?}");
            assert!(point.x >= 0.0 && point.x <= SIZE.0 && point.y >= 0.0 && point.y <= SIZE.1);
        }
    }
}

#[test]
fn arrows_begin_and_end_at_their_states() {
    let near = |point: Point, state: State| {
        let middle = place(state);
        let (x, y) = ((point.x - middle.x).abs(), (point.y - middle.y).abs());
        x <= HALF.x + 0.01 && y <= HALF.y + 0.01
    };
    for transition in TRANSITIONS {
        let way = routes::route(transition.from, transition.to);
        assert!(near(way[0], transition.from), "{transition:?}");
        assert!(near(way[way.len() - 1], transition.to), "{transition:?}");
    }
}

#[test]
fn every_declared_transition_is_drawn_once() {
    let drawing = state_diagram(&[], 0, Lang::En);
    let mut drawn: Vec<(State, State)> = drawing
        .shapes
        .iter()
        .filter_map(|shape| match shape {
            Shape::Group(Group { target: Some(Target::Transition { from, to }), .. }) => {
                Some((*from, *to))
            }
            _ => None,
        })
        .collect();
    let mut declared: Vec<_> = TRANSITIONS.iter().map(|t| (t.from, t.to)).collect();
    drawn.sort_unstable();
    declared.sort_unstable();
    declared.dedup();
    assert_eq!(drawn, declared);
}

#[test]
fn the_path_is_marked_and_the_last_transition_most() {
    let trace = testing::open_and_close();
    let sides = fsm_sides(&trace, &Snapshot::at(&trace, 5));
    assert_eq!(sides[0].path, [State::Closed, State::SynSent, State::Established]);
    assert!(sides[0].just_moved);
    let drawing = state_diagram(&sides, 0, Lang::En);
    let with = |class: &str| {
        let has = |shape: &&Shape| matches!(shape, Shape::Group(g) if g.class.contains(class));
        drawing.shapes.iter().filter(has).count()
    };
    assert_eq!(with("on"), 2);
    assert_eq!(with("last"), 1);
    assert_eq!(with("now"), 1);
    assert_eq!(with("was"), 2);
    assert_eq!(with("peer"), 2);
    assert_eq!(drawing.description, "Client: ESTABLISHED; Server: SYN-RECEIVED");
}

#[test]
fn an_unknown_state_has_no_marker() {
    let trace = testing::capture(3);
    let sides = fsm_sides(&trace, &Snapshot::at(&trace, 3));
    assert!(sides.iter().all(|side| side.now().is_none()));
    let drawing = state_diagram(&sides, 1, Lang::Zh);
    assert!(drawing.shapes.iter().all(|s| !matches!(s, Shape::Group(g) if g.key.0 == "p")));
}
