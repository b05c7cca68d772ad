//! The commands, one function for each. Each says whether everything went well.

use anyhow::{Context, Result};
use std::collections::BTreeSet;
use std::fmt::Write as _;
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
            Err(failure @ Failure::PeerLeavesWindow) => {
                report.skipped += 1;
                println!("skipped: seed {seed}: {failure}");
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
    writeln!(text, "{result:?}")?;
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

/// The cases with the kernel, those whose names have `only` in them.
#[cfg(target_os = "linux")]
pub(crate) fn linux(only: Option<&str>) -> Result<bool> {
    use std::time::Instant;
    use wireglass_peers::linux::{CASES, Entered, enter, run};
    let chosen = |name: &str| only.is_none_or(|only| name.contains(only));
    let count = CASES.iter().filter(|case| chosen(case.name)).count() as u64;
    if let Entered::NotPermitted(why) = enter()? {
        return not_here("linux", count, &format!("network namespaces are not permitted: {why}"));
    }
    let mut report = Report::new("linux");
    let (mut bytes, mut frames, mut comparisons) = (0, 0, 0);
    for (number, case) in (0..).zip(CASES).filter(|(_, case)| chosen(case.name)) {
        let began = Instant::now();
        let result = run(case, number, &target().join("proof"));
        let took = began.elapsed().as_millis();
        match result {
            Ok(outcome) => {
                report.passed += 1;
                bytes += outcome.bytes;
                frames += outcome.frames;
                comparisons += outcome.comparisons;
                println!("passed {took:>6} ms  {}", case.name);
            }
            Err(error) => {
                report.failed += 1;
                println!("failed {took:>6} ms  {}: {error:#}", case.name);
                println!("                  frames: target/proof/linux-{number}.pcapng");
            }
        }
    }
    let kernel = std::fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    report.figure("kernel", kernel.trim());
    report.figure("bytes transferred", bytes);
    report.figure("frames", frames);
    report.figure("kernel's states that our observer inferred", comparisons);
    end(&report)
}

/// Our networks with somebody at the door: the cases whose names have `only` in them.
#[cfg(target_os = "linux")]
pub(crate) fn networks(only: Option<&str>) -> Result<bool> {
    use std::time::Instant;
    use wireglass_peers::linux::networks::{CASES, missing, prepare, run};
    use wireglass_peers::linux::{Entered, enter};
    let cases = || CASES.iter().filter(|case| only.is_none_or(|only| case.name.contains(only)));
    if let Entered::NotPermitted(why) = enter()? {
        let why = format!("network namespaces are not permitted: {why}");
        return not_here("networks", cases().count() as u64, &why);
    }
    prepare().context("preparing the namespace")?;
    let mut report = Report::new("networks");
    let (mut frames, mut steps, mut judged) = (0, 0, 0);
    for case in cases() {
        if let Some(program) = missing(case.needs) {
            let (word, count) = if in_ci() {
                ("failed", &mut report.failed)
            } else {
                ("skipped", &mut report.skipped)
            };
            *count += 1;
            println!("{word}            {}: there is no {program} here", case.name);
            continue;
        }
        let began = Instant::now();
        let result = run(case, &target().join("proof/networks"));
        let took = began.elapsed().as_millis();
        match result {
            Ok(outcome) => {
                report.passed += 1;
                frames += outcome.frames;
                steps += outcome.steps;
                judged += u64::from(outcome.judged);
                println!("passed {took:>6} ms  {}", case.name);
            }
            Err(error) => {
                report.failed += 1;
                println!("failed {took:>6} ms  {}: {error:#}", case.name);
                println!("                  frames: target/proof/networks/{}.pcapng", case.id());
            }
        }
    }
    report.figure("frames that passed the door", frames);
    report.figure("steps of the simulated networks", steps);
    report.figure("captures in which tshark finds nothing wrong", judged);
    if in_ci() && judged < report.passed {
        report.failed += 1;
        println!("failed, as CI must have it: there is no tshark here");
    }
    end(&report)
}

/// Elsewhere there is no such kernel.
#[cfg(not(target_os = "linux"))]
pub(crate) fn linux(_: Option<&str>) -> Result<bool> {
    not_here("linux", 1, "this is not Linux")
}

/// Elsewhere there is no such wire.
#[cfg(not(target_os = "linux"))]
pub(crate) fn networks(_: Option<&str>) -> Result<bool> {
    not_here("networks", 1, "this is not Linux")
}

/// Whether everything must be there.
fn in_ci() -> bool {
    std::env::var("CI").is_ok_and(|ci| ci == "true")
}

/// Says why nothing was run. In CI that is a failure.
fn not_here(id: &str, count: u64, why: &str) -> Result<bool> {
    let mut report = Report::new(id);
    if in_ci() {
        report.failed = count;
        println!("failed, as CI must have them: {why}");
    } else {
        report.skipped = count;
        println!("skipped: {why}");
    }
    end(&report)
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
