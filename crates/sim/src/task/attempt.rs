//! Each call: how it shows in the trace, what it does, and when a blocked one can return.

use super::files::File;
use super::{Step, Task, ready_among};
use crate::app::machine::{How, Request, Returned};
use crate::device::{Answer, Attempt, Host, Letter, Ready};
use crate::network::Wires;
use crate::socket::Sock;
use crate::world::Ctx;
use std::net::{IpAddr, SocketAddr, SocketAddrV4};
use wireglass_core::tcp;
use wireglass_core::time::Duration;
use wireglass_trace::{Call, CallResult, Datagram, Errno, Fd, FdSet, SocketId, Table};

impl Task {
    /// What a call is in the trace.
    pub(super) fn call_of(&self, ctx: &mut Ctx<'_>, request: &Request) -> Call {
        let mut datagram = |peer, data: &[u8]| {
            let data = ctx.trace.add_bytes(data);
            ctx.trace.add_datagram(Datagram { peer, data })
        };
        match request {
            Request::Socket(transport) => Call::Socket { transport: *transport },
            Request::Bind { local, .. } => Call::Bind { port: local.port() },
            Request::Listen { fd } => Call::Listen {
                port: match self.files.get(*fd) {
                    Some(File::Fresh { bound }) => bound.port(),
                    _ => 0,
                },
            },
            Request::Accept { .. } => Call::Accept,
            Request::Connect { to, .. } => Call::Connect { port: to.port() },
            Request::Send { data, .. } => Call::Send { data: ctx.trace.add_bytes(data) },
            Request::Receive { max, .. } => Call::Receive { max: *max },
            Request::SendTo { to, data, how, .. } => {
                Call::SendTo { datagram: datagram(*to, data), ttl: how.ttl }
            }
            Request::ReceiveFrom { max, .. } => Call::ReceiveFrom { max: *max },
            Request::ReceiveError { .. } => Call::ReceiveError,
            Request::Poll { fds, timeout, .. } => {
                Call::Poll { fds: *fds, timeout: timeout.map_or(-1, millis) }
            }
            Request::Shutdown { .. } => Call::Shutdown,
            Request::Close { .. } => Call::Close,
            Request::Abort { .. } => Call::Abort,
            Request::Sleep(duration) => Call::Sleep { duration: *duration },
            Request::Echo { to, ttl, size } => {
                let to = SocketAddr::new(IpAddr::V4(*to), 0);
                Call::Echo { datagram: datagram(to, &echo_data(*size)), ttl: *ttl }
            }
            Request::Show => Call::Show,
            Request::Change(change) => Call::Change { table: change.table() },
            Request::AskRarp { .. } => Call::Change { table: Table::Addresses },
            Request::ServeRarp(_) => Call::Change { table: Table::Arp },
            Request::Query(_) => Call::Change { table: Table::Groups },
        }
    }

    /// A call's first attempt, right after it was made.
    pub(super) fn attempt(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        host: &mut Host,
        request: &Request,
    ) -> Step {
        match request {
            Request::Socket(transport) => match self.files.open(*transport) {
                Some(fd) => Step::Return(CallResult::Opened { fd }, Returned::Opened(fd)),
                None => Step::failed(Errno::Emfile),
            },
            Request::Sleep(duration) => Step::Block(Some(*duration)),
            Request::Show => Step::done(),
            Request::Change(change) => settled(&host.change(ctx, wires, change)),
            Request::AskRarp { port } if host.ask_rarp(ctx, wires, *port) => Step::Block(None),
            Request::AskRarp { .. } => Step::failed(Errno::Einval),
            Request::ServeRarp(table) => {
                host.serve_rarp(table);
                Step::done()
            }
            Request::Query(config) => {
                host.query_groups(ctx, wires, *config);
                Step::done()
            }
            Request::Echo { to, ttl, size } => {
                match host.echo(ctx, wires, *to, *ttl, &echo_data(*size)) {
                    Some(ident) => {
                        self.echo = Some(ident);
                        Step::Block(None)
                    }
                    None => Step::failed(Errno::Enetunreach),
                }
            }
            Request::Poll { fds, timeout, links } => {
                if let Some(step) = self.polled(host, *fds, *links) {
                    return step;
                }
                if *timeout != Some(Duration::ZERO) {
                    // A program counts in milliseconds, and never wakes too early.
                    let whole = |patience| {
                        Duration::from_millis(u64::from(millis(patience).unsigned_abs()))
                    };
                    return Step::Block(timeout.map(whole));
                }
                ready_step(FdSet::EMPTY)
            }
            Request::Bind { fd, local, interface } => self.bind(ctx, host, *fd, *local, *interface),
            Request::Listen { fd } => self.listen(ctx, wires, host, *fd),
            Request::Connect { fd, to, timeout } => {
                self.connect(ctx, wires, host, *fd, *to, *timeout)
            }
            Request::SendTo { fd, to, data, how } => {
                self.send_to(ctx, wires, host, *fd, (*to, *how), data)
            }
            Request::Shutdown { fd } => {
                finished(&self.finish(ctx, wires, host, *fd, tcp::Call::ShutdownWrite))
            }
            Request::Close { fd } => match self.files.remove(*fd) {
                Some(file) => finished(&close(ctx, wires, host, file)),
                None => Step::failed(Errno::Ebadf),
            },
            Request::Abort { fd } => {
                let outcome = self.finish(ctx, wires, host, *fd, tcp::Call::Abort);
                self.files.remove(*fd);
                finished(&outcome)
            }
            Request::Accept { .. }
            | Request::Send { .. }
            | Request::Receive { .. }
            | Request::ReceiveFrom { .. }
            | Request::ReceiveError { .. } => self.transfer(ctx, wires, host, request),
        }
    }

