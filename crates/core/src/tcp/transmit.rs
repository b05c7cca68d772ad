//! What to send next.
//!
//! One place decides, so that a segment carries everything that is due: text,
//! FIN, the acknowledgement and the window. In order: resets; a repeated
//! segment; a window probe; our SYN; new text and the FIN, as far as the peer's
//! window and ours on the network have room; what may only be lost; a bare ACK, if
//! it may not wait.

use super::control::{Control, Opening};
use super::outbox::Reset;
use super::receiver::Receiver;
use super::sender::Sent;
use super::{Endpoint, Log, SendKind, State, Transmit};
use crate::rules::Reason;
use crate::seq::Seq;
use crate::time::{Duration, Instant};
use crate::wire::Ecn;
use crate::wire::tcp::{Flags, Header, Options};
use std::net::SocketAddr;

/// The longest an acknowledgement waits.
const MAX_ACK_DELAY: Duration = Duration::from_millis(499);

impl Endpoint {
    /// The next segment to send at `now`, if any: call it until there is none.
    pub fn poll_transmit(&mut self, now: Instant, log: &mut Log) -> Option<Transmit> {
        self.watch_orphan(now);
        let mut transmit = self.decide(now, log)?;
        self.dress(now, &mut transmit);
        Some(transmit)
    }

    fn decide(&mut self, now: Instant, log: &mut Log) -> Option<Transmit> {
        if let Some(reset) = self.outbox.next_reset() {
            return Some(reset.transmit(self.local));
        }
        if let Some((kind, reason)) = self.snd.resend.take()
            && let Some(again) = self.send_again(now, 0, kind, reason, log)
        {
            return Some(again);
        }
        if let Some((index, reason)) = self.next_repair() {
            return self.send_again(now, index, SendKind::Retransmission, reason, log);
        }
        if let Some(reason) = self.snd.probe.take()
            && let Some(probe) = self.probe(now, reason, log)
        {
            return Some(probe);
        }
        if let Some(reason) = self.outbox.keep_alive.take() {
            return Some(self.keep_alive_probe(reason));
        }
        if let Some(transmit) = self.new_segment(now, log) {
            return Some(transmit);
        }
        if let Some((index, reason)) = self.last_resort() {
            return self.send_again(now, index, SendKind::Retransmission, reason, log);
        }
        self.watch_the_window(now, log);
        let reason = self.outbox.ack.or_else(|| self.delay_ack(now, log))?;
        if let Some(again) = self.fin_again(now, reason) {
            return Some(self.segment(again.0, SendKind::Retransmission, again.1, log));
        }
        Some(self.bare_ack(reason))
    }

    /// The segment in flight at `index`, as it was first sent.
    fn send_again(
        &mut self,
        now: Instant,
        index: usize,
        kind: SendKind,
        reason: Reason,
        log: &mut Log,
    ) -> Option<Transmit> {
        let repairs = self.snd.recovery.marks_repairs();
        let sent = self.snd.in_flight.get_mut(index)?;
        sent.resent = Some(now);
        sent.repaired |= repairs;
        let sent = *sent;
        self.snd.last_text = Some(now);
        if repairs {
            self.restart_retransmission_timer(now, log);
        }
        Some(self.segment(sent, kind, reason, log))
    }

