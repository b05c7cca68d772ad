//! Frames that leave the world, and others that come in, with somebody outside who keeps time.

use super::{Ctx, World};
use crate::device::Device;
use std::sync::Arc;
use wireglass_core::time::Instant;
use wireglass_core::wire::ethernet;
use wireglass_trace::{FrameId, NodeId, Trace};

/// A frame that has left the world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Leaving {
    /// By which door.
    pub door: NodeId,
    /// The frame; [`Trace::received_bytes`] has what left.
    pub frame: FrameId,
}

/// Why a frame cannot come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DoorError {
    /// There is no door at this node.
    NoDoor {
        /// The number that was given.
        node: NodeId,
    },
    /// The door is switched off.
    Off {
        /// The door.
        door: NodeId,
    },
    /// The world is further on already.
    Past {
        /// The time that was given.
        given: Instant,
        /// The world's present.
        now: Instant,
    },
    /// The run is cut: it has had as many steps as the scenario allows.
    Cut {
        /// The limit.
        steps: usize,
    },
    /// Not even a header.
    TooShort {
        /// How many bytes it has.
        len: usize,
    },
}

impl World {
    /// Handles everything that is due up to `now`, which is the present from then on, unless
    /// it lies in the past. `false` if the scenario's limit of steps cut it before.
    pub fn advance(&mut self, trace: &mut Trace, now: Instant) -> bool {
        while self.next_event().is_some_and(|due| due <= now) {
            if trace.steps().len() >= self.limits.steps {
                return false;
            }
            self.step(trace);
        }
        self.now = self.now.max(now);
        true
    }

    /// A frame comes in by a door, as a step of its own. What was due before is handled
    /// first, so that the trace does not depend on how often anybody looked at the clock.
    ///
    /// # Errors
    /// If there is no such door, the frame has no whole header, `now` is in the past (the world
    /// is as it was then), or the run has had all its steps.
    pub fn handle_incoming(
        &mut self,
        trace: &mut Trace,
        door: NodeId,
        bytes: &[u8],
        now: Instant,
    ) -> Result<(), DoorError> {
        match self.devices.get(door.index()).map(|device| &**device) {
            Some(device @ Device::Outside(_)) if !device.is_on() => {
                return Err(DoorError::Off { door });
            }
            Some(Device::Outside(_)) => {}
            _ => return Err(DoorError::NoDoor { node: door }),
        }
        if now < self.now {
            return Err(DoorError::Past { given: now, now: self.now });
        }
        if bytes.len() < ethernet::HEADER_LEN {
            return Err(DoorError::TooShort { len: bytes.len() });
        }
        if !self.advance(trace, now) {
            return Err(DoorError::Cut { steps: self.limits.steps });
        }
        trace.begin_step(now);
        let mut ctx = Ctx { now, trace, queue: &mut self.queue };
        if let Device::Outside(outside) = &*self.devices[door.index()] {
            outside.enter(&mut ctx, &mut self.wires, bytes);
        }
        trace.finish();
        Ok(())
    }

    /// The frames that have left since this was last asked: door by door, in the order in
    /// which they left.
    pub fn take_outgoing(&mut self) -> Vec<Leaving> {
        let mut leaving = Vec::new();
        for (index, device) in self.devices.iter_mut().enumerate() {
            let Device::Outside(waiting) = &**device else { continue };
            if waiting.is_empty() {
                continue;
            }
            if let Device::Outside(outside) = Arc::make_mut(device) {
                let door = NodeId::from_index(index);
                leaving.extend(outside.take().into_iter().map(|frame| Leaving { door, frame }));
            }
        }
        leaving
    }
}

#[cfg(test)]
mod tests;
