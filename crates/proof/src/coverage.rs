//! Rule coverage: which rules of the book something that runs has produced.
//!
//! A rule counts when it was *seen*: as the `because` of an event in a trace, or
//! as the reason of a note or a segment that an endpoint gave out. Nothing is
//! read from source text, so a rule that no code path reaches cannot look covered.
//!
//! [`drivers`] is the table. Broad drivers (every lesson, the random batch, every
//! capture) promise nothing in particular; the others are a few lines each for a
//! rule that ordinary traffic seldom meets, and promise that rule: a driver that
//! does not produce what it promises fails, even if another one does.
//!
//! To cover a new rule: add a line to the table in `endpoints` (one endpoint and
//! hand-made segments), `worlds` (hosts, a link and programs), `networks` (devices
//! between hosts) or `machines` (what works below TCP and above it).

mod broad;
mod endpoints;
mod host;
mod listeners;
mod machines;
mod networks;
mod worlds;

#[cfg(test)]
mod tests;

pub(crate) use broad::lesson_runs;

use std::collections::{BTreeMap, BTreeSet};
use wireglass_core::rules::{Reason, Rule};
use wireglass_core::tcp::{Log, Note};
use wireglass_trace::Trace;

/// Something that runs and is watched.
#[derive(Clone, Copy, Debug)]
pub struct Driver {
    /// What it is called in the report.
    pub name: &'static str,
    /// The rules it is there for.
    pub promises: &'static [Rule],
    /// Runs it.
    pub run: fn(&mut Seen),
}

/// The rules seen so far.
#[derive(Clone, Debug, Default)]
pub struct Seen(BTreeSet<Rule>);

impl Seen {
    /// A reason was given.
    pub fn reason(&mut self, reason: &Reason) {
        self.0.insert(reason.rule());
    }

    /// Rules that were applied.
    pub fn rules(&mut self, rules: &BTreeSet<Rule>) {
        self.0.extend(rules);
    }

    /// Every reason in a trace.
    pub fn trace(&mut self, trace: &Trace) {
        for reason in trace.events().iter().filter_map(|event| event.because.as_ref()) {
            self.reason(reason);
        }
    }

    /// Every reason in a log, which is emptied.
    pub fn log(&mut self, log: &mut Log) {
        for note in log.take() {
            self.reason(&match note {
                Note::Transition { reason, .. }
                | Note::Applied(reason)
                | Note::Deleted(reason)
                | Note::TimeWaitReusable { reason, .. } => reason,
            });
        }
    }
}

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Coverage {
    /// For each rule that was seen, the drivers that produced it.
    pub by: BTreeMap<Rule, Vec<&'static str>>,
    /// Drivers that did not produce what they are there for.
    pub broken: Vec<(&'static str, Rule)>,
}

impl Coverage {
    /// The rules that nothing produced.
    pub fn missing(&self) -> Vec<Rule> {
        Rule::ALL.iter().copied().filter(|rule| !self.by.contains_key(rule)).collect()
    }

    /// One line for each thing that is wrong; none if nothing is.
    pub fn problems(&self) -> Vec<String> {
        let missing = self.missing().into_iter().map(|rule| {
            format!("{} ({}) is produced by nothing that runs", rule.id(), rule.source())
        });
        let broken = self
            .broken
            .iter()
            .map(|(driver, rule)| format!("`{driver}` does not produce {}", rule.id()));
        missing.chain(broken).collect()
    }
}

/// All drivers.
pub fn drivers() -> impl Iterator<Item = &'static Driver> {
    let tables = [
        broad::DRIVERS,
        worlds::DRIVERS,
        networks::DRIVERS,
        endpoints::DRIVERS,
        listeners::DRIVERS,
    ];
    tables.into_iter().flatten().chain(machines::drivers())
}

/// Runs every driver.
pub fn run() -> Coverage {
    let mut coverage = Coverage::default();
    for driver in drivers() {
        let mut seen = Seen::default();
        (driver.run)(&mut seen);
        let broken = driver.promises.iter().filter(|rule| !seen.0.contains(rule));
        coverage.broken.extend(broken.map(|rule| (driver.name, *rule)));
        for rule in seen.0 {
            coverage.by.entry(rule).or_default().push(driver.name);
        }
    }
    coverage
}
