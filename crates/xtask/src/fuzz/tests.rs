use super::{coverage, number_after, telling};

const SAID: &str = "#1\tREAD cov: 3 ft: 4\n#9\tINITED cov: 40 ft: 41\n#12 NEW    cov: 41 ft: 44\n\
     stat::number_of_executed_units: 1234\n";

#[test]
fn libfuzzer_is_understood() {
    assert_eq!(number_after(SAID, "stat::number_of_executed_units:"), Some(1_234));
    assert_eq!(coverage(SAID), (40, 41));
    assert_eq!(coverage("it did not start"), (0, 0));
    assert!(telling("thread '<unnamed>' panicked at src/lib.rs:1:1:"));
}
