//! Hosts, devices and links, as they are written.

use super::FirstIsn;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Where a node is drawn: across and down, in any unit; only how places lie to each other counts.
pub type Place = [i32; 2];

/// A PC or a server.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Host {
    /// Its name, as shown.
    pub name: String,
    /// Its address with its network's prefix, such as `10.0.1.10/24` (without one: /24); `dhcp`
    /// to ask for one; or `none`.
    pub address: String,
    /// The router for everything that is not on its network.
    pub gateway: Option<String>,
    /// Whom it asks for names, by address, best first.
    #[serde(default)]
    pub dns: Vec<String>,
    /// Names it knows by itself, each with its address.
    #[serde(default)]
    pub names: BTreeMap<String, String>,
    /// Whether it is drawn as a server.
    #[serde(default)]
    pub server: bool,
    /// Its MAC address: such as `02:00:00:00:00:0a`. Left out: one of the simulator's.
    pub mac: Option<String>,
    /// Where it is drawn.
    pub place: Option<Place>,
    /// Its first initial sequence number, or `random` (also if left out) or `rfc6528`.
    pub isn: Option<FirstIsn>,
    /// How much later each further connection's is.
    pub isn_step: Option<u32>,
    /// The first port it gives to a socket that did not bind one.
    pub port: Option<u16>,
    /// What only its TCP does otherwise.
    #[serde(default)]
    pub tcp: Tcp,
}

/// A switch. Without a spanning tree, a loop of switches floods without end.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Switch {
    /// Its name, as shown.
    pub name: String,
    /// How many ports it has. Left out: as many as are used, at least eight.
    pub ports: Option<u16>,
    /// How long an address is remembered after it was last heard: such as `300s`.
    pub ageing: Option<String>,
    /// How many addresses it can remember.
    pub table: Option<u32>,
    /// Whether it speaks the spanning tree protocol.
    #[serde(default)]
    pub spanning_tree: bool,
    /// The first half of its identifier in the spanning tree. The switch with the lowest is the
    /// root. Left out: 32768.
    pub priority: Option<u16>,
    /// Where it is drawn.
    pub place: Option<Place>,
}

/// A hub: what comes in at a port goes out at every other.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Hub {
    /// Its name, as shown.
    pub name: String,
    /// How many ports it has. Left out: as many as are used, at least four.
    pub ports: Option<u16>,
    /// Where it is drawn.
    pub place: Option<Place>,
}

/// A modem: it changes the medium and nothing else, and has two ports.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Modem {
    /// Its name, as shown.
    pub name: String,
    /// Where it is drawn.
    pub place: Option<Place>,
}

/// A router.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Router {
    /// Its name, as shown.
    pub name: String,
    /// Its interfaces.
    #[serde(default, rename = "interface")]
    pub interfaces: Vec<Interface>,
    /// Ways to networks it is not on: such as `10.0.3.0/24 via 10.0.2.2`, `default via 10.0.2.1`,
    /// each with `metric 2` behind it if need be.
    #[serde(default)]
    pub routes: Vec<String>,
    /// Whether it tells and learns routes by RIP.
    #[serde(default)]
    pub rip: bool,
    /// The interface whose address it shares among all others (NAT).
    pub nat: Option<String>,
    /// Ports of that address that lead inside: such as `tcp 8080 to 192.168.1.20:80`.
    #[serde(default)]
    pub forwards: Vec<String>,
    /// Where it is drawn.
    pub place: Option<Place>,
}

/// An interface of a router.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Interface {
    /// Its name. Left out: `eth0`, `eth1`…
    pub name: Option<String>,
    /// Its address with its network's prefix: such as `10.0.1.1/24`.
    pub address: String,
}

/// A home router: interface `lan` inside, `wan` outside, with one address outside for all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct HomeRouter {
    /// Its name, as shown.
    pub name: String,
    /// Its address inside: such as `192.168.1.1/24`.
    pub inside: String,
    /// Its address outside: such as `203.0.113.5/24`.
    pub outside: String,
    /// The provider's router.
    pub gateway: Option<String>,
    /// Ports that lead inside: such as `tcp 8080 to 192.168.1.20:80`.
    #[serde(default)]
    pub forwards: Vec<String>,
    /// Where it is drawn.
    pub place: Option<Place>,
}

/// A link. Everything that is left out is as in a good network.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Link {
    /// What it joins: `["PC A", "Switch"]`, or with ports and interfaces,
    /// `["Switch:3", "Router:eth1"]`. Without a port it is the next free one.
    pub ends: Vec<String>,
    /// Propagation delay, one way: such as `40ms`.
    pub delay: Option<String>,
    /// Bits per second each way: such as `10Mbit/s`, or `unlimited`.
    pub bandwidth: Option<String>,
    /// Share of frames lost: such as `5%`.
    pub loss: Option<String>,
    /// Share of frames duplicated.
    pub duplicate: Option<String>,
    /// Share of frames held back so that later ones overtake.
    pub reorder: Option<String>,
    /// How long these are held back: such as `30ms`.
    pub reorder_by: Option<String>,
    /// Share of frames with one byte changed.
    pub corrupt: Option<String>,
    /// The largest IP packet, in bytes.
    pub mtu: Option<u16>,
    /// The most frames that may wait to be sent, each way.
    pub queue: Option<u32>,
    /// `twisted-pair`, `telephone-line`, `fibre` or `radio`.
    pub medium: Option<String>,
}

/// How TCP behaves. What is left out is as the profile has it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Tcp {
    /// Whose defaults: `rfc`, `linux` or `freebsd`.
    pub profile: Option<String>,
    /// The MSS it announces.
    pub mss: Option<u16>,
    /// Its receive buffer in bytes, and so its largest window.
    pub window: Option<u32>,
    /// The maximum segment lifetime: such as `30s`.
    pub msl: Option<String>,
    /// How long an ACK may wait: such as `40ms`; `0ms`: none waits.
    pub delayed_ack: Option<String>,
    /// RTO before the first measurement.
    pub rto_initial: Option<String>,
    /// The least RTO.
    pub rto_min: Option<String>,
    /// The most RTO.
    pub rto_max: Option<String>,
    /// The Nagle algorithm.
    pub nagle: Option<bool>,
    /// Congestion control: `off`, `reno` or `cubic`.
    pub congestion: Option<String>,
    /// The initial window in segments; 0 leaves it to RFC 5681.
    pub initial_window: Option<u8>,
    /// The window scale shift it offers, 0 to 14.
    pub window_scale: Option<u8>,
    /// Whether it offers timestamps.
    pub timestamps: Option<bool>,
    /// What the timestamp clock shows at the beginning.
    pub timestamp_offset: Option<u32>,
    /// Whether it offers selective acknowledgments.
    pub sack: Option<bool>,
    /// Probes of a connection that is silent.
    pub keep_alive: Option<KeepAlive>,
    /// Whether a reset must have exactly the expected number (RFC 5961).
    pub exact_reset: Option<bool>,
    /// Whether a SYN in a connection is challenged (RFC 5961).
    pub challenge_syn: Option<bool>,
}

/// Probes of a connection that is silent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct KeepAlive {
    /// Silence before the first: such as `10s`.
    pub idle: Option<String>,
    /// From one to the next: such as `2s`.
    pub interval: Option<String>,
    /// How many without an answer until it gives up.
    pub probes: Option<u8>,
}
