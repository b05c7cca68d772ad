//! IPv6 (RFC 8200), as far as it takes to find and check the TCP inside: the
//! fixed header, and extension headers skipped over.

use super::cursor::Cursor;
use super::{
    Dscp, Ecn, Field, FieldName, LayerKind, Malformed, MalformedKind, Meaning, Protocol, Verdict,
    array, be16, be32, byte,
};
use serde::Serialize;
use std::net::Ipv6Addr;

/// Bytes of the fixed header.
pub const HEADER_LEN: usize = 40;

/// The fixed header.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Header {
    /// From whom.
    pub src: Ipv6Addr,
    /// To whom.
    pub dst: Ipv6Addr,
    /// What is inside: possibly an extension header.
    pub next_header: Protocol,
    /// Routers it may still cross.
    pub hop_limit: u8,
    /// DSCP (upper six bits) and ECN (lower two).
    pub traffic_class: u8,
    /// Marks packets that want the same treatment, 20 bits.
    pub flow_label: u32,
}

impl Header {
    /// Bytes [`Header::emit`] writes.
    pub const fn header_len(&self) -> usize {
        HEADER_LEN
    }

    /// Appends the header to `out`. `payload_len` counts all that follows; more
    /// than 65,535 bytes cannot be expressed, and the length stops there.
    pub fn emit(&self, payload_len: usize, out: &mut Vec<u8>) {
        let first = 6 << 28 | u32::from(self.traffic_class) << 20 | self.flow_label & 0x000f_ffff;
        out.extend_from_slice(&first.to_be_bytes());
        out.extend_from_slice(&u16::try_from(payload_len).unwrap_or(u16::MAX).to_be_bytes());
        out.extend_from_slice(&[self.next_header.number(), self.hop_limit]);
        out.extend_from_slice(&self.src.octets());
        out.extend_from_slice(&self.dst.octets());
    }

    /// Reads a header and the payload its length announces.
    ///
    /// # Errors
    /// [`Malformed`] if it is not IPv6, or a length does not fit.
    pub fn parse(bytes: &[u8]) -> Result<(Self, &[u8]), Malformed> {
        let view = View::new_checked(bytes)?;
        let (claimed, have) = (usize::from(view.payload_len()), bytes.len() - HEADER_LEN);
        let Some(payload) = bytes.get(HEADER_LEN..HEADER_LEN + claimed) else {
            let what = MalformedKind::LengthBeyondEnd { claimed, have };
            return Err(Malformed { layer: LayerKind::Ipv6, at: 4, what });
        };
        let header = Self {
            src: view.src(),
            dst: view.dst(),
            next_header: view.next_header(),
            hop_limit: byte(bytes, 7),
            traffic_class: (be16(bytes, 0) >> 4).to_be_bytes()[1],
            flow_label: be32(bytes, 0) & 0x000f_ffff,
        };
        Ok((header, payload))
    }
}

/// A fixed header that is all there.
#[derive(Clone, Copy, Debug)]
pub struct View<'a>(&'a [u8]);

impl<'a> View<'a> {
    /// Looks at the version and at the fixed header's length.
    ///
    /// # Errors
    /// [`Malformed`] if `bytes` is not IPv6 or ends before the header.
    pub fn new_checked(bytes: &'a [u8]) -> Result<Self, Malformed> {
        let short = Malformed::too_short(LayerKind::Ipv6, HEADER_LEN, bytes.len());
        let Some(&first) = bytes.first() else { return Err(short) };
        if first >> 4 != 6 {
            let what = MalformedKind::BadVersion(first >> 4);
            return Err(Malformed { layer: LayerKind::Ipv6, at: 0, what });
        }
        if bytes.len() < HEADER_LEN { Err(short) } else { Ok(Self(bytes)) }
    }

    /// Bytes after the fixed header, as claimed.
    pub fn payload_len(&self) -> u16 {
        be16(self.0, 4)
    }

    /// What is inside: possibly an extension header.
    pub fn next_header(&self) -> Protocol {
        byte(self.0, 6).into()
    }

    /// From whom.
    pub fn src(&self) -> Ipv6Addr {
        array::<16>(self.0, 8).unwrap_or_default().into()
    }

    /// To whom.
    pub fn dst(&self) -> Ipv6Addr {
        array::<16>(self.0, 24).unwrap_or_default().into()
    }
}

