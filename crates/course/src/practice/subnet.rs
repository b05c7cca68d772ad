//! Network, broadcast address, range and count: from an address with its mask.

use super::rng::Rng;
use super::{Answer, Ask, Drill, Interface, Level, Mask, Mistake, Network, Step, compare};
use std::net::Ipv4Addr;

/// What is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Subnet {
    /// The address and its mask.
    pub interface: Interface,
    /// Whether the mask is shown in dotted form.
    pub dotted: bool,
}

/// The fields that are addresses, in order.
const ADDRESSES: [Ask; 4] = [Ask::Network, Ask::First, Ask::Last, Ask::Broadcast];

/// An address of those that sites use inside (RFC 1918).
pub(super) fn private(rng: &mut Rng) -> Ipv4Addr {
    let inside = rng.bits();
    let (block, mask) = rng.pick(&[(0x0a00_0000, 8), (0xac10_0000, 12), (0xc0a8_0000, 16)]);
    Ipv4Addr::from_bits(block | inside & (u32::MAX >> mask))
}

/// A mask with a length from `low` to `high`, 32 at most.
pub(super) fn mask(rng: &mut Rng, low: u8, high: u8) -> Mask {
    Mask::new(rng.octet(low, high)).unwrap_or(Mask::MAX)
}

/// A host of the network: neither its first nor its last address, if it has others.
pub(super) fn host(rng: &mut Rng, network: Network) -> Ipv4Addr {
    let span = network.last().to_bits() - network.first().to_bits();
    Ipv4Addr::from_bits(network.first().to_bits() + rng.below(span.saturating_add(1)))
}

impl Subnet {
    pub(super) fn draw(level: Level, rng: &mut Rng) -> Self {
        let (address, mask) = match level {
            Level::First => {
                let [third, fourth] = [rng.octet(0, 254), rng.octet(1, 254)];
                (Ipv4Addr::new(192, 168, third, fourth), mask(rng, 24, 30))
            }
            Level::Second => (private(rng), mask(rng, 16, 29)),
            Level::Third => {
                let octets = [rng.octet(1, 223), rng.octet(0, 255), rng.octet(0, 255)];
                let [a, b, c] = octets;
                let address = Ipv4Addr::new(a, b, c, rng.octet(0, 255));
                // The two edges come more often than they would by themselves.
                let edge = rng.below(8);
                let ordinary = mask(rng, 9, 30);
                (address, [Mask::LINK, Mask::MAX].get(edge as usize).copied().unwrap_or(ordinary))
            }
        };
        // A host's own address, but for the last level, where any will do.
        let network = Network::containing(address, mask);
        let address = if level == Level::Third { address } else { host(rng, network) };
        let dotted = level != Level::First && rng.one_in(2);
        Self { interface: Interface::new(address, mask), dotted }
    }
}

/// From the mask to the network.
pub(super) fn network_steps(interface: Interface) -> Vec<Step> {
    let (mask, network) = (interface.mask, interface.network());
    let mut steps = vec![Step::MaskBits { mask }];
    let place = usize::from(mask.prefix_len() / 8);
    let octet = mask.prefix_len() / 8 + 1;
    if mask.prefix_len().is_multiple_of(8) {
        steps.push(Step::WholeOctets { mask });
    } else {
        let value = mask.as_addr().octets()[place];
        let size = 256 - u16::from(value);
        steps.push(Step::Block { octet, value, size });
        let [value, multiple] = [interface.address, network.address()].map(|a| a.octets()[place]);
        steps.push(Step::Multiple { octet, value, size, multiple });
    }
    steps.push(Step::And { interface, network });
    steps
}

impl Drill for Subnet {
    fn asks(&self) -> Vec<Ask> {
        ADDRESSES.into_iter().chain([Ask::Usable]).collect()
    }

    fn answer(&self, ask: Ask) -> Answer {
        let network = self.interface.network();
        match ask {
            Ask::Usable => Answer::Number(network.usable()),
            ask => compare::part(network, ask).map_or(Answer::None, Answer::Address),
        }
    }

    fn mistake(&self, ask: Ask, answer: &Answer, _: &[Option<Answer>]) -> Option<Mistake> {
        match answer {
            Answer::Number(given) => compare::count(*given, self.interface.mask),
            given => compare::address(self.interface, ask, given, &ADDRESSES),
        }
    }

    fn steps(&self) -> Vec<Step> {
        let (mask, network) = (self.interface.mask, self.interface.network());
        let mut steps = network_steps(self.interface);
        match mask.prefix_len() {
            32 => steps.push(Step::Single { address: network.address() }),
            31 => steps.push(Step::LinkEnds { network }),
            _ => {
                let (wildcard, end) = (mask.wildcard_addr(), network.end());
                steps.push(Step::HostOnes { network, wildcard, end });
                steps.push(Step::Hosts { first: network.first(), last: network.last() });
                let (total, usable) = (mask.total(), mask.usable());
                steps.push(Step::Count { host_bits: mask.host_bits(), total, usable });
            }
        }
        steps
    }
}
