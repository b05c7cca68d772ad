//! What a run starts with: plain data, checked before the world begins.

mod check;
mod devices;

pub use check::ScenarioError;
pub(crate) use check::network;
pub use devices::{
    DeviceKind, DeviceSpec, ForwardSpec, InterfaceSpec, NatSpec, RouteSpec, RouterSpec, SwitchSpec,
};

use crate::app::{App, Launch};
use std::net::{Ipv4Addr, SocketAddr};
use wireglass_core::addr::MacAddr;
use wireglass_core::tcp::{Config, Profile};
use wireglass_core::time::{Duration, Instant};
use wireglass_core::wire::FrameKind;
use wireglass_core::wire::dns::Name;
use wireglass_core::wire::tcp::Flags;
use wireglass_trace::{Medium, TaskKind};

/// A whole scenario. Hosts and links are referred to by their place in the list; where a
/// device may stand, too, devices are counted on after the last host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scenario {
    /// Seeds every generator of the run.
    pub seed: u64,
    /// The hosts.
    pub hosts: Vec<HostSpec>,
    /// The devices between the hosts.
    pub devices: Vec<DeviceSpec>,
    /// The links.
    pub links: Vec<LinkSpec>,
    /// What runs on the hosts.
    pub programs: Vec<Program>,
    /// What befalls chosen frames.
    pub faults: Vec<Fault>,
    /// What befalls hosts, and when.
    pub actions: Vec<(Instant, Action)>,
    /// Whether MAC addresses must be asked for.
    pub arp: Arp,
    /// When a run that would not end is cut.
    pub limits: Limits,
}

/// A host with one interface.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostSpec {
    /// Its name, as shown.
    pub name: String,
    /// Whether it is drawn as a server.
    pub server: bool,
    /// Its address; `None` if it has to get one first (DHCP, RARP, or a command).
    pub address: Option<Ipv4Addr>,
    /// How many bits of it name the network, 0 to 32.
    pub prefix: u8,
    /// Its interface's MAC address; `None` gives it one by its place.
    pub mac: Option<MacAddr>,
    /// The router for everything that is not on its network.
    pub gateway: Option<Ipv4Addr>,
    /// Whom it asks for names, in order (`/etc/resolv.conf`).
    pub name_servers: Vec<Ipv4Addr>,
    /// Names it knows by itself (`/etc/hosts`).
    pub names: Vec<(Name, Ipv4Addr)>,
    /// How its TCP behaves.
    pub tcp: Config,
    /// How it chooses initial sequence numbers.
    pub isn: Isn,
    /// The first port it gives to a socket that did not bind one.
    pub ephemeral_port: u16,
}

/// How initial sequence numbers are chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Isn {
    /// Counted, so that a lesson can be read: the first connection gets `first`,
    /// each later one `step` more. Early systems did much the same.
    Counted {
        /// The first connection's.
        first: u32,
        /// From one connection to the next.
        step: u32,
    },
    /// From the host's generator.
    Random,
    /// A clock and a keyed hash of the connection's ends (RFC 6528 §3), with a key that
    /// is new after each start.
    Rfc6528,
}

impl HostSpec {
    /// A PC on a /24 network, without a gateway, that behaves as a profile says.
    pub fn new(
        name: impl Into<String>,
        address: impl Into<Option<Ipv4Addr>>,
        profile: Profile,
    ) -> Self {
        Self {
            name: name.into(),
            server: false,
            address: address.into(),
            prefix: 24,
            mac: None,
            gateway: None,
            name_servers: Vec::new(),
            names: Vec::new(),
            tcp: profile.config(),
            isn: Isn::Random,
            ephemeral_port: 49_152,
        }
    }
}

/// A link between two hosts or devices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkSpec {
    /// The hosts or devices at its ends.
    pub ends: [usize; 2],
    /// At which of their ports, counted from 0.
    pub ports: [u16; 2],
    /// What it is made of.
    pub medium: Medium,
    /// Propagation delay, one way.
    pub delay: Duration,
    /// Bits per second each way; `None` means that sending takes no time.
    pub bandwidth: Option<u64>,
    /// Frames lost, in parts per million.
    pub loss_ppm: u32,
    /// Frames duplicated, in parts per million.
    pub duplicate_ppm: u32,
    /// Frames held back so that later ones overtake, in parts per million.
    pub reorder_ppm: u32,
    /// How long a reordered frame is held back.
    pub reorder_by: Duration,
    /// Frames with one byte changed, in parts per million.
    pub corrupt_ppm: u32,
    /// Largest IP packet, in bytes.
    pub mtu: u16,
    /// Most frames that may wait to be sent, each way.
    pub queue: u32,
}

impl LinkSpec {
    /// A good link in a building, from a port to a port: 10 µs, nothing lost, MTU 1500.
    pub const fn joining(a: (usize, u16), b: (usize, u16)) -> Self {
        let delay = Duration::from_micros(10);
        Self { ports: [a.1, b.1], delay, ..Self::between(a.0, b.0) }
    }

    /// A good link between two hosts: 40 ms, nothing lost, MTU 1500.
    pub const fn between(a: usize, b: usize) -> Self {
        Self {
            ends: [a, b],
            ports: [0, 0],
            medium: Medium::TwistedPair,
            delay: Duration::from_millis(40),
            bandwidth: None,
            loss_ppm: 0,
            duplicate_ppm: 0,
            reorder_ppm: 0,
            reorder_by: Duration::ZERO,
            corrupt_ppm: 0,
            mtu: 1500,
            queue: 1000,
        }
    }
}

