use super::*;

#[test]
fn the_furthest_place_counts() {
    let mut progress = Progress::default();
    assert!(!progress.note("a", 0, 10), "opening is not beginning");
    assert_eq!(progress.of("a"), None);
    assert!(progress.note("a", 3, 10));
    assert!(!progress.note("a", 2, 10));
    assert_eq!(progress.of("a"), Some(30));
    assert!(progress.note("a", 10, 10) && progress.is_done("a"));
    assert!(!progress.note("b", 1, 0) && !progress.is_done("b"));
}

#[test]
fn what_is_kept_is_read_again_and_damage_costs_what_is_damaged() {
    let mut progress = Progress::default();
    progress.note("first-ping", 1, 3);
    progress.note("dns", 8, 8);
    assert_eq!(Progress::parse(&progress.text()), progress);
    let damaged = Progress::parse("first-ping=33\n=\nx\ny=999\ndns=100\n");
    assert_eq!(damaged.of("dns"), Some(100));
    assert_eq!(
        (damaged.of("first-ping"), damaged.of("x"), damaged.of("y")),
        (Some(33), None, None)
    );
}
