//! `cargo xtask fuzz`: builds `tests/fuzz` with libFuzzer and runs its targets.
//!
//! libFuzzer wants to know which parts of the program an input reaches. The compiler counts that on
//! the stable toolchain too, with the flags below; they go with an explicit `--target`, so that build
//! scripts and macros stay as they are. Sanitizers need a nightly toolchain, and would watch for what
//! safe Rust rules out.

use crate::run::{self, step};
use crate::workspace::Workspace;
use anyhow::{Context, Result, bail, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The machine the program is built for: this one, named.
const TARGET: &str = "x86_64-unknown-linux-gnu";

/// What makes the program tell libFuzzer where it has been.
const COVERAGE: &[&str] = &[
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    // The pass wants a module whole: linking the pieces of a divided one fails.
    "-Ccodegen-units=1",
    "--cfg=fuzzing",
];

/// No input may take more memory (MiB) or time (seconds) than this.
const LIMITS: [&str; 2] = ["-rss_limit_mb=1024", "-timeout=10"];

/// How one target went.
struct Outcome {
    name: String,
    runs: u64,
    passed: bool,
}

/// Fuzzes `only`, or every target, for `seconds` each; with `minimise`, then keeps the few inputs
/// that reach all that was reached.
pub(crate) fn fuzz(
    workspace: &Workspace,
    only: Option<&str>,
    seconds: u32,
    minimise: bool,
) -> Result<()> {
    let bench = Bench::build(workspace)?;
    let names: Vec<String> = bench.targets()?;
    let wanted: Vec<&String> =
        names.iter().filter(|name| only.is_none_or(|only| only == *name)).collect();
    ensure!(!wanted.is_empty(), "no such target; there are: {}", names.join(", "));
    let mut outcomes = Vec::new();
    for name in wanted {
        outcomes.push(bench.run(name, seconds)?);
        if minimise {
            bench.minimise(name)?;
        }
    }
    let passed = outcomes.iter().filter(|outcome| outcome.passed).count();
    let failed = outcomes.len() - passed;
    bench.prove(&outcomes, passed, failed)?;
    println!("{passed} passed, {failed} failed");
    if failed > 0 {
        // The lines above say it all.
        std::process::exit(1);
    }
    Ok(())
}

/// The built program and where things are.
struct Bench<'a> {
    workspace: &'a Workspace,
    program: PathBuf,
    source: PathBuf,
    /// Everything that fuzzing leaves: what was found, and what went wrong.
    out: PathBuf,
}

impl<'a> Bench<'a> {
    fn build(workspace: &'a Workspace) -> Result<Self> {
        let source = workspace.root.join("tests/fuzz");
        let out = workspace.target.join("fuzz");
        step("building the fuzz targets");
        let mut cargo = workspace.cargo();
        cargo
            .current_dir(&source)
            .args(["build", "--locked", "--release", "--target", TARGET])
            .env("CARGO_TARGET_DIR", &out)
            .env("RUSTFLAGS", COVERAGE.join(" "));
        run::run(&mut cargo).context("the C++ part of libFuzzer needs g++ (Debian package g++)")?;
        let program = out.join(TARGET).join("release/wireglass-fuzz");
        Ok(Self { workspace, program, source, out })
    }

    /// The targets: each has a corpus.
    fn targets(&self) -> Result<Vec<String>> {
        let corpus = self.source.join("corpus");
        let entries =
            fs::read_dir(&corpus).with_context(|| format!("cannot read {}", corpus.display()))?;
        let mut names = Vec::new();
        for entry in entries {
            names.push(entry?.file_name().to_string_lossy().into_owned());
        }
        names.sort();
        Ok(names)
    }

    fn kept(&self, name: &str) -> PathBuf {
        self.source.join("corpus").join(name)
    }

    /// What this and earlier runs on this machine found.
    fn found(&self, name: &str) -> PathBuf {
        self.out.join("found").join(name)
    }

    fn command(&self, name: &str) -> Command {
        let mut command = self.workspace.command(&self.program);
        command.env("WIREGLASS_FUZZ_TARGET", name).args(LIMITS);
        command
    }

