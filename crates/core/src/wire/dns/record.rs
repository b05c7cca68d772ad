//! Resource records (RFC 1035 §3.2 and §3.3).

use super::name::{Name, Names};
use super::{read_class, read_name, read_type};
use crate::wire::cursor::Cursor;
use crate::wire::numbered::numbered;
use crate::wire::{
    FieldName, LayerKind, Malformed, MalformedKind, Meaning, array, be16, be32, byte, clip,
};
use serde::Serialize;
use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};

numbered! {
    /// The type of a record, or of records that are asked for (IANA, *resource record types*).
    RecordType: u16 {
        /// An IPv4 address.
        A = 1,
        /// A name server of the zone.
        Ns = 2,
        /// The name's other, real name.
        Cname = 5,
        /// Where a zone begins, and how it is kept.
        Soa = 6,
        /// The name of an address.
        Ptr = 12,
        /// Who takes mail.
        Mx = 15,
        /// Text.
        Txt = 16,
        /// An IPv6 address (RFC 3596).
        Aaaa = 28,
        /// Where a service runs (RFC 2782).
        Srv = 33,
        /// No record, but what its sender can do (RFC 6891).
        Opt = 41,
        /// How a secure service is reached (RFC 9460).
        Https = 65,
        /// All types (in questions).
        Any = 255,
    }
}

numbered! {
    /// The class of a record.
    Class: u16 {
        /// The Internet.
        Internet = 1,
        /// Chaosnet; today for questions about the server itself.
        Chaos = 3,
        /// No class (RFC 2136).
        None = 254,
        /// All classes (in questions).
        Any = 255,
    }
}

/// How a zone is kept. Times are in seconds.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Soa {
    /// Its first name server.
    pub primary: Name,
    /// The mail box of who runs it, with a dot for the at sign.
    pub mailbox: Name,
    /// Grows whenever the zone changes.
    pub serial: u32,
    /// How often secondaries look.
    pub refresh: u32,
    /// How soon they look again after a failure.
    pub retry: u32,
    /// When they give up.
    pub expire: u32,
    /// How long it may be kept that a name does not exist (RFC 2308 §4).
    pub minimum: u32,
}

/// What a record says.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum Data {
    /// An IPv4 address.
    A(Ipv4Addr),
    /// An IPv6 address.
    Aaaa(Ipv6Addr),
    /// A name server of the zone.
    Ns(Name),
    /// The name's other, real name.
    Cname(Name),
    /// The name of an address.
    Ptr(Name),
    /// Who takes mail.
    Mx {
        /// Smaller is tried first.
        preference: u16,
        /// The host.
        exchange: Name,
    },
    /// How the zone is kept.
    Soa(Box<Soa>),
    /// Texts of at most 255 bytes each; longer ones are cut when written.
    Txt(Vec<Vec<u8>>),
    /// Any other type, as bytes: none of those above.
    Other {
        /// The type.
        kind: RecordType,
        /// At most 65,535 bytes; more are cut when written.
        bytes: Vec<u8>,
    },
}

/// As a zone file has it (RFC 1035 §5.1; RFC 3597 §5 for types that are not read here).
impl fmt::Display for Data {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::A(ip) => ip.fmt(f),
            Self::Aaaa(ip) => ip.fmt(f),
            Self::Ns(name) | Self::Cname(name) | Self::Ptr(name) => name.fmt(f),
            Self::Mx { preference, exchange } => write!(f, "{preference} {exchange}"),
            Self::Soa(soa) => {
                let Soa { primary, mailbox, serial, refresh, retry, expire, minimum } = &**soa;
                write!(f, "{primary} {mailbox} {serial} {refresh} {retry} {expire} {minimum}")
            }
            Self::Txt(texts) => {
                for (place, text) in texts.iter().enumerate() {
                    let space = if place > 0 { " " } else { "" };
                    write!(f, "{space}\"{}\"", text.escape_ascii())?;
                }
                Ok(())
            }
            Self::Other { bytes, .. } => {
                write!(f, "\\# {} ", bytes.len())?;
                bytes.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
        }
    }
}

impl Data {
    /// The record's type.
    pub const fn kind(&self) -> RecordType {
        match self {
            Self::A(_) => RecordType::A,
            Self::Aaaa(_) => RecordType::Aaaa,
            Self::Ns(_) => RecordType::Ns,
            Self::Cname(_) => RecordType::Cname,
            Self::Ptr(_) => RecordType::Ptr,
            Self::Mx { .. } => RecordType::Mx,
            Self::Soa(_) => RecordType::Soa,
            Self::Txt(_) => RecordType::Txt,
            Self::Other { kind, .. } => *kind,
        }
    }
}

