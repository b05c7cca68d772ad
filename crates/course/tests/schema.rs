//! The published JSON Schema, as an editor uses it: it takes every file that we take, and tells of
//! a key that is none.

use boon::{Compiler, SchemaIndex, Schemas};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

struct Judge {
    schemas: Schemas,
    scenario: SchemaIndex,
}

impl Judge {
    fn new() -> Self {
        let text =
            fs::read_to_string(root().join("docs/scenario.schema.json")).expect("it is there");
        let schema: Value = serde_json::from_str(&text).expect("it is JSON");
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        compiler.add_resource("scenario.json", schema).expect("a name for it");
        let scenario = compiler.compile("scenario.json", &mut schemas).expect("it is a schema");
        Self { schemas, scenario }
    }

    fn judge(&self, file: &str) -> Result<(), String> {
        let table: toml::Table = file.parse().expect("it is TOML");
        let value = serde_json::to_value(table).expect("TOML without dates is JSON");
        let verdict = self.schemas.validate(&value, self.scenario);
        verdict.map_err(|error| format!("{error:#}"))
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

#[test]
fn every_lesson_is_right_by_it() {
    let judge = Judge::new();
    let lessons = fs::read_dir(root().join("crates/course/lessons")).expect("a directory");
    let mut seen = 0;
    for lesson in lessons {
        let path = lesson.expect("an entry").path();
        let text = fs::read_to_string(&path).expect("text");
        if let Err(why) = judge.judge(&text) {
            panic!("{}: {why}", path.display());
        }
        seen += 1;
    }
    assert!(seen > 40, "{seen} lessons");
}

#[test]
fn so_are_the_whole_files_of_the_documents() {
    let judge = Judge::new();
    for document in ["docs/scenarios.md", "docs/lessons.md", "README.md"] {
        let text = fs::read_to_string(root().join(document)).expect("it is there");
        let files = text.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next());
        // Others show a part.
        let whole: Vec<&str> =
            files.filter(|file| file.contains("[[host]]") && !file.contains('…')).collect();
        assert!(!whole.is_empty(), "{document} has a file");
        for file in whole {
            judge.judge(file).unwrap_or_else(|why| panic!("{document}: {why}\n{file}"));
        }
    }
}

#[test]
fn what_is_wrong_is_told() {
    let judge = Judge::new();
    let good = fs::read_to_string(root().join("crates/course/lessons/dhcp.toml")).expect("text");
    assert_eq!(judge.judge(&good), Ok(()));
    for (what, right, wrong) in [
        ("a key that is none", "[[dhcp]]", "[[dhpc]]"),
        ("a key of a host that is none", "\naddress =", "\nadress ="),
    ] {
        assert!(good.contains(right), "{what}: dhcp.toml has no {right}");
        assert!(judge.judge(&good.replacen(right, wrong, 1)).is_err(), "{what} passes");
    }
}
