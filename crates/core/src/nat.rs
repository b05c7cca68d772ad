//! A home router's network address and port translation (RFC 3022).
//!
//! Many hosts inside share one address outside. [`Nat`] gives each address and
//! port inside a port outside, remembers that in a table, and changes addresses,
//! ports and checksums of what passes. In the words of RFC 4787 it maps
//! endpoint-independently and filters by address and port unless told otherwise;
//! TCP connections are followed from SYN to FIN (RFC 5382), ICMP queries by their
//! identifier and ICMP errors by what they quote (RFC 5508).
//!
//! Fragments have no ports, but for the first: they are put together before they
//! are translated. TTL, routing and links are the router's own business.

mod rewrite;
mod tcp;

use crate::fragments::{self, Reassembler};
use crate::rules::Reason;
use crate::time::{Duration, Instant};
use crate::wire::Protocol;
use rewrite::{Editable, End};
use std::collections::{BTreeMap, BTreeSet};
use std::net::{Ipv4Addr, SocketAddrV4};
pub use tcp::Phase;
use tcp::Tracked;

/// What a mapping or a filter depends on (RFC 4787 §4.1 and §5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Behaviour {
    /// On nothing at the other end.
    EndpointIndependent,
    /// On the other end's address.
    AddressDependent,
    /// On the other end's address and port.
    AddressAndPortDependent,
}

/// What hosts inside are told apart by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// TCP ports.
    Tcp,
    /// UDP ports.
    Udp,
    /// Identifiers of ICMP queries.
    Icmp,
}

/// A side of the router.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// The home.
    Inside,
    /// The Internet.
    Outside,
}

/// How a translator behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Config {
    /// The address outside.
    pub external: Ipv4Addr,
    /// When one port inside gets one port outside, and when several.
    pub mapping: Behaviour,
    /// Who may send in through a mapping.
    pub filtering: Behaviour,
    /// The first and the last port to give out.
    pub ports: (u16, u16),
    /// Whether a port inside keeps its number outside, if that is free.
    pub preserve_ports: bool,
    /// Whether hosts inside reach each other by the outer address (RFC 4787 §6).
    pub hairpin: bool,
    /// Whether UDP from outside keeps a mapping alive (RFC 4787 §4.3).
    pub inbound_refresh: bool,
    /// How long UDP may be silent: at least 2 min, 5 min recommended (RFC 4787 §4.3).
    pub udp_timeout: Duration,
    /// How long a TCP connection may take to open or to close: at least 4 min (RFC 5382 §5).
    pub tcp_transitory: Duration,
    /// How long an open TCP connection may be silent: at least 2 h 4 min (RFC 5382 §5).
    pub tcp_established: Duration,
    /// How long an ICMP query may go unanswered: at least 60 s (RFC 5508 §3.2).
    pub icmp_timeout: Duration,
    /// How many conversations are remembered.
    pub limit: u32,
}

impl Config {
    /// What the RFCs recommend, at this outer address.
    pub const fn recommended(external: Ipv4Addr) -> Self {
        Self {
            external,
            mapping: Behaviour::EndpointIndependent,
            filtering: Behaviour::AddressAndPortDependent,
            ports: (1_024, 65_535),
            preserve_ports: true,
            hairpin: true,
            inbound_refresh: true,
            udp_timeout: Duration::from_secs(300),
            tcp_transitory: Duration::from_secs(240),
            tcp_established: Duration::from_secs(7_440),
            icmp_timeout: Duration::from_secs(60),
            limit: 4_096,
        }
    }
}

/// Something a translator does, or notices.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Send the translated packet to that side.
    Forward {
        /// The packet.
        packet: Vec<u8>,
        /// Where to.
        side: Side,
        /// Why so.
        reason: Reason,
    },
    /// The packet is for the router itself, or for nobody.
    Local {
        /// The packet, as it came.
        packet: Vec<u8>,
        /// Why it is for nobody inside.
        reason: Reason,
    },
    /// The packet is thrown away.
    Drop {
        /// Why.
        reason: Reason,
    },
    /// The table has changed.
    Changed {
        /// The mapping.
        mapping: Mapping,
        /// Whether it is gone.
        removed: bool,
        /// Why.
        reason: Reason,
    },
    /// A fragment waits for the others, or is given up.
    Fragment(fragments::Action),
}

