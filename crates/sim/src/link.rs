//! A link: what it does to the frames that cross it.

use crate::network::Outgoing;
use crate::rng::Rng;
use crate::scenario::{Fault, FaultAction, LinkSpec};
use crate::world::{Ctx, Pending};
use std::collections::VecDeque;
use wireglass_core::rules::Reason;
use wireglass_core::time::{Duration, Instant};
use wireglass_core::wire::tcp::Flags;
use wireglass_core::wire::{Dissection, FieldName, Value};
use wireglass_trace::{Alteration, Anomaly, EventId, FrameId, LinkId, NodeId, Trace, What};

/// Bytes of a frame that its link's MTU does not count.
const ETHERNET_HEADER: usize = 14;

#[derive(Clone, Debug)]
pub(crate) struct Link {
    pub(crate) id: LinkId,
    pub(crate) spec: LinkSpec,
    nodes: [NodeId; 2],
    rng: Rng,
    /// Whether it carries frames.
    pub(crate) up: bool,
    /// For each direction, when each frame in the sender's queue will have left.
    departures: [VecDeque<Instant>; 2],
}

/// A fault of the scenario, and how many frames have matched it so far.
#[derive(Clone, Debug)]
pub(crate) struct FaultState {
    fault: Fault,
    seen: u32,
}

impl FaultState {
    pub(crate) const fn new(fault: Fault) -> Self {
        Self { fault, seen: 0 }
    }

    /// Whether this frame is the one the fault waits for.
    fn strikes(&mut self, trace: &Trace, from: usize, frame: FrameId) -> bool {
        let on = self.fault.on;
        let of = trace.frame(frame);
        if on.from.is_some_and(|host| host != from)
            || on.link.is_some_and(|link| link != of.link.index())
        {
            return false;
        }
        if on.kind.is_some() || on.port.is_some() {
            let dissection = trace.dissect(frame);
            if on.kind.is_some_and(|kind| !kind.fits(&dissection))
                || on.port.is_some_and(|port| !has_port(&dissection, port))
            {
                return false;
            }
        }
        if on.flags.is_some() || on.data.is_some() {
            let Some(segment) = trace.segment(frame) else { return false };
            let kinds = Flags::SYN | Flags::FIN | Flags::RST | Flags::ACK;
            if on.flags.is_some_and(|flags| segment.header.flags.0 & kinds.0 != flags.0) {
                return false;
            }
            if on.data.is_some_and(|data| data != (segment.payload_len > 0)) {
                return false;
            }
        }
        self.seen = self.seen.saturating_add(1);
        on.nth == 0 || self.seen == on.nth
    }
}

/// Whether a TCP or UDP port of this frame is `port`, at either end.
fn has_port(frame: &Dissection, port: u16) -> bool {
    let own = frame.layers.iter().filter(|layer| !layer.quoted);
    let mut ports = own.flat_map(|layer| &layer.fields).filter(|field| {
        use FieldName::{TcpDestinationPort, TcpSourcePort, UdpDestinationPort, UdpSourcePort};
        matches!(
            field.name,
            TcpSourcePort | TcpDestinationPort | UdpSourcePort | UdpDestinationPort
        )
    });
    ports.any(|field| field.value == Value::Number(u64::from(port)))
}

/// What the dice and the scenario have decided for a frame.
#[derive(Default)]
struct Fate {
    lost: Option<Reason>,
    corrupt: Option<(u16, u8, Reason)>,
    extra: Duration,
    delayed: Option<Reason>,
    duplicate: Option<(Duration, Reason)>,
}

impl Link {
    pub(crate) fn new(
        id: LinkId,
        spec: LinkSpec,
        nodes: [NodeId; 2],
        seed: u64,
        index: usize,
    ) -> Self {
        Self {
            id,
            spec,
            nodes,
            rng: Rng::new(seed, "link", index),
            up: true,
            departures: [VecDeque::new(), VecDeque::new()],
        }
    }

    /// Which end host `host` is, and which host is at the other.
    pub(crate) fn direction(&self, host: usize) -> (usize, usize) {
        if self.spec.ends[0] == host { (0, self.spec.ends[1]) } else { (1, self.spec.ends[0]) }
    }

    /// The node of a host at one of the ends.
    pub(crate) fn node_of(&self, host: usize) -> NodeId {
        self.nodes[usize::from(self.spec.ends[0] != host)]
    }

