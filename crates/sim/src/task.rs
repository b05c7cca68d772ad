//! Tasks: what makes system calls, one after another, and really blocks in them.

mod attempt;
mod files;

pub(crate) use attempt::echo_data;
pub(crate) use files::Descriptors;

use crate::app::machine::{Machine, Moment, Next, Request, Returned, Told};
use crate::app::script::Script;
use crate::device::{Host, Ready};
use crate::network::Wires;
use crate::rng::Rng;
use crate::scenario::{Program, Run};
use crate::world::{Ctx, Pending, QueueKey};
use std::net::IpAddr;
use std::sync::Arc;
use wireglass_core::rules::Reason;
use wireglass_core::time::{Duration, Instant};
use wireglass_trace::{
    Call, CallResult, Errno, EventId, FdSet, NodeId, Row, TaskId, TaskKind, What,
};

/// What a shell says of a command that Ctrl-C has stopped: 128 and the signal's number.
const INTERRUPTED: u8 = 130;

#[derive(Clone, Debug)]
pub(crate) struct Task {
    id: TaskId,
    node: NodeId,
    seed: u64,
    program: Arc<Program>,
    machine: Box<dyn Machine>,
    rng: Rng,
    files: Descriptors,
    state: State,
    /// The echo it waits for.
    echo: Option<u16>,
    /// Bytes of the present `send()` that the buffer has taken.
    sent: usize,
    /// The last event it made: what causes its next call.
    last: Option<EventId>,
}

/// What a task waits for.
#[derive(Clone, Debug)]
enum State {
    /// Its first turn, which is planned.
    Beginning,
    /// Its next turn, which is planned: it makes this call.
    Turn(Request, Option<Reason>),
    /// Something that makes its blocked call return, or the end of its patience.
    Blocked(Request, Call, Option<QueueKey>),
    /// The blocked call may return; its turn is planned.
    Returning(Request, Call),
    /// Nothing more to do, but not ended: what it has open stays.
    Resting,
    /// Nothing any more.
    Ended,
}

/// How an attempt at a call went.
enum Step {
    Return(CallResult, Returned),
    /// Not yet. Its patience, where it has an end.
    Block(Option<Duration>),
}

impl Step {
    fn failed(error: Errno) -> Self {
        Self::Return(CallResult::Failed { error }, Returned::Failed(error))
    }

    fn done() -> Self {
        Self::Return(CallResult::Done, Returned::Done)
    }
}

impl Task {
    pub(crate) fn new(id: TaskId, node: NodeId, program: Arc<Program>, seed: u64) -> Self {
        let machine: Box<dyn Machine> = match &program.run {
            Run::Calls(_) => Box::new(Script::new(program.clone())),
            Run::App(launch) => launch.start(),
        };
        Self {
            id,
            node,
            seed,
            program,
            machine,
            rng: Rng::new(seed, "task", id.index()),
            files: Descriptors::default(),
            state: State::Beginning,
            echo: None,
            sent: 0,
            last: None,
        }
    }

    pub(crate) fn host(&self) -> usize {
        self.program.host
    }

    pub(crate) fn start(&self) -> Instant {
        self.program.start
    }

    pub(crate) fn pace(&self) -> Duration {
        self.program.pace
    }

    /// Whether it can be stopped.
    pub(crate) fn is_running(&self) -> bool {
        !matches!(self.state, State::Ended)
    }

    /// After a power cut: nothing is left; after a start: from the beginning, but nobody
    /// types a command anew. Says whether it begins.
    pub(crate) fn reset(&mut self, on: bool) -> bool {
        *self = Self::new(self.id, self.node, self.program.clone(), self.seed);
        let begins = on && self.program.kind != TaskKind::Command;
        if !begins {
            self.state = State::Ended;
        }
        begins
    }

    /// Plans the return of a blocked call that can return now.
    pub(crate) fn wake_if_ready(&mut self, index: usize, ctx: &mut Ctx<'_>, host: &Host) {
        let State::Blocked(request, ..) = &self.state else { return };
        let Ready::Since(cause) = self.ready(request, host) else { return };
        let blocked = std::mem::replace(&mut self.state, State::Ended);
        if let State::Blocked(request, call, patience) = blocked {
            if let Some(key) = patience {
                ctx.queue.remove(key);
            }
            self.state = State::Returning(request, call);
            ctx.queue.add(ctx.now + self.pace(), Pending::Wake { task: index, cause });
        }
    }

    /// Its turn: makes its next call, or returns from the one it is in.
    pub(crate) fn run(
        &mut self,
        index: usize,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        host: &mut Host,
        cause: Option<EventId>,
    ) {
        match std::mem::replace(&mut self.state, State::Ended) {
            State::Beginning => {
                let mut told = Vec::new();
                let next = self.decide(ctx, host, Returned::Nothing, &mut told);
                match next {
                    Next::Call(request) => {
                        self.make(index, ctx, wires, host, (request, None), cause, told);
                    }
                    Next::Because(request, why) => {
                        self.make(index, ctx, wires, host, (request, Some(why)), cause, told);
                    }
                    Next::Exit(code) => {
                        self.tell(ctx, host, told);
                        self.end(ctx, wires, host, code, cause);
                    }
                    Next::Rest => self.state = State::Resting,
                }
            }
            State::Turn(request, why) => {
                self.make(index, ctx, wires, host, (request, why), cause, Vec::new());
            }
            State::Returning(request, call) => {
                self.resumed(ctx, call, Reason::CallWakes, cause);
                let step = self.returning(ctx, wires, host, &request);
                self.conclude(index, ctx, wires, host, (request, call), step);
            }
            // At a blocked call, only its patience plans a turn.
            State::Blocked(request, call, _) => {
                let step = attempt::timed_out(&request);
                let why = match request {
                    Request::Sleep(_) => Reason::CallWakes,
                    _ => Reason::CallTimesOut,
                };
                self.resumed(ctx, call, why, cause);
                self.conclude(index, ctx, wires, host, (request, call), step);
            }
            idle @ (State::Resting | State::Ended) => self.state = idle,
        }
    }

