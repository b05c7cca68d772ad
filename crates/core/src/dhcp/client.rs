//! The client's side (RFC 2131 §4.4).

use crate::addr::MacAddr;
use crate::random::Random;
use crate::rules::Reason;
use crate::time::{Duration, Instant};
use crate::wire::dhcp::{DhcpOption, Message, MessageType, OptionKind, OptionValue};
use std::net::Ipv4Addr;

/// How often a request goes out before the client begins again: about a minute in all.
const REQUESTS: u8 = 4;
/// How often a rebooting client asks before it goes on with what it remembers (RFC 2131 §3.2).
const REBOOT_REQUESTS: u8 = 2;
/// How long to wait after a decline (RFC 2131 §3.1, step 5).
const DECLINE_WAIT: Duration = Duration::from_secs(10);
/// How long to wait after a refusal, lest client and server go round and round.
const NAK_WAIT: Duration = Duration::from_secs(1);
/// The least time between two requests for more time (RFC 2131 §4.4.5).
const LEAST_RENEWAL: Duration = Duration::from_secs(60);
/// No more offers than this are kept.
const MOST_OFFERS: usize = 16;
/// The lease that never ends (RFC 2131 §3.3).
const FOREVER: u32 = u32::MAX;

/// What a client is like.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ClientConfig {
    /// Its MAC address.
    pub mac: MacAddr,
    /// The name it gives, if it gives one.
    pub host_name: Option<Vec<u8>>,
    /// Whether answers must be broadcast, as it takes no unicast without an address.
    pub broadcast: bool,
    /// How long to collect offers; zero takes the first.
    pub collect: Duration,
}

/// Where a client is in figure 5 of RFC 2131.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClientState {
    /// Not running.
    Off,
    /// About to look for servers.
    Init,
    /// Waiting for offers.
    Selecting,
    /// Waiting for the chosen server to acknowledge.
    Requesting,
    /// Waiting for any server to acknowledge what it remembers.
    Rebooting,
    /// It has an address.
    Bound,
    /// It asks its server for more time.
    Renewing,
    /// It asks any server for more time.
    Rebinding,
}

/// What a client has got.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Lease {
    /// The address.
    pub address: Ipv4Addr,
    /// The network's mask, if the server said it.
    pub mask: Option<Ipv4Addr>,
    /// The gateways, best first.
    pub routers: Vec<Ipv4Addr>,
    /// The name servers, best first.
    pub dns: Vec<Ipv4Addr>,
    /// The domain's name.
    pub domain: Option<Vec<u8>>,
    /// Who gave it.
    pub server: Ipv4Addr,
    /// When it was asked for: the lease runs from here.
    pub since: Instant,
    /// For how long; `None` is for ever.
    pub length: Option<Duration>,
    /// When to renew, from `since`.
    pub t1: Duration,
    /// When to rebind, from `since`.
    pub t2: Duration,
}

impl Lease {
    fn from_ack(ack: &Message, server: Ipv4Addr, since: Instant) -> Option<Self> {
        let addresses = |kind| match ack.option(kind) {
            Some(OptionValue::Addresses(all)) => all.clone(),
            _ => Vec::new(),
        };
        let text = |kind| match ack.option(kind) {
            Some(OptionValue::Text(text)) => Some(text.clone()),
            _ => None,
        };
        let secs = ack.number(OptionKind::LeaseTime)?;
        let length = (secs != FOREVER).then(|| Duration::from_secs(secs.into()));
        let whole = Duration::from_secs(secs.into());
        let named = |kind| ack.number(kind).map(|secs| Duration::from_secs(secs.into()));
        // A half and seven eighths unless the server says otherwise (RFC 2131 §4.4.5).
        let t2 = named(OptionKind::RebindingTime).filter(|t2| *t2 <= whole);
        let t2 = t2.unwrap_or(whole.times(7).divided_by(8));
        let t1 = named(OptionKind::RenewalTime).filter(|t1| *t1 <= t2);
        Some(Self {
            address: ack.your_ip,
            mask: ack.address(OptionKind::SubnetMask),
            routers: addresses(OptionKind::Router),
            dns: addresses(OptionKind::DomainServer),
            domain: text(OptionKind::DomainName),
            server,
            since,
            length,
            t1: t1.unwrap_or(whole.divided_by(2)).min(t2),
            t2,
        })
    }

