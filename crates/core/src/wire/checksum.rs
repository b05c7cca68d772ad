//! The Internet checksum (RFC 1071).

use super::Protocol;
use std::net::IpAddr;

/// A one's complement sum being built, piece by piece. Pieces may have odd
/// lengths: bytes keep the place they have in the whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    /// Sum of big-endian words; folded only when read, so no carry is lost
    /// below 2^32 pieces.
    total: u64,
    /// Whether an odd number of bytes went in so far.
    odd: bool,
}

impl Sum {
    /// The sum of nothing.
    pub const fn new() -> Self {
        Self { total: 0, odd: false }
    }

    /// The pseudo-header that TCP and UDP put before their own (RFC 9293 §3.1,
    /// RFC 8200 §8.1). `length` is that of header and payload together, in bytes.
    pub fn pseudo_header(src: IpAddr, dst: IpAddr, protocol: Protocol, length: usize) -> Self {
        let mut sum = Self::new();
        for ip in [src, dst] {
            match ip {
                IpAddr::V4(ip) => sum.add(&ip.octets()),
                IpAddr::V6(ip) => sum.add(&ip.octets()),
            }
        }
        // In either version the rest is zeros around these two numbers.
        sum.total +=
            u64::from(protocol.number()) + (length as u64 & 0xffff) + (length as u64 >> 16);
        sum
    }

    /// Adds `bytes` to the end.
    pub fn add(&mut self, bytes: &[u8]) {
        let mut rest = bytes;
        if self.odd {
            let Some((&first, tail)) = rest.split_first() else { return };
            self.total += u64::from(first);
            self.odd = false;
            rest = tail;
        }
        // Four bytes at a time: 2^16 is 1 modulo 2^16 - 1, so wider words fold to the same sum.
        let (words, tail) = rest.as_chunks::<4>();
        let mut total = self.total;
        for word in words {
            total += u64::from(u32::from_be_bytes(*word));
        }
        let (pairs, last) = tail.as_chunks::<2>();
        for pair in pairs {
            total += u64::from(u16::from_be_bytes(*pair));
        }
        if let [last] = last {
            total += u64::from(*last) << 8;
            self.odd = true;
        }
        self.total = total;
    }

    /// The sum, folded to 16 bits.
    pub fn folded(self) -> u16 {
        let mut sum = self.total;
        while sum > 0xffff {
            sum = (sum & 0xffff) + (sum >> 16);
        }
        // Not a loss: the loop ends at 16 bits.
        u16::try_from(sum).unwrap_or(u16::MAX)
    }

    /// The checksum: the complement of the sum.
    pub fn checksum(self) -> u16 {
        !self.folded()
    }
}

/// The Internet checksum of `bytes`. Over bytes that include a right checksum it is 0.
pub fn checksum(bytes: &[u8]) -> u16 {
    let mut sum = Sum::new();
    sum.add(bytes);
    sum.checksum()
}

#[cfg(test)]
mod tests;
