//! The server's side (RFC 2131 §4.3).

use crate::addr::MacAddr;
use crate::rules::Reason;
use crate::time::{Duration, Instant};
use crate::wire::dhcp::{DhcpOption, Message, MessageType, Operation, OptionKind, OptionValue};
use std::collections::{BTreeMap, BTreeSet};
use std::net::Ipv4Addr;

/// What a server has to give.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ServerConfig {
    /// Its own address, which identifies it.
    pub address: Ipv4Addr,
    /// The network's mask.
    pub mask: Ipv4Addr,
    /// The first and the last address of the pool.
    pub pool: (Ipv4Addr, Ipv4Addr),
    /// The gateways to tell, best first.
    pub routers: Vec<Ipv4Addr>,
    /// The name servers to tell, best first.
    pub dns: Vec<Ipv4Addr>,
    /// The domain's name to tell.
    pub domain: Option<Vec<u8>>,
    /// How long a lease is.
    pub lease: Duration,
    /// How long an offer is kept.
    pub offer: Duration,
    /// How long an address is out of use that somebody else was found to have.
    pub decline: Duration,
    /// Clients that always get the same address, in the pool or not.
    pub fixed: BTreeMap<MacAddr, Ipv4Addr>,
}

impl ServerConfig {
    /// A server of a pool, with a lease of a day.
    pub const fn new(address: Ipv4Addr, mask: Ipv4Addr, pool: (Ipv4Addr, Ipv4Addr)) -> Self {
        Self {
            address,
            mask,
            pool,
            routers: Vec::new(),
            dns: Vec::new(),
            domain: None,
            lease: Duration::from_secs(86_400),
            offer: Duration::from_secs(60),
            decline: Duration::from_secs(3_600),
            fixed: BTreeMap::new(),
        }
    }
}

/// What an address is to a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum BindingState {
    /// Offered; free again at that time.
    Offered(Instant),
    /// Leased until then.
    Leased(Instant),
    /// Somebody else was found to have it; out of use until then.
    Declined(Instant),
    /// Free, and kept in mind for the client that had it.
    Free,
}

impl BindingState {
    const fn due(self) -> Option<Instant> {
        match self {
            Self::Offered(until) | Self::Leased(until) | Self::Declined(until) => Some(until),
            Self::Free => None,
        }
    }
}

/// A row of a server's table.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Binding {
    /// Whose: option 61 if the client sends it, else 1 and its MAC address (RFC 2131 §4.2).
    pub client: Vec<u8>,
    /// Its MAC address.
    pub mac: MacAddr,
    /// What the address is to it.
    pub state: BindingState,
}

/// Where an answer goes (RFC 2131 §4.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReplyTo {
    /// To everybody on the link.
    Broadcast,
    /// To the client, which has this address.
    Client(Ipv4Addr),
    /// To the client, which has not got this address yet: ARP would find nobody.
    NewClient(Ipv4Addr, MacAddr),
    /// To the relay it came through, on port 67.
    Relay(Ipv4Addr),
}

/// Something a server does, or notices.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ServerAction {
    /// Send this message.
    Send {
        /// The message.
        message: Message,
        /// Where to.
        to: ReplyTo,
        /// Why.
        reason: Reason,
    },
    /// A row of the table has changed.
    Changed {
        /// Which address.
        ip: Ipv4Addr,
        /// What it is now.
        binding: Binding,
        /// Why.
        reason: Reason,
    },
    /// The message is not answered.
    Ignored {
        /// Why.
        reason: Reason,
    },
}

/// A server of one network.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Server {
    config: ServerConfig,
    bindings: BTreeMap<Ipv4Addr, Binding>,
    by_client: BTreeMap<Vec<u8>, Ipv4Addr>,
    due: BTreeSet<(Instant, Ipv4Addr)>,
}

impl Server {
    /// A server that has leased nothing yet.
    pub fn new(config: ServerConfig) -> Self {
        Self { config, bindings: BTreeMap::new(), by_client: BTreeMap::new(), due: BTreeSet::new() }
    }

    /// What it has to give.
    pub fn config(&self) -> &ServerConfig {
        &self.config
    }

