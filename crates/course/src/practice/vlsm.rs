//! Dividing a space among needs of different sizes (variable length subnets, RFC 1878).
//!
//! Any plan is right in which each block lies in the space, begins on its boundary, is the
//! smallest that has room, and shares no address with another. Nobody must place them in a
//! certain order.

use super::rng::Rng;
use super::{Answer, Ask, Drill, Interface, Level, Mask, Mistake, Network, Step, mask_for, subnet};
use std::net::Ipv4Addr;

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Vlsm {
    /// What is divided.
    pub space: Network,
    /// The hosts of each need. Two are the ends of a link: `/30`, or `/31` by RFC 3021.
    pub needs: Vec<u32>,
}

impl Vlsm {
    pub(super) fn draw(level: Level, rng: &mut Rng) -> Self {
        let (needs, bits) = match level {
            Level::First => (2..=2, [5, 7]),
            Level::Second => (3..=4, [4, 8]),
            Level::Third => (5..=6, [2, 9]),
        };
        let count = rng.between(*needs.start(), *needs.end());
        let mut needs: Vec<u32> = (0..count)
            .map(|_| {
                let bits = rng.octet(bits[0], bits[1]);
                let (low, high) = ((1_u32 << (bits - 1)) - 1, (1 << bits) - 2);
                // Two is a link; there is no need of one.
                if rng.one_in(3) { high } else { rng.between(low.max(2), high) }
            })
            .collect();
        rng.shuffle(&mut needs);
        let taken: u64 = needs.iter().map(|&hosts| tight(hosts).total()).sum();
        let bits = u8::try_from(taken.next_power_of_two().trailing_zeros()).unwrap_or(32);
        let mask = Mask::new(32 - bits).unwrap_or(Mask::ZERO);
        Self { space: Network::containing(subnet::private(rng), mask), needs }
    }

    /// The needs by size, the largest first, and where each block goes.
    fn placed(&self) -> Vec<(usize, Network)> {
        let mut order: Vec<usize> = (0..self.needs.len()).collect();
        order.sort_by_key(|&need| std::cmp::Reverse(self.needs[need]));
        let mut next = self.space.address().to_bits();
        let place = |need: usize| {
            let mask = tight(self.needs[need]);
            let block = Network::containing(Ipv4Addr::from_bits(next), mask);
            // Blocks shrink, so the end of one is a boundary of the next. They fit: the space is
            // at least as large as all of them. Only the last can end where the space does.
            next = block.end().to_bits().wrapping_add(1);
            (need, block)
        };
        order.into_iter().map(place).collect()
    }

    /// What is wrong with the block of a need, apart from the others.
    fn alone(&self, hosts: u32, given: Interface) -> Option<Mistake> {
        let block = given.network();
        let right = tight(hosts);
        let link = hosts == 2 && given.mask == Mask::LINK;
        let size = if link { None } else { mask_for::size(hosts, given.mask, right) };
        if size.is_some() {
            return size;
        }
        if block.address() != given.address {
            return Some(Mistake::NotOnBoundary { given, block });
        }
        let outside = !self.space.covers(block);
        outside.then_some(Mistake::OutsideSpace { given: block, space: self.space })
    }
}

/// The smallest block for so many hosts.
fn tight(hosts: u32) -> Mask {
    Mask::for_hosts(hosts).unwrap_or(Mask::ZERO)
}

impl Drill for Vlsm {
    fn asks(&self) -> Vec<Ask> {
        (0..).zip(&self.needs).map(|(need, &hosts)| Ask::Block { need, hosts }).collect()
    }

    fn answer(&self, ask: Ask) -> Answer {
        let wanted = match ask {
            Ask::Block { need, .. } => usize::from(need),
            _ => 0,
        };
        let placed = self.placed();
        let block = placed.iter().find(|(need, _)| *need == wanted).map_or(self.space, |p| p.1);
        Answer::Prefix(Interface::new(block.address(), block.mask()))
    }

    fn mistake(&self, ask: Ask, answer: &Answer, given: &[Option<Answer>]) -> Option<Mistake> {
        let (Ask::Block { need, hosts }, Answer::Prefix(interface)) = (ask, answer) else {
            unreachable!("a block is read as a prefix")
        };
        let alone = self.alone(hosts, *interface);
        if alone.is_some() {
            return alone;
        }
        // The later of two that overlap is told so, unless the earlier is wrong by itself.
        let block = interface.network();
        let earlier = given.iter().zip(&self.needs).enumerate().take(usize::from(need));
        earlier.into_iter().find_map(|(with, (other, &hosts))| {
            let Some(Answer::Prefix(other)) = other else { return None };
            let fine = self.alone(hosts, *other).is_none();
            let other = other.network();
            (fine && other.overlaps(block)).then_some(Mistake::Overlap {
                with,
                given: block,
                other,
            })
        })
    }

    fn steps(&self) -> Vec<Step> {
        let placed = self.placed();
        let order = placed.iter().map(|(need, _)| *need).collect();
        let mut steps = vec![Step::LargestFirst { order }];
        for &(need, block) in &placed {
            let hosts = self.needs[need];
            let host_bits = block.mask().host_bits();
            steps.push(Step::HostBits { hosts, needed: u64::from(hosts) + 2, host_bits });
            steps.push(Step::Place { need, hosts, block });
        }
        let free = placed.last().and_then(|(_, block)| {
            let behind = Ipv4Addr::from_bits(block.end().to_bits().checked_add(1)?);
            (block.end() < self.space.end())
                .then(|| Network::range(behind, self.space.end()).collect())
        });
        steps.push(Step::Left { free: free.unwrap_or_default() });
        steps
    }
}
