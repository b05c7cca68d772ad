//! DHCP clients and servers on one link.

use super::super::{Driver, Seen};
use super::{Told, at, mac};
use std::net::Ipv4Addr;
use wireglass_core::dhcp::{
    Client, ClientAction, ClientConfig, Server, ServerAction, ServerConfig, Via,
};
use wireglass_core::rules::{Reason, Rule};
use wireglass_core::time::{Duration, Instant};
use wireglass_core::wire::dhcp::{DhcpOption, Message, MessageType, OptionKind};

pub(super) const DRIVERS: &[Driver] = &[
    Driver {
        name: "an address is leased, extended and given back",
        promises: &[
            Rule::DhcpDiscover,
            Rule::DhcpOffer,
            Rule::DhcpSelect,
            Rule::DhcpAck,
            Rule::DhcpBound,
            Rule::DhcpRenew,
            Rule::DhcpExtend,
            Rule::DhcpRelease,
            Rule::DhcpReleased,
            Rule::DhcpOfferSame,
        ],
        run: leasing,
    },
    Driver {
        name: "a lease that no server extends",
        promises: &[
            Rule::DhcpRequestAgain,
            Rule::DhcpRebind,
            Rule::DhcpLeaseOver,
            Rule::DhcpReboot,
            Rule::DhcpKeepsLease,
            Rule::DhcpExpired,
        ],
        run: silence,
    },
    Driver {
        name: "a client that moves, and one whose address is in use",
        promises: &[Rule::DhcpNak, Rule::DhcpRefused, Rule::DhcpDecline, Rule::DhcpDeclined],
        run: moving,
    },
    Driver {
        name: "two servers, a small pool and a fixed address",
        promises: &[
            Rule::DhcpOfferKept,
            Rule::DhcpOtherChosen,
            Rule::DhcpOfferFixed,
            Rule::DhcpPoolExhausted,
            Rule::DhcpNotForUs,
        ],
        run: servers,
    },
    Driver {
        name: "a server that does not know a client, and one that falls silent",
        promises: &[Rule::DhcpSilent, Rule::DhcpInform, Rule::DhcpRequestUnanswered],
        run: strangers,
    },
];

impl Told for ClientAction {
    fn reason(&self) -> Option<&Reason> {
        match self {
            Self::Send { reason, .. }
            | Self::Bound { reason, .. }
            | Self::Unbound { reason, .. }
            | Self::Applied(reason) => Some(reason),
            Self::State { .. } => None,
        }
    }
}

impl Told for ServerAction {
    fn reason(&self) -> Option<&Reason> {
        let (Self::Send { reason, .. } | Self::Changed { reason, .. } | Self::Ignored { reason }) =
            self;
        Some(reason)
    }
}

const fn ip(n: u8) -> Ipv4Addr {
    Ipv4Addr::new(192, 168, 1, n)
}

/// A server at this address, with a pool from `first` to `last`.
fn server(address: u8, first: u8, last: u8) -> Server {
    Server::new(config(address, first, last))
}

fn config(address: u8, first: u8, last: u8) -> ServerConfig {
    let pool = (ip(first), ip(last));
    let usual = ServerConfig::new(ip(address), Ipv4Addr::new(255, 255, 255, 0), pool);
    ServerConfig { lease: Duration::from_secs(3_600), ..usual }
}

/// Clients and servers on a link; client number `n` has the MAC address `n`.
struct Link<'a> {
    now: Instant,
    clients: Vec<Client>,
    servers: Vec<Server>,
    seen: &'a mut Seen,
}

impl<'a> Link<'a> {
    fn new(clients: u8, servers: Vec<Server>, seen: &'a mut Seen) -> Self {
        Self::patient(clients, Duration::ZERO, servers, seen)
    }

    /// With clients that collect offers for a while.
    fn patient(clients: u8, collect: Duration, servers: Vec<Server>, seen: &'a mut Seen) -> Self {
        let client = |n| {
            let config = ClientConfig { mac: mac(n), host_name: None, broadcast: false, collect };
            Client::new(config, n.into())
        };
        Self { now: at(0), clients: (0..clients).map(client).collect(), servers, seen }
    }

