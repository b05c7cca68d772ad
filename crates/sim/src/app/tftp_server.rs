//! A TFTP server: port 69 for requests, and a port of its own for each transfer (RFC 1350 §4).

use super::TftpFiles;
use super::errands::{Errands, LONGEST, any};
use super::machine::{How, Machine, Moment, Next, Request, Returned};
use super::tftp_client::{drive, plan};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use wireglass_core::rules::Reason;
use wireglass_core::tftp::{Action, Server, ServerAction, Transfer};
use wireglass_core::time::Instant;
use wireglass_core::wire::tftp::{PORT, Packet};
use wireglass_trace::{Fd, Transport};

#[derive(Clone, Debug)]
pub(super) struct TftpServer {
    server: Server,
    at: At,
    /// Where requests come to.
    main: Fd,
    transfers: BTreeMap<Fd, Running>,
    errands: Errands,
}

/// A transfer that goes on.
#[derive(Clone, Debug)]
struct Running {
    transfer: Transfer,
    /// The name of a file that is being written.
    file: Option<Vec<u8>>,
}

/// What it is doing.
#[derive(Clone, Debug)]
enum At {
    Beginning,
    Opening,
    Binding,
    /// It does what is planned, or waits.
    Serving,
    Reading(Fd),
    /// A socket is opened, for this answer to a request.
    Answering(Reply),
}

/// The answer to a request, which goes from a new port.
#[derive(Clone, Debug)]
enum Reply {
    Begin { transfer: Box<Transfer>, actions: Vec<Action>, file: Option<Vec<u8>> },
    Refuse { data: Vec<u8>, to: SocketAddr, why: Reason },
}

impl TftpServer {
    pub(super) fn new(files: &TftpFiles) -> Self {
        let named = |(name, data): (&String, &Vec<u8>)| (name.clone().into_bytes(), data.clone());
        let server = Server {
            config: files.config,
            files: files.files.iter().map(named).collect(),
            writable: files.writable,
        };
        Self {
            server,
            at: At::Beginning,
            main: Fd::FIRST,
            transfers: BTreeMap::new(),
            errands: Errands::default(),
        }
    }

    /// Something came to port 69.
    fn requested(&mut self, returned: &Returned, moment: &mut Moment<'_>) -> Option<Reply> {
        let Returned::Letter(letter) = returned else { return None };
        let Ok(packet) = Packet::parse(&letter.data) else {
            moment.note(Reason::PacketMalformed);
            return None;
        };
        let from = SocketAddr::V4(letter.from);
        match self.server.handle_request(moment.now, from, &packet) {
            ServerAction::Begin { transfer, actions, reason } => {
                moment.note(reason);
                let file = match packet {
                    Packet::Write(request) => Some(request.file),
                    _ => None,
                };
                Some(Reply::Begin { transfer, actions, file })
            }
            ServerAction::Refuse { packet, to, reason: why } => {
                let mut data = Vec::new();
                packet.emit(&mut data);
                Some(Reply::Refuse { data, to, why })
            }
            ServerAction::Ignore { reason } => {
                moment.note(reason);
                None
            }
        }
    }

    /// There is a port for the answer now.
    fn answer(&mut self, fd: Fd, reply: Reply, moment: &mut Moment<'_>) {
        match reply {
            Reply::Begin { transfer, actions, file } => {
                self.transfers.insert(fd, Running { transfer: *transfer, file });
                self.act(fd, actions, moment);
            }
            Reply::Refuse { data, to, why } => {
                self.errands.send(fd, to, data, How::default(), why);
                self.errands.push(Request::Close { fd }, why);
            }
        }
    }

    /// Plans what a transfer wants; what is whole becomes a file.
    fn act(&mut self, fd: Fd, actions: Vec<Action>, moment: &mut Moment<'_>) {
        let data = plan(fd, moment, actions, &mut self.errands);
        let running = self.transfers.get_mut(&fd);
        if let Some(data) = data
            && let Some(name) = running.and_then(|running| running.file.take())
        {
            // Of two who write the same file at the same time the first is believed.
            self.server.files.entry(name).or_insert(data);
        }
    }

    /// What is planned, the end of what is over, or the wait for more.
    fn go_on(&mut self, moment: &mut Moment<'_>) -> Next {
        self.at = At::Serving;
        if let Some(next) = self.errands.next() {
            return next;
        }
        let over = self.transfers.iter().find(|(_, running)| running.transfer.is_over());
        if let Some((&fd, _)) = over {
            self.transfers.remove(&fd);
            return Next::Call(Request::Close { fd });
        }
        let due = self.transfers.values().filter_map(|it| it.transfer.next_timeout()).min();
        let timeout = due.map(|due| due.since(moment.now));
        let fds = self.transfers.keys().copied().chain([self.main]).collect();
        Next::Call(Request::Poll { fds, timeout, links: None })
    }

    /// Whatever has waited for too long.
    fn time_passed(&mut self, now: Instant, moment: &mut Moment<'_>) {
        let due = |running: &Running| running.transfer.next_timeout().is_some_and(|due| due <= now);
        let all: Vec<Fd> =
            self.transfers.iter().filter(|(_, it)| due(it)).map(|(fd, _)| *fd).collect();
        for fd in all {
            let mut actions = Vec::new();
            if let Some(running) = self.transfers.get_mut(&fd) {
                running.transfer.handle_timeout(now, &mut actions);
            }
            self.act(fd, actions, moment);
        }
    }
}

impl Machine for TftpServer {
    fn next(&mut self, returned: Returned, moment: &mut Moment<'_>) -> Next {
        match (std::mem::replace(&mut self.at, At::Serving), returned) {
            (At::Beginning, _) => {
                self.at = At::Opening;
                Next::Call(Request::Socket(Transport::Udp))
            }
            (At::Opening, Returned::Opened(fd)) => {
                self.main = fd;
                self.at = At::Binding;
                Next::Call(Request::Bind { fd, local: any(PORT), interface: None })
            }
            (At::Opening, _) | (At::Binding, Returned::Failed(_)) => Next::Exit(1),
            (At::Serving, Returned::Ready(ready)) => {
                self.time_passed(moment.now, moment);
                // Requests last: who has begun goes first.
                let first = ready.iter().find(|fd| *fd != self.main);
                match first.or_else(|| ready.iter().next()) {
                    Some(fd) => {
                        self.at = At::Reading(fd);
                        Next::Call(Request::ReceiveFrom { fd, max: LONGEST })
                    }
                    None => self.go_on(moment),
                }
            }
            (At::Reading(fd), returned) if fd == self.main => {
                match self.requested(&returned, moment) {
                    Some(reply) => {
                        self.at = At::Answering(reply);
                        Next::Call(Request::Socket(Transport::Udp))
                    }
                    None => self.go_on(moment),
                }
            }
            (At::Reading(fd), returned) => {
                let mut actions = Vec::new();
                if let Some(running) = self.transfers.get_mut(&fd) {
                    drive(&mut running.transfer, &returned, moment, &mut actions);
                }
                self.act(fd, actions, moment);
                self.go_on(moment)
            }
            (At::Answering(reply), Returned::Opened(fd)) => {
                self.answer(fd, reply, moment);
                self.go_on(moment)
            }
            // No descriptor is free: the client will ask again.
            (At::Answering(_) | At::Binding | At::Serving, _) => self.go_on(moment),
        }
    }
}
