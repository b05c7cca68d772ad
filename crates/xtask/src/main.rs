//! `cargo xtask`: build, serve, test. Every recipe of the project is here, in Rust, so that a fresh
//! machine needs nothing but rustup (and Node for the browser tests).
//!
//! | module    | what it holds                                                             |
//! |-----------|---------------------------------------------------------------------------|
//! | `bench`   | `cargo xtask bench`: how fast this is, beside its peers                        |
//! | `build`   | the page (wasm, glue, `dist/`), then the companion with the page in it      |
//! | `conformance` | `cargo xtask conformance`: packetdrill scripts, run by their own program |
//! | `suite`   | `cargo xtask test`: the parts, in order, and what they said at the end      |
//! | `prove`   | `cargo xtask prove`: the evidence, run, compared with what is published       |
//! | `tidy`    | the invariants of the source tree, each with a sample that must fail it     |
//! | `fuzz`    | `cargo xtask fuzz`: libFuzzer over every parser and the TCP endpoint        |
//! | `tools`   | what is needed from outside, and one sentence for each that is missing      |
//! | `run`     | running other programs                                                    |

mod bench;
mod build;
mod conformance;
mod fuzz;
mod prove;
mod run;
mod serve;
mod suite;
mod tidy;
mod tools;
mod workspace;

use anyhow::{Result, bail};
use clap::{Parser, Subcommand};
use std::process::ExitCode;
use workspace::Workspace;

#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask",
    about = "Build, serve and test Wireglass",
    arg_required_else_help = true
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Build the page into dist/, and the program with the page in it
    Build {
        /// Quick to compile, slow to run, with debug assertions
        #[arg(long)]
        debug: bool,
    },
    /// Build, serve on 127.0.0.1 and open the browser
    Serve {
        /// Port on 127.0.0.1
        #[arg(long, default_value_t = 7878)]
        port: u16,
        /// Do not open the browser
        #[arg(long)]
        no_open: bool,
    },
    /// Run every check there is; exits with 1 if any part failed
    Test {
        /// Run only this part (may be repeated)
        #[arg(long, value_name = "PART")]
        only: Vec<suite::Part>,
        /// Also the Trunk build; and insist on the tools that the evidence needs
        #[arg(long)]
        ci: bool,
    },
    /// Run the tests in a real browser
    E2e {
        /// Part of a file's name, or a pattern for the tests' names
        filter: Option<String>,
    },
    /// Run packetdrill scripts against our endpoint
    Conformance(conformance::Options),
    /// Fuzz every parser and the TCP endpoint
    Fuzz {
        /// Only this target
        target: Option<String>,
        /// How long, for each target
        #[arg(long, default_value_t = 10)]
        seconds: u32,
        /// Afterwards keep the fewest inputs that reach all that was reached
        #[arg(long)]
        minimise: bool,
    },
    /// Run the evidence, and compare it with what is published
    Prove {
        /// Only these, such as `rules` or `tshark`
        names: Vec<String>,
        /// Publish what is found: static/proof.json, and README's section
        #[arg(long)]
        write: bool,
    },
    /// Measure, with the peers' figures from the same run beside ours
    Bench {
        /// Publish what was measured: README's section
        #[arg(long)]
        write: bool,
        /// Install ns-3 first: half a gigabyte, below `target`
        #[arg(long)]
        ns3: bool,
    },
    /// Check the invariants of the source tree
    Tidy,
    /// Take the README's pictures
    Screenshots,
    /// Write the golden traces anew
    Golden,
    /// Write the JSON Schema of scenario files anew
    Schema,
    /// Install the pinned tools that only `test --ci` needs
    CiTools,
}

fn main() -> ExitCode {
    match act(Cli::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // The whole chain on one line: what was being done, then what went wrong.
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn act(command: Command) -> Result<()> {
    let workspace = Workspace::find()?;
    match command {
        Command::Build { debug } => build::build(&workspace, build::Mode::new(debug)).map(drop),
        Command::Serve { port, no_open } => serve::serve(&workspace, port, !no_open),
        Command::Test { only, ci } => {
            suite::test(&workspace, &only, ci);
            Ok(())
        }
        Command::E2e { filter } => suite::e2e(&workspace, filter.as_deref()),
        Command::Conformance(options) => conformance::run(&workspace, &options),
        Command::Fuzz { target, seconds, minimise } => {
            fuzz::fuzz(&workspace, target.as_deref(), seconds, minimise)
        }
        Command::Prove { names, write } => prove(&workspace, &names, write),
        Command::Bench { write, ns3 } => bench::bench(&workspace, write, ns3),
        Command::Tidy => tidy::run(&workspace),
        Command::Screenshots => suite::screenshots(&workspace),
        Command::Golden => suite::golden(&workspace),
        Command::Schema => suite::schema(&workspace),
        Command::CiTools => tools::ci_tools(&workspace),
    }
}

fn prove(workspace: &Workspace, names: &[String], write: bool) -> Result<()> {
    let verdict = prove::prove(workspace, names, write, false)?;
    for problem in &verdict.problems {
        eprintln!("{problem}");
    }
    println!("{} passed, {} failed", verdict.passed, verdict.failed);
    if !verdict.problems.is_empty() {
        bail!("{} things are wrong, each named above", verdict.problems.len());
    }
    Ok(())
}
