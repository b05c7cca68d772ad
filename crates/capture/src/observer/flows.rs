//! Which packets belong to which conversation, and the two passes over them.

use super::Conversation;
use super::analyse::{Analysis, Opening};
use super::machine::{Machine, Sink};
use super::segment::Segment;
use crate::Capture;
use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use wireglass_core::tcp::State;
use wireglass_trace::Anomaly;

/// Both ends' addresses and ports, the lesser end first: integers compare fastest.
type Key = [(bool, u128, u16); 2];

/// A conversation being collected.
struct Live {
    conversation: Conversation,
    analysis: Analysis,
}

/// The TCP conversations of a capture, in the order of their first packets.
///
/// `bytes` are those the capture was read from. Linear in the number of packets but for looking
/// up conversations, of which 100,000 are fine.
pub fn conversations(capture: &Capture, bytes: &[u8]) -> Vec<Conversation> {
    let mut current: BTreeMap<Key, usize> = BTreeMap::new();
    let mut all: Vec<Live> = Vec::new();
    let mut last: Option<(Key, usize)> = None;
    for (index, packet) in (0u32..).zip(&capture.packets) {
        let Some((segment, tcp)) = Segment::read(capture, bytes, index as usize) else { continue };
        let key = key(&segment);
        // Packets come in trains: most are of the same conversation as the one before.
        let known = match last {
            Some((last, which)) if last == key => Some(which),
            _ => current.get(&key).copied(),
        };
        let side = |live: &Live| usize::from(live.conversation.endpoints[0] != segment.src);
        let continues = known.filter(|&which| {
            let live = &all[which];
            !live.analysis.is_new_incarnation(side(live), &segment)
        });
        let which = continues.unwrap_or_else(|| {
            all.push(Live::new(&segment, packet.time_ns));
            current.insert(key, all.len() - 1);
            all.len() - 1
        });
        last = Some((key, which));
        let live = &mut all[which];
        let from = side(live);
        if known.is_some() && continues.is_none() {
            live.analysis.flag(index, Anomaly::PortsReused);
        }
        let frame = bytes.get(packet.range()).unwrap_or_default();
        live.analysis.segment(index, packet.time_ns, from, &segment, tcp.checksum(frame));
        let conversation = &mut live.conversation;
        conversation.packets.push(index);
        conversation.bytes += u64::from(packet.original);
        conversation.first_ns = conversation.first_ns.min(packet.time_ns);
        conversation.last_ns = conversation.last_ns.max(packet.time_ns);
    }
    all.into_iter().map(|live| live.finish(capture, bytes)).collect()
}

/// Goes over a conversation's packets with both endpoints' state machines.
pub(super) fn replay(
    capture: &Capture,
    bytes: &[u8],
    conversation: &Conversation,
    sink: &mut impl Sink,
) {
    let mut machine = Machine::new(&conversation.facts);
    let mut fates = conversation.facts.fates.iter().copied().peekable();
    for &index in &conversation.packets {
        let Some((segment, _)) = Segment::read(capture, bytes, index as usize) else { continue };
        let fate = fates.next_if(|(packet, _)| *packet == index).map(|(_, fate)| fate);
        let from = usize::from(conversation.endpoints[0] != segment.src);
        sink.packet(index, from, &segment, fate, &machine);
        machine.sent(from, &segment, sink);
        if fate.is_none() {
            sink.arrived(from);
            machine.arrived(1 - from, &segment, sink);
        }
    }
}

impl Live {
    fn new(segment: &Segment, time_ns: u64) -> Self {
        // What answers a SYN was sent by the second end, even if the SYN was missed.
        let answers = segment.syn() && segment.flags.ack();
        let refuses = segment.rst() && segment.flags.ack() && segment.seq.0 == 0;
        let endpoints = if answers || refuses {
            [segment.dst, segment.src]
        } else {
            [segment.src, segment.dst]
        };
        let conversation = Conversation {
            endpoints,
            packets: Vec::new(),
            bytes: 0,
            first_ns: time_ns,
            last_ns: time_ns,
            began_midway: !segment.opens(),
            states: [None; 2],
            visited: [Vec::new(), Vec::new()],
            anomalies: Vec::new(),
            checksum_offload: [false; 2],
            facts: super::Facts::default(),
        };
        Self { conversation, analysis: Analysis::new() }
    }

    /// Takes stock after the first pass, and makes the second.
    fn finish(self, capture: &Capture, bytes: &[u8]) -> Conversation {
        let Self { mut conversation, analysis } = self;
        conversation.checksum_offload = analysis.checksum_offload();
        let (anomalies, facts) = analysis.finish();
        conversation.anomalies = anomalies;
        // A SYN that came late in the file is still the opening.
        conversation.began_midway &= facts.first[0] != Some(Opening::Syn);
        conversation.facts = facts;
        let mut visited = Visited::default();
        replay(capture, bytes, &conversation, &mut visited);
        conversation.states = [0, 1].map(|side| visited.0[side].last().copied());
        conversation.visited = visited.0;
        conversation
    }
}

/// Only notes which states there were.
#[derive(Default)]
struct Visited([Vec<State>; 2]);

impl Sink for Visited {
    fn state(&mut self, side: usize, from: State, to: State, _: wireglass_core::rules::Reason) {
        let path = &mut self.0[side];
        for state in [from, to] {
            if path.last() != Some(&state) {
                path.push(state);
            }
        }
    }
}

fn key(segment: &Segment) -> Key {
    let mut key = [segment.src, segment.dst].map(|end: SocketAddr| {
        let address = match end.ip() {
            IpAddr::V4(ip) => u32::from(ip).into(),
            IpAddr::V6(ip) => ip.into(),
        };
        (end.is_ipv6(), address, end.port())
    });
    key.sort_unstable();
    key
}
