//! Whether two hosts are in one network, and so send to each other without a gateway.

use super::rng::Rng;
use super::subnet::{host, mask, network_steps, private};
use super::{Answer, Ask, Class, Drill, Interface, Level, Mistake, Network, Side, Step, compare};
use std::net::Ipv4Addr;

/// What is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Same {
    /// The first host.
    pub a: Interface,
    /// The second host.
    pub b: Interface,
}

/// What may be given for a network's address by mistake.
const PARTS: [Ask; 3] = [Ask::First, Ask::Last, Ask::Broadcast];

impl Same {
    pub(super) fn draw(level: Level, rng: &mut Rng) -> Self {
        if level == Level::Third {
            return Self::lopsided(rng);
        }
        let (address, mask) = match level {
            Level::First => {
                (Ipv4Addr::new(192, 168, rng.octet(0, 254), rng.octet(0, 255)), [25, 28])
            }
            _ => (private(rng), [17, 28]),
        };
        let mask = self::mask(rng, mask[0], mask[1]);
        let ours = Network::containing(address, mask);
        // The network beside it looks most alike.
        let theirs = ours.sibling().filter(|_| rng.one_in(2)).unwrap_or(ours);
        let a = host(rng, ours);
        let mut b = host(rng, theirs);
        while b == a {
            b = host(rng, theirs);
        }
        Self { a: Interface::new(a, mask), b: Interface::new(b, mask) }
    }

    /// Two hosts with different masks. Most often only one takes the other for a neighbour.
    fn lopsided(rng: &mut Rng) -> Self {
        let long = mask(rng, 22, 28);
        let inner = Network::containing(private(rng), long);
        let short = mask(rng, long.prefix_len() - 4, long.prefix_len() - 1);
        let outer = Network::containing(inner.address(), short);
        let theirs = match rng.below(4) {
            0 => inner,
            1 => outer.sibling().unwrap_or(outer),
            // In the larger network and not in the smaller.
            _ => inner.sibling().unwrap_or(outer),
        };
        let near = Interface::new(host(rng, inner), long);
        let mut far = host(rng, theirs);
        while far == near.address {
            far = host(rng, theirs);
        }
        let far = Interface::new(far, short);
        if rng.one_in(2) { Self { a: near, b: far } } else { Self { a: far, b: near } }
    }

    /// The host on a side.
    pub const fn host(&self, side: Side) -> Interface {
        match side {
            Side::A => self.a,
            Side::B => self.b,
        }
    }

    /// The network in which this side takes the other to be.
    fn seen(&self, side: Side) -> Network {
        Network::containing(self.host(side.other()).address, self.host(side).mask)
    }

    /// Whether this side takes the other for a neighbour.
    fn direct(&self, side: Side) -> bool {
        self.host(side).network() == self.seen(side)
    }

    /// How a wrong decision came about.
    fn decided(&self, side: Side, given: bool) -> Mistake {
        let (own, other) = (self.host(side), self.host(side.other()));
        let swapped = Network::containing(own.address, other.mask)
            == Network::containing(other.address, other.mask);
        if own.mask != other.mask && swapped == given {
            return Mistake::OthersMask { side, own: own.mask, other: other.mask };
        }
        let [ours, theirs] = [own.address, other.address].map(|address| address.octets());
        let alike = ours.iter().zip(&theirs).take_while(|(a, b)| a == b).count();
        let octets = u8::try_from(alike).unwrap_or(3);
        let mask = own.mask;
        if !given {
            // The octets differ, but behind the mask or within its last octet.
            return Mistake::LooksDifferent { octet: octets + 1, mask };
        }
        let class = Class::of(own.address);
        let by_class = class
            .natural_mask()
            .filter(|&mask| Network::containing(own.address, mask).contains(other.address));
        match by_class {
            _ if octets == 3 => Mistake::LooksAlike { octets, mask },
            Some(natural) => Mistake::ComparedByClass { class, mask: natural },
            None if octets > 0 => Mistake::LooksAlike { octets, mask },
            None => Mistake::Compared { ours: own.network(), theirs: self.seen(side) },
        }
    }
}

impl Drill for Same {
    fn asks(&self) -> Vec<Ask> {
        if self.a.mask == self.b.mask {
            vec![Ask::NetworkOf(Side::A), Ask::NetworkOf(Side::B), Ask::Same]
        } else {
            vec![Ask::Direct(Side::A), Ask::Direct(Side::B)]
        }
    }

    fn answer(&self, ask: Ask) -> Answer {
        match ask {
            Ask::NetworkOf(side) => Answer::Address(self.host(side).network().address()),
            Ask::Direct(side) => Answer::Yes(self.direct(side)),
            _ => Answer::Yes(self.direct(Side::A)),
        }
    }

    fn mistake(&self, ask: Ask, answer: &Answer, _: &[Option<Answer>]) -> Option<Mistake> {
        match (ask, answer) {
            (Ask::NetworkOf(side), given) => {
                let found = compare::address(self.host(side), ask, given, &PARTS)?;
                let others = self.host(side.other()).network().address();
                let swapped = given.address().is_some_and(|(address, _)| address == others);
                let gave = Ask::NetworkOf(side.other());
                Some(if swapped { Mistake::OtherField { asked: ask, gave } } else { found })
            }
            (Ask::Direct(side), Answer::Yes(given)) => {
                (*given != self.direct(side)).then(|| self.decided(side, *given))
            }
            (_, Answer::Yes(given)) => {
                (*given != self.direct(Side::A)).then(|| self.decided(Side::A, *given))
            }
            _ => unreachable!("a decision is read as yes or no"),
        }
    }

    fn steps(&self) -> Vec<Step> {
        if self.a.mask == self.b.mask {
            let mut steps = network_steps(self.a);
            let (ours, theirs) = (self.a.network(), self.b.network());
            steps.push(Step::And { interface: self.b, network: theirs });
            steps.push(Step::Together { ours, theirs });
            return steps;
        }
        let mut steps = Vec::new();
        for side in Side::BOTH {
            let (own, other) = (self.host(side), self.host(side.other()).address);
            steps.push(Step::And { interface: own, network: own.network() });
            steps.push(Step::Sees { side, own, other, theirs: self.seen(side) });
            steps.push(Step::Decides { side, direct: self.direct(side) });
        }
        let direct = Side::BOTH.map(|side| self.direct(side));
        match direct {
            [true, false] => steps.push(Step::Lopsided { direct: Side::A }),
            [false, true] => steps.push(Step::Lopsided { direct: Side::B }),
            _ => {}
        }
        steps
    }
}
