//! TCP options (RFC 9293 §3.2): the list, the ones we know, and their fields.

use crate::seq::Seq;
use crate::wire::cursor::Cursor;
use crate::wire::numbered::numbered;
use crate::wire::{
    FieldName, LayerKind, Malformed, MalformedKind, Meaning, be16, be32, byte, clip,
};
use serde::{Serialize, Serializer};
use std::fmt;
use std::hash::{Hash, Hasher};

/// The most bytes options can take.
pub const MAX_LEN: usize = 40;
/// The most SACK blocks that fit.
pub const MAX_SACK_BLOCKS: usize = 4;
/// The largest shift that counts (RFC 7323 §2.3).
pub const MAX_WINDOW_SCALE: u8 = 14;

numbered! {
    /// What an option is for (IANA, *TCP parameters*).
    OptionKind: u8 {
        /// End of the options.
        End = 0,
        /// A byte that only aligns the next option.
        Nop = 1,
        /// Maximum segment size (RFC 9293 §3.7.1).
        Mss = 2,
        /// Window scale (RFC 7323 §2).
        WindowScale = 3,
        /// SACK permitted (RFC 2018 §2).
        SackPermitted = 4,
        /// Selective acknowledgment (RFC 2018 §3).
        Sack = 5,
        /// Timestamps (RFC 7323 §3).
        Timestamps = 8,
        /// MD5 signature (RFC 2385).
        Md5 = 19,
        /// User timeout (RFC 5482).
        UserTimeout = 28,
        /// TCP authentication (RFC 5925).
        Authentication = 29,
        /// Multipath TCP (RFC 8684).
        Multipath = 30,
        /// Fast open cookie (RFC 7413).
        FastOpen = 34,
        /// Accurate ECN, order 0 (RFC 9768).
        AccurateEcn0 = 172,
        /// Accurate ECN, order 1 (RFC 9768).
        AccurateEcn1 = 174,
        /// Experiments (RFC 6994).
        Experiment1 = 253,
        /// Experiments (RFC 6994).
        Experiment2 = 254,
    }
}

impl OptionKind {
    /// Whether an option of this kind may have this length in bytes. Kinds we do
    /// not take apart may have any.
    fn allows(self, len: usize) -> bool {
        match self {
            Self::Mss => len == 4,
            Self::WindowScale => len == 3,
            Self::SackPermitted => len == 2,
            Self::Sack => len >= 10 && len % 8 == 2,
            Self::Timestamps => len == 10,
            _ => true,
        }
    }
}

/// The timestamps option (RFC 7323 §3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Timestamps {
    /// `TSval`: the sender's clock.
    pub value: u32,
    /// `TSecr`: the clock value being given back; counts only with ACK.
    pub echo: u32,
}

/// Up to four blocks of received data, each from its first number to the number
/// after its last (RFC 2018 §3).
#[derive(Clone, Copy, Default)]
pub struct SackBlocks {
    blocks: [(Seq, Seq); MAX_SACK_BLOCKS],
    len: u8,
}

impl SackBlocks {
    /// No blocks.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a block at the end; false if there is no room for it.
    pub fn push(&mut self, left: Seq, right: Seq) -> bool {
        let Some(slot) = self.blocks.get_mut(usize::from(self.len)) else { return false };
        *slot = (left, right);
        self.len += 1;
        true
    }

    /// The blocks, in the order of the wire.
    pub fn as_slice(&self) -> &[(Seq, Seq)] {
        self.blocks.get(..usize::from(self.len)).unwrap_or(&[])
    }

    /// The blocks, in the order of the wire.
    pub fn iter(&self) -> std::slice::Iter<'_, (Seq, Seq)> {
        self.as_slice().iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        usize::from(self.len)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }
}

/// Takes the first four.
impl FromIterator<(Seq, Seq)> for SackBlocks {
    fn from_iter<I: IntoIterator<Item = (Seq, Seq)>>(blocks: I) -> Self {
        let mut all = Self::new();
        for (left, right) in blocks.into_iter().take(MAX_SACK_BLOCKS) {
            all.push(left, right);
        }
        all
    }
}

