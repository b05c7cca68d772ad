//! What a document suggests by itself: names, addresses, free interfaces.

use super::sketch::Sketch;
use super::{Document, end};
use std::collections::BTreeSet;
use std::net::Ipv4Addr;

impl Document {
    /// The first of `PC 1`, `PC 2`… that nobody has.
    pub fn free_name(&self, stem: &str) -> String {
        let taken: BTreeSet<&str> = self.nodes().map(|(name, _)| name).collect();
        let mut names = (1..).map(|number: u32| format!("{stem} {number}"));
        // There are more numbers than nodes.
        names.find(|name| !taken.contains(name.as_str())).unwrap_or_default()
    }

    /// The first address that nobody has in the network of a node's wire, with its prefix.
    pub fn free_address(&self, node: &str, interface: usize) -> Option<String> {
        let sketch = Sketch::of(self);
        let port = sketch.of_node(node).find(|port| port.index == interface)?;
        let network = sketch.neighbours(port).find_map(|other| other.address)?.network();
        let taken: BTreeSet<Ipv4Addr> =
            sketch.ports.iter().filter_map(|port| port.address).map(|own| own.address).collect();
        let (first, last) = (network.first().to_bits(), network.last().to_bits());
        let free = (first..=last).map(Ipv4Addr::from_bits).find(|one| !taken.contains(one))?;
        Some(format!("{free}/{}", network.prefix_len()))
    }
}

/// The first interface of a router without a cable.
pub(super) fn free_interface(document: &Document, router: &str) -> Option<String> {
    let sketch = Sketch::of(document);
    let free = sketch.of_node(router).find(|port| port.wire.is_none());
    free.and_then(|port| port.name.clone())
}

/// What a host that has no address could take on its wire, and the gateway there.
pub(super) fn own_address(document: &Document, node: &str) -> Option<(String, Option<String>)> {
    let host = document.file().hosts.iter().find(|host| host.name == node)?;
    if !matches!(host.address.trim(), "" | "none") {
        return None;
    }
    let address = document.free_address(node, 0)?;
    let sketch = Sketch::of(document);
    let port = sketch.of_node(node).next()?;
    let router = sketch.neighbours(port).filter(|other| other.routes);
    let gateway = router.filter_map(|other| other.address).map(|own| own.address).next();
    let served = document.file().dhcp.iter().any(|server| {
        let known = |name: &str| document.kind(name).is_some();
        let there = end(&known, &server.on).0;
        sketch.neighbours(port).any(|other| other.node == there)
    });
    // Where addresses are given away, one asks.
    Some(if served {
        ("dhcp".to_owned(), None)
    } else {
        (address, gateway.map(|gateway| gateway.to_string()))
    })
}
