//! Programs: system calls, one after another, that really block.

use crate::device::{Answer, Attempt, Host};
use crate::network::Wires;
use crate::scenario::{Op, Program, Which};
use crate::world::{Ctx, Pending};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use wireglass_core::rules::Reason;
use wireglass_core::tcp;
use wireglass_core::time::{Duration, Instant};
use wireglass_trace::{Call, CallResult, Datagram, Errno, EventId, NodeId, SocketId, TaskId, What};

/// Most bytes one `recv()` of a `ReceiveAll` asks for.
const READ_SIZE: u32 = 65_536;

#[derive(Clone, Debug)]
pub(crate) struct Task {
    id: TaskId,
    node: NodeId,
    program: Arc<Program>,
    /// The op it is at.
    at: usize,
    /// Bytes of the present op that are done: sent, or received.
    progress: usize,
    state: Waiting,
    connection: Option<SocketId>,
    listener: Option<SocketId>,
    bound: Option<u16>,
    /// Its datagram socket.
    datagrams: Option<SocketId>,
    /// The echo it waits for.
    echo: Option<u16>,
    /// The last event it made: what causes its next call.
    last: Option<EventId>,
}

/// What a task waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Waiting {
    /// Nothing but its turn, which is planned.
    Turn,
    /// Something that makes its blocked call return.
    Ready(Call),
    /// The blocked call may return; its turn is planned.
    Returning(Call),
    /// A moment: it sleeps.
    Moment(Call),
    /// Nothing any more.
    Ended,
}

/// How an attempt at a call went.
#[derive(Clone, Copy)]
enum Step {
    Return(CallResult),
    /// Returned, but the op wants the call again.
    Again(CallResult),
    Block,
    Sleep(Duration),
}

