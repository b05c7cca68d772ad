//! Finding a name: who asks whom, who knows, and who remembers.
//!
//! | who                  | what it does                                                      |
//! |----------------------|-------------------------------------------------------------------|
//! | [`Stub`]             | a host's resolver: asks a recursive one, waits, asks again        |
//! | [`Resolver`]         | finds answers out for others: root, TLD, zone; with a [`Cache`]   |
//! | [`Authority`]        | a server of [`Zone`]s: answers at first hand, or says who does    |
//!
//! Questions and answers are [`Message`](crate::wire::dns::Message)s. Numbers and
//! ports of questions come from a seed that the owner hands in, and an answer
//! counts only if number, port, server and question all fit (RFC 5452 §9.1).
//! Whatever zones say, a question costs a bounded number of messages.

mod cache;
mod resolver;
mod stub;
mod zone;

pub use cache::{Cache, Credit, Known};
pub use resolver::{Client, Resolver, ResolverAction, ResolverConfig};
pub use stub::{Lookup, Outcome, Stub, StubAction, StubConfig};
pub use zone::{Authority, Zone, ZoneError};

use std::net::{Ipv4Addr, SocketAddrV4};

/// The first port that questions are asked from (RFC 6335: the dynamic ones).
const FIRST_PORT: u16 = 49_152;

/// Where a server listens.
const fn at_port_53(server: Ipv4Addr) -> SocketAddrV4 {
    SocketAddrV4::new(server, crate::wire::dns::PORT)
}

#[cfg(test)]
mod tests;
