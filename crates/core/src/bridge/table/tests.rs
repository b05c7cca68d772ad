use super::*;

fn mac(n: u8) -> MacAddr {
    MacAddr([2, 0, 0, 0, 0, n])
}

fn at(secs: u64) -> Instant {
    Instant::ZERO + Duration::from_secs(secs)
}

#[test]
fn learns_refreshes_moves_and_is_full() {
    let mut table = MacTable::new(2);
    table.set_static(mac(9), 7);
    let steps = [
        (mac(1), 0, Learning::New),
        (mac(1), 0, Learning::Refreshed),
        (mac(1), 3, Learning::Moved { from: 0 }),
        (mac(2), 1, Learning::Full),
        (mac(9), 1, Learning::Static),
        (MacAddr::BROADCAST, 1, Learning::Group),
    ];
    for (step, (mac, port, expected)) in steps.into_iter().enumerate() {
        assert_eq!(table.learn(at(step as u64), mac, port), expected, "step {step}");
    }
    assert_eq!(table.look_up(mac(1)).map(|entry| entry.port), Some(3));
    assert_eq!(table.look_up(mac(9)), Some(Entry { port: 7, origin: Origin::Static }));
    assert_eq!(table.look_up(mac(2)), None);
}

#[test]
fn the_longest_silent_goes_first_and_static_entries_never() {
    let ageing = Duration::from_secs(300);
    let mut table = MacTable::new(10);
    table.set_static(mac(9), 7);
    table.learn(at(0), mac(1), 0);
    table.learn(at(5), mac(2), 0);
    table.learn(at(10), mac(1), 0);
    assert_eq!(table.next_expiry(ageing), Some(at(305)));
    assert_eq!(table.expire_one(at(304), ageing), None);
    assert_eq!(table.expire_one(at(310), ageing), Some((mac(2), 0)));
    assert_eq!(table.expire_one(at(310), ageing), Some((mac(1), 0)));
    assert_eq!(table.expire_one(at(10_000), ageing), None);
    assert_eq!(table.next_expiry(ageing), None);
    assert_eq!(table.len(), 1);
}

#[test]
fn a_port_forgets_its_own_only() {
    let mut table = MacTable::new(10);
    table.set_static(mac(9), 1);
    for (n, port) in [(1, 1), (2, 2), (3, 1)] {
        table.learn(at(0), mac(n), port);
    }
    assert_eq!(table.forget_port(1), [mac(1), mac(3)]);
    let left: Vec<_> = table.iter().map(|(mac, _)| mac).collect();
    assert_eq!(left, [mac(2), mac(9)]);
}
