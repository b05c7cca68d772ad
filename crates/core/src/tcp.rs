//! The TCP endpoint (RFC 9293), sans-IO.
//!
//! An [`Endpoint`] is one end of one connection: a plain value (`Clone + Eq +
//! Hash`) that holds no clock, no socket and no callback. Its owner tells it
//! what happens and asks it what to do:
//!
//! | in                                 | what                                                    |
//! |------------------------------------|---------------------------------------------------------|
//! | [`Endpoint::handle_call`]          | the user calls: open, send, receive, close, abort       |
//! | [`Endpoint::handle_segment`]       | a segment has arrived                                   |
//! | [`Endpoint::handle_timeout`]       | it is late enough for a timer to fire                   |
//!
//! | out                                | what                                                    |
//! |------------------------------------|---------------------------------------------------------|
//! | [`Endpoint::poll_transmit`]        | the next segment to send; **call until `None`** after every input |
//! | [`Endpoint::next_timeout`]         | which timer fires next, and when                        |
//! | [`Log`]                            | what happened and why: transitions and rules, with their numbers |
//!
//! Time is an argument and must not go backwards from call to call.
//!
//! A listening socket is an endpoint in LISTEN that stays there. For each SYN
//! its owner makes a child with [`Endpoint::spawn`], which starts in LISTEN
//! too, and hands the SYN to the child. A segment for which there is no
//! endpoint at all is answered by [`reset_for`].
//!
//! # The rooms
//! The order is the RFC's. `segment_arrives` is §3.10.7 (CLOSED, LISTEN,
//! SYN-SENT, the eight checks), `user_calls` §3.10.1 to §3.10.6, `timeouts`
//! §3.10.8, `transmit` decides what goes out. `lifecycle` is where states
//! change, against the table in `transition`. `control` is the state with what
//! belongs to it; `sender` and `receiver` are the two halves of the TCB, with
//! `send_buffer`, `receive_buffer`, `rto`, `timers` and `outbox` below them.
//! `config` is everything that may differ between systems, as data.
//!
//! Beside the RFC's own order: `agreed` is what the SYNs' options led to (window
//! scale, timestamps with PAWS, SACK); `recovery` with `scoreboard` finds what was
//! lost and says what goes again; `congestion` says how much may be out; `ecn` is what
//! routers' marks do; `idle` is keep-alive and orphans; `icmp` is what the network says about our segments;
//! `isn` chooses initial sequence numbers. The SYN queue, the accept queue and SYN
//! cookies are around the endpoint, in [`Listener`].

mod agreed;
mod call;
mod config;
mod congestion;
mod control;
mod ecn;
mod icmp;
mod idle;
mod isn;
mod lifecycle;
mod listener;
mod log;
mod outbox;
mod rebased;
mod receive_buffer;
mod receiver;
mod recovery;
mod rto;
mod scoreboard;
mod segment_arrives;
mod send_buffer;
mod sender;
mod state;
mod timeouts;
mod timer;
mod timers;
mod transition;
mod transmit;
mod user_calls;
mod variable;

pub use call::{Call, CallError, CallOk, ConnectionError, SendKind, Status, Transmit};
pub use config::{
    Config, Congestion, DEFAULT_SEND_MSS_V4, DEFAULT_SEND_MSS_V6, KeepAlive, Profile,
};
pub use ecn::EcnUse;
pub use icmp::IcmpError;
pub use isn::IsnGenerator;
pub use listener::{
    AcceptOverflow, Cookies, ListenConfig, ListenLog, Listener, Peer, SynOverflow, cookie,
};
pub use log::{Log, Note};
pub use segment_arrives::reset_for;
pub use state::{Family, State};
pub use timer::Timer;
pub use transition::{CallKind, SegmentKind, TRANSITIONS, Transition, Trigger};
pub use variable::{Quantity, Variable};

use crate::seq::Seq;
use crate::time::{Duration, Instant};
use agreed::Agreed;
use control::Control;
use ecn::Marks;
use outbox::Outbox;
use receiver::Receiver;
use rto::Rto;
use sender::Sender;
use std::net::SocketAddr;
use timers::Timers;

/// One end of a TCP connection. See the [module](self) for how to drive it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Endpoint {
    config: Config,
    local: SocketAddr,
    remote: Option<SocketAddr>,
    control: Control,
    snd: Sender,
    rcv: Receiver,
    /// What the SYNs agreed on.
    agreed: Agreed,
    /// Explicit congestion notification.
    marks: Marks,
    rto: Rto,
    timers: Timers,
    outbox: Outbox,
    /// The socket was closed: nobody reads any more.
    reader_gone: bool,
    /// How the connection ended, if badly.
    error: Option<ConnectionError>,
    /// What ICMP last said, should the connection fail.
    soft_error: Option<ConnectionError>,
    /// Keep-alive probes sent since anything was heard.
    keep_alive_probes: u8,
    /// When an empty unacceptable segment was last answered (RFC 5961 §7).
    last_challenge: Option<Instant>,
    /// When the present period of challenge ACKs began, and how many there were in it.
    challenges: Option<(Instant, u8)>,
}

