//! IGMP messages (RFC 1112 appendix I, RFC 2236, RFC 3376 §4). Version 2 can be written; the
//! longer messages of version 3 are shown.

use super::checksum::{Sum, checksum};
use super::cursor::Cursor;
use super::numbered::numbered;
use super::tcp::ChecksumFinding;
use super::{Field, FieldName, LayerKind, Malformed, Meaning, Why, array, byte};
use serde::Serialize;
use std::net::Ipv4Addr;

/// Bytes of a message of version 2.
pub const MESSAGE_LEN: usize = 8;
/// Bytes of a query of version 3 without sources.
pub const QUERY_V3_LEN: usize = 12;
/// All systems on this network: where general queries go.
pub const ALL_SYSTEMS: Ipv4Addr = Ipv4Addr::new(224, 0, 0, 1);
/// All routers on this network: where leaves go.
pub const ALL_ROUTERS: Ipv4Addr = Ipv4Addr::new(224, 0, 0, 2);

numbered! {
    /// What a message says.
    Kind: u8 {
        /// Who is in a group?
        Query = 0x11,
        /// I am (version 1).
        ReportV1 = 0x12,
        /// I am (version 2).
        ReportV2 = 0x16,
        /// I am not any more.
        Leave = 0x17,
        /// I am in these groups (version 3).
        ReportV3 = 0x22,
    }
}

numbered! {
    /// What a group's record in a report of version 3 says (RFC 3376 §4.2.12).
    RecordKind: u8 {
        /// I want only these sources.
        IsInclude = 1,
        /// I want all but these sources.
        IsExclude = 2,
        /// From now on only these sources: none of them is a leave.
        ToInclude = 3,
        /// From now on all but these sources: all of them is a join.
        ToExclude = 4,
        /// These sources too.
        Allow = 5,
        /// These sources no more.
        Block = 6,
    }
}

/// A message of version 1 or 2, or the beginning of one of version 3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Message {
    /// What it says.
    pub kind: Kind,
    /// In a query, the most time to wait before the answer, in tenths of a second; 0 in version 1.
    pub max_response: u8,
    /// Which group; `0.0.0.0` in a general query.
    pub group: Ipv4Addr,
}

impl Message {
    /// Appends the message's eight bytes, with its checksum, to `out`.
    pub fn emit(&self, out: &mut Vec<u8>) {
        let [a, b, c, d] = self.group.octets();
        let mut message = [self.kind.number(), self.max_response, 0, 0, a, b, c, d];
        let [high, low] = checksum(&message).to_be_bytes();
        (message[2], message[3]) = (high, low);
        out.extend_from_slice(&message);
    }

    /// Reads the first eight bytes of a message, which is all of one of version 2.
    ///
    /// # Errors
    /// [`Malformed`] if it breaks off. The checksum is not looked at: see
    /// [`Message::checksum_ok`].
    pub fn parse(bytes: &[u8]) -> Result<Self, Malformed> {
        if bytes.len() < MESSAGE_LEN {
            return Err(Malformed::too_short(LayerKind::Igmp, MESSAGE_LEN, bytes.len()));
        }
        Ok(Self {
            kind: byte(bytes, 0).into(),
            max_response: byte(bytes, 1),
            group: array::<4>(bytes, 4).unwrap_or_default().into(),
        })
    }

    /// Whether the checksum of a whole message is right.
    pub fn checksum_ok(bytes: &[u8]) -> bool {
        bytes.len() >= MESSAGE_LEN && checksum(bytes) == 0
    }
}

/// The message's fields. `base` is its place in the frame, in bytes; `unchecked` says why the
/// checksum cannot be checked, if it cannot.
pub fn fields(message: &[u8], base: usize, unchecked: Option<Why>) -> Vec<Field> {
    let mut cursor = Cursor::new(message, base);
    let finding = match unchecked {
        Some(why) => ChecksumFinding::unknown(why),
        None => ChecksumFinding::over(message, 2, Sum::new()),
    };
    let _ = read(&mut cursor, message.len(), finding);
    cursor.finish()
}

fn read(cursor: &mut Cursor<'_>, length: usize, finding: ChecksumFinding) -> Option<()> {
    let kind = Kind::from(cursor.number8(FieldName::IgmpType)?);
    cursor.means(Meaning::Igmp(kind));
    if kind == Kind::ReportV3 {
        cursor.hex(FieldName::IgmpReserved, 8)?;
    } else {
        let time = cursor.number8(FieldName::IgmpMaxResponse)?;
        if kind == Kind::Query && time < 128 {
            cursor.means(Meaning::Milliseconds(u32::from(time) * 100));
        }
    }
    cursor.hex(FieldName::IgmpChecksum, 16)?;
    if length >= MESSAGE_LEN {
        cursor.judge(finding.verdict);
    }
    if kind == Kind::ReportV3 {
        cursor.hex(FieldName::IgmpReserved, 16)?;
        for _ in 0..cursor.number16(FieldName::IgmpRecordCount)? {
            read_record(cursor)?;
        }
        return Some(());
    }
    cursor.ipv4(FieldName::IgmpGroup)?;
    if kind == Kind::Query && length >= QUERY_V3_LEN {
        cursor.hex(FieldName::IgmpQueryReserved, 4)?;
        cursor.flag(FieldName::IgmpSuppress)?;
        cursor.number(FieldName::IgmpRobustness, 3)?;
        let interval = cursor.number8(FieldName::IgmpQueryInterval)?;
        if interval < 128 {
            cursor.means(Meaning::Seconds(interval.into()));
        }
        for _ in 0..cursor.number16(FieldName::IgmpSourceCount)? {
            cursor.ipv4(FieldName::IgmpSource)?;
        }
    }
    Some(())
}

fn read_record(cursor: &mut Cursor<'_>) -> Option<()> {
    let kind = cursor.number8(FieldName::IgmpRecordType)?;
    cursor.means(Meaning::IgmpRecord(kind.into()));
    let words = cursor.number8(FieldName::IgmpAuxiliaryLength)?;
    let sources = cursor.number16(FieldName::IgmpSourceCount)?;
    cursor.ipv4(FieldName::IgmpGroup)?;
    for _ in 0..sources {
        cursor.ipv4(FieldName::IgmpSource)?;
    }
    cursor.bytes(FieldName::IgmpAuxiliary, usize::from(words) * 4)
}

#[cfg(test)]
mod tests;
