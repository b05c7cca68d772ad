//! Switches, hubs, routers and modems, and the links between all of them.

use super::{Builder, Kind};
use crate::error::{Named, Problem};
use crate::format::{HomeRouter, Router};
use crate::path::Path;
use crate::values;
use std::collections::BTreeSet;
use std::net::Ipv4Addr;
use wireglass_sim::{
    DeviceKind, DeviceSpec, InterfaceSpec, LinkSpec, NatSpec, RouteSpec, RouterSpec, SwitchSpec,
};

/// The ports of a switch that does not say how many, and of a hub, unless more are used.
const SWITCH_PORTS: u16 = 8;
const HUB_PORTS: u16 = 4;
/// The most ports of a switch or a hub.
const MOST_PORTS: u16 = 256;
/// The most interfaces and the most routes of a router.
const MOST_INTERFACES: usize = 64;
const MOST_ROUTES: usize = 1_024;
/// The usual priority of a bridge (IEEE 802.1D §17.14).
const PRIORITY: u16 = 32_768;
/// The longest memory of a switch (IEEE 802.1D §17.13.1: 10 to 1,000,000 s), and the largest.
const MOST_ADDRESSES: u32 = 1 << 20;

/// Adds the devices and the links with ends.
pub(crate) fn devices(builder: &mut Builder<'_>) {
    let ends = builder.ends();
    let needed = builder.needed(&ends);
    let file = builder.file;
    for (index, switch) in file.switches.iter().enumerate() {
        let path = Path::of("switch").index(index);
        let node = file.hosts.len() + index;
        let ports = builder.port_count(switch.ports, needed[node], SWITCH_PORTS, &path);
        let usual = SwitchSpec::with_ports(ports);
        let problems = &mut *builder.problems;
        let ageing = problems.optional(&path, "ageing", switch.ageing.as_ref(), values::duration);
        if let Some(table) = switch.table {
            let read = |text: &str| values::number(text, 1, u64::from(MOST_ADDRESSES));
            problems.read(&path.key("table"), &table.to_string(), read);
        }
        let spec = SwitchSpec {
            ageing: ageing.unwrap_or(usual.ageing),
            table_limit: switch.table.unwrap_or(usual.table_limit),
            spanning_tree: switch.spanning_tree.then_some(switch.priority.unwrap_or(PRIORITY)),
            ..usual
        };
        builder.add(&switch.name, DeviceKind::Switch(spec));
    }
    for (index, hub) in file.hubs.iter().enumerate() {
        let path = Path::of("hub").index(index);
        let node = builder.scenario.nodes();
        let ports = builder.port_count(hub.ports, needed[node], HUB_PORTS, &path);
        builder.add(&hub.name, DeviceKind::Hub { ports });
    }
    for (index, router) in file.routers.iter().enumerate() {
        let spec = builder.router(router, &Path::of("router").index(index));
        builder.add(&router.name, DeviceKind::Router(spec));
    }
    for (index, router) in file.home_routers.iter().enumerate() {
        let spec = builder.home_router(router, &Path::of("home_router").index(index));
        builder.add(&router.name, DeviceKind::Router(spec));
    }
    for modem in &file.modems {
        builder.add(&modem.name, DeviceKind::Modem);
    }
    builder.plug(&ends);
}

/// An end of a link as it is written: the node, and its port if that is said.
type End<'a> = Option<(usize, Option<&'a str>)>;

impl<'a> Builder<'a> {
    fn add(&mut self, name: &str, kind: DeviceKind) {
        self.scenario.devices.push(DeviceSpec { name: name.to_owned(), kind });
    }

    /// The ends of every link, as far as they are there.
    fn ends(&mut self) -> Vec<[End<'a>; 2]> {
        let file = self.file;
        let mut all = Vec::new();
        for (index, link) in file.links.0.iter().enumerate() {
            let path = Path::of("link").index(index).key("ends");
            let [a, b] = link.ends.as_slice() else {
                self.problems.tell(&path, Problem::NotTwoEnds { found: link.ends.len() });
                all.push([None, None]);
                continue;
            };
            let mut end = |text: &'a String, which: usize| -> End<'a> {
                let (name, port) = self.nodes.split(text);
                let node = self.nodes.find(name, &path.index(which), self.problems)?;
                Some((node, port))
            };
            let both = [end(a, 0), end(b, 1)];
            if let [Some((one, _)), Some((other, _))] = both
                && one == other
            {
                self.problems.tell(&path, Problem::LinkToItself);
            }
            all.push(both);
        }
        all
    }

