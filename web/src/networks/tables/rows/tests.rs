use super::*;
use wireglass_core::addr::MacAddr;
use wireglass_core::nat;

fn route(network: &str, prefix: u8, gateway: Option<&str>) -> Row {
    let gateway = gateway.map(|gateway| gateway.parse().unwrap());
    Row::Route { network: network.parse().unwrap(), prefix, gateway, port: 0, metric: 0 }
}

#[test]
fn a_decision_marks_its_row_and_no_other() {
    let ip = Ipv4Addr::new(10, 0, 2, 80);
    let gateway = Ipv4Addr::new(10, 0, 1, 1);
    let (a, b) = (MacAddr([2, 0, 0, 0, 0, 1]), MacAddr([2, 0, 0, 0, 0, 2]));
    let rows = [
        route("10.0.2.0", 24, None),
        route("10.0.1.0", 24, None),
        route("10.0.2.0", 24, Some("10.0.1.1")),
        route("0.0.0.0", 0, Some("10.0.1.1")),
        Row::Arp { port: 0, ip: ip.into(), mac: a },
        Row::Arp { port: 0, ip: gateway.into(), mac: b },
        Row::Mac { mac: a, port: 1 },
        Row::Mac { mac: b, port: 2 },
        Row::Nat {
            kind: nat::Kind::Tcp,
            inside: (ip, 5000).into(),
            outside: (gateway, 40_000).into(),
            forwarded: false,
        },
    ];
    for (reason, expected) in [
        (Reason::RouteDirect { ip, prefix: 24 }, Some(0)),
        (Reason::RouteVia { ip, gateway, prefix: 24 }, Some(2)),
        (Reason::RouteVia { ip, gateway, prefix: 0 }, Some(3)),
        (Reason::ArpKnown { ip, mac: a }, Some(4)),
        (Reason::BridgeForward { mac: b, port: 2 }, Some(7)),
        (Reason::BridgeFilter { mac: a, port: 1 }, Some(6)),
        (Reason::NatOutbound { ip, port: 5000, external: 40_000 }, Some(8)),
        (Reason::NatInbound { external: 40_000, ip, port: 5001 }, None),
        (Reason::BridgeFlood { mac: a }, None),
    ] {
        let marked: Vec<_> = (0..rows.len()).filter(|i| decides(&reason, &rows[*i])).collect();
        assert_eq!(marked, Vec::from_iter(expected), "{reason:?}");
    }
}

#[test]
fn routes_are_listed_as_they_are_tried() {
    let default = route("0.0.0.0", 0, Some("10.0.1.1"));
    let near = route("10.0.2.0", 24, None);
    let host = route("10.0.2.80", 32, Some("10.0.1.9"));
    let mut rows = [default, host, near];
    rows.sort_by_key(route_order);
    assert_eq!(rows, [host, near, default]);
}
