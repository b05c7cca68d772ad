//! Connections on which nothing happens: keep-alive (RFC 9293 §3.8.4), and
//! orphans in FIN-WAIT-2.

use super::control::Control;
use super::transition::Trigger;
use super::{Endpoint, KeepAlive, Log, SendKind, Timer, Transmit};
use crate::rules::Reason;
use crate::time::Instant;
use crate::wire::Ecn;
use crate::wire::tcp::Flags;

impl Endpoint {
    /// Turns keep-alive on or off at any time (RFC 9293 §3.8.4, MUST-25).
    pub fn set_keep_alive(&mut self, now: Instant, keep_alive: Option<KeepAlive>) {
        self.config.keep_alive = keep_alive;
        self.heard(now);
    }

    /// Turns the Nagle algorithm on or off at any time (RFC 9293 §3.7.4, MUST-17).
    pub fn set_nagle(&mut self, on: bool) {
        self.config.nagle = on;
    }

    /// Something was heard from the peer: it is there.
    pub(super) fn heard(&mut self, now: Instant) {
        self.keep_alive_probes = 0;
        let waits =
            self.state().is_synchronized() && !matches!(self.control, Control::TimeWait { .. });
        self.timers.keep_alive =
            self.config.keep_alive.filter(|_| waits).map(|keep_alive| now + keep_alive.idle);
    }

    /// The connection has been silent for as long as the user lets it be.
    pub(super) fn keep_alive_timeout(&mut self, now: Instant, log: &mut Log) {
        self.timers.keep_alive = None;
        let Some(keep_alive) = self.config.keep_alive else { return };
        // MUST-27: only where nothing is in flight, nor waits for the window, be it a
        // FIN; otherwise other timers see to it.
        let waits = self.snd.unsent() > 0 || self.snd.fin_unsent();
        if !self.snd.in_flight.is_empty() || waits {
            self.timers.keep_alive = Some(now + keep_alive.idle);
            return;
        }
        // MUST-29: no single probe decides.
        let (sent, limit) = (self.keep_alive_probes, keep_alive.probes.max(1));
        if sent >= limit {
            let reason = Reason::KeepAliveDead { probes: sent };
            self.reset_peer(reason);
            self.rcv.flush();
            let error = Some(self.give_up_error());
            return self.delete(Trigger::Timeout(Timer::KeepAlive), reason, error, log);
        }
        self.keep_alive_probes = sent + 1;
        self.outbox.keep_alive = Some(Reason::KeepAliveProbe { probe: sent + 1, limit });
        self.timers.keep_alive = Some(now + keep_alive.interval);
    }

    /// An empty segment with a number that was acknowledged long ago: whoever is
    /// there must answer it.
    pub(super) fn keep_alive_probe(&mut self, reason: Reason) -> Transmit {
        let header = self.header(self.snd.nxt - 1, Flags::ACK);
        let (payload, dst) = (Vec::new(), self.destination());
        Transmit { header, payload, dst, ecn: Ecn::NotCapable, kind: SendKind::Probe, reason }
    }

    /// Starts the timer of an orphan in FIN-WAIT-2, if it is one.
    pub(super) fn watch_orphan(&mut self, now: Instant) {
        if self.control != Control::FinWait2 {
            self.timers.fin_wait_2 = None;
        } else if self.reader_gone && self.timers.fin_wait_2.is_none() {
            self.timers.fin_wait_2 = self.config.fin_wait_2_timeout.map(|after| now + after);
        }
    }

    /// The peer's FIN is not coming.
    pub(super) fn fin_wait_2_timeout(&mut self, log: &mut Log) {
        self.timers.fin_wait_2 = None;
        let Some(after) = self.config.fin_wait_2_timeout else { return };
        let trigger = Trigger::Timeout(Timer::FinWait2);
        self.delete(trigger, Reason::FinWait2Over { after }, None, log);
    }
}
