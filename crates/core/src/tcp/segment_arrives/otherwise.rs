//! RFC 9293 §3.10.7.4: a segment arrives in any other state. Checks one to
//! five, each a function; six to eight are in [`super::text`].
//! Before the first comes PAWS, in [`super::super::agreed`].

use super::super::agreed::before;
use super::super::control::{Control, Opening};
use super::super::recovery::Heard;
use super::super::sender::Sent;
use super::super::transition::{SegmentKind, Trigger};
use super::super::{ConnectionError, Endpoint, Log, Note, SendKind, State};
use super::Segment;
use crate::rules::Reason;
use crate::seq::Seq;
use crate::time::{Duration, Instant};

impl Endpoint {
    pub(super) fn arrives_otherwise(&mut self, now: Instant, segment: Segment<'_>, log: &mut Log) {
        self.check_reuse(&segment, log);
        if !self.check_timestamp(now, &segment, log) {
            return;
        }
        let Some(segment) = self.check_sequence(now, segment, log) else { return };
        let Some(segment) = self.check_reset(now, segment, log) else { return };
        // Third, security and compartment: not part of this endpoint.
        let Some(segment) = self.check_syn(now, segment, log) else { return };
        let Some(segment) = self.check_ack(now, segment, log) else { return };
        self.take_marks(&segment, log);
        self.check_urgent(now, segment, log);
    }

    /// §3.6.1, a MAY: the SYN of a new incarnation may end TIME-WAIT early. It is
    /// known by a later timestamp (RFC 6191 §2), or else by a number beyond the old ones.
    fn check_reuse(&self, segment: &Segment<'_>, log: &mut Log) {
        let a_new_syn = segment.syn && segment.ack.is_none() && !segment.rst && !segment.fin;
        if !(self.config.time_wait_reuse && self.state() == State::TimeWait && a_new_syn) {
            return;
        }
        let (seq, nxt) = (segment.seq, self.rcv.nxt);
        let reason = match (self.agreed.timestamps, segment.options.timestamps) {
            (Some(recent), Some(theirs)) if theirs.value != recent.value => {
                let (value, recent) = (theirs.value, recent.value);
                before(recent, value).then_some(Reason::TimeWaitSynNewer { value, recent })
            }
            _ => seq.ge(nxt).then_some(Reason::TimeWaitSynReusable { seq, nxt }),
        };
        if let Some(reason) = reason {
            log.0.push(Note::TimeWaitReusable { reason, iss_above: self.snd.max });
        }
    }

