//! TCP segments (RFC 9293 §3.1).

mod flags;
pub mod options;

pub use flags::Flags;
pub use options::{MAX_WINDOW_SCALE, OptionKind, Options, SackBlocks, Timestamps};

use super::checksum::Sum;
use super::cursor::Cursor;
use super::{
    Field, FieldName, LayerKind, Malformed, MalformedKind, Meaning, Protocol, Service, Verdict,
    Why, be16, be32, byte, clip,
};
use crate::seq::Seq;
use serde::Serialize;
use std::net::IpAddr;

/// Bytes of a header without options.
pub const HEADER_LEN: usize = 20;
/// The most bytes a header can have.
pub const MAX_HEADER_LEN: usize = 60;

/// A segment's header.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Header {
    /// The sender's port.
    pub src_port: u16,
    /// The receiver's port.
    pub dst_port: u16,
    /// SEG.SEQ: the number of the first byte, or of SYN.
    pub seq: Seq,
    /// SEG.ACK: the next number expected from the other side; 0 without ACK.
    pub ack: Seq,
    /// The control bits.
    pub flags: Flags,
    /// SEG.WND as on the wire: not scaled.
    pub window: u16,
    /// SEG.UP: counts only with URG.
    pub urgent: u16,
    /// The options we know.
    pub options: Options,
}

impl Header {
    /// The header's length in bytes as [`Header::emit`] writes it, a multiple of
    /// 4 from 20 to 60.
    pub fn header_len(&self) -> usize {
        HEADER_LEN + self.options.encoded_len()
    }

    /// Appends the segment, header with checksum and then `payload`, to `out`.
    /// `src` and `dst` are of the same version of IP.
    pub fn emit(&self, payload: &[u8], src: IpAddr, dst: IpAddr, out: &mut Vec<u8>) {
        let start = out.len();
        let ack = if self.flags.contains(Flags::ACK) { self.ack } else { Seq(0) };
        let length = self.header_len();
        // At most 15 words, so it fits its four bits.
        let offset = u16::try_from(length / 4).unwrap_or(15) << 12;
        out.extend_from_slice(&self.src_port.to_be_bytes());
        out.extend_from_slice(&self.dst_port.to_be_bytes());
        out.extend_from_slice(&self.seq.0.to_be_bytes());
        out.extend_from_slice(&ack.0.to_be_bytes());
        out.extend_from_slice(&(offset | self.flags.0 & Flags::ALL.0).to_be_bytes());
        out.extend_from_slice(&self.window.to_be_bytes());
        out.extend_from_slice(&[0, 0]);
        out.extend_from_slice(&self.urgent.to_be_bytes());
        self.options.emit(out);
        out.extend_from_slice(payload);
        let segment = out.get(start..).unwrap_or(&[]);
        let mut sum = Sum::pseudo_header(src, dst, Protocol::Tcp, segment.len());
        sum.add(segment);
        if let Some(field) = out.get_mut(start + 16..start + 18) {
            field.copy_from_slice(&sum.checksum().to_be_bytes());
        }
    }

    /// Reads a header; what follows it is the payload.
    ///
    /// # Errors
    /// [`Malformed`] if the header breaks off or an option's length is wrong. The
    /// checksum is not looked at: see [`Header::checksum_ok`].
    pub fn parse(bytes: &[u8]) -> Result<(Self, &[u8]), Malformed> {
        let view = View::new_checked(bytes)?;
        let (header, fault) = view.header();
        match fault {
            Some(fault) => Err(fault),
            None => Ok((header, view.payload())),
        }
    }

    /// Whether the checksum of a whole segment is right.
    pub fn checksum_ok(bytes: &[u8], src: IpAddr, dst: IpAddr) -> bool {
        let mut sum = Sum::pseudo_header(src, dst, Protocol::Tcp, bytes.len());
        sum.add(bytes);
        bytes.len() >= HEADER_LEN && sum.checksum() == 0
    }
}

/// A segment whose header is all there.
#[derive(Clone, Copy, Debug)]
pub struct View<'a>(&'a [u8]);

impl<'a> View<'a> {
    /// Looks at the lengths; not at the options' own.
    ///
    /// # Errors
    /// [`Malformed`] if the segment ends before its header.
    pub fn new_checked(bytes: &'a [u8]) -> Result<Self, Malformed> {
        let view = Self::new_fixed(bytes)?;
        if view.header_len() > bytes.len() {
            return Err(Malformed::too_short(LayerKind::Tcp, view.header_len(), bytes.len()));
        }
        Ok(view)
    }

    /// A view of a header of which at least the fixed part is there: options may
    /// be cut off, as in captures that keep little.
    pub(crate) fn new_fixed(bytes: &'a [u8]) -> Result<Self, Malformed> {
        if bytes.len() < HEADER_LEN {
            return Err(Malformed::too_short(LayerKind::Tcp, HEADER_LEN, bytes.len()));
        }
        let view = Self(bytes);
        if view.header_len() < HEADER_LEN {
            let what = MalformedKind::BadHeaderLength((byte(bytes, 12) >> 4) * 4);
            return Err(Malformed { layer: LayerKind::Tcp, at: 12, what });
        }
        Ok(view)
    }

    /// The sender's port.
    pub fn src_port(&self) -> u16 {
        be16(self.0, 0)
    }

    /// The receiver's port.
    pub fn dst_port(&self) -> u16 {
        be16(self.0, 2)
    }

    /// The number of the first byte, or of SYN.
    pub fn seq(&self) -> Seq {
        Seq(be32(self.0, 4))
    }

