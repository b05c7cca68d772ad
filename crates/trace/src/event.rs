//! Events: what can happen.

use crate::{
    Bytes, DatagramId, EventId, FrameId, LinkId, NodeId, RowId, SocketId, Table, TaskId, Transport,
};
use serde::Serialize;
use wireglass_core::rules::Reason;
use wireglass_core::tcp::{State, Timer, Variable};
use wireglass_core::time::{Duration, Instant};
use wireglass_core::wire::icmp;

/// One thing that happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Event {
    /// When, in model time.
    pub time: Instant,
    /// Where.
    pub node: NodeId,
    /// What.
    pub what: What,
    /// Why: the rule that decided it, with its numbers.
    pub because: Option<Reason>,
    /// Which earlier event led to it.
    pub cause: Option<EventId>,
}

// A million packets must fit in a browser.
const _: () = assert!(size_of::<Event>() <= 80);

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum What {
    /// A frame was put on its link.
    FrameSent {
        /// Which.
        frame: FrameId,
    },
    /// A frame reached the other end.
    FrameArrived {
        /// Which.
        frame: FrameId,
    },
    /// A frame was lost on the way.
    FrameLost {
        /// Which.
        frame: FrameId,
    },
    /// Something on the way changed a frame's fate.
    FrameAltered {
        /// Which.
        frame: FrameId,
        /// How.
        how: Alteration,
    },
    /// A frame arrived, and its receiver threw it away.
    FrameDiscarded {
        /// Which.
        frame: FrameId,
    },
    /// A frame is recognised as something out of the ordinary.
    Flagged {
        /// Which.
        frame: FrameId,
        /// As what.
        anomaly: Anomaly,
    },
    /// A socket came into being.
    SocketOpened {
        /// Which.
        socket: SocketId,
    },
    /// A socket and everything it remembered is gone.
    SocketDeleted {
        /// Which.
        socket: SocketId,
    },
    /// A connection changed state.
    StateChanged {
        /// Whose.
        socket: SocketId,
        /// From.
        from: State,
        /// To.
        to: State,
    },
    /// A variable of a connection has a new value.
    VariableSet {
        /// Whose.
        socket: SocketId,
        /// Which.
        variable: Variable,
        /// The new value.
        value: u64,
    },
    /// A timer was started or moved.
    TimerSet {
        /// Whose.
        socket: SocketId,
        /// Which.
        timer: Timer,
        /// When it will fire.
        due: Instant,
    },
    /// A timer was stopped before it fired.
    TimerStopped {
        /// Whose.
        socket: SocketId,
        /// Which.
        timer: Timer,
    },
    /// A timer ran out.
    TimerFired {
        /// Whose.
        socket: SocketId,
        /// Which.
        timer: Timer,
    },
    /// A rule decided something that no other event shows; `because` says what.
    Noted {
        /// For which socket, where it was for one.
        socket: Option<SocketId>,
    },
    /// A task made a system call.
    CallMade {
        /// Which task.
        task: TaskId,
        /// On which socket, where it was on one.
        socket: Option<SocketId>,
        /// On which of the task's descriptors, where it was on one.
        fd: Option<Fd>,
        /// The call.
        call: Call,
    },
    /// The call cannot finish yet: the task sleeps.
    CallBlocked {
        /// Which task.
        task: TaskId,
        /// In which call.
        call: Call,
    },
    /// What a blocked call waited for has happened: the task runs again.
    CallResumed {
        /// Which task.
        task: TaskId,
        /// In which call.
        call: Call,
    },
    /// A system call returned.
    CallReturned {
        /// Which task.
        task: TaskId,
        /// With what.
        result: CallResult,
    },
    /// A task came to the end of its program.
    TaskEnded {
        /// Which.
        task: TaskId,
        /// What it told whoever started it: 0 if all went well.
        code: u8,
    },
    /// A row of one of the node's tables was written: it is new, or takes the place of
    /// the one with the same key.
    RowSet {
        /// Which.
        row: RowId,
    },
    /// A row of one of the node's tables is gone.
    RowGone {
        /// The row, as it was last written.
        row: RowId,
    },
    /// One of a socket's queues is longer or shorter now.
    QueueSet {
        /// Whose.
        socket: SocketId,
        /// Which.
        queue: Queue,
        /// How many wait in it now.
        len: u32,
        /// How many may.
        limit: u32,
    },
    /// A link was cut, or mended. The node is one of its ends.
    LinkChanged {
        /// Which.
        link: LinkId,
        /// Whether it carries frames now.
        up: bool,
    },
    /// A host was switched on or off. Off forgets everything.
    PowerChanged {
        /// Whether it is on now.
        on: bool,
    },
    /// The learner changed something: a what-if.
    Intervened {
        /// What.
        what: Intervention,
    },
}

