use super::*;
use crate::lint;

#[test]
fn every_label_has_words_in_both_languages() {
    for what in Net::ALL {
        for lang in Lang::ALL {
            assert!(!net(lang, *what).trim().is_empty(), "{what:?} in {lang:?}");
        }
    }
    for lang in Lang::ALL {
        for table in Table::ALL {
            assert!(!table_name(lang, table).is_empty() && !table_help(lang, table).is_empty());
        }
    }
}

#[test]
fn what_is_wanted_is_a_sentence_with_an_example() {
    use AnswerKind::{Address, Mac, Name, Number, Text};
    for wanted in [Number, Address, Mac, Name, Text] {
        lint::sentences(|lang| answer_wanted(lang, wanted), &format!("{wanted:?}"));
    }
}

#[test]
fn a_node_s_name_is_never_taken_for_emphasis() {
    let said = under_way(Lang::En, "ARP", "*PC* A", "`B`");
    assert_eq!(said.plain(), "ARP, on its way from *PC* A to `B`");
}

#[test]
fn what_is_done_is_counted() {
    assert_eq!(questions_done(Lang::En, 1, 3), "1 of 3 answered");
    assert_eq!(questions_done(Lang::Zh, 1, 3), "已答对 1 / 3");
    assert_eq!(lessons_done(Lang::En, 2, 4), "2 of 4 done");
}
