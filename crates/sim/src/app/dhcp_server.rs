//! A DHCP server: `core`'s machine behind port 67 (RFC 2131 §4.3).

use super::errands::{Errands, LONGEST, any};
use super::machine::{How, Machine, Moment, Next, Request, Returned, Told};
use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4};
use wireglass_core::dhcp::{Binding, BindingState, ReplyTo, Server, ServerAction, ServerConfig};
use wireglass_core::rules::Reason;
use wireglass_core::wire::dhcp::{CLIENT_PORT, Message, SERVER_PORT};
use wireglass_trace::{Fd, Lease, Transport};

#[derive(Clone, Debug)]
pub(super) struct DhcpServer {
    server: Server,
    at: At,
    errands: Errands,
}

/// What it is doing.
#[derive(Clone, Copy, Debug)]
enum At {
    Beginning,
    Opening,
    Binding(Fd),
    Serving(Fd),
}

impl DhcpServer {
    pub(super) fn new(config: &ServerConfig) -> Self {
        Self { server: Server::new(config.clone()), at: At::Beginning, errands: Errands::default() }
    }

    /// Does what the machine wants: some of it later, as calls.
    fn take(&mut self, fd: Fd, moment: &mut Moment<'_>, actions: Vec<ServerAction>) {
        for action in actions {
            match action {
                ServerAction::Send { message, to, reason } => {
                    let mut data = Vec::new();
                    message.emit(&mut data);
                    let mut how = How::default();
                    let (ip, port) = match to {
                        ReplyTo::Broadcast => {
                            how.broadcast = true;
                            (Ipv4Addr::BROADCAST, CLIENT_PORT)
                        }
                        ReplyTo::Client(ip) => (ip, CLIENT_PORT),
                        ReplyTo::NewClient(ip, mac) => {
                            how.station = Some(mac);
                            (ip, CLIENT_PORT)
                        }
                        ReplyTo::Relay(ip) => (ip, SERVER_PORT),
                    };
                    let to = SocketAddr::V4(SocketAddrV4::new(ip, port));
                    self.errands.send(fd, to, data, how, reason);
                }
                ServerAction::Changed { ip, binding: Binding { mac, state, .. }, reason } => {
                    let kept = match state {
                        BindingState::Offered(until) => Some((Lease::Offered, until)),
                        BindingState::Leased(until) => Some((Lease::Bound, until)),
                        BindingState::Declined(until) => Some((Lease::Declined, until)),
                        BindingState::Free => None,
                    };
                    moment.told.push(Told::Lease { ip, mac, kept, why: Some(reason) });
                }
                ServerAction::Ignored { reason } => moment.note(reason),
            }
        }
    }
}

impl Machine for DhcpServer {
    fn next(&mut self, returned: Returned, moment: &mut Moment<'_>) -> Next {
        let mut actions = Vec::new();
        let fd = match (self.at, returned) {
            (At::Beginning, _) => {
                self.at = At::Opening;
                return Next::Call(Request::Socket(Transport::Udp));
            }
            (At::Opening, Returned::Opened(fd)) => {
                self.at = At::Binding(fd);
                // It serves the link that its own address is on, and no other.
                let own = self.server.config().address;
                let interface = moment.host.interface_with(own);
                return Next::Call(Request::Bind { fd, local: any(SERVER_PORT), interface });
            }
            (At::Opening, _) | (At::Binding(_), Returned::Failed(_)) => return Next::Exit(1),
            (At::Binding(fd), _) => {
                self.at = At::Serving(fd);
                fd
            }
            (At::Serving(fd), Returned::Ready(ready)) if !ready.is_empty() => {
                return Next::Call(Request::ReceiveFrom { fd, max: LONGEST });
            }
            (At::Serving(fd), Returned::Ready(_)) => {
                self.server.handle_timeout(moment.now, &mut actions);
                fd
            }
            (At::Serving(fd), Returned::Letter(letter)) => {
                match Message::parse(&letter.data) {
                    Ok(message) => {
                        self.server.handle_message(moment.now, &message, &mut actions);
                    }
                    Err(_) => moment.note(Reason::PacketMalformed),
                }
                fd
            }
            // What could not be sent is as good as lost on the way.
            (At::Serving(fd), _) => fd,
        };
        self.take(fd, moment, actions);
        self.errands.next().unwrap_or_else(|| {
            let timeout = self.server.next_timeout().map(|due| due.since(moment.now));
            Next::Call(Request::poll([fd], timeout))
        })
    }
}
