//! The event queue, and who handles which event.

mod outside;

pub use outside::{DoorError, Leaving};

use crate::device::{Common, Device, Host, Hub, Modem, Outside, PortSetup, Setup, Switch};
use crate::inject::{self, Stranger};
use crate::link::{FaultState, Link, duplicate};
use crate::network::Wires;
use crate::recording::BranchError;
use crate::scenario::{
    Action, Arp, DeviceKind, Injection, Limits, Program, Scenario, ScenarioError, SwitchSpec,
};
use crate::task::Task;
use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;
use std::sync::Arc;
use wireglass_core::addr::MacAddr;
use wireglass_core::bridge;
use wireglass_core::rules::Reason;
use wireglass_core::time::{Duration, Instant};
use wireglass_core::wire::LinkType;
use wireglass_trace::{
    Address, Alteration, End, EventId, FrameId, Interface, Intervention, LinkId, Node, NodeId,
    NodeKind, Row, TaskId, Trace, What,
};

/// Bytes of the IPv4 and the TCP header without options, which an MSS does not count.
const HEADERS: u16 = 40;
/// How much model time a command has at least, in seconds.
const TIME_FOR_A_COMMAND: u64 = 300;
/// How many steps a command has at least.
const STEPS_FOR_A_COMMAND: usize = 5_000;

/// Something that will happen.
#[derive(Clone, Debug)]
pub(crate) enum Pending {
    /// A frame reaches a node.
    Arrive { frame: FrameId, node: usize, cause: EventId },
    /// A station on a shared medium looks whether it may send.
    Listen { node: usize, port: u16 },
    /// A frame is lost.
    Lose { frame: FrameId, because: Reason, cause: EventId },
    /// A task goes on.
    Wake { task: usize, cause: Option<EventId> },
    /// The scenario does something to a host.
    Act(Action),
    /// A device begins its work.
    Start { node: usize },
    /// A packet of a node for itself.
    Loopback { node: usize, bytes: Vec<u8> },
    /// Nothing has come back for an echo request.
    EchoTimeout { node: usize, ident: u16 },
}

/// By what something planned is found again.
pub(crate) type QueueKey = (Instant, u64);

/// What will happen, in order of time and, at the same time, of being decided.
#[derive(Clone, Debug, Default)]
pub(crate) struct Queue {
    next: u64,
    events: BTreeMap<QueueKey, Pending>,
}

impl Queue {
    /// Plans something; the key is to take it out by again.
    pub(crate) fn add(&mut self, when: Instant, what: Pending) -> QueueKey {
        let key = (when, self.next);
        self.events.insert(key, what);
        self.next += 1;
        key
    }

    /// It will not happen.
    pub(crate) fn remove(&mut self, key: QueueKey) {
        self.events.remove(&key);
    }

    fn first(&self) -> Option<Instant> {
        self.events.first_key_value().map(|((when, _), _)| *when)
    }

    /// Takes out the arrival of a frame.
    fn take_arrival(&mut self, wanted: FrameId) -> Option<(Instant, usize, EventId)> {
        let (key, node, cause) = self.events.iter().find_map(|(key, what)| match what {
            Pending::Arrive { frame, node, cause } if *frame == wanted => {
                Some((*key, *node, *cause))
            }
            _ => None,
        })?;
        self.events.remove(&key);
        Some((key.0, node, cause))
    }

    /// Takes a frame out that is under way; whether it was.
    pub(crate) fn forget_frame(&mut self, wanted: FrameId) -> bool {
        let before = self.events.len();
        self.events.retain(|_, what| match what {
            Pending::Arrive { frame, .. } | Pending::Lose { frame, .. } => *frame != wanted,
            _ => true,
        });
        self.events.len() < before
    }

    /// Takes out everything that is under way on a link.
    fn take_from_link(&mut self, trace: &Trace, link: LinkId) -> Vec<FrameId> {
        let on_link = |what: &Pending| match what {
            Pending::Arrive { frame, .. } | Pending::Lose { frame, .. } => {
                (trace.frame(*frame).link == link).then_some(*frame)
            }
            _ => None,
        };
        let lost = self.events.values().filter_map(on_link).collect();
        self.events.retain(|_, what| on_link(what).is_none());
        lost
    }

