//! The send half of the transmission control block: the SND variables, the
//! bytes, and the record of what is in flight.
//!
//! The in-flight record is one entry per segment sent, oldest first. A
//! retransmission repeats an entry as it was first sent. What became of each is
//! marked on these same entries: see [`super::scoreboard`].

use super::congestion::Window;
use super::recovery::Recovery;
use super::scoreboard::Mark;
use super::send_buffer::SendBuffer;
use super::{Config, SendKind};
use crate::rules::Reason;
use crate::seq::Seq;
use crate::time::{Duration, Instant};
use std::collections::VecDeque;

/// SND.*, the send buffer, the retransmission queue.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Sender {
    /// ISS.
    pub(super) iss: Seq,
    /// SND.UNA.
    pub(super) una: Seq,
    /// SND.NXT.
    pub(super) nxt: Seq,
    /// Just past the highest number ever sent. Ahead of SND.NXT only while a
    /// window probe is out, which does not count as sent until acknowledged.
    pub(super) max: Seq,
    /// SND.WND.
    pub(super) wnd: u32,
    /// The largest SND.WND ever seen (RFC 9293 §3.8.6.2.1, RFC 5961 §5).
    pub(super) max_wnd: u32,
    /// SND.UP: just past the last urgent byte, until it is acknowledged.
    pub(super) up: Option<Seq>,
    /// SND.WL1.
    pub(super) wl1: Seq,
    /// SND.WL2.
    pub(super) wl2: Seq,
    /// Eff.snd.MSS.
    pub(super) mss: u16,
    /// Text written and not acknowledged.
    pub(super) buffer: SendBuffer,
    /// The user will write no more: a FIN follows the last byte.
    pub(super) closing: bool,
    /// What is in flight, oldest first.
    pub(super) in_flight: VecDeque<Sent>,
    /// The oldest segment in flight is to be sent again now.
    pub(super) resend: Option<(SendKind, Reason)>,
    /// Selective acknowledgments were agreed on: the peer's may be used (RFC 2018 §2).
    pub(super) sack: bool,
    /// What is being done about losses.
    pub(super) recovery: Recovery,
    /// The congestion window.
    pub(super) congestion: Window,
    /// That the congestion window holds text back has been said.
    pub(super) held_back: bool,
    /// When text was last sent.
    pub(super) last_text: Option<Instant>,
    /// A window probe is to be sent now.
    pub(super) probe: Option<Reason>,
    /// The time until the next window probe, doubling with each.
    pub(super) probe_interval: Option<Duration>,
    /// Probes sent since anything was heard.
    pub(super) probes_unanswered: u8,
}

/// A segment in flight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Sent {
    /// Its first number.
    pub(super) seq: Seq,
    /// Bytes of text.
    pub(super) text: u32,
    /// It has a SYN, before the text.
    pub(super) syn: bool,
    /// It has a FIN, after the text.
    pub(super) fin: bool,
    /// When it was first sent.
    pub(super) at: Instant,
    /// When it was last sent again. If it was, its acknowledgement measures
    /// nothing (Karn, RFC 6298 §3).
    pub(super) resent: Option<Instant>,
    /// What became of it.
    pub(super) mark: Mark,
    /// It was sent again since it was taken for lost (RFC 6675's `HighRxt`, for each
    /// segment).
    pub(super) repaired: bool,
}

impl Sent {
    /// Text sent now for the first time.
    pub(super) const fn text(seq: Seq, text: u32, at: Instant) -> Self {
        let mark = Mark::Out;
        Self { seq, text, syn: false, fin: false, at, resent: None, mark, repaired: false }
    }

    /// When it was last sent.
    pub(super) fn last(&self) -> Instant {
        self.resent.unwrap_or(self.at)
    }

    /// Just past its last number.
    pub(super) fn end(&self) -> Seq {
        self.seq + self.text + u32::from(self.syn) + u32::from(self.fin)
    }
}

/// What an acknowledgement achieved.
#[derive(Clone, Copy, Debug)]
pub(super) struct Acked {
    /// It covered our SYN.
    pub(super) syn: bool,
    /// It covered our FIN.
    pub(super) fin: bool,
    /// Bytes of text it covered.
    pub(super) text: u32,
    /// The round trip it measures, or `None` if Karn's algorithm forbids.
    pub(super) rtt: Option<Duration>,
    /// A segment it covers had been sent more than once.
    pub(super) ambiguous: bool,
}

