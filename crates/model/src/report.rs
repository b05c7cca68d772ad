//! What the run says: a block for each scenario, the table's coverage, the total,
//! and the same as data.

use crate::model::show;
use crate::run::Outcome;
use crate::scenario::{Scenario, Step};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::time::Duration;
use wireglass_core::tcp::{TRANSITIONS, Transition};

/// One scenario's block.
pub fn scenario(outcome: &Outcome) -> String {
    let mut out = String::new();
    let survey = &outcome.survey;
    let word = if outcome.failed.is_empty() { "ok" } else { "FAILED" };
    let _ = writeln!(
        out,
        "{:<20} {word:<6} {:>9} worlds {:>10} ways {:>4} deep {:>6} ends {:>6.1} s",
        outcome.scenario.name,
        survey.worlds,
        survey.edges,
        survey.depth,
        survey.ends,
        outcome.time.as_secs_f64()
    );
    let _ = writeln!(out, "    {}", bounds(&outcome.scenario));
    for (name, ladder) in &outcome.failed {
        let _ = writeln!(out, "    FAILED: {name}");
        out.push_str(ladder);
        if *name == crate::property::END_REACHABLE {
            let _ = writeln!(out, "      ({} worlds have no way to an end)", survey.stuck);
        }
    }
    out
}

/// The bounds of a scenario in one line.
fn bounds(scenario: &Scenario) -> String {
    let luck = &scenario.luck;
    let config = &scenario.config;
    let mut out = format!(
        "mss {}, buffer {}; A: {}; B: {}; lost {}, doubled {}, overtaking {}, early timers {}",
        config.mss,
        config.receive_buffer,
        program(scenario.programs[0]),
        program(scenario.programs[1]),
        luck.losses,
        luck.doublings,
        luck.overtakings,
        luck.early,
    );
    for (what, count) in [("aborts", luck.aborts), ("crashes", luck.crashes)] {
        if count > 0 {
            let _ = write!(out, ", {what} {count}");
        }
    }
    if scenario.opened {
        out.push_str(", connected already");
    }
    if scenario.old.is_some() {
        out.push_str(", an old SYN in flight");
    }
    out
}

fn program(steps: &[Step]) -> String {
    let words: Vec<String> = steps
        .iter()
        .map(|step| match step {
            Step::Connect => "connect".to_owned(),
            Step::AwaitOpen => "wait".to_owned(),
            Step::Send(text) => format!("send {}", text.len()),
            Step::ReadToEnd => "read to end".to_owned(),
            Step::Shutdown => "shutdown".to_owned(),
            Step::Close => "close".to_owned(),
        })
        .collect();
    if words.is_empty() { "nothing".to_owned() } else { words.join(", ") }
}

/// Everything together.
#[derive(Clone, Debug, Default)]
pub struct Total {
    /// Properties that held, over all scenarios.
    pub passed: usize,
    /// Properties that did not.
    pub failed: usize,
    /// Worlds reached.
    pub worlds: usize,
    /// Ways between them.
    pub edges: usize,
    /// The longest of the shortest ways.
    pub depth: usize,
    scenarios: usize,
    seen: BTreeSet<Transition>,
}

impl Total {
    /// Adds a scenario.
    pub fn add(&mut self, outcome: &Outcome) {
        self.passed += outcome.passed.len();
        self.failed += outcome.failed.len();
        self.worlds += outcome.survey.worlds;
        self.edges += outcome.survey.edges;
        self.depth = self.depth.max(outcome.survey.depth);
        self.scenarios += 1;
        self.seen.extend(&outcome.seen);
    }

    /// What the table has and no scenario reached.
    pub fn unseen(&self) -> Vec<Transition> {
        TRANSITIONS.iter().filter(|entry| !self.seen.contains(entry)).copied().collect()
    }

    /// The last lines. The very last is `N passed, N failed, N skipped`.
    pub fn lines(&self, time: Duration) -> String {
        let mut out = format!(
            "transitions of the table seen: {} of {}\n",
            TRANSITIONS.len() - self.unseen().len(),
            TRANSITIONS.len()
        );
        for entry in self.unseen() {
            let _ = writeln!(out, "    not within these bounds: {}", show(entry));
        }
        let _ = writeln!(
            out,
            "{} scenarios, {} worlds, {} ways, {:.1} s",
            self.scenarios,
            self.worlds,
            self.edges,
            time.as_secs_f64()
        );
        let _ = writeln!(out, "{} passed, {} failed, 0 skipped", self.passed, self.failed);
        out
    }

    /// The same for the page that says how the project is proved.
    pub fn json(&self) -> Value {
        let seen = TRANSITIONS.len() - self.unseen().len();
        json!({
            "id": "model",
            "command": "cargo xtask prove model",
            "passed": self.passed,
            "failed": self.failed,
            "skipped": 0,
            "figures": [
                ["scenarios", self.scenarios.to_string()],
                ["states explored", self.worlds.to_string()],
                ["transitions between them", self.edges.to_string()],
                ["deepest state, in actions", self.depth.to_string()],
                ["transitions of the TCP table seen", format!("{seen} of {}", TRANSITIONS.len())],
            ],
        })
    }
}