/// A row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mapping {
    /// Of what.
    pub kind: Kind,
    /// Address and port inside.
    pub internal: SocketAddrV4,
    /// The port outside.
    pub external: u16,
    /// Whether somebody has set it by hand: it does not expire, and anybody may call in.
    pub forwarded: bool,
}

/// Why a port cannot be forwarded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ForwardError {
    /// The port outside is forwarded already.
    ExternalTaken,
    /// Another port outside leads there already.
    InternalTaken,
}

/// What a mapping is found by from inside. The other end is in it as far as the
/// mapping depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Key {
    kind: Kind,
    internal: SocketAddrV4,
    remote: Option<SocketAddrV4>,
}

/// A conversation with one other end.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Session {
    due: Instant,
    tcp: Tracked,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Entry {
    external: u16,
    forwarded: bool,
    sessions: BTreeMap<SocketAddrV4, Session>,
}

/// The translator.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Nat {
    config: Config,
    entries: BTreeMap<Key, Entry>,
    by_external: BTreeMap<(Kind, u16), Key>,
    due: BTreeSet<(Instant, Key, SocketAddrV4)>,
    /// Where to look for a free port next.
    next_port: u16,
    reassembler: Reassembler,
}

impl Nat {
    /// A translator with an empty table.
    pub fn new(config: Config) -> Self {
        Self {
            next_port: config.ports.0,
            config,
            entries: BTreeMap::new(),
            by_external: BTreeMap::new(),
            due: BTreeSet::new(),
            reassembler: Reassembler::new(fragments::Config::default()),
        }
    }

    /// How it behaves.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// The router has another address outside: what was mapped is worth nothing any
    /// more. Forwarded ports stay.
    pub fn set_external(&mut self, external: Ipv4Addr, out: &mut Vec<Action>) {
        if self.config.external == external {
            return;
        }
        self.config.external = external;
        let learnt = self.entries.iter().filter(|(_, entry)| !entry.forwarded);
        let learnt: Vec<_> = learnt.map(|(key, entry)| (*key, entry.external)).collect();
        for (key, external) in learnt {
            self.remove(key, Reason::NatRemoved { external }, out);
        }
    }

    /// The table, by kind and inner address.
    pub fn iter(&self) -> impl Iterator<Item = Mapping> {
        self.entries.iter().map(|(key, entry)| row(key, entry))
    }

    /// The other ends a mapping speaks to; for TCP with the connection's phase.
    pub fn remotes(&self, mapping: &Mapping) -> impl Iterator<Item = (SocketAddrV4, Phase)> {
        let key = self.by_external.get(&(mapping.kind, mapping.external));
        let entry = key.and_then(|key| self.entries.get(key));
        let sessions = entry.into_iter().flat_map(|entry| &entry.sessions);
        sessions.map(|(remote, session)| (*remote, session.tcp.phase()))
    }

    /// Lets a port outside always lead to `internal` (port mapping).
    ///
    /// # Errors
    /// [`ForwardError`] if one of them is forwarded already.
    pub fn forward(
        &mut self,
        kind: Kind,
        external: u16,
        internal: SocketAddrV4,
        out: &mut Vec<Action>,
    ) -> Result<(), ForwardError> {
        let key = Key { kind, internal, remote: None };
        if self.entries.get(&key).is_some_and(|entry| entry.forwarded) {
            return Err(ForwardError::InternalTaken);
        }
        if let Some(&other) = self.by_external.get(&(kind, external)) {
            if self.entries.get(&other).is_some_and(|entry| entry.forwarded) {
                return Err(ForwardError::ExternalTaken);
            }
            self.remove(other, Reason::NatRemoved { external }, out);
        }
        if let Some(before) = self.entries.get(&key).map(|entry| entry.external) {
            self.remove(key, Reason::NatRemoved { external: before }, out);
        }
        let entry = Entry { external, forwarded: true, sessions: BTreeMap::new() };
        let reason = Reason::NatForwarded { external, ip: *internal.ip(), port: internal.port() };
        out.push(Action::Changed { mapping: row(&key, &entry), removed: false, reason });
        self.by_external.insert((kind, external), key);
        self.entries.insert(key, entry);
        Ok(())
    }