    /// The acknowledgment number as it stands there, even without ACK.
    pub fn ack(&self) -> Seq {
        Seq(be32(self.0, 8))
    }

    /// The header's length in bytes.
    pub fn header_len(&self) -> usize {
        usize::from(byte(self.0, 12) >> 4) * 4
    }

    /// The control bits.
    pub fn flags(&self) -> Flags {
        Flags(be16(self.0, 12) & Flags::ALL.0)
    }

    /// The window as on the wire.
    pub fn window(&self) -> u16 {
        be16(self.0, 14)
    }

    /// The checksum as it stands there.
    pub fn checksum(&self) -> u16 {
        be16(self.0, 16)
    }

    /// The urgent pointer as it stands there, even without URG.
    pub fn urgent(&self) -> u16 {
        be16(self.0, 18)
    }

    /// The bytes of the options, padding included.
    pub fn options(&self) -> &'a [u8] {
        clip(self.0, HEADER_LEN, self.header_len())
    }

    /// What follows the header.
    pub fn payload(&self) -> &'a [u8] {
        self.0.get(self.header_len()..).unwrap_or(&[])
    }

    /// The header as a value, and the first fault among its options: those
    /// before the fault count.
    pub fn header(&self) -> (Header, Option<Malformed>) {
        let (options, fault) = Options::parse(self.options());
        let flags = self.flags();
        let header = Header {
            src_port: self.src_port(),
            dst_port: self.dst_port(),
            seq: self.seq(),
            ack: if flags.contains(Flags::ACK) { self.ack() } else { Seq(0) },
            flags,
            window: self.window(),
            urgent: self.urgent(),
            options,
        };
        (header, fault.map(|fault| fault.shifted(HEADER_LEN)))
    }
}

/// What is known of a segment's checksum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChecksumFinding {
    /// Whether it is right.
    pub verdict: Verdict,
    /// Whether what stands there is the sum of the pseudo-header alone, as a
    /// system leaves it when its network card computes the rest.
    pub left_to_hardware: bool,
}

impl ChecksumFinding {
    /// Nothing can be said, for this reason.
    pub const fn unknown(why: Why) -> Self {
        Self { verdict: Verdict::CannotCheck(why), left_to_hardware: false }
    }

    /// Checks a whole segment.
    pub fn of(segment: &[u8], src: IpAddr, dst: IpAddr) -> Self {
        let pseudo = Sum::pseudo_header(src, dst, Protocol::Tcp, segment.len());
        Self::over(segment, 16, pseudo)
    }

    /// Checks `bytes`, of which the two at `at` are the checksum, after `pseudo`.
    pub(crate) fn over(bytes: &[u8], at: usize, pseudo: Sum) -> Self {
        let stored = be16(bytes, at);
        let mut sum = pseudo;
        sum.add(bytes);
        if sum.checksum() == 0 {
            return Self { verdict: Verdict::Correct, left_to_hardware: false };
        }
        let mut without = pseudo;
        without.add(clip(bytes, 0, at));
        without.add(clip(bytes, at + 2, bytes.len()));
        Self {
            verdict: Verdict::Wrong { expected: without.checksum().into() },
            left_to_hardware: stored == pseudo.folded(),
        }
    }
}

/// The header's fields: of all there is of it, options included. `base` is its
/// place in the frame, in bytes; `checksum` is what is known of the checksum,
/// which only who has the addresses and the payload can know.
pub fn fields(header: &[u8], base: usize, checksum: Option<ChecksumFinding>) -> Vec<Field> {
    let mut cursor = Cursor::new(header, base);
    if read(&mut cursor, header, checksum).is_some() {
        options::read(&mut cursor, clip(header, HEADER_LEN, header.len()));
    }
    cursor.finish()
}

fn read(cursor: &mut Cursor<'_>, header: &[u8], checksum: Option<ChecksumFinding>) -> Option<()> {
    for name in [FieldName::TcpSourcePort, FieldName::TcpDestinationPort] {
        let port = cursor.number16(name)?;
        if let Some(service) = Service::of(port) {
            cursor.means(Meaning::Service(service));
        }
    }
    let flags = Flags(be16(header, 12) & Flags::ALL.0);
    cursor.number(FieldName::TcpSequence, 32)?;
    cursor.number(FieldName::TcpAcknowledgment, 32)?;
    if header.len() >= 14 && !flags.contains(Flags::ACK) {
        cursor.means(Meaning::NotInUse);
    }
    let words = cursor.number(FieldName::TcpDataOffset, 4)?;
    cursor.means(Meaning::HeaderLengthBytes(u16::try_from(words * 4).unwrap_or(0)));
    cursor.hex(FieldName::TcpReserved, 3)?;
    for name in [
        FieldName::TcpFlagAe,
        FieldName::TcpFlagCwr,
        FieldName::TcpFlagEce,
        FieldName::TcpFlagUrg,
        FieldName::TcpFlagAck,
        FieldName::TcpFlagPsh,
        FieldName::TcpFlagRst,
        FieldName::TcpFlagSyn,
        FieldName::TcpFlagFin,
    ] {
        cursor.flag(name)?;
    }
    cursor.number(FieldName::TcpWindow, 16)?;
    cursor.hex(FieldName::TcpChecksum, 16)?;
    if let Some(finding) = checksum {
        cursor.judge(finding.verdict);
        if finding.left_to_hardware {
            cursor.means(Meaning::ChecksumLeftToHardware);
        }
    }
    cursor.number(FieldName::TcpUrgentPointer, 16)?;
    if !flags.contains(Flags::URG) {
        cursor.means(Meaning::NotInUse);
    }
    Some(())
}

#[cfg(test)]
mod tests;
