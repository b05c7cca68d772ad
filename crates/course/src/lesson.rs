//! A checked lesson, and the scenario it gives.

use crate::calls;
use crate::error::{LessonError, ValueProblem};
use crate::format::{self, Both, File, FirstIsn, Tcp};
use crate::settings::{ISN_STEP, Setting, Settings};
use crate::values;
use std::collections::BTreeMap;
use std::net::Ipv4Addr;
use wireglass_core::rules::Rule;
use wireglass_core::tcp::State;
use wireglass_core::time::{Duration, Instant};
use wireglass_core::wire::tcp::Flags;
use wireglass_sim::{
    Action, Arp, Fault, FaultAction, FrameMatch, HostSpec, Injection, Isn, Limits, LinkSpec,
    Program, Run, Scenario,
};
use wireglass_trace::series::Topic;
use wireglass_trace::{FrameId, TaskKind, Trace, What};

/// Between two calls of a program, unless it says otherwise.
const PACE: Duration = Duration::from_millis(2);
/// The first port a host gives away, unless it says otherwise (RFC 6335 §6).
const EPHEMERAL_PORT: u16 = 49_152;

/// Who sends what no host sent, unless a lesson gives another name: the intruder of textbooks.
const STRANGER: &str = "Mallory";

/// A lesson that has been checked: every variant of it gives a scenario.
#[derive(Clone, Debug)]
pub struct Lesson {
    /// Its id, in kebab-case.
    pub id: String,
    /// Its title.
    pub title: Both,
    /// One sentence for a list of lessons.
    pub summary: Both,
    /// What to look out for, shown before the first step. Light markup.
    pub intro: Both,
    /// Settings to offer first.
    pub controls: Vec<Setting>,
    /// Other ways to run it.
    pub variants: Vec<Variant>,
    /// Where classic notes, the RFC and Linux differ.
    pub side_by_side: Vec<SideBySide>,
    /// What to plot under the ladder.
    pub plot: Option<Topic>,
    base: Scenario,
    /// What the lesson itself wants of TCP, under any profile: of all hosts, and of each.
    tcp: Tcp,
    own_tcp: Vec<Tcp>,
    notes: Vec<Note>,
}

/// Another way to run a lesson.
#[derive(Clone, Debug)]
pub struct Variant {
    /// Its id, in kebab-case.
    pub id: String,
    /// Its title.
    pub title: Both,
    /// What is different.
    pub summary: Both,
    settings: Vec<(Setting, String)>,
    programs: Option<Vec<Program>>,
    faults: Option<Vec<Fault>>,
    actions: Option<Vec<(Instant, Action)>>,
}

/// A fact as classic course notes, the RFC and Linux have it.
#[derive(Clone, Debug, PartialEq, Eq)]
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

/// A teacher's remark and what it waits for.
#[derive(Clone, Debug)]
struct Note {
    on: Cue,
    nth: u32,
    /// It holds only in the run as it is written.
    usual: bool,
    text: Both,
}

#[derive(Clone, Copy, Debug)]
enum Cue {
    State { host: usize, state: State },
    Frame { from: Option<usize>, flags: Flags, fate: Fate },
    Rule { host: Option<usize>, rule: Rule },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Sent,
    Arrives,
    Lost,
}

impl Lesson {
    /// Reads and checks a lesson file.
    ///
    /// # Errors
    /// The first thing found that makes no sense.
    #[cfg(feature = "toml")]
    pub fn parse(text: &str) -> Result<Self, LessonError> {
        Self::check(toml::from_str(text).map_err(|error| syntax(text, &error))?)
    }

