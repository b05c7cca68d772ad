//! Longest-prefix match (RFC 1812 §5.2.4.3): which row of a routing table wins,
//! and why each of the others does not.

use super::network::Network;
use std::net::Ipv4Addr;

/// One row of a routing table. What the next hop is, the caller decides: the
/// simulator puts an interface and a gateway there, a page a name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Route<H> {
    /// Where it leads.
    pub network: Network,
    /// What decides between rows for the same network: the lower wins.
    pub metric: u32,
    /// Where to send.
    pub next: H,
}

/// A routing table, its rows in the order in which they were put in.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RoutingTable<H> {
    routes: Vec<Route<H>>,
}

impl<H> Default for RoutingTable<H> {
    fn default() -> Self {
        Self { routes: Vec::new() }
    }
}

impl<H> FromIterator<Route<H>> for RoutingTable<H> {
    fn from_iter<T: IntoIterator<Item = Route<H>>>(routes: T) -> Self {
        Self { routes: routes.into_iter().collect() }
    }
}

impl<H> RoutingTable<H> {
    /// A table without rows.
    pub const fn new() -> Self {
        Self { routes: Vec::new() }
    }

    /// The rows, in the order in which they were put in.
    pub fn routes(&self) -> &[Route<H>] {
        &self.routes
    }

    /// Adds a row at the end.
    pub fn add(&mut self, route: Route<H>) {
        self.routes.push(route);
    }

    /// Takes out the rows for which `keep` says no.
    pub fn retain(&mut self, keep: impl FnMut(&Route<H>) -> bool) {
        self.routes.retain(keep);
    }

    /// The place of the row that wins for `destination`: of those that match,
    /// the one with the longest prefix; of several for one network, the one with
    /// the lowest metric; of equals, the first.
    pub fn position(&self, destination: Ipv4Addr) -> Option<usize> {
        let matching = self.routes.iter().enumerate();
        matching
            .filter(|(_, route)| route.network.contains(destination))
            // `min_by_key` keeps the first of equals.
            .min_by_key(|(_, route)| (route.network.mask().host_bits(), route.metric))
            .map(|(place, _)| place)
    }

    /// The row that wins for `destination`; see [`Self::position`].
    pub fn lookup(&self, destination: Ipv4Addr) -> Option<&Route<H>> {
        self.position(destination).and_then(|place| self.routes.get(place))
    }

    /// The same, with what happened to each row.
    pub fn explain(&self, destination: Ipv4Addr) -> Explanation {
        let winner = self.position(destination);
        let best = winner.and_then(|place| self.routes.get(place));
        let judge = |(place, route): (usize, &Route<H>)| {
            let length = route.network.prefix_len();
            let masked = Network::containing(destination, route.network.mask()).address();
            let differing = masked.to_bits() ^ route.network.address().to_bits();
            let outcome = match best {
                _ if differing != 0 => {
                    #[expect(clippy::cast_possible_truncation, reason = "below 32: not zero")]
                    let bit = differing.leading_zeros() as u8;
                    Outcome::Differs { bit }
                }
                Some(_) if winner == Some(place) => Outcome::Wins,
                Some(best) if best.network.prefix_len() > length => {
                    Outcome::Shorter { length, winner: best.network.prefix_len() }
                }
                Some(best) if best.metric < route.metric => {
                    Outcome::HigherMetric { metric: route.metric, winner: best.metric }
                }
                _ => Outcome::Later,
            };
            Examined { masked, outcome }
        };
        Explanation { winner, rows: self.routes.iter().enumerate().map(judge).collect() }
    }
}

/// How a destination was looked up.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Explanation {
    /// The place of the row that wins; `None` when none matches and the packet
    /// is dropped (ICMP: network unreachable).
    pub winner: Option<usize>,
    /// What was found of each row, in the table's order.
    pub rows: Vec<Examined>,
}

/// What was found of one row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Examined {
    /// The destination AND the row's mask: what is compared with the row's network.
    pub masked: Ipv4Addr,
    /// What came of it.
    pub outcome: Outcome,
}

/// Why a row wins or does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// It matches, and nothing matches better.
    Wins,
    /// It does not match: the first differing bit, counted from 0 at the left,
    /// lies within its prefix.
    Differs {
        /// The place of that bit, 0 to 31.
        bit: u8,
    },
    /// It matches, but the winner's prefix is longer.
    Shorter {
        /// Its own prefix length.
        length: u8,
        /// The winner's.
        winner: u8,
    },
    /// The winner leads to the same network with a lower metric.
    HigherMetric {
        /// Its own metric.
        metric: u32,
        /// The winner's.
        winner: u32,
    },
    /// The same network and metric as the winner, which comes first.
    Later,
}

#[cfg(test)]
mod tests;
