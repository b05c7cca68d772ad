//! The trace itself: append-only tables.

use crate::arena::Arena;
use crate::{
    Alteration, Anomalies, Bytes, Datagram, DatagramId, Event, EventId, Frame, FrameId, Link,
    LinkId, NameId, Node, NodeId, Origin, Row, RowId, Socket, SocketId, Task, TaskId, What,
};
use serde::Serialize;
use std::ops::Range;
use wireglass_core::rules::{Reason, Rule};
use wireglass_core::time::Instant;
use wireglass_core::wire::dns::Name;
use wireglass_core::wire::{self, Dissection, LinkType};

/// A group of events with one trigger.
///
/// It remembers how long every table was when it began, so that a trace can be
/// cut back to any position (see [`Trace::truncated`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Step {
    /// When it happens.
    pub time: Instant,
    /// Its first event: the trigger.
    pub first: EventId,
    frames: u32,
    sockets: u32,
    tasks: u32,
    rows: u32,
    names: u32,
    datagrams: u32,
    arena: u32,
}

/// A list of events and the things they happen to. See the crate's page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Trace {
    /// Where it comes from.
    pub origin: Origin,
    nodes: Vec<Node>,
    links: Vec<Link>,
    tasks: Vec<Task>,
    sockets: Vec<Socket>,
    frames: Vec<Frame>,
    rows: Vec<Row>,
    names: Vec<Name>,
    datagrams: Vec<Datagram>,
    arena: Arena,
    events: Vec<Event>,
    steps: Vec<Step>,
}

/// Reading.
impl Trace {
    /// All nodes.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// All links.
    pub fn links(&self) -> &[Link] {
        &self.links
    }

    /// All tasks.
    pub fn tasks(&self) -> &[Task] {
        &self.tasks
    }

    /// All sockets there ever were.
    pub fn sockets(&self) -> &[Socket] {
        &self.sockets
    }

    /// All frames there ever were.
    pub fn frames(&self) -> &[Frame] {
        &self.frames
    }

