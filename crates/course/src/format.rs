//! The file, as serde reads it. Field for field what an author writes: a lesson, or a
//! scenario alone. What stands in it is checked later; here everything is as it was written.
//!
//! The build script shares this file: it turns the built-in lessons into a compact form. That
//! form does not say of which type a value is, so whatever may be written in more than one
//! way ([`FirstIsn`], [`Content`], [`Links`]) is packed in one.

#[path = "format/either.rs"]
mod either;
#[path = "format/network.rs"]
mod network;
#[path = "format/question.rs"]
mod question;
#[path = "format/services.rs"]
mod services;

pub use either::{Content, FirstIsn, Links};
pub use network::{
    HomeRouter, Host, Hub, Interface, KeepAlive, Link, Modem, Place, Router, Switch, Tcp,
};
pub use question::{Choice, Lookup, Mistake, Question};
pub use services::{Dhcp, Dns, Http, Rarp, Resolver, Rip, Tftp};

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A text in both languages. Neither may be missing.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Both {
    /// English.
    pub en: String,
    /// Simplified Chinese.
    pub zh: String,
}

/// A whole file. With `id`, `title`, `summary` and `intro` it is a lesson; without all four of
/// them it is a scenario.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct File {
    /// A lesson's id in kebab-case. It is part of links, so it never changes.
    pub id: Option<String>,
    /// A lesson's title.
    pub title: Option<Both>,
    /// One sentence for a list of lessons.
    pub summary: Option<Both>,
    /// What to look out for, shown before the first step. Light markup.
    pub intro: Option<Both>,
    /// Settings to offer first, by id.
    pub controls: Vec<String>,
    /// Seeds every die of the run.
    pub seed: u64,
    /// Whether hosts have to ask for MAC addresses. Left out: they know them in a file of one
    /// link without ends, and ask in every other.
    pub arp: Option<bool>,
    /// When a run that would not end is cut, in model time: such as `30s`.
    pub until: Option<String>,
    /// What the player shows besides the ladder.
    pub view: View,
    /// How TCP behaves on every host.
    pub tcp: Tcp,
    /// How RIP behaves on every router that speaks it.
    pub rip: Rip,
    /// PCs and servers.
    #[serde(rename = "host")]
    pub hosts: Vec<Host>,
    /// Switches.
    #[serde(rename = "switch")]
    pub switches: Vec<Switch>,
    /// Hubs.
    #[serde(rename = "hub")]
    pub hubs: Vec<Hub>,
    /// Routers.
    #[serde(rename = "router")]
    pub routers: Vec<Router>,
    /// Home routers: one address outside for everybody inside.
    #[serde(rename = "home_router")]
    pub home_routers: Vec<HomeRouter>,
    /// Modems.
    #[serde(rename = "modem")]
    pub modems: Vec<Modem>,
    /// Links. One `[link]` without ends joins the file's two hosts.
    #[serde(rename = "link")]
    pub links: Links,
    /// Servers that give addresses away.
    pub dhcp: Vec<Dhcp>,
    /// Zones of names, and who answers for them.
    pub dns: Vec<Dns>,
    /// Servers that find names out for others.
    #[serde(rename = "resolver")]
    pub resolvers: Vec<Resolver>,
    /// Servers of files.
    pub tftp: Vec<Tftp>,
    /// Servers of pages.
    pub http: Vec<Http>,
    /// Servers that tell others their addresses by RARP.
    pub rarp: Vec<Rarp>,
    /// What runs on hosts and routers.
    #[serde(rename = "program")]
    pub programs: Vec<Program>,
    /// What befalls chosen frames.
    #[serde(rename = "fault")]
    pub faults: Vec<Fault>,
    /// What befalls hosts, devices and links, and when.
    #[serde(rename = "action")]
    pub actions: Vec<Action>,
    /// Segments that a stranger sends.
    #[serde(rename = "inject")]
    pub injections: Vec<Inject>,
    /// Remarks at the steps where things happen.
    #[serde(rename = "note")]
    pub notes: Vec<Note>,
    /// Questions, with what is right and why.
    #[serde(rename = "question")]
    pub questions: Vec<Question>,
    /// Other ways to run the lesson.
    #[serde(rename = "variant")]
    pub variants: Vec<Variant>,
    /// Where classic notes, the RFC and Linux differ.
    pub side_by_side: Vec<SideBySide>,
}