    /// Takes a forwarded port back. Says whether there was one.
    pub fn unforward(&mut self, kind: Kind, external: u16, out: &mut Vec<Action>) -> bool {
        let Some(&key) = self.by_external.get(&(kind, external)) else { return false };
        let forwarded = self.entries.get(&key).is_some_and(|entry| entry.forwarded);
        if forwarded {
            self.remove(key, Reason::NatRemoved { external }, out);
        }
        forwarded
    }

    /// An IPv4 packet comes from `side` and is not for the router's inner address.
    pub fn handle_packet(
        &mut self,
        now: Instant,
        side: Side,
        packet: &[u8],
        out: &mut Vec<Action>,
    ) {
        self.handle_timeout(now, out);
        let Some(editable) = Editable::new(packet) else {
            return out.push(Action::Drop { reason: Reason::PacketMalformed });
        };
        if editable.is_fragment() {
            let mut whole = Vec::new();
            self.reassembler.handle_packet(now, packet, &mut whole);
            for action in whole {
                match action {
                    fragments::Action::Deliver { packet, .. } => match Editable::new(&packet) {
                        Some(editable) => self.translate(now, side, editable, out),
                        None => out.push(Action::Drop { reason: Reason::PacketMalformed }),
                    },
                    other => out.push(Action::Fragment(other)),
                }
            }
            return;
        }
        self.translate(now, side, editable, out);
    }

    fn translate(&mut self, now: Instant, side: Side, packet: Editable, out: &mut Vec<Action>) {
        let outcome = match (side, kind_of(&packet)) {
            (Side::Inside, _) if packet.address(End::Destination) == self.config.external => {
                self.turn_round(now, packet, out)
            }
            (Side::Inside, Ok(Some(kind))) => self.outbound(now, kind, packet, out),
            (Side::Outside, Ok(Some(kind))) => self.inbound(now, kind, packet, out),
            (Side::Inside, Ok(None)) => self.error_outbound(packet),
            (Side::Outside, Ok(None)) => self.error_inbound(packet),
            // What is for the outer address may be for the router itself.
            (Side::Outside, Err(reason)) => {
                Ok(Action::Local { packet: packet.into_bytes(), reason })
            }
            (Side::Inside, Err(reason)) => Err(reason),
        };
        out.push(outcome.unwrap_or_else(|reason| Action::Drop { reason }));
    }

    fn outbound(
        &mut self,
        now: Instant,
        kind: Kind,
        mut packet: Editable,
        out: &mut Vec<Action>,
    ) -> Result<Action, Reason> {
        let internal = packet.end(End::Source);
        let remote = remote_of(kind, packet.end(End::Destination));
        let key = self.key_from_inside(kind, internal, remote);
        let flags = packet.tcp_flags();
        let session = self.entries.get(&key).and_then(|entry| entry.sessions.get(&remote));
        if session.is_none() {
            self.may_begin(kind, internal, flags)?;
        }
        let external = match self.entries.get(&key).map(|entry| entry.external) {
            Some(external) => {
                if session.is_none() {
                    let (ip, port) = (*internal.ip(), internal.port());
                    let mapping = Mapping {
                        kind,
                        internal,
                        external,
                        forwarded: self.entries.get(&key).is_some_and(|entry| entry.forwarded),
                    };
                    let reason = Reason::NatReused { ip, port, external };
                    out.push(Action::Changed { mapping, removed: false, reason });
                }
                external
            }
            None => self.map(key, out)?,
        };
        self.touch(now, key, remote, Side::Inside, flags);
        packet.set_end(End::Source, SocketAddrV4::new(self.config.external, external));
        let reason = Reason::NatOutbound { ip: *internal.ip(), port: internal.port(), external };
        Ok(Action::Forward { packet: packet.into_bytes(), side: Side::Outside, reason })
    }