    pub(crate) fn check(file: File) -> Result<Self, LessonError> {
        let names: Vec<(String, Ipv4Addr)> = file
            .hosts
            .iter()
            .map(|host| Ok((host.name.clone(), address(&host.name, &host.address)?)))
            .collect::<Result<_, LessonError>>()?;
        let hosts = Hosts(&names);
        let base = base_scenario(&file, &hosts)?;
        let plot = optional("view.plot", file.view.plot.as_ref(), topic)?;
        base.check().map_err(LessonError::Scenario)?;
        let controls = file
            .controls
            .iter()
            .map(|id| {
                Setting::from_id(id).ok_or_else(|| LessonError::Value {
                    key: "controls".to_owned(),
                    text: id.clone(),
                    problem: ValueProblem::NotOneOf(&[]),
                })
            })
            .collect::<Result<_, _>>()?;
        let lesson = Self {
            id: required("id", file.id)?,
            title: required("title", file.title)?,
            summary: required("summary", file.summary)?,
            intro: required("intro", file.intro)?,
            controls,
            variants: each(file.variants, |variant| hosts.variant(variant))?,
            side_by_side: file.side_by_side.into_iter().map(SideBySide::from).collect(),
            notes: each(file.notes, |note| hosts.note(note))?,
            plot,
            base,
            tcp: file.tcp,
            own_tcp: file.hosts.into_iter().map(|host| host.tcp).collect(),
        };
        for variant in &lesson.variants {
            lesson.scenario(Some(&variant.id), &Settings::default())?;
        }
        Ok(lesson)
    }

    /// The variant with this id.
    pub fn variant(&self, id: &str) -> Option<&Variant> {
        self.variants.iter().find(|variant| variant.id == id)
    }

    /// The scenario, in a variant (the lesson's own if `None` or unknown) and with settings.
    ///
    /// # Errors
    /// If the settings make the scenario impossible.
    pub fn scenario(
        &self,
        variant: Option<&str>,
        settings: &Settings,
    ) -> Result<Scenario, LessonError> {
        let mut scenario = self.base.clone();
        let variant = variant.and_then(|id| self.variant(id));
        if let Some(variant) = variant {
            if let Some(programs) = &variant.programs {
                scenario.programs.clone_from(programs);
            }
            if let Some(faults) = &variant.faults {
                scenario.faults.clone_from(faults);
            }
            if let Some(actions) = &variant.actions {
                scenario.actions.clone_from(actions);
            }
        }
        // In the order they are applied in, whoever asks: the profile first.
        let own = variant.into_iter().flat_map(|variant| &variant.settings);
        let mut all: BTreeMap<Setting, &str> =
            own.map(|(setting, text)| (*setting, text.as_str())).collect();
        all.extend(settings.iter());
        for (setting, text) in all {
            setting.apply(text, &mut scenario).map_err(|problem| LessonError::Value {
                key: setting.id().to_owned(),
                text: text.to_owned(),
                problem,
            })?;
            if setting == Setting::Profile {
                // Another system in the same scenario, not another scenario.
                for (host, own) in scenario.hosts.iter_mut().zip(&self.own_tcp) {
                    self.tcp.refine(&mut host.tcp)?;
                    own.refine(&mut host.tcp)?;
                }
            }
        }
        scenario.check().map_err(LessonError::Scenario)?;
        Ok(scenario)
    }

    /// The value a setting has in a variant when nothing else is asked for.
    pub fn default_value(&self, variant: Option<&str>, setting: Setting) -> String {
        match self.scenario(variant, &Settings::default()) {
            Ok(scenario) => setting.read(&scenario),
            Err(_) => setting.read(&self.base),
        }
    }

    /// The remarks for a run of this lesson: the step each belongs to (counted
    /// from 0), and its text. Some speak of numbers that hold only `as_written`:
    /// in no variant, and with nothing set otherwise.
    pub fn notes(&self, trace: &Trace, as_written: bool) -> Vec<(usize, &Both)> {
        let mut found: Vec<(usize, &Both)> = self
            .notes
            .iter()
            .filter(|note| as_written || !note.usual)
            .filter_map(|note| {
                let nth = usize::try_from(note.nth.max(1)).unwrap_or(usize::MAX) - 1;
                let steps = 0..trace.steps().len();
                let matches = steps.filter(|step| {
                    trace.step_events(*step).any(|(_, event)| note.on.matches(trace, event))
                });
                let mut matches = matches;
                matches.nth(nth).map(|step| (step, &note.text))
            })
            .collect();
        found.sort_by_key(|(step, _)| *step);
        found
    }
}

