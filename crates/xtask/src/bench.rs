//! `cargo xtask bench`: how fast this is, with the peers' figures from the same run beside it.
//!
//! Nothing here fails for being slow: a busy machine is no defect. What is published in README is
//! what one run printed.

use crate::build::{self, Mode};
use crate::run::{self, step};
use crate::tools;
use crate::workspace::Workspace;
use anyhow::{Context, Result};
use serde_json::Value;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::Instant;

const BEGIN: &str = "<!-- bench:begin -->";
const END: &str = "<!-- bench:end -->";

/// One line of the table.
struct Line {
    name: String,
    figure: String,
    /// What else did the same, and what it took.
    peer: String,
    of: String,
}

/// What the simulator's transfer carries, as the program's `bench simulator` does.
const BULK: &str = "50000000";

/// Builds, measures, prints; with `write` also into README. With `install`, ns-3 is put there first.
pub(crate) fn bench(workspace: &Workspace, write: bool, install: bool) -> Result<()> {
    let program = build::build(workspace, Mode::new(false))?;
    let scratch = workspace.target.join("bench");
    fs::create_dir_all(&scratch).with_context(|| format!("cannot make {}", scratch.display()))?;
    let capture = scratch.join("million.pcapng");
    let mut lines = native(workspace, &program, &capture)?;
    lines.extend(browser(workspace, &program)?);
    let tshark = tshark(workspace, &capture)?;
    let ns3 = ns3(workspace, &scratch, install)?;
    for line in &mut lines {
        match line.name.as_str() {
            "capture opened" => line.peer.clone_from(&tshark),
            "simulator, the whole transfer" => line.peer.clone_from(&ns3),
            _ => {}
        }
    }
    // 800 MB that nobody needs any more.
    fs::remove_file(&capture).with_context(|| format!("cannot remove {}", capture.display()))?;
    let table = table(&lines);
    print!("{table}");
    if write {
        publish(workspace, &table)?;
    }
    Ok(())
}

fn native(workspace: &Workspace, program: &Path, capture: &Path) -> Result<Vec<Line>> {
    step("Measuring the native program");
    let mut command = workspace.command(program);
    let said = run::output(command.args(["bench", "--json", "--keep"]).arg(capture))?;
    said.lines().map(line).collect()
}

fn browser(workspace: &Workspace, program: &Path) -> Result<Vec<Line>> {
    tools::node(workspace)?;
    tools::npm_packages(workspace)?;
    let chromium = tools::chromium(workspace)?;
    step("Measuring the page in Chromium");
    let mut command = workspace.command("node");
    command.arg(workspace.root.join("tests/bench/page.mjs"));
    command.env("WIREGLASS", program).env("CHROMIUM", chromium);
    run::output(&mut command)?.lines().map(line).collect()
}

/// A figure as the programs print it: one line of JSON.
fn line(json: &str) -> Result<Line> {
    let figure: Value = serde_json::from_str(json).with_context(|| format!("not JSON: {json}"))?;
    let text = |name: &str| figure[name].as_str().unwrap_or_default().to_owned();
    let value = figure["value"].as_f64().with_context(|| format!("no value in {json}"))?;
    let shown = if value >= 1000.0 { thousands(value) } else { format!("{value:.1}") };
    Ok(Line {
        name: text("name"),
        figure: format!("{shown} {}", text("unit")),
        peer: text("peer"),
        of: text("of"),
    })
}

/// What tshark takes for the same capture and less: its conversations, without states.
fn tshark(workspace: &Workspace, capture: &Path) -> Result<String> {
    if run::output(workspace.command("tshark").arg("--version")).is_err() {
        return Ok("tshark is not installed".to_owned());
    }
    step("Measuring tshark on the same capture");
    let begun = Instant::now();
    run::output(workspace.command("tshark").args(["-q", "-z", "conv,tcp", "-r"]).arg(capture))?;
    Ok(format!("tshark -q -z conv,tcp: {} ms", thousands(begun.elapsed().as_secs_f64() * 1e3)))
}

/// What ns-3 takes for the same transfer, where it is there.
fn ns3(workspace: &Workspace, scratch: &Path, install: bool) -> Result<String> {
    let python = scratch.join("ns3/bin/python");
    if install && !python.exists() {
        step("Installing ns-3 (PyPI)");
        let mut venv = workspace.command("python3");
        run::run(venv.args(["-m", "venv"]).arg(scratch.join("ns3")))?;
        run::run(workspace.command(&python).args(["-m", "pip", "install", "-q", "ns3"]))?;
    }
    if !python.exists() {
        return Ok("ns-3 is not installed: `--ns3`".to_owned());
    }
    step("Measuring ns-3 on the same transfer");
    let script = workspace.root.join("tests/bench/bulk_transfer.py");
    let said = run::output(workspace.command(&python).arg(script).arg(BULK))?;
    let last = said.lines().last().unwrap_or_default();
    let (events, seconds) = last.split_once(' ').with_context(|| format!("ns-3 said {last:?}"))?;
    let ms = seconds.parse::<f64>().with_context(|| format!("ns-3 said {last:?}"))? * 1e3;
    let events: f64 = events.parse().with_context(|| format!("ns-3 said {last:?}"))?;
    Ok(format!("ns-3: {} ms ({} events)", thousands(ms), thousands(events)))
}

/// `1,234,567`.
fn thousands(value: f64) -> String {
    let digits = format!("{value:.0}");
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

fn table(lines: &[Line]) -> String {
    let mut out = "| | here | beside it | measured on |\n|---|---|---|---|\n".to_owned();
    for Line { name, figure, peer, of } in lines {
        // Writing to a String cannot fail.
        let _ = writeln!(out, "| {name} | {figure} | {peer} | {of} |");
    }
    out
}

fn publish(workspace: &Workspace, table: &str) -> Result<()> {
    let path = workspace.root.join("README.md");
    let readme =
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let (before, rest) = readme.split_once(BEGIN).context("README.md has no place for figures")?;
    let (_, after) = rest.split_once(END).context("README.md's place for figures has no end")?;
    let readme = format!("{before}{BEGIN}\n{table}{END}{after}");
    fs::write(&path, readme).with_context(|| format!("cannot write {}", path.display()))
}
