//! Rows of tables as cells, and what a decision went by.

use crate::state::View;
use std::cmp::Reverse;
use std::net::{IpAddr, Ipv4Addr};
use wireglass_core::rules::Reason;
use wireglass_core::wire::dns::RecordType;
use wireglass_text::network::{Net, lease_state, nat_kind, net, tree_role, tree_state};
use wireglass_text::{Lang, Ui, ui};
use wireglass_trace::{NodeId, Row, RowNow, Table};

/// The headings of a table's columns.
pub(super) fn heads(lang: Lang, table: Table) -> Vec<&'static str> {
    let (mac, ip) = (ui(lang, Ui::MacAddress), ui(lang, Ui::IpAddress));
    match table {
        Table::Addresses => vec![net(lang, Net::Interface), ip, mac],
        Table::Routes => {
            vec![net(lang, Net::Prefix), net(lang, Net::NextHop), net(lang, Net::Interface)]
        }
        Table::Arp => vec![ip, mac, net(lang, Net::Known)],
        Table::Mac => vec![mac, net(lang, Net::Port), net(lang, Net::Known)],
        Table::SpanningTree => {
            vec![net(lang, Net::Port), net(lang, Net::Role), ui(lang, Ui::State)]
        }
        Table::Nat => vec![net(lang, Net::Kind), net(lang, Net::Inside), net(lang, Net::Outside)],
        Table::NameServers => vec![net(lang, Net::Server)],
        Table::Dns => {
            let (name, kind) = (net(lang, Net::Name), net(lang, Net::Kind));
            vec![name, kind, net(lang, Net::Records), net(lang, Net::Until)]
        }
        Table::Leases => vec![ip, mac, ui(lang, Ui::State), net(lang, Net::Until)],
        Table::Groups => {
            vec![net(lang, Net::Group), net(lang, Net::Interface), net(lang, Net::Member)]
        }
    }
}

/// The cells of a row.
pub(super) fn cells(view: &View, node: NodeId, now: &RowNow) -> Vec<String> {
    let lang = view.lang;
    let interfaces = &view.trace.node(node).interfaces;
    let interface = |port: u16| match interfaces.get(usize::from(port)) {
        Some(interface) => interface.name.clone(),
        None => port.to_string(),
    };
    let since = match now.set_by {
        Some(_) => now.since.to_string(),
        None => net(lang, Net::ByHand).to_owned(),
    };
    match now.row {
        Row::Address { port, ip, prefix } => {
            let mac = interfaces.get(usize::from(port)).and_then(|interface| interface.mac);
            let mac = mac.map(|mac| mac.to_string()).unwrap_or_default();
            vec![interface(port), format!("{ip}/{prefix}"), mac]
        }
        Row::Route { network, prefix, gateway, port, .. } => {
            let gateway = gateway.map(|gateway| gateway.to_string());
            let next = gateway.unwrap_or_else(|| net(lang, Net::Directly).to_owned());
            vec![format!("{network}/{prefix}"), next, interface(port)]
        }
        Row::Arp { ip, mac, .. } => vec![ip.to_string(), mac.to_string(), since],
        Row::Mac { mac, port } => vec![mac.to_string(), interface(port), since],
        Row::SpanningTree { port, state, role } => {
            let role = tree_role(lang, role).to_owned();
            vec![interface(port), role, tree_state(lang, state).to_owned()]
        }
        Row::Nat { kind, inside, outside, forwarded } => {
            let kind = nat_kind(kind);
            let kind = if forwarded {
                format!("{kind}, {}", net(lang, Net::ByHand))
            } else {
                kind.to_owned()
            };
            vec![kind, inside.to_string(), outside.to_string()]
        }
        Row::NameServer { ip, .. } => vec![ip.to_string()],
        Row::Dns { name, kind, data, until } => {
            let records = String::from_utf8_lossy(view.trace.bytes(data)).into_owned();
            let none = || net(lang, Net::NoRecords).to_owned();
            let records = if records.is_empty() { none() } else { records };
            let name = view.trace.name(name).to_string();
            vec![name, record_type(kind), records, until.to_string()]
        }
        Row::Lease { ip, mac, state, until } => {
            let state = lease_state(lang, state).to_owned();
            vec![ip.to_string(), mac.to_string(), state, until.to_string()]
        }
        Row::Group { port, group } => {
            vec![group.to_string(), interface(port), net(lang, Net::OwnMember).to_owned()]
        }
        Row::Members { port, group } => {
            vec![group.to_string(), interface(port), net(lang, Net::OtherMembers).to_owned()]
        }
    }
}

/// A type of DNS records, as zone files have it (RFC 3597 §5).
fn record_type(kind: RecordType) -> String {
    match kind {
        RecordType::Other(number) => format!("TYPE{number}"),
        named => format!("{named:?}").to_ascii_uppercase(),
    }
}

/// Routes in the order in which they win: the longest prefix first, then the lowest metric.
pub(super) fn route_order(row: &Row) -> (Reverse<u8>, u32) {
    match *row {
        Row::Route { prefix, metric, .. } => (Reverse(prefix), metric),
        _ => (Reverse(0), 0),
    }
}

/// Whether a decision went by a row.
pub(super) fn decides(reason: &Reason, row: &Row) -> bool {
    match (*reason, *row) {
        (Reason::RouteDirect { ip, prefix }, Row::Route { network, prefix: bits, gateway, .. }) => {
            gateway.is_none() && bits == prefix && covers(network, bits, ip)
        }
        (
            Reason::RouteVia { ip, gateway, prefix },
            Row::Route { network, prefix: bits, gateway: next, .. },
        ) => next == Some(gateway.into()) && bits == prefix && covers(network, bits, ip),
        (Reason::ArpKnown { ip, .. }, Row::Arp { ip: known, .. }) => known == IpAddr::from(ip),
        (
            Reason::BridgeForward { mac, .. } | Reason::BridgeFilter { mac, .. },
            Row::Mac { mac: known, .. },
        ) => known == mac,
        (
            Reason::NatOutbound { ip, port, .. }
            | Reason::NatInbound { ip, port, .. }
            | Reason::NatForwarded { ip, port, .. },
            Row::Nat { inside, .. },
        ) => inside.ip() == IpAddr::from(ip) && inside.port() == port,
        _ => false,
    }
}

/// Whether an address is in a network.
fn covers(network: IpAddr, prefix: u8, ip: Ipv4Addr) -> bool {
    let IpAddr::V4(network) = network else { return false };
    let mask = u32::MAX.checked_shl(32 - u32::from(prefix.min(32))).unwrap_or_default();
    u32::from(network) & mask == u32::from(ip) & mask
}

#[cfg(test)]
mod tests;
