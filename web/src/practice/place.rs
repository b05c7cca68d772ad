//! Which exercise: what the address says, and how it is written.

use crate::state::Problem;
use wireglass_course::practice::{Exercise, Kind, Level};
use wireglass_text::LinkProblem;

/// An exercise of a set, or a sheet of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Place {
    /// What is practised; all kinds in turn if none.
    pub(crate) kind: Option<Kind>,
    /// How hard.
    pub(crate) level: Level,
    /// The set; any if none.
    seed: Option<u32>,
    /// The number of the exercise in its set, from 1; 0 stands for 1.
    pub(crate) number: u32,
    /// So many exercises on a sheet, if it is one.
    pub(crate) sheet: Option<u32>,
}

impl Place {
    /// The sets that one is chosen from when none is asked for: short enough to be read aloud.
    pub(crate) const SEEDS: u32 = 1_000_000;
    /// How many exercises a sheet has unless the link says so.
    pub(crate) const SHEET: u32 = 10;
    /// The most exercises on a sheet.
    pub(crate) const MOST: u32 = 100;

    const MIXED: &str = "mix";

    /// How a choice of kinds is written.
    pub(crate) fn kind_id(kind: Option<Kind>) -> &'static str {
        kind.map_or(Self::MIXED, Kind::id)
    }

    /// Takes the choice of kinds that is written so; `None` when nothing is.
    pub(crate) fn choose(&mut self, id: &str) -> Option<()> {
        self.kind = if id == Self::MIXED { None } else { Some(Kind::from_id(id)?) };
        Some(())
    }

    /// Reads the pairs behind `#/practice?`. What cannot be read is told and left out.
    pub(crate) fn parse(pairs: &[(String, String)], problems: &mut Vec<Problem>) -> Self {
        let mut place = Self::default();
        for (name, value) in pairs {
            let number = || value.parse::<u32>().ok();
            let read = match name.as_str() {
                "kind" => place.choose(value),
                "level" => {
                    let level = value.parse().ok().and_then(Level::from_number);
                    level.map(|level| place.level = level)
                }
                "seed" => number().map(|seed| place.seed = Some(seed)),
                "n" => number().filter(|n| *n > 0).map(|n| place.number = n),
                "sheet" => number()
                    .filter(|count| (1..=Self::MOST).contains(count))
                    .map(|count| place.sheet = Some(count)),
                _ => {
                    problems.push(LinkProblem::UnknownParameter { name: name.clone() }.into());
                    continue;
                }
            };
            if read.is_none() {
                let (name, value) = (name.clone(), value.clone());
                problems.push(LinkProblem::BadValue { name, value }.into());
            }
        }
        place
    }

    /// The address, from `#` on.
    pub(crate) fn href(&self) -> String {
        use std::fmt::Write as _;
        let (kind, level) = (Self::kind_id(self.kind), self.level.number());
        let mut href = format!("#/practice?kind={kind}&level={level}");
        // Writing to a String cannot fail.
        for (name, value) in [("seed", self.seed), ("n", Some(self.number)), ("sheet", self.sheet)]
        {
            if let Some(value) = value.filter(|value| name != "n" || *value > 1) {
                let _ = write!(href, "&{name}={value}");
            }
        }
        href
    }

    /// The set; the first if none was asked for.
    pub(crate) fn seed(&self) -> u32 {
        self.seed.unwrap_or_default()
    }

    /// The same, in this set if it has none.
    pub(crate) fn with_seed(&self, seed: u32) -> Self {
        Self { seed: self.seed.or(Some(seed)), number: self.number.max(1), ..self.clone() }
    }

    /// The same, in this set.
    pub(crate) fn in_set(&self, seed: u32) -> Self {
        Self { seed: Some(seed), ..self.clone() }
    }

    /// Another exercise of the same set, by its number from 1.
    pub(crate) fn at(&self, number: u32) -> Self {
        Self { number: number.max(1), ..self.clone() }
    }

    /// A sheet that begins here.
    pub(crate) fn as_sheet(&self, count: u32) -> Self {
        Self { sheet: Some(count), ..self.clone() }
    }

    /// Back from a sheet.
    pub(crate) fn as_desk(&self) -> Self {
        Self { sheet: None, ..self.clone() }
    }

    /// The exercise.
    pub(crate) fn exercise(&self) -> Exercise {
        match self.kind {
            Some(kind) => Exercise::new(kind, self.level, self.seed(), self.number),
            None => Exercise::mixed(self.level, self.seed(), self.number),
        }
    }
}

#[cfg(test)]
mod tests;