    fn inbound(
        &mut self,
        now: Instant,
        kind: Kind,
        mut packet: Editable,
        out: &mut Vec<Action>,
    ) -> Result<Action, Reason> {
        let external = packet.end(End::Destination).port();
        let source = packet.end(End::Source);
        let remote = remote_of(kind, source);
        // A question is never an answer: it is for the router.
        let asks = packet.is_icmp_query() && matches!(packet.icmp_type(), 8 | 13);
        let found = self.by_external.get(&(kind, external)).filter(|_| !asks).copied();
        let Some((key, entry)) = found.and_then(|key| Some((key, self.entries.get(&key)?))) else {
            let reason = Reason::NatNoMapping { external };
            return Ok(Action::Local { packet: packet.into_bytes(), reason });
        };
        if !self.lets_in(entry, remote) {
            let (ip, port) = (*source.ip(), source.port());
            return Err(Reason::NatFiltered { ip, port, external });
        }
        let flags = packet.tcp_flags();
        if !entry.sessions.contains_key(&remote) {
            self.may_begin(kind, source, flags)?;
            let (ip, port) = (*key.internal.ip(), key.internal.port());
            let reason = Reason::NatInbound { external, ip, port };
            out.push(Action::Changed { mapping: row(&key, entry), removed: false, reason });
        }
        self.touch(now, key, remote, Side::Outside, flags);
        packet.set_end(End::Destination, key.internal);
        let (ip, port) = (*key.internal.ip(), key.internal.port());
        let reason = Reason::NatInbound { external, ip, port };
        Ok(Action::Forward { packet: packet.into_bytes(), side: Side::Inside, reason })
    }

    /// From inside to the outer address (RFC 4787 §6).
    fn turn_round(
        &mut self,
        now: Instant,
        packet: Editable,
        out: &mut Vec<Action>,
    ) -> Result<Action, Reason> {
        let external = packet.end(End::Destination).port();
        let to = match kind_of(&packet) {
            Ok(Some(kind)) => self.by_external.get(&(kind, external)).map(|key| (kind, *key)),
            _ => None,
        };
        let Some((kind, to)) = to else {
            let reason = Reason::NatNoMapping { external };
            return Ok(Action::Local { packet: packet.into_bytes(), reason });
        };
        if !self.config.hairpin {
            return Err(Reason::NatNoHairpin { external });
        }
        let leaving = self.outbound(now, kind, packet, out)?;
        let Action::Forward { packet, .. } = leaving else { return Ok(leaving) };
        let Some(editable) = Editable::new(&packet) else { return Err(Reason::PacketMalformed) };
        let coming = self.inbound(now, kind, editable, out)?;
        let Action::Forward { packet, side, .. } = coming else { return Ok(coming) };
        let (ip, port) = (*to.internal.ip(), to.internal.port());
        Ok(Action::Forward { packet, side, reason: Reason::NatHairpin { external, ip, port } })
    }

    /// An ICMP error from outside is about what went out (RFC 5508 §4.2).
    fn error_inbound(&mut self, mut packet: Editable) -> Result<Action, Reason> {
        let stray = Reason::NatIcmpStray;
        let mut quoted = packet.quoted().ok_or(stray)?;
        let Ok(Some(kind)) = kind_of(&quoted) else { return Err(stray) };
        let ours = quoted.end(End::Source);
        if *ours.ip() != self.config.external {
            return Err(stray);
        }
        let external = ours.port();
        let key = *self.by_external.get(&(kind, external)).ok_or(stray)?;
        let remote = remote_of(kind, quoted.end(End::Destination));
        let entry = self.entries.get(&key).ok_or(stray)?;
        if !entry.sessions.contains_key(&remote) {
            return Err(stray);
        }
        quoted.set_end(End::Source, key.internal);
        packet.set_quoted(&quoted);
        packet.set_address(End::Destination, *key.internal.ip());
        let reason = Reason::NatIcmpError { external };
        Ok(Action::Forward { packet: packet.into_bytes(), side: Side::Inside, reason })
    }

