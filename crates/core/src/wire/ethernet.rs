//! Ethernet II frames and IEEE 802.1Q tags.

use super::cursor::Cursor;
use super::numbered::numbered;
use super::{Field, FieldName, LayerKind, Malformed, Meaning, array, be16};
use crate::addr::MacAddr;
use serde::Serialize;

/// Bytes of a header without tag.
pub const HEADER_LEN: usize = 14;
/// Bytes a tag adds.
pub const TAG_LEN: usize = 4;
/// The least bytes a frame has on a real cable, frame check sequence not counted:
/// shorter ones are padded (IEEE 802.3 §4.2.3.3).
pub const MIN_LEN: usize = 60;

numbered! {
    /// What a frame carries (IANA, *IEEE 802 numbers*). Below 1536 the number is
    /// a length instead: see [`EtherType::as_length`].
    EtherType: u16 {
        /// IPv4.
        Ipv4 = 0x0800,
        /// ARP.
        Arp = 0x0806,
        /// RARP.
        Rarp = 0x8035,
        /// An 802.1Q tag.
        Vlan = 0x8100,
        /// IPv6.
        Ipv6 = 0x86dd,
        /// MPLS.
        Mpls = 0x8847,
        /// PPP over Ethernet, while finding each other.
        PppoeDiscovery = 0x8863,
        /// PPP over Ethernet, the session.
        PppoeSession = 0x8864,
        /// Port authentication.
        Eapol = 0x888e,
        /// An 802.1ad service tag, around an 802.1Q one.
        ServiceVlan = 0x88a8,
        /// Neighbours on the link.
        Lldp = 0x88cc,
    }
}

impl EtherType {
    /// The length of an IEEE 802.3 frame's contents, in bytes, if this is one.
    pub fn as_length(self) -> Option<u16> {
        let number = self.number();
        (number < 0x0600).then_some(number)
    }

    /// Whether a tag follows.
    pub const fn is_tag(self) -> bool {
        matches!(self, Self::Vlan | Self::ServiceVlan)
    }

    pub(crate) fn meaning(self) -> Meaning {
        self.as_length().map_or(Meaning::EtherType(self), Meaning::FrameLength)
    }
}

/// An IEEE 802.1Q tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Vlan {
    /// Priority code point, 0 to 7.
    pub priority: u8,
    /// Drop eligible indicator.
    pub drop_eligible: bool,
    /// The VLAN's number, 0 to 4095.
    pub id: u16,
}

/// A frame's header.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Header {
    /// To whom the frame goes.
    pub dst: MacAddr,
    /// Who put it on this link.
    pub src: MacAddr,
    /// What is inside, behind the tag if there is one.
    pub ethertype: EtherType,
    /// The outermost 802.1Q tag.
    pub vlan: Option<Vlan>,
}

impl Header {
    /// Bytes [`Header::emit`] writes.
    pub const fn header_len(&self) -> usize {
        if self.vlan.is_some() { HEADER_LEN + TAG_LEN } else { HEADER_LEN }
    }

    /// Appends the header to `out`. Numbers that do not fit their bits lose the
    /// high ones. Padding to [`MIN_LEN`] is up to the caller.
    pub fn emit(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.dst.0);
        out.extend_from_slice(&self.src.0);
        if let Some(vlan) = self.vlan {
            let tag = u16::from(vlan.priority & 7) << 13
                | u16::from(vlan.drop_eligible) << 12
                | vlan.id & 0x0fff;
            out.extend_from_slice(&EtherType::Vlan.number().to_be_bytes());
            out.extend_from_slice(&tag.to_be_bytes());
        }
        out.extend_from_slice(&self.ethertype.number().to_be_bytes());
    }

    /// Reads a header; what follows it is the payload, padding included.
    ///
    /// # Errors
    /// [`Malformed`] if the frame ends before its header.
    pub fn parse(bytes: &[u8]) -> Result<(Self, &[u8]), Malformed> {
        let view = View::new_checked(bytes)?;
        Ok((
            Self {
                dst: view.dst(),
                src: view.src(),
                ethertype: view.ethertype(),
                vlan: view.vlan(),
            },
            view.payload(),
        ))
    }
}

/// A frame whose header is all there.
#[derive(Clone, Copy, Debug)]
pub struct View<'a>(&'a [u8]);

impl<'a> View<'a> {
    /// Looks at the lengths.
    ///
    /// # Errors
    /// [`Malformed`] if the frame ends before its header.
    pub fn new_checked(bytes: &'a [u8]) -> Result<Self, Malformed> {
        if bytes.len() < HEADER_LEN {
            return Err(Malformed::too_short(LayerKind::Ethernet, HEADER_LEN, bytes.len()));
        }
        let view = Self(bytes);
        if view.is_tagged() && bytes.len() < HEADER_LEN + TAG_LEN {
            return Err(Malformed::too_short(LayerKind::Vlan, HEADER_LEN + TAG_LEN, bytes.len()));
        }
        Ok(view)
    }

    fn is_tagged(&self) -> bool {
        EtherType::from(be16(self.0, 12)) == EtherType::Vlan
    }

    /// To whom the frame goes.
    pub fn dst(&self) -> MacAddr {
        MacAddr(array(self.0, 0).unwrap_or_default())
    }

    /// Who put it on this link.
    pub fn src(&self) -> MacAddr {
        MacAddr(array(self.0, 6).unwrap_or_default())
    }

    /// The outermost 802.1Q tag.
    pub fn vlan(&self) -> Option<Vlan> {
        let tag = be16(self.0, 14);
        self.is_tagged().then(|| Vlan {
            priority: tag.to_be_bytes()[0] >> 5,
            drop_eligible: tag & 0x1000 != 0,
            id: tag & 0x0fff,
        })
    }

    /// What is inside, behind the tag if there is one.
    pub fn ethertype(&self) -> EtherType {
        be16(self.0, if self.is_tagged() { 16 } else { 12 }).into()
    }

    /// What follows the header.
    pub fn payload(&self) -> &'a [u8] {
        let start = if self.is_tagged() { HEADER_LEN + TAG_LEN } else { HEADER_LEN };
        self.0.get(start..).unwrap_or(&[])
    }
}

/// The fields of an untagged header, or of one up to its first tag.
/// `base` is the header's place in the frame, in bytes.
pub fn fields(header: &[u8], base: usize) -> Vec<Field> {
    let mut cursor = Cursor::new(header, base);
    let _ = read(&mut cursor);
    cursor.finish()
}

fn read(cursor: &mut Cursor<'_>) -> Option<()> {
    cursor.mac(FieldName::EthernetDestination)?;
    cursor.mac(FieldName::EthernetSource)?;
    let number = cursor.hex16(FieldName::EtherType)?;
    cursor.means(EtherType::from(number).meaning());
    Some(())
}

/// The fields of a tag: the two bytes after an `EtherType` of `Vlan`, and the
/// `EtherType` behind them.
pub fn tag_fields(tag: &[u8], base: usize) -> Vec<Field> {
    let mut cursor = Cursor::new(tag, base);
    let _ = read_tag(&mut cursor);
    cursor.finish()
}

fn read_tag(cursor: &mut Cursor<'_>) -> Option<()> {
    cursor.number(FieldName::VlanPriority, 3)?;
    cursor.flag(FieldName::VlanDropEligible)?;
    cursor.number(FieldName::VlanId, 12)?;
    let number = cursor.hex16(FieldName::VlanEtherType)?;
    cursor.means(EtherType::from(number).meaning());
    Some(())
}

#[cfg(test)]
mod tests;
