//! What the path to a destination carries (RFC 1191).

use super::LEAST_MTU;
use crate::rules::Reason;
use crate::time::{Duration, Instant};
use std::collections::{BTreeMap, BTreeSet};
use std::net::Ipv4Addr;

/// Sizes that real links have, for routers that do not say (RFC 1191 §7.1).
const PLATEAUS: [u16; 10] = [32_000, 17_914, 8_166, 4_352, 2_002, 1_492, 1_006, 508, 296, 68];

/// How long and how much to remember.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PathMtuConfig {
    /// After this time larger packets are tried again: 10 minutes (RFC 1191 §6.3).
    pub timeout: Duration,
    /// How many destinations are remembered.
    pub limit: u32,
}

impl Default for PathMtuConfig {
    fn default() -> Self {
        Self { timeout: Duration::from_secs(600), limit: 256 }
    }
}

/// The narrow paths a host knows of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct PathMtu {
    config: PathMtuConfig,
    paths: BTreeMap<Ipv4Addr, (u16, Instant)>,
    by_age: BTreeSet<(Instant, Ipv4Addr)>,
}

impl PathMtu {
    /// Knows nothing yet.
    pub fn new(config: PathMtuConfig) -> Self {
        Self { config, ..Self::default() }
    }

    /// What the path to `dst` carries, if it starts on a link that carries `link` bytes.
    pub fn of(&self, dst: Ipv4Addr, link: u16) -> u16 {
        self.paths.get(&dst).map_or(link, |(mtu, _)| link.min(*mtu))
    }

    /// Every narrow path, by destination.
    pub fn iter(&self) -> impl Iterator<Item = (Ipv4Addr, u16)> {
        self.paths.iter().map(|(dst, (mtu, _))| (*dst, *mtu))
    }

    /// A router could not pass on a packet of ours to `dst`, `size` bytes long,
    /// because the next link carries `next_hop` bytes; 0 if it does not say. `link` is
    /// what our own link carries. Says what follows from it.
    pub fn handle_needed(
        &mut self,
        now: Instant,
        dst: Ipv4Addr,
        size: u16,
        next_hop: u16,
        link: u16,
    ) -> Reason {
        let known = self.of(dst, link);
        let (mtu, reason) = if next_hop == 0 {
            // The packet was too large, so the answer is below it (§5).
            let mtu = PLATEAUS.into_iter().find(|&plateau| plateau < size).unwrap_or(LEAST_MTU);
            (mtu, Reason::PathMtuGuessed { ip: dst, mtu })
        } else {
            (next_hop, Reason::PathMtuLearnt { ip: dst, mtu: next_hop })
        };
        if mtu < LEAST_MTU || mtu >= known {
            return Reason::PathMtuNotBelieved { ip: dst, mtu };
        }
        self.forget(dst);
        if self.paths.len() >= self.config.limit.max(1) as usize
            && let Some(&(_, oldest)) = self.by_age.first()
        {
            self.forget(oldest);
        }
        self.paths.insert(dst, (mtu, now));
        self.by_age.insert((now, dst));
        reason
    }

    fn forget(&mut self, dst: Ipv4Addr) {
        if let Some((_, since)) = self.paths.remove(&dst) {
            self.by_age.remove(&(since, dst));
        }
    }

    /// When [`PathMtu::handle_timeout`] has something to do next.
    pub fn next_timeout(&self) -> Option<Instant> {
        self.by_age.first().map(|(since, _)| *since + self.config.timeout)
    }

    /// Forgets one path that has been known for too long; to be called until it says `None`.
    pub fn handle_timeout(&mut self, now: Instant) -> Option<Reason> {
        let &(since, ip) = self.by_age.first()?;
        let after = self.config.timeout;
        if since + after > now {
            return None;
        }
        self.forget(ip);
        Some(Reason::PathMtuAged { ip, after })
    }
}

#[cfg(test)]
mod tests;
