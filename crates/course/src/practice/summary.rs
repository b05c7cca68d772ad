//! The shortest list of prefixes that covers exactly what a list covers.

use super::rng::Rng;
use super::{Answer, Ask, Drill, Interface, Level, Mask, Mistake, Network, Step, subnet};
use wireglass_core::addr::aggregate::{Merge, aggregate};

/// What is asked about.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Summary {
    /// The list.
    pub list: Vec<Network>,
}

impl Summary {
    pub(super) fn draw(level: Level, rng: &mut Rng) -> Self {
        let length = subnet::mask(rng, 24, 27);
        let list = match level {
            // All the halves, or quarters, or eighths of one network.
            Level::First => {
                let bits = rng.octet(1, 3);
                let whole = Mask::new(length.prefix_len() - bits).unwrap_or(Mask::ZERO);
                Network::containing(subnet::private(rng), whole).subnets(length).collect()
            }
            // One network, cut into pieces of different sizes.
            Level::Second => {
                let whole = subnet::mask(rng, 20, 23);
                let mut list = vec![Network::containing(subnet::private(rng), whole)];
                for _ in 0..rng.between(2, 4) {
                    let at = rng.index(list.len());
                    list.splice(at..=at, list[at].split().into_iter().flatten());
                }
                // Without one of them it is not one prefix any more.
                if rng.one_in(2) {
                    list.remove(rng.index(list.len()));
                }
                list
            }
            // Neighbours in a row that begins anywhere, and perhaps a part of one of them.
            Level::Third => {
                let around = Network::containing(subnet::private(rng), subnet::mask(rng, 20, 20));
                let (first, count) = (rng.between(1, 9), rng.between(4, 7));
                let row = around.subnets(length).skip(first as usize).take(count as usize);
                let mut list: Vec<Network> = row.collect();
                let part = rng.pick(&list).split().into_iter().flatten().next();
                list.extend(part.filter(|_| rng.one_in(3)));
                list
            }
        };
        let mut list = list;
        if level != Level::First {
            rng.shuffle(&mut list);
        }
        Self { list }
    }

    fn shortest(&self) -> Vec<Network> {
        aggregate(&self.list).networks
    }
}

/// The first block of addresses that is in `these` and in none of `those`.
fn first_beyond(these: &[Network], those: &[Network]) -> Option<Network> {
    let beyond = |whole: Network| {
        let mut parts = vec![whole];
        while let Some(part) = parts.pop() {
            if those.iter().any(|other| other.covers(part)) {
                continue;
            }
            if !those.iter().any(|other| part.covers(*other)) {
                return Some(part);
            }
            // The lower half is looked at first. What is longer than every one of `those` was
            // decided above, so there is always a half.
            parts.extend(part.split().into_iter().flatten().rev());
        }
        None
    };
    these.iter().copied().find_map(beyond)
}

impl Drill for Summary {
    fn asks(&self) -> Vec<Ask> {
        vec![Ask::Summary]
    }

    fn answer(&self, _: Ask) -> Answer {
        let whole = |network: Network| Interface::new(network.address(), network.mask());
        Answer::Prefixes(self.shortest().into_iter().map(whole).collect())
    }

    fn mistake(&self, _: Ask, answer: &Answer, _: &[Option<Answer>]) -> Option<Mistake> {
        let Answer::Prefixes(typed) = answer else { unreachable!("a list is read as a list") };
        for &given in typed {
            let block = given.network();
            if block.address() != given.address {
                return Some(Mistake::NotOnBoundary { given, block });
            }
        }
        let given: Vec<Network> = typed.iter().map(|one| one.network()).collect();
        let shortest = self.shortest();
        for &one in &given {
            let Some(extra) = first_beyond(&[one], &shortest) else { continue };
            // The number of prefixes was taken off the length instead of its bits.
            let count = u8::try_from(self.list.len()).unwrap_or(u8::MAX);
            let length = self.list[0].prefix_len();
            let alike = self.list.iter().all(|other| other.prefix_len() == length);
            if alike && count > 2 && one.prefix_len().checked_add(count) == Some(length) {
                return Some(Mistake::CountForBits { count, given: one });
            }
            return Some(Mistake::CoversMore { given: one, extra });
        }
        if let Some(missing) = first_beyond(&shortest, &given) {
            return Some(Mistake::LeavesOut { missing });
        }
        // It covers the right addresses, so it is only too long.
        aggregate(&given).merges.first().map(|merge| match *merge {
            Merge::Duplicate(network) => Mistake::Inside { inner: network, outer: network },
            Merge::Covered { inner, by } => Mistake::Inside { inner, outer: by },
            Merge::Joined { low, high, into } => {
                Mistake::CanJoin { halves: [low, high], whole: into }
            }
        })
    }

    fn steps(&self) -> Vec<Step> {
        let mut sorted = self.list.clone();
        sorted.sort_unstable();
        let summary = aggregate(&self.list);
        let mut steps = vec![Step::Sorted { list: sorted }];
        steps.extend(summary.merges.into_iter().map(|merge| match merge {
            Merge::Duplicate(network) => Step::Covered { inner: network, outer: network },
            Merge::Covered { inner, by } => Step::Covered { inner, outer: by },
            Merge::Joined { low, high, into } => Step::Join { halves: [low, high], whole: into },
        }));
        let pairs = summary.networks.windows(2);
        let touching =
            pairs.filter(|pair| pair[0].end().to_bits() + 1 == pair[1].address().to_bits());
        steps.extend(touching.map(|pair| Step::Apart { left: pair[0], right: pair[1] }));
        steps.push(Step::Shortest { list: summary.networks });
        steps
    }
}
