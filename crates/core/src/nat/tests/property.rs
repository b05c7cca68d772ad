//! Whatever is sent, the table stays consistent.

use super::*;
use std::collections::BTreeSet;

fn behaviour() -> impl Strategy<Value = Behaviour> {
    prop_oneof![
        Just(Behaviour::EndpointIndependent),
        Just(Behaviour::AddressDependent),
        Just(Behaviour::AddressAndPortDependent),
    ]
}

#[derive(Clone, Debug)]
enum Step {
    Out { host: u8, port: u16, to: u8, tcp: bool, flags: u16 },
    Back { to: u8, port: u16, tcp: bool, flags: u16 },
    Wait(u64),
    Forward { port: u16, host: u8 },
    Unforward { port: u16 },
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => (1u8..5, 5_000u16..5_004, 0u8..3, any::<bool>(), 0u16..32)
            .prop_map(|(host, port, to, tcp, flags)| Step::Out { host, port, to, tcp, flags }),
        4 => (0u8..3, 4_998u16..5_010, any::<bool>(), 0u16..32)
            .prop_map(|(to, port, tcp, flags)| Step::Back { to, port, tcp, flags }),
        1 => (0u64..400).prop_map(Step::Wait),
        1 => (5_000u16..5_004, 1u8..5).prop_map(|(port, host)| Step::Forward { port, host }),
        1 => (5_000u16..5_004).prop_map(|port| Step::Unforward { port }),
    ]
}

proptest! {
    #[test]
    fn mappings_are_one_to_one_and_answers_come_home(
        mapping in behaviour(),
        filtering in behaviour(),
        steps in proptest::collection::vec(step(), 1..60),
    ) {
        let config = Config {
            mapping,
            filtering,
            ports: (4_998, 5_009),
            ..Config::recommended(EXTERNAL)
        };
        let mut nat = Nat::new(config);
        let mut now = 0;
        let other = |to: u8| SocketAddrV4::new(Ipv4Addr::new(198, 51, 100, to), 80);
        for step in steps {
            match step {
                Step::Out { host, port, to, tcp: is_tcp, flags } => {
                    let (from, to) = (inside(host, port), other(to));
                    let flags = Flags(flags);
                    let packet = if is_tcp { tcp(from, to, flags) } else { udp(from, to, b"x") };
                    if let Ok((side, src, dst)) = give(&mut nat, now, Side::Inside, &packet) {
                        prop_assert_eq!((side, *src.ip(), dst), (Side::Outside, EXTERNAL, to));
                        // Who answers at once reaches who asked.
                        let mut twin = nat.clone();
                        let answer =
                            if is_tcp { tcp(to, src, Flags::ACK) } else { udp(to, src, b"y") };
                        let back = give(&mut twin, now, Side::Outside, &answer);
                        prop_assert_eq!(back, Ok((Side::Inside, to, from)));
                    }
                }
                Step::Back { to, port, tcp: is_tcp, flags } => {
                    let (from, to) = (other(to), outside(port));
                    let flags = Flags(flags);
                    let packet = if is_tcp { tcp(from, to, flags) } else { udp(from, to, b"x") };
                    if let Ok((side, src, dst)) = give(&mut nat, now, Side::Outside, &packet) {
                        prop_assert_eq!((side, src), (Side::Inside, from));
                        let kind = if is_tcp { Kind::Tcp } else { Kind::Udp };
                        prop_assert!(nat.iter().any(|row| (row.kind, row.internal, row.external)
                            == (kind, dst, port)));
                    }
                }
                Step::Wait(secs) => {
                    now += secs;
                    nat.handle_timeout(at(now), &mut Vec::new());
                    prop_assert!(nat.next_timeout().is_none_or(|due| due > at(now)));
                }
                Step::Forward { port, host } => {
                    let _ = nat.forward(Kind::Udp, port, inside(host, 5_000), &mut Vec::new());
                }
                Step::Unforward { port } => {
                    nat.unforward(Kind::Udp, port, &mut Vec::new());
                }
            }
            let rows: Vec<_> = nat.iter().collect();
            let outer: BTreeSet<_> = rows.iter().map(|row| (row.kind, row.external)).collect();
            prop_assert_eq!(outer.len(), rows.len(), "one port outside for each mapping");
            if mapping == Behaviour::EndpointIndependent {
                let inner: BTreeSet<_> = rows.iter().map(|row| (row.kind, row.internal)).collect();
                prop_assert_eq!(inner.len(), rows.len(), "one mapping for each port inside");
            }
            prop_assert!(rows.iter().all(|row| row.forwarded || nat.remotes(row).count() > 0));
        }
    }
}