impl What {
    /// The frame it is about.
    pub const fn frame(&self) -> Option<FrameId> {
        match *self {
            Self::FrameSent { frame }
            | Self::FrameArrived { frame }
            | Self::FrameLost { frame }
            | Self::FrameAltered { frame, .. }
            | Self::FrameDiscarded { frame }
            | Self::Flagged { frame, .. } => Some(frame),
            Self::Intervened { what } => what.frame(),
            _ => None,
        }
    }

    /// The task it is about.
    pub const fn task(&self) -> Option<TaskId> {
        match *self {
            Self::CallMade { task, .. }
            | Self::CallBlocked { task, .. }
            | Self::CallResumed { task, .. }
            | Self::CallReturned { task, .. }
            | Self::TaskEnded { task, .. } => Some(task),
            Self::Intervened { what } => what.task(),
            _ => None,
        }
    }

    /// The socket it is about.
    pub const fn socket(&self) -> Option<SocketId> {
        match *self {
            Self::SocketOpened { socket }
            | Self::SocketDeleted { socket }
            | Self::StateChanged { socket, .. }
            | Self::VariableSet { socket, .. }
            | Self::TimerSet { socket, .. }
            | Self::TimerStopped { socket, .. }
            | Self::TimerFired { socket, .. }
            | Self::QueueSet { socket, .. } => Some(socket),
            Self::Noted { socket } | Self::CallMade { socket, .. } => socket,
            _ => None,
        }
    }
}

/// A queue of a socket, counted in things that wait, not in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Queue {
    /// Half-open connections of a listener: a SYN has come, the handshake has not ended.
    Syn,
    /// Connections of a listener that wait to be accepted.
    Accept,
    /// Datagrams that wait to be read.
    Datagrams,
}

impl Queue {
    /// Every queue.
    pub const ALL: [Self; 3] = [Self::Syn, Self::Accept, Self::Datagrams];
}

/// What happened to a frame on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Alteration {
    /// It will arrive later than it would have.
    Delayed {
        /// By how much.
        by: Duration,
    },
    /// A second copy was made.
    Duplicated {
        /// The copy.
        copy: FrameId,
    },
    /// One byte changed.
    Corrupted {
        /// Byte offset in the frame.
        offset: u16,
        /// What it was.
        from: u8,
        /// What it is now.
        to: u8,
        /// All of the frame's bytes as they will arrive.
        received: Bytes,
    },
}

