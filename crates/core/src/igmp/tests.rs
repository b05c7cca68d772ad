use super::*;
use crate::addr::mask::Mask;
use crate::addr::network::Network;
use crate::rules::Rule;
use crate::time::Instant;
use crate::wire::igmp::{ALL_ROUTERS, ALL_SYSTEMS, Kind};
use proptest::prelude::*;

const GROUP: Ipv4Addr = Ipv4Addr::new(239, 1, 2, 3);
const OTHER: Ipv4Addr = Ipv4Addr::new(239, 1, 2, 4);

/// Members and routers on one link; a message needs a millisecond.
struct Link {
    now: Instant,
    hosts: Vec<Host>,
    routers: Vec<Querier>,
    on_the_way: Vec<(Instant, Party, Message)>,
    /// What was sent: when, in milliseconds, by whom, what, to whom.
    sent: Vec<(u64, Party, Kind, Ipv4Addr)>,
    rules: Vec<Rule>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Party {
    Router(usize),
    Host(usize),
}

impl Party {
    fn ip(self) -> Ipv4Addr {
        let last = match self {
            Self::Router(n) => 1 + n,
            Self::Host(n) => 100 + n,
        };
        Ipv4Addr::new(10, 0, 0, u8::try_from(last).unwrap())
    }
}

fn network() -> Network {
    Network::containing(Ipv4Addr::new(10, 0, 0, 0), Mask::new(24).unwrap())
}

impl Link {
    fn new(hosts: usize, routers: usize) -> Self {
        let config = Config::default();
        Self {
            now: Instant::ZERO,
            hosts: (0..hosts).map(|n| Host::new(config, n as u64 + 1)).collect(),
            routers: (0..routers)
                .map(|n| Querier::new(config, Party::Router(n).ip(), network()))
                .collect(),
            on_the_way: Vec::new(),
            sent: Vec::new(),
            rules: Vec::new(),
        }
    }

    fn start(mut self) -> Self {
        for n in 0..self.routers.len() {
            self.router(n, Querier::start);
        }
        self
    }

    fn host(&mut self, n: usize, act: impl FnOnce(&mut Host, Instant, &mut Vec<Action>)) {
        let mut out = Vec::new();
        act(&mut self.hosts[n], self.now, &mut out);
        self.take(Party::Host(n), out);
    }

    fn router(&mut self, n: usize, act: impl FnOnce(&mut Querier, Instant, &mut Vec<Action>)) {
        let mut out = Vec::new();
        act(&mut self.routers[n], self.now, &mut out);
        self.take(Party::Router(n), out);
    }

    fn join(&mut self, n: usize, group: Ipv4Addr) {
        self.host(n, |host, now, out| host.join(now, group, out));
    }

    fn leave(&mut self, n: usize, group: Ipv4Addr) {
        self.host(n, |host, now, out| host.leave(now, group, out));
    }

    fn take(&mut self, who: Party, out: Vec<Action>) {
        for action in out {
            let reason = match action {
                Action::Send { message, to, reason } => {
                    self.sent.push((self.now.as_nanos() / 1_000_000, who, message.kind, to));
                    // What is sent is what can be read.
                    let mut bytes = Vec::new();
                    message.emit(&mut bytes);
                    assert!(Message::checksum_ok(&bytes));
                    let message = Message::parse(&bytes).unwrap();
                    self.on_the_way.push((self.now + Duration::from_millis(1), who, message));
                    reason
                }
                Action::Changed { reason, .. } | Action::Applied(reason) => reason,
            };
            self.rules.push(reason.rule());
        }
    }

    fn run(&mut self, secs: u64) {
        let end = self.now + Duration::from_secs(secs);
        loop {
            let hosts = self.hosts.iter().enumerate();
            let hosts = hosts.filter_map(|(n, host)| Some((host.next_timeout()?, Party::Host(n))));
            let routers = self.routers.iter().enumerate();
            let routers =
                routers.filter_map(|(n, it)| Some((it.next_timeout()?, Party::Router(n))));
            let timer = hosts.chain(routers).min().filter(|(when, _)| *when <= end);
            let arrival = self.on_the_way.first().map(|first| first.0);
            match (arrival, timer) {
                (Some(when), _) if timer.is_none_or(|(due, _)| when <= due) => {
                    let (when, from, message) = self.on_the_way.remove(0);
                    self.now = when;
                    for n in (0..self.hosts.len()).filter(|n| Party::Host(*n) != from) {
                        self.host(n, |it, now, out| {
                            it.handle_message(now, from.ip(), message, out);
                        });
                    }
                    for n in (0..self.routers.len()).filter(|n| Party::Router(*n) != from) {
                        self.router(n, |it, now, out| {
                            it.handle_message(now, from.ip(), message, out);
                        });
                    }
                }
                (_, Some((due, party))) => {
                    self.now = due;
                    match party {
                        Party::Host(n) => self.host(n, Host::handle_timeout),
                        Party::Router(n) => self.router(n, Querier::handle_timeout),
                    }
                }
                _ => break,
            }
        }
        self.now = end;
    }

