//! The system under test: sockets, endpoints and listeners behind one address.

use super::failure::Mismatch;
use super::settings::Settings;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::net::{IpAddr, SocketAddr};
use wireglass_core::rules::Rule;
use wireglass_core::seq::Seq;
use wireglass_core::tcp::{
    Config, Endpoint, ListenLog, Listener, Log, Note, Peer, Profile, State, Transmit,
};
use wireglass_core::time::Instant;
use wireglass_core::wire::Ecn;
use wireglass_core::wire::tcp::Header;

/// What sockets put into IP headers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ip {
    pub(super) ttl: u8,
    /// The DSCP, in the upper six bits.
    pub(super) tos: u8,
}

/// Where the socket does not say otherwise.
const DEFAULT_IP: Ip = Ip { ttl: 64, tos: 0 };
/// The port that passive sockets of a script have.
pub(super) const PASSIVE_PORT: u16 = 8080;
/// The first port of those that sockets get when they connect.
const EPHEMERAL_PORT: u16 = 49_152;

/// Something we sent, as bytes.
#[derive(Clone, Debug)]
pub(super) struct Sent {
    pub(super) at: Instant,
    pub(super) peer: Peer,
    pub(super) bytes: Vec<u8>,
    pub(super) ip: Ip,
    pub(super) ecn: Ecn,
}

/// A connection, whether or not a socket still owns it.
#[derive(Clone, Debug)]
pub(super) struct Connection {
    pub(super) endpoint: Endpoint,
    pub(super) ip: Ip,
    /// The descriptor of its socket.
    pub(super) owner: Option<i64>,
    /// It was open once.
    pub(super) opened: bool,
    /// It has given way to a newer one of the same addresses.
    replaced: bool,
}

/// What a socket is.
#[derive(Clone, Debug)]
pub(super) enum Kind {
    /// Neither listening nor connected.
    Fresh,
    /// Listening.
    Listening(Box<Listener>),
    /// Connected, or on the way there: the number of its connection.
    Connected(u32),
}

/// A socket.
#[derive(Clone, Debug)]
pub(super) struct Socket {
    pub(super) kind: Kind,
    /// What its endpoints are made with.
    pub(super) config: Config,
    pub(super) local: Option<SocketAddr>,
    pub(super) nonblocking: bool,
    pub(super) ip: Ip,
    /// Keep-alive times, whether or not probes are sent.
    pub(super) keep: wireglass_core::tcp::KeepAlive,
    /// `SO_LINGER` with a time of zero: close resets.
    pub(super) abort_on_close: bool,
    /// Options that change nothing here, as they were set.
    pub(super) remembered: BTreeMap<String, i64>,
}

/// The host.
#[derive(Clone, Debug)]
pub(super) struct Host {
    pub(super) profile: Profile,
    pub(super) settings: Settings,
    /// The time of the call that is being made.
    pub(super) now: Instant,
    pub(super) ip: IpAddr,
    /// Whom sockets connect to.
    pub(super) remote: SocketAddr,
    pub(super) sockets: BTreeMap<i64, Socket>,
    pub(super) connections: BTreeMap<u32, Connection>,
    /// What went out, oldest first.
    pub(super) sent: VecDeque<Sent>,
    /// The rules that anything here has applied.
    pub(super) rules: BTreeSet<Rule>,
    /// The connection made last, which assertions are about.
    pub(super) latest: Option<u32>,
    next_connection: u32,
    next_port: u16,
    next_iss: u32,
}

impl Host {
    pub(super) fn new(
        profile: Profile,
        settings: Settings,
        ip: IpAddr,
        remote: SocketAddr,
    ) -> Self {
        Self {
            profile,
            settings,
            now: Instant::ZERO,
            ip,
            remote,
            sockets: BTreeMap::new(),
            connections: BTreeMap::new(),
            sent: VecDeque::new(),
            rules: BTreeSet::new(),
            latest: None,
            next_connection: 0,
            next_port: EPHEMERAL_PORT,
            // Nowhere near the numbers of any script, so that a confusion shows.
            next_iss: 0x7654_3210,
        }
    }

    pub(super) fn socket(&self) -> Socket {
        Socket {
            kind: Kind::Fresh,
            config: self.settings.config.clone(),
            local: None,
            nonblocking: false,
            ip: DEFAULT_IP,
            keep: self.settings.keep,
            abort_on_close: false,
            remembered: BTreeMap::new(),
        }
    }

    pub(super) fn iss(&mut self) -> Seq {
        self.next_iss = self.next_iss.wrapping_add(0x0123_4567);
        Seq(self.next_iss)
    }

