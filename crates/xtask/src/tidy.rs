//! `cargo xtask tidy`: the invariants of the source tree (ARCHITECTURE.md says why each is there).
//!
//! Each check is a function of text, so that `tests.rs` can show it a sample that must fail.

mod code;
mod crates;
mod rust;
mod text;

#[cfg(test)]
mod tests;

use crate::build::WEB;
use crate::run;
use crate::workspace::Workspace;
use anyhow::{Context, Result, bail};
use std::fmt;
use std::fs;
use std::path::Path;

/// Something that breaks an invariant.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Problem {
    /// The file, relative to the root, or the crate.
    place: String,
    /// Counted from 1; 0 when it is the whole file.
    line: usize,
    what: String,
}

impl Problem {
    fn new(place: &str, line: usize, what: impl Into<String>) -> Self {
        Self { place: place.to_owned(), line, what: what.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.place, self.what),
            line => write!(f, "{}:{line}: {}", self.place, self.what),
        }
    }
}

/// Checks the whole tree; prints every problem.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let mut files = Vec::new();
    collect(&workspace.root, "", &mut files)?;
    files.sort();

    let mut problems = Vec::new();
    for name in &files {
        let bytes =
            fs::read(workspace.root.join(name)).with_context(|| format!("cannot read {name}"))?;
        // What is not text (a picture, a capture) has no lines to check.
        let Ok(source) = String::from_utf8(bytes) else { continue };
        problems.extend(text::check(name, &source));
        if text::has_extension(name, &["rs"]) {
            problems.extend(rust::check(name, &source));
        }
        if name == "Cargo.toml" || name.ends_with("/Cargo.toml") {
            problems.extend(crates::check_manifest(name, &source));
        }
    }
    problems.extend(crates::check_arrows(&workspace.metadata));
    let tree = run::output(workspace.cargo().args([
        "tree",
        "--locked",
        "--package",
        WEB,
        "--target",
        "wasm32-unknown-unknown",
        "--edges",
        "normal",
        "--prefix",
        "depth",
    ]))?;
    problems.extend(crates::check_wasm_tree(&tree));

    for problem in &problems {
        eprintln!("{problem}");
    }
    if !problems.is_empty() {
        bail!("{} invariants are broken, each named above", problems.len());
    }
    eprintln!("tidy: {} files are in order", files.len());
    Ok(())
}

/// The names of all source files, relative, with `/` between parts.
fn collect(directory: &Path, prefix: &str, files: &mut Vec<String>) -> Result<()> {
    const NOT_OURS: [&str; 5] = [".git", "dist", "node_modules", "shots", "target"];
    let entries = fs::read_dir(directory)
        .with_context(|| format!("cannot read the directory {}", directory.display()))?;
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let kind = entry.file_type()?;
        if kind.is_dir() && !NOT_OURS.contains(&name.as_str()) {
            collect(&entry.path(), &format!("{prefix}{name}/"), files)?;
        } else if kind.is_file() && name != ".git" {
            // In a further worktree `.git` is a file that says where the repository is.
            files.push(format!("{prefix}{name}"));
        }
    }
    Ok(())
}
