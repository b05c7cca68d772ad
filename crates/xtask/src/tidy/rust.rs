//! What holds for Rust files: what the pure rooms must not touch, and the house's manners.

use super::Problem;
use super::code::code_only;
use super::text::is_test;

/// The rooms that are functions of their input.
const PURE: [&str; 8] = ["core", "trace", "sim", "shell", "scene", "capture", "text", "course"];
/// Of these, the ones that do not compute with floats at all. `scene` may, for geometry.
const WHOLE_NUMBERS: [&str; 6] = ["core", "trace", "sim", "shell", "capture", "course"];

/// Paths that mean input, output, a clock, a thread, or an order that differs from run to run.
const IMPURE: [(&str, &str); 14] = [
    ("std::fs", "no IO"),
    ("std::io", "no IO"),
    ("std::env", "no environment"),
    ("std::process", "no processes"),
    ("std::thread", "no threads"),
    ("std::time", "no clock: time is an argument"),
    ("SystemTime", "no clock: time is an argument"),
    ("TcpStream", "no IO"),
    ("TcpListener", "no IO"),
    ("UdpSocket", "no IO"),
    ("HashMap", "its order differs from run to run: BTreeMap, Vec or indexmap"),
    ("HashSet", "its order differs from run to run: BTreeSet, Vec or indexmap"),
    ("RandomState", "no randomness but a seeded generator"),
    ("thread_local", "no hidden state"),
];

/// The least number of lines of a `lib.rs`'s own documentation.
const CONTRACT_LINES: usize = 10;

pub(super) fn check(name: &str, source: &str) -> Vec<Problem> {
    let code = code_only(source);
    let mut problems = Vec::new();
    if name.ends_with("src/lib.rs") {
        let lines = source.lines().take_while(|line| line.starts_with("//!")).count();
        if lines < CONTRACT_LINES {
            problems.push(Problem::new(
                name,
                0,
                format!("its `//!` contract has {lines} lines: say what this room promises"),
            ));
        }
    }
    problems.extend(unexplained_allows(name, source, &code));
    if let Some(room) = room(name)
        && PURE.contains(&room)
        // Tests may use what the code may not.
        && !is_test(name)
    {
        for (number, line) in (1..).zip(code.lines()) {
            for (word, why) in IMPURE {
                if contains_path(line, word) {
                    problems.push(Problem::new(
                        name,
                        number,
                        format!("{word} in a pure room: {why}"),
                    ));
                }
            }
            for print in ["println", "eprintln", "print", "eprint", "dbg"] {
                if contains_path(line, &format!("{print}!")) {
                    problems.push(Problem::new(
                        name,
                        number,
                        format!("{print}! in a pure room: no IO"),
                    ));
                }
            }
            if WHOLE_NUMBERS.contains(&room) && has_float(line) {
                problems.push(Problem::new(
                    name,
                    number,
                    "a float where protocol and time are whole numbers",
                ));
            }
        }
    }
    problems
}

/// The crate that a file of `crates/ROOM/src` belongs to.
fn room(name: &str) -> Option<&str> {
    let (room, rest) = name.strip_prefix("crates/")?.split_once('/')?;
    rest.starts_with("src/").then_some(room)
}

/// `word`, standing alone (`std::io` is not in `my_std::ion`).
fn contains_path(line: &str, word: &str) -> bool {
    let part_of_word = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(at, _)| {
        !line[..at].chars().next_back().is_some_and(part_of_word)
            && !line[at + word.len()..].chars().next().is_some_and(part_of_word)
    })
}

/// A float type or literal. A tuple's field (`pair.0.1`) and a range (`0..1`) are neither.
fn has_float(line: &str) -> bool {
    if contains_path(line, "f32")
        || contains_path(line, "f64")
        || line.contains("_f32")
        || line.contains("_f64")
    {
        return true;
    }
    let bytes = line.as_bytes();
    line.match_indices('.').any(|(at, _)| {
        let after_digit = bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
        let head = line[..at].trim_end_matches(|c: char| c.is_ascii_digit() || c == '_');
        let digits = &line[head.len()..at];
        let before = head.chars().next_back();
        after_digit
            && digits.starts_with(|c: char| c.is_ascii_digit())
            && !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '.')
    })
}

/// Each `allow` and `expect` attribute says why: `reason = "…"`, or a comment on it or above it.
fn unexplained_allows(name: &str, source: &str, code: &str) -> Vec<Problem> {
    let lines: Vec<&str> = source.lines().collect();
    let mut problems = Vec::new();
    let mut offset = 0;
    for (index, line) in code.lines().enumerate() {
        let attribute = ["#[allow(", "#![allow(", "#[expect(", "#![expect("]
            .iter()
            .find_map(|start| line.find(start));
        if let Some(at) = attribute {
            let rest = &code[offset + at..];
            let attribute = &rest[..rest.find(']').unwrap_or(rest.len())];
            let above = index.checked_sub(1).and_then(|above| lines.get(above));
            let explained = attribute.contains("reason")
                || lines.get(index).is_some_and(|line| line.contains("//"))
                || above.is_some_and(|line| line.trim_start().starts_with("//"));
            if !explained {
                problems.push(Problem::new(
                    name,
                    index + 1,
                    "an `allow` without a reason beside it",
                ));
            }
        }
        offset += line.len() + 1;
    }
    problems
}
