//! The first pass over a conversation: what was sent before, what is missing,
//! what the windows say. No state is inferred here, only facts that prove
//! states later.
//!
//! The meanings follow those of Wireshark's `tcp.analysis` filters, except where
//! more is known: bytes that were seen before are never "out of order", and an
//! ACK is a duplicate only while something is outstanding (RFC 5681 §2).

use super::Unusual;
use super::segment::{Place, Scaling, Segment};
use std::collections::BTreeMap;
use wireglass_core::wire::Verdict;
use wireglass_core::wire::tcp::ChecksumFinding;
use wireglass_trace::Anomaly;

/// A segment that fills a gap this soon after what follows it was overtaken,
/// not sent again, where the round-trip time is unknown. In nanoseconds.
const OVERTAKEN: u64 = 3_000_000;

/// No retransmission time-out is shorter than this anywhere: what is sent again
/// sooner after duplicate ACKs is a fast retransmission. In nanoseconds.
const LEAST_TIMEOUT: u64 = 200_000_000;

/// Duplicate ACKs that make a sender send again (RFC 5681 §3.2).
const DUPLICATES: u32 = 3;

/// What the first pass finds out for the second.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Facts {
    /// What each end sent first.
    pub(super) first: [Option<Opening>; 2],
    /// Whether each end sent data or a FIN.
    pub(super) sends: [bool; 2],
    /// The end that sent its FIN before the other's, seen earlier, had reached it.
    pub(super) fin_crosses: Option<usize>,
    /// The packets that did not get through, in order.
    pub(super) fates: Vec<(u32, Fate)>,
}

/// What kind of segment an end sent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opening {
    Syn,
    SynAck,
    Other,
}

/// Why a packet had no effect on its receiver.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fate {
    /// Its checksum is wrong: it was thrown away.
    Discarded,
    /// It was sent again before anything acknowledged it.
    Lost,
}

/// The analysis of one conversation.
#[derive(Default)]
pub(super) struct Analysis {
    sides: [Side; 2],
    anomalies: Vec<Unusual>,
    lost: Vec<u32>,
    fin_crosses: Option<usize>,
    /// When the only SYN without ACK passed.
    first_syn: Option<u64>,
    /// SYNs without ACK so far.
    syns: u32,
    /// The handshake's round-trip time, in nanoseconds.
    rtt: Option<u64>,
}

/// What has been seen of one end. Its own sequence space unless said otherwise.
#[derive(Default)]
struct Side {
    first: Option<Opening>,
    /// Where its SYN was.
    iss: Option<Place>,
    /// The first number seen.
    start: Option<Place>,
    /// Past the last byte sent.
    nxt: Option<Place>,
    /// When that byte was sent.
    nxt_time: u64,
    /// Past the byte of a zero-window probe, which does not count until acknowledged.
    probe: Option<Place>,
    /// Up to where the other end has acknowledged.
    acked: Option<Place>,
    /// Past its FIN.
    fin: Option<Place>,
    sends: bool,
    /// What is sent and not acknowledged: from, to, and the packet that carried it last.
    outstanding: BTreeMap<Place, (Place, u32)>,
    /// What was skipped: from and to.
    gaps: BTreeMap<Place, Place>,
    /// It opened with a SYN and then acknowledged the other end's.
    answered: bool,
    scaling: Scaling,
    /// The last acknowledgement it sent, in the other end's space.
    last_ack: Option<Place>,
    /// The last window it announced outside of a SYN, as on the wire.
    window: Option<u16>,
    /// The last window it announced, in bytes, where the scale is known.
    window_bytes: Option<u32>,
    duplicates: u32,
    duplicate_time: u64,
    checksums_right: u32,
    checksums_wrong: Vec<u32>,
    checksums_left: u32,
}

impl Side {
    /// The place of `seq` in this end's space.
    fn place(&self, seq: wireglass_core::seq::Seq) -> Place {
        self.nxt.or(self.acked).map_or(Place::first(seq), |near| near.near(seq))
    }

