//! The commands that need no browser: the same rooms, with a terminal in front.

pub(crate) mod addr;
pub(crate) mod bench;
pub(crate) mod inspect;
pub(crate) mod lesson;
pub(crate) mod lessons;
pub(crate) mod run;

use std::io::Write as _;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::{fmt, io};
use wireglass_text::terminal::point;
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
    /// Everything that is wrong with a file, each told with its place.
    Wrong(Vec<String>),
    /// The same as `Refused`, and at which characters of what was typed.
    Pointed { why: Markup, text: String, at: Range<usize> },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read { path, source } => write!(f, "cannot read {}: {source}", path.display()),
            Self::Write { path, source } => write!(f, "cannot write {}: {source}", path.display()),
            Self::Refused(why) => f.write_str(&why.plain()),
            Self::Wrong(all) => f.write_str(&all.join("\n")),
            Self::Pointed { why, text, at } => {
                let (shown, marks) = point(text, at);
                write!(f, "{why}\n  {shown}\n  {marks}")
            }
        }
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
