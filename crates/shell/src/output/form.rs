//! What the forms of several tools share.

use std::net::{IpAddr, Ipv4Addr};
use wireglass_core::addr::MacAddr;
use wireglass_core::time::Duration;
use wireglass_trace::{Node, NodeId, NodeNow, Row, Snapshot, Table, Trace};

/// A host as it was when its tables were read.
pub(super) struct HostNow<'a> {
    pub(super) trace: &'a Trace,
    pub(super) node: NodeId,
    pub(super) now: &'a Snapshot,
}

/// A route as tools print it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Route {
    pub(super) network: Ipv4Addr,
    pub(super) prefix: u8,
    pub(super) gateway: Option<Ipv4Addr>,
    pub(super) port: u16,
    pub(super) metric: u32,
}

impl<'a> HostNow<'a> {
    pub(super) fn node(&self) -> &'a Node {
        self.trace.node(self.node)
    }

    fn state(&self) -> &'a NodeNow {
        self.now.node(self.node)
    }

    pub(super) fn rows(&self, table: Table) -> impl Iterator<Item = Row> {
        self.state().table(table).map(|now| now.row)
    }

    /// The interfaces by port.
    pub(super) fn interfaces(&self) -> impl Iterator<Item = (u16, &'a str, Option<MacAddr>)> {
        (0..).zip(&self.node().interfaces).map(|(port, i)| (port, i.name.as_str(), i.mac))
    }

    /// An interface's name.
    pub(super) fn interface(&self, port: u16) -> &'a str {
        self.node().interfaces.get(usize::from(port)).map_or("?", |i| i.name.as_str())
    }

    /// Its addresses: port, address, prefix.
    pub(super) fn addresses(&self) -> impl Iterator<Item = (u16, Ipv4Addr, u8)> {
        self.rows(Table::Addresses).filter_map(|row| match row {
            Row::Address { port, ip: IpAddr::V4(ip), prefix } => Some((port, ip, prefix)),
            _ => None,
        })
    }

    /// The address of one interface.
    pub(super) fn address(&self, port: u16) -> Option<(Ipv4Addr, u8)> {
        self.addresses().find(|(at, ..)| *at == port).map(|(_, ip, prefix)| (ip, prefix))
    }

    /// Its routes: the default route first, then by network, as the kernel lists them. What leads
    /// to a network that an address is in belongs to them, whether or not the trace has a row of it.
    pub(super) fn routes(&self) -> Vec<Route> {
        let mut routes: Vec<Route> = self
            .rows(Table::Routes)
            .filter_map(|row| match row {
                Row::Route { network: IpAddr::V4(network), prefix, gateway, port, metric } => {
                    let gateway = match gateway {
                        Some(IpAddr::V4(gateway)) => Some(gateway),
                        Some(IpAddr::V6(_)) => return None,
                        None => None,
                    };
                    Some(Route { network, prefix, gateway, port, metric })
                }
                _ => None,
            })
            .collect();
        for (port, ip, prefix) in self.addresses() {
            let network = masked(ip, prefix);
            let known = routes.iter().any(|route| {
                route.gateway.is_none() && (route.network, route.prefix) == (network, prefix)
            });
            if prefix < 32 && !known {
                routes.push(Route { network, prefix, gateway: None, port, metric: 0 });
            }
        }
        routes.sort_by_key(|route| (route.prefix != 0, route.network, route.prefix, route.metric));
        routes
    }

    /// The interface's cable carries frames.
    pub(super) fn has_carrier(&self, port: u16) -> bool {
        let end = wireglass_trace::End { node: self.node, port };
        let links = self.trace.links().iter().zip(&self.now.links);
        links.filter(|(link, _)| link.ends.contains(&end)).any(|(_, up)| *up)
    }
}

/// The network that an address is in.
pub(super) fn masked(ip: Ipv4Addr, prefix: u8) -> Ipv4Addr {
    Ipv4Addr::from(u32::from(ip) & u32::from(mask(prefix)))
}

/// The mask of a prefix.
pub(super) fn mask(prefix: u8) -> Ipv4Addr {
    let zeros = 32 - u32::from(prefix.min(32));
    Ipv4Addr::from(u32::MAX.checked_shl(zeros).unwrap_or(0))
}

/// The address of everybody in a network (RFC 919); /31 and /32 have none (RFC 3021).
pub(super) fn broadcast(ip: Ipv4Addr, prefix: u8) -> Option<Ipv4Addr> {
    (prefix < 31).then(|| Ipv4Addr::from(u32::from(ip) | !u32::from(mask(prefix))))
}

