//! What programs ask of a host's sockets.

use super::tcp::Polling;
use super::{Host, errno_of};
use crate::network::Wires;
use crate::socket::Sock;
use crate::world::Ctx;
use std::net::{IpAddr, SocketAddr};
use wireglass_core::rules::Reason;
use wireglass_core::tcp::{Call, CallError, CallOk, Endpoint, Log, State};
use wireglass_trace::{Errno, EventId, SocketId, What};

/// What a call on a socket led to.
pub(crate) enum Attempt<T> {
    /// It is done.
    Done(T),
    /// Not yet.
    Wait,
    /// It failed.
    Failed(Errno),
}

/// Whether a call would return at once.
#[derive(Clone, Copy)]
pub(crate) enum Ready {
    /// It would block.
    No,
    /// It would not, since this event where it is known.
    Since(Option<EventId>),
}

impl Ready {
    pub(crate) fn when(ready: bool, since: Option<EventId>) -> Self {
        if ready { Self::Since(since) } else { Self::No }
    }
}

/// Calls.
impl Host {
    pub(crate) fn sock(&self, id: SocketId) -> Option<&Sock> {
        self.sockets.get(&id)
    }

    /// `listen()`.
    pub(crate) fn listen(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        port: u16,
    ) -> Attempt<SocketId> {
        let local = SocketAddr::new(IpAddr::V4(self.address()), port);
        if let Some(holder) = self.find_listener(local) {
            let state = State::Listen;
            self.note(ctx, holder, Reason::AddressInUse { port, state });
            return Attempt::Failed(Errno::Eaddrinuse);
        }
        let endpoint = Endpoint::new(self.setup.tcp.clone(), local);
        let id = self.open(ctx, endpoint, None, None);
        match self.call(ctx, wires, id, Call::OpenPassive) {
            Ok(_) => Attempt::Done(id),
            Err(error) => refused(error),
        }
    }

    /// `accept()`.
    pub(crate) fn accept(&mut self, listener: SocketId) -> Attempt<SocketId> {
        match self.sockets.get_mut(&listener) {
            None => Attempt::Failed(Errno::Einval),
            Some(sock) if sock.deleted => Attempt::Failed(Errno::Econnaborted),
            Some(sock) => sock.accept_queue.pop_front().map_or(Attempt::Wait, Attempt::Done),
        }
    }

    /// The first half of `connect()`: the socket, with its SYN on the way.
    pub(crate) fn connect(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        bound: Option<u16>,
        remote: SocketAddr,
    ) -> Attempt<SocketId> {
        let IpAddr::V4(dst) = remote.ip() else { return Attempt::Failed(Errno::Einval) };
        let Some(source) = self.source_for(dst) else {
            ctx.note(self.common.node, Reason::NoRoute { ip: dst });
            return Attempt::Failed(Errno::Enetunreach);
        };
        let address = IpAddr::V4(source);
        let port = bound.unwrap_or_else(|| self.free_port(address, remote));
        let local = SocketAddr::new(address, port);
        if let Some(holder) = self.find(local, remote) {
            let state = self.sockets.get(&holder).map_or(State::Closed, |s| s.endpoint.state());
            self.note(ctx, holder, Reason::AddressInUse { port, state });
            return Attempt::Failed(Errno::Eaddrinuse);
        }
        let iss = self.choose_iss(ctx.now, (local, remote));
        let endpoint = Endpoint::new(self.setup.tcp.clone(), local);
        let id = self.open(ctx, endpoint, Some(remote), None);
        match self.call(ctx, wires, id, Call::OpenActive { remote, iss }) {
            Ok(_) => Attempt::Done(id),
            Err(error) => refused(error),
        }
    }

    fn free_port(&mut self, address: IpAddr, remote: SocketAddr) -> u16 {
        for _ in 0..u16::MAX {
            let port = self.next_port;
            self.next_port = port.checked_add(1).unwrap_or(self.setup.ephemeral_port);
            if self.find(SocketAddr::new(address, port), remote).is_none() {
                return port;
            }
        }
        self.next_port
    }

    /// The second half of `connect()`: has the handshake ended?
    pub(crate) fn connected(&mut self, id: SocketId) -> Attempt<()> {
        let Some(sock) = self.sockets.get_mut(&id) else {
            return Attempt::Failed(Errno::Enotconn);
        };
        if sock.endpoint.state().is_synchronized() {
            return Attempt::Done(());
        }
        match sock.endpoint.take_error() {
            Some(error) => Attempt::Failed(errno_of(error)),
            None if sock.deleted => Attempt::Failed(Errno::Econnaborted),
            None => Attempt::Wait,
        }
    }

