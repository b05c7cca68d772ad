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
    for ((id, _), lesson) in packed.iter().zip(all()) {
        assert_eq!(*id, lesson.id);
        assert!(find_any(id).is_some());
    }
    assert!(lessons().iter().all(|lesson| !lesson.is_network() && find(&lesson.id).is_some()));
    assert_eq!(lessons()[0].id, "open-and-close");
    assert!(find("no-such-lesson").is_none());
    let files = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/lessons")).expect("there");
    assert_eq!(files.count(), packed.len(), "a lesson file that is not in the catalogue");
}

#[test]
fn cards_say_what_lessons_say_in_the_order_they_are_taught() {
    let ids = |lessons: &'static [Lesson]| lessons.iter().map(|lesson| lesson.id.as_str());
    let taught = ids(networks()).chain(ids(lessons()));
    assert!(cards().iter().map(|card| card.id).eq(taught));
    assert!(cards().is_sorted_by_key(|card| card.chapter) && Chapter::ALL.is_sorted());
    for card in cards() {
        let lesson = find_any(card.id).expect("a lesson for each card");
        assert_eq!((&card.title, &card.summary), (&lesson.title, &lesson.summary));
        assert_eq!(chapter_of(card.id), Some(card.chapter));
        assert_eq!(card.chapter.is_of_networks(), lesson.is_network(), "{}", card.id);
    }
    let by_chapter = Chapter::ALL.into_iter().flat_map(cards_of);
    assert!(by_chapter.eq(cards()));
    assert_eq!(chapter_of("open-and-close"), Some(Chapter::Connections));
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
