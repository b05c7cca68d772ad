//! A conversation as a trace.

use super::analyse::Fate;
use super::flows::replay;
use super::machine::{Machine, Sink};
use super::segment::Segment;
use super::{Conversation, Unusual};
use crate::Capture;
use std::net::SocketAddr;
use wireglass_core::rules::Reason;
use wireglass_core::tcp::{State, Variable};
use wireglass_core::time::Instant;
use wireglass_core::wire::LinkType;
use wireglass_trace::{
    Anomaly, EventId, FrameId, Link, LinkId, Node, NodeId, Origin, Socket, SocketId, Trace,
    Transport, What,
};

/// Tells a conversation's story: a trace of two hosts, one socket each, one
/// step for each packet, at the packet's time since the conversation's first.
///
/// A packet is a frame with its real bytes. It is sent and arrives (or is lost,
/// or thrown away) in the same step: there is one vantage point. Time that goes
/// backwards in the capture stands still here.
///
/// `capture` and `bytes` are those that `conversation` was found in; with others
/// the trace is of no use, but there is no panic.
pub fn observe(capture: &Capture, bytes: &[u8], conversation: &Conversation) -> Trace {
    let mut trace = Trace::new(Origin::Captured);
    let [a, b] = conversation.endpoints;
    let nodes = [a, b].map(|end| {
        let name = if a.ip() == b.ip() { end.to_string() } else { end.ip().to_string() };
        trace.add_node(Node::host(name, &[end.ip()], None))
    });
    let sockets = [(nodes[0], a, b), (nodes[1], b, a)].map(|(node, local, remote): Ends| {
        let remote = Some(remote);
        let transport = Transport::Tcp;
        trace.add_socket(Socket { node, transport, local, remote, parent: None, listening: false })
    });
    let mut recorder = Recorder {
        capture,
        bytes,
        conversation,
        trace,
        nodes,
        sockets,
        links: Vec::new(),
        unusual: 0,
        frame: FrameId(0),
        last_arrival: [None; 2],
        last_loss: [None; 2],
    };
    replay(capture, bytes, conversation, &mut recorder);
    recorder.trace.finish();
    recorder.trace
}

type Ends = (NodeId, SocketAddr, SocketAddr);

struct Recorder<'a> {
    capture: &'a Capture,
    bytes: &'a [u8],
    conversation: &'a Conversation,
    trace: Trace,
    nodes: [NodeId; 2],
    sockets: [SocketId; 2],
    links: Vec<(LinkType, LinkId)>,
    /// How many of the conversation's anomalies have been recorded.
    unusual: usize,
    /// The present frame.
    frame: FrameId,
    /// For each end, when something last reached it.
    last_arrival: [Option<EventId>; 2],
    /// For each end, when something it sent was last lost.
    last_loss: [Option<EventId>; 2],
}

impl Recorder<'_> {
    /// The link for frames of packet `index`: a conversation may have been captured on several.
    fn link(&mut self, index: u32) -> LinkId {
        let link_type = self.capture.link_type(index as usize).and_then(LinkType::from_dlt);
        let link_type = link_type.unwrap_or(LinkType::RawIp);
        if let Some((_, link)) = self.links.iter().find(|(known, _)| *known == link_type) {
            return *link;
        }
        let link = self.trace.add_link(Link::between(self.nodes, link_type));
        self.links.push((link_type, link));
        link
    }

    /// The anomalies of packet `index`.
    fn anomalies(&mut self, index: u32) -> Vec<Anomaly> {
        let rest = self.conversation.anomalies.get(self.unusual..).unwrap_or_default();
        let of_packet = rest.iter().take_while(|unusual| unusual.packet <= index);
        let found: Vec<Unusual> = of_packet.copied().collect();
        self.unusual += found.len();
        found.into_iter().filter(|u| u.packet == index).map(|u| u.anomaly).collect()
    }

    /// What made an end send this, where the segments tell.
    fn cause(&self, from: usize, segment: &Segment, anomalies: &[Anomaly]) -> Option<EventId> {
        if anomalies.iter().any(|anomaly| anomaly.is_retransmission()) {
            return self.last_loss[from];
        }
        let answers =
            segment.rst() || segment.length == 0 || (segment.syn() && segment.flags.ack());
        self.last_arrival[from].filter(|_| answers)
    }
}

