//! The file, as serde reads it. Field for field what an author writes.
//!
//! The build script shares this file: it turns the built-in lessons into a compact form.

use serde::de::{Error, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// A text in both languages. Neither may be missing.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Both {
    /// English.
    pub en: String,
    /// Simplified Chinese.
    pub zh: String,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct File {
    pub(crate) id: String,
    pub(crate) title: Both,
    pub(crate) summary: Both,
    pub(crate) intro: Both,
    /// Settings to offer first, by id.
    #[serde(default)]
    pub(crate) controls: Vec<String>,
    #[serde(default)]
    pub(crate) seed: u64,
    #[serde(default)]
    pub(crate) arp: bool,
    #[serde(default)]
    pub(crate) view: View,
    #[serde(default)]
    pub(crate) link: Link,
    #[serde(rename = "host")]
    pub(crate) hosts: Vec<Host>,
    #[serde(default)]
    pub(crate) tcp: Tcp,
    #[serde(default, rename = "program")]
    pub(crate) programs: Vec<Program>,
    #[serde(default, rename = "fault")]
    pub(crate) faults: Vec<Fault>,
    #[serde(default, rename = "action")]
    pub(crate) actions: Vec<Action>,
    #[serde(default, rename = "inject")]
    pub(crate) injections: Vec<Inject>,
    #[serde(default, rename = "note")]
    pub(crate) notes: Vec<Note>,
    #[serde(default, rename = "variant")]
    pub(crate) variants: Vec<Variant>,
    #[serde(default, rename = "side_by_side")]
    pub(crate) side_by_side: Vec<SideBySide>,
}

/// What the player shows besides the ladder.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct View {
    pub(crate) plot: Option<String>,
}

#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Link {
    pub(crate) delay: Option<String>,
    pub(crate) bandwidth: Option<String>,
    pub(crate) loss: Option<String>,
    pub(crate) duplicate: Option<String>,
    pub(crate) reorder: Option<String>,
    pub(crate) corrupt: Option<String>,
}

/// A host's first initial sequence number, or the word for how it is chosen: as text.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct FirstIsn(pub(crate) String);

impl<'de> Deserialize<'de> for FirstIsn {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NumberOrWord;

        impl Visitor<'_> for NumberOrWord {
            type Value = FirstIsn;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number from 0 to 4294967295, \"random\" or \"rfc6528\"")
            }

            fn visit_i64<E: Error>(self, number: i64) -> Result<FirstIsn, E> {
                let number = u32::try_from(number);
                let wrong = |_| E::invalid_value(Unexpected::Other("another number"), &self);
                number.map(|number| FirstIsn(number.to_string())).map_err(wrong)
            }

            fn visit_str<E: Error>(self, word: &str) -> Result<FirstIsn, E> {
                Ok(FirstIsn(word.to_owned()))
            }
        }

        // In a file it is either; what the build script packs does not say which, and is text.
        if deserializer.is_human_readable() {
            deserializer.deserialize_any(NumberOrWord)
        } else {
            String::deserialize(deserializer).map(FirstIsn)
        }
    }
}

#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Host {
    pub(crate) name: String,
    pub(crate) address: String,
    pub(crate) isn: Option<FirstIsn>,
    pub(crate) isn_step: Option<u32>,
    pub(crate) port: Option<u16>,
    /// What only this host does otherwise.
    #[serde(default)]
    pub(crate) tcp: Tcp,
}

#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Tcp {
    pub(crate) profile: Option<String>,
    pub(crate) mss: Option<u16>,
    pub(crate) window: Option<u32>,
    pub(crate) msl: Option<String>,
    pub(crate) delayed_ack: Option<String>,
    pub(crate) rto_initial: Option<String>,
    pub(crate) rto_min: Option<String>,
    pub(crate) rto_max: Option<String>,
    pub(crate) nagle: Option<bool>,
    pub(crate) congestion: Option<String>,
    pub(crate) initial_window: Option<u8>,
    pub(crate) window_scale: Option<u8>,
    pub(crate) timestamps: Option<bool>,
    pub(crate) timestamp_offset: Option<u32>,
    pub(crate) sack: Option<bool>,
    pub(crate) keep_alive: Option<KeepAlive>,
    pub(crate) exact_reset: Option<bool>,
    pub(crate) challenge_syn: Option<bool>,
}

#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct KeepAlive {
    pub(crate) idle: Option<String>,
    pub(crate) interval: Option<String>,
    pub(crate) probes: Option<u8>,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Program {
    pub(crate) host: String,
    pub(crate) start: Option<String>,
    pub(crate) pace: Option<String>,
    pub(crate) calls: Vec<String>,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Fault {
    pub(crate) from: Option<String>,
    pub(crate) flags: Option<String>,
    pub(crate) data: Option<bool>,
    pub(crate) nth: Option<u32>,
    #[serde(rename = "do")]
    pub(crate) action: String,
    pub(crate) by: Option<String>,
    pub(crate) offset: Option<u16>,
    pub(crate) flip: Option<u8>,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Action {
    pub(crate) at: String,
    pub(crate) power_off: Option<String>,
    pub(crate) power_on: Option<String>,
}

/// A segment that a stranger sends in the name of a host's peer.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Inject {
    pub(crate) at: String,
    pub(crate) by: Option<String>,
    pub(crate) to: String,
    pub(crate) flags: String,
    pub(crate) seq: Option<i32>,
    pub(crate) ack: Option<i32>,
}

/// A teacher's remark, shown at the step where what it waits for happens.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Note {
    /// The host that enters `state`, or that sent the segment.
    pub(crate) host: Option<String>,
    pub(crate) state: Option<String>,
    pub(crate) sent: Option<String>,
    pub(crate) arrives: Option<String>,
    pub(crate) lost: Option<String>,
    /// The id of a rule that decides something.
    pub(crate) rule: Option<String>,
    pub(crate) nth: Option<u32>,
    /// Only in the run as it is written: in no variant, and with nothing set otherwise.
    #[serde(default)]
    pub(crate) usual: bool,
    pub(crate) text: Both,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Variant {
    pub(crate) id: String,
    pub(crate) title: Both,
    pub(crate) summary: Both,
    /// Settings it changes, by id.
    #[serde(default)]
    pub(crate) set: BTreeMap<String, String>,
    /// Programs that replace the lesson's.
    #[serde(default, rename = "program")]
    pub(crate) programs: Option<Vec<Program>>,
    /// Faults that replace the lesson's.
    #[serde(default, rename = "fault")]
    pub(crate) faults: Option<Vec<Fault>>,
    /// Actions that replace the lesson's.
    #[serde(default, rename = "action")]
    pub(crate) actions: Option<Vec<Action>>,
    /// Segments of strangers that replace the lesson's.
    #[serde(default, rename = "inject")]
    pub(crate) injections: Option<Vec<Inject>>,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SideBySide {
    pub(crate) topic: Both,
    pub(crate) classic: Both,
    pub(crate) rfc: Both,
    pub(crate) linux: Both,
}
