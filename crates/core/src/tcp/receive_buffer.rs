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

    /// Holds `data` that belongs `distance` bytes after the next byte expected.
    /// Returns how many of the bytes were new.
    pub(super) fn hold(&mut self, distance: u32, data: &[u8]) -> usize {
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
        new
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
        usize::try_from(self.next - before).unwrap_or(usize::MAX)
    }

    /// Takes up to `max` bytes out of the ready queue.
    pub(super) fn read(&mut self, max: usize) -> Vec<u8> {
        let count = max.min(self.ready.len());
        self.ready.drain(..count).collect()
    }

    /// Drops the bytes ready to be read.
    pub(super) fn discard_ready(&mut self) {
        self.ready.clear();
    }

    /// Drops everything.
    pub(super) fn clear(&mut self) {
        self.ready.clear();
        self.held.clear();
    }
}

#[cfg(test)]
mod tests;
