//! What was true at a position: a fold over the events before it.

use crate::{
    Call, CallResult, EventId, FrameId, LinkId, NodeId, Queue, Row, Socket, SocketId, Table,
    TaskId, Trace, What,
};
use std::collections::BTreeMap;
use std::net::IpAddr;
use wireglass_core::addr::MacAddr;
use wireglass_core::tcp::{State, Timer, Variable};
use wireglass_core::time::Instant;

/// Everything that was true after a number of steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// How many steps have happened.
    pub position: usize,
    /// The time of the last of them.
    pub time: Instant,
    /// One for each socket of the trace, whether it exists yet or not.
    pub sockets: Vec<SocketNow>,
    /// One for each node.
    pub nodes: Vec<NodeNow>,
    /// One for each task.
    pub tasks: Vec<TaskNow>,
    /// For each link, whether it carries frames.
    pub links: Vec<bool>,
    /// Frames that were sent and have neither arrived nor been lost, oldest first.
    pub in_flight: Vec<FrameId>,
}

/// A socket at a position.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SocketNow {
    /// It has been opened and not been deleted.
    pub exists: bool,
    /// Its state; `None` while that is unknown (a capture that begins midway).
    pub state: Option<State>,
    /// The state before the last step, where the last step changed it.
    pub state_before: Option<State>,
    /// Every state it has been in, in order, the present one last.
    pub path: Vec<State>,
    queues: [Option<QueueNow>; Queue::ALL.len()],
    variables: [Option<VariableNow>; Variable::ALL.len()],
    timers: [Option<TimerNow>; Timer::ALL.len()],
}

/// A variable at a position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VariableNow {
    /// Its value.
    pub value: u64,
    /// Whether the last step changed it.
    pub changed: bool,
    /// The value before that change; `None` if it had none.
    pub before: Option<u64>,
}

/// A queue at a position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QueueNow {
    /// How many wait.
    pub len: u32,
    /// How many may.
    pub limit: u32,
    /// Whether the last step changed it.
    pub changed: bool,
}

/// A row of a table at a position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowNow {
    /// The row.
    pub row: Row,
    /// When it was last written.
    pub since: Instant,
    /// The event that wrote it; `None` if the node began with it.
    pub set_by: Option<EventId>,
    /// Whether the last step wrote it.
    pub changed: bool,
}

/// A running timer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimerNow {
    /// When it was set.
    pub since: Instant,
    /// When it will fire.
    pub due: Instant,
    /// The event that set it.
    pub set_by: EventId,
}

/// A node at a position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NodeNow {
    /// Whether it is powered.
    pub on: bool,
    /// The rows of its tables, by [`Row::key`].
    rows: BTreeMap<Row, RowNow>,
}

impl NodeNow {
    /// The rows of one of its tables, in the order of their keys.
    pub fn table(&self, table: Table) -> impl Iterator<Item = &RowNow> {
        self.rows.values().filter(move |now| now.row.table() == table)
    }

    /// The rows of all its tables.
    pub fn rows(&self) -> impl Iterator<Item = &RowNow> {
        self.rows.values()
    }

    /// Its ARP cache: who has which address.
    pub fn arp(&self) -> impl Iterator<Item = (IpAddr, MacAddr)> {
        self.table(Table::Arp).filter_map(|now| match now.row {
            Row::Arp { ip, mac, .. } => Some((ip, mac)),
            _ => None,
        })
    }

    /// The rows a node begins with.
    fn begin(&mut self, rows: &[Row], since: Instant) {
        let now = |row: &Row| RowNow { row: *row, since, set_by: None, changed: false };
        self.rows = rows.iter().map(|row| (row.key(), now(row))).collect();
    }
}

/// A task at a position.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TaskNow {
    /// The call it is in, blocked.
    pub waiting: Option<Call>,
    /// The last call it made.
    pub call: Option<Call>,
    /// What that returned, once it has.
    pub result: Option<CallResult>,
    /// It came to its end, with this code: 0 if all went well.
    pub ended: Option<u8>,
}

