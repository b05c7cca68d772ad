//! The built-in course, in the order it is taught. The build script has read the files.
//!
//! Lessons of networks are a list of their own: what builds their scenarios is only carried by
//! a page that asks for them.

use crate::build::Parts;
use crate::lesson::Lesson;
use std::sync::LazyLock;

macro_rules! catalog {
    ($($id:literal),* $(,)?) => {
        &[$(($id, include_bytes!(concat!(env!("OUT_DIR"), "/", $id, ".lesson")))),*]
    };
}

type Packed = &'static [(&'static str, &'static [u8])];

/// Two hosts and a link.
const LINKS: Packed = catalog![
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

/// Networks.
const NETWORKS: Packed = catalog![
    "layers-and-encapsulation",
    "two-pcs-and-a-cable",
    "hub-against-switch",
    "how-a-switch-learns",
    "first-ping",
];

static LESSONS: LazyLock<Vec<Lesson>> = LazyLock::new(|| unpack(LINKS, Parts::NONE));
static OF_NETWORKS: LazyLock<Vec<Lesson>> = LazyLock::new(|| unpack(NETWORKS, Parts::ALL));

fn unpack(packed: Packed, parts: Parts) -> Vec<Lesson> {
    let lesson = |(id, bytes): &(&str, &[u8])| {
        let file = postcard::from_bytes(bytes).expect("written by the build script");
        Lesson::check(file, parts)
            .unwrap_or_else(|errors| panic!("built-in lesson {id}: {errors:?}"))
    };
    packed.iter().map(lesson).collect()
}

/// The built-in lessons of two hosts and a link, in the order they are taught.
///
/// # Panics
/// If a built-in lesson makes no sense, which a test rules out.
pub fn lessons() -> &'static [Lesson] {
    &LESSONS
}

/// The built-in lessons of networks, in the order they are taught.
///
/// # Panics
/// If a built-in lesson makes no sense, which a test rules out.
pub fn networks() -> &'static [Lesson] {
    &OF_NETWORKS
}

/// The lesson of two hosts and a link with this id.
pub fn find(id: &str) -> Option<&'static Lesson> {
    lessons().iter().find(|lesson| lesson.id == id)
}

/// The lesson with this id, of a link or of a network.
pub fn find_any(id: &str) -> Option<&'static Lesson> {
    find(id).or_else(|| networks().iter().find(|lesson| lesson.id == id))
}

#[cfg(test)]
mod tests;