    /// Our SYN, or new text and the FIN, if they may go.
    fn new_segment(&mut self, now: Instant, log: &mut Log) -> Option<Transmit> {
        let nxt = self.snd.nxt;
        let (text, syn, fin, reason) = match self.control {
            Control::SynSent if nxt == self.snd.iss => {
                (0, true, false, Reason::SendSyn { iss: nxt, mss: self.config.mss })
            }
            Control::SynReceived { opening, .. } if nxt == self.snd.iss => {
                let ack = self.rcv.nxt;
                let reason = match opening {
                    Opening::Passive { .. } => Reason::SendSynAck { iss: nxt, ack },
                    Opening::Simultaneous => Reason::SendSynAckSimultaneous { iss: nxt, ack },
                };
                (0, true, false, reason)
            }
            control if control.may_transmit() => {
                self.restart_after_idle(now, log);
                let Some((text, fin, reason)) = self.new_text(self.snd.room_for_text()) else {
                    self.tell_of_full_window(log);
                    return None;
                };
                let limited = self.snd.limited_transmit(text);
                (text, false, fin, limited.unwrap_or(reason))
            }
            _ => return None,
        };
        let sent = Sent { syn, fin, ..Sent::text(nxt, text, now) };
        self.put_in_flight(sent);
        if self.timers.persist.take().is_some() {
            log.applied(Reason::PersistStopped);
        }
        self.snd.probe_interval = None;
        // RFC 6298 §5.1: start the timer when it is not running.
        if self.timers.retransmission.is_none() {
            self.timers.retransmission = Some(now + self.rto.current);
            log.applied(Reason::RtoStarted { rto: self.rto.current });
        }
        self.start_user_timer(now);
        Some(self.segment(sent, SendKind::First, reason, log))
    }

    /// How long an acknowledgement may wait: less than half a second, whatever was asked for
    /// (RFC 9293 §3.8.6.3, MUST-40).
    pub(super) fn ack_delay(&self) -> Option<Duration> {
        self.config.delayed_ack.map(|delay| delay.min(MAX_ACK_DELAY))
    }

    /// RFC 9293 §3.8.6.3 and RFC 5681 §4.2: an acknowledgement that may wait does,
    /// for something to ride on, unless two full segments are unacknowledged.
    /// Returns the reason of one that goes now.
    fn delay_ack(&mut self, now: Instant, log: &mut Log) -> Option<Reason> {
        let reason = self.outbox.ack_may_wait.take()?;
        let Some(delay) = self.ack_delay() else { return Some(reason) };
        // RMSS is the MSS we announced; the peer's segments are often no larger than
        // the smaller of the two, and then two of those are enough.
        let (bytes, mss) = (self.rcv.unacknowledged(), self.snd.mss);
        if bytes >= 2 * u32::from(mss) {
            return Some(Reason::AckSecondSegment { bytes, mss });
        }
        if self.config.ack_second_of_any_size && self.timers.delayed_ack.is_some() {
            return Some(Reason::AckSecondOfAnySize { bytes });
        }
        // The first of them sets the time: later ones do not put it off.
        let due = *self.timers.delayed_ack.get_or_insert(now + delay);
        log.applied(Reason::AckDelayed { bytes, left: due.since(now) });
        None
    }

    /// Our FIN, to go again with an acknowledgement that is no challenge, where the
    /// configuration has that and the FIN is out and not acknowledged.
    fn fin_again(&mut self, now: Instant, reason: Reason) -> Option<(Sent, Reason)> {
        let challenge = matches!(
            reason,
            Reason::ResetNotExact { .. }
                | Reason::SynChallenged { .. }
                | Reason::AckOfUnsent { .. }
                // An empty segment from before the window: the peer has gone back to what it
                // believes unacknowledged, and what tells it otherwise must lie in its window,
                // where the FIN, if it has arrived, does not.
                | Reason::SegmentUnacceptable { len: 0, .. }
        );
        if challenge || !self.config.ack_repeats_fin {
            return None;
        }
        let sent = self.snd.in_flight.back_mut().filter(|sent| sent.fin)?;
        sent.resent = Some(now);
        let fin = sent.end() - 1;
        // The FIN alone: text before it keeps its own time-out.
        let alone = Sent { seq: fin, text: 0, syn: false, ..*sent };
        Some((alone, Reason::AckRepeatsFin { fin }))
    }

