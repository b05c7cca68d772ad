//! The system calls a script may make.

use super::failure::Mismatch;
use super::host::{Host, Kind, PASSIVE_PORT, Socket};
use crate::script::{Call, Value};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use wireglass_core::tcp::{
    Call as TcpCall, CallError, CallOk, ConnectionError, Endpoint, ListenLog, Listener, Log, State,
    Variable,
};
use wireglass_core::time::{Duration, Instant};

/// `O_RDWR` and `O_NONBLOCK` as FreeBSD numbers them.
const O_RDWR: i64 = 2;
const O_NONBLOCK: i64 = 4;

/// How a call went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It returned this.
    Value(i64),
    /// It failed with this error.
    Error(&'static str),
    /// It waits.
    Blocks,
}

pub(super) type Done = Result<Outcome, Mismatch>;

/// What a pending call has done already.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Progress {
    /// The SYN of `connect` is out.
    connecting: bool,
    /// Bytes that `send` has handed over.
    written: usize,
    /// When `poll` gives up, if it is to.
    gives_up: Option<Instant>,
}

impl Progress {
    /// When the call returns whatever happens.
    pub(super) fn wakes(&self) -> Option<Instant> {
        self.gives_up
    }
}

/// The numbers by which calls know what they are given.
fn integer(call: &Call, at: usize) -> Result<i64, Mismatch> {
    match call.args.get(at) {
        Some(Value::Int(number)) => Ok(*number),
        _ => Err(Mismatch::unsupported(format!("argument {} of {}", at + 1, call.name))),
    }
}

fn length(call: &Call, at: usize) -> Result<usize, Mismatch> {
    usize::try_from(integer(call, at)?)
        .map_err(|_| Mismatch::unsupported(format!("a negative length for {}", call.name)))
}

/// The names among a value's flags; `None` if it is something else.
fn symbols(value: &Value) -> Option<Vec<&str>> {
    match value {
        Value::Symbol(name) => Some(vec![name]),
        Value::Int(0) => Some(Vec::new()),
        Value::Flags(all) => {
            let all: Option<Vec<_>> = all.iter().map(symbols).collect();
            all.map(|all| all.concat())
        }
        _ => None,
    }
}

/// The same of a field that need not be there.
fn symbols_of(field: Option<&(String, Value)>) -> Option<Vec<&str>> {
    field.map_or(Some(Vec::new()), |(_, value)| symbols(value))
}

/// The names among an argument's flags.
fn names(call: &Call, at: usize) -> Result<Vec<&str>, Mismatch> {
    call.args
        .get(at)
        .map_or(Some(Vec::new()), symbols)
        .ok_or_else(|| Mismatch::unsupported(format!("argument {} of {}", at + 1, call.name)))
}

/// The bytes of an I/O vector: `[{..., 1000}, {..., 400}]`.
fn vector(call: &Call, value: Option<&Value>) -> Result<usize, Mismatch> {
    let unknown = || Mismatch::unsupported(format!("such an I/O vector for {}", call.name));
    let Some(Value::Array(entries)) = value else { return Err(unknown()) };
    let mut bytes = 0_usize;
    for entry in entries {
        let Value::Struct(fields) = entry else { return Err(unknown()) };
        let Some((_, Value::Int(len))) = fields.last() else { return Err(unknown()) };
        bytes = bytes.saturating_add(usize::try_from(*len).map_err(|_| unknown())?);
    }
    Ok(bytes)
}

/// An address as C writes it: `{sa_family = AF_INET, sin_port = htons(80), sin_addr =
/// inet_addr("192.0.2.1")}`.
fn address(call: &Call, fields: &[(String, Value)]) -> Result<SocketAddr, Mismatch> {
    let unknown = || Mismatch::unsupported(format!("such an address for {}", call.name));
    let argument = |names: [&str; 2], function: &str| {
        fields.iter().find_map(|(name, value)| match value {
            Value::Function(by, values) if names.contains(&name.as_str()) && by == function => {
                values.first()
            }
            _ => None,
        })
    };
    let port = match argument(["sin_port", "sin6_port"], "htons") {
        Some(Value::Int(port)) => u16::try_from(*port).map_err(|_| unknown())?,
        _ => return Err(unknown()),
    };
    match argument(["sin_addr", "sin6_addr"], "inet_addr") {
        Some(Value::Text(ip)) => Ok(SocketAddr::new(ip.parse().map_err(|_| unknown())?, port)),
        _ => Err(unknown()),
    }
}

