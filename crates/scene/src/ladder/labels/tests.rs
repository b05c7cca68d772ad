use super::*;
use crate::{LadderLayout, at, testing};

#[test]
fn slabs_know_when_they_touch() {
    let level =
        |x: f64, y: f64| Slab { middle: at(x, y), unit: at(1.0, 0.0), half: 10.0, thick: 2.0 };
    assert!(level(0.0, 0.0).overlaps(&level(19.0, 3.0)));
    assert!(!level(0.0, 0.0).overlaps(&level(21.0, 0.0)));
    assert!(!level(0.0, 0.0).overlaps(&level(0.0, 4.5)));
    // Their bounding boxes overlap; they do not.
    let slanted = |x: f64, y: f64| Slab { unit: at(0.6, 0.8), ..level(x, y) };
    assert!(!slanted(0.0, 0.0).overlaps(&slanted(6.0, -6.0)));
    assert!(slanted(0.0, 0.0).overlaps(&level(0.0, 0.0)));
}

#[test]
fn no_label_covers_another_or_runs_upside_down() {
    for (name, trace) in testing::everything() {
        for (width, compact) in [(900.0, false), (640.0, false), (390.0, true), (320.0, true)] {
            let options = LadderOptions { width, compact, ..LadderOptions::default() };
            let layout = LadderLayout::new(&trace, &options);
            let mut placed: Vec<Slab> = Vec::new();
            let mut labelled = 0;
            for arrow in &layout.arrows {
                let Some(label) = &arrow.label else { continue };
                labelled += 1;
                assert!(label.unit.x > 0.0);
                let own = slabs(&trace, &options, arrow, label);
                for slab in &own {
                    let hit = placed.iter().find(|other| slab.overlaps(other));
                    assert!(
                        hit.is_none(),
                        "{name} at {width}: {} {slab:?} {hit:?}",
                        arrow.info.label(&trace, 200.0)
                    );
                }
                placed.extend(own);
            }
            assert!(labelled * 2 >= layout.arrows.len(), "{name} at {width}: {labelled}");
        }
    }
}