    /// How `poll()` returns now; nothing if it would wait. That only a link has changed, which
    /// no descriptor of the trace stands for, is told as a success.
    fn polled(&self, host: &Host, fds: FdSet, links: Option<u32>) -> Option<Step> {
        let (ready, _) = ready_among(&self.files, host, fds);
        if !ready.is_empty() {
            return Some(ready_step(ready));
        }
        let hears = links.is_some_and(|seen| seen != host.link_changes());
        hears.then_some(Step::Return(CallResult::Done, Returned::Ready(FdSet::EMPTY)))
    }

    fn bind(
        &mut self,
        ctx: &mut Ctx<'_>,
        host: &mut Host,
        fd: Fd,
        local: SocketAddrV4,
        interface: Option<u16>,
    ) -> Step {
        let Some(file) = self.files.get(fd) else { return Step::failed(Errno::Ebadf) };
        if !host.may_bind(*local.ip()) {
            return Step::failed(Errno::Eaddrnotavail);
        }
        match file {
            File::Fresh { .. } => {
                self.files.set(fd, File::Fresh { bound: local });
                Step::done()
            }
            File::Datagrams(None) => match host.bind_datagrams(ctx, local, interface) {
                Ok(id) => {
                    self.files.set(fd, File::Datagrams(Some(id)));
                    Step::done()
                }
                Err(error) => Step::failed(error),
            },
            _ => Step::failed(Errno::Einval),
        }
    }

    fn listen(&mut self, ctx: &mut Ctx<'_>, wires: &mut Wires, host: &mut Host, fd: Fd) -> Step {
        let Some(File::Fresh { bound }) = self.files.get(fd) else {
            return Step::failed(Errno::Einval);
        };
        match host.listen(ctx, wires, bound.port()) {
            Attempt::Done(id) => {
                self.files.set(fd, File::Listener(id));
                Step::done()
            }
            Attempt::Wait => Step::Block(None),
            Attempt::Failed(error) => Step::failed(error),
        }
    }

    fn connect(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        host: &mut Host,
        fd: Fd,
        to: SocketAddr,
        timeout: Option<Duration>,
    ) -> Step {
        match self.files.get(fd) {
            Some(File::Fresh { bound }) => {
                let port = Some(bound.port()).filter(|port| *port > 0);
                match host.connect(ctx, wires, port, to) {
                    Attempt::Done(id) => {
                        self.files.set(fd, File::Connection(id));
                        Step::Block(timeout)
                    }
                    Attempt::Wait => Step::Block(None),
                    Attempt::Failed(error) => Step::failed(error),
                }
            }
            Some(File::Datagrams(bound)) => match self.with_port(ctx, host, fd, bound) {
                Ok(id) => settled(&host.connect_datagrams(id, to)),
                Err(error) => Step::failed(error),
            },
            Some(_) => Step::failed(Errno::Einval),
            None => Step::failed(Errno::Ebadf),
        }
    }

