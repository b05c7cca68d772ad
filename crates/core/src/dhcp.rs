//! Getting an address: the DHCP client and server (RFC 2131).
//!
//! [`Client`] walks through the states of the RFC's figure 5, from INIT to BOUND
//! and on to RENEWING and REBINDING; [`Server`] leases addresses of a pool. Both
//! take and give [`Message`](crate::wire::dhcp::Message)s; who carries them, over
//! UDP ports 67 and 68, is the owner's business.

mod client;
mod server;

pub use client::{Client, ClientAction, ClientConfig, ClientState, Lease, Via};
pub use server::{Binding, BindingState, ReplyTo, Server, ServerAction, ServerConfig};

#[cfg(test)]
mod tests;
