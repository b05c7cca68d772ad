//! Two hosts that ask whether they can talk, as a network to try it in.

use super::Document;
use crate::format::{
    File, Host, Interface as RouterInterface, Link, Links, Program, Router, Switch,
};
use std::net::Ipv4Addr;
use wireglass_core::addr::talk;

/// The two on one switch. A gateway that is in its host's network is a router between them, with an
/// interface for each such gateway. A gateway that is not in its host's network is left out, as
/// systems refuse it.
/// The first pings the second.
pub fn pair(hosts: [talk::Host; 2], names: [&str; 2]) -> Document {
    let mut gateways: Vec<(Ipv4Addr, u8)> = Vec::new();
    for host in hosts {
        let reached = host.gateway.filter(|gateway| {
            host.interface.network().contains(*gateway)
                && hosts.iter().all(|other| other.interface.address != *gateway)
        });
        let known = |gateway: &Ipv4Addr| gateways.iter().any(|(other, _)| other == gateway);
        if let Some(gateway) = reached.filter(|gateway| !known(gateway)) {
            gateways.push((gateway, host.interface.mask.prefix_len()));
        }
    }
    let link = |from: &str, to: &str| Link {
        ends: vec![from.to_owned(), to.to_owned()],
        ..Link::default()
    };
    let mut links = names.map(|name| link(name, "Switch")).to_vec();
    let mut routers = Vec::new();
    if !gateways.is_empty() {
        let interfaces = gateways.iter().enumerate().map(|(index, (address, prefix))| {
            links.push(link(&format!("Router:eth{index}"), "Switch"));
            RouterInterface {
                name: Some(format!("eth{index}")),
                address: format!("{address}/{prefix}"),
            }
        });
        let interfaces = interfaces.collect();
        let place = Some([320, 60]);
        routers.push(Router { name: "Router".to_owned(), interfaces, place, ..Router::default() });
    }
    let places = [[120, 240], [520, 240]];
    let host = |index: usize| Host {
        name: names[index].to_owned(),
        address: hosts[index].interface.to_string(),
        gateway: hosts[index]
            .gateway
            .filter(|gateway| hosts[index].interface.network().contains(*gateway))
            .map(|gateway| gateway.to_string()),
        place: Some(places[index]),
        ..Host::default()
    };
    let ping = Program {
        host: names[0].to_owned(),
        run: Some(format!("ping -c 1 {}", hosts[1].interface.address)),
        ..Program::default()
    };
    Document::new(File {
        hosts: vec![host(0), host(1)],
        switches: vec![Switch {
            name: "Switch".to_owned(),
            place: Some([320, 240]),
            ..Switch::default()
        }],
        routers,
        links: Links(links),
        programs: vec![ping],
        ..File::default()
    })
}

#[cfg(test)]
mod tests {
    use super::pair;
    use crate::Lesson;
    use crate::settings::Settings;
    use wireglass_core::addr::parse::parse;
    use wireglass_core::addr::talk::Host;
    use wireglass_core::wire::icmp;
    use wireglass_sim::Recording;
    use wireglass_trace::{CallResult, What};

    fn described(address: &str, gateway: Option<&str>) -> Host {
        let interface = parse(address).expect("an address").interface();
        Host { interface, gateway: gateway.map(|text| text.parse().expect("an address")) }
    }

    /// Whether the ping is answered.
    fn answered(hosts: [Host; 2]) -> bool {
        let document = pair(hosts, ["A", "B"]);
        let lesson = Lesson::from_file(document.settled()).expect("a sound network");
        let scenario = lesson.scenario(None, &Settings::default()).expect("a sound network");
        let recording = Recording::run(&scenario).expect("a sound network");
        recording.trace().events().iter().any(|event| {
            let reply = icmp::Kind::EchoReply;
            matches!(event.what, What::CallReturned { result: CallResult::Echoed { kind, .. }, .. } if kind == reply)
        })
    }

    #[test]
    fn what_happens_is_what_the_masks_and_gateways_decide() {
        for (a, b, talks) in [
            (("10.0.1.1/24", None), ("10.0.1.2/24", None), true),
            (("10.0.1.1/24", None), ("10.0.2.2/24", None), false),
            (("10.0.1.1/24", Some("10.0.1.254")), ("10.0.2.2/24", Some("10.0.2.254")), true),
            (("10.0.1.1/24", Some("10.0.1.254")), ("10.0.2.2/24", None), false),
            // The lab's own example: their masks differ, and each has a gateway.
            (
                ("192.168.1.10/24", Some("192.168.1.1")),
                ("192.168.1.200/25", Some("192.168.1.129")),
                true,
            ),
            (("10.0.1.1/24", Some("10.0.9.254")), ("10.0.2.2/24", Some("10.0.2.254")), false),
        ] {
            let hosts = [described(a.0, a.1), described(b.0, b.1)];
            assert_eq!(answered(hosts), talks, "{a:?} {b:?}");
        }
    }
}
