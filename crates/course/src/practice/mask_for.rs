//! The mask for a number of hosts, or for a number of subnets.

use super::rng::Rng;
use super::{Answer, Ask, Class, Drill, Level, Mask, Mistake, Network, Step, compare, subnet};

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MaskFor {
    /// The longest mask with room for so many hosts.
    Hosts {
        /// How many, beside the network and the broadcast address.
        hosts: u32,
    },
    /// The shortest mask that divides a network into at least so many subnets.
    Subnets {
        /// What is divided.
        of: Network,
        /// How many there must be.
        at_least: u32,
    },
}

impl MaskFor {
    pub(super) fn draw(level: Level, rng: &mut Rng) -> Self {
        if level == Level::Third && rng.one_in(2) {
            let mask = subnet::mask(rng, 8, 24);
            let of = Network::containing(subnet::private(rng), mask);
            // At least two host bits must be left.
            let bits = u32::from(rng.octet(1, (mask.host_bits() - 2).min(10)));
            let (low, high) = ((1 << (bits - 1)) + 1, 1 << bits);
            return Self::Subnets { of, at_least: near_the_ends(rng, low, high) };
        }
        let bits = match level {
            Level::First => rng.octet(3, 8),
            Level::Second => rng.octet(6, 12),
            Level::Third => rng.octet(3, 22),
        };
        let (low, high) = ((1_u32 << (bits - 1)) - 1, (1 << bits) - 2);
        Self::Hosts { hosts: near_the_ends(rng, low, high) }
    }

    /// The mask.
    fn right(self) -> Mask {
        match self {
            Self::Hosts { hosts } => Mask::for_hosts(hosts).unwrap_or(Mask::ZERO),
            Self::Subnets { of, at_least } => {
                Mask::new(of.prefix_len() + subnet_bits(at_least)).unwrap_or(Mask::MAX)
            }
        }
    }
}

/// A number from `low` to `high`; the ends, where people slip, more often than by themselves.
fn near_the_ends(rng: &mut Rng, low: u32, high: u32) -> u32 {
    match rng.below(4) {
        0 => high,
        1 => low,
        _ => rng.between(low, high),
    }
}

/// How many bits count so many subnets.
fn subnet_bits(at_least: u32) -> u8 {
    u8::try_from(at_least.next_power_of_two().trailing_zeros()).unwrap_or(32)
}

/// What is wrong with a block of this mask for so many hosts, if anything.
pub(super) fn size(hosts: u32, given: Mask, right: Mask) -> Option<Mistake> {
    if given == right {
        return None;
    }
    Some(if given.prefix_len() < right.prefix_len() {
        Mistake::TooLarge { hosts, given, right }
    } else if given.total() >= u64::from(hosts) {
        Mistake::NoRoomForTwo { hosts, given }
    } else {
        Mistake::TooSmall { hosts, given }
    })
}

/// A mask that is too large, and perhaps because it is that of a class.
fn classful(hosts: u32, given: Mask, right: Mask) -> Mistake {
    match Class::ALL.into_iter().find(|class| class.natural_mask() == Some(given)) {
        Some(class) => Mistake::ClassfulChoice { hosts, class, given, right },
        None => Mistake::TooLarge { hosts, given, right },
    }
}

impl Drill for MaskFor {
    fn asks(&self) -> Vec<Ask> {
        match self {
            Self::Hosts { .. } => vec![Ask::Mask, Ask::Usable],
            Self::Subnets { .. } => vec![Ask::Mask, Ask::UsableEach],
        }
    }

    fn answer(&self, ask: Ask) -> Answer {
        match ask {
            Ask::Mask => Answer::Mask(self.right().bits()),
            _ => Answer::Number(self.right().usable()),
        }
    }

    fn mistake(&self, _: Ask, answer: &Answer, _: &[Option<Answer>]) -> Option<Mistake> {
        let right = self.right();
        let bits = match answer {
            Answer::Number(given) => return compare::count(*given, right),
            Answer::Mask(bits) => *bits,
            _ => unreachable!("a mask is read as a mask"),
        };
        let found = compare::mask(bits, right, None)?;
        let Mistake::MaskLength { given, .. } = found else { return Some(found) };
        match *self {
            Self::Hosts { hosts } => Some(match size(hosts, given, right)? {
                Mistake::TooLarge { .. } => classful(hosts, given, right),
                other => other,
            }),
            Self::Subnets { of, at_least } => {
                let Some(made) = of.count(given) else {
                    return Some(Mistake::LargerThanWhole { of, given });
                };
                let enough = u64::from(at_least);
                Some(if made < enough {
                    Mistake::TooFewSubnets { at_least, made, given }
                } else if right.longer() == Some(given) && made / 2 < enough + 2 {
                    Mistake::SubnetsMinusTwo { at_least, given, right }
                } else {
                    Mistake::TooManySubnets { at_least, made, right }
                })
            }
        }
    }

    fn steps(&self) -> Vec<Step> {
        let mask = self.right();
        let host_bits = mask.host_bits();
        let mut steps = match *self {
            Self::Hosts { hosts } => vec![
                Step::HostBits { hosts, needed: u64::from(hosts) + 2, host_bits },
                Step::PrefixFromHostBits { host_bits, mask },
            ],
            Self::Subnets { of, at_least } => {
                let bits = subnet_bits(at_least);
                vec![
                    Step::SubnetBits { at_least, bits, made: 1 << bits },
                    Step::Borrow { of, bits, mask },
                ]
            }
        };
        steps.push(Step::MaskBits { mask });
        steps.push(Step::Count { host_bits, total: mask.total(), usable: mask.usable() });
        steps
    }
}
