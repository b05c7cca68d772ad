//! The class of an address, its natural mask, and the network by class.

use super::rng::Rng;
use super::{Answer, Ask, Class, Drill, Level, Mask, Mistake, Network, Step, compare};
use std::net::Ipv4Addr;

/// What is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ClassOf {
    /// The address.
    pub address: Ipv4Addr,
    /// A mask beside it, which has nothing to do with the class.
    pub beside: Option<Mask>,
    /// Whether the address is shown in binary.
    pub binary: bool,
}

/// The first and last octets of the classes, and the special ones beside them.
const BOUNDS: [u8; 13] = [1, 10, 126, 127, 128, 172, 191, 192, 223, 224, 239, 240, 254];

impl ClassOf {
    pub(super) fn draw(level: Level, rng: &mut Rng) -> Self {
        // Every class comes as often as another, and its bounds come often.
        let block = rng.pick(&Class::ALL).block();
        let inside = u32::try_from(block.total() - 1).unwrap_or(u32::MAX);
        let mut octets =
            Ipv4Addr::from_bits(block.address().to_bits() + rng.below(inside)).octets();
        if rng.one_in(3) {
            octets[0] = rng.pick(&BOUNDS);
        }
        // 0 begins no address that a host has.
        octets[0] = octets[0].max(1);
        let beside = (level != Level::First).then(|| rng.octet(8, 30)).and_then(Mask::new);
        Self { address: octets.into(), beside, binary: level == Level::Third }
    }

    fn class(self) -> Class {
        Class::of(self.address)
    }

    /// The network by class; none for D and E.
    fn network(self) -> Option<Network> {
        Some(Network::containing(self.address, self.class().natural_mask()?))
    }

    fn class_mistake(self, given: Class) -> Option<Mistake> {
        let right = self.class();
        if given == right {
            return None;
        }
        // Who reads the class off the mask: up to /15 A, up to /23 B, then C.
        let by_mask = |mask: Mask| match mask.prefix_len() {
            ..16 => Class::A,
            16..24 => Class::B,
            _ => Class::C,
        };
        if let Some(mask) = self.beside.filter(|mask| by_mask(*mask) == given) {
            return Some(Mistake::ClassFromMask { mask, right });
        }
        let [octet, ..] = self.address.octets();
        let ends = [right.block().address(), right.block().end()].map(|end| end.octets()[0]);
        let neighbours = (given as u8).abs_diff(right as u8) == 1;
        if neighbours && ends.contains(&octet) {
            return Some(Mistake::ClassBoundary { octet, given, right });
        }
        Some(Mistake::LeadingBits { given, right })
    }

    fn mask_mistake(self, given: &Answer) -> Option<Mistake> {
        let class = self.class();
        match (given, class.natural_mask()) {
            (Answer::None, None) => None,
            (Answer::Mask(bits), Some(right)) => {
                let used = |one: &Class| one.natural_mask().map(Mask::bits) == Some(*bits);
                let other = Class::ALL.into_iter().find(used);
                match other.filter(|other| *other != class) {
                    Some(given) if self.beside.map(Mask::bits) != Some(*bits) => {
                        Some(Mistake::LeadingBits { given, right: class })
                    }
                    _ => compare::mask(*bits, right, self.beside),
                }
            }
            (_, None) => Some(Mistake::NothingNatural { class }),
            (_, Some(_)) => Some(Mistake::SomethingNatural { class }),
        }
    }

    fn network_mistake(self, given: &Answer) -> Option<Mistake> {
        let class = self.class();
        let Some(right) = self.network() else {
            return (*given != Answer::None).then_some(Mistake::NothingNatural { class });
        };
        let Some((address, typed)) = given.address() else {
            return Some(Mistake::SomethingNatural { class });
        };
        if address == right.address() {
            let wrong = typed.filter(|mask| *mask != right.mask());
            return wrong.map(|given| Mistake::MaskLength { given, right: right.mask() });
        }
        let with = |mask| Network::containing(self.address, mask).address() == address;
        if let Some(mask) = self.beside.filter(|&mask| with(mask)) {
            return Some(Mistake::MaskBeside { mask, right: right.mask() });
        }
        if address == self.address {
            return Some(Mistake::AddressItself { mask: right.mask() });
        }
        if address.to_bits() == self.address.to_bits() & right.mask().wildcard() {
            return Some(Mistake::HostPart { host_part: address });
        }
        Some(match compare::other_mask(right.mask(), with) {
            Some(used) => Mistake::BlockSizeOf { used, right: right.mask() },
            None => compare::octet(address, right.address()),
        })
    }
}

impl Drill for ClassOf {
    fn asks(&self) -> Vec<Ask> {
        match self.beside {
            None => vec![Ask::Class],
            Some(_) => vec![Ask::Class, Ask::NaturalMask, Ask::ClassNetwork],
        }
    }

    fn answer(&self, ask: Ask) -> Answer {
        match ask {
            Ask::NaturalMask => {
                self.class().natural_mask().map_or(Answer::None, |mask| Answer::Mask(mask.bits()))
            }
            Ask::ClassNetwork => {
                self.network().map_or(Answer::None, |network| Answer::Address(network.address()))
            }
            _ => Answer::Class(self.class()),
        }
    }

    fn mistake(&self, ask: Ask, answer: &Answer, _: &[Option<Answer>]) -> Option<Mistake> {
        match (ask, answer) {
            (Ask::NaturalMask, given) => self.mask_mistake(given),
            (Ask::ClassNetwork, given) => self.network_mistake(given),
            (_, Answer::Class(given)) => self.class_mistake(*given),
            _ => unreachable!("a class is read as a class"),
        }
    }

    fn steps(&self) -> Vec<Step> {
        let class = self.class();
        let mut steps = vec![Step::LeadingBits { address: self.address, class }];
        if self.beside.is_some() {
            steps.push(match class.natural_mask() {
                Some(mask) => Step::NaturalMask { class, mask },
                None => Step::NoNaturalMask { class },
            });
            steps.extend(self.network().map(|network| {
                let interface = super::Interface::new(self.address, network.mask());
                Step::And { interface, network }
            }));
        }
        steps
    }
}
