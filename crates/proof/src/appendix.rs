//! RFC 9293, appendix B: every requirement, and what meets it.
//!
//! `rfc9293.toml` is written by people. What can be checked about it is checked:
//! that it lists every id of the appendix once, that each function or type it
//! names is declared in the file it names, that each test is a test, and that a
//! requirement that is not met says why.

use crate::evidence::root;
use anyhow::{Context as _, Result};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fs;

#[cfg(test)]
mod tests;

/// Words in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Both {
    /// English.
    pub en: String,
    /// Chinese.
    pub zh: String,
}

/// The whole table.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// The groups, in the appendix's order.
    #[serde(rename = "group")]
    pub groups: Vec<Group>,
}

/// A group of requirements.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// What it is about.
    pub name: Both,
    /// Its requirements.
    #[serde(rename = "requirement")]
    pub requirements: Vec<Requirement>,
}

/// A requirement.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Requirement {
    /// Such as `MUST-12`.
    pub id: String,
    /// Such as `SHOULD NOT`.
    pub level: Level,
    /// The section that says so.
    pub section: String,
    /// What it asks for (or against).
    pub what: Both,
    /// Whether it is met.
    pub status: Status,
    /// What meets it, as `path::item` below `crates/`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub code: Vec<String>,
    /// What shows that, as `path::function` below `crates/`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub test: Vec<String>,
    /// Why it is not met.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<Both>,
}

/// How strongly a requirement asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[expect(missing_docs, reason = "RFC 2119 says what they mean")]
pub enum Level {
    #[serde(rename = "MUST")]
    Must,
    #[serde(rename = "MUST NOT")]
    MustNot,
    #[serde(rename = "SHOULD")]
    Should,
    #[serde(rename = "SHOULD NOT")]
    ShouldNot,
    #[serde(rename = "RECOMMENDED")]
    Recommended,
    #[serde(rename = "MAY")]
    May,
}

impl Level {
    /// How ids of this level begin.
    const fn prefix(self) -> &'static str {
        match self {
            Self::Must | Self::MustNot => "MUST-",
            Self::Should | Self::ShouldNot => "SHLD-",
            Self::Recommended => "REC-",
            Self::May => "MAY-",
        }
    }
}

/// Whether a requirement is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// There is code that does it and a test that shows it.
    Met,
    /// It is not.
    NotMet,
    /// It asks something of somebody else.
    NotApplicable,
    /// A MAY that is left.
    NotTaken,
}

/// How many ids of each kind appendix B has.
const IDS: [(&str, u32); 4] = [("MUST-", 69), ("SHLD-", 31), ("MAY-", 18), ("REC-", 1)];

impl Table {
    /// Reads `rfc9293.toml`.
    ///
    /// # Errors
    /// If it is not there or not what it should be.
    pub fn load() -> Result<Self> {
        let path = root().join("crates/proof/rfc9293.toml");
        let text =
            fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        toml::from_str(&text).context("rfc9293.toml")
    }

    /// All requirements.
    pub fn requirements(&self) -> impl Iterator<Item = &Requirement> {
        self.groups.iter().flat_map(|group| &group.requirements)
    }

    /// How many have this status.
    pub fn count(&self, status: Status) -> usize {
        self.requirements().filter(|requirement| requirement.status == status).count()
    }

    /// Everything that is wrong with the table, each with the requirement's id.
    pub fn problems(&self) -> Vec<(String, String)> {
        let mut problems = Vec::new();
        let mut seen = BTreeSet::new();
        for requirement in self.requirements() {
            let id = &requirement.id;
            if !seen.insert(id.clone()) {
                problems.push((id.clone(), "is listed twice".to_owned()));
            }
            problems.extend(requirement.problems().into_iter().map(|what| (id.clone(), what)));
        }
        let wanted: BTreeSet<String> = IDS
            .iter()
            .flat_map(|(kind, last)| (1..=*last).map(move |number| format!("{kind}{number}")))
            .collect();
        let missing = wanted.difference(&seen).map(|id| (id.clone(), "is not listed".to_owned()));
        let unknown =
            seen.difference(&wanted).map(|id| (id.clone(), "is not in appendix B".to_owned()));
        problems.extend(missing.chain(unknown));
        problems
    }
}

impl Requirement {
    fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        if !self.id.starts_with(self.level.prefix()) {
            problems.push(format!("is {:?}, which its id does not say", self.level));
        }
        if !self.section.split('.').all(|part| part.parse::<u8>().is_ok()) {
            problems.push(format!("§{} is no section", self.section));
        }
        match self.status {
            Status::Met if self.code.is_empty() || self.test.is_empty() => {
                problems.push("is met, but by what code, shown by what test?".to_owned());
            }
            Status::NotMet | Status::NotApplicable | Status::NotTaken if self.why.is_none() => {
                problems.push("does not say why not".to_owned());
            }
            Status::NotTaken if self.level != Level::May => {
                problems.push("is not to be left: it is no MAY".to_owned());
            }
            _ => {}
        }
        problems.extend(self.code.iter().filter_map(|place| look(place, declares)));
        problems.extend(self.test.iter().filter_map(|place| look(place, tests)));
        problems
    }
}

/// What is wrong with `path::item`, if anything is.
fn look(place: &str, finds: fn(&str, &str) -> bool) -> Option<String> {
    let Some((path, item)) = place.split_once("::") else {
        return Some(format!("`{place}` is not path::item"));
    };
    let Ok(source) = fs::read_to_string(root().join("crates").join(path)) else {
        return Some(format!("there is no crates/{path}"));
    };
    (!finds(&source, item)).then(|| format!("crates/{path} has no `{item}`"))
}

/// Whether a source file declares an item, a field or a variant of that name.
fn declares(source: &str, item: &str) -> bool {
    const KINDS: [&str; 7] = ["fn ", "struct ", "enum ", "const ", "static ", "type ", "trait "];
    let ends = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_');
    source.lines().map(str::trim_start).filter(|line| !line.starts_with("//")).any(|line| {
        let named = KINDS.iter().any(|kind| {
            line.match_indices(kind)
                .any(|(at, _)| line[at + kind.len()..].strip_prefix(item).is_some_and(ends))
        });
        let visible = line.strip_prefix("pub(super) ").or_else(|| line.strip_prefix("pub "));
        let member = visible.unwrap_or(line).strip_prefix(item).map(str::trim_start);
        named
            || member.is_some_and(|rest| matches!(rest.chars().next(), Some(':' | '{' | ',' | '=')))
    })
}

/// Whether a source file has a test of that name.
fn tests(source: &str, name: &str) -> bool {
    let lines: Vec<&str> = source.lines().map(str::trim).collect();
    let wanted = format!("fn {name}(");
    lines.iter().enumerate().any(|(at, line)| {
        line.starts_with(&wanted)
            && lines[..at]
                .iter()
                .rev()
                .take_while(|line| line.starts_with('#') || line.starts_with("//"))
                .any(|line| *line == "#[test]")
    })
}
