//! ICMP redirects: `core::redirect` on both sides (RFC 1122 §3.2.2.2, RFC 1812 §5.2.7.2).

use super::Host;
use super::ip::NextHop;
use super::tables::route_row;
use crate::network::Wires;
use crate::scenario::network;
use crate::world::Ctx;
use std::net::Ipv4Addr;
use wireglass_core::addr::lookup::Route;
use wireglass_core::redirect::{Heard, Passing, obey};
use wireglass_core::rules::Reason;
use wireglass_core::wire::{icmp, ipv4};

impl Host {
    /// A packet is passed on: does its sender know the best way? `about` is the packet as it came.
    pub(super) fn tell_better_way(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        came_by: u16,
        about: &[u8],
    ) {
        let Ok(view) = ipv4::View::new_checked(about) else { return };
        let (src, dst) = (view.src(), view.dst());
        let Some(hop) = self.route(dst) else { return };
        let interface = self.interfaces.get(usize::from(hop.port));
        let Some(network) = interface.and_then(|it| it.network) else { return };
        let passing = Passing { src, dst, came_by, goes_by: hop.port, next: hop.next, network };
        match self.redirects.judge(ctx.now, &passing) {
            None => {}
            Some(Err(reason)) => ctx.note(self.common.node, reason),
            Some(Ok(reason)) => {
                ctx.note(self.common.node, reason);
                // Redirects for whole networks are not sent any more: masks are not told.
                let (code, gateway) = (icmp::Redirect::Host, hop.next);
                let error = icmp::Header::Redirect { code, gateway };
                self.icmp_error(ctx, wires, error, about);
            }
        }
    }

    /// Somebody says that packets to `dst` should go over `gateway`.
    pub(super) fn redirected(
        &mut self,
        ctx: &mut Ctx<'_>,
        port: u16,
        from: Ipv4Addr,
        dst: Ipv4Addr,
        gateway: Ipv4Addr,
    ) -> Result<(), Reason> {
        let interface = self.interfaces.get(usize::from(port));
        let Some((own, on)) = interface.and_then(|it| Some((it.address?, it.network?))) else {
            return Err(Reason::RedirectNotNear { gateway });
        };
        let first_hop = self.route(dst).map(|hop| hop.next).filter(|next| *next != dst);
        let forwards = self.setup.forwards;
        let reason = obey(&Heard { from, dst, gateway, first_hop, network: on, own, forwards })?;
        // To the destination itself, if that is on the same link after all.
        let next = NextHop { port, gateway: Some(gateway).filter(|next| *next != dst) };
        let route = Route { network: network(dst, 32), metric: 0, next };
        ctx.set_row(self.common.node, route_row(&route), Some(reason));
        self.routes.retain(|old| old.network != route.network);
        self.routes.add(route);
        Ok(())
    }
}
