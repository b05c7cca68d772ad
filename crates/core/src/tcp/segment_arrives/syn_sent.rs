//! RFC 9293 §3.10.7.3: the state is SYN-SENT.

use super::super::control::{Control, Opening};
use super::super::transition::{SegmentKind, Trigger};
use super::super::{ConnectionError, Endpoint, Log, SendKind};
use super::Segment;
use crate::rules::Reason;
use crate::seq::Seq;
use crate::time::Instant;

impl Endpoint {
    pub(super) fn arrives_syn_sent(&mut self, now: Instant, segment: Segment<'_>, log: &mut Log) {
        let (iss, nxt) = (self.snd.iss, self.snd.max);
        // First, check the ACK bit: SEG.ACK =< ISS or SEG.ACK > SND.NXT is about
        // some other connection: reset it, unless it is a reset itself.
        if let Some(ack) = segment.ack
            && (ack.le(iss) || ack.gt(nxt))
        {
            if segment.rst {
                return log.applied(Reason::SynSentIgnoresBadReset { iss, ack, nxt });
            }
            let Some(remote) = self.remote else { return };
            let reason = Reason::SynSentAckBad { iss, ack, nxt };
            return self.reset_from_ack(remote, ack, reason, log);
        }
        // Second, check the RST bit: only one that acknowledges our SYN is believed.
        if segment.rst {
            let Some(ack) = segment.ack else {
                return log.applied(Reason::SynSentIgnoresReset);
            };
            return self.delete(
                Trigger::Segment(SegmentKind::Rst),
                Reason::SynSentRefused { ack },
                Some(ConnectionError::Refused),
                log,
            );
        }
        // Third, security: not part of this endpoint.
        // Fifth, neither SYN nor RST: drop.
        if !segment.syn {
            return log.applied(Reason::SynSentIgnoresOther);
        }
        // Fourth, check the SYN bit.
        let irs = segment.seq;
        self.rcv.synchronize(irs);
        self.agree(now, &segment, log);
        if let Some(ack) = segment.ack {
            log.applied(Reason::AckAcceptable { una: self.snd.una, ack, nxt });
            let echoed = self.echoed_round_trip(now, &segment);
            self.take_acknowledgement(now, ack, echoed, log);
            self.snd.set_window(segment.seq, ack, segment.wnd);
            let reason = Reason::SynAckOpens { irs, iss, una: self.snd.una };
            self.enter_established(Trigger::Segment(SegmentKind::SynAck), reason, log);
            self.outbox.ack = Some(reason);
            // Whatever came beside the SYN is looked at from the sixth step on.
            let mut rest = Segment { syn: false, seq: irs + 1, ..segment };
            // No check of its sequence number has cut it to the window.
            if let Some(fits) = rest.text.get(..self.rcv.wnd() as usize) {
                rest.fin &= fits.len() == rest.text.len();
                rest.text = fits;
            }
            return self.check_urgent(now, rest, log);
        }
        if self.config.buffer_is_window {
            self.rcv.open_whole();
        }
        let opening = Opening::Simultaneous;
        self.enter(
            Control::SynReceived { opening, close_queued: false },
            Trigger::Segment(SegmentKind::Syn),
            Reason::SimultaneousOpen { irs },
            log,
        );
        self.snd.set_window(segment.seq, Seq(0), segment.wnd);
        // <SEQ=ISS><ACK=RCV.NXT><CTL=SYN,ACK>
        let reason = Reason::SendSynAckSimultaneous { iss, ack: self.rcv.nxt };
        self.snd.resend = Some((SendKind::First, reason));
        self.hold_until_open(&segment, log);
    }
}
