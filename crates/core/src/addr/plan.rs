//! VLSM: needs of any size into one space (RFC 1878, RFC 4632 §3).
//!
//! The largest need is placed first, each into the smallest free block that
//! holds it, the lowest of equals. Since blocks are powers of two and lie on
//! multiples of their size, this fits whenever any plan fits, and leaves the
//! largest free blocks whole.

use super::class::Class;
use super::mask::Mask;
use super::network::Network;
use std::ops::Range;

/// The most needs that one plan takes.
pub const MOST_NEEDS: usize = 4096;

/// What somebody wants.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Need {
    /// What it is called; may be empty.
    pub name: String,
    /// How much.
    pub want: Want,
}

/// How much somebody wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Want {
    /// Room for this many hosts, beside the network and the broadcast address.
    Hosts(u32),
    /// A block of this size, such as `/31` for a link between two routers.
    Block(Mask),
    /// Exactly this network, which is already in use.
    Fixed(Network),
}

/// Needs, and where each lies.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Plan {
    /// What was divided.
    pub space: Network,
    /// The blocks in the order in which they were placed: fixed ones, then the largest first.
    pub blocks: Vec<Block>,
    /// What is left, in order, as few networks as can be.
    pub free: Vec<Network>,
}

/// One need's block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Block {
    /// The place of the need in the list that was given.
    pub need: usize,
    /// What it got.
    pub network: Network,
    /// Why it is that large.
    pub size: Size,
    /// Why it lies there.
    pub place: Place,
}

impl Block {
    /// Usable addresses that nobody asked for; 0 where a size was asked for.
    pub fn waste(&self) -> u64 {
        match self.size {
            Size::Hosts { hosts, .. } => self.network.usable() - u64::from(hosts),
            Size::Asked => 0,
        }
    }
}

/// Why a block is as large as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Size {
    /// 2^`host_bits` − 2 is the first to reach `hosts`; one bit less leaves only `short`.
    Hosts {
        /// How many were asked for.
        hosts: u32,
        /// How many bits number them.
        host_bits: u8,
        /// The usable addresses with one bit less.
        short: u64,
    },
    /// The size itself was asked for.
    Asked,
}

/// Why a block lies where it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// It was given.
    Fixed,
    /// It begins the space, being the first.
    Start,
    /// Right behind the block at this place in the plan: the smallest free block that holds it begins
    /// there.
    Behind(usize),
    /// In the smallest free block that holds it: the first of equals.
    Gap(Network),
}

/// Why there is no plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PlanError {
    /// Nothing is asked for.
    NoNeeds,
    /// More than [`MOST_NEEDS`].
    TooMany {
        /// How many.
        needs: usize,
    },
    /// A need for no hosts.
    NoHosts {
        /// The place of the need.
        need: usize,
    },
    /// A need that is larger than the whole space.
    TooLarge {
        /// The place of the need.
        need: usize,
        /// The addresses that its block takes.
        takes: u64,
        /// Those of the whole space.
        space: u64,
    },
    /// All together need more than there is.
    DoesNotFit {
        /// The first need, in order of size, that found no room.
        need: usize,
        /// The addresses that all blocks take.
        takes: u64,
        /// Those of the whole space.
        space: u64,
        /// The largest block that was still free; `None` when nothing was.
        largest: Option<Network>,
    },
    /// A fixed network is not within the space.
    Outside {
        /// The place of the need.
        need: usize,
    },
    /// Two fixed networks overlap.
    Overlap {
        /// The place of the first.
        first: usize,
        /// The place of the second.
        second: usize,
    },
}

/// What hosts cost in addresses: the tightest prefix beside the class that notes would take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Cost {
    /// The tightest mask.
    pub tight: Mask,
    /// Its usable addresses that nobody asked for.
    pub tight_waste: u64,
    /// The smallest class that has room, with its natural mask.
    pub class: Class,
    /// The class's mask.
    pub classful: Mask,
    /// Its usable addresses that nobody asked for.
    pub classful_waste: u64,
    /// How many tight blocks one of the class would hold.
    pub times: u64,
}

/// The cost of `hosts`; `None` for none and for more than class A has room for.
pub fn cost(hosts: u32) -> Option<Cost> {
    let tight = Mask::for_hosts(hosts).filter(|_| hosts > 0)?;
    let (class, classful) = [Class::C, Class::B, Class::A].into_iter().find_map(|class| {
        let mask = class.natural_mask()?;
        (mask.usable() >= u64::from(hosts)).then_some((class, mask))
    })?;
    Some(Cost {
        tight,
        tight_waste: tight.usable() - u64::from(hosts),
        class,
        classful,
        classful_waste: classful.usable() - u64::from(hosts),
        times: classful.total() / tight.total(),
    })
}

/// What is wrong with a need as typed, and where.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct NeedError {
    /// What.
    pub kind: NeedErrorKind,
    /// Where, in characters of the input.
    pub at: Range<usize>,
}

/// What is wrong with a need as typed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum NeedErrorKind {
    /// Nothing stands there.
    Empty,
    /// No number stands in it.
    NoNumber,
    /// More than one number stands in it.
    TwoNumbers,
    /// Zero hosts.
    NoHosts,
    /// More hosts than IPv4 has addresses for.
    TooManyHosts,
    /// More needs than [`MOST_NEEDS`].
    TooMany,
    /// It is written as a prefix and is none.
    Prefix(super::parse::ParseErrorKind),
    /// It is written as a network, but host bits are set.
    HostBits(Network),
}

/// Reads needs, separated by commas, semicolons or line breaks: `1500`, `lab 60`, `12 printers`,
/// `lab=60`, `/31`, `link /31`, `old 10.0.0.0/24`. What is not the number is the name.
///
/// # Errors
/// The first need that cannot be read.
pub fn parse_needs(_text: &str) -> Result<Vec<Need>, NeedError> {
    todo!()
}

/// Plans `needs` into `space`.
///
/// # Errors
/// Why they do not fit, or cannot be met at all.
pub fn plan(_space: Network, _needs: &[Need]) -> Result<Plan, PlanError> {
    todo!()
}
