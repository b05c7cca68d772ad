//! What the runner itself does with a script: every part of the language at work, and
//! nothing in any script of ours that could be otherwise without being noticed.

use std::fs;
use std::path::{Path, PathBuf};
use wireglass_core::tcp::Profile;
use wireglass_packetdrill::run::{defined_for, run};
use wireglass_packetdrill::script::{Body, Direction, Script, What};
use wireglass_packetdrill::suite::profile_for;

fn scripts(below: &str) -> Vec<PathBuf> {
    fn collect(path: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(path).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { collect(&path, found) } else { found.push(path) }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/conformance").join(below);
    let mut found = Vec::new();
    collect(&root, &mut found);
    found.sort();
    assert!(!found.is_empty());
    found
}

fn read(path: &Path) -> (Script, Profile) {
    let profile = profile_for(path, Profile::Rfc);
    let text = fs::read_to_string(path).unwrap();
    (Script::parse(&text, defined_for(profile)).unwrap(), profile)
}

#[test]
fn the_language_is_understood() {
    for path in scripts("language") {
        let (script, profile) = read(&path);
        if let Err(failure) = run(&script, profile) {
            panic!("{}:{failure}", path.display());
        }
    }
}

/// One byte more in an expected packet, or one more than a call returns: each must be
/// noticed, or the line proves nothing.
#[test]
fn every_expectation_counts() {
    for path in scripts("language").into_iter().chain(scripts("rules")) {
        let (script, profile) = read(&path);
        for at in 0..script.events.len() {
            let mut other = script.clone();
            match &mut other.events[at].what {
                What::Packet(packet) if packet.direction == Direction::Outbound => {
                    let Body::Tcp(segment) = &mut packet.body else { continue };
                    segment.len += 1;
                }
                // A descriptor's number is the script's to choose.
                What::Call(call) if !["socket", "accept", "accept4"].contains(&&*call.name) => {
                    match &mut call.result {
                        Some(result) if *result >= 0 => *result += 1,
                        _ => continue,
                    }
                }
                _ => continue,
            }
            let line = other.events[at].line;
            assert!(run(&other, profile).is_err(), "{}:{line} is not looked at", path.display());
        }
    }
}
