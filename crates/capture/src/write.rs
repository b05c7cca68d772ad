//! Writing pcapng that Wireshark opens without a complaint.
//!
//! One little-endian section, timestamps in nanoseconds, one interface for each
//! link the packets were seen on, comments as the packets' own.

use std::fmt;

/// The most bytes of one packet: Wireshark refuses more.
pub const MAX_PACKET: usize = 262_144;

/// The most bytes of a comment, name or other text.
const MAX_TEXT: usize = 65_532;
/// What stands at the end of a text that was cut.
const CUT_MARK: &str = "…";

const SECTION_HEADER: u32 = 0x0a0d_0d0a;
const INTERFACE_DESCRIPTION: u32 = 1;
const ENHANCED_PACKET: u32 = 6;

const OPT_COMMENT: u16 = 1;
const IF_NAME: u16 = 2;
const SHB_USERAPPL: u16 = 4;
const IF_TSRESOL: u16 = 9;

/// An interface of the file being written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct InterfaceId(u32);

/// Why a packet was not written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WriteError {
    /// The interface is of another file.
    UnknownInterface {
        /// Its number.
        interface: u32,
    },
    /// More than [`MAX_PACKET`] bytes.
    PacketTooLong {
        /// The packet's bytes.
        length: usize,
    },
}

impl fmt::Display for WriteError {
    /// For logs and panics of tests; people read `text`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

impl std::error::Error for WriteError {}

/// One packet to write.
#[derive(Clone, Copy, Debug)]
pub struct Packet<'a> {
    /// The interface it was seen on.
    pub interface: InterfaceId,
    /// When, in nanoseconds since the writer's base.
    pub time_ns: u64,
    /// Its bytes, beginning as the interface's link type says.
    pub data: &'a [u8],
    /// Bytes it had on the wire; less than `data` has counts as all of it.
    pub original: u32,
    /// What to say about it; empty is no comment. Cut, with an ellipsis, at 65,532 bytes of
    /// UTF-8.
    pub comment: &'a str,
}

/// Writes a pcapng file into memory.
#[derive(Clone, Debug)]
pub struct Writer {
    out: Vec<u8>,
    base_ns: u64,
    interfaces: u32,
}

impl Writer {
    /// Begins a file whose packets' times count from `base_ns`, in nanoseconds
    /// since 1970-01-01 00:00:00 UTC. An empty `comment` is none.
    pub fn new(base_ns: u64, comment: &str) -> Self {
        let mut writer = Self { out: Vec::new(), base_ns, interfaces: 0 };
        writer.block(SECTION_HEADER, |out| {
            out.extend(0x1a2b_3c4d_u32.to_le_bytes());
            out.extend(1u16.to_le_bytes());
            out.extend(0u16.to_le_bytes());
            // The section's length: not known beforehand.
            out.extend((-1i64).to_le_bytes());
            let wrote = text_option(out, OPT_COMMENT, comment);
            let named = text_option(out, SHB_USERAPPL, "Wireglass");
            end_options(out, wrote || named);
        });
        writer
    }

    /// Adds an interface whose packets begin as `link_type`, a `LINKTYPE_`
    /// number, says. An empty `name` is none.
    pub fn interface(&mut self, link_type: u16, name: &str) -> InterfaceId {
        self.block(INTERFACE_DESCRIPTION, |out| {
            out.extend(link_type.to_le_bytes());
            out.extend(0u16.to_le_bytes());
            // No limit on how much of a packet is kept.
            out.extend(0u32.to_le_bytes());
            text_option(out, IF_NAME, name);
            option(out, IF_TSRESOL, &[9]);
            end_options(out, true);
        });
        self.interfaces += 1;
        InterfaceId(self.interfaces - 1)
    }

    /// Adds a packet.
    ///
    /// # Errors
    /// If it is too long, or of another writer's interface. Nothing is written then.
    pub fn packet(&mut self, packet: &Packet<'_>) -> Result<(), WriteError> {
        let InterfaceId(interface) = packet.interface;
        if interface >= self.interfaces {
            return Err(WriteError::UnknownInterface { interface });
        }
        let length = packet.data.len();
        let captured = u32::try_from(length)
            .ok()
            .filter(|_| length <= MAX_PACKET)
            .ok_or(WriteError::PacketTooLong { length })?;
        let time = self.base_ns.saturating_add(packet.time_ns);
        self.block(ENHANCED_PACKET, |out| {
            out.extend(interface.to_le_bytes());
            let [low, high] = [time & 0xffff_ffff, time >> 32];
            // Both halves are 32 bits by construction.
            out.extend(&high.to_le_bytes()[..4]);
            out.extend(&low.to_le_bytes()[..4]);
            out.extend(captured.to_le_bytes());
            out.extend(packet.original.max(captured).to_le_bytes());
            out.extend(packet.data);
            pad(out, length);
            let wrote = text_option(out, OPT_COMMENT, packet.comment);
            end_options(out, wrote);
        });
        Ok(())
    }

    /// The file.
    pub fn finish(self) -> Vec<u8> {
        self.out
    }

    fn block(&mut self, block_type: u32, body: impl FnOnce(&mut Vec<u8>)) {
        let start = self.out.len();
        self.out.extend(block_type.to_le_bytes());
        self.out.extend([0; 4]);
        body(&mut self.out);
        // A packet and a comment have limits, so the length is far below 2^32.
        let length = u32::try_from(self.out.len() - start + 4).unwrap_or(u32::MAX).to_le_bytes();
        self.out[start + 4..start + 8].copy_from_slice(&length);
        self.out.extend(length);
    }
}

fn pad(out: &mut Vec<u8>, length: usize) {
    out.extend(&[0u8; 3][..length.next_multiple_of(4) - length]);
}

/// Writes a text option unless it is empty. Whether it did.
fn text_option(out: &mut Vec<u8>, code: u16, text: &str) -> bool {
    if text.is_empty() {
        return false;
    }
    if text.len() <= MAX_TEXT {
        option(out, code, text.as_bytes());
    } else {
        let room = MAX_TEXT - CUT_MARK.len();
        let end = (0..=room).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
        let cut = [&text[..end], CUT_MARK].concat();
        option(out, code, cut.as_bytes());
    }
    true
}

fn option(out: &mut Vec<u8>, code: u16, value: &[u8]) {
    let length = u16::try_from(value.len()).expect("texts are cut to fit, the rest are constants");
    out.extend(code.to_le_bytes());
    out.extend(length.to_le_bytes());
    out.extend(value);
    pad(out, value.len());
}

fn end_options(out: &mut Vec<u8>, any: bool) {
    if any {
        out.extend([0; 4]);
    }
}

#[cfg(test)]
mod tests;