    /// First, check the sequence number: a segment with nothing in the window is
    /// acknowledged and dropped; others are trimmed to the window.
    fn check_sequence<'a>(
        &mut self,
        now: Instant,
        mut segment: Segment<'a>,
        log: &mut Log,
    ) -> Option<Segment<'a>> {
        let (nxt, wnd, irs) = (self.rcv.nxt, self.rcv.wnd(), self.rcv.irs);

        // While opening, the peer's SYN may come again (§3.8.1), or come with
        // the ACK we wait for when both ends opened at once (§3.5, Figure 7).
        if let Control::SynReceived { opening, .. } = self.control
            && segment.syn
            && segment.seq == irs
            && !segment.rst
        {
            if segment.ack.is_some() && opening == Opening::Simultaneous {
                log.applied(Reason::SynAlreadySeen { irs });
                segment.syn = false;
                segment.seq = irs + 1;
            } else if segment.ack.is_none() {
                self.repeat_syn_ack(now, irs, log);
                return None;
            }
        }

        // With a closed window no text is acceptable, but the ACK, URG and RST of a
        // segment at RCV.NXT still count.
        if wnd == 0 && segment.seq == nxt && segment.len() > 0 && !segment.rst && !segment.syn {
            self.owe_ack(Reason::ZeroWindowRefuses { nxt, len: segment.len() }, log);
            segment.text = &[];
            segment.fin = false;
        }

        if !self.rcv.accepts(segment.seq, segment.len()) {
            self.unacceptable(now, &segment, log);
            return None;
        }

        // What lies outside the window is cut off. A SYN is at the front, and is
        // looked at by the fourth check wherever it lies.
        if segment.seq.lt(nxt) && !segment.syn {
            log.applied(Reason::TextTrimmedFront { seq: segment.seq, nxt });
            self.note_duplicate(&segment);
            let known = nxt.distance_from(segment.seq) as usize;
            segment.text = segment.text.get(known..).unwrap_or(&[]);
            segment.seq = nxt;
        }
        let (end, edge) = (segment.end(), nxt + wnd);
        if end.gt(edge) && segment.len() > 0 {
            log.applied(Reason::TextTrimmedBack { end, edge });
            let room = edge.distance_from(segment.text_seq()) as usize;
            segment.text = segment.text.get(..room).unwrap_or(segment.text);
            segment.fin = false;
        }
        Some(segment)
    }

    /// The peer's SYN again: ours was lost, unless it went out a moment ago.
    ///
    /// §3.10.7.4 asks for an acknowledgement in reply to such a segment, which
    /// lies before the window. A bare ACK would be dropped in SYN-SENT (§3.10.7.3,
    /// fifth), so the SYN,ACK itself goes again: the same acknowledgement, with the
    /// half the peer is missing. BSD and Linux do so too. It may come before the
    /// RTO is over, which RFC 6298 §5 does not foresee; the peer's own time-out has
    /// shown by then that it is not too early.
    fn repeat_syn_ack(&mut self, now: Instant, irs: Seq, log: &mut Log) {
        let interval = self.config.challenge_ack_interval;
        let last = self.snd.in_flight.front().map(Sent::last);
        if last.is_some_and(|last| now.since(last) < interval) {
            return log.applied(Reason::SynDuplicateSoon { irs, interval });
        }
        let reason = Reason::SynDuplicate { irs };
        log.applied(reason);
        self.snd.resend = Some((SendKind::Retransmission, reason));
        self.timers.retransmission = Some(now + self.rto.current);
        log.applied(Reason::RtoStarted { rto: self.rto.current });
    }

    /// A segment with nothing in the window is answered with an ACK that says
    /// what is expected; a reset is not answered.
    fn unacceptable(&mut self, now: Instant, segment: &Segment<'_>, log: &mut Log) {
        let (nxt, wnd) = (self.rcv.nxt, self.rcv.wnd());
        let (seq, len) = (segment.seq, segment.len());
        if segment.rst {
            return log.applied(Reason::ResetUnacceptable { nxt, wnd, seq });
        }
        // §3.10.7.4, fifth and eighth checks in TIME-WAIT: the FIN again. It lies
        // before the window, so it is recognised here.
        if matches!(self.control, Control::TimeWait { .. }) && segment.fin && segment.end() == nxt {
            let msl = self.config.msl;
            self.control = Control::TimeWait { until: now + msl.times(2) };
            return self.owe_ack(Reason::TimeWaitFinAgain { fin: nxt - 1, msl }, log);
        }
        // RFC 5961 §4.2: a SYN on an open connection is challenged wherever it lies.
        if segment.syn && !matches!(self.control, Control::SynReceived { .. }) {
            return self.challenge(now, Reason::SynChallenged { seq, nxt }, log);
        }
        // RFC 5961 §7: two ends that each find the other's empty segments
        // unacceptable must not go on acknowledging them for ever.
        if len == 0 {
            let interval = self.config.challenge_ack_interval;
            if self.last_challenge.is_some_and(|last| now.since(last) < interval) {
                return log.applied(Reason::AckThrottled { interval });
            }
            self.last_challenge = Some(now);
        }
        self.note_duplicate(segment);
        self.owe_ack(Reason::SegmentUnacceptable { nxt, wnd, seq, len }, log);
    }

    /// A challenge ACK (RFC 5961 §3 to §5) is owed, but for so many in so short a time
    /// that somebody must be making us send them (§7).
    fn challenge(&mut self, now: Instant, reason: Reason, log: &mut Log) {
        let (limit, period) = (self.config.challenge_limit, self.config.challenge_period);
        if period > Duration::ZERO {
            let (since, sent) = match self.challenges {
                Some((since, sent)) if now.since(since) < period => (since, sent),
                _ => (now, 0),
            };
            if sent >= limit {
                return log.applied(Reason::ChallengeThrottled { limit, period });
            }
            self.challenges = Some((since, sent + 1));
        }
        self.owe_ack(reason, log);
    }

    /// Second, check the RST bit: believed only at exactly RCV.NXT (RFC 5961 §3,
    /// taken over by RFC 9293).
    fn check_reset<'a>(
        &mut self,
        now: Instant,
        segment: Segment<'a>,
        log: &mut Log,
    ) -> Option<Segment<'a>> {
        if !segment.rst {
            return Some(segment);
        }
        let (seq, nxt) = (segment.seq, self.rcv.nxt);
        // 3) in the window but not the next number: challenge ACK, drop.
        if seq != nxt && !self.config.exact_reset {
            log.applied(Reason::ResetInWindow { seq, nxt });
        } else if seq != nxt {
            self.challenge(now, Reason::ResetNotExact { seq, nxt }, log);
            return None;
        }
        // 2) exactly the next number: by state.
        let trigger = Trigger::Segment(SegmentKind::Rst);
        match self.control {
            Control::SynReceived { opening: Opening::Passive { iss }, .. } => {
                self.back_to_listen(iss, trigger, Reason::ResetBackToListen { seq }, log);
            }
            Control::SynReceived { opening: Opening::Simultaneous, .. } => {
                let error = Some(ConnectionError::Refused);
                self.delete(trigger, Reason::ResetRefused { seq }, error, log);
            }
            Control::Closing | Control::LastAck | Control::TimeWait { .. } => {
                self.delete(trigger, Reason::ResetWhileClosing { seq }, None, log);
            }
            // ESTABLISHED, FIN-WAIT-1, FIN-WAIT-2, CLOSE-WAIT: what is queued is dropped
            // and the user is told.
            _ => {
                self.rcv.flush();
                let error = Some(ConnectionError::Reset);
                self.delete(trigger, Reason::ResetEnds { seq }, error, log);
            }
        }
        None
    }

    /// Fourth, check the SYN bit.
    fn check_syn<'a>(
        &mut self,
        now: Instant,
        segment: Segment<'a>,
        log: &mut Log,
    ) -> Option<Segment<'a>> {
        if !segment.syn {
            return Some(segment);
        }
        let (seq, nxt) = (segment.seq, self.rcv.nxt);
        if let Control::SynReceived { opening: Opening::Passive { iss }, .. } = self.control {
            let trigger = Trigger::Segment(SegmentKind::Syn);
            self.back_to_listen(iss, trigger, Reason::SynBackToListen { seq }, log);
            return None;
        }
        if !self.config.challenge_syn && self.state() != State::TimeWait {
            let reason = Reason::SynResets { seq, nxt };
            self.reset_peer(reason);
            self.rcv.flush();
            let error = Some(ConnectionError::Reset);
            self.delete(Trigger::Segment(SegmentKind::Syn), reason, error, log);
            return None;
        }
        // RFC 5961 §4: a challenge ACK, whatever the sequence number.
        self.challenge(now, Reason::SynChallenged { seq, nxt }, log);
        None
    }

    /// Fifth, check the ACK field.
    fn check_ack<'a>(
        &mut self,
        now: Instant,
        segment: Segment<'a>,
        log: &mut Log,
    ) -> Option<Segment<'a>> {
        // After the handshake every segment carries ACK.
        let Some(ack) = segment.ack else {
            log.applied(Reason::AckMissing);
            return None;
        };
        let (una, nxt) = (self.snd.una, self.snd.max);
        if matches!(self.control, Control::SynReceived { .. }) {
            // An ACK of our SYN opens the connection; any other belongs to some other
            // connection: <SEQ=SEG.ACK><CTL=RST>.
            if !(una.lt(ack) && ack.le(nxt)) {
                let dst = self.remote?;
                let reason = Reason::AckBadWhileOpening { una, ack, nxt };
                self.reset_from_ack(dst, ack, reason, log);
                return None;
            }
            let echoed = self.echoed_round_trip(now, &segment);
            self.take_acknowledgement(now, ack, echoed, log);
            self.snd.set_window(segment.seq, ack, segment.wnd);
            let reason = Reason::AckOpens { una, ack, nxt };
            self.enter_established(Trigger::Segment(SegmentKind::AckOfSyn), reason, log);
            // Go on as in ESTABLISHED: the ACK itself is dealt with.
        } else if !self.check_ack_synchronized(now, &segment, ack, log) {
            return None;
        }
        self.check_ack_of_fin(now, &segment, ack, log)
    }

    /// ESTABLISHED and later: SND.UNA and SND.WND. Says whether to go on.
    fn check_ack_synchronized(
        &mut self,
        now: Instant,
        segment: &Segment<'_>,
        ack: Seq,
        log: &mut Log,
    ) -> bool {
        let (una, nxt, max_window) = (self.snd.una, self.snd.max, self.snd.max_wnd);
        // SEG.ACK > SND.NXT: never sent. Say so and go no further.
        if ack.gt(nxt) {
            self.challenge(now, Reason::AckOfUnsent { ack, nxt }, log);
            return false;
        }
        // RFC 5961 §5: acceptable from SND.UNA - MAX.SND.WND on.
        if ack.lt(una - max_window) {
            self.challenge(now, Reason::AckTooOld { ack, una, max_window }, log);
            return false;
        }
        // The peer is there: window probes are being answered.
        self.snd.probes_unanswered = 0;
        // RFC 5681 §2: something is outstanding, and the segment has nothing to say but
        // the same acknowledgement and the same window again.
        let duplicate = !self.snd.in_flight.is_empty()
            && segment.len() == 0
            && ack == una
            && segment.wnd == self.snd.wnd;
        let marked = self.heed_echo(segment, ack, log);
        let mut acked = None;
        if ack.gt(una) {
            // SND.UNA < SEG.ACK =< SND.NXT: something new.
            log.applied(Reason::AckAcceptable { una, ack, nxt });
            let echoed = self.echoed_round_trip(now, segment);
            acked = Some(self.take_acknowledgement(now, ack, echoed, log));
        } else if segment.len() == 0 {
            // SEG.ACK =< SND.UNA: nothing new.
            log.applied(Reason::AckDuplicate { una, ack });
        }
        let heard = Heard { ack, acked, duplicate, marked, sack: segment.options.sack };
        self.look_for_losses(now, heard, log);
        // SND.UNA =< SEG.ACK =< SND.NXT: take the window over, unless the segment is
        // older than the one it was last taken from.
        if ack.ge(una) {
            let (seq, wl1, wl2) = (segment.seq, self.snd.wl1, self.snd.wl2);
            if wl1.lt(seq) || (wl1 == seq && wl2.le(ack)) {
                let (from, to) = (self.snd.wnd, segment.wnd);
                self.snd.set_window(seq, ack, to);
                if from != to {
                    log.applied(Reason::WindowUpdated { from, to });
                }
            } else if segment.wnd != self.snd.wnd {
                log.applied(Reason::WindowStale { seq, ack, wl1, wl2 });
            }
        }
        // §3.8.6.1: a closed window is no failure as long as the peer says so.
        if self.snd.wnd == 0 {
            self.rto.retries = 0;
            self.restart_user_timer(now);
        }
        true
    }

    /// FIN-WAIT-1, CLOSING and LAST-ACK: is our FIN acknowledged?
    fn check_ack_of_fin<'a>(
        &mut self,
        now: Instant,
        segment: &Segment<'a>,
        ack: Seq,
        log: &mut Log,
    ) -> Option<Segment<'a>> {
        let trigger = Trigger::Segment(SegmentKind::AckOfFin);
        let fin = match self.snd.fin() {
            Some(fin) if self.snd.fin_acknowledged() => fin,
            // In CLOSING the rest of the segment does not matter; nor in LAST-ACK, where
            // nothing else can come. Elsewhere, go on.
            _ if self.control == Control::Closing || self.control == Control::LastAck => {
                return None;
            }
            _ => return Some(*segment),
        };
        match self.control {
            // Our FIN has arrived: FIN-WAIT-2, and go on there. If the peer's FIN is here too,
            // the eighth check goes straight on to TIME-WAIT.
            Control::FinWait1 => {
                log.applied(Reason::FinAcknowledged { fin, ack });
                let finishes = segment.fin && segment.text_seq() == self.rcv.nxt;
                if !finishes {
                    self.leave_fin_wait_1(log);
                }
                Some(*segment)
            }
            // Both FINs are acknowledged now.
            Control::Closing => {
                log.applied(Reason::FinAcknowledged { fin, ack });
                self.enter_time_wait(now, trigger, Reason::ClosingDone { fin, ack }, log);
                None
            }
            // So they are here, and the peer is the one to wait.
            Control::LastAck => {
                log.applied(Reason::FinAcknowledged { fin, ack });
                self.delete(trigger, Reason::LastAckDone { fin, ack }, None, log);
                None
            }
            _ => Some(*segment),
        }
    }

    /// FIN-WAIT-1 ends with the acknowledgement of our FIN.
    pub(super) fn leave_fin_wait_1(&mut self, log: &mut Log) {
        if let (Control::FinWait1, true, Some(fin)) =
            (self.control, self.snd.fin_acknowledged(), self.snd.fin())
        {
            let reason = Reason::FinWait2Entered { fin, ack: self.snd.una };
            self.enter(Control::FinWait2, Trigger::Segment(SegmentKind::AckOfFin), reason, log);
        }
    }
}
