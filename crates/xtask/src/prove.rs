//! `cargo xtask prove`: runs the evidence, compares it with what is published, and publishes it.
//!
//! Each piece of evidence is a command that ends with `N passed, N failed` and leaves its results in
//! `target/proof/ID.json`. What is published is `static/proof.json`, which the page "How this is
//! proved" reads, and a section of README.md made from it. Neither is ever typed.

mod publish;
#[cfg(test)]
mod tests;

use crate::run::{self, step};
use crate::tools;
use crate::workspace::Workspace;
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::fs;
use std::process::Command;

/// A piece of evidence.
pub(crate) struct Source {
    pub(crate) id: &'static str,
    /// What it is, for README.
    pub(crate) what: &'static str,
    /// What cargo is asked to do.
    arguments: &'static [&'static str],
    needs: Needs,
    figures: Figures,
}

/// What must be there for it to run.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Needs {
    Nothing,
    /// A package of this workspace.
    Package(&'static str),
    /// tshark; `--ci` insists on it.
    Tshark,
    /// Scripts that are beside the repository.
    Scripts,
}

/// Which of its figures are the same on every machine, and so are published.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Figures {
    All,
    Only(&'static [&'static str]),
}

const SCRIPTS: &str = "../shared/conformance/packetdrill/freebsd";

pub(crate) const SOURCES: [Source; 9] = [
    Source {
        id: "packetdrill",
        what: "packetdrill scripts that others wrote",
        arguments: &[
            "xtask",
            "conformance",
            SCRIPTS,
            "--profile",
            "freebsd",
            "--expected",
            "tests/conformance/expected.toml",
        ],
        needs: Needs::Scripts,
        figures: Figures::All,
    },
    Source {
        id: "smoltcp",
        what: "smoltcp at the other end of a bad link",
        arguments: &["run", "--locked", "--release", "-p", "wireglass-peers", "--", "smoltcp"],
        needs: Needs::Package("wireglass-peers"),
        figures: Figures::All,
    },
    Source {
        id: "linux",
        what: "the Linux kernel at the other end",
        arguments: &["run", "--locked", "--release", "-p", "wireglass-peers", "--", "linux"],
        needs: Needs::Package("wireglass-peers"),
        // A kernel's timing is its own.
        figures: Figures::Only(&[]),
    },
    Source {
        id: "networks",
        what: "Linux and its programs as guests of our networks",
        arguments: &["run", "--locked", "--release", "-p", "wireglass-peers", "--", "networks"],
        needs: Needs::Package("wireglass-peers"),
        // A kernel's timing is its own.
        figures: Figures::Only(&[]),
    },
    Source {
        id: "model",
        what: "two endpoints, explored exhaustively within bounds",
        arguments: &[
            "run",
            "--locked",
            "--release",
            "-p",
            "wireglass-model",
            "--",
            "--out",
            "{proof}/model.json",
        ],
        needs: Needs::Package("wireglass-model"),
        figures: Figures::All,
    },
    Source {
        id: "fuzz",
        what: "every parser and the endpoint, fed noise",
        arguments: &["xtask", "fuzz"],
        needs: Needs::Nothing,
        // How much is tried in ten seconds is the machine's.
        figures: Figures::Only(&["targets"]),
    },
    Source {
        id: "rules",
        what: "every rule of the rule book, produced by something that runs",
        arguments: &["run", "--locked", "--release", "-p", "wireglass-proof", "--", "rules"],
        needs: Needs::Package("wireglass-proof"),
        figures: Figures::All,
    },
    Source {
        id: "appendix",
        what: "every requirement of RFC 9293, with its code and its test, or why not",
        arguments: &["run", "--locked", "--release", "-p", "wireglass-proof", "--", "appendix"],
        needs: Needs::Package("wireglass-proof"),
        figures: Figures::All,
    },
    Source {
        id: "tshark",
        what: "Wireshark reads every capture, and agrees with the observer",
        arguments: &["run", "--locked", "--release", "-p", "wireglass-proof", "--", "tshark"],
        needs: Needs::Tshark,
        figures: Figures::All,
    },
];

/// How a piece of evidence went.
enum Outcome {
    /// It ran and left its results, and was content with them or not.
    Ran(Value, bool),
    /// It cannot run here; why.
    Absent(String),
    /// It broke down.
    Broke(anyhow::Error),
}

/// What [`prove`] came to.
#[derive(Debug, Default)]
pub(crate) struct Verdict {
    pub(crate) passed: usize,
    pub(crate) failed: usize,
    /// One for each thing that is wrong.
    pub(crate) problems: Vec<String>,
    /// One for each piece of evidence that could not be had here.
    pub(crate) absent: Vec<String>,
}

