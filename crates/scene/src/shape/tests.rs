use super::*;
use proptest::prelude::*;

#[test]
fn numbers_are_written_in_tenths() {
    let cases = [
        (0.0, "0"),
        (-0.04, "0"),
        (0.05, "0.1"),
        (1.0, "1"),
        (12.34, "12.3"),
        (-12.35, "-12.4"),
        (1e6, "1000000"),
    ];
    for (value, text) in cases {
        assert_eq!(num(value).to_string(), text);
    }
    assert_eq!(fine(0.123_45).to_string(), "0.1235");
    assert_eq!(fine(0.05).to_string(), "0.05");
    assert_eq!(fine(-1.0).to_string(), "-1");
}

#[test]
fn text_along_a_line_is_a_matrix() {
    let mut text = Text::new(at(10.0, 20.0), Anchor::Middle, Classes::of("lab"), "SYN");
    assert_eq!(text.matrix(), None);
    text.along = Some(at(0.0, 0.0).direction(at(3.0, 4.0)));
    assert_eq!(text.matrix().as_deref(), Some("matrix(0.6 0.8 -0.8 0.6 10 20)"));
}

#[test]
fn paths_are_written_as_svg_has_them() {
    let ops = [
        Op::Move(at(0.0, 0.0)),
        Op::Line(at(1.5, 2.0)),
        Op::Quad(at(2.0, 2.0), at(3.0, 3.25)),
        Op::Close,
    ];
    assert_eq!(path_data(&ops), "M0 0L1.5 2Q2 2 3 3.3Z");
}

proptest! {
    #[test]
    fn a_number_is_within_half_a_tenth(value in -1e6_f64..1e6) {
        let written: f64 = num(value).to_string().parse().expect("a number");
        prop_assert!((written - value).abs() <= 0.050_001);
    }

    #[test]
    fn directions_have_length_one(x in -1e3_f64..1e3, y in -1e3_f64..1e3) {
        let unit = at(0.0, 0.0).direction(at(x, y));
        prop_assert!((unit.x * unit.x + unit.y * unit.y - 1.0).abs() < 1e-9);
    }
}
