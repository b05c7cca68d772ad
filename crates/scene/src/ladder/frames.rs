//! What there is to say about each frame: role, numbers, labels.

use super::LadderOptions;
use crate::Role;
use crate::measure::{Face, cut, text_width};
use crate::role::role_of;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use wireglass_core::seq::Seq;
use wireglass_core::wire::TcpSummary;
use wireglass_core::wire::tcp::Flags;
use wireglass_text::diagram as words;
use wireglass_trace::{FrameId, Trace};

/// The size of a label's type.
pub(super) const LABEL_SIZE: f64 = 12.5;

/// What the ladder knows of a frame.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Info {
    pub(super) frame: FrameId,
    pub(super) role: Role,
    /// It carries what was on the wire before.
    pub(super) again: bool,
    pub(super) tcp: Option<Tcp>,
    /// What it is called in a network, where it is no segment.
    pub(super) name: Option<String>,
}

/// What the labels need of a segment. Numbers are as they are to be shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Tcp {
    flags: Flags,
    seq: u32,
    ack: u32,
    window: u16,
    mss: Option<u16>,
    payload_len: usize,
}

/// Each direction's first sequence number, as a relative view counts from it.
#[derive(Default)]
pub(super) struct Bases(BTreeMap<(SocketAddr, SocketAddr), Seq>);

impl Info {
    /// Looks a frame up. Frames must come in order, so that `bases` has seen each SYN.
    pub(super) fn new(
        trace: &Trace,
        frame: FrameId,
        bases: &mut Bases,
        options: &LadderOptions,
    ) -> Self {
        let segment = trace.segment(frame);
        let role = role_of(trace, frame, segment.as_ref());
        let again = trace.frame(frame).anomalies.is_retransmission();
        let tcp = segment.map(|segment| {
            let (seq_base, ack_base) = bases.of(&segment);
            let relative = |seq: Seq, base: Seq| {
                if options.relative_seq { seq.distance_from(base) } else { seq.0 }
            };
            Tcp {
                flags: segment.header.flags,
                seq: relative(segment.header.seq, seq_base),
                ack: relative(segment.header.ack, ack_base),
                window: segment.header.window,
                mss: segment.header.options.mss,
                payload_len: segment.payload_len,
            }
        });
        Self { frame, role, again, tcp, name: None }
    }

    /// The label above the line: flags, and as much of its data's beginning as
    /// fits into `room` pixels.
    pub(super) fn label(&self, trace: &Trace, room: f64) -> String {
        let Some(tcp) = self.tcp else {
            return self.name.clone().unwrap_or_else(|| self.other_label().to_owned());
        };
        let mut label = flag_names(tcp.flags);
        if tcp.payload_len > 0
            && let Some(segment) = trace.segment(self.frame)
        {
            let bytes = trace.frame_bytes(self.frame).get(segment.payload).unwrap_or_default();
            for most in [20, 16, 12, 8] {
                let with_data = format!("{label} “{}”", preview(bytes, most));
                let fits = text_width(&with_data, LABEL_SIZE, Face::Sans) <= room;
                if fits && !with_data.ends_with("“”") {
                    label = with_data;
                    break;
                }
            }
        }
        label
    }

    /// The label below the line: the numbers.
    pub(super) fn sub_label(&self, options: &LadderOptions) -> String {
        let Some(tcp) = self.tcp else { return String::new() };
        let mut parts = Vec::with_capacity(4);
        if !matches!(self.role, Role::Ack) {
            parts.push(format!("seq {}", tcp.seq));
        }
        // On a phone, data says where it is and how much; its ACK is in the packet view.
        if tcp.flags.ack() && !(options.compact && tcp.payload_len > 0) {
            parts.push(format!("ack {}", tcp.ack));
        }
        if tcp.flags.syn()
            && let Some(mss) = tcp.mss
            // Beside both numbers it would not fit; the packet view shows it.
            && !tcp.flags.ack()
        {
            parts.push(format!("mss {mss}"));
        }
        if tcp.payload_len > 0 {
            parts.push(words::byte_count(options.lang, tcp.payload_len));
        }
        if tcp.window == 0 && !tcp.flags.rst() {
            parts.push("win 0".to_owned());
        }
        parts.join(" · ")
    }

    const fn other_label(&self) -> &'static str {
        match self.role {
            Role::Arp => "ARP",
            _ => "…",
        }
    }
}

impl Bases {
    /// The bases of a segment's own direction and of the other.
    fn of(&mut self, segment: &TcpSummary) -> (Seq, Seq) {
        let own = (segment.src, segment.dst);
        let header = &segment.header;
        if header.flags.syn() {
            // A new incarnation starts counting anew.
            self.0.insert(own, header.seq);
        }
        // Where the SYN was not seen, the first byte seen counts as number 1.
        let seq = *self.0.entry(own).or_insert(header.seq - 1);
        let ack = if header.flags.ack() {
            *self.0.entry((segment.dst, segment.src)).or_insert(header.ack - 1)
        } else {
            header.ack
        };
        (seq, ack)
    }
}

/// The flags as people say them: `SYN, ACK`.
fn flag_names(flags: Flags) -> String {
    const ORDER: [(Flags, &str); 9] = [
        (Flags::SYN, "SYN"),
        (Flags::FIN, "FIN"),
        (Flags::RST, "RST"),
        (Flags::PSH, "PSH"),
        (Flags::URG, "URG"),
        (Flags::ECE, "ECE"),
        (Flags::CWR, "CWR"),
        (Flags::AE, "AE"),
        (Flags::ACK, "ACK"),
    ];
    let names: Vec<_> =
        ORDER.iter().filter(|(flag, _)| flags.contains(*flag)).map(|(_, name)| *name).collect();
    if names.is_empty() { "—".to_owned() } else { names.join(", ") }
}

/// How data begins, as text: control characters made visible, cut by
/// characters. Nothing for data that is not text.
fn preview(bytes: &[u8], most: usize) -> String {
    // Bounded before decoding: a character has at most four bytes.
    let head = bytes.get(..bytes.len().min(most * 4 + 4)).unwrap_or(bytes);
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(error) if error.valid_up_to() + 4 > head.len() && head.len() < bytes.len() => {
            // Only the cut itself broke a character.
            std::str::from_utf8(&head[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => return String::new(),
    };
    let mut shown = String::new();
    let line = text.split("\r\n").next().unwrap_or(text);
    for c in line.chars() {
        match c {
            '\r' => shown.push('␍'),
            '\n' => shown.push('␊'),
            '\t' => shown.push('␉'),
            '\0'..='\u{1f}' => {
                shown.push(char::from_u32(0x2400 + u32::from(c)).unwrap_or('·'));
            }
            '\u{7f}'..='\u{9f}' => shown.push('·'),
            c => shown.push(c),
        }
    }
    if line.len() < text.len() && shown.chars().count() < most {
        shown.push('…');
    }
    cut(&shown, most)
}

#[cfg(test)]
mod tests;
