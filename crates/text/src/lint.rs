//! What must hold of every text: used by the tests of every module.

use crate::markup::is_ideograph;
use crate::{Lang, Markup};

/// A text of any length. `technical` texts may be the same in both languages.
pub(crate) fn text(lang: Lang, text: &str, place: &str) {
    assert!(!text.trim().is_empty(), "{place}: empty");
    assert_eq!(text.trim(), text, "{place}: spaces around {text:?}");
    assert!(!text.contains("  "), "{place}: two spaces in {text:?}");
    for wrong in ["{", "}", "\u{fffd}"] {
        assert!(!text.contains(wrong), "{place}: {wrong} in {text:?}");
    }
    match lang {
        Lang::En => {
            assert!(!text.chars().any(is_ideograph), "{place}: Chinese in {text:?}");
            for wrong in ["，", "。", "：", "（", "）", "；", " ,", " ."] {
                let dot_file = wrong == " ." && text.contains(" .pcap");
                assert!(dot_file || !text.contains(wrong), "{place}: {wrong:?} in {text:?}");
            }
        }
        Lang::Zh => chinese(text, place),
    }
}

/// Full-width punctuation beside ideographs, and a space between them and Latin letters.
fn chinese(text: &str, place: &str) {
    let chars: Vec<char> = text.chars().collect();
    for pair in chars.windows(2) {
        let [a, b] = [pair[0], pair[1]];
        let half = |c: char| matches!(c, ',' | ';' | ':' | '?' | '!' | '(' | ')');
        assert!(
            !(is_ideograph(a) && half(b) || half(a) && is_ideograph(b)),
            "{place}: half-width punctuation at {a}{b} in {text:?}"
        );
        assert!(!(is_ideograph(a) && b == '.'), "{place}: half-width stop in {text:?}");
        let latin = |c: char| c.is_ascii_alphanumeric();
        assert!(
            !(is_ideograph(a) && latin(b) || latin(a) && is_ideograph(b)),
            "{place}: no space at {a}{b} in {text:?}"
        );
    }
}

/// A text in both languages. Unless it is a bare term, both must be in their own.
pub(crate) fn both(en: &str, zh: &str, place: &str) {
    text(Lang::En, en, place);
    text(Lang::Zh, zh, place);
}

/// A text whose Chinese must be Chinese and not a copy of the English.
pub(crate) fn translated(en: &str, zh: &str, place: &str) {
    both(en, zh, place);
    assert_ne!(en, zh, "{place}: not translated");
    assert!(zh.chars().any(is_ideograph), "{place}: no Chinese in {zh:?}");
}

/// A whole sentence or more in both languages.
pub(crate) fn sentence(en: &str, zh: &str, place: &str) {
    translated(en, zh, place);
    assert!(en.ends_with(['.', '?']), "{place}: {en:?} does not end");
    assert!(zh.ends_with(['。', '？']), "{place}: {zh:?} does not end");
    let first = en.chars().next().expect("not empty");
    assert!(!first.is_lowercase() || en.contains('('), "{place}: {en:?} begins small");
}

/// [`sentence`] of markup; `tell` says it in a language.
pub(crate) fn sentences(tell: impl Fn(Lang) -> Markup, place: &str) {
    sentence(&tell(Lang::En).plain(), &tell(Lang::Zh).plain(), place);
}
