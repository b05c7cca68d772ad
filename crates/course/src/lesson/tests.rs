use super::*;
use crate::error::CallProblem;
use crate::settings::ISN_STEP;
use wireglass_sim::{Isn, Recording, ScenarioError};

const GOOD: &str = r#"
id = "mine"
[title]
en = "Mine"
zh = "我的"
[summary]
en = "A lesson."
zh = "一课。"
[intro]
en = "Look."
zh = "看。"
[[host]]
name = "A"
address = "10.0.0.1"
[[host]]
name = "B"
address = "10.0.0.2"
[[program]]
host = "B"
calls = ["listen 80", "accept"]
[[program]]
host = "A"
calls = ["connect B:80", "close"]
"#;

#[test]
fn a_lesson_of_ones_own_runs() {
    let lesson = Lesson::parse(GOOD).expect("a good lesson");
    let scenario = lesson.scenario(None, &Settings::default()).expect("possible");
    let recording = Recording::run(&scenario).expect("possible");
    assert!(recording.trace().frames().len() > 3);
    assert!(lesson.notes(recording.trace(), true).is_empty());
}

#[test]
fn initial_numbers_are_counted_or_chosen() {
    let with = |isn: &str| {
        let text = GOOD.replacen("name = \"A\"", &format!("name = \"A\"\nisn = {isn}"), 1);
        let lesson = Lesson::parse(&text).ok()?;
        Some(lesson.scenario(None, &Settings::default()).expect("possible").hosts[0].isn)
    };
    assert_eq!(with("7"), Some(Isn::Counted { first: 7, step: ISN_STEP }));
    assert_eq!(with("\"random\""), Some(Isn::Random));
    assert_eq!(with("\"rfc6528\""), Some(Isn::Rfc6528));
    assert_eq!(with("\"guess\""), None);
    assert_eq!(with("-1"), None);
}

/// What is wrong when `from` becomes `to` in the good lesson: paths, lines and problems.
fn refused(from: &str, to: &str) -> Vec<(String, usize, Problem)> {
    assert!(GOOD.contains(from), "{from}");
    let errors = Lesson::parse(&GOOD.replacen(from, to, 1)).expect_err(to);
    let line = |error: &LessonError| error.place.as_ref().map_or(0, |place| place.line);
    errors.into_iter().map(|error| (error.path.to_string(), line(&error), error.problem)).collect()
}

#[test]
fn every_mistake_says_where_it_is() {
    let text = "cloze".to_owned();
    let call = Problem::Call { text, problem: CallProblem::UnknownCall };
    assert_eq!(refused("\"close\"", "\"cloze\""), [("program[1].calls[1]".to_owned(), 23, call)]);
    let (text, problem) = ("10.0.0.256".to_owned(), ValueProblem::NotAHostAddress);
    assert_eq!(
        refused("10.0.0.2", "10.0.0.256"),
        [("host[1].address".to_owned(), 17, Problem::Value { text, problem })],
    );
    let (what, name) = (Named::Speaker, "Z".to_owned());
    assert_eq!(
        refused("host = \"A\"", "host = \"Z\""),
        [("program[1].host".to_owned(), 22, Problem::UnknownName { what, name, meant: None })],
    );
    let same = refused("10.0.0.2", "10.0.0.1");
    let [(path, 17, Problem::Scenario(ScenarioError::DuplicateAddress { .. }))] = same.as_slice()
    else {
        panic!("{same:?}")
    };
    assert_eq!(path, "host[1].address");
}

#[test]
fn all_that_is_wrong_is_told_at_once() {
    let text = GOOD
        .replace("zh = \"我的\"\n", "")
        .replace("10.0.0.1\"", "10.0.0.1\"\ncolour = \"red\"")
        .replace("calls = [\"listen 80\", \"accept\"]", "calls = \"listen 80\"");
    let errors = Lesson::parse(&text).expect_err("three mistakes");
    let found: Vec<String> = errors.iter().map(|error| error.path.to_string()).collect();
    assert_eq!(found, ["title", "host[0]", "program[0].calls"]);
    let text = GOOD.replace("10.0.0.1", "10.0.0").replace("B:80", "C:80");
    let errors = Lesson::parse(&text).expect_err("two mistakes");
    let found: Vec<String> = errors.iter().map(|error| error.path.to_string()).collect();
    assert_eq!(found, ["host[0].address", "program[1].calls[0]"]);
}

#[test]
fn an_unknown_variant_is_the_lesson_itself() {
    let lesson = Lesson::parse(GOOD).expect("a good lesson");
    let own = lesson.scenario(None, &Settings::default());
    assert_eq!(lesson.scenario(Some("nope"), &Settings::default()), own);
    assert!(lesson.variant("nope").is_none());
}
