use super::*;
use crate::settings::Settings;
use std::collections::BTreeSet;
use wireglass_sim::Recording;

fn all() -> impl Iterator<Item = &'static Lesson> {
    lessons().iter().chain(networks())
}

#[test]
fn every_question_can_be_answered_in_the_lessons_own_run() {
    for lesson in all() {
        assert_eq!(lesson.try_questions(), [], "{}", lesson.id);
        let least = if lesson.is_network() { 3 } else { 0 };
        assert!(lesson.questions().len() >= least, "{}", lesson.id);
    }
}

#[test]
fn every_file_is_the_lesson_it_is_named_after() {
    let packed: Vec<_> = LINKS.iter().chain(NETWORKS).collect();
    assert_eq!(lessons().len() + networks().len(), packed.len());
    for ((_, id, _), lesson) in packed.iter().zip(all()) {
        assert_eq!(*id, lesson.id);
        assert!(find_any(id).is_some());
    }
    assert!(lessons().iter().all(|lesson| !lesson.is_network() && find(&lesson.id).is_some()));
    assert!(find("no-such-lesson").is_none());
    let files = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/lessons")).expect("there");
    assert_eq!(files.count(), packed.len(), "a lesson file that is not in the catalogue");
}

#[test]
fn the_cards_are_of_all_lessons_in_the_order_of_their_chapters() {
    assert!(cards().is_sorted_by_key(|card| card.chapter));
    assert!(Chapter::ALL.is_sorted());
    let taught = networks().iter().chain(lessons());
    for (card, lesson) in cards().iter().zip(taught) {
        assert_eq!(
            (card.id, &card.title, &card.summary),
            (&*lesson.id, &lesson.title, &lesson.summary)
        );
        assert_eq!(chapter_of(card.id), Some(card.chapter));
    }
    assert_eq!(cards().len(), networks().len() + lessons().len());
    assert!(NETWORKS.iter().all(|(chapter, ..)| chapter.is_of_networks()));
    assert!(LINKS.iter().all(|(chapter, ..)| !chapter.is_of_networks()));
    assert_eq!(chapter_of("no-such-lesson"), None);
}

#[test]
fn every_note_waits_for_something_that_happens() {
    for lesson in all() {
        let variants = lesson.variants.iter().map(|variant| Some(variant.id.as_str()));
        let mut shown = BTreeSet::new();
        for variant in std::iter::once(None).chain(variants) {
            let scenario = lesson.scenario(variant, &Settings::default()).expect("checked");
            let recording = Recording::run(&scenario).expect("checked");
            shown.extend(
                lesson
                    .notes(recording.trace(), variant.is_none())
                    .into_iter()
                    .map(|(_, text)| &text.en),
            );
        }
        let path = format!("{}/lessons/{}.toml", env!("CARGO_MANIFEST_DIR"), lesson.id);
        let written = std::fs::read_to_string(path).expect("there");
        assert_eq!(shown.len(), written.matches("[note.text]").count(), "{}", lesson.id);
    }
}

#[test]
fn the_controls_a_lesson_offers_make_a_difference_or_can_be_read() {
    for lesson in all() {
        assert!(!lesson.controls.is_empty(), "{}", lesson.id);
        for setting in &lesson.controls {
            let value = lesson.default_value(None, *setting);
            let mut settings = Settings::default();
            settings.set(setting.id(), &value).expect("its own value can be set");
            let same = lesson.scenario(None, &settings).expect("its own value works");
            assert_eq!(Ok(same), lesson.scenario(None, &Settings::default()), "{}", lesson.id);
        }
    }
}