impl Sender {
    /// A sender that has sent nothing.
    pub(super) fn new(config: &Config, iss: Seq, mss: u16) -> Self {
        Self {
            iss,
            una: iss,
            nxt: iss,
            max: iss,
            wnd: 0,
            max_wnd: 0,
            up: None,
            wl1: Seq(0),
            wl2: Seq(0),
            mss: mss.max(1),
            buffer: SendBuffer::new(iss + 1),
            closing: false,
            in_flight: VecDeque::new(),
            resend: None,
            sack: false,
            recovery: Recovery::new(iss),
            congestion: Window::new(config, iss, mss),
            held_back: false,
            last_text: None,
            probe: None,
            probe_interval: None,
            probes_unanswered: 0,
        }
    }

    /// The number of our FIN, once it is known that there will be one.
    pub(super) fn fin(&self) -> Option<Seq> {
        self.closing.then(|| self.buffer.end())
    }

    /// Whether our FIN has been acknowledged.
    pub(super) fn fin_acknowledged(&self) -> bool {
        self.fin().is_some_and(|fin| self.una.gt(fin))
    }

    /// Bytes written and never sent (a probe does not count).
    pub(super) fn unsent(&self) -> u32 {
        let end = self.buffer.end();
        // The FIN takes SND.NXT past the last byte.
        if self.nxt.lt(end) { end.distance_from(self.nxt) } else { 0 }
    }

    /// Whether a FIN is due that was never sent.
    pub(super) fn fin_unsent(&self) -> bool {
        self.fin().is_some_and(|fin| self.nxt.le(fin))
    }

    /// U of RFC 9293 §3.8.6.2.1: SND.UNA + SND.WND - SND.NXT, or nothing.
    pub(super) fn usable(&self) -> u32 {
        let edge = self.una + self.wnd;
        if self.nxt.lt(edge) { edge.distance_from(self.nxt) } else { 0 }
    }

    /// Takes over the peer's window from a segment.
    pub(super) fn set_window(&mut self, seq: Seq, ack: Seq, wnd: u32) {
        self.wnd = wnd;
        self.max_wnd = self.max_wnd.max(wnd);
        self.wl1 = seq;
        self.wl2 = ack;
    }

    /// SND.UNA moves up to `ack`, which the caller found acceptable.
    pub(super) fn acknowledge(&mut self, now: Instant, ack: Seq) -> Acked {
        let mut acked = Acked { syn: false, fin: false, text: 0, rtt: None, ambiguous: false };
        let fin_before = self.fin_acknowledged();
        let numbers = ack.distance_from(self.una);
        while let Some(sent) = self.in_flight.front_mut() {
            if sent.seq.ge(ack) {
                break;
            }
            acked.syn |= sent.syn;
            acked.ambiguous |= sent.resent.is_some();
            if sent.end().gt(ack) {
                // Part of it: what remains is a segment of its own.
                sent.text -= ack.distance_from(sent.seq) - u32::from(sent.syn);
                sent.syn = false;
                sent.seq = ack;
                // Whichever copy came was cut off here.
                sent.repaired = false;
                break;
            }
            acked.rtt = Some(now.since(sent.at));
            self.in_flight.pop_front();
        }
        if acked.ambiguous {
            acked.rtt = None;
        }
        self.una = ack;
        self.up = self.up.filter(|up| up.gt(ack));
        self.nxt = self.nxt.max(ack);
        self.max = self.max.max(ack);
        self.buffer.acknowledge(ack);
        acked.fin = !fin_before && self.fin_acknowledged();
        acked.text = numbers.saturating_sub(u32::from(acked.syn) + u32::from(acked.fin));
        self.resend = None;
        acked
    }

    /// Cuts what is in flight into segments of at most `mss` bytes: the path turned
    /// out to take no larger ones.
    pub(super) fn cut_in_flight(&mut self, mss: u32) {
        let mut cut = VecDeque::with_capacity(self.in_flight.len());
        for mut sent in self.in_flight.drain(..) {
            while sent.text > mss.max(1) {
                let front = Sent { text: mss.max(1), fin: false, ..sent };
                sent.seq = front.end();
                sent.text -= front.text;
                sent.syn = false;
                cut.push_back(front);
            }
            cut.push_back(sent);
        }
        self.in_flight = cut;
    }

    /// Nothing more will be sent or sent again.
    pub(super) fn stop(&mut self) {
        self.buffer.clear();
        self.in_flight.clear();
        self.resend = None;
        self.recovery.stop();
        self.probe = None;
        self.probe_interval = None;
    }
}
