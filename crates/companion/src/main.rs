//! `wireglass`, the native companion of the page.

mod assets;
mod commands;
mod serve;

use clap::{Parser, Subcommand};
use commands::{addr, bench, inspect, lessons, run};
use std::fmt::Display;
use std::process::ExitCode;

/// See how networks talk: every bit, every state, every reason.
#[derive(Debug, Parser)]
#[command(name = "wireglass", version, subcommand_required = true, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the page to this machine's browser
    Serve(serve::Options),
    /// List the built-in lessons
    Lessons(lessons::Options),
    /// Run a lesson and tell its story; write it as pcapng, JSON lines or SVG
    Run(run::Options),
    /// List a capture's TCP conversations, with the states inferred
    Inspect(inspect::Options),
    /// Tell what an address, mask or prefix is; plan subnets; summarise prefixes
    Addr(addr::Options),
    /// Measure how fast the simulator and the reading of captures are here
    Bench(bench::Options),
}

fn main() -> ExitCode {
    match Cli::parse().command {
        Command::Serve(options) => finish(serve::run(&options)),
        Command::Lessons(options) => finish(lessons::run(&options)),
        Command::Run(options) => finish(run::run(&options)),
        Command::Inspect(options) => finish(inspect::run(&options)),
        Command::Addr(options) => finish(addr::run(&options)),
        Command::Bench(options) => finish(bench::run(&options)),
    }
}

/// One sentence on standard error, and the exit code, for whatever a command ended with.
fn finish<E: Display>(result: Result<(), E>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("wireglass: {error}");
            ExitCode::FAILURE
        }
    }
}
