//! The system calls a script may make.

use super::failure::Mismatch;
use super::host::{Host, Kind, PASSIVE_PORT, Socket};
use crate::script::{Call, Value};
use std::net::SocketAddr;
use wireglass_core::tcp::{
    Call as TcpCall, CallError, CallOk, ConnectionError, Endpoint, ListenConfig, ListenLog,
    Listener, Log, State,
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

type Done = Result<Outcome, Mismatch>;

/// What a pending call has done already.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Progress {
    /// The SYN of `connect` is out.
    connecting: bool,
    /// Bytes that `send` has handed over.
    written: usize,
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

/// The names among an argument's flags.
fn names(call: &Call, at: usize) -> Result<Vec<&str>, Mismatch> {
    fn add<'a>(value: &'a Value, out: &mut Vec<&'a str>) -> bool {
        match value {
            Value::Symbol(name) => out.push(name),
            Value::Int(0) => {}
            Value::Flags(all) => return all.iter().all(|value| add(value, out)),
            _ => return false,
        }
        true
    }
    let mut out = Vec::new();
    match call.args.get(at) {
        None => Ok(out),
        Some(value) if add(value, &mut out) => Ok(out),
        Some(_) => Err(Mismatch::unsupported(format!("argument {} of {}", at + 1, call.name))),
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
        let done = match call.name.as_str() {
            "socket" => self.call_socket(call),
            "bind" => self.call_bind(call),
            "listen" => self.call_listen(call),
            "accept" => self.call_accept(call),
            "connect" => self.call_connect(now, call, progress),
            "read" | "recv" | "recvfrom" => self.call_receive(now, call),
            "write" | "send" | "sendto" => self.call_send(now, call, progress),
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

    fn socket_of(&mut self, call: &Call) -> Result<(i64, &mut Socket), Mismatch> {
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
        match symbol(call, 1)? {
            "SOCK_STREAM" => {}
            other => return Err(Mismatch::unsupported(format!("a socket of type {other}"))),
        }
        if !matches!(call.args.get(2), Some(Value::Int(0))) && symbol(call, 2)? != "IPPROTO_TCP" {
            return Err(Mismatch::unsupported("a socket of another protocol"));
        }
        let fd = self.fresh_fd(call)?;
        let socket = self.socket();
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
        let listen = ListenConfig::new(self.profile, backlog);
        let mut log = ListenLog::new();
        let (_, socket) = self.socket_of(call)?;
        match (&mut socket.kind, socket.local) {
            (Kind::Listening(listener), _) => listener.set_config(listen),
            (kind @ Kind::Fresh, Some(local)) => {
                let listener = Listener::new(socket.config.clone(), listen, local, None, &mut log);
                *kind = Kind::Listening(Box::new(listener));
            }
            _ => return Ok(Outcome::Error("EINVAL")),
        }
        self.note_all(&log);
        Ok(Outcome::Value(0))
    }

    fn call_accept(&mut self, call: &Call) -> Done {
        let (_, socket) = self.socket_of(call)?;
        let (ttl, nonblocking, config) = (socket.ttl, socket.nonblocking, socket.config.clone());
        let (keep, abort_on_close) = (socket.keep, socket.abort_on_close);
        let Kind::Listening(listener) = &mut socket.kind else {
            return Ok(Outcome::Error("EINVAL"));
        };
        let Some(endpoint) = listener.accept() else {
            return Ok(if nonblocking { Outcome::Error("EAGAIN") } else { Outcome::Blocks });
        };
        let local = Some(endpoint.local());
        let fd = self.fresh_fd(call)?;
        let number = self.add_connection(endpoint, ttl, fd);
        let kind = Kind::Connected(number);
        // BSD hands the listener's mode on; POSIX leaves it open.
        let socket = Socket { kind, config, local, nonblocking, ttl, keep, abort_on_close };
        self.sockets.insert(fd, socket);
        Ok(Outcome::Value(fd))
    }

    fn call_connect(&mut self, now: Instant, call: &Call, progress: &mut Progress) -> Done {
        let remote = self.remote;
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
        let (config, ttl, bound) = (socket.config.clone(), socket.ttl, socket.local);
        let local = match bound {
            Some(local) => local,
            None => SocketAddr::new(self.ip, self.ephemeral_port()),
        };
        let iss = self.iss();
        let mut endpoint = Endpoint::new(config, local);
        let mut log = Log::new();
        endpoint
            .handle_call(now, TcpCall::OpenActive { remote, iss }, &mut log)
            .map_err(|error| Mismatch::differs("connect", "a SYN", error))?;
        self.note(&log.0);
        let number = self.add_connection(endpoint, ttl, fd);
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

    fn call_receive(&mut self, now: Instant, call: &Call) -> Done {
        let max = length(call, 2)?;
        let mut peek = false;
        let mut dont_wait = false;
        for name in names(call, 3)? {
            match name {
                "MSG_PEEK" => peek = true,
                "MSG_DONTWAIT" => dont_wait = true,
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

    fn call_send(&mut self, now: Instant, call: &Call, progress: &mut Progress) -> Done {
        /// No script sends more at once than this.
        const MAX: usize = 16 << 20;
        let len = length(call, 2)?;
        if len > MAX {
            return Err(Mismatch::unsupported("so much data in one call"));
        }
        let mut dont_wait = false;
        for name in names(call, 3)? {
            match name {
                "MSG_DONTWAIT" => dont_wait = true,
                "MSG_NOSIGNAL" => {}
                other => return Err(Mismatch::unsupported(format!("the flag {other}"))),
            }
        }
        let (fd, socket) = self.socket_of(call)?;
        let waits = !socket.nonblocking && !dont_wait;
        let data = vec![0; len.saturating_sub(progress.written)];
        let value = |written| Outcome::Value(i64::try_from(written).unwrap_or(i64::MAX));
        Ok(match self.on_endpoint(now, fd, TcpCall::Send { data: &data, push: true }) {
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
            self.close_listener(now, *listener, socket.ttl);
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

    /// The option's value is compared here: it is the script's third argument.
    fn call_getsockopt(&mut self, call: &Call) -> Done {
        let name = symbol(call, 2)?.to_owned();
        let (fd, socket) = self.socket_of(call)?;
        let (config, keep, ttl) = (socket.config.clone(), socket.keep, socket.ttl);
        let seconds = |time: Duration| time.as_secs().to_string();
        let endpoint = self.connection(fd).map(|connection| &mut connection.endpoint);
        let got = match name.as_str() {
            "SO_ERROR" => endpoint
                .and_then(Endpoint::take_error)
                .map_or_else(|| "0".to_owned(), |error| errno(error).to_owned()),
            "SO_RCVBUF" => endpoint
                .map_or(config.receive_buffer, |endpoint| endpoint.receive_capacity())
                .to_string(),
            "SO_SNDBUF" => config.send_buffer.to_string(),
            "TCP_NODELAY" => u8::from(!config.nagle).to_string(),
            "TCP_MAXSEG" => endpoint
                .and_then(|endpoint| endpoint.variable(wireglass_core::tcp::Variable::Mss))
                .unwrap_or(config.mss.into())
                .to_string(),
            "TCP_KEEPIDLE" => seconds(keep.idle),
            "TCP_KEEPINTVL" => seconds(keep.interval),
            "TCP_KEEPCNT" => keep.probes.to_string(),
            "TCP_KEEPINIT" if config.open_timeout.is_some() => {
                seconds(config.open_timeout.unwrap_or_default())
            }
            "SO_KEEPALIVE" => u8::from(config.keep_alive.is_some()).to_string(),
            "IP_TTL" => ttl.to_string(),
            other => return Err(Mismatch::unsupported(format!("getsockopt {other}"))),
        };
        let wanted = match call.args.get(3) {
            Some(Value::Array(values)) => match values.as_slice() {
                [Value::Int(number)] => number.to_string(),
                [Value::Symbol(name)] => name.clone(),
                [Value::Ellipsis] => got.clone(),
                _ => return Err(Mismatch::unsupported("such a value in getsockopt")),
            },
            Some(Value::Ellipsis) => got.clone(),
            _ => return Err(Mismatch::unsupported("such a value in getsockopt")),
        };
        if got == wanted {
            Ok(Outcome::Value(0))
        } else {
            Err(Mismatch::differs(name, wanted, got))
        }
    }

    fn call_setsockopt(&mut self, call: &Call) -> Done {
        let name = symbol(call, 2)?.to_owned();
        let given = match call.args.get(3) {
            Some(Value::Array(values)) if values.len() == 1 => &values[0],
            Some(other) => other,
            None => return Err(Mismatch::unsupported("setsockopt without a value")),
        };
        if name == "SO_LINGER" {
            let Value::Struct(fields) = given else {
                return Err(Mismatch::unsupported("such a value for SO_LINGER"));
            };
            let field = |names: [&str; 2]| {
                fields.iter().find(|(name, _)| names.contains(&name.as_str())).map(|(_, v)| v)
            };
            let on = field(["onoff", "l_onoff"]) != Some(&Value::Int(0));
            let zero = field(["linger", "l_linger"]) == Some(&Value::Int(0));
            if on && !zero {
                return Err(Mismatch::unsupported("lingering on close"));
            }
            self.socket_of(call)?.1.abort_on_close = on;
            return Ok(Outcome::Value(0));
        }
        let &Value::Int(number) = given else {
            return Err(Mismatch::unsupported(format!("such a value for {name}")));
        };
        let number32 = u32::try_from(number).unwrap_or(0);
        let (fd, socket) = self.socket_of(call)?;
        // Most options count only for endpoints made later.
        let made = !matches!(socket.kind, Kind::Fresh);
        let seconds = Duration::from_secs(number32.into());
        let config = &mut socket.config;
        match name.as_str() {
            // Addresses are always free here.
            "SO_REUSEADDR" | "SO_REUSEPORT" => return Ok(Outcome::Value(0)),
            "IP_TTL" => {
                let ttl = u8::try_from(number).unwrap_or(0);
                socket.ttl = ttl;
                if let Some(connection) = self.connection(fd) {
                    connection.ttl = ttl;
                }
                return Ok(Outcome::Value(0));
            }
            // What is not sent late because of Nagle is not sent late at all.
            "TCP_NODELAY" if !config.nagle && number != 0 => return Ok(Outcome::Value(0)),
            _ if made => {
                return Err(Mismatch::unsupported(format!("{name} on a socket in use")));
            }
            "TCP_NODELAY" => config.nagle = number == 0,
            "SO_RCVBUF" => config.receive_buffer = number32,
            "SO_SNDBUF" => config.send_buffer = number32,
            "TCP_MAXSEG" => config.mss = u16::try_from(number).unwrap_or(u16::MAX).max(1),
            "TCP_NOOPT" if number != 0 => {
                config.announce_mss = false;
                config.window_scale = None;
                config.timestamps = false;
                config.sack = false;
            }
            "SO_KEEPALIVE" => config.keep_alive = (number != 0).then_some(socket.keep),
            "TCP_KEEPIDLE" => socket.keep.idle = seconds,
            "TCP_KEEPINIT" => config.open_timeout = Some(seconds),
            "TCP_KEEPINTVL" => socket.keep.interval = seconds,
            "TCP_KEEPCNT" => socket.keep.probes = u8::try_from(number).unwrap_or(u8::MAX),
            other => return Err(Mismatch::unsupported(format!("setsockopt {other}"))),
        }
        if let Some(keep) = &mut socket.config.keep_alive {
            *keep = socket.keep;
        }
        Ok(Outcome::Value(0))
    }
}
