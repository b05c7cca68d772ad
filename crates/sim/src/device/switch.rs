//! A switch: `core::bridge`, with its table in the trace.

use super::Common;
use crate::network::{Outgoing, Wires};
use crate::world::{Ctx, mac_of};
use wireglass_core::addr::MacAddr;
use wireglass_core::bridge::{Action, Bridge, Config};
use wireglass_core::time::Instant;
use wireglass_trace::{FrameId, Row, What};

#[derive(Clone, Debug)]
pub(crate) struct Switch {
    pub(crate) common: Common,
    /// Whom its own frames come from, and by which the tree knows it.
    mac: MacAddr,
    config: Config,
    bridge: Bridge,
    /// Which of its ports have a cable that is whole.
    plugged: Vec<bool>,
}

impl Switch {
    /// Before [`Switch::start`] its ports do nothing.
    pub(crate) fn new(common: Common, config: Config, plugged: Vec<bool>) -> Self {
        let bridge = Bridge::new(&config);
        let mac = mac_of(common.index, 0);
        Self { common, mac, config, bridge, plugged }
    }

    /// Begins anew, with an empty table.
    pub(super) fn start(&mut self, ctx: &mut Ctx<'_>, wires: &mut Wires) {
        self.bridge = Bridge::new(&self.config);
        let mut actions = Vec::new();
        for (port, _) in (0..).zip(&self.plugged).filter(|(_, plugged)| **plugged) {
            self.bridge.handle_port_up(ctx.now, port, &mut actions);
        }
        self.report_all(ctx, wires, &actions);
    }

    /// Without power it knows nothing and has nothing to do.
    pub(super) fn stop(&mut self) {
        self.bridge = Bridge::new(&self.config);
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
                other => self.report(ctx, wires, &other),
            }
        }
    }

    fn report_all(&self, ctx: &mut Ctx<'_>, wires: &mut Wires, actions: &[Action]) {
        for action in actions {
            self.report(ctx, wires, action);
        }
    }

    /// Writes what has changed into the trace, and sends what it has to say itself.
    fn report(&self, ctx: &mut Ctx<'_>, wires: &mut Wires, action: &Action) {
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
            Action::Send { port, ref bpdu, reason } => {
                let out = Outgoing {
                    from: self.common.index,
                    port,
                    bytes: &bpdu.frame(self.mac),
                    socket: None,
                    because: Some(reason),
                    retransmission: false,
                    forwarded_from: None,
                };
                wires.send(ctx, &out);
            }
            // Only heard again.
            Action::Table { reason: None, .. } | Action::Forward { .. } | Action::Drop { .. } => {}
        }
    }

    pub(super) fn next_timeout(&self) -> Option<Instant> {
        self.bridge.next_timeout()
    }

    pub(super) fn timeout(&mut self, ctx: &mut Ctx<'_>, wires: &mut Wires) {
        let mut actions = Vec::new();
        self.bridge.handle_timeout(ctx.now, &mut actions);
        self.report_all(ctx, wires, &actions);
    }

    pub(super) fn link_changed(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        port: u16,
        up: bool,
    ) {
        if let Some(plugged) = self.plugged.get_mut(usize::from(port)) {
            *plugged = up;
        }
        let mut actions = Vec::new();
        if !self.common.on {
            return;
        }
        if up {
            self.bridge.handle_port_up(ctx.now, port, &mut actions);
        } else {
            self.bridge.handle_port_down(ctx.now, port, &mut actions);
        }
        self.report_all(ctx, wires, &actions);
    }
}
