//! The built-in course, in the order it is taught. The build script has read the files.
//!
//! Lessons of networks are a list of their own: they, and what builds their scenarios, are only
//! carried by a page that asks for them. What a list of lessons shows is on their [`Card`]s.

use crate::build::Parts;
use crate::format::Both;
use crate::lesson::Lesson;
use serde::Deserialize;
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

/// What a list of lessons shows of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Its id, in kebab-case.
    pub id: &'static str,
    /// The chapter it is taught in.
    pub chapter: Chapter,
    /// Its title.
    pub title: Both,
    /// One sentence about it.
    pub summary: Both,
}

/// A lesson's words on its card, as the build script packs them.
#[derive(Deserialize)]
struct Words {
    title: Both,
    summary: Both,
}

type Packed = &'static [(&'static str, &'static [u8])];

/// Lists of lessons by chapter: their cards, and themselves.
macro_rules! catalog {
    ($cards:ident, $lessons:ident: $($chapter:ident: [$($id:literal),* $(,)?],)*) => {
        const $cards: &[(Chapter, &str, &[u8])] = &[$($((
            Chapter::$chapter,
            $id,
            include_bytes!(concat!(env!("OUT_DIR"), "/", $id, ".card")),
        )),*),*];
        const $lessons: Packed = &[
            $($(($id, include_bytes!(concat!(env!("OUT_DIR"), "/", $id, ".lesson")))),*),*
        ];
    };
}

catalog! {
    CARDS_OF_NETWORKS, NETWORKS:
    Link: [
        "layers-and-encapsulation",
        "two-pcs-and-a-cable",
        "hub-against-switch",
        "how-a-switch-learns",
        "broadcast-storm",
    ],
    Neighbours: [
        "first-ping",
        "arp-cache",
        "rarp",
    ],
    Internet: [
        "two-networks-one-switch",
        "default-gateway",
        "mac-changes-ip-does-not",
        "ttl-and-traceroute",
        "routing-and-longest-match",
        "fragmentation",
    ],
    Services: [
        "dhcp",
        "udp-letter-tcp-call",
        "udp-broadcast",
        "datagram-size-limit",
        "tftp",
        "dns",
    ],
    Together: [
        "web-request",
        "home-network",
    ],
}

catalog! {
    CARDS_OF_LINKS, LINKS:
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

static CARDS: LazyLock<Vec<Card>> = LazyLock::new(|| {
    let card = |(chapter, id, bytes): &(Chapter, &'static str, &[u8])| {
        let Words { title, summary } =
            postcard::from_bytes(bytes).expect("written by the build script");
        Card { id, chapter: *chapter, title, summary }
    };
    CARDS_OF_NETWORKS.iter().chain(CARDS_OF_LINKS).map(card).collect()
});
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

/// The card of every lesson, in the order they are taught.
///
/// # Panics
/// If what the build script wrote cannot be read, which a test rules out.
pub fn cards() -> &'static [Card] {
    &CARDS
}

/// The cards of a chapter, in the order they are taught.
///
/// # Panics
/// As [`cards`].
pub fn cards_of(chapter: Chapter) -> impl Iterator<Item = &'static Card> {
    cards().iter().filter(move |card| card.chapter == chapter)
}

/// The chapter of the built-in lesson with this id.
pub fn chapter_of(id: &str) -> Option<Chapter> {
    let mut all = CARDS_OF_NETWORKS.iter().chain(CARDS_OF_LINKS);
    all.find(|(_, lesson, _)| *lesson == id).map(|(chapter, ..)| *chapter)
}

#[cfg(test)]
mod tests;