    /// An ICMP error from inside is about what came in (RFC 5508 §4.2).
    fn error_outbound(&mut self, mut packet: Editable) -> Result<Action, Reason> {
        let stray = Reason::NatIcmpStray;
        let mut quoted = packet.quoted().ok_or(stray)?;
        let Ok(Some(kind)) = kind_of(&quoted) else { return Err(stray) };
        let remote = remote_of(kind, quoted.end(End::Source));
        let key = self.key_from_inside(kind, quoted.end(End::Destination), remote);
        let entry = self.entries.get(&key).ok_or(stray)?;
        if !entry.sessions.contains_key(&remote) {
            return Err(stray);
        }
        let external = entry.external;
        quoted.set_end(End::Destination, SocketAddrV4::new(self.config.external, external));
        packet.set_quoted(&quoted);
        packet.set_address(End::Source, self.config.external);
        let reason = Reason::NatIcmpError { external };
        Ok(Action::Forward { packet: packet.into_bytes(), side: Side::Outside, reason })
    }

    /// A forwarded port is used by its host for what it sends, too.
    fn key_from_inside(&self, kind: Kind, internal: SocketAddrV4, remote: SocketAddrV4) -> Key {
        let independent = Key { kind, internal, remote: None };
        let remote = match self.config.mapping {
            _ if self.entries.get(&independent).is_some_and(|entry| entry.forwarded) => None,
            Behaviour::EndpointIndependent => None,
            Behaviour::AddressDependent => Some(SocketAddrV4::new(*remote.ip(), 0)),
            Behaviour::AddressAndPortDependent => Some(remote),
        };
        Key { remote, ..independent }
    }

    fn lets_in(&self, entry: &Entry, remote: SocketAddrV4) -> bool {
        let mut known = entry.sessions.keys();
        match self.config.filtering {
            _ if entry.forwarded => true,
            Behaviour::EndpointIndependent => true,
            Behaviour::AddressDependent => known.any(|known| known.ip() == remote.ip()),
            Behaviour::AddressAndPortDependent => entry.sessions.contains_key(&remote),
        }
    }

    /// Whether a conversation may begin with this packet.
    fn may_begin(&self, kind: Kind, from: SocketAddrV4, flags: u8) -> Result<(), Reason> {
        if kind == Kind::Tcp && !tcp::opens(flags) {
            return Err(Reason::NatNotSyn { ip: *from.ip(), port: from.port() });
        }
        let limit = self.config.limit;
        if self.due.len() >= limit as usize {
            return Err(Reason::NatTableFull { limit });
        }
        Ok(())
    }

    /// Gives a port outside to a newcomer.
    fn map(&mut self, key: Key, out: &mut Vec<Action>) -> Result<u16, Reason> {
        let external = self.free_port(key.kind, key.internal.port())?;
        let entry = Entry { external, forwarded: false, sessions: BTreeMap::new() };
        let (ip, port) = (*key.internal.ip(), key.internal.port());
        let reason = Reason::NatMapped { ip, port, external };
        out.push(Action::Changed { mapping: row(&key, &entry), removed: false, reason });
        self.by_external.insert((key.kind, external), key);
        self.entries.insert(key, entry);
        Ok(external)
    }

    /// The port's own number if it is free, else the next free one; of UDP an even one
    /// for an even one, as RTP wants (RFC 4787 §4.2.2).
    fn free_port(&mut self, kind: Kind, wanted: u16) -> Result<u16, Reason> {
        let (first, last) = match kind {
            Kind::Icmp => (0, u16::MAX),
            Kind::Tcp | Kind::Udp => self.config.ports,
        };
        let is_free = |port: &u16| !self.by_external.contains_key(&(kind, *port));
        if self.config.preserve_ports && (first..=last).contains(&wanted) && is_free(&wanted) {
            return Ok(wanted);
        }
        let start = self.next_port.clamp(first, last.max(first));
        let all = || (start..=last).chain(first..start).filter(is_free);
        let same_parity = |port: &u16| kind != Kind::Udp || port % 2 == wanted % 2;
        let port = all().find(same_parity).or_else(|| all().next()).ok_or_else(|| {
            let ports = u32::from(last.saturating_sub(first)) + 1;
            Reason::NatPortsExhausted { ports }
        })?;
        self.next_port = port.checked_add(1).unwrap_or(first);
        Ok(port)
    }

