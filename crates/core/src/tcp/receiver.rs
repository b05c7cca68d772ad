//! The receive half of the transmission control block: the RCV variables, the
//! acceptability test, and the window we offer.

use super::receive_buffer::ReceiveBuffer;
use crate::seq::Seq;
use crate::wire::tcp::SackBlocks;

/// The most a window field can say without scaling (RFC 9293 §3.1).
const MAX_WINDOW: u32 = 65_535;

/// A position in the stream, as far as sequence numbers tell positions apart.
#[expect(clippy::cast_possible_truncation, reason = "sequence numbers wrap")]
const fn low(position: u64) -> u32 {
    position as u32
}

/// RCV.* and the receive buffer.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Receiver {
    /// IRS.
    pub(super) irs: Seq,
    /// RCV.NXT.
    pub(super) nxt: Seq,
    /// RCV.NXT + RCV.WND: the right edge last announced. It never moves back.
    pub(super) edge: Seq,
    /// The RCV.NXT last sent as an acknowledgement (Last.ACK.sent of RFC 7323 §4.1).
    pub(super) acknowledged: Seq,
    /// RCV.UP.
    pub(super) up: Option<Seq>,
    /// The bytes.
    pub(super) buffer: ReceiveBuffer,
    /// A FIN was seen beyond a gap, at this number.
    pub(super) fin_held: Option<Seq>,
    /// The peer's FIN was received in order.
    pub(super) finished: bool,
    /// The most bytes to hold.
    capacity: u32,
    /// Rcv.Wind.Shift.
    shift: u8,
    /// The buffer is the window, whatever was announced of it.
    whole: bool,
    /// Bytes that arrived a second time, not yet told of (RFC 2883).
    pub(super) duplicate: Option<(Seq, Seq)>,
}

impl Receiver {
    /// A receiver that has received nothing.
    pub(super) fn new(capacity: u32) -> Self {
        Self {
            irs: Seq(0),
            nxt: Seq(0),
            edge: Seq(0),
            acknowledged: Seq(0),
            up: None,
            buffer: ReceiveBuffer::default(),
            fin_held: None,
            finished: false,
            capacity,
            shift: 0,
            whole: false,
            duplicate: None,
        }
    }

    /// The peer's SYN: RCV.NXT = SEG.SEQ + 1, IRS = SEG.SEQ.
    pub(super) fn synchronize(&mut self, irs: Seq) {
        self.irs = irs;
        self.nxt = irs + 1;
        self.edge = self.nxt + self.free();
        self.acknowledged = self.nxt;
    }

    /// Windows announced from now on are scaled, and may be larger for it (RFC 7323 §2.3).
    pub(super) fn set_shift(&mut self, shift: u8) {
        self.shift = shift;
    }

    /// The buffer holds whole segments from now on, never fewer bytes than before.
    pub(super) fn round_up(&mut self, mss: u16) {
        self.capacity =
            self.capacity.checked_next_multiple_of(u32::from(mss.max(1))).unwrap_or(self.capacity);
    }

    /// What the next ACK says beyond its number: first bytes that came twice
    /// (RFC 2883 §4), then what waits beyond gaps, the latest arrival first
    /// (RFC 2018 §4).
    pub(super) fn sack_blocks(&self) -> SackBlocks {
        let held = self.buffer.blocks().map(|(begin, end)| (self.at(begin), self.at(end)));
        self.duplicate.into_iter().chain(held).collect()
    }

    /// The sequence number of a position in the buffer's stream.
    pub(super) fn at(&self, position: u64) -> Seq {
        self.nxt - low(self.buffer.next()) + low(position)
    }

    /// The most bytes to hold.
    pub(super) fn capacity(&self) -> u32 {
        self.capacity
    }

    /// The window is all of the buffer from now on (`Config::buffer_is_window`).
    pub(super) fn open_whole(&mut self) {
        self.whole = true;
    }

    /// All segment queues are flushed. What is not there any more cannot be read, and
    /// neither can an end of the stream that came after it.
    pub(super) fn flush(&mut self) {
        self.buffer.clear();
        self.fin_held = None;
        self.finished = false;
    }

    /// RCV.WND.
    pub(super) fn wnd(&self) -> u32 {
        if self.whole { self.room().max(self.announced()) } else { self.announced() }
    }

    /// What is left of the window last announced. More may have been accepted.
    fn announced(&self) -> u32 {
        if self.nxt.lt(self.edge) { self.edge.distance_from(self.nxt) } else { 0 }
    }

    /// RCV.BUFF - RCV.USER.
    fn room(&self) -> u32 {
        let used = u32::try_from(self.buffer.ready()).unwrap_or(u32::MAX);
        self.capacity.saturating_sub(used)
    }

    /// What was received in order and not acknowledged; a FIN counts one.
    pub(super) fn unacknowledged(&self) -> u32 {
        self.nxt.distance_from(self.acknowledged)
    }

    /// What could be announced: RCV.BUFF - RCV.USER, as far as the field reaches.
    fn free(&self) -> u32 {
        self.room().min(MAX_WINDOW << self.shift)
    }

    /// By how much the window could be opened now without being silly
    /// (RFC 9293 §3.8.6.2.2): by at least a segment or half the buffer.
    fn opening(&self, mss: u16) -> u32 {
        let free = self.free();
        let more = free.saturating_sub(self.announced());
        if self.whole {
            let silly = free < self.capacity / 4 && free < u32::from(mss);
            return if silly { 0 } else { more };
        }
        if more >= (self.capacity / 2).clamp(1, u32::from(mss)) { more } else { 0 }
    }

    /// The window to put into a segment that goes out now.
    pub(super) fn announce(&mut self, mss: u16) -> u16 {
        self.edge = self.nxt + (self.announced() + self.opening(mss));
        u16::try_from(self.announced() >> self.shift).unwrap_or(u16::MAX)
    }

    /// The window to put into a SYN, which is never scaled (RFC 7323 §2.2).
    pub(super) fn announce_unscaled(buffer: u32) -> u16 {
        u16::try_from(buffer).unwrap_or(u16::MAX)
    }

    /// Whether the window can open by so much that the peer should hear of it
    /// at once: by half the buffer, or by two segments when little is left.
    /// Returns the window that would be announced.
    pub(super) fn worth_telling(&self, mss: u16) -> Option<u32> {
        let more = self.opening(mss);
        let (mss, wnd) = (u32::from(mss), self.announced());
        let worth = more > 0
            && (more >= self.capacity / 2
                || wnd < mss
                || (more >= 2 * mss && (more >= self.capacity / 4 || wnd <= self.capacity / 8)));
        worth.then_some(wnd + more)
    }

    /// The acceptability test (RFC 9293 §3.4, Table 5).
    pub(super) fn accepts(&self, seq: Seq, len: u32) -> bool {
        let wnd = self.wnd();
        match (len, wnd) {
            (0, 0) => seq == self.nxt,
            (0, _) => seq.within(self.nxt, wnd),
            (_, 0) => false,
            (_, _) => seq.within(self.nxt, wnd) || (seq + (len - 1)).within(self.nxt, wnd),
        }
    }
}
