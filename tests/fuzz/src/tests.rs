use super::TARGETS;
use std::path::Path;

/// Every input that is kept is run, by every toolchain, without libFuzzer.
#[test]
fn the_corpus_still_passes() {
    for (name, target) in TARGETS {
        let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(name);
        let mut inputs = 0;
        for entry in std::fs::read_dir(&directory).expect("each target has a corpus") {
            target(&std::fs::read(entry.expect("readable").path()).expect("readable"));
            inputs += 1;
        }
        assert!(inputs > 0, "{name} has no corpus");
    }
}

#[test]
fn nothing_at_all_is_a_fine_input() {
    for (_, target) in TARGETS {
        target(&[]);
    }
}
