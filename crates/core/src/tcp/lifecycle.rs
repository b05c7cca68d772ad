//! Changing state, and what always goes with it: the one place where
//! [`Control`] is assigned, connections begin and end, and an acknowledgement
//! that was found acceptable takes effect.

use super::agreed::Agreed;
use super::control::{Control, Opening};
use super::ecn::Marks;
use super::receiver::Receiver;
use super::rto::Rto;
use super::sender::{Acked, Sender};
use super::timers::Timers;
use super::transition::{CallKind, Transition, Trigger, is_declared};
use super::{ConnectionError, Endpoint, Log, Note, State, Timer};
use crate::rules::Reason;
use crate::seq::Seq;
use crate::time::{Duration, Instant};

impl Endpoint {
    /// Changes the state. Every change goes through here, and is in the table.
    pub(super) fn enter(
        &mut self,
        control: Control,
        trigger: Trigger,
        reason: Reason,
        log: &mut Log,
    ) {
        let (from, to) = (self.control.state(), control.state());
        debug_assert!(
            is_declared(Transition { from, to, on: trigger }),
            "{from} -> {to} on {trigger:?} is not in the table"
        );
        self.control = control;
        log.0.push(Note::Transition { from, to, reason });
    }

    /// Fills a fresh TCB that will send from `iss` on.
    pub(super) fn begin(&mut self, iss: Seq) {
        let mss = self.config.mss.min(self.default_send_mss());
        self.snd = Sender::new(&self.config, iss, mss);
        self.rcv = Receiver::new(self.config.receive_buffer);
        self.agreed = Agreed::default();
        self.marks = Marks::default();
        self.rto = Rto::new(&self.config);
        self.timers = Timers::default();
        self.last_challenge = None;
        self.challenges = None;
        self.soft_error = None;
        self.keep_alive_probes = 0;
        self.reader_gone = false;
        self.error = None;
    }

    /// Deletes the TCB. What was received in order can still be read.
    pub(super) fn delete(
        &mut self,
        trigger: Trigger,
        reason: Reason,
        error: Option<ConnectionError>,
        log: &mut Log,
    ) {
        self.enter(Control::Closed, trigger, reason, log);
        log.0.push(Note::Deleted(reason));
        self.stop();
        // Where TIME-WAIT lasts no time, its ACK must still get out.
        if trigger != Trigger::Timeout(Timer::TimeWait) {
            self.outbox.clear_acks();
        }
        self.error = error.or(self.error);
    }

    /// Back to LISTEN, as if the SYN had never come (RFC 9293 §3.10.7.4).
    pub(super) fn back_to_listen(
        &mut self,
        iss: Seq,
        trigger: Trigger,
        reason: Reason,
        log: &mut Log,
    ) {
        self.enter(Control::Listen { iss: Some(iss) }, trigger, reason, log);
        log.0.push(Note::Deleted(reason));
        self.begin(iss);
        self.outbox.clear_acks();
    }

    /// Nothing is sent or waited for any more.
    fn stop(&mut self) {
        self.snd.stop();
        self.timers = Timers::default();
    }

    /// Enters ESTABLISHED, and closes at once if the user asked for that before.
    pub(super) fn enter_established(&mut self, trigger: Trigger, reason: Reason, log: &mut Log) {
        let close = matches!(self.control, Control::SynReceived { close_queued: true, .. });
        self.enter(Control::Established, trigger, reason, log);
        if self.config.buffer_is_window {
            self.rcv.open_whole();
        }
        if let Some(reason) = self.rto.restart_after_lost_syn(&self.config) {
            log.applied(reason);
        }
        if let Some(reason) = self.snd.congestion.open(&self.config, self.snd.mss) {
            log.applied(reason);
        }
        if close {
            self.close_first(log);
        }
    }

    /// A FIN follows the last byte; FIN-WAIT-1.
    pub(super) fn close_first(&mut self, log: &mut Log) {
        self.snd.closing = true;
        let reason = Reason::CloseFirst { fin: self.snd.buffer.end(), unsent: self.snd.unsent() };
        self.enter(Control::FinWait1, Trigger::Call(CallKind::Close), reason, log);
    }

    /// Enters TIME-WAIT: the 2MSL timer starts, the others are turned off.
    pub(super) fn enter_time_wait(
        &mut self,
        now: Instant,
        trigger: Trigger,
        reason: Reason,
        log: &mut Log,
    ) {
        let msl = self.config.msl;
        self.enter(Control::TimeWait { until: now + msl.times(2) }, trigger, reason, log);
        self.stop();
        log.applied(Reason::TimeWaitStarts { msl });
    }

    /// SND.UNA moves up to `ack`, with all that follows from it (RFC 6298 §3,
    /// §5.2, §5.3). `echoed` is the round trip a timestamp measured, which holds for
    /// retransmissions too (RFC 7323 §4.1).
    pub(super) fn take_acknowledgement(
        &mut self,
        now: Instant,
        ack: Seq,
        echoed: Option<Duration>,
        log: &mut Log,
    ) -> Acked {
        let spared = self.snd.recovery.spares_timer(ack);
        let mut acked = self.snd.acknowledge(now, ack);
        if echoed.is_some() {
            acked.rtt = echoed;
            acked.ambiguous = false;
        }
        if acked.syn {
            log.applied(Reason::SynAcknowledged { iss: self.snd.iss, una: self.snd.iss + 1 });
        }
        if acked.ambiguous {
            log.applied(Reason::RttAmbiguous { ack });
        } else if let Some(rtt) = acked.rtt {
            log.applied(self.rto.measure(rtt, &self.config));
        }
        self.rto.retries = 0;
        if self.snd.in_flight.is_empty() {
            if self.timers.retransmission.take().is_some() {
                log.applied(Reason::RtoStopped);
            }
            self.timers.user = None;
        } else {
            if !spared {
                self.timers.retransmission = Some(now + self.rto.current);
                log.applied(Reason::RtoRestarted { rto: self.rto.current });
            }
            self.restart_user_timer(now);
        }
        acked
    }

    /// Something that must be acknowledged goes out: the user time-out runs.
    pub(super) fn start_user_timer(&mut self, now: Instant) {
        if self.timers.user.is_none() {
            self.timers.user = self.patience().map(|after| now + after);
        }
    }

    /// How long something sent may wait: RFC 9293's user time-out, or what the
    /// configuration has for connections that are opening.
    pub(super) fn patience(&self) -> Option<Duration> {
        let user = self.config.user_timeout;
        match self.state() {
            State::SynSent | State::SynReceived => {
                self.config.open_timeout.into_iter().chain(user).min()
            }
            _ => user,
        }
    }

    /// The peer has shown that it is there: the user time-out starts afresh, if it runs.
    pub(super) fn restart_user_timer(&mut self, now: Instant) {
        if self.timers.user.take().is_some() {
            self.start_user_timer(now);
        }
    }

    /// Whether the user has asked to close in SYN-RECEIVED.
    pub(super) fn close_is_queued(&self) -> bool {
        matches!(self.control, Control::SynReceived { close_queued: true, .. })
    }

    /// Remembers in SYN-RECEIVED that the user has closed.
    pub(super) fn queue_close(&mut self, opening: Opening) {
        self.control = Control::SynReceived { opening, close_queued: true };
    }
}
