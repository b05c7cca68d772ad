//! What a run starts with: plain data, checked before the world begins.

use std::net::{Ipv4Addr, SocketAddr};
use wireglass_core::tcp::Config;
use wireglass_core::time::{Duration, Instant};
use wireglass_core::wire::tcp::Flags;

/// A whole scenario. Hosts and links are referred to by their place in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scenario {
    /// Seeds every generator of the run.
    pub seed: u64,
    /// The hosts.
    pub hosts: Vec<HostSpec>,
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
    /// Its address.
    pub address: Ipv4Addr,
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
}

/// A link between two hosts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkSpec {
    /// The hosts at its ends.
    pub ends: [usize; 2],
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
    /// A good link between two hosts: 40 ms, nothing lost, MTU 1500.
    pub const fn between(a: usize, b: usize) -> Self {
        Self {
            ends: [a, b],
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
    /// On which host.
    pub host: usize,
    /// Its name, as shown.
    pub name: String,
    /// When it starts.
    pub start: Instant,
    /// How long it takes between one call's return and the next call.
    pub pace: Duration,
    /// Its calls.
    pub ops: Vec<Op>,
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
    /// Sent by this host.
    pub from: Option<usize>,
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

/// What befalls a host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// It loses power, and everything it knew.
    PowerOff(usize),
    /// It starts again and runs its programs from the beginning.
    PowerOn(usize),
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

/// Why a scenario cannot be run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScenarioError {
    /// Nothing to run.
    NoHosts,
    /// Two hosts have the same address.
    DuplicateAddress {
        /// The address.
        address: Ipv4Addr,
        /// The hosts' names.
        hosts: [String; 2],
    },
    /// A link, program or action names a host that is not there.
    UnknownHost {
        /// The number it used.
        index: usize,
        /// How many there are.
        hosts: usize,
    },
    /// A link's two ends are the same host.
    LinkToItself {
        /// Its name.
        host: String,
    },
    /// A host has no link, or more than its one interface can take.
    LinkCount {
        /// Its name.
        host: String,
        /// How many links it has.
        links: usize,
    },
}

impl Scenario {
    /// Checks everything [`World`](crate::World) relies on.
    ///
    /// # Errors
    /// The first thing found that makes no sense.
    pub fn check(&self) -> Result<(), ScenarioError> {
        if self.hosts.is_empty() {
            return Err(ScenarioError::NoHosts);
        }
        for (i, a) in self.hosts.iter().enumerate() {
            if let Some(b) = self.hosts[i + 1..].iter().find(|b| b.address == a.address) {
                return Err(ScenarioError::DuplicateAddress {
                    address: a.address,
                    hosts: [a.name.clone(), b.name.clone()],
                });
            }
        }
        let hosts = self.hosts.len();
        let named = self
            .links
            .iter()
            .flat_map(|link| link.ends)
            .chain(self.programs.iter().map(|program| program.host))
            .chain(self.actions.iter().map(|(_, action)| match action {
                Action::PowerOff(host) | Action::PowerOn(host) => *host,
                Action::Inject(injection) => injection.to,
            }))
            .chain(self.faults.iter().filter_map(|fault| fault.on.from));
        for index in named {
            if index >= hosts {
                return Err(ScenarioError::UnknownHost { index, hosts });
            }
        }
        if let Some(link) = self.links.iter().find(|link| link.ends[0] == link.ends[1]) {
            let host = self.hosts[link.ends[0]].name.clone();
            return Err(ScenarioError::LinkToItself { host });
        }
        for (index, host) in self.hosts.iter().enumerate() {
            let links = self.links.iter().filter(|link| link.ends.contains(&index)).count();
            if links != 1 {
                return Err(ScenarioError::LinkCount { host: host.name.clone(), links });
            }
        }
        Ok(())
    }
}
