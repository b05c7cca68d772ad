//! Bytes that arrived: those in order, ready to be read, and pieces further on
//! that wait for the gap before them to close.
//!
//! Pieces are keyed by their distance from the start of the stream, which does
//! not wrap. Bytes that came first are kept; later copies of them are trimmed.

use std::collections::{BTreeMap, VecDeque};

/// More pieces than this are not held: the peer will send them again. (The
/// bytes held are bounded by the window; this bounds the bookkeeping.)
const MAX_PIECES: usize = 512;

/// The reassembly queue and the ready queue.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct ReceiveBuffer {
    ready: VecDeque<u8>,
    /// Where the next byte in order belongs, counted from the start of the stream.
    next: u64,
    /// Non-overlapping pieces at or beyond `next`.
    held: BTreeMap<u64, Vec<u8>>,
    /// The contiguous blocks that those pieces make, begin and end, the one that
    /// grew last first: the order in which SACK tells of them (RFC 2018 §4).
    blocks: VecDeque<(u64, u64)>,
}

/// What became of text that was put beyond a gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Held {
    /// Bytes that were new.
    pub(super) new: usize,
    /// The first run of bytes that were not, begin and end in the stream.
    pub(super) duplicate: Option<(u64, u64)>,
}

impl ReceiveBuffer {
    /// Bytes ready to be read.
    pub(super) fn ready(&self) -> usize {
        self.ready.len()
    }

    /// Bytes held beyond a gap.
    pub(super) fn held(&self) -> usize {
        self.held.values().map(Vec::len).sum()
    }

    /// The position of the next byte in order, counted from the start of the stream.
    pub(super) fn next(&self) -> u64 {
        self.next
    }

    /// The blocks held beyond gaps, begin and end, the one that grew last first.
    pub(super) fn blocks(&self) -> impl ExactSizeIterator<Item = (u64, u64)> {
        self.blocks.iter().copied()
    }

    /// The first run of the `len` bytes from `distance` on that is held already.
    pub(super) fn overlap(&self, distance: u32, len: usize) -> Option<(u64, u64)> {
        let start = self.next.saturating_add(u64::from(distance));
        let end = start.saturating_add(len as u64);
        self.blocks
            .iter()
            .map(|&(from, to)| (from.max(start), to.min(end)))
            .filter(|(from, to)| from < to)
            .min()
    }

    /// Holds `data` that belongs `distance` bytes after the next byte expected.
    pub(super) fn hold(&mut self, distance: u32, data: &[u8]) -> Held {
        let duplicate = self.overlap(distance, data.len());
        let start = self.next.saturating_add(u64::from(distance));
        let end = start.saturating_add(data.len() as u64);
        let mut at = match self.held.range(..=start).next_back() {
            Some((&before, piece)) => start.max(before.saturating_add(piece.len() as u64)),
            None => start,
        };
        let mut new = 0;
        while at < end {
            let (gap_end, resume) = match self.held.range(at..end).next() {
                Some((&next, piece)) => (next, next.saturating_add(piece.len() as u64)),
                None => (end, end),
            };
            if at < gap_end && self.held.len() < MAX_PIECES {
                let offset =
                    |position: u64| usize::try_from(position - start).unwrap_or(usize::MAX);
                if let Some(piece) = data.get(offset(at)..offset(gap_end)) {
                    new += piece.len();
                    self.held.insert(at, piece.to_vec());
                }
            }
            at = resume;
        }
        self.touch(start);
        Held { new, duplicate }
    }

    /// The block around `position` has grown or come again: it is the latest now.
    fn touch(&mut self, position: u64) {
        let end_of = |(&at, piece): (&u64, &Vec<u8>)| (at, at.saturating_add(piece.len() as u64));
        let Some((mut begin, mut end)) =
            self.held.range(..=position).next_back().map(end_of).filter(|&(_, end)| position < end)
        else {
            return;
        };
        while let Some((at, _)) =
            self.held.range(..begin).next_back().map(end_of).filter(|&(_, to)| to == begin)
        {
            begin = at;
        }
        while let Some(piece) = self.held.get(&end) {
            end = end.saturating_add(piece.len() as u64);
        }
        self.blocks.retain(|&(from, to)| to < begin || end < from);
        self.blocks.push_front((begin, end));
    }

    /// Takes bytes that are next in order straight to the ready queue.
    pub(super) fn append(&mut self, data: &[u8]) {
        self.ready.extend(data);
        self.next = self.next.saturating_add(data.len() as u64);
    }

    /// Whether a gap is open: something is held that cannot be read yet.
    pub(super) fn has_gap(&self) -> bool {
        !self.held.is_empty()
    }

    /// Moves what has become contiguous to the ready queue. Returns how many
    /// bytes there are that were next in order.
    pub(super) fn release(&mut self) -> usize {
        let before = self.next;
        while let Some(entry) = self.held.first_entry() {
            if *entry.key() > self.next {
                break;
            }
            let (at, piece) = entry.remove_entry();
            let known = usize::try_from(self.next - at).unwrap_or(usize::MAX);
            if let Some(new) = piece.get(known..) {
                self.append(new);
            }
        }
        let next = self.next;
        self.blocks.retain(|&(_, end)| end > next);
        usize::try_from(self.next - before).unwrap_or(usize::MAX)
    }

    /// Takes up to `max` bytes out of the ready queue.
    pub(super) fn read(&mut self, max: usize) -> Vec<u8> {
        let count = max.min(self.ready.len());
        // In two pieces at most: byte by byte, reading would be most of what a long transfer costs.
        let (front, back) = self.ready.as_slices();
        let first = count.min(front.len());
        let mut out = Vec::with_capacity(count);
        out.extend_from_slice(&front[..first]);
        out.extend_from_slice(&back[..count - first]);
        self.ready.drain(..count);
        out
    }

    /// Drops the bytes ready to be read.
    pub(super) fn discard_ready(&mut self) {
        self.ready.clear();
    }

    /// Drops everything.
    pub(super) fn clear(&mut self) {
        self.ready.clear();
        self.held.clear();
        self.blocks.clear();
    }
}

#[cfg(test)]
mod tests;
