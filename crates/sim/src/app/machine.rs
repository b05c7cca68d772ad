//! What an application is to the task that runs it: a machine that is told what its last
//! call returned and says which call it makes next.

use super::Change;
use crate::device::{Answer, Host, Letter};
use crate::rng::Rng;
use crate::task::Descriptors;
use std::collections::BTreeMap;
use std::fmt;
use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4};
use wireglass_core::addr::MacAddr;
use wireglass_core::dhcp;
use wireglass_core::igmp;
use wireglass_core::rules::Reason;
use wireglass_core::time::{Duration, Instant};
use wireglass_core::wire::dns::{Name, RecordType};
use wireglass_trace::{Errno, Fd, FdSet, Lease, Transport};

/// What hosts begin with (RFC 1700, "IP TIME TO LIVE PARAMETER").
pub(crate) const TTL: u8 = 64;

/// A machine of calls. It decides the moment its call returned; the call it asks for is made
/// when its turn comes, which is the program's pace later.
pub(crate) trait Machine: fmt::Debug + CloneMachine + Send + Sync {
    /// The last call returned this (at first, nothing): what next?
    fn next(&mut self, returned: Returned, moment: &mut Moment<'_>) -> Next;
}

/// A checkpoint is a clone, applications included.
pub(crate) trait CloneMachine {
    fn clone_box(&self) -> Box<dyn Machine>;
}

impl<T: Machine + Clone + 'static> CloneMachine for T {
    fn clone_box(&self) -> Box<dyn Machine> {
        Box::new(self.clone())
    }
}

impl Clone for Box<dyn Machine> {
    fn clone(&self) -> Self {
        (**self).clone_box()
    }
}

/// What a machine wants.
#[derive(Clone, Debug)]
pub(crate) enum Next {
    /// To make this call.
    Call(Request),
    /// The same, and the rule that decided it.
    Because(Request, Reason),
    /// To end with this code: 0 if all went well. What it has open is closed.
    Exit(u8),
    /// Nothing more. What it has open stays.
    Rest,
}

/// A call.
#[derive(Clone, Debug)]
pub(crate) enum Request {
    /// `socket()`; of [`Transport::Icmp`] one that sends echo requests, as `ping` has.
    Socket(Transport),
    /// `bind()`: port 0 is any, 0.0.0.0 every address; with an interface (`SO_BINDTODEVICE`)
    /// broadcasts leave by it, and only what came by it is delivered.
    Bind { fd: Fd, local: SocketAddrV4, interface: Option<u16> },
    /// `listen()`. The socket is bound.
    Listen { fd: Fd },
    /// `accept()`.
    Accept { fd: Fd },
    /// `connect()`; of datagrams it only says with whom. A timeout (`SO_SNDTIMEO`) ends the
    /// waiting with `EINPROGRESS`.
    Connect { fd: Fd, to: SocketAddr, timeout: Option<Duration> },
    /// `send()`: as much as fits.
    Send { fd: Fd, data: Vec<u8> },
    /// `recv()`.
    Receive { fd: Fd, max: u32 },
    /// `sendto()`; on a socket of ICMP, the data of an echo request.
    SendTo { fd: Fd, to: SocketAddr, data: Vec<u8>, how: How },
    /// `recvfrom()`.
    ReceiveFrom { fd: Fd, max: u32 },
    /// `recvmsg(MSG_ERRQUEUE)`: which ICMP error there is about something sent.
    ReceiveError { fd: Fd },
    /// `poll()`. With how often links had changed that it knows of, a socket of netlink is
    /// among them: it returns when one has changed since.
    Poll { fds: FdSet, timeout: Option<Duration>, links: Option<u32> },
    /// `shutdown(SHUT_WR)`.
    Shutdown { fd: Fd },
    /// `close()`.
    Close { fd: Fd },
    /// `close()` with a reset.
    Abort { fd: Fd },
    /// `sleep()`.
    Sleep(Duration),
    /// One echo request, and what comes back within a second.
    Echo { to: Ipv4Addr, ttl: u8, size: u16 },
    /// Reads the host's tables.
    Show,
    /// Changes one of them. A new address is claimed first (RFC 5227), which takes a while
    /// and may fail with `EADDRINUSE`.
    Change(Change),
    /// Asks everybody on a link for the interface's address, and waits for the answer (RFC 903).
    AskRarp { port: u16 },
    /// The host answers such questions from now on, by this table.
    ServeRarp(BTreeMap<MacAddr, Ipv4Addr>),
    /// The router asks on its links who is in a group from now on (RFC 2236).
    Query(igmp::Config),
}

