use super::*;

const FRAME: Frame = Frame { window: (800.0, 400.0), drawing: (1600.0, 600.0) };

fn near(a: (f64, f64), b: (f64, f64)) -> bool {
    (a.0 - b.0).abs() < 1e-6 && (a.1 - b.1).abs() < 1e-6
}

#[test]
fn all_of_it_is_seen_at_first_and_in_the_middle() {
    let (x, y, width, height) = Zoom::default().view_box(&FRAME);
    assert!(x <= 0.0 && x + width >= 1600.0);
    assert!(y <= 0.0 && y + height >= 600.0);
    assert!(near(Zoom::default().to_window(&FRAME, (800.0, 300.0)), (400.0, 200.0)));
}

#[test]
fn a_small_drawing_is_not_blown_up() {
    let frame = Frame { window: (800.0, 400.0), drawing: (200.0, 100.0) };
    let (.., width, height) = Zoom::default().view_box(&frame);
    assert!(near((width, height), (800.0, 400.0)));
}

#[test]
fn what_is_under_the_pointer_stays_there() {
    let pointer = (500.0, 180.0);
    let mut zoom = Zoom::default();
    for _ in 0..3 {
        let under = zoom.to_drawing(&FRAME, pointer);
        zoom = zoom.closer(&FRAME, 1.5, pointer);
        assert!(near(zoom.to_window(&FRAME, under), pointer), "{zoom:?}");
    }
}

#[test]
fn there_is_an_end_in_every_direction() {
    let far = Zoom::default().closer(&FRAME, 0.1, (0.0, 0.0));
    assert!(far.is_whole());
    assert!(near(far.middle, (0.5, 0.5)));
    let close = (0..40).fold(far, |zoom, _| zoom.closer(&FRAME, 1.5, (10.0, 10.0)));
    assert!((close.scale - CLOSEST).abs() < 1e-9);
    for by in [(1e6, 1e6), (-1e6, -1e6)] {
        let (x, y, width, height) = close.moved(&FRAME, by).view_box(&FRAME);
        assert!(
            x >= -1e-6 && y >= -1e-6 && x + width <= 1600.0 + 1e-6 && y + height <= 600.0 + 1e-6
        );
    }
}

#[test]
fn a_point_is_brought_into_sight() {
    let close = Zoom::default().closer(&FRAME, 4.0, (400.0, 200.0));
    let shown = close.showing(&FRAME, (1590.0, 590.0)).to_window(&FRAME, (1590.0, 590.0));
    assert!((0.0..=800.0).contains(&shown.0) && (0.0..=400.0).contains(&shown.1), "{shown:?}");
    assert!(close.showing(&FRAME, (800.0, 300.0)) == close, "what is seen does not move");
}

#[test]
fn arrows_walk_to_what_lies_that_way() {
    let points = [(0.0, 0.0), (100.0, 0.0), (210.0, 20.0), (100.0, 90.0), (0.0, 100.0)];
    let (right, left, up, down) = ((1.0, 0.0), (-1.0, 0.0), (0.0, -1.0), (0.0, 1.0));
    for (from, way, to) in [
        (0, right, Some(1)),
        (1, right, Some(2)),
        (2, right, None),
        (2, left, Some(1)),
        (1, down, Some(3)),
        (3, up, Some(1)),
        (3, left, Some(4)),
        (0, up, None),
    ] {
        assert_eq!(toward(&points, points[from], way), to, "{from} {way:?}");
    }
}
