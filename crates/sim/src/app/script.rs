//! A list of calls, made one after another. Calls on a connection mean the *present* one,
//! and what a call needs and nobody opened is opened for it, without a call.

use super::machine::{How, Machine, Moment, Next, Request, Returned};
use crate::scenario::{Op, Program, Run, Which};
use std::net::{Ipv4Addr, SocketAddrV4};
use std::sync::Arc;
use wireglass_trace::{Fd, Transport};

/// What is no descriptor.
const NONE: Fd = Fd(u8::MAX);

/// Most bytes one `recv()` of a `ReceiveAll` asks for.
const READ_SIZE: u32 = 65_536;

/// A list of calls, and where in it the program is.
#[derive(Clone, Debug)]
pub(crate) struct Script {
    program: Arc<Program>,
    /// The op it is at.
    at: usize,
    /// Bytes of the present op that are done: sent, or received.
    progress: usize,
    /// The present connection.
    connection: Option<Fd>,
    listener: Option<Fd>,
    /// What the next connection is made with.
    bound: u16,
    /// A descriptor that is bound and not connected yet.
    fresh: Option<Fd>,
    datagrams: Option<Fd>,
    /// What is to become its datagram socket.
    binding: Option<Fd>,
}

impl Script {
    pub(crate) fn new(program: Arc<Program>) -> Self {
        Self {
            program,
            at: 0,
            progress: 0,
            connection: None,
            listener: None,
            bound: 0,
            fresh: None,
            datagrams: None,
            binding: None,
        }
    }

    fn op(&self) -> Option<&Op> {
        match &self.program.run {
            Run::Calls(ops) => ops.get(self.at),
            Run::App(_) => None,
        }
    }

    /// Whether the op wants its call again.
    fn digest(&mut self, op: &Op, returned: &Returned, moment: &mut Moment<'_>) -> bool {
        match (op, returned) {
            (Op::BindDatagrams(_), Returned::Done) => {
                // The one before is no longer the program's.
                let old = std::mem::replace(&mut self.datagrams, self.binding.take());
                if let Some(fd) = old {
                    moment.files.discard(fd);
                }
                false
            }
            (Op::Send(data), Returned::Sent(bytes)) => {
                self.progress += bytes;
                self.progress < data.len() && *bytes > 0
            }
            (Op::ReceiveExactly(count), Returned::Bytes(bytes)) => {
                self.progress += bytes.len();
                self.progress < *count as usize
            }
            (Op::ReceiveAll, Returned::Bytes(_)) => true,
            (Op::Accept, Returned::Accepted(fd)) => {
                self.connection = Some(*fd);
                false
            }
            _ => false,
        }
    }

    /// The call of an op. What there is no descriptor for is called on none, and fails.
    fn request(&mut self, op: &Op, moment: &mut Moment<'_>) -> Request {
        let connection = self.connection.unwrap_or(NONE);
        match op {
            Op::Bind(port) => {
                self.bound = *port;
                let fd = moment.files.open(Transport::Tcp).unwrap_or(NONE);
                self.fresh = Some(fd);
                Request::Bind { fd, local: any(*port), interface: None }
            }
            Op::Listen(port) => {
                let fd = moment.files.open_bound(any(*port)).unwrap_or(NONE);
                self.listener = Some(fd);
                Request::Listen { fd }
            }
            Op::Accept => Request::Accept { fd: self.listener.unwrap_or(NONE) },
            Op::Connect(remote) => {
                let open = |moment: &mut Moment<'_>| moment.files.open_bound(any(self.bound));
                let fd = self.fresh.take().or_else(|| open(moment)).unwrap_or(NONE);
                self.connection = Some(fd);
                Request::Connect { fd, to: *remote, timeout: None }
            }
            Op::Send(data) => {
                let rest = data.get(self.progress..).unwrap_or_default();
                Request::Send { fd: connection, data: rest.to_vec() }
            }
            Op::Receive(max) => Request::Receive { fd: connection, max: *max },
            Op::ReceiveExactly(count) => {
                let got = u32::try_from(self.progress).unwrap_or(u32::MAX);
                Request::Receive { fd: connection, max: count.saturating_sub(got) }
            }
            Op::ReceiveAll => Request::Receive { fd: connection, max: READ_SIZE },
            Op::Shutdown => Request::Shutdown { fd: connection },
            Op::Close(Which::Connection) => Request::Close { fd: connection },
            Op::Close(Which::Listener) => {
                Request::Close { fd: self.listener.take().unwrap_or(NONE) }
            }
            Op::Abort => Request::Abort { fd: connection },
            Op::BindDatagrams(port) => {
                let fd = moment.files.open(Transport::Udp).unwrap_or(NONE);
                self.binding = Some(fd);
                Request::Bind { fd, local: any(*port), interface: None }
            }
            Op::SendTo(to, data) => {
                let open = || moment.files.open(Transport::Udp).unwrap_or(NONE);
                let fd = *self.datagrams.get_or_insert_with(open);
                let how = How { broadcast: true, ..How::default() };
                Request::SendTo { fd, to: *to, data: data.clone(), how }
            }
            Op::ReceiveFrom(max) => {
                Request::ReceiveFrom { fd: self.datagrams.unwrap_or(NONE), max: *max }
            }
            Op::Echo { to, ttl, size } => Request::Echo { to: *to, ttl: *ttl, size: *size },
            Op::Sleep(duration) => Request::Sleep(*duration),
            Op::Try(op) => self.request(op, moment),
        }
    }
}

impl Machine for Script {
    fn next(&mut self, returned: Returned, moment: &mut Moment<'_>) -> Next {
        if let Some(op) = self.op().cloned()
            && !matches!(returned, Returned::Nothing)
        {
            let (inner, trying) = match op {
                Op::Try(op) => (*op, true),
                op => (op, false),
            };
            if !self.digest(&inner, &returned, moment) {
                self.at += 1;
                self.progress = 0;
            }
            if matches!(returned, Returned::Failed(_)) && !trying {
                return Next::Exit(1);
            }
        }
        match self.op().cloned() {
            Some(op) => Next::Call(self.request(&op, moment)),
            None => Next::Rest,
        }
    }
}

/// A port of every address.
const fn any(port: u16) -> SocketAddrV4 {
    SocketAddrV4::new(Ipv4Addr::UNSPECIFIED, port)
}
