//! ICMP messages for IPv4 (RFC 792; RFC 1191 §4 for the MTU, RFC 1122 §3.2.2 and
//! RFC 1812 §5.2.7 for the later codes).

use super::checksum::checksum;
use super::cursor::Cursor;
use super::numbered::numbered;
use super::tcp::ChecksumFinding;
use super::{Field, FieldName, LayerKind, Malformed, Meaning, array, be16, byte, ipv4};
use serde::Serialize;
use std::net::Ipv4Addr;

/// Bytes of a header: before an echo's data, or before the quoted packet.
pub const HEADER_LEN: usize = 8;
/// The least of a packet's payload that an error quotes, in bytes (RFC 792).
pub const MIN_QUOTED_PAYLOAD: usize = 8;
/// The longest error message a router should send, in bytes of IP (RFC 1812 §4.3.2.3).
pub const MAX_ERROR_LEN: usize = 576;

numbered! {
    /// What a message is about (IANA, *ICMP type numbers*).
    Kind: u8 {
        /// The answer to an echo request.
        EchoReply = 0,
        /// A packet could not be delivered.
        Unreachable = 3,
        /// Send more slowly (deprecated, RFC 6633).
        SourceQuench = 4,
        /// Another router is nearer.
        Redirect = 5,
        /// Please send this back.
        EchoRequest = 8,
        /// A router says that it is there (RFC 1256).
        RouterAdvertisement = 9,
        /// Which routers are there? (RFC 1256)
        RouterSolicitation = 10,
        /// A packet was too long on its way.
        TimeExceeded = 11,
        /// A header cannot be understood.
        ParameterProblem = 12,
        /// What time is it?
        TimestampRequest = 13,
        /// The answer to it.
        TimestampReply = 14,
        /// Which mask is used here? (deprecated, RFC 6918)
        MaskRequest = 17,
        /// The answer to it.
        MaskReply = 18,
    }
}

impl Kind {
    /// Whether it reports what happened to a packet, and quotes it. Nobody answers
    /// one of these with another (RFC 1122 §3.2.2).
    pub const fn is_error(self) -> bool {
        matches!(
            self,
            Self::Unreachable
                | Self::SourceQuench
                | Self::Redirect
                | Self::TimeExceeded
                | Self::ParameterProblem
        )
    }
}

numbered! {
    /// Why a packet could not be delivered.
    Unreachable: u8 {
        /// No way to that network.
        Network = 0,
        /// The network was reached, the host does not answer.
        Host = 1,
        /// The host does not know that protocol.
        Protocol = 2,
        /// Nobody listens on that port.
        Port = 3,
        /// It must be cut up, and may not be.
        FragmentationNeeded = 4,
        /// The route its sender asked for does not work.
        SourceRouteFailed = 5,
        /// Nobody knows that network.
        NetworkUnknown = 6,
        /// Nobody knows that host.
        HostUnknown = 7,
        /// Its sender is cut off.
        SourceIsolated = 8,
        /// That network is closed by its administrator.
        NetworkProhibited = 9,
        /// That host is closed by its administrator.
        HostProhibited = 10,
        /// That network cannot be reached with this type of service.
        NetworkForService = 11,
        /// That host cannot be reached with this type of service.
        HostForService = 12,
        /// A filter forbids it.
        Prohibited = 13,
        /// Its precedence is not allowed there.
        HostPrecedence = 14,
        /// Its precedence is below what is asked for.
        PrecedenceCutoff = 15,
    }
}

numbered! {
    /// Which packets should take another way.
    Redirect: u8 {
        /// All to that network.
        Network = 0,
        /// All to that host.
        Host = 1,
        /// Those to that network with this type of service.
        NetworkForService = 2,
        /// Those to that host with this type of service.
        HostForService = 3,
    }
}

numbered! {
    /// Which time was exceeded.
    TimeExceeded: u8 {
        /// The TTL reached zero on the way.
        InTransit = 0,
        /// Fragments stayed away for too long.
        Reassembly = 1,
    }
}

numbered! {
    /// How a header cannot be understood.
    BadParameter: u8 {
        /// The pointer says where.
        AtPointer = 0,
        /// An option is missing.
        OptionMissing = 1,
        /// A length is wrong.
        BadLength = 2,
    }
}