/// The bytes of a message: those of its `msg_iov`.
fn message(call: &Call) -> Result<usize, Mismatch> {
    match call.args.get(1) {
        Some(Value::Struct(fields)) => {
            let field = fields.iter().find(|(name, _)| name == "msg_iov");
            vector(call, field.map(|(_, value)| value))
        }
        _ => Err(Mismatch::unsupported(format!("such a message for {}", call.name))),
    }
}

/// The name of an argument, such as `SO_ERROR`.
pub(super) fn symbol(call: &Call, at: usize) -> Result<&str, Mismatch> {
    match names(call, at)?.as_slice() {
        [name] => Ok(name),
        _ => Err(Mismatch::unsupported(format!("argument {} of {}", at + 1, call.name))),
    }
}

pub(super) fn errno(error: ConnectionError) -> &'static str {
    match error {
        ConnectionError::Refused => "ECONNREFUSED",
        ConnectionError::Reset => "ECONNRESET",
        ConnectionError::TimedOut => "ETIMEDOUT",
        ConnectionError::Aborted => "ECONNABORTED",
        ConnectionError::Unreachable => "EHOSTUNREACH",
    }
}

impl Host {
    /// Makes a call, or goes on with one that waits.
    pub(super) fn call(&mut self, now: Instant, call: &Call, progress: &mut Progress) -> Done {
        self.now = now;
        let done = match call.name.as_str() {
            "socket" => self.call_socket(call),
            "bind" => self.call_bind(call),
            "listen" => self.call_listen(call),
            "accept" | "accept4" => self.call_accept(call),
            "connect" => self.call_connect(now, call, progress),
            "read" | "recv" | "recvfrom" => {
                let (max, flags) = (length(call, 2)?, names(call, 3)?);
                self.call_receive(now, call, max, &flags)
            }
            "write" | "send" | "sendto" => {
                let (len, flags) = (length(call, 2)?, names(call, 3)?);
                self.call_send(now, call, len, &flags, progress)
            }
            // Where bytes come from and go to does not matter: an iovec is its length.
            "readv" => self.call_receive(now, call, vector(call, call.args.get(1))?, &[]),
            "writev" => self.call_send(now, call, vector(call, call.args.get(1))?, &[], progress),
            "recvmsg" => {
                let (max, flags) = (message(call)?, names(call, 2)?);
                self.call_receive(now, call, max, &flags)
            }
            "sendmsg" => {
                let (len, flags) = (message(call)?, names(call, 2)?);
                self.call_send(now, call, len, &flags, progress)
            }
            "poll" => self.call_poll(call, now, progress),
            "ioctl" => self.call_ioctl(call),
            "close" => self.call_close(now, call),
            "shutdown" => self.call_shutdown(now, call),
            "fcntl" => self.call_fcntl(call),
            "getsockopt" => self.call_getsockopt(call),
            "setsockopt" => self.call_setsockopt(call),
            name => Err(Mismatch::unsupported(format!("the system call {name}"))),
        }?;
        self.flush(now);
        Ok(done)
    }

    pub(super) fn socket_of(&mut self, call: &Call) -> Result<(i64, &mut Socket), Mismatch> {
        let fd = integer(call, 0)?;
        match self.sockets.get_mut(&fd) {
            Some(socket) => Ok((fd, socket)),
            None => Err(Mismatch::differs(format!("descriptor {fd}"), "a socket", "nothing open")),
        }
    }

    /// A script says itself which descriptor a socket gets; any that is free will do.
    fn fresh_fd(&self, call: &Call) -> Result<i64, Mismatch> {
        match call.result {
            Some(fd) if fd >= 0 && !self.sockets.contains_key(&fd) => Ok(fd),
            _ => Err(Mismatch::differs(call.name.clone(), "a new descriptor", "one in use")),
        }
    }

