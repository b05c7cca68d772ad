//! What tshark has to say of the frames that passed.

use anyhow::{Context, Result, bail};
use std::path::Path;
use std::process::Command;

/// Malformed, or worse than a note: a warning or an error.
const WRONG: &str = "_ws.malformed || _ws.expert.severity >= 6291456";

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
    command.args(["-Y", WRONG, "-T", "fields", "-e", "frame.number", "-e", "_ws.expert.message"]);
    let output = command.output().context("tshark")?;
    if !output.status.success() {
        bail!("tshark: {}", String::from_utf8_lossy(&output.stderr));
    }
    let said = String::from_utf8_lossy(&output.stdout);
    let due = |line: &&str| !odd.iter().any(|odd| line.contains(odd));
    Ok(said.lines().filter(due).map(str::to_owned).collect())
}
