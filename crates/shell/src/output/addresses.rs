//! Interfaces and their addresses: `ip addr`, `ip link`, `ifconfig`, `ipconfig`, `hostname -I`.

use super::form::{HostNow, broadcast, columns, mac_text, mask};
use std::net::{IpAddr, Ipv4Addr};
use wireglass_core::addr::MacAddr;
use wireglass_trace::{Row, Table, What};

/// The largest packet of an Ethernet interface.
const MTU: u16 = 1500;

/// The loopback interface comes first everywhere, and is in no table.
fn wants(interface: Option<&str>, name: &str) -> bool {
    interface.is_none_or(|wanted| wanted == name)
}

fn flags(up: bool) -> &'static str {
    if up { "BROADCAST,MULTICAST,UP,LOWER_UP" } else { "NO-CARRIER,BROADCAST,MULTICAST,UP" }
}

fn state(up: bool) -> &'static str {
    if up { "UP" } else { "DOWN" }
}

fn link_lines(number: u16, name: &str, mac: Option<MacAddr>, up: bool, mode: &str) -> [String; 2] {
    let mac = mac.unwrap_or(MacAddr::UNSPECIFIED);
    [
        format!(
            "{number}: {name}: <{}> mtu {MTU} qdisc fq_codel state {}{mode} group default qlen 1000",
            flags(up),
            state(up)
        ),
        format!("    link/ether {} brd ff:ff:ff:ff:ff:ff", mac_text(mac, ":")),
    ]
}

fn loopback_lines(mode: &str) -> [String; 2] {
    [
        format!(
            "1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN{mode} \
             group default qlen 1000"
        ),
        "    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00".to_owned(),
    ]
}

pub(super) fn ip(host: &HostNow<'_>, brief: bool, interface: Option<&str>) -> Vec<String> {
    let mut lines = Vec::new();
    if wants(interface, "lo") {
        if brief {
            lines.push("lo               UNKNOWN        127.0.0.1/8".to_owned());
        } else {
            lines.extend(loopback_lines(""));
            lines.push("    inet 127.0.0.1/8 scope host lo".to_owned());
            lines.push("       valid_lft forever preferred_lft forever".to_owned());
        }
    }
    for (port, name, mac) in host.interfaces().filter(|(_, name, _)| wants(interface, name)) {
        let up = host.has_carrier(port);
        let address = host.address(port);
        if brief {
            let text = address.map_or_else(String::new, |(ip, prefix)| format!("{ip}/{prefix}"));
            lines.push(format!("{name:<16} {:<14} {text}", state(up)).trim_end().to_owned());
            continue;
        }
        lines.extend(link_lines(port + 2, name, mac, up, ""));
        if let Some((ip, prefix)) = address {
            let everybody =
                broadcast(ip, prefix).map_or_else(String::new, |ip| format!(" brd {ip}"));
            lines.push(format!("    inet {ip}/{prefix}{everybody} scope global {name}"));
            lines.push("       valid_lft forever preferred_lft forever".to_owned());
        }
    }
    lines
}

pub(super) fn link(host: &HostNow<'_>, brief: bool, interface: Option<&str>) -> Vec<String> {
    let mut lines = Vec::new();
    if wants(interface, "lo") {
        if brief {
            let mac = "00:00:00:00:00:00 <LOOPBACK,UP,LOWER_UP>";
            lines.push(format!("lo               UNKNOWN        {mac}"));
        } else {
            lines.extend(loopback_lines(" mode DEFAULT"));
        }
    }
    for (port, name, mac) in host.interfaces().filter(|(_, name, _)| wants(interface, name)) {
        let up = host.has_carrier(port);
        if brief {
            let mac = mac_text(mac.unwrap_or(MacAddr::UNSPECIFIED), ":");
            lines.push(format!("{name:<16} {:<14} {mac} <{}>", state(up), flags(up)));
        } else {
            lines.extend(link_lines(port + 2, name, mac, up, " mode DEFAULT"));
        }
    }
    lines
}

/// Frames and bytes that an interface has sent and received: the trace knows them all.
#[derive(Clone, Copy, Debug, Default)]
struct Counters {
    received: (u64, u64),
    sent: (u64, u64),
}

fn counters(host: &HostNow<'_>, port: u16) -> Counters {
    let mut counters = Counters::default();
    let steps = host.trace.steps();
    let end =
        steps.get(host.now.position).map_or(host.trace.events().len(), |step| step.first.index());
    for event in host.trace.events().iter().take(end).filter(|event| event.node == host.node) {
        let (frame, side) = match event.what {
            What::FrameSent { frame } => (frame, &mut counters.sent),
            What::FrameArrived { frame } => (frame, &mut counters.received),
            _ => continue,
        };
        if host.trace.port(frame, host.node) == Some(port) {
            side.0 += 1;
            side.1 += u64::from(host.trace.frame(frame).bytes.len);
        }
    }
    counters
}

