//! Applications: programs that decide by what their last call returned. What a command
//! of a terminal does, and what a server does, is one of these; each is a machine that is
//! told what a call returned and says which call it makes next.
//!
//! This file says what there is and with which arguments; a file below each says how it goes.

mod curl;
mod dhclient;
mod dhcp_server;
mod dns_server;
mod errands;
mod http_server;
mod lookup;
pub(crate) mod machine;
mod names;
mod netcat;
mod once;
mod ping;
mod rarp;
mod resolver;
mod routed;
pub(crate) mod script;
mod tftp_client;
mod tftp_server;
mod traceroute;

use machine::Machine;
use std::collections::BTreeMap;
use std::fmt;
use std::net::Ipv4Addr;
use wireglass_core::addr::MacAddr;
use wireglass_core::dhcp;
use wireglass_core::dns::{ResolverConfig, Zone};
use wireglass_core::igmp;
use wireglass_core::rip;
use wireglass_core::tftp;
use wireglass_core::time::Duration;
use wireglass_core::wire::dns::{Name, RecordType};
use wireglass_trace::Table;

/// An application and its arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum App {
    /// `ping`.
    Ping(Ping),
    /// `traceroute`.
    Traceroute(Traceroute),
    /// Reads a table of the host: what `arp -a`, `ip addr`, `ip route`, `netstat` and `ss` do.
    Show,
    /// Changes a table of the host: what `arp -d` and `ip … add` do.
    Change(Change),
    /// `dig` and `nslookup`.
    Lookup(Lookup),
    /// `curl`.
    Fetch(Fetch),
    /// `tftp`, one transfer.
    TftpCopy(TftpCopy),
    /// `dhclient`: gets an address and keeps it, or gives it back.
    DhcpClient(DhcpClient),
    /// `nc`.
    Netcat(Netcat),
    /// Asks for its own address by RARP (RFC 903).
    RarpClient,
    /// Gives addresses away (RFC 2131).
    DhcpServer(dhcp::ServerConfig),
    /// Answers from its zones (RFC 1034 §4.3.2).
    DnsServer(Vec<Zone>),
    /// Finds out for others, from the root on (RFC 1034 §5.3.3).
    DnsResolver(ResolverConfig),
    /// Gives and takes files (RFC 1350).
    TftpServer(TftpFiles),
    /// Gives pages (RFC 9112).
    HttpServer(HttpSite),
    /// Tells and learns routes (RFC 2453).
    Rip(rip::Config),
    /// Tells others their addresses by RARP (RFC 903).
    RarpServer(BTreeMap<MacAddr, Ipv4Addr>),
    /// Asks on every link of a router who is in a group (RFC 2236).
    Querier(igmp::Config),
}

/// An application that can be started.
///
/// How to start it comes with it: a page that never makes one does not carry what it does.
#[derive(Clone)]
pub struct Launch {
    app: App,
    start: fn(&App) -> Box<dyn Machine>,
}

impl Launch {
    /// Of an application.
    pub fn new(app: App) -> Self {
        Self { app, start }
    }

    /// Which application, with which arguments.
    pub fn app(&self) -> &App {
        &self.app
    }

    /// The machine, at its beginning.
    pub(crate) fn start(&self) -> Box<dyn Machine> {
        (self.start)(&self.app)
    }
}

impl fmt::Debug for Launch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.app.fmt(f)
    }
}

impl PartialEq for Launch {
    fn eq(&self, other: &Self) -> bool {
        self.app == other.app
    }
}

impl Eq for Launch {}

/// The machine of an application.
fn start(app: &App) -> Box<dyn Machine> {
    match app {
        App::Show => Box::new(once::Once::new(machine::Request::Show)),
        App::Change(change) => Box::new(once::Once::new(machine::Request::Change(change.clone()))),
        App::Ping(ping) => Box::new(ping::Pinger::new(ping)),
        App::Traceroute(trace) => Box::new(traceroute::Tracer::new(trace)),
        App::Lookup(lookup) => Box::new(lookup::Asker::new(lookup)),
        App::DnsServer(zones) => Box::new(dns_server::NameServer::new(zones)),
        App::DnsResolver(config) => Box::new(resolver::Recursive::new(config)),
        App::Fetch(fetch) => Box::new(curl::Curl::new(fetch)),
        App::TftpCopy(copy) => Box::new(tftp_client::Tftp::new(copy)),
        App::DhcpClient(args) => Box::new(dhclient::Dhclient::new(args)),
        App::Netcat(args) => Box::new(netcat::Nc::new(args)),
        App::DhcpServer(config) => Box::new(dhcp_server::DhcpServer::new(config)),
        App::TftpServer(files) => Box::new(tftp_server::TftpServer::new(files)),
        App::HttpServer(site) => Box::new(http_server::HttpServer::new(site)),
        App::Rip(config) => Box::new(routed::Rip::new(config)),
        App::RarpClient => Box::new(rarp::RarpClient::default()),
        App::RarpServer(table) => {
            Box::new(once::Service::new(machine::Request::ServeRarp(table.clone())))
        }
        App::Querier(config) => Box::new(once::Service::new(machine::Request::Query(*config))),
    }
}

/// Whom a command means.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// By address.
    Ip(Ipv4Addr),
    /// By name: it is looked up first, in the host's own list and then by DNS.
    Name(Name),
}