    /// When it ends; never if `None`.
    pub fn ends(&self) -> Option<Instant> {
        Some(self.since + self.length?)
    }
}

/// How a client's message travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Via {
    /// From 0.0.0.0 to everybody.
    Broadcast,
    /// From the client's address to everybody.
    BroadcastFrom(Ipv4Addr),
    /// From the client's address to the server's.
    Unicast {
        /// The client.
        from: Ipv4Addr,
        /// The server.
        to: Ipv4Addr,
    },
}

/// Something a client does, or notices.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ClientAction {
    /// Send this message.
    Send {
        /// The message.
        message: Message,
        /// How.
        via: Via,
        /// Why.
        reason: Reason,
    },
    /// The address may be used. A host looks first whether somebody has it already, and if
    /// so calls [`Client::handle_conflict`].
    Bound {
        /// What it has got.
        lease: Lease,
        /// Why.
        reason: Reason,
    },
    /// The address must not be used any more.
    Unbound {
        /// Which.
        address: Ipv4Addr,
        /// Why.
        reason: Reason,
    },
    /// The state has changed.
    State {
        /// From.
        from: ClientState,
        /// To.
        to: ClientState,
    },
    /// A rule decided something that nothing else shows.
    Applied(Reason),
}

/// A client of one interface.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Client {
    config: ClientConfig,
    state: ClientState,
    random: Random,
    transaction: u32,
    /// When this round began; messages say how long ago that is.
    began: Instant,
    /// When the last request was first sent: what it brings runs from there.
    asked: Instant,
    tries: u8,
    due: Option<Instant>,
    offers: Vec<Message>,
    /// What is had, or remembered.
    lease: Option<Lease>,
}

impl Client {
    /// A client that is not running. Transaction numbers and waits come from `seed`.
    pub fn new(config: ClientConfig, seed: u64) -> Self {
        Self {
            config,
            state: ClientState::Off,
            random: Random::new(seed),
            transaction: 0,
            began: Instant::ZERO,
            asked: Instant::ZERO,
            tries: 0,
            due: None,
            offers: Vec::new(),
            lease: None,
        }
    }

    /// Where it is.
    pub fn state(&self) -> ClientState {
        self.state
    }

    /// What it has; `None` if it may not use an address now.
    pub fn lease(&self) -> Option<&Lease> {
        let has = matches!(
            self.state,
            ClientState::Bound | ClientState::Renewing | ClientState::Rebinding
        );
        self.lease.as_ref().filter(|_| has)
    }

    /// Begins: with the remembered address if there is one, else from nothing.
    pub fn start(&mut self, now: Instant, out: &mut Vec<ClientAction>) {
        if self.state != ClientState::Off {
            return;
        }
        let remembered = self.lease.as_ref().filter(|l| l.ends().is_none_or(|ends| now < ends));
        if let Some(ip) = remembered.map(|lease| lease.address) {
            self.begin_round(now);
            self.enter(ClientState::Rebooting, out);
            self.request(now, Reason::DhcpReboot { ip }, out);
        } else {
            self.begin_again(now, Duration::ZERO, out);
        }
    }

    /// Before it starts: remembers a lease that it had once, as from a file.
    pub fn remember(&mut self, lease: Lease) {
        if self.state == ClientState::Off {
            self.lease = Some(lease);
        }
    }

