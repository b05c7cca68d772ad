//! `tftp`: one file, there or back (RFC 1350).

use super::TftpCopy;
use super::errands::{Errands, LONGEST};
use super::machine::{How, Machine, Moment, Next, Request, Returned};
use super::names::{Looked, NameSearch};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use wireglass_core::rules::Reason;
use wireglass_core::tftp::{Action, State, Transfer};
use wireglass_core::time::Instant;
use wireglass_core::wire::tftp::{PORT, Packet};
use wireglass_trace::{Fd, Transport};

#[derive(Clone, Debug)]
pub(super) struct Tftp {
    copy: TftpCopy,
    server: Ipv4Addr,
    at: At,
    transfer: Option<Transfer>,
    errands: Errands,
}

/// What it is doing.
#[derive(Clone, Debug)]
enum At {
    Names(NameSearch),
    Opening,
    Running(Fd),
}

impl Tftp {
    pub(super) fn new(copy: &TftpCopy) -> Self {
        Self {
            at: At::Names(NameSearch::new(&copy.server)),
            copy: copy.clone(),
            server: Ipv4Addr::UNSPECIFIED,
            transfer: None,
            errands: Errands::default(),
        }
    }

    fn request(&self, now: Instant, actions: &mut Vec<Action>) -> Transfer {
        let server = SocketAddr::new(IpAddr::V4(self.server), PORT);
        let (config, file) = (self.copy.config, self.copy.file.as_bytes());
        let mode = if self.copy.text { &b"netascii"[..] } else { &b"octet"[..] };
        match &self.copy.put {
            Some(data) => Transfer::write(now, config, server, (file, mode), data, actions),
            None => Transfer::read(now, config, server, file, mode, actions),
        }
    }

    fn go_on(&mut self, fd: Fd, moment: &mut Moment<'_>, actions: Vec<Action>) -> Next {
        plan(fd, moment, actions, &mut self.errands);
        if let Some(next) = self.errands.next() {
            return next;
        }
        let (state, due) =
            self.transfer.as_ref().map_or((State::Failed, None), |t| (t.state(), t.next_timeout()));
        match state {
            State::Done => Next::Exit(0),
            State::Failed => Next::Exit(1),
            _ => {
                let timeout = due.map(|due| due.since(moment.now));
                Next::Call(Request::poll([fd], timeout))
            }
        }
    }
}

impl Machine for Tftp {
    fn next(&mut self, returned: Returned, moment: &mut Moment<'_>) -> Next {
        let mut actions = Vec::new();
        match (&mut self.at, returned) {
            (At::Names(search), returned) => match search.next(returned, moment) {
                Looked::Next(next) => next,
                Looked::Found(ip) => {
                    self.server = ip;
                    self.at = At::Opening;
                    Next::Call(Request::Socket(Transport::Udp))
                }
                Looked::Failed => Next::Exit(1),
            },
            (At::Opening, Returned::Opened(fd)) => {
                self.transfer = Some(self.request(moment.now, &mut actions));
                self.at = At::Running(fd);
                self.go_on(fd, moment, actions)
            }
            (At::Opening, _) => Next::Exit(1),
            (At::Running(fd), returned) => {
                let fd = *fd;
                if let Returned::Ready(ready) = &returned
                    && !ready.is_empty()
                {
                    return Next::Call(Request::ReceiveFrom { fd, max: LONGEST });
                }
                if let Some(transfer) = &mut self.transfer {
                    drive(transfer, &returned, moment, &mut actions);
                }
                self.go_on(fd, moment, actions)
            }
        }
    }
}

/// Tells a transfer what its socket brought. A call that failed brought nothing: what was sent
/// goes again when its time comes.
pub(super) fn drive(
    transfer: &mut Transfer,
    returned: &Returned,
    moment: &mut Moment<'_>,
    actions: &mut Vec<Action>,
) {
    match returned {
        Returned::Letter(letter) => match Packet::parse(&letter.data) {
            Ok(packet) => {
                let from = SocketAddr::V4(letter.from);
                transfer.handle_packet(moment.now, from, &packet, actions);
            }
            Err(_) => moment.note(Reason::PacketMalformed),
        },
        Returned::Ready(_) => transfer.handle_timeout(moment.now, actions),
        _ => {}
    }
}

/// Plans what a transfer wants; says what has come, if all has.
pub(super) fn plan(
    fd: Fd,
    moment: &mut Moment<'_>,
    actions: Vec<Action>,
    errands: &mut Errands,
) -> Option<Vec<u8>> {
    let mut file = None;
    for action in actions {
        match action {
            Action::Send { packet, to, reason } => {
                let mut data = Vec::new();
                packet.emit(&mut data);
                errands.send(fd, to, data, How::default(), reason);
            }
            Action::Received { data, reason } => {
                moment.note(reason);
                file = Some(data);
            }
            Action::Sent { reason } | Action::Failed { reason } | Action::Applied(reason) => {
                moment.note(reason);
            }
        }
    }
    file
}
