use super::*;
use crate::addr::MacAddr;
use crate::rules::{Reason, Rule};
use crate::time::{Duration, Instant};
use crate::wire::dhcp::{DhcpOption, Message, MessageType, OptionKind};
use proptest::prelude::*;
use std::net::Ipv4Addr;

fn at(secs: u64) -> Instant {
    Instant::ZERO + Duration::from_secs(secs)
}

fn mac(n: u8) -> MacAddr {
    MacAddr([2, 0, 0, 0, 0, n])
}

fn ip(n: u8) -> Ipv4Addr {
    Ipv4Addr::new(192, 168, 1, n)
}

fn config(last: u8) -> ServerConfig {
    ServerConfig {
        routers: vec![ip(1)],
        dns: vec![ip(1)],
        lease: Duration::from_secs(3_600),
        ..ServerConfig::new(ip(1), Ipv4Addr::new(255, 255, 255, 0), (ip(100), ip(last)))
    }
}

fn client(n: u8) -> Client {
    let config =
        ClientConfig { mac: mac(n), host_name: None, broadcast: false, collect: Duration::ZERO };
    Client::new(config, n.into())
}

/// Clients and servers on one link. A message is lost where `losses` says so.
struct Link {
    now: Instant,
    clients: Vec<Client>,
    servers: Vec<Server>,
    losses: Vec<bool>,
    rules: Vec<Rule>,
    kinds: Vec<MessageType>,
}

impl Link {
    fn new(clients: Vec<Client>, servers: Vec<ServerConfig>) -> Self {
        let servers = servers.into_iter().map(Server::new).collect();
        let (losses, rules, kinds) = (Vec::new(), Vec::new(), Vec::new());
        Self { now: Instant::ZERO, clients, servers, losses, rules, kinds }
    }

    fn client(&mut self, n: usize, act: impl FnOnce(&mut Client, Instant, &mut Vec<ClientAction>)) {
        let mut out = Vec::new();
        act(&mut self.clients[n], self.now, &mut out);
        for action in out {
            match action {
                ClientAction::Send { message, via, reason } => {
                    self.rules.push(reason.rule());
                    self.kinds.extend(message.kind());
                    if self.losses.pop() != Some(true) {
                        self.reach_servers(&message, via);
                    }
                }
                ClientAction::Bound { reason, .. }
                | ClientAction::Unbound { reason, .. }
                | ClientAction::Applied(reason) => self.rules.push(reason.rule()),
                ClientAction::State { .. } => {}
            }
        }
        self.check();
    }

    fn reach_servers(&mut self, message: &Message, via: Via) {
        for n in 0..self.servers.len() {
            if let Via::Unicast { to, .. } = via
                && to != self.servers[n].config().address
            {
                continue;
            }
            let mut out = Vec::new();
            // What is sent is what can be read.
            let mut bytes = Vec::new();
            message.emit(&mut bytes);
            let message = Message::parse(&bytes).unwrap();
            self.servers[n].handle_message(self.now, &message, &mut out);
            for action in out {
                match action {
                    ServerAction::Send { message, reason, .. } => {
                        self.rules.push(reason.rule());
                        self.kinds.extend(message.kind());
                        if self.losses.pop() != Some(true) {
                            let all = 0..self.clients.len();
                            for n in all.filter(|n| mac_of(*n) == message.client_mac) {
                                self.client(n, |c, now, out| c.handle_message(now, &message, out));
                            }
                        }
                    }
                    ServerAction::Changed { reason, .. } | ServerAction::Ignored { reason } => {
                        self.rules.push(reason.rule());
                    }
                }
            }
        }
    }

    fn run(&mut self, until: Instant) {
        loop {
            let clients =
                (0..self.clients.len()).filter_map(|n| Some((self.clients[n].next_timeout()?, n)));
            match clients.min() {
                Some((due, n)) if due <= until => {
                    self.now = due.max(self.now);
                    self.client(n, Client::handle_timeout);
                }
                _ => break,
            }
        }
        self.now = until;
        for server in &mut self.servers {
            server.handle_timeout(until, &mut Vec::new());
        }
        self.check();
    }

