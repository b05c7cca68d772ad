use super::*;
use crate::rules::Rule;

const DST: Ipv4Addr = Ipv4Addr::new(192, 0, 2, 1);

#[test]
fn routers_lower_it_and_time_raises_it() {
    let mut paths = PathMtu::new(PathMtuConfig::default());
    // The packet's size, what the router says; the rule, what the path carries then.
    let table = [
        (1500, 1400, Rule::PathMtuLearnt, 1400),
        (1500, 1450, Rule::PathMtuNotBelieved, 1400),
        (1400, 1400, Rule::PathMtuNotBelieved, 1400),
        (1400, 67, Rule::PathMtuNotBelieved, 1400),
        (1400, 0, Rule::PathMtuGuessed, 1006),
        (1006, 0, Rule::PathMtuGuessed, 508),
        (68, 0, Rule::PathMtuGuessed, 68),
        (60, 0, Rule::PathMtuNotBelieved, 68),
    ];
    for (secs, (size, next_hop, rule, mtu)) in (0..).zip(table) {
        let now = Instant::ZERO + Duration::from_secs(secs);
        let reason = paths.handle_needed(now, DST, size, next_hop, 1500);
        assert_eq!((reason.rule(), paths.of(DST, 1500)), (rule, mtu), "{size} {next_hop}");
    }
    assert_eq!(paths.of(Ipv4Addr::new(192, 0, 2, 2), 1500), 1500);
    let due = paths.next_timeout().unwrap();
    assert_eq!(due, Instant::ZERO + Duration::from_secs(606));
    assert_eq!(paths.handle_timeout(due).map(|reason| reason.rule()), Some(Rule::PathMtuAged));
    assert_eq!(paths.handle_timeout(due), None);
    assert_eq!(paths.of(DST, 1500), 1500);
}

#[test]
fn it_does_not_grow_without_bound() {
    let config = PathMtuConfig { limit: 3, ..PathMtuConfig::default() };
    let mut paths = PathMtu::new(config);
    for n in 0..10 {
        let now = Instant::ZERO + Duration::from_secs(n.into());
        paths.handle_needed(now, Ipv4Addr::new(192, 0, 2, n), 1500, 1400, 1500);
    }
    assert_eq!(paths.iter().count(), 3);
    assert_eq!(paths.of(Ipv4Addr::new(192, 0, 2, 9), 1500), 1400);
}
