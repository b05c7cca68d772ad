//! A name server: it answers from its zones (RFC 1034 §4.3.2).

use super::machine::{How, Machine, Moment, Next, Request, Returned};
use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4};
use wireglass_core::dns::{Authority, Zone};
use wireglass_core::wire::dns::{Message, PORT};
use wireglass_trace::{Fd, Transport};

/// Most bytes of a message over UDP (RFC 1035 §4.2.1).
pub(super) const MESSAGE: usize = 512;
/// Most bytes that are read of one.
pub(super) const READ: u32 = 4_096;

#[derive(Clone, Debug)]
pub(crate) struct NameServer {
    authority: Authority,
    at: At,
}

/// What it is doing.
#[derive(Clone, Copy, Debug)]
enum At {
    Beginning,
    Opening,
    Binding(Fd),
    Reading(Fd),
    Answering(Fd),
}

impl NameServer {
    pub(crate) fn new(zones: &[Zone]) -> Self {
        Self { authority: Authority::new(zones.iter().cloned()), at: At::Beginning }
    }

    fn read(&mut self, fd: Fd) -> Next {
        self.at = At::Reading(fd);
        Next::Call(Request::ReceiveFrom { fd, max: READ })
    }
}

impl Machine for NameServer {
    fn next(&mut self, returned: Returned, moment: &mut Moment<'_>) -> Next {
        match (self.at, returned) {
            (At::Beginning, _) => {
                self.at = At::Opening;
                Next::Call(Request::Socket(Transport::Udp))
            }
            (At::Opening, Returned::Opened(fd)) => {
                self.at = At::Binding(fd);
                Next::Call(bind(fd, PORT))
            }
            (At::Reading(fd), Returned::Letter(letter)) => {
                let query = Message::parse(&letter.data);
                let answer = query.ok().and_then(|query| self.authority.answer(&query));
                let Some((message, mut reasons)) = answer else { return self.read(fd) };
                let why = reasons.pop();
                for reason in reasons {
                    moment.note(reason);
                }
                let mut data = Vec::new();
                message.emit_within(MESSAGE, &mut data);
                self.at = At::Answering(fd);
                let to = SocketAddr::V4(letter.from);
                let request = Request::SendTo { fd, to, data, how: How::default() };
                why.map_or_else(
                    || Next::Call(request.clone()),
                    |why| Next::Because(request.clone(), why),
                )
            }
            // That somebody no longer wants an answer is nothing to stop at.
            (At::Binding(fd), Returned::Done)
            | (At::Answering(fd), Returned::Sent(_) | Returned::Failed(_))
            | (At::Reading(fd), Returned::Failed(_)) => self.read(fd),
            _ => Next::Exit(1),
        }
    }
}

/// A port of every address.
pub(super) const fn bind(fd: Fd, port: u16) -> Request {
    let local = SocketAddrV4::new(Ipv4Addr::UNSPECIFIED, port);
    Request::Bind { fd, local, interface: None }
}
