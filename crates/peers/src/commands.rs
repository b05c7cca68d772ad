//! The commands, one function for each. Each says whether everything went well.

use anyhow::{Context, Result};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use wireglass_core::tcp::TRANSITIONS;
use wireglass_peers::report::Report;
use wireglass_peers::smoltcp::{Failure, Outcome, Setup, run, run_with_log};

/// How much of a failed conversation's log is printed; the file has all of it.
const LINES: usize = 60;

/// The workspace's `target`, which holds `proof` wherever Cargo itself builds.
fn target() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target")
}

/// Conversations with smoltcp: `seeds` of them from `first` on.
pub(crate) fn seeds(first: u64, seeds: u64) -> Result<bool> {
    let mut report = Report::new("smoltcp");
    let mut sum = Outcome::default();
    for seed in first..first.saturating_add(seeds) {
        match run(&Setup::draw(seed)) {
            Ok(outcome) => {
                report.passed += 1;
                sum.bytes += outcome.bytes;
                sum.packets += outcome.packets;
                sum.faults += outcome.faults;
                sum.retransmissions += outcome.retransmissions;
                sum.time = sum.time + outcome.time;
                sum.transitions.extend(outcome.transitions);
            }
            Err(failure) => {
                report.failed += 1;
                println!("failed: seed {seed}: {failure}");
                if report.failed == 1 {
                    tell(seed)?;
                }
            }
        }
    }
    let declared: BTreeSet<_> = TRANSITIONS.iter().map(|t| (t.from, t.to)).collect();
    report.figure("conversations", seeds);
    report.figure("bytes transferred", sum.bytes);
    report.figure("packets", sum.packets);
    report.figure("packets lost, damaged or doubled", sum.faults);
    report.figure("segments sent again", sum.retransmissions);
    report.figure("hours of virtual time", sum.time.as_secs() / 3_600);
    let made = format!("{} of {}", sum.transitions.len(), declared.len());
    report.figure("pairs of states passed between", made);
    end(&report)
}

/// One conversation with smoltcp, and everything that happened in it.
pub(crate) fn one_seed(seed: u64) -> Result<bool> {
    let failure = tell(seed)?;
    let mut report = Report::new("smoltcp");
    report.passed = u64::from(failure.is_none());
    report.failed = u64::from(failure.is_some());
    println!("{}", report.line());
    Ok(failure.is_none())
}

/// Writes a conversation down in `target/proof`, and prints its settings and its end.
fn tell(seed: u64) -> Result<Option<Failure>> {
    let setup = Setup::draw(seed);
    let (result, log) = run_with_log(&setup);
    let file = target().join("proof").join(format!("smoltcp-{seed}.log"));
    let mut text = format!("{setup:#?}\n");
    for line in &log {
        text.push_str(line);
        text.push('\n');
    }
    text.push_str(&format!("{result:?}\n"));
    std::fs::create_dir_all(file.parent().unwrap_or(Path::new(".")))
        .and_then(|()| std::fs::write(&file, text))
        .with_context(|| file.display().to_string())?;
    println!("{setup:?}");
    for line in log.iter().skip(log.len().saturating_sub(LINES)) {
        println!("{line}");
    }
    match &result {
        Ok(outcome) => println!("{outcome:?}"),
        Err(failure) => println!("{failure}"),
    }
    println!("all {} lines: {}", log.len(), file.display());
    Ok(result.err())
}

/// Prints the figures and the last line, and writes the file.
fn end(report: &Report) -> Result<bool> {
    for (name, value) in &report.figures {
        println!("{name}: {value}");
    }
    report.write(&target()).context("target/proof")?;
    println!("{}", report.line());
    Ok(report.failed == 0)
}
