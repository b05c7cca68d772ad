//! The evidence: what is claimed about the endpoint, checked against what it does.
//!
//! Three claims are tested here, each in a way that cannot agree with itself by
//! accident, because what counts is what *ran*:
//!
//! | module        | claim                                                               |
//! |---------------|---------------------------------------------------------------------|
//! | [`coverage`]  | every rule of the rule book is produced by something that runs      |
//! | [`appendix`]  | every requirement of RFC 9293 appendix B is met, or it says why not |
//! | [`tshark`]    | Wireshark finds nothing wrong with our captures, and agrees with our observer about them |
//!
//! | module        | what it lends them                                                  |
//! |---------------|---------------------------------------------------------------------|
//! | [`batch`]     | seeded random scenarios: losses, duplicates, reordering, data both ways, closes |
//! | [`evidence`]  | the results as a file, `target/proof/ID.json`, and as the last line printed |
//!
//! `cargo run --release -p wireglass-proof -- rules | appendix | tshark | batch DIR N` runs one of
//! them; `cargo xtask prove` runs these and the evidence of the other rooms, and gathers the results
//! for README and for the page "How this is proved".
//!
//! The data beside the code is written by people and checked by tests: `rfc9293.toml`, the
//! requirements; `tshark-differences.toml`, where and why our observer and Wireshark differ.

pub mod appendix;
pub mod batch;
pub mod coverage;
pub mod evidence;
mod services;
pub mod tshark;
