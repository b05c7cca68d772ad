//! `cargo xtask test`: every check, in order; none keeps the next from running.

mod summary;

use crate::build::{self, Mode, WEB};
use crate::prove;
use crate::run::{self, step};
use crate::tidy;
use crate::tools;
use crate::workspace::Workspace;
use anyhow::{Context, Result, anyhow, bail};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};
use summary::Tally;

/// A part of the suite.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Part {
    /// rustfmt has nothing to change
    Fmt,
    /// Clippy has nothing to say, natively and for WebAssembly
    Clippy,
    /// Unit, property and integration tests, and the examples in the documentation
    Native,
    /// The documentation builds without a warning
    Doc,
    /// The invariants of the source tree
    Tidy,
    /// The page and the program build
    Build,
    /// The built page outside a browser: its module in Node, its size, its colours
    Wasm,
    /// The page in a real browser
    E2e,
    /// Trunk builds the page too (with `--ci`)
    Trunk,
    /// The evidence, compared with what is published
    Prove,
}

impl Part {
    const ALL: [Self; 10] = [
        Self::Fmt,
        Self::Clippy,
        Self::Native,
        Self::Doc,
        Self::Tidy,
        Self::Build,
        Self::Wasm,
        Self::E2e,
        Self::Trunk,
        Self::Prove,
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::Fmt => "fmt",
            Self::Clippy => "clippy",
            Self::Native => "native",
            Self::Doc => "doc",
            Self::Tidy => "tidy",
            Self::Build => "build",
            Self::Wasm => "wasm",
            Self::E2e => "e2e",
            Self::Trunk => "trunk",
            Self::Prove => "prove",
        }
    }

    /// Runs the part. The tally counts its tests; a part that is one check counts as one.
    fn run(self, workspace: &Workspace, ci: bool) -> (Tally, Result<()>) {
        match self {
            Self::Fmt => single(run::run(workspace.cargo().args(["fmt", "--all", "--check"]))),
            Self::Clippy => single(clippy(workspace)),
            Self::Native => native(workspace),
            Self::Doc => single(run::run(
                workspace
                    .cargo()
                    .args(["doc", "--locked", "--workspace", "--no-deps"])
                    .env("RUSTDOCFLAGS", "-D warnings"),
            )),
            Self::Tidy => single(tidy::run(workspace)),
            Self::Build => single(build::build(workspace, Mode::Release).map(drop)),
            Self::Wasm => wasm(workspace),
            Self::E2e => browser(workspace, None),
            Self::Trunk => single(trunk(workspace)),
            Self::Prove => evidence(workspace, ci),
        }
    }
}

struct Outcome {
    part: Part,
    tally: Tally,
    result: Result<()>,
    time: Duration,
}

/// Runs the parts asked for (all but the `--ci` ones if none is named), then says how each went. The
/// last lines are the runners' own summaries, and one that adds them up.
pub(crate) fn test(workspace: &Workspace, only: &[Part], ci: bool) {
    let wanted = |part: &Part| match only {
        [] => ci || !matches!(part, Part::Trunk),
        only => only.contains(part),
    };
    let mut outcomes = Vec::new();
    for part in Part::ALL.into_iter().filter(wanted) {
        step(&format!("[{}]", part.name()));
        let begin = Instant::now();
        let (tally, result) = part.run(workspace, ci);
        if let Err(error) = &result {
            eprintln!("{}: {error:#}", part.name());
        }
        outcomes.push(Outcome { part, tally, result, time: begin.elapsed() });
    }
    if !report(&outcomes) {
        // The lines above say it all; nothing may follow them.
        std::process::exit(1);
    }
}

/// Prints how it went; false if anything failed.
fn report(outcomes: &[Outcome]) -> bool {
    println!();
    let mut total = Tally::default();
    for outcome in outcomes {
        let word = if outcome.result.is_ok() { "ok" } else { "FAILED" };
        println!("{:<8} {word:<6} {:>7.1} s", outcome.part.name(), outcome.time.as_secs_f64());
        total.passed += outcome.tally.passed;
        total.failed += outcome.tally.failed;
        // A runner that broke down before it could count is a failure all the same.
        if outcome.result.is_err() && outcome.tally.failed == 0 {
            total.failed += 1;
        }
    }
    for outcome in outcomes.iter().filter(|outcome| !outcome.tally.lines.is_empty()) {
        println!("\n{}:", outcome.part.name());
        for line in &outcome.tally.lines {
            println!("{line}");
        }
    }
    println!("\n{} passed, {} failed", total.passed, total.failed);
    total.failed == 0
}

fn single(result: Result<()>) -> (Tally, Result<()>) {
    let ok = usize::from(result.is_ok());
    (Tally { passed: ok, failed: 1 - ok, lines: Vec::new() }, result)
}

fn clippy(workspace: &Workspace) -> Result<()> {
    tools::wasm_target(workspace)?;
    let clippy = |arguments: &[&str]| {
        run::run(
            workspace
                .cargo()
                .args(["clippy", "--locked"])
                .args(arguments)
                .args(["--", "-D", "warnings"]),
        )
    };
    let native = clippy(&["--workspace", "--all-targets"]);
    let web = clippy(&["--package", WEB, "--target", "wasm32-unknown-unknown"]);
    native.and(web)
}

