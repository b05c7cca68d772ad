//! What UDP carries, as far as its ports say; and what TCP carries, as far as it shows.

use super::TcpSummary;
use super::walk::{Sink, Walk};
use crate::wire::{Field, LayerKind, Malformed, MalformedKind, clip, dhcp, dns, http, rip, tftp};
use std::ops::Range;

/// Ports below are given to services; transfers of TFTP choose theirs above.
const FIRST_FREE_PORT: u16 = 1024;

impl<S: Sink> Walk<'_, S> {
    /// A whole datagram's payload. `limit` is where it ends in the frame, captured or not.
    pub(super) fn datagram(
        &mut self,
        ports: (u16, u16),
        place: Range<usize>,
        limit: usize,
    ) -> Option<TcpSummary> {
        let either = |port| ports.0 == port || ports.1 == port;
        let bytes = clip(self.bytes, place.start, place.end);
        if bytes.is_empty() {
            return None;
        }
        if either(dns::PORT) {
            let fault = dns::Message::parse(bytes).err();
            self.message(LayerKind::Dns, place, limit, dns::fields, fault)
        // Only where a message goes to is fixed, not where it comes from (RFC 2131 §4.1).
        } else if either(dhcp::SERVER_PORT) || either(dhcp::CLIENT_PORT) {
            let fault = dhcp::Message::parse(bytes).err();
            self.message(LayerKind::Dhcp, place, limit, dhcp::fields, fault)
        } else if either(rip::PORT) {
            let fault = rip::Message::parse(bytes).err();
            self.message(LayerKind::Rip, place, limit, rip::fields, fault)
        } else if either(tftp::PORT)
            || ports.0.min(ports.1) >= FIRST_FREE_PORT && tftp::is_plausible(bytes)
        {
            let fault = tftp::Packet::parse(bytes).err();
            let header = place.start + tftp::header_len(bytes);
            self.message(LayerKind::Tftp, place.start..header, limit, tftp::fields, fault);
            self.opaque(LayerKind::Payload, header, place.end)
        } else {
            self.opaque(LayerKind::Payload, place.start, place.end)
        }
    }

    /// The payload of a segment: messages of HTTP, if one begins here, and bytes of a program.
    pub(super) fn stream(&mut self, place: Range<usize>) {
        let Range { start: mut at, end } = place;
        while S::COLLECTS && http::begins(clip(self.bytes, at, end)) {
            let apart = http::take_apart(clip(self.bytes, at, end), at);
            if let Some(fault) = apart.fault {
                self.found(fault, at);
            }
            let head = at..at + apart.header;
            at = head.end;
            self.show(LayerKind::Http, head, || apart.fields);
            let body = apart.body.map_or(end, |bytes| at.saturating_add(bytes).min(end));
            self.opaque(LayerKind::Payload, at, body);
            at = body;
        }
        self.opaque(LayerKind::Payload, at, end);
    }

    /// A message that is one layer. A fault in one that was cut is the capture's.
    fn message(
        &mut self,
        kind: LayerKind,
        place: Range<usize>,
        limit: usize,
        fields: fn(&[u8], usize) -> Vec<Field>,
        fault: Option<Malformed>,
    ) -> Option<TcpSummary> {
        let bytes = clip(self.bytes, place.start, place.end);
        if let Some(fault) = fault {
            if self.len() < limit {
                let (need, have) = (limit - place.start, bytes.len());
                self.fault(kind, self.len(), MalformedKind::CutByCapture { need, have });
            } else {
                self.found(fault, place.start);
            }
        }
        self.show(kind, place.clone(), || fields(bytes, place.start));
        None
    }
}
