//! Which questions of a lesson were answered: kept in this browser and nowhere else.

use crate::browser;
use std::collections::BTreeSet;

/// The ids of a lesson's questions that were answered rightly.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Record(BTreeSet<String>);

fn key(lesson: &str) -> String {
    format!("wireglass.answers.{lesson}")
}

impl Record {
    /// As it was left.
    pub(super) fn stored(lesson: &str) -> Self {
        browser::stored(&key(lesson)).map(|text| Self::parse(&text)).unwrap_or_default()
    }

    /// Keeps it; what is empty is not kept.
    pub(super) fn store(&self, lesson: &str) {
        let text = self.text();
        browser::store(&key(lesson), Some(text.as_str()).filter(|text| !text.is_empty()));
    }

    /// Whether a question was answered.
    pub(super) fn has(&self, id: &str) -> bool {
        self.0.contains(id)
    }

    /// With one more.
    pub(super) fn with(&self, id: &str) -> Self {
        let mut next = self.clone();
        next.0.insert(id.to_owned());
        next
    }

    fn parse(text: &str) -> Self {
        Self(text.split_whitespace().map(str::to_owned).collect())
    }

    fn text(&self) -> String {
        self.0.iter().map(String::as_str).collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_read_again() {
        let record = Record::default().with("who-answers").with("ttl").with("ttl");
        assert!(record.has("ttl") && record.has("who-answers") && !record.has("dns"));
        assert_eq!(Record::parse(&record.text()), record);
        assert_eq!(Record::parse("  "), Record::default());
    }
}
