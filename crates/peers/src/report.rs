//! What a run comes to: the last line, and the file the summaries are made from.

use serde_json::json;
use std::io;
use std::path::Path;

/// The result of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// What was run: `smoltcp` or `linux`.
    pub id: String,
    /// Cases that went as they must.
    pub passed: u64,
    /// Cases that did not.
    pub failed: u64,
    /// Cases that could not be run here.
    pub skipped: u64,
    /// Numbers worth telling, each with its name.
    pub figures: Vec<(String, String)>,
}

impl Report {
    /// A report on nothing yet.
    pub fn new(id: &str) -> Self {
        Self { id: id.to_owned(), ..Self::default() }
    }

    /// Adds a number worth telling.
    pub fn figure(&mut self, name: &str, value: impl std::fmt::Display) {
        self.figures.push((name.to_owned(), value.to_string()));
    }

    /// The last line of the output.
    pub fn line(&self) -> String {
        let Self { passed, failed, skipped, .. } = self;
        format!("{passed} passed, {failed} failed, {skipped} skipped")
    }

    /// The report as `cargo xtask prove` collects it.
    pub fn json(&self) -> String {
        let Self { id, passed, failed, skipped, figures } = self;
        let report = json!({
            "id": id,
            "command": format!("cargo xtask prove {id}"),
            "passed": passed,
            "failed": failed,
            "skipped": skipped,
            "figures": figures,
        });
        format!("{report:#}\n")
    }

    /// Writes it to `proof/ID.json` in `target`.
    ///
    /// # Errors
    /// If the directory or the file cannot be written.
    pub fn write(&self, target: &Path) -> io::Result<()> {
        let directory = target.join("proof");
        std::fs::create_dir_all(&directory)?;
        std::fs::write(directory.join(format!("{}.json", self.id)), self.json())
    }
}

#[cfg(test)]
mod tests;
