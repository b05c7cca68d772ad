//! Which row of a routing table wins: the longest prefix that matches (RFC 1812 §5.2.4.3).

use super::rng::Rng;
use super::{Answer, Ask, Drill, Level, Mask, Mistake, Network, Step, subnet};
use std::net::Ipv4Addr;

/// A row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Row {
    /// Where it leads.
    pub prefix: Network,
    /// The router that is the next hop, from 1.
    pub next: u8,
}

/// What is asked about.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Longest {
    /// Where the packet wants to go.
    pub destination: Ipv4Addr,
    /// The table, in no order.
    pub rows: Vec<Row>,
}

impl Longest {
    pub(super) fn draw(level: Level, rng: &mut Rng) -> Self {
        let destination = subnet::private(rng);
        let (matching, missing, default) = match level {
            Level::First => (rng.between(1, 2), 1, true),
            Level::Second => (rng.between(2, 3), 2, rng.one_in(2)),
            // Once in five nothing matches at all.
            Level::Third if rng.one_in(5) => (0, 5, false),
            Level::Third => (rng.between(2, 3), 3, rng.one_in(2)),
        };
        let mut prefixes: Vec<Network> = Vec::new();
        let length = |rng: &mut Rng| match level {
            Level::First => Mask::new(rng.pick(&[8, 16, 24])).unwrap_or(Mask::ZERO),
            Level::Second => subnet::mask(rng, 10, 28),
            Level::Third => subnet::mask(rng, 9, 30),
        };
        let mut left = [matching, missing];
        while left != [0, 0] {
            let mask = length(rng);
            let kind = usize::from(left[0] == 0);
            // What does not match differs in one of the last bits of its prefix: it looks alike.
            let near = rng.octet(0, 3).min(mask.prefix_len() - 1);
            let flipped = 1_u32.rotate_left(u32::from(mask.host_bits() + near));
            let bits = destination.to_bits() ^ if kind == 1 { flipped } else { 0 };
            let prefix = Network::containing(Ipv4Addr::from_bits(bits), mask);
            if !prefixes.contains(&prefix) {
                prefixes.push(prefix);
                left[kind] -= 1;
            }
        }
        prefixes.extend(default.then_some(Network::ALL));
        rng.shuffle(&mut prefixes);
        let rows = (1..).zip(prefixes).map(|(next, prefix)| Row { prefix, next }).collect();
        Self { destination, rows }
    }

    /// How many bits of the destination and of the row's prefix are the same from the left.
    fn common(&self, row: usize) -> u8 {
        let differing = self.destination.to_bits() ^ self.rows[row].prefix.address().to_bits();
        u8::try_from(differing.leading_zeros()).unwrap_or(32)
    }

    fn matching(&self) -> impl Iterator<Item = usize> {
        (0..self.rows.len()).filter(|&row| self.rows[row].prefix.contains(self.destination))
    }

    /// The row that wins.
    fn best(&self) -> Option<usize> {
        self.matching().max_by_key(|&row| self.rows[row].prefix.prefix_len())
    }
}

impl Drill for Longest {
    fn asks(&self) -> Vec<Ask> {
        vec![Ask::Row(u8::try_from(self.rows.len()).unwrap_or(u8::MAX))]
    }

    fn answer(&self, _: Ask) -> Answer {
        self.best().map_or(Answer::None, Answer::Row)
    }

    fn mistake(&self, _: Ask, answer: &Answer, _: &[Option<Answer>]) -> Option<Mistake> {
        let best = self.best();
        let Answer::Row(row) = *answer else {
            let row = best?;
            return Some(Mistake::SomethingMatches { row, prefix: self.rows[row].prefix });
        };
        if Some(row) == best {
            return None;
        }
        let prefix = self.rows[row].prefix;
        let Some(best) = best.filter(|_| prefix.contains(self.destination)) else {
            return Some(Mistake::RowDoesNotMatch { row, prefix, bit: self.common(row) + 1 });
        };
        let (given, right) = (prefix.mask(), self.rows[best].prefix.mask());
        let shortest = self.matching().min_by_key(|&row| self.rows[row].prefix.prefix_len());
        Some(if given == Mask::ZERO {
            Mistake::DefaultTooEarly { best, right }
        } else if self.matching().next() == Some(row) {
            Mistake::FirstInTable { row, given, best, right }
        } else if shortest == Some(row) {
            Mistake::ShortestMatch { row, given, best, right }
        } else {
            Mistake::ShorterMatch { row, given, best, right }
        })
    }

    fn steps(&self) -> Vec<Step> {
        let row = |(row, entry): (usize, &Row)| Step::Matches {
            row,
            prefix: entry.prefix,
            common: self.common(row),
            matches: entry.prefix.contains(self.destination),
        };
        let mut steps: Vec<Step> = self.rows.iter().enumerate().map(row).collect();
        steps.push(match self.best() {
            Some(row) => Step::Wins { row, prefix: self.rows[row].prefix },
            None => Step::NoRoute { destination: self.destination },
        });
        steps
    }
}
