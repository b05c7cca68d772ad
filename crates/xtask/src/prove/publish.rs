//! `static/proof.json`, and the section of README.md that is made from it.

use super::SOURCES;
use crate::workspace::Workspace;
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::fs;

const FILE: &str = "static/proof.json";
const BEGIN: &str = "<!-- proof:begin -->";
const END: &str = "<!-- proof:end -->";

/// What is published.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Published {
    evidence: Vec<Value>,
    /// The groups of appendix B.
    groups: Value,
}

/// Reads what is published; nothing, if nothing ever was.
pub(super) fn read(workspace: &Workspace) -> Result<Published> {
    let path = workspace.root.join(FILE);
    if !path.exists() {
        return Ok(Published::default());
    }
    let text =
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let file: Value = serde_json::from_str(&text).with_context(|| format!("cannot read {FILE}"))?;
    let evidence = file["evidence"].as_array().cloned().unwrap_or_default();
    Ok(Published { evidence, groups: file["groups"].clone() })
}

/// `3 passed, 0 failed, 1 skipped`.
pub(super) fn summary(found: &Value) -> String {
    let count = |name: &str| found[name].as_u64().unwrap_or(0);
    let mut said = format!("{} passed, {} failed", count("passed"), count("failed"));
    if count("skipped") > 0 {
        let _ = write!(said, ", {} skipped", count("skipped"));
    }
    said
}

impl Published {
    /// Takes over what was found, in the order of [`SOURCES`].
    pub(super) fn put(&mut self, found: Value, table: Option<&Value>) {
        self.evidence.retain(|old| old["id"] != found["id"]);
        self.evidence.push(found);
        self.evidence.sort_by_key(|one| {
            SOURCES.iter().position(|source| one["id"] == source.id).unwrap_or(usize::MAX)
        });
        if let Some(table) = table {
            self.groups = groups(table);
        }
    }

    /// In what the results differ from what is published, if they do.
    pub(super) fn differs(&self, found: &Value, table: Option<&Value>) -> Option<String> {
        let Some(old) = self.evidence.iter().find(|old| old["id"] == found["id"]) else {
            return Some("it says nothing of it".to_owned());
        };
        for name in ["passed", "failed", "skipped", "figures"] {
            if old[name] != found[name] {
                return Some(format!("{name}: {}, now {}", old[name], found[name]));
            }
        }
        let table = table.map(groups);
        table.is_some_and(|table| table != self.groups).then(|| "the table".to_owned())
    }

    /// Writes the file, and README's section.
    pub(super) fn write(&self, workspace: &Workspace) -> Result<()> {
        let path = workspace.root.join(FILE);
        let file = json!({ "evidence": self.evidence, "groups": self.groups });
        let text = serde_json::to_string_pretty(&file)? + "\n";
        fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
        let path = workspace.root.join("README.md");
        let readme =
            fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let readme = replace_section(&readme, &self.markdown())
            .with_context(|| format!("README.md has no {BEGIN} followed by {END}"))?;
        fs::write(&path, readme).with_context(|| format!("cannot write {}", path.display()))
    }

    /// The section of README.
    pub(super) fn markdown(&self) -> String {
        let mut out =
            String::from("| evidence | result | in figures | repeat it |\n|---|---|---|---|\n");
        for one in &self.evidence {
            let Some(source) = SOURCES.iter().find(|source| one["id"] == source.id) else {
                continue;
            };
            let figures: Vec<String> = one["figures"]
                .as_array()
                .into_iter()
                .flatten()
                .map(|figure| {
                    let text = |at: usize| figure[at].as_str().unwrap_or_default().to_owned();
                    format!("{}: {}", text(0), text(1))
                })
                .collect();
            let command = one["command"].as_str().unwrap_or_default();
            let (what, figures) = (source.what, figures.join(" · "));
            // Writing to a String cannot fail.
            let _ = writeln!(out, "| {what} | {} | {figures} | `{command}` |", summary(one));
        }
        out
    }
}

/// What the page shows of the table: no paths, which are for whoever has the source.
fn groups(table: &Value) -> Value {
    let groups = table["group"].as_array().into_iter().flatten().map(|group| {
        let requirements = group["requirement"].as_array().into_iter().flatten().map(|one| {
            json!({
                "id": one["id"],
                "level": one["level"],
                "section": one["section"],
                "what": one["what"],
                "status": one["status"],
                "why": one["why"],
            })
        });
        json!({ "name": group["name"], "requirements": requirements.collect::<Vec<_>>() })
    });
    groups.collect()
}

/// The text with what lies between the two marks replaced; `None` if they are not there.
pub(super) fn replace_section(text: &str, section: &str) -> Option<String> {
    let begin = text.find(BEGIN)? + BEGIN.len();
    let end = begin + text.get(begin..)?.find(END)?;
    Some(format!("{}\n\n{}\n{}", &text[..begin], section.trim_end(), &text[end..]))
}
