//! How far a reader has come in each lesson: kept in this browser and nowhere else.

use crate::browser;
use std::collections::BTreeMap;
use std::fmt::Write as _;

const KEY: &str = "wireglass.seen";

/// How far into a lesson's run a reader has come, in percent, by the lesson's id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Progress(BTreeMap<String, u8>);

impl Progress {
    /// As it was left.
    pub(crate) fn stored() -> Self {
        browser::stored(KEY).map(|text| Self::parse(&text)).unwrap_or_default()
    }

    /// Remembers that a reader came to a position of a lesson, if that is further than before.
    pub(crate) fn reach(lesson: &str, position: usize, last: usize) {
        let mut all = Self::stored();
        if all.note(lesson, position, last) {
            browser::store(KEY, Some(&all.text()));
        }
    }

    /// How far, in percent; `None` if it was never begun.
    pub(crate) fn of(&self, lesson: &str) -> Option<u8> {
        self.0.get(lesson).copied()
    }

    /// Whether it was seen to its end.
    pub(crate) fn is_done(&self, lesson: &str) -> bool {
        self.of(lesson) == Some(100)
    }

    /// Whether that is news.
    fn note(&mut self, lesson: &str, position: usize, last: usize) -> bool {
        if position == 0 || last == 0 {
            return false;
        }
        let share = u8::try_from(100 * position.min(last) / last).unwrap_or(100);
        let before = self.0.entry(lesson.to_owned()).or_default();
        let news = share > *before;
        *before = share.max(*before);
        news
    }

    /// `ID=PERCENT` in each line; what is none of that is skipped.
    fn parse(text: &str) -> Self {
        let line = |line: &str| {
            let (id, share) = line.split_once('=')?;
            let share = share.trim().parse().ok().filter(|share| *share <= 100)?;
            Some((id.trim().to_owned(), share))
        };
        Self(text.lines().filter_map(line).collect())
    }

    fn text(&self) -> String {
        self.0.iter().fold(String::new(), |mut text, (id, share)| {
            // Writing to a String cannot fail.
            let _ = writeln!(text, "{id}={share}");
            text
        })
    }
}

#[cfg(test)]
mod tests;
