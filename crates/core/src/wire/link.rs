//! What a capture file calls link types: what the first bytes of a frame are.

use super::cursor::Cursor;
use super::{AddressFamily, EtherType, Field, FieldName, Meaning, Value, array, be16};
use serde::Serialize;

/// Bytes of a Linux cooked header, version 1.
pub const COOKED_LEN: usize = 16;
/// Bytes of a Linux cooked header, version 2.
pub const COOKED_V2_LEN: usize = 20;
/// Bytes of a BSD loopback header.
pub const LOOPBACK_LEN: usize = 4;

/// What the first bytes of a frame are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum LinkType {
    /// An Ethernet header.
    Ethernet,
    /// An IPv4 or IPv6 header.
    RawIp,
    /// Linux cooked, version 1 (`LINKTYPE_LINUX_SLL`).
    LinuxCooked,
    /// Linux cooked, version 2 (`LINKTYPE_LINUX_SLL2`).
    LinuxCookedV2,
    /// Four bytes of address family, in either byte order.
    BsdLoopback,
}

impl LinkType {
    /// Every link type.
    pub const ALL: &'static [Self] =
        &[Self::Ethernet, Self::RawIp, Self::LinuxCooked, Self::LinuxCookedV2, Self::BsdLoopback];

    /// The link type of a number in a capture file, if it is one of these. Files
    /// are found with the numbers some systems use in memory too (12 and 14 for
    /// raw IP), and with numbers for one IP version alone.
    pub const fn from_dlt(number: u32) -> Option<Self> {
        match number {
            1 => Some(Self::Ethernet),
            12 | 14 | 101 | 228 | 229 => Some(Self::RawIp),
            113 => Some(Self::LinuxCooked),
            276 => Some(Self::LinuxCookedV2),
            0 | 108 => Some(Self::BsdLoopback),
            _ => None,
        }
    }

    /// The number to write into a capture file.
    pub const fn dlt(self) -> u32 {
        match self {
            Self::Ethernet => 1,
            Self::RawIp => 101,
            Self::LinuxCooked => 113,
            Self::LinuxCookedV2 => 276,
            Self::BsdLoopback => 0,
        }
    }
}

/// What a Linux cooked header, version 1, announces.
pub(crate) fn cooked_protocol(bytes: &[u8]) -> EtherType {
    be16(bytes, 14).into()
}

/// What a Linux cooked header, version 2, announces.
pub(crate) fn cooked_v2_protocol(bytes: &[u8]) -> EtherType {
    be16(bytes, 0).into()
}

/// The family a BSD loopback header announces. Its byte order is that of the
/// machine that captured; families are small numbers, so the order that makes
/// it small is the right one.
pub(crate) fn loopback_family(bytes: &[u8]) -> AddressFamily {
    let number = u32::from_be_bytes(array(bytes, 0).unwrap_or_default());
    AddressFamily::from(if number > 0xffff { number.swap_bytes() } else { number })
}

/// The fields of a Linux cooked header, version 1.
pub fn cooked_fields(header: &[u8], base: usize) -> Vec<Field> {
    let mut cursor = Cursor::new(header, base);
    let _ = read_cooked(&mut cursor);
    cursor.finish()
}

fn read_cooked(cursor: &mut Cursor<'_>) -> Option<()> {
    let kind = cursor.number16(FieldName::CookedPacketType)?;
    cursor.means(Meaning::PacketType(kind.into()));
    let hardware = cursor.number16(FieldName::CookedHardwareType)?;
    cursor.means(Meaning::Hardware(hardware.into()));
    let length = cursor.number16(FieldName::CookedAddressLength)?;
    address(cursor, length.into(), FieldName::CookedAddress, FieldName::CookedUnused)?;
    let protocol = cursor.hex16(FieldName::CookedProtocol)?;
    cursor.means(EtherType::from(protocol).meaning());
    Some(())
}

/// The fields of a Linux cooked header, version 2.
pub fn cooked_v2_fields(header: &[u8], base: usize) -> Vec<Field> {
    let mut cursor = Cursor::new(header, base);
    let _ = read_cooked_v2(&mut cursor);
    cursor.finish()
}

fn read_cooked_v2(cursor: &mut Cursor<'_>) -> Option<()> {
    let protocol = cursor.hex16(FieldName::CookedV2Protocol)?;
    cursor.means(EtherType::from(protocol).meaning());
    cursor.hex16(FieldName::CookedV2Reserved)?;
    cursor.number(FieldName::CookedV2Interface, 32)?;
    let hardware = cursor.number16(FieldName::CookedV2HardwareType)?;
    cursor.means(Meaning::Hardware(hardware.into()));
    let kind = cursor.number8(FieldName::CookedV2PacketType)?;
    cursor.means(Meaning::PacketType(u16::from(kind).into()));
    let length = cursor.number8(FieldName::CookedV2AddressLength)?;
    address(cursor, length.into(), FieldName::CookedV2Address, FieldName::CookedV2Unused)
}

/// The eight bytes of a cooked header's address, of which `length` count.
fn address(
    cursor: &mut Cursor<'_>,
    length: usize,
    name: FieldName,
    unused: FieldName,
) -> Option<()> {
    let length = length.min(8);
    if length == 6 {
        cursor.mac(name)?;
    } else {
        cursor.bytes(name, length)?;
    }
    cursor.bytes(unused, 8 - length)
}

/// The field of a BSD loopback header.
pub fn loopback_fields(header: &[u8], base: usize) -> Vec<Field> {
    let mut cursor = Cursor::new(header, base);
    if cursor.number(FieldName::LoopbackFamily, 32).is_some() {
        let family = loopback_family(header);
        cursor.means(Meaning::Family(family));
        let number = u32::from_be_bytes(array(header, 0).unwrap_or_default());
        let number = if number > 0xffff { number.swap_bytes() } else { number };
        cursor.is(Value::Number(number.into()));
    }
    cursor.finish()
}

#[cfg(test)]
mod tests;