/// The first eight bytes of a message. What follows is an echo's data, or the quoted packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum Header {
    /// The answer to an echo request, with the same numbers and data.
    EchoReply {
        /// Tells one program's echoes from another's.
        ident: u16,
        /// Tells one echo from the next.
        seq: u16,
    },
    /// Please send this back.
    EchoRequest {
        /// Tells one program's echoes from another's.
        ident: u16,
        /// Tells one echo from the next.
        seq: u16,
    },
    /// A packet could not be delivered.
    Unreachable {
        /// Why.
        code: Unreachable,
        /// With [`Unreachable::FragmentationNeeded`], the largest packet the next
        /// link takes, in bytes; 0 from routers older than RFC 1191, and with
        /// every other code.
        mtu: u16,
    },
    /// Another router is nearer.
    Redirect {
        /// Which packets should go there.
        code: Redirect,
        /// That router.
        gateway: Ipv4Addr,
    },
    /// A packet was too long on its way.
    TimeExceeded(TimeExceeded),
    /// A header cannot be understood.
    ParameterProblem {
        /// How.
        code: BadParameter,
        /// The byte of the quoted header at which it breaks.
        pointer: u8,
    },
    /// Any other message: kept, not understood.
    Other {
        /// What it is about: none of those above.
        kind: Kind,
        /// What exactly.
        code: u8,
        /// The four bytes after the checksum.
        rest: [u8; 4],
    },
}

impl Header {
    /// What the message is about.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::EchoReply { .. } => Kind::EchoReply,
            Self::EchoRequest { .. } => Kind::EchoRequest,
            Self::Unreachable { .. } => Kind::Unreachable,
            Self::Redirect { .. } => Kind::Redirect,
            Self::TimeExceeded(_) => Kind::TimeExceeded,
            Self::ParameterProblem { .. } => Kind::ParameterProblem,
            Self::Other { kind, .. } => *kind,
        }
    }

    /// Appends the message, header with checksum and then `payload`, to `out`. Of an
    /// error, `payload` is the packet it is about: see [`quote`].
    pub fn emit(&self, payload: &[u8], out: &mut Vec<u8>) {
        let start = out.len();
        let numbers = |ident: u16, seq: u16| {
            let ([a, b], [c, d]) = (ident.to_be_bytes(), seq.to_be_bytes());
            [a, b, c, d]
        };
        let (code, rest) = match *self {
            Self::EchoReply { ident, seq } | Self::EchoRequest { ident, seq } => {
                (0, numbers(ident, seq))
            }
            Self::Unreachable { code, mtu } => {
                let mtu = if code == Unreachable::FragmentationNeeded { mtu } else { 0 };
                (code.number(), numbers(0, mtu))
            }
            Self::Redirect { code, gateway } => (code.number(), gateway.octets()),
            Self::TimeExceeded(code) => (code.number(), [0; 4]),
            Self::ParameterProblem { code, pointer } => (code.number(), [pointer, 0, 0, 0]),
            Self::Other { code, rest, .. } => (code, rest),
        };
        out.extend_from_slice(&[self.kind().number(), code, 0, 0]);
        out.extend_from_slice(&rest);
        out.extend_from_slice(payload);
        let sum = checksum(out.get(start..).unwrap_or(&[]));
        if let Some(field) = out.get_mut(start + 2..start + 4) {
            field.copy_from_slice(&sum.to_be_bytes());
        }
    }

    /// Reads a message; what follows the header is an echo's data, or the quoted packet.
    /// The code of an echo is not looked at, as Linux does not.
    ///
    /// # Errors
    /// [`Malformed`] if it breaks off. The checksum is not looked at: see
    /// [`Header::checksum_ok`].
    pub fn parse(bytes: &[u8]) -> Result<(Self, &[u8]), Malformed> {
        let view = View::new_checked(bytes)?;
        Ok((view.header(), view.payload()))
    }

    /// Whether the checksum of a whole message is right.
    pub fn checksum_ok(bytes: &[u8]) -> bool {
        bytes.len() >= HEADER_LEN && checksum(bytes) == 0
    }
}

/// What an error quotes of the packet it is about, which begins with its IPv4 header: all that
/// fits into [`MAX_ERROR_LEN`] bytes, so that tunnels inside can be told apart
/// (RFC 1812 §4.3.2.3).
pub fn quote(packet: &[u8]) -> &[u8] {
    let most = MAX_ERROR_LEN - ipv4::HEADER_LEN - HEADER_LEN;
    packet.get(..most).unwrap_or(packet)
}

/// A message whose header is all there.
#[derive(Clone, Copy, Debug)]
pub struct View<'a>(&'a [u8]);

