//! Putting fragments together, by the list of what is missing (RFC 815).

use super::{put, seal};
use crate::rules::Reason;
use crate::time::{Duration, Instant};
use crate::wire::ipv4::{self, Protocol};
use std::collections::{BTreeMap, BTreeSet};
use std::net::Ipv4Addr;
use std::ops::Range;

/// How a reassembler behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Config {
    /// How long fragments wait for the others. RFC 1122 §3.3.2 wants 60 to 120 s;
    /// Linux waits for 30 s.
    pub timeout: Duration,
    /// How many unfinished datagrams are kept.
    pub limit: u32,
}

impl Default for Config {
    fn default() -> Self {
        Self { timeout: Duration::from_secs(30), limit: 64 }
    }
}

/// What the fragments of one datagram have in common (RFC 791 §3.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// From whom.
    pub src: Ipv4Addr,
    /// To whom.
    pub dst: Ipv4Addr,
    /// What is inside.
    pub protocol: u8,
    /// The number the sender gave it.
    pub ident: u16,
}

/// An unfinished datagram.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Buffer {
    since: Instant,
    /// The first fragment as it came: its header becomes the datagram's.
    first: Option<Vec<u8>>,
    /// What has come, by its place. Nothing overlaps.
    pieces: BTreeMap<u32, Vec<u8>>,
    /// Where it ends, once the last fragment has come.
    end: Option<u32>,
}

impl Buffer {
    /// When its first fragment came.
    pub fn since(&self) -> Instant {
        self.since
    }

    /// Bytes of payload that have come.
    pub fn have(&self) -> u32 {
        self.pieces.values().map(|piece| len(piece)).sum()
    }

    /// What is missing, in order. `None` as an end says that it is not known yet.
    pub fn holes(&self) -> Vec<(u32, Option<u32>)> {
        let mut holes = Vec::new();
        let mut at = 0;
        for (&from, piece) in &self.pieces {
            if from > at {
                holes.push((at, Some(from)));
            }
            at = from + len(piece);
        }
        match self.end {
            Some(end) if end > at => holes.push((at, Some(end))),
            Some(_) => {}
            None => holes.push((at, None)),
        }
        holes
    }

    /// Whether anything of `range` is there, and whether exactly it is.
    fn overlap(&self, range: &Range<u32>) -> Overlap {
        let before = self.pieces.range(..range.end).next_back();
        match before {
            Some((&from, piece)) if from + len(piece) > range.start => {
                let same = from == range.start && from + len(piece) == range.end;
                if same { Overlap::Same } else { Overlap::Partly }
            }
            _ => Overlap::None,
        }
    }
}

enum Overlap {
    None,
    Same,
    Partly,
}

/// Something a reassembler does, or notices.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// A whole packet, as if it had never been cut.
    Deliver {
        /// The packet.
        packet: Vec<u8>,
        /// Why now; `None` if it came whole.
        reason: Option<Reason>,
    },
    /// A fragment is kept.
    Held {
        /// Of which datagram.
        key: Key,
        /// Why.
        reason: Reason,
    },
    /// A fragment, or all there is of a datagram, is thrown away.
    Drop {
        /// Of which datagram.
        key: Option<Key>,
        /// Why.
        reason: Reason,
    },
    /// The time is over. If the first fragment is there, its sender is to be told by
    /// an ICMP time exceeded, code 1, that quotes it (RFC 792).
    Expired {
        /// Which datagram.
        key: Key,
        /// The first fragment.
        first: Option<Vec<u8>>,
        /// Why.
        reason: Reason,
    },
}

/// Puts fragments together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Reassembler {
    config: Config,
    buffers: BTreeMap<Key, Buffer>,
    by_age: BTreeSet<(Instant, Key)>,
}

impl Reassembler {
    /// A reassembler with nothing in it.
    pub fn new(config: Config) -> Self {
        Self { config, ..Self::default() }
    }

    /// The unfinished datagrams.
    pub fn iter(&self) -> impl Iterator<Item = (Key, &Buffer)> {
        self.buffers.iter().map(|(key, buffer)| (*key, buffer))
    }