    /// Takes out every waking of a task.
    pub(crate) fn forget_task(&mut self, wanted: usize) {
        self.events
            .retain(|_, what| !matches!(what, Pending::Wake { task, .. } if *task == wanted));
    }
}

/// What every handler needs: the time, the trace to write into, the future to plan.
pub(crate) struct Ctx<'a> {
    pub(crate) now: Instant,
    pub(crate) trace: &'a mut Trace,
    pub(crate) queue: &'a mut Queue,
}

impl Ctx<'_> {
    pub(crate) fn push(
        &mut self,
        node: NodeId,
        what: What,
        because: Option<Reason>,
        cause: Option<EventId>,
    ) -> EventId {
        self.trace.push(node, what, because, cause)
    }

    /// A rule decided something that no other event shows.
    pub(crate) fn note(&mut self, node: NodeId, because: Reason) {
        self.push(node, What::Noted { socket: None }, Some(because), None);
    }

    /// A row of a table is written.
    pub(crate) fn set_row(&mut self, node: NodeId, row: Row, because: Option<Reason>) -> EventId {
        let row = self.trace.add_row(row);
        self.push(node, What::RowSet { row }, because, None)
    }

    /// A row of a table is gone.
    pub(crate) fn drop_row(&mut self, node: NodeId, row: Row, because: Option<Reason>) {
        let row = self.trace.add_row(row);
        self.push(node, What::RowGone { row }, because, None);
    }
}

/// Hosts, links and programs at a moment of model time.
#[derive(Clone, Debug)]
pub struct World {
    now: Instant,
    seed: u64,
    queue: Queue,
    /// Hosts, then devices; shared with the checkpoints until something happens there.
    devices: Vec<Arc<Device>>,
    wires: Wires,
    tasks: Vec<Task>,
    /// Which tasks run on which node.
    tasks_of: Arc<Vec<Vec<usize>>>,
    /// When which node has something to do, and for each node when that is.
    timers: BTreeSet<(Instant, usize)>,
    armed: Vec<Option<Instant>>,
    limits: Limits,
    strangers: Vec<Stranger>,
}

