//! The built-in course, in the order it is taught. The build script has read the files.
//!
//! Lessons of networks are a list of their own: what builds their scenarios is only carried by
//! a page that asks for them. [`cards`] tells of both without either.

use crate::build::Parts;
use crate::format::Both;
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

macro_rules! packed {
    ($extension:literal: $($chapter:ident: [$($id:literal),* $(,)?],)*) => {
        &[$($((
            Chapter::$chapter,
            $id,
            include_bytes!(concat!(env!("OUT_DIR"), "/", $id, $extension)),
        )),*),*]
    };
}

macro_rules! catalog {
    (networks { $($networks:tt)* } links { $($links:tt)* }) => {
        /// Networks.
        const NETWORKS: Packed = packed![".lesson": $($networks)*];
        /// Two hosts and a link.
        const LINKS: Packed = packed![".lesson": $($links)*];
        /// What a list of lessons tells of each, in the order they are taught.
        const CARDS: Packed = packed![".card": $($networks)* $($links)*];
    };
}

/// Chapter, id and what the build script has written.
type Packed = &'static [(Chapter, &'static str, &'static [u8])];

catalog! {
    networks {
    }
    links {
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
}

static LESSONS: LazyLock<Vec<Lesson>> = LazyLock::new(|| unpack(LINKS, Parts::NONE));
static OF_NETWORKS: LazyLock<Vec<Lesson>> = LazyLock::new(|| unpack(NETWORKS, Parts::ALL));
static TOLD: LazyLock<Vec<Card>> = LazyLock::new(|| {
    let card = |(chapter, id, bytes): &(Chapter, &'static str, &[u8])| {
        let (title, summary): (Option<Both>, Option<Both>) =
            postcard::from_bytes(bytes).expect("written by the build script");
        let known = |text: Option<Both>| text.expect("a lesson has a title and a summary");
        Card { id, chapter: *chapter, title: known(title), summary: known(summary) }
    };
    CARDS.iter().map(card).collect()
});

fn unpack(packed: Packed, parts: Parts) -> Vec<Lesson> {
    let lesson = |(_, id, bytes): &(Chapter, &str, &[u8])| {
        let file = postcard::from_bytes(bytes).expect("written by the build script");
        Lesson::check(file, parts)
            .unwrap_or_else(|errors| panic!("built-in lesson {id}: {errors:?}"))
    };
    packed.iter().map(lesson).collect()
}

/// What a list of lessons tells of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// The lesson's id.
    pub id: &'static str,
    /// The part of the course it belongs to.
    pub chapter: Chapter,
    /// Its title.
    pub title: Both,
    /// What it is about, in one sentence. Light markup.
    pub summary: Both,
}

/// The whole course, in the order it is taught.
///
/// # Panics
/// If the build script wrote nonsense, which a test rules out.
pub fn cards() -> &'static [Card] {
    &TOLD
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

/// The chapter of the built-in lesson with this id.
pub fn chapter_of(id: &str) -> Option<Chapter> {
    CARDS.iter().find(|(_, lesson, _)| *lesson == id).map(|(chapter, ..)| *chapter)
}

#[cfg(test)]
mod tests;
