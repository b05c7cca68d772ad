//! The shared suite of FreeBSD's scripts, where it is there: it lies beside the repository.

use std::fs;
use std::path::{Path, PathBuf};
use wireglass_core::tcp::Profile;
use wireglass_packetdrill::suite::{Expected, Verdict, judge};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn collect(path: &Path, scripts: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(path).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, scripts);
        } else if path.extension().is_some_and(|extension| extension == "pkt") {
            scripts.push(path);
        }
    }
}

#[test]
fn the_shared_suite_passes_but_for_what_is_listed() {
    let suite = root().join("../shared/conformance/packetdrill/freebsd");
    if !suite.is_dir() {
        println!("skipped: no suite at ../shared/conformance/packetdrill/freebsd");
        return;
    }
    let list = fs::read_to_string(root().join("tests/conformance/expected.toml")).unwrap();
    let expected = Expected::parse(&list).unwrap();
    let mut scripts = Vec::new();
    collect(&suite, &mut scripts);
    let mut wrong = Vec::new();
    let mut passed = 0;
    for path in &scripts {
        let name = path.strip_prefix(&suite).unwrap().to_string_lossy().replace('\\', "/");
        let text = fs::read_to_string(path).unwrap();
        match (judge(&text, Profile::FreeBsd), expected.lists(&name)) {
            (Verdict::Passed(_), false) => passed += 1,
            (Verdict::Passed(_), true) => {
                wrong.push(format!("{name} passes: take it off the list"));
            }
            (Verdict::Failed(_) | Verdict::Skipped(_), true) => {}
            (Verdict::Failed(trouble) | Verdict::Skipped(trouble), false) => {
                wrong.push(format!("{name}:{trouble}"));
            }
        }
    }
    for script in &expected.script {
        assert!(!script.reason.is_empty(), "{} needs a reason", script.path);
        assert!(suite.join(&script.path).is_file(), "{} is listed but not there", script.path);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(passed >= 240, "only {passed} of {} passed", scripts.len());
}
