//! A run with checkpoints: go anywhere, branch anywhere.

use crate::scenario::{Program, Scenario, ScenarioError};
use crate::world::World;
use std::sync::Arc;
use wireglass_core::time::Instant;
use wireglass_trace::{FrameId, Intervention, LinkId, NodeId, Origin, Snapshot, TaskId, Trace};

/// How many steps lie between two checkpoints.
const CHECKPOINT_EVERY: usize = 64;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing was left to happen.
    Finished,
    /// It was cut at the scenario's time limit.
    TimeLimit {
        /// The limit.
        until: Instant,
    },
    /// It was cut at the scenario's limit of steps.
    StepLimit {
        /// The limit.
        steps: usize,
    },
}

/// Why a what-if cannot be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BranchError {
    /// The frame has arrived, was lost, or was not sent yet.
    FrameNotInFlight {
        /// The frame.
        frame: FrameId,
    },
    /// A corruption that changes no bit.
    NothingToFlip,
    /// There is no such host.
    NoSuchHost {
        /// The number that was given.
        node: NodeId,
    },
    /// The host is off.
    HostIsOff {
        /// The host.
        node: NodeId,
    },
    /// The host is on already.
    AlreadyOn {
        /// The host.
        node: NodeId,
    },
    /// The host has no open connection.
    NothingOpen {
        /// The host.
        node: NodeId,
    },
    /// There is no such link, or it is cut (or not cut) already.
    LinkNotSo {
        /// The number that was given.
        link: LinkId,
    },
    /// The task has ended, or there is none.
    NotRunning {
        /// The number that was given.
        task: TaskId,
    },
    /// The position lies beyond the end of the run.
    BeyondTheEnd {
        /// The position.
        position: usize,
        /// The last there is.
        end: usize,
    },
}

/// A run from its beginning to its end, and the means to go back.
///
/// A checkpoint is a clone of the [`World`], shared between a run and its
/// branches. Going to a position clones the nearest checkpoint before it and
/// runs on from there.
#[derive(Clone, Debug)]
pub struct Recording {
    checkpoints: Vec<(usize, Arc<World>)>,
    interventions: Vec<(usize, Intervention)>,
    /// What was started by hand, each with the position it was started at.
    programs: Vec<(usize, Arc<Program>)>,
    trace: Trace,
    outcome: Outcome,
}

impl Recording {
    /// Runs a scenario to its end, or to its limits.
    ///
    /// # Errors
    /// If the scenario makes no sense.
    pub fn run(scenario: &Scenario) -> Result<Self, ScenarioError> {
        let mut trace = Trace::new(Origin::Simulated);
        let world = World::new(scenario, &mut trace)?;
        let checkpoints = vec![(0, Arc::new(world.clone()))];
        Ok(Self::finish(world, trace, checkpoints, Vec::new(), Vec::new()))
    }

    fn finish(
        mut world: World,
        mut trace: Trace,
        mut checkpoints: Vec<(usize, Arc<World>)>,
        interventions: Vec<(usize, Intervention)>,
        programs: Vec<(usize, Arc<Program>)>,
    ) -> Self {
        let limits = world.limits();
        let outcome = loop {
            match world.next_event() {
                None => break Outcome::Finished,
                Some(next) if next > limits.until => {
                    break Outcome::TimeLimit { until: limits.until };
                }
                Some(_) => {}
            }
            if trace.steps().len() >= limits.steps {
                break Outcome::StepLimit { steps: limits.steps };
            }
            world.step(&mut trace);
            let position = trace.steps().len();
            let last = checkpoints.last().map_or(0, |(position, _)| *position);
            if position >= last + CHECKPOINT_EVERY {
                checkpoints.push((position, Arc::new(world.clone())));
            }
        };
        Self { checkpoints, interventions, programs, trace, outcome }
    }

    /// What happened.
    pub fn trace(&self) -> &Trace {
        &self.trace
    }