    /// Notes that `range`, sent by packet `index`, is outstanding, and returns the packets that
    /// carried any of it before.
    fn put_out(&mut self, from: Place, to: Place, index: u32) -> Vec<u32> {
        let mut earlier = Vec::new();
        let (mut start, mut end) = (from, to);
        // The last to begin before `to` may reach into the range; so may those before it.
        while let Some((&other, &(other_end, packet))) = self.outstanding.range(..to).next_back() {
            if other_end <= from {
                break;
            }
            self.outstanding.remove(&other);
            earlier.push(packet);
            start = start.min(other);
            end = end.max(other_end);
        }
        self.outstanding.insert(start, (end, index));
        earlier
    }

    /// Whether any of the range had been skipped. It no longer is.
    fn fill_gap(&mut self, from: Place, to: Place) -> bool {
        let mut filled = false;
        while let Some((&gap, &gap_end)) = self.gaps.range(..to).next_back() {
            if gap_end <= from {
                break;
            }
            filled = true;
            self.gaps.remove(&gap);
            if gap_end > to {
                self.gaps.insert(to, gap_end);
            }
            if gap < from {
                self.gaps.insert(gap, from);
                break;
            }
        }
        filled
    }

    /// Notes that the other end has everything before `ack`.
    fn acknowledge(&mut self, ack: Place) {
        while let Some(entry) = self.outstanding.first_entry() {
            if entry.get().0 > ack {
                break;
            }
            entry.remove();
        }
        self.acked = Some(self.acked.map_or(ack, |old| old.max(ack)));
    }

    /// Notes that the other end has `from` to `to`, beyond what it acknowledges.
    fn selectively_acknowledge(&mut self, from: Place, to: Place) {
        // A block may say anything, even that it ends before it begins.
        if to <= from {
            return;
        }
        while let Some((&start, &(end, _))) = self.outstanding.range(from..to).next() {
            if end > to {
                break;
            }
            self.outstanding.remove(&start);
        }
    }
}

impl Analysis {
    pub(super) fn new() -> Self {
        Self::default()
    }

    pub(super) fn flag(&mut self, packet: u32, anomaly: Anomaly) {
        self.anomalies.push(Unusual { packet, anomaly });
    }

    /// Whether a segment by end `from` begins another connection between the same ports.
    pub(super) fn is_new_incarnation(&self, from: usize, segment: &Segment) -> bool {
        if !segment.opens() {
            return false;
        }
        let (me, peer) = (&self.sides[from], &self.sides[1 - from]);
        match (me.iss, me.start) {
            (Some(iss), _) => iss.seq() != segment.seq,
            // Captured a little late, after what followed it.
            (None, Some(start)) => start.seq() != segment.seq + 1,
            // The second SYN of two that cross, or the first after a capture's beginning.
            (None, None) => peer.iss.is_none() && peer.first.is_some(),
        }
    }

    /// Takes in the next segment, sent by end `from` in packet `index`.
    pub(super) fn segment(
        &mut self,
        index: u32,
        time: u64,
        from: usize,
        segment: &Segment,
        checksum: ChecksumFinding,
    ) {
        let side = &mut self.sides[from];
        match checksum.verdict {
            Verdict::Correct => side.checksums_right += 1,
            Verdict::Wrong { .. } if checksum.left_to_hardware => side.checksums_left += 1,
            Verdict::Wrong { .. } => side.checksums_wrong.push(index),
            Verdict::CannotCheck(_) => {}
        }
        let said_nothing = side.first.is_none();
        side.first.get_or_insert(match (segment.syn(), segment.flags.ack()) {
            (true, false) => Opening::Syn,
            (true, true) => Opening::SynAck,
            (false, _) => Opening::Other,
        });
        if segment.rst() {
            let refuses = said_nothing && self.sides[1 - from].first == Some(Opening::Syn);
            self.flag(index, if refuses { Anomaly::Refused } else { Anomaly::Reset });
            return;
        }
        self.measure(time, from, segment);
        let probes = self.sequence(index, time, from, segment);
        self.window(index, from, segment, probes);
        self.acknowledgement(index, time, from, segment);
        self.remember(time, from, segment, probes);
    }

    /// The handshake's round-trip time: from the first SYN to the ACK of its answer.
    fn measure(&mut self, time: u64, from: usize, segment: &Segment) {
        if segment.opens() {
            // Of a SYN that was sent twice nobody knows which one is answered (Karn).
            self.first_syn = (self.syns == 0).then_some(time);
            self.syns = self.syns.saturating_add(1);
        } else if self.rtt.is_none()
            && !segment.syn()
            && self.sides[from].first == Some(Opening::Syn)
            && self.sides[1 - from].first == Some(Opening::SynAck)
        {
            self.rtt = self.first_syn.map(|start| time.saturating_sub(start));
        }
    }