    /// Gives the address back and stops (`dhclient -r`). One that is not running gives back
    /// what it remembers.
    pub fn release(&mut self, now: Instant, out: &mut Vec<ClientAction>) {
        let off = self.state == ClientState::Off;
        let over = |lease: &Lease| lease.ends().is_some_and(|ends| ends <= now);
        let remembered = self.lease.clone().filter(|lease| off && !over(lease));
        if let Some(lease) = remembered.or_else(|| self.lease().cloned()) {
            let ip = lease.address;
            self.transaction = self.random.next_u32();
            let mut message = self.message(now, MessageType::Release);
            message.client_ip = ip;
            message.options.push(DhcpOption::address(OptionKind::ServerId, lease.server));
            let via = Via::Unicast { from: ip, to: lease.server };
            let reason = Reason::DhcpRelease { ip };
            out.push(ClientAction::Send { message, via, reason });
            out.push(ClientAction::Unbound { address: ip, reason });
        }
        self.lease = None;
        self.due = None;
        self.enter(ClientState::Off, out);
    }

    /// Stops without a word, as when the power fails. The lease is remembered.
    pub fn stop(&mut self) {
        self.state = ClientState::Off;
        self.due = None;
    }

    /// Somebody else has the address that was just got (RFC 2131 §4.4.4).
    pub fn handle_conflict(&mut self, now: Instant, out: &mut Vec<ClientAction>) {
        let Some(lease) = self.lease().cloned() else { return };
        let ip = lease.address;
        let mut message = self.message(now, MessageType::Decline);
        message.options.push(DhcpOption::address(OptionKind::RequestedAddress, ip));
        message.options.push(DhcpOption::address(OptionKind::ServerId, lease.server));
        let reason = Reason::DhcpDecline { ip };
        out.push(ClientAction::Send { message, via: Via::Broadcast, reason });
        self.lose(now, DECLINE_WAIT, reason, out);
    }

    /// A server's message has arrived.
    pub fn handle_message(&mut self, now: Instant, message: &Message, out: &mut Vec<ClientAction>) {
        let server = message.address(OptionKind::ServerId);
        let ours = message.transaction == self.transaction
            && message.client_mac == self.config.mac
            && message.operation == crate::wire::dhcp::Operation::Reply;
        let (true, Some(kind), Some(server)) = (ours, message.kind(), server) else {
            return out.push(ClientAction::Applied(Reason::DhcpNotForUs));
        };
        let waits = !matches!(
            self.state,
            ClientState::Off | ClientState::Init | ClientState::Selecting | ClientState::Bound
        );
        match kind {
            MessageType::Offer if self.state == ClientState::Selecting => {
                self.offered(now, message, server, out);
            }
            MessageType::Ack if waits => self.acknowledged(now, message, server, out),
            MessageType::Nak if waits => {
                self.lose(now, NAK_WAIT, Reason::DhcpRefused { server }, out);
            }
            _ => out.push(ClientAction::Applied(Reason::DhcpNotForUs)),
        }
    }

    fn offered(
        &mut self,
        now: Instant,
        offer: &Message,
        server: Ipv4Addr,
        out: &mut Vec<ClientAction>,
    ) {
        if self.config.collect == Duration::ZERO {
            self.offers = vec![offer.clone()];
            return self.select(now, out);
        }
        if self.offers.is_empty() {
            self.due = Some(now + self.config.collect);
        }
        if self.offers.len() < MOST_OFFERS {
            self.offers.push(offer.clone());
        }
        out.push(ClientAction::Applied(Reason::DhcpOfferKept { ip: offer.your_ip, server }));
    }

    /// Takes the first offer.
    fn select(&mut self, now: Instant, out: &mut Vec<ClientAction>) {
        let Some(offer) = self.offers.first() else { return };
        let Some(server) = offer.address(OptionKind::ServerId) else { return };
        let ip = offer.your_ip;
        self.enter(ClientState::Requesting, out);
        self.tries = 0;
        self.request(now, Reason::DhcpSelect { ip, server }, out);
    }

    fn acknowledged(
        &mut self,
        now: Instant,
        ack: &Message,
        server: Ipv4Addr,
        out: &mut Vec<ClientAction>,
    ) {
        let Some(lease) = Lease::from_ack(ack, server, self.asked) else {
            return out.push(ClientAction::Applied(Reason::DhcpNotForUs));
        };
        let length = lease.length.unwrap_or(Duration::from_secs(FOREVER.into()));
        let reason = Reason::DhcpBound { ip: lease.address, lease: length };
        if let Some(before) = self.lease().map(|lease| lease.address)
            && before != lease.address
        {
            out.push(ClientAction::Unbound { address: before, reason });
        }
        self.due = lease.length.map(|_| (lease.since + lease.t1).max(now));
        self.lease = Some(lease.clone());
        self.offers.clear();
        self.tries = 0;
        self.enter(ClientState::Bound, out);
        out.push(ClientAction::Bound { lease, reason });
    }

