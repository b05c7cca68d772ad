//! pcapng, as draft-ietf-opsawg-pcapng describes it.
//!
//! A file is a row of blocks: type, length, body, the length again. A *section
//! header* fixes the byte order of what follows and forgets the interfaces so
//! far; *interface descriptions* number themselves as they come; packets refer
//! to them. Names, statistics, secrets and blocks nobody has heard of are
//! stepped over.

use crate::error::{CaptureError, FormatName, Part, ProblemKind};
use crate::read::{ByteOrder, Capture, CommentOn, Format, Found, Index, Interface, position};

/// Section header block. Reads the same in both byte orders.
pub(crate) const SECTION_HEADER: u32 = 0x0a0d_0d0a;
/// Bytes of the shortest section header block there can be.
pub(crate) const LEAST_SECTION_HEADER: u32 = 28;

const INTERFACE_DESCRIPTION: u32 = 1;
const PACKET: u32 = 2;
const SIMPLE_PACKET: u32 = 3;
const ENHANCED_PACKET: u32 = 6;

const BYTE_ORDER_MAGIC: u32 = 0x1a2b_3c4d;

const OPT_END: u16 = 0;
const OPT_COMMENT: u16 = 1;
const IF_NAME: u16 = 2;
const IF_TSRESOL: u16 = 9;
const IF_TSOFFSET: u16 = 14;

/// A longer block that does not fit its file is taken for a damaged length.
const MOST_BLOCK: u32 = 128 << 20;
/// Interfaces have 16-bit numbers here.
const MOST_INTERFACES: usize = 65_535;

/// Reads a file that begins with a section header block's type.
pub(crate) fn read(bytes: &[u8]) -> Result<Capture, CaptureError> {
    let mut reader = Reader {
        bytes,
        order: ByteOrder::Little,
        at: 0,
        sections: 0,
        first_interface: 0,
        clocks: Vec::new(),
        index: Index::new(Format::Pcapng { sections: 0 }),
    };
    reader.first_section()?;
    while reader.at < bytes.len() {
        if let Err(what) = reader.block() {
            reader.index.problem(reader.at, what);
            break;
        }
    }
    Ok(reader.index.finish(Format::Pcapng { sections: reader.sections }))
}

/// How an interface counts time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Clock {
    unit: Unit,
    /// Seconds to add to every timestamp.
    offset: i64,
}

/// What one tick of a clock is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    /// So many nanoseconds.
    Nanos(u64),
    /// So many ticks make one nanosecond.
    PerNano(u128),
    /// So many times halved, a second.
    Halvings(u8),
}

impl Clock {
    /// Microseconds since 1970, unless options say otherwise.
    const DEFAULT: Self = Self { unit: Unit::Nanos(1_000), offset: 0 };

    /// Nanoseconds since 1970. What lies outside 1970 to 2554 is moved to the nearer end.
    fn nanos(self, ticks: u64) -> u64 {
        let nanos = match self.unit {
            Unit::Nanos(nanos) => u128::from(ticks) * u128::from(nanos),
            Unit::PerNano(ticks_per_nano) => u128::from(ticks) / ticks_per_nano,
            Unit::Halvings(n) => (u128::from(ticks) * 1_000_000_000) >> n,
        };
        // Both fit: ticks × 10^9 and 2^63 × 10^9 are below 2^94.
        let nanos = i128::try_from(nanos).unwrap_or(i128::MAX);
        let nanos = nanos.saturating_add(i128::from(self.offset) * 1_000_000_000);
        u64::try_from(nanos.max(0)).unwrap_or(u64::MAX)
    }
}

impl Unit {
    /// From the value of `if_tsresol`: a power of ten, or of two if the top bit is set.
    fn from_resolution(value: u8) -> Self {
        let exponent = value & 0x7f;
        if value & 0x80 != 0 {
            return Self::Halvings(exponent);
        }
        let power = |n: u8| 10u128.checked_pow(u32::from(n)).unwrap_or(u128::MAX);
        match 9u8.checked_sub(exponent) {
            Some(n) => Self::Nanos(u64::try_from(power(n)).unwrap_or(u64::MAX)),
            None => Self::PerNano(power(exponent - 9)),
        }
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
    order: ByteOrder,
    at: usize,
    sections: u32,
    /// Index of this section's first interface.
    first_interface: usize,
    /// One for each interface of this section.
    clocks: Vec<Clock>,
    index: Index,
}

impl<'a> Reader<'a> {
    /// The header of the first section. Without it nothing can be read.
    fn first_section(&mut self) -> Result<(), CaptureError> {
        let format = FormatName::Pcapng;
        let have = self.bytes.len() as u64;
        let damaged = |at, value| CaptureError::HeaderDamaged { format, at, value };
        let result = self.block();
        result.map_err(|what| match what {
            ProblemKind::CutOff { missing, .. } => {
                let need = (have + missing).max(LEAST_SECTION_HEADER.into());
                CaptureError::HeaderCutOff { format, have, need }
            }
            ProblemKind::SectionVersion { major, minor } => {
                CaptureError::UnsupportedVersion { format, major, minor }
            }
            ProblemKind::SectionByteOrder { magic } => damaged(8, magic),
            ProblemKind::LengthImplausible { length, .. } => damaged(4, length),
            _ => damaged(0, SECTION_HEADER),
        })
    }

