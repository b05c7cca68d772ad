//! One scenario from its beginning to its verdicts.

use crate::action::Action;
use crate::graph::{self, Survey};
use crate::ladder;
use crate::model::Tcp;
use crate::property::END_REACHABLE;
use crate::scenario::Scenario;
use stateright::{Checker, Expectation, Model};
use std::time::{Duration, Instant};
use wireglass_core::tcp::Transition;

/// What came out of a scenario.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// What was explored.
    pub scenario: Scenario,
    /// What the walk over the whole graph found.
    pub survey: Survey,
    /// Worlds that stateright counted. It stops at the first world that breaks
    /// something, so this is all of them only where nothing failed.
    pub counted: usize,
    /// The properties that held.
    pub passed: Vec<&'static str>,
    /// Those that did not, each with the ladder that shows it.
    pub failed: Vec<(&'static str, String)>,
    /// The entries of the table that were seen.
    pub seen: Vec<Transition>,
    /// How long it took.
    pub time: Duration,
}

/// Explores a scenario.
pub fn run(model: &Tcp) -> Outcome {
    let begin = Instant::now();
    let survey = graph::survey(model);
    let checker = model.clone().checker().threads(1).spawn_bfs().join();
    let mut discoveries = checker.discoveries();
    let (mut passed, mut failed) = (Vec::new(), Vec::new());
    for property in model.properties() {
        let found = discoveries.remove(property.name);
        match (property.expectation, found) {
            (Expectation::Sometimes, None) => {
                failed.push((property.name, "      never seen\n".to_owned()));
            }
            (Expectation::Always, Some(path)) => {
                let way: Vec<Action> = path.into_actions();
                failed.push((property.name, ladder::tell(model, &way)));
            }
            _ => passed.push(property.name),
        }
    }
    match &survey.way_to_stuck {
        Some(way) => failed.push((END_REACHABLE, ladder::tell(model, way))),
        None => passed.push(END_REACHABLE),
    }
    let counted = checker.unique_state_count();
    let same = "both explorations count the same worlds";
    // One that has found everything it looks for does not go on.
    if !failed.is_empty() || checker.unique_state_count() == survey.worlds {
        passed.push(same);
    } else {
        failed.push((same, format!("      {counted} and {}\n", survey.worlds)));
    }
    Outcome {
        scenario: (*model.scenario).clone(),
        survey,
        counted,
        passed,
        failed,
        seen: model.seen(),
        time: begin.elapsed(),
    }
}
