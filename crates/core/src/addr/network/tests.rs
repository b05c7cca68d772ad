use super::*;
use ipnet::Ipv4Net;
use proptest::prelude::*;

fn net(text: &str) -> Network {
    let (address, length) = text.split_once('/').unwrap();
    let mask = Mask::new(length.parse().unwrap()).unwrap();
    Network::exact(address.parse().unwrap(), mask).expect(text)
}

fn interface(text: &str) -> Interface {
    let (address, length) = text.split_once('/').unwrap();
    Interface::new(address.parse().unwrap(), Mask::new(length.parse().unwrap()).unwrap())
}

fn any_network() -> impl Strategy<Value = Network> {
    (any::<u32>(), 0_u8..=32).prop_map(|(bits, length)| {
        Network::containing(Ipv4Addr::from_bits(bits), Mask::new(length).unwrap())
    })
}

fn ipnet(network: Network) -> Ipv4Net {
    Ipv4Net::new(network.address(), network.prefix_len()).unwrap()
}

fn ours(theirs: Ipv4Net) -> Network {
    Network::exact(theirs.addr(), Mask::new(theirs.prefix_len()).unwrap()).unwrap()
}

#[test]
fn at_the_edges() {
    // Network, end, broadcast, first, last, usable.
    for (typed, network, broadcast, first, last, usable) in [
        (
            "192.168.155.77/24",
            "192.168.155.0/24",
            "192.168.155.255",
            "192.168.155.1",
            "192.168.155.254",
            254,
        ),
        ("1.2.3.4/0", "0.0.0.0/0", "255.255.255.255", "0.0.0.1", "255.255.255.254", 4_294_967_294),
        (
            "255.255.255.255/0",
            "0.0.0.0/0",
            "255.255.255.255",
            "0.0.0.1",
            "255.255.255.254",
            4_294_967_294,
        ),
        (
            "255.255.255.255/1",
            "128.0.0.0/1",
            "255.255.255.255",
            "128.0.0.1",
            "255.255.255.254",
            2_147_483_646,
        ),
        ("10.0.0.3/30", "10.0.0.0/30", "10.0.0.3", "10.0.0.1", "10.0.0.2", 2),
        ("10.0.0.1/31", "10.0.0.0/31", "", "10.0.0.0", "10.0.0.1", 2),
        ("255.255.255.255/31", "255.255.255.254/31", "", "255.255.255.254", "255.255.255.255", 2),
        ("0.0.0.0/32", "0.0.0.0/32", "", "0.0.0.0", "0.0.0.0", 1),
        ("255.255.255.255/32", "255.255.255.255/32", "", "255.255.255.255", "255.255.255.255", 1),
    ] {
        let network_of = interface(typed).network();
        assert_eq!(network_of.to_string(), network, "{typed}");
        let said = network_of.broadcast().map(|it| it.to_string()).unwrap_or_default();
        assert_eq!(said, broadcast, "{typed}");
        assert_eq!(network_of.first().to_string(), first, "{typed}");
        assert_eq!(network_of.last().to_string(), last, "{typed}");
        assert_eq!(network_of.usable(), usable, "{typed}");
    }
}

#[test]
fn what_an_address_is_within_its_network() {
    for (typed, host_part, role) in [
        ("10.1.2.0/24", 0, Role::Network),
        ("10.1.2.1/24", 1, Role::Host),
        ("10.1.2.254/24", 254, Role::Host),
        ("10.1.2.255/24", 255, Role::Broadcast),
        ("10.1.2.255/23", 255, Role::Host),
        ("10.1.2.4/31", 0, Role::LinkEnd),
        ("10.1.2.5/31", 1, Role::LinkEnd),
        ("10.1.2.5/32", 0, Role::Only),
        ("0.0.0.0/0", 0, Role::Network),
        ("255.255.255.255/0", u32::MAX, Role::Broadcast),
    ] {
        assert_eq!(interface(typed).host_part(), host_part, "{typed}");
        assert_eq!(interface(typed).role(), role, "{typed}");
        assert_eq!(interface(typed).to_string(), typed);
        assert_eq!(Network::from(interface(typed)), interface(typed).network());
    }
}