    /// No address belongs to two clients.
    fn check(&self) {
        let mut taken: Vec<_> = self
            .clients
            .iter()
            .filter_map(Client::lease)
            .filter(|lease| lease.ends().is_none_or(|ends| self.now < ends))
            .map(|lease| lease.address)
            .collect();
        let all = taken.len();
        taken.sort_unstable();
        taken.dedup();
        assert_eq!(taken.len(), all, "an address belongs to two");
    }
}

fn mac_of(client: usize) -> MacAddr {
    mac(u8::try_from(client).unwrap())
}

fn address(link: &Link, n: usize) -> Option<Ipv4Addr> {
    link.clients[n].lease().map(|lease| lease.address)
}

use MessageType::{Ack, Discover, Offer, Request};

#[test]
fn four_messages_and_then_half_time() {
    let mut link = Link::new(vec![client(0)], vec![config(200)]);
    link.client(0, Client::start);
    assert_eq!(link.kinds, [Discover, Offer, Request, Ack]);
    let lease = link.clients[0].lease().unwrap().clone();
    assert_eq!(lease.address, ip(100));
    assert_eq!((lease.routers, lease.dns), (vec![ip(1)], vec![ip(1)]));
    assert_eq!((lease.t1, lease.t2), (Duration::from_secs(1_800), Duration::from_secs(3_150)));
    assert_eq!(link.clients[0].next_timeout(), Some(at(1_800)));
    link.kinds.clear();
    link.run(at(1_800));
    assert_eq!(link.kinds, [Request, Ack]);
    assert!(link.rules.contains(&Rule::DhcpRenew) && link.rules.contains(&Rule::DhcpExtend));
    assert_eq!(link.clients[0].lease().and_then(Lease::ends), Some(at(1_800 + 3_600)));
}

#[test]
fn renews_then_rebinds_then_gives_up() {
    let mut link = Link::new(vec![client(0)], vec![config(200)]);
    link.client(0, Client::start);
    link.servers.clear();
    let steps = [
        (1_799, ClientState::Bound, Rule::DhcpBound),
        (1_800, ClientState::Renewing, Rule::DhcpRenew),
        (3_149, ClientState::Renewing, Rule::DhcpRequestAgain),
        (3_150, ClientState::Rebinding, Rule::DhcpRebind),
        (3_599, ClientState::Rebinding, Rule::DhcpRequestAgain),
    ];
    for (secs, state, rule) in steps {
        link.run(at(secs));
        assert_eq!((link.clients[0].state(), link.rules.last()), (state, Some(&rule)), "{secs}");
    }
    // Never more than one request a minute.
    assert!(link.rules.len() < 30, "{}", link.rules.len());
    link.run(at(3_600));
    assert_eq!(address(&link, 0), None);
    assert!(link.rules.contains(&Rule::DhcpLeaseOver));
    assert_eq!(link.clients[0].state(), ClientState::Selecting);
}

#[test]
fn a_second_server_takes_over_when_rebinding() {
    // It knows of the lease, as servers that share a table do.
    let mut link = Link::new(vec![client(0)], vec![config(200)]);
    link.client(0, Client::start);
    let twin = link.servers[0].clone();
    let other = ServerConfig { address: ip(2), ..twin.config().clone() };
    let mut heir = Server::new(other);
    let mut request = Message::request(MessageType::Discover, 1, mac(0));
    request.options.push(DhcpOption::address(OptionKind::RequestedAddress, ip(100)));
    heir.handle_message(at(0), &request, &mut Vec::new());
    link.servers = vec![heir];
    link.run(at(3_150));
    // The offer is long over, but the table still says whose the address was.
    assert_eq!(link.clients[0].lease().map(|lease| lease.server), Some(ip(2)));
}

