//! RFC 9293 §3.10.7.4, checks six to eight: URG, the text, the FIN.

use super::super::control::Control;
use super::super::transition::{SegmentKind, Trigger};
use super::super::{ConnectionError, Endpoint, Log};
use super::Segment;
use crate::rules::Reason;
use crate::seq::Seq;
use crate::time::Instant;

impl Endpoint {
    /// Sixth, check the URG bit: RCV.UP <- max(RCV.UP, SEG.UP) while the peer may
    /// still send text.
    pub(super) fn check_urgent(&mut self, now: Instant, segment: Segment<'_>, log: &mut Log) {
        if let Some(urgent) = segment.urgent
            && self.peer_may_send()
        {
            let up = segment.seq + u32::from(urgent);
            let up = self.rcv.up.map_or(up, |before| before.max(up));
            self.rcv.up = Some(up);
            log.applied(Reason::UrgentReceived { up, nxt: self.rcv.nxt });
        }
        self.process_text(now, &segment, log);
    }

    /// ESTABLISHED, FIN-WAIT-1, FIN-WAIT-2: the peer has not sent its FIN.
    fn peer_may_send(&self) -> bool {
        matches!(self.control, Control::Established | Control::FinWait1 | Control::FinWait2)
    }

    /// Seventh, process the segment text; eighth, check the FIN bit.
    fn process_text(&mut self, now: Instant, segment: &Segment<'_>, log: &mut Log) {
        let len = segment.text_len();
        if !self.peer_may_send() {
            // CLOSE-WAIT, CLOSING, LAST-ACK, TIME-WAIT: text after a FIN cannot be right.
            if len > 0 {
                log.applied(Reason::TextAfterFin { len });
            }
            return;
        }
        if len > 0 {
            // §3.6.1, a SHOULD: data nobody will read is answered with a reset, so that
            // the peer learns of the loss.
            if self.reader_gone && self.config.reset_data_after_close {
                return self.reset_unwanted_text(len, log);
            }
            self.accept_text(segment.text_seq(), segment.text, log);
        }
        if segment.fin {
            self.rcv.fin_held = Some(segment.end() - 1);
        }
        self.check_fin(now, segment, log);
    }

    /// Puts text where it belongs; an acknowledgement is owed in any case, at once
    /// where a gap shows or closes (RFC 5681 §4.2).
    fn accept_text(&mut self, seq: Seq, text: &[u8], log: &mut Log) {
        let len = u32::try_from(text.len()).unwrap_or(u32::MAX);
        let distance = seq.distance_from(self.rcv.nxt);
        if distance > 0 {
            let outcome = self.rcv.buffer.hold(distance, text);
            self.note_overlap(outcome.duplicate);
            let held = u32::try_from(self.rcv.buffer.held()).unwrap_or(u32::MAX);
            let reason = if outcome.new > 0 {
                Reason::TextOutOfOrder { seq, nxt: self.rcv.nxt, held }
            } else {
                Reason::TextAlreadyHeld { seq, len }
            };
            return self.owe_ack(reason, log);
        }
        self.note_overlap(self.rcv.buffer.overlap(0, text.len()));
        self.rcv.buffer.append(text);
        self.rcv.nxt += len;
        let reason = Reason::TextInOrder { seq, len, nxt: self.rcv.nxt };
        if self.rcv.buffer.has_gap() {
            self.owe_ack(reason, log);
        } else {
            log.applied(reason);
            self.outbox.owe_patiently(reason);
        }
        self.release_held(log);
        if self.reader_gone {
            log.applied(Reason::TextDiscarded { len });
            self.rcv.buffer.discard_ready();
        }
    }

    /// Bytes that were held already have come again: the next ACK says so, unless it
    /// has an earlier run to tell of (RFC 2883 §4, one duplicate block).
    fn note_overlap(&mut self, overlap: Option<(u64, u64)>) {
        if let Some((begin, end)) = overlap
            && self.agreed.sack
            && self.rcv.duplicate.is_none()
        {
            self.rcv.duplicate = Some((self.rcv.at(begin), self.rcv.at(end)));
        }
    }

