//! What can be wrong with a capture, as data. The words are in `text`.

use serde::Serialize;
use std::fmt;

/// Why nothing at all could be read.
///
/// If even one packet could be read there is no error but a [`Problem`] in the
/// capture that says where reading stopped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "error", rename_all = "kebab-case")]
pub enum CaptureError {
    /// The file has no bytes.
    Empty,
    /// The file does not begin like a capture.
    NotACapture {
        /// Its first bytes, up to eight.
        first: Vec<u8>,
        /// What it looks like instead.
        looks_like: LooksLike,
    },
    /// A capture of a version this reader does not know.
    UnsupportedVersion {
        /// Which format it is.
        format: FormatName,
        /// Major version found.
        major: u16,
        /// Minor version found.
        minor: u16,
    },
    /// The file ends inside its own header.
    HeaderCutOff {
        /// Which format it is.
        format: FormatName,
        /// Bytes there are.
        have: u64,
        /// Bytes the header needs, as far as is known.
        need: u64,
    },
    /// The file begins like a capture, but its header makes no sense.
    HeaderDamaged {
        /// Which format it is.
        format: FormatName,
        /// Byte offset of the field that makes no sense.
        at: u64,
        /// The field's value as read.
        value: u32,
    },
    /// The file is larger than is handled here.
    TooLarge {
        /// Its size in bytes.
        size: u64,
        /// The most that is handled, in bytes.
        limit: u64,
    },
}

impl fmt::Display for CaptureError {
    /// For logs and panics of tests; people read `text`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

impl std::error::Error for CaptureError {}

/// The two families of capture files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FormatName {
    /// Classic pcap (draft-ietf-opsawg-pcap).
    Pcap,
    /// pcapng (draft-ietf-opsawg-pcapng).
    Pcapng,
}

/// What a file that is not a capture looks like, from its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LooksLike {
    /// gzip: a capture may be inside; unpack it first.
    Gzip,
    /// Zstandard: a capture may be inside.
    Zstd,
    /// xz: a capture may be inside.
    Xz,
    /// bzip2: a capture may be inside.
    Bzip2,
    /// LZ4 frame: a capture may be inside.
    Lz4,
    /// A zip archive: a capture may be inside.
    Zip,
    /// Solaris snoop (RFC 1761): a capture, of a kind not read here.
    Snoop,
    /// Microsoft Network Monitor: a capture, of a kind not read here.
    NetworkMonitor,
    /// An ELF program.
    Elf,
    /// A Windows program.
    WindowsProgram,
    /// A WebAssembly module.
    Wasm,
    /// A PNG picture.
    Png,
    /// A JPEG picture.
    Jpeg,
    /// A GIF picture.
    Gif,
    /// A PDF document.
    Pdf,
    /// A web page: often a login or error page saved under a capture's name.
    Html,
    /// XML, such as Wireshark's PDML export.
    Xml,
    /// JSON, such as Wireshark's JSON export.
    Json,
    /// Some other text, such as tcpdump's printed output.
    Text,
    /// Nothing known.
    Unknown,
}

/// Something wrong with a part of a capture. What could be read was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Byte offset in the file of the record or block it is about.
    pub at: u64,
    /// Index of the packet it is about, or that would have come next.
    pub packet: u32,
    /// What is wrong.
    #[serde(flatten)]
    pub what: ProblemKind,
}

