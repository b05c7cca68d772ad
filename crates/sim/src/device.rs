//! What stands at the ends of links. Each kind of device is a file of its own
//! below: frames come in on a port, and what the device does about them goes out
//! through [`Wires`].

mod host;
mod hub;
mod modem;
mod outside;
mod switch;

pub(crate) use host::{Answer, Attempt, Host, Letter, PortSetup, Ready, Setup};
pub(crate) use hub::Hub;
pub(crate) use modem::Modem;
pub(crate) use outside::Outside;
pub(crate) use switch::Switch;

use crate::network::Wires;
use crate::world::Ctx;
use wireglass_core::rules::Reason;
use wireglass_core::time::Instant;
use wireglass_trace::{EventId, FrameId, NodeId, What};

/// A device, whichever it is.
#[derive(Clone, Debug)]
pub(crate) enum Device {
    Hub(Hub),
    Modem(Modem),
    Outside(Outside),
    Switch(Box<Switch>),
    /// A PC, a server or a router: whatever speaks IP.
    Host(Box<Host>),
}

/// What every device has in common.
#[derive(Clone, Debug)]
pub(crate) struct Common {
    /// Its place among the nodes.
    pub(crate) index: usize,
    pub(crate) node: NodeId,
    pub(crate) on: bool,
}

impl Common {
    pub(crate) fn new(node: NodeId) -> Self {
        Self { index: node.index(), node, on: true }
    }
}

impl Device {
    fn common(&self) -> &Common {
        match self {
            Self::Hub(hub) => &hub.common,
            Self::Modem(modem) => &modem.common,
            Self::Outside(outside) => &outside.common,
            Self::Switch(switch) => &switch.common,
            Self::Host(host) => &host.common,
        }
    }

    fn common_mut(&mut self) -> &mut Common {
        match self {
            Self::Hub(hub) => &mut hub.common,
            Self::Modem(modem) => &mut modem.common,
            Self::Outside(outside) => &mut outside.common,
            Self::Switch(switch) => &mut switch.common,
            Self::Host(host) => &mut host.common,
        }
    }

    pub(crate) fn is_on(&self) -> bool {
        self.common().on
    }

    pub(crate) fn as_host(&self) -> Option<&Host> {
        match self {
            Self::Host(host) => Some(host),
            _ => None,
        }
    }

    pub(crate) fn as_host_mut(&mut self) -> Option<&mut Host> {
        match self {
            Self::Host(host) => Some(host),
            _ => None,
        }
    }

    /// A frame reaches a port.
    pub(crate) fn receive(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        port: u16,
        frame: FrameId,
        cause: EventId,
    ) {
        let Common { node, on, .. } = *self.common();
        if !on {
            ctx.push(node, What::FrameLost { frame }, Some(Reason::HostOff), Some(cause));
            return;
        }
        ctx.push(node, What::FrameArrived { frame }, None, Some(cause));
        match self {
            Self::Hub(hub) => hub.receive(ctx, wires, port, frame),
            Self::Modem(modem) => modem.receive(ctx, wires, port, frame),
            Self::Outside(outside) => outside.receive(frame),
            Self::Switch(switch) => switch.receive(ctx, wires, port, frame),
            Self::Host(host) => host.receive(ctx, wires, port, frame),
        }
    }

    /// The world begins.
    pub(crate) fn start(&mut self, ctx: &mut Ctx<'_>, wires: &mut Wires) {
        if let Self::Switch(switch) = self {
            switch.start(ctx, wires);
        }
    }

    /// When [`Device::timeout`] has something to do next.
    pub(crate) fn next_timeout(&self) -> Option<Instant> {
        match self {
            Self::Hub(_) | Self::Modem(_) | Self::Outside(_) => None,
            Self::Switch(switch) => switch.next_timeout(),
            Self::Host(host) => host.next_timeout(),
        }
    }

    /// Does what is due next.
    pub(crate) fn timeout(&mut self, ctx: &mut Ctx<'_>, wires: &mut Wires) {
        match self {
            Self::Hub(_) | Self::Modem(_) | Self::Outside(_) => {}
            Self::Switch(switch) => switch.timeout(ctx, wires),
            Self::Host(host) => host.timeout(ctx, wires),
        }
    }

    /// Switches it on or off. Off forgets everything that is not in the scenario.
    pub(crate) fn power(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        on: bool,
        because: Option<Reason>,
    ) -> EventId {
        let common = self.common_mut();
        common.on = on;
        let changed = ctx.push(common.node, What::PowerChanged { on }, because, None);
        match self {
            Self::Hub(_) | Self::Modem(_) | Self::Outside(_) => {}
            Self::Switch(switch) if on => switch.start(ctx, wires),
            Self::Switch(switch) => switch.stop(),
            Self::Host(host) => host.forget(ctx, changed),
        }
        changed
    }

    /// A link at a port was cut or mended.
    pub(crate) fn link_changed(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        port: u16,
        up: bool,
        changed: EventId,
    ) {
        match self {
            Self::Switch(switch) => switch.link_changed(ctx, wires, port, up),
            Self::Host(host) => host.link_changed(ctx, port, up, changed),
            Self::Hub(_) | Self::Modem(_) | Self::Outside(_) => {}
        }
    }
}
