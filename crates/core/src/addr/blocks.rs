//! Block sizes: how networks are found in the head, in the one octet where the mask
//! is neither 255 nor 0. `256 − 192 = 64`, so networks begin at 0, 64, 128 and 192.

use super::network::Interface;

/// The networks of one size as the octet shows them in which the border lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Blocks {
    /// The place of the octet, 0 to 3, from the left.
    pub octet: usize,
    /// The mask's value there.
    pub mask: u8,
    /// From one network to the next: 256 less the mask's value, a power of two, 1 to 256.
    pub size: u16,
    /// The address's value there.
    pub value: u8,
    /// The network's value there: the multiple of `size` at or below `value`.
    pub low: u8,
    /// The value there of the network's last address.
    pub high: u8,
}

impl Blocks {
    /// For an interface. A border between two octets counts to the left one (`/24`: the third
    /// octet, blocks of 1); `/0` to the first.
    pub fn of(interface: Interface) -> Self {
        let network = interface.network();
        let octet = usize::from(interface.mask.prefix_len().saturating_sub(1) / 8);
        let at = |octets: [u8; 4]| octets[octet];
        let mask = at(interface.mask.as_addr().octets());
        Self {
            octet,
            mask,
            size: 256 - u16::from(mask),
            value: at(interface.address.octets()),
            low: at(network.address().octets()),
            high: at(network.end().octets()),
        }
    }

    /// Where networks begin in this octet: 0 and every multiple of `size`.
    pub fn starts(self) -> impl ExactSizeIterator<Item = u8> + Clone {
        (0..=u8::MAX).step_by(usize::from(self.size))
    }
}

#[cfg(test)]
mod tests;