/// What is wrong with a part of a capture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "problem", rename_all = "kebab-case")]
pub enum ProblemKind {
    /// The file ends in the middle of something. Reading stops.
    CutOff {
        /// In the middle of what.
        part: Part,
        /// Bytes missing, as far as is known.
        missing: u64,
    },
    /// A length no real packet or block has. Reading stops: where the next one
    /// begins is unknown.
    LengthImplausible {
        /// The length, in bytes.
        length: u32,
        /// The least it could be, in bytes.
        least: u32,
        /// The most it could be, in bytes.
        most: u32,
    },
    /// A block's length is not a multiple of four. It was rounded up.
    BlockLengthUnaligned {
        /// The length, in bytes.
        length: u32,
    },
    /// The two lengths of a block, before and after its body, differ. The first was believed.
    BlockLengthMismatch {
        /// The one before the body.
        first: u32,
        /// The one after the body.
        last: u32,
    },
    /// A block is too short for what its type says it holds. It was skipped.
    BlockTooShort {
        /// The block's type.
        block_type: u32,
        /// Bytes of its body.
        length: u32,
        /// The least its body must have.
        least: u32,
    },
    /// A packet is longer than the block it is in. It was skipped.
    PacketLongerThanBlock {
        /// Bytes the packet claims.
        captured: u32,
        /// Bytes the block has for it.
        room: u32,
    },
    /// A packet names an interface that was not described. It was skipped.
    UnknownInterface {
        /// The interface, as numbered in its section.
        interface: u32,
    },
    /// More interfaces than are told apart here. The rest, and their packets, were skipped.
    TooManyInterfaces {
        /// The most there may be.
        limit: u32,
    },
    /// The packets of an interface are of a link type that is not understood.
    /// They are in the list, but nothing is known of what is inside.
    UnknownLinkType {
        /// Index in [`Capture::interfaces`](crate::Capture::interfaces).
        interface: u16,
        /// The link type, as `LINKTYPE_` number.
        link_type: u32,
        /// How many packets.
        packets: u32,
    },
    /// A block's options run past its end. The rest of them were skipped.
    OptionsCutOff,
    /// A later section's header has no valid byte-order magic. Reading stops.
    SectionByteOrder {
        /// What was there.
        magic: u32,
    },
    /// A later section is of an unknown version. Reading stops.
    SectionVersion {
        /// Major version found.
        major: u16,
        /// Minor version found.
        minor: u16,
    },
}

impl ProblemKind {
    /// Whether nothing after this place could be read.
    pub const fn stops_reading(self) -> bool {
        matches!(
            self,
            Self::CutOff { .. }
                | Self::LengthImplausible { .. }
                | Self::SectionByteOrder { .. }
                | Self::SectionVersion { .. }
        )
    }
}

/// What a file can end in the middle of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// A packet's header in classic pcap.
    PacketHeader,
    /// A packet's bytes in classic pcap.
    PacketData,
    /// A block's type and length in pcapng.
    BlockHeader,
    /// A block's body in pcapng.
    Block,
}

impl LooksLike {
    /// Guesses from a file's first bytes.
    pub fn guess(bytes: &[u8]) -> Self {
        const MAGICS: [(&[u8], LooksLike); 17] = [
            (&[0x1f, 0x8b], LooksLike::Gzip),
            (&[0x28, 0xb5, 0x2f, 0xfd], LooksLike::Zstd),
            (b"\xfd7zXZ\0", LooksLike::Xz),
            (b"BZh", LooksLike::Bzip2),
            (&[0x04, 0x22, 0x4d, 0x18], LooksLike::Lz4),
            (b"PK\x03\x04", LooksLike::Zip),
            (b"PK\x05\x06", LooksLike::Zip),
            (b"snoop\0\0\0", LooksLike::Snoop),
            (b"GMBU", LooksLike::NetworkMonitor),
            (b"RTSS", LooksLike::NetworkMonitor),
            (b"\x7fELF", LooksLike::Elf),
            (b"MZ", LooksLike::WindowsProgram),
            (b"\0asm", LooksLike::Wasm),
            (b"\x89PNG", LooksLike::Png),
            (&[0xff, 0xd8, 0xff], LooksLike::Jpeg),
            (b"GIF8", LooksLike::Gif),
            (b"%PDF-", LooksLike::Pdf),
        ];
        if let Some((_, what)) = MAGICS.iter().find(|(magic, _)| bytes.starts_with(magic)) {
            return *what;
        }
        Self::guess_text(bytes)
    }

    fn guess_text(bytes: &[u8]) -> Self {
        let head = bytes.get(..512).unwrap_or(bytes);
        let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
        // A character cut in two by the 512 is not a sign of binary.
        let text = match std::str::from_utf8(head) {
            Ok(text) => text,
            Err(e) if e.error_len().is_none() => {
                std::str::from_utf8(&head[..e.valid_up_to()]).unwrap_or_default()
            }
            Err(_) => return Self::Unknown,
        };
        let is_control =
            |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\x0c' | '\x1b');
        if text.is_empty() || text.contains(is_control) {
            return Self::Unknown;
        }
        let start = text.trim_start();
        let lower: String = start.chars().take(15).map(|c| c.to_ascii_lowercase()).collect();
        if lower.starts_with("<!doctype html") || lower.starts_with("<html") {
            Self::Html
        } else if lower.starts_with("<?xml") || lower.starts_with("<pdml") {
            Self::Xml
        } else if start.starts_with(['{', '[']) {
            Self::Json
        } else {
            Self::Text
        }
    }
}

#[cfg(test)]
mod tests;
