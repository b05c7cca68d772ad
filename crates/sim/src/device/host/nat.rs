//! A home router's address translation: `core::nat`, with its table in the trace.

use super::{Arrival, Host, Setup};
use crate::network::Wires;
use crate::world::Ctx;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, SocketAddrV4};
use wireglass_core::nat::{Action, Config, Mapping, Nat, Side};
use wireglass_core::rules::Reason;
use wireglass_core::wire::ipv4;
use wireglass_trace::Row;

/// The address it shares, if it shares one.
fn external(setup: &Setup) -> Option<Ipv4Addr> {
    let nat = setup.nat.as_ref()?;
    setup.interfaces.get(usize::from(nat.outside)).and_then(|it| Some(it.address?.0))
}

/// A translator with the port mappings that the scenario asks for.
pub(super) fn begin(setup: &Setup) -> Option<Nat> {
    let mut nat = Nat::new(Config::recommended(external(setup)?));
    for forward in setup.nat.iter().flat_map(|spec| &spec.forwards) {
        let to = SocketAddrV4::new(forward.to, forward.to_port);
        // Checked before: no two of them want the same port.
        let _ = nat.forward(forward.kind, forward.port, to, &mut Vec::new());
    }
    Some(nat)
}

/// The rows its table begins with.
pub(super) fn rows(setup: &Setup) -> Vec<Row> {
    let Some(nat) = begin(setup) else { return Vec::new() };
    nat.iter().map(|mapping| row(nat.config().external, &mapping)).collect()
}

fn row(external: Ipv4Addr, mapping: &Mapping) -> Row {
    Row::Nat {
        kind: mapping.kind,
        inside: SocketAddr::V4(mapping.internal),
        outside: SocketAddr::new(IpAddr::V4(external), mapping.external),
        forwarded: mapping.forwarded,
    }
}

impl Host {
    /// Translates a packet that crosses the border; `None` if this is no home router,
    /// or the packet does not cross.
    pub(super) fn translate(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        arrival: Arrival,
        bytes: &[u8],
    ) -> Option<Result<(), Reason>> {
        let outside = self.setup.nat.as_ref()?.outside;
        let external = external(&self.setup)?;
        let dst = ipv4::View::new_checked(bytes).ok()?.dst();
        let side = if arrival.port == outside { Side::Outside } else { Side::Inside };
        let for_inside = side == Side::Inside && self.is_for_us(arrival.port, dst);
        if dst != external && (for_inside || side == Side::Outside) {
            return None;
        }
        if side == Side::Inside && dst != external {
            // Between two networks of the home nothing is translated.
            let hop = self.route(dst);
            if hop.is_some_and(|hop| hop.port != outside) {
                return None;
            }
        }
        let mut actions = Vec::new();
        self.nat.as_mut()?.handle_packet(ctx.now, side, bytes, &mut actions);
        let mut outcome = Some(Ok(()));
        for action in actions {
            match action {
                Action::Forward { packet, reason, .. } => {
                    ctx.note(self.common.node, reason);
                    let passed = self
                        .one_less(ctx, wires, &packet, bytes)
                        .and_then(|packet| self.pass_on(ctx, wires, arrival.frame, &packet));
                    outcome = Some(passed);
                }
                Action::Local { .. } => outcome = None,
                Action::Drop { reason } => outcome = Some(Err(reason)),
                other => self.nat_changed(ctx, external, &other),
            }
        }
        outcome
    }

    pub(super) fn nat_timeout(&mut self, ctx: &mut Ctx<'_>) {
        let Some(nat) = &mut self.nat else { return };
        let external = nat.config().external;
        let mut actions = Vec::new();
        nat.handle_timeout(ctx.now, &mut actions);
        for action in actions {
            self.nat_changed(ctx, external, &action);
        }
    }

    fn nat_changed(&self, ctx: &mut Ctx<'_>, external: Ipv4Addr, action: &Action) {
        use wireglass_core::fragments::Action as Fragment;
        let node = self.common.node;
        match action {
            Action::Changed { mapping, removed: false, reason } => {
                ctx.set_row(node, row(external, mapping), Some(*reason));
            }
            Action::Changed { mapping, removed: true, reason } => {
                ctx.drop_row(node, row(external, mapping), Some(*reason));
            }
            Action::Fragment(
                Fragment::Held { reason, .. }
                | Fragment::Drop { reason, .. }
                | Fragment::Expired { reason, .. },
            ) => ctx.note(node, *reason),
            _ => {}
        }
    }
}
