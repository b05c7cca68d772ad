//! What a script says, as data: nothing here has been run or checked against a system.

use wireglass_core::wire::Ecn;
use wireglass_core::wire::tcp::Flags;

/// A whole script.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Script {
    /// The `--name=value` lines at its head.
    pub options: Vec<HeaderOption>,
    /// What happens, in order.
    pub events: Vec<Event>,
}

/// A `--name=value` line; `--name` alone has an empty value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderOption {
    /// Its line, counted from 1.
    pub line: u32,
    /// What stands before `=`.
    pub name: String,
    /// What stands behind it.
    pub value: String,
}

impl Script {
    /// The value of the last option of this name.
    pub fn option(&self, name: &str) -> Option<&HeaderOption> {
        self.options.iter().rev().find(|option| option.name == name)
    }
}

/// One thing that happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its line, counted from 1.
    pub line: u32,
    /// When it is to happen.
    pub time: Time,
    /// Until when a system call may block (`0.1...0.3`), in microseconds as `time` counts.
    pub until: Option<i64>,
    /// What happens.
    pub what: What,
}

/// When an event is to happen, in microseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Time {
    /// So long after the script began.
    Absolute(i64),
    /// Between two such times.
    AbsoluteRange(i64, i64),
    /// So long after the event before.
    Relative(i64),
    /// Between two such times.
    RelativeRange(i64, i64),
    /// `*`: whenever it comes.
    Any,
}

/// What happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A packet arrives, or is expected to go out.
    Packet(Packet),
    /// The program under test makes a system call.
    Call(Call),
    /// A shell command, without its backquotes.
    Command(String),
    /// What stands between `%{` and `}%`.
    Code(String),
}

/// Which way a packet goes, seen from the system under test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// `<`: the script sends it.
    Inbound,
    /// `>`: the script expects it.
    Outbound,
}

/// A packet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packet {
    /// Which way it goes.
    pub direction: Direction,
    /// `(ttl N, tos 0xN)` or `[ce]`.
    pub ip: Ip,
    /// `(from > to)`: between these ports, not those of the connection so far.
    pub ports: Option<(u16, u16)>,
    /// What it carries.
    pub body: Body,
    /// `/udp(from > to)`: it is carried in UDP between these ports.
    pub udp: Option<(u16, u16)>,
}

/// What a script says of an IP header, if anything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ip {
    /// `ttl N`, or `hlim N` of IPv6.
    pub ttl: Option<u8>,
    /// The six bits of `tos 0xN` or `dscp N`.
    pub dscp: Option<u8>,
    /// The ECN field.
    pub ecn: Option<EcnField>,
}

/// What a script says of an ECN field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EcnField {
    /// `noecn`, `ect0`, `ect1`, `ce`.
    Is(Ecn),
    /// `ect01`: either of the two.
    Capable,
}

/// What a packet carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// A TCP segment.
    Tcp(Segment),
    /// An ICMP message about a segment.
    Icmp(Icmp),
}

/// A sequence number as a script writes it: relative to the initial one of its
/// direction, unless it says otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Number {
    /// Relative.
    Relative(u32),
    /// `...` or `*`: any.
    Any,
}

/// A TCP segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// The control bits.
    pub flags: Flags,
    /// SEG.SEQ.
    pub seq: Number,
    /// Bytes of text.
    pub len: u32,
    /// `!`: the number is what goes on the wire, not relative to anything.
    pub absolute: bool,
    /// SEG.ACK, if given.
    pub ack: Option<Number>,
    /// SEG.WND as on the wire, if given and not `*`.
    pub window: Option<u16>,
    /// SEG.UP, if given.
    pub urgent: Option<u16>,
    /// The options.
    pub options: Options,
}

/// The options of a segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Options {
    /// These; for a segment without `<>`, none.
    These(Vec<TcpOption>),
    /// `<...>`: any.
    Any,
}

/// A TCP option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TcpOption {
    /// `eol`
    End,
    /// `nop`
    Nop,
    /// `mss 1460`
    Mss(u16),
    /// `wscale 6`
    WindowScale(u8),
    /// `sackOK`
    SackPermitted,
    /// `sack 1:2 4:6`
    Sack(Vec<(u32, u32)>),
    /// `TS val 100 ecr 0`
    Timestamps {
        /// `TSval`; `...` is any.
        value: Option<u32>,
        /// `TSecr`.
        echo: u32,
        /// `!` behind it: it is what goes on the wire, not a time of our clock.
        absolute: bool,
    },
    /// `md5 valid` or `md5 invalid`
    Md5 {
        /// Whether the signature is right.
        valid: bool,
    },
}

/// An ICMP message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Icmp {
    /// What it says: `unreachable`, `time_exceeded`, `source_quench`, `packet_too_big`.
    pub kind: String,
    /// What exactly, such as `port_unreachable`.
    pub code: Option<String>,
    /// `mtu N`.
    pub mtu: Option<u32>,
    /// The number of the segment it is about, relative to our initial one.
    pub about: Option<u32>,
}

/// A system call and what it is to give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// Its name.
    pub name: String,
    /// Its arguments.
    pub args: Vec<Value>,
    /// What it is to return; `None` for `?` or no `=` at all.
    pub result: Option<i64>,
    /// The error it is to give, by name, such as `EINPROGRESS`.
    pub errno: Option<String>,
}

/// An argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// `...`
    Ellipsis,
    /// A number, decimal or hexadecimal.
    Int(i64),
    /// A name, such as `SOL_SOCKET`.
    Symbol(String),
    /// `O_RDWR | O_NONBLOCK`
    Flags(Vec<Value>),
    /// `"text"`
    Text(String),
    /// `[1]`
    Array(Vec<Value>),
    /// `{onoff=1, linger=0}`
    Struct(Vec<(String, Value)>),
    /// `htons(8080)`
    Function(String, Vec<Value>),
}
