//! An ARP cache, a host that claims an address, and RARP.

use super::super::{Driver, Seen};
use super::{Told, at, mac};
use std::collections::BTreeMap;
use std::net::Ipv4Addr;
use wireglass_core::addr::MacAddr;
use wireglass_core::arp::claim::{self, Claim, MAX_CONFLICTS};
use wireglass_core::arp::rarp;
use wireglass_core::arp::{Action, Cache, Config};
use wireglass_core::rules::{Reason, Rule};
use wireglass_core::time::Duration;
use wireglass_core::wire::arp::{Operation, Packet};

pub(super) const DRIVERS: &[Driver] = &[
    Driver {
        name: "an ARP cache asks, learns, polls and forgets",
        promises: &[
            Rule::ArpUnknown,
            Rule::ArpKnown,
            Rule::ArpWaits,
            Rule::ArpQueueFull,
            Rule::ArpAskAgain,
            Rule::ArpNoAnswer,
            Rule::ArpLearn,
            Rule::ArpRefresh,
            Rule::ArpPoll,
            Rule::ArpPollFailed,
            Rule::ArpExpired,
            Rule::ArpCacheFull,
        ],
        run: ageing,
    },
    Driver {
        name: "an ARP cache hears all kinds of packets",
        promises: &[
            Rule::ArpForUs,
            Rule::ArpNotForUs,
            Rule::ArpProbeHeard,
            Rule::ArpAnnounced,
            Rule::ArpReplace,
            Rule::ArpBadSender,
            Rule::ArpWritten,
            Rule::ArpStaticStays,
            Rule::ArpRemoved,
        ],
        run: hearing,
    },
    Driver {
        name: "an address is claimed, defended and lost",
        promises: &[
            Rule::ArpProbe,
            Rule::ArpAnnounce,
            Rule::ArpProbeConflict,
            Rule::ArpProbeSlowly,
            Rule::ArpDefend,
            Rule::ArpGiveUp,
        ],
        run: claiming,
    },
    Driver {
        name: "a host asks for its own address",
        promises: &[
            Rule::RarpAsk,
            Rule::RarpAnswer,
            Rule::RarpLearnt,
            Rule::RarpUnknown,
            Rule::RarpNoAnswer,
        ],
        run: reverse,
    },
];

const US: Ipv4Addr = ip(1);
const NOBODY: Ipv4Addr = Ipv4Addr::UNSPECIFIED;

const fn ip(n: u8) -> Ipv4Addr {
    Ipv4Addr::new(10, 0, 0, n)
}

impl Told for Action<u32> {
    fn reason(&self) -> Option<&Reason> {
        match self {
            Self::Send { reason, .. }
            | Self::Transmit { reason, .. }
            | Self::Drop { reason, .. }
            | Self::Changed { reason, .. }
            | Self::Applied(reason) => Some(reason),
            Self::Conflict { .. } => None,
        }
    }
}

impl Told for claim::Action {
    fn reason(&self) -> Option<&Reason> {
        let (Self::Send { reason, .. }
        | Self::Ready { reason }
        | Self::Lost { reason }
        | Self::Applied(reason)) = self;
        Some(reason)
    }
}

impl Told for rarp::Action {
    fn reason(&self) -> Option<&Reason> {
        let (Self::Send { reason, .. }
        | Self::Learnt { reason, .. }
        | Self::Failed { reason }
        | Self::Applied(reason)) = self;
        Some(reason)
    }
}

fn says(operation: Operation, from: (Ipv4Addr, MacAddr), about: Ipv4Addr) -> Packet {
    let (sender_ip, sender_mac) = from;
    let target_mac = MacAddr::UNSPECIFIED;
    Packet { operation, sender_mac, sender_ip, target_mac, target_ip: about }
}

fn ageing(seen: &mut Seen) {
    // One that is asked for in vain, while more wait than may.
    let config = Config { queue: 2, limit: 2, ..Config::default() };
    let (mut cache, mut out) = (Cache::new(config, mac(1), Some(US)), Vec::new());
    for packet in 0..3 {
        cache.resolve(at(0), ip(2), packet, &mut out);
    }
    (1..=3).for_each(|secs| cache.handle_timeout(at(secs), &mut out));
    // Two that answer, and a third for whom there is no room.
    let reply = |n| says(Operation::Reply, (ip(n), mac(n)), US);
    cache.resolve(at(4), ip(3), 3, &mut out);
    for (secs, n) in [(5, 3), (6, 3), (7, 4), (8, 5)] {
        cache.handle_packet(at(secs), &reply(n), &mut out);
    }
    cache.handle_timeout(at(100), &mut out);
    // A mapping in use is asked about before it is forgotten.
    let config = Config { polls: 1, ..Config::default() };
    let mut polled = Cache::new(config, mac(1), Some(US));
    polled.handle_packet(at(0), &reply(2), &mut out);
    polled.resolve(at(1), ip(2), 0, &mut out);
    for secs in [60, 61] {
        polled.handle_timeout(at(secs), &mut out);
    }
    seen.told(&out);
}

fn hearing(seen: &mut Seen) {
    use Operation::{Reply, Request};
    let (mut cache, mut out) = (Cache::new(Config::default(), mac(1), Some(US)), Vec::new());
    cache.set_static(ip(9), mac(9), &mut out);
    let heard = [
        says(Request, (ip(2), mac(2)), US),
        says(Request, (ip(3), mac(3)), ip(4)),
        says(Request, (NOBODY, mac(5)), ip(6)),
        says(Request, (ip(2), mac(7)), ip(2)),
        says(Request, (ip(8), MacAddr::BROADCAST), US),
        says(Reply, (ip(9), mac(8)), US),
    ];
    for packet in heard {
        cache.handle_packet(at(0), &packet, &mut out);
    }
    cache.remove(ip(9), &mut out);
    seen.told(&out);
}

fn claiming(seen: &mut Seen) {
    let mut out = Vec::new();
    let claim = |conflicts, out: &mut Vec<_>| Claim::new(at(0), mac(1), US, conflicts, 0, out);
    let theirs = says(Operation::Request, (US, mac(2)), ip(3));
    // Somebody has it already.
    let mut unlucky = claim(MAX_CONFLICTS, &mut out);
    unlucky.handle_packet(at(0), &theirs, &mut out);
    // Nobody has it; later somebody takes it, and does not give way.
    let mut owner = claim(0, &mut out);
    while let Some(due) = owner.next_timeout() {
        owner.handle_timeout(due, &mut out);
    }
    for secs in [100, 101] {
        owner.handle_packet(at(secs), &theirs, &mut out);
    }
    seen.told(&out);
}

fn reverse(seen: &mut Seen) {
    for known in [mac(1), mac(9)] {
        let server = rarp::Server::new(mac(2), ip(2), BTreeMap::from([(known, US)]));
        let mut client = rarp::Client::new(at(0), mac(1), Duration::from_secs(4), 3);
        while let Some(due) = client.next_timeout() {
            let (mut asked, mut answered) = (Vec::new(), Vec::new());
            client.handle_timeout(due, &mut asked);
            for action in &asked {
                if let rarp::Action::Send { packet, .. } = action {
                    server.handle_packet(packet, &mut answered);
                }
            }
            for action in &answered {
                if let rarp::Action::Send { packet, .. } = action {
                    client.handle_packet(packet, &mut asked);
                }
            }
            seen.told(&asked);
            seen.told(&answered);
        }
    }
}