/// An extension header that can be skipped over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Extension {
    /// What follows it.
    pub(crate) next: Protocol,
    /// Its length in bytes.
    pub(crate) len: usize,
    /// A fragment's place in bytes and whether more follow.
    pub(crate) fragment: Option<(u16, bool)>,
    /// A routing header whose packet is not at its final destination yet.
    pub(crate) source_routed: bool,
}

impl Extension {
    /// Whether `kind` is an extension header [`Extension::parse`] understands.
    pub(crate) fn is_one(kind: Protocol) -> bool {
        use Protocol::{HopByHop, Ipv6Destination, Ipv6Fragment, Ipv6Routing};
        matches!(kind, HopByHop | Ipv6Routing | Ipv6Fragment | Ipv6Destination)
    }

    /// Reads the first eight bytes of an extension header of the given kind.
    pub(crate) fn parse(kind: Protocol, bytes: &[u8]) -> Option<Self> {
        let first: [u8; 8] = array(bytes, 0)?;
        let is_fragment = kind == Protocol::Ipv6Fragment;
        let place = be16(&first, 2);
        Some(Self {
            next: first[0].into(),
            len: if is_fragment { 8 } else { 8 + 8 * usize::from(first[1]) },
            fragment: is_fragment.then_some((place & 0xfff8, place & 1 != 0)),
            source_routed: kind == Protocol::Ipv6Routing && first[3] != 0,
        })
    }
}

/// The fixed header's fields. `base` is its place in the frame, in bytes.
pub fn fields(header: &[u8], base: usize) -> Vec<Field> {
    let mut cursor = Cursor::new(header, base);
    let _ = read(&mut cursor, header);
    cursor.finish()
}

fn read(cursor: &mut Cursor<'_>, header: &[u8]) -> Option<()> {
    if cursor.number(FieldName::Ipv6Version, 4)? != 6 {
        cursor.judge(Verdict::Wrong { expected: 6 });
        return None;
    }
    let dscp = cursor.hex(FieldName::Ipv6Dscp, 6)?;
    if let Some(dscp) = u8::try_from(dscp).ok().and_then(Dscp::of) {
        cursor.means(Meaning::Dscp(dscp));
    }
    let ecn = cursor.number(FieldName::Ipv6Ecn, 2)?;
    cursor.means(Meaning::Ecn(Ecn::of(u8::try_from(ecn).unwrap_or(0))));
    cursor.hex(FieldName::Ipv6FlowLabel, 20)?;
    let length = cursor.number(FieldName::Ipv6PayloadLength, 16)?;
    if length == 0 && next_is_something(header) {
        cursor.means(Meaning::LengthLeftToHardware);
    }
    let next = cursor.number8(FieldName::Ipv6NextHeader)?;
    cursor.means(Meaning::Protocol(next.into()));
    cursor.number(FieldName::Ipv6HopLimit, 8)?;
    cursor.ipv6(FieldName::Ipv6Source)?;
    cursor.ipv6(FieldName::Ipv6Destination)?;
    Some(())
}

/// Whether the fixed header announces that something follows it.
pub(crate) fn next_is_something(header: &[u8]) -> bool {
    byte(header, 6) != Protocol::Ipv6NoNext.number()
}

/// The fields of an extension header of the given kind.
pub fn extension_fields(kind: Protocol, header: &[u8], base: usize) -> Vec<Field> {
    let mut cursor = Cursor::new(header, base);
    let _ = read_extension(&mut cursor, kind);
    cursor.finish()
}

fn read_extension(cursor: &mut Cursor<'_>, kind: Protocol) -> Option<()> {
    let next = cursor.number8(FieldName::Ipv6ExtensionNextHeader)?;
    cursor.means(Meaning::Protocol(next.into()));
    if kind == Protocol::Ipv6Fragment {
        cursor.hex(FieldName::Ipv6FragmentReserved, 8)?;
        let offset = cursor.number(FieldName::Ipv6FragmentOffset, 13)?;
        cursor.means(Meaning::FragmentOffsetBytes(u32::try_from(offset * 8).unwrap_or(0)));
        cursor.hex(FieldName::Ipv6FragmentReservedBits, 2)?;
        cursor.flag(FieldName::Ipv6MoreFragments)?;
        cursor.hex(FieldName::Ipv6FragmentIdentification, 32)?;
    } else {
        let units = cursor.number(FieldName::Ipv6ExtensionLength, 8)?;
        let bytes = u16::try_from(8 + 8 * units).unwrap_or(0);
        cursor.means(Meaning::HeaderLengthBytes(bytes));
        cursor.rest(FieldName::Ipv6ExtensionData);
    }
    Some(())
}

#[cfg(test)]
mod tests;
