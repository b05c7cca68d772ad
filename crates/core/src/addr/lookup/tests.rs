use super::*;
use crate::addr::Mask;
use proptest::prelude::*;

fn net(text: &str) -> Network {
    let (address, length) = text.split_once('/').unwrap();
    let mask = Mask::new(length.parse().unwrap()).unwrap();
    Network::exact(address.parse().unwrap(), mask).expect(text)
}

fn table(rows: &[(&str, u32)]) -> RoutingTable<usize> {
    let rows = rows.iter().enumerate();
    rows.map(|(next, &(network, metric))| Route { network: net(network), metric, next }).collect()
}

#[test]
fn the_longest_match_wins_wherever_it_stands() {
    let table = table(&[
        ("0.0.0.0/0", 0),
        ("10.0.0.0/8", 0),
        ("10.1.0.0/16", 0),
        ("10.1.2.0/24", 0),
        ("10.1.2.3/32", 0),
        ("10.1.0.0/17", 0),
    ]);
    for (destination, row) in [
        ("8.8.8.8", 0),
        ("10.200.0.1", 1),
        ("10.1.200.1", 2),
        ("10.1.2.4", 3),
        ("10.1.2.3", 4),
        ("10.1.127.255", 5),
        ("255.255.255.255", 0),
        ("0.0.0.0", 0),
    ] {
        let destination = destination.parse().unwrap();
        assert_eq!(table.position(destination), Some(row), "{destination}");
        assert_eq!(table.lookup(destination).map(|route| route.next), Some(row));
    }
}

#[test]
fn every_row_says_why() {
    let table = table(&[
        ("10.1.0.0/16", 5),
        ("10.0.0.0/8", 0),
        ("10.1.0.0/16", 2),
        ("10.1.0.0/16", 2),
        ("192.168.0.0/16", 0),
        ("10.1.4.0/24", 0),
    ]);
    let found = table.explain("10.1.5.9".parse().unwrap());
    assert_eq!(found.winner, Some(2));
    let outcomes: Vec<_> = found.rows.iter().map(|row| row.outcome).collect();
    assert_eq!(
        outcomes,
        [
            Outcome::HigherMetric { metric: 5, winner: 2 },
            Outcome::Shorter { length: 8, winner: 16 },
            Outcome::Wins,
            Outcome::Later,
            // 00001010 and 11000000: the first bit differs already.
            Outcome::Differs { bit: 0 },
            // .4 and .5: the last bit of the third octet.
            Outcome::Differs { bit: 23 },
        ]
    );
    assert_eq!(found.rows[5].masked, Ipv4Addr::new(10, 1, 5, 0));
}

#[test]
fn nothing_matches() {
    let mut table = table(&[("10.0.0.0/8", 0), ("172.16.0.0/12", 0)]);
    let found = table.explain("11.0.0.1".parse().unwrap());
    assert_eq!(found.winner, None);
    assert!(found.rows.iter().all(|row| matches!(row.outcome, Outcome::Differs { .. })));
    assert_eq!(RoutingTable::<()>::new().explain(Ipv4Addr::LOCALHOST).rows, []);
    table.add(Route { network: Network::ALL, metric: 0, next: 9 });
    assert_eq!(table.lookup("11.0.0.1".parse().unwrap()).map(|route| route.next), Some(9));
    table.retain(|route| route.network != Network::ALL);
    assert_eq!(table.lookup("11.0.0.1".parse().unwrap()), None);
    assert_eq!(table.routes().len(), 2);
}

proptest! {
    /// Against the definition, with text for bits: a row matches when its prefix begins the address.
    #[test]
    fn agrees_with_prefixes_of_text(
        rows in proptest::collection::vec((0_u32..16, 0_u8..=6, 0_u32..3), 0..12),
        destination in 0_u32..16,
    ) {
        // Small numbers at the top of the address, so that rows often match and often tie.
        let address = Ipv4Addr::from_bits(destination << 28);
        let table: RoutingTable<()> = rows.iter().map(|&(bits, length, metric)| Route {
            network: Network::containing(Ipv4Addr::from_bits(bits << 28), Mask::new(length).unwrap()),
            metric,
            next: (),
        }).collect();
        let text = format!("{:032b}", address.to_bits());
        let prefix = |route: &Route<()>| {
            let text = format!("{:032b}", route.network.address().to_bits());
            text[..usize::from(route.network.prefix_len())].to_owned()
        };
        let mut best: Option<usize> = None;
        for (place, route) in table.routes().iter().enumerate() {
            if !text.starts_with(&prefix(route)) {
                continue;
            }
            let better = best.is_none_or(|best| {
                let best = &table.routes()[best];
                let (mine, theirs) = (prefix(route).len(), prefix(best).len());
                mine > theirs || mine == theirs && route.metric < best.metric
            });
            if better {
                best = Some(place);
            }
        }
        let found = table.explain(address);
        prop_assert_eq!(found.winner, best);
        for (place, (row, route)) in found.rows.iter().zip(table.routes()).enumerate() {
            prop_assert_eq!(row.outcome == Outcome::Wins, Some(place) == best);
            let matches = text.starts_with(&prefix(route));
            let differs = matches!(row.outcome, Outcome::Differs { .. });
            prop_assert_eq!(matches, !differs);
        }
    }
}
