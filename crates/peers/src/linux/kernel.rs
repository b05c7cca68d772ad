//! The kernel's side: ordinary sockets, never blocking, and the application on one.

use super::namespace::{KERNELS_ADDRESS, OUR_ADDRESS};
use crate::host::Progress;
use anyhow::{Context, Result};
use nix::errno::Errno;
use socket2::{Domain, Socket, TcpKeepalive, Type};
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::net::{Shutdown, SocketAddr};
use std::time::Duration;
use wireglass_core::time::Instant;

/// How the kernel ended a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ended {
    /// `ECONNREFUSED`.
    Refused,
    /// `ECONNRESET` or `EPIPE`.
    Reset,
    /// Something else.
    Otherwise(ErrorKind),
}

impl From<io::Error> for Ended {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::ConnectionRefused => Self::Refused,
            ErrorKind::ConnectionReset | ErrorKind::BrokenPipe => Self::Reset,
            other => Self::Otherwise(other),
        }
    }
}

/// What the kernel's end does.
#[derive(Debug)]
pub(super) struct Kernel {
    listener: Option<Socket>,
    stream: Option<Socket>,
    /// The application on the stream.
    pub(super) application: Option<Progress>,
    /// The stream has been open: what there is can be read, even when both ends have closed.
    opened: bool,
    /// How the connection ended, if badly.
    pub(super) ended: Option<Ended>,
    /// Options for sockets still to be made.
    receive_buffer: Option<usize>,
}

impl Kernel {
    /// A kernel without a socket.
    pub(super) const fn idle() -> Self {
        Self {
            listener: None,
            stream: None,
            application: None,
            opened: false,
            ended: None,
            receive_buffer: None,
        }
    }

    /// Sockets made from now on have a receive buffer of about so many bytes.
    pub(super) const fn small_buffer(&mut self, bytes: usize) {
        self.receive_buffer = Some(bytes);
    }

    fn socket(&self, port: u16) -> Result<Socket> {
        let socket = Socket::new(Domain::IPV4, Type::STREAM, None)?;
        socket.set_nonblocking(true)?;
        socket.set_reuse_address(true)?;
        // Small segments go out as they are written, so that a case can count on them.
        socket.set_tcp_nodelay(true)?;
        if let Some(bytes) = self.receive_buffer {
            socket.set_recv_buffer_size(bytes)?;
        }
        socket.bind(&SocketAddr::from((KERNELS_ADDRESS, port)).into())?;
        Ok(socket)
    }

    /// Listens at `port`.
    pub(super) fn listen(&mut self, port: u16) -> Result<()> {
        let socket = self.socket(port)?;
        socket.listen(1)?;
        self.listener = Some(socket);
        Ok(())
    }

    /// Connects from `port` to our `to`, without waiting for the outcome.
    pub(super) fn connect(&mut self, port: u16, to: u16) -> Result<()> {
        let socket = self.socket(port)?;
        match socket.connect(&SocketAddr::from((OUR_ADDRESS, to)).into()) {
            Err(error) if error.raw_os_error() != Some(Errno::EINPROGRESS as i32) => {
                return Err(error).context("connect");
            }
            _ => self.stream = Some(socket),
        }
        Ok(())
    }

    /// The connection's socket, once there is one.
    fn stream(&self) -> Result<&Socket> {
        self.stream.as_ref().context("the kernel has no connection")
    }

    /// The application closes its socket, whatever is unread or unsent.
    pub(super) fn close(&mut self) {
        self.stream = None;
        self.application = None;
        self.opened = false;
    }

    /// It sends no more.
    pub(super) fn shut_down(&mut self) -> Result<()> {
        Ok(self.stream()?.shutdown(Shutdown::Write)?)
    }

    /// It closes with a reset (`SO_LINGER` with no time).
    pub(super) fn reset(&mut self) -> Result<()> {
        self.stream()?.set_linger(Some(Duration::ZERO))?;
        self.close();
        Ok(())
    }

    /// It sends one byte as urgent.
    pub(super) fn urgent(&self, byte: u8) -> Result<()> {
        self.stream()?.send_out_of_band(&[byte])?;
        Ok(())
    }

    /// It writes these bytes, which fit.
    pub(super) fn write(&self, bytes: &[u8]) -> Result<()> {
        let mut stream = self.stream()?;
        stream.write_all(bytes)?;
        Ok(())
    }

    /// It asks after an idle second whether we are there, and every second again.
    pub(super) fn keep_alive(&self) -> Result<()> {
        let second = Duration::from_secs(1);
        let probes = TcpKeepalive::new().with_time(second).with_interval(second).with_retries(2);
        Ok(self.stream()?.set_tcp_keepalive(&probes)?)
    }

    /// Whether its connection has been opened.
    pub(super) const fn connected(&self) -> bool {
        self.opened
    }

    /// Whether the application has done everything it had to do.
    pub(super) fn done(&self) -> bool {
        let application = self.application.as_ref();
        application.is_none_or(|application| {
            application.finished && application.written == application.to_write
        })
    }

    /// Does what can be done now.
    pub(super) fn run(&mut self, now: Instant) -> Result<()> {
        if self.stream.is_none()
            && let Some(listener) = &self.listener
            && let Ok((stream, _)) = listener.accept()
        {
            stream.set_nonblocking(true)?;
            stream.set_tcp_nodelay(true)?;
            self.stream = Some(stream);
            // It serves one caller.
            self.listener = None;
        }
        let Some(stream) = &self.stream else { return Ok(()) };
        if let Some(error) = stream.take_error()? {
            self.ended.get_or_insert(error.into());
        }
        self.opened |= stream.peer_addr().is_ok();
        if !self.opened {
            return Ok(());
        }
        let result = self.application.as_mut().map(|application| run(now, stream, application));
        if let Some(Err(error)) = result {
            self.ended.get_or_insert(error.into());
            self.application = None;
        }
        Ok(())
    }
}

fn run(now: Instant, mut stream: &Socket, application: &mut Progress) -> io::Result<()> {
    while application.written < application.to_write {
        match stream.write(&application.next_bytes()) {
            Ok(count) => application.written += count as u64,
            Err(error) if error.kind() == ErrorKind::WouldBlock => break,
            Err(error) => return Err(error),
        }
    }
    while let Some(max) = application.wants_to_read(now) {
        let mut buffer = vec![0; max.min(65_536)];
        match stream.read(&mut buffer) {
            Ok(count) => application.took(now, buffer.get(..count).unwrap_or(&[])),
            Err(error) if error.kind() == ErrorKind::WouldBlock => break,
            Err(error) => return Err(error),
        }
    }
    if application.wants_to_close() {
        stream.shutdown(Shutdown::Write)?;
        application.closed = true;
    }
    Ok(())
}