/// What the player shows besides the ladder.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct View {
    /// A plot under the ladder: `congestion`, `window` or `rto`.
    pub plot: Option<String>,
    /// Which stage a network begins with: `ladder`, `topology` or `both`.
    pub stage: Option<String>,
}

/// Something that makes system calls: a list of `calls`, or a command line to `run`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Program {
    /// The host or router it runs on.
    pub host: String,
    /// When it starts: such as `10ms`. Left out: at once.
    pub start: Option<String>,
    /// How long it takes between one call's return and the next call: such as `2ms`.
    pub pace: Option<String>,
    /// System calls, one after another: such as `connect Server:80`.
    #[serde(default)]
    pub calls: Vec<String>,
    /// A command as one types it in a terminal: such as `ping -c 1 10.0.0.2`.
    pub run: Option<String>,
}

/// Something that befalls a chosen frame. Each key that is there must fit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// Sent by this host or device.
    pub from: Option<String>,
    /// Sent on the link between these two: `["PC A", "Switch"]`.
    #[serde(default)]
    pub link: Vec<String>,
    /// What it carries: such as `ARP request`, `DNS`, `UDP`.
    pub frame: Option<String>,
    /// A TCP or UDP port, at either end.
    pub port: Option<u16>,
    /// A segment with exactly these of SYN, ACK, FIN and RST: such as `SYN,ACK`.
    pub flags: Option<String>,
    /// A segment with, or without, data.
    pub data: Option<bool>,
    /// The how-manieth of those that fit, counted from 1; 0 means each. Left out: the first.
    pub nth: Option<u32>,
    /// `drop`, `delay`, `duplicate` or `corrupt`.
    #[serde(rename = "do")]
    pub action: String,
    /// By how much it is delayed, or after how long its copy comes: such as `4s`.
    pub by: Option<String>,
    /// Which byte of the frame is corrupted, counted from 0. Left out: the last.
    pub offset: Option<u16>,
    /// Which bits of it are flipped. Left out: the lowest.
    pub flip: Option<u8>,
}

/// Something that befalls a host, a device or a link.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Action {
    /// When: such as `250ms`.
    pub at: String,
    /// This host or device loses power, and all it knew.
    pub power_off: Option<String>,
    /// This host or device starts again.
    pub power_on: Option<String>,
    /// The link between these two is cut.
    #[serde(default)]
    pub cut: Vec<String>,
    /// The link between these two is whole again.
    #[serde(default)]
    pub mend: Vec<String>,
}

/// A segment that a stranger sends in the name of a host's peer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Inject {
    /// When: such as `300ms`.
    pub at: String,
    /// The stranger's name. Left out: Mallory.
    pub by: Option<String>,
    /// The host it is sent to.
    pub to: String,
    /// Its flags: such as `RST`.
    pub flags: String,
    /// Its sequence number, counted from RCV.NXT of the host it is sent to.
    pub seq: Option<i32>,
    /// Its acknowledgement number, counted from that host's SND.NXT.
    pub ack: Option<i32>,
}

/// Something to wait for: one of `state`, `sent`, `arrives`, `lost`, `rule` and `call`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Cue {
    /// Who enters the state, sent the frame, makes the call, or goes by the rule.
    pub host: Option<String>,
    /// At whom the frame arrives.
    pub at: Option<String>,
    /// A state of TCP: such as `TIME-WAIT`.
    pub state: Option<String>,
    /// A frame is sent: flags such as `SYN`, or what it carries, such as `ARP request`.
    pub sent: Option<String>,
    /// A frame arrives.
    pub arrives: Option<String>,
    /// A frame is lost.
    pub lost: Option<String>,
    /// A rule decides something: its id.
    pub rule: Option<String>,
    /// A system call is made: such as `connect`.
    pub call: Option<String>,
    /// The how-manieth step with such a thing, counted from 1. Left out: the first.
    pub nth: Option<u32>,
}