impl<'a> IntoIterator for &'a SackBlocks {
    type Item = &'a (Seq, Seq);
    type IntoIter = std::slice::Iter<'a, (Seq, Seq)>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl PartialEq for SackBlocks {
    fn eq(&self, other: &Self) -> bool {
        self.as_slice() == other.as_slice()
    }
}

impl Eq for SackBlocks {}

impl Hash for SackBlocks {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_slice().hash(state);
    }
}

impl fmt::Debug for SackBlocks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_slice().fmt(f)
    }
}

impl Serialize for SackBlocks {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self)
    }
}

/// The options we know.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Options {
    /// Maximum segment size, in bytes.
    pub mss: Option<u16>,
    /// Window scale shift as on the wire; more than 14 counts as 14.
    pub window_scale: Option<u8>,
    /// SACK permitted.
    pub sack_permitted: bool,
    /// Timestamps.
    pub timestamps: Option<Timestamps>,
    /// Selective acknowledgments.
    pub sack: SackBlocks,
}

impl Options {
    /// Bytes [`Options::emit`] writes: a multiple of 4, at most 40.
    pub fn encoded_len(&self) -> usize {
        let blocks = self.sack_that_fits();
        self.len_without_sack() + if blocks == 0 { 0 } else { 4 + 8 * blocks }
    }

    fn len_without_sack(&self) -> usize {
        let mut len = 0;
        len += if self.mss.is_some() { 4 } else { 0 };
        len += if self.sack_permitted && self.timestamps.is_none() { 4 } else { 0 };
        len += if self.timestamps.is_some() { 12 } else { 0 };
        len += if self.window_scale.is_some() { 4 } else { 0 };
        len
    }

    /// How many of the SACK blocks there is room for: three beside timestamps
    /// (RFC 2018 §3).
    pub fn sack_that_fits(&self) -> usize {
        let room = MAX_LEN.saturating_sub(self.len_without_sack() + 4) / 8;
        self.sack.len().min(room)
    }

    /// Appends the options to `out`, each aligned to four bytes the way Linux
    /// lays them out. SACK blocks that do not fit are left out, the last first.
    pub fn emit(&self, out: &mut Vec<u8>) {
        const NOP: u8 = OptionKind::Nop.number();
        let permitted = [OptionKind::SackPermitted.number(), 2];
        if let Some(mss) = self.mss {
            out.extend_from_slice(&[OptionKind::Mss.number(), 4]);
            out.extend_from_slice(&mss.to_be_bytes());
        }
        if let Some(Timestamps { value, echo }) = self.timestamps {
            out.extend_from_slice(if self.sack_permitted { &permitted } else { &[NOP, NOP] });
            out.extend_from_slice(&[OptionKind::Timestamps.number(), 10]);
            out.extend_from_slice(&value.to_be_bytes());
            out.extend_from_slice(&echo.to_be_bytes());
        } else if self.sack_permitted {
            out.extend_from_slice(&[NOP, NOP]);
            out.extend_from_slice(&permitted);
        }
        if let Some(shift) = self.window_scale {
            out.extend_from_slice(&[NOP, OptionKind::WindowScale.number(), 3, shift]);
        }
        let blocks = self.sack_that_fits();
        if blocks > 0 {
            // At most four blocks: 34 bytes.
            let len = u8::try_from(2 + 8 * blocks).unwrap_or(34);
            out.extend_from_slice(&[NOP, NOP, OptionKind::Sack.number(), len]);
            for (left, right) in self.sack.iter().take(blocks) {
                out.extend_from_slice(&left.0.to_be_bytes());
                out.extend_from_slice(&right.0.to_be_bytes());
            }
        }
    }

    /// Reads options, and the first fault among them. An option that has the
    /// wrong length for its kind is passed over; one that cannot be stepped over
    /// ends the list. Of an option that comes twice the last counts.
    pub fn parse(bytes: &[u8]) -> (Self, Option<Malformed>) {
        let mut options = Self::default();
        let mut fault = None;
        for item in list(bytes) {
            match item {
                Ok(option) if option.kind.allows(option.bytes.len()) => options.take(option),
                Ok(option) => {
                    fault = fault.or_else(|| Some(option.fault()));
                }
                Err(broken) => {
                    fault = fault.or(Some(broken));
                }
            }
        }
        (options, fault)
    }

