//! A recursive resolver: it finds out for others, from the root on, and remembers
//! (RFC 1034 §5.3.3). One socket is for who asks it; each question of its own goes from a
//! socket, and so from a port, of its own (RFC 5452 §9.2).

use super::dns_server::{MESSAGE, READ, bind};
use super::machine::{How, Machine, Moment, Next, Request, Returned, Told};
use std::collections::{BTreeMap, VecDeque};
use std::net::SocketAddr;
use wireglass_core::dns::{Known, Resolver, ResolverAction, ResolverConfig};
use wireglass_core::time::Instant;
use wireglass_core::wire::dns::{Message, Name, PORT, RecordType};
use wireglass_trace::{Fd, FdSet, Transport};

#[derive(Clone, Debug)]
pub(crate) struct Recursive {
    config: ResolverConfig,
    resolver: Option<Resolver>,
    /// Where others ask.
    server: Option<Fd>,
    /// Its own questions that are out: the socket, and its port.
    out: BTreeMap<Fd, u16>,
    at: At,
    todo: VecDeque<ResolverAction>,
    /// The rows of its cache, as they were last written into the trace.
    rows: BTreeMap<(Name, RecordType), (Vec<u8>, Instant)>,
}

/// What it is doing.
#[derive(Clone, Copy, Debug)]
enum At {
    Beginning,
    Opening,
    Binding(Fd),
    /// Opening the socket for the first of what is to be done.
    Asking,
    /// Giving it its port.
    AskingFrom(Fd),
    Sending,
    Closing,
    Waiting,
    Reading(Fd),
}

impl Recursive {
    pub(crate) fn new(config: &ResolverConfig) -> Self {
        Self {
            config: config.clone(),
            resolver: None,
            server: None,
            out: BTreeMap::new(),
            at: At::Beginning,
            todo: VecDeque::new(),
            rows: BTreeMap::new(),
        }
    }

    /// Lets the resolver do something, and does what it wants.
    fn tell(
        &mut self,
        moment: &mut Moment<'_>,
        what: impl FnOnce(&mut Resolver, Instant, &mut Vec<ResolverAction>),
    ) -> Next {
        let mut actions = Vec::new();
        if let Some(resolver) = &mut self.resolver {
            what(resolver, moment.now, &mut actions);
        }
        for action in actions {
            match action {
                ResolverAction::Applied(reason) => moment.note(reason),
                action => self.todo.push_back(action),
            }
        }
        self.show(moment);
        self.go_on(moment)
    }

    /// The next of what is to be done; without any, waits.
    fn go_on(&mut self, moment: &Moment<'_>) -> Next {
        match (self.todo.pop_front(), self.server) {
            (Some(ResolverAction::Reply { message, to, reason }), Some(fd)) => {
                let mut data = Vec::new();
                message.emit_within(MESSAGE, &mut data);
                self.at = At::Sending;
                let (to, how) = (SocketAddr::V4(to), How::default());
                Next::Because(Request::SendTo { fd, to, data, how }, reason)
            }
            (Some(ask @ ResolverAction::Ask { .. }), _) => {
                self.todo.push_front(ask);
                self.at = At::Asking;
                Next::Call(Request::Socket(Transport::Udp))
            }
            (Some(_), _) => self.go_on(moment),
            (None, server) => self.wait(server, moment.now),
        }
    }

    /// Closes a socket whose answer is no longer waited for; without any, waits for all.
    fn wait(&mut self, server: Option<Fd>, now: Instant) -> Next {
        let Some(resolver) = &self.resolver else { return Next::Exit(1) };
        let over = self.out.iter().find(|(_, port)| !resolver.waits_at(**port));
        if let Some((&fd, _)) = over {
            self.out.remove(&fd);
            self.at = At::Closing;
            return Next::Call(Request::Close { fd });
        }
        // With no question out there is nothing to be late for: what is too old in the cache
        // is forgotten when somebody next asks.
        let due = resolver.next_timeout().filter(|_| resolver.open() > 0);
        let fds: FdSet = server.into_iter().chain(self.out.keys().copied()).collect();
        self.at = At::Waiting;
        Next::Call(Request::Poll { fds, timeout: due.map(|due| due.since(now)), links: None })
    }