fn native(workspace: &Workspace) -> (Tally, Result<()>) {
    if let Err(error) = tools::peers(workspace) {
        return single(Err(error));
    }
    let has_nextest = run::output(workspace.cargo().args(["nextest", "--version"])).is_ok();
    if !has_nextest {
        return counted(
            workspace.cargo().args(["test", "--locked", "--workspace", "--no-fail-fast"]),
            summary::cargo_test,
        );
    }
    let mut nextest = workspace.cargo();
    nextest.args([
        "nextest",
        "run",
        "--locked",
        "--workspace",
        "--no-fail-fast",
        "--status-level",
        "fail",
    ]);
    let (mut tally, result) = counted(&mut nextest, summary::nextest);
    // Examples in the documentation are the one kind nextest does not run.
    let (examples, examples_result) = counted(
        workspace.cargo().args(["test", "--locked", "--workspace", "--doc", "--no-fail-fast"]),
        summary::cargo_test,
    );
    tally.add(examples);
    (tally, result.and(examples_result))
}

fn wasm(workspace: &Workspace) -> (Tally, Result<()>) {
    let prepared = tools::node(workspace).and_then(|()| {
        let mut files = test_files(&workspace.root.join("tests/wasm"), None)?;
        files.extend(test_files(&workspace.root.join("tests/style"), None)?);
        // The native program, to compare traces with.
        Ok((files, build::build(workspace, Mode::Release)?))
    });
    match prepared {
        Ok((files, program)) => {
            counted(node_test(workspace).env("WIREGLASS", program).args(files), summary::node)
        }
        Err(error) => (Tally::default(), Err(error)),
    }
}

/// `cargo xtask e2e`.
pub(crate) fn e2e(workspace: &Workspace, filter: Option<&str>) -> Result<()> {
    browser(workspace, filter).1
}

fn browser(workspace: &Workspace, filter: Option<&str>) -> (Tally, Result<()>) {
    let prepared = browser_command(workspace, node_test(workspace)).and_then(|mut command| {
        let directory = workspace.root.join("tests/e2e");
        let mut files = test_files(&directory, filter)?;
        if let (Some(filter), true) = (filter, files.is_empty()) {
            command.arg("--test-name-pattern").arg(filter);
            files = test_files(&directory, None)?;
        }
        // Each file has its own server and browser: two at a time suit two cores.
        command.arg("--test-concurrency=2").args(files);
        Ok(command)
    });
    match prepared {
        Ok(mut command) => counted(&mut command, summary::node),
        Err(error) => (Tally::default(), Err(error)),
    }
}

/// Gets ready what a browser test needs, and tells `command` where it is.
fn browser_command(workspace: &Workspace, mut command: Command) -> Result<Command> {
    tools::node(workspace)?;
    tools::npm_packages(workspace)?;
    let chromium = tools::chromium(workspace)?;
    let program = build::build(workspace, Mode::Release)?;
    command.env("CHROMIUM", chromium).env("WIREGLASS", program);
    Ok(command)
}

/// `cargo xtask screenshots`.
pub(crate) fn screenshots(workspace: &Workspace) -> Result<()> {
    let mut command = browser_command(workspace, workspace.command("node"))?;
    step("Taking the pictures");
    run::run(command.arg("tests/e2e/screenshots.mjs"))
}

/// `cargo xtask golden`.
pub(crate) fn golden(workspace: &Workspace) -> Result<()> {
    run::run(
        workspace
            .cargo()
            .args(["test", "--locked", "--workspace", "golden"])
            .env("UPDATE_GOLDEN", "1"),
    )
}

fn trunk(workspace: &Workspace) -> Result<()> {
    tools::ci_tools(workspace)?;
    let dist = workspace.scratch().join("trunk-dist");
    run::run(
        workspace
            .command("trunk")
            .args(["build", "--offline", "--dist"])
            .arg(&dist)
            .env("PATH", tools::path_with_ci_tools(workspace)?)
            // Trunk wants `true` or `false` here, and many environments say 1.
            .env_remove("NO_COLOR"),
    )?;
    let index = dist.join("index.html");
    let html =
        fs::read_to_string(&index).with_context(|| format!("cannot read {}", index.display()))?;
    let labs = ["wireglass-labs.js", "wireglass-labs_bg.wasm"];
    let has_labs = labs.iter().all(|name| dist.join(name).is_file());
    if !html.contains("TrunkApplicationStarted") || !html.contains("programs") || !has_labs {
        bail!("Trunk wrote a page that does not load the programs: {}", index.display());
    }
    Ok(())
}

fn evidence(workspace: &Workspace, ci: bool) -> (Tally, Result<()>) {
    let verdict = match prove::prove(workspace, &[], false, ci) {
        Ok(verdict) => verdict,
        Err(error) => return (Tally::default(), Err(error)),
    };
    let (passed, failed) = (verdict.passed, verdict.failed);
    let mut lines = vec![format!("{passed} passed, {failed} failed")];
    lines.extend(verdict.absent.iter().map(|absent| format!("absent: {absent}")));
    lines.extend(verdict.problems.iter().cloned());
    let wrong = verdict.problems.len();
    let result = if wrong == 0 { Ok(()) } else { Err(anyhow!("{wrong} things are wrong")) };
    (Tally { passed, failed, lines }, result)
}

fn node_test(workspace: &Workspace) -> Command {
    let mut command = workspace.command("node");
    command.args(["--test", "--test-reporter=spec"]).env("WIREGLASS_DIST", workspace.dist());
    command
}

fn counted(command: &mut Command, read: fn(&str) -> Tally) -> (Tally, Result<()>) {
    let (said, result) = run::tee(command);
    (read(&said), result)
}

/// The `*.test.mjs` files of a directory, in order, whose name contains `filter`.
fn test_files(directory: &Path, filter: Option<&str>) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(directory)
        .with_context(|| format!("cannot read the directory {}", directory.display()))?;
    let mut files = Vec::new();
    for entry in entries {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name
            .strip_suffix(".test.mjs")
            .is_some_and(|stem| stem.contains(filter.unwrap_or_default()))
        {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
