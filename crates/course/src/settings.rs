//! What a learner may change before a run.

use crate::error::ValueProblem;
use crate::tcp::ack_delay;
use crate::values;
use std::collections::BTreeMap;
use wireglass_core::tcp::{Config, Congestion, KeepAlive, Profile};
use wireglass_core::time::Duration;
use wireglass_sim::{Arp, Isn, Scenario};

/// Something about a run that can be changed before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Setting {
    /// Whose defaults the endpoints start from. First: the others refine it.
    Profile,
    /// One-way delay of the link.
    Delay,
    /// Its bandwidth.
    Bandwidth,
    /// Share of frames lost.
    Loss,
    /// Share of frames duplicated.
    Duplicate,
    /// Share of frames held back.
    Reorder,
    /// Share of frames with a flipped bit.
    Corrupt,
    /// The first host's initial sequence number.
    IsnA,
    /// The second host's.
    IsnB,
    /// How much later connections' initial sequence numbers lie apart.
    IsnStep,
    /// The MSS both announce.
    Mss,
    /// The receive buffer of both, and so the largest window.
    Window,
    /// RTO before the first measurement.
    RtoInitial,
    /// The least RTO.
    RtoMin,
    /// The most RTO.
    RtoMax,
    /// Maximum segment lifetime; TIME-WAIT lasts twice as long.
    Msl,
    /// How long an ACK may wait.
    DelayedAck,
    /// The Nagle algorithm.
    Nagle,
    /// Congestion control.
    Congestion,
    /// The initial window in segments; 0 leaves it to RFC 5681.
    InitialWindow,
    /// The window scale shift both offer.
    WindowScale,
    /// Whether both offer timestamps.
    Timestamps,
    /// Whether both offer selective acknowledgments.
    Sack,
    /// Silence before the first keep-alive probe.
    KeepAlive,
    /// Whether a reset must have exactly the expected number.
    ExactReset,
    /// Whether MAC addresses must be asked for.
    Arp,
    /// The seed of every die.
    Seed,
}

/// How a setting is written and what it may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A length of time within these bounds.
    Duration {
        /// The least.
        min: Duration,
        /// The most.
        max: Duration,
    },
    /// A share, 0 to 100 %.
    Share,
    /// Bits per second, or `unlimited`.
    Rate,
    /// A whole number within these bounds.
    Number {
        /// The least.
        min: u64,
        /// The most.
        max: u64,
    },
    /// One of these words.
    Choice(&'static [&'static str]),
}

/// Why a setting was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettingProblem {
    /// There is no such setting.
    Unknown {
        /// What was asked for.
        id: String,
    },
    /// Its value is not written as it must be.
    Value {
        /// The setting.
        setting: Setting,
        /// The text.
        text: String,
        /// What is wrong with it.
        problem: ValueProblem,
    },
}

