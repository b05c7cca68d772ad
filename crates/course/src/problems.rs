//! Everything that is wrong with a file, as it is found.

use crate::error::{LessonError, Named, Problem, ValueProblem};
use crate::nearest::nearest;
use crate::path::Path;

/// What was found so far.
#[derive(Debug, Default)]
pub(crate) struct Problems(Vec<LessonError>);

impl Problems {
    /// Adds one.
    pub(crate) fn tell(&mut self, path: &Path, problem: Problem) {
        self.0.push(LessonError::at(path, problem));
    }

    /// Adds one about a value.
    pub(crate) fn value(&mut self, path: &Path, text: &str, problem: ValueProblem) {
        self.tell(path, Problem::Value { text: text.to_owned(), problem });
    }

    /// Adds that there is nothing of this name, with the nearest of those there are.
    pub(crate) fn unknown<'n>(
        &mut self,
        path: &Path,
        what: Named,
        name: &str,
        known: impl IntoIterator<Item = &'n str>,
    ) {
        let (meant, name) = (nearest(name, known).map(str::to_owned), name.to_owned());
        self.tell(path, Problem::UnknownName { what, name, meant });
    }

    /// Reads a value.
    pub(crate) fn read<T>(
        &mut self,
        path: &Path,
        text: &str,
        read: impl FnOnce(&str) -> Result<T, ValueProblem>,
    ) -> Option<T> {
        read(text).map_err(|problem| self.value(path, text, problem)).ok()
    }

    /// Reads a value that may be missing at a key of a table.
    pub(crate) fn optional<T>(
        &mut self,
        table: &Path,
        key: &'static str,
        text: Option<&String>,
        read: impl FnOnce(&str) -> Result<T, ValueProblem>,
    ) -> Option<T> {
        self.read(&table.key(key), text?, read)
    }

    /// Checks that there are not too many of something. Whether it is so.
    pub(crate) fn few(&mut self, path: &Path, found: usize, most: usize) -> bool {
        if found > most {
            self.tell(path, Problem::TooMany { found, most });
        }
        found <= most
    }

    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Them all.
    pub(crate) fn into_vec(self) -> Vec<LessonError> {
        self.0
    }
}
