//! What is asked for, and reading what people type.
//!
//! Reading is generous: full-width digits and punctuation, spaces, upper and lower case, a
//! prefix with or without its slash, a mask in any form. Judging is not: what was read is
//! compared exactly.

use super::{Class, Interface, Mask, PortKind};
use std::net::Ipv4Addr;
use wireglass_core::addr::parse::{Form, ParseError, ParseErrorKind, parse, parse_mask};

/// Which of two hosts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The first.
    A,
    /// The second.
    B,
}

impl Side {
    /// Both.
    pub const BOTH: [Self; 2] = [Self::A, Self::B];

    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::A => Self::B,
            Self::B => Self::A,
        }
    }

    /// Its letter.
    pub const fn letter(self) -> char {
        match self {
            Self::A => 'A',
            Self::B => 'B',
        }
    }
}

/// What one field asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ask {
    /// The class of the address.
    Class,
    /// The mask that the class implies, or that there is none.
    NaturalMask,
    /// The address of the network by class, or that there is none.
    ClassNetwork,
    /// The network's address.
    Network,
    /// The first address that a host can have.
    First,
    /// The last address that a host can have.
    Last,
    /// The broadcast address, or that there is none.
    Broadcast,
    /// How many hosts there can be.
    Usable,
    /// A mask.
    Mask,
    /// How many hosts each subnet can have.
    UsableEach,
    /// The block of a need (counted from 0) of so many hosts.
    Block {
        /// Which need.
        need: u8,
        /// Its hosts.
        hosts: u32,
    },
    /// The shortest list of prefixes.
    Summary,
    /// The network that one of two hosts is in.
    NetworkOf(Side),
    /// Whether both are in one network.
    Same,
    /// Whether this one sends to the other without a gateway.
    Direct(Side),
    /// Which row of the table wins: one of so many, or none.
    Row(u8),
    /// An octet in binary.
    OctetBits,
    /// An octet in decimal.
    Octet,
    /// The prefix length of a mask.
    PrefixLen,
    /// The dotted form of a mask.
    DottedMask,
    /// The wildcard mask.
    Wildcard,
    /// An address in binary.
    AddressBits,
    /// An address in dotted form.
    Dotted,
    /// An address in hexadecimal.
    Hex,
    /// The kind of a port.
    PortKind,
    /// Whether a program on Linux needs a privilege to listen there.
    Privileged,
    /// The number of a port.
    Port,
}

/// How a field is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Input {
    /// One of A to E.
    Class,
    /// Yes or no.
    YesNo,
    /// One of three kinds.
    PortKind,
    /// The number of a row from 1 to this, or none.
    Row(u8),
    /// An address.
    Address,
    /// An address or the word for none.
    AddressOrNone,
    /// A mask in any form.
    Mask,
    /// A mask or the word for none.
    MaskOrNone,
    /// An address with a prefix length.
    Prefix,
    /// Any number of those.
    Prefixes,
    /// A whole number.
    Number,
    /// So many binary digits.
    Bits(u8),
    /// Eight hexadecimal digits.
    Hex,
}

impl Ask {
    /// How it is answered.
    pub const fn input(self) -> Input {
        match self {
            Self::Class => Input::Class,
            Self::NaturalMask => Input::MaskOrNone,
            Self::ClassNetwork | Self::Broadcast => Input::AddressOrNone,
            Self::Network
            | Self::First
            | Self::Last
            | Self::NetworkOf(_)
            | Self::DottedMask
            | Self::Wildcard
            | Self::Dotted => Input::Address,
            Self::Mask => Input::Mask,
            Self::Usable | Self::UsableEach | Self::Octet | Self::PrefixLen | Self::Port => {
                Input::Number
            }
            Self::Block { .. } => Input::Prefix,
            Self::Summary => Input::Prefixes,
            Self::Same | Self::Direct(_) | Self::Privileged => Input::YesNo,
            Self::Row(rows) => Input::Row(rows),
            Self::OctetBits => Input::Bits(8),
            Self::AddressBits => Input::Bits(32),
            Self::Hex => Input::Hex,
            Self::PortKind => Input::PortKind,
        }
    }
}

/// An answer, read.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Answer {
    /// There is none.
    None,
    /// A class.
    Class(Class),
    /// Yes or no.
    Yes(bool),
    /// A kind of port.
    PortKind(PortKind),
    /// A row, counted from 0.
    Row(usize),
    /// An address.
    Address(Ipv4Addr),
    /// An address with a mask, host bits and all.
    Prefix(Interface),
    /// Any number of those.
    Prefixes(Vec<Interface>),
    /// The bits of a mask, which may have holes.
    Mask(u32),
    /// A number.
    Number(u64),
    /// The value of binary or hexadecimal digits.
    Bits(u32),
}