/// What `ping` is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Ping {
    /// Whom to ask.
    pub to: Target,
    /// How many requests; `None` goes on until it is stopped.
    pub count: Option<u32>,
    /// Bytes of data in each, 0 to 65,507.
    pub size: u16,
    /// The TTL of each.
    pub ttl: u8,
    /// From one to the next.
    pub interval: Duration,
    /// How long to wait for the last answer.
    pub timeout: Duration,
    /// Whether routers must not cut it up (`-M do`).
    pub dont_fragment: bool,
    /// Whether a broadcast address may be asked (`-b`).
    pub broadcast: bool,
}

/// What `traceroute` is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Traceroute {
    /// To whom.
    pub to: Target,
    /// The TTL of the first probe.
    pub first_ttl: u8,
    /// The most hops.
    pub max_ttl: u8,
    /// Probes for each hop.
    pub probes: u8,
    /// How long to wait for an answer.
    pub timeout: Duration,
    /// With echo requests (`-I`) rather than datagrams to ports that nobody has.
    pub icmp: bool,
}

/// A change of a host's tables.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Change {
    /// Forget what is known of a neighbour.
    ForgetNeighbour(Ipv4Addr),
    /// Forget every neighbour.
    ForgetNeighbours,
    /// A neighbour that does not age.
    SetNeighbour(Ipv4Addr, MacAddr),
    /// Give an interface an address; its old one goes.
    SetAddress {
        /// The interface's name.
        interface: String,
        /// The address.
        address: Ipv4Addr,
        /// How many bits of it name the network.
        prefix: u8,
    },
    /// Take an interface's address away.
    DropAddress {
        /// The interface's name.
        interface: String,
    },
    /// Add a route, or replace the one to that network.
    SetRoute {
        /// Where it leads; bits beyond the prefix do not count.
        network: Ipv4Addr,
        /// How many bits count: 0 is the default route.
        prefix: u8,
        /// The next router.
        gateway: Ipv4Addr,
        /// Of several routes to one network the one with the lowest is taken.
        metric: u32,
    },
    /// Remove a route.
    DropRoute {
        /// Where it leads.
        network: Ipv4Addr,
        /// How many bits count.
        prefix: u8,
    },
    /// Whom to ask for names.
    SetNameServers(Vec<Ipv4Addr>),
    /// Join or leave a group of multicast (RFC 2236).
    Group {
        /// The group.
        group: Ipv4Addr,
        /// Join, or leave.
        join: bool,
    },
}

impl Change {
    /// Which table it changes.
    pub const fn table(&self) -> Table {
        match self {
            Self::ForgetNeighbour(_) | Self::ForgetNeighbours | Self::SetNeighbour(..) => {
                Table::Arp
            }
            Self::SetAddress { .. } | Self::DropAddress { .. } => Table::Addresses,
            Self::SetRoute { .. } | Self::DropRoute { .. } => Table::Routes,
            Self::SetNameServers(_) => Table::NameServers,
            Self::Group { .. } => Table::Groups,
        }
    }
}

/// What `dig` and `nslookup` are asked for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Lookup {
    /// The name.
    pub name: Name,
    /// Which records.
    pub kind: RecordType,
    /// Whom to ask; `None` asks the host's own name server.
    pub server: Option<Target>,
    /// Whether the server is asked to find it out.
    pub recursion: bool,
}

/// What `curl` is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Fetch {
    /// From whom.
    pub host: Target,
    /// As the address has it, for the `Host` header.
    pub authority: String,
    /// The port, usually 80.
    pub port: u16,
    /// The paths, one after another over one connection.
    pub paths: Vec<String>,
    /// `GET`, `HEAD`, `POST`…
    pub method: String,
    /// What to send with it.
    pub body: Vec<u8>,
    /// Whether the connection is kept between paths; without, each has its own.
    pub keep_open: bool,
    /// How long all may take.
    pub timeout: Option<Duration>,
}

/// What `tftp` is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TftpCopy {
    /// From or to whom.
    pub server: Target,
    /// The file's name on the server.
    pub file: String,
    /// What to send; `None` gets the file.
    pub put: Option<Vec<u8>>,
    /// How the client behaves.
    pub config: tftp::Config,
    /// As text (netascii) rather than byte by byte (octet).
    pub text: bool,
}

/// What `dhclient` is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DhcpClient {
    /// The interface's name.
    pub interface: String,
    /// Give the address back instead.
    pub release: bool,
    /// Whether it stays and renews its lease.
    pub stay: bool,
}

/// What `nc` is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Netcat {
    /// Datagrams rather than a stream.
    pub udp: bool,
    /// Wait for somebody instead of calling.
    pub listen: bool,
    /// Whom to call; nobody when it listens.
    pub to: Option<Target>,
    /// The port.
    pub port: u16,
    /// What it is told to send, each as a write of its own.
    pub send: Vec<Vec<u8>>,
    /// Whether a broadcast address may be written to.
    pub broadcast: bool,
}

/// What a TFTP server has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TftpFiles {
    /// Its files.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Whether others may write.
    pub writable: bool,
    /// How it behaves.
    pub config: tftp::Config,
}

/// What an HTTP server has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpSite {
    /// The port, usually 80.
    pub port: u16,
    /// Its pages by path: their media type and their bytes.
    pub pages: BTreeMap<String, (String, Vec<u8>)>,
    /// Whether a connection is kept after an answer, if the client wants it.
    pub keep_open: bool,
}
