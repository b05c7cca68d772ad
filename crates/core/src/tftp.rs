//! TFTP: a file, one block at a time (RFC 1350; options RFC 2347 to 2349).
//!
//! A [`Transfer`] is one side of one transfer, at a UDP port of its own: the
//! *transfer identifier*. A client begins it with [`Transfer::read`] or
//! [`Transfer::write`]; a server with [`Server::handle_request`] for each request
//! that comes to port 69. Only one packet is ever on its way; whoever hears
//! nothing sends its last one again. [`Config::apprentice`] brings back the bug
//! of the first edition, in which a delayed ACK doubles every packet after it.

mod netascii;
mod server;

pub use server::{Server, ServerAction};

use crate::rules::Reason;
use crate::time::{Duration, Instant};
use crate::wire::tftp::{BLOCK_LEN, ErrorCode, Packet, Request, TftpOption};
use std::net::SocketAddr;

/// The timeouts that can be asked for, in seconds (RFC 2349).
const TIMEOUTS: std::ops::RangeInclusive<u64> = 1..=255;
/// How often the wait for an answer is doubled at most: beyond a minute nobody waits.
const MAX_DOUBLINGS: u8 = 6;

/// How a side behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Config {
    /// How long to wait before the last packet goes again; after that, each time twice as long.
    pub timeout: Duration,
    /// How many times it goes again.
    pub retries: u8,
    /// The block size to ask for, 8 to 65,464 bytes (RFC 2348); `None` asks for no options. With
    /// it goes the file's size, and a timeout of another length than usual (RFC 2349).
    pub block: Option<u16>,
    /// The largest file that is taken, in bytes.
    pub limit: u32,
    /// Whether an ACK that comes again is answered with a block: the Sorcerer's Apprentice
    /// (RFC 1123 §4.2.3.1).
    pub apprentice: bool,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(1),
            retries: 5,
            block: None,
            limit: 16 << 20,
            apprentice: false,
        }
    }
}

/// How far a transfer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// The request is sent.
    Requesting,
    /// Options are offered to the client.
    Negotiating,
    /// Blocks go.
    Running,
    /// All has come; the last ACK may have to go again.
    Lingering,
    /// All is over.
    Done,
    /// It was ended, or given up.
    Failed,
}

/// Something a transfer does, or notices.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Send this packet.
    Send {
        /// The packet.
        packet: Packet,
        /// To whom.
        to: SocketAddr,
        /// Why.
        reason: Reason,
    },
    /// The file has come.
    Received {
        /// The file.
        data: Vec<u8>,
        /// Why now.
        reason: Reason,
    },
    /// The file has arrived at the other side.
    Sent {
        /// Why that is known.
        reason: Reason,
    },
    /// The transfer is over, and did not succeed.
    Failed {
        /// Why.
        reason: Reason,
    },
    /// A rule decided something that nothing else shows.
    Applied(Reason),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Direction {
    Sending,
    Receiving,
}

/// One side of one transfer.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Transfer {
    config: Config,
    state: State,
    direction: Direction,
    ascii: bool,
    /// The whole file when sending, what has come when receiving: as on the wire.
    data: Vec<u8>,
    /// The block that was sent last, or has come last. The wire shows its low 16 bits.
    block: u32,
    block_len: usize,
    /// Where the request went.
    server: SocketAddr,
    /// The other side's address and port, once it has spoken.
    peer: Option<SocketAddr>,
    last: Packet,
    tries: u8,
    due: Option<Instant>,
}

impl Transfer {
    /// Asks `server` for a file.
    pub fn read(
        now: Instant,
        config: Config,
        server: SocketAddr,
        file: &[u8],
        mode: &[u8],
        out: &mut Vec<Action>,
    ) -> Self {
        let request = request(&config, file, mode, 0);
        Self::begin(now, config, server, Direction::Receiving, Vec::new(), request, out)
    }

    /// Asks `server` to take a file.
    pub fn write(
        now: Instant,
        config: Config,
        server: SocketAddr,
        (file, mode): (&[u8], &[u8]),
        data: &[u8],
        out: &mut Vec<Action>,
    ) -> Self {
        let request = request(&config, file, mode, data.len());
        Self::begin(now, config, server, Direction::Sending, data.to_vec(), request, out)
    }

    fn begin(
        now: Instant,
        config: Config,
        server: SocketAddr,
        direction: Direction,
        data: Vec<u8>,
        request: Request,
        out: &mut Vec<Action>,
    ) -> Self {
        let ascii = is_ascii(&request.mode);
        let packet = match direction {
            Direction::Receiving => Packet::Read(request),
            Direction::Sending => Packet::Write(request),
        };
        let mut transfer = Self {
            config,
            state: State::Requesting,
            direction,
            ascii,
            data: if ascii { netascii::encode(&data) } else { data },
            block: 0,
            block_len: BLOCK_LEN,
            server,
            peer: None,
            last: packet.clone(),
            tries: 0,
            due: None,
        };
        transfer.send(now, packet, Reason::TftpRequest, out);
        transfer
    }