impl Endpoint {
    /// An endpoint at `local`, in CLOSED.
    pub fn new(config: Config, local: SocketAddr) -> Self {
        let snd = Sender::new(&config, Seq(0), config.mss);
        let rcv = Receiver::new(config.receive_buffer);
        let rto = Rto::new(&config);
        Self {
            config,
            local,
            remote: None,
            control: Control::Closed,
            snd,
            rcv,
            agreed: Agreed::default(),
            marks: Marks::default(),
            rto,
            timers: Timers::default(),
            outbox: Outbox::default(),
            reader_gone: false,
            error: None,
            soft_error: None,
            keep_alive_probes: 0,
            last_challenge: None,
            challenges: None,
        }
    }

    /// A child of this listening endpoint for a SYN that came from `remote` to
    /// `local`: in LISTEN for that peer alone, ready to answer with `iss`. Hand
    /// it the SYN next.
    #[must_use]
    pub fn spawn(&self, local: SocketAddr, remote: SocketAddr, iss: Seq) -> Self {
        let mut child = Self::new(self.config.clone(), local);
        child.remote = Some(remote);
        child.control = Control::Listen { iss: Some(iss) };
        child
    }

    /// The state.
    pub fn state(&self) -> State {
        self.control.state()
    }

    /// Our address.
    pub fn local(&self) -> SocketAddr {
        self.local
    }

    /// The peer's address, if there is or was one.
    pub fn remote(&self) -> Option<SocketAddr> {
        self.remote
    }

    /// What it was made with.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// Bytes that arrived in order and wait to be read.
    pub fn readable(&self) -> usize {
        self.rcv.buffer.ready()
    }

    /// Whether a read would report the end of the stream: the peer's FIN has
    /// been received and everything before it read.
    pub fn peer_closed(&self) -> bool {
        self.rcv.finished && self.rcv.buffer.ready() == 0
    }

    /// Bytes that a SEND would take now; zero unless the connection is open.
    pub fn writable(&self) -> usize {
        match self.control {
            Control::Established | Control::CloseWait => {
                (self.config.send_buffer as usize).saturating_sub(self.snd.buffer.len())
            }
            _ => 0,
        }
    }

    /// The most bytes held for the application: what was configured, or a little more
    /// where whole segments are wanted (`SO_RCVBUF` of sockets).
    pub fn receive_capacity(&self) -> u32 {
        self.rcv.capacity()
    }

    /// How the connection ended, if badly.
    pub fn error(&self) -> Option<ConnectionError> {
        self.error
    }

    /// Takes the error, as reading `SO_ERROR` does: it is reported once.
    pub fn take_error(&mut self) -> Option<ConnectionError> {
        self.error.take()
    }

    /// The value of a variable as [`Variable::quantity`] says, or `None` where
    /// it means nothing in this state.
    pub fn variable(&self, variable: Variable) -> Option<u64> {
        let state = self.state();
        if matches!(state, State::Closed | State::Listen) {
            return None;
        }
        let synchronized = state != State::SynSent;
        let seq = |seq: Seq| Some(u64::from(seq.0));
        let heard = |value: Option<u64>| value.filter(|_| synchronized);
        let estimate = |pick: fn(&rto::Estimate) -> Duration| {
            self.rto.estimate.as_ref().map(|estimate| pick(estimate).as_nanos())
        };
        match variable {
            Variable::Iss => seq(self.snd.iss),
            Variable::SndUna => seq(self.snd.una),
            Variable::SndNxt => seq(self.snd.nxt),
            Variable::SndWnd => heard(Some(u64::from(self.snd.wnd))),
            Variable::SndWl1 => heard(seq(self.snd.wl1)),
            Variable::SndWl2 => heard(seq(self.snd.wl2)),
            Variable::SndUp => self.snd.up.and_then(seq),
            Variable::Irs => heard(seq(self.rcv.irs)),
            Variable::RcvNxt => heard(seq(self.rcv.nxt)),
            Variable::RcvWnd => heard(Some(u64::from(self.rcv.wnd()))),
            Variable::RcvUp => heard(self.rcv.up.and_then(seq)),
            Variable::Mss => heard(Some(u64::from(self.snd.mss))),
            // Before the handshake is over there is nothing for it to limit.
            Variable::Cwnd => self.opened().then(|| self.snd.congestion.cwnd())?.map(u64::from),
            Variable::Ssthresh => self.snd.congestion.ssthresh().map(u64::from),
            Variable::SndWindShift => self.agreed.scale.map(|scale| u64::from(scale.snd)),
            Variable::RcvWindShift => self.agreed.scale.map(|scale| u64::from(scale.rcv)),
            Variable::TsRecent => self.agreed.timestamps.map(|recent| u64::from(recent.value)),
            Variable::Srtt => estimate(|estimate| estimate.srtt),
            Variable::Rttvar => estimate(|estimate| estimate.rttvar),
            Variable::Rto => Some(self.rto.current.as_nanos()),
            Variable::Retransmits => Some(u64::from(self.rto.retries)),
            Variable::SendQueue => Some(self.snd.buffer.len() as u64),
            Variable::ReceiveQueue => Some(self.rcv.buffer.ready() as u64),
        }
    }

    /// Whether the handshake is over.
    fn opened(&self) -> bool {
        !matches!(self.state(), State::SynSent | State::SynReceived)
    }

    /// The MSS to assume of a peer that announces none (RFC 9293 §3.7.1).
    fn default_send_mss(&self) -> u16 {
        if self.local.is_ipv4() { DEFAULT_SEND_MSS_V4 } else { DEFAULT_SEND_MSS_V6 }
    }
}

#[cfg(test)]
mod tests;