    fn resumed(&self, ctx: &mut Ctx<'_>, call: Call, why: Reason, cause: Option<EventId>) {
        let what = What::CallResumed { task: self.id, call };
        ctx.push(self.node, what, Some(why), cause);
    }

    #[expect(clippy::too_many_arguments, reason = "a call, and everything it may touch")]
    fn make(
        &mut self,
        index: usize,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        host: &mut Host,
        (request, why): (Request, Option<Reason>),
        cause: Option<EventId>,
        told: Vec<Told>,
    ) {
        let call = self.call_of(ctx, &request);
        let fd = request.fd().filter(|fd| self.files.get(*fd).is_some());
        let socket = fd.and_then(|fd| self.files.socket(fd));
        let made = What::CallMade { task: self.id, socket, fd, call };
        ctx.push(self.node, made, why, cause.or(self.last));
        self.tell(ctx, host, told);
        self.sent = 0;
        let step = self.attempt(ctx, wires, host, &request);
        self.conclude(index, ctx, wires, host, (request, call), step);
    }

    /// Goes by how the attempt went.
    fn conclude(
        &mut self,
        index: usize,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        host: &mut Host,
        (request, call): (Request, Call),
        step: Step,
    ) {
        let (result, returned) = match step {
            Step::Return(result, returned) => (result, returned),
            Step::Block(patience) => {
                let what = What::CallBlocked { task: self.id, call };
                let blocked = ctx.push(self.node, what, Some(Reason::CallBlocks), None);
                self.last = Some(blocked);
                let patience = patience.map(|patience| {
                    let wake = Pending::Wake { task: index, cause: Some(blocked) };
                    ctx.queue.add(ctx.now + patience, wake)
                });
                self.state = State::Blocked(request, call, patience);
                return;
            }
        };
        let what = What::CallReturned { task: self.id, result };
        self.last = Some(ctx.push(self.node, what, None, None));
        let mut told = Vec::new();
        let next = self.decide(ctx, host, returned, &mut told);
        self.tell(ctx, host, told);
        for file in self.files.take_discarded() {
            // Nobody asks how that went.
            let _ = attempt::close(ctx, wires, host, file);
        }
        self.state = match next {
            Next::Call(request) => State::Turn(request, None),
            Next::Because(request, why) => State::Turn(request, Some(why)),
            Next::Exit(code) => return self.end(ctx, wires, host, code, self.last),
            Next::Rest => State::Resting,
        };
        if let State::Turn(..) = self.state {
            let wake = Pending::Wake { task: index, cause: self.last };
            ctx.queue.add(ctx.now + self.pace(), wake);
        }
    }

    fn decide(
        &mut self,
        ctx: &Ctx<'_>,
        host: &Host,
        returned: Returned,
        told: &mut Vec<Told>,
    ) -> Next {
        let (rng, files) = (&mut self.rng, &mut self.files);
        self.machine.next(returned, &mut Moment { now: ctx.now, rng, host, files, told })
    }

    /// Writes what the machine had to say into the trace.
    fn tell(&self, ctx: &mut Ctx<'_>, host: &mut Host, told: Vec<Told>) {
        for one in told {
            let (row, there, why) = match one {
                Told::Note(reason) => {
                    ctx.note(self.node, reason);
                    continue;
                }
                Told::LeaseFile { port, kept } => {
                    host.keep_lease(port, kept.map(|lease| *lease));
                    continue;
                }
                Told::Records { name, kind, kept, why } => {
                    let name = ctx.trace.add_name(&name);
                    let there = kept.is_some();
                    let (data, until) = kept.unwrap_or_default();
                    let data = ctx.trace.add_bytes(&data);
                    (Row::Dns { name, kind, data, until }, there, why)
                }
                Told::Lease { ip, mac, kept, why } => {
                    let (state, until) =
                        kept.unwrap_or((wireglass_trace::Lease::Offered, Instant::ZERO));
                    (Row::Lease { ip: IpAddr::V4(ip), mac, state, until }, kept.is_some(), why)
                }
            };
            if there {
                ctx.set_row(self.node, row, why);
            } else {
                ctx.drop_row(self.node, row, why);
            }
        }
    }

    /// It is over: the host closes what it had open.
    fn end(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        host: &mut Host,
        code: u8,
        cause: Option<EventId>,
    ) {
        ctx.push(self.node, What::TaskEnded { task: self.id, code }, None, cause);
        self.state = State::Ended;
        // A list of calls closes what it wants closed.
        if let Run::App(_) = self.program.run {
            for file in self.files.take_all() {
                // Nobody is left to be told of a failure.
                let _ = attempt::close(ctx, wires, host, file);
            }
        }
    }

    /// Somebody stops it.
    pub(crate) fn interrupt(
        &mut self,
        index: usize,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        host: &mut Host,
    ) {
        ctx.queue.forget_task(index);
        self.end(ctx, wires, host, INTERRUPTED, None);
    }
}

/// The descriptors of a poll for which a call would not block.
fn ready_among(files: &Descriptors, host: &Host, fds: FdSet) -> (FdSet, Option<EventId>) {
    let mut cause = None;
    let ready = fds
        .iter()
        .filter(|fd| match attempt::readable(host, files.get(*fd)) {
            Ready::Since(event) => {
                cause = cause.or(event);
                true
            }
            Ready::No => false,
        })
        .collect();
    (ready, cause)
}
