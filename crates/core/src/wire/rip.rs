//! RIP version 2 (RFC 2453 §4); messages of version 1 are read too.

use super::cursor::Cursor;
use super::numbered::numbered;
use super::{
    Field, FieldName, LayerKind, Malformed, MalformedKind, Meaning, array, be16, be32, byte,
};
use crate::wire::clip;
use serde::Serialize;
use std::net::Ipv4Addr;

/// The port routers listen on, and send from.
pub const PORT: u16 = 520;
/// Where version 2 sends its messages: all RIP routers on this link.
pub const ROUTERS: Ipv4Addr = Ipv4Addr::new(224, 0, 0, 9);
/// Bytes before the routes.
pub const HEADER_LEN: usize = 4;
/// Bytes of a route.
pub const ENTRY_LEN: usize = 20;
/// The most routes of a message.
pub const MAX_ENTRIES: usize = 25;
/// The metric that says that there is no way.
pub const INFINITY: u32 = 16;
/// The address family of IPv4 routes.
const IPV4: u16 = 2;
/// In the place of an address family: the entry is a password, not a route.
const AUTHENTICATION: u16 = 0xffff;

numbered! {
    /// What a message is.
    Command: u8 {
        /// Tell me your routes.
        Request = 1,
        /// These are my routes.
        Response = 2,
    }
}

/// A route.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Entry {
    /// The address family: 2 for IPv4; 0 with metric 16, in a request, asks for all routes.
    pub family: u16,
    /// What a router outside RIP noted about it.
    pub tag: u16,
    /// To which network.
    pub address: Ipv4Addr,
    /// Its mask; zero in version 1. Not checked to be contiguous.
    pub mask: Ipv4Addr,
    /// By which router; zero is the sender itself.
    pub next_hop: Ipv4Addr,
    /// How far it is: 1 to 15, or 16 if there is no way.
    pub metric: u32,
}

impl Entry {
    /// A route to a network by way of the sender.
    pub const fn new(address: Ipv4Addr, mask: Ipv4Addr, metric: u32) -> Self {
        Self { family: IPV4, tag: 0, address, mask, next_hop: Ipv4Addr::UNSPECIFIED, metric }
    }

    /// What asks for all routes (RFC 2453 §3.9.1).
    pub const fn whole_table() -> Self {
        let none = Ipv4Addr::UNSPECIFIED;
        Self { family: 0, ..Self::new(none, none, INFINITY) }
    }
}

/// A message.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Message {
    /// What it is.
    pub command: Command,
    /// 2, or 1.
    pub version: u8,
    /// Routes; at most 25 are written.
    pub entries: Vec<Entry>,
}

impl Message {
    /// Appends the message to `out`.
    pub fn emit(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&[self.command.number(), self.version, 0, 0]);
        for entry in self.entries.iter().take(MAX_ENTRIES) {
            out.extend_from_slice(&entry.family.to_be_bytes());
            out.extend_from_slice(&entry.tag.to_be_bytes());
            for ip in [entry.address, entry.mask, entry.next_hop] {
                out.extend_from_slice(&ip.octets());
            }
            out.extend_from_slice(&entry.metric.to_be_bytes());
        }
    }

    /// Reads a message. A password in it is left out, and not checked.
    ///
    /// # Errors
    /// [`Malformed`] if it breaks off, its version is 0, or its length is not that of whole
    /// routes, at most 25.
    pub fn parse(bytes: &[u8]) -> Result<Self, Malformed> {
        let fault = |at, what| Err(Malformed { layer: LayerKind::Rip, at, what });
        if bytes.len() < HEADER_LEN {
            return Err(Malformed::too_short(LayerKind::Rip, HEADER_LEN, bytes.len()));
        }
        if byte(bytes, 1) == 0 {
            return fault(1, MalformedKind::BadVersion(0));
        }
        let (entries, rest) = clip(bytes, HEADER_LEN, bytes.len()).as_chunks::<ENTRY_LEN>();
        if !rest.is_empty() {
            let need = bytes.len() - rest.len() + ENTRY_LEN;
            return Err(Malformed::too_short(LayerKind::Rip, need, bytes.len()));
        }
        if entries.len() > MAX_ENTRIES {
            let need = HEADER_LEN + MAX_ENTRIES * ENTRY_LEN;
            return fault(need, MalformedKind::LengthMismatch { claimed: bytes.len(), need });
        }
        let routes = entries.iter().filter(|entry| be16(&entry[..], 0) != AUTHENTICATION);
        let ip = |entry: &[u8], at| Ipv4Addr::from(array::<4>(entry, at).unwrap_or_default());
        Ok(Self {
            command: byte(bytes, 0).into(),
            version: byte(bytes, 1),
            entries: routes
                .map(|entry| Entry {
                    family: be16(entry, 0),
                    tag: be16(entry, 2),
                    address: ip(entry, 4),
                    mask: ip(entry, 8),
                    next_hop: ip(entry, 12),
                    metric: be32(entry, 16),
                })
                .collect(),
        })
    }
}

/// The message's fields. `base` is its place in the frame, in bytes.
pub fn fields(message: &[u8], base: usize) -> Vec<Field> {
    let mut cursor = Cursor::new(message, base);
    let _ = read(&mut cursor);
    cursor.finish()
}

fn read(cursor: &mut Cursor<'_>) -> Option<()> {
    let command = cursor.number8(FieldName::RipCommand)?;
    cursor.means(Meaning::RipCommand(command.into()));
    cursor.number(FieldName::RipVersion, 8)?;
    cursor.hex(FieldName::RipReserved, 16)?;
    while cursor.left() > 0 {
        let family = cursor.number16(FieldName::RipFamily)?;
        if family == AUTHENTICATION {
            cursor.number(FieldName::RipAuthenticationType, 16)?;
            cursor.bytes(FieldName::RipAuthentication, ENTRY_LEN - 4)?;
            continue;
        }
        cursor.number(FieldName::RipTag, 16)?;
        cursor.ipv4(FieldName::RipAddress)?;
        cursor.ipv4(FieldName::RipMask)?;
        cursor.plain();
        cursor.ipv4(FieldName::RipNextHop)?;
        if cursor.number(FieldName::RipMetric, 32)? == u64::from(INFINITY) {
            cursor.means(Meaning::NoWay);
        }
    }
    Some(())
}

#[cfg(test)]
mod tests;