    /// The table, by address.
    pub fn iter(&self) -> impl Iterator<Item = (Ipv4Addr, &Binding)> {
        self.bindings.iter().map(|(ip, binding)| (*ip, binding))
    }

    /// A client's message has arrived.
    pub fn handle_message(&mut self, now: Instant, message: &Message, out: &mut Vec<ServerAction>) {
        self.handle_timeout(now, out);
        let (Operation::Request, Some(kind)) = (message.operation, message.kind()) else {
            return out.push(ServerAction::Ignored { reason: Reason::DhcpNotForUs });
        };
        match kind {
            MessageType::Discover => self.discover(now, message, out),
            MessageType::Request => self.request(now, message, out),
            MessageType::Decline => self.decline(now, message, out),
            MessageType::Release => self.release(message, out),
            MessageType::Inform => {
                let ip = message.client_ip;
                let mut ack = self.reply(MessageType::Ack, message);
                self.tell_the_rest(&mut ack);
                let reason = Reason::DhcpInform { ip };
                out.push(ServerAction::Send { message: ack, to: ReplyTo::Client(ip), reason });
            }
            _ => out.push(ServerAction::Ignored { reason: Reason::DhcpNotForUs }),
        }
    }

    /// §4.3.1
    fn discover(&mut self, now: Instant, message: &Message, out: &mut Vec<ServerAction>) {
        let client = client_of(message);
        let Some((ip, reason)) = self.choose(&client, message) else {
            let (first, last) = self.pool();
            let addresses = last.saturating_sub(first).saturating_add(1);
            let reason = Reason::DhcpPoolExhausted { addresses };
            return out.push(ServerAction::Ignored { reason });
        };
        // Who has a lease and asks again keeps it meanwhile.
        let leased = self.bindings.get(&ip).is_some_and(|binding| {
            binding.client == client && matches!(binding.state, BindingState::Leased(_))
        });
        if !leased {
            let state = BindingState::Offered(now + self.config.offer);
            self.bind(ip, Binding { client, mac: message.client_mac, state }, reason, out);
        }
        let mut offer = self.reply(MessageType::Offer, message);
        offer.your_ip = ip;
        self.tell_lease(&mut offer);
        let to = reply_to(&offer, message);
        out.push(ServerAction::Send { message: offer, to, reason });
    }

    /// Which address a client gets, in the order of §4.3.1.
    fn choose(&self, client: &[u8], message: &Message) -> Option<(Ipv4Addr, Reason)> {
        if let Some(&ip) = self.config.fixed.get(&message.client_mac) {
            let free = self.is_free_for(ip, client);
            return free.then_some((ip, Reason::DhcpOfferFixed { ip }));
        }
        if let Some(&ip) = self.by_client.get(client)
            && self.is_free_for(ip, client)
        {
            return Some((ip, Reason::DhcpOfferSame { ip }));
        }
        let fits = |ip: &Ipv4Addr| self.is_in_pool(*ip) && self.is_free_for(*ip, client);
        let asked = message.address(OptionKind::RequestedAddress).filter(fits);
        let (first, last) = self.pool();
        let pool = || (first..=last).map(Ipv4Addr::from).filter(fits);
        // One that nobody had before; if there is none, one that somebody had.
        let unused = || pool().find(|ip| !self.bindings.contains_key(ip));
        let ip = asked.or_else(unused).or_else(|| pool().next())?;
        Some((ip, Reason::DhcpOffer { ip }))
    }

    fn pool(&self) -> (u32, u32) {
        (self.config.pool.0.into(), self.config.pool.1.into())
    }

    fn is_in_pool(&self, ip: Ipv4Addr) -> bool {
        let (first, last) = self.pool();
        (first..=last).contains(&ip.into())
            && ip != self.config.address
            && !self.config.fixed.values().any(|fixed| *fixed == ip)
    }

    fn is_free_for(&self, ip: Ipv4Addr, client: &[u8]) -> bool {
        self.bindings.get(&ip).is_none_or(|binding| match binding.state {
            BindingState::Free => true,
            BindingState::Declined(_) => false,
            BindingState::Offered(_) | BindingState::Leased(_) => binding.client == client,
        })
    }

