//! What tshark has to say of the frames that passed.

use anyhow::{Context, Result, bail};
use std::path::Path;
use std::process::Command;

/// The severity of a warning; that of an error is greater.
const WARNING: u32 = 6_291_456;
/// Between several values of one field.
const BETWEEN: char = '|';

/// Whether it is on this machine.
pub(super) fn available() -> bool {
    Command::new("tshark").arg("--version").output().is_ok_and(|output| output.status.success())
}

/// What it complains of, but for `odd`: complaints that have one of these texts in them are
/// due, as the case is about something out of order.
pub(super) fn complaints(file: &Path, odd: &[&str]) -> Result<Vec<String>> {
    let mut command = Command::new("tshark");
    command.arg("-n").arg("-r").arg(file);
    for check in ["ip", "tcp", "udp"] {
        command.args(["-o", &format!("{check}.check_checksum:TRUE")]);
    }
    let wrong = format!("_ws.malformed || _ws.expert.severity >= {WARNING}");
    command.args(["-Y", &wrong, "-T", "fields", "-E", &format!("aggregator={BETWEEN}")]);
    for field in ["frame.number", "_ws.expert.severity", "_ws.expert.message"] {
        command.args(["-e", field]);
    }
    let output = command.output().context("tshark")?;
    if !output.status.success() {
        bail!("tshark: {}", String::from_utf8_lossy(&output.stderr));
    }
    let said = String::from_utf8_lossy(&output.stdout);
    let mut complaints = Vec::new();
    for line in said.lines() {
        let mut columns = line.split('\t');
        let mut column = || columns.next().unwrap_or_default();
        let (frame, severities, messages) = (column(), column(), column());
        let grave = |severity: &str| severity.parse().map_or(true, |level: u32| level >= WARNING);
        for (severity, message) in severities.split(BETWEEN).zip(messages.split(BETWEEN)) {
            if grave(severity) && !odd.iter().any(|odd| message.contains(odd)) {
                complaints.push(format!("frame {frame}: {message}"));
            }
        }
    }
    Ok(complaints)
}