/// Runs the evidence of these names (all if none is given); publishes it, or compares it with what is
/// published.
pub(crate) fn prove(
    workspace: &Workspace,
    names: &[String],
    write: bool,
    insist: bool,
) -> Result<Verdict> {
    if let Some(unknown) = names.iter().find(|name| SOURCES.iter().all(|s| s.id != **name)) {
        let known: Vec<_> = SOURCES.iter().map(|source| source.id).collect();
        bail!("there is no evidence called `{unknown}`; there is {}", known.join(", "));
    }
    let wanted = |source: &&Source| names.is_empty() || names.iter().any(|n| n == source.id);
    if SOURCES.iter().filter(wanted).any(|source| source.id == "networks") {
        tools::peers(workspace)?;
    }
    let mut published = publish::read(workspace)?;
    let mut verdict = Verdict::default();
    let mut rows = Vec::new();
    for source in SOURCES.iter().filter(wanted) {
        let id = source.id;
        let (word, said) = match source.run(workspace, insist) {
            Outcome::Ran(found, content) => {
                let said = publish::summary(&found);
                let count = |name: &str| {
                    found[name].as_u64().and_then(|n| usize::try_from(n).ok()).unwrap_or(0)
                };
                verdict.passed += count("passed");
                // Cases that are known to fail, each with its reason in a file, are no failures.
                verdict.failed += if content { 0 } else { count("failed").max(1) };
                let stable = source.stable(&found);
                if write {
                    published.put(stable, found.get("table"));
                } else if let Some(difference) = published.differs(&stable, found.get("table")) {
                    verdict.problems.push(format!(
                        "{id}: static/proof.json does not say what was found ({difference}): run \
                         `cargo xtask prove {id} --write`"
                    ));
                }
                if !content {
                    verdict.problems.push(format!("{id}: {said}"));
                }
                (if content { "ok" } else { "FAILED" }, said)
            }
            Outcome::Absent(why) => {
                verdict.absent.push(format!("{id}: {why}"));
                ("absent", why)
            }
            Outcome::Broke(error) => {
                verdict.problems.push(format!("{id}: {error:#}"));
                ("BROKE", format!("{error:#}"))
            }
        };
        rows.push(format!("{id:<12} {word:<7} {said}"));
    }
    if write {
        published.write(workspace)?;
    }
    println!();
    for row in rows {
        println!("{row}");
    }
    Ok(verdict)
}

impl Source {
    fn run(&self, workspace: &Workspace, insist: bool) -> Outcome {
        if let Some(why) = self.missing(workspace) {
            return if insist && self.needs == Needs::Tshark {
                Outcome::Broke(anyhow::anyhow!(why))
            } else {
                Outcome::Absent(why)
            };
        }
        step(&format!("Evidence: {} ({})", self.id, self.what));
        let file = workspace.target.join("proof").join(format!("{}.json", self.id));
        // What an earlier run found must not pass for what this one does.
        if file.exists()
            && let Err(error) = fs::remove_file(&file)
        {
            return Outcome::Broke(anyhow::anyhow!("cannot remove {}: {error}", file.display()));
        }
        let folder = workspace.target.join("proof").display().to_string();
        let mut command = workspace.cargo();
        command
            .args(self.arguments.iter().map(|text| text.replace("{proof}", &folder)))
            .env("CARGO_TARGET_DIR", &workspace.target);
        let (_, result) = run::tee(&mut command);
        let found = fs::read_to_string(&file)
            .with_context(|| format!("it left no results in {}", file.display()))
            .and_then(|text| Ok(serde_json::from_str::<Value>(&text)?));
        match (found, result) {
            (Ok(found), result) => Outcome::Ran(found, result.is_ok()),
            (Err(_), Err(error)) | (Err(error), Ok(())) => Outcome::Broke(error),
        }
    }

    /// Why it cannot run here, if it cannot.
    fn missing(&self, workspace: &Workspace) -> Option<String> {
        match self.needs {
            Needs::Nothing => None,
            Needs::Package(name) => {
                let packages = workspace.metadata["packages"].as_array()?;
                let there = packages.iter().any(|package| package["name"] == name);
                (!there).then(|| format!("there is no package {name} in this workspace"))
            }
            Needs::Tshark => run::output(Command::new("tshark").arg("--version"))
                .is_err()
                .then(|| "tshark is missing: run `sudo apt-get install tshark`".to_owned()),
            Needs::Scripts => (!workspace.root.join(SCRIPTS).is_dir())
                .then(|| format!("the scripts are not in {SCRIPTS}")),
        }
    }

    /// What of the results is the same on every machine.
    fn stable(&self, found: &Value) -> Value {
        let keep = |figure: &&Value| match self.figures {
            Figures::All => true,
            Figures::Only(names) => names.iter().any(|name| figure[0] == *name),
        };
        let figures = found["figures"].as_array().into_iter().flatten();
        serde_json::json!({
            "id": self.id,
            "command": format!("cargo xtask prove {}", self.id),
            "passed": found["passed"],
            "failed": found["failed"],
            "skipped": found["skipped"],
            "figures": figures.filter(keep).collect::<Vec<_>>(),
        })
    }
}
