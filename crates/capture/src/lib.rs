//! Captures in and out, and what they reveal.
//!
//! This room turns the bytes of a capture file into an index of its packets,
//! writes packets as pcapng, and (in the observer) infers from a TCP
//! conversation's segments the states both endpoints must have been in. It
//! performs no IO: bytes come in as a slice and go out as a vector.
//!
//! | module     | what it holds                                                       |
//! |------------|---------------------------------------------------------------------|
//! | `read`     | [`read()`], and the index it gives: [`Capture`]                       |
//! | `pcap`     | classic pcap: both byte orders, µs, ns and the modified kind        |
//! | `pcapng`   | sections, interfaces, three kinds of packet blocks, comments        |
//! | `write`    | [`Writer`]: pcapng with nanoseconds, named interfaces and comments  |
//! | [`observer`] | conversations, and the states both their ends must have been in      |
//! | `export`   | [`to_pcapng`]: a trace as a file that Wireshark opens              |
//! | `error`    | [`CaptureError`]: nothing could be read; [`Problem`]: a part could not |
//!
//! ## Reading
//! [`read()`] makes one pass and copies no packet: an entry is 24 bytes and says
//! where in the file its packet lies. A million packets are indexed in a
//! fraction of a second. Times are nanoseconds since 1970 in 64 bits, which
//! ends in 2554; what a file says outside of that is moved to the nearer end.
//!
//! A damaged file is still a file. What lies before the damage is kept, and a
//! [`Problem`] says at which byte and which packet, what was wrong and how much
//! is missing. Only when not even the file's header can be read is there a
//! [`CaptureError`], which also guesses what the file might be instead. Lengths
//! in a file are never believed before they are checked against what is there:
//! nothing is allocated from them and no input makes this panic.
//!
//! Callers refuse files that are too large with [`check_size`] before they load
//! them: [`MAX_BYTES`] is what the index can address,
//! [`MAX_BYTES_IN_BROWSER`] what a page should take.

mod error;
mod export;
pub mod observer;
mod pcap;
mod pcapng;
mod read;
mod write;

#[cfg(test)]
mod build;

pub use error::{CaptureError, FormatName, LooksLike, Part, Problem, ProblemKind};
pub use export::{Vantage, to_pcapng};
pub use read::{
    ByteOrder, Capture, Comment, CommentOn, Format, Interface, MAX_BYTES, MAX_BYTES_IN_BROWSER,
    MAX_PROBLEMS, PacketRef, check_size, is_known_link_type, read,
};
pub use write::{InterfaceId, MAX_PACKET, Packet, WriteError, Writer};