const PROFILES: &[&str] = &["rfc", "linux", "freebsd"];
const SWITCH: &[&str] = &["off", "on"];
const CONTROLS: &[&str] = &["off", "reno", "cubic"];
const SHIFTS: &[&str] =
    &["off", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14"];
/// The greatest initial window a lesson may ask for, in segments.
const MOST_SEGMENTS: u64 = 20;
/// Longer than anybody's default.
const LONGEST_IDLE: Duration = Duration::from_secs(10_800);
/// From one counted initial sequence number to the next, unless a lesson says otherwise.
pub(crate) const ISN_STEP: u32 = 64_000;
/// Reordered frames are held back this long.
pub(crate) const REORDER_BY: Duration = Duration::from_millis(30);

impl Setting {
    /// All of them, in the order they are applied and listed.
    pub const ALL: [Self; 27] = [
        Self::Profile,
        Self::Delay,
        Self::Bandwidth,
        Self::Loss,
        Self::Duplicate,
        Self::Reorder,
        Self::Corrupt,
        Self::IsnA,
        Self::IsnB,
        Self::IsnStep,
        Self::Mss,
        Self::Window,
        Self::RtoInitial,
        Self::RtoMin,
        Self::RtoMax,
        Self::Msl,
        Self::DelayedAck,
        Self::Nagle,
        Self::Congestion,
        Self::InitialWindow,
        Self::WindowScale,
        Self::Timestamps,
        Self::Sack,
        Self::KeepAlive,
        Self::ExactReset,
        Self::Arp,
        Self::Seed,
    ];

    /// Its stable id: in lesson files and in links.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Profile => "profile",
            Self::Delay => "delay",
            Self::Bandwidth => "bandwidth",
            Self::Loss => "loss",
            Self::Duplicate => "duplicate",
            Self::Reorder => "reorder",
            Self::Corrupt => "corrupt",
            Self::IsnA => "isn-a",
            Self::IsnB => "isn-b",
            Self::IsnStep => "isn-step",
            Self::Mss => "mss",
            Self::Window => "window",
            Self::RtoInitial => "rto-initial",
            Self::RtoMin => "rto-min",
            Self::RtoMax => "rto-max",
            Self::Msl => "msl",
            Self::DelayedAck => "delayed-ack",
            Self::Nagle => "nagle",
            Self::Congestion => "congestion",
            Self::InitialWindow => "initial-window",
            Self::WindowScale => "window-scale",
            Self::Timestamps => "timestamps",
            Self::Sack => "sack",
            Self::KeepAlive => "keep-alive",
            Self::ExactReset => "exact-reset",
            Self::Arp => "arp",
            Self::Seed => "seed",
        }
    }

    /// The setting with this id.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|setting| setting.id() == id)
    }

    /// How it is written and what it may be.
    pub const fn kind(self) -> Kind {
        match self {
            Self::Profile => Kind::Choice(PROFILES),
            Self::Arp | Self::Nagle | Self::Timestamps | Self::Sack | Self::ExactReset => {
                Kind::Choice(SWITCH)
            }
            Self::Congestion => Kind::Choice(CONTROLS),
            Self::WindowScale => Kind::Choice(SHIFTS),
            Self::InitialWindow => Kind::Number { min: 0, max: MOST_SEGMENTS },
            Self::DelayedAck => {
                Kind::Duration { min: Duration::ZERO, max: Duration::from_millis(499) }
            }
            Self::KeepAlive => Kind::Duration { min: Duration::ZERO, max: LONGEST_IDLE },
            Self::Delay => {
                Kind::Duration { min: Duration::from_nanos(1_000), max: Duration::from_secs(60) }
            }
            Self::RtoInitial | Self::RtoMin | Self::RtoMax => {
                Kind::Duration { min: Duration::from_millis(1), max: Duration::from_secs(600) }
            }
            Self::Msl => Kind::Duration { min: Duration::ZERO, max: Duration::from_secs(1800) },
            Self::Bandwidth => Kind::Rate,
            Self::Loss | Self::Duplicate | Self::Reorder | Self::Corrupt => Kind::Share,
            Self::IsnA | Self::IsnB | Self::IsnStep | Self::Seed => {
                Kind::Number { min: 0, max: u32::MAX as u64 }
            }
            Self::Mss => Kind::Number { min: 1, max: 1460 },
            Self::Window => Kind::Number { min: 1, max: 65_535 },
        }
    }

    /// Values a slider may stop at, in order.
    pub const fn stops(self) -> &'static [&'static str] {
        match self {
            Self::Profile => PROFILES,
            Self::Arp | Self::Nagle | Self::Timestamps | Self::Sack | Self::ExactReset => SWITCH,
            Self::Congestion => CONTROLS,
            Self::WindowScale => SHIFTS,
            Self::InitialWindow => &["0", "1", "2", "4", "10"],
            Self::DelayedAck => &["0ms", "40ms", "100ms", "200ms"],
            Self::KeepAlive => &["0ms", "10s", "60s", "7200s"],
            Self::Delay => {
                &["1ms", "5ms", "10ms", "20ms", "40ms", "80ms", "150ms", "300ms", "600ms", "1s"]
            }
            Self::Bandwidth => {
                &["56kbit/s", "1Mbit/s", "10Mbit/s", "100Mbit/s", "1Gbit/s", "unlimited"]
            }
            Self::Loss | Self::Duplicate | Self::Reorder | Self::Corrupt => {
                &["0%", "1%", "2%", "5%", "10%", "20%", "30%", "50%"]
            }
            Self::IsnA | Self::IsnB => &["0", "1000", "5000", "2147483647", "4294967290"],
            Self::IsnStep => &["0", "1000", "64000", "1000000"],
            Self::Mss => &["64", "256", "536", "1024", "1400", "1460"],
            Self::Window => &["500", "1000", "2000", "4000", "8000", "16000", "32000", "65535"],
            Self::RtoInitial => &["200ms", "500ms", "1s", "2s", "3s"],
            Self::RtoMin => &["30ms", "200ms", "500ms", "1s"],
            Self::RtoMax => &["1s", "4s", "16s", "60s", "120s"],
            Self::Msl => &["0ms", "1s", "5s", "15s", "30s", "60s", "120s"],
            Self::Seed => &["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
        }
    }

    /// Writes a value into a scenario. [`Setting::Profile`] replaces the whole
    /// TCP configuration, so it comes first.
    #[expect(clippy::too_many_lines, reason = "a list, not a procedure")]
    pub(crate) fn apply(self, text: &str, scenario: &mut Scenario) -> Result<(), ValueProblem> {
        let duration = || {
            let value = values::duration(text)?;
            match self.kind() {
                Kind::Duration { min, max } if value < min || value > max => {
                    let (min, max) = (min.as_millis(), max.as_millis());
                    Err(ValueProblem::NotInRange { min, max })
                }
                _ => Ok(value),
            }
        };
        let number = || match self.kind() {
            Kind::Number { min, max } => values::number(text, min, max),
            _ => Err(ValueProblem::NotInRange { min: 0, max: 0 }),
        };
        let small = || number().map(|n| u32::try_from(n).unwrap_or(u32::MAX));
        match self {
            Self::Profile => {
                let profile = profile(text)?;
                for host in &mut scenario.hosts {
                    host.tcp = defaults(profile);
                }
            }
            Self::Delay => {
                let delay = duration()?;
                scenario.links.iter_mut().for_each(|link| link.delay = delay);
            }
            Self::Bandwidth => {
                let rate = values::rate(text)?;
                scenario.links.iter_mut().for_each(|link| link.bandwidth = rate);
            }
            Self::Loss => {
                let share = values::share(text)?;
                scenario.links.iter_mut().for_each(|link| link.loss_ppm = share);
            }
            Self::Duplicate => {
                let share = values::share(text)?;
                scenario.links.iter_mut().for_each(|link| link.duplicate_ppm = share);
            }
            Self::Reorder => {
                let share = values::share(text)?;
                for link in &mut scenario.links {
                    link.reorder_ppm = share;
                    link.reorder_by = REORDER_BY;
                }
            }
            Self::Corrupt => {
                let share = values::share(text)?;
                scenario.links.iter_mut().for_each(|link| link.corrupt_ppm = share);
            }
            Self::IsnA | Self::IsnB => {
                let first = small()?;
                if let Some(host) = scenario.hosts.get_mut(usize::from(self == Self::IsnB)) {
                    host.isn = match host.isn {
                        Isn::Counted { step, .. } => Isn::Counted { first, step },
                        Isn::Random | Isn::Rfc6528 => Isn::Counted { first, step: ISN_STEP },
                    };
                }
            }
            Self::IsnStep => {
                let wanted = small()?;
                for host in &mut scenario.hosts {
                    if let Isn::Counted { step, .. } = &mut host.isn {
                        *step = wanted;
                    }
                }
            }
            Self::Mss => {
                let mss = u16::try_from(number()?).unwrap_or(u16::MAX);
                tcp(scenario, |tcp| tcp.mss = mss);
            }
            Self::Window => {
                let window = small()?;
                tcp(scenario, |tcp| tcp.receive_buffer = window);
            }
            Self::RtoInitial => {
                let rto = duration()?;
                tcp(scenario, |tcp| tcp.rto_initial = rto);
            }
            Self::RtoMin => {
                let rto = duration()?;
                tcp(scenario, |tcp| tcp.rto_min = rto);
            }
            Self::RtoMax => {
                let rto = duration()?;
                tcp(scenario, |tcp| tcp.rto_max = rto);
            }
            Self::Msl => {
                let msl = duration()?;
                tcp(scenario, |tcp| tcp.msl = msl);
            }
            Self::DelayedAck => {
                let delay = ack_delay(text)?;
                tcp(scenario, |tcp| tcp.delayed_ack = delay);
            }
            Self::Nagle => {
                let on = switch(text)?;
                tcp(scenario, |tcp| tcp.nagle = on);
            }
            Self::Congestion => {
                let control = congestion(text)?;
                tcp(scenario, |tcp| tcp.congestion = control);
            }
            Self::InitialWindow => {
                let segments = initial_window(text)?;
                tcp(scenario, |tcp| tcp.initial_window = segments);
            }
            Self::WindowScale => {
                let shift = window_scale(text)?;
                tcp(scenario, |tcp| tcp.window_scale = shift);
            }
            Self::Timestamps => {
                let on = switch(text)?;
                tcp(scenario, |tcp| tcp.timestamps = on);
            }
            Self::Sack => {
                let on = switch(text)?;
                tcp(scenario, |tcp| tcp.sack = on);
            }
            Self::KeepAlive => {
                let idle = duration()?;
                // Where a lesson has one host ask, it is about that host.
                let some = scenario.hosts.iter().any(|host| host.tcp.keep_alive.is_some());
                tcp(scenario, |tcp| {
                    if let Some(usual) = tcp.keep_alive.or((!some).then(KeepAlive::default)) {
                        tcp.keep_alive =
                            (idle > Duration::ZERO).then_some(KeepAlive { idle, ..usual });
                    }
                });
            }
            Self::ExactReset => {
                let on = switch(text)?;
                tcp(scenario, |tcp| tcp.exact_reset = on);
            }
            Self::Arp => {
                scenario.arp = if switch(text)? { Arp::Asked } else { Arp::Known };
            }
            Self::Seed => scenario.seed = number()?,
        }
        Ok(())
    }

    /// Reads the value a scenario has.
    pub(crate) fn read(self, scenario: &Scenario) -> String {
        let (Some(link), Some(host)) = (scenario.links.first(), scenario.hosts.first()) else {
            return String::new();
        };
        let tcp = &host.tcp;
        match self {
            Self::Profile => match tcp.profile {
                Profile::Rfc => "rfc",
                Profile::Linux => "linux",
                Profile::FreeBsd => "freebsd",
            }
            .to_owned(),
            Self::Delay => values::duration_text(link.delay),
            Self::Bandwidth => values::rate_text(link.bandwidth),
            Self::Loss => values::share_text(link.loss_ppm),
            Self::Duplicate => values::share_text(link.duplicate_ppm),
            Self::Reorder => values::share_text(link.reorder_ppm),
            Self::Corrupt => values::share_text(link.corrupt_ppm),
            Self::IsnA | Self::IsnB => {
                let host = scenario.hosts.get(usize::from(self == Self::IsnB));
                match host.map(|host| host.isn) {
                    Some(Isn::Counted { first, .. }) => first.to_string(),
                    _ => String::new(),
                }
            }
            Self::IsnStep => match host.isn {
                Isn::Counted { step, .. } => step.to_string(),
                Isn::Random | Isn::Rfc6528 => String::new(),
            },
            Self::Mss => tcp.mss.to_string(),
            Self::Window => tcp.receive_buffer.to_string(),
            Self::RtoInitial => values::duration_text(tcp.rto_initial),
            Self::RtoMin => values::duration_text(tcp.rto_min),
            Self::RtoMax => values::duration_text(tcp.rto_max),
            Self::Msl => values::duration_text(tcp.msl),
            Self::DelayedAck => values::duration_text(tcp.delayed_ack.unwrap_or_default()),
            Self::Nagle => switch_text(tcp.nagle),
            Self::Congestion => match tcp.congestion {
                Congestion::Off => "off",
                Congestion::Reno => "reno",
                Congestion::Cubic => "cubic",
            }
            .to_owned(),
            Self::InitialWindow => tcp.initial_window.unwrap_or(0).to_string(),
            Self::WindowScale => {
                tcp.window_scale.map_or_else(|| "off".to_owned(), |shift| shift.to_string())
            }
            Self::Timestamps => switch_text(tcp.timestamps),
            Self::Sack => switch_text(tcp.sack),
            Self::KeepAlive => {
                let mut all = scenario.hosts.iter().filter_map(|host| host.tcp.keep_alive);
                let idle = all.next().map(|keep_alive| keep_alive.idle);
                values::duration_text(idle.unwrap_or_default())
            }
            Self::ExactReset => switch_text(tcp.exact_reset),
            Self::Arp => switch_text(scenario.arp == Arp::Asked),
            Self::Seed => scenario.seed.to_string(),
        }
    }
}