    /// RFC 9293 §3.8.6.2.1: how much new text to send now, and whether the FIN
    /// goes with it. Data counts as pushed: it waits for silliness to pass, not
    /// for a PUSH, as it must not be held for ever (MUST-60).
    ///
    /// `room` is what the congestion window has room for. The FIN takes a place in
    /// the peer's window, but is nothing that could congest a network.
    fn new_text(&self, room: u32) -> Option<(u32, bool, Reason)> {
        let snd = &self.snd;
        let (unsent, usable, mss) = (snd.unsent(), snd.usable(), u32::from(self.text_room()));
        let text = unsent.min(usable).min(room).min(mss);
        let fin = snd.fin_unsent() && text == unsent && usable > text;
        if fin {
            let fin = snd.buffer.end();
            return Some((text, true, Reason::SendFin { fin, bytes: text }));
        }
        if text == 0 {
            return None;
        }
        // (1) a full segment
        if text == mss {
            return Some((text, false, Reason::SendFullSegment { mss: snd.mss, usable, unsent }));
        }
        // RFC 9293 §3.7.4, Nagle: no second small segment in flight.
        let quiet = snd.in_flight.is_empty() || !self.config.nagle;
        // (2) everything there is
        if quiet && text == unsent {
            return Some((text, false, Reason::SendAllWaiting { bytes: text, usable }));
        }
        // (3) at least Fs = 1/2 of the largest window
        if quiet && text >= snd.max_wnd.div_ceil(2) {
            let max_window = snd.max_wnd;
            return Some((text, false, Reason::SendHalfWindow { bytes: text, max_window }));
        }
        // (4), the override time-out, is the persist timer's: see `probe`.
        None
    }

    /// A segment with new numbers goes out.
    fn put_in_flight(&mut self, sent: Sent) {
        let snd = &mut self.snd;
        snd.in_flight.push_back(sent);
        snd.nxt = sent.end();
        snd.max = snd.max.max(snd.nxt);
        if sent.text > 0 {
            snd.last_text = Some(sent.at);
            snd.held_back = false;
            snd.congestion.sent(snd.flight(), snd.una, snd.nxt);
        }
    }

    /// RFC 5681 §4.1: after a silence longer than the RTO nothing is known of the
    /// network any more.
    fn restart_after_idle(&mut self, now: Instant, log: &mut Log) {
        if !self.snd.in_flight.is_empty() || self.snd.unsent() == 0 {
            return;
        }
        let idle = self.snd.last_text.map(|last| now.since(last));
        if let Some(idle) = idle.filter(|&idle| idle > self.rto.current)
            && let Some(reason) = self.snd.congestion.restart(idle)
        {
            log.applied(reason);
        }
    }

    /// Says once that text waits which only the congestion window holds back.
    fn tell_of_full_window(&mut self, log: &mut Log) {
        if self.snd.held_back || self.new_text(u32::MAX).is_none() {
            return;
        }
        self.snd.held_back = true;
        let (pipe, unsent) = (self.snd.pipe(), self.snd.unsent());
        if let Some(cwnd) = self.snd.congestion.cwnd() {
            log.applied(Reason::CwndFull { cwnd, pipe, unsent });
        }
    }

    /// RFC 9293 §3.8.6.1 and §3.8.6.2.1: if something waits for the window and
    /// nothing in flight will bring news of it, the persist timer runs.
    fn watch_the_window(&mut self, now: Instant, log: &mut Log) {
        let snd = &mut self.snd;
        let unsent = snd.unsent();
        let waits = self.control.may_transmit()
            && snd.in_flight.is_empty()
            && (unsent > 0 || snd.fin_unsent());
        if !waits {
            snd.probe_interval = None;
            if self.timers.persist.take().is_some() {
                log.applied(Reason::PersistStopped);
            }
            return;
        }
        if self.timers.persist.is_some() {
            return;
        }
        log.applied(match snd.usable() {
            0 => Reason::ZeroWindowWaits { unsent },
            usable => Reason::SillyWindowWaits { usable, unsent, mss: snd.mss },
        });
        let interval = self.rto.current;
        snd.probe_interval = Some(interval);
        snd.probes_unanswered = 0;
        self.timers.persist = Some(now + interval);
        log.applied(Reason::PersistStarted { interval });
    }