    /// All events.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// All steps.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// One node.
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.index()]
    }

    /// One link.
    pub fn link(&self, id: LinkId) -> &Link {
        &self.links[id.index()]
    }

    /// One task.
    pub fn task(&self, id: TaskId) -> &Task {
        &self.tasks[id.index()]
    }

    /// One socket.
    pub fn socket(&self, id: SocketId) -> &Socket {
        &self.sockets[id.index()]
    }

    /// One frame.
    pub fn frame(&self, id: FrameId) -> &Frame {
        &self.frames[id.index()]
    }

    /// One row of a table, as it was written.
    pub fn row(&self, id: RowId) -> &Row {
        &self.rows[id.index()]
    }

    /// A name that rows speak of.
    pub fn name(&self, id: NameId) -> &Name {
        &self.names[id.index()]
    }

    /// What a call sent or got without a connection.
    pub fn datagram(&self, id: DatagramId) -> &Datagram {
        &self.datagrams[id.index()]
    }

    /// The interface through which a node sends or receives a frame.
    pub fn port(&self, id: FrameId, node: NodeId) -> Option<u16> {
        let ends = self.link(self.frame(id).link).ends;
        ends.iter().find(|end| end.node == node).map(|end| end.port)
    }

    /// The way of a packet up to this frame: what was first sent, then each frame in
    /// which a device passed it on, this one last. A copy goes the way of its original.
    pub fn hops(&self, id: FrameId) -> Vec<FrameId> {
        let before = |id: &FrameId| {
            let frame = self.frame(*id);
            frame
                .copy_of
                .map_or(frame.forwarded_from, |original| self.frame(original).forwarded_from)
        };
        let mut hops: Vec<FrameId> = std::iter::successors(Some(id), before).collect();
        hops.reverse();
        hops
    }

    /// The frames in which a device passed this one on, in the order of sending.
    pub fn forwarded(&self, id: FrameId) -> impl Iterator<Item = FrameId> {
        let later = self.frames.iter().enumerate().skip(id.index() + 1);
        later
            .filter(move |(_, frame)| frame.forwarded_from == Some(id) && frame.copy_of.is_none())
            .map(|(index, _)| FrameId::from_index(index))
    }

    /// One event.
    pub fn event(&self, id: EventId) -> &Event {
        &self.events[id.index()]
    }

    /// Bytes of the arena.
    pub fn bytes(&self, bytes: Bytes) -> &[u8] {
        self.arena.get(bytes)
    }

    /// A frame's bytes as they were sent.
    pub fn frame_bytes(&self, id: FrameId) -> &[u8] {
        self.bytes(self.frame(id).bytes)
    }

    /// A frame's bytes as they arrived, or would have.
    pub fn received_bytes(&self, id: FrameId) -> &[u8] {
        let frame = self.frame(id);
        self.bytes(frame.received.unwrap_or(frame.bytes))
    }

    /// How a frame begins.
    pub fn link_type(&self, id: FrameId) -> LinkType {
        self.link(self.frame(id).link).link_type
    }

    /// A frame taken apart, as it was sent.
    pub fn dissect(&self, id: FrameId) -> Dissection {
        let original = self.frame(id).original_len as usize;
        wire::dissect(self.frame_bytes(id), self.link_type(id), original)
    }

    /// A frame taken apart, as it arrived.
    pub fn dissect_received(&self, id: FrameId) -> Dissection {
        let original = self.frame(id).original_len as usize;
        wire::dissect(self.received_bytes(id), self.link_type(id), original)
    }

    /// The TCP segment in a frame, as it was sent.
    pub fn segment(&self, id: FrameId) -> Option<wire::TcpSummary> {
        let original = self.frame(id).original_len as usize;
        wire::tcp_summary(self.frame_bytes(id), self.link_type(id), original)
    }

    /// The time of the last step; the beginning if there is none.
    pub fn end(&self) -> Instant {
        self.steps.last().map_or(Instant::ZERO, |step| step.time)
    }

    /// The time of a position: that of the step that led to it.
    pub fn time_at(&self, position: usize) -> Instant {
        match position.min(self.steps.len()).checked_sub(1) {
            Some(step) => self.steps[step].time,
            None => Instant::ZERO,
        }
    }

    /// The events of step `step` (the first is 0), as a range of ids.
    pub fn step_range(&self, step: usize) -> Range<usize> {
        let start = self.steps[step].first.index();
        let end = self.steps.get(step + 1).map_or(self.events.len(), |next| next.first.index());
        start..end
    }

    /// The events of step `step`, each with its id.
    pub fn step_events(&self, step: usize) -> impl Iterator<Item = (EventId, &Event)> {
        let range = self.step_range(step);
        let first = range.start;
        self.events[range]
            .iter()
            .enumerate()
            .map(move |(i, event)| (EventId::from_index(first + i), event))
    }

    /// The event that started step `step`.
    pub fn trigger(&self, step: usize) -> &Event {
        self.event(self.steps[step].first)
    }

    /// The step an event belongs to.
    pub fn step_of(&self, event: EventId) -> usize {
        self.steps.partition_point(|step| step.first <= event).saturating_sub(1)
    }

    /// The step that caused step `step`, where it is known.
    pub fn cause_of(&self, step: usize) -> Option<usize> {
        self.trigger(step).cause.map(|cause| self.step_of(cause))
    }

    /// When a frame was sent.
    pub fn sent_at(&self, id: FrameId) -> Instant {
        self.frame(id).sent.map_or(Instant::ZERO, |event| self.event(event).time)
    }

    /// Whether a frame was destroyed by another on a shared medium.
    pub fn collided(&self, id: FrameId) -> bool {
        let end = self.frame(id).end.map(|end| self.event(end));
        end.is_some_and(|end| {
            let because = end.because.map(|reason| reason.rule());
            matches!(end.what, What::FrameLost { .. })
                && matches!(
                    because,
                    Some(Rule::Collision | Rule::CollisionLimit | Rule::CollisionUnheard)
                )
        })
    }

    /// When a frame arrived or was lost, if it has.
    pub fn ended_at(&self, id: FrameId) -> Option<Instant> {
        self.frame(id).end.map(|event| self.event(event).time)
    }
}

/// Writing. Only ever at the end.
impl Trace {
    /// An empty trace.
    pub fn new(origin: Origin) -> Self {
        Self { origin, ..Self::default() }
    }

