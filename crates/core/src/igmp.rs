//! IGMP version 2 (RFC 2236): who on this link wants what is sent to a group?
//!
//! A [`Host`] says so when it joins a group, and again when it is asked; of several
//! members one speaks for all. A [`Querier`] is the router's side on one link: it asks
//! from time to time, and when a member leaves it asks whether there is another. Of
//! several routers the one with the lowest address asks.
//!
//! Messages go to a link with TTL 1 and the Router Alert option: see
//! [`ipv4::Header::emit_with_router_alert`](crate::wire::ipv4::Header::emit_with_router_alert).

mod host;
mod querier;

pub use host::Host;
pub use querier::Querier;

use crate::rules::Reason;
use crate::time::Duration;
use crate::wire::igmp::Message;
use std::net::Ipv4Addr;

/// How members and queriers behave. All on a link should agree (RFC 2236 §8).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Config {
    /// How many times what must not be lost is said; at least 1, usually 2 (§8.1).
    pub robustness: u8,
    /// From one general query to the next (§8.2).
    pub query_interval: Duration,
    /// How long members may wait with the answer to one (§8.3); up to 25.5 s.
    pub response_interval: Duration,
    /// How long they may when it is about one group that somebody left (§8.8); up to 25.5 s.
    pub last_member_interval: Duration,
    /// How soon a member that has joined says so again (§8.10).
    pub unsolicited_interval: Duration,
    /// How long a router of version 1 is reckoned with after its last query (§8.11).
    pub old_router_timeout: Duration,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            robustness: 2,
            query_interval: Duration::from_secs(125),
            response_interval: Duration::from_secs(10),
            last_member_interval: Duration::from_secs(1),
            unsolicited_interval: Duration::from_secs(10),
            old_router_timeout: Duration::from_secs(400),
        }
    }
}

impl Config {
    /// How long a group is believed to have members after one was heard (§8.4).
    pub fn membership_interval(&self) -> Duration {
        self.query_interval.times(self.robustness.into()) + self.response_interval
    }

    /// How long another querier is believed to be there after its last query (§8.5).
    pub fn other_querier_interval(&self) -> Duration {
        self.query_interval.times(self.robustness.into()) + self.response_interval.divided_by(2)
    }

    /// From one general query to the next in the beginning (§8.6).
    pub fn startup_interval(&self) -> Duration {
        self.query_interval.divided_by(4)
    }
}

/// Something a member or a querier does, or notices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Send this message on the link, with TTL 1.
    Send {
        /// The message.
        message: Message,
        /// To which group.
        to: Ipv4Addr,
        /// Why.
        reason: Reason,
    },
    /// A host is in a group now, or not any more; for a router: the link has members of
    /// the group, or none.
    Changed {
        /// The group.
        group: Ipv4Addr,
        /// Which of the two.
        member: bool,
        /// Why.
        reason: Reason,
    },
    /// A rule decided something that nothing else shows.
    Applied(Reason),
}

#[cfg(test)]
mod tests;
