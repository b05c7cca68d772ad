use super::*;

fn kinds(address: &str) -> Vec<Kind> {
    match address.parse().unwrap() {
        IpAddr::V4(address) => of(address).map(|block| block.kind).collect(),
        IpAddr::V6(address) => of6(address).map(|block| block.kind).collect(),
    }
}

#[test]
fn every_row_is_a_block_and_in_order() {
    let blocks: Vec<_> = registry().map(|block| block.prefix).collect();
    assert_eq!(blocks.len(), ROWS4.len(), "a row has host bits set");
    assert!(blocks.is_sorted() && blocks.windows(2).all(|pair| pair[0] != pair[1]));
    let blocks: Vec<_> = registry6().map(|block| block.prefix).collect();
    assert_eq!(blocks.len(), ROWS6.len(), "a row has bits set beyond its length");
    assert!(blocks.is_sorted() && blocks.windows(2).all(|pair| pair[0] != pair[1]));
}

#[test]
fn the_edges_of_each_block() {
    for block in registry() {
        let at = |address: Ipv4Addr| of(address).any(|found| found == block);
        let (first, last) = (block.prefix.address(), block.prefix.end());
        assert!(at(first) && at(last), "{block:?}");
        for outside in [first.to_bits().checked_sub(1), last.to_bits().checked_add(1)] {
            assert!(outside.is_none_or(|bits| !at(Ipv4Addr::from_bits(bits))), "{block:?}");
        }
    }
    for block in registry6() {
        let at = |address: Ipv6Addr| of6(address).any(|found| found == block);
        let (first, last) = (block.prefix.address(), block.prefix.end());
        assert!(at(first) && at(last), "{block:?}");
        for outside in [first.to_bits().checked_sub(1), last.to_bits().checked_add(1)] {
            assert!(outside.is_none_or(|bits| !at(Ipv6Addr::from_bits(bits))), "{block:?}");
        }
    }
}

#[test]
fn the_narrowest_comes_first() {
    for (address, expected) in [
        ("8.8.8.8", &[] as &[Kind]),
        ("0.0.0.0", &[Kind::Unspecified, Kind::ThisNetwork]),
        ("0.0.0.1", &[Kind::ThisNetwork]),
        ("10.1.2.3", &[Kind::Private]),
        ("100.64.0.1", &[Kind::Shared]),
        ("127.1.2.3", &[Kind::Loopback]),
        ("192.0.0.8", &[Kind::Dummy, Kind::ProtocolAssignments]),
        ("192.0.0.171", &[Kind::Nat64Discovery, Kind::ProtocolAssignments]),
        ("192.0.0.7", &[Kind::ServiceContinuity, Kind::ProtocolAssignments]),
        ("224.0.0.5", &[Kind::MulticastLocal, Kind::Multicast]),
        ("232.1.1.1", &[Kind::MulticastSourceSpecific, Kind::Multicast]),
        ("239.255.255.250", &[Kind::MulticastAdministered, Kind::Multicast]),
        ("255.255.255.255", &[Kind::Broadcast, Kind::Reserved]),
        ("255.255.255.254", &[Kind::Reserved]),
        ("2606:4700::1", &[Kind::GlobalUnicast]),
        ("2001:db8::1", &[Kind::Documentation, Kind::GlobalUnicast]),
        ("2001:0:1::", &[Kind::Teredo, Kind::ProtocolAssignments, Kind::GlobalUnicast]),
        ("fe80::1", &[Kind::LinkLocal]),
        ("fd00::1", &[Kind::UniqueLocal]),
        ("ff02::1", &[Kind::Multicast]),
        ("4000::", &[]),
    ] {
        assert_eq!(kinds(address), expected, "{address}");
    }
}

/// What the standard library knows of IPv4 agrees, at the edges of every block and beside them.
#[test]
fn agrees_with_the_standard_library() {
    let edges = registry().flat_map(|block| {
        let (first, last) = (block.prefix.address().to_bits(), block.prefix.end().to_bits());
        [first.wrapping_sub(1), first, first + (last - first) / 2, last, last.wrapping_add(1)]
    });
    for bits in edges {
        let address = Ipv4Addr::from_bits(bits);
        let has = |kind| of(address).any(|block| block.kind == kind);
        assert_eq!(has(Kind::Private), address.is_private(), "{address}");
        assert_eq!(has(Kind::Loopback), address.is_loopback(), "{address}");
        assert_eq!(has(Kind::LinkLocal), address.is_link_local(), "{address}");
        assert_eq!(has(Kind::Multicast), address.is_multicast(), "{address}");
        assert_eq!(has(Kind::Documentation), address.is_documentation(), "{address}");
        assert_eq!(has(Kind::Broadcast), address.is_broadcast(), "{address}");
        assert_eq!(has(Kind::Unspecified), address.is_unspecified(), "{address}");
    }
}

#[test]
fn flags_as_the_registries_have_them() {
    let flags = |address: &str| {
        let block = of(address.parse().unwrap()).next().unwrap();
        [
            block.flags.source(),
            block.flags.destination(),
            block.flags.forwardable(),
            block.flags.global(),
        ]
    };
    assert_eq!(flags("10.0.0.1"), [true, true, true, false]);
    assert_eq!(flags("0.0.0.0"), [true, false, false, false]);
    assert_eq!(flags("127.0.0.1"), [false; 4]);
    assert_eq!(flags("169.254.1.1"), [true, true, false, false]);
    assert_eq!(flags("192.0.0.9"), [true; 4]);
    assert_eq!(flags("224.0.0.1"), [false, true, false, false]);
    assert_eq!(flags("255.255.255.255"), [false, true, false, false]);
}
