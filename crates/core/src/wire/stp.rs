//! Spanning tree BPDUs (IEEE 802.1D-1998 §9) and the LLC header before them (IEEE 802.2).

use super::cursor::Cursor;
use super::numbered::numbered;
use super::{
    Field, FieldName, LayerKind, Malformed, MalformedKind, Meaning, Value, array, be16, be32, byte,
};
use crate::addr::MacAddr;
use serde::Serialize;

/// Where bridges send their BPDUs. No bridge forwards what goes there.
pub const BRIDGES: MacAddr = MacAddr([0x01, 0x80, 0xc2, 0, 0, 0]);
/// Bytes of an LLC header of unnumbered information.
pub const LLC_LEN: usize = 3;
/// The LLC header of a BPDU: both service access points are spanning tree's.
pub const LLC: [u8; LLC_LEN] = [0x42, 0x42, 0x03];
/// Bytes of a configuration BPDU.
pub const CONFIGURATION_LEN: usize = 35;
/// Bytes of a topology change notification.
pub const NOTIFICATION_LEN: usize = 4;

numbered! {
    /// What a BPDU is.
    BpduKind: u8 {
        /// Who is the root, and how far away.
        Configuration = 0,
        /// Rapid spanning tree (IEEE 802.1w).
        Rapid = 2,
        /// Something has changed, for the root to know.
        Notification = 0x80,
    }
}

/// A bridge: the lesser is the better root. Ordered as bridges compare them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct BridgeId {
    /// What an administrator set; 32,768 unless changed.
    pub priority: u16,
    /// The bridge's address, which decides between equal priorities.
    pub mac: MacAddr,
}

/// What a bridge tells on a port about the tree. Times are in 1/256 of a second.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Configuration {
    /// The topology has changed: forget what was learnt sooner.
    pub topology_change: bool,
    /// I have heard that the topology has changed.
    pub acknowledgment: bool,
    /// The root, as far as the sender knows.
    pub root: BridgeId,
    /// How far the sender is from it.
    pub cost: u32,
    /// The sender.
    pub bridge: BridgeId,
    /// The sender's port.
    pub port: u16,
    /// How long ago the root said it.
    pub message_age: u16,
    /// When it must not be believed any more.
    pub max_age: u16,
    /// How often the root says it.
    pub hello_time: u16,
    /// How long a port listens, and how long it learns, before it forwards.
    pub forward_delay: u16,
}

/// A BPDU.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum Bpdu {
    /// Who is the root, and how far away.
    Configuration(Configuration),
    /// Something has changed.
    Notification,
}

impl Bpdu {
    /// Appends the BPDU, without the LLC header, to `out`.
    pub fn emit(&self, out: &mut Vec<u8>) {
        let Self::Configuration(it) = self else {
            out.extend_from_slice(&[0, 0, 0, BpduKind::Notification.number()]);
            return;
        };
        let flags = u8::from(it.acknowledgment) << 7 | u8::from(it.topology_change);
        out.extend_from_slice(&[0, 0, 0, BpduKind::Configuration.number(), flags]);
        let bridge = |id: BridgeId, out: &mut Vec<u8>| {
            out.extend_from_slice(&id.priority.to_be_bytes());
            out.extend_from_slice(&id.mac.0);
        };
        bridge(it.root, out);
        out.extend_from_slice(&it.cost.to_be_bytes());
        bridge(it.bridge, out);
        for number in [it.port, it.message_age, it.max_age, it.hello_time, it.forward_delay] {
            out.extend_from_slice(&number.to_be_bytes());
        }
    }

