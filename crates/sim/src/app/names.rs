//! Names to addresses, as every command does it (`getaddrinfo()`): the host's own list
//! first, then a question to its name server.

use super::Target;
use super::machine::{How, Moment, Next, Request, Returned};
use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4};
use wireglass_core::dns::{Outcome, Stub, StubAction, StubConfig};
use wireglass_core::rules::Reason;
use wireglass_core::time::Instant;
use wireglass_core::wire::dns::{Data, Message, Name, RecordType};
use wireglass_trace::{Fd, Transport};

/// Most bytes of an answer (RFC 1035 §4.2.1).
const ANSWER: u32 = 512;

/// How a search for an address stands.
#[derive(Clone, Debug)]
pub(crate) enum Looked {
    /// It needs this call first.
    Next(Next),
    /// The address.
    Found(Ipv4Addr),
    /// There is none, or nobody could be asked.
    Failed,
}

/// A search for the address that is meant.
#[derive(Clone, Debug)]
pub(crate) struct NameSearch {
    target: Target,
    question: Option<Box<Question>>,
}

impl NameSearch {
    pub(crate) fn new(target: &Target) -> Self {
        Self { target: target.clone(), question: None }
    }

    /// The last call returned this (at first, nothing): what next?
    pub(crate) fn next(&mut self, returned: Returned, moment: &mut Moment<'_>) -> Looked {
        let name = match &self.target {
            Target::Ip(ip) => return Looked::Found(*ip),
            Target::Name(name) => name,
        };
        if let (None, Some(ip)) = (&self.question, moment.host.known_name(name)) {
            return Looked::Found(ip);
        }
        let question = self.question.get_or_insert_with(|| {
            let config = StubConfig::new(moment.host.name_servers().to_vec());
            Box::new(Question::new(name.clone(), RecordType::A, config, true))
        });
        match question.next(returned, moment) {
            Asked::Next(next) => Looked::Next(next),
            Asked::Over(Some(Outcome::Answer { records, .. })) => {
                let address = records.iter().find_map(|record| match record.data {
                    Data::A(ip) => Some(ip),
                    _ => None,
                });
                address.map_or(Looked::Failed, Looked::Found)
            }
            Asked::Over(_) => Looked::Failed,
        }
    }
}

/// How a question stands.
#[derive(Clone, Debug)]
pub(crate) enum Asked {
    /// It needs this call first.
    Next(Next),
    /// It is over; `None` if it could not be asked at all.
    Over(Option<Outcome>),
}

/// A question to a name server, asked again until it is answered or was asked often enough.
#[derive(Clone, Debug)]
pub(crate) struct Question {
    name: Name,
    kind: RecordType,
    config: StubConfig,
    recursion: bool,
    stub: Option<Stub>,
    at: At,
    /// What the stub wants to send.
    out: Option<Sending>,
    outcome: Option<Outcome>,
}

/// A question on its way out.
#[derive(Clone, Debug)]
struct Sending {
    port: u16,
    to: SocketAddrV4,
    message: Message,
    why: Reason,
}

/// What it is doing.
#[derive(Clone, Copy, Debug)]
enum At {
    Beginning,
    Opening,
    Binding(Fd),
    Sending(Fd),
    Waiting(Fd),
    Reading(Fd),
    Closing,
}

impl Question {
    pub(crate) fn new(name: Name, kind: RecordType, config: StubConfig, recursion: bool) -> Self {
        let (stub, out, outcome) = (None, None, None);
        Self { name, kind, config, recursion, stub, at: At::Beginning, out, outcome }
    }

