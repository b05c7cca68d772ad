use super::*;
use crate::settings::Settings;
use std::collections::BTreeSet;
use wireglass_sim::Recording;

#[test]
fn every_file_is_the_lesson_it_is_named_after() {
    assert_eq!(lessons().len(), FILES.len());
    for ((_, id, _), lesson) in FILES.iter().zip(lessons()) {
        assert_eq!(*id, lesson.id);
        assert!(find(id).is_some());
    }
    assert!(find("no-such-lesson").is_none());
    let files = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/lessons")).expect("there");
    assert_eq!(files.count(), FILES.len(), "a lesson file that is not in the catalogue");
}

#[test]
fn chapters_are_taught_in_their_order_and_hold_all_lessons() {
    assert!(FILES.is_sorted_by_key(|(chapter, ..)| *chapter));
    assert!(Chapter::ALL.is_sorted());
    let by_chapter = Chapter::ALL.into_iter().flat_map(lessons_of).map(|lesson| &lesson.id);
    assert!(by_chapter.eq(lessons().iter().map(|lesson| &lesson.id)));
    assert_eq!(chapter_of("open-and-close"), Some(Chapter::Connections));
    assert_eq!(chapter_of("no-such-lesson"), None);
    assert!(Chapter::Link.is_of_networks() && !Chapter::Flow.is_of_networks());
}

#[test]
fn every_note_waits_for_something_that_happens() {
    for lesson in lessons() {
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
    for lesson in lessons() {
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