    /// Reads a BPDU; what follows it in `bytes` is padding.
    ///
    /// # Errors
    /// [`Malformed`] if it breaks off, or is neither of the two.
    pub fn parse(bytes: &[u8]) -> Result<Self, Malformed> {
        let need = length(bytes);
        if bytes.len() < need {
            return Err(Malformed::too_short(LayerKind::Stp, need, bytes.len()));
        }
        let fault = |at, number| {
            let what = MalformedKind::BadNumber(number);
            Err(Malformed { layer: LayerKind::Stp, at, what })
        };
        if be16(bytes, 0) != 0 {
            return fault(0, be16(bytes, 0).into());
        }
        match byte(bytes, 3).into() {
            BpduKind::Notification => return Ok(Self::Notification),
            BpduKind::Configuration => {}
            other => return fault(3, other.number().into()),
        }
        let bridge = |at| BridgeId {
            priority: be16(bytes, at),
            mac: MacAddr(array(bytes, at + 2).unwrap_or_default()),
        };
        Ok(Self::Configuration(Configuration {
            topology_change: byte(bytes, 4) & 1 != 0,
            acknowledgment: byte(bytes, 4) & 0x80 != 0,
            root: bridge(5),
            cost: be32(bytes, 13),
            bridge: bridge(17),
            port: be16(bytes, 25),
            message_age: be16(bytes, 27),
            max_age: be16(bytes, 29),
            hello_time: be16(bytes, 31),
            forward_delay: be16(bytes, 33),
        }))
    }
}

/// How many bytes a BPDU takes, as far as its first four say.
pub(crate) fn length(bytes: &[u8]) -> usize {
    if bytes.len() < NOTIFICATION_LEN || byte(bytes, 3) != BpduKind::Configuration.number() {
        NOTIFICATION_LEN
    } else {
        CONFIGURATION_LEN
    }
}

/// Whether it is a BPDU of rapid spanning tree, of which the first four bytes are shown.
pub(crate) fn is_rapid(bytes: &[u8]) -> bool {
    bytes.len() >= NOTIFICATION_LEN
        && be16(bytes, 0) == 0
        && byte(bytes, 3) == BpduKind::Rapid.number()
}

/// The fields of an LLC header. `base` is its place in the frame, in bytes.
pub fn llc_fields(header: &[u8], base: usize) -> Vec<Field> {
    let mut cursor = Cursor::new(header, base);
    for name in [FieldName::LlcDestination, FieldName::LlcSource, FieldName::LlcControl] {
        let _ = cursor.hex(name, 8);
    }
    cursor.finish()
}

/// The BPDU's fields. `base` is its place in the frame, in bytes.
pub fn fields(bpdu: &[u8], base: usize) -> Vec<Field> {
    let mut cursor = Cursor::new(bpdu, base);
    let _ = read(&mut cursor);
    cursor.finish()
}

fn read(cursor: &mut Cursor<'_>) -> Option<()> {
    cursor.hex(FieldName::StpProtocol, 16)?;
    cursor.number(FieldName::StpVersion, 8)?;
    let kind = BpduKind::from(u8::try_from(cursor.hex(FieldName::StpType, 8)?).unwrap_or(0));
    cursor.means(Meaning::Bpdu(kind));
    if kind != BpduKind::Configuration {
        return None;
    }
    cursor.flag(FieldName::StpAcknowledgment)?;
    cursor.hex(FieldName::StpReserved, 6)?;
    cursor.flag(FieldName::StpTopologyChange)?;
    bridge(cursor, FieldName::StpRootPriority, FieldName::StpRootExtension, FieldName::StpRootMac)?;
    cursor.number(FieldName::StpCost, 32)?;
    bridge(
        cursor,
        FieldName::StpBridgePriority,
        FieldName::StpBridgeExtension,
        FieldName::StpBridgeMac,
    )?;
    cursor.hex(FieldName::StpPort, 16)?;
    for name in [
        FieldName::StpMessageAge,
        FieldName::StpMaxAge,
        FieldName::StpHelloTime,
        FieldName::StpForwardDelay,
    ] {
        let time = cursor.number(name, 16)?;
        cursor.means(Meaning::Milliseconds(u32::try_from(time * 1000 / 256).unwrap_or(0)));
    }
    Some(())
}

/// A bridge: the upper four bits of its priority, counted in steps of 4096, and what since
/// IEEE 802.1t are the number of a VLAN.
fn bridge(
    cursor: &mut Cursor<'_>,
    priority: FieldName,
    extension: FieldName,
    mac: FieldName,
) -> Option<()> {
    let steps = cursor.number(priority, 4)?;
    cursor.is(Value::Number(steps * 4096));
    cursor.number(extension, 12)?;
    cursor.mac(mac)?;
    Some(())
}

#[cfg(test)]
mod tests;