impl World {
    /// Builds the world of a scenario, and writes its nodes, links and tasks into `trace`.
    ///
    /// # Errors
    /// If [`Scenario::check`] finds something that makes no sense.
    pub fn new(scenario: &Scenario, trace: &mut Trace) -> Result<Self, ScenarioError> {
        scenario.check()?;
        let mut queue = Queue::default();
        for node in scenario.hosts.len()..scenario.nodes() {
            queue.add(Instant::ZERO, Pending::Start { node });
        }
        for (when, action) in &scenario.actions {
            queue.add(*when, Pending::Act(action.clone()));
        }
        let mut setups = setups(scenario);
        let nodes = add_nodes(scenario, &setups, trace);
        let strangers = inject::strangers(scenario, trace);
        let links = scenario.links.iter().enumerate().map(|(index, spec)| {
            let [a, b] =
                [0, 1].map(|end| End { node: nodes[spec.ends[end]], port: spec.ports[end] });
            let link_type = LinkType::Ethernet;
            let (medium, delay) = (spec.medium, Some(spec.delay));
            let link = wireglass_trace::Link { ends: [a, b], link_type, medium, delay };
            Link::new(trace.add_link(link), *spec, [a.node, b.node], scenario.seed, index)
        });
        let links: Vec<Link> = links.collect();
        let faults = scenario.faults.iter().cloned().map(FaultState::new).collect();
        let ports: Vec<u16> = (0..scenario.nodes()).map(|node| scenario.ports(node)).collect();
        let is_hub: Vec<bool> = (0..scenario.nodes()).map(|node| scenario.is_hub(node)).collect();
        let wires = Wires::new(links, &ports, &is_hub, faults, scenario.seed);
        for (index, setup) in setups.iter_mut().enumerate() {
            let Some(setup) = setup else { continue };
            // RFC 9293 §3.7.1: the MSS follows from the largest packet that can arrive.
            let room = wires.mtu(index, 0).unwrap_or(1500).saturating_sub(HEADERS);
            setup.tcp.mss = setup.tcp.mss.min(room.max(1));
        }
        let made = setups.into_iter().enumerate();
        let devices: Vec<Arc<Device>> = made
            .map(|(index, setup)| {
                let common = Common::new(nodes[index]);
                Arc::new(device(scenario, common, setup, &wires))
            })
            .collect();
        let tasks: Vec<Task> = scenario
            .programs
            .iter()
            .map(|program| {
                let node = nodes[program.host];
                let (name, kind) = (program.name.clone(), program.kind);
                let id = trace.add_task(wireglass_trace::Task { node, name, kind });
                Task::new(id, node, Arc::new(program.clone()), scenario.seed)
            })
            .collect();
        for (index, task) in tasks.iter().enumerate() {
            queue.add(task.start(), Pending::Wake { task: index, cause: None });
        }
        let mut tasks_of = vec![Vec::new(); devices.len()];
        for (index, task) in tasks.iter().enumerate() {
            tasks_of[task.host()].push(index);
        }
        let armed = vec![None; devices.len()];
        let mut world = Self {
            now: Instant::ZERO,
            seed: scenario.seed,
            queue,
            devices,
            wires,
            tasks,
            tasks_of: Arc::new(tasks_of),
            timers: BTreeSet::new(),
            armed,
            limits: scenario.limits,
            strangers,
        };
        for node in 0..world.devices.len() {
            world.rearm(node);
        }
        Ok(world)
    }

    /// The present.
    pub fn now(&self) -> Instant {
        self.now
    }

    /// Where the run is cut.
    pub fn limits(&self) -> Limits {
        self.limits
    }

    /// When something will happen next; `None` if nothing ever will.
    pub fn next_event(&self) -> Option<Instant> {
        let timer = self.timers.first().map(|(when, _)| *when);
        timer.into_iter().chain(self.queue.first()).min()
    }

    /// Handles the next event and writes what it led to into `trace`: one step,
    /// or none if it led to nothing. `false` if nothing is left to happen.
    pub fn step(&mut self, trace: &mut Trace) -> bool {
        // At the same time, what was queued comes first: an ACK that arrives just
        // as the timer runs out still counts.
        match (self.queue.first(), self.timers.first().copied()) {
            (Some(when), Some((due, _))) if when <= due => self.run_queued(trace),
            (Some(_), None) => self.run_queued(trace),
            (_, Some((due, node))) => {
                self.now = due;
                trace.begin_step(due);
                let mut ctx = Ctx { now: due, trace, queue: &mut self.queue };
                Arc::make_mut(&mut self.devices[node]).timeout(&mut ctx, &mut self.wires);
                self.settle(trace, node);
            }
            (None, None) => return false,
        }
        trace.finish();
        true
    }

