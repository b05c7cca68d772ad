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
pub fn parse(text: &str) -> Result<Typed, ParseError> {
    let input = Input::trimmed(text)?;
    let (token, rest) = input.token(0);
    if token.is_empty() {
        return Err(input.error(ParseErrorKind::NoAddress, 0..1));
    }
    let (bits, _) = address(&input, token)?;
    let address = Ipv4Addr::from_bits(bits);
    let slash = input.chars.get(rest) == Some(&'/');
    let from = input.skip_spaces(rest + usize::from(slash));
    if from == input.chars.len() {
        if slash {
            return Err(input.error(ParseErrorKind::NoMask, rest..rest + 1));
        }
        return Ok(Typed { address, mask: None, form: Form::Address });
    }
    let (mask, form) = mask_at(&input, from, slash)?;
    Ok(Typed { address, mask: Some(mask), form })
}

/// Reads a mask alone: `/24`, `24`, `255.255.255.0`, `0.0.0.255`, `0xffffff00`.
///
/// # Errors
/// What is wrong and at which characters.
pub fn parse_mask(text: &str) -> Result<(Mask, Form), ParseError> {
    let input = Input::trimmed(text)?;
    let slash = input.chars.first() == Some(&'/');
    let from = input.skip_spaces(usize::from(slash));
    if from == input.chars.len() {
        return Err(input.error(ParseErrorKind::NoMask, 0..1));
    }
    mask_at(&input, from, true)
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

/// What was typed without the spaces around it, its characters as ASCII where they stand for that.
pub(super) struct Input<'a> {
    text: &'a str,
    /// How many characters were trimmed from the front.
    start: usize,
    pub(super) chars: Vec<char>,
}

impl<'a> Input<'a> {
    /// Refuses what is empty, has several lines or is too long, before anything is copied.
    pub(super) fn trimmed(text: &'a str) -> Result<Self, ParseError> {
        let fail = |kind, at| Err(ParseError { kind, at });
        let solid = text.chars().enumerate().filter(|&(_, c)| ascii(c) != ' ');
        let Some((start, end)) = solid.fold(None, |range: Option<(usize, usize)>, (at, _)| {
            Some((range.map_or(at, |(start, _)| start), at + 1))
        }) else {
            return fail(ParseErrorKind::Empty, 0..0);
        };
        let within = || text.chars().skip(start).take(end - start);
        if let Some(line) =
            within().position(|c| matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}'))
        {
            return fail(ParseErrorKind::ManyLines, start + line..end);
        }
        if end - start > MOST_CHARACTERS {
            let kind = ParseErrorKind::TooLong { characters: end - start };
            return fail(kind, start + MOST_CHARACTERS..end);
        }
        Ok(Self { text, start, chars: within().map(ascii).collect() })
    }

    /// An error at these of [`Self::chars`], in characters of what was typed.
    pub(super) fn error(&self, kind: ParseErrorKind, at: Range<usize>) -> ParseError {
        ParseError { kind, at: self.at(at) }
    }

    /// Where these of [`Self::chars`] stand in what was typed.
    pub(super) fn at(&self, at: Range<usize>) -> Range<usize> {
        at.start + self.start..at.end + self.start
    }

    /// The character as it was typed.
    pub(super) fn original(&self, at: usize) -> char {
        self.text.chars().nth(self.start + at).unwrap_or('?')
    }

    fn skip_spaces(&self, from: usize) -> usize {
        let spaces = self.chars.iter().skip(from).take_while(|&&c| c == ' ').count();
        (from + spaces).min(self.chars.len())
    }

    /// The characters from `from` up to a space or slash, and where the next part begins.
    fn token(&self, from: usize) -> (Range<usize>, usize) {
        let length = self.chars.iter().skip(from).take_while(|&&c| c != ' ' && c != '/').count();
        (from..from + length, self.skip_spaces(from + length))
    }
}

