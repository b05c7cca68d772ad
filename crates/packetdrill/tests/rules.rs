//! The project's own scripts: a directory for each rule of the book that an endpoint
//! applies, with scripts that make it do so.

use std::fs;
use std::path::{Path, PathBuf};
use wireglass_core::rules::Rule;
use wireglass_core::tcp::Profile;
use wireglass_packetdrill::suite::{Verdict, judge};

fn entries(path: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<_> =
        fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

#[test]
fn every_rules_scripts_pass_and_produce_the_rule() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/conformance/rules");
    let mut wrong = Vec::new();
    let directories = entries(&root);
    for directory in &directories {
        let id = directory.file_name().unwrap().to_string_lossy().into_owned();
        let Some(rule) = Rule::ALL.iter().find(|rule| rule.id() == id) else {
            wrong.push(format!("{id} is no rule of the book"));
            continue;
        };
        let scripts = entries(directory);
        if scripts.is_empty() {
            wrong.push(format!("{id} has no script"));
        }
        for script in scripts {
            let text = fs::read_to_string(&script).unwrap();
            match judge(&text, Profile::Rfc) {
                Verdict::Passed(passed) if passed.rules.contains(rule) => {}
                Verdict::Passed(_) => {
                    wrong.push(format!("{}: never comes to the rule", script.display()));
                }
                Verdict::Failed(trouble) | Verdict::Skipped(trouble) => {
                    wrong.push(format!("{}:{trouble}", script.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(directories.len() >= 120, "only {} rules have scripts", directories.len());
}
