use super::*;
use crate::rules::Rule;
use proptest::prelude::*;

const US: Ipv4Addr = Ipv4Addr::new(10, 0, 0, 1);
const OURS: MacAddr = MacAddr([2, 0, 0, 0, 0, 1]);

fn ip(n: u8) -> Ipv4Addr {
    Ipv4Addr::new(10, 0, 0, n)
}

fn mac(n: u8) -> MacAddr {
    MacAddr([2, 0, 0, 0, 0, n])
}

fn at(secs: u64) -> Instant {
    Instant::ZERO + Duration::from_secs(secs)
}

fn cache(config: Config) -> Cache<u32> {
    Cache::new(config, OURS, Some(US))
}

fn packet(operation: Operation, from: (Ipv4Addr, MacAddr), to: Ipv4Addr) -> Packet {
    let (sender_ip, sender_mac) = from;
    let target_mac = MacAddr::UNSPECIFIED;
    Packet { operation, sender_mac, sender_ip, target_mac, target_ip: to }
}

fn rule(action: &Action<u32>) -> Option<Rule> {
    match action {
        Action::Send { reason, .. }
        | Action::Transmit { reason, .. }
        | Action::Drop { reason, .. }
        | Action::Changed { reason, .. }
        | Action::Applied(reason) => Some(reason.rule()),
        Action::Conflict { .. } => None,
    }
}

fn rules(out: &[Action<u32>]) -> Vec<Rule> {
    out.iter().filter_map(rule).collect()
}

#[test]
fn asks_waits_and_sends_in_order() {
    let mut cache = cache(Config::default());
    let mut out = Vec::new();
    cache.resolve(at(0), ip(2), 1, &mut out);
    let request = packet(Operation::Request, (US, OURS), ip(2));
    let reason = Reason::ArpUnknown { ip: ip(2) };
    assert_eq!(out.last(), Some(&Action::Send { packet: request, to: MacAddr::BROADCAST, reason }));
    cache.resolve(at(0), ip(2), 2, &mut out);
    assert_eq!(out.iter().filter(|a| matches!(a, Action::Send { .. })).count(), 1, "asked once");
    out.clear();
    cache.handle_packet(at(0), &packet(Operation::Reply, (ip(2), mac(2)), US), &mut out);
    let reason = Reason::ArpKnown { ip: ip(2), mac: mac(2) };
    assert_eq!(
        out,
        [
            Action::Changed {
                ip: ip(2),
                mac: Some(mac(2)),
                reason: Reason::ArpLearn { ip: ip(2) }
            },
            Action::Transmit { packet: 1, mac: mac(2), reason },
            Action::Transmit { packet: 2, mac: mac(2), reason },
        ]
    );
    out.clear();
    cache.resolve(at(30), ip(2), 3, &mut out);
    assert_eq!(out, [Action::Transmit { packet: 3, mac: mac(2), reason }]);
    out.clear();
    assert_eq!(cache.next_timeout(), Some(at(60)));
    cache.handle_timeout(at(60), &mut out);
    assert_eq!(rules(&out), [Rule::ArpExpired]);
    assert_eq!(cache.iter().count(), 0);
}

#[test]
fn gives_up_after_three_tries_a_second_apart() {
    let mut cache = cache(Config { queue: 2, ..Config::default() });
    let mut out = Vec::new();
    for n in 1..=3 {
        cache.resolve(at(0), ip(2), n, &mut out);
    }
    let reason = Reason::ArpQueueFull { ip: ip(2), limit: 2 };
    assert!(out.contains(&Action::Drop { packet: 1, ip: ip(2), reason }), "the oldest goes");
    for secs in 1..=2 {
        out.clear();
        assert_eq!(cache.next_timeout(), Some(at(secs)));
        cache.handle_timeout(at(secs), &mut out);
        assert_eq!(rules(&out), [Rule::ArpAskAgain]);
    }
    out.clear();
    cache.handle_timeout(at(3), &mut out);
    let reason = Reason::ArpNoAnswer { ip: ip(2), tries: 3 };
    assert_eq!(
        out,
        [
            Action::Changed { ip: ip(2), mac: None, reason },
            Action::Drop { packet: 2, ip: ip(2), reason },
            Action::Drop { packet: 3, ip: ip(2), reason },
        ]
    );
    assert_eq!(cache.next_timeout(), None);
}

#[test]
fn what_arrives() {
    use Operation::{Reply, Request};
    let nobody = Ipv4Addr::UNSPECIFIED;
    // What is said by whom about whom; the rules; whether it is known afterwards.
    let table: [(Packet, &[Rule], bool); 8] = [
        (packet(Request, (ip(2), mac(2)), US), &[Rule::ArpLearn, Rule::ArpForUs], true),
        (packet(Request, (ip(3), mac(3)), ip(4)), &[Rule::ArpNotForUs], false),
        (packet(Reply, (ip(3), mac(3)), ip(4)), &[Rule::ArpNotForUs], false),
        // A probe is answered, and leaves nothing behind.
        (packet(Request, (nobody, mac(5)), US), &[Rule::ArpProbeHeard, Rule::ArpForUs], false),
        (
            packet(Request, (nobody, mac(5)), ip(6)),
            &[Rule::ArpProbeHeard, Rule::ArpNotForUs],
            false,
        ),
        (packet(Request, (ip(7), mac(7)), ip(7)), &[Rule::ArpAnnounced, Rule::ArpNotForUs], false),
        (packet(Request, (ip(8), MacAddr::BROADCAST), US), &[Rule::ArpBadSender], false),
        (packet(Operation::ReverseRequest, (ip(9), mac(9)), US), &[], false),
    ];
    for (packet, expected, known) in table {
        let (mut cache, mut out) = (cache(Config::default()), Vec::new());
        cache.handle_packet(at(0), &packet, &mut out);
        assert_eq!(rules(&out), expected, "{packet:?}");
        assert_eq!(cache.look_up(packet.sender_ip).is_some(), known, "{packet:?}");
    }
}

