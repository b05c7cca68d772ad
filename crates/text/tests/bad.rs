//! Files that make no sense: each of `bad/*.toml` has beside it, in `bad/*.txt`, what is said about it
//! in English. `cargo xtask golden` writes those anew; read the difference before you commit it.

use std::fs;
use std::path::Path;
use wireglass_course::Lesson;
use wireglass_text::{Lang, lesson_report};

#[test]
fn golden_reports_of_bad_files() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad");
    let write = std::env::var_os("UPDATE_GOLDEN").is_some();
    let mut files: Vec<_> = fs::read_dir(&folder)
        .expect("the folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|end| end == "toml"))
        .collect();
    files.sort();
    assert!(files.len() >= 40, "{}", files.len());
    for path in files {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).expect("readable");
        let errors = Lesson::parse(&text).expect_err(&name);
        let report = |lang| {
            let all: Vec<String> =
                errors.iter().map(|error| lesson_report(lang, &name, error)).collect();
            all.join("\n") + "\n"
        };
        if let Some(error) = errors.iter().find(|error| error.place.is_none()) {
            panic!("{name}: without a place: {error}");
        }
        let expected = path.with_extension("txt");
        if write {
            fs::write(&expected, report(Lang::En)).expect("writable");
        }
        let expected = fs::read_to_string(&expected).unwrap_or_default();
        assert_eq!(report(Lang::En), expected, "{name}");
        assert_eq!(report(Lang::Zh).lines().count(), expected.lines().count(), "{name}");
    }
}
