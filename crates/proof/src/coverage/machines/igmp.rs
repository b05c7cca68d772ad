//! Members of groups and the routers that ask for them, on one link.

use super::super::{Driver, Seen};
use super::Told;
use std::net::Ipv4Addr;
use wireglass_core::addr::mask::Mask;
use wireglass_core::addr::network::Network;
use wireglass_core::igmp::{Action, Config, Host, Querier};
use wireglass_core::rules::{Reason, Rule};
use wireglass_core::time::{Duration, Instant};
use wireglass_core::wire::igmp::{Kind, Message};

pub(super) const DRIVERS: &[Driver] = &[
    Driver {
        name: "two members and two routers",
        promises: &[
            Rule::IgmpJoin,
            Rule::IgmpJoinAgain,
            Rule::IgmpDelay,
            Rule::IgmpReport,
            Rule::IgmpSuppressed,
            Rule::IgmpLeave,
            Rule::IgmpLeaveQuietly,
            Rule::IgmpQuery,
            Rule::IgmpQuerierElsewhere,
            Rule::IgmpMemberHeard,
            Rule::IgmpAskLast,
            Rule::IgmpLastAsked,
            Rule::IgmpNotQuerier,
            Rule::IgmpLastGone,
        ],
        run: link,
    },
    Driver {
        name: "groups among version 1, strangers and the vanished",
        promises: &[
            Rule::IgmpOldRouter,
            Rule::IgmpOldMember,
            Rule::IgmpLeaveIgnored,
            Rule::IgmpGroupSilent,
            Rule::IgmpQuerierGone,
            Rule::IgmpNotFromHere,
        ],
        run: odd,
    },
];

const GROUP: Ipv4Addr = Ipv4Addr::new(239, 1, 2, 3);

impl Told for Action {
    fn reason(&self) -> Option<&Reason> {
        let (Self::Send { reason, .. } | Self::Changed { reason, .. } | Self::Applied(reason)) =
            self;
        Some(reason)
    }
}

const fn address(n: u8) -> Ipv4Addr {
    Ipv4Addr::new(10, 0, 0, n)
}

fn querier(n: u8) -> Querier {
    Querier::new(Config::default(), address(n), network())
}

fn network() -> Network {
    Network::containing(address(0), Mask::new(24).unwrap_or(Mask::MAX))
}

/// Routers `.1` and `.2`, members `.3` and `.4`; messages arrive at once.
struct Link<'a> {
    now: Instant,
    routers: [Querier; 2],
    hosts: [Host; 2],
    seen: &'a mut Seen,
}

impl Link<'_> {
    fn router(&mut self, n: u8, act: impl FnOnce(&mut Querier, Instant, &mut Vec<Action>)) {
        let mut out = Vec::new();
        act(&mut self.routers[usize::from(n)], self.now, &mut out);
        self.pass_on(n, out);
    }

    fn host(&mut self, n: u8, act: impl FnOnce(&mut Host, Instant, &mut Vec<Action>)) {
        let mut out = Vec::new();
        act(&mut self.hosts[usize::from(n)], self.now, &mut out);
        self.pass_on(n + 2, out);
    }

    fn pass_on(&mut self, from: u8, actions: Vec<Action>) {
        self.seen.told(&actions);
        for action in actions {
            let Action::Send { message, .. } = action else { continue };
            let ip = address(from + 1);
            for n in (0..2).filter(|n| *n != from) {
                self.router(n, |it, now, out| it.handle_message(now, ip, message, out));
            }
            for n in (0..2).filter(|n| n + 2 != from) {
                self.host(n, |it, now, out| it.handle_message(now, ip, message, out));
            }
        }
    }

    fn run(&mut self, secs: u64) {
        let until = self.now + Duration::from_secs(secs);
        loop {
            let routers =
                (0..2).filter_map(|n| Some((self.routers[usize::from(n)].next_timeout()?, n)));
            let hosts =
                (0..2).filter_map(|n| Some((self.hosts[usize::from(n)].next_timeout()?, n + 2)));
            match routers.chain(hosts).min() {
                Some((due, party)) if due <= until => {
                    self.now = due;
                    match party {
                        0 | 1 => self.router(party, Querier::handle_timeout),
                        _ => self.host(party - 2, Host::handle_timeout),
                    }
                }
                _ => break,
            }
        }
        self.now = until;
    }
}

fn link(seen: &mut Seen) {
    let hosts = [1, 2].map(|seed| Host::new(Config::default(), seed));
    let mut link = Link { now: Instant::ZERO, routers: [querier(1), querier(2)], hosts, seen };
    link.router(1, Querier::start);
    link.router(0, Querier::start);
    for n in 0..2 {
        link.host(n, |it, now, out| it.join(now, GROUP, out));
        link.run(20);
    }
    link.run(200);
    // Whoever did not report last leaves in silence, the other one is asked after.
    for n in 0..2 {
        link.host(n, |it, now, out| it.leave(now, GROUP, out));
        link.run(20);
    }
    link.host(0, |it, now, out| it.join(now, GROUP, out));
    link.run(20);
    link.host(1, |it, now, out| it.join(now, GROUP, out));
    link.host(0, |it, now, out| it.leave(now, GROUP, out));
    link.run(20);
}

fn odd(seen: &mut Seen) {
    let mut out = Vec::new();
    let message = |kind, max_response| Message { kind, max_response, group: GROUP };
    let (mut now, mut router) = (Instant::ZERO, querier(2));
    let mut host = Host::new(Config::default(), 1);
    host.handle_message(
        now,
        address(1),
        Message { group: Ipv4Addr::UNSPECIFIED, ..message(Kind::Query, 0) },
        &mut out,
    );
    router.start(now, &mut out);
    router.handle_message(now, address(9), message(Kind::ReportV1, 0), &mut out);
    router.handle_message(now, address(9), message(Kind::Leave, 0), &mut out);
    router.handle_message(now, Ipv4Addr::new(10, 9, 9, 9), message(Kind::ReportV2, 0), &mut out);
    router.handle_message(now, address(1), message(Kind::Query, 100), &mut out);
    let end = now + Duration::from_secs(600);
    while let Some(due) = router.next_timeout().filter(|due| *due <= end) {
        now = due;
        router.handle_timeout(now, &mut out);
    }
    // The group that the first router's question was about is gone; this one nobody asks about.
    router.handle_message(now, address(9), message(Kind::ReportV2, 0), &mut out);
    let end = now + Duration::from_secs(600);
    while let Some(due) = router.next_timeout().filter(|due| *due <= end) {
        router.handle_timeout(due, &mut out);
    }
    seen.told(&out);
}
