//! What the two applications write and read: bytes that any reader can check without
//! keeping them.

/// An endless stream of bytes, of which each end writes a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stream {
    salt: u64,
}

impl Stream {
    /// The stream of this salt.
    pub const fn new(salt: u64) -> Self {
        Self { salt }
    }

    /// The byte at `index`. Neighbours, and bytes a segment's length apart, differ.
    fn byte(self, index: u64) -> u8 {
        let mixed = (index ^ self.salt).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mixed.to_be_bytes()[0] ^ mixed.to_be_bytes()[2]
    }

    /// `len` bytes from `at` on.
    pub fn bytes(self, at: u64, len: usize) -> Vec<u8> {
        (at..).take(len).map(|index| self.byte(index)).collect()
    }

    /// The index of the first of `bytes`, which should be those from `at` on, that is wrong.
    pub fn first_wrong(self, at: u64, bytes: &[u8]) -> Option<u64> {
        (at..).zip(bytes).find(|(index, byte)| self.byte(*index) != **byte).map(|(index, _)| index)
    }
}
