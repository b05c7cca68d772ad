//! The index of a capture, and how it is built whichever the format.

use crate::error::{CaptureError, FormatName, LooksLike, Problem, ProblemKind};
use crate::{pcap, pcapng};
use std::ops::Range;
use wireglass_core::wire::LinkType;

/// The most bytes [`read`] handles: offsets in the index are 32 bits.
pub const MAX_BYTES: u64 = u32::MAX as u64;

/// The most bytes to bring into a browser tab, where the file, its index and
/// the page share 4 GiB of address space.
pub const MAX_BYTES_IN_BROWSER: u64 = 1 << 30;

/// How many problems are kept; the rest are counted in [`Capture::problems_omitted`].
pub const MAX_PROBLEMS: usize = 1_000;

/// A file's format, as found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Classic pcap.
    Pcap {
        /// The byte order of its headers.
        order: ByteOrder,
        /// Whether its timestamps are in nanoseconds rather than microseconds.
        nanoseconds: bool,
        /// Whether records have the longer headers of a once common Linux patch
        /// (magic `0xa1b2cd34`).
        modified: bool,
    },
    /// pcapng.
    Pcapng {
        /// How many sections it has.
        sections: u32,
    },
}

/// The byte order of the numbers in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ByteOrder {
    /// Most significant byte first.
    Big,
    /// Least significant byte first.
    Little,
}

/// Where one packet is in the file. The packet's bytes are not copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PacketRef {
    /// When it was captured, in nanoseconds since 1970-01-01 00:00:00 UTC.
    pub time_ns: u64,
    /// Byte offset of its first byte in the file.
    pub offset: u32,
    /// Bytes of it that are in the file.
    pub captured: u32,
    /// Bytes it had on the wire, as the file says; more than `captured` if it was cut to a
    /// snapshot length.
    pub original: u32,
    /// Index in [`Capture::interfaces`].
    pub interface: u16,
}

impl PacketRef {
    /// The packet's place in the file.
    pub const fn range(&self) -> Range<usize> {
        self.offset as usize..self.offset as usize + self.captured as usize
    }

    /// Whether the capture kept only the beginning of the packet.
    pub const fn is_cut(&self) -> bool {
        self.captured < self.original
    }
}

/// An interface packets were captured on. Classic pcap has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interface {
    /// Its name, such as `eth0`, if the file has it.
    pub name: Option<String>,
    /// The `LINKTYPE_` number its packets begin with.
    pub link_type: u32,
    /// The most bytes kept of a packet; 0 is no limit.
    pub snap_length: u32,
    /// How many packets of it are in the file.
    pub packets: u32,
    /// Byte offset in the file of what describes it.
    pub at: u32,
}

/// A comment somebody left in a pcapng file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comment {
    /// What it is about.
    pub on: CommentOn,
    /// Byte offset of its text in the file; UTF-8, if the writer kept to the rules.
    pub offset: u32,
    /// Its length in bytes.
    pub length: u16,
}

/// What a comment is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CommentOn {
    /// A whole section, which is nearly always the whole file.
    Section,
    /// An interface, by index.
    Interface(u16),
    /// A packet, by index.
    Packet(u32),
}

/// The index of a capture file: where its packets are, and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Capture {
    /// The file's format.
    pub format: Format,
    /// The interfaces, of all sections together.
    pub interfaces: Vec<Interface>,
    /// The packets, in the file's order, which need not be that of time.
    pub packets: Vec<PacketRef>,
    /// The comments, in the file's order.
    pub comments: Vec<Comment>,
    /// What was wrong, in the file's order, then what concerns whole interfaces.
    pub problems: Vec<Problem>,
    /// How many more problems there were than are kept.
    pub problems_omitted: u32,
    /// How many packets carry no time of their own (pcapng's *simple* packets).
    /// They are given that of the packet before.
    pub untimed: u32,
    /// The earliest packet's time, in nanoseconds since 1970; 0 without packets.
    pub start_ns: u64,
}

