//! UDP datagrams (RFC 768; over IPv6, RFC 8200 §8.1).

use super::checksum::Sum;
use super::cursor::Cursor;
use super::tcp::ChecksumFinding;
use super::{
    Field, FieldName, LayerKind, Malformed, MalformedKind, Meaning, Protocol, Service, Verdict,
    Why, be16, clip, ipv4,
};
use serde::Serialize;
use std::net::IpAddr;

/// Bytes of a header.
pub const HEADER_LEN: usize = 8;
/// The most a datagram can hold over IPv4 without options, in bytes: 65,507.
pub const MAX_PAYLOAD: usize = ipv4::MAX_PAYLOAD - HEADER_LEN;

/// A datagram's header.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Header {
    /// The sender's port; 0 if no answer is wanted.
    pub src_port: u16,
    /// The receiver's port.
    pub dst_port: u16,
    /// Whether it has a checksum. Over IPv4 a sender may leave it out, and says so with zero.
    pub checked: bool,
}

impl Header {
    /// A header with a checksum.
    pub const fn new(src_port: u16, dst_port: u16) -> Self {
        Self { src_port, dst_port, checked: true }
    }

    /// Appends the datagram, header and then `payload`, to `out`. `src` and `dst` are of the
    /// same version of IP. A payload of more than 65,527 bytes cannot be expressed: the length
    /// stops at 65,535.
    pub fn emit(&self, payload: &[u8], src: IpAddr, dst: IpAddr, out: &mut Vec<u8>) {
        let start = out.len();
        let length = u16::try_from(payload.len().saturating_add(HEADER_LEN)).unwrap_or(u16::MAX);
        out.extend_from_slice(&self.src_port.to_be_bytes());
        out.extend_from_slice(&self.dst_port.to_be_bytes());
        out.extend_from_slice(&length.to_be_bytes());
        out.extend_from_slice(&[0, 0]);
        out.extend_from_slice(payload);
        if !self.checked {
            return;
        }
        let datagram = out.get(start..).unwrap_or(&[]);
        let sum = sent(sum(datagram, src, dst).checksum());
        if let Some(field) = out.get_mut(start + 6..start + 8) {
            field.copy_from_slice(&sum.to_be_bytes());
        }
    }

    /// Reads a header and the payload its length announces.
    ///
    /// # Errors
    /// [`Malformed`] if the header breaks off or the length does not fit. The checksum is not
    /// looked at: see [`Header::checksum_ok`].
    pub fn parse(bytes: &[u8]) -> Result<(Self, &[u8]), Malformed> {
        let view = View::new_checked(bytes)?;
        let header = Self {
            src_port: view.src_port(),
            dst_port: view.dst_port(),
            checked: view.checksum() != 0,
        };
        Ok((header, view.payload()))
    }

    /// Whether a receiver takes the datagram at the start of `bytes`: its checksum is right, or
    /// it has none and came over IPv4. False if it does not hold together.
    pub fn checksum_ok(bytes: &[u8], src: IpAddr, dst: IpAddr) -> bool {
        View::new_checked(bytes).is_ok_and(|view| {
            let datagram = clip(bytes, 0, view.len());
            match view.checksum() {
                0 => src.is_ipv4(),
                _ => sum(datagram, src, dst).checksum() == 0,
            }
        })
    }
}

/// The sum over a datagram as it stands, with its pseudo-header.
fn sum(datagram: &[u8], src: IpAddr, dst: IpAddr) -> Sum {
    let mut sum = Sum::pseudo_header(src, dst, Protocol::Udp, datagram.len());
    sum.add(datagram);
    sum
}

/// How a checksum is sent: zero would say that there is none, and all ones is the same number
/// in one's complement.
const fn sent(checksum: u16) -> u16 {
    if checksum == 0 { u16::MAX } else { checksum }
}

/// A datagram that is all there.
#[derive(Clone, Copy, Debug)]
pub struct View<'a>(&'a [u8]);