    /// `send()`: as much as the buffer takes.
    pub(crate) fn send(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        id: SocketId,
        data: &[u8],
    ) -> Attempt<usize> {
        match self.call(ctx, wires, id, Call::Send { data, push: true }) {
            Ok(CallOk::Sent(bytes)) => Attempt::Done(bytes),
            Ok(_) => Attempt::Done(0),
            // As Linux has it: who can send no more, or never could, has a broken pipe.
            Err(CallError::NotConnected) => Attempt::Failed(Errno::Epipe),
            Err(error) => refused(error),
        }
    }

    /// `recv()`: some bytes, or none at the end of the stream.
    pub(crate) fn receive_bytes(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        id: SocketId,
        max: usize,
    ) -> Attempt<Vec<u8>> {
        match self.call(ctx, wires, id, Call::Receive { max }) {
            Ok(CallOk::Received(bytes)) => Attempt::Done(bytes),
            Ok(_) => Attempt::Done(Vec::new()),
            Err(error) => refused(error),
        }
    }

    /// Whether `recv()` would return at once.
    pub(crate) fn readable(&self, id: SocketId) -> bool {
        self.sockets.get(&id).is_none_or(|sock| {
            let endpoint = &sock.endpoint;
            endpoint.readable() > 0
                || endpoint.peer_closed()
                || endpoint.error().is_some()
                || sock.deleted
        })
    }

    /// Whether `send()` would return at once.
    pub(crate) fn writable(&self, id: SocketId) -> bool {
        self.sockets.get(&id).is_none_or(|sock| {
            let endpoint = &sock.endpoint;
            let open = matches!(
                endpoint.state(),
                State::SynSent | State::SynReceived | State::Established | State::CloseWait
            );
            // What cannot be sent at all is refused at once.
            !open || endpoint.writable() > 0 || endpoint.error().is_some() || sock.deleted
        })
    }

    /// `shutdown(SHUT_WR)`, `close()`, or `close()` with a reset.
    pub(crate) fn finish(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        id: SocketId,
        call: Call<'_>,
    ) -> Attempt<()> {
        match self.call(ctx, wires, id, call) {
            Ok(_) => Attempt::Done(()),
            Err(error) => refused(error),
        }
    }

    /// The application closes every connection of the host: a what-if.
    pub(crate) fn close_all(&mut self, ctx: &mut Ctx<'_>, wires: &mut Wires, abort: bool) {
        let open: Vec<SocketId> = self.closable().collect();
        for id in open {
            // A connection that cannot be closed any more is as good as closed.
            let _ = self.call(ctx, wires, id, if abort { Call::Abort } else { Call::Close });
        }
    }

    /// Whether there is a connection that can be closed.
    pub(crate) fn can_close(&self) -> bool {
        self.closable().next().is_some()
    }

    fn closable(&self) -> impl Iterator<Item = SocketId> {
        self.alive()
            .filter(|sock| {
                !matches!(sock.endpoint.state(), State::Closed | State::Listen | State::TimeWait)
            })
            .map(|sock| sock.id)
    }

    fn call(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        id: SocketId,
        call: Call<'_>,
    ) -> Result<CallOk, CallError> {
        let sock = self.sockets.get_mut(&id).ok_or(CallError::NotConnected)?;
        if sock.deleted {
            // Nothing is left of it but the way it ended.
            return match sock.endpoint.take_error() {
                Some(error) => Err(CallError::Failed(error)),
                None => sock.endpoint.handle_call(ctx.now, call, &mut Log::new()),
            };
        }
        let mut log = Log::new();
        let result = sock.endpoint.handle_call(ctx.now, call, &mut log);
        self.drive(ctx, wires, id, &mut log, Polling::Always);
        result
    }

    fn note(&mut self, ctx: &mut Ctx<'_>, socket: SocketId, because: Reason) {
        ctx.push(self.common.node, What::Noted { socket: Some(socket) }, Some(because), None);
    }
}

/// What a program sees of a call that the endpoint did not do.
fn refused<T>(error: CallError) -> Attempt<T> {
    Attempt::Failed(match error {
        CallError::WouldBlock => return Attempt::Wait,
        CallError::NotConnected => Errno::Enotconn,
        CallError::AlreadyExists => Errno::Einval,
        CallError::Closing => Errno::Epipe,
        CallError::Failed(error) => errno_of(error),
    })
}
