//! Routes: `ip route`, `route`, `netstat -r`, `route print`.

use super::form::{HostNow, Route, mac_text, mask, masked};
use std::net::Ipv4Addr;

pub(super) fn ip(host: &HostNow<'_>, interface: Option<&str>, default_only: bool) -> Vec<String> {
    host.routes()
        .iter()
        .filter(|route| interface.is_none_or(|name| host.interface(route.port) == name))
        .filter(|route| !default_only || route.prefix == 0)
        .map(|route| line(host, route))
        .collect()
}

fn network(route: &Route) -> String {
    match route.prefix {
        0 => "default".to_owned(),
        32 => route.network.to_string(),
        prefix => format!("{}/{prefix}", route.network),
    }
}

fn line(host: &HostNow<'_>, route: &Route) -> String {
    let (to, device) = (network(route), host.interface(route.port));
    let metric = if route.metric > 0 { format!(" metric {}", route.metric) } else { String::new() };
    match (route.gateway, host.address(route.port)) {
        (Some(gateway), _) => format!("{to} via {gateway} dev {device}{metric}"),
        (None, Some((source, _))) => {
            format!("{to} dev {device} proto kernel scope link src {source}{metric}")
        }
        (None, None) => format!("{to} dev {device} scope link{metric}"),
    }
}

/// The route that a packet takes: the one with the longest prefix, of those the lowest metric.
fn best(host: &HostNow<'_>, to: Ipv4Addr) -> Option<Route> {
    let routes = host.routes().into_iter();
    routes
        .filter(|route| masked(to, route.prefix) == masked(route.network, route.prefix))
        .min_by_key(|route| (std::cmp::Reverse(route.prefix), route.metric))
}

pub(super) fn get(host: &HostNow<'_>, to: Ipv4Addr) -> Result<Vec<String>, String> {
    let own = host.addresses().find(|(_, ip, _)| *ip == to);
    if to.is_loopback() || own.is_some() {
        let source = if to.is_loopback() { Ipv4Addr::LOCALHOST } else { to };
        let cache = "    cache <local>".to_owned();
        return Ok(vec![format!("local {to} dev lo src {source} uid 0"), cache]);
    }
    let Some(route) = best(host, to) else {
        return Err("RTNETLINK answers: Network is unreachable".to_owned());
    };
    let via = route.gateway.map_or_else(String::new, |gateway| format!(" via {gateway}"));
    let device = host.interface(route.port);
    let source = host.address(route.port).map_or(Ipv4Addr::UNSPECIFIED, |(ip, _)| ip);
    Ok(vec![format!("{to}{via} dev {device} src {source} uid 0"), "    cache".to_owned()])
}

/// As `route` and `netstat -r` have them.
pub(super) fn route(host: &HostNow<'_>, numeric: bool, netstat: bool) -> Vec<String> {
    let head = if netstat {
        "Destination     Gateway         Genmask         Flags   MSS Window  irtt Iface"
    } else {
        "Destination     Gateway         Genmask         Flags Metric Ref    Use Iface"
    };
    let mut lines = vec!["Kernel IP routing table".to_owned(), head.to_owned()];
    for route in host.routes() {
        let to = if route.prefix == 0 && !numeric {
            "default".to_owned()
        } else {
            route.network.to_string()
        };
        let gateway = route.gateway.unwrap_or(Ipv4Addr::UNSPECIFIED).to_string();
        let genmask = mask(route.prefix).to_string();
        let mut flags = "U".to_owned();
        if route.gateway.is_some() {
            flags.push('G');
        }
        if route.prefix == 32 {
            flags.push('H');
        }
        let device = host.interface(route.port);
        let tail = if netstat {
            format!("{flags:<5} {:5} {:<6} {:5} {device}", 0, 0, 0)
        } else {
            format!("{flags:<5} {:<6} {:<3} {:6} {device}", route.metric, 0, 0)
        };
        lines.push(format!("{to:<15} {gateway:<15} {genmask:<15} {tail}"));
    }
    lines
}

/// As Windows has them.
pub(super) fn windows(host: &HostNow<'_>) -> Vec<String> {
    let bar = "=".repeat(75);
    let mut lines = vec![bar.clone(), "Interface List".to_owned()];
    for (port, name, mac) in host.interfaces() {
        let mac = mac.map_or_else(String::new, |mac| mac_text(mac, " "));
        lines.push(format!("{:3}...{mac:17} ......{name}", port + 1));
    }
    lines.push("  1...........................Software Loopback Interface 1".to_owned());
    lines.push(bar.clone());
    lines.push(String::new());
    lines.push("IPv4 Route Table".to_owned());
    lines.push(bar.clone());
    lines.push("Active Routes:".to_owned());
    lines.push(
        "Network Destination        Netmask          Gateway       Interface  Metric".to_owned(),
    );
    for route in host.routes() {
        let gateway =
            route.gateway.map_or_else(|| "On-link".to_owned(), |gateway| gateway.to_string());
        let own = host.address(route.port).map_or(Ipv4Addr::UNSPECIFIED, |(ip, _)| ip);
        lines.push(format!(
            "{:>17} {:>16} {gateway:>16} {:>16} {:>6}",
            route.network.to_string(),
            mask(route.prefix).to_string(),
            own.to_string(),
            route.metric
        ));
    }
    lines.push(bar);
    lines
}