/// A profile's defaults as lessons use them: without a user time-out. Retries
/// give up long before its five minutes, and its timer would only distract.
pub(crate) const fn defaults(profile: Profile) -> Config {
    Config { user_timeout: None, ..profile.config() }
}

pub(crate) fn profile(text: &str) -> Result<Profile, ValueProblem> {
    match text.trim() {
        "rfc" => Ok(Profile::Rfc),
        "linux" => Ok(Profile::Linux),
        "freebsd" => Ok(Profile::FreeBsd),
        _ => Err(ValueProblem::NotOneOf(PROFILES)),
    }
}

/// Changes the TCP of every host.
fn tcp(scenario: &mut Scenario, change: impl Fn(&mut Config)) {
    scenario.hosts.iter_mut().for_each(|host| change(&mut host.tcp));
}

fn switch(text: &str) -> Result<bool, ValueProblem> {
    match text.trim() {
        "on" => Ok(true),
        "off" => Ok(false),
        _ => Err(ValueProblem::NotOneOf(SWITCH)),
    }
}

fn switch_text(on: bool) -> String {
    if on { "on" } else { "off" }.to_owned()
}

pub(crate) fn congestion(text: &str) -> Result<Congestion, ValueProblem> {
    match text.trim() {
        "off" => Ok(Congestion::Off),
        "reno" => Ok(Congestion::Reno),
        "cubic" => Ok(Congestion::Cubic),
        _ => Err(ValueProblem::NotOneOf(CONTROLS)),
    }
}

