use super::*;
use crate::labs::Room;

fn parse(link: &str) -> (Place, Vec<Problem>) {
    match Room::parse(link) {
        (Room::Practice(place), problems) => (place, problems.to_vec()),
        _ => panic!("{link} is not a place of the exercises"),
    }
}

#[test]
fn a_full_link_says_the_same_after_a_round_trip() {
    for link in [
        "#/practice?kind=vlsm&level=3&seed=2026&n=17",
        "#/practice?kind=mix&level=1&seed=0&n=4294967295&sheet=100",
        "#/practice?kind=binary&level=2",
    ] {
        let (place, problems) = parse(link);
        assert_eq!((place.href().as_str(), problems), (link, Vec::new()));
    }
}

#[test]
fn every_kind_and_level_has_its_link() {
    for kind in Kind::ALL.into_iter().map(Some).chain([None]) {
        for level in Level::ALL {
            let place = Place { kind, level, number: 2, ..Place::default() }.in_set(5);
            assert_eq!(parse(&place.href()), (place, Vec::new()));
        }
    }
}

#[test]
fn what_is_left_out_is_filled_in() {
    let (place, problems) = parse("#/practice");
    assert_eq!(
        (place.kind, place.level, place.sheet, problems),
        (None, Level::First, None, vec![])
    );
    assert_eq!(place.with_seed(9).href(), "#/practice?kind=mix&level=1&seed=9");
    assert_eq!(place.with_seed(9).with_seed(8).seed(), 9);
    assert_eq!(place.at(0).number, 1);
    assert_eq!(place.at(3).as_sheet(5).as_desk(), place.at(3));
}

#[test]
fn each_broken_part_is_told_and_the_rest_is_kept() {
    let (place, problems) =
        parse("#/practice?kind=poems&level=4&seed=-1&n=0&sheet=101&nope=1&level=2");
    assert_eq!(place, Place { level: Level::Second, ..Place::default() });
    let bad = |name: &str, value: &str| -> Problem {
        LinkProblem::BadValue { name: name.into(), value: value.into() }.into()
    };
    let expected = [
        bad("kind", "poems"),
        bad("level", "4"),
        bad("seed", "-1"),
        bad("n", "0"),
        bad("sheet", "101"),
        Problem::Link(LinkProblem::UnknownParameter { name: "nope".into() }),
    ];
    assert_eq!(problems, expected);
}

#[test]
fn a_place_is_one_exercise() {
    let place = parse("#/practice?kind=subnet&level=2&seed=7&n=3").0;
    assert_eq!(place.exercise(), Exercise::new(Kind::Subnet, Level::Second, 7, 3));
    assert_ne!(place.exercise(), place.at(4).exercise());
    let mixed = parse("#/practice?kind=mix&level=2&seed=7&n=3").0;
    assert_eq!(mixed.exercise(), Exercise::mixed(Level::Second, 7, 3));
}
