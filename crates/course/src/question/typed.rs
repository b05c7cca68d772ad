//! Answers as people type them: read generously, compared exactly.

use std::net::Ipv4Addr;
use wireglass_core::addr;
use wireglass_core::wire::dns::Name;

/// How an answer is read and compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnswerKind {
    /// A whole number: `1500`, `1,500`, `0x5dc`.
    Number,
    /// An IPv4 address.
    Address,
    /// A MAC address, in any usual form.
    Mac,
    /// A domain name; upper and lower case are the same, and so is a dot at the end.
    Name,
    /// Any text; upper and lower case are the same.
    Text,
}

impl AnswerKind {
    /// The kind with this word in files.
    pub(crate) fn from_id(id: &str) -> Option<Self> {
        Some(match id {
            "number" => Self::Number,
            "address" => Self::Address,
            "mac" => Self::Mac,
            "name" => Self::Name,
            "text" => Self::Text,
            _ => return None,
        })
    }

    /// What kind a written answer is, if nothing else is said.
    pub(super) fn of(text: &str) -> Self {
        let kinds = [Self::Address, Self::Mac, Self::Number];
        let plain = |kind: &Self| *kind != Self::Mac || text.contains([':', '-']);
        kinds.into_iter().filter(plain).find(|kind| kind.can_be(text)).unwrap_or(Self::Text)
    }

    /// Whether a text can be read as this.
    pub(super) fn can_be(self, text: &str) -> bool {
        let text = &narrow(text);
        match self {
            Self::Number => number(text).is_some(),
            Self::Address => address(text).is_some(),
            Self::Mac => addr::mac::parse(text).is_ok(),
            Self::Name => text.trim().parse::<Name>().is_ok(),
            Self::Text => !text.trim().is_empty(),
        }
    }

    /// Whether two texts say the same.
    pub(super) fn same(self, one: &str, other: &str) -> bool {
        let (one, other) = (&narrow(one), &narrow(other));
        let both = |same: Option<bool>| same.unwrap_or(false);
        match self {
            Self::Number => both(number(one).map(|one| number(other) == Some(one))),
            Self::Address => both(address(one).map(|one| address(other) == Some(one))),
            Self::Mac => {
                let (one, other) = (addr::mac::parse(one), addr::mac::parse(other));
                one.is_ok() && one.ok() == other.ok()
            }
            Self::Name => {
                let (one, other) = (one.trim().parse::<Name>(), other.trim().parse::<Name>());
                one.is_ok() && one.ok() == other.ok()
            }
            Self::Text => {
                let fold = |text: &str| {
                    let words: Vec<String> =
                        text.split_whitespace().map(str::to_lowercase).collect();
                    words.join(" ")
                };
                fold(one) == fold(other)
            }
        }
    }
}

/// Full-width letters, digits and signs, as Chinese keyboards type them, as plain ones.
fn narrow(text: &str) -> String {
    const FIRST: u32 = 0xff01;
    const LAST: u32 = 0xff5e;
    let narrow = |c: char| match u32::from(c) {
        code @ FIRST..=LAST => char::from_u32(code - FIRST + u32::from('!')).unwrap_or(c),
        0x3000 => ' ',
        0x3002 => '.',
        _ => c,
    };
    text.chars().map(narrow).collect()
}

fn number(text: &str) -> Option<u64> {
    let text: String = text.trim().chars().filter(|c| !matches!(c, ',' | '_' | ' ')).collect();
    let hex = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X"));
    hex.map_or_else(|| text.parse().ok(), |digits| u64::from_str_radix(digits, 16).ok())
}

fn address(text: &str) -> Option<Ipv4Addr> {
    addr::parse::parse(text).ok().map(|typed| typed.address)
}
