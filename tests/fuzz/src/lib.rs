//! What is fuzzed: every parser, command lines too, and the TCP endpoint.
//!
//! Each target takes any bytes and returns. It panics where something that is
//! promised does not hold: reading never panics, what was written reads back
//! the same, places and lengths lie within what was given, and the endpoint
//! keeps its invariants whatever arrives. The build checks overflow and debug
//! assertions; the run bounds memory and time for each input.
//!
//! `cargo xtask fuzz` runs them. The inputs that are kept are in `corpus`, one
//! directory for each target: real frames from the lessons, and what fuzzing
//! found that reaches further, minimised.
#![forbid(unsafe_code)]

mod addresses;
mod captures;
mod endpoint;
mod formats;
mod messages;
mod shell;

/// A target: takes any bytes, panics if something is wrong.
pub type Target = fn(&[u8]);

/// Every target and its name.
pub const TARGETS: [(&str, Target); 24] = [
    ("address", addresses::address),
    ("needs", addresses::needs),
    ("ethernet", formats::ethernet),
    ("arp", formats::arp),
    ("ipv4", formats::ipv4),
    ("ipv6", formats::ipv6),
    ("tcp", formats::tcp),
    ("tcp-options", formats::tcp_options),
    ("udp", messages::udp),
    ("icmp", messages::icmp),
    ("igmp", messages::igmp),
    ("stp", messages::stp),
    ("rip", messages::rip),
    ("dns", messages::dns),
    ("dhcp", messages::dhcp),
    ("tftp", messages::tftp),
    ("dissect", formats::dissect),
    ("pcap", captures::pcap),
    ("pcapng", captures::pcapng),
    ("observer", captures::observer),
    ("lesson", captures::lesson),
    ("packetdrill", captures::packetdrill),
    ("shell", shell::line),
    ("endpoint", endpoint::run),
];

/// The target of this name.
pub fn target(name: &str) -> Option<Target> {
    TARGETS.iter().find(|(known, _)| *known == name).map(|(_, target)| *target)
}

#[cfg(test)]
mod tests;
