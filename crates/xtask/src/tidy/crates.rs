//! What holds between crates: the arrows, the lints, and what gets into the wasm.

use super::Problem;
use serde_json::Value;

/// What each room may know. Dependencies for tests are free: a peer makes a good test.
const ARROWS: &[(&str, &[&str])] = &[
    ("core", &[]),
    ("trace", &["core"]),
    ("sim", &["core", "trace"]),
    ("shell", &["core", "trace", "sim"]),
    ("capture", &["core", "trace"]),
    ("text", &["core", "trace", "sim", "shell", "capture", "course"]),
    ("scene", &["core", "trace", "text"]),
    ("course", &["core", "trace", "sim", "shell"]),
    ("live", &["core", "trace"]),
    ("packetdrill", &["core"]),
    ("model", &["core"]),
    ("web", &["core", "trace", "sim", "shell", "capture", "text", "scene", "course", "live"]),
    (
        "companion",
        &[
            "core",
            "trace",
            "sim",
            "shell",
            "capture",
            "text",
            "scene",
            "course",
            "live",
            "packetdrill",
        ],
    ),
    ("peers", &["core", "trace", "sim", "capture"]),
    ("proof", &["core", "trace", "sim", "shell", "capture", "text", "course", "packetdrill"]),
    ("xtask", &[]),
];

/// Crates that would bring the outside world into the page.
const NOT_IN_WASM: [&str; 5] = ["getrandom", "rand", "chrono", "time", "instant"];
/// Yew takes all of gloo, and gloo-history names getrandom; nothing calls it, so the linker leaves it
/// out. `tests/wasm` looks at the built module to be sure.
const UNUSED_EDGES: [(&str, &str); 1] = [("gloo-history", "getrandom")];

/// Whether every arrow between our crates goes up the house.
pub(super) fn check_arrows(metadata: &Value) -> Vec<Problem> {
    let mut problems = Vec::new();
    for package in array(&metadata["packages"]) {
        let name = short(package["name"].as_str().unwrap_or_default());
        let Some((_, allowed)) = ARROWS.iter().find(|(room, _)| *room == name) else {
            problems.push(Problem::new(name, 0, "say in tidy's ARROWS which rooms it may know"));
            continue;
        };
        for dependency in array(&package["dependencies"]) {
            let full = dependency["name"].as_str().unwrap_or_default();
            let ours = dependency["path"].is_string();
            let for_tests = dependency["kind"].as_str() == Some("dev");
            if ours && !for_tests && !allowed.contains(&short(full)) {
                problems.push(Problem::new(
                    name,
                    0,
                    format!("must not know {}: arrows only go up", short(full)),
                ));
            }
        }
    }
    problems
}

fn array(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn short(name: &str) -> &str {
    name.strip_prefix("wireglass-").unwrap_or(name)
}

/// Whether the crate takes the workspace's lints, and the workspace forbids unsafe code.
pub(super) fn check_manifest(name: &str, source: &str) -> Vec<Problem> {
    let has = |section: &str, wanted: &str| {
        source
            .lines()
            .map(str::trim)
            .skip_while(|line| *line != section)
            .skip(1)
            .take_while(|line| !line.starts_with('['))
            .any(|line| line.replace(' ', "") == wanted)
    };
    // libFuzzer's macro declares an exported symbol. What it calls is in a library that forbids
    // unsafe code itself.
    if name == "tests/fuzz/Cargo.toml" {
        return Vec::new();
    }
    let (ok, what) = if name == "Cargo.toml" {
        (
            has("[workspace.lints.rust]", "unsafe_code=\"forbid\""),
            "the workspace must forbid unsafe code",
        )
    } else {
        (
            has("[lints]", "workspace=true"),
            "must take the workspace's lints, which forbid unsafe code",
        )
    };
    if ok { Vec::new() } else { vec![Problem::new(name, 0, what)] }
}

/// Whether the page's dependencies, as `cargo tree --prefix depth` lists them, bring in a crate that
/// must stay out. Each crate's own dependencies are listed where it first appears, so that every
/// edge is there once.
pub(super) fn check_wasm_tree(tree: &str) -> Vec<Problem> {
    let mut path: Vec<&str> = Vec::new();
    let mut problems = Vec::new();
    for line in tree.lines() {
        let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
        let Ok(depth) = line[..line.len() - rest.len()].parse::<usize>() else { continue };
        let name = rest.split(' ').next().unwrap_or_default();
        path.truncate(depth);
        let parent = path.last().copied().unwrap_or_default();
        if NOT_IN_WASM.contains(&name) && !UNUSED_EDGES.contains(&(parent, name)) {
            problems.push(Problem::new("wireglass-web", 0, format!("{name}, through {parent}")));
        }
        path.push(name);
    }
    problems
}
