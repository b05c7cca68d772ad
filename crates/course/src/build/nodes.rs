//! Who is there, by name.

use crate::error::{Named, Problem};
use crate::format::{File, Place};
use crate::path::Path;
use crate::problems::Problems;
use std::net::Ipv4Addr;
use wireglass_sim::ScenarioError;

/// What a node is, and which of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Host(usize),
    Switch(usize),
    Hub(usize),
    Router(usize),
    HomeRouter(usize),
    Modem(usize),
}

impl Kind {
    /// Whether programs run on it.
    pub(crate) const fn speaks(self) -> bool {
        matches!(self, Self::Host(_) | Self::Router(_) | Self::HomeRouter(_))
    }
}

/// A host or a device.
#[derive(Clone, Debug)]
pub(crate) struct Node<'a> {
    pub(crate) name: &'a str,
    pub(crate) kind: Kind,
    /// Where it stands in the file.
    pub(crate) path: Path,
}

/// All of them, hosts first, in the order in which the simulator counts them.
#[derive(Clone, Debug)]
pub(crate) struct Nodes<'a> {
    file: &'a File,
    all: Vec<Node<'a>>,
}

impl<'a> Nodes<'a> {
    pub(crate) fn of(file: &'a File) -> Self {
        let mut all = Vec::new();
        let mut add = |key: &'static str, index, name: &'a String, kind| {
            all.push(Node { name, kind, path: Path::of(key).index(index) });
        };
        for (i, host) in file.hosts.iter().enumerate() {
            add("host", i, &host.name, Kind::Host(i));
        }
        for (i, switch) in file.switches.iter().enumerate() {
            add("switch", i, &switch.name, Kind::Switch(i));
        }
        for (i, hub) in file.hubs.iter().enumerate() {
            add("hub", i, &hub.name, Kind::Hub(i));
        }
        for (i, router) in file.routers.iter().enumerate() {
            add("router", i, &router.name, Kind::Router(i));
        }
        for (i, router) in file.home_routers.iter().enumerate() {
            add("home_router", i, &router.name, Kind::HomeRouter(i));
        }
        for (i, modem) in file.modems.iter().enumerate() {
            add("modem", i, &modem.name, Kind::Modem(i));
        }
        Self { file, all }
    }

    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Node<'a>> {
        self.all.iter()
    }

    pub(crate) fn get(&self, node: usize) -> Option<&Node<'a>> {
        self.all.get(node)
    }

    /// Where each is drawn.
    pub(crate) fn places(&self) -> Vec<Option<Place>> {
        let place = |node: &Node<'_>| match node.kind {
            Kind::Host(index) => self.file.hosts[index].place,
            Kind::Switch(index) => self.file.switches[index].place,
            Kind::Hub(index) => self.file.hubs[index].place,
            Kind::Router(index) => self.file.routers[index].place,
            Kind::HomeRouter(index) => self.file.home_routers[index].place,
            Kind::Modem(index) => self.file.modems[index].place,
        };
        self.all.iter().map(place).collect()
    }

    fn position(&self, name: &str) -> Option<usize> {
        self.all.iter().position(|node| node.name == name)
    }

    /// The node of this name; tells if there is none.
    pub(crate) fn find(&self, name: &str, path: &Path, problems: &mut Problems) -> Option<usize> {
        self.find_kind(name, Named::Node, path, problems)
    }

    /// The same, of a kind.
    pub(crate) fn find_kind(
        &self,
        name: &str,
        wanted: Named,
        path: &Path,
        problems: &mut Problems,
    ) -> Option<usize> {
        let fits = |kind: Kind| match wanted {
            Named::Host => matches!(kind, Kind::Host(_)),
            Named::Speaker => kind.speaks(),
            _ => true,
        };
        let node = self.position(name);
        let Some(index) = node else {
            let known = self.all.iter().filter(|node| fits(node.kind)).map(|node| node.name);
            problems.unknown(path, wanted, name, known);
            return None;
        };
        if !fits(self.all[index].kind) {
            problems.tell(path, Problem::NotOn { name: name.to_owned(), wanted });
            return None;
        }
        Some(index)
    }

    /// A node, and what stands behind a colon if that is no part of its name.
    pub(crate) fn split<'t>(&self, text: &'t str) -> (&'t str, Option<&'t str>) {
        let text = text.trim();
        if self.position(text).is_some() {
            return (text, None);
        }
        match text.rsplit_once(':') {
            Some((name, port)) if self.position(name.trim()).is_some() => {
                (name.trim(), Some(port.trim()))
            }
            Some((name, port)) if !port.contains(' ') => (name.trim(), Some(port.trim())),
            _ => (text, None),
        }
    }

    /// The names of a router's interfaces.
    pub(crate) fn interfaces(&self, node: usize) -> Vec<String> {
        match self.all.get(node).map(|node| node.kind) {
            Some(Kind::Router(index)) => {
                let own = self.file.routers[index].interfaces.iter().enumerate();
                let name = |(index, interface): (usize, &crate::format::Interface)| {
                    interface.name.clone().unwrap_or_else(|| format!("eth{index}"))
                };
                own.map(name).collect()
            }
            Some(Kind::HomeRouter(_)) => vec!["lan".to_owned(), "wan".to_owned()],
            Some(Kind::Host(_)) => vec!["eth0".to_owned()],
            _ => Vec::new(),
        }
    }

    /// The first address of a host or router, as it is written. One that cannot be read is told
    /// where it stands, and not again wherever it is used.
    pub(crate) fn address_of(&self, name: &str) -> Option<Ipv4Addr> {
        let node = &self.all[self.position(name)?];
        let text = match node.kind {
            Kind::Host(index) => &self.file.hosts[index].address,
            Kind::Router(index) => &self.file.routers[index].interfaces.first()?.address,
            Kind::HomeRouter(index) => &self.file.home_routers[index].inside,
            _ => return None,
        };
        if matches!(text.trim(), "dhcp" | "rarp" | "none") {
            return None;
        }
        let address = text.split('/').next()?.trim().parse();
        Some(address.unwrap_or(Ipv4Addr::UNSPECIFIED))
    }

    /// Whose fault it is that a scenario makes no sense.
    pub(crate) fn blame(&self, error: &ScenarioError) -> Path {
        let of = |name: &str| self.position(name).map(|at| &self.all[at]);
        let key = |name: &str, key: &'static str| of(name).map(|node| node.path.key(key));
        let found = match error {
            ScenarioError::DuplicateAddress { hosts: [_, second], .. } => key(second, "address"),
            ScenarioError::GatewayElsewhere { host, gateway } => of(host).map(|node| {
                let routes = |routes: &[String]| {
                    let own = gateway.to_string();
                    let at = routes.iter().position(|route| route.contains(&own));
                    let path = node.path.key("routes");
                    at.map_or(path.clone(), |at| path.index(at))
                };
                match node.kind {
                    Kind::Router(index) => routes(&self.file.routers[index].routes),
                    _ => node.path.key("gateway"),
                }
            }),
            ScenarioError::LinkCount { host, .. } | ScenarioError::LinkToItself { host } => {
                of(host).map(|node| node.path.clone())
            }
            ScenarioError::PrefixTooLong { host, .. } => key(host, "address"),
            ScenarioError::NoOutside { router, .. } => key(router, "nat"),
            ScenarioError::ForwardTaken { router, .. } => key(router, "forwards"),
            ScenarioError::NoSuchPort { device, .. } | ScenarioError::PortTaken { device, .. } => {
                of(device).map(|node| node.path.clone())
            }
            ScenarioError::RunsNothing { device } => of(device).map(|node| node.path.clone()),
            ScenarioError::NoHosts
            | ScenarioError::UnknownHost { .. }
            | ScenarioError::UnknownLink { .. } => None,
        };
        found.unwrap_or_default()
    }
}