/// The ASCII character that another stands for: full-width forms, the full stop and the enumeration
/// comma of Chinese input methods (their keys `.` and `/`), and every kind of space.
pub(super) fn ascii(c: char) -> char {
    match c {
        '\u{3002}' | '\u{ff61}' => '.',
        '\u{3001}' => '/',
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(c) - 0xff01 + u32::from('!')).unwrap_or(c)
        }
        // Marks without width, which come along when text is copied.
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => ' ',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

/// How an address is written, to point into it.
#[derive(Clone, Copy)]
enum Notation {
    Dotted([(usize, usize); 4]),
    Binary([(usize, usize); 4]),
    Hex { end: usize },
}

impl Notation {
    /// Where a bit, counted from 0 at the left, is written.
    fn bit(self, bit: u8) -> Range<usize> {
        let (octet, within) = (usize::from(bit / 8), usize::from(bit % 8));
        match self {
            Self::Dotted(octets) => octets[octet].0..octets[octet].1,
            Self::Binary(octets) => octets[octet].0 + within..octets[octet].0 + within + 1,
            Self::Hex { end } => {
                let digit = end - (8 - usize::from(bit / 4));
                digit..digit + 1
            }
        }
    }
}

/// The bits of the address at `token`, which is not empty.
fn address(input: &Input<'_>, token: Range<usize>) -> Result<(u32, Notation), ParseError> {
    let chars = &input.chars[token.clone()];
    if let ['0', 'x' | 'X', digits @ ..] = chars {
        return hex(input, digits, token.end);
    }
    if let Some(colon) = chars.iter().position(|&c| c == ':') {
        let (before, behind) = (&chars[..colon], &chars[colon + 1..]);
        if before.contains(&'.') && behind.iter().all(char::is_ascii_digit) {
            return Err(input.error(ParseErrorKind::Port, token.start + colon..token.end));
        }
        if behind.contains(&':') || chars.iter().all(|c| c.is_ascii_hexdigit() || *c == ':') {
            return Err(input.error(ParseErrorKind::Ipv6, token));
        }
    }
    let dotted = dotted(chars, true).map_err(|fault| {
        let at = fault.at.start + token.start..fault.at.end + token.start;
        let kind = match fault.kind {
            ParseErrorKind::Character(_) => ParseErrorKind::Character(input.original(at.start)),
            kind => kind,
        };
        input.error(kind, at)
    })?;
    let places = dotted.places.map(|(from, to)| (from + token.start, to + token.start));
    let notation = if dotted.binary { Notation::Binary(places) } else { Notation::Dotted(places) };
    Ok((u32::from_be_bytes(dotted.octets), notation))
}

fn hex(input: &Input<'_>, digits: &[char], end: usize) -> Result<(u32, Notation), ParseError> {
    let start = end - digits.len();
    let mut bits = 0_u32;
    for (place, c) in digits.iter().enumerate() {
        let Some(digit) = c.to_digit(16) else {
            let at = start + place;
            let kind = ParseErrorKind::Character(input.original(at));
            return Err(input.error(kind, at..at + 1));
        };
        bits = bits << 4 | digit;
    }
    if digits.is_empty() || digits.len() > 8 {
        let kind = ParseErrorKind::HexDigits { digits: digits.len() };
        return Err(input.error(kind, start.min(end - 1)..end));
    }
    Ok((bits, Notation::Hex { end }))
}

/// The mask at `from`, which is not the end. A plain number is a prefix length if `length` says so.
fn mask_at(input: &Input<'_>, from: usize, length: bool) -> Result<(Mask, Form), ParseError> {
    let (token, rest) = input.token(from);
    if token.is_empty() {
        return Err(input.error(ParseErrorKind::NoMask, from..from + 1));
    }
    let chars = &input.chars[token.clone()];
    let read = if length && chars.iter().all(char::is_ascii_digit) {
        let kind = match prefix_length(chars) {
            Ok(length) => match u8::try_from(length).ok().and_then(Mask::new) {
                Some(mask) => return no_more(input, rest).map(|()| (mask, Form::Prefix)),
                None => ParseErrorKind::PrefixTooLong { length },
            },
            Err(LeadingZero) => ParseErrorKind::PrefixLeadingZero,
        };
        return Err(input.error(kind, token));
    } else {
        let (bits, notation) = address(input, token)?;
        Mask::from_bits(bits)
            .map(|mask| (mask, Form::Mask))
            .or_else(|holes| {
                let wildcard = Mask::from_wildcard(bits).map_err(|_| holes)?;
                Ok((wildcard, Form::Wildcard))
            })
            .map_err(|holes: Holes| {
                input.error(ParseErrorKind::Holes(holes), notation.bit(holes.stray_one()))
            })?
    };
    no_more(input, rest).map(|()| read)
}

