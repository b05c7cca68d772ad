//! Wireshark's opinion: of our captures, and of what our observer says about them.
//!
//! Every lesson and variant, every seed of the random batch (on the wire and as
//! its client saw it), the kernel's conversation, and the captures beside the
//! repository where they are there: each file goes through tshark once, with all
//! checksum checks on.
//!
//! - It must find nothing malformed, no wrong checksum, and no expert note of
//!   warning level or above other than those `tshark-differences.toml` allows.
//! - Its `tcp.analysis` flags must be our observer's anomalies, packet for packet.
//!   Where they are not, a difference of that file must say why: a pair of kinds
//!   and a condition that the packet meets, never a packet.

mod differences;
#[cfg(test)]
mod fields;
mod run;

#[cfg(test)]
mod tests;

pub use differences::{Condition, Difference, Differences};
pub use run::{Finding, available};

use crate::batch;
use crate::coverage::lesson_runs;
use crate::evidence::{Evidence, root, target};
use crate::services::{Network, networks};
use anyhow::{Context as _, Result};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use wireglass_capture::observer::conversations;
use wireglass_capture::{Vantage, to_pcapng};
use wireglass_text::{Lang, frame_comment};
use wireglass_trace::{Anomaly, NodeId, Trace};

/// How many seeds the batch has unless more are asked for.
pub const SEEDS: u64 = 60;

/// tshark's `tcp.analysis` fields, and what they are called here.
pub const KINDS: [(&str, Anomaly); 13] = [
    ("retransmission", Anomaly::Retransmission),
    ("fast_retransmission", Anomaly::FastRetransmission),
    ("spurious_retransmission", Anomaly::SpuriousRetransmission),
    ("out_of_order", Anomaly::OutOfOrder),
    ("duplicate_ack", Anomaly::DuplicateAck),
    ("zero_window", Anomaly::ZeroWindow),
    ("zero_window_probe", Anomaly::ZeroWindowProbe),
    ("window_update", Anomaly::WindowUpdate),
    ("keep_alive", Anomaly::KeepAlive),
    ("window_full", Anomaly::WindowFull),
    ("lost_segment", Anomaly::GapBefore),
    ("ack_lost_segment", Anomaly::AckOfUnseen),
    ("reused_ports", Anomaly::PortsReused),
];

/// The name of a kind, as tshark has it.
pub fn name(kind: Anomaly) -> &'static str {
    KINDS.iter().find(|(_, known)| *known == kind).map_or("other", |(name, _)| name)
}

/// Where a capture comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Origin {
    /// Written here, so that nothing at all may be wrong with it.
    Ours,
    /// A kernel's, in this repository.
    Fixture,
    /// From beside the repository, where it may be absent: judged, but not counted.
    Beside,
}

/// A capture file to be judged.
struct File {
    name: String,
    bytes: Vec<u8>,
    origin: Origin,
}

/// What was found in all files.
#[derive(Debug, Default)]
struct Report {
    files: usize,
    packets: usize,
    /// Files with something wrong, and what.
    complaints: Vec<String>,
    /// For each kind, on how many packets both sides say it.
    agreed: BTreeMap<Anomaly, usize>,
    /// How often each allowed difference was met, by its place in the file.
    allowed: BTreeMap<usize, usize>,
    /// Allowed differences that were met, in any file.
    met: BTreeSet<usize>,
    /// Differences that nothing allows.
    unexplained: Vec<String>,
}

/// Lets tshark judge everything.
///
/// # Errors
/// If tshark is not there or a file cannot be written.
pub fn check(seeds: u64) -> Result<Evidence> {
    let differences = Differences::load()?;
    let mut report = Report::default();
    let directory = target().join("proof/captures");
    fs::create_dir_all(&directory)
        .with_context(|| format!("cannot create {}", directory.display()))?;
    let mut evidence = Evidence::new("tshark");
    for file in files(seeds) {
        let path = directory.join(&file.name);
        fs::write(&path, &file.bytes)
            .with_context(|| format!("cannot write {}", path.display()))?;
        let findings = run::read(&path)?;
        let before = report.complaints.len() + report.unexplained.len();
        report.judge(&file, &findings, &differences);
        let clean = report.complaints.len() + report.unexplained.len() == before;
        if file.origin != Origin::Beside || !clean {
            evidence.check(clean);
        }
    }
    report.tell(&differences);
    for index in (0..differences.all().len()).filter(|index| !report.met.contains(index)) {
        println!("no packet meets this difference, take it out: {}", differences.describe(index));
        evidence.check(false);
    }
    evidence.figure("files", report.files);
    evidence.figure("packets", report.packets);
    evidence.figure("agreements", report.agreed.values().sum());
    evidence.figure("differences, each for a stated reason", report.allowed.values().sum());
    evidence.figure("differences without a reason", report.unexplained.len());
    Ok(evidence)
}

/// Writes the batch as files, for other programs to read.
///
/// # Errors
/// If a file cannot be written.
pub fn write_batch(directory: &std::path::Path, seeds: u64) -> Result<usize> {
    fs::create_dir_all(directory)
        .with_context(|| format!("cannot create {}", directory.display()))?;
    let mut written = 0;
    for file in (0..seeds).map(batch_file) {
        let path = directory.join(&file.name);
        fs::write(&path, file.bytes).with_context(|| format!("cannot write {}", path.display()))?;
        written += 1;
    }
    Ok(written)
}

