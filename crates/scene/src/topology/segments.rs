//! Which nodes share a wire: what is joined by devices that know no IP.

use std::net::IpAddr;
use wireglass_core::addr::{Mask, Network};
use wireglass_trace::{LinkId, NodeId, NodeKind, NodeNow, Row, Snapshot, Table, Trace};

/// Links and devices that one broadcast reaches, and who listens there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Segment {
    /// Its links.
    pub(crate) links: Vec<LinkId>,
    /// The devices that make it one: hubs, switches, modems.
    pub(crate) devices: Vec<NodeId>,
    /// The nodes with addresses, each with the interface that is plugged in here.
    pub(crate) stations: Vec<(NodeId, u16)>,
}

/// Whether a node passes frames on without looking at addresses of IP.
pub(crate) const fn is_link_device(kind: NodeKind) -> bool {
    matches!(kind, NodeKind::Hub | NodeKind::Switch | NodeKind::Modem | NodeKind::Outside)
}

/// The segments of a network, in the order of their first links.
pub(crate) fn segments(trace: &Trace) -> Vec<Segment> {
    let mut of_link: Vec<Option<usize>> = vec![None; trace.links().len()];
    let mut links_at: Vec<Vec<usize>> = vec![Vec::new(); trace.nodes().len()];
    for (index, link) in trace.links().iter().enumerate() {
        for node in link.nodes() {
            links_at[node.index()].push(index);
        }
    }
    let mut all = Vec::new();
    for start in 0..of_link.len() {
        if of_link[start].is_some() {
            continue;
        }
        let mut segment = Segment::default();
        let mut waiting = vec![start];
        of_link[start] = Some(all.len());
        while let Some(index) = waiting.pop() {
            segment.links.push(LinkId::from_index(index));
            for end in trace.links()[index].ends {
                if !is_link_device(trace.node(end.node).kind) {
                    segment.stations.push((end.node, end.port));
                    continue;
                }
                if segment.devices.contains(&end.node) {
                    continue;
                }
                segment.devices.push(end.node);
                for &next in &links_at[end.node.index()] {
                    if of_link[next].is_none() {
                        of_link[next] = Some(all.len());
                        waiting.push(next);
                    }
                }
            }
        }
        segment.links.sort_unstable();
        segment.devices.sort_unstable();
        segment.stations.sort_unstable();
        segment.stations.dedup();
        all.push(segment);
    }
    all
}

impl Segment {
    /// The IP networks that its stations have addresses of, as prefixes; what most have comes first.
    pub(crate) fn prefixes(&self, snapshot: &Snapshot) -> Vec<String> {
        let mut found: Vec<(String, usize)> = Vec::new();
        for (node, port) in &self.stations {
            for (ip, prefix) in addresses(snapshot.node(*node), *port) {
                let Some(name) = network_name(ip, prefix) else { continue };
                match found.iter_mut().find(|(other, _)| *other == name) {
                    Some((_, count)) => *count += 1,
                    None => found.push((name, 1)),
                }
            }
        }
        found.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        found.into_iter().map(|(name, _)| name).collect()
    }
}

/// The addresses of an interface at a moment.
pub(crate) fn addresses(node: &NodeNow, port: u16) -> impl Iterator<Item = (IpAddr, u8)> {
    node.table(Table::Addresses).filter_map(move |now| match now.row {
        Row::Address { port: own, ip, prefix } if own == port => Some((ip, prefix)),
        _ => None,
    })
}

/// The network of an address, such as `10.0.1.0/24`; none for a single address.
fn network_name(ip: IpAddr, prefix: u8) -> Option<String> {
    match ip {
        IpAddr::V4(ip) => {
            let network = Network::containing(ip, Mask::new(prefix)?);
            (prefix < 32).then(|| network.to_string())
        }
        IpAddr::V6(ip) => {
            let keep = u128::MAX.checked_shl(128_u32.checked_sub(prefix.into())?).unwrap_or(0);
            let network = std::net::Ipv6Addr::from(u128::from(ip) & keep);
            (prefix < 128).then(|| format!("{network}/{prefix}"))
        }
    }
}
