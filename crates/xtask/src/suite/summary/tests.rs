use super::*;

#[track_caller]
fn counts(tally: &Tally, passed: usize, failed: usize, lines: usize) {
    assert_eq!(
        (tally.passed, tally.failed, tally.lines.len()),
        (passed, failed, lines),
        "{tally:?}"
    );
}

#[test]
fn nextest_is_read() {
    let good = "     Summary [   0.512s] 20 tests run: 20 passed (2 slow), 0 skipped\n";
    counts(&nextest(good), 20, 0, 1);
    let bad =
        "x\n Summary [ 1.0s] 20 tests run: 17 passed, 2 failed, 1 timed out, 3 skipped\n  FAIL a\n";
    counts(&nextest(bad), 17, 3, 1);
    counts(&nextest("error: could not compile"), 0, 0, 0);
}

#[test]
fn libtest_is_added_up() {
    let said = "test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out\n\
                test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out\n\
                test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out\n";
    counts(&cargo_test(said), 5, 1, 2);
}

#[test]
fn node_is_read() {
    let said = "\u{2139} tests 7\n\u{2139} suites 0\n\u{2139} pass 5\n\u{2139} fail 1\n\u{2139} cancelled 1\n\
                \u{2139} skipped 0\n\u{2139} todo 0\n\u{2139} duration_ms 12.5\n\u{2716} failing tests:\n";
    counts(&node(said), 5, 2, 6);
}