    fn run_queued(&mut self, trace: &mut Trace) {
        let Some(((when, _), pending)) = self.queue.events.pop_first() else { return };
        self.now = when;
        trace.begin_step(when);
        let mut ctx = Ctx { now: when, trace, queue: &mut self.queue };
        match pending {
            Pending::Arrive { frame, node, cause } => {
                let port = ctx.trace.port(frame, NodeId::from_index(node)).unwrap_or_default();
                let device = Arc::make_mut(&mut self.devices[node]);
                device.receive(&mut ctx, &mut self.wires, port, frame, cause);
                self.settle(trace, node);
            }
            Pending::Listen { node, port } => self.wires.listen(&mut ctx, node, port),
            Pending::Lose { frame, because, cause } => {
                let node = ctx.trace.frame(frame).from;
                ctx.push(node, What::FrameLost { frame }, Some(because), Some(cause));
            }
            Pending::Wake { task: index, cause } => {
                let task = &mut self.tasks[index];
                let node = task.host();
                if let Some(host) = Arc::make_mut(&mut self.devices[node]).as_host_mut() {
                    task.run(index, &mut ctx, &mut self.wires, host, cause);
                }
                self.settle(trace, node);
            }
            Pending::Act(Action::PowerOff(node)) => self.power(trace, node, false, None),
            Pending::Act(Action::PowerOn(node)) => self.power(trace, node, true, None),
            Pending::Act(Action::CutLink(link)) => {
                self.switch_link(trace, LinkId::from_index(link), false, None);
            }
            Pending::Act(Action::MendLink(link)) => {
                self.switch_link(trace, LinkId::from_index(link), true, None);
            }
            Pending::Act(Action::Inject(injection)) => self.inject(trace, &injection),
            Pending::Start { node } => {
                Arc::make_mut(&mut self.devices[node]).start(&mut ctx, &mut self.wires);
                self.settle(trace, node);
            }
            Pending::Loopback { node, bytes } => {
                if let Some(host) = Arc::make_mut(&mut self.devices[node]).as_host_mut() {
                    host.loopback(&mut ctx, &mut self.wires, &bytes);
                }
                self.settle(trace, node);
            }
            Pending::EchoTimeout { node, ident } => {
                if let Some(host) = Arc::make_mut(&mut self.devices[node]).as_host_mut() {
                    host.echo_timeout(ident);
                }
                self.settle(trace, node);
            }
        }
    }

    /// After something happened on a node: plans its next timer, and the return of every
    /// blocked call whose time has come.
    fn settle(&mut self, trace: &mut Trace, node: usize) {
        self.rearm(node);
        let mut ctx = Ctx { now: self.now, trace, queue: &mut self.queue };
        let Some(host) = self.devices[node].as_host() else { return };
        for index in &self.tasks_of[node] {
            self.tasks[*index].wake_if_ready(*index, &mut ctx, host);
        }
    }

    fn rearm(&mut self, node: usize) {
        let due = self.devices[node].next_timeout();
        let armed = std::mem::replace(&mut self.armed[node], due);
        if armed == due {
            return;
        }
        if let Some(old) = armed {
            self.timers.remove(&(old, node));
        }
        if let Some(due) = due {
            self.timers.insert((due, node));
        }
    }

    /// A stranger's segment comes from somewhere on the way: it takes half the link's delay.
    fn inject(&mut self, trace: &mut Trace, injection: &Injection) {
        let Some(stranger) = self.strangers.iter().find(|one| one.name == injection.by) else {
            return;
        };
        let host = self.devices.get(injection.to).and_then(|device| device.as_host());
        let Some(host) = host else { return };
        let Some(bytes) = host.forged_for(stranger.mac, injection) else { return };
        let mut ctx = Ctx { now: self.now, trace, queue: &mut self.queue };
        let Some(link) = self.wires.link_at(injection.to, 0) else { return };
        self.wires.links[link].inject(&mut ctx, stranger.node, injection.to, &bytes);
    }

    fn power(&mut self, trace: &mut Trace, host: usize, on: bool, because: Option<Reason>) {
        let mut ctx = Ctx { now: self.now, trace, queue: &mut self.queue };
        if self.devices[host].is_on() == on {
            return;
        }
        if !on {
            self.wires.silence(host);
        }
        let changed =
            Arc::make_mut(&mut self.devices[host]).power(&mut ctx, &mut self.wires, on, because);
        for (index, task) in self.tasks.iter_mut().enumerate() {
            if task.host() == host {
                ctx.queue.forget_task(index);
                if task.reset(on) {
                    let when = self.now + task.pace();
                    let wake = Pending::Wake { task: index, cause: Some(changed) };
                    ctx.queue.add(when, wake);
                }
            }
        }
        self.rearm(host);
    }

