//! smoltcp as the peer, in virtual time, over a link as bad as the seed makes it.

mod draw;
mod peer;
mod run;

pub use draw::{Opens, Setup};
pub use run::{Failure, Outcome, run, run_with_log};
