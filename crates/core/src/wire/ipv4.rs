//! IPv4 headers (RFC 791). Options are shown as bytes and not taken apart.

use super::checksum::{Sum, checksum};
use super::cursor::Cursor;
use super::{
    Dscp, Ecn, Field, FieldName, LayerKind, Malformed, MalformedKind, Meaning, Verdict, array,
    be16, byte,
};
use serde::Serialize;
use std::net::Ipv4Addr;

pub use super::ip::Protocol;

/// Bytes of a header without options.
pub const HEADER_LEN: usize = 20;
/// The most a packet can hold after a header without options, in bytes.
pub const MAX_PAYLOAD: usize = 65_535 - HEADER_LEN;

/// The Router Alert option (RFC 2113 §2.1): copied into fragments, number 20, four bytes, "look".
const ROUTER_ALERT: [u8; 4] = [0x94, 4, 0, 0];

/// A header without options.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Header {
    /// From whom.
    pub src: Ipv4Addr,
    /// To whom.
    pub dst: Ipv4Addr,
    /// What is inside.
    pub protocol: Protocol,
    /// Routers it may still cross.
    pub ttl: u8,
    /// Groups the fragments of one datagram.
    pub ident: u16,
    /// Do not cut this datagram up.
    pub dont_fragment: bool,
    /// More fragments follow.
    pub more_fragments: bool,
    /// Where this fragment belongs, in bytes: a multiple of 8, at most 65,528.
    pub fragment_offset: u16,
    /// The second byte: DSCP (upper six bits) and ECN (lower two).
    pub tos: u8,
}

impl Header {
    /// Bytes [`Header::emit`] writes.
    pub const fn header_len(&self) -> usize {
        HEADER_LEN
    }

    /// Whether this is one piece of a datagram rather than a whole one.
    pub const fn is_fragment(&self) -> bool {
        self.more_fragments || self.fragment_offset != 0
    }

    /// Appends the header, with its checksum, to `out`. A payload of more than
    /// [`MAX_PAYLOAD`] bytes cannot be expressed: the length stops at 65,535.
    pub fn emit(&self, payload_len: usize, out: &mut Vec<u8>) {
        let total = u16::try_from(payload_len.saturating_add(HEADER_LEN)).unwrap_or(u16::MAX);
        let flags = (u16::from(self.dont_fragment) << 14)
            | (u16::from(self.more_fragments) << 13)
            | (self.fragment_offset / 8);
        let [id0, id1] = self.ident.to_be_bytes();
        let [len0, len1] = total.to_be_bytes();
        let [frag0, frag1] = flags.to_be_bytes();
        let [s0, s1, s2, s3] = self.src.octets();
        let [d0, d1, d2, d3] = self.dst.octets();
        let mut header = [
            0x45,
            self.tos,
            len0,
            len1,
            id0,
            id1,
            frag0,
            frag1,
            self.ttl,
            self.protocol.number(),
            0,
            0,
            s0,
            s1,
            s2,
            s3,
            d0,
            d1,
            d2,
            d3,
        ];
        [header[10], header[11]] = checksum(&header).to_be_bytes();
        out.extend_from_slice(&header);
    }

    /// The same with the Router Alert option (RFC 2113), 24 bytes in all: routers look
    /// into the packet even if it is for somebody else.
    pub fn emit_with_router_alert(&self, payload_len: usize, out: &mut Vec<u8>) {
        let start = out.len();
        self.emit(payload_len.saturating_add(ROUTER_ALERT.len()), out);
        out.extend_from_slice(&ROUTER_ALERT);
        if let Some(header) = out.get_mut(start..) {
            header[0] = 0x46;
            header[10..12].fill(0);
            let sum = checksum(header).to_be_bytes();
            header[10..12].copy_from_slice(&sum);
        }
    }

    /// Reads a header, options skipped, and the payload its length announces
    /// (what follows that is padding of the link).
    ///
    /// # Errors
    /// [`Malformed`] if it is not IPv4, or a length does not fit. The checksum is
    /// not looked at: see [`Header::checksum_ok`].
    pub fn parse(bytes: &[u8]) -> Result<(Self, &[u8]), Malformed> {
        let view = View::new_checked(bytes)?;
        let (header, claimed) = (view.header_len(), usize::from(view.total_len()));
        let what = if claimed < header {
            MalformedKind::LengthBelowHeader { claimed, header }
        } else if claimed > bytes.len() {
            MalformedKind::LengthBeyondEnd { claimed, have: bytes.len() }
        } else {
            let payload = bytes.get(header..claimed).unwrap_or(&[]);
            return Ok((view.header(), payload));
        };
        Err(Malformed { layer: LayerKind::Ipv4, at: 2, what })
    }

    /// Whether the checksum of the header at the start of `bytes` is right;
    /// false if the header does not hold together.
    pub fn checksum_ok(bytes: &[u8]) -> bool {
        View::new_checked(bytes).is_ok_and(|view| view.checksum_ok())
    }
}

/// A header that is all there, options included.
#[derive(Clone, Copy, Debug)]
pub struct View<'a>(&'a [u8]);