/// Bytes in the larger unit that `ifconfig` puts behind them.
fn human(bytes: u64) -> String {
    let units = [(1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")];
    let (size, unit) = units.into_iter().find(|(size, _)| bytes >= *size).unwrap_or((1, "B"));
    let tenths = bytes * 10 / size;
    format!("{}.{} {unit}", tenths / 10, tenths % 10)
}

pub(super) fn ifconfig(host: &HostNow<'_>, interface: Option<&str>) -> Vec<String> {
    let mut lines = Vec::new();
    for (port, name, mac) in host.interfaces().filter(|(_, name, _)| wants(interface, name)) {
        let up = host.has_carrier(port);
        let (number, words) = if up {
            (4163, "UP,BROADCAST,RUNNING,MULTICAST")
        } else {
            (4099, "UP,BROADCAST,MULTICAST")
        };
        lines.push(format!("{name}: flags={number}<{words}>  mtu {MTU}"));
        if let Some((ip, prefix)) = host.address(port) {
            let everybody =
                broadcast(ip, prefix).map_or_else(String::new, |ip| format!("  broadcast {ip}"));
            lines.push(format!("        inet {ip}  netmask {}{everybody}", mask(prefix)));
        }
        let mac = mac_text(mac.unwrap_or(MacAddr::UNSPECIFIED), ":");
        lines.push(format!("        ether {mac}  txqueuelen 1000  (Ethernet)"));
        lines.extend(counter_lines(counters(host, port)));
        lines.push(String::new());
    }
    if wants(interface, "lo") {
        lines.push("lo: flags=73<UP,LOOPBACK,RUNNING>  mtu 65536".to_owned());
        lines.push("        inet 127.0.0.1  netmask 255.0.0.0".to_owned());
        lines.push("        loop  txqueuelen 1000  (Local Loopback)".to_owned());
        lines.extend(counter_lines(Counters::default()));
        lines.push(String::new());
    }
    lines
}

fn counter_lines(counters: Counters) -> [String; 4] {
    let line = |way: &str, (frames, bytes): (u64, u64)| {
        format!("        {way} packets {frames}  bytes {bytes} ({})", human(bytes))
    };
    [
        line("RX", counters.received),
        "        RX errors 0  dropped 0  overruns 0  frame 0".to_owned(),
        line("TX", counters.sent),
        "        TX errors 0  dropped 0 overruns 0  carrier 0  collisions 0".to_owned(),
    ]
}

/// `netstat -i`.
pub(super) fn netstat(host: &HostNow<'_>) -> Vec<String> {
    let head =
        "Iface             MTU    RX-OK RX-ERR RX-DRP RX-OVR    TX-OK TX-ERR TX-DRP TX-OVR Flg";
    let line = |name: &str, mtu: u32, counters: Counters, flags: &str| {
        let (rx, tx) = (counters.received.0, counters.sent.0);
        format!(
            "{name:<15} {mtu:>5} {rx:>8} {:>6} {:>6} {:<6} {tx:>8} {:>6} {:>6} {:>6} {flags}",
            0, 0, 0, 0, 0, 0
        )
    };
    let own = host.interfaces().map(|(port, name, _)| {
        let flags = if host.has_carrier(port) { "BMRU" } else { "BMU" };
        line(name, MTU.into(), counters(host, port), flags)
    });
    ["Kernel Interface table".to_owned(), head.to_owned()]
        .into_iter()
        .chain(own)
        .chain([line("lo", 65_536, Counters::default(), "LRU")])
        .collect()
}

fn name_servers(host: &HostNow<'_>) -> Vec<IpAddr> {
    host.rows(Table::NameServers)
        .filter_map(|row| match row {
            Row::NameServer { ip, .. } => Some(ip),
            _ => None,
        })
        .collect()
}

/// As Windows has it.
pub(super) fn ipconfig(host: &HostNow<'_>, all: bool) -> Vec<String> {
    let field =
        |name: &str, value: &str| format!("   {}: {value}", dotted(name)).trim_end().to_owned();
    let mut lines = vec![String::new(), "Windows IP Configuration".to_owned(), String::new()];
    if all {
        let name = crate::context::host_name(&host.node().name);
        lines.push(field("Host Name", &name));
        lines.push(String::new());
    }
    let gateway = |port| {
        let found = host.routes().into_iter().find(|route| route.prefix == 0 && route.port == port);
        found.and_then(|route| route.gateway)
    };
    for (port, name, mac) in host.interfaces() {
        lines.push(String::new());
        lines.push(format!("Ethernet adapter {name}:"));
        lines.push(String::new());
        if !host.has_carrier(port) {
            lines.push(field("Media State", "Media disconnected"));
        }
        if all {
            let mac = mac_text(mac.unwrap_or(MacAddr::UNSPECIFIED), "-").to_ascii_uppercase();
            lines.push(field("Physical Address", &mac));
        }
        if let Some((ip, prefix)) = host.address(port) {
            lines.push(field("IPv4 Address", &ip.to_string()));
            lines.push(field("Subnet Mask", &mask(prefix).to_string()));
        }
        let gateway = gateway(port).map_or_else(String::new, |ip: Ipv4Addr| ip.to_string());
        lines.push(field("Default Gateway", &gateway));
        if all {
            let servers = name_servers(host);
            if let Some(first) = servers.first() {
                lines.push(field("DNS Servers", &first.to_string()));
            }
            lines.extend(servers.iter().skip(1).map(|ip| format!("{:39}{ip}", "")));
        }
    }
    lines
}

/// A name as Windows leads to its value: with a dot at every second place.
fn dotted(name: &str) -> String {
    const WIDTH: usize = 34;
    let dots = (name.len()..WIDTH).map(|place| if place.is_multiple_of(2) { '.' } else { ' ' });
    name.chars().chain(dots).collect()
}

/// `hostname -I`.
pub(super) fn hostname(host: &HostNow<'_>) -> Vec<String> {
    let all: Vec<String> = host.addresses().map(|(_, ip, _)| ip.to_string()).collect();
    columns(&[all], &[])
}
