//! One direction of a bad link: packets go in, and come out later, twice, damaged, in
//! another order, or not at all, as a seeded generator has it.

use crate::rng::Rng;
use std::collections::BTreeMap;
use wireglass_core::time::{Duration, Instant};

/// How bad a link is. Rates are in parts of a million.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Faults {
    /// What every packet takes.
    pub delay: Duration,
    /// The most that a packet takes longer than that, by chance.
    pub jitter: Duration,
    /// Packets that never arrive.
    pub loss: u32,
    /// Packets that arrive twice, the copy with a delay of its own.
    pub duplication: u32,
    /// Packets held back by `held`, so that others overtake them.
    pub reordering: u32,
    /// How long those are held back.
    pub held: Duration,
    /// Packets in which one bit is turned over.
    pub corruption: u32,
}

/// What becomes of a packet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fate {
    /// When it arrives, if it does.
    pub arrives: Option<Instant>,
    /// When its copy arrives, if it has one.
    pub copy: Option<Instant>,
    /// Whether a bit of it (not of the copy) is wrong.
    pub corrupted: bool,
}

/// One direction of a link.
#[derive(Clone, Debug)]
pub struct Link {
    faults: Faults,
    rng: Rng,
    on_the_way: BTreeMap<(Instant, u64), Vec<u8>>,
    sent: u64,
}

impl Link {
    /// A link with nothing on it.
    pub fn new(faults: Faults, seed: u64) -> Self {
        Self { faults, rng: Rng::new(seed), on_the_way: BTreeMap::new(), sent: 0 }
    }

    /// Puts a packet on the link at `now`.
    pub fn send(&mut self, now: Instant, mut packet: Vec<u8>) -> Fate {
        // Every die is thrown for every packet.
        let lost = self.rng.chance(self.faults.loss);
        let twice = self.rng.chance(self.faults.duplication);
        let corrupted = self.rng.chance(self.faults.corruption);
        let (arrives, copied) = (self.arrival(now), self.arrival(now));
        let bit = self.rng.number32() as usize;
        let mut fate = Fate::default();
        if twice {
            fate.copy = Some(copied);
            self.put(copied, packet.clone());
        }
        if lost {
            return fate;
        }
        if corrupted && !packet.is_empty() {
            let bit = bit % (packet.len() * 8);
            packet[bit / 8] ^= 1 << (bit % 8);
            fate.corrupted = true;
        }
        fate.arrives = Some(arrives);
        self.put(arrives, packet);
        fate
    }

    fn arrival(&mut self, now: Instant) -> Instant {
        let jitter = u32::try_from(self.faults.jitter.as_micros()).unwrap_or(u32::MAX);
        let jitter = Duration::from_micros(u64::from(self.rng.within(0..=jitter)));
        let held = self.rng.chance(self.faults.reordering);
        now + self.faults.delay + jitter + if held { self.faults.held } else { Duration::ZERO }
    }

    fn put(&mut self, at: Instant, packet: Vec<u8>) {
        self.on_the_way.insert((at, self.sent), packet);
        self.sent += 1;
    }

    /// When the next packet arrives, if one is on the way.
    pub fn next(&self) -> Option<Instant> {
        self.on_the_way.first_key_value().map(|((at, _), _)| *at)
    }

    /// Takes the next packet that has arrived by `now`.
    pub fn take(&mut self, now: Instant) -> Option<Vec<u8>> {
        let entry = self.on_the_way.first_entry()?;
        (entry.key().0 <= now).then(|| entry.remove())
    }

    /// The faults end: what is sent from now on takes the plain delay and arrives whole.
    pub fn heal(&mut self) {
        self.faults = Faults { delay: self.faults.delay, ..Faults::default() };
    }
}

#[cfg(test)]
mod tests;
