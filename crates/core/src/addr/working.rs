//! The calculation of a network as it is done on paper: rows of bits and the
//! operation that makes the next row, for a page to step through.

use super::network::{Interface, Network};

/// What a row of bits is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Quantity {
    /// The address as given.
    Address,
    /// The mask.
    Mask,
    /// NOT mask.
    Wildcard,
    /// The network's address.
    Network,
    /// The bits that number the host.
    HostPart,
    /// The highest address.
    Broadcast,
    /// The first usable address.
    First,
    /// The last usable address.
    Last,
}

/// 32 bits with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Row {
    /// What they are.
    pub what: Quantity,
    /// The bits, the leftmost the highest.
    pub bits: u32,
}

/// How a step's result comes from its operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Operation {
    /// Each octet written in binary.
    Write,
    /// As many ones as the prefix is long, then zeros.
    Ones(u8),
    /// Every bit turned over.
    Not,
    /// One where both have a one.
    And,
    /// One where either has a one.
    Or,
    /// One more.
    AddOne,
    /// One less.
    SubtractOne,
    /// The same: both of a link's ends (RFC 3021) and a single address are usable.
    Same,
}

/// One step: a result from at most two rows before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Step {
    /// The first operand; none for what is given.
    pub left: Option<Row>,
    /// The second operand, of `And` and `Or`.
    pub right: Option<Row>,
    /// What is done.
    pub operation: Operation,
    /// What comes of it.
    pub result: Row,
}

/// Which addresses of a network hosts can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Usable {
    /// All but the first and the last.
    AllButTwo,
    /// Both: the two ends of a link (RFC 3021).
    BothEnds,
    /// The only one.
    Single,
}

/// How the addresses are counted: 2 to the power of `host_bits`, less what hosts cannot have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Counting {
    /// The number of zeros in the mask.
    pub host_bits: u8,
    /// All addresses.
    pub total: u64,
    /// Those that hosts can have.
    pub usable: u64,
    /// Which these are.
    pub rule: Usable,
}

/// The whole calculation.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Working {
    /// The steps, in an order in which each needs only those before it.
    pub steps: Vec<Step>,
    /// How the addresses are counted.
    pub counting: Counting,
}

/// The calculation for an interface.
pub fn working(interface: Interface) -> Working {
    use Quantity as Q;
    let network = interface.network();
    let row = |what: Quantity| Row { what, bits: bits(interface, network, what) };
    let step = |operation, left: Option<Quantity>, right: Option<Quantity>, result| Step {
        left: left.map(row),
        right: right.map(row),
        operation,
        result: row(result),
    };
    let length = interface.mask.prefix_len();
    let (to_first, to_last) = if length >= 31 {
        (Operation::Same, Operation::Same)
    } else {
        (Operation::AddOne, Operation::SubtractOne)
    };
    let steps = vec![
        step(Operation::Write, None, None, Q::Address),
        step(Operation::Ones(length), None, None, Q::Mask),
        step(Operation::And, Some(Q::Address), Some(Q::Mask), Q::Network),
        step(Operation::Not, Some(Q::Mask), None, Q::Wildcard),
        step(Operation::And, Some(Q::Address), Some(Q::Wildcard), Q::HostPart),
        step(Operation::Or, Some(Q::Network), Some(Q::Wildcard), Q::Broadcast),
        step(to_first, Some(Q::Network), None, Q::First),
        step(to_last, Some(Q::Broadcast), None, Q::Last),
    ];
    let rule = match length {
        32 => Usable::Single,
        31 => Usable::BothEnds,
        _ => Usable::AllButTwo,
    };
    let counting = Counting {
        host_bits: interface.mask.host_bits(),
        total: network.total(),
        usable: network.usable(),
        rule,
    };
    Working { steps, counting }
}

fn bits(interface: Interface, network: Network, what: Quantity) -> u32 {
    match what {
        Quantity::Address => interface.address.to_bits(),
        Quantity::Mask => interface.mask.bits(),
        Quantity::Wildcard => interface.mask.wildcard(),
        Quantity::Network => network.address().to_bits(),
        Quantity::HostPart => interface.host_part(),
        Quantity::Broadcast => network.end().to_bits(),
        Quantity::First => network.first().to_bits(),
        Quantity::Last => network.last().to_bits(),
    }
}

#[cfg(test)]
mod tests;
