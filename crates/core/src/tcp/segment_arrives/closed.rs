//! RFC 9293 §3.10.7.1: the state is CLOSED, that is, there is no TCB.

use super::super::outbox::Reset;
use super::super::{Endpoint, Log, Transmit};
use super::{Segment, is_host};
use crate::rules::Reason;
use crate::seq::Seq;
use crate::wire::tcp::Header;
use std::net::SocketAddr;

/// The answer to a segment for a connection that does not exist, from `src` to
/// `dst` with `payload_len` bytes of text: a reset, or nothing (RFC 9293
/// §3.10.7.1). For hosts without any endpoint at `dst`.
pub fn reset_for(
    src: SocketAddr,
    dst: SocketAddr,
    header: &Header,
    payload_len: usize,
) -> Option<Transmit> {
    let segment = Segment::new(header, &[]);
    let len = segment.len().saturating_add(u32::try_from(payload_len).unwrap_or(u32::MAX));
    answer(src, &segment, len).ok().map(|reset| reset.transmit(dst))
}

/// What CLOSED does with a segment of length `len`.
fn answer(src: SocketAddr, segment: &Segment<'_>, len: u32) -> Result<Reset, Reason> {
    if !is_host(src.ip()) {
        return Err(Reason::SourceIsNoHost);
    }
    // A reset is never answered, whatever it carries.
    if segment.rst {
        return Err(Reason::ClosedIgnoresReset);
    }
    Ok(match segment.ack {
        // ACK bit off: <SEQ=0><ACK=SEG.SEQ+SEG.LEN><CTL=RST,ACK>
        None => Reset {
            dst: src,
            seq: Seq(0),
            ack: Some(segment.seq + len),
            reason: Reason::ClosedResetsOther { seq: segment.seq, len },
        },
        // ACK bit on: <SEQ=SEG.ACK><CTL=RST>
        Some(ack) => {
            Reset { dst: src, seq: ack, ack: None, reason: Reason::ClosedResetsAck { ack } }
        }
    })
}

impl Endpoint {
    pub(super) fn arrives_closed(&mut self, src: SocketAddr, segment: &Segment<'_>, log: &mut Log) {
        match answer(src, segment, segment.len()) {
            Ok(reset) => {
                log.applied(reset.reason);
                self.outbox.reset(reset);
            }
            Err(reason) => log.applied(reason),
        }
    }
}