/// Whether MAC addresses must be asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Arp {
    /// Every host knows its neighbours from the start, and no ARP is seen.
    #[default]
    Known,
    /// Hosts ask (RFC 826).
    Asked,
}

/// Something that makes system calls, one after another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    /// On which host or router, by its place among the nodes.
    pub host: usize,
    /// Its name, as shown; of a command, the line as it was typed.
    pub name: String,
    /// When it starts.
    pub start: Instant,
    /// How long it takes between one call's return and the next call.
    pub pace: Duration,
    /// What it is to whoever looks.
    pub kind: TaskKind,
    /// What it does.
    pub run: Run,
}

/// What a program does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Run {
    /// These calls, one after another, until one fails.
    Calls(Vec<Op>),
    /// Whatever the application decides.
    App(Launch),
}

impl From<App> for Run {
    fn from(app: App) -> Self {
        Self::App(Launch::new(app))
    }
}

/// A call of a program. Calls that work on a connection mean the program's
/// *present* one: the last that `Connect` opened or `Accept` returned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Op {
    /// Use this local port for the next `Connect`.
    Bind(u16),
    /// Listen on this port.
    Listen(u16),
    /// Wait for a connection on the listener.
    Accept,
    /// Open a connection and wait until it is established.
    Connect(SocketAddr),
    /// Send bytes.
    Send(Vec<u8>),
    /// Read at most this many bytes, waiting for the first.
    Receive(u32),
    /// Read until exactly this many bytes have come, or the stream ends.
    ReceiveExactly(u32),
    /// Read until the other side closes.
    ReceiveAll,
    /// Close the sending direction only.
    Shutdown,
    /// Close.
    Close(Which),
    /// Reset the connection.
    Abort,
    /// Bind a UDP socket to this port; it is the program's datagram socket from then on.
    BindDatagrams(u16),
    /// Send a datagram. Without a datagram socket one is bound to a free port first.
    SendTo(SocketAddr, Vec<u8>),
    /// Wait for a datagram and read at most this many bytes of it.
    ReceiveFrom(u32),
    /// Send one echo request and wait for what comes back, for a second at most.
    Echo {
        /// To whom.
        to: Ipv4Addr,
        /// Its TTL.
        ttl: u8,
        /// Bytes of data in it.
        size: u16,
    },
    /// Do nothing for a while.
    Sleep(Duration),
    /// The same, but failing does not end the program.
    Try(Box<Op>),
}

/// Which socket a `Close` means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// The present connection.
    Connection,
    /// The listener.
    Listener,
}

/// Something that befalls a chosen frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Which frames.
    pub on: FrameMatch,
    /// What.
    pub action: FaultAction,
}

/// Chooses frames by what is in them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FrameMatch {
    /// Sent by this host or device.
    pub from: Option<usize>,
    /// Sent on this link, by its place in the list.
    pub link: Option<usize>,
    /// What it carries.
    pub kind: Option<FrameKind>,
    /// A TCP or UDP port, at either end.
    pub port: Option<u16>,
    /// A segment whose SYN, FIN, RST and ACK are exactly these.
    pub flags: Option<Flags>,
    /// A segment with (or without) data.
    pub data: Option<bool>,
    /// The how-manieth of those that match, counted from 1; 0 means each.
    pub nth: u32,
}

/// What befalls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultAction {
    /// It is lost.
    Drop,
    /// It is held back.
    Delay(Duration),
    /// A second copy arrives later.
    Duplicate(Duration),
    /// Bits of one byte are flipped.
    Corrupt {
        /// Byte offset in the frame.
        offset: u16,
        /// The bits to flip.
        flip: u8,
    },
}

/// What befalls a host, a device or a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// It loses power, and everything it knew.
    PowerOff(usize),
    /// It starts again and runs its programs from the beginning.
    PowerOn(usize),
    /// A link is cut, and what is on it lost. By its place in the list.
    CutLink(usize),
    /// A link that was cut is whole again.
    MendLink(usize),
    /// A stranger sends it a segment in its peer's name.
    Inject(Injection),
}

/// A segment that no end of the connection sent: a stranger puts it on the wire
/// with the peer's addresses (RFC 5961 §1). It belongs to the newest connection
/// the host has at that moment; without one, nothing is sent.
///
/// Its numbers count from what an exact guess would be, because a stranger who
/// cannot see the traffic can only guess.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Injection {
    /// The stranger's name, as shown.
    pub by: String,
    /// The host it is sent to.
    pub to: usize,
    /// Its flags.
    pub flags: Flags,
    /// Its sequence number, counted from the RCV.NXT of the host it is sent to.
    pub seq: i32,
    /// Its acknowledgement number, counted from that host's SND.NXT; shown only with ACK.
    pub ack: i32,
}

/// When a run that would not end is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Model time at which it is cut.
    pub until: Instant,
    /// Number of steps at which it is cut.
    pub steps: usize,
}

impl Default for Limits {
    /// An hour of model time or 20,000 steps: far beyond any lesson, and far
    /// below what would freeze a browser.
    fn default() -> Self {
        Self { until: Instant::ZERO + Duration::from_secs(3600), steps: 20_000 }
    }
}