    /// When [`Client::handle_timeout`] has something to do next.
    pub fn next_timeout(&self) -> Option<Instant> {
        self.due
    }

    /// Does what is due.
    pub fn handle_timeout(&mut self, now: Instant, out: &mut Vec<ClientAction>) {
        if self.due.is_none_or(|due| now < due) {
            return;
        }
        self.due = None;
        let tries = self.tries;
        match self.state {
            ClientState::Off => {}
            ClientState::Init => {
                self.begin_round(now);
                self.enter(ClientState::Selecting, out);
                self.discover(now, out);
            }
            ClientState::Selecting if self.offers.is_empty() => self.discover(now, out),
            ClientState::Selecting => self.select(now, out),
            ClientState::Requesting if tries >= REQUESTS => {
                out.push(ClientAction::Applied(Reason::DhcpRequestUnanswered { tries }));
                self.begin_again(now, Duration::ZERO, out);
            }
            ClientState::Rebooting if tries >= REBOOT_REQUESTS => self.keep(now, out),
            ClientState::Requesting | ClientState::Rebooting => {
                let ip = self.wanted();
                let reason = Reason::DhcpRequestAgain { ip, tries: tries.saturating_add(1) };
                self.request(now, reason, out);
            }
            ClientState::Bound | ClientState::Renewing | ClientState::Rebinding => {
                self.extend(now, out);
            }
        }
    }

    /// Nobody answers a rebooting client: what it remembers still holds (RFC 2131 §3.2).
    fn keep(&mut self, now: Instant, out: &mut Vec<ClientAction>) {
        let Some(lease) = self.lease.clone().filter(|l| l.ends().is_none_or(|ends| now < ends))
        else {
            self.lease = None;
            return self.begin_again(now, Duration::ZERO, out);
        };
        self.due = lease.length.map(|_| (lease.since + lease.t1).max(now));
        self.tries = 0;
        self.enter(ClientState::Bound, out);
        let reason = Reason::DhcpKeepsLease { ip: lease.address };
        out.push(ClientAction::Bound { lease, reason });
    }

    /// T1, T2 or the end of the lease (RFC 2131 §4.4.5).
    fn extend(&mut self, now: Instant, out: &mut Vec<ClientAction>) {
        let Some(lease) = self.lease.clone() else { return };
        let (Some(ends), ip) = (lease.ends(), lease.address) else { return };
        let t2 = lease.since + lease.t2;
        if now >= ends {
            let length = lease.length.unwrap_or_default();
            return self.lose(
                now,
                Duration::ZERO,
                Reason::DhcpLeaseOver { ip, lease: length },
                out,
            );
        }
        let (state, until) =
            if now >= t2 { (ClientState::Rebinding, ends) } else { (ClientState::Renewing, t2) };
        let reason = if state == self.state {
            Reason::DhcpRequestAgain { ip, tries: self.tries.saturating_add(1) }
        } else {
            self.tries = 0;
            self.transaction = self.random.next_u32();
            self.began = now;
            if state == ClientState::Renewing {
                Reason::DhcpRenew { ip, after: lease.t1 }
            } else {
                Reason::DhcpRebind { ip, after: lease.t2 }
            }
        };
        self.enter(state, out);
        self.request(now, reason, out);
        // Half of what is left, but at least a minute, and never past the next step.
        let wait = until.since(now).divided_by(2).max(LEAST_RENEWAL);
        self.due = Some((now + wait).min(until));
    }

