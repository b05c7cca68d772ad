//! `arp` and `ip neigh`, and what changes of tables say.

use super::Page;
use super::form::{HostNow, mac_text};
use super::log::Log;
use crate::command::{ArpForm, Tool};
use std::net::{IpAddr, Ipv4Addr};
use wireglass_core::addr::MacAddr;
use wireglass_sim::app::Change;
use wireglass_trace::{Call, Errno, Row, Table};

struct Neighbour {
    port: u16,
    ip: Ipv4Addr,
    mac: MacAddr,
}

fn all(host: &HostNow<'_>, interface: Option<&str>) -> Vec<Neighbour> {
    host.rows(Table::Arp)
        .filter_map(|row| match row {
            Row::Arp { port, ip: IpAddr::V4(ip), mac } => Some(Neighbour { port, ip, mac }),
            _ => None,
        })
        .filter(|neighbour| interface.is_none_or(|name| host.interface(neighbour.port) == name))
        .collect()
}

pub(super) fn arp(
    host: &HostNow<'_>,
    form: ArpForm,
    only: Option<Ipv4Addr>,
    interface: Option<&str>,
) -> Vec<String> {
    let every = all(host, interface);
    let count = every.len();
    let shown: Vec<Neighbour> =
        every.into_iter().filter(|n| only.is_none_or(|only| n.ip == only)).collect();
    match form {
        ArpForm::Windows => windows(host, &shown),
        ArpForm::Bsd => match only {
            Some(_) if shown.is_empty() => {
                vec![format!("arp: in {count} entries no match found.")]
            }
            _ => shown.iter().map(|n| bsd(host, n)).collect(),
        },
        ArpForm::Linux => match only {
            Some(only) if shown.is_empty() => vec![format!("{only} ({only}) -- no entry")],
            _ if shown.is_empty() => Vec::new(),
            _ => linux(host, &shown),
        },
    }
}

fn bsd(host: &HostNow<'_>, n: &Neighbour) -> String {
    let mac = mac_text(n.mac, ":");
    format!("? ({}) at {mac} [ether] on {}", n.ip, host.interface(n.port))
}

fn linux(host: &HostNow<'_>, shown: &[Neighbour]) -> Vec<String> {
    let head = "Address                  HWtype  HWaddress           Flags Mask            Iface";
    let lines = shown.iter().map(|n| {
        let mac = mac_text(n.mac, ":");
        format!(
            "{:<23}  {:<6}  {mac:<18}  {:<21} {}",
            n.ip.to_string(),
            "ether",
            "C",
            host.interface(n.port)
        )
    });
    std::iter::once(head.to_owned()).chain(lines).collect()
}

fn windows(host: &HostNow<'_>, shown: &[Neighbour]) -> Vec<String> {
    if shown.is_empty() {
        return vec!["No ARP Entries Found.".to_owned()];
    }
    let mut lines = Vec::new();
    for (port, _, _) in host.interfaces() {
        let of_port: Vec<&Neighbour> = shown.iter().filter(|n| n.port == port).collect();
        if of_port.is_empty() {
            continue;
        }
        let own = host.address(port).map_or(Ipv4Addr::UNSPECIFIED, |(ip, _)| ip);
        lines.push(String::new());
        lines.push(format!("Interface: {own} --- {:#x}", port + 1));
        lines.push("  Internet Address      Physical Address      Type".to_owned());
        for n in of_port {
            let mac = mac_text(n.mac, "-");
            lines.push(format!("  {:<22}{mac:<22}dynamic", n.ip.to_string()));
        }
    }
    lines
}

pub(super) fn ip(host: &HostNow<'_>, brief: bool, interface: Option<&str>) -> Vec<String> {
    let line = |n: &Neighbour| {
        let (mac, name) = (mac_text(n.mac, ":"), host.interface(n.port));
        if brief {
            format!("{:<39} {name:<16} {mac}", n.ip.to_string())
        } else {
            format!("{} dev {name} lladdr {mac} REACHABLE", n.ip)
        }
    };
    all(host, interface).iter().map(line).collect()
}

/// A change that worked says nothing.
pub(super) fn changed(log: &Log<'_>, page: &mut Page, tool: Tool, change: &Change) {
    let made = log.calls.iter().find(|made| matches!(made.call, Call::Change { .. }));
    let Some((error, event)) = made.and_then(super::log::Made::failed) else { return };
    let text = match (tool, change, error) {
        (Tool::Arp, Change::ForgetNeighbour(ip), _) => format!("No ARP entry for {ip}"),
        (Tool::Arp, _, _) => "SIOCSARP: Network is unreachable".to_owned(),
        (Tool::Ip, Change::SetRoute { .. }, _) => "Error: Nexthop has invalid gateway.".to_owned(),
        (Tool::Ip, Change::DropRoute { .. }, _) => "RTNETLINK answers: No such process".to_owned(),
        (Tool::Ip, Change::DropAddress { .. }, _) => "Error: ipv4: Address not found.".to_owned(),
        (Tool::Ip, Change::SetAddress { .. }, Errno::Eaddrinuse) => {
            // The kernel does not look; the tool that does (`arping -D`) would say as much.
            "RTNETLINK answers: Address already in use".to_owned()
        }
        (Tool::Ip, _, Errno::Enoent) => "RTNETLINK answers: No such file or directory".to_owned(),
        (Tool::Ip, ..) => {
            format!("RTNETLINK answers: {}", super::ping::errno_text(error))
        }
        (Tool::Route, Change::DropRoute { .. }, _) => "SIOCDELRT: No such process".to_owned(),
        (Tool::Route, ..) => "SIOCADDRT: Network is unreachable".to_owned(),
        (Tool::Ifconfig, ..) => {
            format!("SIOCSIFADDR: {}", super::ping::errno_text(error))
        }
        (tool, ..) => format!("{}: {}", tool.name(), super::ping::errno_text(error)),
    };
    page.status = Some(match (tool, change) {
        (Tool::Ip, _) => 2,
        (Tool::Route, _) => 7,
        _ => 255,
    });
    page.err(event, text);
}
