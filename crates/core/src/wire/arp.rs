//! ARP (RFC 826) and RARP (RFC 903), for IPv4 on Ethernet. The two differ only
//! in the `EtherType` that announces them.

use super::cursor::Cursor;
use super::numbered::numbered;
use super::{
    EtherType, Field, FieldName, HardwareType, LayerKind, Malformed, MalformedKind, Meaning, array,
    be16, byte,
};
use crate::addr::MacAddr;
use serde::Serialize;
use std::net::Ipv4Addr;

/// Bytes of a packet for IPv4 on Ethernet.
pub const PACKET_LEN: usize = 28;
/// Bytes before the addresses.
pub(crate) const FIXED_LEN: usize = 8;

numbered! {
    /// What a packet wants.
    Operation: u16 {
        /// Who has this IP address?
        Request = 1,
        /// I have.
        Reply = 2,
        /// Which IP address has this MAC address? (RARP)
        ReverseRequest = 3,
        /// This one. (RARP)
        ReverseReply = 4,
    }
}

/// A packet for IPv4 on Ethernet.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Packet {
    /// What it wants.
    pub operation: Operation,
    /// The sender's MAC address.
    pub sender_mac: MacAddr,
    /// The sender's IP address.
    pub sender_ip: Ipv4Addr,
    /// The target's MAC address; all zeros while unknown.
    pub target_mac: MacAddr,
    /// The target's IP address.
    pub target_ip: Ipv4Addr,
}

impl Packet {
    /// Appends the packet's 28 bytes to `out`.
    pub fn emit(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&HardwareType::Ethernet.number().to_be_bytes());
        out.extend_from_slice(&EtherType::Ipv4.number().to_be_bytes());
        out.extend_from_slice(&[6, 4]);
        out.extend_from_slice(&self.operation.number().to_be_bytes());
        out.extend_from_slice(&self.sender_mac.0);
        out.extend_from_slice(&self.sender_ip.octets());
        out.extend_from_slice(&self.target_mac.0);
        out.extend_from_slice(&self.target_ip.octets());
    }

    /// Reads a packet; what follows it in `bytes` is padding.
    ///
    /// # Errors
    /// [`Malformed`] if it breaks off, or is not for IPv4 on Ethernet.
    pub fn parse(bytes: &[u8]) -> Result<Self, Malformed> {
        let view = View::new_checked(bytes)?;
        Ok(Self {
            operation: view.operation(),
            sender_mac: view.sender_mac(),
            sender_ip: view.sender_ip(),
            target_mac: view.target_mac(),
            target_ip: view.target_ip(),
        })
    }
}

/// A packet for IPv4 on Ethernet that is all there.
#[derive(Clone, Copy, Debug)]
pub struct View<'a>(&'a [u8]);

impl<'a> View<'a> {
    /// Looks at the lengths, the claimed ones too.
    ///
    /// # Errors
    /// [`Malformed`] if the packet breaks off, or is not for IPv4 on Ethernet.
    pub fn new_checked(bytes: &'a [u8]) -> Result<Self, Malformed> {
        if bytes.len() < FIXED_LEN {
            return Err(Malformed::too_short(LayerKind::Arp, PACKET_LEN, bytes.len()));
        }
        if let Some(what) = bad_sizes(bytes) {
            return Err(Malformed { layer: LayerKind::Arp, at: 4, what });
        }
        if bytes.len() < PACKET_LEN {
            return Err(Malformed::too_short(LayerKind::Arp, PACKET_LEN, bytes.len()));
        }
        Ok(Self(bytes))
    }

    /// What the packet wants.
    pub fn operation(&self) -> Operation {
        be16(self.0, 6).into()
    }

    /// The sender's MAC address.
    pub fn sender_mac(&self) -> MacAddr {
        MacAddr(array(self.0, 8).unwrap_or_default())
    }

    /// The sender's IP address.
    pub fn sender_ip(&self) -> Ipv4Addr {
        array::<4>(self.0, 14).unwrap_or_default().into()
    }

    /// The target's MAC address.
    pub fn target_mac(&self) -> MacAddr {
        MacAddr(array(self.0, 18).unwrap_or_default())
    }

    /// The target's IP address.
    pub fn target_ip(&self) -> Ipv4Addr {
        array::<4>(self.0, 24).unwrap_or_default().into()
    }
}

/// The fault of a packet whose first eight bytes announce other addresses than
/// MAC and IPv4.
pub(crate) fn bad_sizes(bytes: &[u8]) -> Option<MalformedKind> {
    let (hardware, protocol) = (byte(bytes, 4), byte(bytes, 5));
    ((hardware, protocol) != (6, 4))
        .then_some(MalformedKind::BadAddressSizes { hardware, protocol })
}

/// The packet's fields. `base` is its place in the frame, in bytes.
pub fn fields(packet: &[u8], base: usize) -> Vec<Field> {
    let mut cursor = Cursor::new(packet, base);
    let _ = read(&mut cursor);
    cursor.finish()
}

fn read(cursor: &mut Cursor<'_>) -> Option<()> {
    let hardware = cursor.number16(FieldName::ArpHardwareType)?;
    cursor.means(Meaning::Hardware(hardware.into()));
    let protocol = cursor.hex16(FieldName::ArpProtocolType)?;
    cursor.means(Meaning::EtherType(protocol.into()));
    let hardware_size = cursor.number8(FieldName::ArpHardwareSize)?;
    let protocol_size = cursor.number8(FieldName::ArpProtocolSize)?;
    let operation = cursor.number16(FieldName::ArpOperation)?;
    cursor.means(Meaning::ArpOperation(operation.into()));
    if (hardware_size, protocol_size) != (6, 4) {
        return None;
    }
    cursor.mac(FieldName::ArpSenderMac)?;
    cursor.ipv4(FieldName::ArpSenderIp)?;
    cursor.mac(FieldName::ArpTargetMac)?;
    cursor.ipv4(FieldName::ArpTargetIp)?;
    Some(())
}

#[cfg(test)]
mod tests;
