//! One door for whatever people type as an IPv4 address, with a mask or without.

use super::mask::{Holes, Mask};
use super::network::Interface;
use std::net::Ipv4Addr;
use std::ops::Range;

/// The most characters that are looked at.
pub const MOST_CHARACTERS: usize = 100;

/// What was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Typed {
    /// The address.
    pub address: Ipv4Addr,
    /// The mask, if one was given.
    pub mask: Option<Mask>,
    /// How it was written.
    pub form: Form,
}

impl Typed {
    /// The address with its mask; without one, with `/32`: itself alone.
    pub fn interface(self) -> Interface {
        Interface::new(self.address, self.mask.unwrap_or(Mask::MAX))
    }
}

/// How the mask was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// There is none.
    Address,
    /// `/24`.
    Prefix,
    /// `255.255.255.0`.
    Mask,
    /// `0.0.0.255`.
    Wildcard,
}

/// What is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ParseError {
    /// What.
    pub kind: ParseErrorKind,
    /// Where, in characters of the input. Empty, at the end, where something is missing.
    pub at: Range<usize>,
}

/// What is wrong with an address as typed. Octets are counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ParseErrorKind {
    /// Nothing, or nothing but spaces.
    Empty,
    /// More than [`MOST_CHARACTERS`].
    TooLong {
        /// How many.
        characters: usize,
    },
    /// More than one line: see [`parse_list`].
    ManyLines,
    /// A character that no address has.
    Character(char),
    /// It looks like IPv6.
    Ipv6,
    /// A port stands behind the address.
    Port,
    /// Fewer than four octets: `1.2.3`, which some systems read as `1.2.0.3`.
    TooFewOctets {
        /// How many.
        octets: u8,
    },
    /// More than four.
    TooManyOctets,
    /// Nothing between two dots, or beside one.
    EmptyOctet {
        /// Which.
        octet: u8,
    },
    /// Above 255.
    OctetTooLarge {
        /// Which.
        octet: u8,
        /// Its value, or the largest `u32` when it is larger still.
        value: u32,
    },
    /// An octet with a leading zero, which some systems read as octal.
    LeadingZero {
        /// Which.
        octet: u8,
        /// As a decimal number.
        decimal: u32,
        /// As an octal number; `None` when it has an 8 or a 9.
        octal: Option<u32>,
    },
    /// Octets in binary must have eight digits each.
    NotBinary {
        /// Which octet has not.
        octet: u8,
    },
    /// `0x` with no digit or more than eight.
    HexDigits {
        /// How many.
        digits: usize,
    },
    /// A mask without an address, such as `/24`.
    NoAddress,
    /// A slash with nothing behind it.
    NoMask,
    /// A prefix length above 32.
    PrefixTooLong {
        /// The length, or the largest `u32` when it is larger still.
        length: u32,
    },
    /// A prefix length with a leading zero.
    PrefixLeadingZero,
    /// A mask with holes, read as a mask and as a wildcard.
    Holes(Holes),
    /// Something stands behind the mask.
    Trailing,
}

/// Reads an address with or without a mask: `10.0.0.1`, `10.0.0.1/8`, `10.0.0.1/255.0.0.0`,
/// `10.0.0.1 255.0.0.0`, `10.0.0.1 0.255.255.255`, `0x0a000001`, four octets in binary; with
/// full-width digits and punctuation and with spaces around any part.
///
/// `0.0.0.0` and `255.255.255.255` as masks are read as masks, not as wildcards.
///
/// # Errors
/// What is wrong and at which characters.
pub fn parse(_text: &str) -> Result<Typed, ParseError> {
    todo!()
}

/// Reads a mask alone: `/24`, `24`, `255.255.255.0`, `0.0.0.255`, `0xffffff00`.
///
/// # Errors
/// What is wrong and at which characters.
pub fn parse_mask(_text: &str) -> Result<(Mask, Form), ParseError> {
    todo!()
}

/// A line of a list.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Line<'a> {
    /// Its number in the text, from 1.
    pub number: usize,
    /// The line.
    pub text: &'a str,
    /// What it says.
    pub typed: Result<Typed, ParseError>,
}

/// Reads one address per line, lazily; empty lines and comments (`#`) are passed over.
pub fn parse_list(text: &str) -> impl Iterator<Item = Line<'_>> {
    text.lines().enumerate().filter_map(|(index, line)| {
        let before_comment = line.split('#').next().unwrap_or_default();
        let text = before_comment;
        (!text.trim().is_empty()).then(|| Line { number: index + 1, text, typed: parse(text) })
    })
}