    fn count(&self, rule: Rule) -> usize {
        self.rules.iter().filter(|seen| **seen == rule).count()
    }

    fn sent_since(&self, secs: u64) -> Vec<(Party, Kind, Ipv4Addr)> {
        let later = self.sent.iter().filter(|sent| sent.0 >= secs * 1_000);
        later.map(|(_, who, kind, to)| (*who, *kind, *to)).collect()
    }
}

#[test]
fn who_joins_says_so_twice_and_who_leaves_once() {
    let mut link = Link::new(1, 0);
    link.join(0, GROUP);
    assert!(link.hosts[0].is_member(GROUP) && !link.hosts[0].is_member(OTHER));
    link.run(20);
    link.leave(0, GROUP);
    assert!(!link.hosts[0].is_member(GROUP));
    let member = Party::Host(0);
    assert_eq!(
        link.sent_since(0),
        [
            (member, Kind::ReportV2, GROUP),
            (member, Kind::ReportV2, GROUP),
            (member, Kind::Leave, ALL_ROUTERS)
        ]
    );
    assert!(link.sent[1].0 <= 10_000, "the second within ten seconds");
    assert_eq!(link.hosts[0].next_timeout(), None);
}

#[test]
fn two_programs_may_be_in_one_group() {
    let mut link = Link::new(1, 0);
    link.join(0, GROUP);
    link.join(0, GROUP);
    link.leave(0, GROUP);
    assert!(link.hosts[0].is_member(GROUP));
    link.leave(0, GROUP);
    link.leave(0, GROUP);
    assert!(!link.hosts[0].is_member(GROUP));
    let (joins, leaves) = (link.count(Rule::IgmpJoin), link.count(Rule::IgmpLeave));
    assert_eq!((joins, leaves), (2, 2), "each as a message and as a change");
}

#[test]
fn what_is_no_group_is_not_joined() {
    for address in [Ipv4Addr::new(10, 0, 0, 1), Ipv4Addr::BROADCAST, ALL_SYSTEMS] {
        let mut link = Link::new(1, 0);
        link.join(0, address);
        link.leave(0, address);
        assert!(link.sent.is_empty() && link.rules.is_empty(), "{address}");
    }
    assert!(Link::new(1, 0).hosts[0].is_member(ALL_SYSTEMS));
}

#[test]
fn one_answers_for_all() {
    let mut link = Link::new(5, 1).start();
    for n in 0..5 {
        link.join(n, GROUP);
    }
    link.run(100);
    // The second of the first queries has been answered; the third comes after 156 s.
    let before = link.sent.len();
    link.run(100);
    let answers: Vec<_> =
        link.sent[before..].iter().filter(|sent| sent.2 == Kind::ReportV2).collect();
    assert_eq!(answers.len(), 1, "{answers:?}");
    assert!(link.count(Rule::IgmpSuppressed) >= 4);
    assert_eq!(link.routers[0].groups().collect::<Vec<_>>(), [GROUP]);
}

#[test]
fn queries_come_quickly_at_first() {
    let mut link = Link::new(0, 1).start();
    link.run(300);
    let queries: Vec<u64> = link.sent.iter().map(|sent| sent.0).collect();
    assert_eq!(queries, [0, 31_250, 156_250, 281_250]);
    assert!(link.sent.iter().all(|sent| (sent.2, sent.3) == (Kind::Query, ALL_SYSTEMS)));
}

#[test]
fn a_leave_is_looked_into() {
    for others in [0, 1] {
        let mut link = Link::new(1 + others, 1).start();
        for n in (0..=others).rev() {
            link.join(n, GROUP);
            link.run(20);
        }
        // Only who reported last says that he leaves: let it be the first.
        link.host(0, |host, now, out| {
            let query = Message { kind: Kind::Query, max_response: 1, group: GROUP };
            host.handle_message(now, Party::Router(0).ip(), query, out);
        });
        link.run(1);
        let before = link.now;
        link.leave(0, GROUP);
        link.run(5);
        let asked: Vec<_> = link
            .sent_since(before.as_nanos() / 1_000_000_000)
            .into_iter()
            .filter(|sent| sent.1 != Kind::ReportV2)
            .collect();
        let router = Party::Router(0);
        let leave = (Party::Host(0), Kind::Leave, ALL_ROUTERS);
        let ask = (router, Kind::Query, GROUP);
        let left = link.routers[0].groups().count();
        if others == 0 {
            assert_eq!((asked, left), (vec![leave, ask, ask], 0));
            assert_eq!(link.count(Rule::IgmpLastGone), 1);
        } else {
            assert_eq!((asked, left), (vec![leave, ask], 1), "the other one has answered");
            assert_eq!(link.count(Rule::IgmpLastGone), 0);
        }
    }
}

#[test]
fn who_vanishes_is_forgotten() {
    let mut link = Link::new(1, 1).start();
    link.join(0, GROUP);
    link.run(20);
    link.hosts[0] = Host::new(Config::default(), 9);
    link.run(250);
    assert_eq!(link.routers[0].groups().count(), 0);
    assert_eq!(link.count(Rule::IgmpGroupSilent), 1);
}

#[test]
fn the_lowest_address_asks() {
    let mut link = Link::new(1, 2).start();
    link.join(0, GROUP);
    link.run(10);
    assert!(link.routers[0].is_querier() && !link.routers[1].is_querier());
    link.leave(0, GROUP);
    link.run(10);
    for router in &link.routers {
        assert_eq!(router.groups().count(), 0, "both know that nobody is left");
    }
    assert_eq!(link.count(Rule::IgmpNotQuerier), 1);
    // The first goes away; the second takes over after 255 s.
    let (first, second) = (Party::Router(0).ip(), Party::Router(1).ip());
    assert!(first < second);
    link.routers.remove(0);
    link.run(260);
    assert_eq!(link.count(Rule::IgmpQuerierGone), 1);
    assert!(link.routers[0].is_querier());
}

#[test]
fn version_1_is_lived_with() {
    // A router of version 1: reports in its language, and no leave.
    let mut link = Link::new(1, 0);
    let old = |link: &mut Link| {
        link.host(0, |host, now, out| {
            let query =
                Message { kind: Kind::Query, max_response: 0, group: Ipv4Addr::UNSPECIFIED };
            host.handle_message(now, Party::Router(0).ip(), query, out);
        });
    };
    old(&mut link);
    link.join(0, GROUP);
    link.leave(0, GROUP);
    assert_eq!(link.sent_since(0), [(Party::Host(0), Kind::ReportV1, GROUP)]);
    assert_eq!(link.count(Rule::IgmpOldRouter), 1);
    link.run(401);
    link.join(0, GROUP);
    link.leave(0, GROUP);
    let kinds: Vec<_> = link.sent_since(401).into_iter().map(|sent| sent.1).collect();
    assert_eq!(kinds, [Kind::ReportV2, Kind::Leave]);

    // A member of version 1: a leave proves nothing.
    let mut link = Link::new(1, 1).start();
    link.join(0, GROUP);
    let report = Message { kind: Kind::ReportV1, max_response: 0, group: GROUP };
    let from = Party::Host(7).ip();
    link.router(0, |it, now, out| it.handle_message(now, from, report, out));
    link.run(1);
    link.leave(0, GROUP);
    link.run(10);
    assert_eq!(link.routers[0].groups().collect::<Vec<_>>(), [GROUP]);
    let told = (link.count(Rule::IgmpOldMember), link.count(Rule::IgmpLeaveIgnored));
    assert_eq!(told, (1, 1));
}

#[test]
fn strangers_are_not_believed() {
    let mut link = Link::new(0, 1).start();
    for kind in [Kind::ReportV2, Kind::Query, Kind::Leave] {
        let message = Message { kind, max_response: 10, group: GROUP };
        let from = Ipv4Addr::new(9, 9, 9, 9);
        link.router(0, |it, now, out| it.handle_message(now, from, message, out));
    }
    assert_eq!(link.count(Rule::IgmpNotFromHere), 3);
    assert!(link.routers[0].is_querier());
    assert_eq!(link.routers[0].groups().count(), 0);
}

proptest! {
    /// Whatever members do, a router that hears everything knows after a while exactly which
    /// groups have members, and hosts that wait have a timer.
    #[test]
    fn the_router_knows_the_groups(
        acts in prop::collection::vec((0..4_usize, any::<bool>(), any::<bool>(), 0..40_u64), 0..24),
    ) {
        let mut link = Link::new(4, 2).start();
        let mut users = [[0_u32; 2]; 4];
        for (host, first, join, wait) in acts {
            let group = if first { GROUP } else { OTHER };
            let count = &mut users[host][usize::from(first)];
            if join {
                *count += 1;
                link.join(host, group);
            } else {
                *count = count.saturating_sub(1);
                link.leave(host, group);
            }
            link.run(wait);
        }
        // Who left in silence is forgotten after 260 s.
        link.run(300);
        for router in &link.routers {
            for (place, group) in [(1, GROUP), (0, OTHER)] {
                let wanted = users.iter().any(|counts| counts[place] > 0);
                prop_assert_eq!(router.groups().any(|known| known == group), wanted, "{}", group);
            }
        }
    }
}
