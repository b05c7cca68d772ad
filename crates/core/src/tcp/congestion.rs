//! Congestion control: how much may be in the network at once.
//!
//! Pure state: [`Window`] is told what happened (an acknowledgement, a loss, a
//! time-out, silence) and answers with the rule that applied; it sends nothing
//! and knows no timers. Which losses there are is found by [`super::recovery`].
//! Everything is in bytes and whole numbers.
//!
//! What Reno and CUBIC share (slow start, the loss window, the restart after
//! silence) is here; where they differ is in [`reno`] and [`cubic`].

mod cubic;
mod reno;

use super::{Config, Congestion};
use crate::rules::Reason;
use crate::seq::Seq;
use crate::time::{Duration, Instant};
use cubic::Cubic;

/// The congestion window and its threshold (RFC 5681 §2).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Window {
    /// Who says how it grows and shrinks; `None`: nobody, it does not limit.
    algorithm: Option<Algorithm>,
    /// cwnd, in bytes.
    cwnd: u32,
    /// ssthresh, in bytes. `None` stands for "arbitrarily high", as before any loss.
    ssthresh: Option<u32>,
    /// SMSS, in bytes.
    mss: u32,
    /// IW, which is what silence takes it back to.
    initial: u32,
    /// The most that was in flight in this round trip: a window that is not used
    /// does not grow (RFC 9438 §5.8; RFC 5681 §3.1 says "at most").
    peak: u32,
    /// When this number is acknowledged, the round trip of `peak` is over.
    peak_until: Seq,
    /// How often our SYN was lost.
    syns_lost: u8,
}

/// How the window grows once it has reached ssthresh, and how far it shrinks.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Algorithm {
    /// By a segment each round trip; to a half.
    Reno {
        /// Bytes acknowledged since it last grew.
        counted: u32,
    },
    /// Along a cubic curve; to seven tenths.
    Cubic(Cubic),
}

/// An acknowledgement of something new, as far as congestion control is concerned.
#[derive(Clone, Copy, Debug)]
pub(super) struct Progress {
    /// When it came.
    pub(super) now: Instant,
    /// Bytes it newly acknowledged.
    pub(super) acked: u32,
    /// SND.UNA now.
    pub(super) una: Seq,
    /// SRTT, if known.
    pub(super) srtt: Option<Duration>,
}

impl Window {
    /// The window of a connection that sends segments of `mss` from `iss` on.
    pub(super) fn new(config: &Config, iss: Seq, mss: u16) -> Self {
        let algorithm = match config.congestion {
            Congestion::Off => None,
            Congestion::Reno => Some(Algorithm::Reno { counted: 0 }),
            Congestion::Cubic => Some(Algorithm::Cubic(Cubic::default())),
        };
        let mss = u32::from(mss).max(1);
        let initial = initial(config, mss);
        Self {
            algorithm,
            cwnd: initial,
            ssthresh: None,
            mss,
            initial,
            peak: 0,
            peak_until: iss,
            syns_lost: 0,
        }
    }

    /// cwnd in bytes, or `None` where nothing but the peer's window limits.
    pub(super) fn cwnd(&self) -> Option<u32> {
        self.algorithm.is_some().then_some(self.cwnd)
    }

    /// ssthresh in bytes, once there is one.
    pub(super) fn ssthresh(&self) -> Option<u32> {
        self.ssthresh.filter(|_| self.algorithm.is_some())
    }

    /// What may still be sent while `pipe` bytes are in the network.
    pub(super) fn room(&self, pipe: u32) -> u32 {
        self.room_beyond(0, pipe)
    }

    /// The same with `extra` bytes more than the window.
    pub(super) fn room_beyond(&self, extra: u32, pipe: u32) -> u32 {
        self.cwnd().map_or(u32::MAX, |cwnd| cwnd.saturating_add(extra).saturating_sub(pipe))
    }

    /// Our SYN was lost.
    pub(super) fn syn_lost(&mut self) {
        self.syns_lost = self.syns_lost.saturating_add(1);
    }

