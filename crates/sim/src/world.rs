//! The event queue, and who handles which event.

use crate::host::Host;
use crate::inject::{self, Stranger};
use crate::link::{FaultState, Link, duplicate};
use crate::recording::BranchError;
use crate::scenario::{Action, Arp, Injection, Limits, Scenario, ScenarioError};
use crate::task::Task;
use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr};
use wireglass_core::addr::MacAddr;
use wireglass_core::rules::Reason;
use wireglass_core::time::Instant;
use wireglass_core::wire::LinkType;
use wireglass_trace::{
    Alteration, EventId, FrameId, Intervention, LinkId, Node, NodeId, Trace, What,
};

/// Bytes of the IPv4 and the TCP header without options, which an MSS does not count.
const HEADERS: u16 = 40;

/// Something that will happen.
#[derive(Clone, Debug)]
pub(crate) enum Pending {
    /// A frame reaches a host.
    Arrive { frame: FrameId, host: usize, cause: EventId },
    /// A frame is lost.
    Lose { frame: FrameId, because: Reason, cause: EventId },
    /// A task goes on.
    Wake { task: usize, cause: Option<EventId> },
    /// The scenario does something to a host.
    Act(Action),
    /// Nobody has answered an ARP request yet.
    ArpRetry { host: usize, ip: Ipv4Addr, cause: EventId },
}

/// What will happen, in order of time and, at the same time, of being decided.
#[derive(Clone, Debug, Default)]
pub(crate) struct Queue {
    next: u64,
    events: BTreeMap<(Instant, u64), Pending>,
}

impl Queue {
    pub(crate) fn add(&mut self, when: Instant, what: Pending) {
        self.events.insert((when, self.next), what);
        self.next += 1;
    }

    fn first(&self) -> Option<Instant> {
        self.events.first_key_value().map(|((when, _), _)| *when)
    }

    /// Takes out the arrival of a frame.
    fn take_arrival(&mut self, wanted: FrameId) -> Option<(Instant, usize, EventId)> {
        let (key, host, cause) = self.events.iter().find_map(|(key, what)| match what {
            Pending::Arrive { frame, host, cause } if *frame == wanted => {
                Some((*key, *host, *cause))
            }
            _ => None,
        })?;
        self.events.remove(&key);
        Some((key.0, host, cause))
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
}

/// The wires and what the scenario has in store for them.
#[derive(Clone, Debug)]
pub(crate) struct Wires {
    pub(crate) links: Vec<Link>,
    pub(crate) faults: Vec<FaultState>,
}

/// Hosts, links and programs at a moment of model time.
#[derive(Clone, Debug)]
pub struct World {
    now: Instant,
    queue: Queue,
    hosts: Vec<Host>,
    wires: Wires,
    tasks: Vec<Task>,
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
        for (when, action) in &scenario.actions {
            queue.add(*when, Pending::Act(action.clone()));
        }
        let nodes: Vec<NodeId> = scenario
            .hosts
            .iter()
            .enumerate()
            .map(|(index, host)| {
                let address = IpAddr::V4(host.address);
                trace.add_node(Node::host(&host.name, &[address], Some(mac_of(index))))
            })
            .collect();
        let strangers = inject::strangers(scenario, trace);
        let links: Vec<Link> = scenario
            .links
            .iter()
            .enumerate()
            .map(|(index, spec)| {
                let ends = spec.ends.map(|end| nodes[end]);
                let link = wireglass_trace::Link::between(ends, LinkType::Ethernet);
                Link::new(trace.add_link(link), *spec, ends, scenario.seed, index)
            })
            .collect();
        let mut hosts: Vec<Host> = scenario
            .hosts
            .iter()
            .enumerate()
            .map(|(index, spec)| {
                let link = scenario.links.iter().position(|link| link.ends.contains(&index));
                let link = link.expect("checked: each host has one link");
                let mut spec = spec.clone();
                // RFC 9293 §3.7.1: the MSS follows from the largest packet that can arrive.
                let room = scenario.links[link].mtu.saturating_sub(HEADERS);
                spec.tcp.mss = spec.tcp.mss.min(room.max(1));
                Host::new(index, nodes[index], spec, mac_of(index), link, scenario.seed)
            })
            .collect();
        if scenario.arp == Arp::Known {
            let known: BTreeMap<Ipv4Addr, MacAddr> =
                hosts.iter().map(|host| (host.address(), host.mac())).collect();
            for host in &mut hosts {
                host.know(&known);
            }
        }
        let tasks: Vec<Task> = scenario
            .programs
            .iter()
            .map(|program| {
                let node = nodes[program.host];
                let id = trace.add_task(wireglass_trace::Task { node, name: program.name.clone() });
                Task::new(id, node, program.clone())
            })
            .collect();
        for (index, task) in tasks.iter().enumerate() {
            queue.add(task.start(), Pending::Wake { task: index, cause: None });
        }
        let faults = scenario.faults.iter().cloned().map(FaultState::new).collect();
        let wires = Wires { links, faults };
        let limits = scenario.limits;
        Ok(Self { now: Instant::ZERO, queue, hosts, wires, tasks, limits, strangers })
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
        let timers = self.hosts.iter().filter_map(Host::next_timeout).map(|(when, _)| when);
        timers.chain(self.queue.first()).min()
    }

