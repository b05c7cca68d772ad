//! Finding messages in a stream (RFC 9112 §2.2, §6.3, §7.1).

use super::grammar::{chunk_size, decimal, find, parse_head, parse_header};
use super::{Message, Start};
use crate::rules::Reason;
use std::collections::VecDeque;

/// How much a reader keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Limits {
    /// Bytes of a head.
    pub head: u32,
    /// Bytes of a body.
    pub body: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { head: 16 << 10, body: 16 << 20 }
    }
}

/// What of a message comes next.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum State {
    Head,
    /// As many bytes are missing.
    Length(usize),
    ChunkSize,
    /// As many bytes of a chunk are missing, and its line end.
    Chunk(usize),
    /// Lines after the last chunk.
    Trailer,
    UntilClose,
    /// Nothing more can be read.
    Broken,
}

/// Finds the messages of one direction of a connection.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Reader {
    limits: Limits,
    state: State,
    buffer: Vec<u8>,
    /// Bytes of the stream before those in the buffer.
    passed: u32,
    message: Option<Message>,
    /// The methods of requests whose responses are awaited; `None` reads requests.
    awaited: Option<VecDeque<Vec<u8>>>,
}

impl Reader {
    /// A server's: reads requests.
    pub fn requests(limits: Limits) -> Self {
        Self {
            limits,
            state: State::Head,
            buffer: Vec::new(),
            passed: 0,
            message: None,
            awaited: None,
        }
    }

    /// A client's: reads responses.
    pub fn responses(limits: Limits) -> Self {
        Self { awaited: Some(VecDeque::new()), ..Self::requests(limits) }
    }

    /// A client has sent a request: its response is told by what was asked for.
    pub fn expect(&mut self, method: &[u8]) {
        if let Some(awaited) = &mut self.awaited {
            awaited.push_back(method.to_vec());
        }
    }

    /// Bytes have come. Whole messages are put into `messages`.
    ///
    /// # Errors
    /// Why nothing more can be read: [`Reason::HttpBad`] or [`Reason::HttpTooLarge`].
    pub fn handle_bytes(
        &mut self,
        bytes: &[u8],
        messages: &mut Vec<Message>,
        log: &mut Vec<Reason>,
    ) -> Result<(), Reason> {
        self.buffer.extend_from_slice(bytes);
        let mut at = 0;
        let outcome = loop {
            match self.step(at, messages, log) {
                Ok(Some(used)) => at += used,
                Ok(None) => break Ok(()),
                Err(reason) => {
                    self.state = State::Broken;
                    break Err(reason);
                }
            }
        };
        self.buffer.drain(..at.min(self.buffer.len()));
        self.passed = self.passed.saturating_add(to_u32(at));
        outcome
    }

    /// The other side has closed the connection.
    ///
    /// # Errors
    /// [`Reason::HttpCutOff`] if that was in the middle of a message.
    pub fn handle_close(
        &mut self,
        messages: &mut Vec<Message>,
        log: &mut Vec<Reason>,
    ) -> Result<(), Reason> {
        match std::mem::replace(&mut self.state, State::Broken) {
            State::UntilClose => {
                self.finish(messages, log);
                self.state = State::Broken;
                Ok(())
            }
            State::Head if self.buffer.is_empty() => Ok(()),
            State::Broken => Ok(()),
            _ => {
                let bytes = self.passed.saturating_add(to_u32(self.buffer.len()));
                Err(Reason::HttpCutOff { bytes })
            }
        }
    }

