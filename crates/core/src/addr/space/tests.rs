use super::*;
use crate::addr::Mask;
use proptest::prelude::*;

#[test]
fn the_curve_visits_every_cell_once_and_never_jumps() {
    for order in 0..=6_u32 {
        let side = 1_u32 << order;
        let mut seen = vec![false; (side * side) as usize];
        let mut last: Option<(u32, u32)> = None;
        for d in 0..side * side {
            let (x, y) = d2xy(order, d);
            assert!(x < side && y < side);
            assert!(!std::mem::replace(&mut seen[(y * side + x) as usize], true));
            assert_eq!(xy2d(order, x, y), d);
            if let Some((before_x, before_y)) = last {
                assert_eq!(x.abs_diff(before_x) + y.abs_diff(before_y), 1, "order {order}, {d}");
            }
            last = Some((x, y));
        }
    }
}

#[test]
fn the_first_byte_on_the_usual_map() {
    // 16 × 16 cells, one for each first octet, beginning at the top left.
    let at = |octet| cell(4, Ipv4Addr::new(octet, 1, 2, 3));
    assert_eq!(at(0), (0, 0));
    assert_eq!(at(255), (15, 0));
    assert_eq!(at(10), (3, 3));
    assert_eq!(at(127), (7, 8));
    assert_eq!(cell(0, Ipv4Addr::BROADCAST), (0, 0));
    assert_eq!(cell(16, Ipv4Addr::BROADCAST), (65_535, 0));
}

proptest! {
    #[test]
    fn both_ways(d in any::<u32>(), order in 0_u32..=16) {
        let d = if order == 16 { d } else { d & ((1 << (2 * order)) - 1) };
        let (x, y) = d2xy(order, d);
        prop_assert_eq!(xy2d(order, x, y), d);
    }

    /// The rectangle holds exactly the cells of the network's addresses.
    #[test]
    fn a_network_is_a_rectangle(bits in any::<u32>(), length in 0_u8..=12) {
        let order = 6;
        let network = Network::containing(Ipv4Addr::from_bits(bits), Mask::new(length).unwrap());
        let cells = cells(order, network);
        prop_assert_eq!(u64::from(cells.width * cells.height), network.total() >> 20);
        prop_assert!(cells.width == cells.height || cells.width == 2 * cells.height || cells.height == 2 * cells.width);
        for y in 0..1 << order {
            for x in 0..1 << order {
                let inside = (cells.x..cells.x + cells.width).contains(&x)
                    && (cells.y..cells.y + cells.height).contains(&y);
                let first = Ipv4Addr::from_bits(xy2d(order, x, y) << 20);
                prop_assert_eq!(network.contains(first), inside);
            }
        }
    }

    #[test]
    fn a_small_network_is_the_cell_it_lies_in(bits in any::<u32>(), length in 12_u8..=32) {
        let network = Network::containing(Ipv4Addr::from_bits(bits), Mask::new(length).unwrap());
        let (x, y) = cell(6, network.address());
        prop_assert_eq!(cells(6, network), Cells { x, y, width: 1, height: 1 });
    }

    #[test]
    fn zooming_into_a_square(bits in any::<u32>(), zoom in 0_u32..=8) {
        let address = Ipv4Addr::from_bits(bits);
        let (x, y) = cell(8, address);
        let found = square(8, zoom, x, y).unwrap();
        prop_assert!(found.contains(address));
        prop_assert_eq!(u32::from(found.prefix_len()), 2 * zoom);
    }
}
