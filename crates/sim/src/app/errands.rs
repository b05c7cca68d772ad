//! What several applications do alike.

use super::machine::{How, Next, Request};
use std::collections::VecDeque;
use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4};
use wireglass_core::rules::Reason;
use wireglass_trace::Fd;

/// The longest datagram there is.
pub(super) const LONGEST: u32 = 65_535;

/// A port of every address.
pub(super) const fn any(port: u16) -> SocketAddrV4 {
    SocketAddrV4::new(Ipv4Addr::UNSPECIFIED, port)
}

/// Calls that are to be made one after another, each for its reason.
#[derive(Clone, Debug, Default)]
pub(super) struct Errands(VecDeque<(Request, Reason)>);

impl Errands {
    /// To be made after all others.
    pub(super) fn push(&mut self, request: Request, why: Reason) {
        self.0.push_back((request, why));
    }

    /// A datagram to be sent.
    pub(super) fn send(&mut self, fd: Fd, to: SocketAddr, data: Vec<u8>, how: How, why: Reason) {
        self.push(Request::SendTo { fd, to, data, how }, why);
    }

    /// The first of them.
    pub(super) fn next(&mut self) -> Option<Next> {
        self.0.pop_front().map(|(request, why)| Next::Because(request, why))
    }
}