    fn call_socket(&mut self, call: &Call) -> Done {
        let mut nonblocking = false;
        for name in names(call, 1)? {
            match name {
                "SOCK_STREAM" | "SOCK_CLOEXEC" => {}
                "SOCK_NONBLOCK" => nonblocking = true,
                other => return Err(Mismatch::unsupported(format!("a socket of type {other}"))),
            }
        }
        if !matches!(call.args.get(2), Some(Value::Int(0))) && symbol(call, 2)? != "IPPROTO_TCP" {
            return Err(Mismatch::unsupported("a socket of another protocol"));
        }
        let fd = self.fresh_fd(call)?;
        let socket = Socket { nonblocking, ..self.socket() };
        self.sockets.insert(fd, socket);
        Ok(Outcome::Value(fd))
    }

    fn call_bind(&mut self, call: &Call) -> Done {
        if call.args.get(1) != Some(&Value::Ellipsis) {
            return Err(Mismatch::unsupported("bind to an address of the script's own"));
        }
        let local = SocketAddr::new(self.ip, PASSIVE_PORT);
        let (_, socket) = self.socket_of(call)?;
        socket.local = Some(local);
        Ok(Outcome::Value(0))
    }

    fn call_listen(&mut self, call: &Call) -> Done {
        let backlog = i32::try_from(integer(call, 1)?).unwrap_or(i32::MAX);
        let listen = self.settings.listening(self.profile, backlog);
        // Any key will do: no script can know it.
        let secret = Some(*b"a listener's key");
        let mut log = ListenLog::new();
        let (_, socket) = self.socket_of(call)?;
        match (&mut socket.kind, socket.local) {
            (Kind::Listening(listener), _) => listener.set_config(listen),
            (kind @ Kind::Fresh, Some(local)) => {
                let listener =
                    Listener::new(socket.config.clone(), listen, local, secret, &mut log);
                *kind = Kind::Listening(Box::new(listener));
            }
            _ => return Ok(Outcome::Error("EINVAL")),
        }
        self.note_all(&log);
        Ok(Outcome::Value(0))
    }

    fn call_accept(&mut self, call: &Call) -> Done {
        let (_, socket) = self.socket_of(call)?;
        let (ip, nonblocking, config) = (socket.ip, socket.nonblocking, socket.config.clone());
        let (keep, abort_on_close) = (socket.keep, socket.abort_on_close);
        let Kind::Listening(listener) = &mut socket.kind else {
            return Ok(Outcome::Error("EINVAL"));
        };
        let Some(endpoint) = listener.accept() else {
            return Ok(if nonblocking { Outcome::Error("EAGAIN") } else { Outcome::Blocks });
        };
        let local = Some(endpoint.local());
        let fd = self.fresh_fd(call)?;
        let number = self.add_connection(endpoint, ip, fd);
        let kind = Kind::Connected(number);
        // BSD hands the listener's mode on; POSIX leaves it open. accept4 says it.
        let nonblocking = match call.name.as_str() {
            "accept4" => names(call, 3)?.contains(&"SOCK_NONBLOCK"),
            _ => nonblocking,
        };
        let remembered = BTreeMap::new();
        let socket =
            Socket { kind, config, local, nonblocking, ip, keep, abort_on_close, remembered };
        self.sockets.insert(fd, socket);
        Ok(Outcome::Value(fd))
    }

