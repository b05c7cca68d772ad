use super::bar::bar;
use super::board::{BIT, BORDER, BoardOptions, Geometry, Shaped, board};
use super::map::{CELL, Shown, map};
use super::strip::{Piece, strip};
use crate::{Drawing, Group, Shape, at, num};
use wireglass_core::addr::parse::parse;

use wireglass_core::addr::{Interface, Mask, Network};
use wireglass_text::Lang;

const SHAPES: [Shaped; 3] = [Shaped::Four, Shaped::Two, Shaped::One];

fn interface(text: &str) -> Interface {
    parse(text).expect("an address").interface()
}

fn network(text: &str) -> Network {
    interface(text).network()
}

fn groups(drawing: &Drawing) -> impl Iterator<Item = &Group> {
    drawing.shapes.iter().filter_map(|shape| match shape {
        Shape::Group(group) => Some(group),
        _ => None,
    })
}

/// The words of a group or drawing, in order.
fn words(shapes: &[Shape]) -> Vec<String> {
    shapes
        .iter()
        .flat_map(|shape| match shape {
            Shape::Text(text) => vec![text.content.clone()],
            Shape::Group(group) => words(&group.children),
            _ => Vec::new(),
        })
        .collect()
}

fn drawn(text: &str, shape: Shaped, step: Option<usize>) -> Drawing {
    board(interface(text), &BoardOptions { lang: Lang::En, shape, step })
}

/// A row of the board as text.
fn row(drawing: &Drawing, row: u64) -> String {
    let bits = groups(drawing).filter(|group| group.key.0 == BIT && group.key.1 / 32 == row);
    bits.flat_map(|group| words(&group.children)).collect()
}

#[test]
fn the_board_shows_the_bits() {
    for shape in SHAPES {
        let drawing = drawn("192.168.155.77/26", shape, None);
        let expected = [0xc0a8_9b4d_u32, 0xffff_ffc0, 0xc0a8_9b40, 13, 0xc0a8_9b7f];
        for (bits, index) in expected.into_iter().zip(0..) {
            assert_eq!(row(&drawing, index), format!("{bits:032b}"), "{shape:?}, row {index}");
        }
    }
}

#[test]
fn at_the_edges_too() {
    for (text, network, last) in [
        ("255.255.255.255/0", 0, u32::MAX),
        ("0.0.0.0/32", 0, 0),
        ("10.0.0.1/31", 0x0a00_0000, 0x0a00_0001),
    ] {
        let drawing = drawn(text, Shaped::Four, None);
        assert_eq!(row(&drawing, 2), format!("{network:032b}"), "{text}");
        assert_eq!(row(&drawing, 4), format!("{last:032b}"), "{text}");
    }
}

#[test]
fn steps_of_the_working_come_one_after_another() {
    let shown = |step| {
        let drawing = drawn("10.1.2.3/12", Shaped::Four, Some(step));
        (0..8).filter(|index| !row(&drawing, *index).is_empty()).count()
    };
    assert_eq!((0..=8).map(shown).collect::<Vec<_>>(), (0..=8).collect::<Vec<_>>());
}

#[test]
fn nothing_lies_outside_of_the_board() {
    for shape in SHAPES {
        for step in [None, Some(8)] {
            let geometry = Geometry::of(&BoardOptions { lang: Lang::Zh, shape, step });
            let (width, height) = geometry.size();
            for length in 0..=32 {
                let top = geometry.border(length);
                assert!(top.x >= 0.0 && top.x <= width && top.y >= 0.0 && top.y <= height);
            }
            let last = geometry.bit(if step.is_some() { 7 } else { 4 }, 31);
            assert!(last.x + 24.0 <= width && last.y + 28.0 <= height, "{shape:?} {last:?}");
        }
    }
}

#[test]
fn a_border_is_dragged_to_where_it_is_drawn() {
    for shape in SHAPES {
        let geometry = Geometry::new(shape, 5);
        for length in 0..=32 {
            let place = geometry.border(length);
            let beside = at(place.x + 2.0, place.y + 30.0);
            assert_eq!(geometry.border_at(beside), length, "{shape:?} at {place:?}");
        }
        assert_eq!(geometry.border_at(at(-500.0, -500.0)), 0);
        assert_eq!(geometry.border_at(at(5000.0, 5000.0)), 32);
    }
}