    /// The handshake is over and the segments will have `mss` bytes: IW (RFC 5681
    /// §3.1, RFC 6928 §2).
    pub(super) fn open(&mut self, config: &Config, mss: u16) -> Option<Reason> {
        self.mss = u32::from(mss).max(1);
        self.initial = initial(config, self.mss);
        self.cwnd = self.initial;
        self.algorithm.as_ref()?;
        // RFC 5681 §3.1: one lost SYN is enough. RFC 6928 §2 would rather see two, as
        // one may only have been slow.
        let enough = if config.initial_window.is_some() { 2 } else { 1 };
        if self.syns_lost >= enough {
            self.cwnd = self.mss;
            return Some(Reason::CwndAfterLostSyn { cwnd: self.cwnd });
        }
        Some(match config.initial_window {
            None => Reason::CwndInitial { cwnd: self.cwnd, mss },
            Some(segments) => Reason::CwndInitialSegments { cwnd: self.cwnd, segments, mss },
        })
    }

    /// Segments have `mss` bytes from now on.
    pub(super) fn set_mss(&mut self, mss: u16) {
        self.mss = u32::from(mss).max(1);
        self.cwnd = self.cwnd.max(self.mss);
    }

    /// New text went out: `flight` bytes are outstanding now, up to `nxt`.
    pub(super) fn sent(&mut self, flight: u32, una: Seq, nxt: Seq) {
        if una.ge(self.peak_until) || flight > self.peak {
            self.peak = flight;
            self.peak_until = nxt;
        }
    }

    /// Something new was acknowledged while nothing was being repaired, or in slow
    /// start after a time-out.
    pub(super) fn acknowledged(&mut self, progress: Progress) -> Option<Reason> {
        let Progress { now, acked, una, srtt } = progress;
        let (cwnd, mss, peak) = (self.cwnd, self.mss, self.peak);
        if una.ge(self.peak_until) {
            self.peak = 0;
        }
        let algorithm = self.algorithm.as_mut()?;
        if acked == 0 {
            return None;
        }
        if self.ssthresh.is_none_or(|ssthresh| cwnd < ssthresh) {
            if cwnd >= peak.saturating_mul(2) {
                return None;
            }
            self.cwnd = reno::slow_start(cwnd, acked, mss);
            return Some(Reason::CwndSlowStart {
                acked,
                cwnd: self.cwnd,
                ssthresh: self.ssthresh(),
            });
        }
        let used = peak.saturating_add(mss) > cwnd;
        let reason = match algorithm {
            Algorithm::Reno { .. } if !used => return None,
            Algorithm::Reno { counted } => {
                self.cwnd = reno::avoid(cwnd, acked, mss, counted);
                Reason::CwndAvoidance { cwnd: self.cwnd, mss }
            }
            Algorithm::Cubic(cubic) => {
                let rtt = srtt.unwrap_or(Duration::ZERO);
                let (grown, reason) = cubic.avoid(now, rtt, cwnd, acked, mss, used)?;
                self.cwnd = grown;
                reason
            }
        };
        (self.cwnd != cwnd).then_some(reason)
    }

    /// A loss shows while `flight` bytes are outstanding: ssthresh, and cwnd with
    /// it (RFC 5681 §3.2, RFC 9438 §4.6). `extra` duplicate ACKs have each said that
    /// a segment has left the network (without SACK only).
    pub(super) fn reduce(&mut self, flight: u32, extra: u32) -> Option<Reason> {
        let reason = self.lower_threshold(flight)?;
        let ssthresh = self.ssthresh.unwrap_or(self.cwnd);
        self.cwnd = ssthresh.saturating_add(extra.saturating_mul(self.mss));
        Some(match reason {
            Lowered::Half => Reason::CwndHalved { flight, ssthresh, cwnd: self.cwnd },
            Lowered::Cubic { w_max } => Reason::CwndCubicReduced { flight, ssthresh, w_max },
        })
    }

