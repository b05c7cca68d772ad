//! TIME-WAIT by the shorter rules that BSD has for it (`Config::strict_time_wait`).
//!
//! RFC 9293 sends a segment in TIME-WAIT through all eight checks. Nothing can come
//! of most of them: there is no text to take and nothing to send.

use super::super::control::Control;
use super::super::{Endpoint, Log, Note};
use super::Segment;
use crate::rules::Reason;
use crate::time::Instant;

impl Endpoint {
    pub(super) fn arrives_time_wait(&mut self, now: Instant, segment: &Segment<'_>, log: &mut Log) {
        let (seq, nxt) = (segment.seq, self.rcv.nxt);
        // RFC 1337 §3: a reset would end TIME-WAIT before its purpose is served.
        if segment.rst {
            return log.applied(Reason::TimeWaitIgnoresReset { seq });
        }
        // RFC 9293 §3.6.1: the SYN of a new incarnation. Whoever keeps the listener may
        // take it; without a listener it carries no ACK and is dropped below.
        if segment.syn && segment.ack.is_none() && seq.gt(nxt) && self.config.time_wait_reuse {
            let reason = Reason::TimeWaitSynReusable { seq, nxt };
            log.0.push(Note::TimeWaitReusable { reason, iss_above: self.snd.max });
        }
        let Some(ack) = segment.ack else {
            return log.applied(Reason::AckMissing);
        };
        if segment.fin && segment.end() == nxt {
            let msl = self.config.msl;
            self.control = Control::TimeWait { until: now + msl.times(2) };
            return self.owe_ack(Reason::TimeWaitFinAgain { fin: nxt - 1, msl }, log);
        }
        let (una, len) = (self.snd.una, segment.len());
        if len == 0 && seq == nxt && ack == self.snd.max {
            return log.applied(Reason::AckDuplicate { una, ack });
        }
        self.owe_ack(Reason::TimeWaitAnswers { seq, nxt }, log);
    }
}
