use super::*;
use crate::error::CallProblem;
use wireglass_sim::{Recording, ScenarioError};

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
        let lesson = Lesson::parse(&text)?;
        Ok(lesson.scenario(None, &Settings::default()).expect("possible").hosts[0].isn)
    };
    assert_eq!(with("7"), Ok(Isn::Counted { first: 7, step: ISN_STEP }));
    assert_eq!(with("\"random\""), Ok(Isn::Random));
    assert_eq!(with("\"rfc6528\""), Ok(Isn::Rfc6528));
    let problem = ValueProblem::NotOneOf(&["random", "rfc6528"]);
    let (key, text) = ("host A: isn".to_owned(), "guess".to_owned());
    assert_eq!(with("\"guess\""), Err(LessonError::Value { key, text, problem }));
}

/// Replaces `from` with `to` in the good lesson and gives back why it is refused.
fn refused(from: &str, to: &str) -> LessonError {
    assert!(GOOD.contains(from), "{from}");
    Lesson::parse(&GOOD.replacen(from, to, 1)).expect_err(to)
}

#[test]
fn every_mistake_says_where_it_is() {
    let call = |text: &str, number, problem| LessonError::Call {
        host: "A".to_owned(),
        number,
        text: text.to_owned(),
        problem,
    };
    assert_eq!(refused("\"close\"", "\"cloze\""), call("cloze", 2, CallProblem::UnknownCall),);
    assert_eq!(
        refused("connect B:80", "connect C:80"),
        call("connect C:80", 1, CallProblem::Expected("a host of this lesson, or an IPv4 address"),),
    );
    assert_eq!(
        refused("host = \"A\"", "host = \"Z\""),
        LessonError::UnknownHost { key: "program.host".to_owned(), name: "Z".to_owned() },
    );
    assert_eq!(
        refused("10.0.0.2", "10.0.0.256"),
        LessonError::Value {
            key: "host B: address".to_owned(),
            text: "10.0.0.256".to_owned(),
            problem: ValueProblem::NotAnAddress,
        },
    );
    assert!(matches!(
        refused("10.0.0.2", "10.0.0.1"),
        LessonError::Scenario(ScenarioError::DuplicateAddress { .. }),
    ));
    assert!(matches!(
        refused("[[host]]\nname = \"B\"\naddress = \"10.0.0.2\"\n", ""),
        LessonError::UnknownHost { .. },
    ));
}

#[test]
fn what_is_not_the_format_is_refused_with_line_and_column() {
    for (from, to, line) in [
        ("zh = \"我的\"", "", 3),
        ("id = \"mine\"", "id = \"mine\"\ncolour = \"red\"", 3),
        ("id = \"mine\"", "id = mine", 2),
        ("address = \"10.0.0.1\"", "address = 10", 14),
    ] {
        match refused(from, to) {
            LessonError::Syntax { line: found, column, message } => {
                assert_eq!(found, line, "{to}: {message}");
                assert!(column >= 1 && !message.is_empty());
            }
            other => panic!("{to}: {other:?}"),
        }
    }
}

#[test]
fn a_fault_or_a_note_that_makes_no_sense_is_refused() {
    for extra in [
        "[[fault]]\ndo = \"explode\"",
        "[[fault]]\ndo = \"delay\"",
        "[[fault]]\nflags = \"SIN\"\ndo = \"drop\"",
        "[[note]]\nstate = \"WAITING\"\n[note.text]\nen = \"a\"\nzh = \"啊\"",
        "[[note]]\nstate = \"LISTEN\"\nsent = \"SYN\"\n[note.text]\nen = \"a\"\nzh = \"啊\"",
        "[[action]]\nat = \"soon\"",
        "[tcp]\ndelayed_ack = \"2s\"",
        "[link]\nloss = \"some\"",
    ] {
        let text = format!("{GOOD}\n{extra}\n");
        assert!(matches!(Lesson::parse(&text), Err(LessonError::Value { .. })), "{extra}");
    }
}

#[test]
fn an_unknown_variant_is_the_lesson_itself() {
    let lesson = Lesson::parse(GOOD).expect("a good lesson");
    let own = lesson.scenario(None, &Settings::default());
    assert_eq!(lesson.scenario(Some("nope"), &Settings::default()), own);
    assert!(lesson.variant("nope").is_none());
}