    pub(super) fn ephemeral_port(&mut self) -> u16 {
        let port = self.next_port;
        self.next_port = self.next_port.checked_add(1).unwrap_or(EPHEMERAL_PORT);
        port
    }

    pub(super) fn add_connection(&mut self, endpoint: Endpoint, ip: Ip, owner: i64) -> u32 {
        let number = self.next_connection;
        self.next_connection += 1;
        let connection =
            Connection { endpoint, ip, owner: Some(owner), opened: false, replaced: false };
        self.connections.insert(number, connection);
        self.latest = Some(number);
        number
    }

    /// The connection of a socket.
    pub(super) fn connection(&mut self, fd: i64) -> Option<&mut Connection> {
        match self.sockets.get(&fd)?.kind {
            Kind::Connected(number) => self.connections.get_mut(&number),
            _ => None,
        }
    }

    /// The number of the live connection with these ends.
    fn find(&self, peer: Peer) -> Option<u32> {
        self.connections
            .iter()
            .find(|(_, connection)| {
                let endpoint = &connection.endpoint;
                !connection.replaced
                    && endpoint.state() != State::Closed
                    && endpoint.local() == peer.local
                    && endpoint.remote() == Some(peer.remote)
            })
            .map(|(number, _)| *number)
    }

    /// The endpoint of the live connection with these ends.
    pub(super) fn endpoint(&mut self, peer: Peer) -> Option<&mut Endpoint> {
        let number = self.find(peer)?;
        self.connections.get_mut(&number).map(|connection| &mut connection.endpoint)
    }

    /// Whether anything here is in a connection with these ends.
    pub(super) fn knows(&self, peer: Peer) -> bool {
        self.find(peer).is_some() || self.listeners().any(|(listener, _)| listener.has(peer))
    }

    pub(super) fn listeners(&self) -> impl Iterator<Item = (&Listener, i64)> {
        self.sockets.iter().filter_map(|(fd, socket)| match &socket.kind {
            Kind::Listening(listener) => Some((&**listener, *fd)),
            _ => None,
        })
    }

    fn listener_at(&mut self, local: SocketAddr) -> Option<&mut Listener> {
        self.sockets.values_mut().find_map(|socket| match &mut socket.kind {
            Kind::Listening(listener) if listener.endpoint().local() == local => {
                Some(&mut **listener)
            }
            _ => None,
        })
    }

    /// Remembers which rules were applied.
    pub(super) fn note(&mut self, notes: &[Note]) {
        for note in notes {
            let (Note::Transition { reason, .. }
            | Note::Applied(reason)
            | Note::Deleted(reason)
            | Note::TimeWaitReusable { reason, .. }) = note;
            self.rules.insert(reason.rule());
        }
    }

    /// A segment arrives, as bytes.
    pub(super) fn deliver(
        &mut self,
        now: Instant,
        peer: Peer,
        bytes: &[u8],
        marked: bool,
    ) -> Result<(), Mismatch> {
        let (src, dst) = (peer.remote, peer.local);
        if !Header::checksum_ok(bytes, src.ip(), dst.ip()) {
            return Err(Mismatch::unsupported("a segment with a wrong checksum"));
        }
        // A segment with broken options is read up to the break, as systems do.
        let Ok((header, payload)) = Header::parse(bytes) else {
            return Err(Mismatch::unsupported("a segment with malformed options"));
        };
        let mut reusable = None;
        if let Some(number) = self.find(peer)
            && let Some(connection) = self.connections.get_mut(&number)
        {
            let mut log = Log::new();
            if marked {
                connection.endpoint.packet_is_marked();
            }
            connection.endpoint.handle_segment(now, src, &header, payload, &mut log);
            reusable = log.0.iter().find_map(|note| match note {
                Note::TimeWaitReusable { iss_above, .. } => Some(*iss_above),
                _ => None,
            });
            self.note(&log.0);
            let listens = self.listener_at(dst).is_some();
            match reusable {
                // The old connection gives way; the SYN is for the listener.
                Some(_) if listens => {
                    if let Some(connection) = self.connections.get_mut(&number) {
                        connection.replaced = true;
                    }
                }
                _ => {
                    self.flush(now);
                    return Ok(());
                }
            }
        }
        let mut iss = self.iss();
        if let Some(above) = reusable
            && iss.le(above)
        {
            iss = above + 64_000;
        }
        let mut log = ListenLog::new();
        if let Some(listener) = self.listener_at(dst) {
            if marked {
                listener.packet_is_marked(peer);
            }
            listener.handle_segment(now, peer, &header, payload, iss, &mut log);
            self.note_all(&log);
        } else if !self.is_black_hole(&header) {
            // Nobody: CLOSED answers.
            let mut closed = Endpoint::new(self.settings.config.clone(), dst);
            let mut own = Log::new();
            closed.handle_segment(now, src, &header, payload, &mut own);
            while let Some(reset) = closed.poll_transmit(now, &mut own) {
                self.send(now, peer, DEFAULT_IP, &reset);
            }
            self.note(&own.0);
        }
        self.flush(now);
        Ok(())
    }

