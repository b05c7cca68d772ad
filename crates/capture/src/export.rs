//! A trace as a capture file that Wireshark opens.

use crate::write::{Packet, Writer};
use wireglass_trace::{Alteration, FrameId, LinkId, NodeId, Origin, Trace, What};

/// Where on the network the exported capture was "taken".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Vantage {
    /// On the wire: every frame once, as and when it was sent, the lost ones too.
    #[default]
    Wire,
    /// At one host, as `tcpdump` there would see it: what it sent when it sent
    /// it, what reached it when and as it arrived.
    Node(NodeId),
}

/// 2026-01-01 00:00:00 UTC, so that simulated packets have a plausible date.
const SIMULATED_EPOCH_NS: u64 = 1_767_225_600 * 1_000_000_000;

/// Writes a trace as pcapng, one interface for each link, each packet with the
/// comment that `comment` gives it (none if that is empty).
pub fn to_pcapng(
    trace: &Trace,
    vantage: Vantage,
    about: &str,
    comment: &dyn Fn(FrameId) -> String,
) -> Vec<u8> {
    let base = if trace.origin == Origin::Simulated { SIMULATED_EPOCH_NS } else { 0 };
    let mut writer = Writer::new(base, about);
    let interfaces: Vec<_> = (0..trace.links().len())
        .map(|index| {
            let link = trace.link(LinkId::from_index(index));
            let [a, b] = link.nodes().map(|node| trace.node(node).name.as_str());
            let dlt = u16::try_from(link.link_type.dlt()).unwrap_or(u16::MAX);
            writer.interface(dlt, &format!("{a}-{b}"))
        })
        .collect();
    for event in trace.events() {
        let (frame, received) = match event.what {
            What::FrameSent { frame } if vantage.sees_sending(trace, frame) => (frame, false),
            // A copy made on the way is on the wire from then on.
            What::FrameAltered { how: Alteration::Duplicated { copy }, .. }
                if vantage == Vantage::Wire =>
            {
                (copy, false)
            }
            What::FrameArrived { frame }
                if vantage == Vantage::Node(event.node) && trace.origin == Origin::Simulated =>
            {
                (frame, true)
            }
            _ => continue,
        };
        let data = if received { trace.received_bytes(frame) } else { trace.frame_bytes(frame) };
        let Some(interface) = interfaces.get(trace.frame(frame).link.index()) else { continue };
        // A frame of a trace fits a packet: traces are made of link frames.
        let _ = writer.packet(&Packet {
            interface: *interface,
            time_ns: event.time.as_nanos(),
            data,
            original: trace.frame(frame).original_len,
            comment: &comment(frame),
        });
    }
    writer.finish()
}

impl Vantage {
    fn sees_sending(self, trace: &Trace, frame: FrameId) -> bool {
        match self {
            Self::Wire => true,
            Self::Node(node) => trace.frame(frame).from == node,
        }
    }
}
