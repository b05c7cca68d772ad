//! `wireglass-model [--large]`: explores every scenario and says what came out.

use clap::Parser;
use std::collections::VecDeque;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Mutex;
use std::time::Instant;
use wireglass_model::report::{self, Total};
use wireglass_model::scenario::{self, Scenario, Size};
use wireglass_model::{Tcp, run};

#[derive(Debug, Parser)]
#[command(name = "wireglass-model", about = "Explore two TCP endpoints exhaustively")]
struct Cli {
    /// Larger bounds: hours rather than minutes, and much memory
    #[arg(long)]
    large: bool,
    /// Only scenarios whose name contains this
    #[arg(long, value_name = "NAME")]
    only: Option<String>,
    /// Where to write the figures
    #[arg(long, value_name = "FILE", default_value = "target/proof/model.json")]
    out: PathBuf,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let begin = Instant::now();
    let size = if cli.large { Size::Large } else { Size::Usual };
    let wanted =
        |scenario: &Scenario| cli.only.as_deref().is_none_or(|only| scenario.name.contains(only));
    let waiting: VecDeque<Scenario> = scenario::all(size).into_iter().filter(wanted).collect();
    let waiting = Mutex::new(waiting);
    let total = Mutex::new(Total::default());
    let next = || waiting.lock().ok().and_then(|mut waiting| waiting.pop_front());
    // Each scenario is explored by one thread, so that what is found is the nearest.
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some(scenario) = next() {
                    let outcome = run(&Tcp::new(scenario));
                    print!("{}", report::scenario(&outcome));
                    if let Ok(mut total) = total.lock() {
                        total.add(&outcome);
                    }
                }
            });
        }
    });
    let total = total.into_inner().unwrap_or_default();
    let written = cli.out.parent().map_or(Ok(()), std::fs::create_dir_all);
    if let Err(error) = written.and_then(|()| std::fs::write(&cli.out, total.json().to_string())) {
        eprintln!("cannot write {}: {error}", cli.out.display());
        return ExitCode::FAILURE;
    }
    print!("{}", total.lines(begin.elapsed()));
    if total.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