    /// How it ended.
    pub fn outcome(&self) -> Outcome {
        self.outcome
    }

    /// The what-ifs that made this future, each with the position it was applied at.
    pub fn interventions(&self) -> &[(usize, Intervention)] {
        &self.interventions
    }

    /// What was true at a position.
    pub fn seek(&self, position: usize) -> Snapshot {
        Snapshot::at(&self.trace, position)
    }

    /// The world at a position, with the trace that led to it.
    ///
    /// # Errors
    /// If the position lies beyond the end.
    pub fn world_at(&self, position: usize) -> Result<(World, Trace), BranchError> {
        let end = self.trace.steps().len();
        if position > end {
            return Err(BranchError::BeyondTheEnd { position, end });
        }
        let nearest = self.checkpoints.partition_point(|(at, _)| *at <= position) - 1;
        let (from, world) = &self.checkpoints[nearest];
        let mut world = World::clone(world);
        let mut trace = self.trace.truncated(*from);
        while trace.steps().len() < position {
            // A what-if is a step that the world alone would not take again.
            let at = trace.steps().len();
            let program = self.programs.iter().find(|(when, _)| *when == at);
            let what_if = self.interventions.iter().find(|(when, _)| *when == at);
            match (program, what_if) {
                (Some((_, program)), _) => {
                    world.run_program(&mut trace, program.clone())?;
                }
                (None, Some((_, what))) => world.intervene(&mut trace, *what)?,
                (None, None) => {
                    world.step(&mut trace);
                }
            }
        }
        Ok((world, trace))
    }

    /// Another future: this one's past up to `position`, then the what-if, then
    /// whatever follows from it.
    ///
    /// # Errors
    /// If the what-if makes no sense there.
    pub fn branch(&self, position: usize, what: Intervention) -> Result<Self, BranchError> {
        if let Intervention::Run { task } = what {
            // Without its program there is nothing to run.
            return Err(BranchError::NotRunning { task });
        }
        let (mut world, mut trace) = self.world_at(position)?;
        world.intervene(&mut trace, what)?;
        Ok(self.other_future(position, world, trace, what, None))
    }

    /// Another future, in which a program is started at `position`: what somebody types into
    /// the terminal of a host or router. Its node and its start in the program are not asked.
    ///
    /// # Errors
    /// If no programs run on the node, or it is off.
    pub fn branch_run(
        &self,
        position: usize,
        node: NodeId,
        program: Program,
    ) -> Result<(Self, TaskId), BranchError> {
        let (mut world, mut trace) = self.world_at(position)?;
        let (host, start) = (node.index(), trace.time_at(position));
        let program = Arc::new(Program { host, start, ..program });
        let task = world.run_program(&mut trace, program.clone())?;
        let what = Intervention::Run { task };
        Ok((self.other_future(position, world, trace, what, Some(program)), task))
    }

    fn other_future(
        &self,
        position: usize,
        world: World,
        trace: Trace,
        what: Intervention,
        program: Option<Arc<Program>>,
    ) -> Self {
        let mut checkpoints = self.checkpoints.clone();
        checkpoints.retain(|(at, _)| *at <= position);
        let mut interventions = self.interventions.clone();
        interventions.retain(|(at, _)| *at < position);
        interventions.push((position, what));
        let mut programs = self.programs.clone();
        programs.retain(|(at, _)| *at < position);
        programs.extend(program.map(|program| (position, program)));
        Self::finish(world, trace, checkpoints, interventions, programs)
    }

    /// What was started by hand in this future, each with the position it was started at.
    pub fn programs(&self) -> impl Iterator<Item = (usize, &Program)> {
        self.programs.iter().map(|(at, program)| (*at, &**program))
    }

    /// The position at which a frame has just been sent: where a what-if about it begins.
    pub fn position_after_sending(&self, frame: FrameId) -> Option<usize> {
        let sent = self.trace.frames().get(frame.index())?.sent?;
        Some(self.trace.step_of(sent) + 1)
    }
}