    /// One step at `at` in the buffer: how many bytes it used; `None` waits for more.
    fn step(
        &mut self,
        at: usize,
        messages: &mut Vec<Message>,
        log: &mut Vec<Reason>,
    ) -> Result<Option<usize>, Reason> {
        let rest = self.buffer.get(at..).unwrap_or(&[]);
        let bad = Reason::HttpBad { at: self.passed.saturating_add(to_u32(at)) };
        let head_limit = self.limits.head as usize;
        match self.state {
            State::Broken => Ok(None),
            State::Head => {
                // Empty lines before a request do not count.
                if self.message.is_none() && rest.starts_with(b"\r\n") && self.awaited.is_none() {
                    return Ok(Some(2));
                }
                let Some(end) = find(rest, b"\r\n\r\n") else {
                    let limit = self.limits.head;
                    let large = rest.len() > head_limit;
                    return if large { Err(Reason::HttpTooLarge { limit }) } else { Ok(None) };
                };
                if end > head_limit {
                    return Err(Reason::HttpTooLarge { limit: self.limits.head });
                }
                let message = rest.get(..end).and_then(parse_head).ok_or(bad)?;
                let is_response = matches!(message.start, Start::Response { .. });
                if is_response != self.awaited.is_some() {
                    return Err(bad);
                }
                log.push(Reason::HttpHead { bytes: to_u32(end + 4) });
                self.begin_body(message, bad, messages, log)?;
                Ok(Some(end + 4))
            }
            State::Length(missing) | State::Chunk(missing) => {
                let chunk = matches!(self.state, State::Chunk(_));
                let take = missing.min(rest.len());
                if missing > 0 {
                    let piece = rest.get(..take).unwrap_or(&[]).to_vec();
                    self.append(&piece)?;
                    let left = missing - take;
                    self.state = if chunk { State::Chunk(left) } else { State::Length(left) };
                    if left == 0 && !chunk {
                        self.finish(messages, log);
                    }
                    return Ok((take > 0).then_some(take));
                }
                match rest {
                    [b'\r', b'\n', ..] => {
                        self.state = State::ChunkSize;
                        Ok(Some(2))
                    }
                    [] | [b'\r'] => Ok(None),
                    _ => Err(bad),
                }
            }
            State::ChunkSize => {
                let Some(end) = find(rest, b"\r\n") else {
                    return if rest.len() > 256 { Err(bad) } else { Ok(None) };
                };
                let line = rest.get(..end).unwrap_or(&[]);
                // What follows a semicolon may be ignored (RFC 9112 §7.1.1).
                let size = line.split(|byte| *byte == b';').next().unwrap_or(&[]);
                let size = chunk_size(size.trim_ascii()).ok_or(bad)?;
                self.state = if size == 0 { State::Trailer } else { State::Chunk(size) };
                Ok(Some(end + 2))
            }
            State::Trailer => {
                let Some(end) = find(rest, b"\r\n") else {
                    return if rest.len() > head_limit { Err(bad) } else { Ok(None) };
                };
                if end == 0 {
                    self.finish(messages, log);
                } else if rest.get(..end).and_then(parse_header).is_none() {
                    return Err(bad);
                }
                Ok(Some(end + 2))
            }
            State::UntilClose => {
                let piece = rest.to_vec();
                self.append(&piece)?;
                Ok((!piece.is_empty()).then_some(piece.len()))
            }
        }
    }

    /// How long the body is (RFC 9112 §6.3).
    fn begin_body(
        &mut self,
        message: Message,
        bad: Reason,
        messages: &mut Vec<Message>,
        log: &mut Vec<Reason>,
    ) -> Result<(), Reason> {
        let asked = match (&message.start, &mut self.awaited) {
            // An interim response answers nothing yet.
            (Start::Response { status: 100..200, .. }, _) | (_, None) => None,
            (_, Some(awaited)) => awaited.pop_front(),
        };
        let never = match message.start {
            Start::Response { status: 100..200 | 204 | 304, .. } => true,
            _ => asked.as_deref() == Some(b"HEAD"),
        };
        let mut lengths = message.all("Content-Length");
        let length = match lengths.next() {
            Some(first) if lengths.all(|other| other == first) => Some(decimal(first).ok_or(bad)?),
            // Two lengths: which of them is believed is how requests are smuggled.
            Some(_) => return Err(bad),
            None => None,
        };
        let coded = message.header("Transfer-Encoding").is_some();
        let chunked = coded && message.lists("Transfer-Encoding", "chunked");
        let is_request = matches!(message.start, Start::Request { .. });
        drop(lengths);
        if coded && (length.is_some() || !chunked) {
            return Err(bad);
        }
        self.message = Some(message);
        let limit = self.limits.body;
        match length {
            _ if never => {
                log.push(Reason::HttpNoBody);
                self.finish(messages, log);
            }
            _ if chunked => {
                log.push(Reason::HttpChunked);
                self.state = State::ChunkSize;
            }
            Some(bytes) if bytes > limit as usize => return Err(Reason::HttpTooLarge { limit }),
            Some(bytes) => {
                log.push(Reason::HttpLength { bytes: to_u32(bytes) });
                self.state = State::Length(bytes);
                if bytes == 0 {
                    self.finish(messages, log);
                }
            }
            None if is_request => {
                log.push(Reason::HttpNoBody);
                self.finish(messages, log);
            }
            None => {
                log.push(Reason::HttpUntilClose);
                self.state = State::UntilClose;
            }
        }
        Ok(())
    }

    fn append(&mut self, piece: &[u8]) -> Result<(), Reason> {
        let limit = self.limits.body;
        let Some(message) = &mut self.message else { return Ok(()) };
        if message.body.len().saturating_add(piece.len()) > limit as usize {
            return Err(Reason::HttpTooLarge { limit });
        }
        message.body.extend_from_slice(piece);
        Ok(())
    }

    fn finish(&mut self, messages: &mut Vec<Message>, log: &mut Vec<Reason>) {
        self.state = State::Head;
        if let Some(message) = self.message.take() {
            if !message.body.is_empty() {
                log.push(Reason::HttpBody { bytes: to_u32(message.body.len()) });
            }
            messages.push(message);
        }
    }
}

/// For telling, not for counting.
fn to_u32(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}
