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
    /// The other side has sent nothing that this packet does not acknowledge.
    NothingOutstanding,
    /// It carries no text: a SYN or a FIN, and nothing else.
    NoText,
    /// A SYN,ACK of a side that had sent a SYN of its own before.
    CrossingSyn,
    /// The last packet of the other side with this packet's SEG.SEQ as SEG.ACK passed more than
    /// 20 ms before.
    NoDuplicateIn20Ms,
    /// Everything this packet acknowledges is in the capture.
    AcknowledgedIsThere,
    /// Everything before this packet's SEG.SEQ is in the capture.
    NothingMissing,
    /// Every byte of it is in an earlier packet of the same side.
    SeenBefore,
    /// The sender's last packet before this one is a SYN.
    AfterSyn,
    /// Its sender has sent a reset before, whose number need not be its own, and none of the text.
    AfterReset,
    /// Three packets of the other side without text acknowledge up to just before it.
    AskedFor,
    /// Fewer than three do.
    NotAskedFor,
    /// tshark says that it probes a window.
    Probes,
    /// An earlier packet of its sender carries one byte, of this packet's SEG.SEQ.
    ProbedHere,
    /// A SYN of the connection declines window scaling.
    ScalingDeclined,
}

impl Condition {
    /// Whether it holds for the packet at `index`.
    pub fn holds(self, index: usize, packets: &[Finding]) -> bool {
        const SYN: u32 = 2;
        const ACK: u32 = 16;
        const RST: u32 = 4;
        const RECENT: u64 = 20_000_000;
        let Some(this) = packets.get(index) else { return false };
        let earlier = || packets[..index].iter().rev().filter(|p| p.stream == this.stream);
        // The number of a reset may be anything.
        let earlier_sent = || earlier().filter(|p| p.flags & RST == 0);
        let mine = || earlier_sent().filter(|p| p.source == this.source);
        let other = || earlier_sent().filter(|p| p.source != this.source);
        let end = |packets: &mut dyn Iterator<Item = &Finding>| packets.map(Finding::end).max();
        match self {
            Self::NothingOutstanding => end(&mut other()).is_none_or(|end| end <= this.ack),
            Self::NoText => this.len == 0 && this.end() > this.seq,
            Self::CrossingSyn => {
                this.flags & (SYN | ACK) == SYN | ACK
                    && mine().any(|p| p.flags & (SYN | ACK) == SYN)
            }
            Self::NoDuplicateIn20Ms => {
                let last = other().find(|p| p.ack == this.seq);
                last.is_none_or(|last| this.time.saturating_sub(last.time) > RECENT)
            }
            Self::AcknowledgedIsThere => {
                contiguous(&mut other()).is_some_and(|end| end >= this.ack)
            }
            Self::NothingMissing => contiguous(&mut mine()).is_some_and(|end| end >= this.seq),
            Self::SeenBefore => {
                this.len > 0 && mine().any(|p| p.seq <= this.seq && p.end() >= this.end())
            }
            Self::AfterSyn => mine().next().is_some_and(|last| last.flags & SYN != 0),
            Self::AfterReset => {
                earlier().any(|p| p.source == this.source && p.flags & RST != 0)
                    && end(&mut mine()).is_none_or(|end| end <= this.seq)
            }
            Self::AskedFor => other().filter(|p| p.len == 0 && p.ack == this.seq).count() > 3,
            Self::NotAskedFor => !Self::AskedFor.holds(index, packets),
            Self::Probes => this.kinds.contains(&Anomaly::ZeroWindowProbe),
            Self::ProbedHere => mine().any(|p| p.len == 1 && p.seq == this.seq),
            Self::ScalingDeclined => earlier().any(|p| p.flags & SYN != 0 && !p.scales),
        }
    }
}

/// Up to where the packets hold everything from the first number among them on.
fn contiguous(packets: &mut dyn Iterator<Item = &Finding>) -> Option<u32> {
    let mut ranges: Vec<_> = packets.map(|p| (p.seq, p.end())).collect();
    ranges.sort_unstable();
    let mut end = ranges.first()?.0;
    for (from, to) in ranges {
        if from > end {
            break;
        }
        end = end.max(to);
    }
    Some(end)
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
            let (left, right) =
                (kind(difference.ours.as_deref()), kind(difference.theirs.as_deref()));
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

fn kind(word: Option<&str>) -> Option<Anomaly> {
    let word = word?;
    KINDS.iter().map(|(_, kind)| *kind).find(|kind| name(*kind) == word)
}
