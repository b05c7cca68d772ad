//! Thousands of conversations with smoltcp, each as its seed has it.

use std::time::{Duration, Instant};
use wireglass_peers::smoltcp::{Failure, Setup, run};

/// What `cargo test` runs; `WIREGLASS_SEEDS` says otherwise.
const SEEDS: u64 = 2_000;
/// It stops after this long, however many have run.
const PATIENCE: Duration = Duration::from_secs(35);

#[test]
fn both_streams_arrive_whatever_the_link_does() {
    let wanted = std::env::var("WIREGLASS_SEEDS").ok();
    let seeds = wanted.as_ref().map_or(SEEDS, |seeds| seeds.parse().expect("a number of seeds"));
    let began = Instant::now();
    let mut failed = Vec::new();
    let (mut ran, mut skipped) = (0, 0);
    for seed in 0..seeds {
        if wanted.is_none() && began.elapsed() > PATIENCE {
            break;
        }
        match run(&Setup::draw(seed)) {
            Ok(_) => {}
            Err(Failure::PeerLeavesWindow) => skipped += 1,
            Err(failure) => {
                println!("seed {seed}: {failure}");
                failed.push(seed);
            }
        }
        ran += 1;
    }
    println!("{ran} seeds ran, {} failed, {skipped} skipped", failed.len());
    assert!(failed.is_empty(), "`wireglass-peers smoltcp --seed N` shows why: {failed:?}");
}
