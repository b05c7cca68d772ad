//! What a frame carries, by name: `ARP request`, `DHCP offer`, `udp`. By these names
//! scenarios choose frames, for faults, for remarks and in questions.

use super::{Dissection, FieldName, LayerKind, Value};

/// A kind of frame: those with a layer, and perhaps with a value in one of its fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FrameKind {
    /// The layer.
    pub layer: LayerKind,
    /// The field, and its value; a flag's is 0 or 1.
    pub field: Option<(FieldName, u64)>,
}

macro_rules! kinds {
    ($($name:literal: $layer:ident, $field:ident = $value:literal;)*) => {
        const NAMED: &[(&str, FrameKind)] = &[$((
            $name,
            FrameKind { layer: LayerKind::$layer, field: Some((FieldName::$field, $value)) },
        ),)*];
    };
}

kinds! {
    "ARP request": Arp, ArpOperation = 1;
    "ARP reply": Arp, ArpOperation = 2;
    "RARP request": Arp, ArpOperation = 3;
    "RARP reply": Arp, ArpOperation = 4;
    "ICMP echo request": Icmp, IcmpType = 8;
    "ICMP echo reply": Icmp, IcmpType = 0;
    "ICMP unreachable": Icmp, IcmpType = 3;
    "ICMP redirect": Icmp, IcmpType = 5;
    "ICMP time exceeded": Icmp, IcmpType = 11;
    "DHCP discover": Dhcp, DhcpMessageType = 1;
    "DHCP offer": Dhcp, DhcpMessageType = 2;
    "DHCP request": Dhcp, DhcpMessageType = 3;
    "DHCP decline": Dhcp, DhcpMessageType = 4;
    "DHCP ack": Dhcp, DhcpMessageType = 5;
    "DHCP nak": Dhcp, DhcpMessageType = 6;
    "DHCP release": Dhcp, DhcpMessageType = 7;
    "DHCP inform": Dhcp, DhcpMessageType = 8;
    "DNS query": Dns, DnsIsResponse = 0;
    "DNS response": Dns, DnsIsResponse = 1;
    "TFTP read": Tftp, TftpOpcode = 1;
    "TFTP write": Tftp, TftpOpcode = 2;
    "TFTP data": Tftp, TftpOpcode = 3;
    "TFTP ack": Tftp, TftpOpcode = 4;
    "TFTP error": Tftp, TftpOpcode = 5;
    "TFTP oack": Tftp, TftpOpcode = 6;
    "RIP request": Rip, RipCommand = 1;
    "RIP response": Rip, RipCommand = 2;
    "IGMP query": Igmp, IgmpType = 0x11;
    "IGMP report": Igmp, IgmpType = 0x16;
    "IGMP leave": Igmp, IgmpType = 0x17;
}

impl FrameKind {
    /// Every name there is: the particular ones, then each layer's id.
    pub fn names() -> impl Iterator<Item = &'static str> {
        let particular = NAMED.iter().map(|(name, _)| *name);
        particular.chain(LayerKind::ALL.iter().map(|layer| layer.id()))
    }

    /// The kind with this name. Upper and lower case are the same.
    pub fn from_name(name: &str) -> Option<Self> {
        let name = name.trim();
        let is = |known: &str| known.eq_ignore_ascii_case(name);
        let particular = NAMED.iter().find(|(known, _)| is(known)).map(|(_, kind)| *kind);
        particular.or_else(|| {
            let layer = LayerKind::ALL.iter().copied().find(|layer| is(layer.id()))?;
            Some(Self { layer, field: None })
        })
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        let particular = NAMED.iter().find(|(_, kind)| *kind == self);
        particular.map_or(self.layer.id(), |(name, _)| name)
    }

    /// Whether a frame is of this kind. What an ICMP error quotes does not count.
    pub fn fits(self, frame: &Dissection) -> bool {
        let mut layers = frame.layers.iter().filter(|layer| !layer.quoted);
        layers.any(|layer| {
            layer.kind == self.layer
                && self.field.is_none_or(|(name, wanted)| {
                    let field = layer.fields.iter().find(|field| field.name == name);
                    let number = field.and_then(|field| match field.value {
                        Value::Number(value) | Value::Hex { value, .. } => Some(value),
                        Value::Flag(on) => Some(u64::from(on)),
                        _ => None,
                    });
                    number == Some(wanted)
                })
        })
    }
}

#[cfg(test)]
mod tests;
