//! How far a TCP connection through the translator is (RFC 5382 §5).

use super::Side;
use crate::wire::tcp::Flags;

/// How far a connection is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    /// Not both sides have sent a SYN.
    #[default]
    Opening,
    /// Both have.
    Established,
    /// Both have sent a FIN, or one a RST.
    Closing,
}

/// What has been seen of a connection, from inside and from outside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Tracked {
    syn: [bool; 2],
    fin: [bool; 2],
    rst: bool,
}

impl Tracked {
    /// A segment with these flags has passed.
    pub(super) fn saw(&mut self, from: Side, flags: u8) {
        let side = match from {
            Side::Inside => 0,
            Side::Outside => 1,
        };
        let flags = Flags(flags.into());
        if flags.syn() && !flags.ack() && self.phase() == Phase::Closing {
            // The same ports are used again.
            *self = Self::default();
        }
        self.syn[side] |= flags.syn();
        self.fin[side] |= flags.fin();
        self.rst |= flags.rst();
    }

    pub(super) fn phase(self) -> Phase {
        if self.rst || self.fin == [true, true] {
            Phase::Closing
        } else if self.syn == [true, true] {
            Phase::Established
        } else {
            Phase::Opening
        }
    }
}

/// Whether a segment with these flags may begin a connection.
pub(super) fn opens(flags: u8) -> bool {
    let flags = Flags(flags.into());
    flags.syn() && !flags.ack() && !flags.rst()
}
