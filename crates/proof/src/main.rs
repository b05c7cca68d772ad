//! `wireglass-proof`: one piece of evidence at a time. See the library's page.

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::process::ExitCode;
use wireglass_core::rules::Rule;
use wireglass_proof::coverage;
use wireglass_proof::evidence::Evidence;

#[derive(Debug, Parser)]
#[command(name = "wireglass-proof", about = "Evidence for what Wireglass claims")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Every rule of the rule book is produced by something that runs
    Rules {
        /// Say for each rule what produced it
        #[arg(long)]
        list: bool,
    },
}

fn main() -> ExitCode {
    match act(&Cli::parse().command) {
        Ok(evidence) if evidence.failed == 0 => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("wireglass-proof: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn act(command: &Command) -> Result<Evidence> {
    let evidence = match command {
        Command::Rules { list } => rules(*list),
    };
    evidence.write()?;
    println!("{}", evidence.summary());
    Ok(evidence)
}

fn rules(list: bool) -> Evidence {
    let coverage = coverage::run();
    if list {
        for (rule, drivers) in &coverage.by {
            println!("{:<28} {}", rule.id(), drivers.join("; "));
        }
    }
    for problem in coverage.problems() {
        println!("{problem}");
    }
    let mut evidence = Evidence::new("rules");
    for rule in Rule::ALL {
        let broken = coverage.broken.iter().any(|(_, promised)| promised == rule);
        evidence.check(coverage.by.contains_key(rule) && !broken);
    }
    evidence.figure("rules", Rule::ALL.len());
    evidence.figure("drivers", coverage::drivers().count());
    evidence
}
