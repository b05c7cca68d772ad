//! Routers that tell each other their routes.

use super::super::{Driver, Seen};
use super::Told;
use std::net::{Ipv4Addr, SocketAddrV4};
use wireglass_core::rip::{Action, Config, Router};
use wireglass_core::rules::{Reason, Rule};
use wireglass_core::time::{Duration, Instant};
use wireglass_core::wire::rip::{Command, Entry, Message, PORT};

pub(super) const DRIVERS: &[Driver] = &[
    Driver {
        name: "two routers learn from each other, and one loses a link",
        promises: &[
            Rule::RipConnected,
            Rule::RipAsk,
            Rule::RipAnswer,
            Rule::RipUpdate,
            Rule::RipTriggered,
            Rule::RipLearn,
            Rule::RipLinkDown,
            Rule::RipUnreachable,
            Rule::RipCollected,
        ],
        run: neighbours,
    },
    Driver {
        name: "routes as messages tell of them",
        promises: &[
            Rule::RipShorter,
            Rule::RipChanged,
            Rule::RipTimeout,
            Rule::RipNotNeighbour,
            Rule::RipBadRoute,
        ],
        run: hearing,
    },
];

const MASK: Ipv4Addr = Ipv4Addr::new(255, 255, 255, 0);

impl Told for Action {
    fn reason(&self) -> Option<&Reason> {
        let (Self::Send { reason, .. } | Self::Route { reason, .. } | Self::Applied(reason)) = self;
        Some(reason)
    }
}

const fn address(link: u8, router: u8) -> Ipv4Addr {
    Ipv4Addr::new(10, 0, link, router + 1)
}

/// Two routers on link 0, each with one more link, which is its port 1.
struct Two<'a> {
    now: Instant,
    routers: [Router; 2],
    seen: &'a mut Seen,
}

impl Two<'_> {
    fn act(&mut self, router: u8, act: impl FnOnce(&mut Router, Instant, &mut Vec<Action>)) {
        let mut out = Vec::new();
        act(&mut self.routers[usize::from(router)], self.now, &mut out);
        self.pass_on(router, out);
    }

    fn pass_on(&mut self, router: u8, actions: Vec<Action>) {
        self.seen.told(&actions);
        for action in actions {
            if let Action::Send { message, port: 0, .. } = action {
                let from = SocketAddrV4::new(address(0, router), PORT);
                self.act(1 - router, |it, now, out| it.handle_message(now, 0, from, &message, out));
            }
        }
    }

    fn run(&mut self, time: Duration) {
        let until = self.now + time;
        loop {
            let due = |n: u8| Some((self.routers[usize::from(n)].next_timeout()?, n));
            match (0..2).filter_map(due).min() {
                Some((due, router)) if due <= until => {
                    self.now = due;
                    self.act(router, Router::handle_timeout);
                }
                _ => break,
            }
        }
        self.now = until;
    }
}

fn neighbours(seen: &mut Seen) {
    let routers = [1, 2].map(|seed| Router::new(Config::default(), seed));
    let mut two = Two { now: Instant::ZERO, routers, seen };
    for router in 0..2 {
        for (port, link) in [(0, 0), (1, router + 1)] {
            let network = (address(link, router), MASK);
            two.act(router, |it, now, out| it.handle_port_up(now, port, network, out));
        }
    }
    two.run(Duration::from_secs(60));
    two.act(1, |it, now, out| it.handle_port_down(now, 1, out));
    two.run(Duration::from_secs(200));
}

fn hearing(seen: &mut Seen) {
    let (mut router, mut out) = (Router::new(Config::default(), 1), Vec::new());
    router.handle_port_up(Instant::ZERO, 0, (address(0, 0), MASK), &mut out);
    let neighbour = |n| SocketAddrV4::new(address(0, n), PORT);
    let route = |metric| Entry::new(Ipv4Addr::new(10, 9, 0, 0), MASK, metric);
    let told = [
        (neighbour(1), route(5)),
        (neighbour(2), route(3)),
        (neighbour(2), route(4)),
        (neighbour(2), route(17)),
        (SocketAddrV4::new(address(7, 1), PORT), route(1)),
    ];
    for (from, entry) in told {
        let message = Message { command: Command::Response, version: 2, entries: vec![entry] };
        router.handle_message(Instant::ZERO, 0, from, &message, &mut out);
    }
    let end = Instant::ZERO + Duration::from_secs(200);
    while let Some(due) = router.next_timeout().filter(|due| *due <= end) {
        router.handle_timeout(due, &mut out);
    }
    seen.told(&out);
}
