//! What servers have, as it is written.

use super::Content;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A server that gives addresses of its network away.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Dhcp {
    /// The host or router it runs on; with an interface where there are several: `Router:eth1`.
    pub on: String,
    /// The first and the last address to give: such as `10.0.1.100 - 10.0.1.199`.
    pub pool: String,
    /// The gateway to tell.
    pub gateway: Option<String>,
    /// The name servers to tell, best first.
    #[serde(default)]
    pub dns: Vec<String>,
    /// The domain's name to tell.
    pub domain: Option<String>,
    /// How long a lease is: such as `1h`. Left out: a day.
    pub lease: Option<String>,
    /// Hosts, by name or by MAC address, that always get the same address.
    #[serde(default)]
    pub fixed: BTreeMap<String, String>,
}

/// A zone of names, and the host that answers for it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Dns {
    /// The host or router it runs on.
    pub on: String,
    /// Where the zone begins: such as `example.com`; `.` is the root.
    pub zone: String,
    /// How long answers may be kept: such as `1h`. Left out: an hour.
    pub ttl: Option<String>,
    /// Its records, a line each, as in a zone file: `www A 10.0.2.80`, `@ NS ns`,
    /// `mail 60 MX 10 mx`. `@` is the zone itself, a name with a dot behind it is whole, and
    /// `;` begins a remark.
    pub records: String,
}

/// A server that finds names out for others, from the root on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Resolver {
    /// The host or router it runs on.
    pub on: String,
    /// The root servers' names, each with its address.
    #[serde(default)]
    pub roots: BTreeMap<String, String>,
    /// How long to wait for a server: such as `2s`.
    pub timeout: Option<String>,
    /// How many sets of records it keeps.
    pub cache: Option<u32>,
}

/// A server of files (TFTP).
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Tftp {
    /// The host or router it runs on.
    pub on: String,
    /// Its files by name: a text, or a number of bytes.
    #[serde(default)]
    pub files: BTreeMap<String, Content>,
    /// Whether others may write.
    #[serde(default)]
    pub writable: bool,
    /// How long to wait before the last packet goes again: such as `1s`.
    pub timeout: Option<String>,
    /// How many times it goes again.
    pub retries: Option<u8>,
    /// Whether an ACK that comes again is answered with a block: the Sorcerer's Apprentice.
    #[serde(default)]
    pub apprentice: bool,
}

/// A server of pages (HTTP).
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Http {
    /// The host or router it runs on.
    pub on: String,
    /// Its port. Left out: 80.
    pub port: Option<u16>,
    /// Its pages by path: a text, or a number of bytes. A path's ending says of what kind it is;
    /// without one it is HTML.
    #[serde(default)]
    pub pages: BTreeMap<String, Content>,
    /// Whether a connection is kept after an answer, if the client wants it. Left out: yes.
    pub keep_open: Option<bool>,
}

/// A server that tells others their addresses (RARP).
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Rarp {
    /// The host or router it runs on; with an interface where there are several: `Router:eth1`.
    pub on: String,
    /// Hosts, by name or by MAC address, and the address of each.
    #[serde(default)]
    pub table: BTreeMap<String, String>,
}

/// How RIP behaves. What is left out is as RFC 2453 has it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Rip {
    /// How often everything is told: such as `30s`.
    pub update: Option<String>,
    /// After which silence there is no way any more.
    pub timeout: Option<String>,
    /// How long it is told that there is none.
    pub garbage: Option<String>,
    /// What is told where a route was learnt: `none`, `split` or `poisoned`.
    pub horizon: Option<String>,
}