    /// Adds a node.
    pub fn add_node(&mut self, node: Node) -> NodeId {
        self.nodes.push(node);
        NodeId::from_index(self.nodes.len() - 1)
    }

    /// Adds a link.
    pub fn add_link(&mut self, link: Link) -> LinkId {
        self.links.push(link);
        LinkId::from_index(self.links.len() - 1)
    }

    /// Adds a task.
    pub fn add_task(&mut self, task: Task) -> TaskId {
        self.tasks.push(task);
        TaskId::from_index(self.tasks.len() - 1)
    }

    /// Adds a socket.
    pub fn add_socket(&mut self, socket: Socket) -> SocketId {
        self.sockets.push(socket);
        SocketId::from_index(self.sockets.len() - 1)
    }

    /// Adds a row. It is in no table until an event says so.
    pub fn add_row(&mut self, row: Row) -> RowId {
        self.rows.push(row);
        RowId::from_index(self.rows.len() - 1)
    }

    /// The id of a name that rows speak of; the same name always has the same.
    pub fn add_name(&mut self, name: &Name) -> NameId {
        let known = self.names.iter().position(|known| known == name);
        NameId::from_index(known.unwrap_or_else(|| {
            self.names.push(name.clone());
            self.names.len() - 1
        }))
    }

    /// Adds what a call sends or got without a connection.
    pub fn add_datagram(&mut self, datagram: Datagram) -> DatagramId {
        self.datagrams.push(datagram);
        DatagramId::from_index(self.datagrams.len() - 1)
    }

    /// Adds bytes to the arena.
    pub fn add_bytes(&mut self, bytes: &[u8]) -> Bytes {
        self.arena.add(bytes)
    }

    /// Adds a frame with its bytes. It is not sent until an event says so.
    pub fn add_frame(
        &mut self,
        link: LinkId,
        from: NodeId,
        to: NodeId,
        bytes: &[u8],
        socket: Option<SocketId>,
    ) -> FrameId {
        let bytes = self.add_bytes(bytes);
        self.frames.push(Frame {
            link,
            from,
            to,
            bytes,
            original_len: bytes.len,
            received: None,
            sent: None,
            end: None,
            arrived: false,
            copy_of: None,
            forwarded_from: None,
            socket,
            anomalies: Anomalies::default(),
        });
        FrameId::from_index(self.frames.len() - 1)
    }

    /// Adds a copy of a frame, made on the way: same bytes, same sender.
    pub fn add_copy(&mut self, original: FrameId) -> FrameId {
        let mut copy = self.frame(original).clone();
        copy.copy_of = Some(original);
        copy.end = None;
        copy.arrived = false;
        self.frames.push(copy);
        FrameId::from_index(self.frames.len() - 1)
    }

    /// Says which frame's content this one carries on.
    pub fn set_forwarded_from(&mut self, frame: FrameId, from: Option<FrameId>) {
        self.frames[frame.index()].forwarded_from = from;
    }

    /// Says how long a frame really was, where a capture kept only its beginning.
    pub fn set_original_len(&mut self, frame: FrameId, len: u32) {
        self.frames[frame.index()].original_len = len;
    }

    /// Begins a step at `time`. A step that gets no event leaves no mark.
    ///
    /// # Panics
    /// In debug builds, if `time` is before the previous step.
    pub fn begin_step(&mut self, time: Instant) {
        self.drop_empty_step();
        debug_assert!(time >= self.end() || self.origin == Origin::Captured);
        self.steps.push(Step {
            time,
            first: EventId::from_index(self.events.len()),
            frames: count(self.frames.len()),
            sockets: count(self.sockets.len()),
            tasks: count(self.tasks.len()),
            names: count(self.names.len()),
            rows: count(self.rows.len()),
            datagrams: count(self.datagrams.len()),
            arena: count(self.arena.len()),
        });
    }

    /// Ends the last step. Needed only after the last one.
    pub fn finish(&mut self) {
        self.drop_empty_step();
    }

    fn drop_empty_step(&mut self) {
        if self.steps.last().is_some_and(|step| step.first.index() == self.events.len()) {
            self.steps.pop();
        }
    }