impl Capture {
    /// The bytes of packet `index`, of the same `bytes` the capture was read from.
    /// `None` if there is no such packet.
    pub fn data<'a>(&self, bytes: &'a [u8], index: usize) -> Option<&'a [u8]> {
        bytes.get(self.packets.get(index)?.range())
    }

    /// The time of `packet` since the earliest of the capture, in nanoseconds.
    pub const fn relative_ns(&self, packet: &PacketRef) -> u64 {
        packet.time_ns.saturating_sub(self.start_ns)
    }

    /// The link type of packet `index` as `LINKTYPE_` number. `None` if there is no such packet.
    pub fn link_type(&self, index: usize) -> Option<u32> {
        let packet = self.packets.get(index)?;
        Some(self.interfaces.get(usize::from(packet.interface))?.link_type)
    }

    /// The text of `comment`, of the same `bytes` the capture was read from.
    /// What is not UTF-8 is replaced by U+FFFD.
    pub fn comment_text<'a>(
        &self,
        bytes: &'a [u8],
        comment: &Comment,
    ) -> std::borrow::Cow<'a, str> {
        let start = comment.offset as usize;
        let text = bytes.get(start..start + usize::from(comment.length)).unwrap_or_default();
        String::from_utf8_lossy(text)
    }

    /// The comments on packet `index`.
    pub fn comments_on(&self, index: u32) -> impl Iterator<Item = &Comment> {
        // Comments are in the order of packets, but a section's or interface's may stand between.
        self.comments.iter().filter(move |comment| comment.on == CommentOn::Packet(index))
    }
}

/// Whether packets of this `LINKTYPE_` number can be looked into: Ethernet, raw
/// IP, Linux cooked (v1, v2), BSD loopback.
pub const fn is_known_link_type(link_type: u32) -> bool {
    LinkType::from_dlt(link_type).is_some()
}

/// Refuses a file too large, before its bytes are brought in.
///
/// # Errors
/// [`CaptureError::TooLarge`] if `size` is more than `limit`, both in bytes.
pub const fn check_size(size: u64, limit: u64) -> Result<(), CaptureError> {
    if size > limit { Err(CaptureError::TooLarge { size, limit }) } else { Ok(()) }
}

/// Reads a capture file, pcap or pcapng, whatever its byte order.
///
/// One pass, no packet byte copied. A file that is damaged or cut off gives
/// the packets before the damage and a [`Problem`].
///
/// # Errors
/// If not even the file's header could be read: see [`CaptureError`].
pub fn read(bytes: &[u8]) -> Result<Capture, CaptureError> {
    check_size(bytes.len() as u64, MAX_BYTES)?;
    if bytes.is_empty() {
        return Err(CaptureError::Empty);
    }
    if let Some(variant) = pcap::Variant::sniff(bytes) {
        return pcap::read(bytes, variant);
    }
    if bytes.starts_with(&pcapng::SECTION_HEADER.to_be_bytes()) {
        return pcapng::read(bytes);
    }
    let have = bytes.len() as u64;
    if pcap::Variant::begins_with(bytes) {
        let need = pcap::FILE_HEADER as u64;
        return Err(CaptureError::HeaderCutOff { format: FormatName::Pcap, have, need });
    }
    if pcapng::SECTION_HEADER.to_be_bytes().starts_with(bytes) {
        let need = u64::from(pcapng::LEAST_SECTION_HEADER);
        return Err(CaptureError::HeaderCutOff { format: FormatName::Pcapng, have, need });
    }
    Err(CaptureError::NotACapture {
        first: bytes.get(..8).unwrap_or(bytes).to_vec(),
        looks_like: LooksLike::guess(bytes),
    })
}

impl ByteOrder {
    /// The 16-bit number at `at`, if it is all there.
    pub(crate) fn u16(self, bytes: &[u8], at: usize) -> Option<u16> {
        let raw = *bytes.get(at..)?.first_chunk()?;
        Some(match self {
            Self::Big => u16::from_be_bytes(raw),
            Self::Little => u16::from_le_bytes(raw),
        })
    }

    /// The 32-bit number at `at`, if it is all there.
    pub(crate) fn u32(self, bytes: &[u8], at: usize) -> Option<u32> {
        let raw = *bytes.get(at..)?.first_chunk()?;
        Some(match self {
            Self::Big => u32::from_be_bytes(raw),
            Self::Little => u32::from_le_bytes(raw),
        })
    }

    /// The 64-bit signed number at `at`, if it is all there.
    pub(crate) fn i64(self, bytes: &[u8], at: usize) -> Option<i64> {
        let raw = *bytes.get(at..)?.first_chunk()?;
        Some(match self {
            Self::Big => i64::from_be_bytes(raw),
            Self::Little => i64::from_le_bytes(raw),
        })
    }
}

