//! The commands that need no browser: the same rooms, with a terminal in front.

pub(crate) mod addr;
pub(crate) mod bench;
pub(crate) mod inspect;
pub(crate) mod lessons;
pub(crate) mod run;

use std::io::Write as _;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::{fmt, io};
use wireglass_text::{Lang, Markup};

/// Why a command did not do what it was asked.
#[derive(Debug)]
pub(crate) enum Error {
    /// A file could not be read.
    Read { path: PathBuf, source: io::Error },
    /// A file could not be written.
    Write { path: PathBuf, source: io::Error },
    /// Something the other rooms refused, in the person's language.
    Refused(Markup),
    /// The same, and at which characters of what was typed.
    Pointed { why: Markup, text: String, at: Range<usize> },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read { path, source } => write!(f, "cannot read {}: {source}", path.display()),
            Self::Write { path, source } => write!(f, "cannot write {}: {source}", path.display()),
            Self::Refused(why) => f.write_str(&why.plain()),
            Self::Pointed { why, text, at } => {
                let (shown, marks) = point(text, at);
                write!(f, "{why}\n  {shown}\n  {marks}")
            }
        }
    }
}

/// What was typed on one line, and below it marks at the characters `at`; cut to what a line holds.
fn point(text: &str, at: &Range<usize>) -> (String, String) {
    const AROUND: usize = 60;
    let from = at.start.saturating_sub(AROUND);
    // A control character would move the cursor: it takes a place, but is not written.
    let shown = |c: char| if c.is_control() { ' ' } else { c };
    let text: Vec<char> = text.chars().map(shown).skip(from).take(2 * AROUND).collect();
    let width = |part: &[char]| part.iter().map(|c| columns(*c)).sum::<usize>();
    let start = (at.start - from).min(text.len());
    let end = (at.end - from).clamp(start, text.len());
    // Where something is missing, the mark stands in its place.
    let marks = "^".repeat(width(&text[start..end]).max(1));
    let before = " ".repeat(width(&text[..start]));
    (text.iter().collect(), before + &marks)
}

/// How many columns of a terminal a character fills: two for East Asian wide ones (UAX #11), none for
/// marks without width.
fn columns(c: char) -> usize {
    match c {
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => 0,
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{ffe0}'..='\u{ffe6}'
        | '\u{1f300}'..='\u{1faff}'
        | '\u{20000}'..='\u{3fffd}' => 2,
        _ => 1,
    }
}

/// Parses `--lang`.
fn parse_lang(code: &str) -> Result<Lang, String> {
    Lang::from_code(code).ok_or_else(|| "`en` or `zh`".to_owned())
}

/// The language asked for, else the system's, else English.
fn language(asked: Option<Lang>) -> Lang {
    let system = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    asked.or_else(|| system.and_then(|tag| Lang::from_code(&tag))).unwrap_or_default()
}

/// Writes to standard output. A reader that has seen enough (`| head`) is not an error.
fn print(text: &str) -> Result<(), Error> {
    match io::stdout().lock().write_all(text.as_bytes()) {
        Err(source) if source.kind() != io::ErrorKind::BrokenPipe => {
            Err(Error::Write { path: "standard output".into(), source })
        }
        _ => Ok(()),
    }
}

fn read_file(path: &Path) -> Result<Vec<u8>, Error> {
    std::fs::read(path).map_err(|source| Error::Read { path: path.to_owned(), source })
}

fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    std::fs::write(path, bytes).map_err(|source| Error::Write { path: path.to_owned(), source })
}