impl Cue {
    fn matches(self, trace: &Trace, event: &wireglass_trace::Event) -> bool {
        match (self, event.what) {
            (Self::Rule { host, rule }, _) => {
                host.is_none_or(|host| event.node.index() == host)
                    && event.because.is_some_and(|because| because.rule() == rule)
            }
            (Self::State { host, state }, What::StateChanged { to, .. }) => {
                event.node.index() == host && to == state
            }
            (Self::Frame { from, flags, fate }, what) => {
                let (frame, now) = match what {
                    What::FrameSent { frame } => (frame, Fate::Sent),
                    What::FrameArrived { frame } => (frame, Fate::Arrives),
                    What::FrameLost { frame } => (frame, Fate::Lost),
                    _ => return false,
                };
                now == fate && frame_is(trace, frame, from, flags)
            }
            _ => false,
        }
    }
}

fn frame_is(trace: &Trace, frame: FrameId, from: Option<usize>, flags: Flags) -> bool {
    let kinds = Flags::SYN | Flags::FIN | Flags::RST | Flags::ACK;
    from.is_none_or(|host| trace.frame(frame).from.index() == host)
        && trace.segment(frame).is_some_and(|s| s.header.flags.0 & kinds.0 == flags.0)
}

impl From<format::SideBySide> for SideBySide {
    fn from(from: format::SideBySide) -> Self {
        Self { topic: from.topic, classic: from.classic, rfc: from.rfc, linux: from.linux }
    }
}

fn required<T>(key: &str, value: Option<T>) -> Result<T, LessonError> {
    let message = format!("missing field `{key}`");
    value.ok_or(LessonError::Syntax { line: 0, column: 0, message })
}

fn each<T, U>(
    items: Vec<T>,
    read: impl Fn(T) -> Result<U, LessonError>,
) -> Result<Vec<U>, LessonError> {
    items.into_iter().map(read).collect()
}

#[cfg(feature = "toml")]
fn syntax(text: &str, error: &toml::de::Error) -> LessonError {
    let at = error.span().map_or(0, |span| span.start).min(text.len());
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    LessonError::Syntax { line, column, message: error.message().to_owned() }
}

pub(crate) fn value(key: &str, text: &str, problem: ValueProblem) -> LessonError {
    LessonError::Value { key: key.to_owned(), text: text.to_owned(), problem }
}

/// Reads an optional value; what is not there stays `None`.
pub(crate) fn optional<T>(
    key: &str,
    text: Option<&String>,
    read: impl Fn(&str) -> Result<T, ValueProblem>,
) -> Result<Option<T>, LessonError> {
    text.map(|text| read(text).map_err(|problem| value(key, text, problem))).transpose()
}

fn topic(text: &str) -> Result<Topic, ValueProblem> {
    const TOPICS: &[&str] = &[Topic::Congestion.id(), Topic::Window.id(), Topic::Rto.id()];
    Topic::from_id(text.trim()).ok_or(ValueProblem::NotOneOf(TOPICS))
}

fn address(host: &str, text: &str) -> Result<Ipv4Addr, LessonError> {
    text.parse()
        .map_err(|_| value(&format!("host {host}: address"), text, ValueProblem::NotAnAddress))
}