    /// Reads the block at `self.at` and moves past it. An error stops reading.
    fn block(&mut self) -> Result<(), ProblemKind> {
        let (bytes, at) = (self.bytes, self.at);
        let left = bytes.len() - at;
        let header_cut = |need: usize| ProblemKind::CutOff {
            part: Part::BlockHeader,
            missing: (need - left) as u64,
        };
        let Some(block_type) = self.order.u32(bytes, at) else { return Err(header_cut(8)) };
        let mut least = 12;
        if block_type == SECTION_HEADER {
            // Even the block's length is in the byte order that its body tells.
            let Some(magic) = ByteOrder::Little.u32(bytes, at + 8) else {
                return Err(header_cut(12));
            };
            self.order = match (magic, magic.swap_bytes()) {
                (BYTE_ORDER_MAGIC, _) => ByteOrder::Little,
                (_, BYTE_ORDER_MAGIC) => ByteOrder::Big,
                _ => return Err(ProblemKind::SectionByteOrder { magic }),
            };
            least = LEAST_SECTION_HEADER;
        }
        let Some(length) = self.order.u32(bytes, at + 4) else { return Err(header_cut(8)) };
        let implausible = ProblemKind::LengthImplausible { length, least, most: MOST_BLOCK };
        if length < least {
            return Err(implausible);
        }
        let size = (length as usize).next_multiple_of(4);
        if size > left {
            if length > MOST_BLOCK {
                return Err(implausible);
            }
            let missing = (size - left) as u64;
            return Err(ProblemKind::CutOff { part: Part::Block, missing });
        }
        if !length.is_multiple_of(4) {
            self.index.problem(at, ProblemKind::BlockLengthUnaligned { length });
        }
        let last = self.order.u32(bytes, at + size - 4).unwrap_or_default();
        if last != length {
            self.index.problem(at, ProblemKind::BlockLengthMismatch { first: length, last });
        }
        let body =
            Body { start: at + 8, bytes: bytes.get(at + 8..at + size - 4).unwrap_or_default() };
        match block_type {
            SECTION_HEADER => self.section(body)?,
            INTERFACE_DESCRIPTION => self.interface(body),
            ENHANCED_PACKET | PACKET => self.packet(block_type, body),
            SIMPLE_PACKET => self.simple_packet(body),
            _ => {} // names, statistics, secrets, custom: nothing that is shown
        }
        self.at = at + size;
        Ok(())
    }

    fn section(&mut self, body: Body<'a>) -> Result<(), ProblemKind> {
        let half = |at| self.order.u16(body.bytes, at).unwrap_or_default();
        let (major, minor) = (half(4), half(6));
        // 1.2 was written by some tools and is the same as 1.0.
        if major != 1 || !matches!(minor, 0 | 2) {
            return Err(ProblemKind::SectionVersion { major, minor });
        }
        self.sections += 1;
        self.first_interface = self.index.interfaces();
        self.clocks.clear();
        self.options(body, 16, |index, _, code, at, value| {
            if code == OPT_COMMENT {
                index.comment(CommentOn::Section, at, length_of(value));
            }
        });
        Ok(())
    }

    fn interface(&mut self, body: Body<'a>) {
        if self.too_short(INTERFACE_DESCRIPTION, body, 8) {
            return;
        }
        let number = self.index.interfaces();
        let Some(number) = u16::try_from(number).ok().filter(|n| usize::from(*n) < MOST_INTERFACES)
        else {
            let limit = position(MOST_INTERFACES);
            return self.index.problem(self.at, ProblemKind::TooManyInterfaces { limit });
        };
        let mut interface = Interface {
            name: None,
            link_type: self.order.u16(body.bytes, 0).unwrap_or_default().into(),
            snap_length: self.order.u32(body.bytes, 4).unwrap_or_default(),
            packets: 0,
            at: position(self.at),
        };
        let mut clock = Clock::DEFAULT;
        self.options(body, 8, |index, order, code, at, value| match (code, value) {
            (OPT_COMMENT, _) => {
                index.comment(CommentOn::Interface(number), at, length_of(value));
            }
            (IF_NAME, _) => interface.name = Some(String::from_utf8_lossy(value).into_owned()),
            (IF_TSRESOL, &[resolution, ..]) => clock.unit = Unit::from_resolution(resolution),
            (IF_TSOFFSET, _) => clock.offset = order.i64(value, 0).unwrap_or_default(),
            _ => {}
        });
        self.index.interface(interface);
        self.clocks.push(clock);
    }

