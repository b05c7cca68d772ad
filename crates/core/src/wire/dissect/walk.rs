//! The walk through a frame, from the outside in.

use super::TcpSummary;
use crate::wire::cursor::Cursor;
use crate::wire::ipv6::Extension;
use crate::wire::{
    AddressFamily, EtherType, Field, FieldName, LayerKind, LinkType, Malformed, MalformedKind,
    Protocol, Why, arp, be16, byte, clip, ethernet, ipv4, ipv6, link, tcp,
};
use std::net::{IpAddr, SocketAddr};
use std::ops::Range;

/// Who wants to know of the layers. Fields are made only for those who ask.
pub(super) trait Sink {
    /// Whether it keeps what it is told. For one that does not, the walk stops where no
    /// TCP can be found any more.
    const COLLECTS: bool;

    fn layer(
        &mut self,
        kind: LayerKind,
        bytes: Range<usize>,
        quoted: bool,
        fields: impl FnOnce() -> Vec<Field>,
    );
}

pub(super) struct Walk<'a, S> {
    pub(super) bytes: &'a [u8],
    /// The frame's length on the wire, at least that of `bytes`.
    pub(super) original: usize,
    sink: S,
    malformed: Option<Malformed>,
    /// Whether what comes next is quoted by an ICMP error.
    pub(super) quoted: bool,
}

/// What the IP layer knows of what it carries.
pub(super) struct Carried {
    pub(super) src: IpAddr,
    pub(super) dst: IpAddr,
    /// Where it begins in the frame.
    pub(super) start: usize,
    /// Where it ends in the frame according to IP, captured or not.
    pub(super) end: usize,
    /// Why a checksum over it cannot be checked.
    pub(super) unchecked: Option<Why>,
}

impl Carried {
    /// What the bytes after a transport header are: of a first fragment they are not all.
    pub(super) fn payload_kind(&self) -> LayerKind {
        match self.unchecked {
            Some(Why::Fragmented) => LayerKind::Fragment,
            _ => LayerKind::Payload,
        }
    }
}

impl<'a, S: Sink> Walk<'a, S> {
    pub(super) fn new(bytes: &'a [u8], original_len: usize, sink: S) -> Self {
        Self {
            bytes,
            original: original_len.max(bytes.len()),
            sink,
            malformed: None,
            quoted: false,
        }
    }

    pub(super) fn malformed(self) -> Option<Malformed> {
        self.malformed
    }

    pub(super) fn frame(&mut self, link: LinkType) -> Option<TcpSummary> {
        match link {
            LinkType::Ethernet => self.ethernet(),
            LinkType::RawIp => self.raw_ip(0),
            LinkType::LinuxCooked => {
                let header =
                    self.header(LayerKind::LinuxCooked, 0, link::COOKED_LEN, link::cooked_fields)?;
                self.network(link::COOKED_LEN, link::cooked_protocol(header))
            }
            LinkType::LinuxCookedV2 => {
                let (kind, len) = (LayerKind::LinuxCookedV2, link::COOKED_V2_LEN);
                let header = self.header(kind, 0, len, link::cooked_v2_fields)?;
                self.network(len, link::cooked_v2_protocol(header))
            }
            LinkType::BsdLoopback => {
                let (kind, len) = (LayerKind::BsdLoopback, link::LOOPBACK_LEN);
                let header = self.header(kind, 0, len, link::loopback_fields)?;
                match link::loopback_family(header) {
                    AddressFamily::Ipv4 => self.ipv4(len),
                    AddressFamily::Ipv6 => self.ipv6(len),
                    AddressFamily::Other(_) => self.opaque(LayerKind::Unknown, len, self.len()),
                }
            }
        }
    }

    pub(super) fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Shows a layer.
    pub(super) fn show(
        &mut self,
        kind: LayerKind,
        bytes: Range<usize>,
        fields: impl FnOnce() -> Vec<Field>,
    ) {
        self.sink.layer(kind, bytes, self.quoted, fields);
    }

    /// Notes the fault of a part that begins at `base`, unless one was noted before.
    pub(super) fn found(&mut self, fault: Malformed, base: usize) {
        self.malformed.get_or_insert(fault.shifted(base));
    }

