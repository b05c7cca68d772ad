//! VLSM: needs of any size into one space (RFC 1878, RFC 4632 §3).
//!
//! The largest need is placed first, each into the smallest free block that
//! holds it, the lowest of equals. Since blocks are powers of two and lie on
//! multiples of their size, this fits whenever any plan fits, and leaves the
//! largest free blocks whole.

use super::class::Class;
use super::mask::Mask;
use super::network::Network;
use super::parse;
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
    Prefix(parse::ParseErrorKind),
    /// It is written as a network, but host bits are set.
    HostBits(Network),
}

/// Reads needs, separated by commas, semicolons or line breaks: `1500`, `lab 60`, `12 printers`,
/// `lab=60`, `/31`, `link /31`, `old 10.0.0.0/24`. What is not the number is the name.
///
/// # Errors
/// The first need that cannot be read.
pub fn parse_needs(text: &str) -> Result<Vec<Need>, NeedError> {
    let chars: Vec<char> = text.chars().collect();
    let mut needs = Vec::new();
    let mut start = 0;
    for item in chars.split(|c| matches!(ascii_in_list(*c), ',' | ';' | '\n')) {
        let at = start..start + item.len();
        start = at.end + 1;
        if item.iter().all(|c| c.is_whitespace()) {
            continue;
        }
        if needs.len() == MOST_NEEDS {
            return Err(NeedError { kind: NeedErrorKind::TooMany, at });
        }
        needs.push(need(item, at.start)?);
    }
    if needs.is_empty() {
        return Err(NeedError { kind: NeedErrorKind::Empty, at: 0..0 });
    }
    Ok(needs)
}

/// As [`parse::ascii`], but the enumeration comma is a comma: it stands between needs, as lines do.
fn ascii_in_list(c: char) -> char {
    match c {
        '\u{3001}' => ',',
        '\n' => c,
        c => parse::ascii(c),
    }
}

/// Reads one need, `start` characters into the text.
fn need(item: &[char], start: usize) -> Result<Need, NeedError> {
    let (mut name, mut want) = (String::new(), None);
    let mut from = 0;
    for word in item.split(|c| matches!(parse::ascii(*c), ' ' | '=' | ':')) {
        let at = start + from..start + from + word.len();
        from += word.len() + 1;
        let plain: String = word.iter().map(|c| parse::ascii(*c)).collect();
        let digits = plain.chars().take_while(char::is_ascii_digit).count();
        let is_number = digits > 0 && plain.chars().nth(digits).is_none_or(|c| !c.is_ascii());
        let found = if plain.starts_with('/') {
            let (mask, _) = parse::parse_mask(&plain).map_err(|error| shifted(&error, at.start))?;
            Want::Block(mask)
        } else if digits > 0 && plain.contains('/') {
            fixed(&plain, &at)?
        } else if is_number {
            // What stands right behind the number, without a space, belongs to the name.
            push_word(&mut name, &word[digits..]);
            hosts(&plain[..digits]).map_err(|kind| NeedError { kind, at: at.clone() })?
        } else {
            push_word(&mut name, word);
            continue;
        };
        if want.replace(found).is_some() {
            return Err(NeedError { kind: NeedErrorKind::TwoNumbers, at });
        }
    }
    let Some(want) = want else {
        let space = |c: &&char| c.is_whitespace();
        let before = item.iter().take_while(space).count();
        let behind = item.iter().rev().take_while(space).count();
        let at = start + before..start + item.len() - behind;
        return Err(NeedError { kind: NeedErrorKind::NoNumber, at });
    };
    Ok(Need { name, want })
}

fn push_word(name: &mut String, word: &[char]) {
    if !word.is_empty() {
        if !name.is_empty() {
            name.push(' ');
        }
        name.extend(word);
    }
}

fn hosts(digits: &str) -> Result<Want, NeedErrorKind> {
    match digits.parse::<u32>() {
        Ok(0) => Err(NeedErrorKind::NoHosts),
        Ok(hosts) if Mask::for_hosts(hosts).is_some() => Ok(Want::Hosts(hosts)),
        _ => Err(NeedErrorKind::TooManyHosts),
    }
}

fn fixed(word: &str, at: &Range<usize>) -> Result<Want, NeedError> {
    let typed = parse::parse(word).map_err(|error| shifted(&error, at.start))?;
    let network = typed.interface().network();
    if network.address() == typed.address {
        Ok(Want::Fixed(network))
    } else {
        Err(NeedError { kind: NeedErrorKind::HostBits(network), at: at.clone() })
    }
}

fn shifted(error: &parse::ParseError, by: usize) -> NeedError {
    NeedError {
        kind: NeedErrorKind::Prefix(error.kind),
        at: error.at.start + by..error.at.end + by,
    }
}