    /// An *enhanced* packet, or the obsolete kind it replaced; they differ in one field.
    fn packet(&mut self, block_type: u32, body: Body<'a>) {
        const FIXED: usize = 20;
        if self.too_short(block_type, body, FIXED) {
            return;
        }
        let word = |at| self.order.u32(body.bytes, at).unwrap_or_default();
        let number = if block_type == PACKET {
            self.order.u16(body.bytes, 0).unwrap_or_default().into()
        } else {
            word(0)
        };
        let ticks = u64::from(word(4)) << 32 | u64::from(word(8));
        let (captured, original) = (word(12), word(16));
        let room = body.bytes.len() - FIXED;
        if captured as usize > room {
            let what = ProblemKind::PacketLongerThanBlock { captured, room: position(room) };
            return self.index.problem(self.at, what);
        }
        let Some((interface, clock)) = self.known(number) else {
            let what = ProblemKind::UnknownInterface { interface: number };
            return self.index.problem(self.at, what);
        };
        let packet = self.index.next_packet();
        self.index.packet(&Found {
            time_ns: Some(clock.nanos(ticks)),
            offset: body.start + FIXED,
            captured,
            original,
            interface,
        });
        let options = FIXED + (captured as usize).next_multiple_of(4);
        self.options(body, options, |index, _, code, at, value| {
            if code == OPT_COMMENT {
                index.comment(CommentOn::Packet(packet), at, length_of(value));
            }
        });
    }

    /// A *simple* packet: always of the section's first interface, and of no known time.
    fn simple_packet(&mut self, body: Body<'a>) {
        const FIXED: usize = 4;
        if self.too_short(SIMPLE_PACKET, body, FIXED) {
            return;
        }
        let Some((interface, _)) = self.known(0) else {
            return self.index.problem(self.at, ProblemKind::UnknownInterface { interface: 0 });
        };
        let original = self.order.u32(body.bytes, 0).unwrap_or_default();
        let snap_length = match self.index.snap_length(interface) {
            0 => u32::MAX,
            limit => limit,
        };
        // How much was captured is not said; it is the least of three.
        let room = body.bytes.len() - FIXED;
        let captured = original.min(snap_length);
        if captured as usize > room {
            let what = ProblemKind::PacketLongerThanBlock { captured, room: position(room) };
            return self.index.problem(self.at, what);
        }
        let offset = body.start + FIXED;
        self.index.packet(&Found { time_ns: None, offset, captured, original, interface });
    }

    /// This section's interface `number`: its index in the capture, and its clock.
    fn known(&self, number: u32) -> Option<(u16, Clock)> {
        let clock = *self.clocks.get(number as usize)?;
        Some((u16::try_from(self.first_interface + number as usize).ok()?, clock))
    }

    fn too_short(&mut self, block_type: u32, body: Body<'a>, least: usize) -> bool {
        let length = body.bytes.len();
        if length >= least {
            return false;
        }
        let (length, least) = (position(length), position(least));
        self.index.problem(self.at, ProblemKind::BlockTooShort { block_type, length, least });
        true
    }

    /// Calls `each` with the code, place in the file and value of the options that begin `start`
    /// bytes into `body`.
    fn options(
        &mut self,
        body: Body<'a>,
        start: usize,
        mut each: impl FnMut(&mut Index, ByteOrder, u16, usize, &'a [u8]),
    ) {
        let mut at = start;
        while at < body.bytes.len() {
            let header = (self.order.u16(body.bytes, at), self.order.u16(body.bytes, at + 2));
            let (Some(code), Some(length)) = header else {
                return self.index.problem(self.at, ProblemKind::OptionsCutOff);
            };
            if code == OPT_END {
                return;
            }
            let value_at = at + 4;
            let Some(value) = body.bytes.get(value_at..value_at + usize::from(length)) else {
                return self.index.problem(self.at, ProblemKind::OptionsCutOff);
            };
            each(&mut self.index, self.order, code, body.start + value_at, value);
            at = value_at + usize::from(length).next_multiple_of(4);
        }
    }
}

/// A block's body and where in the file it begins.
#[derive(Clone, Copy)]
struct Body<'a> {
    start: usize,
    bytes: &'a [u8],
}

/// An option's length: it was read from 16 bits.
fn length_of(value: &[u8]) -> u16 {
    u16::try_from(value.len()).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests;
