//! Two of our own TCP endpoints and a bad network between them, explored
//! *exhaustively*: every order in which segments may arrive, be lost, be
//! doubled or overtake each other, timers fire and users call, within bounds
//! that are stated.
//!
//! An [`Endpoint`](wireglass_core::tcp::Endpoint) is a plain value, so a whole
//! [`World`] is one too: two endpoints, what their programs have still to do,
//! the segments in flight, and how much bad luck is left. [`Tcp`] says which
//! [`Action`]s a world allows and what each leads to; it is a
//! [`stateright::Model`], and stateright explores it and looks for a world that
//! breaks a property. What stateright cannot ask is asked by [`graph`], over the
//! same model: whether **from every world reached an end is still to be
//! reached**. The two count the same worlds, or the run fails.
//!
//! # What is abstracted
//! * **Time.** It passes only when a timer fires. Timers fire for nothing when the
//!   network is empty, and as often as the [`Luck`] allows when it is not. Each end
//!   is brought back to time zero after each action
//!   ([`rebased`](wireglass_core::tcp::Endpoint::rebased)). All timers take the
//!   same time: the RTO does not grow, and the RTT measured is zero. The orders in
//!   which the two ends' timers and the segments come are all explored; those of
//!   one end's own timers are not.
//! * **Sizes.** Segments of one or two bytes, windows of one to three, streams of
//!   up to three. Initial sequence numbers are such that both wrap.
//! * **Bad luck** is bounded, so that the network is good in the end. It is
//!   counted separately for losses, doublings, overtakings and early timers.
//!
//! # What is checked
//! See [`property`]. A counterexample is told as a ladder: see [`ladder`].

mod action;
pub mod graph;
pub mod ladder;
mod model;
pub mod property;
pub mod report;
mod run;
pub mod scenario;
mod world;

pub use action::Action;
pub use model::Tcp;
pub use run::{Outcome, run};
pub use scenario::{Scenario, Size};
pub use world::{Broken, End, Luck, Segment, Side, World};

#[cfg(test)]
mod tests;
