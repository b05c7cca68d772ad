//! Results: a last line for people, a file for `cargo xtask prove`.

use crate::appendix::Table;
use anyhow::{Context as _, Result};
use serde::Serialize;
use std::fs;
use std::path::{Path, PathBuf};

/// What one piece of evidence found. Nothing in it depends on the machine or the time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// Its name, such as `rules`.
    pub id: &'static str,
    /// The command that repeats it.
    pub command: String,
    /// Checks that passed.
    pub passed: usize,
    /// Checks that failed.
    pub failed: usize,
    /// Checks that could not be made here.
    pub skipped: usize,
    /// What was counted, by name.
    pub figures: Vec<(String, String)>,
    /// The table of appendix B, where this is about that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<Table>,
}

impl Evidence {
    /// Nothing found yet.
    pub fn new(id: &'static str) -> Self {
        Self {
            id,
            command: format!("cargo xtask prove {id}"),
            passed: 0,
            failed: 0,
            skipped: 0,
            figures: Vec::new(),
            table: None,
        }
    }

    /// Adds a figure.
    pub fn figure(&mut self, name: &str, value: usize) {
        self.figures.push((name.to_owned(), value.to_string()));
    }

    /// One more check.
    pub fn check(&mut self, passed: bool) {
        if passed {
            self.passed += 1;
        } else {
            self.failed += 1;
        }
    }

    /// `3 passed, 0 failed`, and what was skipped if anything was.
    pub fn summary(&self) -> String {
        let Self { passed, failed, skipped, .. } = self;
        match skipped {
            0 => format!("{passed} passed, {failed} failed"),
            _ => format!("{passed} passed, {failed} failed, {skipped} skipped"),
        }
    }

    /// Writes `target/proof/ID.json` and returns its path.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn write(&self) -> Result<PathBuf> {
        let directory = target().join("proof");
        fs::create_dir_all(&directory)
            .with_context(|| format!("cannot create {}", directory.display()))?;
        let path = directory.join(format!("{}.json", self.id));
        let text = serde_json::to_string_pretty(self)? + "\n";
        fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
        Ok(path)
    }
}

/// Cargo's target directory.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// The root of the source tree.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
