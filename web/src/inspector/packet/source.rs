//! The frame that is shown, taken apart once.

use crate::state::View;
use std::fmt::Write as _;
use wireglass_core::time::Instant;
use wireglass_core::wire::{Dissection, Known};
use wireglass_scene::packet::{ByteRow, byte_rows};
use wireglass_trace::{FrameId, Origin, Trace, What};

/// How far from a frame its connection's SYNs are looked for: they come first.
const SYN_WITHIN: usize = 64;

/// A frame with everything the panel draws of it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Source {
    pub(super) frame: FrameId,
    /// Its number, from 1.
    pub(super) number: usize,
    /// Who sent it.
    pub(super) from: String,
    /// To whom.
    pub(super) to: String,
    /// When it was sent.
    pub(super) sent: Instant,
    /// Where the trace comes from.
    pub(super) origin: Origin,
    /// Whether these are its bytes as they arrived.
    pub(super) arrived: bool,
    /// The bytes shown.
    pub(super) bytes: Vec<u8>,
    /// The other bytes, where sent and arrived differ.
    other: Option<Vec<u8>>,
    /// How long it was on the wire.
    pub(super) original: u64,
    /// It, taken apart.
    pub(super) dissection: Dissection,
    /// Its bytes, sixteen to a row.
    pub(super) rows: Vec<ByteRow>,
}

impl Source {
    /// Takes a frame apart, as sent or as arrived.
    pub(super) fn new(trace: &Trace, frame: FrameId, arrived: bool) -> Self {
        let about = trace.frame(frame);
        let (sent, received) = (trace.frame_bytes(frame), trace.received_bytes(frame));
        let differs = about.received.is_some() && sent != received;
        let (bytes, other) = if arrived { (received, sent) } else { (sent, received) };
        let mut dissection =
            if arrived { trace.dissect_received(frame) } else { trace.dissect(frame) };
        dissection.relate(known(trace, frame));
        let rows = byte_rows(&dissection, bytes);
        Self {
            frame,
            number: frame.index() + 1,
            from: trace.node(about.from).name.clone(),
            to: trace.node(about.to).name.clone(),
            sent: trace.sent_at(frame),
            origin: trace.origin,
            arrived,
            bytes: bytes.to_vec(),
            other: differs.then(|| other.to_vec()),
            original: about.original_len.into(),
            dissection,
            rows,
        }
    }

    /// Whether it arrived other than it was sent.
    pub(super) fn differs(&self) -> bool {
        self.other.is_some()
    }

    /// Whether byte `offset` was changed on the way.
    pub(super) fn is_changed(&self, offset: usize) -> bool {
        self.other.as_ref().is_some_and(|other| other.get(offset) != self.bytes.get(offset))
    }

    /// The first byte that was changed on the way: its offset, as it was sent, as it arrived.
    pub(super) fn first_change(&self) -> Option<(usize, u8, u8)> {
        let other = self.other.as_ref()?;
        let offset = (0..self.bytes.len()).find(|offset| self.is_changed(*offset))?;
        let (shown, other) = (*self.bytes.get(offset)?, *other.get(offset)?);
        Some(if self.arrived { (offset, other, shown) } else { (offset, shown, other) })
    }

    /// The bytes as hexadecimal digits, sixteen to a line.
    pub(super) fn hex(&self) -> String {
        let mut text = String::with_capacity(self.bytes.len() * 3);
        for (i, byte) in self.bytes.iter().enumerate() {
            if i > 0 {
                text.push(if i % 16 == 0 { '\n' } else { ' ' });
            }
            // Writing to a String cannot fail.
            let _ = write!(text, "{byte:02x}");
        }
        text
    }
}

/// How far a frame has come, seen from a position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    NotSent,
    OnItsWay,
    Arrived,
    Discarded,
    Lost,
}

/// How far `frame` has come.
pub(super) fn fate(view: &View, frame: FrameId) -> Fate {
    let about = view.trace.frame(frame);
    let past = |event| view.trace.step_of(event) < view.position;
    if !about.sent.is_some_and(past) {
        return Fate::NotSent;
    }
    let Some(end) = about.end.filter(|end| past(*end)) else { return Fate::OnItsWay };
    if !about.arrived {
        return Fate::Lost;
    }
    let mut events = view.trace.step_events(view.trace.step_of(end));
    let discarded = What::FrameDiscarded { frame };
    if events.any(|(_, event)| event.what == discarded) { Fate::Discarded } else { Fate::Arrived }
}

/// The frame to show: the followed one, else the last there was.
pub(super) fn shown_frame(view: &View) -> Option<FrameId> {
    view.followed.or_else(|| {
        let end = match view.trace.steps().get(view.position) {
            Some(next) => next.first.index(),
            None => view.trace.events().len(),
        };
        view.trace.events()[..end].iter().rev().find_map(|event| event.what.frame())
    })
}

/// What the handshake told, seen from the sender of `frame`.
fn known(trace: &Trace, frame: FrameId) -> Known {
    let mut known = Known::default();
    let Some(own) = trace.segment(frame) else { return known };
    let (mut own_shift, mut peer_shift) = (None, None);
    for index in 0..trace.frames().len().min(SYN_WITHIN).min(frame.index() + 1) {
        let Some(segment) = trace.segment(FrameId::from_index(index)) else { continue };
        if !segment.header.flags.syn() {
            continue;
        }
        let shift = segment.header.options.window_scale;
        if (segment.src, segment.dst) == (own.src, own.dst) {
            known.isn = Some(segment.header.seq);
            own_shift = shift;
        } else if (segment.src, segment.dst) == (own.dst, own.src) {
            known.peer_isn = Some(segment.header.seq);
            peer_shift = shift;
        }
    }
    // Scaling needs both sides' consent (RFC 7323 §2.2).
    known.window_shift = own_shift.filter(|_| peer_shift.is_some());
    known
}