#[test]
fn two_servers_and_the_one_not_chosen() {
    let other = ServerConfig { address: ip(2), pool: (ip(150), ip(160)), ..config(200) };
    let mut link = Link::new(vec![client(0)], vec![config(110), other]);
    link.client(0, Client::start);
    assert_eq!(address(&link, 0), Some(ip(100)));
    assert!(
        link.rules.contains(&Rule::DhcpOtherChosen) || link.rules.contains(&Rule::DhcpNotForUs)
    );
    let leased = |server: &Server| {
        let leased = |b: &&Binding| matches!(b.state, BindingState::Leased(_));
        server.iter().map(|(_, binding)| binding).filter(leased).count()
    };
    assert_eq!((leased(&link.servers[0]), leased(&link.servers[1])), (1, 0));
}

#[test]
fn offers_are_collected_if_that_is_wished() {
    let other = ServerConfig { address: ip(2), pool: (ip(150), ip(160)), ..config(200) };
    let mut link = Link::new(vec![client(0)], vec![config(110), other]);
    link.clients[0] = Client::new(
        ClientConfig {
            mac: mac(0),
            host_name: Some(b"pc".to_vec()),
            broadcast: true,
            collect: Duration::from_secs(1),
        },
        7,
    );
    link.client(0, Client::start);
    assert_eq!(link.clients[0].state(), ClientState::Selecting);
    link.run(at(1));
    assert_eq!(address(&link, 0), Some(ip(100)));
    assert_eq!(link.rules.iter().filter(|rule| **rule == Rule::DhcpOfferKept).count(), 2);
    assert!(link.rules.contains(&Rule::DhcpOtherChosen));
}

#[test]
fn an_exhausted_pool_and_a_release() {
    let mut link = Link::new(vec![client(0), client(1)], vec![config(100)]);
    link.client(0, Client::start);
    link.client(1, Client::start);
    assert_eq!((address(&link, 0), address(&link, 1)), (Some(ip(100)), None));
    assert_eq!(link.rules.last(), Some(&Rule::DhcpPoolExhausted));
    link.client(0, Client::release);
    assert_eq!(link.clients[0].state(), ClientState::Off);
    link.run(at(120));
    assert_eq!(address(&link, 1), Some(ip(100)));
}

#[test]
fn a_client_gets_its_old_address_and_a_fixed_one_its_own() {
    let fixed = [(mac(2), ip(50))].into();
    let mut link =
        Link::new((0..3).map(client).collect(), vec![ServerConfig { fixed, ..config(200) }]);
    for n in 0..3 {
        link.client(n, Client::start);
    }
    assert_eq!(address(&link, 2), Some(ip(50)));
    let before = address(&link, 0);
    link.client(0, Client::release);
    link.run(at(60));
    link.client(0, Client::start);
    assert_eq!(address(&link, 0), before);
    assert!(
        link.rules.contains(&Rule::DhcpOfferSame) && link.rules.contains(&Rule::DhcpOfferFixed)
    );
}

#[test]
fn a_conflict_is_declined_and_the_address_is_out_of_use() {
    let mut link = Link::new(vec![client(0)], vec![config(200)]);
    link.client(0, Client::start);
    link.client(0, Client::handle_conflict);
    assert_eq!((link.clients[0].state(), address(&link, 0)), (ClientState::Init, None));
    assert!(link.rules.contains(&Rule::DhcpDecline) && link.rules.contains(&Rule::DhcpDeclined));
    assert_eq!(link.clients[0].next_timeout(), Some(at(10)));
    link.run(at(10));
    assert_eq!(address(&link, 0), Some(ip(101)));
}

#[test]
fn a_reboot_asks_for_what_it_remembers() {
    let reboot = |link: &mut Link| {
        link.clients[0].stop();
        link.kinds.clear();
        link.client(0, Client::start);
    };
    let mut link = Link::new(vec![client(0)], vec![config(200)]);
    link.client(0, Client::start);
    reboot(&mut link);
    assert_eq!(link.kinds, [MessageType::Request, MessageType::Ack]);
    // In another network the old address is refused, and a new one got.
    let mut moved = link.servers[0].config().clone();
    moved.address = Ipv4Addr::new(10, 0, 0, 1);
    moved.pool = (Ipv4Addr::new(10, 0, 0, 5), Ipv4Addr::new(10, 0, 0, 9));
    link.servers = vec![Server::new(moved)];
    reboot(&mut link);
    link.run(at(30));
    assert!(link.rules.contains(&Rule::DhcpNak) && link.rules.contains(&Rule::DhcpRefused));
    assert_eq!(address(&link, 0), Some(Ipv4Addr::new(10, 0, 0, 5)));
    // Nobody answers: the lease still holds.
    link.servers.clear();
    reboot(&mut link);
    link.run(at(60));
    assert_eq!(link.rules.last(), Some(&Rule::DhcpKeepsLease));
    assert_eq!(address(&link, 0), Some(Ipv4Addr::new(10, 0, 0, 5)));
}