    fn lose(&mut self, now: Instant, wait: Duration, reason: Reason, out: &mut Vec<ClientAction>) {
        match self.lease().map(|lease| lease.address) {
            Some(address) => out.push(ClientAction::Unbound { address, reason }),
            None => out.push(ClientAction::Applied(reason)),
        }
        self.lease = None;
        self.begin_again(now, wait, out);
    }

    fn begin_again(&mut self, now: Instant, wait: Duration, out: &mut Vec<ClientAction>) {
        self.enter(ClientState::Init, out);
        self.offers.clear();
        self.due = Some(now + wait);
        if wait == Duration::ZERO {
            self.handle_timeout(now, out);
        }
    }

    fn begin_round(&mut self, now: Instant) {
        self.transaction = self.random.next_u32();
        self.began = now;
        self.tries = 0;
        self.offers.clear();
    }

    fn enter(&mut self, to: ClientState, out: &mut Vec<ClientAction>) {
        let from = std::mem::replace(&mut self.state, to);
        if from != to {
            out.push(ClientAction::State { from, to });
        }
    }

    fn discover(&mut self, now: Instant, out: &mut Vec<ClientAction>) {
        self.again_later(now);
        let message = self.message(now, MessageType::Discover);
        let reason = Reason::DhcpDiscover { tries: self.tries };
        out.push(ClientAction::Send { message, via: Via::Broadcast, reason });
    }

    /// The address that is asked for.
    fn wanted(&self) -> Ipv4Addr {
        let offered = self.offers.first().map(|offer| offer.your_ip);
        let remembered = self.lease.as_ref().map(|lease| lease.address);
        offered.or(remembered).unwrap_or(Ipv4Addr::UNSPECIFIED)
    }

    /// A request: what it says depends on the state (RFC 2131 §4.3.2, table 4).
    fn request(&mut self, now: Instant, reason: Reason, out: &mut Vec<ClientAction>) {
        if self.tries == 0 {
            self.asked = now;
        }
        self.again_later(now);
        let ip = self.wanted();
        let mut message = self.message(now, MessageType::Request);
        let via = match self.state {
            ClientState::Renewing | ClientState::Rebinding => {
                message.client_ip = ip;
                message.broadcast = false;
                match self.lease.as_ref().map(|lease| lease.server) {
                    Some(to) if self.state == ClientState::Renewing => {
                        Via::Unicast { from: ip, to }
                    }
                    _ => Via::BroadcastFrom(ip),
                }
            }
            _ => {
                message.options.push(DhcpOption::address(OptionKind::RequestedAddress, ip));
                let chosen = self.offers.first().and_then(|o| o.address(OptionKind::ServerId));
                if let (ClientState::Requesting, Some(server)) = (self.state, chosen) {
                    message.options.push(DhcpOption::address(OptionKind::ServerId, server));
                }
                Via::Broadcast
            }
        };
        out.push(ClientAction::Send { message, via, reason });
    }

    /// 4 s, then twice as long each time up to 64 s, each a second more or less (RFC 2131 §4.1).
    fn again_later(&mut self, now: Instant) {
        let base = Duration::from_secs(4 << self.tries.min(4));
        let jitter = self.random.up_to(Duration::from_secs(2));
        self.due = Some(now + (base + jitter - Duration::from_secs(1)));
        self.tries = self.tries.saturating_add(1);
    }

    fn message(&self, now: Instant, kind: MessageType) -> Message {
        let mut message = Message::request(kind, self.transaction, self.config.mac);
        let secs = now.since(self.began).as_secs();
        message.seconds = u16::try_from(secs).unwrap_or(u16::MAX);
        if matches!(kind, MessageType::Discover | MessageType::Request) {
            message.broadcast = self.config.broadcast;
            let wanted = vec![
                OptionKind::SubnetMask,
                OptionKind::Router,
                OptionKind::DomainServer,
                OptionKind::DomainName,
            ];
            let value = OptionValue::Kinds(wanted);
            message.options.push(DhcpOption { kind: OptionKind::ParameterList, value });
            if let Some(name) = &self.config.host_name {
                let value = OptionValue::Text(name.clone());
                message.options.push(DhcpOption { kind: OptionKind::HostName, value });
            }
        }
        message
    }
}