/// Milliseconds with three decimals, as `1.234`.
pub(super) fn milliseconds(time: Duration) -> String {
    let micros = time.as_micros();
    format!("{}.{:03}", micros / 1000, micros % 1000)
}

/// `part` of `whole` in per cent, with six digits that count, as C's `%g` writes it.
pub(super) fn percent(part: u64, whole: u64) -> String {
    if whole == 0 {
        return "0".to_owned();
    }
    let whole_percent = part * 100 / whole;
    let decimals = match whole_percent {
        0..=9 => 5,
        10..=99 => 4,
        _ => 3,
    };
    let scale = 10_u64.pow(decimals);
    let value = (part * 100 * scale + whole / 2) / whole;
    let text = format!(
        "{}.{:0width$}",
        value / scale,
        value % scale,
        width = usize::try_from(decimals).unwrap_or(4)
    );
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Bytes as lines of text. What is no text shows as the replacement character, and control
/// characters, but for tabs, as one that stands for them, so that nothing moves a cursor.
pub(super) fn text_lines(bytes: &[u8]) -> Vec<String> {
    if bytes.is_empty() {
        return Vec::new();
    }
    let text = String::from_utf8_lossy(bytes);
    let text = text.strip_suffix('\n').unwrap_or(&text);
    text.split('\n')
        .map(|line| {
            let line = line.strip_suffix('\r').unwrap_or(line);
            line.chars().map(|c| if c.is_control() && c != '\t' { '\u{fffd}' } else { c }).collect()
        })
        .collect()
}

/// A line with its tabs as spaces: to the next of every eighth column, as a terminal shows it.
pub(super) fn expanded(line: &str) -> String {
    let mut out = String::new();
    let mut column = 0;
    for c in line.chars() {
        if c == '\t' {
            let width = 8 - column % 8;
            out.push_str(&" ".repeat(width));
            column += width;
        } else {
            out.push(c);
            column += 1;
        }
    }
    out
}

/// Rows as columns that are as wide as their widest cell, with a space between.
pub(super) fn columns(rows: &[Vec<String>], right: &[bool]) -> Vec<String> {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<usize> = (0..count)
        .map(|at| rows.iter().filter_map(|row| row.get(at)).map(|c| c.chars().count()).max())
        .map(Option::unwrap_or_default)
        .collect();
    rows.iter()
        .map(|row| {
            let cells = row.iter().zip(&widths).enumerate().map(|(at, (cell, width))| {
                if right.get(at).copied().unwrap_or(false) {
                    format!("{cell:>width$}")
                } else {
                    format!("{cell:<width$}")
                }
            });
            cells.collect::<Vec<_>>().join(" ").trim_end().to_owned()
        })
        .collect()
}

/// A MAC address in one of its two forms.
pub(super) fn mac_text(mac: MacAddr, separator: &str) -> String {
    mac.0.map(|byte| format!("{byte:02x}")).join(separator)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_c_writes_them() {
        for (part, whole, expected) in [
            (0, 3, "0"),
            (3, 3, "100"),
            (1, 3, "33.3333"),
            (2, 3, "66.6667"),
            (1, 2, "50"),
            (1, 40, "2.5"),
            (1, 300, "0.33333"),
            (0, 0, "0"),
        ] {
            assert_eq!(percent(part, whole), expected, "{part}/{whole}");
        }
        assert_eq!(milliseconds(Duration::from_micros(1_034)), "1.034");
    }

    #[test]
    fn networks_of_an_address() {
        let ip = Ipv4Addr::new(10, 0, 1, 77);
        assert_eq!(masked(ip, 24), Ipv4Addr::new(10, 0, 1, 0));
        assert_eq!(masked(ip, 0), Ipv4Addr::UNSPECIFIED);
        assert_eq!(mask(0), Ipv4Addr::UNSPECIFIED);
        assert_eq!(mask(32), Ipv4Addr::BROADCAST);
        assert_eq!(broadcast(ip, 26), Some(Ipv4Addr::new(10, 0, 1, 127)));
        assert_eq!(broadcast(ip, 31), None);
    }

    #[test]
    fn bytes_are_shown_as_text() {
        assert_eq!(text_lines(b""), Vec::<String>::new());
        assert_eq!(text_lines(b"a\r\nb\n"), ["a", "b"]);
        assert_eq!(text_lines(b"a\n\n\x1b[2Jb\xff\t"), ["a", "", "\u{fffd}[2Jb\u{fffd}\t"]);
    }
}
