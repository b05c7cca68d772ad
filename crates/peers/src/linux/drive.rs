//! A simulated network in real time: its doors are interfaces, its clock is ours.

use super::wire::{Wire, wait};
use anyhow::{Context, Result, anyhow, ensure};
use std::time::{Duration as RealDuration, Instant as RealInstant};
use wireglass_core::time::{Duration, Instant};
use wireglass_sim::{Scenario, World};
use wireglass_trace::{NodeId, Origin, Trace};

/// What is due sooner than this is waited for awake, as a system's timers are no finer.
const AWAKE: Duration = Duration::from_millis(1);

/// A frame that passed a door.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passed {
    /// Which door.
    pub door: NodeId,
    /// When.
    pub at: Instant,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A world that runs as fast as time goes by, with wires at its doors.
///
/// Nothing happens but in [`Driver::turn`]: whoever holds it calls that again and again.
#[derive(Debug)]
pub struct Driver {
    world: World,
    trace: Trace,
    doors: Vec<(NodeId, Wire)>,
    /// When its first turn was.
    began: Option<RealInstant>,
    passed: Vec<Passed>,
}

impl Driver {
    /// A world before its first turn, which is when its time begins. `doors` says which wire is at which of its
    /// nodes.
    ///
    /// # Errors
    /// If the scenario makes no sense, or what is on the wires already cannot be taken off.
    pub fn new(scenario: &Scenario, doors: Vec<(NodeId, Wire)>) -> Result<Self> {
        let mut trace = Trace::new(Origin::Simulated);
        let world = World::new(scenario, &mut trace)
            .map_err(|wrong| anyhow!("the scenario makes no sense: {wrong:?}"))?;
        for (_, wire) in &doors {
            while wire.receive()?.is_some() {}
        }
        Ok(Self { world, trace, doors, began: None, passed: Vec::new() })
    }

    /// The present, in the world's time.
    pub fn now(&self) -> Instant {
        let elapsed = self.began.map_or(RealDuration::ZERO, |began| began.elapsed());
        Instant::from_nanos(u64::try_from(elapsed.as_nanos()).unwrap_or(u64::MAX))
    }

    /// The world as it was after the last turn.
    pub fn world(&self) -> &World {
        &self.world
    }

    /// What has happened in it.
    pub fn trace(&self) -> &Trace {
        &self.trace
    }

    /// What has passed the doors, in order.
    pub fn passed(&self) -> &[Passed] {
        &self.passed
    }

    /// One turn: what has come in is taken in, what is due happens, what has left is put on
    /// the wires; then it waits until something comes or is due, no longer than `wait_for`.
    ///
    /// # Errors
    /// If a wire fails, or the scenario's limit of steps is reached.
    pub fn turn(&mut self, wait_for: RealDuration) -> Result<()> {
        self.began.get_or_insert_with(RealInstant::now);
        for index in 0..self.doors.len() {
            let door = self.doors[index].0;
            while let Some(bytes) = self.doors[index].1.receive()? {
                let at = self.now();
                self.world
                    .handle_incoming(&mut self.trace, door, &bytes, at)
                    .map_err(|wrong| anyhow!("a frame could not come in: {wrong:?}"))?;
                self.passed.push(Passed { door, at, bytes });
            }
        }
        let now = self.now();
        ensure!(self.world.advance(&mut self.trace, now), "the run has had all its steps");
        for leaving in self.world.take_outgoing() {
            let bytes = self.trace.received_bytes(leaving.frame).to_vec();
            let door = self.doors.iter().find(|(door, _)| *door == leaving.door);
            let (_, wire) = door.context("a door without a wire")?;
            wire.send(&bytes)?;
            self.passed.push(Passed { door: leaving.door, at: self.now(), bytes });
        }
        let due = self.world.next_event().map(|due| due.since(self.now()));
        let time = match due {
            Some(due) if due < AWAKE => RealDuration::ZERO,
            Some(due) => wait_for.min(RealDuration::from_nanos(due.as_nanos())),
            None => wait_for,
        };
        wait(self.doors.iter().map(|(_, wire)| wire), time)
    }
}
