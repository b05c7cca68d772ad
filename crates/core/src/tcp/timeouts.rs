//! USER TIMEOUT, RETRANSMISSION TIMEOUT, TIME-WAIT TIMEOUT (RFC 9293 §3.10.8),
//! the persist timer (§3.8.6.1) and the delayed-ACK timer (§3.8.6.3). Those of
//! idle connections are in [`super::idle`].

use super::control::Control;
use super::transition::Trigger;
use super::{ConnectionError, Endpoint, Log, SendKind, Timer};
use crate::rules::Reason;
use crate::time::Instant;

impl Endpoint {
    /// The timer that fires next and when, if any runs.
    pub fn next_timeout(&self) -> Option<(Instant, Timer)> {
        Timer::ALL.into_iter().filter_map(|timer| Some((self.timer(timer)?, timer))).min()
    }

    /// When `timer` will fire, if it runs.
    pub fn timer(&self, timer: Timer) -> Option<Instant> {
        match (timer, self.control) {
            (Timer::Retransmission, _) => self.timers.retransmission,
            (Timer::Persist, _) => self.timers.persist,
            (Timer::DelayedAck, _) => self.timers.delayed_ack,
            (Timer::KeepAlive, _) => self.timers.keep_alive,
            (Timer::FinWait2, _) => self.timers.fin_wait_2,
            (Timer::User, _) => self.timers.user,
            (Timer::TimeWait, Control::TimeWait { until }) => Some(until),
            (Timer::TimeWait, _) => None,
        }
    }

    /// Fires every timer due at `now`, earliest first.
    pub fn handle_timeout(&mut self, now: Instant, log: &mut Log) {
        // Each firing either ends the connection or sets its timer after `now`.
        while let Some((at, timer)) = self.next_timeout() {
            if at > now {
                break;
            }
            match timer {
                Timer::Retransmission => self.retransmission_timeout(now, log),
                Timer::Persist => self.persist_timeout(now, log),
                Timer::DelayedAck => self.delayed_ack_timeout(),
                Timer::TimeWait => self.time_wait_timeout(log),
                Timer::KeepAlive => self.keep_alive_timeout(now, log),
                Timer::FinWait2 => self.fin_wait_2_timeout(log),
                Timer::User => self.user_timeout(log),
            }
        }
    }

    /// RFC 9293 §3.10.8: the oldest segment in flight goes again; RFC 6298 §5.4 to
    /// §5.6; giving up is R2 of RFC 9293 §3.8.3.
    fn retransmission_timeout(&mut self, now: Instant, log: &mut Log) {
        self.timers.retransmission = None;
        let Some(front) = self.snd.in_flight.front().copied() else { return };
        let retries = self.rto.retries;
        let (limit, give_up) = match self.control {
            Control::SynSent => (self.config.syn_retries, Reason::GiveUpSyn { retries }),
            Control::SynReceived { .. } => {
                (self.config.syn_ack_retries, Reason::GiveUpSyn { retries })
            }
            _ => (self.config.data_retries, Reason::GiveUpData { seq: front.seq, retries }),
        };
        if retries >= limit {
            let trigger = Trigger::Timeout(Timer::Retransmission);
            let error = Some(self.give_up_error());
            return self.delete(trigger, give_up, error, log);
        }
        let rto = self.rto.current;
        let opening = self.control == Control::SynSent;
        // §5.5, back off; §5.4, send the earliest segment; §5.6, start the timer.
        log.applied(self.rto.back_off(&self.config));
        // RFC 9293 §3.8.3, R1: IP is told, which may know another way.
        let retries = self.rto.retries;
        if retries == self.config.advise_retries {
            log.applied(Reason::AdviseIp { retries });
        }
        if opening
            && self.config.syn_options_retries.is_some_and(|most| retries > most)
            && !std::mem::replace(&mut self.agreed.withdrawn, true)
        {
            log.applied(Reason::SynOptionsWithdrawn { retries });
        }
        let reason = Reason::RetransmitTimeout { seq: front.seq, rto, attempt: self.rto.retries };
        self.snd.resend = Some((SendKind::Retransmission, reason));
        self.take_flight_for_lost(self.rto.retries, log);
        if front.syn {
            self.rto.lost_syn = true;
        }
        self.timers.retransmission = Some(now + self.rto.current);
        log.applied(Reason::RtoStarted { rto: self.rto.current });
    }

    /// RFC 9293 §3.8.6.1: probe the closed window, at doubling intervals.
    fn persist_timeout(&mut self, now: Instant, log: &mut Log) {
        self.timers.persist = None;
        let probes = self.snd.probes_unanswered;
        if probes >= self.config.data_retries {
            let reason = Reason::ProbesUnanswered { probes };
            let trigger = Trigger::Timeout(Timer::Persist);
            return self.delete(trigger, reason, Some(ConnectionError::TimedOut), log);
        }
        let next = self
            .snd
            .probe_interval
            .unwrap_or(self.rto.current)
            .times(2)
            .min(self.config.rto_max)
            .max(self.rto.current);
        self.snd.probes_unanswered = probes + 1;
        let seq = self.snd.nxt;
        self.snd.probe = Some(Reason::ZeroWindowProbe { seq, probe: probes + 1, next });
        self.snd.probe_interval = Some(next);
        self.timers.persist = Some(now + next);
    }

    /// RFC 9293 §3.8.6.3: nothing came up for the acknowledgement to ride on.
    fn delayed_ack_timeout(&mut self) {
        self.timers.delayed_ack = None;
        self.outbox.ack = self.ack_delay().map(|delay| Reason::AckDelayOver { delay });
    }

    /// RFC 9293 §3.10.8: the wait is over and the connection forgotten.
    fn time_wait_timeout(&mut self, log: &mut Log) {
        let reason = Reason::TimeWaitOver { msl: self.config.msl };
        self.delete(Trigger::Timeout(Timer::TimeWait), reason, None, log);
    }

    /// RFC 9293 §3.10.8: in whatever state, the user's patience ends the connection.
    fn user_timeout(&mut self, log: &mut Log) {
        self.timers.user = None;
        let Some(after) = self.patience() else { return };
        let reason = Reason::UserTimeout { after };
        self.rcv.flush();
        let error = Some(ConnectionError::TimedOut);
        self.delete(Trigger::Timeout(Timer::User), reason, error, log);
    }
}
