//! What a link to a lesson says, and how it is written.
//!
//! `#/lesson/ID?step=7&if=4:drop:1,1.9:close:0&future=2&set.delay=80ms`: the
//! what-ifs are `[PARENT.]POSITION:KIND:WHAT[:HOW…]`, in the order they were
//! made; `PARENT` is the future they grew from and is left out when that is
//! what really happens. `0:as:linux` is the lesson as Linux would run it, and
//! `4:run:0:ping+-c+1+10.0.0.2` a command typed on node 0.

use super::network::{Network, read_line};
use super::profile::{Fork, profile_of_id};
use super::session::Stage;
use std::fmt;
use wireglass_core::time::Duration;
use wireglass_sim::BranchError;
use wireglass_text::LinkProblem;
use wireglass_trace::series::Topic;
use wireglass_trace::{FrameId, Intervention, LinkId, NodeId, TaskId};

/// What was wrong with a link. The page opens all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Problem {
    /// Something in it cannot be read or does not exist.
    Link(LinkProblem),
    /// A what-if is not possible where the link wants it.
    WhatIf {
        /// At which position.
        position: usize,
        /// Why not.
        error: BranchError,
    },
    /// It leads to a page that does not exist.
    NoSuchPage,
    /// It asks for a conversation of a capture that is not open.
    NoCapture,
}

impl From<LinkProblem> for Problem {
    fn from(problem: LinkProblem) -> Self {
        Self::Link(problem)
    }
}

/// A what-if in a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct WhatIf {
    /// The future it grew from: 0 is what really happens, 1 the first what-if of the link.
    pub(crate) parent: usize,
    /// At which position.
    pub(crate) position: usize,
    /// What.
    pub(crate) what: Fork,
}

/// Everything a link to a lesson says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct LessonLink {
    pub(crate) lesson: String,
    pub(crate) variant: Option<String>,
    pub(crate) step: usize,
    pub(crate) what_ifs: Vec<WhatIf>,
    /// Which future is shown: 0 is what really happens.
    pub(crate) future: usize,
    /// Changed settings, by id.
    pub(crate) settings: Vec<(String, String)>,
    /// What the stage shows; `None` leaves it to the lesson.
    pub(crate) stage: Option<Stage>,
    /// How a network is looked at.
    pub(crate) network: Network,
    pub(crate) relative: bool,
    pub(crate) hide_arp: bool,
    pub(crate) embed: bool,
    /// What to plot, or nothing; `None` leaves it to the lesson.
    #[expect(clippy::option_option, reason = "not said, said to be none, and which")]
    pub(crate) plot: Option<Option<Topic>>,
}

impl LessonLink {
    /// A link to the beginning of a lesson.
    pub(crate) fn to(lesson: &str) -> Self {
        Self { lesson: lesson.to_owned(), ..Self::default() }
    }

    /// Reads the part of a link behind `?`, already split and decoded.
    pub(crate) fn parse(
        lesson: &str,
        pairs: &[(String, String)],
        problems: &mut Vec<Problem>,
    ) -> Self {
        let mut link = Self::to(lesson);
        for (name, value) in pairs {
            let taken = match name.as_str() {
                "variant" => {
                    link.variant = (!value.is_empty()).then(|| value.clone());
                    true
                }
                "step" => number(value, &mut link.step),
                "future" => number(value, &mut link.future),
                "view" => match Stage::from_id(value) {
                    Some(stage) => {
                        link.stage = Some(stage);
                        true
                    }
                    None => false,
                },
                "plot" => match (value.as_str(), Topic::from_id(value)) {
                    ("off", _) => {
                        link.plot = Some(None);
                        true
                    }
                    (_, Some(topic)) => {
                        link.plot = Some(Some(topic));
                        true
                    }
                    _ => false,
                },
                "rel" => switch(value, &mut link.relative),
                "noarp" => switch(value, &mut link.hide_arp),
                "embed" => switch(value, &mut link.embed),
                "if" => {
                    for text in value.split(',').filter(|text| !text.is_empty()) {
                        match what_if(text) {
                            Some(what_if) => link.what_ifs.push(what_if),
                            None => problems
                                .push(LinkProblem::UnknownWhatIf { text: text.to_owned() }.into()),
                        }
                    }
                    true
                }
                other => {
                    if let Some(taken) = link.network.take(other, value) {
                        taken
                    } else if let Some(id) = other.strip_prefix("set.") {
                        link.settings.push((id.to_owned(), value.clone()));
                        true
                    } else {
                        let name = other.to_owned();
                        problems.push(LinkProblem::UnknownParameter { name }.into());
                        true
                    }
                }
            };
            if !taken {
                let (name, value) = (name.clone(), value.clone());
                problems.push(LinkProblem::BadValue { name, value }.into());
            }
        }
        link
    }