    /// How far it is.
    pub fn state(&self) -> State {
        self.state
    }

    /// The block that was sent last, or has come last.
    pub fn block(&self) -> u32 {
        self.block
    }

    /// Bytes of a block.
    pub fn block_len(&self) -> usize {
        self.block_len
    }

    /// The other side, once it has spoken.
    pub fn peer(&self) -> Option<SocketAddr> {
        self.peer
    }

    /// Bytes that have come, or are to be sent.
    pub fn len(&self) -> usize {
        self.data.len()
    }

    /// Whether there is nothing to send, or nothing has come.
    pub fn is_empty(&self) -> bool {
        self.data.is_empty()
    }

    /// Whether the port can be closed.
    pub fn is_over(&self) -> bool {
        matches!(self.state, State::Done | State::Failed)
    }

    /// A packet has come to this transfer's port.
    pub fn handle_packet(
        &mut self,
        now: Instant,
        from: SocketAddr,
        packet: &Packet,
        out: &mut Vec<Action>,
    ) {
        if self.is_over() {
            return;
        }
        // The first answer says which port the other side has chosen.
        let known = self.peer.map_or(from.ip() == self.server.ip(), |peer| peer == from);
        if !known {
            let reason = Reason::TftpWrongTransfer { port: from.port() };
            // An error is never answered by another.
            out.push(if matches!(packet, Packet::Error { .. }) {
                Action::Applied(reason)
            } else {
                let packet = error(ErrorCode::UnknownTransfer, "unknown transfer");
                Action::Send { packet, to: from, reason }
            });
            return;
        }
        self.peer = Some(from);
        match (self.direction, packet) {
            (_, Packet::Error { code, .. }) => {
                self.fail(Reason::TftpErrorHeard { code: code.number() }, out);
            }
            (_, Packet::OptionAck(options)) if self.state == State::Requesting => {
                self.options_agreed(now, options, out);
            }
            (Direction::Sending, Packet::Ack { block }) => self.acknowledged(now, *block, out),
            (Direction::Receiving, Packet::Data { block, data }) => {
                self.take(now, *block, data, out);
            }
            // The other side has not heard that options are settled.
            (_, Packet::OptionAck(_)) => {}
            _ => {
                let packet = error(ErrorCode::IllegalOperation, "illegal operation");
                out.push(Action::Send { packet, to: from, reason: Reason::TftpUnexpected });
                self.fail(Reason::TftpUnexpected, out);
            }
        }
    }

    fn options_agreed(&mut self, now: Instant, options: &[TftpOption], out: &mut Vec<Action>) {
        let asked = self.config.block.map_or(0, usize::from);
        let number = |name| TftpOption::find(options, name).and_then(TftpOption::as_number);
        let size = number("blksize").and_then(|size| usize::try_from(size).ok());
        // The server takes the time it was asked for, or says nothing of it (RFC 2349).
        let other = number("timeout").is_some_and(|secs| Some(secs) != timeout_asked(&self.config));
        match size {
            Some(size) if (8..=asked).contains(&size) && !other => self.block_len = size,
            None if !other => {}
            _ => {
                // More than was asked for (RFC 2348).
                let packet = error(ErrorCode::OptionRefused, "not asked for");
                self.send(now, packet, Reason::TftpUnexpected, out);
                return self.fail(Reason::TftpUnexpected, out);
            }
        }
        let reason = Reason::TftpOptionsAgreed { block: to_u32(self.block_len) };
        self.state = State::Running;
        match self.direction {
            Direction::Receiving => self.send(now, Packet::Ack { block: 0 }, reason, out),
            Direction::Sending => {
                out.push(Action::Applied(reason));
                self.send_block(now, 1, out);
            }
        }
    }

    fn acknowledged(&mut self, now: Instant, number: u16, out: &mut Vec<Action>) {
        if number == wire_number(self.block) {
            self.state = State::Running;
            if self.block > 0 && self.block_at(self.block).len() < self.block_len {
                self.state = State::Done;
                self.due = None;
                let reason = Reason::TftpSent { bytes: to_u32(self.data.len()) };
                return out.push(Action::Sent { reason });
            }
            return self.send_block(now, self.block.saturating_add(1), out);
        }
        let block = u32::from(number);
        if self.config.apprentice && number == wire_number(self.block.wrapping_sub(1)) {
            let reason = Reason::TftpApprentice { block: self.block };
            return self.send(now, self.last.clone(), reason, out);
        }
        out.push(Action::Applied(Reason::TftpAckAgain { block }));
    }

    fn block_at(&self, block: u32) -> &[u8] {
        let start = (block as usize).saturating_sub(1).saturating_mul(self.block_len);
        let rest = self.data.get(start..).unwrap_or(&[]);
        rest.get(..self.block_len).unwrap_or(rest)
    }

    fn send_block(&mut self, now: Instant, block: u32, out: &mut Vec<Action>) {
        self.block = block;
        self.tries = 0;
        let data = self.block_at(block).to_vec();
        let bytes = to_u32(data.len());
        let reason = if data.len() < self.block_len {
            Reason::TftpLastBlock { block, bytes }
        } else {
            Reason::TftpNextBlock { block, bytes }
        };
        self.send(now, Packet::Data { block: wire_number(block), data }, reason, out);
    }

