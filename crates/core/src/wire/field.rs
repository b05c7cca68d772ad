//! Fields: a name, the bits it occupies, its value, what that means, and whether it is right.

mod names;

pub use names::{FieldName, LayerKind};

use super::{Meaning, dns};
use crate::addr::MacAddr;
use serde::{Serialize, Serializer};
use std::net::IpAddr;
use std::ops::Range;

/// One field of one header.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Field {
    /// Which field.
    pub name: FieldName,
    /// The bits it occupies, counted from the start of the frame. Bit 0 is the
    /// most significant bit of byte 0, as RFCs draw it.
    pub bits: Range<u32>,
    /// What those bits say.
    pub value: Value,
    /// What that stands for, where it stands for something.
    pub meaning: Option<Meaning>,
    /// Whether it is right, for fields that can be checked.
    pub verdict: Option<Verdict>,
}

impl Field {
    /// The bytes the field touches, counted from the start of the frame.
    pub fn bytes(&self) -> Range<usize> {
        (self.bits.start / 8) as usize..self.bits.end.div_ceil(8) as usize
    }

    /// What stands there, for [`Value::Text`] and [`Value::Domain`]: without the zeros, line
    /// ends and spaces that end it, and with a dot for what cannot be printed. `frame` is the
    /// frame the field is of.
    pub fn text(&self, frame: &[u8]) -> Option<String> {
        match self.value {
            Value::Text => {
                let bytes = frame.get(self.bytes())?;
                let text = String::from_utf8_lossy(bytes);
                let text = text.trim_end_matches(['\0', '\r', '\n', ' ']);
                Some(text.chars().map(|c| if c.is_control() { '.' } else { c }).collect())
            }
            Value::Domain { message } => {
                let message = message as usize;
                let at = self.bytes().start.checked_sub(message)?;
                let (name, _) = dns::Name::read(frame.get(message..)?, at).ok()?;
                Some(name.to_string())
            }
            _ => None,
        }
    }
}

/// A field's value, and how the field's own documents write it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum Value {
    /// Written in decimal.
    Number(u64),
    /// Written in hexadecimal.
    Hex {
        /// The number.
        value: u64,
        /// How many hexadecimal digits it is written with.
        digits: u8,
    },
    /// A single bit.
    Flag(bool),
    /// A link-layer address.
    Mac(MacAddr),
    /// A network address.
    Ip(IpAddr),
    /// Bytes without a number of their own: see [`Field::bytes`].
    Bytes,
    /// Text: see [`Field::text`].
    Text,
    /// A domain name, which may continue elsewhere in its message: see [`Field::text`].
    Domain {
        /// Where the message begins in the frame, in bytes.
        message: u32,
    },
}

/// Whether a field is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum Verdict {
    /// It is what it must be.
    Correct,
    /// It is not.
    Wrong {
        /// What it would have to be.
        expected: u64,
    },
    /// It cannot be known.
    CannotCheck(Why),
}

/// Why a checksum cannot be checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum Why {
    /// The capture did not keep all the bytes it covers.
    CutByCapture,
    /// The bytes it covers are spread over several fragments.
    Fragmented,
    /// The packet claims more bytes than the frame has.
    LengthBeyondEnd,
    /// It covers the final destination, and the packet is still on its way there
    /// (RFC 8200 §8.1).
    SourceRouted,
    /// Its sender computed none (RFC 768).
    NotComputed,
    /// Only the beginning of the packet is quoted here (RFC 792).
    Quoted,
}

impl Serialize for LayerKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

impl Serialize for FieldName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

#[cfg(test)]
mod tests;
