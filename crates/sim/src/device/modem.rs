//! A modem: one kind of signal on one side, another on the other, the same bits.

use super::Common;
use crate::network::{Outgoing, Wires};
use crate::world::Ctx;
use wireglass_core::rules::Reason;
use wireglass_trace::FrameId;

/// The side of the home, and the side of the line.
pub(crate) const PORTS: u16 = 2;

#[derive(Clone, Debug)]
pub(crate) struct Modem {
    pub(crate) common: Common,
}

impl Modem {
    pub(crate) fn new(common: Common) -> Self {
        Self { common }
    }

    pub(super) fn receive(&self, ctx: &mut Ctx<'_>, wires: &mut Wires, port: u16, frame: FrameId) {
        let bytes = ctx.trace.received_bytes(frame).to_vec();
        let because = Reason::ModemConverts { port };
        let other = PORTS - 1 - port.min(PORTS - 1);
        wires.send(ctx, &Outgoing::forward(self.common.index, other, &bytes, because, frame));
    }
}
