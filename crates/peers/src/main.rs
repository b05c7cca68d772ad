//! `wireglass-peers`: our endpoint against smoltcp and against Linux, our networks with Linux at
//! the door.
//!
//! The last line printed is `N passed, N failed, N skipped`; figures go to
//! `target/proof`.

mod commands;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Our TCP endpoint and our networks against what nobody here wrote.
#[derive(Debug, Parser)]
struct Arguments {
    #[command(subcommand)]
    peer: Peer,
}

#[derive(Debug, Subcommand)]
enum Peer {
    /// smoltcp, over a bad link, in virtual time
    Smoltcp {
        /// How many seeds, from --first on
        #[arg(long, default_value_t = 20_000)]
        seeds: u64,
        /// The first seed
        #[arg(long, default_value_t = 0)]
        first: u64,
        /// Only this seed, with everything that happened
        #[arg(long)]
        seed: Option<u64>,
    },
    /// The Linux kernel, in a network namespace; skipped where that is not permitted, which is a
    /// failure with CI=true
    Linux {
        /// Only cases whose names have this in them
        #[arg(long)]
        only: Option<String>,
    },
    /// Our networks with Linux and its programs at the door; what is missing is skipped, which is a
    /// failure with CI=true
    Networks {
        /// Only cases whose names have this in them
        #[arg(long)]
        only: Option<String>,
    },
}

fn main() -> ExitCode {
    let result = match Arguments::parse().peer {
        Peer::Smoltcp { seed: Some(seed), .. } => commands::one_seed(seed),
        Peer::Smoltcp { seeds, first, seed: None } => commands::seeds(first, seeds),
        Peer::Linux { only } => commands::linux(only.as_deref()),
        Peer::Networks { only } => commands::networks(only.as_deref()),
    };
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::from(2)
        }
    }
}