/// A teacher's remark, shown at the step where what it waits for happens: one of `state`,
/// `sent`, `arrives`, `lost`, `rule` and `call`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// Who enters the state, sent the frame, makes the call, or goes by the rule.
    pub host: Option<String>,
    /// At whom the frame arrives.
    pub at: Option<String>,
    /// A state of TCP: such as `TIME-WAIT`.
    pub state: Option<String>,
    /// A frame is sent: flags such as `SYN`, or what it carries, such as `ARP request`.
    pub sent: Option<String>,
    /// A frame arrives.
    pub arrives: Option<String>,
    /// A frame is lost.
    pub lost: Option<String>,
    /// A rule decides something: its id.
    pub rule: Option<String>,
    /// A system call is made: such as `connect`.
    pub call: Option<String>,
    /// The how-manieth step with such a thing, counted from 1. Left out: the first.
    pub nth: Option<u32>,
    /// Only in the run as it is written: in no variant, and with nothing set otherwise.
    #[serde(default)]
    pub usual: bool,
    /// The remark. Light markup.
    pub text: Both,
}

impl Note {
    /// What it waits for.
    pub fn cue(&self) -> Cue {
        Cue {
            host: self.host.clone(),
            at: self.at.clone(),
            state: self.state.clone(),
            sent: self.sent.clone(),
            arrives: self.arrives.clone(),
            lost: self.lost.clone(),
            rule: self.rule.clone(),
            call: self.call.clone(),
            nth: self.nth,
        }
    }
}

/// Another way to run the lesson. Lists that are there replace the lesson's.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Variant {
    /// Its id in kebab-case.
    pub id: String,
    /// Its title.
    pub title: Both,
    /// What is different.
    pub summary: Both,
    /// Settings it changes, by id.
    #[serde(default)]
    pub set: BTreeMap<String, String>,
    /// Hosts and devices that are off from the beginning.
    #[serde(default)]
    pub without: Vec<String>,
    /// Programs that replace the lesson's.
    #[serde(default, rename = "program")]
    pub programs: Option<Vec<Program>>,
    /// Faults that replace the lesson's.
    #[serde(default, rename = "fault")]
    pub faults: Option<Vec<Fault>>,
    /// Actions that replace the lesson's.
    #[serde(default, rename = "action")]
    pub actions: Option<Vec<Action>>,
    /// Segments of strangers that replace the lesson's.
    #[serde(default, rename = "inject")]
    pub injections: Option<Vec<Inject>>,
    /// Hosts that replace those of the same name.
    #[serde(default, rename = "host")]
    pub hosts: Option<Vec<Host>>,
    /// Switches that replace those of the same name.
    #[serde(default, rename = "switch")]
    pub switches: Option<Vec<Switch>>,
    /// Routers that replace those of the same name.
    #[serde(default, rename = "router")]
    pub routers: Option<Vec<Router>>,
    /// Home routers that replace those of the same name.
    #[serde(default, rename = "home_router")]
    pub home_routers: Option<Vec<HomeRouter>>,
    /// Servers of addresses that replace the lesson's.
    #[serde(default)]
    pub dhcp: Option<Vec<Dhcp>>,
    /// Zones of names that replace the lesson's.
    #[serde(default)]
    pub dns: Option<Vec<Dns>>,
    /// Servers of files that replace the lesson's.
    #[serde(default)]
    pub tftp: Option<Vec<Tftp>>,
}

/// A fact as classic course notes, the RFC and Linux have it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SideBySide {
    /// What it is about.
    pub topic: Both,
    /// Classic notes.
    pub classic: Both,
    /// The RFC.
    pub rfc: Both,
    /// Linux.
    pub linux: Both,
}
