//! Bytes the application wrote: unacknowledged ones first, then unsent ones.

use crate::seq::Seq;
use std::collections::VecDeque;

/// A queue of bytes in which every byte has a sequence number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct SendBuffer {
    /// The number of the first byte held (or of the next one to be written).
    start: Seq,
    bytes: VecDeque<u8>,
    /// Just past the last byte written with the wish to be pushed.
    push: Option<Seq>,
}

impl SendBuffer {
    /// An empty buffer whose first byte will be number `start`.
    pub(super) const fn new(start: Seq) -> Self {
        Self { start, bytes: VecDeque::new(), push: None }
    }

    /// Bytes held.
    pub(super) fn len(&self) -> usize {
        self.bytes.len()
    }

    /// The number the next byte written will have.
    pub(super) fn end(&self) -> Seq {
        self.start + u32::try_from(self.bytes.len()).unwrap_or(u32::MAX)
    }

    /// Takes as many of `data` as fit under `limit` bytes held; returns how many.
    pub(super) fn write(&mut self, data: &[u8], push: bool, limit: usize) -> usize {
        let taken = data.len().min(limit.saturating_sub(self.bytes.len()));
        self.bytes.extend(&data[..taken]);
        if push && taken > 0 && taken == data.len() {
            self.push = Some(self.end());
        }
        taken
    }

    /// Copies `len` bytes from number `from` on, fewer if there are fewer.
    pub(super) fn copy(&self, from: Seq, len: u32) -> Vec<u8> {
        let (front, back) = self.bytes.as_slices();
        let skip = from.distance_from(self.start) as usize;
        let end = skip.saturating_add(len as usize).min(self.bytes.len());
        let mut out = Vec::with_capacity(end.saturating_sub(skip));
        out.extend_from_slice(
            front.get(skip.min(front.len())..end.min(front.len())).unwrap_or(&[]),
        );
        let (skip, end) = (skip.saturating_sub(front.len()), end.saturating_sub(front.len()));
        out.extend_from_slice(back.get(skip..end).unwrap_or(&[]));
        out
    }

    /// Forgets the bytes before `ack`.
    pub(super) fn acknowledge(&mut self, ack: Seq) {
        let count = if ack.gt(self.start) { ack.distance_from(self.start) as usize } else { 0 };
        let count = count.min(self.bytes.len());
        self.bytes.drain(..count);
        self.start += u32::try_from(count).unwrap_or(u32::MAX);
        if self.push.is_some_and(|push| push.le(self.start)) {
            self.push = None;
        }
    }

    /// Whether a segment that holds the bytes of (`from`, `end`] carries PSH: it
    /// has a pushed byte, or the last byte there is (RFC 9293 §3.9.1.2, MUST-61).
    pub(super) fn pushes(&self, from: Seq, end: Seq) -> bool {
        end == self.end() || self.push.is_some_and(|push| from.lt(push) && push.le(end))
    }

    /// Drops everything.
    pub(super) fn clear(&mut self) {
        *self = Self::new(self.end());
    }
}

#[cfg(test)]
mod tests;
