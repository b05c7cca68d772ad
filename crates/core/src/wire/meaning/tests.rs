use super::*;

#[test]
fn scopes() {
    use AddressScope as S;
    for (ip, scope) in [
        ("0.0.0.0", Some(S::Unspecified)),
        ("127.0.0.1", Some(S::Loopback)),
        ("10.255.0.1", Some(S::Private)),
        ("172.15.0.1", None),
        ("172.16.0.1", Some(S::Private)),
        ("172.31.255.255", Some(S::Private)),
        ("172.32.0.0", None),
        ("192.168.1.1", Some(S::Private)),
        ("169.254.9.9", Some(S::LinkLocal)),
        ("100.64.0.1", Some(S::Shared)),
        ("100.128.0.1", None),
        ("203.0.113.7", Some(S::Documentation)),
        ("198.19.0.1", Some(S::Benchmarking)),
        ("223.255.255.255", None),
        ("224.0.0.1", Some(S::Multicast)),
        ("255.255.255.254", Some(S::Reserved)),
        ("255.255.255.255", Some(S::Broadcast)),
        ("::", Some(S::Unspecified)),
        ("::1", Some(S::Loopback)),
        ("fd00::1", Some(S::Private)),
        ("fe80::1", Some(S::LinkLocal)),
        ("ff02::1", Some(S::Multicast)),
        ("2001:db8::1", Some(S::Documentation)),
        ("2606:4700::1", None),
    ] {
        assert_eq!(AddressScope::of(ip.parse().unwrap()), scope, "{ip}");
    }
}

#[test]
fn code_points() {
    assert_eq!(Dscp::of(0), Some(Dscp::Default));
    assert_eq!(Dscp::of(1), Some(Dscp::LowerEffort));
    assert_eq!(Dscp::of(46), Some(Dscp::Expedited));
    assert_eq!(Dscp::of(44), Some(Dscp::VoiceAdmit));
    assert_eq!(Dscp::of(34), Some(Dscp::AssuredForwarding { class: 4, drop: 1 }));
    assert_eq!(Dscp::of(56), Some(Dscp::ClassSelector(7)));
    assert_eq!(Dscp::of(63), None);
    assert_eq!(Ecn::of(0b1010_1011), Ecn::CongestionExperienced);
}

#[test]
fn numbers_survive() {
    for number in 0..=u16::MAX {
        assert_eq!(EtherType::from(number).number(), number);
        assert_eq!(Service::from(number).number(), number);
        assert_eq!(HardwareType::from(number).number(), number);
    }
    for named in Protocol::NAMED {
        assert_eq!(Protocol::from(named.number()), *named);
    }
    assert!(Service::NAMED.is_sorted_by_key(|service| service.number()));
    assert_eq!(Service::of(80), Some(Service::Http));
    assert_eq!(Service::of(49152), None);
}

#[test]
fn families_of_every_system() {
    for number in [10, 24, 28, 30] {
        assert_eq!(AddressFamily::from(number), AddressFamily::Ipv6);
    }
    assert_eq!(AddressFamily::from(2), AddressFamily::Ipv4);
    assert_eq!(AddressFamily::from(7), AddressFamily::Other(7));
}