#[test]
fn splitting_and_joining() {
    assert_eq!(net("10.0.0.0/8").split(), Some([net("10.0.0.0/9"), net("10.128.0.0/9")]));
    assert_eq!(net("10.0.0.0/31").split(), Some([net("10.0.0.0/32"), net("10.0.0.1/32")]));
    assert_eq!(net("10.0.0.1/32").split(), None);
    assert_eq!(Network::ALL.parent(), None);
    assert_eq!(Network::ALL.sibling(), None);
    assert_eq!(net("0.0.0.0/1").parent(), Some(Network::ALL));
    // Neighbours of one size that are not the halves of one network do not join.
    assert_eq!(net("10.0.1.0/24").join(net("10.0.2.0/24")), None);
    assert_eq!(net("10.0.2.0/24").join(net("10.0.3.0/24")), Some(net("10.0.2.0/23")));
    assert_eq!(net("10.0.3.0/24").join(net("10.0.2.0/24")), Some(net("10.0.2.0/23")));
    assert_eq!(net("10.0.2.0/24").join(net("10.0.2.0/24")), None);
    assert_eq!(net("10.0.2.0/24").join(net("10.0.3.0/25")), None);
}

#[test]
fn subnets_are_counted_and_found() {
    let space = net("10.0.0.0/8");
    let mask = |length| Mask::new(length).unwrap();
    assert_eq!(space.count(mask(7)), None);
    assert_eq!(space.count(mask(8)), Some(1));
    assert_eq!(Network::ALL.count(mask(32)), Some(1 << 32));
    assert_eq!(space.nth(mask(10), 3), Some(net("10.192.0.0/10")));
    assert_eq!(space.nth(mask(10), 4), None);
    assert_eq!(space.nth(mask(7), 0), None);
    let last = Network::ALL.nth(mask(32), u64::from(u32::MAX));
    assert_eq!(last, Some(net("255.255.255.255/32")));
    assert_eq!(Network::ALL.nth(mask(32), 1 << 32), None);
    assert_eq!(Network::ALL.nth(mask(0), 0), Some(Network::ALL));
    assert_eq!(space.subnets(mask(7)).count(), 0);
    assert_eq!(space.subnets(mask(8)).collect::<Vec<_>>(), [space]);
    let mut all = Network::ALL.subnets(mask(32));
    assert_eq!(all.remaining(), 1 << 32);
    assert_eq!(Iterator::nth(&mut all, 256), Some(net("0.0.1.0/32")));
    assert_eq!(all.remaining(), (1 << 32) - 257);
    assert_eq!(Network::ALL.subnets(mask(2)).size_hint(), (4, Some(4)));
}

#[test]
fn networks_are_in_order() {
    let mut some = ["10.1.0.0/16", "10.0.0.0/8", "9.0.0.0/8", "10.0.0.0/16"].map(net);
    some.sort_unstable();
    assert_eq!(some, ["9.0.0.0/8", "10.0.0.0/8", "10.0.0.0/16", "10.1.0.0/16"].map(net));
}

