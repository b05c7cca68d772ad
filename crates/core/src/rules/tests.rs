use super::*;
use std::collections::BTreeSet;

#[test]
fn ids_are_unique_and_in_kebab_case() {
    let ids: BTreeSet<_> = Rule::ALL.iter().map(|rule| rule.id()).collect();
    assert_eq!(ids.len(), Rule::ALL.len());
    for id in ids {
        assert!(
            id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'),
            "{id}"
        );
        assert!(!id.starts_with('-') && !id.ends_with('-') && !id.contains("--"), "{id}");
    }
}

#[test]
fn a_reason_stays_small() {
    // A million packets must fit in a browser: see `wireglass_trace::Event`.
    assert!(size_of::<Option<Reason>>() <= 24);
}

#[test]
fn citations_read_well_and_link() {
    let rfc = Source::Rfc { number: 9293, section: "3.10.7.3" };
    assert_eq!(rfc.to_string(), "RFC 9293 §3.10.7.3");
    assert_eq!(
        rfc.url().as_deref(),
        Some("https://www.rfc-editor.org/rfc/rfc9293#section-3.10.7.3")
    );
    assert_eq!(Source::Posix { function: "listen" }.to_string(), "POSIX listen()");
    assert_eq!(Source::Model.url(), None);
}
