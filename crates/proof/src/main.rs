//! `wireglass-proof`: one piece of evidence at a time. See the library's page.

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;
use wireglass_core::rules::Rule;
use wireglass_proof::appendix::{Status, Table};
use wireglass_proof::evidence::Evidence;
use wireglass_proof::{coverage, tshark};

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
    /// Every requirement of RFC 9293, appendix B, is met or says why not
    Appendix,
    /// tshark finds nothing wrong with our captures, and agrees with our observer
    Tshark {
        /// Seeds of the random batch
        #[arg(long, default_value_t = tshark::SEEDS)]
        seeds: u64,
    },
    /// Write the random batch's captures
    Batch {
        /// Where to
        directory: PathBuf,
        /// How many
        seeds: u64,
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
        Command::Appendix => requirements()?,
        Command::Tshark { seeds } => tshark::check(*seeds)?,
        Command::Batch { directory, seeds } => {
            println!(
                "{} captures in {}",
                tshark::write_batch(directory, *seeds)?,
                directory.display()
            );
            return Ok(Evidence::new("batch"));
        }
    };
    evidence.write()?;
    println!("{}", evidence.summary());
    Ok(evidence)
}

fn requirements() -> Result<Evidence> {
    let table = Table::load()?;
    let problems = table.problems();
    for (id, what) in &problems {
        println!("{id} {what}");
    }
    let mut evidence = Evidence::new("appendix");
    for requirement in table.requirements() {
        evidence.check(problems.iter().all(|(id, _)| *id != requirement.id));
    }
    evidence.figure("met", table.count(Status::Met));
    evidence.figure("not met, with the reason", table.count(Status::NotMet));
    evidence.figure("not applicable", table.count(Status::NotApplicable));
    evidence.figure("MAYs not taken", table.count(Status::NotTaken));
    evidence.table = Some(table);
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
