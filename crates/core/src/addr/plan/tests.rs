use super::*;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::net::Ipv4Addr;

fn net(text: &str) -> Network {
    let (address, length) = text.split_once('/').unwrap();
    let mask = Mask::new(length.parse().unwrap()).unwrap();
    Network::exact(address.parse().unwrap(), mask).expect(text)
}

fn need(want: Want) -> Need {
    Need { name: String::new(), want }
}

fn hosts(counts: &[u32]) -> Vec<Need> {
    counts.iter().map(|&count| need(Want::Hosts(count))).collect()
}

#[test]
fn the_issue_of_a_campus() {
    let plan = plan(net("172.16.0.0/16"), &hosts(&[60, 1500, 2, 12])).unwrap();
    let shown: Vec<_> = plan
        .blocks
        .iter()
        .map(|block| (block.need, block.network.to_string(), block.waste()))
        .collect();
    assert_eq!(
        shown,
        [
            (1, "172.16.0.0/21".to_owned(), 546),
            (0, "172.16.8.0/26".to_owned(), 2),
            (3, "172.16.8.64/28".to_owned(), 2),
            (2, "172.16.8.80/30".to_owned(), 0),
        ]
    );
    let places: Vec<_> = plan.blocks.iter().map(|block| block.place).collect();
    assert_eq!(places, [Place::Start, Place::Behind(0), Place::Behind(1), Place::Behind(2)]);
    assert_eq!(plan.blocks[0].size, Size::Hosts { hosts: 1500, host_bits: 11, short: 1022 });
    assert_eq!(plan.blocks[3].size, Size::Hosts { hosts: 2, host_bits: 2, short: 0 });
    assert_eq!((plan.taken(), plan.waste()), (2048 + 64 + 16 + 4, 550));
    let free: Vec<_> = plan.free.iter().map(ToString::to_string).collect();
    assert_eq!(free[..3], ["172.16.8.84/30", "172.16.8.88/29", "172.16.8.96/27"]);
    assert_eq!(free.last().unwrap(), "172.16.128.0/17");
}

#[test]
fn fixed_networks_are_planned_around() {
    let needs =
        [need(Want::Hosts(100)), need(Want::Fixed(net("10.0.0.64/26"))), need(Want::Hosts(50))];
    let plan = plan(net("10.0.0.0/24"), &needs).unwrap();
    let shown: Vec<_> =
        plan.blocks.iter().map(|block| (block.need, block.network, block.place)).collect();
    assert_eq!(
        shown,
        [
            (1, net("10.0.0.64/26"), Place::Fixed),
            (0, net("10.0.0.128/25"), Place::Behind(0)),
            (2, net("10.0.0.0/26"), Place::Start),
        ]
    );
    // A gap that begins behind nothing that was placed.
    let needs =
        [need(Want::Fixed(net("10.0.0.0/30"))), need(Want::Hosts(14)), need(Want::Hosts(2))];
    let plan = super::plan(net("10.0.0.0/26"), &needs).unwrap();
    let shown: Vec<_> = plan.blocks.iter().map(|block| (block.network, block.place)).collect();
    assert_eq!(
        shown[1..],
        [
            (net("10.0.0.16/28"), Place::Gap(net("10.0.0.16/28"))),
            (net("10.0.0.4/30"), Place::Behind(0)),
        ]
    );
}