    /// Notes a fault, unless one was noted before.
    pub(super) fn fault(&mut self, layer: LayerKind, at: usize, what: MalformedKind) {
        self.malformed.get_or_insert(Malformed { layer, at, what });
    }

    /// Notes that a header of `need` bytes at `at` is not all there. The packet it
    /// belongs to ends at `limit`, captured or not.
    pub(super) fn short(&mut self, layer: LayerKind, at: usize, need: usize, limit: usize) {
        let end = self.len().min(limit);
        let have = end.saturating_sub(at);
        let what = if limit.saturating_sub(at) >= need {
            MalformedKind::CutByCapture { need, have }
        } else {
            MalformedKind::TooShort { need, have }
        };
        self.fault(layer, end, what);
    }

    /// A header of fixed length: shows it, and returns it if it is all there.
    fn header(
        &mut self,
        kind: LayerKind,
        at: usize,
        need: usize,
        fields: fn(&[u8], usize) -> Vec<Field>,
    ) -> Option<&'a [u8]> {
        let header = clip(self.bytes, at, at + need);
        if header.len() < need {
            self.short(kind, at, need, self.original);
        }
        if !header.is_empty() {
            self.show(kind, at..at + header.len(), || fields(header, at));
        }
        (header.len() == need).then_some(header)
    }

    /// Bytes that are not taken apart; nothing if there are none. Always `None`,
    /// as no TCP is inside.
    pub(super) fn opaque(
        &mut self,
        kind: LayerKind,
        start: usize,
        end: usize,
    ) -> Option<TcpSummary> {
        let name = match kind {
            LayerKind::Payload => FieldName::Payload,
            LayerKind::Padding => FieldName::Padding,
            LayerKind::Fragment => FieldName::Fragment,
            _ => FieldName::Unknown,
        };
        let bytes = clip(self.bytes, start, end);
        if !bytes.is_empty() {
            self.show(kind, start..start + bytes.len(), || {
                let mut cursor = Cursor::new(bytes, start);
                cursor.rest(name);
                cursor.finish()
            });
        }
        None
    }

    fn ethernet(&mut self) -> Option<TcpSummary> {
        let header = self.header(LayerKind::Ethernet, 0, ethernet::HEADER_LEN, ethernet::fields)?;
        let mut at = ethernet::HEADER_LEN;
        let mut ethertype = EtherType::from(be16(header, 12));
        while ethertype.is_tag() {
            let tag = self.header(LayerKind::Vlan, at, ethernet::TAG_LEN, ethernet::tag_fields)?;
            at += ethernet::TAG_LEN;
            ethertype = be16(tag, 2).into();
        }
        if let Some(length) = ethertype.as_length() {
            let (claimed, have) = (usize::from(length), self.original.saturating_sub(at));
            if claimed > have {
                let what = MalformedKind::LengthBeyondEnd { claimed, have };
                self.fault(LayerKind::Ethernet, at - 2, what);
            }
            if S::COLLECTS {
                self.llc(at, at + claimed);
            }
            return self.opaque(LayerKind::Padding, at + claimed, self.len());
        }
        self.network(at, ethertype)
    }

    fn network(&mut self, at: usize, ethertype: EtherType) -> Option<TcpSummary> {
        match ethertype {
            EtherType::Ipv4 => self.ipv4(at),
            EtherType::Ipv6 => self.ipv6(at),
            EtherType::Arp | EtherType::Rarp => self.arp(at),
            _ => self.opaque(LayerKind::Unknown, at, self.len()),
        }
    }

    /// IP of whichever version the first four bits say.
    fn raw_ip(&mut self, at: usize) -> Option<TcpSummary> {
        match byte(self.bytes, at) >> 4 {
            6 => self.ipv6(at),
            // Whatever else it is, IPv4 says what is wrong with it.
            _ => self.ipv4(at),
        }
    }

    fn arp(&mut self, at: usize) -> Option<TcpSummary> {
        let rest = clip(self.bytes, at, self.len());
        let sizes = arp::bad_sizes(rest).filter(|_| rest.len() >= arp::FIXED_LEN);
        let need = if let Some(what) = sizes {
            self.fault(LayerKind::Arp, at + 4, what);
            arp::FIXED_LEN + 2 * (usize::from(byte(rest, 4)) + usize::from(byte(rest, 5)))
        } else {
            arp::PACKET_LEN
        };
        self.header(LayerKind::Arp, at, need, arp::fields)?;
        self.opaque(LayerKind::Padding, at + need, self.len())
    }

    fn ipv4(&mut self, at: usize) -> Option<TcpSummary> {
        let rest = clip(self.bytes, at, self.len());
        let on_wire = self.original.saturating_sub(at);
        let length = usize::from(byte(rest, 0) & 15) * 4;
        let header = clip(rest, 0, length.max(ipv4::HEADER_LEN));
        if !header.is_empty() {
            let range = at..at + header.len();
            self.show(LayerKind::Ipv4, range, || ipv4::fields(header, at));
        }
        let view = match ipv4::View::new_checked(rest) {
            Ok(view) => view,
            Err(Malformed { what: MalformedKind::TooShort { need, .. }, .. }) => {
                self.short(LayerKind::Ipv4, at, need, self.original);
                return None;
            }
            Err(fault) => {
                self.found(fault, at);
                return self.opaque(LayerKind::Unknown, at + header.len(), self.len());
            }
        };
        let mut unchecked = None;
        let total = match usize::from(view.total_len()) {
            // Left to the network card to fill in, packet by packet.
            0 => on_wire,
            claimed if claimed < length => {
                let what = MalformedKind::LengthBelowHeader { claimed, header: length };
                self.fault(LayerKind::Ipv4, at + 2, what);
                return self.opaque(LayerKind::Unknown, at + length, self.len());
            }
            claimed if claimed > on_wire => {
                let what = MalformedKind::LengthBeyondEnd { claimed, have: on_wire };
                self.fault(LayerKind::Ipv4, at + 2, what);
                unchecked = Some(Why::LengthBeyondEnd);
                claimed
            }
            claimed => claimed,
        };
        if view.more_fragments() {
            unchecked = unchecked.or(Some(Why::Fragmented));
        }
        let carried = Carried {
            src: view.src().into(),
            dst: view.dst().into(),
            start: at + length,
            end: at + total,
            unchecked,
        };
        let protocol = view.protocol();
        if view.fragment_offset() > 0 {
            self.opaque(LayerKind::Fragment, carried.start, carried.end);
            return self.opaque(LayerKind::Padding, carried.end, self.len());
        }
        self.transport(protocol, &carried)
    }

    fn ipv6(&mut self, at: usize) -> Option<TcpSummary> {
        let rest = clip(self.bytes, at, self.len());
        let on_wire = self.original.saturating_sub(at);
        let header = clip(rest, 0, ipv6::HEADER_LEN);
        if !header.is_empty() {
            let range = at..at + header.len();
            self.show(LayerKind::Ipv6, range, || ipv6::fields(header, at));
        }
        let view = match ipv6::View::new_checked(rest) {
            Ok(view) => view,
            Err(Malformed { what: MalformedKind::TooShort { need, .. }, .. }) => {
                self.short(LayerKind::Ipv6, at, need, self.original);
                return None;
            }
            Err(fault) => {
                self.found(fault, at);
                return self.opaque(LayerKind::Unknown, at + header.len(), self.len());
            }
        };
        let have = on_wire.saturating_sub(ipv6::HEADER_LEN);
        let claimed = match usize::from(view.payload_len()) {
            // More than 65,535 bytes, or left to the network card: unless nothing follows.
            0 if ipv6::next_is_something(header) => have,
            claimed => claimed,
        };
        let mut carried = Carried {
            src: view.src().into(),
            dst: view.dst().into(),
            start: at + ipv6::HEADER_LEN,
            end: at + ipv6::HEADER_LEN + claimed,
            unchecked: None,
        };
        if claimed > have {
            let what = MalformedKind::LengthBeyondEnd { claimed, have };
            self.fault(LayerKind::Ipv6, at + 4, what);
            carried.unchecked = Some(Why::LengthBeyondEnd);
        }
        self.extensions(view.next_header(), carried)
    }

    /// Skips extension headers. Each is at least eight bytes, so this ends.
    fn extensions(&mut self, mut next: Protocol, mut carried: Carried) -> Option<TcpSummary> {
        while Extension::is_one(next) {
            let (kind, start) = (next, carried.start);
            let rest = clip(self.bytes, start, carried.end);
            let extension = Extension::parse(kind, rest);
            let need = extension.map_or(8, |extension| extension.len);
            let header = clip(rest, 0, need);
            if !header.is_empty() {
                self.show(LayerKind::Ipv6Extension, start..start + header.len(), || {
                    ipv6::extension_fields(kind, header, start)
                });
            }
            let Some(extension) = extension.filter(|_| header.len() == need) else {
                let limit = carried.end.min(self.original);
                self.short(LayerKind::Ipv6Extension, start, need, limit);
                return self.opaque(LayerKind::Padding, carried.end, self.len());
            };
            carried.start += need;
            next = extension.next;
            if extension.source_routed {
                carried.unchecked = carried.unchecked.or(Some(Why::SourceRouted));
            }
            match extension.fragment {
                Some((1.., _)) => {
                    self.opaque(LayerKind::Fragment, carried.start, carried.end);
                    return self.opaque(LayerKind::Padding, carried.end, self.len());
                }
                Some((0, true)) => {
                    carried.unchecked = carried.unchecked.or(Some(Why::Fragmented));
                }
                _ => {}
            }
        }
        self.transport(next, &carried)
    }

    fn transport(&mut self, protocol: Protocol, carried: &Carried) -> Option<TcpSummary> {
        let end = carried.end;
        let tcp = match protocol {
            Protocol::Tcp => self.tcp(carried),
            _ if !S::COLLECTS => return None,
            Protocol::Udp => self.udp(carried),
            Protocol::Igmp if carried.src.is_ipv4() => self.igmp(carried),
            Protocol::Icmp if carried.src.is_ipv4() => self.icmp(carried),
            _ => self.opaque(LayerKind::Unknown, carried.start, end),
        };
        self.opaque(LayerKind::Padding, end, self.len());
        tcp
    }

    fn tcp(&mut self, carried: &Carried) -> Option<TcpSummary> {
        let Carried { src, dst, start, end, mut unchecked } = *carried;
        let segment = clip(self.bytes, start, end);
        let limit = end.min(self.original);
        if start + segment.len() < limit {
            unchecked = unchecked.or(Some(Why::CutByCapture));
        }
        let summary = match tcp::View::new_fixed(segment) {
            Ok(view) => {
                let length = view.header_len();
                let (header, bad_option) = view.header();
                if segment.len() < length {
                    self.short(LayerKind::Tcp, start, length, limit);
                } else if let Some(fault) = bad_option {
                    self.found(fault, start);
                }
                // A header longer than its segment is nobody's segment.
                (start + length <= limit).then(|| {
                    let captured = start + length.min(segment.len())..start + segment.len();
                    TcpSummary {
                        src: SocketAddr::new(src, header.src_port),
                        dst: SocketAddr::new(dst, header.dst_port),
                        header,
                        payload: captured,
                        payload_len: end - start - length,
                        segment: start..start + segment.len(),
                        unchecked,
                    }
                })
            }
            Err(Malformed { what: MalformedKind::TooShort { need, .. }, .. }) => {
                self.short(LayerKind::Tcp, start, need, limit);
                None
            }
            Err(fault) => {
                self.found(fault, start);
                None
            }
        };
        let length = (usize::from(byte(segment, 12) >> 4) * 4).max(tcp::HEADER_LEN);
        let header = clip(segment, 0, length);
        if !header.is_empty() {
            self.show(LayerKind::Tcp, start..start + header.len(), || {
                let checksum = match unchecked {
                    Some(why) => tcp::ChecksumFinding::unknown(why),
                    None => tcp::ChecksumFinding::of(segment, src, dst),
                };
                tcp::fields(header, start, Some(checksum))
            });
        }
        let (from, to) = (start + header.len(), start + segment.len());
        match carried.payload_kind() {
            LayerKind::Payload => self.stream(from..to),
            kind => _ = self.opaque(kind, from, to),
        }
        summary
    }
}
