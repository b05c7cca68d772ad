//! Every lesson and every variant of it, event for event, against a file that a
//! person has read. `cargo xtask golden` writes them anew; read the diff.

use std::path::Path;
use wireglass_course::{Settings, lessons, networks};
use wireglass_sim::{Outcome, Recording};
use wireglass_trace::export;

#[test]
fn golden_every_lesson_plays_as_recorded() {
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut wrong = Vec::new();
    let mut expected = Vec::new();
    for lesson in lessons().iter().chain(networks()) {
        let variants = lesson.variants.iter().map(|variant| Some(variant.id.as_str()));
        for variant in std::iter::once(None).chain(variants) {
            let scenario = lesson.scenario(variant, &Settings::default()).expect("checked");
            let recording = Recording::run(&scenario).expect("checked");
            // A network forgets for minutes after all has been said: its lessons may end sooner.
            let ended = match recording.outcome() {
                Outcome::Finished => true,
                Outcome::TimeLimit { .. } => lesson.is_network(),
                Outcome::StepLimit { .. } => false,
            };
            assert!(ended, "{}", lesson.id);
            let text = export::to_text(recording.trace());
            let name = match variant {
                Some(variant) => format!("{}.{variant}.txt", lesson.id),
                None => format!("{}.txt", lesson.id),
            };
            let path = folder.join(&name);
            if update {
                std::fs::write(&path, &text).expect("a writable golden file");
            } else if std::fs::read_to_string(&path).unwrap_or_default() != text {
                wrong.push(name.clone());
            }
            expected.push(name);
        }
    }
    assert!(wrong.is_empty(), "these differ; `cargo xtask golden`, then read the diff: {wrong:?}");
    let mut present: Vec<String> = std::fs::read_dir(&folder)
        .expect("the golden files")
        .map(|entry| entry.expect("readable").file_name().to_string_lossy().into_owned())
        .collect();
    present.sort();
    expected.sort();
    assert_eq!(present, expected, "a golden file without its lesson, or the other way round");
}
