//! A routing daemon: `core`'s machine of RIP version 2 behind port 520 of each interface
//! (RFC 2453).

use super::Change;
use super::errands::{Errands, LONGEST, any};
use super::machine::{How, Machine, Moment, Next, Request, Returned};
use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4};
use wireglass_core::addr::mask::Mask;
use wireglass_core::rip::{Action, Config, Network, Port, Router};
use wireglass_core::rules::Reason;
use wireglass_core::wire::rip::{Message, PORT, ROUTERS};
use wireglass_trace::{Fd, Transport};

#[derive(Clone, Debug)]
pub(super) struct Rip {
    config: Config,
    router: Option<Router>,
    at: At,
    /// The interfaces it speaks on: their address and mask, and the socket, once there is one.
    ports: BTreeMap<Port, Speaks>,
    errands: Errands,
    /// The networks to which it has set routes.
    set: Vec<Network>,
    /// How often links had changed when it last looked.
    links_seen: u32,
}

/// An interface it speaks on.
#[derive(Clone, Copy, Debug)]
struct Speaks {
    network: Network,
    fd: Fd,
    /// Whether its link was up when it was last looked at.
    up: bool,
}

/// What it is doing.
#[derive(Clone, Copy, Debug)]
enum At {
    Beginning,
    Opening(Port, Network),
    Binding,
    Joining,
    Running,
    Reading(Port),
}

impl Rip {
    pub(super) fn new(config: &Config) -> Self {
        Self {
            config: *config,
            router: None,
            at: At::Beginning,
            ports: BTreeMap::new(),
            errands: Errands::default(),
            set: Vec::new(),
            links_seen: 0,
        }
    }

    /// Opens a socket for the next interface that has an address; with the last one it begins.
    fn open_next(&mut self, moment: &mut Moment<'_>) -> Next {
        let addressed = (0..).zip(moment.host.interfaces()).filter_map(|(port, (.., address))| {
            let (ip, prefix) = address?;
            Some((port, (ip, Mask::new(prefix)?.as_addr())))
        });
        let next = addressed.into_iter().find(|(port, _)| !self.ports.contains_key(port));
        if let Some((port, network)) = next {
            self.at = At::Opening(port, network);
            return Next::Call(Request::Socket(Transport::Udp));
        }
        self.at = At::Joining;
        Next::Call(Request::Change(Change::Group { group: ROUTERS, join: true }))
    }

    fn begin(&mut self, moment: &mut Moment<'_>) -> Next {
        self.router = Some(Router::new(self.config, moment.seed()));
        self.look_at_links(moment);
        self.go_on(moment)
    }

    /// Which links have come up or gone since.
    fn look_at_links(&mut self, moment: &mut Moment<'_>) {
        let (Some(router), mut actions) = (&mut self.router, Vec::new()) else { return };
        self.links_seen = moment.host.link_changes();
        for (&port, speaks) in &mut self.ports {
            let up = moment.host.has_link(port);
            match (speaks.up, up) {
                (false, true) => {
                    router.handle_port_up(moment.now, port, speaks.network, &mut actions);
                }
                (true, false) => router.handle_port_down(moment.now, port, &mut actions),
                _ => {}
            }
            speaks.up = up;
        }
        self.plan(moment, actions);
    }

    fn plan(&mut self, moment: &mut Moment<'_>, actions: Vec<Action>) {
        for action in actions {
            match action {
                Action::Send { message, port, to, reason } => {
                    let Some(speaks) = self.ports.get(&port).filter(|speaks| speaks.up) else {
                        continue;
                    };
                    let mut data = Vec::new();
                    message.emit(&mut data);
                    let to = to.unwrap_or(SocketAddrV4::new(ROUTERS, PORT));
                    // What is for all routers of a link does not leave it.
                    let ttl = if to.ip().is_multicast() { 1 } else { How::default().ttl };
                    let how = How { ttl, ..How::default() };
                    self.errands.send(speaks.fd, SocketAddr::V4(to), data, how, reason);
                }
                Action::Route { network, route, reason } => {
                    self.change_route(
                        network,
                        route.and_then(|it| Some((it.via?, it.metric))),
                        reason,
                    );
                }
                Action::Applied(reason) => moment.note(reason),
            }
        }
    }

    /// A way over a neighbour becomes a route of the host, or stops being one. Networks of its
    /// own the host knows by itself.
    fn change_route(&mut self, network: Network, way: Option<(Ipv4Addr, u8)>, why: Reason) {
        let (ip, mask) = network;
        let Ok(prefix) = Mask::from_bits(mask.to_bits()).map(Mask::prefix_len) else { return };
        let known = self.set.iter().position(|set| *set == network);
        let change = match (way, known) {
            (Some((gateway, metric)), known) => {
                if known.is_none() {
                    self.set.push(network);
                }
                Change::SetRoute { network: ip, prefix, gateway, metric: metric.into() }
            }
            (None, Some(place)) => {
                self.set.swap_remove(place);
                Change::DropRoute { network: ip, prefix }
            }
            (None, None) => return,
        };
        self.errands.push(Request::Change(change), why);
    }

    fn go_on(&mut self, moment: &mut Moment<'_>) -> Next {
        self.at = At::Running;
        if let Some(next) = self.errands.next() {
            return next;
        }
        let due = self.router.as_ref().and_then(Router::next_timeout);
        let timeout = due.map(|due| due.since(moment.now));
        let fds = self.ports.values().map(|speaks| speaks.fd).collect();
        Next::Call(Request::Poll { fds, timeout, links: Some(self.links_seen) })
    }

    fn heard(&mut self, port: Port, returned: &Returned, moment: &mut Moment<'_>) {
        let (Returned::Letter(letter), Some(router)) = (returned, &mut self.router) else { return };
        let mut actions = Vec::new();
        match Message::parse(&letter.data) {
            Ok(message) => {
                router.handle_message(moment.now, port, letter.from, &message, &mut actions);
            }
            Err(_) => moment.note(Reason::PacketMalformed),
        }
        self.plan(moment, actions);
    }
}

impl Machine for Rip {
    fn next(&mut self, returned: Returned, moment: &mut Moment<'_>) -> Next {
        match (self.at, returned) {
            (At::Opening(port, network), Returned::Opened(fd)) => {
                self.ports.insert(port, Speaks { network, fd, up: false });
                self.at = At::Binding;
                Next::Call(Request::Bind { fd, local: any(PORT), interface: Some(port) })
            }
            (At::Opening(..), _) | (At::Binding, Returned::Failed(_)) => Next::Exit(1),
            (At::Beginning | At::Binding, _) => self.open_next(moment),
            (At::Joining, _) => self.begin(moment),
            (At::Running, Returned::Ready(ready)) => {
                self.look_at_links(moment);
                let mut ports = self.ports.iter();
                let port =
                    ports.find(|(_, it)| ready.contains(it.fd)).map(|(port, it)| (*port, it.fd));
                if let Some((port, fd)) = port {
                    self.at = At::Reading(port);
                    return Next::Call(Request::ReceiveFrom { fd, max: LONGEST });
                }
                let mut actions = Vec::new();
                if let Some(router) = &mut self.router {
                    router.handle_timeout(moment.now, &mut actions);
                }
                self.plan(moment, actions);
                self.go_on(moment)
            }
            // What could not be sent, or set, is tried again with the next update.
            (At::Running, _) => self.go_on(moment),
            (At::Reading(port), returned) => {
                self.heard(port, &returned, moment);
                self.go_on(moment)
            }
        }
    }
}
