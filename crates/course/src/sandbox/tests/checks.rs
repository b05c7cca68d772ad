//! What is found, in a table: a network in short, and what must be said of it.

use super::super::{Finding, check};
use super::document;

/// A PC with its address and gateway on switch `S`.
fn pc(name: &str, address: &str, gateway: &str) -> String {
    let gateway =
        if gateway.is_empty() { String::new() } else { format!("gateway = \"{gateway}\"\n") };
    format!(
        "[[host]]\nname = \"{name}\"\naddress = \"{address}\"\n{gateway}\
         [[link]]\nends = [\"{name}\", \"S\"]\n"
    )
}

fn switch() -> String {
    "[[switch]]\nname = \"S\"\n".to_owned()
}

fn router(addresses: &[&str]) -> String {
    let interface = |address| format!("[[router.interface]]\naddress = \"{address}\"\n");
    let interfaces: Vec<String> = addresses.iter().map(interface).collect();
    format!(
        "[[router]]\nname = \"R\"\n{}[[link]]\nends = [\"R:eth0\", \"S\"]\n",
        interfaces.concat()
    )
}

/// A second network behind the router.
fn beyond() -> String {
    "[[switch]]\nname = \"T\"\n[[link]]\nends = [\"R:eth1\", \"T\"]\n".to_owned()
}

/// Everything said, as `place: kind`.
fn said(text: &str) -> Vec<String> {
    let show = |Finding { place, kind }: &Finding| format!("{place:?}: {kind:?}");
    check(&document(text)).iter().map(show).collect()
}

#[track_caller]
fn says(text: &str, wanted: &[&str]) {
    let said = said(text);
    assert_eq!(said.len(), wanted.len(), "{said:#?}");
    for (said, wanted) in said.iter().zip(wanted) {
        for part in wanted.split(' ') {
            assert!(said.contains(part), "{part:?} is not in {said}");
        }
    }
}

#[test]
fn a_sound_network_has_no_findings() {
    let text = switch()
        + &router(&["10.0.1.1/24", "10.0.2.1/24"])
        + &beyond()
        + &pc("A", "10.0.1.10/24", "10.0.1.1")
        + &pc("B", "10.0.1.11/24", "10.0.1.1");
    says(&text, &[]);
}

#[test]
fn gateways() {
    let router = || router(&["10.0.1.1/24", "10.0.2.1/24"]) + &beyond();
    let with = |address: &str, gateway: &str| switch() + &router() + &pc("A", address, gateway);
    for (gateway, wanted) in [
        ("10.0.2.1", "Gateway(\"A\") GatewayElsewhere"),
        ("10.0.1.10", "Gateway(\"A\") GatewayIsSelf"),
        ("10.0.1.99", "Gateway(\"A\") GatewayNobody"),
        ("", "Gateway(\"A\") NoGateway 10.0.1.1"),
    ] {
        says(&with("10.0.1.10/24", gateway), &[wanted]);
    }
    says(&with("10.0.1.10/24", "10.0.1."), &[]);
    let other = with("10.0.1.10/24", "10.0.1.1") + &pc("B", "10.0.1.11/24", "10.0.1.10");
    says(&other, &["Gateway(\"B\") GatewayNoRouter \"A\""]);
}

#[test]
fn addresses() {
    let two = |a: &str, b: &str| switch() + &pc("A", a, "") + &pc("B", b, "");
    let good = "10.0.1.10/24";
    for (other, wanted) in [
        ("10.0.1.0/24", vec!["Address(\"B\", 0) NetworkAddress"]),
        ("10.0.1.255/24", vec!["Address(\"B\", 0) BroadcastAddress"]),
        ("10.0.1.10/24", vec!["Address(\"A\" Duplicate", "Address(\"B\" Duplicate"]),
        ("10.0.2.10/24", vec!["Address(\"A\" OtherNetwork", "Address(\"B\" OtherNetwork"]),
        ("10.0.1.20/16", vec!["Address(\"A\" OtherPrefix", "Address(\"B\" OtherPrefix"]),
        ("dhcp", vec!["Address(\"B\" NobodyGivesAddresses"]),
        ("10.0.1.", vec![]),
        ("none", vec![]),
    ] {
        says(&two(good, other), &wanted);
    }
    for address in ["224.0.0.5/24", "127.0.0.1/8", "250.1.1.1/24"] {
        let said = said(&(switch() + &pc("A", address, "")));
        assert!(said.iter().any(|one| one.contains("NotAHosts")), "{address}: {said:?}");
    }
}

