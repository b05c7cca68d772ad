use super::*;
use crate::settings::Settings;
use std::collections::BTreeSet;
use wireglass_sim::Recording;

#[test]
fn every_file_is_the_lesson_it_is_named_after() {
    assert_eq!(lessons().len(), FILES.len());
    for ((id, _), lesson) in FILES.iter().zip(lessons()) {
        assert_eq!(*id, lesson.id);
        assert!(find(id).is_some());
    }
    assert_eq!(lessons()[0].id, "open-and-close");
    assert!(find("no-such-lesson").is_none());
    let files = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/lessons")).expect("there");
    assert_eq!(files.count(), FILES.len(), "a lesson file that is not in the catalogue");
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
