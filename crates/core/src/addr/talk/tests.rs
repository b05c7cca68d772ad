use super::*;
use crate::addr::Mask;
use crate::addr::special::Kind;
use proptest::prelude::*;

fn host(text: &str, gateway: &str) -> Host {
    let (address, length) = text.split_once('/').unwrap();
    let mask = Mask::new(length.parse().unwrap()).unwrap();
    Host {
        interface: Interface::new(address.parse().unwrap(), mask),
        gateway: (!gateway.is_empty()).then(|| gateway.parse().unwrap()),
    }
}

fn ip(text: &str) -> Ipv4Addr {
    text.parse().unwrap()
}

#[test]
fn verdicts() {
    for (a, b, verdict) in [
        (("192.168.1.1/24", ""), ("192.168.1.2/24", ""), Verdict::Direct),
        (("10.0.0.0/31", ""), ("10.0.0.1/31", ""), Verdict::Direct),
        // Masks that differ, and both include the other.
        (("10.0.0.1/8", ""), ("10.0.0.2/24", ""), Verdict::Direct),
        // Masks that differ, and only the wider includes the other.
        (
            ("10.0.0.1/8", ""),
            ("10.1.0.1/16", ""),
            Verdict::Lopsided { local: 0, other_sends: false },
        ),
        (
            ("10.1.0.1/16", "10.1.0.254"),
            ("10.0.0.1/8", ""),
            Verdict::Lopsided { local: 1, other_sends: true },
        ),
        (("192.168.1.1/24", "192.168.1.254"), ("192.168.2.1/24", "192.168.2.254"), Verdict::Routed),
        (
            ("192.168.1.1/24", "192.168.1.254"),
            ("192.168.2.1/24", ""),
            Verdict::Stuck { sends: [true, false] },
        ),
        (("192.168.1.1/24", ""), ("192.168.2.1/24", ""), Verdict::Stuck { sends: [false, false] }),
        (("192.168.1.1/24", ""), ("192.168.1.1/24", ""), Verdict::SameAddress),
        (("192.168.1.0/24", ""), ("192.168.1.1/24", ""), Verdict::Unusable),
        (("192.168.1.1/24", ""), ("192.168.1.255/24", ""), Verdict::Unusable),
        (("192.168.1.1/24", ""), ("224.0.0.1/24", ""), Verdict::Unusable),
    ] {
        let [first, second] = [a, b].map(|(text, gateway)| host(text, gateway));
        assert_eq!(talk([first, second]).verdict, verdict, "{a:?} {b:?}");
    }
}

#[test]
fn decisions() {
    let far = host("10.9.9.9/24", "");
    for (text, gateway, decision) in [
        ("10.0.0.1/8", "", Decision::Local),
        ("192.168.1.1/24", "", Decision::NoGateway),
        ("192.168.1.1/24", "192.168.1.254", Decision::Gateway(ip("192.168.1.254"))),
        ("192.168.1.1/24", "192.168.2.254", Decision::GatewayOutside(ip("192.168.2.254"))),
        ("192.168.1.1/24", "192.168.1.1", Decision::GatewayIsSelf(ip("192.168.1.1"))),
        (
            "192.168.1.1/24",
            "192.168.1.255",
            Decision::GatewayNotAHost(ip("192.168.1.255"), Role::Broadcast),
        ),
        (
            "192.168.1.1/24",
            "192.168.1.0",
            Decision::GatewayNotAHost(ip("192.168.1.0"), Role::Network),
        ),
        ("192.168.1.0/31", "192.168.1.1", Decision::Gateway(ip("192.168.1.1"))),
    ] {
        let side = talk([host(text, gateway), far]).sides[0];
        assert_eq!(side.decision, decision, "{text} via {gateway:?}");
    }
}

#[test]
fn each_side_uses_its_own_mask() {
    let talk = talk([host("10.0.0.1/8", ""), host("10.1.0.1/16", "")]);
    let shown = talk.sides.map(|side| (side.own.to_string(), side.other.to_string()));
    assert_eq!(shown[0], ("10.0.0.0/8".to_owned(), "10.0.0.0/8".to_owned()));
    assert_eq!(shown[1], ("10.1.0.0/16".to_owned(), "10.0.0.0/16".to_owned()));
}

#[test]
fn no_hosts() {
    for (text, why) in [
        ("10.0.0.0/8", Some(NotAHost::Network)),
        ("10.255.255.255/8", Some(NotAHost::Broadcast)),
        ("10.255.255.255/32", None),
        ("10.0.0.0/31", None),
        ("127.0.0.1/8", Some(NotAHost::Special(Kind::Loopback))),
        ("0.0.0.0/0", Some(NotAHost::Special(Kind::Unspecified))),
        ("224.0.0.5/24", Some(NotAHost::Special(Kind::MulticastLocal))),
        ("255.255.255.255/32", Some(NotAHost::Special(Kind::Broadcast))),
        ("240.1.1.1/24", Some(NotAHost::Special(Kind::Reserved))),
        ("169.254.7.7/16", None),
        ("8.8.8.8/24", None),
    ] {
        assert_eq!(not_a_host(host(text, "").interface), why, "{text}");
    }
}

proptest! {
    /// Local means: within the range of addresses that the host's own mask gives, counted as numbers.
    #[test]
    fn local_is_a_range(a in any::<u32>(), difference in any::<u32>(), shift in 0_u32..32, lengths in (0_u8..=32, 0_u8..=32)) {
        let b = a ^ difference >> shift;
        let make = |bits, length| Host {
            interface: Interface::new(Ipv4Addr::from_bits(bits), Mask::new(length).unwrap()),
            gateway: None,
        };
        let hosts = [make(a, lengths.0), make(b, lengths.1)];
        let result = talk(hosts);
        let block = |bits: u32, length: u8| {
            let size = 1_u64 << (32 - length);
            let first = u64::from(bits) / size * size;
            first..first + size
        };
        let local = [
            block(a, lengths.0).contains(&u64::from(b)),
            block(b, lengths.1).contains(&u64::from(a)),
        ];
        prop_assert_eq!(result.sides.map(|side| side.decision == Decision::Local), local);
        // The other way round is the same seen from the other side.
        let [x, y] = hosts;
        let turned = talk([y, x]);
        prop_assert_eq!(turned.sides, [result.sides[1], result.sides[0]]);
    }
}