    /// Adds an event to the present step. Without a `cause`, an event that is
    /// not the trigger is caused by the trigger.
    ///
    /// # Panics
    /// If no step was begun.
    pub fn push(
        &mut self,
        node: NodeId,
        what: What,
        because: Option<Reason>,
        cause: Option<EventId>,
    ) -> EventId {
        let step = *self.steps.last().expect("begin_step comes first");
        let id = EventId::from_index(self.events.len());
        let cause = cause.or_else(|| (step.first != id).then_some(step.first));
        self.events.push(Event { time: step.time, node, what, because, cause });
        self.apply_to_frame(id, what);
        id
    }

    fn apply_to_frame(&mut self, id: EventId, what: What) {
        let Some(frame) = what.frame() else { return };
        match what {
            What::FrameSent { .. } => self.frames[frame.index()].sent = Some(id),
            What::FrameArrived { .. } => {
                let frame = &mut self.frames[frame.index()];
                frame.end = Some(id);
                frame.arrived = true;
            }
            What::FrameLost { .. } => self.frames[frame.index()].end = Some(id),
            What::Flagged { anomaly, .. } => {
                self.frames[frame.index()].anomalies.insert(anomaly);
            }
            What::FrameAltered { how, .. } => self.alter(id, frame, how),
            _ => {}
        }
    }

    fn alter(&mut self, id: EventId, frame: FrameId, how: Alteration) {
        match how {
            Alteration::Corrupted { received, .. } => {
                self.frames[frame.index()].received = Some(received);
            }
            Alteration::Duplicated { copy } => {
                // A copy is of the frame as it is by then.
                let Frame { received, anomalies, .. } = *self.frame(frame);
                let copy = &mut self.frames[copy.index()];
                copy.sent = Some(id);
                copy.received = received;
                copy.anomalies = anomalies;
            }
            Alteration::Delayed { .. } => {}
        }
    }

    /// Makes the corrupted bytes of a frame, for the event that says it was corrupted.
    /// An offset beyond its end means its last byte.
    pub fn corrupted(&mut self, frame: FrameId, offset: u16, flip: u8) -> Alteration {
        let mut bytes = self.received_bytes(frame).to_vec();
        let last = bytes.len().saturating_sub(1);
        let offset = usize::from(offset).min(last);
        let (mut from, mut to) = (0, flip);
        if let Some(byte) = bytes.get_mut(offset) {
            from = *byte;
            *byte ^= flip;
            to = *byte;
        }
        let received = self.add_bytes(&bytes);
        let offset = u16::try_from(offset).unwrap_or(u16::MAX);
        Alteration::Corrupted { offset, from, to, received }
    }

    /// This trace as it was after `position` steps: what a branch begins with.
    #[must_use]
    pub fn truncated(&self, position: usize) -> Self {
        let Some(&step) = self.steps.get(position) else { return self.clone() };
        let kept = step.first.index();
        let mut past = Self {
            origin: self.origin,
            nodes: self.nodes.clone(),
            links: self.links.clone(),
            tasks: self.tasks[..step.tasks as usize].to_vec(),
            sockets: self.sockets[..step.sockets as usize].to_vec(),
            frames: self.frames[..step.frames as usize].to_vec(),
            rows: self.rows[..step.rows as usize].to_vec(),
            names: self.names[..step.names as usize].to_vec(),
            datagrams: self.datagrams[..step.datagrams as usize].to_vec(),
            arena: self.arena.truncated(step.arena as usize),
            events: self.events[..kept].to_vec(),
            steps: self.steps[..position].to_vec(),
        };
        // Forget what the dropped future did to the frames that remain, then derive again,
        // from the events that remain, what their past did to them.
        for frame in &mut past.frames {
            if frame.end.is_some_and(|end| end.index() >= kept) {
                frame.end = None;
                frame.arrived = false;
            }
            frame.received = None;
            frame.anomalies = Anomalies::default();
        }
        past.restore_frames();
        past
    }

    /// Derives from the events what they did to frames.
    fn restore_frames(&mut self) {
        for index in 0..self.events.len() {
            let Event { what, .. } = self.events[index];
            if let What::Flagged { .. } | What::FrameAltered { .. } = what {
                self.apply_to_frame(EventId::from_index(index), what);
            }
        }
    }
}

fn count(len: usize) -> u32 {
    u32::try_from(len).expect("a trace within its index types")
}

#[cfg(test)]
mod tests;
