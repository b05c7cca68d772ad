//! `dhclient`: gets an address by DHCP, keeps it, and gives it back (RFC 2131 §4.4).
//!
//! What it got is kept on the host's disk, as the lease file: after a start the client asks
//! for the same address again, and another `dhclient` can give it back.

use super::errands::{LONGEST, any};
use super::machine::{How, Machine, Moment, Next, Request, Returned, Told};
use super::{Change, DhcpClient};
use std::collections::VecDeque;
use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4};
use wireglass_core::addr::class::Class;
use wireglass_core::addr::mask::Mask;
use wireglass_core::dhcp::{Client, ClientAction, ClientConfig, Lease, Via};
use wireglass_core::rules::Reason;
use wireglass_core::time::{Duration, Instant};
use wireglass_core::wire::dhcp::{CLIENT_PORT, Message, SERVER_PORT};
use wireglass_trace::{Errno, Fd, Transport};

/// How long one that does not stay waits for an address.
const PATIENCE: Duration = Duration::from_secs(60);
/// What it ends with if it got none.
const NO_LEASE: u8 = 2;

#[derive(Clone, Debug)]
pub(super) struct Dhclient {
    args: DhcpClient,
    /// The interface's place.
    port: u16,
    client: Option<Client>,
    at: At,
    errands: VecDeque<Errand>,
    /// What of a lease the host is set up with.
    configured: Option<Lease>,
    /// When one that does not stay gives up.
    until: Instant,
}

/// What it is doing.
#[derive(Clone, Copy, Debug)]
enum At {
    Beginning,
    Opening,
    Binding(Fd),
    Sending(Fd),
    /// The address is being taken, which may fail.
    Taking(Fd),
    Waiting(Fd),
    Reading(Fd),
}

/// What is to be done next.
#[derive(Clone, Debug)]
enum Errand {
    Send {
        message: Message,
        via: Via,
        why: Reason,
    },
    Change {
        change: Change,
        why: Reason,
    },
    /// All that a lease says is set.
    Keep(Lease),
    /// Nothing is left of it.
    Forget,
}

impl Dhclient {
    pub(super) fn new(args: &DhcpClient) -> Self {
        Self {
            args: args.clone(),
            port: 0,
            client: None,
            at: At::Beginning,
            errands: VecDeque::new(),
            configured: None,
            until: Instant::ZERO,
        }
    }

    fn begin(&mut self, moment: &mut Moment<'_>) -> Next {
        let Some(port) = moment.host.interface_named(&self.args.interface) else {
            return Next::Exit(1);
        };
        let Some(mac) = moment.host.interfaces().nth(port.into()).map(|(_, mac, _)| mac) else {
            return Next::Exit(1);
        };
        self.port = port;
        let config =
            ClientConfig { mac, host_name: None, broadcast: false, collect: Duration::ZERO };
        let mut client = Client::new(config, moment.seed());
        if let Some(lease) = moment.host.kept_lease(port) {
            client.remember(lease.clone());
        }
        self.client = Some(client);
        self.until = moment.now + PATIENCE;
        self.at = At::Opening;
        Next::Call(Request::Socket(Transport::Udp))
    }

    /// Asks the machine, and plans what it wants.
    fn tell(
        &mut self,
        moment: &mut Moment<'_>,
        ask: impl FnOnce(&mut Client, Instant, &mut Vec<ClientAction>),
    ) {
        let mut actions = Vec::new();
        if let Some(client) = &mut self.client {
            ask(client, moment.now, &mut actions);
        }
        for action in actions {
            match action {
                ClientAction::Send { message, via, reason: why } => {
                    self.errands.push_back(Errand::Send { message, via, why });
                }
                ClientAction::Bound { lease, reason } => self.set_up(lease, reason),
                ClientAction::Unbound { reason: why, .. } => {
                    if self.configured.is_some() || self.args.release {
                        let change = Change::DropAddress { interface: self.args.interface.clone() };
                        self.errands.push_back(Errand::Change { change, why });
                    }
                    self.errands.push_back(Errand::Forget);
                }
                ClientAction::Applied(reason) => moment.note(reason),
                ClientAction::State { .. } => {}
            }
        }
    }

    /// What of a lease is new to the host.
    fn set_up(&mut self, lease: Lease, why: Reason) {
        let before = self.configured.as_ref();
        let mut changes = Vec::new();
        if before.is_none_or(|old| (old.address, old.mask) != (lease.address, lease.mask)) {
            let address = lease.address;
            let interface = self.args.interface.clone();
            changes.push(Change::SetAddress { interface, address, prefix: prefix_of(&lease) });
        }
        if let Some(&gateway) = lease.routers.first()
            && before.is_none_or(|old| old.routers.first() != Some(&gateway))
        {
            let network = Ipv4Addr::UNSPECIFIED;
            changes.push(Change::SetRoute { network, prefix: 0, gateway, metric: 0 });
        }
        if !lease.dns.is_empty() && before.is_none_or(|old| old.dns != lease.dns) {
            changes.push(Change::SetNameServers(lease.dns.clone()));
        }
        let changes = changes.into_iter().map(|change| Errand::Change { change, why });
        self.errands.extend(changes.chain([Errand::Keep(lease)]));
    }