impl Sink for Recorder<'_> {
    fn packet(
        &mut self,
        index: u32,
        from: usize,
        segment: &Segment,
        fate: Option<Fate>,
        machine: &Machine<'_>,
    ) {
        let Some(packet) = self.capture.packets.get(index as usize) else { return };
        let link = self.link(index);
        let nanos = packet.time_ns.saturating_sub(self.conversation.first_ns);
        let time = Instant::from_nanos(nanos).max(self.trace.end());
        let anomalies = self.anomalies(index);
        let cause = self.cause(from, segment, &anomalies);
        let (node, other) = (self.nodes[from], self.nodes[1 - from]);
        let bytes = self.bytes.get(packet.range()).unwrap_or_default();

        self.trace.begin_step(time);
        let frame = self.trace.add_frame(link, node, other, bytes, Some(self.sockets[from]));
        self.trace.set_original_len(frame, packet.original.max(packet.captured));
        self.frame = frame;
        self.trace.push(node, What::FrameSent { frame }, None, cause);
        if frame.index() == 0 {
            for (node, socket) in self.nodes.into_iter().zip(self.sockets) {
                self.trace.push(node, What::SocketOpened { socket }, None, None);
            }
        }
        for anomaly in anomalies {
            let reason = reason(anomaly, from, segment, machine);
            self.trace.push(node, What::Flagged { frame, anomaly }, reason, None);
        }
        match fate {
            None => {}
            Some(Fate::Lost) => {
                let una = machine.una(from).unwrap_or(segment.seq);
                let reason = Reason::InferLost { seq: segment.seq, una };
                let lost = self.trace.push(node, What::FrameLost { frame }, Some(reason), None);
                self.last_loss[from] = Some(lost);
            }
            Some(Fate::Discarded) => {
                let arrived = self.trace.push(other, What::FrameArrived { frame }, None, None);
                let reason = Some(Reason::TcpChecksumWrong);
                let discarded = What::FrameDiscarded { frame };
                let lost = self.trace.push(other, discarded, reason, Some(arrived));
                self.last_loss[from] = Some(lost);
            }
        }
    }

    fn arrived(&mut self, from: usize) {
        let (node, frame) = (self.nodes[1 - from], self.frame);
        let reason = Some(Reason::InferArrived);
        let arrived = self.trace.push(node, What::FrameArrived { frame }, reason, None);
        self.last_arrival[1 - from] = Some(arrived);
    }

    fn state(&mut self, side: usize, from: State, to: State, reason: Reason) {
        let what = What::StateChanged { socket: self.sockets[side], from, to };
        let cause = self.trigger(side);
        self.trace.push(self.nodes[side], what, Some(reason), cause);
    }

    fn variable(&mut self, side: usize, variable: Variable, value: u64) {
        let what = What::VariableSet { socket: self.sockets[side], variable, value };
        let cause = self.trigger(side);
        self.trace.push(self.nodes[side], what, None, cause);
    }
}

impl Recorder<'_> {
    /// What within the present step moves end `side`: the frame's arrival, for its receiver.
    fn trigger(&self, side: usize) -> Option<EventId> {
        let frame = self.trace.frame(self.frame);
        frame.end.filter(|_| frame.arrived && frame.to == self.nodes[side])
    }
}

/// The numbers that show an anomaly.
fn reason(
    anomaly: Anomaly,
    from: usize,
    segment: &Segment,
    machine: &Machine<'_>,
) -> Option<Reason> {
    let seq = segment.seq;
    match anomaly {
        Anomaly::Retransmission
        | Anomaly::FastRetransmission
        | Anomaly::SpuriousRetransmission
        | Anomaly::OutOfOrder
        | Anomaly::GapBefore
        | Anomaly::KeepAlive
        | Anomaly::ZeroWindowProbe
        | Anomaly::WindowFull
        | Anomaly::OutOfWindow => {
            let end = seq + segment.length;
            machine.nxt(from).map(|nxt| Reason::SawSequence { seq, end, nxt })
        }
        Anomaly::DuplicateAck | Anomaly::AckOfUnseen => {
            let nxt = machine.nxt(1 - from)?;
            segment.ack.map(|ack| Reason::SawAcknowledgement { ack, nxt })
        }
        Anomaly::ZeroWindow | Anomaly::WindowUpdate => {
            let window = machine.window(from, segment).unwrap_or(segment.window.into());
            Some(Reason::SawWindow { window })
        }
        Anomaly::ProbablyLost => {
            let una = machine.una(from).unwrap_or(seq);
            Some(Reason::InferLost { seq, una })
        }
        Anomaly::BadChecksum => Some(Reason::TcpChecksumWrong),
        Anomaly::Reset | Anomaly::Refused | Anomaly::PortsReused => None,
    }
}