    /// §4.3.2
    fn request(&mut self, now: Instant, message: &Message, out: &mut Vec<ServerAction>) {
        let client = client_of(message);
        let server = message.address(OptionKind::ServerId);
        let asked = message.address(OptionKind::RequestedAddress);
        if let Some(server) = server.filter(|server| *server != self.config.address) {
            let reason = Reason::DhcpOtherChosen { server };
            self.take_back(&client, reason, out);
            return out.push(ServerAction::Ignored { reason });
        }
        let renews = asked.is_none();
        let ip = asked.unwrap_or(message.client_ip);
        let known = self.by_client.get(&client) == Some(&ip);
        if known && self.is_free_for(ip, &client) {
            let lease = self.config.lease;
            let reason = if renews {
                Reason::DhcpExtend { ip, lease }
            } else {
                Reason::DhcpAck { ip, lease }
            };
            let state = BindingState::Leased(now + lease);
            self.bind(ip, Binding { client, mac: message.client_mac, state }, reason, out);
            let mut ack = self.reply(MessageType::Ack, message);
            ack.your_ip = ip;
            self.tell_lease(&mut ack);
            let to = reply_to(&ack, message);
            return out.push(ServerAction::Send { message: ack, to, reason });
        }
        // Of a client it knows nothing of, a server says nothing, unless it sees that the
        // client is in the wrong network.
        let foreign = !self.is_of_network(ip) && message.relay_ip.is_unspecified();
        let taken = self.bindings.get(&ip).is_some_and(|binding| binding.client != client);
        let wrong = server.is_some() || foreign || taken || self.by_client.contains_key(&client);
        if !wrong {
            return out.push(ServerAction::Ignored { reason: Reason::DhcpSilent { ip } });
        }
        let nak = self.reply(MessageType::Nak, message);
        let relay = message.relay_ip;
        let to = if relay.is_unspecified() { ReplyTo::Broadcast } else { ReplyTo::Relay(relay) };
        out.push(ServerAction::Send { message: nak, to, reason: Reason::DhcpNak { ip } });
    }

    fn is_of_network(&self, ip: Ipv4Addr) -> bool {
        let mask = u32::from(self.config.mask);
        u32::from(ip) & mask == u32::from(self.config.address) & mask
    }

    /// §4.3.3
    fn decline(&mut self, now: Instant, message: &Message, out: &mut Vec<ServerAction>) {
        let client = client_of(message);
        let ip = message.address(OptionKind::RequestedAddress);
        let Some(ip) = ip.filter(|ip| self.by_client.get(&client) == Some(ip)) else {
            return out.push(ServerAction::Ignored { reason: Reason::DhcpNotForUs });
        };
        let hold = self.config.decline;
        let state = BindingState::Declined(now + hold);
        let reason = Reason::DhcpDeclined { ip, hold };
        let mac = message.client_mac;
        self.bind(ip, Binding { client: client.clone(), mac, state }, reason, out);
        self.by_client.remove(&client);
    }

    /// §4.3.4
    fn release(&mut self, message: &Message, out: &mut Vec<ServerAction>) {
        let client = client_of(message);
        let ip = message.client_ip;
        let known = self.by_client.get(&client) == Some(&ip);
        let Some(binding) = self.bindings.get(&ip).filter(|_| known).cloned() else {
            return out.push(ServerAction::Ignored { reason: Reason::DhcpNotForUs });
        };
        let binding = Binding { state: BindingState::Free, ..binding };
        self.bind(ip, binding, Reason::DhcpReleased { ip }, out);
    }

    /// The client has chosen another: an offer is free again. A lease is not touched.
    fn take_back(&mut self, client: &[u8], reason: Reason, out: &mut Vec<ServerAction>) {
        let Some(&ip) = self.by_client.get(client) else { return };
        let offered = |b: &&Binding| matches!(b.state, BindingState::Offered(_));
        if let Some(binding) = self.bindings.get(&ip).filter(offered).cloned() {
            self.bind(ip, Binding { state: BindingState::Free, ..binding }, reason, out);
        }
    }

    fn bind(&mut self, ip: Ipv4Addr, new: Binding, reason: Reason, out: &mut Vec<ServerAction>) {
        self.due.extend(new.state.due().map(|due| (due, ip)));
        if self.by_client.get(&new.client).is_some_and(|before| *before != ip) {
            // Each client has one address: what it had before is free.
            let before = self.by_client.remove(&new.client);
            if let Some(before) = before
                && let Some(mut old) = self.bindings.get(&before).cloned()
                && old.client == new.client
            {
                old.state = BindingState::Free;
                self.bind_one(before, old, reason, out);
            }
        }
        self.bind_one(ip, new, reason, out);
    }