    /// Waits until what a script says of one of the descriptors is so.
    fn call_poll(&mut self, call: &Call, now: Instant, progress: &mut Progress) -> Done {
        let Some(Value::Array(entries)) = call.args.first() else {
            return Err(Mismatch::unsupported("poll without descriptors"));
        };
        let timeout = integer(call, 2)?;
        let mut ready = 0;
        let mut shown = Vec::new();
        for entry in entries {
            let Value::Struct(fields) = entry else {
                return Err(Mismatch::unsupported("such a descriptor for poll"));
            };
            let field = |wanted: &str| fields.iter().find(|(name, _)| name == wanted);
            let Some((_, Value::Int(fd))) = field("fd") else {
                return Err(Mismatch::unsupported("poll without a descriptor"));
            };
            let unknown = || Mismatch::unsupported("such events for poll");
            let asked = symbols_of(field("events")).ok_or_else(unknown)?;
            let found: Vec<&str> = self
                .events(*fd)
                .into_iter()
                .filter(|event| asked.contains(event) || matches!(*event, "POLLHUP" | "POLLERR"))
                .collect();
            ready += i64::from(!found.is_empty());
            let mut wanted = symbols_of(field("revents")).ok_or_else(unknown)?;
            let mut got = found.clone();
            wanted.sort_unstable();
            got.sort_unstable();
            shown.push((wanted.join("|"), got.join("|")));
        }
        // Below zero it waits for ever.
        if let Ok(timeout) = u64::try_from(timeout) {
            progress.gives_up.get_or_insert(now + Duration::from_millis(timeout));
        }
        if ready == 0 && progress.gives_up.is_none_or(|at| now < at) {
            return Ok(Outcome::Blocks);
        }
        match shown.into_iter().find(|(wanted, got)| wanted != got) {
            Some((wanted, got)) => Err(Mismatch::differs("the events of poll", wanted, got)),
            None => Ok(Outcome::Value(ready)),
        }
    }