#[test]
fn why_there_is_no_plan() {
    let space = net("10.0.0.0/24");
    let fixed = |text| need(Want::Fixed(net(text)));
    for (needs, error) in [
        (vec![], PlanError::NoNeeds),
        (hosts(&vec![1; MOST_NEEDS + 1]), PlanError::TooMany { needs: MOST_NEEDS + 1 }),
        (hosts(&[5, 0]), PlanError::NoHosts { need: 1 }),
        (hosts(&[5, 300]), PlanError::TooLarge { need: 1, takes: 512, space: 256 }),
        (hosts(&[u32::MAX]), PlanError::TooLarge { need: 0, takes: 1 << 33, space: 256 }),
        (
            hosts(&[60, 100, 100]),
            PlanError::DoesNotFit { need: 0, takes: 320, space: 256, largest: None },
        ),
        (
            hosts(&[100, 60, 60, 2]),
            PlanError::DoesNotFit { need: 3, takes: 260, space: 256, largest: None },
        ),
        // Enough addresses in all, but a fixed network lies in the middle of each half.
        (
            vec![fixed("10.0.0.0/30"), fixed("10.0.0.128/30"), need(Want::Hosts(126))],
            PlanError::DoesNotFit {
                need: 2,
                takes: 136,
                space: 256,
                largest: Some(net("10.0.0.64/26")),
            },
        ),
        (vec![fixed("10.0.1.0/30")], PlanError::Outside { need: 0 }),
        (vec![fixed("10.0.0.0/16")], PlanError::Outside { need: 0 }),
        (
            vec![fixed("10.0.0.0/25"), need(Want::Hosts(2)), fixed("10.0.0.64/30")],
            PlanError::Overlap { first: 0, second: 2 },
        ),
        (
            vec![fixed("10.0.0.64/30"), fixed("10.0.0.0/25")],
            PlanError::Overlap { first: 0, second: 1 },
        ),
    ] {
        assert_eq!(plan(space, &needs), Err(error));
    }
}

#[test]
fn the_edges_of_the_space() {
    let whole = plan(Network::ALL, &hosts(&[u32::MAX - 1])).unwrap();
    assert_eq!(whole.blocks[0].network, Network::ALL);
    assert_eq!(whole.free, []);
    let single = plan(net("10.0.0.1/32"), &[need(Want::Block(Mask::MAX))]).unwrap();
    assert_eq!(single.blocks[0].network, net("10.0.0.1/32"));
    let links = [need(Want::Block(Mask::LINK)), need(Want::Block(Mask::LINK))];
    let links = plan(net("255.255.255.252/30"), &links).unwrap();
    assert_eq!(links.blocks[1].network, net("255.255.255.254/31"));
    assert_eq!(links.free, []);
}

#[test]
fn what_classes_cost() {
    let cost = |hosts| cost(hosts).unwrap();
    // "255.255.0.0 for 1500 hosts".
    let campus = cost(1500);
    assert_eq!((campus.tight.prefix_len(), campus.tight_waste), (21, 546));
    assert_eq!(
        (campus.class, campus.classful.prefix_len(), campus.classful_waste),
        (Class::B, 16, 64_034)
    );
    assert_eq!(campus.times, 32);
    assert_eq!((cost(254).class, cost(255).class), (Class::C, Class::B));
    assert_eq!((cost(65_534).class, cost(65_535).class), (Class::B, Class::A));
    assert_eq!(super::cost(0), None);
    assert_eq!(super::cost(16_777_215), None);
}

#[test]
fn needs_as_people_type_them() {
    let link = Want::Block(Mask::LINK);
    let fixed = Want::Fixed(net("10.0.0.0/24"));
    for (text, expected) in [
        ("1500", vec![("", Want::Hosts(1500))]),
        (
            "1500 hosts, 60, 12; 2 routers",
            vec![
                ("hosts", Want::Hosts(1500)),
                ("", Want::Hosts(60)),
                ("", Want::Hosts(12)),
                ("routers", Want::Hosts(2)),
            ],
        ),
        ("lab=60\nnew lab : 30\n\n", vec![("lab", Want::Hosts(60)), ("new lab", Want::Hosts(30))]),
        ("R1-R2 /31, /30", vec![("R1-R2", link), ("", Want::Block(Mask::new(30).unwrap()))]),
        (
            "2nd floor 40, room A2 7",
            vec![("2nd floor", Want::Hosts(40)), ("room A2", Want::Hosts(7))],
        ),
        ("old 10.0.0.0/24", vec![("old", fixed)]),
        ("10.0.0.0/255.255.255.0", vec![("", fixed)]),
        // Full-width digits and punctuation, and a word right behind the number.
        (
            "１５００，60\u{3001}12；2é",
            vec![
                ("", Want::Hosts(1500)),
                ("", Want::Hosts(60)),
                ("", Want::Hosts(12)),
                ("é", Want::Hosts(2)),
            ],
        ),
        ("lab＝60", vec![("lab", Want::Hosts(60))]),
        ("4294967294", vec![("", Want::Hosts(4_294_967_294))]),
    ] {
        let expected: Vec<_> =
            expected.into_iter().map(|(name, want)| Need { name: name.to_owned(), want }).collect();
        assert_eq!(parse_needs(text), Ok(expected), "{text:?}");
    }
}