/// A number of segments; none, written 0, leaves it to RFC 5681 §3.1.
pub(crate) fn initial_window(text: &str) -> Result<Option<u8>, ValueProblem> {
    let segments = values::number(text, 0, MOST_SEGMENTS)?;
    Ok(u8::try_from(segments).ok().filter(|segments| *segments > 0))
}

/// A shift of the window field (RFC 7323 §2.3), or `off`.
pub(crate) fn window_scale(text: &str) -> Result<Option<u8>, ValueProblem> {
    let text = text.trim();
    let known = SHIFTS.contains(&text);
    if known { Ok(text.parse().ok()) } else { Err(ValueProblem::NotOneOf(SHIFTS)) }
}

/// Settings that differ from a lesson's own, each checked when it was set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings(BTreeMap<Setting, String>);

impl Settings {
    /// Sets one by its id.
    ///
    /// # Errors
    /// If there is no such setting, or the value is not one it can have; then
    /// nothing is changed.
    pub fn set(&mut self, id: &str, text: &str) -> Result<(), SettingProblem> {
        let setting =
            Setting::from_id(id).ok_or_else(|| SettingProblem::Unknown { id: id.to_owned() })?;
        // Any scenario will do to check the value against.
        let mut probe = Scenario {
            seed: 0,
            hosts: Vec::new(),
            devices: Vec::new(),
            links: Vec::new(),
            programs: Vec::new(),
            faults: Vec::new(),
            actions: Vec::new(),
            arp: Arp::Known,
            limits: wireglass_sim::Limits::default(),
        };
        match setting.apply(text, &mut probe) {
            Ok(()) => {
                self.0.insert(setting, text.trim().to_owned());
                Ok(())
            }
            Err(problem) => Err(SettingProblem::Value { setting, text: text.to_owned(), problem }),
        }
    }

    /// Takes one back.
    pub fn unset(&mut self, setting: Setting) {
        self.0.remove(&setting);
    }

    /// The value of one, if it was set.
    pub fn get(&self, setting: Setting) -> Option<&str> {
        self.0.get(&setting).map(String::as_str)
    }

    /// Whether none was set.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All that were set, in the order they are applied.
    pub fn iter(&self) -> impl Iterator<Item = (Setting, &str)> {
        self.0.iter().map(|(setting, text)| (*setting, text.as_str()))
    }
}

#[cfg(test)]
mod tests;
