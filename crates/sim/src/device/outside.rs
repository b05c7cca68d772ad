//! The door to a real network: what comes to it leaves the world.

use super::Common;
use crate::network::{Outgoing, Wires};
use crate::world::Ctx;
use wireglass_trace::FrameId;

#[derive(Clone, Debug)]
pub(crate) struct Outside {
    pub(crate) common: Common,
    /// What has come here and was not fetched yet.
    left: Vec<FrameId>,
}

impl Outside {
    pub(crate) fn new(common: Common) -> Self {
        Self { common, left: Vec::new() }
    }

    pub(super) fn receive(&mut self, frame: FrameId) {
        self.left.push(frame);
    }

    /// What has come here since it was last asked.
    pub(crate) fn take(&mut self) -> Vec<FrameId> {
        std::mem::take(&mut self.left)
    }

    /// Whether anything has.
    pub(crate) fn is_empty(&self) -> bool {
        self.left.is_empty()
    }

    /// A frame comes in. Why it was sent is known to nobody here.
    pub(crate) fn enter(&self, ctx: &mut Ctx<'_>, wires: &mut Wires, bytes: &[u8]) {
        let frame = Outgoing {
            from: self.common.index,
            port: 0,
            bytes,
            socket: None,
            because: None,
            retransmission: false,
            forwarded_from: None,
        };
        wires.send(ctx, &frame);
    }
}