/// Plans `needs` into `space`.
///
/// # Errors
/// Why they do not fit, or cannot be met at all.
pub fn plan(space: Network, needs: &[Need]) -> Result<Plan, PlanError> {
    if needs.is_empty() {
        return Err(PlanError::NoNeeds);
    }
    if needs.len() > MOST_NEEDS {
        return Err(PlanError::TooMany { needs: needs.len() });
    }
    let mut plan = Plan { space, blocks: Vec::with_capacity(needs.len()), free: vec![space] };
    let mut open = Vec::new();
    for (need, wanted) in needs.iter().enumerate() {
        let (mask, size) = match wanted.want {
            Want::Fixed(network) => {
                plan.fix(need, network)?;
                continue;
            }
            Want::Block(mask) => (mask, Size::Asked),
            Want::Hosts(hosts) => sized(need, hosts, space)?,
        };
        if mask.total() > space.total() {
            return Err(PlanError::TooLarge { need, takes: mask.total(), space: space.total() });
        }
        open.push((need, mask, size));
    }
    let fixed: u64 = plan.blocks.iter().map(|block| block.network.total()).sum();
    let takes = fixed + open.iter().map(|(_, mask, _)| mask.total()).sum::<u64>();
    // The largest first; equals in the order in which they were given.
    open.sort_by_key(|(_, mask, _)| *mask);
    for (need, mask, size) in open {
        if !plan.put(need, mask, size) {
            let largest = plan.free.iter().copied().min_by_key(|free| free.mask());
            return Err(PlanError::DoesNotFit { need, takes, space: space.total(), largest });
        }
    }
    Ok(plan)
}

fn sized(need: usize, hosts: u32, space: Network) -> Result<(Mask, Size), PlanError> {
    if hosts == 0 {
        return Err(PlanError::NoHosts { need });
    }
    let Some(mask) = Mask::for_hosts(hosts) else {
        let takes = (u64::from(hosts) + 2).next_power_of_two();
        return Err(PlanError::TooLarge { need, takes, space: space.total() });
    };
    let host_bits = mask.host_bits();
    Ok((mask, Size::Hosts { hosts, host_bits, short: (1 << (host_bits - 1)) - 2 }))
}

impl Plan {
    /// The addresses that the blocks take, of the space's.
    pub fn taken(&self) -> u64 {
        self.blocks.iter().map(|block| block.network.total()).sum()
    }

    /// The usable addresses within the blocks that nobody asked for.
    pub fn waste(&self) -> u64 {
        self.blocks.iter().map(Block::waste).sum()
    }

    /// Takes a network that is in use already.
    fn fix(&mut self, need: usize, network: Network) -> Result<(), PlanError> {
        if !self.space.covers(network) {
            return Err(PlanError::Outside { need });
        }
        if let Some(other) = self.blocks.iter().find(|block| block.network.overlaps(network)) {
            return Err(PlanError::Overlap { first: other.need, second: need });
        }
        if let Some(place) = self.free.iter().position(|free| free.covers(network)) {
            self.carve(place, network);
        }
        self.blocks.push(Block { need, network, size: Size::Asked, place: Place::Fixed });
        Ok(())
    }

    /// Puts a block where it leaves the most whole; says whether it found room.
    fn put(&mut self, need: usize, mask: Mask, size: Size) -> bool {
        let free = self.free.iter().copied().enumerate();
        let roomy = free.filter(|(_, free)| free.mask() <= mask);
        // The smallest: that with the longest mask. `free` is in order, so the first of equals is the lowest.
        let Some((index, gap)) = roomy.min_by_key(|(_, free)| free.mask().host_bits()) else {
            return false;
        };
        let network = Network::containing(gap.address(), mask);
        let before = |block: &Block| {
            u64::from(block.network.end().to_bits()) + 1 == u64::from(network.address().to_bits())
        };
        let place = match self.blocks.iter().position(before) {
            _ if network.address() == self.space.address() => Place::Start,
            Some(block) => Place::Behind(block),
            None => Place::Gap(gap),
        };
        self.carve(index, network);
        self.blocks.push(Block { need, network, size, place });
        true
    }

    /// Takes `network` out of the free block at `index`: halves it until that is
    /// what is left, and keeps the other halves.
    fn carve(&mut self, index: usize, network: Network) {
        let mut rest = self.free.remove(index);
        let mut at = index;
        while let Some([low, high]) = rest.split().filter(|_| rest != network) {
            // The half that stays free goes where it belongs in order.
            if low.covers(network) {
                self.free.insert(at, high);
                rest = low;
            } else {
                self.free.insert(at, low);
                at += 1;
                rest = high;
            }
        }
    }
}

#[cfg(test)]
mod tests;