    fn send_to(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        host: &mut Host,
        fd: Fd,
        (to, how): (SocketAddr, How),
        data: &[u8],
    ) -> Step {
        let sent = match self.files.get(fd) {
            Some(File::Datagrams(bound)) => match self.with_port(ctx, host, fd, bound) {
                Ok(id) => host.send_to(ctx, wires, id, (to, how), data),
                Err(error) => Attempt::Failed(error),
            },
            Some(File::Echoes(open)) => {
                let id = open.unwrap_or_else(|| host.open_echoes(ctx));
                self.files.set(fd, File::Echoes(Some(id)));
                host.send_echo(ctx, wires, id, (to, how), data)
            }
            Some(_) => Attempt::Failed(Errno::Einval),
            None => Attempt::Failed(Errno::Ebadf),
        };
        match sent {
            Attempt::Done(bytes) => sent_bytes(bytes),
            Attempt::Wait => Step::Block(None),
            Attempt::Failed(error) => Step::failed(error),
        }
    }

    /// A blocked call that may return now.
    pub(super) fn returning(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        host: &mut Host,
        request: &Request,
    ) -> Step {
        match request {
            Request::Echo { .. } => self.echoed(ctx, host),
            Request::Change(change) => settled(&host.changed(change)),
            Request::AskRarp { .. } => match host.take_rarp() {
                Some(ip) => Step::Return(CallResult::Done, Returned::Address(ip)),
                None => Step::failed(Errno::Etimedout),
            },
            Request::Poll { fds, links, .. } => {
                self.polled(host, *fds, *links).unwrap_or(ready_step(FdSet::EMPTY))
            }
            Request::Connect { fd, .. } => match self.files.socket(*fd) {
                Some(id) => settled(&host.connected(id)),
                None => Step::failed(Errno::Ebadf),
            },
            _ => self.transfer(ctx, wires, host, request),
        }
    }

    /// The calls that wait for something and then do their work.
    fn transfer(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        host: &mut Host,
        request: &Request,
    ) -> Step {
        let Some(file) = request.fd().and_then(|fd| self.files.get(fd)) else {
            return Step::failed(Errno::Ebadf);
        };
        let attempt = match (request, file) {
            (Request::Accept { .. }, File::Listener(id)) => {
                return match host.accept(id) {
                    Attempt::Done(socket) => self.accepted(ctx, wires, host, socket),
                    Attempt::Wait => Step::Block(None),
                    Attempt::Failed(error) => Step::failed(error),
                };
            }
            (Request::Send { data, .. }, File::Connection(id)) => {
                return self.send(ctx, wires, host, id, data);
            }
            (Request::Receive { max, .. }, File::Connection(id)) => {
                return match host.receive_bytes(ctx, wires, id, *max as usize) {
                    Attempt::Wait => Step::Block(None),
                    Attempt::Failed(error) => Step::failed(error),
                    Attempt::Done(bytes) if bytes.is_empty() => {
                        Step::Return(CallResult::EndOfStream, Returned::EndOfStream)
                    }
                    Attempt::Done(bytes) => {
                        let data = ctx.trace.add_bytes(&bytes);
                        Step::Return(CallResult::Received { data }, Returned::Bytes(bytes))
                    }
                };
            }
            (Request::ReceiveFrom { max, .. }, File::Datagrams(Some(id))) => {
                return match host.receive_from(ctx, id, *max as usize) {
                    Attempt::Done(letter) => received(ctx, letter),
                    Attempt::Wait => Step::Block(None),
                    Attempt::Failed(error) => Step::failed(error),
                };
            }
            (Request::ReceiveFrom { .. }, File::Echoes(Some(id))) => host.receive_echo(id),
            (Request::ReceiveError { .. }, File::Datagrams(Some(id))) => host.receive_error(id),
            (Request::Send { .. } | Request::Receive { .. }, File::Fresh { .. }) => {
                return Step::failed(Errno::Enotconn);
            }
            _ => return Step::failed(Errno::Einval),
        };
        match attempt {
            Attempt::Done(answer) => answered(ctx, answer),
            Attempt::Wait => Step::Block(None),
            Attempt::Failed(error) => Step::failed(error),
        }
    }

