use super::*;
use crate::addr::mask::Mask;
use crate::rules::Rule;

const HOST: Ipv4Addr = Ipv4Addr::new(10, 0, 0, 5);
const FIRST: Ipv4Addr = Ipv4Addr::new(10, 0, 0, 1);
const BETTER: Ipv4Addr = Ipv4Addr::new(10, 0, 0, 2);
const FAR: Ipv4Addr = Ipv4Addr::new(192, 0, 2, 9);

fn network() -> Network {
    Network::containing(HOST, Mask::new(24).unwrap())
}

#[test]
fn a_packet_that_goes_back_is_told_of() {
    let passing =
        Passing { src: HOST, dst: FAR, came_by: 0, goes_by: 0, next: BETTER, network: network() };
    let cases = [
        (passing, Some(Rule::RedirectSent)),
        // The usual way: out by another interface.
        (Passing { goes_by: 1, ..passing }, None),
        // The sender is behind another router: it could not go there by itself.
        (Passing { src: Ipv4Addr::new(10, 0, 1, 5), ..passing }, None),
        // Straight to a destination on the same link.
        (Passing { next: FAR, ..passing }, Some(Rule::RedirectSent)),
        // Back to its sender: nothing to be told.
        (Passing { next: HOST, ..passing }, None),
    ];
    for (packet, expected) in cases {
        let told = Teller::default().judge(Instant::ZERO, &packet);
        assert_eq!(told.map(|told| told.unwrap().rule()), expected, "{packet:?}");
    }
}

#[test]
fn nobody_is_told_too_often() {
    let mut teller = Teller::default();
    let passing =
        Passing { src: HOST, dst: FAR, came_by: 0, goes_by: 0, next: BETTER, network: network() };
    let mut told = |millis: u64, dst| {
        let now = Instant::ZERO + Duration::from_millis(millis);
        teller.judge(now, &Passing { dst, ..passing }).unwrap().is_ok()
    };
    let other = Ipv4Addr::new(192, 0, 2, 10);
    let cases = [(0, FAR, true), (1, FAR, false), (2, other, true), (999, FAR, false)];
    for (millis, dst, expected) in cases.into_iter().chain([(1_000, FAR, true)]) {
        assert_eq!(told(millis, dst), expected, "{dst} at {millis} ms");
    }
    // A sender of packets to everywhere costs no more than so much memory.
    for n in 0..10_000_u32 {
        told(1_500, Ipv4Addr::from(n));
    }
    assert!(teller.told.len() <= LIMIT);
}

#[test]
fn a_host_obeys_its_router_alone() {
    let heard = Heard {
        from: FIRST,
        dst: FAR,
        gateway: BETTER,
        first_hop: Some(FIRST),
        network: network(),
        own: HOST,
        forwards: false,
    };
    let cases = [
        (heard, Ok(Rule::RedirectObeyed)),
        (Heard { gateway: FAR, ..heard }, Err(Rule::RedirectNotNear)),
        (Heard { gateway: HOST, ..heard }, Err(Rule::RedirectNotNear)),
        (Heard { from: BETTER, ..heard }, Err(Rule::RedirectNotFirstHop)),
        (Heard { first_hop: None, ..heard }, Err(Rule::RedirectNotFirstHop)),
        (Heard { forwards: true, ..heard }, Err(Rule::RedirectForHosts)),
    ];
    for (heard, expected) in cases {
        let obeyed = obey(&heard).map(|reason| reason.rule()).map_err(|reason| reason.rule());
        assert_eq!(obeyed, expected, "{heard:?}");
    }
}