    /// Cuts a link, and with it what is on it, or mends it.
    fn switch_link(&mut self, trace: &mut Trace, id: LinkId, up: bool, because: Option<Reason>) {
        let mut ctx = Ctx { now: self.now, trace, queue: &mut self.queue };
        let Some(link) = self.wires.links.get_mut(id.index()) else { return };
        if link.up == up {
            return;
        }
        Arc::make_mut(link).up = up;
        self.wires.measure(id.index());
        let ends = ctx.trace.link(id).ends;
        let node = ends[0].node;
        let changed = ctx.push(node, What::LinkChanged { link: id, up }, because, None);
        for frame in ctx.queue.take_from_link(ctx.trace, id) {
            let from = ctx.trace.frame(frame).from;
            let because = Some(Reason::LinkCut);
            ctx.push(from, What::FrameLost { frame }, because, Some(changed));
        }
        for End { node, port } in ends {
            let device = Arc::make_mut(&mut self.devices[node.index()]);
            device.link_changed(&mut ctx, &mut self.wires, port, up, changed);
        }
        for End { node, .. } in ends {
            self.settle(trace, node.index());
        }
    }

    /// Applies a what-if at the present moment, as a step of its own.
    ///
    /// # Errors
    /// If the frame is no longer on its way, or the host is not as the what-if needs it.
    pub fn intervene(&mut self, trace: &mut Trace, what: Intervention) -> Result<(), BranchError> {
        self.check(trace, what)?;
        trace.begin_step(self.now);
        let node = match (what.frame(), what.task(), what.node()) {
            (Some(frame), ..) => trace.frame(frame).from,
            (None, Some(task), _) => trace.task(task).node,
            (None, None, node) => node.unwrap_or(NodeId(0)),
        };
        let because = Some(Reason::WhatIf);
        let cause = trace.push(node, What::Intervened { what }, because, None);
        let mut ctx = Ctx { now: self.now, trace, queue: &mut self.queue };
        match what {
            Intervention::Drop { frame } => {
                if let Some((arrival, ..)) = ctx.queue.take_arrival(frame) {
                    let half = (arrival - self.now).divided_by(2);
                    let because = Reason::WhatIf;
                    ctx.queue.add(self.now + half, Pending::Lose { frame, because, cause });
                }
            }
            Intervention::Delay { frame, by } => {
                if let Some((arrival, to, sent)) = ctx.queue.take_arrival(frame) {
                    let how = Alteration::Delayed { by };
                    ctx.push(node, What::FrameAltered { frame, how }, because, None);
                    ctx.queue.add(arrival + by, Pending::Arrive { frame, node: to, cause: sent });
                }
            }
            Intervention::Duplicate { frame, after } => {
                if let Some((arrival, to, sent)) = ctx.queue.take_arrival(frame) {
                    ctx.queue.add(arrival, Pending::Arrive { frame, node: to, cause: sent });
                    duplicate(&mut ctx, frame, node, to, arrival + after, Reason::WhatIf);
                }
            }
            Intervention::Corrupt { frame, offset, flip } => {
                let how = ctx.trace.corrupted(frame, offset, flip);
                ctx.push(node, What::FrameAltered { frame, how }, because, None);
            }
            Intervention::Close { node } | Intervention::Abort { node } => {
                let abort = matches!(what, Intervention::Abort { .. });
                let device = Arc::make_mut(&mut self.devices[node.index()]);
                if let Some(host) = device.as_host_mut() {
                    host.close_all(&mut ctx, &mut self.wires, abort);
                }
                self.settle(trace, node.index());
            }
            Intervention::PowerOff { node } => self.power(trace, node.index(), false, because),
            Intervention::PowerOn { node } => self.power(trace, node.index(), true, because),
            Intervention::CutLink { link } => self.switch_link(trace, link, false, because),
            Intervention::MendLink { link } => self.switch_link(trace, link, true, because),
            // What runs was put in by `World::run_program`, with its program.
            Intervention::Run { .. } => {}
            Intervention::Interrupt { task } => {
                let device = Arc::make_mut(&mut self.devices[node.index()]);
                if let Some(host) = device.as_host_mut() {
                    let index = task.index();
                    self.tasks[index].interrupt(index, &mut ctx, &mut self.wires, host);
                }
                self.settle(trace, node.index());
            }
        }
        trace.finish();
        Ok(())
    }

