use super::*;
use crate::rules::Rule;
use proptest::prelude::*;

const MASK: Ipv4Addr = Ipv4Addr::new(255, 255, 255, 0);

/// Routers on links; each link is a network of its own, `10.0.LINK.0/24`.
struct Net {
    now: Instant,
    routers: Vec<Router>,
    links: Vec<Vec<usize>>,
    on_the_way: Vec<(Instant, usize, Port, SocketAddrV4, Message)>,
    rules: Vec<Rule>,
}

fn address(link: usize, router: usize) -> Ipv4Addr {
    Ipv4Addr::new(10, 0, u8::try_from(link).unwrap(), u8::try_from(router + 1).unwrap())
}

fn network(link: usize) -> Network {
    (Ipv4Addr::new(10, 0, u8::try_from(link).unwrap(), 0), MASK)
}

/// A router's port on a link has the link's number.
fn port(link: usize) -> Port {
    u16::try_from(link).unwrap()
}

impl Net {
    fn new(config: Config, routers: usize, links: &[Vec<usize>]) -> Self {
        let mut net = Self {
            now: Instant::ZERO,
            routers: (0..routers).map(|n| Router::new(config, n as u64)).collect(),
            links: links.to_vec(),
            on_the_way: Vec::new(),
            rules: Vec::new(),
        };
        for (link, members) in links.iter().enumerate() {
            for &n in members {
                net.act(n, |router, now, out| {
                    router.handle_port_up(now, port(link), (address(link, n), MASK), out);
                });
            }
        }
        net
    }

    fn act(&mut self, n: usize, act: impl FnOnce(&mut Router, Instant, &mut Vec<Action>)) {
        let mut out = Vec::new();
        act(&mut self.routers[n], self.now, &mut out);
        for action in out {
            match action {
                Action::Send { message, port, reason, .. } => {
                    self.rules.push(reason.rule());
                    let link = usize::from(port);
                    let from = SocketAddrV4::new(address(link, n), PORT);
                    // What is sent is what can be read.
                    let mut bytes = Vec::new();
                    message.emit(&mut bytes);
                    let message = Message::parse(&bytes).unwrap();
                    for &to in self.links[link].iter().filter(|to| **to != n) {
                        let when = self.now + Duration::from_millis(1);
                        self.on_the_way.push((when, to, port, from, message.clone()));
                    }
                }
                Action::Route { reason, .. } | Action::Applied(reason) => {
                    self.rules.push(reason.rule());
                }
            }
        }
    }

    fn run(&mut self, secs: u64) {
        let end = self.now + Duration::from_secs(secs);
        loop {
            let timers =
                (0..self.routers.len()).filter_map(|n| Some((self.routers[n].next_timeout()?, n)));
            let timer = timers.min().filter(|timer| timer.0 <= end);
            let arrival = self.on_the_way.first().map(|first| first.0);
            match (arrival, timer) {
                (Some(arrives), _) if timer.is_none_or(|(due, _)| arrives <= due) => {
                    let (when, to, port, from, message) = self.on_the_way.remove(0);
                    self.now = when;
                    self.act(to, |router, now, out| {
                        router.handle_message(now, port, from, &message, out);
                    });
                }
                (_, Some((due, n))) => {
                    assert!(due >= self.now, "a timer in the past");
                    self.now = due;
                    self.act(n, Router::handle_timeout);
                }
                _ => break,
            }
        }
        self.now = end.max(self.now);
    }

    fn cut(&mut self, link: usize) {
        for n in std::mem::take(&mut self.links[link]) {
            self.act(n, |router, now, out| router.handle_port_down(now, port(link), out));
        }
        self.on_the_way.retain(|(_, _, on, ..)| *on != port(link));
    }

    /// How far each link is from a router, found by walking.
    fn distance(&self, from: usize, to: usize) -> Option<u8> {
        let mut seen = vec![false; self.routers.len()];
        let mut near = vec![from];
        for hops in 1..16 {
            if near.iter().any(|n| self.links[to].contains(n)) {
                return Some(hops);
            }
            for n in &near {
                seen[*n] = true;
            }
            let next = self.links.iter().filter(|link| link.iter().any(|n| near.contains(n)));
            near = next.flatten().copied().filter(|n| !seen[*n]).collect();
        }
        None
    }

    /// Every router knows the shortest way to everything, and no other.
    fn check(&self) {
        for n in 0..self.routers.len() {
            for link in 0..self.links.len() {
                let found = self.routers[n]
                    .iter()
                    .find(|(known, route)| *known == network(link) && route.metric < NO_WAY)
                    .map(|(_, route)| route.metric);
                assert_eq!(found, self.distance(n, link), "router {n}, link {link}");
            }
        }
    }
}

/// Three routers in a row, a network at each end.
fn row(config: Config) -> Net {
    Net::new(config, 3, &[vec![0], vec![0, 1], vec![1, 2], vec![2]])
}

