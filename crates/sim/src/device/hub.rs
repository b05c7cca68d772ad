//! A hub: repeats what comes in on a port through every other (IEEE 802.3 clause 9).

use super::Common;
use crate::network::{Outgoing, Wires};
use crate::world::Ctx;
use wireglass_core::rules::Reason;
use wireglass_trace::FrameId;

#[derive(Clone, Debug)]
pub(crate) struct Hub {
    pub(crate) common: Common,
    ports: u16,
}

impl Hub {
    pub(crate) fn new(common: Common, ports: u16) -> Self {
        Self { common, ports }
    }

    /// It reads nothing of the frame: what comes in goes out, damaged or not.
    pub(super) fn receive(&self, ctx: &mut Ctx<'_>, wires: &mut Wires, port: u16, frame: FrameId) {
        let bytes = ctx.trace.received_bytes(frame).to_vec();
        for other in (0..self.ports).filter(|other| *other != port) {
            if !wires.is_plugged(self.common.index, other) {
                continue;
            }
            let because = Reason::HubRepeats { port };
            wires.send(ctx, &Outgoing::forward(self.common.index, other, &bytes, because, frame));
        }
    }
}
