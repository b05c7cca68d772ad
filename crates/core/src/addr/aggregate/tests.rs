use super::*;
use crate::addr::Mask;
use ipnet::Ipv4Net;
use proptest::prelude::*;
use std::net::Ipv4Addr;

fn net(text: &str) -> Network {
    let (address, length) = text.split_once('/').unwrap();
    let mask = Mask::new(length.parse().unwrap()).unwrap();
    Network::exact(address.parse().unwrap(), mask).expect(text)
}

#[test]
fn what_was_merged_and_why() {
    let list = [
        "10.0.1.0/24",
        "10.0.0.0/24",
        "10.0.2.0/23",
        "10.0.2.128/25",
        "10.0.1.0/24",
        "10.0.8.0/24",
    ];
    let summary = aggregate(&list.map(net));
    assert_eq!(summary.networks, ["10.0.0.0/22", "10.0.8.0/24"].map(net));
    assert_eq!(
        summary.merges,
        [
            Merge::Joined {
                low: net("10.0.0.0/24"),
                high: net("10.0.1.0/24"),
                into: net("10.0.0.0/23")
            },
            Merge::Covered { inner: net("10.0.1.0/24"), by: net("10.0.0.0/23") },
            Merge::Joined {
                low: net("10.0.0.0/23"),
                high: net("10.0.2.0/23"),
                into: net("10.0.0.0/22")
            },
            Merge::Covered { inner: net("10.0.2.128/25"), by: net("10.0.0.0/22") },
        ]
    );
    assert_eq!(summary.cover, Some(net("10.0.0.0/20")));
    assert_eq!(summary.extra, 4096 - 1024 - 256);
}

#[test]
fn at_the_edges() {
    assert_eq!(aggregate(&[]), Summary { networks: vec![], merges: vec![], cover: None, extra: 0 });
    let halves = aggregate(&["128.0.0.0/1", "0.0.0.0/1"].map(net));
    assert_eq!((halves.networks, halves.extra), (vec![Network::ALL], 0));
    let twice = aggregate(&["1.2.3.4/32", "1.2.3.4/32"].map(net));
    assert_eq!(twice.networks, [net("1.2.3.4/32")]);
    assert_eq!(twice.merges, [Merge::Duplicate(net("1.2.3.4/32"))]);
    let ends = aggregate(&["0.0.0.0/32", "255.255.255.255/32"].map(net));
    assert_eq!((ends.cover, ends.extra), (Some(Network::ALL), (1 << 32) - 2));
    // Neighbours that are not the halves of one network stay apart.
    assert_eq!(aggregate(&["10.0.1.0/24", "10.0.2.0/24"].map(net)).networks.len(), 2);
}

proptest! {
    #[test]
    fn agrees_with_ipnet(list in proptest::collection::vec((0_u32..256, 24_u8..=32), 0..60)) {
        let networks: Vec<_> = list.iter().map(|&(bits, length)| {
            Network::containing(Ipv4Addr::from_bits(0x0a00_0000 + bits), Mask::new(length).unwrap())
        }).collect();
        let theirs: Vec<_> = networks.iter()
            .map(|network| Ipv4Net::new(network.address(), network.prefix_len()).unwrap())
            .collect();
        let theirs: Vec<_> = Ipv4Net::aggregate(&theirs).iter().map(ToString::to_string).collect();
        let summary = aggregate(&networks);
        let ours: Vec<_> = summary.networks.iter().map(ToString::to_string).collect();
        prop_assert_eq!(ours, theirs);
        // Each merge takes one away.
        prop_assert_eq!(networks.len() - summary.merges.len(), summary.networks.len());
        // Against addresses one by one.
        for bits in 0x0a00_0000..0x0a00_0100 {
            let address = Ipv4Addr::from_bits(bits);
            let before = networks.iter().any(|network| network.contains(address));
            let after = summary.networks.iter().filter(|network| network.contains(address)).count();
            prop_assert_eq!(after, usize::from(before));
        }
    }
}
