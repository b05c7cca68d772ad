//! Changing addresses and ports in a packet, with its checksums (RFC 1624).
//!
//! The checksums are not computed anew but corrected by what has changed, as a
//! router does: an error that was in the packet stays in it, for its receiver to
//! find.

use crate::wire::ipv4;
use crate::wire::{Protocol, be16, byte};
use std::net::{Ipv4Addr, SocketAddrV4};

/// A checksum corrected for one 16-bit word that has changed (RFC 1624 §3, equation 3).
pub(super) fn updated(sum: u16, old: u16, new: u16) -> u16 {
    let mut total = u32::from(!sum) + u32::from(!old) + u32::from(new);
    while total > 0xffff {
        total = (total & 0xffff) + (total >> 16);
    }
    // Not a loss: the loop ends at 16 bits.
    !u16::try_from(total).unwrap_or(u16::MAX)
}

/// Which end of a packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Source,
    Destination,
}

/// An IPv4 packet whose addresses and ports can be changed.
#[derive(Clone, Debug)]
pub(super) struct Editable {
    bytes: Vec<u8>,
    header_len: usize,
}

/// ICMP messages that are about another packet, which they quote (RFC 792).
const ICMP_ERRORS: [u8; 4] = [3, 4, 11, 12];
/// Bytes before the quoted packet.
const ICMP_HEADER: usize = 8;

impl Editable {
    /// A copy of `packet`, if its headers are there up to what is to be changed. A fragment,
    /// which is not changed before it is whole, may be as short as one byte behind its header.
    pub(super) fn new(packet: &[u8]) -> Option<Self> {
        let view = ipv4::View::new_checked(packet).ok()?;
        let header_len = view.header_len();
        let total = usize::from(view.total_len());
        let bytes = packet.get(..total)?.to_vec();
        let editable = Self { bytes, header_len };
        let least = match editable.protocol() {
            _ if editable.is_fragment() => 0,
            Protocol::Tcp => 20,
            Protocol::Udp | Protocol::Icmp => 8,
            _ => 0,
        };
        (total >= header_len + least).then_some(editable)
    }

    /// The packet that an ICMP error quotes, as far as it is there.
    pub(super) fn quoted(&self) -> Option<Self> {
        let quote = self.bytes.get(self.header_len + ICMP_HEADER..)?;
        let header_len = ipv4::View::new_checked(quote).ok()?.header_len();
        // Eight bytes of what was inside are always quoted: the ports are in them.
        (quote.len() >= header_len + 8).then(|| Self { bytes: quote.to_vec(), header_len })
    }

    /// Puts a changed quotation back. The ICMP checksum covers it.
    pub(super) fn set_quoted(&mut self, quoted: &Self) {
        let at = self.header_len + ICMP_HEADER;
        let sum_at = self.header_len + 2;
        let mut sum = be16(&self.bytes, sum_at);
        let Some(place) = self.bytes.get_mut(at..) else { return };
        for (old, new) in place.chunks_mut(2).zip(quoted.bytes.chunks(2)) {
            sum = updated(sum, be16(old, 0), be16(new, 0));
            old.copy_from_slice(new);
        }
        self.put(sum_at, sum);
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    pub(super) fn protocol(&self) -> Protocol {
        byte(&self.bytes, 9).into()
    }

    pub(super) fn is_fragment(&self) -> bool {
        be16(&self.bytes, 6) & 0x3fff != 0
    }

    /// The type of an ICMP message.
    pub(super) fn icmp_type(&self) -> u8 {
        byte(&self.bytes, self.header_len)
    }

    pub(super) fn is_icmp_error(&self) -> bool {
        self.protocol() == Protocol::Icmp && ICMP_ERRORS.contains(&self.icmp_type())
    }

    /// Whether an ICMP message is a question with an identifier, or an answer to one.
    pub(super) fn is_icmp_query(&self) -> bool {
        self.protocol() == Protocol::Icmp && matches!(self.icmp_type(), 0 | 8 | 13 | 14)
    }

    /// TCP's flags, as they are in the header's 14th byte.
    pub(super) fn tcp_flags(&self) -> u8 {
        byte(&self.bytes, self.header_len + 13)
    }

    /// Address and port of one end. An ICMP query has its identifier at both.
    pub(super) fn end(&self, end: End) -> SocketAddrV4 {
        let port = be16(&self.bytes, self.port_at(end));
        SocketAddrV4::new(self.address(end), port)
    }

    pub(super) fn address(&self, end: End) -> Ipv4Addr {
        let at = Self::address_at(end);
        let [a, b] = be16(&self.bytes, at).to_be_bytes();
        let [c, d] = be16(&self.bytes, at + 2).to_be_bytes();
        Ipv4Addr::new(a, b, c, d)
    }

    fn address_at(end: End) -> usize {
        match end {
            End::Source => 12,
            End::Destination => 16,
        }
    }

    fn port_at(&self, end: End) -> usize {
        self.header_len
            + match (self.protocol(), end) {
                (Protocol::Icmp, _) => 4,
                (_, End::Source) => 0,
                (_, End::Destination) => 2,
            }
    }

    /// Changes address and port of one end.
    pub(super) fn set_end(&mut self, end: End, to: SocketAddrV4) {
        self.set_address(end, *to.ip());
        self.set_word(self.port_at(end), to.port(), false);
    }

    pub(super) fn set_address(&mut self, end: End, to: Ipv4Addr) {
        let [a, b, c, d] = to.octets();
        let at = Self::address_at(end);
        // The pseudo-header of TCP and UDP has the addresses in it; ICMP has none.
        self.set_word(at, u16::from_be_bytes([a, b]), true);
        self.set_word(at + 2, u16::from_be_bytes([c, d]), true);
    }

    fn set_word(&mut self, at: usize, new: u16, in_header: bool) {
        let old = be16(&self.bytes, at);
        if old == new {
            return;
        }
        self.put(at, new);
        if in_header {
            let sum = updated(be16(&self.bytes, 10), old, new);
            self.put(10, sum);
        }
        let sum_at = match self.protocol() {
            Protocol::Tcp => self.header_len + 16,
            Protocol::Udp => self.header_len + 6,
            Protocol::Icmp if !in_header => self.header_len + 2,
            _ => return,
        };
        // A quotation may end before it.
        if self.bytes.len() < sum_at + 2 {
            return;
        }
        let sum = be16(&self.bytes, sum_at);
        let udp = self.protocol() == Protocol::Udp;
        // Zero says that a UDP datagram has no checksum (RFC 768).
        if udp && sum == 0 {
            return;
        }
        let sum = updated(sum, old, new);
        self.put(sum_at, if udp && sum == 0 { 0xffff } else { sum });
    }

    fn put(&mut self, at: usize, value: u16) {
        if let Some(place) = self.bytes.get_mut(at..at + 2) {
            place.copy_from_slice(&value.to_be_bytes());
        }
    }
}

#[cfg(test)]
mod tests;
