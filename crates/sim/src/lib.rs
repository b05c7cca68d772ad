//! A world of hosts, devices and links in model time, and time travel through it.
//!
//! A [`Scenario`] is plain data: hosts, links, programs of system calls, and
//! faults. [`World`] runs it one event at a time and writes what happens into a
//! [`Trace`](wireglass_trace::Trace). Real bytes travel: every segment is
//! emitted, put in a frame, carried, and parsed again at the other end.
//!
//! | module      | what it holds                                                    |
//! |-------------|------------------------------------------------------------------|
//! | `scenario`  | what a run starts with                                           |
//! | `world`     | the event queue, and who handles which event                     |
//! | `link`      | delay, bandwidth, loss, duplication, reordering, corruption      |
//! | `network`   | which link is plugged in where                                   |
//! | [`app`]     | applications: what commands and servers do, call by call         |
//! | `device`    | hub, modem, switch, whatever speaks IP, and the door to outside  |
//! | `socket`    | an endpoint and its listener's queues; endpoint to trace         |
//! | `task`      | system calls that really block, and a task's descriptors         |
//! | `recording` | a run with checkpoints: seek, branch, what-ifs                   |
//! | [`workload`]| what benchmarks run                                              |
//!
//! Nothing here reads a clock or asks for entropy. Each link and each host has
//! a generator seeded from the scenario's seed, so a change in one place does
//! not shift the dice of another: a branch differs from its sibling only by
//! what was changed. The same scenario and the same interventions give the
//! same trace, byte for byte, native and in a browser.
//!
//! `World` is `Clone`; a [`Recording`] keeps clones as checkpoints and can go
//! back to any of them, apply an [`Intervention`](wireglass_trace::Intervention),
//! and run on into another future.
//!
//! A world need not be closed: a [`DeviceKind::Outside`] is a door to a real network.
//! Whoever drives the world carries frames through it, out by [`World::take_outgoing`]
//! and in by [`World::handle_incoming`], and says what time it is. What comes in is
//! an input like the scenario: the same frames at the same times give the same trace.

pub mod app;
mod device;
mod inject;
mod link;
mod network;
mod recording;
mod rng;
mod scenario;
mod socket;
mod task;
pub mod workload;
mod world;

pub use recording::{BranchError, Outcome, Recording};
pub use scenario::{
    Action, Arp, DeviceKind, DeviceSpec, Fault, FaultAction, ForwardSpec, FrameMatch, HostSpec,
    Injection, InterfaceSpec, Isn, Limits, LinkSpec, NatSpec, Op, Program, RouteSpec, RouterSpec,
    Run, Scenario, ScenarioError, SwitchSpec, Which,
};
pub use world::{DoorError, Leaving, World};
