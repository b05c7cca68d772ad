//! Wire formats: what is on the cable, bit by bit.
//!
//! Each protocol has a module with the same four things:
//!
//! - a **view** over bytes: `View::new_checked` looks at the lengths once, after
//!   which every accessor is total. Nothing here panics, whatever the bytes.
//! - a validated **value** (`Header`, `Packet`): what a simulator or an
//!   endpoint works with. `parse` reads it, `emit` writes it.
//! - **`fields`**: the header as a list of [`Field`]s with exact bit ranges, in
//!   order. They *tile* the header: no gap, no overlap, down to reserved bits
//!   and option padding, because they are read by one cursor that only moves
//!   forwards. Of a header that breaks off, what is there is shown and the rest
//!   is one [`FieldName::Undecoded`].
//! - a **checksum** where the protocol has one. `parse` does not check it, as
//!   receivers differ in what they do then; `checksum_ok` does.
//!
//! [`dissect`] puts them together for a whole frame and always returns
//! something; [`tcp_summary`] walks the same path without allocating, for
//! captures of a million packets.
//!
//! Offsets in a [`Malformed`] count from the first byte of the slice that was
//! parsed; [`dissect`] makes them count from the start of the frame.
//!
//! No words: names, meanings and faults are enums, which the `text` crate turns
//! into sentences.

pub mod arp;
pub mod checksum;
mod cursor;
pub mod dhcp;
#[cfg(test)]
mod differential;
mod dissect;
pub mod dns;
pub mod ethernet;
mod field;
pub mod icmp;
pub mod igmp;
pub mod ip;
pub mod ipv4;
pub mod ipv6;
mod kind;
pub mod link;
mod malformed;
mod meaning;
mod numbered;
pub mod rip;
pub mod stp;
pub mod tcp;
#[cfg(test)]
mod testing;
pub mod tftp;
pub mod udp;

pub use dissect::{Dissection, Known, Layer, TcpSummary, dissect, tcp_summary};
pub use ethernet::EtherType;
pub use field::{Field, FieldName, LayerKind, Value, Verdict, Why};
pub use ip::Protocol;
pub use kind::FrameKind;
pub use link::LinkType;
pub use malformed::{Malformed, MalformedKind};
pub use meaning::{
    AddressFamily, AddressScope, Dscp, Ecn, HardwareType, MacKind, Meaning, PacketType, Service,
};

/// The two bytes at `at`, big-endian; zero beyond the end.
pub(crate) fn be16(bytes: &[u8], at: usize) -> u16 {
    array(bytes, at).map_or(0, u16::from_be_bytes)
}

/// The four bytes at `at`, big-endian; zero beyond the end.
pub(crate) fn be32(bytes: &[u8], at: usize) -> u32 {
    array(bytes, at).map_or(0, u32::from_be_bytes)
}

/// The byte at `at`; zero beyond the end.
pub(crate) fn byte(bytes: &[u8], at: usize) -> u8 {
    bytes.get(at).copied().unwrap_or(0)
}

/// The `N` bytes at `at`, if they are all there.
pub(crate) fn array<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..)?.first_chunk().copied()
}

/// What `bytes` holds of `range`: never more, never a panic.
pub(crate) fn clip(bytes: &[u8], start: usize, end: usize) -> &[u8] {
    bytes.get(start..end.min(bytes.len())).unwrap_or(&[])
}
