use super::Sight;

const WINDOW: (f64, f64) = (800.0, 500.0);

fn near(a: (f64, f64), b: (f64, f64)) -> bool {
    (a.0 - b.0).abs() < 1e-6 && (a.1 - b.1).abs() < 1e-6
}

#[test]
fn all_of_it_is_seen_and_never_larger_than_life() {
    for points in [
        vec![(0.0, 0.0)],
        vec![(100.0, 100.0), (300.0, 200.0)],
        vec![(-4000.0, 20.0), (900.0, 3000.0), (10.0, -900.0)],
    ] {
        let sight = Sight::fitting(&points, WINDOW);
        assert!(sight.scale <= 1.0);
        for point in points {
            let (x, y) = sight.to_window(point);
            assert!((0.0..=WINDOW.0).contains(&x) && (0.0..=WINDOW.1).contains(&y), "{x} {y}");
        }
    }
    assert_eq!(Sight::fitting(&[], WINDOW), Sight::default());
}

#[test]
fn what_is_under_the_pointer_stays_there() {
    let mut sight = Sight::default();
    for (by, at) in
        [(1.4, (30.0, 40.0)), (0.5, (700.0, 10.0)), (100.0, (1.0, 1.0)), (1e-9, (5.0, 5.0))]
    {
        let held = sight.to_plane(at);
        sight = sight.closer(by, at);
        assert!(near(sight.to_plane(at), held));
    }
}

#[test]
fn there_and_back_is_where_it_was() {
    let sight = Sight::default().closer(1.7, (3.0, 4.0)).moved((20.0, -7.0));
    assert!(near(sight.to_window(sight.to_plane((123.0, 456.0))), (123.0, 456.0)));
}

#[test]
fn a_point_outside_comes_into_sight_and_one_inside_moves_nothing() {
    let sight = Sight::default();
    assert_eq!(sight.showing((400.0, 250.0), WINDOW), sight);
    let (x, y) = sight.showing((5000.0, -3000.0), WINDOW).to_window((5000.0, -3000.0));
    assert!((0.0..=WINDOW.0).contains(&x) && (0.0..=WINDOW.1).contains(&y));
}
