//! [`Tcp`]: which actions a world allows, and what each leads to.

use crate::action::Action;
use crate::property;
use crate::scenario::{Scenario, Step};
use crate::world::{Broken, Notes, Side, World};
use stateright::{Model, Property};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use wireglass_core::rules::Reason;
use wireglass_core::tcp::{
    CallKind, Note, SegmentKind, State, TRANSITIONS, Timer, Transition, Trigger,
};
use wireglass_core::time::Duration;

/// A scenario as a transition system.
#[derive(Clone, Debug)]
pub struct Tcp {
    /// The scenario.
    pub scenario: Arc<Scenario>,
    /// The table that changes of state are held against.
    pub table: &'static [Transition],
    /// Which entries of the table were seen.
    seen: Arc<[AtomicBool]>,
}

/// What about an action can change a state, to tell entries of the table apart.
#[derive(Clone, Copy, Debug)]
enum Cause {
    Call(CallKind),
    Segment { rst: bool, syn: bool },
    Timers,
    None,
}

impl Tcp {
    /// The model of a scenario.
    pub fn new(scenario: Scenario) -> Self {
        Self::with_table(scenario, TRANSITIONS)
    }

    /// The same, held against another table.
    pub fn with_table(scenario: Scenario, table: &'static [Transition]) -> Self {
        let seen = table.iter().map(|_| AtomicBool::new(false)).collect();
        Self { scenario: Arc::new(scenario), table, seen }
    }

    /// The entries of the table that were seen, in its order.
    pub fn seen(&self) -> Vec<Transition> {
        let seen = self.table.iter().zip(self.seen.iter());
        seen.filter(|(_, seen)| seen.load(Ordering::Relaxed)).map(|(entry, _)| *entry).collect()
    }

    /// Whether everything is over: nothing in flight, nobody connected, and neither
    /// program with anything to do but wait for somebody to connect.
    pub fn is_end(&self, world: &World) -> bool {
        world.broken.is_none()
            && world.quiet()
            && Side::BOTH.iter().all(|&side| {
                matches!(world.state(side), State::Closed | State::Listen)
                    && match world.end(side).step(&self.scenario, side) {
                        None => true,
                        Some(Step::AwaitOpen) => world.state(side) == State::Listen,
                        Some(_) => false,
                    }
            })
    }

    /// What `action` makes of `world`; `None` if nothing happens.
    fn act(&self, world: &World, action: Action) -> Option<World> {
        let mut next = world.clone();
        let scenario = &*self.scenario;
        let mut passed = Duration::ZERO;
        let (side, cause, mut notes) = match action {
            Action::Call(side) => {
                let end = &mut next.ends[side.index()];
                let kind = match end.step(scenario, side)? {
                    Step::Connect => CallKind::OpenActive,
                    _ => CallKind::Close,
                };
                (side, Cause::Call(kind), end.call(scenario, side)?)
            }
            Action::Read(side) => (side, Cause::None, next.ends[side.index()].read(scenario.read)?),
            Action::Abort(side) => {
                next.luck.aborts = next.luck.aborts.checked_sub(1)?;
                let notes = next.ends[side.index()].abort(scenario, side)?;
                (side, Cause::Call(CallKind::Abort), notes)
            }
            Action::Crash(side) => {
                next.luck.crashes = next.luck.crashes.checked_sub(1)?;
                next.ends[side.index()].crash(scenario, side);
                (side, Cause::None, Notes::new())
            }
            Action::Lose { to, index } => {
                next.luck.losses = next.luck.losses.checked_sub(1)?;
                next.wires[to.index()].remove(usize::from(index));
                return Some(next);
            }
            Action::Deliver { to, index } | Action::Double { to, index } => {
                if index > 0 {
                    next.luck.overtakings = next.luck.overtakings.checked_sub(1)?;
                }
                let wire = &mut next.wires[to.index()];
                let segment = wire.remove(usize::from(index));
                if let Action::Double { .. } = action {
                    next.luck.doublings = next.luck.doublings.checked_sub(1)?;
                    wire.push(segment.clone());
                }
                let (header, text) = scenario.network.carry(&segment);
                let mut notes = Notes::new();
                next.deliver(to, &header, &text, &mut notes);
                let flags = header.flags;
                let cause = Cause::Segment { rst: flags.rst(), syn: flags.syn() };
                (to, cause, notes)
            }
            Action::TimeOut(side) => {
                if !next.quiet() {
                    next.luck.early = next.luck.early.checked_sub(1)?;
                }
                let notes;
                (passed, notes) = next.ends[side.index()].time_out()?;
                (side, Cause::Timers, notes)
            }
        };
        next.settle(side, passed, &mut notes);
        let wire = &mut next.wires[side.peer().index()];
        let before = world.wires[side.peer().index()].len();
        if scenario.network.swallows(side) {
            wire.truncate(before);
        }
        self.look_up(&notes, cause, &mut next);
        Some(next)
    }