    /// The next call: an errand, the end, or to wait.
    fn go_on(&mut self, fd: Fd, moment: &mut Moment<'_>) -> Next {
        while let Some(errand) = self.errands.pop_front() {
            match errand {
                Errand::Send { message, via, why } => {
                    self.at = At::Sending(fd);
                    return Next::Because(send(fd, &message, via), why);
                }
                Errand::Change { change, why } => {
                    let takes = matches!(change, Change::SetAddress { .. });
                    self.at = if takes { At::Taking(fd) } else { At::Sending(fd) };
                    return Next::Because(Request::Change(change), why);
                }
                Errand::Keep(lease) => {
                    self.configured = Some(lease.clone());
                    let kept = Some(Box::new(lease));
                    moment.told.push(Told::LeaseFile { port: self.port, kept });
                    if !self.args.stay {
                        return Next::Exit(0);
                    }
                    // It is written by the time that it is looked at.
                    return self.wait(fd, moment);
                }
                Errand::Forget => {
                    self.configured = None;
                    moment.told.push(Told::LeaseFile { port: self.port, kept: None });
                }
            }
        }
        if self.args.release {
            return Next::Exit(0);
        }
        if self.configured.is_some() {
            if self.is_given_back(moment) {
                return Next::Exit(0);
            }
            // Somebody else uses the address, and the host has given way (RFC 5227 §2.4).
            let has = moment.host.interfaces().nth(self.port.into());
            if has.is_some_and(|(_, _, address)| address.is_none()) {
                self.configured = None;
                self.tell(moment, Client::handle_conflict);
                return self.go_on(fd, moment);
            }
        } else if !self.args.stay && moment.now >= self.until {
            return Next::Exit(NO_LEASE);
        }
        self.wait(fd, moment)
    }

    /// Whether another `dhclient` has given the address back: then there is nothing left to keep.
    fn is_given_back(&self, moment: &Moment<'_>) -> bool {
        self.configured.is_some() && moment.host.kept_lease(self.port).is_none()
    }

    fn wait(&mut self, fd: Fd, moment: &Moment<'_>) -> Next {
        let due = self.client.as_ref().and_then(Client::next_timeout);
        let due = due.into_iter().chain((!self.args.stay).then_some(self.until)).min();
        let timeout = due.map(|due| due.since(moment.now));
        self.at = At::Waiting(fd);
        Next::Call(Request::poll([fd], timeout))
    }
}

impl Machine for Dhclient {
    fn next(&mut self, returned: Returned, moment: &mut Moment<'_>) -> Next {
        match (self.at, returned) {
            (At::Beginning, _) => self.begin(moment),
            (At::Opening, Returned::Opened(fd)) => {
                self.at = At::Binding(fd);
                let interface = Some(self.port);
                Next::Call(Request::Bind { fd, local: any(CLIENT_PORT), interface })
            }
            // The port belongs to the one that runs already; to give back, any other will do.
            (At::Binding(_), Returned::Failed(_)) if !self.args.release => Next::Exit(1),
            (At::Binding(fd), _) => {
                self.tell(moment, if self.args.release { Client::release } else { Client::start });
                self.go_on(fd, moment)
            }
            (At::Taking(fd), Returned::Failed(Errno::Eaddrinuse)) => {
                self.errands.clear();
                self.tell(moment, Client::handle_conflict);
                self.go_on(fd, moment)
            }
            (At::Waiting(fd), Returned::Ready(ready)) if !ready.is_empty() => {
                self.at = At::Reading(fd);
                Next::Call(Request::ReceiveFrom { fd, max: LONGEST })
            }
            // Nobody renews what is no longer lent.
            (At::Waiting(_), _) if self.is_given_back(moment) => Next::Exit(0),
            (At::Waiting(fd), _) => {
                self.tell(moment, Client::handle_timeout);
                self.go_on(fd, moment)
            }
            (At::Reading(fd), Returned::Letter(letter)) => {
                match Message::parse(&letter.data) {
                    Ok(message) => {
                        self.tell(moment, |client, now, out| {
                            client.handle_message(now, &message, out);
                        });
                    }
                    Err(_) => moment.note(Reason::PacketMalformed),
                }
                self.go_on(fd, moment)
            }
            (At::Sending(fd) | At::Taking(fd) | At::Reading(fd), _) => self.go_on(fd, moment),
            (At::Opening, _) => Next::Exit(1),
        }
    }
}

/// How a message travels (RFC 2131 §4.1). Until the host has an address, it comes from 0.0.0.0.
fn send(fd: Fd, message: &Message, via: Via) -> Request {
    let mut data = Vec::new();
    message.emit(&mut data);
    let (ip, broadcast) = match via {
        Via::Broadcast | Via::BroadcastFrom(_) => (Ipv4Addr::BROADCAST, true),
        Via::Unicast { to, .. } => (to, false),
    };
    let to = SocketAddr::V4(SocketAddrV4::new(ip, SERVER_PORT));
    Request::SendTo { fd, to, data, how: How { broadcast, ..How::default() } }
}

/// The prefix of the address: without a mask, or with one that has holes, that of its class.
fn prefix_of(lease: &Lease) -> u8 {
    let told = lease.mask.and_then(|mask| Mask::from_bits(mask.to_bits()).ok());
    let class = || Class::of(lease.address).natural_mask();
    told.or_else(class).map_or(24, Mask::prefix_len)
}