fn no_more(input: &Input<'_>, rest: usize) -> Result<(), ParseError> {
    if rest == input.chars.len() {
        return Ok(());
    }
    Err(input.error(ParseErrorKind::Trailing, rest..input.chars.len()))
}

/// A number begins with a zero that is not its only digit.
pub(super) struct LeadingZero;

/// The number that digits write, or the largest `u32` when it is larger still.
fn number(digits: &[char], radix: u32) -> Option<u32> {
    digits.iter().try_fold(0_u32, |number, c| {
        Some(number.saturating_mul(radix).saturating_add(c.to_digit(radix)?))
    })
}

/// A prefix length: digits without a leading zero.
pub(super) fn prefix_length(digits: &[char]) -> Result<u32, LeadingZero> {
    match digits {
        ['0', _, ..] => Err(LeadingZero),
        _ => Ok(number(digits, 10).unwrap_or(u32::MAX)),
    }
}

/// Four octets, and where each is written.
pub(super) struct Dotted {
    pub(super) octets: [u8; 4],
    places: [(usize, usize); 4],
    binary: bool,
}

/// Reads four octets in decimal or, where that is allowed, in binary.
pub(super) fn dotted(chars: &[char], binary_too: bool) -> Result<Dotted, ParseError> {
    let fail = |kind, at| Err(ParseError { kind, at });
    if let Some(at) = chars.iter().position(|c| !c.is_ascii_digit() && *c != '.') {
        return fail(ParseErrorKind::Character(chars[at]), at..at + 1);
    }
    let is_binary = |part: &[char]| part.len() == 8 && part.iter().all(|c| matches!(c, '0' | '1'));
    let parts = || chars.split(|c| *c == '.');
    let count = parts().count();
    let binary = binary_too && parts().any(is_binary);
    if count == 1 {
        return fail(ParseErrorKind::TooFewOctets { octets: 1 }, chars.len()..chars.len());
    }
    let (mut octets, mut places, mut start) = ([0; 4], [(0, 0); 4], 0);
    for (octet, part) in (1..=4_u8).zip(parts()) {
        let place = start..start + part.len();
        start = place.end + 1;
        let value = match number(part, 10).unwrap_or(u32::MAX) {
            _ if part.is_empty() => {
                // The dot behind it, or the one before it at the end.
                let dot = place.start.min(chars.len() - 1);
                return fail(ParseErrorKind::EmptyOctet { octet }, dot..dot + 1);
            }
            _ if binary && !is_binary(part) => {
                return fail(ParseErrorKind::NotBinary { octet }, place);
            }
            _ if binary => number(part, 2).unwrap_or(u32::MAX),
            decimal if part.len() > 1 && part[0] == '0' => {
                let octal = number(part, 8);
                return fail(ParseErrorKind::LeadingZero { octet, decimal, octal }, place);
            }
            decimal => decimal,
        };
        let Ok(value) = u8::try_from(value) else {
            return fail(ParseErrorKind::OctetTooLarge { octet, value }, place);
        };
        octets[usize::from(octet) - 1] = value;
        places[usize::from(octet) - 1] = (place.start, place.end);
    }
    match u8::try_from(count) {
        Ok(octets @ ..4) => fail(ParseErrorKind::TooFewOctets { octets }, chars.len()..chars.len()),
        // From the dot behind the fourth.
        Ok(5..) | Err(_) => fail(ParseErrorKind::TooManyOctets, start - 1..chars.len()),
        Ok(4) => Ok(Dotted { octets, places, binary }),
    }
}

#[cfg(test)]
mod tests;
