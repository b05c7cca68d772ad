use super::{Answer, AnswerKind, Verdict};
use crate::{Lesson, Problem, QuestionProblem, Settings};
use wireglass_sim::Recording;

/// Two PCs at a switch, of which one pings the other, with these questions.
fn lesson(questions: &str) -> Result<Lesson, Vec<crate::LessonError>> {
    const NETWORK: &str = r#"
        [[host]]
        name = "PC A"
        address = "10.0.1.10/24"
        [[host]]
        name = "PC B"
        address = "10.0.1.11/24"
        mac = "02:00:00:00:00:bb"
        [[switch]]
        name = "Switch"
        [[link]]
        ends = ["PC A", "Switch:1"]
        [[link]]
        ends = ["PC B", "Switch:5"]
        [[program]]
        host = "PC A"
        run = "ping -c 2 10.0.1.11"
    "#;
    Lesson::parse(&format!("{NETWORK}\n{questions}"))
}

fn run(lesson: &Lesson) -> Recording {
    let scenario = lesson.scenario(None, &Settings::default()).expect("possible");
    Recording::run(&scenario).expect("possible")
}

/// A typed question, with its answer looked up or written.
fn typed(answer: &str) -> String {
    format!(
        "[[question]]\nid = \"q\"\n{answer}\ntext = {{ en = \"a\", zh = \"b\" }}\n\
         why = {{ en = \"so\", zh = \"因此\" }}\n"
    )
}

#[test]
fn answers_are_looked_up_in_the_run() {
    let cases = [
        ("{ mac = \"PC B\" }", "02:00:00:00:00:bb", AnswerKind::Mac),
        ("{ address = \"PC A\" }", "10.0.1.10", AnswerKind::Address),
        ("{ count = \"ICMP echo request\", from = \"PC A\" }", "2", AnswerKind::Number),
        ("{ count = \"ICMP echo request\" }", "4", AnswerKind::Number),
        ("{ count = \"ICMP echo reply\", at = \"PC A\" }", "2", AnswerKind::Number),
        ("{ count = \"ARP request\", link = [\"PC B\", \"Switch\"] }", "1", AnswerKind::Number),
        (
            "{ field = \"ip.ttl\", of = \"ICMP echo request\", at = \"PC B\", nth = 2 }",
            "64",
            AnswerKind::Number,
        ),
        ("{ field = \"eth.dst\", of = \"ARP request\" }", "ff:ff:ff:ff:ff:ff", AnswerKind::Mac),
        (
            "{ row = \"arp\", from = \"PC A\", key = \"10.0.1.11\" }",
            "02:00:00:00:00:bb",
            AnswerKind::Mac,
        ),
        ("{ row = \"mac\", from = \"Switch\", key = \"PC B\" }", "5", AnswerKind::Number),
    ];
    for (lookup, right, kind) in cases {
        let lesson = lesson(&typed(&format!("from_trace = {lookup}")))
            .unwrap_or_else(|errors| panic!("{lookup}: {errors:?}"));
        let recording = run(&lesson);
        let question = &lesson.questions()[0];
        let looked = question.right(recording.trace()).expect(lookup);
        assert_eq!((looked.text.as_str(), looked.kind), (right, kind), "{lookup}");
        let verdict = question.check(Answer::Typed(right), recording.trace());
        assert!(matches!(verdict, Verdict::Right { ref why } if why.len() == 1), "{lookup}");
        let wrong = question.check(Answer::Typed("10.9.9.9"), recording.trace());
        assert!(!matches!(wrong, Verdict::Right { .. }), "{lookup}: {wrong:?}");
    }
}

#[test]
fn what_is_typed_is_read_generously_and_compared_exactly() {
    let cases = [
        (AnswerKind::Number, "1500", "1,500", true),
        (AnswerKind::Number, "1500", " 0x5dc ", true),
        (AnswerKind::Number, "64", "６４", true),
        (AnswerKind::Number, "64", "63", false),
        (AnswerKind::Address, "10.0.1.1", "１０．０．１．１", true),
        (AnswerKind::Address, "10.0.1.1", "10.0.1.11", false),
        (AnswerKind::Mac, "02:00:00:00:00:bb", "02-00-00-00-00-BB", true),
        (AnswerKind::Mac, "02:00:00:00:00:bb", "0200.0000.00bb", true),
        (AnswerKind::Mac, "02:00:00:00:00:bb", "02:00:00:00:00:ba", false),
        (AnswerKind::Name, "www.example.com.", "WWW.example.com", true),
        (AnswerKind::Name, "www.example.com.", "example.com", false),
        (AnswerKind::Text, "The  switch", "the switch", true),
    ];
    for (kind, right, typed, same) in cases {
        assert_eq!(kind.same(typed, right), same, "{kind:?} {typed}");
    }
    assert!(!AnswerKind::Address.can_be("10.0.1"));
    assert!(!AnswerKind::Number.can_be("many"));
}