impl Task {
    pub(crate) fn new(id: TaskId, node: NodeId, program: Arc<Program>) -> Self {
        let state = if program.ops.is_empty() { Waiting::Ended } else { Waiting::Turn };
        Self {
            id,
            node,
            program,
            at: 0,
            progress: 0,
            state,
            connection: None,
            listener: None,
            bound: None,
            datagrams: None,
            echo: None,
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

    /// After a power cut: nothing is left; after a start: from the beginning.
    pub(crate) fn reset(&mut self, on: bool) {
        *self = Self::new(self.id, self.node, self.program.clone());
        if !on {
            self.state = Waiting::Ended;
        }
    }

    /// Plans the return of a blocked call that can return now.
    pub(crate) fn wake_if_ready(&mut self, index: usize, ctx: &mut Ctx<'_>, host: &Host) {
        let Waiting::Ready(call) = self.state else { return };
        let about = match call {
            Call::Accept => self.listener,
            _ => self.connection,
        };
        let mut cause = about.and_then(|id| host.sock(id)).and_then(|sock| sock.last_event);
        let ready = match (call, about) {
            (Call::Accept, Some(listener)) => {
                host.sock(listener).is_none_or(|sock| sock.deleted || !sock.accept_queue.is_empty())
            }
            (Call::Connect { .. }, Some(id)) => host.sock(id).is_none_or(|sock| {
                sock.deleted
                    || sock.endpoint.state().is_synchronized()
                    || sock.endpoint.error().is_some()
            }),
            (Call::Receive { .. }, Some(id)) => host.readable(id),
            (Call::Send { .. }, Some(id)) => host.writable(id),
            (Call::ReceiveFrom { .. }, _) => {
                let Some(id) = self.datagrams else { return };
                let (ready, event) = host.datagram_ready(id);
                cause = event;
                ready
            }
            (Call::Echo { .. }, _) => {
                let echo = self.echo.and_then(|ident| host.echo_state(ident));
                cause = echo.and_then(|echo| echo.last_event);
                echo.is_none_or(|echo| echo.answer.is_some() || echo.given_up)
            }
            _ => true,
        };
        if ready {
            self.state = Waiting::Returning(call);
            ctx.queue.add(ctx.now + self.pace(), Pending::Wake { task: index, cause });
        }
    }

    /// Its turn: makes the next call, or returns from the one it is in.
    pub(crate) fn run(
        &mut self,
        index: usize,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        host: &mut Host,
        cause: Option<EventId>,
    ) {
        let Some(op) = self.program.ops.get(self.at).cloned() else { return };
        let (op, trying) = match op {
            Op::Try(op) => (*op, true),
            op => (op, false),
        };
        let (call, returning) = match self.state {
            Waiting::Ended | Waiting::Ready(_) => return,
            Waiting::Turn => (self.call_of(ctx, &op), false),
            Waiting::Returning(call) | Waiting::Moment(call) => (call, true),
        };
        let step = if returning {
            let what = What::CallResumed { task: self.id, call };
            ctx.push(self.node, what, Some(Reason::CallWakes), cause);
            self.returning(ctx, wires, host, &op)
        } else {
            let socket = match call {
                Call::Accept | Call::Listen { .. } => self.listener,
                Call::Bind { .. }
                | Call::Connect { .. }
                | Call::Sleep { .. }
                | Call::Echo { .. } => None,
                Call::SendTo { .. } | Call::ReceiveFrom { .. } => self.datagrams,
                _ => self.connection,
            };
            let made = What::CallMade { task: self.id, socket, call };
            ctx.push(self.node, made, None, cause.or(self.last));
            self.attempt(ctx, wires, host, &op)
        };
        self.conclude(index, ctx, call, step, trying);
    }

    /// Goes by how the attempt went.
    fn conclude(&mut self, index: usize, ctx: &mut Ctx<'_>, call: Call, step: Step, trying: bool) {
        let (result, again) = match step {
            Step::Block => {
                self.state = Waiting::Ready(call);
                let what = What::CallBlocked { task: self.id, call };
                self.last = Some(ctx.push(self.node, what, Some(Reason::CallBlocks), None));
                return;
            }
            Step::Sleep(duration) => {
                self.state = Waiting::Moment(call);
                let what = What::CallBlocked { task: self.id, call };
                let blocked = ctx.push(self.node, what, Some(Reason::CallBlocks), None);
                self.last = Some(blocked);
                let wake = Pending::Wake { task: index, cause: Some(blocked) };
                ctx.queue.add(ctx.now + duration, wake);
                return;
            }
            Step::Return(result) => (result, false),
            Step::Again(result) => (result, true),
        };
        let what = What::CallReturned { task: self.id, result };
        self.last = Some(ctx.push(self.node, what, None, None));
        self.state = Waiting::Turn;
        let failed = matches!(result, CallResult::Failed { .. });
        if !again {
            self.at += 1;
            self.progress = 0;
        }
        if failed && !trying {
            ctx.push(self.node, What::TaskEnded { task: self.id }, None, self.last);
            self.state = Waiting::Ended;
        } else if self.at < self.program.ops.len() {
            let cause = self.last;
            ctx.queue.add(ctx.now + self.pace(), Pending::Wake { task: index, cause });
        } else {
            self.state = Waiting::Ended;
        }
    }

    /// The system call that an op makes.
    fn call_of(&self, ctx: &mut Ctx<'_>, op: &Op) -> Call {
        match op {
            Op::Bind(port) | Op::BindDatagrams(port) => Call::Bind { port: *port },
            Op::Listen(port) => Call::Listen { port: *port },
            Op::Accept => Call::Accept,
            Op::Connect(remote) => Call::Connect { port: remote.port() },
            Op::Send(data) => {
                let rest = data.get(self.progress..).unwrap_or_default();
                Call::Send { data: ctx.trace.add_bytes(rest) }
            }
            Op::Receive(max) => Call::Receive { max: *max },
            Op::ReceiveExactly(count) => {
                let got = u32::try_from(self.progress).unwrap_or(u32::MAX);
                Call::Receive { max: count.saturating_sub(got) }
            }
            Op::ReceiveAll => Call::Receive { max: READ_SIZE },
            Op::Shutdown => Call::Shutdown,
            Op::Close(_) => Call::Close,
            Op::Abort => Call::Abort,
            Op::Sleep(duration) => Call::Sleep { duration: *duration },
            Op::SendTo(peer, data) => {
                let data = ctx.trace.add_bytes(data);
                Call::SendTo { datagram: ctx.trace.add_datagram(Datagram { peer: *peer, data }) }
            }
            Op::ReceiveFrom(max) => Call::ReceiveFrom { max: *max },
            Op::Echo { to, ttl, size } => {
                let data = ctx.trace.add_bytes(&echo_data(*size));
                let peer = SocketAddr::new(IpAddr::V4(*to), 0);
                let datagram = ctx.trace.add_datagram(Datagram { peer, data });
                Call::Echo { datagram, ttl: *ttl }
            }
            Op::Try(op) => self.call_of(ctx, op),
        }
    }

    /// A call's first attempt, right after it was made.
    fn attempt(&mut self, ctx: &mut Ctx<'_>, wires: &mut Wires, host: &mut Host, op: &Op) -> Step {
        let failed = |error| Step::Return(CallResult::Failed { error });
        let done = || Step::Return(CallResult::Done);
        match op {
            Op::Bind(port) => {
                self.bound = Some(*port);
                done()
            }
            Op::Listen(port) => match host.listen(ctx, wires, *port) {
                Attempt::Done(id) => {
                    self.listener = Some(id);
                    done()
                }
                Attempt::Wait => Step::Block,
                Attempt::Failed(error) => failed(error),
            },
            Op::Connect(remote) => match host.connect(ctx, wires, self.bound, *remote) {
                Attempt::Done(id) => {
                    self.connection = Some(id);
                    Step::Block
                }
                Attempt::Wait => Step::Block,
                Attempt::Failed(error) => failed(error),
            },
            Op::Shutdown => self.finish(ctx, wires, host, tcp::Call::ShutdownWrite),
            Op::Close(Which::Connection) => self.finish(ctx, wires, host, tcp::Call::Close),
            Op::Abort => self.finish(ctx, wires, host, tcp::Call::Abort),
            Op::Close(Which::Listener) => match self.listener.take() {
                None => failed(Errno::Einval),
                Some(id) => settled(&host.finish(ctx, wires, id, tcp::Call::Close)),
            },
            Op::Sleep(duration) => Step::Sleep(*duration),
            Op::BindDatagrams(port) => match host.bind_datagrams(ctx, *port) {
                Attempt::Done(id) => {
                    if let Some(old) = self.datagrams.replace(id) {
                        host.close_datagrams(ctx, old);
                    }
                    done()
                }
                Attempt::Wait => Step::Block,
                Attempt::Failed(error) => failed(error),
            },
            Op::SendTo(to, data) => self.send_to(ctx, wires, host, *to, data),
            Op::Echo { to, ttl, size } => {
                match host.echo(ctx, wires, *to, *ttl, &echo_data(*size)) {
                    Some(ident) => {
                        self.echo = Some(ident);
                        Step::Block
                    }
                    None => failed(Errno::Enetunreach),
                }
            }
            Op::ReceiveFrom(_)
            | Op::Accept
            | Op::Send(_)
            | Op::Receive(_)
            | Op::ReceiveExactly(_)
            | Op::ReceiveAll
            | Op::Try(_) => self.transfer(ctx, wires, host, op),
        }
    }

    /// A blocked call that may return now.
    fn returning(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        host: &mut Host,
        op: &Op,
    ) -> Step {
        match op {
            Op::Sleep(_) => Step::Return(CallResult::Done),
            Op::Echo { .. } => self.echoed(ctx, host),
            Op::Connect(_) => match self.connection.map(|id| host.connected(id)) {
                Some(Attempt::Done(())) => Step::Return(CallResult::Done),
                Some(Attempt::Wait) => Step::Block,
                Some(Attempt::Failed(error)) => Step::Return(CallResult::Failed { error }),
                None => Step::Return(CallResult::Failed { error: Errno::Einval }),
            },
            _ => self.transfer(ctx, wires, host, op),
        }
    }

    /// The calls that wait for the connection and then do their work.
    fn transfer(&mut self, ctx: &mut Ctx<'_>, wires: &mut Wires, host: &mut Host, op: &Op) -> Step {
        if let Op::Accept = op {
            return match self.listener.map(|id| host.accept(id)) {
                Some(Attempt::Done(socket)) => {
                    self.connection = Some(socket);
                    Step::Return(CallResult::Accepted { socket })
                }
                Some(Attempt::Wait) => Step::Block,
                Some(Attempt::Failed(error)) => Step::Return(CallResult::Failed { error }),
                None => Step::Return(CallResult::Failed { error: Errno::Einval }),
            };
        }
        if let Op::ReceiveFrom(max) = op {
            return self.receive_from(ctx, host, *max);
        }
        let Some(id) = self.connection else {
            return Step::Return(CallResult::Failed { error: Errno::Enotconn });
        };
        match op {
            Op::Send(data) => {
                let rest = data.get(self.progress..).unwrap_or_default();
                match host.send(ctx, wires, id, rest) {
                    Attempt::Done(bytes) => {
                        self.progress += bytes;
                        let result =
                            CallResult::Sent { bytes: u32::try_from(bytes).unwrap_or(u32::MAX) };
                        if self.progress < data.len() && bytes > 0 {
                            Step::Again(result)
                        } else {
                            Step::Return(result)
                        }
                    }
                    Attempt::Wait => Step::Block,
                    Attempt::Failed(error) => Step::Return(CallResult::Failed { error }),
                }
            }
            Op::Receive(max) => self.receive(ctx, wires, host, id, *max, Until::First),
            Op::ReceiveExactly(count) => {
                let got = u32::try_from(self.progress).unwrap_or(u32::MAX);
                let max = count.saturating_sub(got);
                self.receive(ctx, wires, host, id, max, Until::Bytes(*count))
            }
            Op::ReceiveAll => self.receive(ctx, wires, host, id, READ_SIZE, Until::End),
            _ => Step::Return(CallResult::Failed { error: Errno::Einval }),
        }
    }

    fn receive(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        host: &mut Host,
        id: SocketId,
        max: u32,
        until: Until,
    ) -> Step {
        match host.receive_bytes(ctx, wires, id, max as usize) {
            Attempt::Wait => Step::Block,
            Attempt::Failed(error) => Step::Return(CallResult::Failed { error }),
            Attempt::Done(bytes) if bytes.is_empty() => Step::Return(CallResult::EndOfStream),
            Attempt::Done(bytes) => {
                self.progress += bytes.len();
                let result = CallResult::Received { data: ctx.trace.add_bytes(&bytes) };
                let enough = match until {
                    Until::First => true,
                    Until::Bytes(count) => self.progress >= count as usize,
                    Until::End => false,
                };
                if enough { Step::Return(result) } else { Step::Again(result) }
            }
        }
    }

    fn send_to(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        host: &mut Host,
        to: SocketAddr,
        data: &[u8],
    ) -> Step {
        let failed = |error| Step::Return(CallResult::Failed { error });
        let id = match self.datagrams {
            Some(id) => id,
            None => match host.bind_datagrams(ctx, 0) {
                Attempt::Done(id) => *self.datagrams.insert(id),
                Attempt::Wait => return Step::Block,
                Attempt::Failed(error) => return failed(error),
            },
        };
        match host.send_to(ctx, wires, id, to, data) {
            Attempt::Done(bytes) => {
                Step::Return(CallResult::Sent { bytes: u32::try_from(bytes).unwrap_or(u32::MAX) })
            }
            Attempt::Wait => Step::Block,
            Attempt::Failed(error) => failed(error),
        }
    }

    fn receive_from(&mut self, ctx: &mut Ctx<'_>, host: &mut Host, max: u32) -> Step {
        let Some(id) = self.datagrams else {
            return Step::Return(CallResult::Failed { error: Errno::Einval });
        };
        match host.receive_from(ctx, id, max as usize) {
            Attempt::Done((peer, data, cut)) => {
                let data = ctx.trace.add_bytes(&data);
                let datagram = ctx.trace.add_datagram(Datagram { peer, data });
                Step::Return(CallResult::ReceivedFrom { datagram, cut })
            }
            Attempt::Wait => Step::Block,
            Attempt::Failed(error) => Step::Return(CallResult::Failed { error }),
        }
    }

    /// The echo's waiting is over.
    fn echoed(&mut self, ctx: &mut Ctx<'_>, host: &mut Host) -> Step {
        let answer = self.echo.take().and_then(|ident| host.take_echo(ident));
        Step::Return(match answer {
            None => CallResult::Failed { error: Errno::Etimedout },
            Some(Answer { from, kind, code, ttl, after, data }) => {
                let data = ctx.trace.add_bytes(&data);
                let peer = SocketAddr::new(IpAddr::V4(from), 0);
                let datagram = ctx.trace.add_datagram(Datagram { peer, data });
                CallResult::Echoed { datagram, kind, code, ttl, after }
            }
        })
    }

    fn finish(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        host: &mut Host,
        call: tcp::Call<'_>,
    ) -> Step {
        match self.connection {
            None => Step::Return(CallResult::Failed { error: Errno::Enotconn }),
            Some(id) => settled(&host.finish(ctx, wires, id, call)),
        }
    }
}

/// What `ping` fills its requests with: letters, as far as they go, again and again.
fn echo_data(size: u16) -> Vec<u8> {
    (b'a'..=b'w').cycle().take(usize::from(size)).collect()
}

/// When a read has read enough.
#[derive(Clone, Copy)]
enum Until {
    First,
    Bytes(u32),
    End,
}

fn settled(attempt: &Attempt<()>) -> Step {
    match attempt {
        Attempt::Done(()) | Attempt::Wait => Step::Return(CallResult::Done),
        Attempt::Failed(error) => Step::Return(CallResult::Failed { error: *error }),
    }
}