#[test]
fn another_client_of_the_same_interface_gives_back_what_it_remembers() {
    let mut link = Link::new(vec![client(0)], vec![config(100)]);
    link.client(0, Client::start);
    let lease = link.clients[0].lease().cloned().unwrap();
    // The one that got it is gone; `dhclient -r` reads the lease from a file.
    link.clients[0] = client(0);
    link.client(0, Client::release);
    assert!(!link.rules.contains(&Rule::DhcpReleased), "nothing to give back");
    link.clients[0].remember(lease.clone());
    link.client(0, Client::release);
    assert!(link.rules.contains(&Rule::DhcpReleased));
    // What is over is not given back.
    let rules = link.rules.len();
    link.clients[0].remember(lease.clone());
    link.now = lease.ends().unwrap();
    link.client(0, Client::release);
    assert_eq!(link.rules.len(), rules);
}

#[test]
fn a_server_keeps_silent_about_what_it_does_not_know() {
    let mut server = Server::new(config(200));
    let mut request = Message::request(MessageType::Request, 1, mac(9));
    request.options.push(DhcpOption::address(OptionKind::RequestedAddress, ip(120)));
    let mut out = Vec::new();
    server.handle_message(at(0), &request, &mut out);
    assert_eq!(out, [ServerAction::Ignored { reason: Reason::DhcpSilent { ip: ip(120) } }]);
    // Information only: no lease.
    let mut inform = Message::request(MessageType::Inform, 1, mac(9));
    inform.client_ip = ip(9);
    out.clear();
    server.handle_message(at(0), &inform, &mut out);
    let [ServerAction::Send { message, to: ReplyTo::Client(to), .. }] = &out[..] else {
        panic!("{out:?}");
    };
    assert_eq!((*to, message.number(OptionKind::LeaseTime)), (ip(9), None));
    assert_eq!(message.address(OptionKind::Router), Some(ip(1)));
    assert_eq!(server.iter().count(), 0);
}

#[derive(Clone, Debug)]
enum Step {
    Start(usize),
    Release(usize),
    Stop(usize),
    Conflict(usize),
    Wait(u64),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0usize..4).prop_map(Step::Start),
        1 => (0usize..4).prop_map(Step::Release),
        1 => (0usize..4).prop_map(Step::Stop),
        1 => (0usize..4).prop_map(Step::Conflict),
        3 => prop_oneof![0u64..100, 0u64..4_000].prop_map(Step::Wait),
    ]
}

proptest! {
    #[test]
    fn no_address_is_ever_leased_to_two(
        steps in proptest::collection::vec(step(), 1..40),
        losses in proptest::collection::vec(prop::bool::weighted(0.2), 0..60),
        last in 100u8..104,
    ) {
        let mut link = Link::new((0..4).map(client).collect(), vec![config(last)]);
        link.losses = losses;
        for step in steps {
            match step {
                Step::Start(n) => link.client(n, Client::start),
                Step::Release(n) => link.client(n, Client::release),
                Step::Stop(n) => link.clients[n].stop(),
                Step::Conflict(n) => link.client(n, Client::handle_conflict),
                Step::Wait(secs) => link.run(link.now + Duration::from_secs(secs)),
            }
            // What a client has, the server has written down.
            for (n, client) in link.clients.iter().enumerate() {
                if let Some(lease) = client.lease() {
                    let row = link.servers[0].iter().find(|(ip, _)| *ip == lease.address);
                    prop_assert!(row.is_some_and(|(_, binding)| binding.mac == mac_of(n)));
                }
            }
        }
    }
}
