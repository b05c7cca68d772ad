//! What each runner says at its end, kept word for word, and the numbers in it.

#[cfg(test)]
mod tests;

/// How many tests passed and failed, and the runner's own last lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) passed: usize,
    pub(super) failed: usize,
    pub(super) lines: Vec<String>,
}

impl Tally {
    pub(super) fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.lines.extend(other.lines);
    }
}

/// nextest: `Summary [   0.5s] 20 tests run: 19 passed (1 slow), 1 failed, 0 skipped`.
pub(super) fn nextest(said: &str) -> Tally {
    let line = said.lines().rev().map(str::trim).find(|line| line.starts_with("Summary ["));
    line.map_or_else(Tally::default, |line| Tally {
        passed: before(line, "passed"),
        failed: before(line, "failed") + before(line, "timed out"),
        lines: vec![line.to_owned()],
    })
}

/// libtest, once per binary: `test result: ok. 3 passed; 0 failed; 0 ignored; …`.
pub(super) fn cargo_test(said: &str) -> Tally {
    let results = said.lines().map(str::trim).filter(|line| line.starts_with("test result: "));
    let mut tally = Tally::default();
    for line in results {
        let (passed, failed) = (before(line, "passed"), before(line, "failed"));
        tally.passed += passed;
        tally.failed += failed;
        if passed + failed > 0 {
            tally.lines.push(line.to_owned());
        }
    }
    tally
}

/// Node's `spec` reporter: a line each, `ℹ tests 3`, `ℹ pass 3`, `ℹ fail 0`, …
pub(super) fn node(said: &str) -> Tally {
    let mut tally = Tally::default();
    for line in said.lines() {
        let Some((word, number)) =
            line.strip_prefix("\u{2139} ").and_then(|rest| rest.split_once(' '))
        else {
            continue;
        };
        let number = number.parse().unwrap_or(0);
        match word {
            "pass" => tally.passed = number,
            "fail" => tally.failed = number,
            "cancelled" => tally.failed += number,
            "tests" => tally.lines.clear(),
            "duration_ms" | "skipped" => {}
            _ => continue,
        }
        tally.lines.push(line.to_owned());
    }
    tally
}

/// The number in front of `word`; 0 if there is none.
fn before(line: &str, word: &str) -> usize {
    let Some((head, _)) = line.split_once(&format!(" {word}")) else { return 0 };
    head.split_whitespace().next_back().and_then(|number| number.parse().ok()).unwrap_or(0)
}