#[test]
fn routers_and_routes() {
    let twice = switch() + &router(&["10.0.1.1/24", "10.0.1.2/24"]) + &beyond();
    says(&twice, &["Address(\"R\", 1) SameNetworkTwice \"eth0\" \"eth1\""]);
    let loose = switch() + &router(&["10.0.1.1/24", "10.0.2.1/24"]);
    says(&loose, &["Address(\"R\", 1) InterfaceUnplugged \"eth1\""]);
    let text = switch()
        + "[[router]]\nname = \"R\"\nroutes = [\"10.9.0.0/16 via 10.0.1.7\", \"default via 10.5.0.1\"]\n"
        + "[[router.interface]]\naddress = \"10.0.1.1/24\"\n[[link]]\nends = [\"R\", \"S\"]\n";
    says(&text, &["Route(\"R\", 1) RouteElsewhere 10.5.0.1"]);
}

#[test]
fn what_is_not_plugged_in() {
    says("[[hub]]\nname = \"H\"\n", &["Node(\"H\") Unplugged"]);
}

#[test]
fn pools() {
    let with = |on: &str, pool: &str| {
        switch()
            + &router(&["10.0.1.1/24", "10.0.2.1/24"])
            + &beyond()
            + &pc("A", "10.0.1.10/24", "10.0.1.1")
            + &format!("[[dhcp]]\non = \"{on}\"\npool = \"{pool}\"\n")
    };
    for (pool, wanted) in [
        ("10.0.1.100 - 10.0.1.199", vec![]),
        ("10.0.2.100 - 10.0.2.199", vec!["Dhcp(0) PoolElsewhere 10.0.2.100"]),
        ("10.0.1.10 - 10.0.1.20", vec!["Dhcp(0) PoolHasTaken \"A\""]),
        ("10.0.1.200 - 10.0.1.255", vec!["Dhcp(0) PoolHasSpecial 10.0.1.255"]),
        ("10.0.1.2 -", vec![]),
    ] {
        says(&with("R:eth0", pool), &wanted);
    }
    let two = with("R", "10.0.1.100 - 10.0.1.110")
        + "[[dhcp]]\non = \"A\"\npool = \"10.0.1.120 - 10.0.1.130\"\n";
    says(&two, &["Dhcp(1) SeveralGiveAddresses \"R\""]);
}

#[test]
fn name_servers() {
    let with = |dns: &str| {
        switch()
            + &pc("A", "10.0.1.10/24", "")
            + "[[host]]\nname = \"B\"\naddress = \"10.0.1.11/24\"\n"
            + &format!("dns = [\"{dns}\"]\n[[link]]\nends = [\"B\", \"S\"]\n")
    };
    says(&with("10.0.1.53"), &["NameServer(\"B\", 0) NameServerNobody"]);
    says(&with("10.0.1.10"), &["NameServer(\"B\", 0) NameServerSilent \"A\""]);
    let zone = "[[dns]]\non = \"A\"\nzone = \"example\"\nrecords = \"www A 10.0.1.10\"\n";
    says(&(with("10.0.1.10") + zone), &[]);
}

#[test]
fn rings() {
    let ring = |cure: &str| {
        format!(
            "[[switch]]\nname = \"S\"\n{cure}[[switch]]\nname = \"T\"\n[[hub]]\nname = \"H\"\n\
             [[link]]\nends = [\"S\", \"T\"]\n[[link]]\nends = [\"T\", \"H\"]\n\
             [[link]]\nends = [\"H\", \"S\"]\n"
        )
    };
    says(&ring(""), &["Link(2) Loop \"H\" \"T\" \"S\""]);
    says(&ring("spanning_tree = true\n"), &[]);
}