fn base_scenario(file: &File, hosts: &Hosts<'_>) -> Result<Scenario, LessonError> {
    let tcp = file.tcp.config()?;
    let specs = file.hosts.iter().zip(hosts.0).map(|(host, (name, address))| {
        let mut tcp = tcp.clone();
        host.tcp.refine(&mut tcp)?;
        let step = host.isn_step.unwrap_or(ISN_STEP);
        let isn = match host.isn.as_ref().map(|FirstIsn(text)| text.as_str()) {
            None | Some("random") => Isn::Random,
            Some("rfc6528") => Isn::Rfc6528,
            Some(text) => {
                let Ok(first) = text.parse() else {
                    let problem = ValueProblem::NotOneOf(&["random", "rfc6528"]);
                    return Err(value(&format!("host {name}: isn"), text, problem));
                };
                Isn::Counted { first, step }
            }
        };
        Ok(HostSpec {
            tcp,
            isn,
            ephemeral_port: host.port.unwrap_or(EPHEMERAL_PORT),
            ..HostSpec::new(name, *address, wireglass_core::tcp::Profile::Linux)
        })
    });
    let specs: Vec<HostSpec> = specs.collect::<Result<_, LessonError>>()?;
    let mut link = LinkSpec::between(0, 1);
    let usual = format::Link::default();
    let of = file.links.0.first().unwrap_or(&usual);
    link.delay = optional("link.delay", of.delay.as_ref(), values::duration)?.unwrap_or(link.delay);
    link.bandwidth = optional("link.bandwidth", of.bandwidth.as_ref(), values::rate)?.flatten();
    let share = |key, text: &Option<String>| {
        optional(key, text.as_ref(), values::share).map(Option::unwrap_or_default)
    };
    link.loss_ppm = share("link.loss", &of.loss)?;
    link.duplicate_ppm = share("link.duplicate", &of.duplicate)?;
    link.reorder_ppm = share("link.reorder", &of.reorder)?;
    link.corrupt_ppm = share("link.corrupt", &of.corrupt)?;
    let programs = each(file.programs.clone(), |program| hosts.program(program))?;
    let faults = each(file.faults.clone(), |fault| hosts.fault(&fault))?;
    let actions = hosts.actions(&file.actions, &file.injections)?;
    Ok(Scenario {
        seed: file.seed,
        hosts: specs,
        devices: Vec::new(),
        links: vec![link],
        programs,
        faults,
        actions,
        arp: if file.arp == Some(true) { Arp::Asked } else { Arp::Known },
        limits: Limits::default(),
    })
}

/// The lesson's hosts by name, and what is read with their help.
struct Hosts<'a>(&'a [(String, Ipv4Addr)]);

