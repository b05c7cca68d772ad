use super::{Address, Program, Route};
use crate::state::{LessonLink, Problem, Stage};
use wireglass_course::cards;
use wireglass_text::LinkProblem;

/// A link with everything in it.
const FULL: &str = "#/lesson/lost-syn?variant=short&set.delay=80ms&set.loss=5%25\
    &if=4:drop:1,1.9:delay:5:80ms,2:twice:0:1500us,3:flip:2:40:80,5:close:0,6:abort:1,7:off:0,8:on:0\
    &future=2&step=12&view=compare&rel=1&noarp=1&embed=1";

#[test]
fn a_full_link_says_the_same_after_a_round_trip() {
    let (route, problems) = Route::parse(FULL);
    assert_eq!(problems, []);
    let Route::Lesson(link) = &route else { panic!("{route:?}") };
    assert_eq!(link.what_ifs.len(), 8);
    assert_eq!(link.settings, [("delay".into(), "80ms".into()), ("loss".into(), "5%".into())]);
    assert_eq!((link.future, link.step, link.stage), (2, 12, Some(Stage::Compare)));
    let href = route.href();
    assert_eq!(href, FULL);
    assert_eq!(Route::parse(&href), (route, Vec::new()));
}

#[test]
fn what_is_usual_is_left_out() {
    let link = LessonLink::to("open-and-close");
    assert_eq!(Route::Lesson(link).href(), "#/lesson/open-and-close");
}

#[test]
fn every_page_is_found_again() {
    for route in [Route::Home, Route::Capture, Route::Conversation(7), Route::Help] {
        assert_eq!(Route::parse(&route.href()), (route, Vec::new()));
    }
    for labs in ["#/proof", "#/addresses?a=10.0.0.1%2F8", "#/practice?n=3"] {
        assert_eq!(Route::parse(labs), (Route::OfLabs, Vec::new()), "{labs}");
    }
    for nothing in ["", "#", "#/"] {
        assert_eq!(Route::parse(nothing), (Route::Home, Vec::new()));
    }
}

#[test]
fn each_broken_part_is_told_and_the_rest_is_kept() {
    let (route, problems) = Route::parse(
        "#/lesson/x?step=minus&view=sideways&rel=2&nope=1&if=1:drop:0,foo,2:drop:9z&future=1",
    );
    let Route::Lesson(link) = route else { panic!("{route:?}") };
    assert_eq!(link.what_ifs.len(), 1);
    assert_eq!(link.future, 1);
    let bad = |name: &str, value: &str| -> Problem {
        LinkProblem::BadValue { name: name.into(), value: value.into() }.into()
    };
    let what_if = |text: &str| Problem::Link(LinkProblem::UnknownWhatIf { text: text.into() });
    let unknown = Problem::Link(LinkProblem::UnknownParameter { name: "nope".into() });
    let expected = [
        bad("step", "minus"),
        bad("view", "sideways"),
        bad("rel", "2"),
        unknown,
        what_if("foo"),
        what_if("2:drop:9z"),
    ];
    assert_eq!(problems, expected);
}

#[test]
fn what_ifs_that_say_too_much_or_too_little_are_not_guessed() {
    for text in [
        "drop:1",
        "1:drop",
        "1:drop:1:2",
        "1:delay:1",
        "1:delay:1:5",
        "1:delay:1:5parsec",
        "1:flip:1:2",
        "1:flip:1:2:zz",
        "x.1:drop:1",
        "1:close:70000",
        "-1:drop:0",
        ":::",
        "1:delay:1:99999999999999999999ms",
    ] {
        let (_, problems) = Route::parse(&format!("#/lesson/x?if={text}"));
        assert_eq!(problems.len(), 1, "{text}");
    }
}

#[test]
fn an_unknown_page_leads_home_and_says_so() {
    let (route, problems) = Route::parse("#/nowhere/at/all?x=1");
    assert_eq!((route, problems), (Route::Home, vec![Problem::NoSuchPage]));
}

#[test]
fn whatever_stands_behind_the_hash_does_no_harm() {
    for text in [
        "#%",
        "#/lesson/%E4%B8?%=%",
        "#/lesson/?&&==&",
        "#/lesson/a%2",
        "#?",
        "#/lesson/中文?if=中",
    ] {
        let _ = Route::parse(text);
    }
}

#[test]
fn the_script_that_starts_the_programs_knows_the_same_lessons() {
    let script = include_str!("../../../static/programs.js");
    let (_, list) = script.split_once("NETWORKS = new Set([").expect("the list");
    let (list, _) = list.split_once("]);").expect("its end");
    let listed = list.split(',').map(|id| id.trim().trim_matches('"'));
    let listed: Vec<_> = listed.filter(|id| !id.is_empty()).collect();
    let known: Vec<_> =
        cards().iter().filter(|card| card.chapter.is_of_networks()).map(|card| card.id).collect();
    assert_eq!(listed, known, "NETWORKS in static/programs.js");
    for card in cards() {
        let program = Address::parse(&format!("#/lesson/{}?step=3", card.id)).program();
        let expected = if listed.contains(&card.id) { Program::Networks } else { Program::Player };
        assert_eq!(program, expected, "{}", card.id);
    }
    assert_eq!(Address::parse("#/addresses").program(), Program::Labs);
    assert_eq!(Address::parse("").program(), Program::Player);
}