    /// Text that was held beyond a gap which has closed.
    fn release_held(&mut self, log: &mut Log) {
        if !self.rcv.buffer.has_gap() {
            return;
        }
        let bytes = u32::try_from(self.rcv.buffer.release()).unwrap_or(u32::MAX);
        if bytes > 0 {
            self.rcv.nxt += bytes;
            log.applied(Reason::GapClosed { bytes, nxt: self.rcv.nxt });
        }
    }

    /// Text that came with the SYN waits for ESTABLISHED (RFC 9293 §3.10.7.2, §3.10.7.3).
    pub(super) fn hold_until_open(&mut self, segment: &Segment<'_>, log: &mut Log) {
        let room = self.rcv.wnd() as usize;
        let text = segment.text.get(..room).unwrap_or(segment.text);
        if !text.is_empty() {
            self.rcv.buffer.hold(0, text);
        }
        if segment.fin && text.len() == segment.text.len() {
            self.rcv.fin_held = Some(segment.end() - 1);
        }
        if !text.is_empty() || segment.fin {
            let len = u32::try_from(text.len()).unwrap_or(u32::MAX);
            log.applied(Reason::TextHeldUntilOpen { len });
        }
    }

    /// Eighth, check the FIN bit, now or when the gap before it has closed:
    /// RCV.NXT moves over it, it is acknowledged, the state changes.
    fn check_fin(&mut self, now: Instant, segment: &Segment<'_>, log: &mut Log) {
        // Text held from the SYN on may be due now.
        let before = self.rcv.nxt;
        self.release_held(log);
        if self.rcv.nxt != before {
            let seq = before;
            let nxt = self.rcv.nxt;
            let len = nxt.distance_from(before);
            self.outbox.owe_patiently(Reason::TextInOrder { seq, len, nxt });
        }
        let Some(fin) = self.rcv.fin_held else { return };
        let nxt = self.rcv.nxt;
        if fin != nxt {
            if segment.fin {
                self.owe_ack(Reason::FinHeld { fin, nxt }, log);
                // The fifth check took it for a FIN in order.
                self.leave_fin_wait_1(log);
            }
            return;
        }
        self.rcv.fin_held = None;
        self.rcv.finished = true;
        self.rcv.nxt = fin + 1;
        // A FIN may be accepted at the very edge of the window.
        self.rcv.edge = self.rcv.edge.max(self.rcv.nxt);
        let nxt = self.rcv.nxt;
        let trigger = Trigger::Segment(SegmentKind::Fin);
        let reason = match self.control {
            Control::Established => {
                let reason = Reason::FinReceived { fin, nxt };
                self.enter(Control::CloseWait, trigger, reason, log);
                // Our own FIN may still come along to carry the acknowledgement, which
                // makes the close one of three segments. In the states below it cannot.
                if self.config.ack_fin_at_once {
                    self.outbox.ack = Some(reason);
                } else {
                    self.outbox.owe_patiently(reason);
                }
                return;
            }
            // With our FIN acknowledged, be it by this very segment, both sides are
            // done; without, both closed at once.
            Control::FinWait1 if self.snd.fin_acknowledged() => {
                let reason = Reason::FinWithAck { fin, nxt };
                let trigger = Trigger::Segment(SegmentKind::FinAndAckOfFin);
                self.enter_time_wait(now, trigger, reason, log);
                reason
            }
            Control::FinWait1 => {
                let reason = Reason::FinCrossed { fin, nxt };
                self.enter(Control::Closing, trigger, reason, log);
                reason
            }
            Control::FinWait2 => {
                let reason = Reason::FinAfterAck { fin, nxt };
                self.enter_time_wait(now, trigger, reason, log);
                reason
            }
            // Only the three states above get here: see `peer_may_send`.
            _ => return,
        };
        self.outbox.ack = Some(reason);
    }

    /// `<SEQ=SND.NXT><CTL=RST>`, and the connection is gone.
    fn reset_unwanted_text(&mut self, len: u32, log: &mut Log) {
        let reason = Reason::TextAfterClose { len };
        self.reset_peer(reason);
        let trigger = Trigger::Segment(SegmentKind::TextAfterClose);
        self.delete(trigger, reason, Some(ConnectionError::Reset), log);
    }
}