    /// What `poll` finds on a descriptor.
    fn events(&mut self, fd: i64) -> Vec<&'static str> {
        let mut events = Vec::new();
        if let Some(Socket { kind: Kind::Listening(listener), .. }) = self.sockets.get(&fd) {
            if listener.waiting().len() > 0 {
                events.push("POLLIN");
            }
            return events;
        }
        let Some(connection) = self.connection(fd) else { return vec!["POLLOUT", "POLLHUP"] };
        let endpoint = &connection.endpoint;
        let over = endpoint.state() == State::Closed;
        if endpoint.readable() > 0 || endpoint.peer_closed() || over {
            events.push("POLLIN");
        }
        if endpoint.writable() > 0 || over {
            events.push("POLLOUT");
        }
        if over {
            events.push("POLLHUP");
        }
        if endpoint.error().is_some() {
            events.push("POLLERR");
        }
        events
    }

    /// `FIONREAD` and its like: the number is the script's third argument.
    fn call_ioctl(&mut self, call: &Call) -> Done {
        let request = symbol(call, 1)?.to_owned();
        let (fd, socket) = self.socket_of(call)?;
        let given = match call.args.get(2) {
            Some(Value::Array(values)) => values.first().cloned(),
            other => other.cloned(),
        };
        if request == "FIONBIO" {
            socket.nonblocking = given != Some(Value::Int(0));
            return Ok(Outcome::Value(0));
        }
        let endpoint = self.connection(fd).map(|connection| &connection.endpoint);
        let queue = |variable| endpoint.and_then(|endpoint| endpoint.variable(variable));
        let got = match request.as_str() {
            "FIONREAD" | "SIOCINQ" => queue(Variable::ReceiveQueue),
            "FIONWRITE" | "SIOCOUTQ" | "TIOCOUTQ" => queue(Variable::SendQueue),
            other => return Err(Mismatch::unsupported(format!("ioctl {other}"))),
        };
        let got = i64::try_from(got.unwrap_or(0)).unwrap_or(i64::MAX);
        match given {
            Some(Value::Int(wanted)) if wanted != got => {
                Err(Mismatch::differs(request, wanted, got))
            }
            _ => Ok(Outcome::Value(0)),
        }
    }

    fn call_connect(&mut self, now: Instant, call: &Call, progress: &mut Progress) -> Done {
        let remote = match call.args.get(1) {
            Some(Value::Struct(fields)) => address(call, fields)?,
            _ => self.remote,
        };
        let (fd, socket) = self.socket_of(call)?;
        let nonblocking = socket.nonblocking;
        match socket.kind {
            Kind::Listening(_) => return Ok(Outcome::Error("EOPNOTSUPP")),
            Kind::Connected(number) if progress.connecting => {
                let Some(connection) = self.connections.get_mut(&number) else {
                    return Ok(Outcome::Error("ECONNRESET"));
                };
                return Ok(match connection.endpoint.state() {
                    State::SynSent | State::SynReceived => Outcome::Blocks,
                    State::Closed => match connection.endpoint.take_error() {
                        Some(error) => Outcome::Error(errno(error)),
                        None => Outcome::Error("ECONNRESET"),
                    },
                    _ => Outcome::Value(0),
                });
            }
            Kind::Connected(number) => {
                let state = self.connections.get(&number).map(|found| found.endpoint.state());
                return Ok(Outcome::Error(match state {
                    Some(State::SynSent | State::SynReceived) => "EALREADY",
                    _ => "EISCONN",
                }));
            }
            Kind::Fresh => {}
        }
        let (config, ip, bound) = (socket.config.clone(), socket.ip, socket.local);
        let local = match bound {
            Some(local) => local,
            None => SocketAddr::new(self.ip, self.ephemeral_port()),
        };
        let iss = self.iss();
        let mut endpoint = Endpoint::new(config, local);
        let mut log = Log::new();
        let opened = endpoint.handle_call(now, TcpCall::OpenActive { remote, iss }, &mut log);
        self.note(&log.0);
        if opened.is_err() {
            // Only an address that nobody can have is refused here, as Linux has it.
            return Ok(Outcome::Error("ENETUNREACH"));
        }
        let number = self.add_connection(endpoint, ip, fd);
        if let Some(socket) = self.sockets.get_mut(&fd) {
            socket.kind = Kind::Connected(number);
            socket.local = Some(local);
        }
        progress.connecting = true;
        Ok(if nonblocking { Outcome::Error("EINPROGRESS") } else { Outcome::Blocks })
    }

    /// Makes a call on a connection's endpoint.
    fn on_endpoint(
        &mut self,
        now: Instant,
        fd: i64,
        call: TcpCall<'_>,
    ) -> Option<Result<CallOk, CallError>> {
        let mut log = Log::new();
        let result = self.connection(fd)?.endpoint.handle_call(now, call, &mut log);
        self.note(&log.0);
        Some(result)
    }

    /// What an error of an endpoint is to a program.
    fn failure(&mut self, fd: i64, error: CallError, closing: &'static str) -> Outcome {
        let nonblocking = self.sockets.get(&fd).is_some_and(|socket| socket.nonblocking);
        match error {
            CallError::WouldBlock if nonblocking => Outcome::Error("EAGAIN"),
            CallError::WouldBlock => Outcome::Blocks,
            // The error was told; a connection that has ended is shut both ways.
            CallError::NotConnected if self.connection(fd).is_some_and(|it| it.opened) => {
                if closing == "EPIPE" { Outcome::Error(closing) } else { Outcome::Value(0) }
            }
            CallError::NotConnected => Outcome::Error("ENOTCONN"),
            CallError::AlreadyExists => Outcome::Error("EISCONN"),
            CallError::Closing => Outcome::Error(closing),
            CallError::Failed(error) => {
                // An error is reported once.
                if let Some(connection) = self.connection(fd) {
                    connection.endpoint.take_error();
                }
                Outcome::Error(errno(error))
            }
        }
    }

    fn call_receive(&mut self, now: Instant, call: &Call, max: usize, flags: &[&str]) -> Done {
        let mut peek = false;
        let mut dont_wait = false;
        for name in flags {
            match *name {
                "MSG_PEEK" => peek = true,
                "MSG_DONTWAIT" => dont_wait = true,
                "MSG_NOSIGNAL" => {}
                other => return Err(Mismatch::unsupported(format!("the flag {other}"))),
            }
        }
        let (fd, _) = self.socket_of(call)?;
        let Some(connection) = self.connection(fd) else {
            return Ok(Outcome::Error("ENOTCONN"));
        };
        if peek && connection.endpoint.readable() > 0 {
            let there = connection.endpoint.readable().min(max);
            return Ok(Outcome::Value(i64::try_from(there).unwrap_or(i64::MAX)));
        }
        let outcome = match self.on_endpoint(now, fd, TcpCall::Receive { max }) {
            Some(Ok(CallOk::Received(data))) => {
                Outcome::Value(i64::try_from(data.len()).unwrap_or(i64::MAX))
            }
            Some(Err(error)) => self.failure(fd, error, "ENOTCONN"),
            _ => Outcome::Error("ENOTCONN"),
        };
        Ok(match outcome {
            Outcome::Blocks if dont_wait => Outcome::Error("EAGAIN"),
            outcome => outcome,
        })
    }

    fn call_send(
        &mut self,
        now: Instant,
        call: &Call,
        len: usize,
        flags: &[&str],
        progress: &mut Progress,
    ) -> Done {
        /// No script sends more at once than this.
        const MAX: usize = 16 << 20;
        if len > MAX {
            return Err(Mismatch::unsupported("so much data in one call"));
        }
        let (mut dont_wait, mut urgent) = (false, false);
        for name in flags {
            match *name {
                "MSG_DONTWAIT" => dont_wait = true,
                "MSG_OOB" => urgent = true,
                // The end of a record means nothing to a stream.
                "MSG_NOSIGNAL" | "MSG_EOR" => {}
                other => return Err(Mismatch::unsupported(format!("the flag {other}"))),
            }
        }
        let (fd, socket) = self.socket_of(call)?;
        let waits = !socket.nonblocking && !dont_wait;
        let data = vec![0; len.saturating_sub(progress.written)];
        let value = |written| Outcome::Value(i64::try_from(written).unwrap_or(i64::MAX));
        let send = if urgent {
            TcpCall::SendUrgent { data: &data }
        } else {
            TcpCall::Send { data: &data, push: true }
        };
        Ok(match self.on_endpoint(now, fd, send) {
            Some(Ok(CallOk::Sent(taken))) => {
                progress.written += taken;
                if progress.written < len && waits {
                    Outcome::Blocks
                } else {
                    value(progress.written)
                }
            }
            Some(Err(CallError::WouldBlock)) if !waits && progress.written > 0 => {
                value(progress.written)
            }
            Some(Err(CallError::WouldBlock)) if dont_wait => Outcome::Error("EAGAIN"),
            Some(Err(error)) => self.failure(fd, error, "EPIPE"),
            _ => Outcome::Error("ENOTCONN"),
        })
    }

    fn call_close(&mut self, now: Instant, call: &Call) -> Done {
        let (fd, _) = self.socket_of(call)?;
        let Some(socket) = self.sockets.get(&fd) else { return Ok(Outcome::Error("EBADF")) };
        let abort = socket.abort_on_close;
        if matches!(socket.kind, Kind::Connected(_)) {
            let how = if abort { TcpCall::Abort } else { TcpCall::Close };
            // A connection that is over has nothing left to close.
            let _ = self.on_endpoint(now, fd, how);
            if let Some(connection) = self.connection(fd) {
                connection.owner = None;
            }
        }
        if let Some(socket) = self.sockets.remove(&fd)
            && let Kind::Listening(listener) = socket.kind
        {
            self.close_listener(now, *listener, socket.ip);
        }
        Ok(Outcome::Value(0))
    }

    fn call_shutdown(&mut self, now: Instant, call: &Call) -> Done {
        let how = symbol(call, 1)?;
        let (fd, _) = self.socket_of(call)?;
        let result = match how {
            "SHUT_WR" | "SHUT_RDWR" => self.on_endpoint(now, fd, TcpCall::ShutdownWrite),
            "SHUT_RD" => Some(Ok(CallOk::Done)),
            other => return Err(Mismatch::unsupported(format!("shutdown {other}"))),
        };
        Ok(match result {
            Some(Ok(_) | Err(CallError::Closing)) => Outcome::Value(0),
            Some(Err(error)) => self.failure(fd, error, "ENOTCONN"),
            None => Outcome::Error("ENOTCONN"),
        })
    }

    fn call_fcntl(&mut self, call: &Call) -> Done {
        let command = symbol(call, 1)?;
        let nonblocking = match call.args.get(2) {
            Some(Value::Int(number)) => number & O_NONBLOCK != 0,
            _ => names(call, 2)?.contains(&"O_NONBLOCK"),
        };
        let (_, socket) = self.socket_of(call)?;
        match command {
            "F_GETFL" => {
                let mode = if socket.nonblocking { O_NONBLOCK } else { 0 };
                Ok(Outcome::Value(O_RDWR | mode))
            }
            "F_SETFL" => {
                socket.nonblocking = nonblocking;
                Ok(Outcome::Value(0))
            }
            other => Err(Mismatch::unsupported(format!("fcntl {other}"))),
        }
    }
}
