//! The built-in course, in the order it is taught.

use crate::lesson::Lesson;
use std::sync::LazyLock;

macro_rules! catalog {
    ($($id:literal),* $(,)?) => {
        const FILES: &[(&str, &str)] =
            &[$(($id, include_str!(concat!("../lessons/", $id, ".toml")))),*];
    };
}

catalog![
    "open-and-close",
    "three-segment-close",
    "who-closes-first",
    "half-close",
    "simultaneous-open",
    "simultaneous-close",
    "connection-refused",
    "lost-syn",
    "lost-syn-ack",
    "lost-final-ack",
    "old-duplicate",
    "abort-with-rst",
    "half-open-after-reboot",
    "lost-data",
];

static LESSONS: LazyLock<Vec<Lesson>> = LazyLock::new(|| {
    FILES
        .iter()
        .map(|(id, text)| {
            Lesson::parse(text).unwrap_or_else(|error| panic!("built-in lesson {id}: {error}"))
        })
        .collect()
});

/// The built-in lessons, in the order they are taught.
///
/// # Panics
/// If a built-in lesson does not parse, which a test rules out.
pub fn lessons() -> &'static [Lesson] {
    &LESSONS
}

/// The built-in lesson with this id.
pub fn find(id: &str) -> Option<&'static Lesson> {
    lessons().iter().find(|lesson| lesson.id == id)
}

#[cfg(test)]
mod tests;