/// A packet as a format's reader found it.
pub(crate) struct Found {
    /// `None` for a packet without a time.
    pub(crate) time_ns: Option<u64>,
    pub(crate) offset: usize,
    pub(crate) captured: u32,
    pub(crate) original: u32,
    pub(crate) interface: u16,
}

/// Collects what the readers of both formats find.
pub(crate) struct Index {
    capture: Capture,
    last_time: Option<u64>,
}

impl Index {
    pub(crate) const fn new(format: Format) -> Self {
        let capture = Capture {
            format,
            interfaces: Vec::new(),
            packets: Vec::new(),
            comments: Vec::new(),
            problems: Vec::new(),
            problems_omitted: 0,
            untimed: 0,
            start_ns: 0,
        };
        Self { capture, last_time: None }
    }

    pub(crate) const fn interfaces(&self) -> usize {
        self.capture.interfaces.len()
    }

    /// The snapshot length of an interface; 0 is no limit.
    pub(crate) fn snap_length(&self, interface: u16) -> u32 {
        self.capture.interfaces.get(usize::from(interface)).map_or(0, |i| i.snap_length)
    }

    pub(crate) fn interface(&mut self, interface: Interface) {
        self.capture.interfaces.push(interface);
    }

    /// The index the next packet will have.
    pub(crate) fn next_packet(&self) -> u32 {
        position(self.capture.packets.len())
    }

    pub(crate) fn packet(&mut self, found: &Found) {
        let time_ns = if let Some(time) = found.time_ns {
            if self.last_time.is_none() {
                // Packets before the first that has a time get that one's.
                self.capture.packets.iter_mut().for_each(|packet| packet.time_ns = time);
                self.capture.start_ns = time;
            }
            self.capture.start_ns = self.capture.start_ns.min(time);
            self.last_time = Some(time);
            time
        } else {
            self.capture.untimed += 1;
            self.last_time.unwrap_or(0)
        };
        if let Some(interface) = self.capture.interfaces.get_mut(usize::from(found.interface)) {
            interface.packets += 1;
        }
        self.capture.packets.push(PacketRef {
            time_ns,
            offset: position(found.offset),
            captured: found.captured,
            original: found.original,
            interface: found.interface,
        });
    }

    pub(crate) fn comment(&mut self, on: CommentOn, offset: usize, length: u16) {
        self.capture.comments.push(Comment { on, offset: position(offset), length });
    }

    pub(crate) fn problem(&mut self, at: usize, what: ProblemKind) {
        self.problem_with(at, self.next_packet(), what);
    }

    fn problem_with(&mut self, at: usize, packet: u32, what: ProblemKind) {
        // What stops reading is the last thing found and always kept.
        if self.capture.problems.len() < MAX_PROBLEMS || what.stops_reading() {
            self.capture.problems.push(Problem { at: at as u64, packet, what });
        } else {
            self.capture.problems_omitted += 1;
        }
    }

    pub(crate) fn finish(mut self, format: Format) -> Capture {
        self.capture.format = format;
        self.report_unknown_link_types();
        self.capture.packets.shrink_to_fit();
        self.capture
    }

    fn report_unknown_link_types(&mut self) {
        let unknown: Vec<(u16, u32, u32, u32)> = (0u16..)
            .zip(&self.capture.interfaces)
            .filter(|(_, i)| i.packets > 0 && !is_known_link_type(i.link_type))
            .map(|(index, i)| (index, i.link_type, i.packets, i.at))
            .take(MAX_PROBLEMS)
            .collect();
        if unknown.is_empty() {
            return;
        }
        let mut first = vec![None; self.capture.interfaces.len()];
        for (index, packet) in (0u32..).zip(&self.capture.packets) {
            if let Some(first) = first.get_mut(usize::from(packet.interface)) {
                first.get_or_insert(index);
            }
        }
        for (interface, link_type, packets, at) in unknown {
            let packet = first.get(usize::from(interface)).copied().flatten().unwrap_or(0);
            let what = ProblemKind::UnknownLinkType { interface, link_type, packets };
            self.problem_with(at as usize, packet, what);
        }
    }
}

/// A position in a file no longer than [`MAX_BYTES`], which [`read`] has checked.
pub(crate) fn position(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
