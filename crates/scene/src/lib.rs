//! Layout: a trace and a position go in, shapes come out.
//!
//! Every diagram of the player is made here as a *display list* ([`Shape`]):
//! lines, paths, rectangles, circles and texts, in groups that know what they
//! stand for ([`Target`]) and what a screen reader should call them. Two thin
//! renderers consume it: the page's, and [`svg`], which writes a file. So what
//! is saved is what was seen, and what is seen can be tested without a browser.
//!
//! | module       | what it draws                                                       |
//! |--------------|---------------------------------------------------------------------|
//! | [`mod@ladder`] | the time-sequence diagram: lifelines, segments, timers, the present |
//! | [`layers`]   | a frame as boxes in boxes, and what a hop changes in it             |
//! | [`mod@follow`] | the whole way of one packet                                       |
//! | [`mod@stack`] | the four layers of all who are on a packet's way                    |
//! | [`fsm`]      | the eleven states and the path each side took                       |
//! | [`packet`]   | a header as its RFC draws it, and the rows of the byte view         |
//! | [`mod@plot`] | windows and times over model time                                   |
//! | [`addr`]     | the address lab: bits, maps of the space, plans, ports              |
//! | [`mod@topology`] | the map of a network, with what is under way on it              |
//! | [`draft`]    | a network under construction                                       |
//! | [`timeline`] | the scrubber's ticks                                                |
//! | [`svg`]      | any drawing as a file, light or dark                                |
//!
//! Rules of this room:
//!
//! * Pure. A drawing is a function of *(trace, options, position, selection)*.
//!   Position `n` reached in any way gives the same shapes.
//! * Geometry is the only place with floating point, and it uses nothing but
//!   `+ − × ÷`, comparison and `sqrt`, all of which IEEE 754 fixes to the last
//!   bit; coordinates are written in tenths ([`num`]). So an SVG is the same,
//!   byte for byte, native and wasm.
//! * No colours: shapes carry [`Classes`], and style sheets know what they look
//!   like. No meaning is carried by colour alone: each [`Role`] has its own
//!   head, weight or dash.
//! * Few words: the protocol's own terms (SYN, ack, ESTABLISHED) are not
//!   translated; the rest is `text`'s, by language.

pub mod addr;
mod class;
pub mod draft;
mod flight;
pub mod follow;
pub mod fsm;
pub mod ladder;
pub mod layers;
pub mod measure;
pub mod packet;
pub mod plot;
mod role;
mod shape;
mod sides;
pub mod stack;
pub mod svg;
pub mod timeline;
pub mod topology;
mod traffic;

pub use class::{Classes, family_class, role_class, state_class};
pub use flight::{Fate, Flights, Moment, UnderWay};
pub use ladder::{Ladder, LadderLayout, LadderOptions, View, ladder};
pub use role::{Role, frame_role, is_retransmission, step_role};
pub use shape::{
    Anchor, Decimal, Drawing, Group, Key, Op, Point, Shape, Target, Text, at, fine, num, path_data,
};
pub use sides::{primary_socket, sides};
pub use topology::{MapPacket, Topology, TopologyLayout, TopologyOptions, TopologyView, topology};
pub use traffic::{Facts, Filter, Protocol, Traffic};

#[cfg(test)]
mod golden;
#[cfg(test)]
mod testing;