impl Request {
    /// `poll()` on descriptors alone.
    pub(crate) fn poll(fds: impl IntoIterator<Item = Fd>, timeout: Option<Duration>) -> Self {
        Self::Poll { fds: fds.into_iter().collect(), timeout, links: None }
    }

    /// On which descriptor.
    pub(crate) const fn fd(&self) -> Option<Fd> {
        match self {
            Self::Bind { fd, .. }
            | Self::Listen { fd, .. }
            | Self::Accept { fd }
            | Self::Connect { fd, .. }
            | Self::Send { fd, .. }
            | Self::Receive { fd, .. }
            | Self::SendTo { fd, .. }
            | Self::ReceiveFrom { fd, .. }
            | Self::ReceiveError { fd }
            | Self::Shutdown { fd }
            | Self::Close { fd }
            | Self::Abort { fd } => Some(*fd),
            Self::Socket(_)
            | Self::Poll { .. }
            | Self::Sleep(_)
            | Self::Echo { .. }
            | Self::Show
            | Self::Change(_)
            | Self::AskRarp { .. }
            | Self::ServeRarp(_)
            | Self::Query(_) => None,
        }
    }
}

/// How a datagram is sent.
#[derive(Clone, Copy, Debug)]
pub(crate) struct How {
    /// Its TTL.
    pub(crate) ttl: u8,
    /// Whether nobody may cut it up.
    pub(crate) dont_fragment: bool,
    /// Whether it may go to a broadcast address (`SO_BROADCAST`).
    pub(crate) broadcast: bool,
    /// Straight to this station, unasked, as a packet socket would (RFC 2131 §4.1).
    pub(crate) station: Option<MacAddr>,
}

impl Default for How {
    fn default() -> Self {
        Self { ttl: TTL, dont_fragment: false, broadcast: false, station: None }
    }
}

/// What a call returned.
#[derive(Clone, Debug)]
pub(crate) enum Returned {
    /// No call was made yet.
    Nothing,
    /// Success, with nothing to say.
    Done,
    /// A new descriptor.
    Opened(Fd),
    /// A new connection.
    Accepted(Fd),
    /// So many bytes were taken.
    Sent(usize),
    /// Bytes, at least one.
    Bytes(Vec<u8>),
    /// The other side has closed.
    EndOfStream,
    /// A datagram.
    Letter(Letter),
    /// What came back for an echo request, or an ICMP error about a datagram.
    Answer(Answer),
    /// A call on one of these would not block; on none if time ran out.
    Ready(FdSet),
    /// An address that was asked for.
    Address(Ipv4Addr),
    /// It failed.
    Failed(Errno),
}

/// When a machine decides, and by what.
pub(crate) struct Moment<'a> {
    /// The time.
    pub(crate) now: Instant,
    /// The task's generator.
    pub(crate) rng: &'a mut Rng,
    /// The host it runs on, to look at.
    pub(crate) host: &'a Host,
    pub(crate) files: &'a mut Descriptors,
    pub(crate) told: &'a mut Vec<Told>,
}

/// What a machine has to say besides its call, in the order in which it was said.
#[derive(Clone, Debug)]
pub(crate) enum Told {
    /// A rule decided something.
    Note(Reason),
    /// A resolver remembers a set of records until then; `None`: it has forgotten them.
    Records { name: Name, kind: RecordType, kept: Option<(Vec<u8>, Instant)>, why: Option<Reason> },
    /// A DHCP server has given an address away; `None`: it is free again.
    Lease { ip: Ipv4Addr, mac: MacAddr, kept: Option<(Lease, Instant)>, why: Option<Reason> },
    /// What the lease file of an interface says from now on.
    LeaseFile { port: u16, kept: Option<Box<dhcp::Lease>> },
}

impl Moment<'_> {
    /// A rule decided something that no call shows.
    pub(crate) fn note(&mut self, reason: Reason) {
        self.told.push(Told::Note(reason));
    }

    /// Any 64-bit number, to seed a machine of `core`.
    pub(crate) fn seed(&mut self) -> u64 {
        u64::from(self.rng.next_u32()) << 32 | u64::from(self.rng.next_u32())
    }
}