#[test]
fn a_mistake_one_can_come_upon_is_explained() {
    let text = typed("from_trace = { mac = \"PC B\" }")
        + "[[question.mistake]]\nfrom_trace = { mac = \"PC A\" }\nwhy = { en = \"own\", zh = \"自己\" }\n";
    let lesson = lesson(&text).unwrap_or_else(|errors| panic!("{errors:?}"));
    let recording = run(&lesson);
    let (question, trace) = (&lesson.questions()[0], recording.trace());
    let own = trace.nodes()[0].mac().expect("a MAC address").to_string();
    let verdict = question.check(Answer::Typed(&own), trace);
    let Verdict::Wrong { why, incomplete: false } = verdict else { panic!("{verdict:?}") };
    assert_eq!(why.iter().map(|why| why.en.as_str()).collect::<Vec<_>>(), ["own"]);
    assert_eq!(question.check(Answer::Typed(" "), trace), Verdict::Nothing);
    let unreadable = question.check(Answer::Typed("PC B"), trace);
    assert_eq!(unreadable, Verdict::Unreadable { wanted: AnswerKind::Mac });
}

#[test]
fn all_that_is_right_must_be_chosen_and_nothing_else() {
    let choice = |right: bool, why: &str| {
        format!(
            "[[question.choice]]\nright = {right}\ntext = {{ en = \"a\", zh = \"b\" }}\n\
             why = {{ en = \"{why}\", zh = \"c\" }}\n"
        )
    };
    let text = "[[question]]\nid = \"q\"\nafter = { arrives = \"ARP reply\", at = \"PC A\" }\n\
                text = { en = \"a\", zh = \"b\" }\n"
        .to_owned()
        + &choice(true, "one")
        + &choice(false, "two")
        + &choice(true, "three");
    let lesson = lesson(&text).unwrap_or_else(|errors| panic!("{errors:?}"));
    let recording = run(&lesson);
    let (question, trace) = (&lesson.questions()[0], recording.trace());
    assert!(question.from_step(trace).is_some_and(|step| step > 0));
    let check = |chosen: &[usize]| match question.check(Answer::Chosen(chosen), trace) {
        Verdict::Right { why } => ("right", why.len(), false),
        Verdict::Wrong { why, incomplete } => ("wrong", why.len(), incomplete),
        Verdict::Nothing => ("nothing", 0, false),
        other => panic!("{other:?}"),
    };
    assert_eq!(check(&[0, 2]), ("right", 2, false));
    assert_eq!(check(&[0]), ("wrong", 0, true));
    assert_eq!(check(&[0, 1, 2]), ("wrong", 1, false));
    assert_eq!(check(&[1]), ("wrong", 1, true));
    assert_eq!(check(&[]), ("nothing", 0, false));
    assert_eq!(check(&[9]), ("nothing", 0, false));
}

#[test]
fn a_question_that_cannot_be_answered_is_refused() {
    let problem = |text: &str| {
        let errors = lesson(text).expect_err(text);
        errors.into_iter().next().map(|error| error.problem)
    };
    let question = |problem| Some(Problem::Question(problem));
    let never = typed("is = \"5\"\nafter = { lost = \"any\" }");
    assert_eq!(problem(&never), question(QuestionProblem::NeverAsked));
    let nothing = typed("from_trace = { field = \"ip.ttl\", of = \"dns\" }");
    assert_eq!(problem(&nothing), question(QuestionProblem::NotInRun));
    let same = typed("is = \"5\"")
        + "[[question.mistake]]\nis = \"0x5\"\nwhy = { en = \"a\", zh = \"b\" }\n";
    let answer = "0x5".to_owned();
    assert_eq!(problem(&same), question(QuestionProblem::MistakeIsRight { answer }));
    let other = typed("kind = \"mac\"\nfrom_trace = { address = \"PC A\" }");
    let answer = "10.0.1.10".to_owned();
    assert_eq!(problem(&other), question(QuestionProblem::OtherKind { answer }));
}
