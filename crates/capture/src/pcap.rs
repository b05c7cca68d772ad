//! Classic pcap, as draft-ietf-opsawg-pcap describes it.

use crate::error::{CaptureError, FormatName, Part, ProblemKind};
use crate::read::{ByteOrder, Capture, Format, Found, Index, Interface};

/// Bytes of the file's header.
pub(crate) const FILE_HEADER: usize = 24;

/// The most bytes of a packet that are believed without more ado: the largest
/// snapshot length tcpdump and Wireshark set.
const USUAL_MOST: u32 = 262_144;

/// The most that are believed of a file that announces a larger snapshot length.
const UTTER_MOST: u32 = 128 << 20;

/// Which of the six classic pcaps a file is; its magic number tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Variant {
    order: ByteOrder,
    nanoseconds: bool,
    modified: bool,
}

const MICROSECONDS: u32 = 0xa1b2_c3d4;
const NANOSECONDS: u32 = 0xa1b2_3c4d;
const MODIFIED: u32 = 0xa1b2_cd34;

impl Variant {
    /// The variant of a file that begins with `bytes`, if it is classic pcap.
    pub(crate) fn sniff(bytes: &[u8]) -> Option<Self> {
        [ByteOrder::Little, ByteOrder::Big].into_iter().find_map(|order| {
            let (nanoseconds, modified) = match order.u32(bytes, 0)? {
                MICROSECONDS => (false, false),
                NANOSECONDS => (true, false),
                MODIFIED => (false, true),
                _ => return None,
            };
            Some(Self { order, nanoseconds, modified })
        })
    }

    /// Whether `bytes`, fewer than a magic number has, could be its beginning.
    pub(crate) fn begins_with(bytes: &[u8]) -> bool {
        [MICROSECONDS, NANOSECONDS, MODIFIED].iter().any(|magic| {
            magic.to_le_bytes().starts_with(bytes) || magic.to_be_bytes().starts_with(bytes)
        })
    }

    const fn record_header(self) -> usize {
        if self.modified { 24 } else { 16 }
    }
}

/// Reads a file whose magic number has been recognised as `variant`.
pub(crate) fn read(bytes: &[u8], variant: Variant) -> Result<Capture, CaptureError> {
    let format = FormatName::Pcap;
    let (have, need) = (bytes.len() as u64, FILE_HEADER as u64);
    let cut_off = CaptureError::HeaderCutOff { format, have, need };
    let order = variant.order;
    let half = |at| order.u16(bytes, at).ok_or(cut_off.clone());
    let word = |at| order.u32(bytes, at).ok_or(cut_off.clone());
    let (major, minor) = (half(4)?, half(6)?);
    let (snap_length, network) = (word(16)?, word(20)?);
    if major != 2 || minor > 4 {
        return Err(CaptureError::UnsupportedVersion { format, major, minor });
    }
    let found =
        Format::Pcap { order, nanoseconds: variant.nanoseconds, modified: variant.modified };
    let mut index = Index::new(found);
    index.interface(Interface {
        name: None,
        // The bits above say whether frames end in a checksum.
        link_type: network & 0x03ff_ffff,
        snap_length,
        packets: 0,
        at: 0,
    });
    let most = snap_length.clamp(USUAL_MOST, UTTER_MOST);
    let mut at = FILE_HEADER;
    while at < bytes.len() {
        match record(bytes, at, variant, minor, most) {
            Ok((packet, next)) => {
                index.packet(&packet);
                at = next;
            }
            Err(what) => {
                index.problem(at, what);
                break;
            }
        }
    }
    Ok(index.finish(found))
}

/// The record at `at`, and where the next one begins.
fn record(
    bytes: &[u8],
    at: usize,
    variant: Variant,
    minor: u16,
    most: u32,
) -> Result<(Found, usize), ProblemKind> {
    let left = bytes.len() - at;
    let header = variant.record_header();
    if left < header {
        let missing = (header - left) as u64;
        return Err(ProblemKind::CutOff { part: Part::PacketHeader, missing });
    }
    let word = |offset| variant.order.u32(bytes, at + offset).unwrap_or_default();
    let (seconds, fraction, mut captured, mut original) = (word(0), word(4), word(8), word(12));
    // Before version 2.3 the two lengths were the other way round, and in 2.3 they may be.
    if minor < 3 || (minor == 3 && captured > original) {
        std::mem::swap(&mut captured, &mut original);
    }
    if captured > most {
        return Err(ProblemKind::LengthImplausible { length: captured, least: 0, most });
    }
    let room = left - header;
    if room < captured as usize {
        let missing = (captured as usize - room) as u64;
        return Err(ProblemKind::CutOff { part: Part::PacketData, missing });
    }
    let nanos = u64::from(fraction) * if variant.nanoseconds { 1 } else { 1_000 };
    let offset = at + header;
    let found = Found {
        time_ns: Some(u64::from(seconds) * 1_000_000_000 + nanos),
        offset,
        captured,
        original,
        interface: 0,
    };
    Ok((found, offset + captured as usize))
}

#[cfg(test)]
mod tests;
