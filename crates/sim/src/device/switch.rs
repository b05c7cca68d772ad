//! A switch: `core::bridge`, with its table in the trace.

use super::Common;
use crate::network::{Outgoing, Wires};
use crate::world::Ctx;
use wireglass_core::bridge::{Action, Bridge, Config};
use wireglass_core::time::Instant;
use wireglass_trace::{FrameId, Row, What};

#[derive(Clone, Debug)]
pub(crate) struct Switch {
    pub(crate) common: Common,
    config: Config,
    bridge: Bridge,
    /// Which of its ports have a cable that is whole.
    plugged: Vec<bool>,
}

impl Switch {
    pub(crate) fn new(common: Common, config: Config, plugged: Vec<bool>) -> Self {
        let bridge = Bridge::new(&config);
        let mut switch = Self { common, config, bridge, plugged };
        switch.forget();
        switch
    }

    /// Begins anew, with an empty table.
    pub(super) fn forget(&mut self) {
        self.bridge = Bridge::new(&self.config);
        let mut nothing = Vec::new();
        for (port, _) in self.plugged.iter().enumerate().filter(|(_, plugged)| **plugged) {
            let port = u16::try_from(port).unwrap_or(u16::MAX);
            self.bridge.handle_port_up(Instant::ZERO, port, &mut nothing);
        }
    }

    pub(super) fn receive(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        port: u16,
        frame: FrameId,
    ) {
        let bytes = ctx.trace.received_bytes(frame).to_vec();
        let mut actions = Vec::new();
        self.bridge.handle_frame(ctx.now, port, &bytes, &mut actions);
        for action in actions {
            match action {
                Action::Forward { ports, reason } => {
                    // With one cable only there is nowhere to pass it on to.
                    if ports.is_empty() {
                        let what = What::FrameDiscarded { frame };
                        ctx.push(self.common.node, what, Some(reason), None);
                    }
                    for port in ports {
                        let index = self.common.index;
                        wires.send(ctx, &Outgoing::forward(index, port, &bytes, reason, frame));
                    }
                }
                Action::Drop { reason } => {
                    let what = What::FrameDiscarded { frame };
                    ctx.push(self.common.node, what, Some(reason), None);
                }
                other => self.report(ctx, &other),
            }
        }
    }

    /// Writes what has changed into the trace.
    fn report(&self, ctx: &mut Ctx<'_>, action: &Action) {
        let node = self.common.node;
        match *action {
            Action::Table { mac, port: Some(port), reason: Some(reason) } => {
                ctx.set_row(node, Row::Mac { mac, port }, Some(reason));
            }
            Action::Table { mac, port: None, reason } => {
                ctx.drop_row(node, Row::Mac { mac, port: 0 }, reason);
            }
            Action::Port { port, state, role, reason } => {
                ctx.set_row(node, Row::SpanningTree { port, state, role }, Some(reason));
            }
            Action::Applied(reason) => ctx.note(node, reason),
            // Only heard again; and without a spanning tree it has nothing of its own to send.
            Action::Table { reason: None, .. }
            | Action::Send { .. }
            | Action::Forward { .. }
            | Action::Drop { .. } => {}
        }
    }

    pub(super) fn next_timeout(&self) -> Option<Instant> {
        self.bridge.next_timeout()
    }

    pub(super) fn timeout(&mut self, ctx: &mut Ctx<'_>) {
        let mut actions = Vec::new();
        self.bridge.handle_timeout(ctx.now, &mut actions);
        for action in actions {
            self.report(ctx, &action);
        }
    }

    pub(super) fn link_changed(&mut self, ctx: &mut Ctx<'_>, port: u16, up: bool) {
        if let Some(plugged) = self.plugged.get_mut(usize::from(port)) {
            *plugged = up;
        }
        let mut actions = Vec::new();
        if up {
            self.bridge.handle_port_up(ctx.now, port, &mut actions);
        } else {
            self.bridge.handle_port_down(ctx.now, port, &mut actions);
        }
        for action in actions {
            self.report(ctx, &action);
        }
    }
}