#[test]
fn mistakes_in_needs_are_pointed_at() {
    use NeedErrorKind as E;
    use parse::ParseErrorKind as P;
    for (text, kind, at) in [
        ("", E::Empty, 0..0),
        (" , ;\n", E::Empty, 0..0),
        ("60, lab , 3", E::NoNumber, 4..7),
        ("60 30", E::TwoNumbers, 3..5),
        ("60, 5 /31", E::TwoNumbers, 6..9),
        ("60, 0", E::NoHosts, 4..5),
        ("4294967295", E::TooManyHosts, 0..10),
        ("99999999999999999999", E::TooManyHosts, 0..20),
        ("x /33", E::Prefix(P::PrefixTooLong { length: 33 }), 3..5),
        ("5, 10.0.0.256/24", E::Prefix(P::OctetTooLarge { octet: 4, value: 256 }), 10..13),
        ("a, b 10.0.0.1/24", E::NoNumber, 0..1),
        ("b 10.0.0.1/24", E::HostBits(net("10.0.0.0/24")), 2..13),
    ] {
        assert_eq!(parse_needs(text), Err(NeedError { kind, at }), "{text:?}");
    }
    let error = parse_needs(&"1,".repeat(MOST_NEEDS + 1)).unwrap_err();
    assert_eq!(error, NeedError { kind: E::TooMany, at: MOST_NEEDS * 2..MOST_NEEDS * 2 + 1 });
}

/// Whether blocks of these sizes (in addresses) fit beside what is taken, by trying every aligned place for every
/// block.
fn fits(sizes: &[u32], taken: u32) -> bool {
    let Some((&size, rest)) = sizes.split_first() else { return true };
    let block = if size == 32 { u32::MAX } else { (1 << size) - 1 };
    (0..32).step_by(size as usize).any(|place| {
        let here = block << place;
        here & taken == 0 && fits(rest, here | taken)
    })
}