    /// Puts a frame on the wire and decides its fate.
    pub(crate) fn send(
        &mut self,
        ctx: &mut Ctx<'_>,
        faults: &mut [FaultState],
        out: &Outgoing<'_>,
    ) -> EventId {
        let (direction, to) = self.direction(out.from);
        let (from_node, to_node) = (self.nodes[direction], self.nodes[1 - direction]);
        let frame = ctx.trace.add_frame(self.id, from_node, to_node, out.bytes, out.socket);
        ctx.trace.set_forwarded_from(frame, out.forwarded_from);
        let sent = ctx.push(from_node, What::FrameSent { frame }, out.because, None);
        if out.retransmission {
            let what = What::Flagged { frame, anomaly: Anomaly::Retransmission };
            ctx.push(from_node, what, None, Some(sent));
        }
        if !self.up {
            ctx.push(from_node, What::FrameLost { frame }, Some(Reason::LinkCut), Some(sent));
            return sent;
        }
        let fate = self.decide(ctx.trace, faults, out.from, frame);
        let size = out.bytes.len().saturating_sub(ETHERNET_HEADER);
        if size > usize::from(self.spec.mtu) {
            let size = u32::try_from(size).unwrap_or(u32::MAX);
            let because = Reason::FrameTooLong { size, mtu: u32::from(self.spec.mtu) };
            ctx.push(from_node, What::FrameLost { frame }, Some(because), Some(sent));
            return sent;
        }
        let Some(departs) = self.enqueue(ctx.now, direction, out.bytes.len()) else {
            let because = Reason::LinkQueueFull { limit: self.spec.queue };
            ctx.push(from_node, What::FrameLost { frame }, Some(because), Some(sent));
            return sent;
        };
        let arrival = departs + self.spec.delay;
        if let Some(because) = fate.lost {
            // Lost half-way, so that it can be seen to have left.
            let when = departs + self.spec.delay.divided_by(2);
            ctx.queue.add(when, Pending::Lose { frame, because, cause: sent });
            return sent;
        }
        if let Some((offset, flip, because)) = fate.corrupt {
            let how = ctx.trace.corrupted(frame, offset, flip);
            ctx.push(from_node, What::FrameAltered { frame, how }, Some(because), Some(sent));
        }
        if let Some(because) = fate.delayed {
            let how = Alteration::Delayed { by: fate.extra };
            ctx.push(from_node, What::FrameAltered { frame, how }, Some(because), Some(sent));
        }
        let arrival = arrival + fate.extra;
        ctx.queue.add(arrival, Pending::Arrive { frame, node: to, cause: sent });
        if let Some((after, because)) = fate.duplicate {
            duplicate(ctx, frame, from_node, to, arrival + after, because);
        }
        sent
    }

    fn decide(
        &mut self,
        trace: &Trace,
        faults: &mut [FaultState],
        from: usize,
        frame: FrameId,
    ) -> Fate {
        let spec = self.spec;
        let mut fate = Fate::default();
        // Every die is thrown for every frame: see `Rng::chance_ppm`.
        if self.rng.chance_ppm(spec.loss_ppm) {
            fate.lost = Some(Reason::LinkLoses { rate_ppm: spec.loss_ppm });
        }
        if self.rng.chance_ppm(spec.duplicate_ppm) {
            let because = Reason::LinkDuplicates { rate_ppm: spec.duplicate_ppm };
            fate.duplicate = Some((Duration::from_millis(1), because));
        }
        if self.rng.chance_ppm(spec.reorder_ppm) {
            fate.extra = spec.reorder_by;
            fate.delayed = Some(Reason::LinkReorders { extra: spec.reorder_by });
        }
        let corrupt = self.rng.chance_ppm(spec.corrupt_ppm);
        let len = u32::try_from(trace.frame_bytes(frame).len()).unwrap_or(u32::MAX);
        let offset = u16::try_from(self.rng.below(len)).unwrap_or(u16::MAX);
        let flip = 1_u8 << self.rng.below(8);
        if corrupt {
            fate.corrupt = Some((offset, flip, Reason::LinkCorrupts { offset }));
        }
        for fault in faults {
            if !fault.strikes(trace, from, frame) {
                continue;
            }
            let because = Reason::ScenarioFault;
            match fault.fault.action {
                FaultAction::Drop => fate.lost = Some(because),
                FaultAction::Delay(by) => {
                    fate.extra = fate.extra + by;
                    fate.delayed = Some(because);
                }
                FaultAction::Duplicate(after) => fate.duplicate = Some((after, because)),
                FaultAction::Corrupt { offset, flip } => {
                    fate.corrupt = Some((offset, flip, because));
                }
            }
        }
        fate
    }

    /// When the frame's last bit leaves the sender; `None` if the queue is full.
    fn enqueue(&mut self, now: Instant, direction: usize, len: usize) -> Option<Instant> {
        let queue = &mut self.departures[direction];
        while queue.front().is_some_and(|departs| *departs <= now) {
            queue.pop_front();
        }
        if queue.len() >= self.spec.queue as usize {
            return None;
        }
        let takes = match self.spec.bandwidth {
            Some(rate) if rate > 0 => {
                let nanos = len as u128 * 8 * 1_000_000_000 / u128::from(rate);
                Duration::from_nanos(u64::try_from(nanos).unwrap_or(u64::MAX))
            }
            _ => Duration::ZERO,
        };
        let departs = queue.back().copied().unwrap_or(now).max(now) + takes;
        if takes > Duration::ZERO {
            queue.push_back(departs);
        }
        Some(departs)
    }
}

/// Makes a second copy of a frame that arrives at `when`.
pub(crate) fn duplicate(
    ctx: &mut Ctx<'_>,
    frame: FrameId,
    from: NodeId,
    to: usize,
    when: Instant,
    because: Reason,
) -> EventId {
    let copy = ctx.trace.add_copy(frame);
    let how = Alteration::Duplicated { copy };
    let cause = ctx.push(from, What::FrameAltered { frame, how }, Some(because), None);
    ctx.queue.add(when, Pending::Arrive { frame: copy, node: to, cause });
    cause
}