    /// Where the segment lies among what its sender has sent. Whether it only probes.
    fn sequence(&mut self, index: u32, time: u64, from: usize, segment: &Segment) -> bool {
        let [a, b] = &mut self.sides;
        let (me, peer) = if from == 0 { (a, b) } else { (b, a) };
        let place = me.place(segment.seq);
        let end = place.plus(segment.length);
        me.start.get_or_insert(place);
        if segment.syn() {
            me.iss = Some(place);
            me.scaling = segment.scaling;
        }
        let Some(nxt) = me.nxt else {
            if segment.length > 0 {
                me.put_out(place, end, index);
            }
            return false;
        };
        let small = segment.is_plain() && segment.payload <= 1;
        let again = place.plus(1) == nxt;
        if small && peer.window == Some(0) {
            let next_byte = segment.payload == 1 && (place == nxt || me.acked == Some(place));
            if next_byte || (segment.payload == 0 && again) {
                if segment.payload == 1 {
                    me.probe = Some(end);
                }
                self.flag(index, Anomaly::ZeroWindowProbe);
                return true;
            }
        }
        if small && again && me.acked.is_none_or(|acked| acked >= nxt) {
            self.flag(index, Anomaly::KeepAlive);
            return true;
        }
        if segment.length == 0 {
            // Its number alone shows that something before it was sent and not captured.
            if place > nxt {
                me.gaps.insert(nxt, place);
                self.flag(index, Anomaly::GapBefore);
            }
            return false;
        }
        // Both open at once: each repeats its SYN to acknowledge the other's.
        let both = [me.first, peer.first] == [Some(Opening::Syn); 2];
        let crosses = segment.syn() && segment.ack.is_some() && both;
        if crosses && !std::mem::replace(&mut me.answered, true) {
            return false;
        }
        if place >= nxt {
            if place > nxt {
                me.gaps.insert(nxt, place);
            }
            me.put_out(place, end, index);
            if place > nxt {
                self.flag(index, Anomaly::GapBefore);
            }
            return false;
        }
        let fills = me.fill_gap(place, end);
        let fast = peer.duplicates >= DUPLICATES
            && peer.last_ack == Some(place)
            && time.saturating_sub(peer.duplicate_time) < LEAST_TIMEOUT;
        let soon = time.saturating_sub(me.nxt_time) < self.rtt.unwrap_or(OVERTAKEN);
        let anomaly = if me.acked.is_some_and(|acked| end <= acked) {
            Anomaly::SpuriousRetransmission
        } else if fast {
            Anomaly::FastRetransmission
        } else if fills && soon {
            Anomaly::OutOfOrder
        } else {
            Anomaly::Retransmission
        };
        if anomaly != Anomaly::SpuriousRetransmission {
            let earlier = me.put_out(place, end, index);
            if anomaly != Anomaly::OutOfOrder {
                self.lost.extend(earlier);
            }
        }
        self.flag(index, anomaly);
        false
    }

    /// What the segment does with the windows.
    fn window(&mut self, index: u32, from: usize, segment: &Segment, probes: bool) {
        let (me, peer) = (&self.sides[from], &self.sides[1 - from]);
        let place = me.place(segment.seq);
        if segment.payload > 0
            && !probes
            && let (Some(acked), Some(window)) = (me.acked, peer.window_bytes)
        {
            let edge = acked.plus(window);
            if place >= edge {
                self.flag(index, Anomaly::OutOfWindow);
            } else if segment.is_plain() && place.plus(segment.length) == edge {
                self.flag(index, Anomaly::WindowFull);
            }
        }
        if segment.is_plain() && segment.window == 0 {
            self.flag(index, Anomaly::ZeroWindow);
        }
    }