#[test]
fn news_travel_at_once() {
    let mut net = row(Config::default());
    net.run(5);
    net.check();
    assert!(net.rules.contains(&Rule::RipTriggered) && net.rules.contains(&Rule::RipAnswer));
    net.cut(3);
    net.run(5);
    net.check();
    assert!(net.rules.contains(&Rule::RipLinkDown) && net.rules.contains(&Rule::RipUnreachable));
    net.run(200);
    assert!(net.routers.iter().all(|router| router.iter().all(|(at, _)| at != network(3))));
}

#[test]
fn a_silent_router_is_missed_after_three_minutes() {
    let mut net = row(Config::default());
    net.run(60);
    net.links[2].retain(|n| *n != 2);
    net.routers[2] = Router::new(Config::default(), 9);
    net.links[3].clear();
    net.run(140);
    let knows = |net: &Net, n: usize| {
        net.routers[n].iter().any(|(at, route)| at == network(3) && route.metric < NO_WAY)
    };
    assert!(knows(&net, 0) && knows(&net, 1));
    net.run(60);
    assert!(!knows(&net, 0) && !knows(&net, 1));
    assert!(net.rules.contains(&Rule::RipTimeout));
    net.run(130);
    assert!(net.rules.contains(&Rule::RipCollected));
}

#[test]
fn without_a_horizon_they_count_to_infinity() {
    // The end is cut off just when the news of it is lost and old news arrive.
    let lead_on = |horizon| {
        // News wait for the next update, so that the old ones may overtake them.
        let triggered = Duration::from_secs(100_000);
        let mut net = row(Config { triggered, horizon, ..Config::default() });
        net.run(120);
        net.links[3].clear();
        net.act(2, |router, now, out| {
            router.handle_port_down(now, 3, &mut Vec::new());
            out.clear();
        });
        // Router 2 has told nobody yet; router 1 speaks first.
        net.act(1, |router, _, out| {
            let entries = router.entries_for(2, false);
            send(2, None, &entries, Reason::RipAnswer { routes: 0 }, out);
        });
        net.rules.clear();
        net.run(1_500);
        net.check();
        net.rules.iter().filter(|rule| **rule == Rule::RipChanged).count()
    };
    assert!(lead_on(Horizon::Whole) > 5, "they lead each other on, hop by hop");
    assert_eq!(lead_on(Horizon::Split), 0);
    assert_eq!(lead_on(Horizon::Poisoned), 0);
}

#[test]
fn what_is_not_believed() {
    let mut router = Router::new(Config::default(), 1);
    router.handle_port_up(Instant::ZERO, 0, (address(0, 0), MASK), &mut Vec::new());
    let good = Entry::new(Ipv4Addr::new(10, 9, 0, 0), MASK, 1);
    let neighbour = SocketAddrV4::new(address(0, 1), PORT);
    let table = [
        (neighbour, good, Rule::RipLearn),
        (SocketAddrV4::new(address(0, 1), 1_000), good, Rule::RipNotNeighbour),
        (SocketAddrV4::new(address(7, 1), PORT), good, Rule::RipNotNeighbour),
        (neighbour, Entry { metric: 17, ..good }, Rule::RipBadRoute),
        (neighbour, Entry { metric: 0, ..good }, Rule::RipBadRoute),
        (neighbour, Entry { address: Ipv4Addr::new(10, 9, 0, 1), ..good }, Rule::RipBadRoute),
        (neighbour, Entry { mask: Ipv4Addr::new(255, 0, 255, 0), ..good }, Rule::RipBadRoute),
        (neighbour, Entry { address: Ipv4Addr::new(224, 0, 0, 0), ..good }, Rule::RipBadRoute),
    ];
    for (from, entry, rule) in table {
        let message = Message { command: Command::Response, version: 2, entries: vec![entry] };
        let mut out = Vec::new();
        router.clone().handle_message(Instant::ZERO, 0, from, &message, &mut out);
        let got = out.iter().map(|action| match action {
            Action::Send { reason, .. }
            | Action::Route { reason, .. }
            | Action::Applied(reason) => reason.rule(),
        });
        assert_eq!(got.collect::<Vec<_>>(), [rule], "{from} {entry:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_topology_finds_the_shortest_ways_and_finds_them_again(
        routers in 1usize..7,
        wiring in proptest::collection::vec(proptest::collection::btree_set(0usize..7, 1..4), 1..9),
        cut in proptest::option::of(any::<prop::sample::Index>()),
        horizon in prop_oneof![Just(Horizon::Split), Just(Horizon::Poisoned)],
    ) {
        let links: Vec<Vec<usize>> = wiring
            .iter()
            .map(|members| {
                let mut members: Vec<_> = members.iter().map(|n| n % routers).collect();
                members.sort_unstable();
                members.dedup();
                members
            })
            .collect();
        let config = Config { horizon, ..Config::default() };
        let mut net = Net::new(config, routers, &links);
        net.run(120);
        net.check();
        if let Some(cut) = cut {
            net.cut(cut.index(links.len()));
            // Even horizons do not stop three routers in a ring from counting.
            net.run(700);
            net.check();
        }
    }
}
