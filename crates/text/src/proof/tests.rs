use super::*;
use crate::lint;

#[test]
fn every_label_is_in_both_languages() {
    for &one in Label::ALL {
        lint::translated(label(Lang::En, one), label(Lang::Zh, one), &format!("{one:?}"));
    }
}

#[test]
fn every_piece_of_evidence_is_told_in_both_languages() {
    for one in Evidence::ALL {
        assert_eq!(Evidence::from_id(one.id()), Some(one));
        for say in [Evidence::title, Evidence::shows, Evidence::shows_not] {
            lint::translated(say(one, Lang::En), say(one, Lang::Zh), one.id());
        }
    }
    assert_eq!(Evidence::from_id("hearsay"), None);
}

#[test]
fn nobody_says_proved_correct() {
    for lang in Lang::ALL {
        let claim = label(lang, Label::Claim);
        assert!(!claim.contains("correct") && !claim.contains("正确"), "{claim}");
    }
}

#[test]
fn figures_have_names() {
    assert_eq!(figure(Lang::En, "rules"), "rules");
    assert_eq!(figure(Lang::Zh, "rules"), "规则");
    assert_eq!(figure(Lang::Zh, "something new"), "something new");
}
