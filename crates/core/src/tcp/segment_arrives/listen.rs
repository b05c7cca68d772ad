//! RFC 9293 §3.10.7.2: the state is LISTEN.

use super::super::control::{Control, Opening};
use super::super::transition::{SegmentKind, Trigger};
use super::super::{Endpoint, Log};
use super::Segment;
use crate::rules::Reason;
use crate::seq::Seq;
use crate::time::Instant;
use std::net::SocketAddr;

impl Endpoint {
    pub(super) fn arrives_listen(
        &mut self,
        now: Instant,
        src: SocketAddr,
        iss: Option<Seq>,
        segment: Segment<'_>,
        log: &mut Log,
    ) {
        // First, check for a RST: it can answer nothing sent from LISTEN.
        if segment.rst {
            return log.applied(Reason::ListenIgnoresReset);
        }
        if let Some(ack) = segment.ack
            && segment.syn
            && self.config.listen_ignores_syn_ack
        {
            return log.applied(Reason::ListenIgnoresSynAck { ack });
        }
        // Second, check for an ACK: nothing was sent, so nothing can be acknowledged.
        if let Some(ack) = segment.ack {
            return self.reset_from_ack(src, ack, Reason::ListenResetsAck { ack }, log);
        }
        // Fourth: anything else without SYN is dropped. (No text or control
        // without ACK can belong to a connection.)
        if !segment.syn {
            return log.applied(Reason::ListenIgnoresOther);
        }
        // Third, check for a SYN.
        let irs = segment.seq;
        let Some(iss) = iss else {
            // A listening socket stays one; `spawn` makes the TCB that goes on.
            return log.applied(Reason::ListenSynForChild { irs });
        };
        self.remote = Some(src);
        self.begin(iss);
        self.rcv.synchronize(irs);
        self.agree(now, &segment, log);
        // The peer's window counts from the first segment on (RFC 9293 §3.10.7.4,
        // fifth check, sets it again with the ACK).
        self.snd.set_window(segment.seq, Seq(0), segment.wnd);
        let opening = Opening::Passive { iss };
        self.enter(
            Control::SynReceived { opening, close_queued: false },
            Trigger::Segment(SegmentKind::Syn),
            Reason::ListenSyn { irs, iss },
            log,
        );
        // Text or a FIN beside the SYN is kept for ESTABLISHED.
        self.hold_until_open(&segment, log);
    }
}