    /// Writes what the cache has, and has no more, into the trace.
    fn show(&mut self, moment: &mut Moment<'_>) {
        let Some(resolver) = &self.resolver else { return };
        let now: BTreeMap<_, _> = resolver
            .cache()
            .iter()
            .map(|(name, kind, known, until)| ((name.clone(), kind), (text_of(known), until)))
            .collect();
        for (name, kind) in self.rows.keys().filter(|key| !now.contains_key(key)) {
            let (name, kind) = (name.clone(), *kind);
            moment.told.push(Told::Records { name, kind, kept: None, why: None });
        }
        for ((name, kind), row) in &now {
            if self.rows.get(&(name.clone(), *kind)) != Some(row) {
                let (name, kind, kept) = (name.clone(), *kind, Some(row.clone()));
                moment.told.push(Told::Records { name, kind, kept, why: None });
            }
        }
        self.rows = now;
    }

    /// A question of its own, once there is a socket for it.
    fn ask_from(&mut self, fd: Fd) -> Next {
        match self.todo.front() {
            Some(ResolverAction::Ask { port, .. }) => {
                let port = *port;
                self.out.insert(fd, port);
                self.at = At::AskingFrom(fd);
                Next::Call(bind(fd, port))
            }
            _ => Next::Exit(1),
        }
    }

    /// It could not be sent, or an error came back.
    fn unreachable(&mut self, moment: &mut Moment<'_>, port: u16) -> Next {
        self.tell(moment, |resolver, now, out| resolver.handle_unreachable(now, port, out))
    }
}

impl Machine for Recursive {
    fn next(&mut self, returned: Returned, moment: &mut Moment<'_>) -> Next {
        match (self.at, returned) {
            (At::Beginning, _) => {
                self.resolver = Some(Resolver::new(self.config.clone(), moment.seed()));
                self.at = At::Opening;
                Next::Call(Request::Socket(Transport::Udp))
            }
            (At::Opening, Returned::Opened(fd)) => {
                self.at = At::Binding(fd);
                Next::Call(bind(fd, PORT))
            }
            (At::Binding(fd), Returned::Done) => {
                self.server = Some(fd);
                self.go_on(moment)
            }
            (At::Asking, Returned::Opened(fd)) => self.ask_from(fd),
            (At::AskingFrom(fd), Returned::Done) => match self.todo.pop_front() {
                Some(ResolverAction::Ask { message, to, reason, .. }) => {
                    let mut data = Vec::new();
                    message.emit(&mut data);
                    self.at = At::Sending;
                    let (to, how) = (SocketAddr::V4(to), How::default());
                    Next::Because(Request::SendTo { fd, to, data, how }, reason)
                }
                _ => Next::Exit(1),
            },
            // The port is taken, or there are too many sockets: as if nobody answered.
            (At::Asking | At::AskingFrom(_), Returned::Failed(_)) => match self.todo.pop_front() {
                Some(ResolverAction::Ask { port, .. }) => self.unreachable(moment, port),
                _ => Next::Exit(1),
            },
            // An answer that cannot go is lost; a question is asked of another when it is late.
            (At::Sending, Returned::Sent(_) | Returned::Failed(_)) | (At::Closing, _) => {
                self.go_on(moment)
            }
            (At::Waiting, Returned::Ready(ready)) => match ready.iter().next() {
                Some(fd) => {
                    self.at = At::Reading(fd);
                    Next::Call(Request::ReceiveFrom { fd, max: READ })
                }
                None => self.tell(moment, Resolver::handle_timeout),
            },
            (At::Reading(fd), Returned::Letter(letter)) => {
                let Ok(message) = Message::parse(&letter.data) else { return self.go_on(moment) };
                let port = self.out.get(&fd).copied();
                self.tell(moment, |resolver, now, out| match port {
                    None => resolver.handle_query(now, letter.from, &message, out),
                    Some(port) => resolver.handle_response(now, letter.from, port, &message, out),
                })
            }
            (At::Reading(fd), Returned::Failed(_)) => match self.out.get(&fd).copied() {
                Some(port) => self.unreachable(moment, port),
                None => self.go_on(moment),
            },
            _ => Next::Exit(1),
        }
    }
}

/// Records as a zone file has them, a comma between two; nothing if there are none.
fn text_of(known: &Known) -> Vec<u8> {
    match known {
        Known::Records(records) => {
            let texts: Vec<String> = records.iter().map(|record| record.data.to_string()).collect();
            texts.join(", ").into_bytes()
        }
        Known::Nothing(..) => Vec::new(),
    }
}