    /// The last call returned this (at first, nothing): what next?
    pub(crate) fn next(&mut self, returned: Returned, moment: &mut Moment<'_>) -> Asked {
        match (self.at, returned) {
            (At::Beginning, _) => {
                self.stub = Some(Stub::new(self.config.clone(), moment.seed()));
                let (name, kind) = (self.name.clone(), self.kind);
                self.tell(moment, |stub, now, out| {
                    stub.look_up(now, name, kind, out);
                });
                self.go_on(None)
            }
            (At::Opening, Returned::Opened(fd)) => {
                let port = self.out.as_ref().map_or(0, |out| out.port);
                self.at = At::Binding(fd);
                let local = SocketAddrV4::new(Ipv4Addr::UNSPECIFIED, port);
                Asked::Next(Next::Call(Request::Bind { fd, local, interface: None }))
            }
            (At::Binding(fd), Returned::Done) => {
                let Some(out) = &self.out else { return self.go_on(Some(fd)) };
                let mut message = out.message.clone();
                message.recursion_desired = self.recursion;
                let mut data = Vec::new();
                message.emit(&mut data);
                let to = SocketAddr::V4(out.to);
                self.at = At::Sending(fd);
                let request = Request::SendTo { fd, to, data, how: How::default() };
                Asked::Next(Next::Because(request, out.why))
            }
            (At::Sending(fd), Returned::Sent(_)) => self.wait(fd, moment),
            (At::Waiting(fd), Returned::Ready(ready)) if !ready.is_empty() => {
                self.at = At::Reading(fd);
                Asked::Next(Next::Call(Request::ReceiveFrom { fd, max: ANSWER }))
            }
            (At::Waiting(fd), Returned::Ready(_)) => {
                self.tell(moment, Stub::handle_timeout);
                self.go_on(Some(fd))
            }
            (At::Reading(fd), Returned::Letter(letter)) => {
                let Ok(message) = Message::parse(&letter.data) else {
                    return self.wait(fd, moment);
                };
                let port = self.out.as_ref().map_or(0, |out| out.port);
                let news = self.tell(moment, |stub, now, out| {
                    stub.handle_message(now, letter.from, port, &message, out);
                });
                if news { self.go_on(Some(fd)) } else { self.wait(fd, moment) }
            }
            // Nobody there, or no way there: the next one, if there is one.
            (At::Binding(fd) | At::Sending(fd) | At::Reading(fd), Returned::Failed(_)) => {
                let port = self.out.as_ref().map_or(0, |out| out.port);
                self.tell(moment, |stub, now, out| stub.handle_unreachable(now, port, out));
                self.go_on(Some(fd))
            }
            (At::Closing, _) => self.go_on(None),
            _ => Asked::Over(None),
        }
    }

    /// Asks the stub, and remembers what it wants; says whether that is anything.
    fn tell(
        &mut self,
        moment: &mut Moment<'_>,
        ask: impl FnOnce(&mut Stub, Instant, &mut Vec<StubAction>),
    ) -> bool {
        let mut actions = Vec::new();
        if let Some(stub) = &mut self.stub {
            ask(stub, moment.now, &mut actions);
        }
        let mut news = false;
        for action in actions {
            match action {
                StubAction::Send { message, port, to, reason } => {
                    self.out = Some(Sending { port, to, message, why: reason });
                    news = true;
                }
                StubAction::Done { outcome, reason, .. } => {
                    moment.note(reason);
                    self.out = None;
                    self.outcome = Some(outcome);
                    news = true;
                }
                StubAction::Applied(reason) => moment.note(reason),
            }
        }
        news
    }

    fn wait(&mut self, fd: Fd, moment: &Moment<'_>) -> Asked {
        self.at = At::Waiting(fd);
        let due = self.stub.as_ref().and_then(Stub::next_timeout);
        let timeout = due.map(|due| due.since(moment.now));
        Asked::Next(Next::Call(Request::poll([fd], timeout)))
    }

    /// Each question goes from a port of its own (RFC 5452 §9.2): the old socket is closed.
    fn go_on(&mut self, open: Option<Fd>) -> Asked {
        if let Some(fd) = open {
            self.at = At::Closing;
            return Asked::Next(Next::Call(Request::Close { fd }));
        }
        if self.out.is_none() {
            return Asked::Over(self.outcome.take());
        }
        self.at = At::Opening;
        Asked::Next(Next::Call(Request::Socket(Transport::Udp)))
    }
}
