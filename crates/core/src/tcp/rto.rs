//! The retransmission time-out (RFC 6298), in whole nanoseconds.
//!
//! Which segments may be measured (Karn's algorithm) is decided where the
//! acknowledgement is processed: see [`super::sender`].

use super::Config;
use crate::rules::Reason;
use crate::time::Duration;

/// SRTT, RTTVAR and RTO, and how often in a row the timer has fired.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Rto {
    /// SRTT and RTTVAR, once something has been measured.
    pub(super) estimate: Option<Estimate>,
    /// The present RTO, backed off if time-outs have happened.
    pub(super) current: Duration,
    /// The same without the slop, which is added to each anew.
    base: Duration,
    /// Time-outs in a row without anything new being acknowledged.
    pub(super) retries: u8,
    /// The SYN had to be sent again.
    pub(super) lost_syn: bool,
}

/// What RFC 6298 §2 remembers of the measurements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Estimate {
    /// Smoothed round-trip time.
    pub(super) srtt: Duration,
    /// Its variation.
    pub(super) rttvar: Duration,
}

impl Rto {
    /// RFC 6298 §2.1: before any measurement.
    pub(super) fn new(config: &Config) -> Self {
        let rto = clamp(config.rto_initial, config);
        Self { estimate: None, current: rto, base: rto, retries: 0, lost_syn: false }
    }

    /// RTO <- `base`, within §2.4's and §2.5's bounds.
    fn set(&mut self, base: Duration, config: &Config) {
        self.base = clamp(base, config);
        self.current = clamp(self.base + config.rto_slop, config);
    }

    /// RFC 6298 §2.2 and §2.3: a round trip took `rtt`.
    pub(super) fn measure(&mut self, rtt: Duration, config: &Config) -> Reason {
        let first = self.estimate.is_none();
        let Estimate { srtt, rttvar } = match self.estimate {
            // SRTT <- R, RTTVAR <- R/2
            None => Estimate { srtt: rtt, rttvar: rtt.divided_by(2) },
            // RTTVAR <- 3/4 RTTVAR + 1/4 |SRTT - R|, then SRTT <- 7/8 SRTT + 1/8 R
            Some(Estimate { srtt, rttvar }) => Estimate {
                rttvar: (rttvar.times(3) + srtt.abs_diff(rtt)).divided_by(4),
                srtt: (srtt.times(7) + rtt).divided_by(8),
            },
        };
        self.estimate = Some(Estimate { srtt, rttvar });
        // RTO <- SRTT + max(G, K*RTTVAR), K = 4; then §2.4 and §2.5.
        self.set(srtt + rttvar.times(4).max(config.clock_granularity), config);
        if first {
            Reason::RttFirstMeasured { rtt, rto: self.current }
        } else {
            Reason::RttMeasured { rtt, rto: self.current }
        }
    }

    /// RFC 6298 §5.5: the timer has fired, wait twice as long the next time.
    pub(super) fn back_off(&mut self, config: &Config) -> Reason {
        let from = self.current;
        self.set(self.base.times(2), config);
        self.retries = self.retries.saturating_add(1);
        Reason::RtoBackedOff { from, to: self.current, attempt: self.retries }
    }

    /// RFC 6298 §5.7: the handshake is over and its SYN had been lost.
    pub(super) fn restart_after_lost_syn(&mut self, config: &Config) -> Option<Reason> {
        if !std::mem::take(&mut self.lost_syn) || self.estimate.is_some() {
            return None;
        }
        self.current = clamp(config.rto_after_lost_syn, config);
        Some(Reason::RtoAfterLostSyn { rto: self.current })
    }
}

/// RFC 6298 §2.4, §2.5: bounded below and above.
fn clamp(rto: Duration, config: &Config) -> Duration {
    // The lower bound wins if somebody sets them the wrong way round; a zero
    // RTO would fire for ever at one instant.
    rto.min(config.rto_max).max(config.rto_min).max(Duration::from_nanos(1))
}

#[cfg(test)]
mod tests;
