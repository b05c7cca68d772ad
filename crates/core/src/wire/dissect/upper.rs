//! What IP carries besides TCP, and what that carries.

use super::TcpSummary;
use super::walk::{Carried, Sink, Walk};
use crate::wire::checksum::Sum;
use crate::wire::tcp::ChecksumFinding;
use crate::wire::{
    LayerKind, Malformed, MalformedKind, Protocol, Why, be16, byte, clip, icmp, igmp, ipv4, stp,
    tcp, udp,
};

impl<S: Sink> Walk<'_, S> {
    pub(super) fn udp(&mut self, carried: &Carried) -> Option<TcpSummary> {
        let Carried { src, dst, start, end, mut unchecked } = *carried;
        let limit = end.min(self.original);
        let bytes = clip(self.bytes, start, end);
        let header = clip(bytes, 0, udp::HEADER_LEN);
        if header.len() < udp::HEADER_LEN {
            self.short(LayerKind::Udp, start, udp::HEADER_LEN, limit);
            if !header.is_empty() {
                let range = start..start + header.len();
                self.show(LayerKind::Udp, range, || udp::fields(header, start, None));
            }
            return None;
        }
        let claimed = be16(header, 4);
        let mut length = usize::from(claimed);
        match udp::bad_length(claimed, end - start) {
            Some(what @ MalformedKind::LengthBelowHeader { .. }) => {
                self.fault(LayerKind::Udp, start + 4, what);
                unchecked = unchecked.or(Some(Why::LengthBeyondEnd));
                length = end - start;
            }
            // Of a fragmented datagram only the first part is here.
            Some(what) if unchecked != Some(Why::Fragmented) => {
                self.fault(LayerKind::Udp, start + 4, what);
                unchecked = unchecked.or(Some(Why::LengthBeyondEnd));
            }
            _ => {}
        }
        let datagram = clip(bytes, 0, length);
        if datagram.len() < length && start + bytes.len() < limit {
            unchecked = unchecked.or(Some(Why::CutByCapture));
        }
        self.show(LayerKind::Udp, start..start + header.len(), || {
            let finding = match unchecked {
                Some(why) => ChecksumFinding::unknown(why),
                None => udp::checksum_finding(datagram, src, dst),
            };
            udp::fields(header, start, Some(finding))
        });
        let (from, to) = (start + udp::HEADER_LEN, start + datagram.len());
        if unchecked == Some(Why::Fragmented) {
            self.opaque(LayerKind::Fragment, from, to);
        } else {
            let ports = (be16(header, 0), be16(header, 2));
            self.datagram(ports, from..to, (start + length).min(limit));
        }
        // What IP brought beyond the datagram's own length is nobody's.
        self.opaque(LayerKind::Padding, to, start + bytes.len())
    }

    pub(super) fn icmp(&mut self, carried: &Carried) -> Option<TcpSummary> {
        let Carried { start, end, unchecked, .. } = *carried;
        let limit = end.min(self.original);
        let message = clip(self.bytes, start, end);
        let header = clip(message, 0, icmp::HEADER_LEN);
        if header.len() < icmp::HEADER_LEN {
            self.short(LayerKind::Icmp, start, icmp::HEADER_LEN, limit);
        }
        if header.is_empty() {
            return None;
        }
        let cut = (start + message.len() < limit).then_some(Why::CutByCapture);
        self.show(LayerKind::Icmp, start..start + header.len(), || {
            let finding = match unchecked.or(cut) {
                Some(why) => ChecksumFinding::unknown(why),
                None => ChecksumFinding::over(message, 2, Sum::new()),
            };
            icmp::fields(header, start, Some(finding))
        });
        let (at, end) = (start + icmp::HEADER_LEN, start + message.len());
        if icmp::Kind::from(byte(header, 0)).is_error() && unchecked != Some(Why::Fragmented) {
            self.quoted = true;
            self.quote(at, end);
            self.quoted = false;
            return None;
        }
        self.opaque(carried.payload_kind(), at, end)
    }

    pub(super) fn igmp(&mut self, carried: &Carried) -> Option<TcpSummary> {
        let Carried { start, end, unchecked, .. } = *carried;
        let limit = end.min(self.original);
        let message = clip(self.bytes, start, end);
        if message.len() < igmp::MESSAGE_LEN {
            self.short(LayerKind::Igmp, start, igmp::MESSAGE_LEN, limit);
        }
        if !message.is_empty() {
            let cut = (start + message.len() < limit).then_some(Why::CutByCapture);
            self.show(LayerKind::Igmp, start..start + message.len(), || {
                igmp::fields(message, start, unchecked.or(cut))
            });
        }
        None
    }

    /// What an IEEE 802.3 frame holds, up to `end` by its length: spanning tree, or unknown.
    pub(super) fn llc(&mut self, at: usize, end: usize) {
        let contents = clip(self.bytes, at, end);
        let Some(bpdu) = contents.strip_prefix(&stp::LLC) else {
            self.opaque(LayerKind::Unknown, at, end);
            return;
        };
        let start = at + stp::LLC_LEN;
        self.show(LayerKind::Llc, at..start, || stp::llc_fields(&stp::LLC, at));
        match stp::Bpdu::parse(bpdu) {
            Err(Malformed { what: MalformedKind::TooShort { need, .. }, .. }) => {
                self.short(LayerKind::Stp, start, need, end.min(self.original));
            }
            // Rapid spanning tree is well-formed, and not taken apart.
            Err(_) if stp::is_rapid(bpdu) => {}
            Err(fault) => self.found(fault, start),
            Ok(_) => {}
        }
        let length = stp::length(bpdu).min(bpdu.len());
        if length > 0 {
            let header = clip(bpdu, 0, length);
            self.show(LayerKind::Stp, start..start + length, || stp::fields(header, start));
        }
        self.opaque(LayerKind::Unknown, start + length, end);
    }

    /// The beginning of a packet that did not arrive. That it breaks off is no fault.
    fn quote(&mut self, at: usize, end: usize) {
        let packet = clip(self.bytes, at, end);
        let Ok(view) = ipv4::View::new_checked(packet) else {
            self.opaque(LayerKind::Payload, at, end);
            return;
        };
        let header = clip(packet, 0, view.header_len());
        let start = at + header.len();
        self.show(LayerKind::Ipv4, at..start, || ipv4::fields(header, at));
        let bytes = clip(packet, header.len(), packet.len());
        let finding = Some(ChecksumFinding::unknown(Why::Quoted));
        let (kind, length) = match view.protocol() {
            _ if view.fragment_offset() > 0 => {
                self.opaque(LayerKind::Fragment, start, end);
                return;
            }
            Protocol::Tcp => {
                let length = usize::from(byte(bytes, 12) >> 4) * 4;
                (LayerKind::Tcp, length.max(tcp::HEADER_LEN))
            }
            Protocol::Udp => (LayerKind::Udp, udp::HEADER_LEN),
            Protocol::Icmp => (LayerKind::Icmp, icmp::HEADER_LEN),
            _ => {
                self.opaque(LayerKind::Unknown, start, end);
                return;
            }
        };
        let header = clip(bytes, 0, length);
        if !header.is_empty() {
            self.show(kind, start..start + header.len(), || match kind {
                LayerKind::Tcp => tcp::fields(header, start, finding),
                LayerKind::Udp => udp::fields(header, start, finding),
                _ => icmp::fields(header, start, finding),
            });
        }
        self.opaque(LayerKind::Payload, start + header.len(), end);
    }
}
