use super::Document;
use crate::error::Problem;
use crate::format::File;
use proptest::prelude::*;

#[test]
fn a_place_is_counted_in_characters() {
    let text = "[[host]]\nname = \"电脑\" # 名\naddress = 5\n";
    let errors = Document::parse(text).expect("TOML").read::<File>().expect_err("no text");
    let place = errors[0].place.as_ref().expect("a place");
    assert_eq!((place.line, place.column, place.length), (3, 11, 1));
    assert_eq!(place.text, "address = 5");
    let text = "[[host]]\nname = \"电脑\"\n电 = 1\n";
    let errors = Document::parse(text).expect_err("a bare key");
    let place = errors[0].place.as_ref().expect("a place");
    assert_eq!(place.line, 3);
}

#[test]
fn what_is_missing_is_told_at_its_table() {
    let text = "seed = 1\n[[host]]\nname = \"A\"\n";
    let errors = Document::parse(text).expect("TOML").read::<File>().expect_err("no address");
    assert_eq!(errors.len(), 1);
    assert_eq!(errors[0].problem, Problem::MissingKey { key: "address" });
    assert_eq!(errors[0].place.as_ref().map(|place| place.line), Some(2));
}

proptest! {
    /// Whatever the text, it is a lesson or it is refused with at least one reason.
    #[test]
    fn nothing_panics(text in "(\\[\\[?(host|link|dns|tcp|note)\\]?\\]|[a-z]{1,6} ?= ?([0-9.-]{1,9}|\"[^\"]{0,9}\"|\\[.{0,9}\\]|\\{.{0,9}\\})|.{0,12}|\n){0,24}") {
        if let Err(errors) = crate::Lesson::parse(&text) {
            prop_assert!(!errors.is_empty());
        }
    }
}
