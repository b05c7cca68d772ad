//! How it went so far, kind by kind and level by level: kept in this browser and nowhere else.

use crate::browser;
use std::collections::BTreeMap;
use wireglass_course::practice::{Kind, Level};

const KEY: &str = "wireglass.practice";

/// What is remembered of one kind at one level.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    /// Right answers in a row, up to now.
    pub(super) streak: u32,
    /// The longest row.
    pub(super) best: u32,
    /// Exercises tried.
    pub(super) tried: u32,
    /// Of these, right at the first try.
    pub(super) solved: u32,
}

/// All of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Record(BTreeMap<(Kind, Level), Line>);

impl Record {
    /// As it was left.
    pub(super) fn stored() -> Self {
        browser::stored(KEY).map(|text| Self::parse(&text)).unwrap_or_default()
    }

    /// Keeps it.
    pub(super) fn store(&self) {
        browser::store(KEY, Some(&self.text()));
    }

    /// Forgets what was kept.
    pub(super) fn forget() {
        browser::store(KEY, None);
    }

    /// One exercise more.
    pub(super) fn count(&mut self, kind: Kind, level: Level, right: bool) {
        let line = self.0.entry((kind, level)).or_default();
        line.tried = line.tried.saturating_add(1);
        if right {
            line.streak = line.streak.saturating_add(1);
            line.solved = line.solved.saturating_add(1);
            line.best = line.best.max(line.streak);
        } else {
            line.streak = 0;
        }
    }

    /// What is remembered of one kind at one level.
    pub(super) fn of(&self, kind: Kind, level: Level) -> Line {
        self.0.get(&(kind, level)).copied().unwrap_or_default()
    }

    /// `subnet.2=3/7/12/9 vlsm.1=0/1/2/1`: streak, best, tried, solved.
    fn text(&self) -> String {
        let lines = self.0.iter().map(|((kind, level), line)| {
            let Line { streak, best, tried, solved } = line;
            format!("{}.{}={streak}/{best}/{tried}/{solved}", kind.id(), level.number())
        });
        lines.collect::<Vec<_>>().join(" ")
    }

    /// Reads that. Whatever is damaged is left out, and so is what cannot be.
    fn parse(text: &str) -> Self {
        let line = |word: &str| {
            let (name, figures) = word.split_once('=')?;
            let (kind, level) = name.split_once('.')?;
            let place = (Kind::from_id(kind)?, Level::from_number(level.parse().ok()?)?);
            let figures: Option<Vec<u32>> =
                figures.split('/').map(|one| one.parse().ok()).collect();
            let [streak, best, tried, solved] = *figures?.as_slice() else { return None };
            let possible = streak <= best && best <= solved && solved <= tried;
            possible.then_some((place, Line { streak, best, tried, solved }))
        };
        Self(text.split_whitespace().filter_map(line).collect())
    }
}

#[cfg(test)]
mod tests;