impl SocketNow {
    /// A variable, where it is known.
    pub fn variable(&self, variable: Variable) -> Option<VariableNow> {
        let index = Variable::ALL.iter().position(|v| *v == variable)?;
        self.variables[index]
    }

    /// A timer, where it is running.
    pub fn timer(&self, timer: Timer) -> Option<TimerNow> {
        let index = Timer::ALL.iter().position(|t| *t == timer)?;
        self.timers[index]
    }

    /// A queue, where it has one.
    pub fn queue(&self, queue: Queue) -> Option<QueueNow> {
        let index = Queue::ALL.iter().position(|q| *q == queue)?;
        self.queues[index]
    }

    /// All known variables, in the order a panel lists them.
    pub fn variables(&self) -> impl Iterator<Item = (Variable, VariableNow)> {
        Variable::ALL.into_iter().zip(&self.variables).filter_map(|(v, now)| Some((v, (*now)?)))
    }

    /// All running timers.
    pub fn timers(&self) -> impl Iterator<Item = (Timer, TimerNow)> {
        Timer::ALL.into_iter().zip(&self.timers).filter_map(|(t, now)| Some((t, (*now)?)))
    }

    fn settle(&mut self) {
        self.state_before = None;
        for variable in self.variables.iter_mut().flatten() {
            variable.changed = false;
            variable.before = None;
        }
        for queue in self.queues.iter_mut().flatten() {
            queue.changed = false;
        }
    }
}

impl Snapshot {
    /// Before anything happened.
    pub fn start(trace: &Trace) -> Self {
        let nodes = trace.nodes().iter().map(|node| {
            let mut now = NodeNow { on: true, rows: BTreeMap::new() };
            now.begin(&node.rows, Instant::ZERO);
            now
        });
        Self {
            position: 0,
            time: Instant::ZERO,
            sockets: vec![SocketNow::default(); trace.sockets().len()],
            nodes: nodes.collect(),
            tasks: vec![TaskNow::default(); trace.tasks().len()],
            links: vec![true; trace.links().len()],
            in_flight: Vec::new(),
        }
    }

    /// The snapshot at `position`; one past the end means the end.
    pub fn at(trace: &Trace, position: usize) -> Self {
        let mut snapshot = Self::start(trace);
        snapshot.advance(trace, position);
        snapshot
    }

    /// Goes on to `position`, which must not lie behind.
    ///
    /// # Panics
    /// In debug builds, if it does.
    pub fn advance(&mut self, trace: &Trace, position: usize) {
        debug_assert!(position >= self.position);
        let position = position.min(trace.steps().len());
        while self.position < position {
            if let Some(before) = self.position.checked_sub(1) {
                self.settle(trace, before);
            }
            for (id, event) in trace.step_events(self.position) {
                self.apply(trace, id, event.node, event.what, event.time);
            }
            self.position += 1;
        }
        self.time = trace.time_at(position);
    }

    /// What the step before has changed is no longer news. Only what it touched can be.
    fn settle(&mut self, trace: &Trace, step: usize) {
        for (_, event) in trace.step_events(step) {
            if let Some(socket) = event.what.socket() {
                self.sockets[socket.index()].settle();
            }
            if let What::RowSet { row } = event.what {
                let rows = &mut self.nodes[event.node.index()].rows;
                if let Some(now) = rows.get_mut(&trace.row(row).key()) {
                    now.changed = false;
                }
            }
        }
    }

    /// The socket.
    pub fn socket(&self, id: SocketId) -> &SocketNow {
        &self.sockets[id.index()]
    }

    /// The node.
    pub fn node(&self, id: NodeId) -> &NodeNow {
        &self.nodes[id.index()]
    }

    /// Whether a link carries frames.
    pub fn is_up(&self, id: LinkId) -> bool {
        self.links[id.index()]
    }

    /// The task.
    pub fn task(&self, id: TaskId) -> &TaskNow {
        &self.tasks[id.index()]
    }

