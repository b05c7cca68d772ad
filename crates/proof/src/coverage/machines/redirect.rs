//! Routers that know a better one, and hosts that do or do not believe them.

use super::super::{Driver, Seen};
use std::net::Ipv4Addr;
use wireglass_core::addr::mask::Mask;
use wireglass_core::addr::network::Network;
use wireglass_core::redirect::{Heard, Passing, Teller, obey};
use wireglass_core::rules::Rule;
use wireglass_core::time::Instant;

pub(super) const DRIVERS: &[Driver] = &[Driver {
    name: "redirects, told and heard",
    promises: &[
        Rule::RedirectSent,
        Rule::RedirectToldAlready,
        Rule::RedirectObeyed,
        Rule::RedirectNotNear,
        Rule::RedirectNotFirstHop,
        Rule::RedirectForHosts,
    ],
    run,
}];

fn run(seen: &mut Seen) {
    let address = |n| Ipv4Addr::new(10, 0, 0, n);
    let network = Network::containing(address(0), Mask::new(24).unwrap_or(Mask::MAX));
    let (src, dst, next) = (address(9), Ipv4Addr::new(192, 0, 2, 1), address(2));
    let packet = Passing { src, dst, came_by: 0, goes_by: 0, next, network };
    let mut teller = Teller::default();
    for _ in 0..2 {
        let Some(Ok(reason) | Err(reason)) = teller.judge(Instant::ZERO, &packet) else { return };
        seen.reason(&reason);
    }
    let (from, first_hop) = (address(1), Some(address(1)));
    let heard = Heard { from, dst, gateway: next, first_hop, network, own: src, forwards: false };
    let others = [
        Heard { gateway: dst, ..heard },
        Heard { first_hop: None, ..heard },
        Heard { forwards: true, ..heard },
    ];
    for heard in [heard].iter().chain(&others) {
        let (Ok(reason) | Err(reason)) = obey(heard);
        seen.reason(&reason);
    }
}
