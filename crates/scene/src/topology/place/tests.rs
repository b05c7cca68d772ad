use super::{CROWD, place};
use crate::Point;
use proptest::prelude::*;

fn shown(places: &[Point]) -> Vec<String> {
    places.iter().map(|place| format!("{:.1} {:.1}", place.x, place.y)).collect()
}

/// Networks as a learner meets them: what stands where.
#[test]
fn known_networks() {
    for (what, nodes, links, expected) in [
        ("one node", 1, vec![], vec!["0.0 0.0"]),
        ("a cable", 2, vec![[0, 1]], vec!["0.0 0.0", "1.0 0.0"]),
        (
            "a star of four around a switch: two on each side",
            5,
            vec![[0, 4], [1, 4], [2, 4], [3, 4]],
            vec!["0.0 0.0", "2.0 0.0", "0.0 1.0", "2.0 1.0", "1.0 0.5"],
        ),
        (
            "two PCs, switch, router, two servers",
            6,
            vec![[0, 2], [1, 2], [2, 3], [3, 4], [3, 5]],
            vec!["0.0 0.0", "0.0 1.0", "1.0 0.5", "2.0 0.5", "3.0 0.0", "3.0 1.0"],
        ),
        ("two that are not connected", 2, vec![], vec!["0.0 0.0", "0.0 1.5"]),
    ] {
        assert_eq!(shown(&place(nodes, &links)), expected, "{what}");
    }
}

#[test]
fn links_that_join_nothing_count_for_nothing() {
    assert_eq!(shown(&place(2, &[[0, 0], [0, 1], [0, 7], [1, 0]])), shown(&place(2, &[[0, 1]])),);
    assert!(place(0, &[[0, 1]]).is_empty());
}

proptest! {
    #[test]
    fn nodes_keep_their_distance(nodes in 1_usize..60, seed in prop::collection::vec((0_usize..60, 0_usize..60), 0..90)) {
        let links: Vec<[usize; 2]> = seed.into_iter().map(|(a, b)| [a, b]).collect();
        let places = place(nodes, &links);
        prop_assert_eq!(places.len(), nodes);
        for (index, a) in places.iter().enumerate() {
            prop_assert!(a.x.is_finite() && a.y.is_finite() && a.x >= 0.0 && a.y >= -1e-9);
            for b in &places[index + 1..] {
                prop_assert!(a.distance(*b) > 0.999, "{a:?} and {b:?}");
            }
        }
        prop_assert_eq!(shown(&places), shown(&place(nodes, &links)));
    }

    #[test]
    fn a_tree_has_no_link_longer_than_a_column(parents in prop::collection::vec(0_usize..1000, 1..80)) {
        let links: Vec<[usize; 2]> =
            parents.iter().enumerate().map(|(index, parent)| [parent % (index + 1), index + 1]).collect();
        // With a crowd, columns are as wide as it.
        let around = |node| links.iter().filter(|ends| ends.contains(&node)).count();
        prop_assume!((0..=links.len()).all(|node| around(node) <= CROWD));
        let places = place(links.len() + 1, &links);
        for [a, b] in links {
            prop_assert!(((places[a].x - places[b].x).abs() - 1.0).abs() < 1e-9);
        }
    }

    /// Whoever has a crowd is in the middle of it, and the whole is neither a strip nor a tower.
    #[test]
    fn a_crowd_stands_around_its_switch(sizes in prop::collection::vec(13_usize..40, 1..8)) {
        // The switches in a row, then all PCs.
        let mut links: Vec<[usize; 2]> = (1..sizes.len()).map(|switch| [switch - 1, switch]).collect();
        let mut next = sizes.len();
        for (switch, size) in sizes.iter().enumerate() {
            links.extend((next..next + size).map(|pc| [switch, pc]));
            next += size;
        }
        let places = place(next, &links);
        for (index, a) in places.iter().enumerate() {
            for b in &places[index + 1..] {
                prop_assert!(a.distance(*b) > 0.999, "{a:?} and {b:?}");
            }
        }
        for (switch, place) in places.iter().take(sizes.len()).enumerate() {
            let of_crowd = links.iter().filter(|link| link[0] == switch && link[1] >= sizes.len());
            let rows: Vec<f64> = of_crowd.map(|link| places[link[1]].y - place.y).collect();
            prop_assert!(rows.iter().any(|y| *y < 0.0) && rows.iter().any(|y| *y > 0.0));
        }
        let most = |pick: fn(&Point) -> f64| places.iter().map(pick).fold(0.0, f64::max) + 1.0;
        let shape = most(|place| place.x) / most(|place| place.y);
        prop_assert!((0.3..3.4).contains(&shape), "{shape}");
    }
}