#[test]
fn there_is_one_handle_and_it_says_where_it_is() {
    let drawing = drawn("10.0.0.1/9", Shaped::Four, None);
    let handles: Vec<_> = groups(&drawing).filter(|group| group.key.0 == BORDER).collect();
    assert_eq!(handles.len(), 1);
    assert_eq!(words(&handles[0].children), ["◂ /9 ▸", "network · 9 bits", "host · 23 bits"]);
}

#[test]
fn the_bar_is_to_scale() {
    let drawing = bar([128, 0, 0, 0].into(), 1044.0, Lang::En);
    let width = |index: u64| {
        let class = groups(&drawing).find(|group| group.key.0 == "class" && group.key.1 == index);
        match class.map(|group| &group.children[0]) {
            Some(Shape::Rect { width, .. }) => *width,
            _ => panic!("class {index}"),
        }
    };
    // 1024 pixels for everything, two between neighbours.
    for (index, expected) in [(0, 510.0), (1, 254.0), (2, 126.0), (3, 62.0), (4, 62.0)] {
        assert!((width(index) - expected).abs() < 0.1, "{index}: {}", width(index));
    }
}

#[test]
fn the_map_is_gone_into_and_out_of() {
    let address = interface("192.168.155.77/26").address;
    let mut shown = Shown::ALL;
    let mut seen = vec![shown.network().to_string()];
    while let Some(next) = shown.into(address) {
        assert_eq!(next.out(), Some(shown));
        shown = next;
        seen.push(shown.network().to_string());
    }
    assert_eq!(seen, ["0.0.0.0/0", "192.0.0.0/8", "192.168.0.0/16", "192.168.155.0/24"]);
    assert_eq!(Shown::around(network("10.0.0.0/15")).network(), network("10.0.0.0/8"));
    assert_eq!(Shown::around(network("10.0.0.1/32")).network(), network("10.0.0.0/24"));
}

#[test]
fn every_cell_of_the_map_is_drawn_once_and_one_holds_the_address() {
    for around in ["0.0.0.0/0", "10.0.0.0/8", "192.168.0.0/16", "192.168.155.0/24"] {
        let shown = Shown::around(network(around));
        let drawing = map(interface("192.168.155.77/26"), shown, Lang::En);
        let cells: Vec<_> = groups(&drawing).filter(|group| group.key.0 == CELL).collect();
        assert_eq!(cells.len(), 256);
        let mut places: Vec<_> = cells
            .iter()
            .map(|cell| match cell.children[0] {
                Shape::Rect { at, .. } => (num(at.x / 34.0), num(at.y / 34.0)),
                _ => panic!("a cell is a rectangle"),
            })
            .collect();
        places.sort_unstable();
        places.dedup();
        assert_eq!(places.len(), 256, "{around}: no cell on top of another");
        assert_eq!(places.last(), Some(&(num(15.0), num(15.0))));
        let here = cells.iter().filter(|cell| cell.class.contains("here")).count();
        assert_eq!(here, usize::from(around != "10.0.0.0/8"), "{around}");
    }
}

#[test]
fn what_covers_the_map_fills_it() {
    let shown = Shown::around(network("10.4.0.0/16"));
    let drawing = map(interface("10.4.5.6/8"), shown, Lang::En);
    let whole = drawing.shapes.iter().filter(|shape| {
        matches!(shape, Shape::Rect { width, height, .. } if num(*width) == num(544.0) && num(*height) == num(544.0))
    });
    // 10/8 is private, and the interface's own network.
    assert_eq!(whole.count(), 2);
}

#[test]
fn pieces_are_to_scale_and_in_place() {
    let space = network("10.0.0.0/22");
    let piece = |text: &str| Piece { network: network(text), name: String::new(), free: false };
    let pieces = [piece("10.0.0.0/23"), piece("10.0.3.0/24"), piece("192.168.0.0/24")];
    let drawing = strip(space, &pieces, 1000.0, "x");
    let places: Vec<_> = groups(&drawing)
        .map(|group| match group.children[0] {
            Shape::Rect { at, width, .. } => (at.x, width),
            _ => panic!("a piece is a rectangle"),
        })
        .collect();
    assert_eq!(places, [(0.0, 498.5), (750.0, 248.5)], "what lies outside is left out");
    let all = [Piece { network: Network::ALL, name: "x".into(), free: true }];
    assert_eq!(groups(&strip(Network::ALL, &all, 100.0, "x")).count(), 1, "2^32 addresses");
    assert_eq!(Mask::ZERO.total(), 1 << 32);
}