/// Something out of the ordinary about a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[repr(u8)]
pub enum Anomaly {
    /// Bytes (or a SYN or FIN) that were sent before.
    Retransmission,
    /// Sent again after three duplicate ACKs, before any time-out could have fired.
    FastRetransmission,
    /// Sent again although it had already been acknowledged.
    SpuriousRetransmission,
    /// It arrived after a segment that follows it.
    OutOfOrder,
    /// It acknowledges nothing new while data is outstanding.
    DuplicateAck,
    /// It closes the window.
    ZeroWindow,
    /// It probes a closed window.
    ZeroWindowProbe,
    /// It re-opens the window or makes it larger, and does nothing else.
    WindowUpdate,
    /// It asks whether the other side is still there.
    KeepAlive,
    /// It fills the window to the last byte.
    WindowFull,
    /// A segment before it is missing from the capture.
    GapBefore,
    /// It acknowledges bytes the capture does not hold.
    AckOfUnseen,
    /// It resets the connection.
    Reset,
    /// It refuses the connection: RST in answer to a SYN.
    Refused,
    /// The same pair of ports begins a new connection.
    PortsReused,
    /// Its checksum is wrong.
    BadChecksum,
    /// It was sent again later and nothing acknowledged it in between: probably lost.
    ProbablyLost,
    /// Nothing of it fits the receiver's window.
    OutOfWindow,
}

impl Anomaly {
    /// Every kind.
    pub const ALL: [Self; 18] = [
        Self::Retransmission,
        Self::FastRetransmission,
        Self::SpuriousRetransmission,
        Self::OutOfOrder,
        Self::DuplicateAck,
        Self::ZeroWindow,
        Self::ZeroWindowProbe,
        Self::WindowUpdate,
        Self::KeepAlive,
        Self::WindowFull,
        Self::GapBefore,
        Self::AckOfUnseen,
        Self::Reset,
        Self::Refused,
        Self::PortsReused,
        Self::BadChecksum,
        Self::ProbablyLost,
        Self::OutOfWindow,
    ];

    /// Whether bytes on the wire were there before.
    pub const fn is_retransmission(self) -> bool {
        matches!(
            self,
            Self::Retransmission | Self::FastRetransmission | Self::SpuriousRetransmission
        )
    }
}

/// A descriptor: a task's own number for a socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Fd(pub u8);

impl Fd {
    /// The first that a program gets: 0, 1 and 2 are its input, its output, and its errors.
    pub const FIRST: Self = Self(3);
    /// One more than the last there can be.
    pub const LIMIT: u8 = 64;
}

/// A set of descriptors.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct FdSet(u64);

impl FdSet {
    /// None.
    pub const EMPTY: Self = Self(0);

    /// Adds one. Beyond [`Fd::LIMIT`] there is none to add.
    pub const fn insert(&mut self, fd: Fd) {
        if fd.0 < Fd::LIMIT {
            self.0 |= 1 << fd.0;
        }
    }

    /// Whether it is there.
    pub const fn contains(self, fd: Fd) -> bool {
        fd.0 < Fd::LIMIT && self.0 & 1 << fd.0 != 0
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Each one, in order.
    pub fn iter(self) -> impl Iterator<Item = Fd> {
        (0..Fd::LIMIT).map(Fd).filter(move |fd| self.contains(*fd))
    }
}

impl FromIterator<Fd> for FdSet {
    fn from_iter<T: IntoIterator<Item = Fd>>(fds: T) -> Self {
        let mut set = Self::EMPTY;
        fds.into_iter().for_each(|fd| set.insert(fd));
        set
    }
}

/// A system call, as a program makes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Call {
    /// `socket()`.
    Socket {
        /// What it is to speak.
        transport: Transport,
    },
    /// `bind()` to a local port.
    Bind {
        /// The port.
        port: u16,
    },
    /// `listen()`.
    Listen {
        /// The local port.
        port: u16,
    },
    /// `accept()`: blocks until a connection is established.
    Accept,
    /// `connect()`: blocks until the handshake ends.
    Connect {
        /// The remote port.
        port: u16,
    },
    /// `send()`.
    Send {
        /// How many bytes, and which.
        data: Bytes,
    },
    /// `recv()`: blocks until at least one byte is there, or the end of the stream.
    Receive {
        /// The most bytes wanted.
        max: u32,
    },
    /// `shutdown(SHUT_WR)`: no more to send, still willing to read.
    Shutdown,
    /// `close()`.
    Close,
    /// `close()` with `SO_LINGER` at zero: send a reset.
    Abort,
    /// `sleep()`.
    Sleep {
        /// How long.
        duration: Duration,
    },
    /// `sendto()`: one datagram.
    SendTo {
        /// What, and to whom. To a socket of ICMP it is the data of an echo request.
        datagram: DatagramId,
        /// Its TTL.
        ttl: u8,
    },
    /// `recvfrom()`: blocks until a datagram is there. What is longer is cut off.
    ReceiveFrom {
        /// The most bytes wanted.
        max: u32,
    },
    /// Sends one ICMP echo request and blocks until something answers, or for a second.
    Echo {
        /// What is in it, and to whom.
        datagram: DatagramId,
        /// Its TTL.
        ttl: u8,
    },
    /// `recvmsg(MSG_ERRQUEUE)`: blocks until an ICMP error about something sent has come.
    ReceiveError,
    /// `poll()`: blocks until a call on one of these would not.
    Poll {
        /// Which.
        fds: FdSet,
        /// How long at most, in milliseconds; below 0 is for ever.
        timeout: i32,
    },
    /// Reads the host's tables, as `netlink` does it.
    Show,
    /// Changes one of the host's tables.
    Change {
        /// Which.
        table: Table,
    },
}