    /// The sockets that exist, with what is known of each, as `netstat` would list them.
    pub fn open_sockets<'a>(
        &'a self,
        trace: &'a Trace,
    ) -> impl Iterator<Item = (SocketId, &'a Socket, &'a SocketNow)> {
        let all = trace.sockets().iter().zip(&self.sockets).enumerate();
        all.filter(|(_, (_, now))| now.exists)
            .map(|(i, (socket, now))| (SocketId::from_index(i), socket, now))
    }

    fn apply(&mut self, trace: &Trace, id: EventId, node: NodeId, what: What, time: Instant) {
        match what {
            What::FrameSent { frame } => self.in_flight.push(frame),
            What::FrameArrived { frame } | What::FrameLost { frame } => {
                self.in_flight.retain(|other| *other != frame);
            }
            What::FrameAltered { how: crate::Alteration::Duplicated { copy }, .. } => {
                self.in_flight.push(copy);
            }
            What::SocketOpened { socket } => self.sockets[socket.index()].exists = true,
            What::SocketDeleted { socket } => {
                let now = &mut self.sockets[socket.index()];
                now.exists = false;
                now.timers = Default::default();
            }
            What::StateChanged { socket, from, to } => {
                let now = &mut self.sockets[socket.index()];
                now.state_before.get_or_insert(from);
                // In a capture a side may be *found* in a state: then `from` is `to`.
                for state in [from, to] {
                    if now.path.last() != Some(&state) {
                        now.path.push(state);
                    }
                }
                now.state = Some(to);
            }
            What::VariableSet { socket, variable, value } => {
                let index = Variable::ALL.iter().position(|v| *v == variable);
                let slot = &mut self.sockets[socket.index()].variables[index.unwrap_or_default()];
                let before = match *slot {
                    Some(old) if old.changed => old.before,
                    Some(old) => Some(old.value),
                    None => None,
                };
                *slot = Some(VariableNow { value, changed: true, before });
            }
            What::TimerSet { socket, timer, due } => {
                self.set_timer(socket, timer, Some(TimerNow { since: time, due, set_by: id }));
            }
            What::TimerStopped { socket, timer } | What::TimerFired { socket, timer } => {
                self.set_timer(socket, timer, None);
            }
            What::CallMade { task, call, .. } => {
                self.tasks[task.index()] = TaskNow { call: Some(call), ..TaskNow::default() };
            }
            What::CallBlocked { task, call } => self.tasks[task.index()].waiting = Some(call),
            What::CallResumed { task, .. } => self.tasks[task.index()].waiting = None,
            What::CallReturned { task, result } => {
                let task = &mut self.tasks[task.index()];
                task.waiting = None;
                task.result = Some(result);
            }
            What::TaskEnded { task, code } => {
                let task = &mut self.tasks[task.index()];
                task.waiting = None;
                task.ended = Some(code);
            }
            What::RowSet { row } => {
                let row = *trace.row(row);
                let now = RowNow { row, since: time, set_by: Some(id), changed: true };
                self.nodes[node.index()].rows.insert(row.key(), now);
            }
            What::RowGone { row } => {
                self.nodes[node.index()].rows.remove(&trace.row(row).key());
            }
            What::QueueSet { socket, queue, len, limit } => {
                if let Some(index) = Queue::ALL.iter().position(|q| *q == queue) {
                    let now = QueueNow { len, limit, changed: true };
                    self.sockets[socket.index()].queues[index] = Some(now);
                }
            }
            What::LinkChanged { link, up } => self.links[link.index()] = up,
            What::PowerChanged { on } => {
                let now = &mut self.nodes[node.index()];
                now.on = on;
                let rows: &[Row] = if on { &trace.node(node).rows } else { &[] };
                now.begin(rows, time);
            }
            What::FrameAltered { .. }
            | What::FrameDiscarded { .. }
            | What::Flagged { .. }
            | What::Noted { .. }
            | What::Intervened { .. } => {}
        }
    }

    fn set_timer(&mut self, socket: SocketId, timer: Timer, now: Option<TimerNow>) {
        if let Some(index) = Timer::ALL.iter().position(|t| *t == timer) {
            self.sockets[socket.index()].timers[index] = now;
        }
    }
}

#[cfg(test)]
mod tests;