    fn act(
        &mut self,
        client: usize,
        act: impl FnOnce(&mut Client, Instant, &mut Vec<ClientAction>),
    ) {
        let mut out = Vec::new();
        act(&mut self.clients[client], self.now, &mut out);
        self.seen.told(&out);
        for action in out {
            if let ClientAction::Send { message, via, .. } = action {
                self.serve(client, &message, via);
            }
        }
    }

    fn serve(&mut self, client: usize, message: &Message, via: Via) {
        for n in 0..self.servers.len() {
            let elsewhere = |to: Ipv4Addr| to != self.servers[n].config().address;
            if matches!(via, Via::Unicast { to, .. } if elsewhere(to)) {
                continue;
            }
            let mut out = Vec::new();
            self.servers[n].handle_message(self.now, message, &mut out);
            self.seen.told(&out);
            for action in out {
                if let ServerAction::Send { message, .. } = action {
                    self.act(client, |it, now, out| it.handle_message(now, &message, out));
                }
            }
        }
    }

    fn run(&mut self, until: u64) {
        loop {
            let due = |n: usize| Some((self.clients[n].next_timeout()?, n));
            match (0..self.clients.len()).filter_map(due).min() {
                Some((due, client)) if due <= at(until) => {
                    self.now = due.max(self.now);
                    self.act(client, Client::handle_timeout);
                }
                _ => break,
            }
        }
        self.now = at(until);
        let mut out = Vec::new();
        for server in &mut self.servers {
            server.handle_timeout(self.now, &mut out);
        }
        self.seen.told(&out);
    }
}

fn leasing(seen: &mut Seen) {
    let mut link = Link::new(1, vec![server(1, 100, 200)], seen);
    link.act(0, Client::start);
    link.run(1_800);
    link.act(0, Client::release);
    link.act(0, Client::start);
}

fn silence(seen: &mut Seen) {
    let mut link = Link::new(1, vec![server(1, 100, 200)], seen);
    link.act(0, Client::start);
    let mut silent = std::mem::take(&mut link.servers);
    link.clients[0].stop();
    link.act(0, Client::start);
    link.run(3_700);
    let mut out = Vec::new();
    for server in &mut silent {
        server.handle_timeout(at(3_700), &mut out);
    }
    seen.told(&out);
}

fn moving(seen: &mut Seen) {
    let mut link = Link::new(1, vec![server(1, 100, 200)], seen);
    link.act(0, Client::start);
    link.act(0, Client::handle_conflict);
    link.run(20);
    link.clients[0].stop();
    let pool = (Ipv4Addr::new(10, 0, 0, 5), Ipv4Addr::new(10, 0, 0, 9));
    let there = ServerConfig { address: Ipv4Addr::new(10, 0, 0, 1), pool, ..config(1, 0, 0) };
    link.servers = vec![Server::new(there)];
    link.act(0, Client::start);
}

fn servers(seen: &mut Seen) {
    let mut small = config(1, 100, 100);
    small.fixed.insert(mac(0), ip(50));
    // One takes the first offer that comes, the other waits whether there is a second.
    for collect in [Duration::ZERO, Duration::from_secs(1)] {
        let both = vec![Server::new(small.clone()), server(2, 150, 160)];
        let mut link = Link::patient(1, collect, both, seen);
        link.act(0, Client::start);
        link.run(1);
    }
    let mut link = Link::new(3, vec![Server::new(small)], seen);
    (0..3).for_each(|client| link.act(client, Client::start));
}

fn strangers(seen: &mut Seen) {
    let (mut known, mut out) = (server(1, 100, 200), Vec::new());
    let mut request = Message::request(MessageType::Request, 1, mac(9));
    request.options.push(DhcpOption::address(OptionKind::RequestedAddress, ip(120)));
    known.handle_message(at(0), &request, &mut out);
    let mut inform = Message::request(MessageType::Inform, 1, mac(9));
    inform.client_ip = ip(9);
    known.handle_message(at(0), &inform, &mut out);
    seen.told(&out);
    // A server that offers and is then gone.
    let mut link = Link::new(1, Vec::new(), seen);
    let (mut asked, mut offered) = (Vec::new(), Vec::new());
    link.clients[0].start(at(0), &mut asked);
    for action in &asked {
        if let ClientAction::Send { message, .. } = action {
            known.handle_message(at(0), message, &mut offered);
        }
    }
    for action in &offered {
        if let ServerAction::Send { message, .. } = action {
            link.act(0, |it, now, out| it.handle_message(now, message, out));
        }
    }
    link.run(300);
}
