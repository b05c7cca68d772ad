//! IPv4 packets that are larger than a link carries: cut up, put together
//! again, and best avoided.
//!
//! [`cut`] is what a router or a sender does (RFC 791 §3.2), [`Reassembler`] what
//! the destination does (RFC 815), and [`PathMtu`] remembers what routers have
//! said about the narrowest link on the way (RFC 1191).

mod path_mtu;
mod reassembly;

pub use path_mtu::{PathMtu, PathMtuConfig};
pub use reassembly::{Action, Buffer, Config, Key, Reassembler};

use crate::rules::Reason;
use crate::wire::checksum::checksum;
use crate::wire::ipv4::{self, HEADER_LEN};

/// The least a link may carry, in bytes: every host and router passes packets of
/// this size uncut (RFC 791 §3.2).
pub const LEAST_MTU: u16 = 68;

/// A packet that may go on its link: whole, or in pieces.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Cut {
    /// The packets, in order.
    pub packets: Vec<Vec<u8>>,
    /// Why there are several; `None` if it fits.
    pub reason: Option<Reason>,
}

/// Cuts an IPv4 packet so that each piece fits a link that carries `mtu` bytes. A
/// fragment may be cut again. Bytes after the packet's own length are left out.
///
/// # Errors
/// Why it cannot be sent: [`Reason::FragmentForbidden`] if the sender forbade to
/// cut it, [`Reason::PacketMalformed`] if it is no IPv4 packet, or
/// [`Reason::FrameTooLong`] if not even 8 bytes fit behind its header.
pub fn cut(packet: &[u8], mtu: u16) -> Result<Cut, Reason> {
    let view = ipv4::View::new_checked(packet).map_err(|_| Reason::PacketMalformed)?;
    let size = view.total_len();
    let header_len = view.header_len();
    let whole = packet
        .get(..usize::from(size))
        .filter(|whole| whole.len() >= header_len)
        .ok_or(Reason::PacketMalformed)?;
    if size <= mtu {
        return Ok(Cut { packets: vec![whole.to_vec()], reason: None });
    }
    let header = view.header();
    if header.dont_fragment {
        return Err(Reason::FragmentForbidden { size, mtu });
    }
    let (first, payload) = whole.split_at(header_len);
    let later = later_header(first);
    let mut packets = Vec::new();
    let mut rest = payload;
    let mut offset = usize::from(header.fragment_offset);
    while !rest.is_empty() {
        let head: &[u8] = if packets.is_empty() { first } else { &later };
        let room = usize::from(mtu).saturating_sub(head.len());
        // All but the last hold a multiple of 8 bytes: offsets count in these.
        let take = if rest.len() <= room { rest.len() } else { room / 8 * 8 };
        if take == 0 {
            return Err(Reason::FrameTooLong { size: size.into(), mtu: mtu.into() });
        }
        let (piece, after) = rest.split_at(take);
        let more = !after.is_empty() || header.more_fragments;
        packets.push(with_header(head, piece, offset, more));
        offset += take;
        rest = after;
    }
    let pieces = u16::try_from(packets.len()).unwrap_or(u16::MAX);
    Ok(Cut { packets, reason: Some(Reason::FragmentCut { size, mtu, pieces }) })
}

/// A packet from a header with options, made to fit its payload.
fn with_header(head: &[u8], payload: &[u8], offset: usize, more: bool) -> Vec<u8> {
    let mut packet = [head, payload].concat();
    let total = u16::try_from(packet.len()).unwrap_or(u16::MAX);
    let units = u16::try_from(offset / 8).unwrap_or(u16::MAX) & 0x1fff;
    put(&mut packet, 2, total);
    put(&mut packet, 6, units | u16::from(more) << 13);
    seal(&mut packet, head.len());
    packet
}

/// Writes the header's checksum.
fn seal(packet: &mut [u8], header_len: usize) {
    put(packet, 10, 0);
    let sum = packet.get(..header_len).map_or(0, checksum);
    put(packet, 10, sum);
}

fn put(bytes: &mut [u8], at: usize, value: u16) {
    if let Some(place) = bytes.get_mut(at..at + 2) {
        place.copy_from_slice(&value.to_be_bytes());
    }
}

/// The header of all fragments but the first: only options whose *copied* bit is
/// set go with them (RFC 791 §3.1).
fn later_header(first: &[u8]) -> Vec<u8> {
    let (fixed, mut options) = first.split_at(HEADER_LEN.min(first.len()));
    let mut header = fixed.to_vec();
    // 0 ends the list, 1 is padding; anything else says how long it is.
    while let Some(&kind) = options.first().filter(|kind| **kind != 0) {
        let len = if kind == 1 { 1 } else { options.get(1).copied().map_or(0, usize::from) };
        let (Some(option), Some(rest)) = (options.get(..len), options.get(len..)) else { break };
        if len < 2 && kind != 1 {
            break;
        }
        if kind & 0x80 != 0 {
            header.extend_from_slice(option);
        }
        options = rest;
    }
    while !header.len().is_multiple_of(4) {
        header.push(0);
    }
    if let (Some(byte), Ok(words)) = (header.first().copied(), u8::try_from(header.len() / 4))
        && let Some(place) = header.first_mut()
    {
        *place = byte & 0xf0 | words;
    }
    header
}

#[cfg(test)]
mod tests;