    /// An IPv4 packet has come for this host.
    pub fn handle_packet(&mut self, now: Instant, packet: &[u8], out: &mut Vec<Action>) {
        self.handle_timeout(now, out);
        let Ok((header, payload)) = ipv4::Header::parse(packet) else {
            return out.push(Action::Drop { key: None, reason: Reason::PacketMalformed });
        };
        let header_len = ipv4::View::new_checked(packet).map_or(0, |view| view.header_len());
        let Some(packet) = packet.get(..header_len + payload.len()) else { return };
        if !header.is_fragment() {
            return out.push(Action::Deliver { packet: packet.to_vec(), reason: None });
        }
        let ident = header.ident;
        let protocol = header.protocol.number();
        let key = Key { src: header.src, dst: header.dst, protocol, ident };
        let from = u32::from(header.fragment_offset);
        let range = from..from + len(payload);
        let bytes = len(payload);
        let bad = if header.more_fragments && !bytes.is_multiple_of(8) || bytes == 0 {
            Some(Reason::FragmentOddLength { ident, bytes })
        } else if range.end as usize + header_len > usize::from(u16::MAX) {
            Some(Reason::FragmentTooFar { ident, to: range.end })
        } else {
            None
        };
        if let Some(reason) = bad {
            return out.push(Action::Drop { key: Some(key), reason });
        }
        self.make_room(key, out);
        let by_age = &mut self.by_age;
        let buffer = self.buffers.entry(key).or_insert_with(|| {
            by_age.insert((now, key));
            Buffer { since: now, first: None, pieces: BTreeMap::new(), end: None }
        });
        let reason = match buffer.overlap(&range) {
            Overlap::Same => {
                let reason = Reason::FragmentDuplicate { ident };
                return out.push(Action::Drop { key: Some(key), reason });
            }
            Overlap::Partly => {
                Some(Reason::FragmentOverlaps { ident, from: header.fragment_offset })
            }
            Overlap::None if contradicts(buffer, &range, header.more_fragments) => {
                Some(Reason::FragmentContradicts { ident, from: header.fragment_offset })
            }
            Overlap::None => None,
        };
        if let Some(reason) = reason {
            self.forget(key);
            return out.push(Action::Drop { key: Some(key), reason });
        }
        if !header.more_fragments {
            buffer.end = Some(range.end);
        }
        if from == 0 {
            buffer.first = Some(packet.to_vec());
        }
        buffer.pieces.insert(from, payload.to_vec());
        let holes = buffer.holes().len();
        if holes > 0 {
            let holes = u16::try_from(holes).unwrap_or(u16::MAX);
            let from = header.fragment_offset;
            let reason = Reason::FragmentHeld { ident, from, to: range.end, holes };
            return out.push(Action::Held { key, reason });
        }
        let Some(buffer) = self.forget(key) else { return };
        let packet = whole(&buffer);
        let bytes = buffer.have();
        let reason = Some(Reason::FragmentCompletes { ident, bytes });
        out.push(Action::Deliver { packet, reason });
    }

    fn make_room(&mut self, key: Key, out: &mut Vec<Action>) {
        let limit = self.config.limit.max(1);
        if self.buffers.contains_key(&key) || self.buffers.len() < limit as usize {
            return;
        }
        if let Some(&(_, oldest)) = self.by_age.first() {
            self.forget(oldest);
            let reason = Reason::ReassemblyFull { limit };
            out.push(Action::Drop { key: Some(oldest), reason });
        }
    }

    fn forget(&mut self, key: Key) -> Option<Buffer> {
        let buffer = self.buffers.remove(&key)?;
        self.by_age.remove(&(buffer.since, key));
        Some(buffer)
    }

    /// When [`Reassembler::handle_timeout`] has something to do next.
    pub fn next_timeout(&self) -> Option<Instant> {
        self.by_age.first().map(|(since, _)| *since + self.config.timeout)
    }

    /// Gives up what has waited too long.
    pub fn handle_timeout(&mut self, now: Instant, out: &mut Vec<Action>) {
        let after = self.config.timeout;
        while let Some(&(since, key)) = self.by_age.first()
            && since + after <= now
        {
            let first = self.forget(key).and_then(|buffer| buffer.first);
            let reason = Reason::ReassemblyTimeout { ident: key.ident, after };
            out.push(Action::Expired { key, first, reason });
        }
    }
}

/// Whether a fragment does not agree with the others about where the datagram ends.
fn contradicts(buffer: &Buffer, range: &Range<u32>, more: bool) -> bool {
    let furthest = buffer.pieces.last_key_value().map_or(0, |(from, piece)| from + len(piece));
    match buffer.end {
        // Nothing lies beyond the end, and there is one end only.
        Some(end) => range.end > end || !more || range.end == end,
        None => !more && furthest > range.start,
    }
}

/// The datagram of a buffer without holes.
fn whole(buffer: &Buffer) -> Vec<u8> {
    let Some(first) = &buffer.first else { return Vec::new() };
    let header_len = ipv4::View::new_checked(first).map_or(0, |view| view.header_len());
    let mut packet = first.get(..header_len).unwrap_or_default().to_vec();
    packet.extend(buffer.pieces.values().flatten());
    let total = u16::try_from(packet.len()).unwrap_or(u16::MAX);
    put(&mut packet, 2, total);
    put(&mut packet, 6, 0);
    seal(&mut packet, header_len);
    packet
}

/// Every piece comes from a packet of at most 65,535 bytes.
fn len(bytes: &[u8]) -> u32 {
    u32::try_from(bytes.len()).unwrap_or(u32::MAX)
}

impl Key {
    /// What is inside.
    pub fn protocol(&self) -> Protocol {
        self.protocol.into()
    }
}

#[cfg(test)]
mod tests;
