//! The project's own scripts: a directory for each rule of the book that an endpoint
//! applies, with scripts that make it do so.

use serde::Deserialize;
use std::fs;
use std::path::{Path, PathBuf};
use wireglass_core::rules::Rule;
use wireglass_core::tcp::Profile;
use wireglass_packetdrill::suite::{Verdict, judge, profile_for};

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
            match judge(&text, profile_for(&script, Profile::Rfc)) {
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
}

/// The rules without scripts.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NoScript {
    group: Vec<Group>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    reason: String,
    rules: Vec<String>,
}

#[test]
fn every_rule_has_a_script_or_a_reason_why_not() {
    let conformance = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/conformance");
    let list = fs::read_to_string(conformance.join("no-script.toml")).unwrap();
    let list: NoScript = toml::from_str(&list).unwrap();
    assert!(list.group.iter().all(|group| group.reason.len() > 20 && !group.rules.is_empty()));
    let mut excused: Vec<String> = list.group.into_iter().flat_map(|group| group.rules).collect();
    let all = excused.len();
    excused.sort();
    excused.dedup();
    assert_eq!(excused.len(), all, "a rule is listed twice");
    let mut wrong = Vec::new();
    for rule in Rule::ALL {
        let scripts = conformance.join("rules").join(rule.id()).is_dir();
        let listed = excused.iter().position(|id| id == rule.id());
        match (scripts, listed) {
            (false, None) => wrong.push(format!("{}: neither script nor reason", rule.id())),
            (true, Some(_)) => wrong.push(format!("{}: has scripts: take it off", rule.id())),
            _ => {}
        }
        if let Some(at) = listed {
            excused.swap_remove(at);
        }
    }
    wrong.extend(excused.into_iter().map(|id| format!("{id}: no rule of the book")));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
