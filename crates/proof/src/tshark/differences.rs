//! Where our observer and tshark differ, and why: data, not packets.

use super::{Finding, KINDS, name};
use crate::evidence::root;
use anyhow::{Context as _, Result};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::fs;
use wireglass_trace::Anomaly;

/// `tshark-differences.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Differences {
    /// Expert notes that are no fault of a capture.
    #[serde(rename = "note")]
    notes: Vec<Note>,
    /// Kinds on which the two differ.
    #[serde(rename = "difference")]
    differences: Vec<Difference>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Note {
    /// How its message begins.
    begins: String,
    #[expect(dead_code, reason = "for whoever reads the file; required, so that there is one")]
    reason: String,
}

/// A difference that is understood.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Difference {
    /// What our observer says, in tshark's words; nothing if absent.
    #[serde(default)]
    pub ours: Option<String>,
    /// What tshark says; nothing if absent.
    #[serde(default)]
    pub theirs: Option<String>,
    /// What must be true of the packet.
    pub when: Condition,
    /// Why both may be said of it.
    pub reason: String,
}

/// What a difference asks of a packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Condition {
    /// Nothing.
    Always,
}

impl Condition {
    /// Whether it holds for the packet at `index`.
    pub fn holds(self, _index: usize, _packets: &[Finding]) -> bool {
        match self {
            Self::Always => true,
        }
    }
}

impl Differences {
    /// Reads the file.
    ///
    /// # Errors
    /// If it is not there or not what it should be.
    pub fn load() -> Result<Self> {
        let path = root().join("crates/proof/tshark-differences.toml");
        let text =
            fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        toml::from_str(&text).context("tshark-differences.toml")
    }

    /// Whether an expert note is no fault.
    pub(super) fn allows_note(&self, message: &str) -> bool {
        self.notes.iter().any(|note| message.starts_with(&note.begins))
    }

    /// One line about a difference.
    pub(super) fn describe(&self, index: usize) -> String {
        let Some(difference) = self.differences.get(index) else { return String::new() };
        let word = |name: &Option<String>| name.clone().unwrap_or_else(|| "nothing".to_owned());
        format!(
            "ours {}, tshark's {} ({:?})",
            word(&difference.ours),
            word(&difference.theirs),
            difference.when
        )
    }

    /// All differences.
    pub fn all(&self) -> &[Difference] {
        &self.differences
    }

    /// Which differences explain that only we say `ours` and only tshark says `theirs`.
    ///
    /// # Errors
    /// What is left unexplained on either side.
    #[expect(clippy::type_complexity, reason = "two sets of kinds")]
    pub fn explain(
        &self,
        ours: &BTreeSet<Anomaly>,
        theirs: &BTreeSet<Anomaly>,
        index: usize,
        packets: &[Finding],
    ) -> Result<Vec<usize>, (BTreeSet<Anomaly>, BTreeSet<Anomaly>)> {
        let (mut ours, mut theirs) = (ours.clone(), theirs.clone());
        let mut used = Vec::new();
        for (which, difference) in self.differences.iter().enumerate() {
            let (left, right) = (kind(&difference.ours), kind(&difference.theirs));
            let there = left.is_none_or(|kind| ours.contains(&kind))
                && right.is_none_or(|kind| theirs.contains(&kind));
            if !there || (ours.is_empty() && theirs.is_empty()) {
                continue;
            }
            if difference.when.holds(index, packets) {
                left.map(|kind| ours.remove(&kind));
                right.map(|kind| theirs.remove(&kind));
                used.push(which);
            }
        }
        if ours.is_empty() && theirs.is_empty() { Ok(used) } else { Err((ours, theirs)) }
    }
}

fn kind(word: &Option<String>) -> Option<Anomaly> {
    let word = word.as_deref()?;
    KINDS.iter().map(|(_, kind)| *kind).find(|kind| name(*kind) == word)
}
