//! Conformance scripts in packetdrill's language, read and run against our endpoint.
//!
//! A script plays the network and the program on one host: it says which segments
//! arrive and which must go out, when, with what numbers and options, and which
//! system calls are made and what they must return. [`script`] is what a script
//! says, [`Script::parse`](script::Script::parse) reads it, [`run`](run::run) runs it.
//!
//! This room promises:
//! - No IO, no clock: a script is a string, time is virtual, and the same script
//!   gives the same answer every time. (The program beside this library reads files.)
//! - Every segment, in and out, goes through its bytes: emitted, checked, parsed.
//! - Nothing is passed over in silence: what is not understood, or not part of the
//!   endpoint, makes the script count as not supported, with the reason.
//! - Comparison is exact, but for what the language itself leaves open (tolerances
//!   of time, wildcards) and the order and padding of options, see `run/packet.rs`.
//! - No script is known by name. What systems do differently is the endpoint's
//!   configuration.
//!
//! | module     | what it holds                                                     |
//! |------------|-------------------------------------------------------------------|
//! | [`script`] | a script as data                                                  |
//! | `parse`    | reading one, with the line and column of what cannot be read      |
//! | [`mod@run`] | the host under test, virtual time, comparison                    |
//! | [`suite`]  | many scripts, and those that are expected to fail                 |

pub mod error;
mod parse;
pub mod run;
pub mod script;
pub mod suite;