impl<'a> View<'a> {
    /// Looks at the version and the header's length, not at the packet's.
    ///
    /// # Errors
    /// [`Malformed`] if `bytes` is not IPv4 or ends before the header.
    pub fn new_checked(bytes: &'a [u8]) -> Result<Self, Malformed> {
        let short = |need| Malformed::too_short(LayerKind::Ipv4, need, bytes.len());
        let Some(&first) = bytes.first() else { return Err(short(HEADER_LEN)) };
        if first >> 4 != 4 {
            let what = MalformedKind::BadVersion(first >> 4);
            return Err(Malformed { layer: LayerKind::Ipv4, at: 0, what });
        }
        if bytes.len() < HEADER_LEN {
            return Err(short(HEADER_LEN));
        }
        let view = Self(bytes);
        if view.header_len() < HEADER_LEN {
            let what = MalformedKind::BadHeaderLength((first & 15) * 4);
            return Err(Malformed { layer: LayerKind::Ipv4, at: 0, what });
        }
        if view.header_len() > bytes.len() {
            return Err(short(view.header_len()));
        }
        Ok(view)
    }

    /// The header's length in bytes, 20 to 60.
    pub fn header_len(&self) -> usize {
        usize::from(byte(self.0, 0) & 15) * 4
    }

    /// Bytes of header and payload together, as claimed.
    pub fn total_len(&self) -> u16 {
        be16(self.0, 2)
    }

    /// What is inside.
    pub fn protocol(&self) -> Protocol {
        byte(self.0, 9).into()
    }

    /// From whom.
    pub fn src(&self) -> Ipv4Addr {
        array::<4>(self.0, 12).unwrap_or_default().into()
    }

    /// To whom.
    pub fn dst(&self) -> Ipv4Addr {
        array::<4>(self.0, 16).unwrap_or_default().into()
    }

    /// More fragments follow.
    pub fn more_fragments(&self) -> bool {
        be16(self.0, 6) & 0x2000 != 0
    }

    /// Where this fragment belongs, in bytes.
    pub fn fragment_offset(&self) -> u16 {
        (be16(self.0, 6) & 0x1fff) * 8
    }

    /// The options, padding included.
    pub fn options(&self) -> &'a [u8] {
        self.0.get(HEADER_LEN..self.header_len()).unwrap_or(&[])
    }

    /// Whether the header's checksum is right.
    pub fn checksum_ok(&self) -> bool {
        self.0.get(..self.header_len()).is_some_and(|header| checksum(header) == 0)
    }

    /// The header as a value, options left out.
    pub fn header(&self) -> Header {
        Header {
            src: self.src(),
            dst: self.dst(),
            protocol: self.protocol(),
            ttl: byte(self.0, 8),
            ident: be16(self.0, 4),
            dont_fragment: be16(self.0, 6) & 0x4000 != 0,
            more_fragments: self.more_fragments(),
            fragment_offset: self.fragment_offset(),
            tos: byte(self.0, 1),
        }
    }
}

/// The header's fields: of all there is of it, options included. `base` is its
/// place in the frame, in bytes.
pub fn fields(header: &[u8], base: usize) -> Vec<Field> {
    let mut cursor = Cursor::new(header, base);
    let _ = read(&mut cursor, header);
    cursor.finish()
}

fn read(cursor: &mut Cursor<'_>, header: &[u8]) -> Option<()> {
    if cursor.number(FieldName::Ipv4Version, 4)? != 4 {
        cursor.judge(Verdict::Wrong { expected: 4 });
        return None;
    }
    let words = cursor.number(FieldName::Ipv4HeaderLength, 4)?;
    let length = usize::from(byte(header, 0) & 15) * 4;
    cursor.means(Meaning::HeaderLengthBytes(u16::try_from(words * 4).unwrap_or(0)));
    cursor.hex(FieldName::Ipv4Dscp, 6)?;
    if let Some(dscp) = Dscp::of(byte(header, 1) >> 2) {
        cursor.means(Meaning::Dscp(dscp));
    }
    cursor.number(FieldName::Ipv4Ecn, 2)?;
    cursor.means(Meaning::Ecn(Ecn::of(byte(header, 1))));
    if cursor.number(FieldName::Ipv4TotalLength, 16)? == 0 {
        cursor.means(Meaning::LengthLeftToHardware);
    }
    cursor.hex(FieldName::Ipv4Identification, 16)?;
    cursor.flag(FieldName::Ipv4ReservedFlag)?;
    cursor.flag(FieldName::Ipv4DontFragment)?;
    cursor.flag(FieldName::Ipv4MoreFragments)?;
    let offset = cursor.number(FieldName::Ipv4FragmentOffset, 13)?;
    cursor.means(Meaning::FragmentOffsetBytes(u32::try_from(offset * 8).unwrap_or(0)));
    cursor.number(FieldName::Ipv4Ttl, 8)?;
    let protocol = cursor.number8(FieldName::Ipv4Protocol)?;
    cursor.means(Meaning::Protocol(protocol.into()));
    let stored = cursor.hex16(FieldName::Ipv4Checksum)?;
    // Of a header that is not all there, what is missing says more than a verdict.
    if let Some(header) = header.get(..length.max(HEADER_LEN)) {
        cursor.judge(judge_checksum(header, stored));
        if stored == 0 && checksum(header) != 0 {
            cursor.means(Meaning::ChecksumLeftToHardware);
        }
    }
    cursor.ipv4(FieldName::Ipv4Source)?;
    cursor.ipv4(FieldName::Ipv4Destination)?;
    cursor.rest(FieldName::Ipv4Options);
    Some(())
}

/// Compares the checksum that stands in a whole header with the right one.
fn judge_checksum(header: &[u8], stored: u16) -> Verdict {
    if checksum(header) == 0 {
        return Verdict::Correct;
    }
    let mut sum = Sum::new();
    sum.add(header);
    // Taking a number out of a one's complement sum is adding its complement.
    sum.add(&(!stored).to_be_bytes());
    Verdict::Wrong { expected: sum.checksum().into() }
}

#[cfg(test)]
mod tests;
