use super::publish::{Published, replace_section, summary};
use super::{Figures, SOURCES};
use serde_json::{Value, json};

fn found(id: &str, passed: u64) -> Value {
    json!({ "id": id, "command": "c", "passed": passed, "failed": 0, "skipped": 0,
            "figures": [["bytes", "7"]] })
}

#[test]
fn every_piece_of_evidence_has_a_name_of_its_own() {
    let mut ids: Vec<_> = SOURCES.iter().map(|source| source.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), SOURCES.len());
}

#[test]
fn results_are_published_in_order_and_compared() {
    let mut published = Published::default();
    assert!(published.differs(&found("rules", 1), None).is_some(), "nothing is published");
    published.put(found("tshark", 3), None);
    published.put(found("rules", 1), None);
    published.put(found("rules", 2), None);
    assert_eq!(published.differs(&found("rules", 2), None), None);
    let said = published.differs(&found("rules", 3), None).unwrap();
    assert!(said.contains("passed: 2, now 3"), "{said}");
    let markdown = published.markdown();
    assert!(markdown.find("rule book").unwrap() < markdown.find("Wireshark").unwrap());
    assert!(markdown.contains("| 2 passed, 0 failed | bytes: 7 |"), "{markdown}");
}

#[test]
fn figures_of_one_machine_are_left_out() {
    let linux = SOURCES.iter().find(|source| source.id == "linux").unwrap();
    assert!(linux.figures == Figures::Only(&[]));
    assert_eq!(linux.stable(&found("linux", 1))["figures"], json!([]));
}

#[test]
fn the_section_is_replaced_and_the_rest_is_not() {
    let text = "before\n<!-- proof:begin -->\nold\n<!-- proof:end -->\nafter\n";
    let once = replace_section(text, "new\n").unwrap();
    assert_eq!(once, "before\n<!-- proof:begin -->\n\nnew\n<!-- proof:end -->\nafter\n");
    assert_eq!(replace_section(&once, "new").unwrap(), once);
    assert_eq!(replace_section("no marks", "new"), None);
    assert_eq!(
        summary(&json!({ "passed": 2, "failed": 1, "skipped": 3 })),
        "2 passed, 1 failed, 3 skipped"
    );
}