    /// The part of a link behind `?`, as names and values. What is usual is left out.
    pub(crate) fn pairs(&self) -> Vec<(String, String)> {
        let mut pairs = Vec::new();
        let mut add = |name: &str, value: String| pairs.push((name.to_owned(), value));
        if let Some(variant) = &self.variant {
            add("variant", variant.clone());
        }
        for (id, value) in &self.settings {
            add(&format!("set.{id}"), value.clone());
        }
        if !self.what_ifs.is_empty() {
            let all: Vec<_> = self.what_ifs.iter().map(ToString::to_string).collect();
            add("if", all.join(","));
        }
        if self.future > 0 {
            add("future", self.future.to_string());
        }
        if self.step > 0 {
            add("step", self.step.to_string());
        }
        if let Some(stage) = self.stage {
            add("view", stage.id().to_owned());
        }
        if let Some(plot) = self.plot {
            add("plot", plot.map_or("off", Topic::id).to_owned());
        }
        for (name, on) in [("rel", self.relative), ("noarp", self.hide_arp), ("embed", self.embed)]
        {
            if on {
                add(name, "1".to_owned());
            }
        }
        for (name, value) in self.network.pairs() {
            add(name, value);
        }
        pairs
    }
}

fn number(text: &str, into: &mut usize) -> bool {
    text.parse().map(|value| *into = value).is_ok()
}

fn switch(text: &str, into: &mut bool) -> bool {
    match text {
        "1" => *into = true,
        "0" => *into = false,
        _ => return false,
    }
    true
}

fn what_if(text: &str) -> Option<WhatIf> {
    let mut parts = text.split(':');
    let (parent, position) = match parts.next()?.split_once('.') {
        Some((parent, position)) => (parent.parse().ok()?, position.parse().ok()?),
        None => (0, text.split(':').next()?.parse().ok()?),
    };
    let kind = parts.next()?;
    if kind == "as" {
        let what = Fork::Profile(profile_of_id(parts.next()?)?);
        let is_whole = parts.next().is_none() && (parent, position) == (0, 0);
        return is_whole.then_some(WhatIf { parent, position, what });
    }
    if kind == "run" {
        let node = NodeId(parts.next()?.parse().ok()?);
        let what = Fork::Run { node, line: read_line(parts.next()?)? };
        return parts.next().is_none().then_some(WhatIf { parent, position, what });
    }
    let number: u32 = parts.next()?.parse().ok()?;
    let frame = FrameId(number);
    let node = || Some(NodeId(u16::try_from(number).ok()?));
    let link = || Some(LinkId(u16::try_from(number).ok()?));
    let mut rest = || parts.next();
    let what = match kind {
        "drop" => Intervention::Drop { frame },
        "delay" => Intervention::Delay { frame, by: nanos(rest()?)? },
        "twice" => Intervention::Duplicate { frame, after: nanos(rest()?)? },
        "flip" => {
            let offset = rest()?.parse().ok()?;
            let flip = u8::from_str_radix(rest()?, 16).ok()?;
            Intervention::Corrupt { frame, offset, flip }
        }
        "close" => Intervention::Close { node: node()? },
        "abort" => Intervention::Abort { node: node()? },
        "off" => Intervention::PowerOff { node: node()? },
        "on" => Intervention::PowerOn { node: node()? },
        "cut" => Intervention::CutLink { link: link()? },
        "mend" => Intervention::MendLink { link: link()? },
        "stop" => Intervention::Interrupt { task: TaskId(u16::try_from(number).ok()?) },
        _ => return None,
    };
    let what = Fork::WhatIf(what);
    parts.next().is_none().then_some(WhatIf { parent, position, what })
}

impl fmt::Display for WhatIf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.parent > 0 {
            write!(f, "{}.", self.parent)?;
        }
        write!(f, "{}:{}", self.position, self.what)
    }
}

/// A what-if without its position.
pub(super) fn write_what_if(f: &mut fmt::Formatter<'_>, what: Intervention) -> fmt::Result {
    match what {
        Intervention::Drop { frame } => write!(f, "drop:{}", frame.0),
        Intervention::Delay { frame, by } => write!(f, "delay:{}:{}", frame.0, short(by)),
        Intervention::Duplicate { frame, after } => {
            write!(f, "twice:{}:{}", frame.0, short(after))
        }
        Intervention::Corrupt { frame, offset, flip } => {
            write!(f, "flip:{}:{offset}:{flip:02x}", frame.0)
        }
        Intervention::Close { node } => write!(f, "close:{}", node.0),
        Intervention::Abort { node } => write!(f, "abort:{}", node.0),
        Intervention::PowerOff { node } => write!(f, "off:{}", node.0),
        Intervention::PowerOn { node } => write!(f, "on:{}", node.0),
        Intervention::CutLink { link } => write!(f, "cut:{}", link.0),
        Intervention::MendLink { link } => write!(f, "mend:{}", link.0),
        Intervention::Interrupt { task } => write!(f, "stop:{}", task.0),
        // Only with its program can it be had again: a link holds the line instead.
        Intervention::Run { task } => write!(f, "run:{}", task.0),
    }
}

/// `80ms`, `1500us`, `7ns`: the largest unit that loses nothing.
fn short(duration: Duration) -> String {
    let nanos = duration.as_nanos();
    match () {
        () if nanos.is_multiple_of(1_000_000) => format!("{}ms", nanos / 1_000_000),
        () if nanos.is_multiple_of(1_000) => format!("{}us", nanos / 1_000),
        () => format!("{nanos}ns"),
    }
}

fn nanos(text: &str) -> Option<Duration> {
    let units = [("ms", 1_000_000), ("us", 1_000), ("ns", 1)];
    units.into_iter().find_map(|(unit, factor)| {
        let number: u64 = text.strip_suffix(unit)?.parse().ok()?;
        Some(Duration::from_nanos(number.checked_mul(factor)?))
    })
}