impl<'a> View<'a> {
    /// Looks at the length.
    ///
    /// # Errors
    /// [`Malformed`] if the message ends before its header.
    pub fn new_checked(bytes: &'a [u8]) -> Result<Self, Malformed> {
        if bytes.len() < HEADER_LEN {
            return Err(Malformed::too_short(LayerKind::Icmp, HEADER_LEN, bytes.len()));
        }
        Ok(Self(bytes))
    }

    /// What it is about.
    pub fn kind(&self) -> Kind {
        byte(self.0, 0).into()
    }

    /// What exactly, as a number.
    pub fn code(&self) -> u8 {
        byte(self.0, 1)
    }

    /// The checksum as it stands there.
    pub fn checksum(&self) -> u16 {
        be16(self.0, 2)
    }

    /// The header as a value.
    pub fn header(&self) -> Header {
        let (ident, seq, code) = (be16(self.0, 4), be16(self.0, 6), self.code());
        match self.kind() {
            Kind::EchoReply => Header::EchoReply { ident, seq },
            Kind::EchoRequest => Header::EchoRequest { ident, seq },
            Kind::Unreachable => {
                let code = Unreachable::from(code);
                let mtu = if code == Unreachable::FragmentationNeeded { seq } else { 0 };
                Header::Unreachable { code, mtu }
            }
            Kind::Redirect => Header::Redirect {
                code: code.into(),
                gateway: array::<4>(self.0, 4).unwrap_or_default().into(),
            },
            Kind::TimeExceeded => Header::TimeExceeded(code.into()),
            Kind::ParameterProblem => {
                Header::ParameterProblem { code: code.into(), pointer: byte(self.0, 4) }
            }
            kind => Header::Other { kind, code, rest: array(self.0, 4).unwrap_or_default() },
        }
    }

    /// An echo's data, or the quoted packet.
    pub fn payload(&self) -> &'a [u8] {
        self.0.get(HEADER_LEN..).unwrap_or(&[])
    }
}

/// The header's fields. `base` is its place in the frame, in bytes; `checksum` is what is known
/// of the checksum, which only who has the whole message can know.
pub fn fields(header: &[u8], base: usize, checksum: Option<ChecksumFinding>) -> Vec<Field> {
    let mut cursor = Cursor::new(header, base);
    let _ = read(&mut cursor, checksum);
    cursor.finish()
}

fn read(cursor: &mut Cursor<'_>, checksum: Option<ChecksumFinding>) -> Option<()> {
    let kind = Kind::from(cursor.number8(FieldName::IcmpType)?);
    cursor.means(Meaning::Icmp(kind));
    let code = cursor.number8(FieldName::IcmpCode)?;
    match kind {
        Kind::Unreachable => cursor.means(Meaning::Unreachable(code.into())),
        Kind::Redirect => cursor.means(Meaning::Redirect(code.into())),
        Kind::TimeExceeded => cursor.means(Meaning::TimeExceeded(code.into())),
        Kind::ParameterProblem => cursor.means(Meaning::BadParameter(code.into())),
        _ => {}
    }
    cursor.hex(FieldName::IcmpChecksum, 16)?;
    if let Some(finding) = checksum {
        cursor.judge(finding.verdict);
    }
    match kind {
        Kind::EchoReply | Kind::EchoRequest | Kind::TimestampRequest | Kind::TimestampReply => {
            cursor.number(FieldName::IcmpIdentifier, 16)?;
            cursor.number(FieldName::IcmpSequence, 16)?;
        }
        Kind::Unreachable => {
            cursor.hex(FieldName::IcmpUnused, 8)?;
            cursor.number(FieldName::IcmpLength, 8)?;
            if Unreachable::from(code) == Unreachable::FragmentationNeeded {
                cursor.number(FieldName::IcmpMtu, 16)?;
            } else {
                cursor.hex(FieldName::IcmpUnused, 16)?;
            }
        }
        Kind::TimeExceeded => {
            cursor.hex(FieldName::IcmpUnused, 8)?;
            cursor.number(FieldName::IcmpLength, 8)?;
            cursor.hex(FieldName::IcmpUnused, 16)?;
        }
        Kind::Redirect => {
            cursor.ipv4(FieldName::IcmpGateway)?;
        }
        Kind::ParameterProblem => {
            cursor.number(FieldName::IcmpPointer, 8)?;
            cursor.number(FieldName::IcmpLength, 8)?;
            cursor.hex(FieldName::IcmpUnused, 16)?;
        }
        Kind::SourceQuench => {
            cursor.hex(FieldName::IcmpUnused, 32)?;
        }
        _ => cursor.bytes(FieldName::IcmpRest, 4)?,
    }
    Some(())
}

#[cfg(test)]
mod tests;