#[test]
fn ranges_at_the_edges() {
    let range = |first: &str, last: &str| {
        let range = Network::range(first.parse().unwrap(), last.parse().unwrap());
        range.map(|network| network.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(range("0.0.0.0", "255.255.255.255"), ["0.0.0.0/0"]);
    assert_eq!(range("255.255.255.255", "255.255.255.255"), ["255.255.255.255/32"]);
    assert_eq!(range("10.0.0.1", "10.0.0.0"), [""; 0]);
    assert_eq!(range("0.0.0.1", "255.255.255.254").len(), 62);
    assert_eq!(
        range("10.0.0.1", "10.0.0.6"),
        ["10.0.0.1/32", "10.0.0.2/31", "10.0.0.4/31", "10.0.0.6/32"]
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn agrees_with_ipnet(bits in any::<u32>(), length in 0_u8..=32, other in any_network(), near in 0_u32..64) {
        let interface = Interface::new(Ipv4Addr::from_bits(bits), Mask::new(length).unwrap());
        let theirs = Ipv4Net::new(interface.address, length).unwrap();
        let network = interface.network();
        prop_assert_eq!(ipnet(network), theirs.trunc());
        prop_assert_eq!(network.end(), theirs.broadcast());
        prop_assert_eq!(interface.mask.as_addr(), theirs.netmask());
        prop_assert_eq!(interface.mask.wildcard_addr(), theirs.hostmask());
        prop_assert_eq!(network.parent().map(ipnet), theirs.supernet());
        prop_assert_eq!(network.sibling().map(|sibling| ipnet(sibling).is_sibling(&theirs.trunc())), (length > 0).then_some(true));
        // Hosts of a /31 and /32 included, as RFC 3021 has them.
        prop_assert_eq!(Some(network.first()), theirs.hosts().next());
        if length >= 16 {
            prop_assert_eq!(Some(network.last()), theirs.hosts().last());
            prop_assert_eq!(network.usable(), theirs.hosts().count() as u64);
        }
        let longer = Mask::new((length + u8::try_from(near % 8).unwrap()).min(32)).unwrap();
        let subnets: Vec<_> = network.subnets(longer).map(ipnet).collect();
        prop_assert_eq!(subnets, theirs.subnets(longer.prefix_len()).unwrap().collect::<Vec<_>>());
        prop_assert_eq!(network.covers(other), theirs.trunc().contains(&ipnet(other)));
        prop_assert_eq!(other.covers(network), ipnet(other).contains(&theirs.trunc()));
        // Addresses right outside and right inside its bounds.
        for edge in [network.address(), network.end()] {
            let address = Ipv4Addr::from_bits(edge.to_bits().wrapping_add(near).wrapping_sub(32));
            prop_assert_eq!(network.contains(address), theirs.contains(&address));
        }
    }

    #[test]
    fn halves_make_the_whole(network in any_network()) {
        if let Some([low, high]) = network.split() {
            prop_assert_eq!(low.sibling(), Some(high));
            prop_assert_eq!(high.sibling(), Some(low));
            prop_assert_eq!(low.join(high), Some(network));
            prop_assert_eq!(low.parent(), Some(network));
            prop_assert_eq!(low.total() + high.total(), network.total());
            prop_assert_eq!(low.address(), network.address());
            prop_assert_eq!(high.end(), network.end());
            prop_assert_eq!(low.common(high), network);
        }
    }

    #[test]
    fn the_common_network_is_the_smallest(a in any_network(), b in any_network()) {
        let common = a.common(b);
        prop_assert_eq!(common, b.common(a));
        prop_assert!(common.covers(a) && common.covers(b));
        for half in common.split().into_iter().flatten() {
            prop_assert!(!(half.covers(a) && half.covers(b)));
        }
        prop_assert_eq!(a.overlaps(b), common == a || common == b);
    }

    #[test]
    fn a_range_is_covered_exactly(a in any::<u32>(), b in any::<u32>(), shift in 0_u32..32) {
        let (first, last) = (a.min(b) >> shift, a.max(b) >> shift);
        let (first, last) = (Ipv4Addr::from_bits(first), Ipv4Addr::from_bits(last));
        let range: Vec<_> = Network::range(first, last).collect();
        let theirs: Vec<_> = ipnet::Ipv4Subnets::new(first, last, 0).map(ours).collect();
        prop_assert_eq!(range, theirs);
    }

    #[test]
    fn exact_wants_no_host_bits(bits in any::<u32>(), length in 0_u8..=32) {
        let (address, mask) = (Ipv4Addr::from_bits(bits), Mask::new(length).unwrap());
        let exact = Network::exact(address, mask);
        prop_assert_eq!(exact.is_some(), bits.trailing_zeros() >= u32::from(32 - length));
        if let Some(exact) = exact {
            prop_assert_eq!(exact, Network::containing(address, mask));
        }
    }
}
