//! The same endpoint on another clock.
//!
//! Nothing an endpoint does depends on what time it is, only on how much of it
//! has passed. Two endpoints that differ in nothing but the zero of their clocks
//! therefore have the same future; whoever explores futures (the model checker)
//! brings them to one clock first, and has one state where there were two.

use super::Endpoint;
use super::control::Control;
use crate::time::{Duration, Instant};

/// `moment` on a clock that was set back by `by`; zero if it lies before that.
fn earlier(moment: Instant, by: Duration) -> Instant {
    Instant::from_nanos(moment.as_nanos().saturating_sub(by.as_nanos()))
}

/// Whole milliseconds, on a clock that wraps (RFC 7323 §5.4).
fn millis(by: Duration) -> u32 {
    u32::try_from(by.as_millis() & u64::from(u32::MAX)).unwrap_or_default()
}

impl Endpoint {
    /// This endpoint on a clock that was set back by `by`: what was to happen at
    /// `t` will happen at `t - by`. Of what lies more than `by` in the past it is
    /// only remembered that it was before now: it counts as having happened at zero.
    ///
    /// With timestamps agreed on, `by` should be whole milliseconds, which is what
    /// their clock counts.
    #[must_use]
    pub fn rebased(mut self, by: Duration) -> Self {
        let timers = &mut self.timers;
        for moment in [
            &mut timers.retransmission,
            &mut timers.persist,
            &mut timers.delayed_ack,
            &mut timers.keep_alive,
            &mut timers.fin_wait_2,
            &mut timers.user,
            &mut self.last_challenge,
            &mut self.snd.last_text,
        ] {
            *moment = moment.map(|moment| earlier(moment, by));
        }
        if let Some((since, _)) = &mut self.challenges {
            *since = earlier(*since, by);
        }
        if let Control::TimeWait { until } = &mut self.control {
            *until = earlier(*until, by);
        }
        // TS.Recent keeps its age, and our timestamp clock goes on from where it is.
        if let Some(recent) = &mut self.agreed.timestamps {
            recent.at = earlier(recent.at, by);
        }
        if self.config.timestamps {
            let offset = &mut self.config.timestamp_offset;
            *offset = offset.wrapping_add(millis(by));
        }
        self.snd.congestion.rebase(|moment| earlier(moment, by));
        for sent in &mut self.snd.in_flight {
            sent.at = earlier(sent.at, by);
            sent.resent = sent.resent.map(|moment| earlier(moment, by));
        }
        self
    }
}