    /// The retransmission timer fired for a segment for the `attempt`th time in a
    /// row (RFC 5681 §3.1: the loss window).
    pub(super) fn timed_out(&mut self, flight: u32, attempt: u8) -> Option<Reason> {
        self.algorithm.as_ref()?;
        if attempt <= 1 {
            self.lower_threshold(flight)?;
            if let Some(Algorithm::Cubic(cubic)) = &mut self.algorithm {
                cubic.timed_out();
            }
        }
        if let Some(Algorithm::Reno { counted }) = &mut self.algorithm {
            *counted = 0;
        }
        self.cwnd = self.mss;
        let (cwnd, ssthresh) = (self.cwnd, self.ssthresh?);
        Some(if attempt <= 1 {
            Reason::CwndCollapsed { flight, ssthresh, cwnd }
        } else {
            Reason::SsthreshHeld { ssthresh, attempt }
        })
    }

    fn lower_threshold(&mut self, flight: u32) -> Option<Lowered> {
        let (lowered, ssthresh) = match self.algorithm.as_mut()? {
            Algorithm::Reno { counted } => {
                *counted = 0;
                (Lowered::Half, reno::threshold(flight, self.mss))
            }
            Algorithm::Cubic(cubic) => {
                let ssthresh = cubic.reduce(self.cwnd, flight, self.mss);
                (Lowered::Cubic { w_max: cubic.w_max() }, ssthresh)
            }
        };
        self.ssthresh = Some(ssthresh);
        Some(lowered)
    }

    /// One more duplicate ACK in recovery without SACK (RFC 5681 §3.2, step 4).
    pub(super) fn inflate(&mut self) -> Option<Reason> {
        self.algorithm.as_ref()?;
        self.cwnd = self.cwnd.saturating_add(self.mss);
        Some(Reason::CwndInflated { cwnd: self.cwnd, mss: self.mss })
    }

    /// A partial acknowledgement (RFC 6582 §3.2): what it acknowledges has left the
    /// network, and one segment may follow.
    pub(super) fn deflate(&mut self, acked: u32) -> Option<Reason> {
        self.algorithm.as_ref()?;
        let back = if acked >= self.mss { self.mss } else { 0 };
        self.cwnd = self.cwnd.saturating_sub(acked).saturating_add(back).max(self.mss);
        Some(Reason::CwndDeflated { acked, cwnd: self.cwnd })
    }

    /// Recovery is over with `flight` bytes outstanding: ssthresh, or less where
    /// that would be a burst (RFC 6582 §3.2).
    pub(super) fn recovered(&mut self, flight: u32, sack: bool) -> Option<Reason> {
        self.algorithm.as_ref()?;
        let ssthresh = self.ssthresh?;
        self.cwnd = if sack {
            ssthresh
        } else {
            ssthresh.min(flight.max(self.mss).saturating_add(self.mss))
        };
        Some(Reason::CwndAfterRecovery { cwnd: self.cwnd, ssthresh })
    }

    /// Moves every moment it remembers to another clock.
    pub(super) fn rebase(&mut self, moved: impl Fn(Instant) -> Instant) {
        if let Some(Algorithm::Cubic(cubic)) = &mut self.algorithm {
            cubic.rebase(moved);
        }
    }

    /// Nothing was sent for `idle`, longer than the RTO: the restart window
    /// (RFC 5681 §4.1).
    pub(super) fn restart(&mut self, idle: Duration) -> Option<Reason> {
        match self.algorithm.as_mut()? {
            Algorithm::Reno { counted } => *counted = 0,
            Algorithm::Cubic(cubic) => cubic.idle(),
        }
        let restart = self.initial.min(self.cwnd);
        if restart == self.cwnd {
            return None;
        }
        self.cwnd = restart;
        Some(Reason::CwndRestart { idle, cwnd: self.cwnd })
    }
}

/// How ssthresh was found.
enum Lowered {
    Half,
    Cubic { w_max: u32 },
}

/// IW in bytes.
fn initial(config: &Config, mss: u32) -> u32 {
    config.initial_window.map_or_else(
        || reno::initial_window(mss),
        |segments| mss.saturating_mul(u32::from(segments.max(1))),
    )
}

#[cfg(test)]
mod tests;
