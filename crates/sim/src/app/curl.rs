//! `curl`: pages, one after another (RFC 9112).

use super::Fetch;
use super::machine::{Machine, Moment, Next, Request, Returned};
use super::names::{Looked, NameSearch};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use wireglass_core::http::{Header, Limits, Message, Reader};
use wireglass_core::rules::Reason;
use wireglass_core::time::{Duration, Instant};
use wireglass_trace::{Errno, Fd, Transport};

/// Most bytes that are read at once.
const READ_SIZE: u32 = 65_536;

/// What `curl` ends with (`man curl`, "EXIT CODES").
mod code {
    pub(super) const DONE: u8 = 0;
    pub(super) const NAME_UNKNOWN: u8 = 6;
    pub(super) const NOT_CONNECTED: u8 = 7;
    pub(super) const STRANGE_REPLY: u8 = 8;
    pub(super) const PARTIAL: u8 = 18;
    pub(super) const TIMED_OUT: u8 = 28;
    pub(super) const NO_REPLY: u8 = 52;
    pub(super) const SEND_FAILED: u8 = 55;
    pub(super) const RECEIVE_FAILED: u8 = 56;
}

#[derive(Clone, Debug)]
pub(super) struct Curl {
    fetch: Fetch,
    at: At,
    to: Ipv4Addr,
    /// The path it is at.
    place: usize,
    reader: Reader,
    /// How many responses came on the present connection, and whether any byte of one did.
    served: u32,
    heard: bool,
    /// When all must be over.
    deadline: Option<Instant>,
}

/// What it is doing.
#[derive(Clone, Debug)]
enum At {
    Beginning,
    Names(NameSearch),
    Opening,
    Connecting(Fd),
    /// The rest of a request goes.
    Sending(Fd, Vec<u8>),
    Waiting(Fd),
    Reading(Fd),
    /// The connection is closed; then it goes on, or ends with a code.
    Closing(Option<u8>),
}

impl Curl {
    pub(super) fn new(fetch: &Fetch) -> Self {
        Self {
            fetch: fetch.clone(),
            at: At::Beginning,
            to: Ipv4Addr::UNSPECIFIED,
            place: 0,
            reader: Reader::responses(Limits::default()),
            served: 0,
            heard: false,
            deadline: None,
        }
    }

    fn search(
        &mut self,
        mut search: NameSearch,
        returned: Returned,
        moment: &mut Moment<'_>,
    ) -> Next {
        match search.next(returned, moment) {
            Looked::Next(next) => {
                self.at = At::Names(search);
                next
            }
            Looked::Found(ip) => {
                self.to = ip;
                self.open()
            }
            Looked::Failed => Next::Exit(code::NAME_UNKNOWN),
        }
    }

    fn open(&mut self) -> Next {
        self.reader = Reader::responses(Limits::default());
        (self.served, self.heard) = (0, false);
        self.at = At::Opening;
        Next::Call(Request::Socket(Transport::Tcp))
    }

    /// Asks for the present path, or ends if there is none.
    fn ask(&mut self, fd: Fd) -> Next {
        let Some(path) = self.fetch.paths.get(self.place) else {
            return self.close(fd, Some(code::DONE));
        };
        let mut request = Message::request(&self.fetch.method, path, &self.fetch.authority);
        request.headers.push(Header::new("Accept", "*/*"));
        if !self.fetch.keep_open {
            request.headers.push(Header::new("Connection", "close"));
        }
        if !self.fetch.body.is_empty() {
            let length = self.fetch.body.len().to_string();
            request.headers.push(Header::new("Content-Length", &length));
            request.body.clone_from(&self.fetch.body);
        }
        let mut data = Vec::new();
        request.emit(&mut data);
        self.reader.expect(self.fetch.method.as_bytes());
        self.heard = false;
        self.at = At::Sending(fd, data.clone());
        Next::Because(Request::Send { fd, data }, Reason::HttpAsk)
    }

    fn close(&mut self, fd: Fd, end: Option<u8>) -> Next {
        self.at = At::Closing(end);
        Next::Call(Request::Close { fd })
    }

    /// How much time is left; none at all ends it.
    fn left(&self, now: Instant) -> Option<Duration> {
        self.deadline.map(|deadline| deadline.since(now))
    }

