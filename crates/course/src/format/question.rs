//! Questions, as they are written.

use super::{Both, Cue};
use serde::{Deserialize, Serialize};

/// A question. Either it has choices, or an answer is typed: then `is` or `from_trace` says
/// which is right.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Its id in kebab-case, one of its own in the lesson.
    pub id: String,
    /// The question. Light markup.
    pub text: Both,
    /// It is asked from the step on where this happens. Left out: from the start.
    pub after: Option<Cue>,
    /// What to choose from.
    #[serde(default, rename = "choice")]
    pub choices: Vec<Choice>,
    /// How a typed answer is compared: as a `number`, an `address`, a `mac`, a `name` or a `text`.
    /// Left out: as what is looked up.
    pub kind: Option<String>,
    /// The right answer.
    pub is: Option<String>,
    /// Where in the run the right answer stands.
    pub from_trace: Option<Lookup>,
    /// Why the typed answer is right.
    pub why: Option<Both>,
    /// Wrong answers one can come upon, and what is wrong with them.
    #[serde(default, rename = "mistake")]
    pub mistakes: Vec<Mistake>,
}

/// Something to choose.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// What it says. Light markup.
    pub text: Both,
    /// Whether it is right.
    #[serde(default)]
    pub right: bool,
    /// Why it is right, or what is wrong with it.
    pub why: Both,
}

/// A wrong answer one can come upon.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Mistake {
    /// The answer.
    pub is: Option<String>,
    /// Or where in the run it stands.
    pub from_trace: Option<Lookup>,
    /// What is wrong with it.
    pub why: Both,
}

/// Where something stands in a run. One of `mac`, `address`, `count`, `field`, `row`, `state`
/// and `exit` says what it is; the other keys say of what.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Lookup {
    /// The MAC address of this host, or of a router's interface: `Router:eth1`.
    pub mac: Option<String>,
    /// The address that this host, or a router's interface, has at the end.
    pub address: Option<String>,
    /// How many frames of this kind were sent: such as `ARP request`, or `any`.
    pub count: Option<String>,
    /// The value of a field of a frame: such as `ttl`.
    pub field: Option<String>,
    /// A table: `arp`, `mac`, `routes`, `nat`, `dns` or `leases`.
    pub row: Option<String>,
    /// Of which kind the frame is whose field is meant.
    pub of: Option<String>,
    /// Sent by this node; for a row: the node whose table it is.
    pub from: Option<String>,
    /// Arrived at this node.
    pub at: Option<String>,
    /// On the link between these two.
    pub link: Vec<String>,
    /// The how-manieth frame, counted from 1. Left out: the first.
    pub nth: Option<u32>,
    /// For which address, MAC address or host the row is.
    pub key: Option<String>,
}