    /// Holds the changes of state against the table.
    fn look_up(&self, notes: &[Note], cause: Cause, world: &mut World) {
        for note in notes {
            let Note::Transition { from, to, reason } = *note else { continue };
            let candidates = || {
                let entries = self.table.iter().zip(self.seen.iter());
                entries.filter(move |(entry, _)| entry.from == from && entry.to == to)
            };
            // What the action says about the trigger picks one; where the trigger is
            // another (a close that was queued), there is only one.
            let by_cause = || candidates().find(|(entry, _)| cause.fits(**entry, &reason));
            match by_cause().or_else(|| candidates().next()) {
                Some((_, seen)) => seen.store(true, Ordering::Relaxed),
                None => world.broken = Some(Broken::Undeclared { from, to }),
            }
        }
    }
}

impl Cause {
    fn fits(self, entry: Transition, reason: &Reason) -> bool {
        match (self, entry.on) {
            (Self::Call(CallKind::Close), Trigger::Call(kind)) => {
                matches!(kind, CallKind::Close | CallKind::CloseUnread)
            }
            (Self::Call(by), Trigger::Call(kind)) => by == kind,
            (Self::Segment { rst: true, .. }, Trigger::Segment(kind)) => kind == SegmentKind::Rst,
            (Self::Segment { syn, .. }, Trigger::Segment(kind)) => match kind {
                SegmentKind::Rst => false,
                SegmentKind::Syn | SegmentKind::SynAck => syn,
                _ => true,
            },
            (Self::Timers, Trigger::Timeout(timer)) => {
                timer
                    == match reason {
                        Reason::TimeWaitOver { .. } => Timer::TimeWait,
                        Reason::ProbesUnanswered { .. } => Timer::Persist,
                        Reason::UserTimeout { .. } => Timer::User,
                        Reason::KeepAliveDead { .. } => Timer::KeepAlive,
                        Reason::FinWait2Over { .. } => Timer::FinWait2,
                        _ => Timer::Retransmission,
                    }
            }
            _ => false,
        }
    }
}

impl Model for Tcp {
    type State = World;
    type Action = Action;

    fn init_states(&self) -> Vec<World> {
        vec![World::new(&self.scenario)]
    }

    fn actions(&self, world: &World, actions: &mut Vec<Action>) {
        if world.broken.is_some() {
            return;
        }
        let luck = &world.luck;
        for to in Side::BOTH {
            let wire = &world.wires[to.index()];
            for (index, segment) in (0_u8..).zip(wire) {
                // Of equal neighbours it does not matter which is taken.
                let before = index.checked_sub(1).and_then(|before| wire.get(usize::from(before)));
                if before == Some(segment) {
                    continue;
                }
                let first = index == 0;
                if first || luck.overtakings > 0 {
                    actions.push(Action::Deliver { to, index });
                    if luck.doublings > 0 {
                        actions.push(Action::Double { to, index });
                    }
                }
                if luck.losses > 0 {
                    actions.push(Action::Lose { to, index });
                }
            }
        }
        let quiet = world.quiet();
        for side in Side::BOTH {
            let end = world.end(side);
            if end.step(&self.scenario, side).is_some() {
                actions.push(Action::Call(side));
            }
            if end.may_read() {
                actions.push(Action::Read(side));
            }
            if (quiet || luck.early > 0) && end.tcp.next_timeout().is_some() {
                actions.push(Action::TimeOut(side));
            }
            if luck.aborts > 0 && end.tcp.state() != State::Closed {
                actions.push(Action::Abort(side));
            }
            if luck.crashes > 0 && end.tcp.state() != State::Closed {
                actions.push(Action::Crash(side));
            }
        }
    }

    fn next_state(&self, world: &World, action: Action) -> Option<World> {
        // A panic is a finding like any other, to be told with the way to it.
        catch_unwind(AssertUnwindSafe(|| self.act(world, action))).unwrap_or_else(|_| {
            let mut next = world.clone();
            next.broken = Some(Broken::Panicked);
            Some(next)
        })
    }

    fn properties(&self) -> Vec<Property<Self>> {
        let mut properties = property::always();
        properties.extend(self.scenario.sometimes.iter().map(|goal| goal.property()));
        properties
    }
}

/// How the table writes a trigger.
pub(crate) fn show(transition: Transition) -> String {
    let on = match transition.on {
        Trigger::Call(call) => format!("{call:?}"),
        Trigger::Segment(segment) => format!("{segment:?} arrives"),
        Trigger::Icmp => "ICMP error".to_owned(),
        Trigger::Timeout(timer) => format!("{} timer", timer_name(timer)),
    };
    format!("{} -> {} ({on})", transition.from, transition.to)
}

fn timer_name(timer: Timer) -> String {
    format!("{timer:?}").to_lowercase()
}
