//! The built-in course, in the order it is taught. The build script has read the files.

use crate::lesson::Lesson;
use std::sync::LazyLock;

macro_rules! catalog {
    ($($id:literal),* $(,)?) => {
        const FILES: &[(&str, &[u8])] =
            &[$(($id, include_bytes!(concat!(env!("OUT_DIR"), "/", $id, ".lesson")))),*];
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
    "window-slides",
    "zero-window",
    "delayed-ack-nagle",
    "rto-backs-off",
    "slow-start",
    "sack-two-holes",
    "sequence-wrap-paws",
    "keep-alive",
    "blind-reset",
];

static LESSONS: LazyLock<Vec<Lesson>> = LazyLock::new(|| {
    FILES
        .iter()
        .map(|(id, bytes)| {
            let file = postcard::from_bytes(bytes).expect("written by the build script");
            Lesson::check(file).unwrap_or_else(|error| panic!("built-in lesson {id}: {error}"))
        })
        .collect()
});

/// The built-in lessons, in the order they are taught.
///
/// # Panics
/// If a built-in lesson makes no sense, which a test rules out.
pub fn lessons() -> &'static [Lesson] {
    &LESSONS
}

/// The built-in lesson with this id.
pub fn find(id: &str) -> Option<&'static Lesson> {
    lessons().iter().find(|lesson| lesson.id == id)
}

#[cfg(test)]
mod tests;
