use super::*;
use crate::lint;

/// Labels that are names, and the same everywhere.
const SAME: [Ui; 8] = [
    Ui::AppName,
    Ui::UnitPercent,
    Ui::UnitKilobits,
    Ui::ParameterMtu,
    Ui::ParameterMss,
    Ui::ParameterMsl,
    Ui::ProfileLinux,
    Ui::ProfileFreeBsd,
];

#[test]
fn every_label_is_in_both_languages() {
    for &label in Ui::ALL {
        let place = format!("{label:?}");
        let (en, zh) = (ui(Lang::En, label), ui(Lang::Zh, label));
        if SAME.contains(&label) {
            assert_eq!(en, zh);
        } else if label == Ui::ProfileRfc {
            lint::both(en, zh, &place);
        } else {
            lint::translated(en, zh, &place);
        }
        // A message that is a sentence in one language is one in the other.
        assert_eq!(en.ends_with('.'), zh.ends_with('。'), "{place}");
        assert_eq!(en.ends_with('…'), zh.ends_with('…'), "{place}");
    }
}

#[test]
fn every_problem_of_a_link_is_explained() {
    let problems = [
        LinkProblem::UnknownLesson { id: "no-such".into() },
        LinkProblem::UnknownParameter { name: "colour".into() },
        LinkProblem::BadValue { name: "delay".into(), value: "-1`*".into() },
        LinkProblem::StepBeyondEnd { step: 900, last: 14 },
        LinkProblem::UnknownWhatIf { text: "explode".into() },
        LinkProblem::UnknownLanguage { code: "tlh".into() },
    ];
    for problem in problems {
        lint::sentences(|lang| link_problem(lang, &problem), &format!("{problem:?}"));
    }
    let why = "There is no such frame.".to_owned();
    let text = link_problem(Lang::En, &LinkProblem::BranchImpossible { step: 3, why }).plain();
    assert!(text.contains("at step 3") && text.ends_with("no such frame."), "{text}");
}

#[test]
fn texts_with_something_to_fill_in() {
    assert_eq!(step_of(Lang::En, 3, 14), "step 3 of 14");
    assert_eq!(step_of(Lang::Zh, 3, 14), "第 3 步，共 14 步");
    assert_eq!(traffic(Lang::En, 1, 1536), "1 packet, 1.5 KiB");
    assert_eq!(traffic(Lang::Zh, 12, 60), "12 个报文，60 B");
    assert_eq!(due_in(Lang::En, Duration::from_millis(1500)), "in 1.5 s");
    assert_eq!(layer_length(Lang::En, 20), "20 bytes");
    for lang in Lang::ALL {
        lint::text(lang, &speed(lang, 50), "speed");
    }
}