    fn take(&mut self, now: Instant, number: u16, data: &[u8], out: &mut Vec<Action>) {
        let next = self.block.saturating_add(1);
        if number == wire_number(self.block) && self.block > 0 {
            let (packet, reason) =
                (Packet::Ack { block: number }, Reason::TftpBlockAgain { block: self.block });
            return self.send(now, packet, reason, out);
        }
        if number != wire_number(next) || self.state == State::Lingering {
            return;
        }
        if data.len() > self.block_len {
            let packet = error(ErrorCode::IllegalOperation, "block too large");
            self.send(now, packet, Reason::TftpUnexpected, out);
            return self.fail(Reason::TftpUnexpected, out);
        }
        let limit = self.config.limit;
        if self.data.len() + data.len() > limit as usize {
            let packet = error(ErrorCode::DiskFull, "too large");
            self.send(now, packet, Reason::TftpTooLarge { limit }, out);
            return self.fail(Reason::TftpTooLarge { limit }, out);
        }
        self.state = State::Running;
        self.block = next;
        self.tries = 0;
        self.data.extend_from_slice(data);
        let reason = Reason::TftpBlockTaken { block: next };
        self.send(now, Packet::Ack { block: number }, reason, out);
        if data.len() < self.block_len {
            self.state = State::Lingering;
            let file = if self.ascii { netascii::decode(&self.data) } else { self.data.clone() };
            let reason = Reason::TftpReceived { bytes: to_u32(file.len()) };
            out.push(Action::Received { data: file, reason });
        }
    }

    fn send(&mut self, now: Instant, packet: Packet, reason: Reason, out: &mut Vec<Action>) {
        let to = self.peer.unwrap_or(self.server);
        self.last = packet.clone();
        // RFC 1123 §4.2.3.2: each time that nothing comes, wait twice as long.
        let factor = 1 << self.tries.min(MAX_DOUBLINGS);
        self.due = Some(now + self.config.timeout.times(factor));
        out.push(Action::Send { packet, to, reason });
    }

    fn fail(&mut self, reason: Reason, out: &mut Vec<Action>) {
        // All there was to receive has come: who ends now ends too late.
        if self.state == State::Lingering {
            self.state = State::Done;
        } else {
            self.state = State::Failed;
            out.push(Action::Failed { reason });
        }
        self.due = None;
    }

    /// When [`Transfer::handle_timeout`] has something to do next.
    pub fn next_timeout(&self) -> Option<Instant> {
        self.due
    }

    /// Does what is due.
    pub fn handle_timeout(&mut self, now: Instant, out: &mut Vec<Action>) {
        if self.due.is_none_or(|due| now < due) {
            return;
        }
        if self.state == State::Lingering {
            // The other side would have sent its block again by now, several times.
            self.tries = self.tries.saturating_add(1);
            let over = self.tries > self.config.retries;
            self.due = (!over).then_some(now + self.config.timeout);
            if over {
                self.state = State::Done;
            }
            return;
        }
        let tries = self.tries;
        if tries >= self.config.retries {
            return self.fail(Reason::TftpGiveUp { tries }, out);
        }
        self.tries = tries.saturating_add(1);
        let reason = Reason::TftpSendAgain { tries: self.tries };
        self.send(now, self.last.clone(), reason, out);
    }
}

fn request(config: &Config, file: &[u8], mode: &[u8], size: usize) -> Request {
    let options = config.block.map(|block| {
        let size = u64::try_from(size).unwrap_or(0);
        let timeout = timeout_asked(config).map(|secs| TftpOption::number("timeout", secs));
        let options =
            [TftpOption::number("blksize", block.into()), TftpOption::number("tsize", size)];
        options.into_iter().chain(timeout).collect()
    });
    Request { file: file.to_vec(), mode: mode.to_vec(), options: options.unwrap_or_default() }
}

/// The timeout that the server is asked to have, too: in whole seconds, and only where it is not
/// what servers have anyway (RFC 2349).
fn timeout_asked(config: &Config) -> Option<u64> {
    let secs = config.timeout.as_secs();
    let unusual = config.timeout != Config::default().timeout;
    let whole = config.timeout == Duration::from_secs(secs);
    (config.block.is_some() && unusual && whole && TIMEOUTS.contains(&secs)).then_some(secs)
}

fn is_ascii(mode: &[u8]) -> bool {
    mode.eq_ignore_ascii_case(b"netascii")
}

fn error(code: ErrorCode, message: &str) -> Packet {
    Packet::Error { code, message: message.as_bytes().to_vec() }
}

/// Block numbers have 16 bits, and go on with 0 after 65,535.
fn wire_number(block: u32) -> u16 {
    let [_, _, high, low] = block.to_be_bytes();
    u16::from_be_bytes([high, low])
}

/// No file is larger than a `u32` says: see [`Config::limit`].
fn to_u32(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
