//! A server of pages: one task, several connections by `poll()` (RFC 9112).

use super::HttpSite;
use super::errands::any;
use super::machine::{Machine, Moment, Next, Request, Returned};
use std::collections::{BTreeMap, VecDeque};
use wireglass_core::http::{Answer, Limits, Message, Page, Reader, answer, refuse};
use wireglass_core::rules::Reason;
use wireglass_core::time::{Duration, Instant};
use wireglass_trace::{Fd, Transport};

/// How long a connection on which nothing comes is kept (RFC 9112 §9.5).
const IDLE: Duration = Duration::from_secs(60);
/// Most bytes that are read at once.
const READ_SIZE: u32 = 65_536;

#[derive(Clone, Debug)]
pub(super) struct HttpServer {
    site: HttpSite,
    at: At,
    listener: Fd,
    connections: BTreeMap<Fd, Connection>,
}

/// A connection with a client.
#[derive(Clone, Debug)]
struct Connection {
    reader: Reader,
    /// What is still to be sent, each for its reason.
    out: VecDeque<(Vec<u8>, Reason)>,
    /// Whether it is closed once that is sent, and the rule that says so.
    closing: Option<Reason>,
    /// When something last came.
    heard: Instant,
}

/// What it is doing.
#[derive(Clone, Copy, Debug)]
enum At {
    Beginning,
    Opening,
    Binding,
    Listening,
    Waiting,
    Accepting,
    Reading(Fd),
    Writing(Fd),
    Closing,
}

impl HttpServer {
    pub(super) fn new(site: &HttpSite) -> Self {
        let (listener, connections) = (Fd::FIRST, BTreeMap::new());
        Self { site: site.clone(), at: At::Beginning, listener, connections }
    }

    /// Bytes have come on a connection, or its end.
    fn read(&mut self, fd: Fd, returned: &Returned, moment: &mut Moment<'_>) {
        let Some(connection) = self.connections.get_mut(&fd) else { return };
        connection.heard = moment.now;
        let (mut requests, mut log) = (Vec::new(), Vec::new());
        let outcome = match returned {
            Returned::Bytes(bytes) => {
                connection.reader.handle_bytes(bytes, &mut requests, &mut log)
            }
            Returned::EndOfStream => {
                connection.closing = Some(Reason::HttpClose);
                connection.reader.handle_close(&mut requests, &mut log)
            }
            _ => return self.drop(fd),
        };
        for reason in log {
            moment.note(reason);
        }
        for request in &requests {
            // What comes after the last request is not answered.
            if connection.closing.is_some() && !matches!(returned, Returned::EndOfStream) {
                break;
            }
            let find = |path: &str| {
                let (kind, body) = self.site.pages.get(path)?;
                Some(Page { kind, body })
            };
            let found = answer(request, self.site.keep_open, find);
            moment.note(request_fate(&found, request));
            connection.say(&found);
        }
        match outcome {
            // Nobody is left to be told that.
            Err(reason @ Reason::HttpCutOff { .. }) => moment.note(reason),
            Err(reason) if connection.closing.is_none() => connection.say(&refuse(reason)),
            Ok(()) | Err(_) => {}
        }
    }

    /// Nothing more can be sent there.
    fn drop(&mut self, fd: Fd) {
        if let Some(connection) = self.connections.get_mut(&fd) {
            connection.out.clear();
            connection.closing.get_or_insert(Reason::HttpClose);
        }
    }

    /// The next call: to send, to close, or to wait.
    fn go_on(&mut self, moment: &mut Moment<'_>) -> Next {
        for (&fd, connection) in &self.connections {
            if let Some((data, why)) = connection.out.front() {
                self.at = At::Writing(fd);
                return Next::Because(Request::Send { fd, data: data.clone() }, *why);
            }
        }
        let idle = |connection: &Connection| moment.now >= connection.heard + IDLE;
        let over = self.connections.iter().find_map(|(fd, connection)| {
            let idle = idle(connection).then_some(Reason::HttpIdle { after: IDLE });
            Some((*fd, connection.closing.or(idle)?))
        });
        if let Some((fd, why)) = over {
            self.connections.remove(&fd);
            self.at = At::Closing;
            return Next::Because(Request::Close { fd }, why);
        }
        let due = self.connections.values().map(|connection| connection.heard + IDLE).min();
        let timeout = due.map(|due| due.since(moment.now));
        let fds = self.connections.keys().copied().chain([self.listener]).collect();
        self.at = At::Waiting;
        Next::Call(Request::Poll { fds, timeout, links: None })
    }
}

impl Connection {
    fn say(&mut self, answer: &Answer) {
        let mut data = Vec::new();
        answer.response.emit(&mut data);
        self.out.push_back((data, answer.reason));
        if !answer.stays {
            self.closing = Some(Reason::HttpClose);
        }
    }
}

/// What becomes of the connection after an answer.
fn request_fate(answer: &Answer, request: &Message) -> Reason {
    if answer.stays { request.keeps_open().1 } else { Reason::HttpClose }
}

impl Machine for HttpServer {
    fn next(&mut self, returned: Returned, moment: &mut Moment<'_>) -> Next {
        match (self.at, returned) {
            (At::Beginning, _) => {
                self.at = At::Opening;
                Next::Call(Request::Socket(Transport::Tcp))
            }
            (At::Opening, Returned::Opened(fd)) => {
                self.listener = fd;
                self.at = At::Binding;
                let local = any(self.site.port);
                Next::Call(Request::Bind { fd, local, interface: None })
            }
            (At::Binding, Returned::Done) => {
                self.at = At::Listening;
                Next::Call(Request::Listen { fd: self.listener })
            }
            (At::Opening | At::Binding, _) | (At::Listening, Returned::Failed(_)) => Next::Exit(1),
            (At::Waiting, Returned::Ready(ready)) => {
                // Who has begun goes first.
                let first = ready.iter().find(|fd| *fd != self.listener);
                if let Some(fd) = first {
                    self.at = At::Reading(fd);
                    Next::Call(Request::Receive { fd, max: READ_SIZE })
                } else if ready.contains(self.listener) {
                    self.at = At::Accepting;
                    Next::Call(Request::Accept { fd: self.listener })
                } else {
                    self.go_on(moment)
                }
            }
            (At::Accepting, Returned::Accepted(fd)) => {
                let connection = Connection {
                    reader: Reader::requests(Limits::default()),
                    out: VecDeque::new(),
                    closing: None,
                    heard: moment.now,
                };
                self.connections.insert(fd, connection);
                self.go_on(moment)
            }
            (At::Reading(fd), returned) => {
                self.read(fd, &returned, moment);
                self.go_on(moment)
            }
            (At::Writing(fd), Returned::Sent(bytes)) => {
                let out = self.connections.get_mut(&fd).map(|connection| &mut connection.out);
                if let Some(out) = out
                    && let Some((data, _)) = out.front_mut()
                {
                    data.drain(..bytes.min(data.len()));
                    if data.is_empty() {
                        out.pop_front();
                    }
                }
                self.go_on(moment)
            }
            (At::Writing(fd), _) => {
                self.drop(fd);
                self.go_on(moment)
            }
            (At::Listening | At::Waiting | At::Accepting | At::Closing, _) => self.go_on(moment),
        }
    }
}
