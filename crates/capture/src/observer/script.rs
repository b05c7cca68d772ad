//! Conversations written by hand, for tests.

use super::{Conversation, Unusual, conversations, observe};
use crate::build::{pcap_header, pcap_record};
use crate::{ByteOrder, Capture, read};
use std::net::{IpAddr, Ipv4Addr};
use wireglass_core::seq::Seq;
use wireglass_core::tcp::State;
use wireglass_core::wire::tcp::{Flags, Header, Options};
use wireglass_trace::{Anomaly, Trace};

/// One segment. Numbers count from the ends' initial sequence numbers.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Milliseconds since the segment before.
    pub(super) after: u32,
    pub(super) from: usize,
    pub(super) flags: Flags,
    pub(super) seq: u32,
    pub(super) ack: u32,
    pub(super) payload: usize,
    pub(super) window: u16,
    pub(super) options: Options,
    /// Added to the checksum.
    pub(super) damage: u8,
}

/// A segment of the first end. Flags are letters: `S`, `A`, `F`, `R`.
pub(super) fn a(flags: &str, seq: u32, ack: u32, payload: usize) -> Line {
    line(0, flags, seq, ack, payload)
}

/// A segment of the second end.
pub(super) fn b(flags: &str, seq: u32, ack: u32, payload: usize) -> Line {
    line(1, flags, seq, ack, payload)
}

fn line(from: usize, flags: &str, seq: u32, ack: u32, payload: usize) -> Line {
    let flags = flags.chars().fold(Flags::NONE, |flags, letter| {
        flags
            | match letter {
                'S' => Flags::SYN,
                'A' => Flags::ACK,
                'F' => Flags::FIN,
                'R' => Flags::RST,
                _ => unreachable!("a flag's letter"),
            }
    });
    let options = Options { mss: flags.syn().then_some(1_000), ..Options::default() };
    Line { after: 10, from, flags, seq, ack, payload, window: 8_000, options, damage: 0 }
}

impl Line {
    pub(super) fn after(self, after: u32) -> Self {
        Self { after, ..self }
    }

    pub(super) fn window(self, window: u16) -> Self {
        Self { window, ..self }
    }

    pub(super) fn scale(mut self, scale: u8) -> Self {
        self.options.window_scale = Some(scale);
        self
    }

    pub(super) fn sack(mut self, left: u32, right: u32, isn: u32) -> Self {
        self.options.sack.push(Seq(isn) + left, Seq(isn) + right);
        self
    }

    pub(super) fn damaged(self) -> Self {
        Self { damage: 1, ..self }
    }
}

/// The three segments that open.
pub(super) fn opening() -> Vec<Line> {
    vec![a("S", 0, 0, 0), b("SA", 0, 1, 0), a("A", 1, 1, 0)]
}

/// The opening, then `rest`.
pub(super) fn opened(rest: impl IntoIterator<Item = Line>) -> Vec<Line> {
    opening().into_iter().chain(rest).collect()
}

pub(super) const ISN: [u32; 2] = [1_000, 5_000];

/// A capture file of raw IP.
pub(super) fn file(lines: &[Line], isn: [u32; 2]) -> Vec<u8> {
    let order = ByteOrder::Little;
    let mut file = pcap_header(order, 0xa1b2_c3d4, 101);
    let mut millis = 0u32;
    for line in lines {
        millis = millis.saturating_add(line.after);
        let packet = packet(line, isn);
        file.extend(pcap_record(order, millis / 1_000, millis % 1_000 * 1_000, &packet));
    }
    file
}

fn packet(line: &Line, isn: [u32; 2]) -> Vec<u8> {
    let ends = [(Ipv4Addr::new(10, 0, 0, 1), 4_000), (Ipv4Addr::new(10, 0, 0, 2), 80)];
    let (src, dst) = (ends[line.from], ends[1 - line.from]);
    let header = Header {
        src_port: src.1,
        dst_port: dst.1,
        seq: Seq(isn[line.from]) + line.seq,
        ack: if line.flags.ack() { Seq(isn[1 - line.from]) + line.ack } else { Seq(0) },
        flags: line.flags,
        window: line.window,
        urgent: 0,
        options: line.options,
    };
    let mut segment = Vec::new();
    let payload = vec![b'x'; line.payload];
    header.emit(&payload, IpAddr::V4(src.0), IpAddr::V4(dst.0), &mut segment);
    segment[16] = segment[16].wrapping_add(line.damage);
    let total = u16::try_from(segment.len() + 20).unwrap();
    let mut packet = vec![0x45, 0];
    packet.extend(total.to_be_bytes());
    packet.extend([0, 0, 0, 0, 64, 6, 0, 0]);
    packet.extend(src.0.octets());
    packet.extend(dst.0.octets());
    packet.extend(segment);
    packet
}

/// A capture and its conversations.
pub(super) struct Story {
    pub(super) bytes: Vec<u8>,
    pub(super) capture: Capture,
    pub(super) all: Vec<Conversation>,
}

impl Story {
    pub(super) fn of(lines: &[Line]) -> Self {
        Self::with(lines, ISN)
    }

    pub(super) fn with(lines: &[Line], isn: [u32; 2]) -> Self {
        let bytes = file(lines, isn);
        let capture = read(&bytes).unwrap();
        assert_eq!(capture.problems, []);
        let all = conversations(&capture, &bytes);
        Self { bytes, capture, all }
    }

    /// The only conversation.
    pub(super) fn only(&self) -> &Conversation {
        let [only] = &self.all[..] else { panic!("{} conversations", self.all.len()) };
        only
    }

    pub(super) fn states(&self) -> [Option<State>; 2] {
        self.only().states
    }

    pub(super) fn anomalies(&self) -> Vec<(u32, Anomaly)> {
        self.only()
            .anomalies
            .iter()
            .map(|Unusual { packet, anomaly }| (*packet, *anomaly))
            .collect()
    }

    pub(super) fn trace(&self) -> Trace {
        observe(&self.capture, &self.bytes, self.only())
    }
}