/// What a system call returned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CallResult {
    /// Success, with nothing to say.
    Done,
    /// A new descriptor.
    Opened {
        /// Which.
        fd: Fd,
    },
    /// A new connection.
    Accepted {
        /// Its socket.
        socket: SocketId,
    },
    /// All bytes were taken.
    Sent {
        /// How many.
        bytes: u32,
    },
    /// Bytes were read.
    Received {
        /// Which.
        data: Bytes,
    },
    /// The other side has closed: end of the stream.
    EndOfStream,
    /// A datagram was read.
    ReceivedFrom {
        /// From whom, and as much of it as was wanted.
        datagram: DatagramId,
        /// How many bytes were cut off.
        cut: u32,
    },
    /// Something answered an echo request.
    Echoed {
        /// Who, and what came back.
        datagram: DatagramId,
        /// With what: an echo reply, or an error on the way.
        kind: icmp::Kind,
        /// The ICMP code.
        code: u8,
        /// The answer's TTL as it came in.
        ttl: u8,
        /// The number of the request it is an answer to, counted from 1; of a datagram, the
        /// port it went to.
        seq: u16,
        /// From the request to the answer.
        after: Duration,
    },
    /// A call on one of these would not block; on none of them if time ran out.
    Ready {
        /// Which.
        fds: FdSet,
    },
    /// It failed.
    Failed {
        /// How.
        error: Errno,
    },
}

/// Errors of the sockets interface (POSIX.1-2024 `<errno.h>`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Errno {
    /// A RST answered the SYN.
    Econnrefused,
    /// A RST ended the connection.
    Econnreset,
    /// No answer, however often it was asked.
    Etimedout,
    /// The local address is taken.
    Eaddrinuse,
    /// There is no such connection.
    Enotconn,
    /// Sending after closing, or to a peer that reset.
    Epipe,
    /// The connection was aborted on this side.
    Econnaborted,
    /// Nobody answers for the address (ARP failed).
    Ehostunreach,
    /// The call makes no sense for this socket.
    Einval,
    /// A datagram would be larger than a datagram can be.
    Emsgsize,
    /// No route leads there.
    Enetunreach,
    /// There is no such descriptor.
    Ebadf,
    /// The task has as many descriptors as it may.
    Emfile,
    /// The address is not, or must not be, one of this host's.
    Eaddrnotavail,
    /// A broadcast, and the program did not say that it means one.
    Eacces,
    /// The time the program gave it is over, and it goes on.
    Einprogress,
    /// There is nothing of that name.
    Enoent,
}

