//! One run of tshark over one file.

use super::{Differences, KINDS};
use anyhow::{Context as _, Result, bail};
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;
use wireglass_trace::Anomaly;

/// `PI_WARN`: expert notes from here on are complaints.
const WARN: u32 = 0x0060_0000;
/// Between the values of a field that a packet has more than once.
const AGGREGATOR: char = '\u{1f}';

/// What tshark says about a packet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Finding {
    /// Counted from 1.
    pub number: u32,
    /// The stream it belongs to, if it is TCP.
    pub stream: Option<u32>,
    /// Who sent it: its source port.
    pub source: u32,
    /// SEG.SEQ, relative.
    pub seq: u32,
    /// SEG.ACK, relative.
    pub ack: u32,
    /// Bytes of text.
    pub len: u32,
    /// The flags' bits.
    pub flags: u32,
    /// In nanoseconds since the first packet.
    pub time: u64,
    /// It has a window scale option.
    pub scales: bool,
    /// What its analysis says.
    pub kinds: BTreeSet<Anomaly>,
    /// Malformed, or a wrong checksum.
    pub(super) broken: Option<String>,
    /// Expert notes of warning level or above.
    pub(super) warnings: Vec<String>,
}

impl Finding {
    /// Just past its last number, relative; SYN and FIN count one each.
    pub fn end(&self) -> u32 {
        self.seq + self.len + (self.flags >> 1 & 1) + (self.flags & 1)
    }

    /// What must not be in a capture of ours.
    pub(super) fn complaints(&self, differences: &Differences) -> Vec<String> {
        let warnings = self.warnings.iter().filter(|text| !differences.allows_note(text));
        self.broken.iter().chain(warnings).cloned().collect()
    }
}

/// Whether tshark is there.
pub fn available() -> bool {
    Command::new("tshark").arg("--version").output().is_ok_and(|output| output.status.success())
}

const FIELDS: [&str; 17] = [
    "frame.number",
    "tcp.stream",
    "tcp.srcport",
    "tcp.seq",
    "tcp.ack",
    "tcp.len",
    "tcp.flags",
    "frame.time_relative",
    "tcp.options.wscale.shift",
    "_ws.malformed",
    "ip.checksum.status",
    "tcp.checksum.status",
    "udp.checksum.status",
    "icmp.checksum.status",
    "igmp.checksum.status",
    "_ws.expert.severity",
    "_ws.expert.message",
];

pub(super) fn read(path: &Path) -> Result<Vec<Finding>> {
    let mut command = Command::new("tshark");
    command.arg("-r").arg(path).args(["-o", "tcp.check_checksum:TRUE"]);
    // Lessons send to port 80 what is not HTTP. Put together for that reader, text that is sent
    // again in other pieces counts as a "reassembly error"; here TCP alone is looked at.
    command.args(["-o", "tcp.desegment_tcp_streams:FALSE"]);
    command.args([
        "-o",
        "ip.check_checksum:TRUE",
        "-o",
        "udp.check_checksum:TRUE",
        "-T",
        "fields",
        "-E",
        "occurrence=a",
    ]);
    command.arg("-E").arg(format!("aggregator={AGGREGATOR}"));
    for field in FIELDS {
        command.args(["-e", field]);
    }
    for (kind, _) in KINDS {
        command.arg("-e").arg(format!("tcp.analysis.{kind}"));
    }
    let output = command
        .output()
        .context("tshark does not start: install it, for example with `apt-get install tshark`")?;
    if !output.status.success() {
        bail!("tshark failed on {}: {}", path.display(), String::from_utf8_lossy(&output.stderr));
    }
    let printed = String::from_utf8_lossy(&output.stdout);
    printed.lines().map(|line| finding(line).with_context(|| line.to_owned())).collect()
}

fn finding(line: &str) -> Option<Finding> {
    let columns: Vec<&str> = line.split('\t').collect();
    let column = |name: &str| {
        let at = FIELDS.iter().position(|field| *field == name)?;
        columns.get(at).copied().filter(|text| !text.is_empty())
    };
    let first = |name: &str| column(name).map(|text| text.split(AGGREGATOR).next().unwrap_or(text));
    let number = |name: &str| first(name).and_then(|text| text.parse::<u32>().ok());
    let bad = |name: &str, what: &str| (first(name) == Some("0")).then(|| what.to_owned());
    let severities = column("_ws.expert.severity").unwrap_or_default().split(AGGREGATOR);
    let messages = column("_ws.expert.message").unwrap_or_default().split(AGGREGATOR);
    let warnings = severities
        .zip(messages)
        .filter(|(severity, _)| severity.parse::<u32>().is_ok_and(|value| value >= WARN))
        .map(|(_, message)| message.to_owned())
        .collect();
    let mut kinds: BTreeSet<Anomaly> = KINDS
        .iter()
        .enumerate()
        .filter(|(at, _)| columns.get(FIELDS.len() + at).is_some_and(|text| !text.is_empty()))
        .map(|(_, (_, kind))| *kind)
        .collect();
    // There, every retransmission is also a plain one.
    if kinds.iter().filter(|kind| kind.is_retransmission()).count() > 1 {
        kinds.remove(&Anomaly::Retransmission);
    }
    Some(Finding {
        number: number("frame.number")?,
        stream: number("tcp.stream"),
        source: number("tcp.srcport").unwrap_or(0),
        seq: number("tcp.seq").unwrap_or(0),
        ack: number("tcp.ack").unwrap_or(0),
        len: number("tcp.len").unwrap_or(0),
        flags: first("tcp.flags")
            .and_then(|text| u32::from_str_radix(text.trim_start_matches("0x"), 16).ok())
            .unwrap_or(0),
        time: first("frame.time_relative").and_then(nanoseconds).unwrap_or(0),
        scales: column("tcp.options.wscale.shift").is_some(),
        kinds,
        broken: column("_ws.malformed")
            .map(|_| "malformed".to_owned())
            .or_else(|| bad("ip.checksum.status", "wrong IPv4 checksum"))
            .or_else(|| bad("tcp.checksum.status", "wrong TCP checksum"))
            .or_else(|| bad("udp.checksum.status", "wrong UDP checksum"))
            .or_else(|| bad("icmp.checksum.status", "wrong ICMP checksum"))
            .or_else(|| bad("igmp.checksum.status", "wrong IGMP checksum")),
        warnings,
    })
}

/// `1.234567890` seconds.
fn nanoseconds(text: &str) -> Option<u64> {
    let (seconds, fraction) = text.split_once('.')?;
    let nanos: u64 = format!("{fraction:0<9}").get(..9)?.parse().ok()?;
    Some(seconds.parse::<u64>().ok()? * 1_000_000_000 + nanos)
}