/// A resource record: what is known of a name.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Record {
    /// About which name.
    pub name: Name,
    /// Of which class. Of OPT, the largest message its sender takes over UDP.
    pub class: Class,
    /// How long it may be kept, in seconds. Of OPT, flags.
    pub ttl: u32,
    /// What it says.
    pub data: Data,
}

impl Record {
    /// A record of the Internet's class.
    pub const fn new(name: Name, ttl: u32, data: Data) -> Self {
        Self { name, class: Class::Internet, ttl, data }
    }

    /// What says that its sender takes messages of up to `size` bytes over UDP (RFC 6891 §6.1.2).
    pub fn opt(size: u16) -> Self {
        let data = Data::Other { kind: RecordType::Opt, bytes: Vec::new() };
        Self { name: Name::root(), class: size.into(), ttl: 0, data }
    }

    pub(super) fn emit(&self, names: &mut Names, out: &mut Vec<u8>) {
        names.write(&self.name, out);
        out.extend_from_slice(&self.data.kind().number().to_be_bytes());
        out.extend_from_slice(&self.class.number().to_be_bytes());
        out.extend_from_slice(&self.ttl.to_be_bytes());
        let at = out.len();
        out.extend_from_slice(&[0, 0]);
        match &self.data {
            Data::A(ip) => out.extend_from_slice(&ip.octets()),
            Data::Aaaa(ip) => out.extend_from_slice(&ip.octets()),
            Data::Ns(name) | Data::Cname(name) | Data::Ptr(name) => names.write(name, out),
            Data::Mx { preference, exchange } => {
                out.extend_from_slice(&preference.to_be_bytes());
                names.write(exchange, out);
            }
            Data::Soa(soa) => {
                names.write(&soa.primary, out);
                names.write(&soa.mailbox, out);
                for number in [soa.serial, soa.refresh, soa.retry, soa.expire, soa.minimum] {
                    out.extend_from_slice(&number.to_be_bytes());
                }
            }
            Data::Txt(texts) => {
                for text in texts {
                    let length = u8::try_from(text.len()).unwrap_or(u8::MAX);
                    out.push(length);
                    out.extend_from_slice(clip(text, 0, length.into()));
                }
                out.truncate(at + 2 + usize::from(u16::MAX));
            }
            Data::Other { bytes, .. } => {
                out.extend_from_slice(clip(bytes, 0, u16::MAX.into()));
            }
        }
        let length = u16::try_from(out.len() - at - 2).unwrap_or(u16::MAX);
        if let Some(field) = out.get_mut(at..at + 2) {
            field.copy_from_slice(&length.to_be_bytes());
        }
    }

    /// Reads the record at `at`, and says where it ends.
    pub(super) fn read(message: &[u8], at: usize) -> Result<(Self, usize), Malformed> {
        let (name, fixed) = Name::read(message, at)?;
        let start = fixed + 10;
        if message.len() < start {
            return Err(Malformed::too_short(LayerKind::Dns, start, message.len()));
        }
        let kind = RecordType::from(be16(message, fixed));
        let (claimed, have) = (usize::from(be16(message, fixed + 8)), message.len() - start);
        let fault = |what| Malformed { layer: LayerKind::Dns, at: fixed + 8, what };
        if claimed > have {
            return Err(fault(MalformedKind::LengthBeyondEnd { claimed, have }));
        }
        let end = start + claimed;
        // A record's data ends here; names in it may point to anywhere before.
        let bytes = clip(message, 0, end);
        let fits = |need| {
            if need == claimed {
                Ok(())
            } else {
                Err(fault(MalformedKind::LengthMismatch { claimed, need }))
            }
        };
        let name_at = |place: usize| Name::read(bytes, place);
        let data = match kind {
            RecordType::A => {
                fits(4)?;
                Data::A(array::<4>(message, start).unwrap_or_default().into())
            }
            RecordType::Aaaa => {
                fits(16)?;
                Data::Aaaa(array::<16>(message, start).unwrap_or_default().into())
            }
            RecordType::Ns | RecordType::Cname | RecordType::Ptr => {
                let (name, stop) = name_at(start)?;
                fits(stop - start)?;
                match kind {
                    RecordType::Ns => Data::Ns(name),
                    RecordType::Cname => Data::Cname(name),
                    _ => Data::Ptr(name),
                }
            }
            RecordType::Mx => {
                let (exchange, stop) = name_at(start + 2)?;
                fits(stop - start)?;
                Data::Mx { preference: be16(message, start), exchange }
            }
            RecordType::Soa => {
                let (primary, next) = name_at(start)?;
                let (mailbox, numbers) = name_at(next)?;
                fits(numbers + 20 - start)?;
                let number = |index: usize| be32(message, numbers + 4 * index);
                let [serial, refresh, retry, expire, minimum] = [0, 1, 2, 3, 4].map(number);
                let times = Soa { primary, mailbox, serial, refresh, retry, expire, minimum };
                Data::Soa(Box::new(times))
            }
            RecordType::Txt => {
                let mut texts = Vec::new();
                let mut here = start;
                while here < end {
                    let next = here + 1 + usize::from(byte(bytes, here));
                    if next > end {
                        fits(next - start)?;
                    }
                    texts.push(clip(bytes, here + 1, next).to_vec());
                    here = next;
                }
                Data::Txt(texts)
            }
            kind => Data::Other { kind, bytes: clip(message, start, end).to_vec() },
        };
        let class = be16(message, fixed + 2).into();
        Ok((Self { name, class, ttl: be32(message, fixed + 4), data }, end))
    }
}

