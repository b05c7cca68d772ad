//! The bytes of a trace: only ever added to, and shared between traces with the same past.
//!
//! They lie in blocks. A full block never changes, so a branch holds the very blocks that it
//! grew from; and no block moves when more is added, however much there is.

use crate::Bytes;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// How large a block is, but for one that holds a single longer piece.
const BLOCK: usize = 256 << 10;

#[derive(Clone, Debug, Default)]
pub(crate) struct Arena {
    full: Vec<Block>,
    /// The block that is written to, and where it begins.
    open: Vec<u8>,
    open_start: u32,
}

#[derive(Clone, Debug)]
struct Block {
    start: u32,
    bytes: Arc<[u8]>,
}

impl Block {
    fn end(&self) -> usize {
        self.start as usize + self.bytes.len()
    }
}

impl Arena {
    /// How many bytes there are.
    pub(crate) fn len(&self) -> usize {
        self.open_start as usize + self.open.len()
    }

    /// Adds a piece. It is never parted.
    pub(crate) fn add(&mut self, piece: &[u8]) -> Bytes {
        if !self.open.is_empty() && self.open.len() + piece.len() > BLOCK {
            let bytes = std::mem::replace(&mut self.open, Vec::with_capacity(BLOCK));
            self.full.push(Block { start: self.open_start, bytes: bytes.into() });
            self.open_start = self.full.last().map_or(0, |block| position(block.end()));
        }
        let start = position(self.len());
        self.open.extend_from_slice(piece);
        Bytes { start, len: position(piece.len()) }
    }

    /// A piece, or part of one.
    pub(crate) fn get(&self, piece: Bytes) -> &[u8] {
        let (block, start) = if piece.start >= self.open_start {
            (self.open.as_slice(), self.open_start)
        } else {
            let after = self.full.partition_point(|block| block.start <= piece.start);
            let block = &self.full[after - 1];
            (&*block.bytes, block.start)
        };
        let from = (piece.start - start) as usize;
        &block[from..from + piece.len as usize]
    }

    /// The first `len` bytes, which end where a piece ends.
    pub(crate) fn truncated(&self, len: usize) -> Self {
        let shared = self.full.partition_point(|block| block.end() <= len);
        let full = self.full[..shared].to_vec();
        let open_start = position(full.last().map_or(0, Block::end));
        let rest = Bytes { start: open_start, len: position(len) - open_start };
        Self { full, open: self.get(rest).to_vec(), open_start }
    }

    fn blocks(&self) -> impl Iterator<Item = &[u8]> {
        self.full.iter().map(|block| &*block.bytes).chain([self.open.as_slice()])
    }
}

/// What is in them counts, not how they came to lie.
impl PartialEq for Arena {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.blocks().flatten().eq(other.blocks().flatten())
    }
}

impl Eq for Arena {}

impl Hash for Arena {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_usize(self.len());
        self.blocks().for_each(|block| state.write(block));
    }
}

fn position(len: usize) -> u32 {
    u32::try_from(len).expect("an arena under 4 GiB")
}

#[cfg(test)]
mod tests;
