//! `wireglass-packetdrill DIR`: runs every script below a directory and says what differed.

use anyhow::{Context as _, Result};
use clap::{Parser, ValueEnum};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use wireglass_core::tcp::Profile;
use wireglass_packetdrill::suite::{Expected, Verdict, judge, profile_for};

/// Runs packetdrill scripts against Wireglass' own TCP endpoint.
#[derive(Debug, Parser)]
#[command(name = "wireglass-packetdrill")]
struct Cli {
    /// A directory of scripts, or one script
    scripts: PathBuf,
    /// Whose defaults the endpoint has
    #[arg(long, value_enum, default_value_t = System::Rfc)]
    profile: System,
    /// Scripts that are known to fail, in TOML; one of them that passes is an error
    #[arg(long, value_name = "FILE")]
    expected: Option<PathBuf>,
    /// What to call this run in the proof
    #[arg(long, value_name = "TEXT", default_value = "wireglass-packetdrill")]
    command: String,
    /// Write the result there, as JSON
    #[arg(long, value_name = "FILE")]
    proof: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum System {
    Rfc,
    Linux,
    Freebsd,
}

impl From<System> for Profile {
    fn from(system: System) -> Self {
        match system {
            System::Rfc => Self::Rfc,
            System::Linux => Self::Linux,
            System::Freebsd => Self::FreeBsd,
        }
    }
}

fn main() -> ExitCode {
    match act(&Cli::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("wireglass-packetdrill: {error:#}");
            ExitCode::from(2)
        }
    }
}

/// Runs them all; whether everything is as it should be.
fn act(cli: &Cli) -> Result<bool> {
    let expected = match &cli.expected {
        Some(path) => Expected::parse(&read(path)?)
            .with_context(|| format!("cannot understand {}", path.display()))?,
        None => Expected::default(),
    };
    let mut paths = Vec::new();
    collect(&cli.scripts, &mut paths)?;
    paths.sort();
    let (mut passed, mut failed, mut skipped) = (0_u32, 0_u32, 0_u32);
    let mut right = !paths.is_empty();
    let mut unlisted: Vec<&str> =
        expected.script.iter().map(|script| script.path.as_str()).collect();
    for path in &paths {
        let relative = path.strip_prefix(&cli.scripts).unwrap_or(path);
        let name = relative.to_string_lossy().replace('\\', "/");
        unlisted.retain(|listed| *listed != name);
        let listed = expected.lists(&name);
        let shown = path.display();
        match judge(&read(path)?, profile_for(path, cli.profile.into())) {
            Verdict::Passed(_) => {
                passed += 1;
                if listed {
                    right = false;
                    println!(
                        "{shown}: passes, but is listed as expected to fail: take it off the list"
                    );
                }
            }
            Verdict::Failed(trouble) => {
                failed += 1;
                right &= listed;
                println!("{shown}:{trouble}{}", mark(listed));
            }
            Verdict::Skipped(trouble) => {
                skipped += 1;
                right &= listed || cli.expected.is_none();
                println!("{shown}:{trouble}{}", mark(listed));
            }
        }
    }
    for listed in unlisted {
        right = false;
        println!("{listed}: is listed as expected to fail, but there is no such script");
    }
    println!("{passed} passed, {failed} failed, {skipped} skipped");
    if let Some(path) = &cli.proof {
        write_proof(path, cli, [passed, failed, skipped], expected.script.len())?;
    }
    Ok(right)
}

fn mark(listed: bool) -> &'static str {
    if listed { " [expected]" } else { "" }
}

fn write_proof(path: &Path, cli: &Cli, counts: [u32; 3], listed: usize) -> Result<()> {
    let [passed, failed, skipped] = counts;
    let profile = format!("{:?}", cli.profile).to_lowercase();
    let proof = serde_json::json!({
        "id": "packetdrill",
        "command": cli.command,
        "passed": passed,
        "failed": failed,
        "skipped": skipped,
        "figures": [
            ["scripts", (passed + failed + skipped).to_string()],
            ["profile", profile],
            ["known not to pass", listed.to_string()],
        ],
    });
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    }
    fs::write(path, format!("{proof:#}\n"))
        .with_context(|| format!("cannot write {}", path.display()))
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

/// The scripts at or below a path.
fn collect(path: &Path, scripts: &mut Vec<PathBuf>) -> Result<()> {
    if path.is_file() {
        scripts.push(path.to_owned());
        return Ok(());
    }
    let entries = fs::read_dir(path)
        .with_context(|| format!("cannot read the directory {}", path.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, scripts)?;
        } else if path.extension().is_some_and(|extension| extension == "pkt") {
            scripts.push(path);
        }
    }
    Ok(())
}
