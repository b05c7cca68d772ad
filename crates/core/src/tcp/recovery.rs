//! Finding out what was lost, and sending it again (RFC 5681 §3.2, RFC 6582,
//! RFC 6675, and what follows a time-out).
//!
//! [`Recovery`] is where an endpoint stands in this; each phase has what only it
//! needs. Acknowledgements move it on ([`Endpoint::look_for_losses`]), a time-out
//! throws it back ([`Endpoint::take_flight_for_lost`]), and `transmit` asks it what
//! to send again ([`Endpoint::next_repair`], [`Endpoint::last_resort`]) and how much
//! new text may go ([`Sender::room_for_text`]). What became of each segment is in
//! [`super::scoreboard`], how much may be in flight in [`super::congestion`].

use super::congestion::Progress;
use super::scoreboard::{DUP_THRESH, Mark};
use super::sender::{Acked, Sender};
use super::{Endpoint, Log, SendKind};
use crate::rules::Reason;
use crate::seq::Seq;
use crate::time::Instant;
use crate::wire::tcp::SackBlocks;

/// Where the sender stands with losses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Recovery {
    phase: Phase,
    /// `recover` of RFC 6582 §3.2: without SACK, duplicate ACKs up to here may be
    /// echoes of a repair and start no other.
    guard: Seq,
}

/// What it is doing. A `point` is SND.NXT at the time the loss was found: when it is
/// acknowledged, the loss is repaired.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Phase {
    /// Nothing is known to be lost.
    Open {
        /// Duplicate ACKs since something new was acknowledged.
        dup_acks: u8,
        /// Bytes these let out beyond the congestion window (RFC 3042).
        limited: u32,
    },
    /// Fast recovery without SACK (RFC 6582).
    NewReno {
        point: Seq,
        /// A partial acknowledgement has come: the timer is left alone from now on.
        partial: bool,
    },
    /// Fast recovery with SACK (RFC 6675).
    Sack {
        point: Seq,
        /// `RescueRxt`: an acknowledgement beyond it allows the rescue retransmission.
        rescue: Seq,
    },
    /// A time-out took everything for lost; slow start sends it again.
    Loss {
        point: Seq,
        /// The first segment sent again has been answered: others may follow.
        answered: bool,
    },
}

/// What an acceptable acknowledgement said.
#[derive(Clone, Copy, Debug)]
pub(super) struct Heard {
    /// SEG.ACK.
    pub(super) ack: Seq,
    /// What it newly acknowledged, if anything.
    pub(super) acked: Option<Acked>,
    /// It is a duplicate as RFC 5681 §2 defines them.
    pub(super) duplicate: bool,
    /// It reports a mark: the congestion window does not grow with it (RFC 3168 §6.1.2).
    pub(super) marked: bool,
    /// Its SACK blocks.
    pub(super) sack: SackBlocks,
}

impl Phase {
    const QUIET: Self = Self::Open { dup_acks: 0, limited: 0 };
}

impl Recovery {
    /// Nothing sent, nothing lost.
    pub(super) const fn new(iss: Seq) -> Self {
        Self { phase: Phase::QUIET, guard: iss }
    }

    /// Nothing will be sent again.
    pub(super) fn stop(&mut self) {
        self.phase = Phase::QUIET;
    }

    /// Whether an acknowledgement leaves the retransmission timer as it runs: without
    /// SACK only the first partial one resets it, so that a window with many holes
    /// ends in a time-out rather than in a repair of one hole for each round trip
    /// (RFC 6582 §3.2 and §4).
    pub(super) fn spares_timer(&self, ack: Seq) -> bool {
        matches!(self.phase, Phase::NewReno { point, partial: true } if ack.lt(point))
    }

    /// Whether what is sent again is marked so.
    pub(super) fn marks_repairs(&self) -> bool {
        matches!(self.phase, Phase::Sack { .. } | Phase::Loss { .. })
    }
}

impl Sender {
    /// What the congestion window has room for in new text.
    pub(super) fn room_for_text(&self) -> u32 {
        let mss = u32::from(self.mss);
        let pipe = self.pipe();
        let room = self.congestion.room(pipe);
        match self.recovery.phase {
            // RFC 3042 §2: a segment for each of the first two duplicate ACKs. With SACK
            // what they report has left the pipe already (RFC 6675 §5, step 3).
            Phase::Open { dup_acks, .. } if !self.sack => {
                let extra = u32::from(dup_acks.min(DUP_THRESH - 1)) * mss;
                self.congestion.room_beyond(extra, pipe)
            }
            Phase::Open { .. } | Phase::NewReno { .. } => room,
            // What is lost goes first; then whole segments (RFC 6675 §5, (C)).
            phase @ (Phase::Sack { .. } | Phase::Loss { .. }) => {
                let silly = matches!(phase, Phase::Sack { .. }) && room < mss;
                if silly || self.next_lost().is_some() { 0 } else { room }
            }
        }
    }