    /// What the segment acknowledges.
    fn acknowledgement(&mut self, index: u32, time: u64, from: usize, segment: &Segment) {
        let Some(ack) = segment.ack else { return };
        let [a, b] = &mut self.sides;
        let (me, peer) = if from == 0 { (a, b) } else { (b, a) };
        let place = me.place(segment.seq);
        let ack = peer.place(ack);
        let mut found = None;
        if let Some(nxt) = peer.nxt.filter(|nxt| ack > *nxt) {
            // An answer to a SYN that acknowledges something else is of an older connection.
            let stranger = me.iss.is_none() && peer.iss.is_some_and(|iss| iss.plus(1) == nxt);
            let probed = peer.probe.is_some_and(|probe| ack <= probe);
            if !probed {
                found = Some(Anomaly::AckOfUnseen);
                if !stranger {
                    peer.gaps.insert(nxt, ack);
                }
            }
            if stranger {
                self.flag(index, Anomaly::AckOfUnseen);
                return;
            }
            peer.nxt = Some(ack);
        }
        let bare = segment.length == 0 && segment.is_plain() && me.nxt == Some(place);
        if bare && me.last_ack == Some(ack) && segment.window > 0 {
            let outstanding = peer.nxt.is_some_and(|nxt| ack < nxt);
            if me.window == Some(segment.window) {
                if outstanding {
                    me.duplicates += 1;
                    me.duplicate_time = time;
                    found = Some(Anomaly::DuplicateAck);
                }
            } else if me.window.is_some_and(|window| segment.window > window) {
                found = Some(Anomaly::WindowUpdate);
            }
        }
        if me.last_ack != Some(ack) {
            me.duplicates = 0;
        }
        me.last_ack = Some(ack);
        peer.acknowledge(ack);
        for &(left, right) in &segment.sack {
            let (left, right) = (peer.place(left), peer.place(right));
            if left > ack {
                peer.selectively_acknowledge(left, right);
            }
        }
        if let Some(anomaly) = found {
            self.flag(index, anomaly);
        }
    }

    fn remember(&mut self, time: u64, from: usize, segment: &Segment, probes: bool) {
        let [a, b] = &mut self.sides;
        let (me, peer) = if from == 0 { (a, b) } else { (b, a) };
        let place = me.place(segment.seq);
        let end = place.plus(segment.length);
        if !probes {
            me.sends |= segment.payload > 0 || segment.fin();
            if me.nxt.is_none_or(|nxt| end > nxt) {
                me.nxt = Some(end);
                me.nxt_time = time;
            }
        }
        if segment.fin() && me.fin.is_none() {
            me.fin = Some(end);
            let not_yet = |fin| segment.ack.is_some_and(|ack| peer.place(ack) < fin);
            if peer.fin.is_some_and(not_yet) {
                self.fin_crosses.get_or_insert(from);
            }
        }
        me.window_bytes = segment.window_bytes(me.scaling.agreed(peer.scaling));
        if !segment.syn() {
            me.window = Some(segment.window);
        }
    }

    /// Whether each end's checksums were left to hardware, as far as can be told: they say so, or
    /// there are several and not one is right.
    pub(super) fn checksum_offload(&self) -> [bool; 2] {
        [0, 1].map(|side| {
            let side = &self.sides[side];
            side.checksums_left > 0 || (side.checksums_right == 0 && side.checksums_wrong.len() > 1)
        })
    }

    /// What was out of the ordinary, in the order of packets, and what the second pass needs.
    pub(super) fn finish(mut self) -> (Vec<Unusual>, Facts) {
        let mut fates: Vec<(u32, Fate)> = self.lost.iter().map(|&p| (p, Fate::Lost)).collect();
        for (side, offload) in self.checksum_offload().into_iter().enumerate() {
            if !offload {
                let wrong = std::mem::take(&mut self.sides[side].checksums_wrong);
                fates.extend(wrong.into_iter().map(|packet| (packet, Fate::Discarded)));
            }
        }
        // One fate for each: a wrong checksum is certain, a loss is not.
        fates.sort_unstable();
        fates.dedup_by_key(|(packet, _)| *packet);
        for &(packet, fate) in &fates {
            self.flag(
                packet,
                match fate {
                    Fate::Discarded => Anomaly::BadChecksum,
                    Fate::Lost => Anomaly::ProbablyLost,
                },
            );
        }
        self.anomalies.sort_unstable();
        let [a, b] = &self.sides;
        let facts = Facts {
            first: [a.first, b.first],
            sends: [a.sends, b.sends],
            fin_crosses: self.fin_crosses,
            fates,
        };
        (self.anomalies, facts)
    }
}