    /// `send()` on a blocking socket returns when the buffer has taken all (POSIX `send()`); what
    /// goes wrong on the way is kept for the next call, so that nobody thinks that nothing was sent.
    fn send(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        host: &mut Host,
        id: SocketId,
        data: &[u8],
    ) -> Step {
        if self.sent > 0 && host.sock(id).is_none_or(|sock| sock.endpoint.error().is_some()) {
            return sent_bytes(self.sent);
        }
        match host.send(ctx, wires, id, &data[self.sent..]) {
            Attempt::Done(bytes) => {
                self.sent += bytes;
                if self.sent < data.len() { Step::Block(None) } else { sent_bytes(self.sent) }
            }
            Attempt::Wait => Step::Block(None),
            Attempt::Failed(_) if self.sent > 0 => sent_bytes(self.sent),
            Attempt::Failed(error) => Step::failed(error),
        }
    }

    /// A new connection gets a descriptor. Without one it is reset, as nobody can read it.
    fn accepted(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        host: &mut Host,
        socket: SocketId,
    ) -> Step {
        let Some(fd) = self.files.insert(File::Connection(socket)) else {
            // It failed or not: the connection is nobody's.
            let _ = host.finish(ctx, wires, socket, tcp::Call::Abort);
            return Step::failed(Errno::Emfile);
        };
        Step::Return(CallResult::Accepted { socket }, Returned::Accepted(fd))
    }

    /// A socket of UDP that has a port: one that nobody chose, if need be.
    fn with_port(
        &mut self,
        ctx: &mut Ctx<'_>,
        host: &mut Host,
        fd: Fd,
        bound: Option<SocketId>,
    ) -> Result<SocketId, Errno> {
        if let Some(id) = bound {
            return Ok(id);
        }
        let any = SocketAddrV4::new(std::net::Ipv4Addr::UNSPECIFIED, 0);
        let id = host.bind_datagrams(ctx, any, None)?;
        self.files.set(fd, File::Datagrams(Some(id)));
        Ok(id)
    }

    /// The echo's waiting is over.
    fn echoed(&mut self, ctx: &mut Ctx<'_>, host: &mut Host) -> Step {
        match self.echo.take().and_then(|ident| host.take_echo(ident)) {
            None => Step::failed(Errno::Etimedout),
            Some(answer) => answered(ctx, answer),
        }
    }

    fn finish(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        host: &mut Host,
        fd: Fd,
        call: tcp::Call<'_>,
    ) -> Attempt<()> {
        match self.files.get(fd) {
            Some(File::Connection(id)) => host.finish(ctx, wires, id, call),
            Some(_) => Attempt::Failed(Errno::Enotconn),
            None => Attempt::Failed(Errno::Ebadf),
        }
    }

    /// Whether a blocked call would return now.
    pub(super) fn ready(&self, request: &Request, host: &Host) -> Ready {
        let file = request.fd().and_then(|fd| self.files.get(fd));
        let since = |id| host.sock(id).and_then(|sock| sock.last_event);
        match (request, file) {
            // Only time wakes it.
            (Request::Sleep(_), _) => Ready::No,
            (Request::Accept { .. } | Request::Receive { .. }, _)
            | (Request::ReceiveFrom { .. }, Some(File::Datagrams(_) | File::Echoes(_))) => {
                readable(host, file)
            }
            (Request::ReceiveError { .. }, Some(File::Datagrams(Some(id)))) => host.error_ready(id),
            (Request::Connect { .. }, Some(File::Connection(id))) => {
                let over = host.sock(id).is_none_or(|sock| {
                    sock.deleted
                        || sock.endpoint.state().is_synchronized()
                        || sock.endpoint.error().is_some()
                });
                Ready::when(over, since(id))
            }
            (Request::Send { .. }, Some(File::Connection(id))) => {
                Ready::when(host.writable(id), since(id))
            }
            (Request::Poll { links: Some(seen), .. }, _) if *seen != host.link_changes() => {
                Ready::Since(host.last_link_event())
            }
            (Request::Poll { fds, .. }, _) => {
                let (ready, cause) = ready_among(&self.files, host, *fds);
                Ready::when(!ready.is_empty(), cause)
            }
            (Request::Echo { .. }, _) => match self.echo.and_then(|ident| host.echo_state(ident)) {
                Some(echo) => Ready::when(echo.answer.is_some() || echo.given_up, echo.last_event),
                None => Ready::Since(None),
            },
            (Request::Change(change), _) => host.change_ready(change),
            (Request::AskRarp { .. }, _) => host.rarp_ready(),
            _ => Ready::Since(None),
        }
    }
}

