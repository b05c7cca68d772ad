//! What holds for any file that is text.

use super::Problem;

const MAX_LINES: usize = 800;

pub(super) fn check(name: &str, source: &str) -> Vec<Problem> {
    let mut problems = Vec::new();
    if has_extension(name, &["rs", "css", "js", "mjs"]) {
        let lines = source.lines().count();
        if lines > MAX_LINES {
            problems.push(Problem::new(
                name,
                0,
                format!("{lines} lines, at most {MAX_LINES}: divide it"),
            ));
        }
    }
    let is_code = has_extension(name, &["rs", "css", "js", "mjs", "html", "toml", "sh"]);
    let may_hold_chinese = may_hold_chinese(name);
    for (number, line) in (1..).zip(source.lines()) {
        let mut report = |what: String| problems.push(Problem::new(name, number, what));
        if is_code && let Some(mark) = unfinished(line) {
            report(format!("{mark}: finish it, or file an issue"));
        }
        if let Some(path) = machine_path(line) {
            report(format!("{path} is a path of one machine"));
        }
        if let Some(host) = foreign_registry(name, line) {
            report(format!("packages come from the public registry, not from {host}"));
        }
        if !may_hold_chinese && line.chars().any(is_cjk) {
            report(
                "words a person reads live in crates/text, crates/course or web/src/i18n"
                    .to_owned(),
            );
        }
    }
    problems
}

pub(super) fn has_extension(name: &str, extensions: &[&str]) -> bool {
    name.rsplit_once('.').is_some_and(|(_, extension)| extensions.contains(&extension))
}

/// Whether the file holds tests, or what only tests use, and nothing else: `tests.rs`, `testing.rs`,
/// `golden.rs`, and whatever is in a directory called `tests` or `golden`.
pub(super) fn is_test(name: &str) -> bool {
    let mut parts = name.rsplit('/');
    matches!(parts.next(), Some("tests.rs" | "testing.rs" | "golden.rs"))
        || parts.any(|directory| matches!(directory, "tests" | "golden"))
}

/// A mark of work left undone. (Each is in two pieces here: this file is checked too.)
fn unfinished(line: &str) -> Option<&'static str> {
    [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X"), concat!("HA", "CK")]
        .into_iter()
        .find(|mark| contains_word(line, mark))
}

fn contains_word(line: &str, word: &str) -> bool {
    let part_of_word = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(at, _)| {
        !line[..at].chars().next_back().is_some_and(part_of_word)
            && !line[at + word.len()..].chars().next().is_some_and(part_of_word)
    })
}

/// An absolute path into somebody's home or work directory.
fn machine_path(line: &str) -> Option<&'static str> {
    [concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/ho", "me/")].into_iter().find(|path| {
        line.match_indices(path).any(|(at, _)| {
            let before = line[..at].chars().next_back();
            !before.is_some_and(|c| c.is_alphanumeric() || "._-*}".contains(c))
        })
    })
}

/// A host that a lock file or a package manager's configuration should not name.
fn foreign_registry<'a>(name: &str, line: &'a str) -> Option<&'a str> {
    let line = line.trim();
    if name.ends_with("package-lock.json") {
        let url = line.strip_prefix("\"resolved\": \"")?;
        return (!url.starts_with("https://registry.npmjs.org/")).then(|| host(url));
    }
    if name.ends_with("Cargo.lock") {
        let source = line.strip_prefix("source = \"")?;
        return (!source.starts_with("registry+https://github.com/rust-lang/crates.io-index"))
            .then(|| host(source));
    }
    line.find(concat!("arti", "factory")).map(|_| line)
}

fn host(url: &str) -> &str {
    url.split_once("://").map_or(url, |(_, rest)| rest).split('/').next().unwrap_or(url)
}

fn may_hold_chinese(name: &str) -> bool {
    const ROOMS: [&str; 5] =
        ["crates/text/", "crates/course/", "crates/proof/rfc9293.toml", "web/src/i18n", "static/"];
    // A test may hold a Chinese name or comment, to show that it survives.
    is_test(name)
        || ROOMS.iter().any(|room| name.starts_with(room))
        || has_extension(name, &["md"])
        || name == "web/index.html"
}

/// Ideographs, kana, CJK punctuation and full-width forms.
fn is_cjk(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}
