//! `wireglass lesson check`: whether files are lessons or scenarios, and everything that is wrong
//! with those that are not.

use super::{Error, language, parse_lang, print, read_file};
use std::path::{Path, PathBuf};
use wireglass_course::Lesson;
use wireglass_text::{Lang, lesson_report, terminal};

/// What `wireglass lesson` was asked to do.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Options {
    #[command(subcommand)]
    command: Command,
}

#[derive(Clone, Debug, clap::Subcommand)]
enum Command {
    /// Check lesson and scenario files, and name every mistake
    Check {
        /// Files, or directories of TOML files
        #[arg(required = true, value_name = "DIR|FILE")]
        paths: Vec<PathBuf>,
        /// `en` or `zh`
        #[arg(long, value_parser = parse_lang)]
        lang: Option<Lang>,
    },
}

/// Checks what was asked for. It fails if any file has a mistake.
pub(crate) fn run(options: &Options) -> Result<(), Error> {
    let Command::Check { paths, lang } = &options.command;
    let lang = language(*lang);
    let mut files = Vec::new();
    for path in paths {
        collect(path, &mut files)?;
    }
    let mut wrong = Vec::new();
    for file in &files {
        if let Err(Error::Wrong(reports)) = read(lang, file) {
            wrong.extend(reports);
        }
    }
    print(&format!("{}\n", terminal::checked(lang, files.len(), wrong.len()).plain()))?;
    if wrong.is_empty() { Ok(()) } else { Err(Error::Wrong(wrong)) }
}

/// The TOML files of a directory and of those in it, in order; or the file itself.
fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<(), Error> {
    if !path.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    let unreadable = |source| Error::Read { path: path.to_owned(), source };
    let entries = std::fs::read_dir(path).map_err(unreadable)?;
    let mut inside: Vec<PathBuf> = Vec::new();
    for entry in entries {
        inside.push(entry.map_err(unreadable)?.path());
    }
    inside.sort();
    for path in inside {
        if path.is_dir() || path.extension().is_some_and(|end| end == "toml") {
            collect(&path, files)?;
        }
    }
    Ok(())
}

/// Reads a lesson or scenario file.
pub(crate) fn read(lang: Lang, path: &Path) -> Result<Lesson, Error> {
    let name = path.display().to_string();
    let bytes = match read_file(path) {
        Ok(bytes) => bytes,
        Err(error) => return Err(Error::Wrong(vec![error.to_string()])),
    };
    Lesson::parse(&String::from_utf8_lossy(&bytes)).map_err(|errors| {
        let report = |error| lesson_report(lang, &name, error);
        Error::Wrong(errors.iter().map(report).collect())
    })
}