impl Hosts<'_> {
    fn index(&self, key: &str, name: &str) -> Result<usize, LessonError> {
        self.0
            .iter()
            .position(|(known, _)| known == name)
            .ok_or_else(|| LessonError::UnknownHost { key: key.to_owned(), name: name.to_owned() })
    }

    fn program(&self, program: format::Program) -> Result<Program, LessonError> {
        let host = self.index("program.host", &program.host)?;
        let address_of =
            |name: &str| self.0.iter().find(|(known, _)| known == name).map(|(_, ip)| *ip);
        let ops = program
            .calls
            .iter()
            .enumerate()
            .map(|(index, text)| {
                calls::parse(text, &address_of).map_err(|problem| LessonError::Call {
                    host: program.host.clone(),
                    number: index + 1,
                    text: text.clone(),
                    problem,
                })
            })
            .collect::<Result<_, _>>()?;
        let start = optional("program.start", program.start.as_ref(), values::duration)?;
        let pace = optional("program.pace", program.pace.as_ref(), values::duration)?;
        Ok(Program {
            host,
            name: program.host,
            start: Instant::ZERO + start.unwrap_or_default(),
            pace: pace.unwrap_or(PACE),
            kind: TaskKind::Program,
            run: Run::Calls(ops),
        })
    }

    fn fault(&self, fault: &format::Fault) -> Result<Fault, LessonError> {
        const ACTIONS: &[&str] = &["drop", "delay", "duplicate", "corrupt"];
        let from = fault.from.as_ref().map(|name| self.index("fault.from", name)).transpose()?;
        let on = FrameMatch {
            from,
            flags: optional("fault.flags", fault.flags.as_ref(), values::flags)?,
            data: fault.data,
            nth: fault.nth.unwrap_or(1),
            ..FrameMatch::default()
        };
        let by = || {
            let text = fault.by.as_deref().unwrap_or_default();
            values::duration(text).map_err(|problem| value("fault.by", text, problem))
        };
        let action = match fault.action.as_str() {
            "drop" => FaultAction::Drop,
            "delay" => FaultAction::Delay(by()?),
            "duplicate" => FaultAction::Duplicate(by()?),
            "corrupt" => FaultAction::Corrupt {
                offset: fault.offset.unwrap_or(u16::MAX),
                flip: fault.flip.filter(|flip| *flip != 0).unwrap_or(1),
            },
            other => return Err(value("fault.do", other, ValueProblem::NotOneOf(ACTIONS))),
        };
        Ok(Fault { on, action })
    }

    /// What befalls hosts, and when, in the order it is written in.
    fn actions(
        &self,
        actions: &[format::Action],
        injections: &[format::Inject],
    ) -> Result<Vec<(Instant, Action)>, LessonError> {
        let mut all = Vec::new();
        for action in actions {
            let at = values::duration(&action.at).map_err(|p| value("action.at", &action.at, p))?;
            let when = Instant::ZERO + at;
            if let Some(name) = &action.power_off {
                all.push((when, Action::PowerOff(self.index("action.power_off", name)?)));
            }
            if let Some(name) = &action.power_on {
                all.push((when, Action::PowerOn(self.index("action.power_on", name)?)));
            }
        }
        for injection in injections {
            all.push(self.injection(injection)?);
        }
        Ok(all)
    }

    fn injection(&self, inject: &format::Inject) -> Result<(Instant, Action), LessonError> {
        let at = values::duration(&inject.at).map_err(|p| value("inject.at", &inject.at, p))?;
        let flags =
            values::flags(&inject.flags).map_err(|p| value("inject.flags", &inject.flags, p))?;
        let injection = Injection {
            by: inject.by.clone().unwrap_or_else(|| STRANGER.to_owned()),
            to: self.index("inject.to", &inject.to)?,
            flags,
            seq: inject.seq.unwrap_or_default(),
            ack: inject.ack.unwrap_or_default(),
        };
        Ok((Instant::ZERO + at, Action::Inject(injection)))
    }

    fn variant(&self, variant: format::Variant) -> Result<Variant, LessonError> {
        let settings = variant
            .set
            .into_iter()
            .map(|(id, text)| match Setting::from_id(&id) {
                Some(setting) => Ok((setting, text)),
                None => Err(value("variant.set", &id, ValueProblem::NotOneOf(&[]))),
            })
            .collect::<Result<Vec<_>, _>>()?;
        let programs = variant.programs.map(|all| each(all, |p| self.program(p))).transpose()?;
        let faults = variant.faults.map(|all| each(all, |f| self.fault(&f))).transpose()?;
        let actions = match (&variant.actions, &variant.injections) {
            (None, None) => None,
            (actions, injections) => Some(self.actions(
                actions.as_deref().unwrap_or_default(),
                injections.as_deref().unwrap_or_default(),
            )?),
        };
        Ok(Variant {
            id: variant.id,
            title: variant.title,
            summary: variant.summary,
            settings,
            programs,
            faults,
            actions,
        })
    }

    fn note(&self, note: format::Note) -> Result<Note, LessonError> {
        let host = note.host.as_ref().map(|name| self.index("note.host", name)).transpose()?;
        let frame = |fate, text: &str| {
            values::flags(text)
                .map(|flags| Cue::Frame { from: host, flags, fate })
                .map_err(|problem| value("note", text, problem))
        };
        let on = match (&note.state, &note.sent, &note.arrives, &note.lost, &note.rule) {
            (Some(text), None, None, None, None) => {
                let state =
                    values::state(text).map_err(|problem| value("note.state", text, problem))?;
                Cue::State { host: host.unwrap_or_default(), state }
            }
            (None, Some(text), None, None, None) => frame(Fate::Sent, text)?,
            (None, None, Some(text), None, None) => frame(Fate::Arrives, text)?,
            (None, None, None, Some(text), None) => frame(Fate::Lost, text)?,
            (None, None, None, None, Some(text)) => {
                let rule = Rule::ALL.iter().copied().find(|rule| rule.id() == text);
                let rule = rule.ok_or_else(|| value("note.rule", text, ValueProblem::NotARule))?;
                Cue::Rule { host, rule }
            }
            _ => {
                const KEYS: &[&str] = &["state", "sent", "arrives", "lost", "rule"];
                return Err(value("note", "", ValueProblem::NotOneOf(KEYS)));
            }
        };
        Ok(Note { on, nth: note.nth.unwrap_or(1), usual: note.usual, text: note.text })
    }
}

#[cfg(test)]
mod tests;
