//! `traceroute`: packets that live one hop longer each time, and who reports their end
//! (RFC 1393 §1 tells of the idea; RFC 1812 §5.3.1 of the report).

use super::Traceroute;
use super::machine::{How, Machine, Moment, Next, Request, Returned};
use super::names::{Looked, NameSearch};
use crate::device::Answer;
use crate::task::echo_data;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use wireglass_core::time::Instant;
use wireglass_core::wire::icmp;
use wireglass_trace::{Fd, Transport};

/// The first port that datagrams go to; nobody has it, nor those after it.
const FIRST_PORT: u16 = 33_434;
/// Bytes of data in a probe: a packet of 60 bytes.
const DATA: u16 = 32;
/// What it exits with if nothing could be sent.
const TROUBLE: u8 = 1;

#[derive(Clone, Debug)]
pub(crate) struct Tracer {
    trace: Traceroute,
    at: At,
    to: Ipv4Addr,
    ttl: u8,
    /// Probes of this hop, the present one included.
    probe: u8,
    /// Probes in all: the number of the present one.
    sent: u16,
    /// Somebody on this hop says that the packets go no further.
    reached: bool,
    /// When the waiting for the present one is over.
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

impl Tracer {
    pub(crate) fn new(trace: &Traceroute) -> Self {
        Self {
            at: At::Names(NameSearch::new(&trace.to)),
            to: Ipv4Addr::UNSPECIFIED,
            ttl: trace.first_ttl,
            trace: trace.clone(),
            probe: 0,
            sent: 0,
            reached: false,
            due: Instant::ZERO,
        }
    }

    /// The number by which an answer is known: that of the request, or the port.
    const fn number(&self) -> u16 {
        if self.trace.icmp { self.sent } else { FIRST_PORT.wrapping_add(self.sent - 1) }
    }

    /// The next probe, or the end.
    fn advance(&mut self, fd: Fd, now: Instant) -> Next {
        if self.probe >= self.trace.probes {
            if self.reached || self.ttl >= self.trace.max_ttl {
                return Next::Exit(0);
            }
            self.ttl += 1;
            self.probe = 0;
        }
        self.probe += 1;
        self.sent = self.sent.wrapping_add(1).max(1);
        self.due = now + self.trace.timeout;
        self.at = At::Sending(fd);
        let port = if self.trace.icmp { 0 } else { self.number() };
        let to = SocketAddr::new(IpAddr::V4(self.to), port);
        let how = How { ttl: self.ttl, ..How::default() };
        Next::Call(Request::SendTo { fd, to, data: echo_data(DATA), how })
    }

    fn wait(&mut self, fd: Fd, now: Instant) -> Next {
        self.at = At::Waiting(fd);
        let timeout = Some(self.due.since(now));
        Next::Call(Request::poll([fd], timeout))
    }

    fn answered(&mut self, fd: Fd, now: Instant, answer: &Answer) -> Next {
        // What belongs to an earlier probe comes too late.
        if answer.seq != self.number() {
            return self.wait(fd, now);
        }
        self.reached |= answer.kind != icmp::Kind::TimeExceeded;
        self.advance(fd, now)
    }
}

impl Machine for Tracer {
    fn next(&mut self, returned: Returned, moment: &mut Moment<'_>) -> Next {
        let now = moment.now;
        match (&mut self.at, returned) {
            (At::Names(search), returned) => match search.next(returned, moment) {
                Looked::Next(next) => next,
                Looked::Found(ip) => {
                    self.to = ip;
                    self.at = At::Opening;
                    let transport = if self.trace.icmp { Transport::Icmp } else { Transport::Udp };
                    Next::Call(Request::Socket(transport))
                }
                Looked::Failed => Next::Exit(TROUBLE),
            },
            (At::Opening, Returned::Opened(fd)) => self.advance(fd, now),
            (At::Sending(fd), Returned::Sent(_)) => {
                let fd = *fd;
                self.wait(fd, now)
            }
            (At::Waiting(fd), Returned::Ready(ready)) => {
                let fd = *fd;
                if ready.is_empty() {
                    return self.advance(fd, now);
                }
                self.at = At::Reading(fd);
                Next::Call(if self.trace.icmp {
                    Request::ReceiveFrom { fd, max: u32::from(u16::MAX) }
                } else {
                    Request::ReceiveError { fd }
                })
            }
            (At::Reading(fd), Returned::Answer(answer)) => {
                let fd = *fd;
                self.answered(fd, now, &answer)
            }
            _ => Next::Exit(TROUBLE),
        }
    }
}