    fn take(&mut self, option: Raw<'_>) {
        let data = clip(option.bytes, 2, option.bytes.len());
        match option.kind {
            OptionKind::Mss => self.mss = Some(be16(data, 0)),
            OptionKind::WindowScale => self.window_scale = Some(byte(data, 0)),
            OptionKind::SackPermitted => self.sack_permitted = true,
            OptionKind::Timestamps => {
                self.timestamps = Some(Timestamps { value: be32(data, 0), echo: be32(data, 4) });
            }
            OptionKind::Sack => {
                for block in data.chunks_exact(8) {
                    self.sack.push(Seq(be32(block, 0)), Seq(be32(block, 4)));
                }
            }
            _ => {}
        }
    }
}

/// One option as it stands there.
#[derive(Clone, Copy, Debug)]
struct Raw<'a> {
    kind: OptionKind,
    /// Its place among the options, in bytes.
    at: usize,
    /// All of it: kind, length and contents.
    bytes: &'a [u8],
}

impl Raw<'_> {
    fn fault(&self) -> Malformed {
        broken(self.kind, self.at, byte(self.bytes, 1))
    }
}

fn broken(kind: OptionKind, at: usize, len: u8) -> Malformed {
    let what = MalformedKind::BadOption { kind: kind.number(), len };
    Malformed { layer: LayerKind::Tcp, at, what }
}

/// Steps through options; stops after the end-of-options byte and after a fault.
fn list(bytes: &[u8]) -> impl Iterator<Item = Result<Raw<'_>, Malformed>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let kind = OptionKind::from(*bytes.get(at)?);
        let start = at;
        let len = match kind {
            OptionKind::End | OptionKind::Nop => 1,
            _ => usize::from(byte(bytes, start + 1)),
        };
        at = if kind == OptionKind::End { bytes.len() } else { start + len };
        let single = matches!(kind, OptionKind::End | OptionKind::Nop);
        match bytes.get(start..start + len) {
            Some(whole) if single || len >= 2 => Some(Ok(Raw { kind, at: start, bytes: whole })),
            _ => {
                at = bytes.len();
                Some(Err(broken(kind, start, byte(bytes, start + 1))))
            }
        }
    })
}

/// Reads the options' fields; `bytes` is what the cursor has left.
pub(crate) fn read(cursor: &mut Cursor<'_>, bytes: &[u8]) {
    for item in list(bytes) {
        let Ok(option) = item else { return };
        if read_one(cursor, option).is_none() {
            return;
        }
        if option.kind == OptionKind::End {
            cursor.rest(FieldName::TcpOptionPadding);
        }
    }
}

fn read_one(cursor: &mut Cursor<'_>, option: Raw<'_>) -> Option<()> {
    use FieldName as F;
    let kind = option.kind;
    let name = match kind {
        OptionKind::End => F::TcpOptionEnd,
        OptionKind::Nop => F::TcpOptionNop,
        _ => F::TcpOptionKind,
    };
    cursor.number(name, 8)?;
    cursor.means(Meaning::TcpOption(kind));
    if matches!(kind, OptionKind::End | OptionKind::Nop) {
        return Some(());
    }
    cursor.number(F::TcpOptionLength, 8)?;
    let len = option.bytes.len();
    match kind {
        _ if !kind.allows(len) => cursor.bytes(F::TcpOptionData, len - 2)?,
        OptionKind::Mss => {
            cursor.number(F::TcpOptionMss, 16)?;
        }
        OptionKind::WindowScale => {
            let shift = cursor.number8(F::TcpOptionWindowScale)?;
            cursor.means(Meaning::WindowScaleFactor(1 << shift.min(MAX_WINDOW_SCALE)));
        }
        OptionKind::Timestamps => {
            cursor.number(F::TcpOptionTimestampValue, 32)?;
            cursor.number(F::TcpOptionTimestampEcho, 32)?;
        }
        OptionKind::Sack => {
            for _ in 0..(len - 2) / 8 {
                cursor.number(F::TcpOptionSackLeft, 32)?;
                cursor.number(F::TcpOptionSackRight, 32)?;
            }
        }
        _ => cursor.bytes(F::TcpOptionData, len - 2)?,
    }
    Some(())
}

#[cfg(test)]
mod tests;