/// The largest block that can be left free, by trying every place for every block.
fn largest_left(sizes: &[u32], taken: u32) -> Option<u32> {
    let Some((&size, rest)) = sizes.split_first() else {
        return [32, 16, 8, 4, 2, 1].into_iter().find(|&size| fits(&[size], taken)).or(Some(0));
    };
    let block = if size == 32 { u32::MAX } else { (1 << size) - 1 };
    let places = (0..32).step_by(size as usize).map(|place| block << place);
    places
        .filter(|here| here & taken == 0)
        .filter_map(|here| largest_left(rest, here | taken))
        .max()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    /// A space of 32 addresses is a set of 32 bits: there is a plan whenever any placement exists, and
    /// none leaves a larger block free.
    #[test]
    fn tight_as_exhaustive_search(
        wanted in proptest::collection::vec(proptest::sample::select(vec![1_u32, 2, 3, 6, 7, 14, 30]), 0..5),
        links in 0_usize..3,
        fixed in proptest::collection::btree_set((0_u32..32, 29_u8..=32), 0..3),
    ) {
        let space = net("192.0.2.32/27");
        let base = space.address().to_bits();
        let mut taken = 0_u32;
        let mut needs = Vec::new();
        for &(offset, length) in &fixed {
            let network = Network::containing(Ipv4Addr::from_bits(base + offset), Mask::new(length).unwrap());
            let bits = (u32::MAX >> (32 - network.total())) << (network.address().to_bits() - base);
            if taken & bits == 0 {
                taken |= bits;
                needs.push(need(Want::Fixed(network)));
            }
        }
        let mut sizes: Vec<u32> = wanted.iter().map(|&hosts| (hosts + 2).next_power_of_two()).collect();
        sizes.extend(std::iter::repeat_n(2, links));
        needs.extend(hosts(&wanted));
        needs.extend(std::iter::repeat_n(need(Want::Block(Mask::LINK)), links));
        prop_assume!(!needs.is_empty());
        sizes.sort_unstable_by(|a, b| b.cmp(a));
        let best = largest_left(&sizes, taken);
        match plan(space, &needs) {
            Ok(plan) => {
                let left = plan.free.iter().map(|free| u32::try_from(free.total()).unwrap()).max();
                prop_assert_eq!(Some(left.unwrap_or(0)), best);
                check(&plan, &needs);
            }
            Err(PlanError::DoesNotFit { .. }) => prop_assert_eq!(best, None),
            Err(error) => prop_assert!(false, "{:?}", error),
        }
    }

    /// Without fixed networks a plan exists exactly when the sum of the blocks is no larger than the space.
    #[test]
    fn fits_exactly_when_the_sum_does(wanted in proptest::collection::vec(1_u32..500, 1..40), length in 16_u8..=24) {
        let space = Network::containing(Ipv4Addr::new(10, 0, 0, 0), Mask::new(length).unwrap());
        let needs = hosts(&wanted);
        let sum: u64 = wanted.iter().map(|&hosts| u64::from((hosts + 2).next_power_of_two())).sum();
        match plan(space, &needs) {
            Ok(plan) => {
                prop_assert!(sum <= space.total());
                prop_assert_eq!(plan.taken(), sum);
                check(&plan, &needs);
                // Packed from the start: what is free lies behind.
                let end = plan.blocks.iter().map(|block| block.network.end()).max().unwrap();
                prop_assert!(plan.free.iter().all(|free| free.address() > end));
            }
            Err(PlanError::DoesNotFit { takes, .. }) => {
                prop_assert_eq!(takes, sum);
                prop_assert!(sum > space.total());
            }
            Err(PlanError::TooLarge { takes, .. }) => prop_assert!(takes > space.total()),
            Err(error) => prop_assert!(false, "{:?}", error),
        }
    }
}

/// What must hold of every plan.
fn check(plan: &Plan, needs: &[Need]) {
    let of: BTreeSet<_> = plan.blocks.iter().map(|block| block.need).collect();
    assert_eq!(of.len(), needs.len(), "each need has one block");
    assert_eq!(plan.blocks.len(), needs.len());
    for (place, block) in plan.blocks.iter().enumerate() {
        assert!(plan.space.covers(block.network));
        match needs[block.need].want {
            Want::Hosts(hosts) => {
                assert!(
                    block.network.usable() >= u64::from(hosts) && block.network.prefix_len() <= 30
                );
                let Size::Hosts { host_bits, short, .. } = block.size else { panic!("{block:?}") };
                assert_eq!(host_bits, block.network.mask().host_bits());
                assert!(short < u64::from(hosts), "one bit less would have done");
            }
            Want::Block(mask) => assert_eq!(block.network.mask(), mask),
            Want::Fixed(network) => {
                assert_eq!((block.network, block.place), (network, Place::Fixed));
            }
        }
        match block.place {
            Place::Fixed => {}
            Place::Start => assert_eq!(block.network.address(), plan.space.address()),
            Place::Behind(before) => {
                assert!(before < place);
                let end = plan.blocks[before].network.end().to_bits();
                assert_eq!(end + 1, block.network.address().to_bits());
            }
            Place::Gap(gap) => assert_eq!(gap.address(), block.network.address()),
        }
    }
    // Blocks and what is free tile the space.
    let blocks = plan.blocks.iter().map(|block| block.network);
    let mut all: Vec<_> = blocks.chain(plan.free.iter().copied()).collect();
    all.sort_unstable();
    assert!(plan.free.is_sorted());
    let mut next = u64::from(plan.space.address().to_bits());
    for network in all {
        assert_eq!(u64::from(network.address().to_bits()), next);
        next = u64::from(network.end().to_bits()) + 1;
    }
    assert_eq!(next, u64::from(plan.space.end().to_bits()) + 1);
    // As few as can be: nothing left to join.
    for pair in plan.free.windows(2) {
        assert_eq!(pair[0].join(pair[1]), None);
    }
}
