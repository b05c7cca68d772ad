//! A socket of a host: an endpoint, a listener's queue, and what of it is
//! already in the trace.

use crate::world::Ctx;
use std::collections::VecDeque;
use std::net::SocketAddr;
use wireglass_core::rules::Reason;
use wireglass_core::seq::Seq;
use wireglass_core::tcp::{Endpoint, Log, Note, Timer, Variable};
use wireglass_core::time::Instant;
use wireglass_trace::{EventId, NodeId, SocketId, What};

#[derive(Clone, Debug)]
pub(crate) struct Sock {
    pub(crate) id: SocketId,
    pub(crate) endpoint: Endpoint,
    /// The listener it came from.
    pub(crate) parent: Option<SocketId>,
    /// For a listener: connections that are established and not accepted yet.
    pub(crate) accept_queue: VecDeque<SocketId>,
    /// Whether it has been in its listener's accept queue.
    pub(crate) was_queued: bool,
    /// Its transmission control block is gone; only an error may be left to collect.
    pub(crate) deleted: bool,
    /// The last event of the trace that could have woken a task.
    pub(crate) last_event: Option<EventId>,
    variables: [Option<u64>; Variable::ALL.len()],
    timers: [Option<(Instant, EventId)>; Timer::ALL.len()],
}

/// What a socket's notes ask of the host.
#[derive(Default)]
pub(crate) struct Asked {
    /// The socket is to be deleted.
    pub(crate) deleted: Option<Reason>,
    /// A SYN in TIME-WAIT may open the next incarnation, above this number.
    pub(crate) reusable: Option<Seq>,
}

impl Sock {
    pub(crate) fn new(id: SocketId, endpoint: Endpoint, parent: Option<SocketId>) -> Self {
        Self {
            id,
            endpoint,
            parent,
            accept_queue: VecDeque::new(),
            was_queued: false,
            deleted: false,
            last_event: None,
            variables: [None; Variable::ALL.len()],
            timers: [None; Timer::ALL.len()],
        }
    }

    pub(crate) fn addresses(&self) -> (SocketAddr, Option<SocketAddr>) {
        (self.endpoint.local(), self.endpoint.remote())
    }

    /// Writes the endpoint's notes into the trace.
    pub(crate) fn report(&mut self, ctx: &mut Ctx<'_>, node: NodeId, log: &mut Log) -> Asked {
        let mut asked = Asked::default();
        for note in log.take() {
            let socket = self.id;
            let (what, because) = match note {
                Note::Transition { from, to, reason } => {
                    (What::StateChanged { socket, from, to }, reason)
                }
                Note::Applied(reason) => (What::Noted { socket: Some(socket) }, reason),
                Note::Deleted(reason) => {
                    asked.deleted = Some(reason);
                    continue;
                }
                Note::TimeWaitReusable { reason, iss_above } => {
                    asked.reusable = Some(iss_above);
                    (What::Noted { socket: Some(socket) }, reason)
                }
            };
            self.last_event = Some(ctx.push(node, what, Some(because), None));
        }
        asked
    }

    /// Writes every variable and timer that has changed into the trace.
    pub(crate) fn report_changes(&mut self, ctx: &mut Ctx<'_>, node: NodeId) {
        let socket = self.id;
        for (slot, variable) in self.variables.iter_mut().zip(Variable::ALL) {
            let value = self.endpoint.variable(variable);
            if *slot != value {
                *slot = value;
                if let Some(value) = value {
                    ctx.push(node, What::VariableSet { socket, variable, value }, None, None);
                }
            }
        }
        for (slot, timer) in self.timers.iter_mut().zip(Timer::ALL) {
            let due = self.endpoint.timer(timer);
            match (*slot, due) {
                (Some((before, _)), Some(due)) if before == due => {}
                (_, Some(due)) => {
                    let set = ctx.push(node, What::TimerSet { socket, timer, due }, None, None);
                    *slot = Some((due, set));
                }
                (Some((before, _)), None) => {
                    *slot = None;
                    // One that is due now has fired, and the trigger has said so.
                    if before > ctx.now {
                        ctx.push(node, What::TimerStopped { socket, timer }, None, None);
                    }
                }
                (None, None) => {}
            }
        }
    }

    /// Timers due at `now`, with the event that set each; they count as fired.
    pub(crate) fn take_due(&mut self, now: Instant) -> Vec<(Timer, EventId)> {
        let mut fired = Vec::new();
        for (slot, timer) in self.timers.iter_mut().zip(Timer::ALL) {
            if let Some((due, set)) = *slot
                && due <= now
            {
                *slot = None;
                fired.push((timer, set));
            }
        }
        fired
    }
}