/// Why what was typed is not an answer.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Unreadable {
    /// Nothing was typed.
    Empty,
    /// It is not an address or a mask, and why.
    Address(ParseError),
    /// There is no prefix length behind the address.
    NoPrefix,
    /// It is not a whole number, or above 2^64 − 1.
    NotANumber,
    /// Not binary digits.
    NotBits,
    /// So many digits where there must be `wanted`.
    Digits {
        /// How many there are.
        given: usize,
        /// How many there must be.
        wanted: u8,
    },
    /// Not hexadecimal digits.
    NotHex,
    /// None of what can be chosen.
    NotAChoice,
}

/// The most characters that are looked at: a long list of prefixes is a hundredth of it.
const MOST: usize = 10_000;

/// Reads what was typed.
///
/// # Errors
/// Why it is not an answer of this kind.
pub fn read(input: Input, typed: &str) -> Result<Answer, Unreadable> {
    let text: String = typed.chars().take(MOST).map(narrow).collect();
    let text = text.trim();
    if text.is_empty() {
        return Err(Unreadable::Empty);
    }
    match input {
        Input::Class => class(text).map(Answer::Class),
        Input::YesNo => yes_no(text).map(Answer::Yes),
        Input::PortKind => port_kind(text).map(Answer::PortKind),
        Input::Row(_) | Input::AddressOrNone | Input::MaskOrNone if is_none(text) => {
            Ok(Answer::None)
        }
        Input::Row(rows) => match text.parse() {
            Ok(row @ 1..) if row <= usize::from(rows) => Ok(Answer::Row(row - 1)),
            _ => Err(Unreadable::NotAChoice),
        },
        Input::Address | Input::AddressOrNone => address(text),
        Input::Mask | Input::MaskOrNone => mask(text),
        Input::Prefix => prefix(text).map(Answer::Prefix),
        Input::Prefixes => {
            let items = text.split([',', ';', '\n']).flat_map(entries);
            items.map(|item| prefix(&item)).collect::<Result<_, _>>().map(Answer::Prefixes)
        }
        Input::Number => number(text).map(Answer::Number),
        Input::Bits(wanted) => bits(text, wanted).map(Answer::Bits),
        Input::Hex => hex(text).map(Answer::Bits),
    }
}

/// Full-width forms as half-width ones, and the stops and commas of Chinese input methods.
fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        '\u{3002}' => '.',
        '\u{3001}' => ',',
        c => c,
    }
}

/// The words for "there is none".
fn is_none(text: &str) -> bool {
    ["none", "no", "-", "–", "—", "n/a", "无", "没有", "无匹配"]
        .iter()
        .any(|word| text.eq_ignore_ascii_case(word))
}

fn class(text: &str) -> Result<Class, Unreadable> {
    let lower = text.to_ascii_lowercase();
    let letter = lower.trim_start_matches("class").trim_end_matches(['类', '\u{7ea7}']).trim();
    Class::ALL
        .into_iter()
        .find(|class| letter.len() == 1 && letter.starts_with(class.letter().to_ascii_lowercase()))
        .ok_or(Unreadable::NotAChoice)
}

fn yes_no(text: &str) -> Result<bool, Unreadable> {
    match text.to_ascii_lowercase().as_str() {
        "y" | "yes" | "true" | "是" | "能" | "对" => Ok(true),
        "n" | "no" | "false" | "否" | "不" | "不能" | "不是" => Ok(false),
        _ => Err(Unreadable::NotAChoice),
    }
}

fn port_kind(text: &str) -> Result<PortKind, Unreadable> {
    match text.to_ascii_lowercase().as_str() {
        "system" | "well-known" | "系统" | "熟知" => Ok(PortKind::System),
        "registered" | "user" | "登记" | "注册" => Ok(PortKind::User),
        "dynamic" | "private" | "ephemeral" | "动态" | "私有" => Ok(PortKind::Dynamic),
        _ => Err(Unreadable::NotAChoice),
    }
}

/// An address; one with a mask keeps it.
fn address(text: &str) -> Result<Answer, Unreadable> {
    let typed = parse(text).map_err(Unreadable::Address)?;
    Ok(match typed.mask {
        None => Answer::Address(typed.address),
        Some(mask) => Answer::Prefix(Interface::new(typed.address, mask)),
    })
}

