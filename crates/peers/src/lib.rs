//! Our TCP endpoint and our networks against what nobody here wrote.
//!
//! This room is for tests only: nothing in it is part of the page or of the
//! program. It may use the clock, threads and the network, which the rooms it
//! tests may not.
//!
//! | module      | the peer                                                                |
//! |-------------|-------------------------------------------------------------------------|
//! | [`smoltcp`] | smoltcp, in virtual time, over a link that loses, doubles, damages and reorders |
//! | `linux`     | the kernel, over a veth in a namespace of its own (on Linux only)         |
//! | `linux::networks` | the kernel and its programs as guests of simulated networks          |
//!
//! | module   | what both use                                                              |
//! |----------|----------------------------------------------------------------------------|
//! | [`host`] | our endpoint as a host keeps it, and the application on it                  |
//! | [`codec`] | segments as the bytes of packets, and back                                |
//! | [`link`] | one direction of a bad link, seeded                                         |
//! | [`stream`] | what applications write, and how a reader knows it                        |
//! | [`rng`]  | the seeded generator                                                        |
//!
//! Both ends exchange nothing but the bytes of IPv4 packets: each side's headers,
//! options and checksums are read by code that did not write them.

pub mod codec;
pub mod host;
pub mod link;
#[cfg(target_os = "linux")]
pub mod linux;
pub mod report;
pub mod rng;
pub mod smoltcp;
pub mod stream;