    /// A packet of a conversation has passed: it begins, or its time begins anew.
    fn touch(&mut self, now: Instant, key: Key, remote: SocketAddrV4, from: Side, flags: u8) {
        let config = self.config;
        let Some(entry) = self.entries.get_mut(&key) else { return };
        let before = entry.sessions.get(&remote);
        let mut tcp = before.map_or_else(Tracked::default, |session| session.tcp);
        if key.kind == Kind::Tcp {
            tcp.saw(from, flags);
        }
        let idle = match (key.kind, tcp.phase()) {
            (Kind::Udp, _) => config.udp_timeout,
            (Kind::Icmp, _) => config.icmp_timeout,
            (Kind::Tcp, Phase::Established) => config.tcp_established,
            (Kind::Tcp, Phase::Opening | Phase::Closing) => config.tcp_transitory,
        };
        let due = match before {
            Some(session)
                if key.kind != Kind::Tcp && from == Side::Outside && !config.inbound_refresh =>
            {
                session.due
            }
            _ => now + idle,
        };
        if let Some(before) = entry.sessions.insert(remote, Session { due, tcp }) {
            self.due.remove(&(before.due, key, remote));
        }
        self.due.insert((due, key, remote));
    }

    fn remove(&mut self, key: Key, reason: Reason, out: &mut Vec<Action>) {
        let Some(entry) = self.entries.remove(&key) else { return };
        self.by_external.remove(&(key.kind, entry.external));
        for (remote, session) in &entry.sessions {
            self.due.remove(&(session.due, key, *remote));
        }
        out.push(Action::Changed { mapping: row(&key, &entry), removed: true, reason });
    }

    /// When [`Nat::handle_timeout`] has something to do next.
    pub fn next_timeout(&self) -> Option<Instant> {
        let sessions = self.due.first().map(|(due, ..)| *due);
        sessions.into_iter().chain(self.reassembler.next_timeout()).min()
    }

    /// Forgets what has been silent for too long.
    pub fn handle_timeout(&mut self, now: Instant, out: &mut Vec<Action>) {
        let mut expired = Vec::new();
        self.reassembler.handle_timeout(now, &mut expired);
        out.extend(expired.into_iter().map(Action::Fragment));
        while let Some(&(due, key, remote)) = self.due.first()
            && due <= now
        {
            self.due.remove(&(due, key, remote));
            let Some(entry) = self.entries.get_mut(&key) else { continue };
            let session = entry.sessions.remove(&remote);
            let external = entry.external;
            let phase = session.map_or(Phase::Opening, |session| session.tcp.phase());
            let config = &self.config;
            let reason = match (key.kind, phase) {
                (Kind::Tcp, Phase::Established) => {
                    Reason::NatTcpExpired { external, after: config.tcp_established }
                }
                (Kind::Tcp, _) => Reason::NatTcpExpired { external, after: config.tcp_transitory },
                (Kind::Udp, _) => Reason::NatExpired { external, after: config.udp_timeout },
                (Kind::Icmp, _) => Reason::NatExpired { external, after: config.icmp_timeout },
            };
            if entry.sessions.is_empty() && !entry.forwarded {
                self.remove(key, reason, out);
            }
        }
    }
}

fn row(key: &Key, entry: &Entry) -> Mapping {
    let Entry { external, forwarded, .. } = *entry;
    Mapping { kind: key.kind, internal: key.internal, external, forwarded }
}

/// An ICMP query has one identifier for both ends: it says nothing of the other end.
fn remote_of(kind: Kind, remote: SocketAddrV4) -> SocketAddrV4 {
    match kind {
        Kind::Icmp => SocketAddrV4::new(*remote.ip(), 0),
        Kind::Tcp | Kind::Udp => remote,
    }
}

/// What a packet is told apart by; `None` if it is an ICMP error.
fn kind_of(packet: &Editable) -> Result<Option<Kind>, Reason> {
    match packet.protocol() {
        Protocol::Tcp => Ok(Some(Kind::Tcp)),
        Protocol::Udp => Ok(Some(Kind::Udp)),
        Protocol::Icmp if packet.is_icmp_error() => Ok(None),
        Protocol::Icmp if packet.is_icmp_query() => Ok(Some(Kind::Icmp)),
        Protocol::Icmp => Err(Reason::NatIcmpKind { kind: packet.icmp_type() }),
        other => Err(Reason::NatUnknownProtocol { protocol: other.number() }),
    }
}

#[cfg(test)]
mod tests;
