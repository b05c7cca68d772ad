//! What can be made out of a document that may be half-typed: who has which address, and who
//! hears whom.

use super::{Document, Kind, end};
use crate::format;
use std::collections::BTreeMap;
use std::net::Ipv4Addr;
use wireglass_core::addr::parse::parse;
use wireglass_core::addr::{Interface, Mask};

/// Without a prefix an address is taken to be of such a network.
const PREFIX: u8 = 24;

/// An interface of a node that speaks IP.
#[derive(Clone, Debug)]
pub(super) struct Port<'a> {
    pub(super) node: &'a str,
    /// Its place among the node's own; and its name, where nodes have several.
    pub(super) index: usize,
    pub(super) name: Option<String>,
    /// Its address, if what is typed is one.
    pub(super) address: Option<Interface>,
    /// It asks for one.
    pub(super) asks: bool,
    /// Which wire it is on: all that hears a broadcast. `None` without a link.
    pub(super) wire: Option<usize>,
    /// It belongs to a node that passes packets on.
    pub(super) routes: bool,
}

/// A loop of links through switches and hubs: the nodes that close it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Loop<'a> {
    pub(super) nodes: [&'a str; 2],
    pub(super) link: usize,
}

#[derive(Debug)]
pub(super) struct Sketch<'a> {
    pub(super) ports: Vec<Port<'a>>,
    pub(super) loops: Vec<Loop<'a>>,
    /// Which ends each node has in links, with the port written there.
    pub(super) ends: BTreeMap<&'a str, Vec<(usize, Option<&'a str>)>>,
}

impl<'a> Sketch<'a> {
    pub(super) fn of(document: &'a Document) -> Self {
        let kinds: BTreeMap<&str, Kind> = document.nodes().collect();
        let known = |name: &str| kinds.contains_key(name);
        let mut ports = ports(document);
        let mut ends: BTreeMap<&str, Vec<(usize, Option<&str>)>> = BTreeMap::new();
        let mut wires = Wires::default();
        // Whatever passes every frame on is one place; an interface of IP is a place of its own.
        let mut place_of: BTreeMap<&str, usize> = BTreeMap::new();
        let mut loops = Vec::new();
        for (index, link) in document.links().0.iter().enumerate() {
            let mut places = [None; 2];
            for (place, text) in places.iter_mut().zip(&link.ends) {
                let (name, port) = end(&known, text);
                let Some(kind) = kinds.get(name) else { continue };
                // The key lives as long as the document.
                let Some((name, _)) = kinds.get_key_value(name) else { continue };
                ends.entry(name).or_default().push((index, port));
                *place = match kind {
                    Kind::Switch | Kind::Hub | Kind::Modem => {
                        Some(*place_of.entry(name).or_insert_with(|| wires.add()))
                    }
                    Kind::Pc | Kind::Server | Kind::Router | Kind::HomeRouter => {
                        let mine = ports.iter_mut().filter(|one| one.node == *name);
                        let found = free(mine, port);
                        found.map(|found| {
                            let wire = wires.add();
                            found.wire = Some(wire);
                            wire
                        })
                    }
                };
            }
            let [Some(a), Some(b)] = places else { continue };
            if !wires.join(a, b) {
                let name = |at: usize| {
                    let text = link.ends.get(at).map_or("", |text| end(&known, text).0);
                    kinds.get_key_value(text).map_or("", |(name, _)| *name)
                };
                loops.push(Loop { nodes: [name(0), name(1)], link: index });
            }
        }
        for port in &mut ports {
            port.wire = port.wire.map(|wire| wires.root(wire));
        }
        Self { ports, loops, ends }
    }

    /// The interfaces of a node.
    pub(super) fn of_node<'b>(&'b self, node: &'b str) -> impl Iterator<Item = &'b Port<'a>> {
        self.ports.iter().filter(move |port| port.node == node)
    }

    /// The others that hear what this one sends to all.
    pub(super) fn neighbours<'b>(&'b self, of: &'b Port<'a>) -> impl Iterator<Item = &'b Port<'a>> {
        self.ports.iter().filter(move |port| {
            of.wire.is_some()
                && port.wire == of.wire
                && (port.node, port.index) != (of.node, of.index)
        })
    }
}

/// The port that a link's end means: the one it names, else the first that has no link yet.
fn free<'p, 'a: 'p>(
    mut mine: impl Iterator<Item = &'p mut Port<'a>>,
    named: Option<&str>,
) -> Option<&'p mut Port<'a>> {
    match named {
        Some(name) => mine.find(|port| port.name.as_deref() == Some(name)),
        None => mine.find(|port| port.wire.is_none()),
    }
}

fn ports(document: &Document) -> Vec<Port<'_>> {
    let file = document.file();
    let host = |host: &'_ format::Host| -> (Option<Interface>, bool) {
        (interface(&host.address), host.address.trim() == "dhcp")
    };
    let mut ports: Vec<Port<'_>> = Vec::new();
    for one in &file.hosts {
        let (address, asks) = host(one);
        let (node, name) = (one.name.as_str(), Some("eth0".to_owned()));
        ports.push(Port { node, index: 0, name, address, asks, wire: None, routes: false });
    }
    for one in &file.routers {
        for (index, face) in one.interfaces.iter().enumerate() {
            let name = face.name.clone().unwrap_or_else(|| format!("eth{index}"));
            let address = interface(&face.address);
            let (node, name) = (one.name.as_str(), Some(name));
            ports.push(Port { node, index, name, address, asks: false, wire: None, routes: true });
        }
    }
    for one in &file.home_routers {
        for (index, (name, address)) in
            [("lan", &one.inside), ("wan", &one.outside)].into_iter().enumerate()
        {
            let asks = address.trim() == "dhcp";
            let (node, name) = (one.name.as_str(), Some(name.to_owned()));
            let address = interface(address);
            ports.push(Port { node, index, name, address, asks, wire: None, routes: true });
        }
    }
    ports
}

/// An address as it is typed, with its network.
pub(super) fn interface(text: &str) -> Option<Interface> {
    let typed = parse(text).ok()?;
    let mask = typed.mask.or_else(|| Mask::new(PREFIX))?;
    Some(Interface::new(typed.address, mask))
}

/// A plain address as it is typed.
pub(super) fn address(text: &str) -> Option<Ipv4Addr> {
    text.trim().parse().ok()
}

/// Which places hear each other: a forest with a root for each wire.
#[derive(Debug, Default)]
struct Wires(Vec<usize>);

impl Wires {
    fn add(&mut self) -> usize {
        self.0.push(self.0.len());
        self.0.len() - 1
    }

    fn root(&self, mut place: usize) -> usize {
        while self.0[place] != place {
            place = self.0[place];
        }
        place
    }

    /// `false` if they heard each other already.
    fn join(&mut self, a: usize, b: usize) -> bool {
        let [a, b] = [self.root(a), self.root(b)];
        self.0[b.max(a)] = a.min(b);
        a != b
    }
}