fn files(seeds: u64) -> impl Iterator<Item = File> {
    let lessons = lesson_runs().map(|(name, run)| export(&name, run.trace(), Vantage::Wire));
    lessons.chain(network_files()).chain((0..seeds).map(batch_file)).chain(others())
}

/// What each host of each network saw.
fn network_files() -> impl Iterator<Item = File> {
    networks().flat_map(|network| {
        let Network { name, run, hosts } = network;
        let file = move |host: NodeId| {
            let title = format!("{name}.{}", host.index());
            export(&title, run.trace(), Vantage::Node(host))
        };
        hosts.into_iter().map(file)
    })
}

/// What tshark finds wrong with the captures of networks: a line each.
#[cfg(test)]
pub(crate) fn judge_networks() -> Result<Vec<String>> {
    let differences = Differences::load()?;
    let mut report = Report::default();
    let directory = target().join("proof/captures");
    fs::create_dir_all(&directory)?;
    for file in network_files() {
        let path = directory.join(&file.name);
        fs::write(&path, &file.bytes)?;
        report.judge(&file, &run::read(&path)?, &differences);
    }
    report.complaints.extend(report.unexplained);
    Ok(report.complaints)
}

/// Even seeds are captured on the wire, odd ones by the client.
fn batch_file(seed: u64) -> File {
    let run = batch::run(seed);
    let vantage =
        if seed.is_multiple_of(2) { Vantage::Wire } else { Vantage::Node(NodeId::from_index(0)) };
    export(&format!("seed-{seed}"), run.trace(), vantage)
}

fn export(name: &str, trace: &Trace, vantage: Vantage) -> File {
    let comment = |frame| frame_comment(Lang::En, trace, frame);
    File {
        name: format!("{name}.pcapng"),
        bytes: to_pcapng(trace, vantage, name, &comment),
        origin: Origin::Ours,
    }
}

/// Captures that no simulator made.
fn others() -> Vec<File> {
    let mut files = Vec::new();
    let places = [("tests/fixtures", Origin::Fixture), ("../shared/captures", Origin::Beside)];
    for (directory, origin) in places {
        let Ok(entries) = fs::read_dir(root().join(directory)) else {
            println!("{directory} is not there: its captures are not read");
            continue;
        };
        for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
            let capture = path.extension().is_some_and(|e| e == "pcap" || e == "pcapng");
            let Some(name) = path.file_name().filter(|_| capture) else { continue };
            let name = name.to_string_lossy().into_owned();
            files.extend(fs::read(&path).ok().map(|bytes| File { name, bytes, origin }));
        }
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
    files
}

impl Report {
    fn judge(&mut self, file: &File, findings: &[Finding], differences: &Differences) {
        let counts = file.origin != Origin::Beside;
        if counts {
            self.files += 1;
            self.packets += findings.len();
        }
        if findings.is_empty() {
            self.complaints.push(format!("{}: no packets", file.name));
        }
        // What others captured may be damaged: there, only the analysis is compared.
        for finding in findings.iter().filter(|_| file.origin == Origin::Ours) {
            for what in finding.complaints(differences) {
                self.complaints.push(format!("{} #{}: {what}", file.name, finding.number));
            }
        }
        let seen = observed(&file.bytes);
        let empty = BTreeSet::new();
        for (index, finding) in findings.iter().enumerate() {
            let ours = seen.get(&(finding.number - 1)).unwrap_or(&empty);
            let theirs = &finding.kinds;
            for kind in ours.intersection(theirs).filter(|_| counts) {
                *self.agreed.entry(*kind).or_default() += 1;
            }
            let left: BTreeSet<_> = ours.difference(theirs).copied().collect();
            let right: BTreeSet<_> = theirs.difference(ours).copied().collect();
            match differences.explain(&left, &right, index, findings) {
                Ok(which) => {
                    self.met.extend(&which);
                    for difference in which.into_iter().filter(|_| counts) {
                        *self.allowed.entry(difference).or_default() += 1;
                    }
                }
                Err((left, right)) => {
                    let names = |kinds: &BTreeSet<Anomaly>| {
                        kinds.iter().map(|kind| name(*kind)).collect::<Vec<_>>().join("+")
                    };
                    self.unexplained.push(format!(
                        "{} #{}: ours `{}`, tshark's `{}`",
                        file.name,
                        finding.number,
                        names(&left),
                        names(&right)
                    ));
                }
            }
        }
    }

    fn tell(&self, differences: &Differences) {
        for line in self.complaints.iter().chain(&self.unexplained) {
            println!("{line}");
        }
        println!("{} files, {} packets", self.files, self.packets);
        println!("both say:");
        for (kind, count) in &self.agreed {
            println!("  {:<26}{count:>6}", name(*kind));
        }
        println!("they differ, for a reason:");
        for (index, count) in &self.allowed {
            println!("  {:<60}{count:>6}", differences.describe(*index));
        }
        println!("they differ without a reason: {}", self.unexplained.len());
    }
}

/// What our observer finds out of the ordinary, by packet.
fn observed(bytes: &[u8]) -> BTreeMap<u32, BTreeSet<Anomaly>> {
    let mut found: BTreeMap<u32, BTreeSet<Anomaly>> = BTreeMap::new();
    let Ok(capture) = wireglass_capture::read(bytes) else { return found };
    for unusual in conversations(&capture, bytes).iter().flat_map(|c| &c.anomalies) {
        if KINDS.iter().any(|(_, kind)| *kind == unusual.anomaly) {
            found.entry(unusual.packet).or_default().insert(unusual.anomaly);
        }
    }
    found
}