    /// How many ports of each node are used.
    fn needed(&self, ends: &[[End<'a>; 2]]) -> Vec<u16> {
        let mut needed = vec![0_u16; self.nodes.len()];
        let mut highest = vec![0_u16; self.nodes.len()];
        for (node, port) in ends.iter().flatten().flatten() {
            needed[*node] = needed[*node].saturating_add(1);
            let number = port.and_then(|port| port.parse().ok()).unwrap_or(0);
            highest[*node] = highest[*node].max(number);
        }
        needed.iter().zip(highest).map(|(needed, highest)| highest.max(*needed)).collect()
    }

    fn port_count(&mut self, said: Option<u16>, needed: u16, usual: u16, path: &Path) -> u16 {
        let ports = said.unwrap_or_else(|| usual.max(needed));
        let (text, max) = (ports.to_string(), u64::from(MOST_PORTS));
        self.problems.read(&path.key("ports"), &text, |text| values::number(text, 1, max));
        ports.clamp(1, MOST_PORTS)
    }

    fn interface(&mut self, name: String, text: &str, path: &Path) -> InterfaceSpec {
        let read = self.problems.read(path, text, values::interface);
        let (address, prefix) = read.unwrap_or((Ipv4Addr::UNSPECIFIED, 24));
        InterfaceSpec { name, address, prefix }
    }

    fn router(&mut self, router: &Router, path: &Path) -> RouterSpec {
        let names: Vec<String> = (0..router.interfaces.len())
            .map(|at| router.interfaces[at].name.clone().unwrap_or_else(|| format!("eth{at}")))
            .collect();
        let own = path.key("interface");
        self.problems.few(&own, router.interfaces.len(), MOST_INTERFACES);
        let mut seen = BTreeSet::new();
        let mut interfaces = Vec::new();
        for (index, (interface, name)) in router.interfaces.iter().zip(&names).enumerate() {
            let path = own.index(index);
            if !seen.insert(name) {
                let problem = Problem::NameTaken { name: name.clone() };
                self.problems.tell(&path.key("name"), problem);
            }
            let spec = self.interface(name.clone(), &interface.address, &path.key("address"));
            interfaces.push(spec);
        }
        let routes = self.routes(&router.routes, path);
        let nat = router.nat.as_ref().and_then(|outside| {
            let at = names.iter().position(|name| name == outside);
            if at.is_none() {
                let names = names.iter().map(String::as_str);
                self.problems.unknown(&path.key("nat"), Named::Interface, outside, names);
            }
            u16::try_from(at?).ok()
        });
        let forwards = self.forwards(&router.forwards, path);
        if router.nat.is_none() && !router.forwards.is_empty() {
            self.problems.tell(path, Problem::MissingKey { key: "nat" });
        }
        let nat = nat.map(|outside| NatSpec { outside, forwards });
        RouterSpec { interfaces, routes, nat }
    }

    fn home_router(&mut self, router: &HomeRouter, path: &Path) -> RouterSpec {
        let inside = self.interface("lan".to_owned(), &router.inside, &path.key("inside"));
        let outside = self.interface("wan".to_owned(), &router.outside, &path.key("outside"));
        let gateway = router.gateway.as_ref();
        let gateway = self.problems.optional(path, "gateway", gateway, values::address);
        let default =
            |gateway| RouteSpec { network: Ipv4Addr::UNSPECIFIED, prefix: 0, gateway, metric: 0 };
        let forwards = self.forwards(&router.forwards, path);
        RouterSpec {
            interfaces: vec![inside, outside],
            routes: gateway.map(default).into_iter().collect(),
            nat: Some(NatSpec { outside: 1, forwards }),
        }
    }

    fn routes(&mut self, routes: &[String], path: &Path) -> Vec<RouteSpec> {
        let path = path.key("routes");
        self.problems.few(&path, routes.len(), MOST_ROUTES);
        let routes = routes.iter().enumerate();
        routes
            .filter_map(|(index, text)| self.problems.read(&path.index(index), text, values::route))
            .collect()
    }

    fn forwards(&mut self, forwards: &[String], path: &Path) -> Vec<wireglass_sim::ForwardSpec> {
        let path = path.key("forwards");
        self.problems.few(&path, forwards.len(), MOST_ROUTES);
        let forwards = forwards.iter().enumerate();
        forwards
            .filter_map(|(index, text)| {
                self.problems.read(&path.index(index), text, values::forward)
            })
            .collect()
    }

    /// Plugs the links in: first where it is said, then at the next free ports.
    fn plug(&mut self, ends: &[[End<'a>; 2]]) {
        let mut taken: BTreeSet<(usize, u16)> = BTreeSet::new();
        let mut places: Vec<[Option<(usize, u16)>; 2]> = vec![[None, None]; ends.len()];
        for said in [true, false] {
            for (index, both) in ends.iter().enumerate() {
                for (which, end) in both.iter().enumerate() {
                    let Some((node, port)) = *end else { continue };
                    if port.is_some() != said {
                        continue;
                    }
                    let path = Path::of("link").index(index).key("ends").index(which);
                    let found = match port {
                        Some(port) => self.port(node, port, &path),
                        None => self.free(node, &taken, &path),
                    };
                    let Some(port) = found else { continue };
                    if !taken.insert((node, port)) {
                        let (device, port) = (self.name(node), self.port_name(node, port));
                        self.problems.tell(&path, Problem::PortTaken { device, port });
                    }
                    places[index][which] = Some((node, port));
                }
            }
        }
        for (index, (link, place)) in self.file.links.0.iter().zip(places).enumerate() {
            let path = Path::of("link").index(index);
            let [a, b] = place.map(|end| end.unwrap_or((0, 0)));
            let spec = self.link(link, LinkSpec::joining(a, b), &path);
            self.scenario.links.push(spec);
        }
        if ends.iter().flatten().all(Option::is_some) {
            for node in self.nodes.iter().filter(|node| matches!(node.kind, Kind::Host(_))) {
                let Kind::Host(index) = node.kind else { continue };
                if !taken.contains(&(index, 0)) {
                    let name = node.name.to_owned();
                    self.problems.tell(&node.path, Problem::NotConnected { name });
                }
            }
        }
    }

    fn name(&self, node: usize) -> String {
        self.nodes.get(node).map_or_else(String::new, |node| node.name.to_owned())
    }

    fn ports(&self, node: usize) -> u16 {
        let device = node.checked_sub(self.scenario.hosts.len());
        device.map_or(1, |device| {
            self.scenario.devices.get(device).map_or(0, |device| device.kind.ports())
        })
    }

    fn port_names(&self, node: usize) -> Vec<String> {
        let names = self.nodes.interfaces(node);
        let numbered = self.nodes.get(node).is_some_and(|node| !node.kind.speaks());
        if numbered { (1..=self.ports(node)).map(|port| port.to_string()).collect() } else { names }
    }

    fn port_name(&self, node: usize, port: u16) -> String {
        self.port_names(node).get(usize::from(port)).cloned().unwrap_or_default()
    }

    /// The port of this name.
    fn port(&mut self, node: usize, name: &str, path: &Path) -> Option<u16> {
        let names = self.port_names(node);
        let at = names.iter().position(|known| known == name);
        if at.is_none() {
            let (device, port) = (self.name(node), name.to_owned());
            self.problems.tell(path, Problem::NoSuchPort { device, port, ports: names });
        }
        at.and_then(|at| u16::try_from(at).ok())
    }

    /// The first port at which there is no link yet.
    fn free(&mut self, node: usize, taken: &BTreeSet<(usize, u16)>, path: &Path) -> Option<u16> {
        let ports = self.ports(node);
        let free = (0..ports).find(|port| !taken.contains(&(node, *port)));
        if free.is_none() {
            let device = self.name(node);
            self.problems.tell(path, Problem::NoPortFree { device, ports });
        }
        free
    }
}