impl Errno {
    /// Every error.
    pub const ALL: [Self; 17] = [
        Self::Econnrefused,
        Self::Econnreset,
        Self::Etimedout,
        Self::Eaddrinuse,
        Self::Enotconn,
        Self::Epipe,
        Self::Econnaborted,
        Self::Ehostunreach,
        Self::Einval,
        Self::Emsgsize,
        Self::Enetunreach,
        Self::Ebadf,
        Self::Emfile,
        Self::Eaddrnotavail,
        Self::Eacces,
        Self::Einprogress,
        Self::Enoent,
    ];

    /// The symbol, such as `ECONNREFUSED`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Econnrefused => "ECONNREFUSED",
            Self::Econnreset => "ECONNRESET",
            Self::Etimedout => "ETIMEDOUT",
            Self::Eaddrinuse => "EADDRINUSE",
            Self::Enotconn => "ENOTCONN",
            Self::Epipe => "EPIPE",
            Self::Econnaborted => "ECONNABORTED",
            Self::Ehostunreach => "EHOSTUNREACH",
            Self::Einval => "EINVAL",
            Self::Emsgsize => "EMSGSIZE",
            Self::Enetunreach => "ENETUNREACH",
            Self::Ebadf => "EBADF",
            Self::Emfile => "EMFILE",
            Self::Eaddrnotavail => "EADDRNOTAVAIL",
            Self::Eacces => "EACCES",
            Self::Einprogress => "EINPROGRESS",
            Self::Enoent => "ENOENT",
        }
    }
}

/// What a learner may do to a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(tag = "intervention", rename_all = "kebab-case")]
pub enum Intervention {
    /// Lose this frame.
    Drop {
        /// Which.
        frame: FrameId,
    },
    /// Let this frame arrive later.
    Delay {
        /// Which.
        frame: FrameId,
        /// By how much.
        by: Duration,
    },
    /// Let this frame arrive twice.
    Duplicate {
        /// Which.
        frame: FrameId,
        /// How long after the first the second arrives.
        after: Duration,
    },
    /// Flip bits of one byte of this frame.
    Corrupt {
        /// Which.
        frame: FrameId,
        /// Byte offset in the frame.
        offset: u16,
        /// The bits to flip; never 0.
        flip: u8,
    },
    /// The application on this host closes its connections.
    Close {
        /// Which host.
        node: NodeId,
    },
    /// The application on this host aborts its connections.
    Abort {
        /// Which host.
        node: NodeId,
    },
    /// The host loses power, and with it everything it knew.
    PowerOff {
        /// Which host.
        node: NodeId,
    },
    /// The host starts again, remembering nothing.
    PowerOn {
        /// Which host.
        node: NodeId,
    },
    /// The link is cut: what is on it is lost, and nothing more gets through.
    CutLink {
        /// Which.
        link: LinkId,
    },
    /// The link carries frames again.
    MendLink {
        /// Which.
        link: LinkId,
    },
    /// Somebody starts a program on a host: the command of a terminal.
    Run {
        /// What runs it.
        task: TaskId,
    },
    /// Somebody stops a program, as Ctrl-C does.
    Interrupt {
        /// What runs it.
        task: TaskId,
    },
}

impl Intervention {
    /// The frame it is about.
    pub const fn frame(&self) -> Option<FrameId> {
        match *self {
            Self::Drop { frame }
            | Self::Delay { frame, .. }
            | Self::Duplicate { frame, .. }
            | Self::Corrupt { frame, .. } => Some(frame),
            _ => None,
        }
    }

    /// The host it is about.
    pub const fn node(&self) -> Option<NodeId> {
        match *self {
            Self::Close { node }
            | Self::Abort { node }
            | Self::PowerOff { node }
            | Self::PowerOn { node } => Some(node),
            _ => None,
        }
    }

    /// The task it is about.
    pub const fn task(&self) -> Option<TaskId> {
        match *self {
            Self::Run { task } | Self::Interrupt { task } => Some(task),
            _ => None,
        }
    }

    /// The link it is about.
    pub const fn link(&self) -> Option<LinkId> {
        match *self {
            Self::CutLink { link } | Self::MendLink { link } => Some(link),
            _ => None,
        }
    }
}