    /// The path takes smaller segments only, which SND.MSS has already: what is in
    /// flight is lost. That is no congestion, so the window stays; but one segment
    /// goes first, the others when it is answered (RFC 1191 §6.5).
    pub(super) fn lost_to_path_mtu(&mut self) {
        self.congestion.set_mss(self.mss);
        self.give_up_flight();
        if !self.in_flight.is_empty() {
            let point = self.nxt;
            self.recovery =
                Recovery { phase: Phase::Loss { point, answered: false }, guard: point };
        }
    }

    /// `text` new bytes go out: the rule, if they do so only because a duplicate ACK
    /// let them.
    pub(super) fn limited_transmit(&mut self, text: u32) -> Option<Reason> {
        let over = self.congestion.room(self.flight()) < text;
        let Phase::Open { dup_acks, limited } = &mut self.recovery.phase else { return None };
        if *dup_acks == 0 || !over {
            return None;
        }
        *limited = limited.saturating_add(text);
        Some(Reason::LimitedTransmit { bytes: text, dup_acks: *dup_acks })
    }
}

impl Endpoint {
    /// What an acceptable acknowledgement means for losses and for the congestion
    /// window.
    pub(super) fn look_for_losses(&mut self, now: Instant, heard: Heard, log: &mut Log) {
        let mut news = false;
        if self.snd.sack && !heard.sack.is_empty() {
            let report = self.snd.update_scoreboard(&heard.sack, heard.ack);
            if let Some((left, right)) = report.twice {
                log.applied(Reason::DuplicateReported { left, right });
            }
            news = report.new > 0;
            if news {
                let sacked = self.snd.sacked();
                log.applied(Reason::SackReported { una: self.snd.una, new: report.new, sacked });
            }
        }
        if let Some(acked) = heard.acked {
            let forgotten = self.snd.forget_reneged();
            if forgotten > 0 {
                log.applied(Reason::SackReneged { una: self.snd.una, bytes: forgotten });
            }
            self.advance_recovery(now, acked, heard.marked, log);
        }
        match self.snd.recovery.phase {
            Phase::Open { dup_acks, limited } => {
                let duplicate = if self.snd.sack { news } else { heard.duplicate };
                if duplicate {
                    let dup_acks = dup_acks.saturating_add(1);
                    self.snd.recovery.phase = Phase::Open { dup_acks, limited };
                    log.applied(Reason::DupAckCounted { ack: heard.ack, count: dup_acks });
                    self.judge_duplicates(now, dup_acks, limited, log);
                }
            }
            Phase::NewReno { .. } if heard.duplicate => {
                if let Some(reason) = self.snd.congestion.inflate() {
                    log.applied(reason);
                }
            }
            Phase::Sack { .. } if news => self.snd.mark_lost(),
            _ => {}
        }
    }

    /// Something new was acknowledged.
    fn advance_recovery(&mut self, now: Instant, acked: Acked, marked: bool, log: &mut Log) {
        let una = self.snd.una;
        let flight = self.snd.flight();
        let reason = match self.snd.recovery.phase {
            Phase::Open { .. } => {
                self.snd.recovery.phase = Phase::QUIET;
                self.grow_window(now, acked, marked)
            }
            Phase::NewReno { point, .. } | Phase::Sack { point, .. } if una.ge(point) => {
                let sack = matches!(self.snd.recovery.phase, Phase::Sack { .. });
                self.snd.recovery.phase = Phase::QUIET;
                log.applied(Reason::RecoveryDone { ack: una, recover: point });
                self.snd.congestion.recovered(flight, sack)
            }
            Phase::NewReno { point, .. } => {
                self.snd.recovery.phase = Phase::NewReno { point, partial: true };
                let reason = Reason::PartialAck { ack: una, recover: point };
                self.snd.resend = Some((SendKind::Retransmission, reason));
                self.snd.congestion.deflate(acked.text)
            }
            Phase::Sack { .. } => None,
            Phase::Loss { point, .. } => {
                self.snd.recovery.phase = if una.ge(point) {
                    Phase::QUIET
                } else {
                    Phase::Loss { point, answered: true }
                };
                self.grow_window(now, acked, marked)
            }
        };
        if let Some(reason) = reason {
            log.applied(reason);
        }
    }

    fn grow_window(&mut self, now: Instant, acked: Acked, marked: bool) -> Option<Reason> {
        if marked {
            return None;
        }
        let srtt = self.rto.estimate.map(|estimate| estimate.srtt);
        let progress = Progress { now, acked: acked.text, una: self.snd.una, srtt };
        self.snd.congestion.acknowledged(progress)
    }

    /// Another duplicate ACK while nothing is being repaired: is it the one that
    /// shows a loss?
    fn judge_duplicates(&mut self, now: Instant, dup_acks: u8, limited: u32, log: &mut Log) {
        if self.snd.sack {
            // RFC 6675 §5, steps 1 and 2.
            self.snd.mark_lost();
            let lost = self.snd.in_flight.front().is_some_and(|sent| sent.mark == Mark::Lost);
            if dup_acks >= DUP_THRESH || lost {
                self.begin_recovery(now, dup_acks, limited, log);
            }
        } else if dup_acks == DUP_THRESH {
            // RFC 6582 §3.2, step 2.
            let (ack, recover) = (self.snd.una, self.snd.recovery.guard);
            if ack.gt(recover) {
                self.begin_recovery(now, dup_acks, limited, log);
            } else {
                log.applied(Reason::FastRetransmitHeld { ack, recover });
            }
        }
    }

