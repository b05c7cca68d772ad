//! A whole frame, layer by layer. One walk serves both [`dissect`], which
//! collects fields, and [`tcp_summary`], which collects nothing.

mod apps;
mod upper;
mod walk;

use super::tcp::{ChecksumFinding, Header};
use super::{Field, FieldName, LayerKind, LinkType, Malformed, Meaning, Value, Verdict, Why, clip};
use crate::seq::Seq;
use serde::Serialize;
use std::net::SocketAddr;
use std::ops::Range;
use walk::{Sink, Walk};

/// Frames longer than this are looked at only so far: bit offsets are 32 bits
/// wide, and no link has frames of 128 MiB.
const MAX_FRAME: usize = 1 << 27;

/// One layer of a frame.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Layer {
    /// Which protocol.
    pub kind: LayerKind,
    /// Its header's bytes in the frame (or all its bytes, for layers that are
    /// not headers).
    pub bytes: Range<usize>,
    /// Its fields, in order; their bits cover `bytes` without gap or overlap.
    pub fields: Vec<Field>,
    /// Whether it belongs to a packet that an ICMP error quotes, and not to this one.
    pub quoted: bool,
}

/// A frame taken apart. The layers cover its bytes without gap or overlap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Dissection {
    /// From the outside in; then the payload, then padding.
    pub layers: Vec<Layer>,
    /// The first thing that is wrong with the frame's structure, if anything.
    pub malformed: Option<Malformed>,
    /// The TCP segment inside, if there is one.
    tcp: Option<TcpSummary>,
}

/// A TCP segment in a frame.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct TcpSummary {
    /// From where.
    pub src: SocketAddr,
    /// To where.
    pub dst: SocketAddr,
    /// The header. Options that are cut off or broken are missing.
    pub header: Header,
    /// The payload's bytes in the frame, as far as they were captured.
    pub payload: Range<usize>,
    /// The payload's length in bytes according to IP: more than `payload` has if
    /// the capture cut it.
    pub payload_len: usize,
    /// The whole segment's bytes in the frame, as far as they were captured.
    pub segment: Range<usize>,
    /// Why the checksum cannot be checked, if it cannot.
    pub unchecked: Option<Why>,
}

impl TcpSummary {
    /// Checks the segment's checksum. `frame` is the frame this came from.
    pub fn checksum(&self, frame: &[u8]) -> ChecksumFinding {
        if let Some(why) = self.unchecked {
            return ChecksumFinding::unknown(why);
        }
        let segment = clip(frame, self.segment.start, self.segment.end);
        ChecksumFinding::of(segment, self.src.ip(), self.dst.ip())
    }

    /// How much of sequence space the segment takes: its payload, and one each
    /// for SYN and FIN (RFC 9293 §3.4).
    pub fn seq_len(&self) -> u32 {
        let payload = u32::try_from(self.payload_len).unwrap_or(u32::MAX);
        let flags = self.header.flags;
        payload.saturating_add(u32::from(flags.syn()) + u32::from(flags.fin()))
    }
}

/// What the handshake told about a connection, seen from the sender of a segment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// The sender's initial sequence number.
    pub isn: Option<Seq>,
    /// The receiver's initial sequence number.
    pub peer_isn: Option<Seq>,
    /// The shift of the sender's windows, once agreed.
    pub window_shift: Option<u8>,
}

impl Dissection {
    /// The TCP segment inside, if there is one.
    pub fn tcp(&self) -> Option<&TcpSummary> {
        self.tcp.as_ref()
    }

    /// The layers of the packet itself, without those an ICMP error quotes.
    fn own(&self) -> impl Iterator<Item = &Layer> {
        self.layers.iter().filter(|layer| !layer.quoted)
    }

    /// The first layer of a kind; what is quoted does not count.
    pub fn layer(&self, kind: LayerKind) -> Option<&Layer> {
        self.own().find(|layer| layer.kind == kind)
    }

    /// All fields, from the outside in; what is quoted does not count.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.own().flat_map(|layer| &layer.fields)
    }

    /// The first field of a name; what is quoted does not count.
    pub fn field(&self, name: FieldName) -> Option<&Field> {
        self.fields().find(|field| field.name == name)
    }

    /// The field a bit of the frame belongs to, quoted or not.
    pub fn field_at(&self, bit: u32) -> Option<&Field> {
        self.layers.iter().flat_map(|layer| &layer.fields).find(|field| field.bits.contains(&bit))
    }

    /// Adds the meanings that take more than one frame to know: sequence numbers
    /// counted from the initial ones, the window in bytes.
    pub fn relate(&mut self, known: Known) {
        let syn = self.tcp.as_ref().is_some_and(|tcp| tcp.header.flags.syn());
        for field in self.layers.iter_mut().flat_map(|layer| &mut layer.fields) {
            let Value::Number(value) = field.value else { continue };
            let Ok(value) = u32::try_from(value) else { continue };
            let base = match field.name {
                FieldName::TcpSequence => known.isn,
                // Without ACK the number does not count, and says so already.
                FieldName::TcpAcknowledgment if field.meaning.is_none() => known.peer_isn,
                FieldName::TcpOptionSackLeft | FieldName::TcpOptionSackRight => known.peer_isn,
                FieldName::TcpWindow => {
                    // The window of a SYN is never scaled (RFC 7323 §2.2).
                    if let (Some(shift), false) = (known.window_shift, syn) {
                        field.meaning = Some(Meaning::WindowBytes(value << shift.min(14)));
                    }
                    None
                }
                _ => None,
            };
            if let Some(base) = base {
                let offset = Seq(value).distance_from(base);
                field.meaning = Some(Meaning::Relative { base, offset });
            }
        }
    }

    /// Whether every field that can be checked is right, and the frame holds together.
    pub fn is_sound(&self) -> bool {
        self.malformed.is_none()
            && !self.fields().any(|field| matches!(field.verdict, Some(Verdict::Wrong { .. })))
    }
}

/// Takes a frame apart. Always returns something: a frame that does not hold
/// together is shown up to where it breaks.
///
/// `original_len` is how long the frame was on the wire, in bytes; more than
/// `bytes` has if the capture cut it.
pub fn dissect(bytes: &[u8], link: LinkType, original_len: usize) -> Dissection {
    let mut layers = Vec::new();
    let mut walk = Walk::new(clip(bytes, 0, MAX_FRAME), original_len, Collect(&mut layers));
    let tcp = walk.frame(link);
    let malformed = walk.malformed();
    Dissection { layers, malformed, tcp }
}

/// The TCP segment in a frame, if there is one: the same as
/// `dissect(…).tcp()`, but without collecting fields, and without allocating.
pub fn tcp_summary(bytes: &[u8], link: LinkType, original_len: usize) -> Option<TcpSummary> {
    Walk::new(clip(bytes, 0, MAX_FRAME), original_len, Ignore).frame(link)
}

struct Collect<'a>(&'a mut Vec<Layer>);

impl Sink for Collect<'_> {
    const COLLECTS: bool = true;

    fn layer(
        &mut self,
        kind: LayerKind,
        bytes: Range<usize>,
        quoted: bool,
        fields: impl FnOnce() -> Vec<Field>,
    ) {
        self.0.push(Layer { kind, bytes, fields: fields(), quoted });
    }
}

struct Ignore;

impl Sink for Ignore {
    const COLLECTS: bool = false;

    fn layer(&mut self, _: LayerKind, _: Range<usize>, _: bool, _: impl FnOnce() -> Vec<Field>) {}
}

#[cfg(test)]
mod tests;