    /// blackhole(4): 1 leaves SYNs for nobody unanswered, 2 everything.
    fn is_black_hole(&self, header: &Header) -> bool {
        match self.settings.blackhole {
            0 => false,
            1 => header.flags.syn(),
            _ => true,
        }
    }

    pub(super) fn note_all(&mut self, log: &ListenLog) {
        for (_, note) in log {
            self.note(std::slice::from_ref(note));
        }
    }

    fn send(&mut self, at: Instant, peer: Peer, ip: Ip, transmit: &Transmit) {
        self.rules.insert(transmit.reason.rule());
        let mut bytes = Vec::new();
        transmit.header.emit(&transmit.payload, peer.local.ip(), peer.remote.ip(), &mut bytes);
        self.sent.push_back(Sent { at, peer, bytes, ip, ecn: transmit.ecn });
    }

    /// Lets everything that has something to send send it, and forgets what is over.
    pub(super) fn flush(&mut self, now: Instant) {
        let mut out = Vec::new();
        let mut notes = Vec::new();
        for connection in self.connections.values_mut().filter(|connection| !connection.replaced) {
            let state = connection.endpoint.state();
            let opening = matches!(state, State::SynSent | State::SynReceived);
            connection.opened |= state.is_synchronized() && !opening;
            let mut log = Log::new();
            while let Some(transmit) = connection.endpoint.poll_transmit(now, &mut log) {
                let peer = Peer { local: connection.endpoint.local(), remote: transmit.dst };
                out.push((peer, connection.ip, transmit));
            }
            notes.append(&mut log.0);
        }
        for socket in self.sockets.values_mut() {
            if let Kind::Listening(listener) = &mut socket.kind {
                poll(listener, now, socket.ip, &mut out, &mut notes);
            }
        }
        self.note(&notes);
        for (peer, ip, transmit) in out {
            self.send(now, peer, ip, &transmit);
        }
        self.connections.retain(|_, connection| {
            connection.owner.is_some()
                || (!connection.replaced && connection.endpoint.state() != State::Closed)
        });
    }

    /// Closes a listening socket, letting it send what it still has to.
    pub(super) fn close_listener(&mut self, now: Instant, mut listener: Listener, ip: Ip) {
        let mut log = ListenLog::new();
        listener.close(now, &mut log);
        self.note_all(&log);
        let (mut out, mut notes) = (Vec::new(), Vec::new());
        poll(&mut listener, now, ip, &mut out, &mut notes);
        self.note(&notes);
        for (peer, ip, transmit) in out {
            self.send(now, peer, ip, &transmit);
        }
    }

    /// When a timer fires next.
    pub(super) fn next_timeout(&self) -> Option<Instant> {
        let connections = self
            .connections
            .values()
            .filter(|connection| !connection.replaced)
            .filter_map(|connection| connection.endpoint.next_timeout().map(|(at, _)| at));
        let listeners = self.listeners().filter_map(|(listener, _)| listener.next_timeout());
        connections.chain(listeners).min()
    }

    /// Fires what is due.
    pub(super) fn handle_timeout(&mut self, now: Instant) {
        let mut notes = Vec::new();
        for connection in self.connections.values_mut().filter(|connection| !connection.replaced) {
            let mut log = Log::new();
            connection.endpoint.handle_timeout(now, &mut log);
            notes.append(&mut log.0);
        }
        for socket in self.sockets.values_mut() {
            if let Kind::Listening(listener) = &mut socket.kind {
                let mut log = ListenLog::new();
                listener.handle_timeout(now, &mut log);
                notes.extend(log.into_iter().map(|(_, note)| note));
            }
        }
        self.note(&notes);
        self.flush(now);
    }
}

fn poll(
    listener: &mut Listener,
    now: Instant,
    ip: Ip,
    out: &mut Vec<(Peer, Ip, Transmit)>,
    notes: &mut Vec<Note>,
) {
    let mut log = ListenLog::new();
    while let Some((peer, transmit)) = listener.poll_transmit(now, &mut log) {
        out.push((peer, ip, transmit));
    }
    notes.extend(log.into_iter().map(|(_, note)| note));
}