    /// The persist timer has fired: one byte, or the FIN, beyond a closed
    /// window; what fits, if the window was only silly.
    fn probe(&mut self, now: Instant, reason: Reason, log: &mut Log) -> Option<Transmit> {
        let (unsent, usable) = (self.snd.unsent(), self.snd.usable());
        if usable > 0 && unsent > 0 {
            let text = unsent.min(usable).min(u32::from(self.snd.mss));
            let sent = Sent::text(self.snd.nxt, text, now);
            self.put_in_flight(sent);
            self.timers.persist = None;
            self.timers.retransmission = Some(now + self.rto.current);
            self.start_user_timer(now);
            let reason = Reason::SendOverride { bytes: text };
            return Some(self.segment(sent, SendKind::First, reason, log));
        }
        let fin = unsent == 0 && self.snd.fin_unsent();
        if unsent == 0 && !fin {
            return None;
        }
        let sent = Sent { fin, ..Sent::text(self.snd.nxt, u32::from(!fin), now) };
        self.snd.max = self.snd.max.max(sent.end());
        self.start_user_timer(now);
        Some(self.segment(sent, SendKind::Probe, reason, log))
    }

    /// Puts a segment with numbers of its own together.
    fn segment(&mut self, sent: Sent, kind: SendKind, reason: Reason, log: &mut Log) -> Transmit {
        let mut flags = Flags(0);
        let mut ecn = Ecn::NotCapable;
        if sent.syn {
            flags |= Flags::SYN | self.flags_of_syn(log);
        }
        if self.state() != State::SynSent {
            flags |= Flags::ACK;
            if self.timers.delayed_ack.is_some() {
                log.applied(Reason::AckRidesAlong { ack: self.rcv.nxt });
            }
        }
        let payload = if sent.text > 0 {
            let marks = self.dress_text(sent.seq, kind, log);
            flags |= marks.0;
            ecn = marks.1;
            let begin = sent.seq + u32::from(sent.syn);
            if self.snd.buffer.pushes(begin, begin + sent.text) {
                flags |= Flags::PSH;
            }
            self.snd.buffer.copy(begin, sent.text)
        } else {
            Vec::new()
        };
        if sent.fin {
            flags |= Flags::FIN;
        }
        let header = self.header(sent.seq, flags);
        Transmit { header, payload, dst: self.destination(), ecn, kind, reason }
    }

    /// `<SEQ=SND.NXT><ACK=RCV.NXT><CTL=ACK>`.
    fn bare_ack(&mut self, reason: Reason) -> Transmit {
        let header = self.header(self.snd.nxt, Flags::ACK);
        Transmit {
            header,
            payload: Vec::new(),
            dst: self.destination(),
            ecn: Ecn::NotCapable,
            kind: SendKind::Ack,
            reason,
        }
    }

    pub(super) fn header(&mut self, seq: Seq, mut flags: Flags) -> Header {
        let acks = flags.contains(Flags::ACK);
        if acks && !flags.contains(Flags::SYN) {
            flags |= self.flags_of_ack();
        }
        if acks {
            // Whatever was owed is paid with this.
            self.outbox.clear_acks();
            self.timers.delayed_ack = None;
            self.rcv.acknowledged = self.rcv.nxt;
        }
        Header {
            src_port: self.local.port(),
            dst_port: self.destination().port(),
            seq,
            ack: if acks { self.rcv.nxt } else { Seq(0) },
            flags,
            window: if flags.contains(Flags::SYN) {
                // RFC 7323 §2.2: the window of a SYN is never scaled.
                Receiver::announce_unscaled(self.config.receive_buffer)
            } else {
                self.rcv.announce(self.snd.mss)
            },
            urgent: 0,
            options: Options::default(),
        }
    }

    /// The peer's address. Nothing is ever put together without a peer.
    pub(super) fn destination(&self) -> SocketAddr {
        self.remote.unwrap_or(self.local)
    }
}

impl Reset {
    /// The segment.
    pub(super) fn transmit(self, src: SocketAddr) -> Transmit {
        let flags = if self.ack.is_some() { Flags::RST | Flags::ACK } else { Flags::RST };
        Transmit {
            header: Header {
                src_port: src.port(),
                dst_port: self.dst.port(),
                seq: self.seq,
                ack: self.ack.unwrap_or(Seq(0)),
                flags,
                window: 0,
                urgent: 0,
                options: Options::default(),
            },
            payload: Vec::new(),
            dst: self.dst,
            ecn: Ecn::NotCapable,
            kind: SendKind::Reset,
            reason: self.reason,
        }
    }
}