#[test]
fn an_announcement_corrects_what_is_known_and_confirms_it() {
    let (mut cache, mut out) = (cache(Config::default()), Vec::new());
    cache.handle_packet(at(0), &packet(Operation::Reply, (ip(2), mac(2)), US), &mut out);
    for (secs, who, expected) in [(30, 2, Rule::ArpRefresh), (50, 3, Rule::ArpReplace)] {
        out.clear();
        let announcement = packet(Operation::Request, (ip(2), mac(who)), ip(2));
        cache.handle_packet(at(secs), &announcement, &mut out);
        assert_eq!(rules(&out), [Rule::ArpAnnounced, expected]);
        assert_eq!(cache.look_up(ip(2)).and_then(State::mac), Some(mac(who)));
        assert_eq!(cache.next_timeout(), Some(at(secs + 60)));
    }
}

#[test]
fn a_static_entry_neither_changes_nor_ages() {
    let (mut cache, mut out) = (cache(Config::default()), Vec::new());
    cache.resolve(at(0), ip(2), 1, &mut out);
    out.clear();
    cache.set_static(ip(2), mac(2), &mut out);
    assert_eq!(rules(&out), [Rule::ArpWritten, Rule::ArpKnown]);
    assert_eq!(cache.next_timeout(), None);
    out.clear();
    cache.handle_packet(at(1), &packet(Operation::Reply, (ip(2), mac(9)), US), &mut out);
    assert_eq!(rules(&out), [Rule::ArpStaticStays]);
    cache.flush(&mut out);
    assert!(cache.look_up(ip(2)).is_some());
    assert!(cache.remove(ip(2), &mut out));
    assert!(!cache.remove(ip(2), &mut out));
}

#[test]
fn an_entry_in_use_is_polled_before_it_is_forgotten() {
    let (mut cache, mut out) = (cache(Config { polls: 2, ..Config::default() }), Vec::new());
    let answer = packet(Operation::Reply, (ip(2), mac(2)), US);
    cache.handle_packet(at(0), &answer, &mut out);
    cache.resolve(at(1), ip(2), 1, &mut out);
    out.clear();
    cache.handle_timeout(at(60), &mut out);
    assert!(matches!(out[..], [Action::Send { to, .. }] if to == mac(2)), "{out:?}");
    out.clear();
    cache.handle_packet(at(60), &answer, &mut out);
    assert_eq!(rules(&out), [Rule::ArpRefresh]);
    // Used again, and nobody answers this time.
    cache.resolve(at(61), ip(2), 2, &mut out);
    out.clear();
    for secs in [120, 121, 122] {
        cache.handle_timeout(at(secs), &mut out);
    }
    assert_eq!(rules(&out), [Rule::ArpPoll, Rule::ArpPoll, Rule::ArpPollFailed]);
}

#[test]
fn a_full_cache_lets_the_oldest_go() {
    let (mut cache, mut out) = (cache(Config { limit: 2, ..Config::default() }), Vec::new());
    for n in 2..=4 {
        let answer = packet(Operation::Reply, (ip(n), mac(n)), US);
        cache.handle_packet(at(n.into()), &answer, &mut out);
    }
    let left: Vec<_> = cache.iter().map(|(ip, _)| ip).collect();
    assert_eq!(left, [ip(3), ip(4)]);
    assert!(rules(&out).contains(&Rule::ArpCacheFull));
}

#[test]
fn our_own_address_in_use_is_a_conflict() {
    let (mut cache, mut out) = (cache(Config::default()), Vec::new());
    cache.handle_packet(at(0), &packet(Operation::Request, (US, mac(9)), ip(3)), &mut out);
    assert_eq!(out, [Action::Conflict { ip: US, mac: mac(9) }]);
    // What we said ourselves and hear again is none.
    out.clear();
    cache.handle_packet(at(0), &packet(Operation::Request, (US, OURS), ip(3)), &mut out);
    assert_eq!(out, []);
}

proptest! {
    #[test]
    fn every_packet_goes_or_is_dropped_or_waits(
        steps in proptest::collection::vec((0u8..4, 2u8..6, 0u64..40), 1..80),
        polls in 0u8..3,
    ) {
        let mut cache = cache(Config { polls, queue: 2, limit: 3, ..Config::default() });
        let mut now = at(0);
        let (mut asked, mut out) = (0u32, Vec::new());
        for (what, who, wait) in steps {
            match what {
                0 | 1 => {
                    asked += 1;
                    cache.resolve(now, ip(who), asked, &mut out);
                }
                2 => {
                    let answer = packet(Operation::Reply, (ip(who), mac(who)), US);
                    cache.handle_packet(now, &answer, &mut out);
                }
                _ => {
                    now += Duration::from_millis(wait * 500);
                    cache.handle_timeout(now, &mut out);
                    prop_assert!(cache.next_timeout().is_none_or(|due| due > now));
                }
            }
        }
        let mut seen: Vec<u32> = out
            .iter()
            .filter_map(|action| match action {
                Action::Transmit { packet, .. } | Action::Drop { packet, .. } => Some(*packet),
                _ => None,
            })
            .collect();
        for (_, state) in cache.iter() {
            if let State::Incomplete { waiting, .. } = state {
                prop_assert!(waiting.len() <= 2 && !waiting.is_empty());
                seen.extend(waiting);
            }
        }
        seen.sort_unstable();
        prop_assert_eq!(seen, (1..=asked).collect::<Vec<_>>());
        prop_assert!(cache.iter().count() <= 3);
    }
}