    fn wait(&mut self, fd: Fd, now: Instant) -> Next {
        let timeout = self.left(now);
        if timeout == Some(Duration::ZERO) {
            return self.close(fd, Some(code::TIMED_OUT));
        }
        self.at = At::Waiting(fd);
        Next::Call(Request::poll([fd], timeout))
    }

    /// Something came, or nothing more will.
    fn read(&mut self, fd: Fd, returned: &Returned, moment: &mut Moment<'_>) -> Next {
        let (mut responses, mut log) = (Vec::new(), Vec::new());
        let outcome = match returned {
            Returned::Bytes(bytes) => {
                self.heard = true;
                self.reader.handle_bytes(bytes, &mut responses, &mut log)
            }
            Returned::EndOfStream => self.reader.handle_close(&mut responses, &mut log),
            _ => return self.broken(fd, code::RECEIVE_FAILED),
        };
        for reason in log {
            moment.note(reason);
        }
        if let Err(reason) = outcome {
            moment.note(reason);
            let cut = matches!(reason, Reason::HttpCutOff { .. });
            return self.close(fd, Some(if cut { code::PARTIAL } else { code::STRANGE_REPLY }));
        }
        // An interim response is followed by the one that counts.
        let last = responses.iter().rfind(|response| !is_interim(response));
        let Some(response) = last else {
            return match returned {
                Returned::EndOfStream => self.broken(fd, code::NO_REPLY),
                _ => self.wait(fd, moment.now),
            };
        };
        let (stays, fate) = response.keeps_open();
        moment.note(fate);
        self.served += 1;
        self.place += 1;
        let more = self.place < self.fetch.paths.len();
        let ended = matches!(returned, Returned::EndOfStream);
        if more && stays && self.fetch.keep_open && !ended {
            return self.ask(fd);
        }
        self.close(fd, (!more).then_some(code::DONE))
    }

    /// The connection is of no use any more. One that was kept may have been closed by the
    /// server a moment before the request came: it is asked again on a new one (RFC 9112 §9.3.1).
    fn broken(&mut self, fd: Fd, code: u8) -> Next {
        let again = self.served > 0 && !self.heard;
        self.close(fd, (!again).then_some(code))
    }
}

impl Machine for Curl {
    fn next(&mut self, returned: Returned, moment: &mut Moment<'_>) -> Next {
        let now = moment.now;
        match (std::mem::replace(&mut self.at, At::Beginning), returned) {
            (At::Beginning, returned) => {
                self.deadline = self.fetch.timeout.map(|timeout| now + timeout);
                self.search(NameSearch::new(&self.fetch.host), returned, moment)
            }
            (At::Names(search), returned) => self.search(search, returned, moment),
            (At::Opening, Returned::Opened(fd)) => {
                let to = SocketAddr::new(IpAddr::V4(self.to), self.fetch.port);
                self.at = At::Connecting(fd);
                Next::Call(Request::Connect { fd, to, timeout: self.left(now) })
            }
            (At::Connecting(fd), Returned::Done) => self.ask(fd),
            (At::Connecting(_), Returned::Failed(Errno::Einprogress)) => {
                Next::Exit(code::TIMED_OUT)
            }
            (At::Opening | At::Connecting(_), _) => Next::Exit(code::NOT_CONNECTED),
            (At::Sending(fd, mut data), Returned::Sent(bytes)) => {
                data.drain(..bytes.min(data.len()));
                if data.is_empty() {
                    return self.wait(fd, now);
                }
                self.at = At::Sending(fd, data.clone());
                Next::Because(Request::Send { fd, data }, Reason::HttpAsk)
            }
            (At::Sending(fd, _), _) => self.broken(fd, code::SEND_FAILED),
            (At::Waiting(fd), Returned::Ready(ready)) if !ready.is_empty() => {
                self.at = At::Reading(fd);
                Next::Call(Request::Receive { fd, max: READ_SIZE })
            }
            (At::Waiting(fd), _) => self.wait(fd, now),
            (At::Reading(fd), returned) => self.read(fd, &returned, moment),
            (At::Closing(Some(code)), _) => Next::Exit(code),
            (At::Closing(None), _) => self.open(),
        }
    }
}

fn is_interim(response: &Message) -> bool {
    matches!(response.start, wireglass_core::http::Start::Response { status: 100..200, .. })
}
