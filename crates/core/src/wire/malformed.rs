//! How a packet can be wrong.

use super::LayerKind;
use serde::Serialize;
use std::fmt;

/// Where and how a packet stops making sense.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Malformed {
    /// The layer that does not hold together.
    pub layer: LayerKind,
    /// The byte at which it breaks: from the start of the slice parsed, or of
    /// the frame when it comes from [`super::dissect`].
    pub at: usize,
    /// What is wrong.
    pub what: MalformedKind,
}

/// What is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum MalformedKind {
    /// The frame ends before the header does.
    TooShort {
        /// Bytes the header takes.
        need: usize,
        /// Bytes there are.
        have: usize,
    },
    /// The capture kept too little of the frame. The frame itself may be fine.
    CutByCapture {
        /// Bytes the header takes.
        need: usize,
        /// Bytes that were kept.
        have: usize,
    },
    /// The version field does not say what the layer below announced.
    BadVersion(u8),
    /// The header claims a length, in bytes, below the least the protocol allows.
    BadHeaderLength(u8),
    /// A length field is smaller than the header it counts.
    LengthBelowHeader {
        /// What the field says, in bytes.
        claimed: usize,
        /// The header's own length in bytes.
        header: usize,
    },
    /// A length field points past the end of the frame.
    LengthBeyondEnd {
        /// What the field says, in bytes.
        claimed: usize,
        /// Bytes there are.
        have: usize,
    },
    /// An option whose length cannot be right, or that does not fit.
    BadOption {
        /// The option's kind.
        kind: u8,
        /// The length it claims, in bytes, kind and length included; 0 if the
        /// header ends before it.
        len: u8,
    },
    /// A number that the protocol does not know at this place.
    BadNumber(u32),
    /// A length field that does not fit what it counts.
    LengthMismatch {
        /// What the field says, in bytes.
        claimed: usize,
        /// What it would have to say.
        need: usize,
    },
    /// A domain name that is too long, or whose pointers do not lead back to an
    /// earlier name (RFC 1035 §4.1.4).
    BadName,
    /// A text without the zero byte or line end that closes it, or empty where it
    /// must not be.
    BadText,
    /// A line of text that is not in the form the protocol asks for, or contradicts another.
    BadLine,
    /// ARP for something other than Ethernet and IPv4.
    BadAddressSizes {
        /// Bytes of a hardware address.
        hardware: u8,
        /// Bytes of a protocol address.
        protocol: u8,
    },
}

impl Malformed {
    pub(crate) fn too_short(layer: LayerKind, need: usize, have: usize) -> Self {
        Self { layer, at: have, what: MalformedKind::TooShort { need, have } }
    }

    /// The same fault, seen from `base` bytes further out.
    #[must_use]
    pub(crate) fn shifted(self, base: usize) -> Self {
        Self { at: self.at.saturating_add(base), ..self }
    }
}

/// For logs and test failures; what people read comes from `text`.
impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} at byte {}: {:?}", self.layer, self.at, self.what)
    }
}

impl std::error::Error for Malformed {}
