//! The MAC address table: where each station was last heard.

use crate::addr::MacAddr;
use crate::time::{Duration, Instant};
use std::collections::{BTreeMap, BTreeSet};

use super::Port;

/// How an address came into the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Origin {
    /// Written by whoever manages the bridge: never ages, never moves.
    Static,
    /// Learnt from a frame.
    Learnt {
        /// When it was last heard.
        seen: Instant,
    },
}

/// Where a station is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Entry {
    /// Behind which port.
    pub port: Port,
    /// How that is known.
    pub origin: Origin,
}

/// What a frame's source address did to the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Learning {
    /// It is new.
    New,
    /// It was known, and is heard again.
    Refreshed,
    /// It was known somewhere else.
    Moved {
        /// Where.
        from: Port,
    },
    /// A static entry says otherwise or the same: nothing changes.
    Static,
    /// It is a group's address, which no station sends from.
    Group,
    /// There is no room.
    Full,
}

/// The MAC address table (IEEE 802.1D-1998 §7.9).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct MacTable {
    entries: BTreeMap<MacAddr, Entry>,
    /// The learnt ones, silent longest first.
    by_age: BTreeSet<(Instant, MacAddr)>,
    limit: u32,
}

impl MacTable {
    /// An empty table for at most `limit` addresses.
    pub fn new(limit: u32) -> Self {
        Self { limit, ..Self::default() }
    }

    /// Where `mac` is, if that is known.
    pub fn look_up(&self, mac: MacAddr) -> Option<Entry> {
        self.entries.get(&mac).copied()
    }

    /// Every entry, by address.
    pub fn iter(&self) -> impl Iterator<Item = (MacAddr, Entry)> {
        self.entries.iter().map(|(mac, entry)| (*mac, *entry))
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// How many there may be.
    pub fn limit(&self) -> u32 {
        self.limit
    }

    /// Writes a static entry, whatever stood there.
    pub fn set_static(&mut self, mac: MacAddr, port: Port) {
        self.remove(mac);
        self.entries.insert(mac, Entry { port, origin: Origin::Static });
    }

    /// A frame from `mac` came in through `port`.
    pub fn learn(&mut self, now: Instant, mac: MacAddr, port: Port) -> Learning {
        if mac.is_multicast() {
            return Learning::Group;
        }
        let full = self.entries.len() >= self.limit as usize;
        let learning = match self.entries.get(&mac) {
            Some(Entry { origin: Origin::Static, .. }) => return Learning::Static,
            Some(Entry { port: known, .. }) if *known == port => Learning::Refreshed,
            Some(Entry { port: from, .. }) => Learning::Moved { from: *from },
            None if full => return Learning::Full,
            None => Learning::New,
        };
        self.remove(mac);
        self.entries.insert(mac, Entry { port, origin: Origin::Learnt { seen: now } });
        self.by_age.insert((now, mac));
        learning
    }

    /// Forgets `mac`.
    pub fn remove(&mut self, mac: MacAddr) -> Option<Entry> {
        let entry = self.entries.remove(&mac)?;
        if let Origin::Learnt { seen } = entry.origin {
            self.by_age.remove(&(seen, mac));
        }
        Some(entry)
    }

    /// Forgets everything learnt on `port`; says what that was.
    pub fn forget_port(&mut self, port: Port) -> Vec<MacAddr> {
        let gone: Vec<_> = self
            .iter()
            .filter(|(_, entry)| entry.port == port && entry.origin != Origin::Static)
            .map(|(mac, _)| mac)
            .collect();
        for &mac in &gone {
            self.remove(mac);
        }
        gone
    }

    /// Forgets the address that has been silent longest, if that is `ageing` or more.
    pub fn expire_one(&mut self, now: Instant, ageing: Duration) -> Option<(MacAddr, Port)> {
        let &(seen, mac) = self.by_age.first()?;
        if seen + ageing > now {
            return None;
        }
        self.remove(mac).map(|entry| (mac, entry.port))
    }

    /// When the next address will have been silent for `ageing`.
    pub fn next_expiry(&self, ageing: Duration) -> Option<Instant> {
        self.by_age.first().map(|(seen, _)| *seen + ageing)
    }
}

#[cfg(test)]
mod tests;