/// A record's fields. What its type says is read as far as its length allows; the rest is bytes.
pub(super) fn fields(cursor: &mut Cursor<'_>, message: &[u8]) -> Option<()> {
    read_name(cursor, FieldName::DnsName, message)?;
    let kind = read_type(cursor, FieldName::DnsType)?;
    if kind == RecordType::Opt {
        cursor.number(FieldName::DnsUdpSize, 16)?;
        cursor.hex(FieldName::DnsExtendedResponse, 8)?;
        cursor.number(FieldName::DnsEdnsVersion, 8)?;
        cursor.flag(FieldName::DnsDnssecOk)?;
        cursor.hex(FieldName::DnsEdnsReserved, 15)?;
    } else {
        read_class(cursor, FieldName::DnsClass)?;
        seconds(cursor, FieldName::DnsTtl)?;
    }
    let length = usize::from(cursor.number16(FieldName::DnsDataLength)?);
    let end = cursor.offset() + length;
    if end > message.len() {
        return None;
    }
    // Of names, only what lies within the data.
    let bytes = clip(message, 0, end);
    data(cursor, bytes, kind);
    cursor.bytes(FieldName::DnsData, end.checked_sub(cursor.offset())?)
}

/// What a type says of its data; stops where the data ends.
fn data(cursor: &mut Cursor<'_>, bytes: &[u8], kind: RecordType) -> Option<()> {
    let left = |cursor: &Cursor<'_>| bytes.len().saturating_sub(cursor.offset());
    match kind {
        RecordType::A if left(cursor) == 4 => {
            cursor.ipv4(FieldName::DnsA)?;
        }
        RecordType::Aaaa if left(cursor) == 16 => {
            cursor.ipv6(FieldName::DnsAaaa)?;
        }
        RecordType::Ns => read_name(cursor, FieldName::DnsNs, bytes)?,
        RecordType::Cname => read_name(cursor, FieldName::DnsCname, bytes)?,
        RecordType::Ptr => read_name(cursor, FieldName::DnsPtr, bytes)?,
        RecordType::Mx if left(cursor) > 2 => {
            cursor.number(FieldName::DnsMxPreference, 16)?;
            read_name(cursor, FieldName::DnsMxExchange, bytes)?;
        }
        RecordType::Soa => {
            read_name(cursor, FieldName::DnsSoaPrimary, bytes)?;
            read_name(cursor, FieldName::DnsSoaMailbox, bytes)?;
            if left(cursor) == 20 {
                cursor.number(FieldName::DnsSoaSerial, 32)?;
                seconds(cursor, FieldName::DnsSoaRefresh)?;
                seconds(cursor, FieldName::DnsSoaRetry)?;
                seconds(cursor, FieldName::DnsSoaExpire)?;
                seconds(cursor, FieldName::DnsSoaMinimum)?;
            }
        }
        RecordType::Txt => {
            while left(cursor) > usize::from(byte(bytes, cursor.offset())) {
                let length = cursor.number8(FieldName::DnsTextLength)?;
                cursor.text(FieldName::DnsText, length.into())?;
            }
        }
        _ => {}
    }
    Some(())
}

fn seconds(cursor: &mut Cursor<'_>, field: FieldName) -> Option<()> {
    let seconds = cursor.number(field, 32)?;
    cursor.means(Meaning::Seconds(u32::try_from(seconds).unwrap_or(0)));
    Some(())
}
