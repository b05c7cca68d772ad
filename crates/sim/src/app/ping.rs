//! `ping`: echo requests at an even pace, and what comes back (RFC 1122 §3.2.2.6).

use super::Ping;
use super::machine::{How, Machine, Moment, Next, Request, Returned};
use super::names::{Looked, NameSearch};
use crate::task::echo_data;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use wireglass_core::time::Instant;
use wireglass_core::wire::icmp;
use wireglass_trace::{Fd, Transport};

/// What `ping` exits with if nobody answered, and if nothing could be sent.
const SILENCE: u8 = 1;
const TROUBLE: u8 = 2;

#[derive(Clone, Debug)]
pub(crate) struct Pinger {
    ping: Ping,
    at: At,
    to: Ipv4Addr,
    sent: u32,
    /// How many requests were answered, or came to nothing with an error.
    answers: u32,
    errors: u32,
    /// When the next one goes, and when the waiting is over.
    due: Instant,
}

/// What it is doing.
#[derive(Clone, Debug)]
enum At {
    Names(NameSearch),
    Opening,
    Sending(Fd),
    Waiting(Fd),
    Reading(Fd),
}

impl Pinger {
    pub(crate) fn new(ping: &Ping) -> Self {
        Self {
            at: At::Names(NameSearch::new(&ping.to)),
            ping: ping.clone(),
            to: Ipv4Addr::UNSPECIFIED,
            sent: 0,
            answers: 0,
            errors: 0,
            due: Instant::ZERO,
        }
    }

    fn send(&mut self, fd: Fd, now: Instant) -> Next {
        self.sent += 1;
        self.due = now + self.ping.interval;
        if self.is_last() {
            self.due = now + self.ping.timeout;
        }
        let to = SocketAddr::new(IpAddr::V4(self.to), 0);
        let how = How {
            ttl: self.ping.ttl,
            dont_fragment: self.ping.dont_fragment,
            broadcast: self.ping.broadcast,
            station: None,
        };
        self.at = At::Sending(fd);
        Next::Call(Request::SendTo { fd, to, data: echo_data(self.ping.size), how })
    }

    fn is_last(&self) -> bool {
        self.ping.count.is_some_and(|count| self.sent >= count)
    }

    /// Waits for an answer, or until the next request is due.
    fn wait(&mut self, fd: Fd, now: Instant) -> Next {
        // Of a broadcast nobody knows how many answers there will be.
        let all = !self.ping.broadcast && self.answers + self.errors >= self.sent;
        if self.is_last() && (all || now >= self.due) {
            return Next::Exit(if self.answers > 0 { 0 } else { SILENCE });
        }
        if now >= self.due {
            return self.send(fd, now);
        }
        let left = self.due.since(now);
        self.at = At::Waiting(fd);
        Next::Call(Request::poll([fd], Some(left)))
    }
}

impl Machine for Pinger {
    fn next(&mut self, returned: Returned, moment: &mut Moment<'_>) -> Next {
        let now = moment.now;
        match (&mut self.at, returned) {
            (At::Names(search), returned) => match search.next(returned, moment) {
                Looked::Next(next) => next,
                Looked::Found(ip) => {
                    self.to = ip;
                    self.at = At::Opening;
                    Next::Call(Request::Socket(Transport::Icmp))
                }
                Looked::Failed => Next::Exit(TROUBLE),
            },
            (At::Opening, Returned::Opened(fd)) => self.send(fd, now),
            // A request that cannot go is one without an answer; the next may go.
            (At::Sending(fd), Returned::Failed(wireglass_trace::Errno::Emsgsize)) => {
                self.errors += 1;
                let fd = *fd;
                self.wait(fd, now)
            }
            (At::Waiting(fd), Returned::Ready(ready)) if !ready.is_empty() => {
                let fd = *fd;
                self.at = At::Reading(fd);
                Next::Call(Request::ReceiveFrom { fd, max: u32::from(u16::MAX) })
            }
            (At::Sending(fd), Returned::Sent(_)) | (At::Waiting(fd), Returned::Ready(_)) => {
                let fd = *fd;
                self.wait(fd, now)
            }
            (At::Reading(fd), Returned::Answer(answer)) => {
                if answer.kind == icmp::Kind::EchoReply {
                    self.answers += 1;
                } else {
                    self.errors += 1;
                }
                let fd = *fd;
                self.wait(fd, now)
            }
            _ => Next::Exit(TROUBLE),
        }
    }
}
