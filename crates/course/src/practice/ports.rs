//! Kinds of ports (RFC 6335 §6), which need a privilege, and where services listen.

use super::rng::Rng;
use super::{Answer, Ask, Drill, Level, Mistake, PortKind, Step};
use wireglass_core::addr::ports::System;

/// What is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ports {
    /// The kind of a port.
    Kind {
        /// The port.
        port: u16,
    },
    /// A program wants to listen on a port.
    Listen {
        /// The port.
        port: u16,
    },
    /// A client on Linux speaks with a service.
    Connection {
        /// What the service is called.
        service: &'static str,
        /// The port of the client.
        client: u16,
    },
}

/// Services and where they are registered (IANA, *Service Name and Transport Protocol Port
/// Number Registry*).
const SERVICES: [(&str, u16); 16] = [
    ("FTP", 21),
    ("SSH", 22),
    ("Telnet", 23),
    ("SMTP", 25),
    ("DNS", 53),
    ("DHCP", 67),
    ("TFTP", 69),
    ("HTTP", 80),
    ("POP3", 110),
    ("NTP", 123),
    ("IMAP", 143),
    ("SNMP", 161),
    ("BGP", 179),
    ("LDAP", 389),
    ("HTTPS", 443),
    ("SIP", 5060),
];

/// The last and the first port of each kind.
const BOUNDS: [u16; 6] = [0, 1023, 1024, 49151, 49152, u16::MAX];

/// A port of any kind; each kind as often as another, and the bounds often.
fn any(rng: &mut Rng) -> u16 {
    let range = rng.pick(&PortKind::ALL).range();
    if rng.one_in(4) { rng.pick(&BOUNDS) } else { between(rng, *range.start(), *range.end()) }
}

fn between(rng: &mut Rng, low: u16, high: u16) -> u16 {
    u16::try_from(rng.between(low.into(), high.into())).unwrap_or(high)
}

fn needs_privilege(port: u16) -> bool {
    System::Linux.privileged(port) == Some(true)
}

impl Ports {
    pub(super) fn draw(level: Level, rng: &mut Rng) -> Self {
        match level {
            Level::First => Self::Kind { port: any(rng) },
            // Nobody listens on port 0: asking for it means "any".
            Level::Second => Self::Listen { port: any(rng).max(1) },
            Level::Third => {
                let range = System::Linux.ephemeral();
                let client = if rng.one_in(4) {
                    rng.pick(&[*range.start(), 49151, 49152, *range.end()])
                } else {
                    between(rng, *range.start(), *range.end())
                };
                Self::Connection { service: rng.pick(&SERVICES).0, client }
            }
        }
    }

    /// The port that is asked about.
    const fn port(self) -> u16 {
        match self {
            Self::Kind { port } | Self::Listen { port } | Self::Connection { client: port, .. } => {
                port
            }
        }
    }

    /// The service and its port.
    fn service(self) -> (&'static str, u16) {
        let Self::Connection { service, .. } = self else { return SERVICES[0] };
        SERVICES.into_iter().find(|(name, _)| *name == service).unwrap_or(SERVICES[0])
    }

    fn kind_mistake(self, given: PortKind) -> Option<Mistake> {
        let port = self.port();
        let right = PortKind::of(port);
        if given == right {
            return None;
        }
        let linux = matches!(self, Self::Connection { .. }) && given == PortKind::Dynamic;
        Some(if linux {
            Mistake::LinuxEphemeral { port }
        } else if BOUNDS.contains(&port) && (given as u8).abs_diff(right as u8) == 1 {
            Mistake::PortBoundary { port, given, right }
        } else {
            Mistake::PortRange { port, given, right }
        })
    }
}

impl Drill for Ports {
    fn asks(&self) -> Vec<Ask> {
        match self {
            Self::Kind { .. } => vec![Ask::PortKind],
            Self::Listen { .. } => vec![Ask::PortKind, Ask::Privileged],
            Self::Connection { .. } => vec![Ask::Port, Ask::PortKind],
        }
    }

    fn answer(&self, ask: Ask) -> Answer {
        match ask {
            Ask::Port => Answer::Number(self.service().1.into()),
            Ask::Privileged => Answer::Yes(needs_privilege(self.port())),
            _ => Answer::PortKind(PortKind::of(self.port())),
        }
    }

    fn mistake(&self, _: Ask, answer: &Answer, _: &[Option<Answer>]) -> Option<Mistake> {
        match *answer {
            Answer::PortKind(given) => self.kind_mistake(given),
            Answer::Yes(given) => {
                let (port, needed) = (self.port(), needs_privilege(self.port()));
                (given != needed).then_some(Mistake::Privilege { port, needed })
            }
            Answer::Number(given) => {
                let (_, right) = self.service();
                let other = SERVICES.into_iter().find(|(_, port)| u64::from(*port) == given);
                let wrong = match other {
                    Some((other, given)) => Mistake::PortOfOther { given, other },
                    None => Mistake::PortOf { given, right },
                };
                (given != u64::from(right)).then_some(wrong)
            }
            _ => unreachable!("a port is read as a number"),
        }
    }

    fn steps(&self) -> Vec<Step> {
        let port = self.port();
        let range = Step::PortRange { port, kind: PortKind::of(port) };
        match self {
            Self::Kind { .. } => vec![range],
            Self::Listen { .. } => {
                vec![range, Step::Privilege { port, needed: needs_privilege(port) }]
            }
            Self::Connection { .. } => {
                let (name, registered) = self.service();
                vec![Step::Service { name, port: registered }, Step::LinuxRange { port }, range]
            }
        }
    }
}
