use super::{run, scenario};
use wireglass_trace::export;

#[test]
fn a_seed_is_a_scenario() {
    assert_eq!(scenario(7), scenario(7));
    assert_ne!(scenario(7), scenario(8));
    assert_eq!(export::hash(run(7).trace()), export::hash(run(7).trace()));
}

#[test]
fn the_batch_holds_what_it_promises() {
    let all: Vec<_> = (0..100).map(scenario).collect();
    assert!(all.iter().any(|s| s.links[0].loss_ppm > 0));
    assert!(all.iter().any(|s| s.links[0].duplicate_ppm > 0));
    assert!(all.iter().any(|s| s.links[0].reorder_ppm > 0));
    assert!(all.iter().any(|s| s.links[0].loss_ppm == 0));
}