    /// Starts a program now, as a step of its own: the command that somebody types.
    ///
    /// # Errors
    /// If no programs run on that node, or it is off.
    pub fn run_program(
        &mut self,
        trace: &mut Trace,
        program: Arc<Program>,
    ) -> Result<TaskId, BranchError> {
        let place = program.host;
        let node = u16::try_from(place).map_or(NodeId(u16::MAX), NodeId);
        match self.devices.get(place) {
            Some(device) if device.as_host().is_some() && device.is_on() => {}
            Some(device) if device.as_host().is_some() => {
                return Err(BranchError::HostIsOff { node });
            }
            _ => return Err(BranchError::NoSuchHost { node }),
        }
        // It is to have its time, however far the run had come.
        let until = self.now + Duration::from_secs(TIME_FOR_A_COMMAND);
        self.limits.until = self.limits.until.max(until);
        let steps = trace.steps().len() + STEPS_FOR_A_COMMAND;
        self.limits.steps = self.limits.steps.max(steps);
        trace.begin_step(self.now);
        let (name, kind) = (program.name.clone(), program.kind);
        let task = trace.add_task(wireglass_trace::Task { node, name, kind });
        let what = What::Intervened { what: Intervention::Run { task } };
        let cause = trace.push(node, what, Some(Reason::WhatIf), None);
        trace.finish();
        let index = self.tasks.len();
        self.tasks.push(Task::new(task, node, program, self.seed));
        Arc::make_mut(&mut self.tasks_of)[place].push(index);
        self.queue.add(self.now, Pending::Wake { task: index, cause: Some(cause) });
        Ok(task)
    }

    fn check(&self, trace: &Trace, what: Intervention) -> Result<(), BranchError> {
        if let Some(frame) = what.frame() {
            let in_flight =
                self.queue.events.values().any(
                    |pending| matches!(pending, Pending::Arrive { frame: f, .. } if *f == frame),
                );
            if frame.index() >= trace.frames().len() || !in_flight {
                return Err(BranchError::FrameNotInFlight { frame });
            }
        }
        if let Intervention::Corrupt { flip: 0, .. } = what {
            return Err(BranchError::NothingToFlip);
        }
        if let Some(link) = what.link() {
            let cut = matches!(what, Intervention::CutLink { .. });
            return match self.wires.links.get(link.index()) {
                Some(known) if known.up == cut => Ok(()),
                _ => Err(BranchError::LinkNotSo { link }),
            };
        }
        if let Some(task) = what.task() {
            let running = self.tasks.get(task.index()).is_some_and(Task::is_running);
            return running.then_some(()).ok_or(BranchError::NotRunning { task });
        }
        let Some(node) = what.node() else { return Ok(()) };
        let Some(host) = self.devices.get(node.index()) else {
            return Err(BranchError::NoSuchHost { node });
        };
        match what {
            Intervention::PowerOn { .. } if host.is_on() => Err(BranchError::AlreadyOn { node }),
            Intervention::PowerOn { .. } => Ok(()),
            _ if !host.is_on() => Err(BranchError::HostIsOff { node }),
            Intervention::Close { .. } | Intervention::Abort { .. }
                if !host.as_host().is_some_and(Host::can_close) =>
            {
                Err(BranchError::NothingOpen { node })
            }
            _ => Ok(()),
        }
    }
}

