//! DHCP and DNS.

use super::{Document, FindingKind, Found, Place, Port, Sketch, address};
use crate::sandbox::end;
use std::net::Ipv4Addr;
use wireglass_core::addr::Network;

pub(super) fn check(document: &Document, sketch: &Sketch<'_>, found: &mut Found) {
    dhcp(document, sketch, found);
    clients(document, sketch, found);
    names(document, sketch, found);
}

/// The interface that a service is on: the one it names, else the node's first.
fn on<'b, 'a>(document: &Document, sketch: &'b Sketch<'a>, text: &str) -> Option<&'b Port<'a>> {
    let known = |name: &str| document.kind(name).is_some();
    let (name, interface) = end(&known, text);
    let mut own = sketch.ports.iter().filter(|port| port.node == name);
    match interface {
        Some(interface) => own.find(|port| port.name.as_deref() == Some(interface)),
        None => own.next(),
    }
}

/// The first and the last address of a pool, in order.
fn pool(text: &str) -> Option<(Ipv4Addr, Ipv4Addr)> {
    let (first, last) = text.split_once(['-', '–'])?;
    Some((address(first)?, address(last)?)).filter(|(first, last)| first <= last)
}

fn dhcp(document: &Document, sketch: &Sketch<'_>, found: &mut Found) {
    for (index, server) in document.file().dhcp.iter().enumerate() {
        let place = || Place::Dhcp(index);
        let Some(port) = on(document, sketch, &server.on) else { continue };
        let other = document.file().dhcp.iter().take(index).find_map(|other| {
            let there = on(document, sketch, &other.on)?;
            (port.wire.is_some() && there.wire == port.wire).then_some(there.node)
        });
        if let Some(other) = other {
            let other = other.to_owned();
            found.add(place(), FindingKind::SeveralGiveAddresses { other });
        }
        let (Some(own), Some((first, last))) = (port.address, pool(&server.pool)) else {
            continue;
        };
        let network = own.network();
        if let Some(address) = [first, last].into_iter().find(|one| !network.contains(*one)) {
            found.add(place(), FindingKind::PoolElsewhere { address, network });
            continue;
        }
        let holds = |address: Ipv4Addr| (first..=last).contains(&address);
        if let Some(address) = special(network).into_iter().flatten().find(|one| holds(*one)) {
            found.add(place(), FindingKind::PoolHasSpecial { address });
        }
        let taken = sketch.ports.iter().find_map(|other| {
            let address = other.address.filter(|_| other.wire == port.wire)?.address;
            holds(address).then_some((address, other.node))
        });
        if let Some((address, other)) = taken {
            let other = other.to_owned();
            found.add(place(), FindingKind::PoolHasTaken { address, other });
        }
    }
}

/// The two addresses of a network that no host has.
fn special(network: Network) -> [Option<Ipv4Addr>; 2] {
    let broadcast = network.broadcast();
    [broadcast.map(|_| network.address()), broadcast]
}

/// Hosts that ask where nobody answers.
fn clients(document: &Document, sketch: &Sketch<'_>, found: &mut Found) {
    for port in sketch.ports.iter().filter(|port| port.asks && port.wire.is_some()) {
        let heard = document.file().dhcp.iter().any(|server| {
            on(document, sketch, &server.on).is_some_and(|there| there.wire == port.wire)
        });
        if !heard {
            let place = Place::Address(port.node.to_owned(), port.index);
            found.add(place, FindingKind::NobodyGivesAddresses);
        }
    }
}

/// Name servers that nobody is, or that do not answer.
fn names(document: &Document, sketch: &Sketch<'_>, found: &mut Found) {
    let file = document.file();
    let known = |name: &str| document.kind(name).is_some();
    let on_resolvers = file.resolvers.iter().map(|one| &one.on);
    let answering: Vec<&str> = file
        .dns
        .iter()
        .map(|one| &one.on)
        .chain(on_resolvers)
        .map(|text| end(&known, text).0)
        .collect();
    let judge = |text: &str| {
        let address = address(text)?;
        let mut all = sketch.ports.iter();
        let has = |port: &&Port<'_>| port.address.is_some_and(|own| own.address == address);
        match all.find(has) {
            None => Some(FindingKind::NameServerNobody { address }),
            Some(port) if !answering.contains(&port.node) => {
                Some(FindingKind::NameServerSilent { address, other: port.node.to_owned() })
            }
            Some(_) => None,
        }
    };
    for host in &file.hosts {
        for (index, server) in host.dns.iter().enumerate() {
            if let Some(kind) = judge(server) {
                found.add(Place::NameServer(host.name.clone(), index), kind);
            }
        }
    }
    for (index, server) in file.dhcp.iter().enumerate() {
        if let Some(kind) = server.dns.iter().find_map(|text| judge(text)) {
            found.add(Place::Dhcp(index), kind);
        }
    }
    for (index, resolver) in file.resolvers.iter().enumerate() {
        if let Some(kind) = resolver.roots.values().find_map(|text| judge(text)) {
            found.add(Place::Resolver(index), kind);
        }
    }
}
