//! Programs, faults and what befalls whom.

use super::Builder;
use crate::calls;
use crate::error::{Named, Problem, ValueProblem};
use crate::format::{self, Fault};
use crate::path::Path;
use crate::values;
use wireglass_core::time::{Duration, Instant};
use wireglass_sim::{Action, FaultAction, FrameMatch, Injection, Program, Run};
use wireglass_trace::TaskKind;

/// Between two calls of a program, unless it says otherwise.
pub(super) const PACE: Duration = Duration::from_millis(2);
/// The most calls of a program.
const MOST_CALLS: usize = 10_000;
/// Who sends what no host sent, unless a lesson gives another name: the intruder of textbooks.
const STRANGER: &str = "Mallory";

impl Builder<'_> {
    pub(super) fn events(&mut self) {
        let file = self.file;
        for (index, program) in file.programs.iter().enumerate() {
            self.program(program, &Path::of("program").index(index));
        }
        for (index, fault) in file.faults.iter().enumerate() {
            self.fault(fault, &Path::of("fault").index(index));
        }
        for (index, action) in file.actions.iter().enumerate() {
            self.action(action, &Path::of("action").index(index));
        }
        for (index, inject) in file.injections.iter().enumerate() {
            self.injection(inject, &Path::of("inject").index(index));
        }
    }

    /// A program of calls. Commands are the services' part.
    fn program(&mut self, program: &format::Program, path: &Path) {
        let found = usize::from(!program.calls.is_empty()) + usize::from(program.run.is_some());
        if found != 1 {
            let problem = Problem::NotOneKey { keys: &["calls", "run"], found };
            self.problems.tell(path, problem);
        }
        let host = path.key("host");
        let node = self.nodes.find_kind(&program.host, Named::Speaker, &host, self.problems);
        let own = path.key("calls");
        self.problems.few(&own, program.calls.len(), MOST_CALLS);
        let address_of = |name: &str| self.nodes.address_of(name);
        let mut ops = Vec::new();
        for (index, text) in program.calls.iter().enumerate() {
            match calls::parse(text, &address_of) {
                Ok(op) => ops.push(op),
                Err(problem) => {
                    let problem = Problem::Call { text: text.clone(), problem };
                    self.problems.tell(&own.index(index), problem);
                }
            }
        }
        let (start, pace) = self.times(program, path);
        if let (Some(host), None) = (node, &program.run) {
            self.scenario.programs.push(Program {
                host,
                name: program.host.clone(),
                start,
                pace,
                kind: TaskKind::Program,
                run: Run::Calls(ops),
            });
        }
    }

    /// When a program starts, and how fast it is.
    pub(super) fn times(&mut self, program: &format::Program, path: &Path) -> (Instant, Duration) {
        let start = program.start.as_ref();
        let start = self.problems.optional(path, "start", start, values::duration);
        let pace = program.pace.as_ref();
        let pace = self.problems.optional(path, "pace", pace, values::duration);
        (Instant::ZERO + start.unwrap_or_default(), pace.unwrap_or(PACE))
    }

    /// The link between two nodes, by its place in the list.
    fn link_between(&mut self, ends: &[String], path: &Path) -> Option<usize> {
        let [a, b] = ends else {
            self.problems.tell(path, Problem::NotTwoEnds { found: ends.len() });
            return None;
        };
        let mut node = |text: &str, which: usize| {
            let (name, _) = self.nodes.split(text);
            self.nodes.find(name, &path.index(which), self.problems)
        };
        let (one, other) = (node(a, 0), node(b, 1));
        let (one, other) = (one?, other?);
        let joins =
            |link: &wireglass_sim::LinkSpec| link.ends == [one, other] || link.ends == [other, one];
        let found = self.scenario.links.iter().position(joins);
        if found.is_none() {
            let ends = [a.clone(), b.clone()];
            self.problems.tell(path, Problem::NoSuchLink { ends });
        }
        found
    }

    fn fault(&mut self, fault: &Fault, path: &Path) {
        const ACTIONS: &[&str] = &["drop", "delay", "duplicate", "corrupt"];
        let sender = fault.from.as_ref();
        let from = sender.map(|name| self.nodes.find(name, &path.key("from"), self.problems));
        let link =
            (!fault.link.is_empty()).then(|| self.link_between(&fault.link, &path.key("link")));
        let problems = &mut *self.problems;
        let on = FrameMatch {
            from: from.flatten(),
            link: link.flatten(),
            kind: problems.optional(path, "frame", fault.frame.as_ref(), values::frame),
            port: fault.port,
            flags: problems.optional(path, "flags", fault.flags.as_ref(), values::flags),
            data: fault.data,
            nth: fault.nth.unwrap_or(1),
        };
        let mut by = || {
            let Some(text) = &fault.by else {
                problems.tell(path, Problem::MissingKey { key: "by" });
                return None;
            };
            problems.read(&path.key("by"), text, values::duration)
        };
        let action = match fault.action.as_str() {
            "drop" => Some(FaultAction::Drop),
            "delay" => by().map(FaultAction::Delay),
            "duplicate" => by().map(FaultAction::Duplicate),
            "corrupt" => Some(FaultAction::Corrupt {
                offset: fault.offset.unwrap_or(u16::MAX),
                flip: fault.flip.filter(|flip| *flip != 0).unwrap_or(1),
            }),
            other => {
                problems.value(&path.key("do"), other, ValueProblem::NotOneOf(ACTIONS));
                None
            }
        };
        if let Some(action) = action {
            self.scenario.faults.push(wireglass_sim::Fault { on, action });
        }
    }

    fn action(&mut self, action: &format::Action, path: &Path) {
        /// What is done to a node or a link, by its index.
        type Make = fn(usize) -> Action;
        const KEYS: &[&str] = &["power_off", "power_on", "cut", "mend"];
        let at = self.problems.read(&path.key("at"), &action.at, values::duration);
        let when = Instant::ZERO + at.unwrap_or_default();
        let mut found = 0;
        let powers: [(_, _, Make); 2] = [
            ("power_off", &action.power_off, Action::PowerOff),
            ("power_on", &action.power_on, Action::PowerOn),
        ];
        for (key, name, make) in powers {
            let Some(name) = name else { continue };
            found += 1;
            if let Some(node) = self.nodes.find(name, &path.key(key), self.problems) {
                self.scenario.actions.push((when, make(node)));
            }
        }
        let links: [(_, _, Make); 2] =
            [("cut", &action.cut, Action::CutLink), ("mend", &action.mend, Action::MendLink)];
        for (key, ends, make) in links {
            if ends.is_empty() {
                continue;
            }
            found += 1;
            if let Some(link) = self.link_between(ends, &path.key(key)) {
                self.scenario.actions.push((when, make(link)));
            }
        }
        if found == 0 {
            self.problems.tell(path, Problem::NotOneKey { keys: KEYS, found });
        }
    }

    fn injection(&mut self, inject: &format::Inject, path: &Path) {
        let problems = &mut *self.problems;
        let at = problems.read(&path.key("at"), &inject.at, values::duration);
        let flags = problems.read(&path.key("flags"), &inject.flags, values::flags);
        let to = self.nodes.find_kind(&inject.to, Named::Host, &path.key("to"), problems);
        let (Some(at), Some(flags), Some(to)) = (at, flags, to) else { return };
        let injection = Injection {
            by: inject.by.clone().unwrap_or_else(|| STRANGER.to_owned()),
            to,
            flags,
            seq: inject.seq.unwrap_or_default(),
            ack: inject.ack.unwrap_or_default(),
        };
        self.scenario.actions.push((Instant::ZERO + at, Action::Inject(injection)));
    }
}
