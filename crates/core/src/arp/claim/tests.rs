use super::*;
use crate::rules::Rule;

const WANTED: Ipv4Addr = Ipv4Addr::new(10, 0, 0, 7);
const OURS: MacAddr = MacAddr([2, 0, 0, 0, 0, 1]);
const THEIRS: MacAddr = MacAddr([2, 0, 0, 0, 0, 2]);

fn rules(out: &[Action]) -> Vec<Rule> {
    let reasons = out.iter().map(|action| match action {
        Action::Send { reason, .. }
        | Action::Ready { reason }
        | Action::Lost { reason }
        | Action::Applied(reason) => reason.rule(),
    });
    reasons.collect()
}

fn from_them(sender_ip: Ipv4Addr, target_ip: Ipv4Addr) -> Packet {
    Packet {
        operation: Operation::Request,
        sender_mac: THEIRS,
        sender_ip,
        target_mac: MacAddr::UNSPECIFIED,
        target_ip,
    }
}

fn begin(random: u64) -> Claim {
    Claim::new(Instant::ZERO, OURS, WANTED, 0, random, &mut Vec::new())
}

/// Fires every timer; says at which milliseconds.
fn run(claim: &mut Claim, out: &mut Vec<Action>) -> Vec<u64> {
    let mut times = Vec::new();
    while let Some(due) = claim.next_timeout() {
        claim.handle_timeout(due, out);
        times.push(due.since(Instant::ZERO).as_millis());
    }
    times
}

#[test]
fn three_probes_and_two_announcements() {
    let (mut claim, mut out) = (begin(0x8000_8000_8000), Vec::new());
    assert_eq!(run(&mut claim, &mut out), [500, 2_000, 3_500, 5_500, 7_500]);
    let (probe, announcement) = (Rule::ArpProbe, Rule::ArpAnnounce);
    // The first announcement and the news that the address is ours are one decision.
    let expected = [probe, probe, probe, announcement, announcement, announcement];
    assert_eq!(rules(&out), expected);
    assert_eq!(claim.state(), State::Bound);
    let sent: Vec<_> = out
        .iter()
        .filter_map(|action| match action {
            Action::Send { packet, .. } => Some((packet.sender_ip, packet.target_ip)),
            _ => None,
        })
        .collect();
    let nobody = Ipv4Addr::UNSPECIFIED;
    let (probe, announcement) = ((nobody, WANTED), (WANTED, WANTED));
    assert_eq!(sent, [probe, probe, probe, announcement, announcement]);
}

#[test]
fn random_waits_stay_within_their_bounds() {
    for random in [0, u64::MAX, 0x1234_5678_9abc_def0] {
        let times = run(&mut begin(random), &mut Vec::new());
        assert!(times[0] <= 1_000, "{times:?}");
        for pair in times[..3].windows(2) {
            assert!((1_000..=2_000).contains(&(pair[1] - pair[0])), "{times:?}");
        }
    }
}

#[test]
fn an_address_in_use_or_wanted_by_two_is_not_taken() {
    for packet in
        [from_them(WANTED, Ipv4Addr::new(10, 0, 0, 9)), from_them(Ipv4Addr::UNSPECIFIED, WANTED)]
    {
        let (mut claim, mut out) = (begin(0), Vec::new());
        claim.handle_timeout(Instant::ZERO, &mut out);
        claim.handle_packet(Instant::ZERO, &packet, &mut out);
        assert_eq!(rules(&out), [Rule::ArpProbe, Rule::ArpProbeConflict]);
        assert_eq!((claim.state(), claim.next_timeout()), (State::Lost, None));
    }
    // Our own probe that a hub brings back, or talk about others, is no conflict.
    let (mut claim, mut out) = (begin(0), Vec::new());
    let own = Packet { sender_mac: OURS, ..from_them(Ipv4Addr::UNSPECIFIED, WANTED) };
    claim.handle_packet(Instant::ZERO, &own, &mut out);
    let other = from_them(Ipv4Addr::UNSPECIFIED, Ipv4Addr::new(10, 0, 0, 9));
    claim.handle_packet(Instant::ZERO, &other, &mut out);
    assert_eq!(claim.state(), State::Probing { sent: 0 });
}

#[test]
fn defends_once_in_ten_seconds_then_gives_way() {
    let other = Ipv4Addr::new(10, 0, 0, 9);
    for (pause, last) in [(9, Rule::ArpGiveUp), (10, Rule::ArpDefend)] {
        let (mut claim, mut out) = (begin(0), Vec::new());
        run(&mut claim, &mut out);
        let now = Instant::ZERO + Duration::from_secs(100);
        out.clear();
        claim.handle_packet(now, &from_them(WANTED, other), &mut out);
        claim.handle_packet(now + Duration::from_secs(pause), &from_them(WANTED, other), &mut out);
        assert_eq!(rules(&out), [Rule::ArpDefend, last]);
    }
}

#[test]
fn after_ten_conflicts_it_goes_slowly() {
    let mut out = Vec::new();
    let claim = Claim::new(Instant::ZERO, OURS, WANTED, MAX_CONFLICTS, 0, &mut out);
    assert_eq!(rules(&out), [Rule::ArpProbeSlowly]);
    assert_eq!(claim.next_timeout(), Some(Instant::ZERO + RATE_LIMIT_INTERVAL));
}