/// A mask as bits. A dotted one is taken as it stands: a wildcard mask or one with holes is an
/// answer too, if a wrong one.
fn mask(text: &str) -> Result<Answer, Unreadable> {
    let dotted = text.strip_prefix('/').unwrap_or(text).trim();
    if let Ok(typed) = parse(dotted)
        && typed.form == Form::Address
    {
        return Ok(Answer::Mask(typed.address.to_bits()));
    }
    let (mask, _) = parse_mask(text).map_err(Unreadable::Address)?;
    Ok(Answer::Mask(mask.bits()))
}

fn prefix(text: &str) -> Result<Interface, Unreadable> {
    let typed = parse(text).map_err(Unreadable::Address)?;
    let mask = typed.mask.ok_or(Unreadable::NoPrefix)?;
    Ok(Interface::new(typed.address, mask))
}

/// The prefixes in a part of a list: words apart, but for an address and its mask.
fn entries(part: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for word in part.split_whitespace() {
        match found.last_mut() {
            // `10.0.0.0 /8`, `10.0.0.0/ 8`, `10.0.0.0 255.0.0.0`.
            Some(last) if last.ends_with('/') || word.starts_with('/') => last.push_str(word),
            Some(last) if !last.contains(['/', ' ']) => {
                last.push(' ');
                last.push_str(word);
            }
            _ => found.push(word.to_owned()),
        }
    }
    found
}

/// A whole number, with or without separators between its thousands.
fn number(text: &str) -> Result<u64, Unreadable> {
    let digits: String = text
        .strip_prefix('/')
        .unwrap_or(text)
        .chars()
        .filter(|c| !matches!(c, ',' | '_' | '\'') && !c.is_whitespace())
        .collect();
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|_| plain).ok_or(Unreadable::NotANumber)
}

/// Binary digits. Between dots or spaces, zeros in front of an octet may be left out, and so they
/// may in front of a single octet.
fn bits(text: &str, wanted: u8) -> Result<u32, Unreadable> {
    let text = text.strip_prefix("0b").unwrap_or(text);
    if !text.chars().all(|c| matches!(c, '0' | '1' | '.' | '_') || c.is_whitespace()) {
        return Err(Unreadable::NotBits);
    }
    let groups: Vec<&str> = text.split(['.', '_', ' ']).filter(|group| !group.is_empty()).collect();
    let digits: usize = groups.iter().map(|group| group.len()).sum();
    let wrong = Err(Unreadable::Digits { given: digits, wanted });
    let octets = groups.len() == 4 && groups.iter().all(|group| group.len() <= 8);
    let whole: String = match wanted {
        32 if octets => {
            let zeros = |group: &&str| "0".repeat(8 - group.len());
            groups.iter().flat_map(|group| [zeros(group), (*group).to_owned()]).collect()
        }
        32 if digits != 32 => return wrong,
        _ if digits > usize::from(wanted) || digits == 0 => return wrong,
        _ => groups.concat(),
    };
    u32::from_str_radix(&whole, 2).map_err(|_| Unreadable::NotBits)
}

/// Eight hexadecimal digits, with or without `0x` and whatever stands between octets.
fn hex(text: &str) -> Result<u32, Unreadable> {
    let lower = text.to_ascii_lowercase();
    let digits: String = lower
        .strip_prefix("0x")
        .unwrap_or(&lower)
        .chars()
        .filter(|c| !matches!(c, '.' | ':' | '-' | '_') && !c.is_whitespace())
        .collect();
    if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(Unreadable::NotHex);
    }
    if digits.len() != 8 {
        return Err(Unreadable::Digits { given: digits.len(), wanted: 8 });
    }
    u32::from_str_radix(&digits, 16).map_err(|_| Unreadable::NotHex)
}

/// What is wrong with the address, if that is what is wrong.
impl Unreadable {
    /// The fault of an address or mask.
    pub const fn fault(&self) -> Option<ParseErrorKind> {
        match self {
            Self::Address(error) => Some(error.kind),
            _ => None,
        }
    }
}

impl Answer {
    /// The address in it, with the mask that was typed behind it.
    pub(super) fn address(&self) -> Option<(Ipv4Addr, Option<Mask>)> {
        match self {
            Self::Address(address) => Some((*address, None)),
            Self::Prefix(interface) => Some((interface.address, Some(interface.mask))),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