impl<'a> View<'a> {
    /// Looks at the lengths.
    ///
    /// # Errors
    /// [`Malformed`] if the datagram ends before its header, or its length does not fit.
    pub fn new_checked(bytes: &'a [u8]) -> Result<Self, Malformed> {
        let have = bytes.len();
        if have < HEADER_LEN {
            return Err(Malformed::too_short(LayerKind::Udp, HEADER_LEN, have));
        }
        match bad_length(be16(bytes, 4), have) {
            Some(what) => Err(Malformed { layer: LayerKind::Udp, at: 4, what }),
            None => Ok(Self(bytes)),
        }
    }

    /// The sender's port.
    pub fn src_port(&self) -> u16 {
        be16(self.0, 0)
    }

    /// The receiver's port.
    pub fn dst_port(&self) -> u16 {
        be16(self.0, 2)
    }

    /// Bytes of header and payload together: at least 8, and all there.
    #[allow(clippy::len_without_is_empty, reason = "there is always a header")]
    pub fn len(&self) -> usize {
        be16(self.0, 4).into()
    }

    /// The checksum as it stands there.
    pub fn checksum(&self) -> u16 {
        be16(self.0, 6)
    }

    /// What follows the header.
    pub fn payload(&self) -> &'a [u8] {
        clip(self.0, HEADER_LEN, self.len())
    }
}

/// What is wrong with a length field, where IP brought `have` bytes.
pub(crate) fn bad_length(claimed: u16, have: usize) -> Option<MalformedKind> {
    let claimed = usize::from(claimed);
    if claimed < HEADER_LEN {
        Some(MalformedKind::LengthBelowHeader { claimed, header: HEADER_LEN })
    } else {
        (claimed > have).then_some(MalformedKind::LengthBeyondEnd { claimed, have })
    }
}

/// What is known of a whole datagram's checksum.
pub fn checksum_finding(datagram: &[u8], src: IpAddr, dst: IpAddr) -> ChecksumFinding {
    if be16(datagram, 6) == 0 && src.is_ipv4() {
        return ChecksumFinding::unknown(Why::NotComputed);
    }
    let pseudo = Sum::pseudo_header(src, dst, Protocol::Udp, datagram.len());
    let mut finding = ChecksumFinding::over(datagram, 6, pseudo);
    match &mut finding.verdict {
        // Over IPv6 a checksum of zero is wrong even where the sum agrees.
        verdict @ Verdict::Correct if be16(datagram, 6) == 0 => {
            *verdict = Verdict::Wrong { expected: u16::MAX.into() };
        }
        Verdict::Wrong { expected } if *expected == 0 => *expected = u16::MAX.into(),
        _ => {}
    }
    finding
}

/// The header's fields. `base` is its place in the frame, in bytes; `checksum` is what is known
/// of the checksum, which only who has the addresses and the payload can know.
pub fn fields(header: &[u8], base: usize, checksum: Option<ChecksumFinding>) -> Vec<Field> {
    let mut cursor = Cursor::new(header, base);
    let _ = read(&mut cursor, checksum);
    cursor.finish()
}

fn read(cursor: &mut Cursor<'_>, checksum: Option<ChecksumFinding>) -> Option<()> {
    for name in [FieldName::UdpSourcePort, FieldName::UdpDestinationPort] {
        let port = cursor.number16(name)?;
        if let Some(service) = Service::of(port) {
            cursor.means(Meaning::Service(service));
        }
    }
    cursor.number(FieldName::UdpLength, 16)?;
    let stored = cursor.hex16(FieldName::UdpChecksum)?;
    if let Some(finding) = checksum {
        cursor.judge(finding.verdict);
        if finding.left_to_hardware {
            cursor.means(Meaning::ChecksumLeftToHardware);
        }
        if finding.verdict == Verdict::CannotCheck(Why::NotComputed) {
            cursor.means(Meaning::NoChecksum);
        }
    } else if stored == 0 {
        cursor.means(Meaning::NoChecksum);
    }
    Some(())
}

#[cfg(test)]
mod tests;