fn ready_step(fds: FdSet) -> Step {
    Step::Return(CallResult::Ready { fds }, Returned::Ready(fds))
}

/// A blocked call whose patience is over.
pub(super) fn timed_out(request: &Request) -> Step {
    match request {
        Request::Sleep(_) => Step::done(),
        Request::Poll { .. } => ready_step(FdSet::EMPTY),
        _ => Step::failed(Errno::Einprogress),
    }
}

/// Whether a call that reads from it would return at once.
pub(super) fn readable(host: &Host, file: Option<File>) -> Ready {
    let since = |id| host.sock(id).and_then(|sock| sock.last_event);
    match file {
        Some(File::Listener(id)) => {
            let waits = |sock: &Sock| sock.deleted || !sock.accept_queue.is_empty();
            Ready::when(host.sock(id).is_none_or(waits), since(id))
        }
        Some(File::Connection(id)) => Ready::when(host.readable(id), since(id)),
        Some(File::Datagrams(Some(id))) => host.datagram_ready(id),
        Some(File::Echoes(Some(id))) => host.echoes_ready(id),
        Some(File::Fresh { .. } | File::Datagrams(None) | File::Echoes(None)) => Ready::No,
        // There is nothing to wait for: the call fails.
        None => Ready::Since(None),
    }
}

/// Closes whatever it is.
pub(super) fn close(
    ctx: &mut Ctx<'_>,
    wires: &mut Wires,
    host: &mut Host,
    file: File,
) -> Attempt<()> {
    match file {
        File::Fresh { .. } | File::Datagrams(None) | File::Echoes(None) => Attempt::Done(()),
        File::Listener(id) | File::Connection(id) => host.finish(ctx, wires, id, tcp::Call::Close),
        File::Datagrams(Some(id)) => {
            host.close_datagrams(ctx, id);
            Attempt::Done(())
        }
        File::Echoes(Some(id)) => {
            host.close_echoes(ctx, id);
            Attempt::Done(())
        }
    }
}

fn received(ctx: &mut Ctx<'_>, letter: Letter) -> Step {
    let data = ctx.trace.add_bytes(&letter.data);
    let datagram = ctx.trace.add_datagram(Datagram { peer: SocketAddr::V4(letter.from), data });
    let result = CallResult::ReceivedFrom { datagram, cut: letter.cut };
    Step::Return(result, Returned::Letter(letter))
}

fn answered(ctx: &mut Ctx<'_>, answer: Answer) -> Step {
    let data = ctx.trace.add_bytes(&answer.data);
    let peer = SocketAddr::new(IpAddr::V4(answer.from), 0);
    let datagram = ctx.trace.add_datagram(Datagram { peer, data });
    let Answer { kind, code, ttl, seq, after, .. } = answer;
    let result = CallResult::Echoed { datagram, kind, code, ttl, seq, after };
    Step::Return(result, Returned::Answer(answer))
}

fn sent_bytes(bytes: usize) -> Step {
    let result = CallResult::Sent { bytes: u32::try_from(bytes).unwrap_or(u32::MAX) };
    Step::Return(result, Returned::Sent(bytes))
}

fn settled(attempt: &Attempt<()>) -> Step {
    match attempt {
        Attempt::Done(()) => Step::done(),
        Attempt::Wait => Step::Block(None),
        Attempt::Failed(error) => Step::failed(*error),
    }
}

/// What ends a connection never blocks.
fn finished(attempt: &Attempt<()>) -> Step {
    match attempt {
        Attempt::Done(()) | Attempt::Wait => Step::done(),
        Attempt::Failed(error) => Step::failed(*error),
    }
}

/// In whole milliseconds, rounded up.
fn millis(duration: Duration) -> i32 {
    i32::try_from(duration.as_nanos().div_ceil(1_000_000)).unwrap_or(i32::MAX)
}

/// What `ping` fills its requests with: letters, as far as they go, again and again.
pub(crate) fn echo_data(size: u16) -> Vec<u8> {
    (b'a'..=b'w').cycle().take(usize::from(size)).collect()
}
