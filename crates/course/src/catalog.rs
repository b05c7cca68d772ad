//! The built-in course, in the order it is taught. The build script has read the files.

use crate::lesson::Lesson;
use std::sync::LazyLock;

/// A part of the course. Networks come before TCP, and each part builds on those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Chapter {
    /// Frames on wires: layers, cables, hubs and switches.
    Link,
    /// Who is who on one network: ARP and its kin.
    Neighbours,
    /// From one network to the next: gateways, routes, TTL, fragments.
    Internet,
    /// What every network offers its hosts: addresses, datagrams, files, names.
    Services,
    /// All of it together.
    Together,
    /// How TCP connections are opened and closed.
    Connections,
    /// What TCP does when something is lost or goes wrong.
    Troubles,
    /// How much TCP sends, and when.
    Flow,
}

impl Chapter {
    /// All of them, in the order they are taught.
    pub const ALL: [Self; 8] = [
        Self::Link,
        Self::Neighbours,
        Self::Internet,
        Self::Services,
        Self::Together,
        Self::Connections,
        Self::Troubles,
        Self::Flow,
    ];

    /// Whether it is about networks rather than about one TCP connection.
    pub const fn is_of_networks(self) -> bool {
        matches!(
            self,
            Self::Link | Self::Neighbours | Self::Internet | Self::Services | Self::Together
        )
    }
}

macro_rules! catalog {
    ($($chapter:ident: [$($id:literal),* $(,)?],)*) => {
        /// Every lesson's chapter, id and file, in the order they are taught.
        const FILES: &[(Chapter, &str, &[u8])] = &[$($((
            Chapter::$chapter,
            $id,
            include_bytes!(concat!(env!("OUT_DIR"), "/", $id, ".lesson")),
        )),*),*];
    };
}

catalog! {
    Connections: [
        "open-and-close",
        "three-segment-close",
        "who-closes-first",
        "half-close",
        "simultaneous-open",
        "simultaneous-close",
        "connection-refused",
    ],
    Troubles: [
        "lost-syn",
        "lost-syn-ack",
        "lost-final-ack",
        "old-duplicate",
        "abort-with-rst",
        "half-open-after-reboot",
        "lost-data",
    ],
    Flow: [
        "window-slides",
        "zero-window",
        "delayed-ack-nagle",
        "rto-backs-off",
        "slow-start",
        "sack-two-holes",
        "sequence-wrap-paws",
        "keep-alive",
        "blind-reset",
    ],
}

static LESSONS: LazyLock<Vec<Lesson>> = LazyLock::new(|| {
    FILES
        .iter()
        .map(|(_, id, bytes)| {
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

/// The chapter of the built-in lesson with this id.
pub fn chapter_of(id: &str) -> Option<Chapter> {
    FILES.iter().find(|(_, lesson, _)| *lesson == id).map(|(chapter, ..)| *chapter)
}

/// The built-in lessons of a chapter, in the order they are taught.
///
/// # Panics
/// As [`lessons`].
pub fn lessons_of(chapter: Chapter) -> impl Iterator<Item = &'static Lesson> {
    let all = FILES.iter().zip(lessons());
    all.filter(move |((of, ..), _)| *of == chapter).map(|(_, lesson)| lesson)
}

#[cfg(test)]
mod tests;
