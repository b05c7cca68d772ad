//! Addresses, exact to the bit: masks, networks, plans, and what is special.
//!
//! Everything is integers and small copies; nothing here formats a sentence.
//! The words for what these types say are in the `text` crate.
//!
//! | module        | what it holds                                                         |
//! |---------------|-----------------------------------------------------------------------|
//! | [`mac`]       | link-layer addresses and what is derived from them                    |
//! | [`mask`]      | subnet masks, and why a number is none                                |
//! | [`network`]   | interfaces as typed, and networks without host bits                   |
//! | [`parse`]     | one door for whatever people type, with errors that point at it       |
//! | [`blocks`]    | block sizes: networks found in the head, in the octet of the border  |
//! | [`class`]     | classes A to E: today's bounds beside those of older notes            |
//! | [`special`]   | what is not an ordinary address, by RFC (IPv4 and IPv6)               |
//! | [`working`]   | the calculation of a network as rows of bits, step by step            |
//! | [`plan`]      | VLSM: needs into the tightest blocks, with the reason of each         |
//! | [`aggregate`] | the fewest prefixes for a list of prefixes, and what was merged       |
//! | [`lookup`]    | a routing table: longest match, and why every other row loses         |
//! | [`talk`]      | can two hosts talk directly: what each of them decides                |
//! | [`v6`]        | IPv6: forms, prefixes, and addresses derived from others              |
//! | [`ports`]     | kinds and names of ports, privilege, ephemeral ranges                 |
//! | [`space`]     | maps of the whole IPv4 space                                          |

pub mod aggregate;
pub mod blocks;
pub mod class;
pub mod lookup;
pub mod mac;
pub mod mask;
pub mod network;
pub mod parse;
pub mod plan;
pub mod ports;
pub mod space;
pub mod special;
pub mod talk;
pub mod v6;
pub mod working;

pub use class::Class;
pub use mac::MacAddr;
pub use mask::Mask;
pub use network::{Interface, Network};
