//! `cargo xtask conformance`: builds the runner of packetdrill scripts and lets it do the rest.

use crate::run::{self, step};
use crate::workspace::Workspace;
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};

/// What to run, as typed.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// A directory of packetdrill scripts
    scripts: PathBuf,
    /// Whose defaults the endpoint has: rfc, linux or freebsd
    #[arg(long, default_value = "rfc")]
    profile: String,
    /// Scripts that are known not to pass, in TOML
    #[arg(long, value_name = "FILE")]
    expected: Option<PathBuf>,
}

/// Runs the scripts. The last line is the runner's own summary; nothing may follow it.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    const PACKAGE: &str = "wireglass-packetdrill";
    step("Building the runner of packetdrill scripts");
    run::run(workspace.cargo().args(["build", "--locked", "--release", "--package", PACKAGE]))?;
    let program = workspace
        .target
        .join("release")
        .join(PACKAGE)
        .with_extension(std::env::consts::EXE_EXTENSION);
    let mut typed = format!(
        "cargo xtask conformance {} --profile {}",
        options.scripts.display(),
        options.profile
    );
    let mut command = workspace.command(program);
    command.arg(absolute(&options.scripts)?).args(["--profile", &options.profile]);
    if let Some(expected) = &options.expected {
        typed = format!("{typed} --expected {}", expected.display());
        command.arg("--expected").arg(absolute(expected)?);
    }
    command.args(["--command", &typed]);
    command.arg("--proof").arg(workspace.target.join("proof/packetdrill.json"));
    let status = command.status().context("cannot start the runner of packetdrill scripts")?;
    if !status.success() {
        std::process::exit(status.code().unwrap_or(1));
    }
    Ok(())
}

/// The path as it is from here: the runner starts at the root.
fn absolute(path: &Path) -> Result<PathBuf> {
    path.canonicalize().with_context(|| format!("cannot find {}", path.display()))
}
