//! The vocabulary between an endpoint and its user (RFC 9293 §3.9.1).

use super::State;
use crate::rules::Reason;
use crate::seq::Seq;
use crate::wire::Ecn;
use crate::wire::tcp::Header;
use std::fmt;
use std::net::SocketAddr;

/// A call of the user (RFC 9293 §3.10.1 to §3.10.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Call<'a> {
    /// OPEN, active: connect.
    OpenActive {
        /// Whom to connect to.
        remote: SocketAddr,
        /// The initial send sequence number to use.
        iss: Seq,
    },
    /// OPEN, passive: listen.
    OpenPassive,
    /// SEND. Takes as much as the send buffer has room for.
    Send {
        /// The bytes.
        data: &'a [u8],
        /// Ask the peer to hand the data on at once (the PSH bit).
        push: bool,
    },
    /// SEND with the URGENT flag: everything up to the last of these bytes is
    /// urgent (RFC 9293 §3.8.5; new applications should not, SHLD-13). The bytes go
    /// with the next segments, as in [`Call::Send`].
    SendUrgent {
        /// The bytes.
        data: &'a [u8],
    },
    /// RECEIVE. Takes bytes that arrived in order.
    Receive {
        /// The most bytes to take.
        max: usize,
    },
    /// The socket is closed: CLOSE, and nobody will read any more.
    Close,
    /// CLOSE as RFC 9293 has it: nothing more to send, still willing to read (half-close).
    ShutdownWrite,
    /// ABORT: forget everything, tell the peer with a reset.
    Abort,
    /// STATUS.
    Status,
}

/// What a call gave.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum CallOk {
    /// Done, nothing to return.
    Done,
    /// This many bytes were taken over for sending: at least one, unless none were offered.
    Sent(usize),
    /// Bytes read. None at all means the end of the stream (unless `max` was zero).
    Received(Vec<u8>),
    /// The answer to STATUS.
    Status(Status),
}

/// Why a call could not be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CallError {
    /// Not now: no room to send, nothing to read yet, or not yet connected.
    WouldBlock,
    /// "Connection does not exist" (RFC 9293); `ENOTCONN` of sockets.
    NotConnected,
    /// "Connection already exists" (RFC 9293); `EISCONN` of sockets.
    AlreadyExists,
    /// "Connection closing" (RFC 9293); `EPIPE` of sockets for a SEND.
    Closing,
    /// The connection has ended badly; see [`super::Endpoint::take_error`].
    Failed(ConnectionError),
}

/// How a connection ended, if not in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ConnectionError {
    /// A reset answered our SYN (`ECONNREFUSED`).
    Refused,
    /// A reset ended a connection that was open (`ECONNRESET`).
    Reset,
    /// No answer for too long (`ETIMEDOUT`).
    TimedOut,
    /// Our own user aborted it (`ECONNABORTED`).
    Aborted,
    /// An ICMP message said that the peer cannot be reached (`EHOSTUNREACH`).
    Unreachable,
}

/// The answer to STATUS (RFC 9293 §3.10.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Status {
    /// The state.
    pub state: State,
    /// Our address.
    pub local: SocketAddr,
    /// The peer's address, if there is one.
    pub remote: Option<SocketAddr>,
    /// RCV.WND, in bytes.
    pub receive_window: u32,
    /// SND.WND, in bytes.
    pub send_window: u32,
    /// Sequence numbers sent and not acknowledged.
    pub awaiting_ack: u32,
    /// Bytes received and not read.
    pub awaiting_receipt: u32,
    /// The peer has sent urgent data that has not been read yet.
    pub urgent: bool,
}

/// A segment to send now.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Transmit {
    /// The TCP header; its checksum is the wire format's business.
    pub header: Header,
    /// The text.
    pub payload: Vec<u8>,
    /// Where it goes.
    pub dst: SocketAddr,
    /// What the ECN field of the packet is to be (RFC 3168 §5).
    pub ecn: Ecn,
    /// What sort of sending this is.
    pub kind: SendKind,
    /// Why it goes out now.
    pub reason: Reason,
}

/// What sort of sending a [`Transmit`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SendKind {
    /// SYN, FIN or text sent for the first time.
    First,
    /// SYN, FIN or text sent again.
    Retransmission,
    /// An empty segment that only acknowledges (or opens the window).
    Ack,
    /// A probe into a closed window.
    Probe,
    /// A reset.
    Reset,
}

impl fmt::Display for CallError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::WouldBlock => f.write_str("the call cannot finish yet"),
            Self::NotConnected => f.write_str("connection does not exist"),
            Self::AlreadyExists => f.write_str("connection already exists"),
            Self::Closing => f.write_str("connection closing"),
            Self::Failed(error) => error.fmt(f),
        }
    }
}

impl fmt::Display for ConnectionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Refused => "connection refused",
            Self::Reset => "connection reset",
            Self::TimedOut => "connection timed out",
            Self::Aborted => "connection aborted",
            Self::Unreachable => "host unreachable",
        })
    }
}

impl std::error::Error for CallError {}
impl std::error::Error for ConnectionError {}