    fn run(&self, name: &str, seconds: u32) -> Result<Outcome> {
        let artifacts = self.out.join("artifacts").join(name);
        let found = self.found(name);
        for directory in [&artifacts, &found] {
            fs::create_dir_all(directory)
                .with_context(|| format!("cannot make {}", directory.display()))?;
        }
        let mut command = self.command(name);
        command
            .arg(format!("-max_total_time={seconds}"))
            // A short run is a regression test, and tries the same each time; a long one explores.
            .args((seconds <= 10).then_some("-seed=1"))
            .arg(format!("-artifact_prefix={}/", artifacts.display()))
            .args(["-print_final_stats=1", "-verbosity=1", "-use_value_profile=0"])
            // libFuzzer adds to the first directory and reads both.
            .args([&found, &self.kept(name)]);
        let output =
            command.output().with_context(|| format!("cannot start {}", self.program.display()))?;
        let said = String::from_utf8_lossy(&output.stderr);
        let passed = output.status.success();
        let runs = number_after(&said, "stat::number_of_executed_units:").unwrap_or(0);
        let (before, after) = coverage(&said);
        println!(
            "{name:<12} {:<6} {runs:>10} runs, coverage {before} -> {after}",
            if passed { "ok" } else { "FAILED" },
        );
        if !passed {
            let log = artifacts.join("log.txt");
            fs::write(&log, said.as_bytes())?;
            let last: Vec<&str> = said.lines().filter(|line| telling(line)).take(12).collect();
            println!("{}\n  all of it: {}", last.join("\n"), log.display());
        }
        Ok(Outcome { name: name.to_owned(), runs, passed })
    }

    /// Puts the smallest set of inputs that reaches everything in the corpus's place.
    fn minimise(&self, name: &str) -> Result<()> {
        let fresh = self.out.join("merged").join(name);
        if fresh.exists() {
            fs::remove_dir_all(&fresh)?;
        }
        fs::create_dir_all(&fresh)?;
        let mut command = self.command(name);
        command.arg("-merge=1").args([&fresh, &self.kept(name), &self.found(name)]);
        let output = command.output()?;
        if !output.status.success() {
            bail!("minimising {name} failed: {}", String::from_utf8_lossy(&output.stderr));
        }
        let kept = self.kept(name);
        fs::remove_dir_all(&kept)?;
        fs::create_dir_all(&kept)?;
        for file in smallest(&fresh)? {
            if let Some(name) = file.file_name() {
                fs::copy(&file, kept.join(name))?;
            }
        }
        Ok(())
    }

    /// Writes the figures for the page that says how the project is proved.
    fn prove(&self, outcomes: &[Outcome], passed: usize, failed: usize) -> Result<()> {
        let mut figures: Vec<[String; 2]> =
            vec![["targets".to_owned(), outcomes.len().to_string()]];
        figures.extend(
            outcomes.iter().map(|one| [format!("{}, executions", one.name), one.runs.to_string()]),
        );
        let proof = serde_json::json!({
            "id": "fuzz",
            "command": "cargo xtask prove fuzz",
            "passed": passed,
            "failed": failed,
            "skipped": 0,
            "figures": figures,
        });
        let directory = self.workspace.target.join("proof");
        fs::create_dir_all(&directory)?;
        fs::write(directory.join("fuzz.json"), proof.to_string())?;
        Ok(())
    }
}

/// At most so many inputs are kept for a target, each at most so large: the repository is no place
/// for more, and the largest say the least.
const MOST_KEPT: usize = 60;
const LARGEST_KEPT: u64 = 4_096;

/// The smallest files of a directory.
fn smallest(directory: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        files.push((entry.metadata()?.len(), entry.path()));
    }
    files.sort();
    files.retain(|(length, _)| *length <= LARGEST_KEPT);
    // From the smallest to the largest, evenly: the small ones alone reach nothing deep.
    let step = files.len().div_ceil(MOST_KEPT).max(1);
    Ok(files.into_iter().step_by(step).map(|(_, path)| path).collect())
}

/// The number that follows `label`.
fn number_after(said: &str, label: &str) -> Option<u64> {
    let (_, rest) = said.split_once(label)?;
    rest.split_whitespace().next()?.parse().ok()
}

/// The edges reached by the corpus, and in the end.
fn coverage(said: &str) -> (u64, u64) {
    let reached = |line: &str| number_after(line, "cov:");
    let before = said.lines().find(|line| line.contains("INITED")).and_then(reached);
    let after = said.lines().rev().find_map(reached);
    (before.unwrap_or(0), after.unwrap_or(0))
}

/// Whether a line of a failed run says what went wrong.
fn telling(line: &str) -> bool {
    ["panicked", "ERROR:", "assertion", "  left:", " right:", "SUMMARY", "Test unit written"]
        .iter()
        .any(|word| line.contains(word))
}

#[cfg(test)]
mod tests;
