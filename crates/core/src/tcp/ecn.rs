//! Explicit congestion notification (RFC 3168): a router marks a packet instead of
//! dropping it, and the receiver tells the sender.
//!
//! The SYNs agree on it with ECE and CWR. From then on new text goes out in packets
//! that may be marked ([`super::Transmit::ecn`]). The receiver of a marked one
//! ([`Endpoint::packet_is_marked`]) sets ECE on every acknowledgement until it sees
//! CWR; the sender halves its window as for a loss, at most once for each window, and
//! says so with CWR. Nothing goes again: nothing was lost.

use super::segment_arrives::Segment;
use super::{Endpoint, Log, SendKind, State};
use crate::rules::Reason;
use crate::seq::Seq;
use crate::wire::Ecn;
use crate::wire::tcp::Flags;

/// Whether a connection asks for explicit congestion notification, or lets the peer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EcnUse {
    /// Neither.
    Off,
    /// It agrees when the peer's SYN asks, and does not ask itself.
    Accept,
    /// It asks with its SYN, and agrees.
    Ask,
}

/// What both ends of a connection know of marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own, on either side")]
pub(super) struct Marks {
    /// Our SYN asked.
    asked: bool,
    /// A later SYN of ours did not: RFC 3168 §6.1.1 then forbids its use.
    withdrawn: bool,
    /// Both SYNs agreed.
    agreed: bool,
    /// The packet around the next segment is marked.
    arriving: bool,
    /// As a receiver: acknowledgements carry ECE.
    echoes: bool,
    /// As a sender: the window was reduced, and the next new text says so.
    tells: bool,
    /// As a sender: what this was SND.NXT for has been answered for already.
    heeded: Option<Seq>,
}

impl Endpoint {
    /// The packet that carries the segment handed over next was marked by a router
    /// (its ECN field is CE, RFC 3168 §5). Call it just before
    /// [`Endpoint::handle_segment`].
    pub fn packet_is_marked(&mut self) {
        self.marks.arriving = true;
    }

    /// Whether both ends agreed to use explicit congestion notification.
    pub fn uses_ecn(&self) -> bool {
        self.marks.agreed
    }

    /// Whether the packet of the segment that is arriving was marked. It is asked once.
    pub(super) fn takes_mark(&mut self) -> bool {
        std::mem::take(&mut self.marks.arriving)
    }

    /// RFC 3168 §6.1.1: the peer's SYN, or SYN,ACK, is here.
    pub(super) fn agree_on_ecn(&mut self, segment: &Segment<'_>, log: &mut Log) {
        let theirs = segment.ece && segment.cwr != segment.acknowledges();
        let marks = &mut self.marks;
        let ours = if self.control.state() == State::SynSent {
            marks.asked && !marks.withdrawn
        } else {
            self.config.ecn != EcnUse::Off
        };
        marks.agreed = ours && theirs;
        if marks.agreed {
            log.applied(Reason::EcnAgreed);
        } else if marks.asked {
            log.applied(Reason::EcnRefused);
        }
    }

    /// ECE and CWR of a SYN, or SYN,ACK, that goes out.
    pub(super) fn flags_of_syn(&mut self, log: &mut Log) -> Flags {
        let marks = &mut self.marks;
        if self.control.state() != State::SynSent {
            return if marks.agreed { Flags::ECE } else { Flags::NONE };
        }
        if self.config.ecn != EcnUse::Ask {
            return Flags::NONE;
        }
        // §6.1.1.1: somebody on the way may drop what asks for this.
        if self.rto.retries > self.config.ecn_syn_retries {
            if !std::mem::replace(&mut marks.withdrawn, true) {
                log.applied(Reason::EcnWithdrawn { retries: self.rto.retries });
            }
            return Flags::NONE;
        }
        if !std::mem::replace(&mut marks.asked, true) {
            log.applied(Reason::EcnAsked);
        }
        Flags::ECE | Flags::CWR
    }

    /// The flag and the ECN field of text that goes out. Only new text may be marked
    /// (§6.1.5: nothing that goes again; §6.1.6: no window probe).
    pub(super) fn dress_text(&mut self, seq: Seq, kind: SendKind, log: &mut Log) -> (Flags, Ecn) {
        if !self.marks.agreed || kind != SendKind::First {
            return (Flags::NONE, Ecn::NotCapable);
        }
        let mut flags = Flags::NONE;
        if std::mem::take(&mut self.marks.tells) {
            log.applied(Reason::CwrSent { seq });
            flags = Flags::CWR;
        }
        (flags, Ecn::Capable0)
    }

    /// ECE, as long as the peer has to be told.
    pub(super) fn flags_of_ack(&self) -> Flags {
        if self.marks.echoes { Flags::ECE } else { Flags::NONE }
    }

    /// An acceptable segment with text (§6.1.3): does it end the echo, or begin one?
    pub(super) fn take_marks(&mut self, segment: &Segment<'_>, log: &mut Log) {
        if !self.marks.agreed || segment.text.is_empty() {
            return;
        }
        if segment.cwr && std::mem::take(&mut self.marks.echoes) {
            log.applied(Reason::CwrArrived { seq: segment.seq });
        }
        if segment.ce && !std::mem::replace(&mut self.marks.echoes, true) {
            log.applied(Reason::CeArrived { seq: segment.seq });
        }
    }

    /// An acceptable acknowledgement (§6.1.2): says whether it reports a mark, having
    /// answered for it if that is due.
    pub(super) fn heed_echo(&mut self, segment: &Segment<'_>, ack: Seq, log: &mut Log) -> bool {
        if !self.marks.agreed || !segment.ece || segment.syn() {
            return false;
        }
        // The echo goes on until our CWR has arrived: only what was sent after the
        // reduction can show congestion that it does not answer.
        if let Some(until) = self.marks.heeded.filter(|&until| ack.le(until)) {
            log.applied(Reason::EceHeld { ack, until });
            return true;
        }
        log.applied(Reason::EceHeeded { ack });
        let flight = self.snd.flight();
        if let Some(reason) = self.snd.congestion.reduce(flight, 0) {
            log.applied(reason);
        }
        self.window_reduced();
        true
    }

    /// cwnd was reduced, for whatever cause (§6.1.2): the peer is to know, and marks on
    /// what is out now are answered for.
    pub(super) fn window_reduced(&mut self) {
        if self.marks.agreed {
            self.marks.tells = true;
            self.marks.heeded = Some(self.snd.nxt);
        }
    }
}