    /// Fast retransmit, and recovery begins (RFC 5681 §3.2, RFC 6675 §5, step 4).
    fn begin_recovery(&mut self, now: Instant, dup_acks: u8, limited: u32, log: &mut Log) {
        let Some(front) = self.snd.in_flight.front().copied() else { return };
        let point = self.snd.nxt;
        // What limited transmit let out does not count (RFC 5681 §3.2, step 2).
        let flight = self.snd.flight().saturating_sub(limited);
        let extra = if self.snd.sack { 0 } else { u32::from(DUP_THRESH) };
        if let Some(reason) = self.snd.congestion.reduce(flight, extra) {
            log.applied(reason);
        }
        self.window_reduced();
        if self.snd.sack {
            self.snd.recovery.phase = Phase::Sack { point, rescue: front.end() };
        } else {
            self.snd.recovery =
                Recovery { phase: Phase::NewReno { point, partial: false }, guard: point };
        }
        let reason = Reason::FastRetransmit { seq: front.seq, dup_acks };
        self.snd.resend = Some((SendKind::Retransmission, reason));
        // The careful variant of RFC 6675 §6: what goes again has a whole RTO.
        self.restart_retransmission_timer(now, log);
    }

    /// The retransmission timer fired: everything in flight counts as lost, and slow
    /// start begins (RFC 5681 §3.1). `attempt` time-outs in a row.
    pub(super) fn take_flight_for_lost(&mut self, attempt: u8, log: &mut Log) {
        let point = self.snd.nxt;
        let flight = self.snd.flight();
        if self.snd.in_flight.front().is_some_and(|front| front.syn) {
            self.snd.congestion.syn_lost();
        } else {
            // RFC 6582 §3.2: "Retransmit timeouts".
            self.snd.recovery.guard = point;
            if let Some(reason) = self.snd.congestion.timed_out(flight, attempt) {
                log.applied(reason);
            }
            self.window_reduced();
        }
        let forgotten = self.snd.give_up_flight();
        if forgotten > 0 {
            log.applied(Reason::SackForgotten { bytes: forgotten });
        }
        self.snd.recovery.phase = Phase::Loss { point, answered: false };
    }

    /// Which segment in flight to send again now, before anything new, and why.
    pub(super) fn next_repair(&self) -> Option<(usize, Reason)> {
        let snd = &self.snd;
        match snd.recovery.phase {
            Phase::Loss { point, answered: true } => {
                let index = snd.next_lost()?;
                let sent = snd.in_flight.get(index)?;
                let pipe = snd.pipe();
                let room = match snd.congestion.cwnd() {
                    Some(_) => pipe == 0 || snd.congestion.room(pipe) >= sent.len(),
                    // Without a congestion window: one at a time.
                    None => !snd.repair_in_flight(),
                };
                let (seq, una) = (sent.seq, snd.una);
                let reason = if seq == una {
                    Reason::RetransmitNext { una, recover: point }
                } else {
                    Reason::RetransmitPresumedLost { seq, recover: point }
                };
                room.then_some((index, reason))
            }
            Phase::Sack { .. } if self.room_for_repair() => {
                let index = snd.next_lost()?;
                let seq = snd.in_flight.get(index)?.seq;
                Some((index, Reason::SackRetransmit { seq, sacked: snd.sacked() }))
            }
            _ => None,
        }
    }

    /// The same, when there is nothing new to send: rules 3 and 4 of RFC 6675's
    /// `NextSeg`.
    pub(super) fn last_resort(&mut self) -> Option<(usize, Reason)> {
        let Phase::Sack { point, rescue } = self.snd.recovery.phase else { return None };
        if !self.room_for_repair() {
            return None;
        }
        if let Some(index) = self.snd.next_hole() {
            let seq = self.snd.in_flight.get(index)?.seq;
            return Some((index, Reason::SackRetransmitEarly { seq }));
        }
        let index = self.snd.last_unreported()?;
        let last = *self.snd.in_flight.get(index)?;
        // What was sent after the loss was found, or again, is not due yet.
        if !self.snd.una.gt(rescue) || last.repaired || last.end().gt(point) {
            return None;
        }
        self.snd.recovery.phase = Phase::Sack { point, rescue: point };
        Some((index, Reason::SackRescue { seq: last.seq }))
    }

    /// RFC 6675 §5, (C): cwnd - pipe is at least one SMSS.
    fn room_for_repair(&self) -> bool {
        self.snd.congestion.room(self.snd.pipe()) >= u32::from(self.snd.mss)
    }

    /// What was just sent again has a whole RTO to be acknowledged.
    pub(super) fn restart_retransmission_timer(&mut self, now: Instant, log: &mut Log) {
        let at = Some(now + self.rto.current);
        if self.timers.retransmission != at {
            self.timers.retransmission = at;
            log.applied(Reason::RtoStarted { rto: self.rto.current });
        }
    }
}
