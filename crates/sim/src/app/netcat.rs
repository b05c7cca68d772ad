//! `nc`: whatever it is told goes out, whatever comes in is shown.
//!
//! Over TCP it shuts its side down when all is sent (`-N`) and reads until the other side has
//! done the same. Over UDP nothing says that no more will come: it goes on until it is stopped.

use super::Netcat;
use super::errands::{LONGEST, any};
use super::machine::{How, Machine, Moment, Next, Request, Returned};
use super::names::{Looked, NameSearch};
use std::collections::VecDeque;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use wireglass_trace::{Fd, Transport};

#[derive(Clone, Debug)]
pub(super) struct Nc {
    args: Netcat,
    at: At,
    /// Whom it talks with; who listens learns that from the first datagram.
    peer: Option<SocketAddr>,
    left: VecDeque<Vec<u8>>,
}

/// What it is doing.
#[derive(Clone, Debug)]
enum At {
    Beginning,
    Names(NameSearch),
    Opening,
    Binding(Fd),
    Listening(Fd),
    Accepting,
    Connecting(Fd),
    Sending(Fd),
    Shutting(Fd),
    Reading(Fd),
    Closing,
}

impl Nc {
    pub(super) fn new(args: &Netcat) -> Self {
        let left = args.send.iter().filter(|piece| !piece.is_empty()).cloned().collect();
        Self { args: args.clone(), at: At::Beginning, peer: None, left }
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
            Looked::Found(ip) => self.open(Some(ip)),
            Looked::Failed => Next::Exit(1),
        }
    }

    fn open(&mut self, to: Option<Ipv4Addr>) -> Next {
        self.peer = to.map(|ip| SocketAddr::new(IpAddr::V4(ip), self.args.port));
        self.at = At::Opening;
        let transport = if self.args.udp { Transport::Udp } else { Transport::Tcp };
        Next::Call(Request::Socket(transport))
    }

    /// There is a socket: to listen it is bound, to call it is connected. Of a broadcast one
    /// cannot know who will answer, so that socket is not.
    fn opened(&mut self, fd: Fd) -> Next {
        match self.peer {
            _ if self.args.listen => {
                self.at = At::Binding(fd);
                Next::Call(Request::Bind { fd, local: any(self.args.port), interface: None })
            }
            Some(_) if self.args.udp && self.args.broadcast => self.talk(fd),
            Some(to) => {
                self.at = At::Connecting(fd);
                Next::Call(Request::Connect { fd, to, timeout: None })
            }
            None => Next::Exit(1),
        }
    }

    /// Sends what is left to send, then reads.
    fn talk(&mut self, fd: Fd) -> Next {
        match (self.left.front(), self.peer) {
            (Some(data), Some(to)) if self.args.udp => {
                let how = How { broadcast: self.args.broadcast, ..How::default() };
                let request = Request::SendTo { fd, to, data: data.clone(), how };
                self.at = At::Sending(fd);
                Next::Call(request)
            }
            (Some(data), _) if !self.args.udp => {
                let request = Request::Send { fd, data: data.clone() };
                self.at = At::Sending(fd);
                Next::Call(request)
            }
            _ => self.read(fd),
        }
    }

    fn read(&mut self, fd: Fd) -> Next {
        self.at = At::Reading(fd);
        Next::Call(if self.args.udp {
            Request::ReceiveFrom { fd, max: LONGEST }
        } else {
            Request::Receive { fd, max: LONGEST }
        })
    }

    /// So many bytes of the present piece went.
    fn sent(&mut self, fd: Fd, bytes: usize) -> Next {
        if let Some(piece) = self.left.front_mut() {
            piece.drain(..bytes.min(piece.len()));
            // A datagram went whole.
            if piece.is_empty() || self.args.udp {
                self.left.pop_front();
            }
        }
        if self.left.is_empty() && !self.args.udp {
            self.at = At::Shutting(fd);
            return Next::Call(Request::Shutdown { fd });
        }
        self.talk(fd)
    }
}

impl Machine for Nc {
    fn next(&mut self, returned: Returned, moment: &mut Moment<'_>) -> Next {
        match (std::mem::replace(&mut self.at, At::Closing), returned) {
            (At::Beginning, returned) => match self.args.to.clone() {
                Some(to) if !self.args.listen => {
                    self.search(NameSearch::new(&to), returned, moment)
                }
                _ => self.open(None),
            },
            (At::Names(search), returned) => self.search(search, returned, moment),
            (At::Opening, Returned::Opened(fd)) => self.opened(fd),
            (At::Binding(fd), Returned::Done) if self.args.udp => self.talk(fd),
            (At::Binding(fd), Returned::Done) => {
                self.at = At::Listening(fd);
                Next::Call(Request::Listen { fd })
            }
            (At::Listening(fd), Returned::Done) => {
                self.at = At::Accepting;
                Next::Call(Request::Accept { fd })
            }
            (At::Accepting, Returned::Accepted(fd)) | (At::Connecting(fd), Returned::Done) => {
                self.talk(fd)
            }
            (At::Sending(fd), Returned::Sent(bytes)) => self.sent(fd, bytes),
            (At::Reading(fd), Returned::Letter(letter)) => {
                // Who listens answers the first who speaks to it.
                self.peer.get_or_insert(SocketAddr::V4(letter.from));
                self.talk(fd)
            }
            (At::Shutting(fd), Returned::Done) | (At::Reading(fd), Returned::Bytes(_)) => {
                self.read(fd)
            }
            (At::Reading(fd), Returned::EndOfStream) => {
                self.at = At::Closing;
                Next::Call(Request::Close { fd })
            }
            // The other side may have closed it for good before.
            (At::Closing, Returned::Done | Returned::Failed(_)) => Next::Exit(0),
            _ => Next::Exit(1),
        }
    }
}