    /// Handles the next event and writes what it led to into `trace`: one step,
    /// or none if it led to nothing. `false` if nothing is left to happen.
    pub fn step(&mut self, trace: &mut Trace) -> bool {
        let queued = self.queue.first();
        let timer = self
            .hosts
            .iter()
            .enumerate()
            .filter_map(|(index, host)| host.next_timeout().map(|(when, id)| (when, index, id)))
            .min();
        // At the same time, what was queued comes first: an ACK that arrives just
        // as the timer runs out still counts.
        match (queued, timer) {
            (Some(when), Some((due, ..))) if when <= due => self.run_queued(trace),
            (Some(_), None) => self.run_queued(trace),
            (_, Some((due, host, socket))) => {
                self.now = due;
                trace.begin_step(due);
                let mut ctx = Ctx { now: due, trace, queue: &mut self.queue };
                self.hosts[host].timeout(&mut ctx, &mut self.wires, socket);
                self.wake_tasks(trace);
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
            Pending::Arrive { frame, host, cause } => {
                self.hosts[host].receive(&mut ctx, &mut self.wires, frame, cause);
            }
            Pending::Lose { frame, because, cause } => {
                let node = ctx.trace.frame(frame).from;
                ctx.push(node, What::FrameLost { frame }, Some(because), Some(cause));
            }
            Pending::Wake { task: index, cause } => {
                let task = &mut self.tasks[index];
                let host = &mut self.hosts[task.host()];
                task.run(index, &mut ctx, &mut self.wires, host, cause);
            }
            Pending::Act(Action::PowerOff(host)) => self.power(trace, host, false, None),
            Pending::Act(Action::PowerOn(host)) => self.power(trace, host, true, None),
            Pending::Act(Action::Inject(injection)) => self.inject(trace, &injection),
            Pending::ArpRetry { host, ip, cause } => {
                self.hosts[host].arp_retry(&mut ctx, &mut self.wires, ip, cause);
            }
        }
        self.wake_tasks(trace);
    }

    /// Plans the return of every blocked call whose time has come.
    fn wake_tasks(&mut self, trace: &mut Trace) {
        let mut ctx = Ctx { now: self.now, trace, queue: &mut self.queue };
        for (index, task) in self.tasks.iter_mut().enumerate() {
            let host = &mut self.hosts[task.host()];
            task.wake_if_ready(index, &mut ctx, host);
        }
    }

    /// A stranger's segment comes from somewhere on the way: it takes half the link's delay.
    fn inject(&mut self, trace: &mut Trace, injection: &Injection) {
        let Some(stranger) = self.strangers.iter().find(|one| one.name == injection.by) else {
            return;
        };
        let Some(host) = self.hosts.get(injection.to) else { return };
        let Some(bytes) = host.forged_for(stranger.mac, injection) else { return };
        let mut ctx = Ctx { now: self.now, trace, queue: &mut self.queue };
        self.wires.links[host.link()].inject(&mut ctx, stranger.node, injection.to, &bytes);
    }

    fn power(&mut self, trace: &mut Trace, host: usize, on: bool, because: Option<Reason>) {
        let mut ctx = Ctx { now: self.now, trace, queue: &mut self.queue };
        if self.hosts[host].is_on() == on {
            return;
        }
        let changed = self.hosts[host].power(&mut ctx, on, because);
        for (index, task) in self.tasks.iter_mut().enumerate() {
            if task.host() == host {
                ctx.queue.forget_task(index);
                task.reset(on);
                if on {
                    let when = self.now + task.pace();
                    ctx.queue.add(when, Pending::Wake { task: index, cause: Some(changed) });
                }
            }
        }
    }

    /// Cuts a link, and with it what is on it, or mends it.
    fn switch_link(&mut self, trace: &mut Trace, id: LinkId, up: bool, because: Option<Reason>) {
        let mut ctx = Ctx { now: self.now, trace, queue: &mut self.queue };
        let Some(link) = self.wires.links.get_mut(id.index()) else { return };
        if link.up == up {
            return;
        }
        link.up = up;
        let node = ctx.trace.link(id).ends[0].node;
        let changed = ctx.push(node, What::LinkChanged { link: id, up }, because, None);
        for frame in ctx.queue.take_from_link(ctx.trace, id) {
            let from = ctx.trace.frame(frame).from;
            let because = Some(Reason::LinkCut);
            ctx.push(from, What::FrameLost { frame }, because, Some(changed));
        }
    }

    /// Applies a what-if at the present moment, as a step of its own.
    ///
    /// # Errors
    /// If the frame is no longer on its way, or the host is not as the what-if needs it.
    pub fn intervene(&mut self, trace: &mut Trace, what: Intervention) -> Result<(), BranchError> {
        self.check(trace, what)?;
        trace.begin_step(self.now);
        let node = match (what.frame(), what.node()) {
            (Some(frame), _) => trace.frame(frame).from,
            (None, node) => node.unwrap_or(NodeId(0)),
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
                if let Some((arrival, host, sent)) = ctx.queue.take_arrival(frame) {
                    let how = Alteration::Delayed { by };
                    ctx.push(node, What::FrameAltered { frame, how }, because, None);
                    ctx.queue.add(arrival + by, Pending::Arrive { frame, host, cause: sent });
                }
            }
            Intervention::Duplicate { frame, after } => {
                if let Some((arrival, host, sent)) = ctx.queue.take_arrival(frame) {
                    ctx.queue.add(arrival, Pending::Arrive { frame, host, cause: sent });
                    duplicate(&mut ctx, frame, node, host, arrival + after, Reason::WhatIf);
                }
            }
            Intervention::Corrupt { frame, offset, flip } => {
                let how = ctx.trace.corrupted(frame, offset, flip);
                ctx.push(node, What::FrameAltered { frame, how }, because, None);
            }
            Intervention::Close { node } | Intervention::Abort { node } => {
                let abort = matches!(what, Intervention::Abort { .. });
                let host = &mut self.hosts[node.index()];
                host.close_all(&mut ctx, &mut self.wires, abort);
                self.wake_tasks(trace);
            }
            Intervention::PowerOff { node } => self.power(trace, node.index(), false, because),
            Intervention::PowerOn { node } => self.power(trace, node.index(), true, because),
            Intervention::CutLink { link } => self.switch_link(trace, link, false, because),
            Intervention::MendLink { link } => self.switch_link(trace, link, true, because),
        }
        trace.finish();
        Ok(())
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
        let Some(node) = what.node() else { return Ok(()) };
        let Some(host) = self.hosts.get(node.index()) else {
            return Err(BranchError::NoSuchHost { node });
        };
        match what {
            Intervention::PowerOn { .. } if host.is_on() => Err(BranchError::AlreadyOn { node }),
            Intervention::PowerOn { .. } => Ok(()),
            _ if !host.is_on() => Err(BranchError::HostIsOff { node }),
            Intervention::Close { .. } | Intervention::Abort { .. } if !host.can_close() => {
                Err(BranchError::NothingOpen { node })
            }
            _ => Ok(()),
        }
    }
}

/// Locally administered, and easy to read: host 0 is 02:00:00:00:00:01.
pub(crate) fn mac_of(index: usize) -> MacAddr {
    let n = u32::try_from(index + 1).unwrap_or(u32::MAX).to_be_bytes();
    MacAddr([0x02, 0, n[0], n[1], n[2], n[3]])
}
