//! Builds capture files by hand, right ones and wrong ones, for tests.

use crate::read::ByteOrder;

impl ByteOrder {
    pub(crate) const BOTH: [Self; 2] = [Self::Big, Self::Little];

    pub(crate) fn put16(self, value: u16) -> [u8; 2] {
        match self {
            Self::Big => value.to_be_bytes(),
            Self::Little => value.to_le_bytes(),
        }
    }

    pub(crate) fn put32(self, value: u32) -> [u8; 4] {
        match self {
            Self::Big => value.to_be_bytes(),
            Self::Little => value.to_le_bytes(),
        }
    }
}

/// The header of a classic pcap file.
pub(crate) fn pcap_header(order: ByteOrder, magic: u32, link_type: u32) -> Vec<u8> {
    let mut out = order.put32(magic).to_vec();
    out.extend(order.put16(2));
    out.extend(order.put16(4));
    for word in [0, 0, 65_535, link_type] {
        out.extend(order.put32(word));
    }
    out
}

/// A record of a classic pcap file, all of its packet captured.
pub(crate) fn pcap_record(order: ByteOrder, seconds: u32, fraction: u32, data: &[u8]) -> Vec<u8> {
    let length = u32::try_from(data.len()).unwrap();
    let mut out = Vec::new();
    for word in [seconds, fraction, length, length] {
        out.extend(order.put32(word));
    }
    out.extend(data);
    out
}

/// A pcapng block around `body`, which is padded.
pub(crate) fn block(order: ByteOrder, block_type: u32, body: &[u8]) -> Vec<u8> {
    let mut padded = body.to_vec();
    padded.resize(body.len().next_multiple_of(4), 0);
    let length = order.put32(u32::try_from(padded.len() + 12).unwrap());
    [&order.put32(block_type)[..], &length, &padded, &length].concat()
}

/// Options, with the end mark.
pub(crate) fn options(order: ByteOrder, options: &[(u16, &[u8])]) -> Vec<u8> {
    let mut out = Vec::new();
    for (code, value) in options {
        out.extend(order.put16(*code));
        out.extend(order.put16(u16::try_from(value.len()).unwrap()));
        out.extend(*value);
        out.resize(out.len().next_multiple_of(4), 0);
    }
    out.extend([0; 4]);
    out
}

/// A section header block of version 1.0.
pub(crate) fn section(order: ByteOrder) -> Vec<u8> {
    let body =
        [&order.put32(0x1a2b_3c4d)[..], &order.put16(1), &order.put16(0), &[0xff; 8]].concat();
    block(order, 0x0a0d_0d0a, &body)
}

/// An interface description block.
pub(crate) fn interface(order: ByteOrder, link_type: u16, opts: &[(u16, &[u8])]) -> Vec<u8> {
    let body =
        [&order.put16(link_type)[..], &[0; 2], &order.put32(0), &options(order, opts)].concat();
    block(order, 1, &body)
}

/// The body of an enhanced packet block, all of its packet captured.
pub(crate) fn enhanced_body(order: ByteOrder, interface: u32, ticks: u64, data: &[u8]) -> Vec<u8> {
    let length = u32::try_from(data.len()).unwrap();
    let high = u32::try_from(ticks >> 32).unwrap();
    let low = u32::try_from(ticks & 0xffff_ffff).unwrap();
    let mut out = Vec::new();
    for word in [interface, high, low, length, length] {
        out.extend(order.put32(word));
    }
    out.extend(data);
    out.resize(out.len().next_multiple_of(4), 0);
    out
}

/// An enhanced packet block without options.
pub(crate) fn enhanced(order: ByteOrder, interface: u32, ticks: u64, data: &[u8]) -> Vec<u8> {
    block(order, 6, &enhanced_body(order, interface, ticks, data))
}