/// What each host and router is made of; nothing for the other devices.
fn setups(scenario: &Scenario) -> Vec<Option<Setup>> {
    let hosts = scenario.hosts.iter().enumerate();
    let hosts = hosts.map(|(index, host)| Some(Setup::of_host(index, host)));
    let devices = (scenario.hosts.len()..).zip(&scenario.devices);
    let devices = devices.map(|(index, device)| match &device.kind {
        DeviceKind::Router(router) => Some(Setup::of_router(index, router)),
        _ => None,
    });
    let mut setups: Vec<Option<Setup>> = hosts.chain(devices).collect();
    if scenario.arp == Arp::Known {
        let segments = scenario.segments();
        let mut known: BTreeMap<usize, Vec<_>> = BTreeMap::new();
        for (index, setup) in setups.iter().enumerate() {
            let Some(setup) = setup else { continue };
            for (port, address, _) in setup.addresses() {
                let neighbour = (address, scenario.mac(index, port));
                known.entry(segments.of(index, port)).or_default().push(neighbour);
            }
        }
        for (index, setup) in setups.iter_mut().enumerate() {
            let Some(setup) = setup else { continue };
            setup.asks = false;
            for (port, slot) in (0..).zip(&mut setup.known) {
                let all = known.get(&segments.of(index, port));
                *slot = all.cloned().unwrap_or_default();
            }
        }
    }
    setups
}

/// Writes the hosts and devices into the trace.
fn add_nodes(scenario: &Scenario, setups: &[Option<Setup>], trace: &mut Trace) -> Vec<NodeId> {
    let server = |server| if server { NodeKind::Server } else { NodeKind::Host };
    let hosts = scenario.hosts.iter().map(|host| (&host.name, server(host.server)));
    let devices = scenario.devices.iter().map(|device| (&device.name, device.kind.node_kind()));
    let nodes = hosts.chain(devices).zip(setups).enumerate();
    nodes
        .map(|(index, ((name, kind), setup))| {
            let interfaces = match setup {
                Some(setup) => setup
                    .interfaces
                    .iter()
                    .map(|PortSetup { name, address, mac }| {
                        let address = address.map(|(ip, prefix)| Address {
                            ip: IpAddr::V4(ip),
                            prefix: Some(prefix),
                        });
                        let (name, mac) = (name.clone(), Some(*mac));
                        Interface { name, mac, addresses: address.into_iter().collect() }
                    })
                    .collect(),
                // Ports of devices are numbered from 1 on their cases.
                None => (1..=scenario.ports(index))
                    .map(|port| Interface { name: port.to_string(), ..Interface::default() })
                    .collect(),
            };
            let rows = setup.as_ref().map(Setup::rows).unwrap_or_default();
            trace.add_node(Node { name: name.clone(), kind, interfaces, rows })
        })
        .collect()
}

fn device(scenario: &Scenario, common: Common, setup: Option<Setup>, wires: &Wires) -> Device {
    if let Some(setup) = setup {
        return Device::Host(Box::new(Host::new(common, setup, wires, scenario.seed)));
    }
    let index = common.index;
    let kind = index.checked_sub(scenario.hosts.len()).map(|at| &scenario.devices[at].kind);
    match kind {
        Some(DeviceKind::Switch(spec)) => {
            let SwitchSpec { ports, ageing, table_limit, spanning_tree } = *spec;
            let mac = mac_of(index, 0);
            let stp = spanning_tree.map(|priority| bridge::stp::Config {
                id: bridge::BridgeId { priority, mac },
                ..bridge::stp::Config::recommended(mac)
            });
            let config = bridge::Config { ports, ageing, table_limit, stp };
            let plugged = (0..ports).map(|port| wires.is_plugged(index, port)).collect();
            Device::Switch(Box::new(Switch::new(common, config, plugged)))
        }
        Some(DeviceKind::Hub { ports }) => Device::Hub(Hub::new(common, *ports)),
        Some(DeviceKind::Outside) => Device::Outside(Outside::new(common)),
        _ => Device::Modem(Modem::new(common)),
    }
}

/// Locally administered, and easy to read: host 0 is 02:00:00:00:00:01, and the second
/// interface of the same node 02:01:00:00:00:01.
pub(crate) fn mac_of(index: usize, port: u16) -> MacAddr {
    let n = u32::try_from(index + 1).unwrap_or(u32::MAX).to_be_bytes();
    MacAddr([0x02, u8::try_from(port).unwrap_or(u8::MAX), n[0], n[1], n[2], n[3]])
}
