use super::{Coverage, drivers, run};
use wireglass_core::rules::Rule;

#[test]
fn every_rule_is_produced() {
    let coverage = run();
    let problems = coverage.problems();
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
    assert_eq!(coverage.by.len(), Rule::ALL.len());
}

#[test]
fn an_empty_run_would_be_noticed() {
    let nothing = Coverage::default();
    assert_eq!(nothing.missing().len(), Rule::ALL.len());
    assert_eq!(nothing.problems().len(), Rule::ALL.len());
}

#[test]
fn drivers_have_names_of_their_own() {
    let mut names: Vec<_> = drivers().map(|driver| driver.name).collect();
    let all = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all);
}