    fn bind_one(
        &mut self,
        ip: Ipv4Addr,
        new: Binding,
        reason: Reason,
        out: &mut Vec<ServerAction>,
    ) {
        if let Some(before) = self.bindings.insert(ip, new.clone()) {
            if before.client != new.client && self.by_client.get(&before.client) == Some(&ip) {
                self.by_client.remove(&before.client);
            }
            if before.state.due() != new.state.due() {
                self.due.extend(new.state.due().map(|due| (due, ip)));
                if let Some(due) = before.state.due() {
                    self.due.remove(&(due, ip));
                }
            }
        }
        if !matches!(new.state, BindingState::Declined(_)) {
            self.by_client.insert(new.client.clone(), ip);
        }
        out.push(ServerAction::Changed { ip, binding: new, reason });
    }

    /// When [`Server::handle_timeout`] has something to do next.
    pub fn next_timeout(&self) -> Option<Instant> {
        self.due.first().map(|(due, _)| *due)
    }

    /// Frees what is over.
    pub fn handle_timeout(&mut self, now: Instant, out: &mut Vec<ServerAction>) {
        while let Some(&(due, ip)) = self.due.first()
            && due <= now
        {
            self.due.remove(&(due, ip));
            if let Some(binding) = self.bindings.get(&ip).cloned()
                && binding.state.due() == Some(due)
            {
                let free = Binding { state: BindingState::Free, ..binding.clone() };
                self.bindings.insert(ip, free.clone());
                let reason = Reason::DhcpExpired { ip };
                out.push(ServerAction::Changed { ip, binding: free, reason });
            }
        }
    }

    fn reply(&self, kind: MessageType, request: &Message) -> Message {
        let mut reply = Message::reply(kind, request);
        if kind == MessageType::Ack {
            reply.client_ip = request.client_ip;
        }
        reply.options.push(DhcpOption::address(OptionKind::ServerId, self.config.address));
        reply
    }

    fn tell_lease(&self, message: &mut Message) {
        let secs = |time: Duration| u32::try_from(time.as_secs()).unwrap_or(u32::MAX);
        let lease = self.config.lease;
        for (kind, time) in [
            (OptionKind::LeaseTime, lease),
            (OptionKind::RenewalTime, lease.divided_by(2)),
            (OptionKind::RebindingTime, lease.times(7).divided_by(8)),
        ] {
            message.options.push(DhcpOption::number(kind, secs(time)));
        }
        self.tell_the_rest(message);
    }

    fn tell_the_rest(&self, message: &mut Message) {
        let config = &self.config;
        message.options.push(DhcpOption::address(OptionKind::SubnetMask, config.mask));
        for (kind, all) in
            [(OptionKind::Router, &config.routers), (OptionKind::DomainServer, &config.dns)]
        {
            if !all.is_empty() {
                let value = OptionValue::Addresses(all.clone());
                message.options.push(DhcpOption { kind, value });
            }
        }
        if let Some(domain) = &config.domain {
            let value = OptionValue::Text(domain.clone());
            message.options.push(DhcpOption { kind: OptionKind::DomainName, value });
        }
    }
}

/// Who a client is (RFC 2131 §4.2).
fn client_of(message: &Message) -> Vec<u8> {
    match message.option(OptionKind::ClientId) {
        Some(OptionValue::Bytes(id)) if !id.is_empty() => id.clone(),
        _ => [&[1], message.client_mac.0.as_slice()].concat(),
    }
}

/// §4.1
fn reply_to(reply: &Message, request: &Message) -> ReplyTo {
    if !request.relay_ip.is_unspecified() {
        ReplyTo::Relay(request.relay_ip)
    } else if !request.client_ip.is_unspecified() {
        ReplyTo::Client(request.client_ip)
    } else if request.broadcast {
        ReplyTo::Broadcast
    } else {
        ReplyTo::NewClient(reply.your_ip, request.client_mac)
    }
}
