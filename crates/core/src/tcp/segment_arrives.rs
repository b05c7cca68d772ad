//! SEGMENT ARRIVES (RFC 9293 §3.10.7), ordered as the RFC's prose is: one file
//! for CLOSED, LISTEN and SYN-SENT each, and for the other states one function
//! for each of the eight checks.

mod closed;
mod listen;
mod otherwise;
mod syn_sent;
mod text;
mod time_wait;

pub use closed::reset_for;

use super::control::Control;
use super::outbox::Reset;
use super::{Endpoint, Log};
use crate::rules::Reason;
use crate::seq::Seq;
use crate::time::Instant;
use crate::wire::tcp::{Flags, Header, Options};
use std::net::{IpAddr, SocketAddr};

/// A segment as the checks see it. They trim it as they go.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "they are the bits of the header")]
pub(super) struct Segment<'a> {
    /// SEG.SEQ.
    pub(super) seq: Seq,
    /// SEG.ACK, if the ACK bit is set.
    ack: Option<Seq>,
    /// SEG.WND, in bytes.
    wnd: u32,
    /// SEG.UP as a distance, if the URG bit is set.
    urgent: Option<u16>,
    /// The options.
    pub(super) options: Options,
    syn: bool,
    fin: bool,
    pub(super) rst: bool,
    pub(super) ece: bool,
    pub(super) cwr: bool,
    /// Its packet was marked (RFC 3168 §5).
    pub(super) ce: bool,
    pub(super) text: &'a [u8],
}

impl<'a> Segment<'a> {
    fn new(header: &Header, text: &'a [u8]) -> Self {
        let has = |flag| header.flags.contains(flag);
        Self {
            seq: header.seq,
            ack: has(Flags::ACK).then_some(header.ack),
            wnd: u32::from(header.window),
            urgent: has(Flags::URG).then_some(header.urgent),
            options: header.options,
            syn: has(Flags::SYN),
            fin: has(Flags::FIN),
            rst: has(Flags::RST),
            ece: has(Flags::ECE),
            cwr: has(Flags::CWR),
            ce: false,
            text,
        }
    }

    /// Whether it has a SYN.
    pub(super) fn syn(&self) -> bool {
        self.syn
    }

    /// Whether it has an ACK.
    pub(super) fn acknowledges(&self) -> bool {
        self.ack.is_some()
    }

    /// Bytes of text. A TCP segment lives in an IP packet, so they fit.
    pub(super) fn text_len(&self) -> u32 {
        u32::try_from(self.text.len()).unwrap_or(u32::MAX)
    }

    /// SEG.LEN: SYN and FIN count one each.
    pub(super) fn len(&self) -> u32 {
        self.text_len().saturating_add(u32::from(self.syn) + u32::from(self.fin))
    }

    /// The number of the first byte of text.
    pub(super) fn text_seq(&self) -> Seq {
        self.seq + u32::from(self.syn)
    }

    /// Just past the last number.
    fn end(&self) -> Seq {
        self.seq + self.len()
    }
}

/// Whether an address may be one host's (RFC 1122 §3.2.1.3): not a group's, not everybody's,
/// not nobody's.
pub(super) const fn is_host(ip: IpAddr) -> bool {
    let everybody = matches!(ip, IpAddr::V4(v4) if v4.is_broadcast());
    !(ip.is_multicast() || ip.is_unspecified() || everybody)
}

impl Endpoint {
    /// SEGMENT ARRIVES: a segment from `src`, its checksum found right, its
    /// destination being [`Endpoint::local`].
    pub fn handle_segment(
        &mut self,
        now: Instant,
        src: SocketAddr,
        header: &Header,
        payload: &[u8],
        log: &mut Log,
    ) {
        let mut segment = Segment::new(header, payload);
        segment.ce = self.takes_mark();
        // RFC 7323 §2.2: the window of a SYN is never scaled.
        if let Some(scale) = self.agreed.scale
            && !segment.syn
        {
            segment.wnd <<= scale.snd;
        }
        // MUST-63; before anything else, so that nothing is ever sent there.
        if !is_host(src.ip()) {
            return log.applied(Reason::SourceIsNoHost);
        }
        if self.config.drop_syn_fin && segment.syn && segment.fin {
            return log.applied(Reason::SynFinDropped);
        }
        match self.control {
            Control::Closed => self.arrives_closed(src, &segment, log),
            Control::Listen { iss } => self.arrives_listen(now, src, iss, segment, log),
            // Somebody else's segment: to them, no connection is here.
            _ if self.remote != Some(src) => self.arrives_closed(src, &segment, log),
            Control::SynSent => self.arrives_syn_sent(now, segment, log),
            Control::TimeWait { .. } if self.config.strict_time_wait => {
                self.arrives_time_wait(now, &segment, log);
            }
            _ => self.arrives_otherwise(now, segment, log),
        }
        if self.remote == Some(src) {
            self.heard(now);
        }
    }

    /// Sends `<SEQ=SEG.ACK><CTL=RST>` (RFC 9293 §3.5.2, groups 1 and 2).
    fn reset_from_ack(&mut self, dst: SocketAddr, ack: Seq, reason: Reason, log: &mut Log) {
        log.applied(reason);
        self.outbox.reset(Reset { dst, seq: ack, ack: None, reason });
    }

    /// An acknowledgement is owed.
    pub(super) fn owe_ack(&mut self, reason: Reason, log: &mut Log) {
        log.applied(reason);
        self.outbox.ack = Some(reason);
    }

    /// RFC 9293 §3.7.1: the peer's MSS option, or the default without it.
    pub(super) fn agree_on_mss(&mut self, segment: &Segment<'_>, log: &mut Log) {
        let ours = self.config.mss;
        self.agree_on_mss_of(ours, segment, log);
        if self.config.whole_segment_buffer {
            self.rcv.round_up(self.snd.mss);
        }
    }

    fn agree_on_mss_of(&mut self, ours: u16, segment: &Segment<'_>, log: &mut Log) {
        if let Some(theirs) = segment.options.mss {
            let used = ours.min(theirs).max(1);
            self.snd.mss = used;
            log.applied(Reason::MssAgreed { ours, theirs, used });
        } else {
            let default = self.default_send_mss();
            let used = ours.min(default).max(1);
            self.snd.mss = used;
            log.applied(Reason::MssDefault { used });
        }
    }
}
