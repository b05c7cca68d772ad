//! The protocols themselves, and nothing else.
//!
//! This room holds what networks agree on: addresses, sequence numbers, wire
//! formats, the TCP endpoint and the *rule book* that gives every decision a
//! name and a citation. It knows no other crate of the project, performs no
//! IO, reads no clock, starts no thread and draws no random number it was not
//! given: time and entropy arrive as arguments. The same input gives the same
//! output, byte for byte, on a server and in a browser.
//!
//! | module    | what it holds                                                        |
//! |-----------|----------------------------------------------------------------------|
//! | [`time`]  | model time: [`time::Instant`] and [`time::Duration`], in nanoseconds |
//! | [`seq`]   | sequence numbers that wrap (RFC 9293 §3.4)                           |
//! | [`addr`]  | MAC, IPv4 and IPv6 addresses: networks, plans, look-ups, summaries   |
//! | [`wire`]  | every format as a view over bytes, a value, and named bit ranges     |
//! | [`tcp`]   | the TCP endpoint: RFC 9293, sans-IO                                  |
//! | [`arp`]   | who has this IP address: cache, conflicts, RARP                      |
//! | [`bridge`]| a switch: its address table and the spanning tree (802.1D)           |
//! | [`fragments`] | IPv4 packets cut up and put together; path MTU                   |
//! | [`nat`]   | a home router that shares one address                                |
//! | [`dhcp`]  | getting an address: client and server                               |
//! | [`dns`]   | finding a name: stub, recursive resolver, server of zones           |
//! | [`http`]  | requests and responses in a byte stream                             |
//! | [`igmp`]  | who wants what is sent to a group                                   |
//! | [`redirect`] | a router that knows a better one                                 |
//! | [`rip`]   | routers that tell each other how far everything is                  |
//! | [`tftp`]  | a file, one block at a time                                         |
//! | [`rules`] | the rule book: each decision's id, RFC, section and arguments        |
//!
//! Nothing in here contains words a person reads. Decisions are reported as a
//! [`rules::Reason`], a rule with the numbers that decided it; the `text` crate
//! turns those into sentences.

pub mod addr;
pub mod arp;
pub mod bridge;
pub mod dhcp;
pub mod dns;
pub mod fragments;
pub mod http;
pub mod igmp;
pub mod nat;
mod random;
pub mod redirect;
pub mod rip;
pub mod rules;
pub mod seq;
pub mod tcp;
pub mod tftp;
pub mod time;
pub mod wire;
