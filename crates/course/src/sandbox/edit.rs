//! What an author does to a document.

use super::suggest::{free_interface, own_address};
use super::{Document, Kind, MOST_NODES, end};
use crate::format::{
    self, Dhcp, Dns, File, HomeRouter, Host, Http, Hub, Link, Modem, Program, Rarp, Resolver,
    Router, Switch, Tftp,
};

/// A node with everything that is written of it.
#[allow(clippy::large_enum_variant, reason = "one is made for each edit, and most are hosts")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// A PC or a server.
    Host(Host),
    /// A switch.
    Switch(Switch),
    /// A hub.
    Hub(Hub),
    /// A router.
    Router(Router),
    /// A home router.
    HomeRouter(HomeRouter),
    /// A modem.
    Modem(Modem),
}

/// Something that runs on a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Service {
    /// It gives addresses away.
    Dhcp(Dhcp),
    /// It answers for a zone of names.
    Dns(Dns),
    /// It finds names out for others.
    Resolver(Resolver),
    /// It has files.
    Tftp(Tftp),
    /// It has pages.
    Http(Http),
    /// It tells others their addresses.
    Rarp(Rarp),
    /// A program.
    Program(Program),
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// A new node, where it is drawn. Its name must be free.
    Add {
        /// What it is.
        kind: Kind,
        /// Its name.
        name: String,
        /// Where.
        place: format::Place,
    },
    /// A node goes, and with it its links and what runs on it.
    Remove {
        /// Which.
        node: String,
    },
    /// A node gets another name, wherever it is spoken of.
    Rename {
        /// Which.
        node: String,
        /// The new name.
        to: String,
    },
    /// A node is drawn elsewhere.
    Move {
        /// Which.
        node: String,
        /// Where.
        place: format::Place,
    },
    /// A cable between two nodes. A router gets another interface if none is free, and a host
    /// without an address one that fits.
    Connect {
        /// From.
        from: String,
        /// To.
        to: String,
    },
    /// A cable goes.
    Disconnect {
        /// Its place in the list.
        link: usize,
    },
    /// What is written of a node; its name stays.
    Put {
        /// Which.
        node: String,
        /// The new text of it.
        with: Box<Node>,
    },
    /// What is written of a link; its ends stay.
    PutLink {
        /// Its place in the list.
        link: usize,
        /// The new text of it.
        with: Box<Link>,
    },
    /// What is written of something that runs: a new one, or in place of the one at `at` in the
    /// file's list of such.
    PutService {
        /// Its place in the list of its kind; `None`: it is new.
        at: Option<usize>,
        /// The new text of it.
        with: Box<Service>,
    },
    /// Something that runs goes.
    RemoveService {
        /// Its place in the list of its kind.
        at: usize,
        /// One of its kind; only that counts.
        kind: ServiceKind,
    },
    /// Everything at once: a file was opened, or all begins anew.
    Replace(Box<Document>),
}

/// What kind of thing runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ServiceKind {
    /// [`Service::Dhcp`].
    Dhcp,
    /// [`Service::Dns`].
    Dns,
    /// [`Service::Resolver`].
    Resolver,
    /// [`Service::Tftp`].
    Tftp,
    /// [`Service::Http`].
    Http,
    /// [`Service::Rarp`].
    Rarp,
    /// [`Service::Program`].
    Program,
}

impl ServiceKind {
    /// All, as a list offers them.
    pub const ALL: [Self; 7] =
        [Self::Dhcp, Self::Dns, Self::Resolver, Self::Tftp, Self::Http, Self::Rarp, Self::Program];
}

/// Why a change cannot be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// A name must not be empty.
    NoName,
    /// Another node has that name.
    NameTaken {
        /// The name.
        name: String,
    },
    /// There is no such node any more.
    NoSuchNode {
        /// The name.
        name: String,
    },
    /// There is no such link, service or program any more.
    NoSuchThing,
    /// A cable has two ends at two nodes.
    ToItself,
    /// The node has no room for another cable: a host has one interface, a modem two ports, a
    /// home router two interfaces.
    NoPortFree {
        /// The node.
        name: String,
    },
    /// More nodes than a sandbox holds.
    TooMany {
        /// How many it holds.
        most: usize,
    },
    /// It is something else than it was taken for.
    OtherKind,
}

impl Document {
    /// The document after a change.
    ///
    /// # Errors
    /// [`Refused`] if it cannot be; this one is as it was.
    pub fn apply(&self, edit: Edit) -> Result<Self, Refused> {
        let mut next = self.clone();
        next.edit(edit)?;
        Ok(next)
    }

    fn edit(&mut self, edit: Edit) -> Result<(), Refused> {
        match edit {
            Edit::Add { kind, name, place } => self.add(kind, &name, place),
            Edit::Remove { node } => self.remove(&node),
            Edit::Rename { node, to } => self.rename(&node, &to),
            Edit::Move { node, place } => {
                *self.place_mut(&node).ok_or(Refused::NoSuchNode { name: node })? = Some(place);
                Ok(())
            }
            Edit::Connect { from, to } => self.connect(&from, &to),
            Edit::Disconnect { link } => remove(&mut self.0.links.0, link),
            Edit::Put { node, with } => self.put(&node, *with),
            Edit::PutLink { link, with } => {
                let old = self.0.links.0.get_mut(link).ok_or(Refused::NoSuchThing)?;
                let ends = std::mem::take(&mut old.ends);
                *old = Link { ends, ..*with };
                Ok(())
            }
            Edit::PutService { at, with } => self.put_service(at, *with),
            Edit::RemoveService { at, kind } => {
                let file = &mut self.0;
                match kind {
                    ServiceKind::Dhcp => remove(&mut file.dhcp, at),
                    ServiceKind::Dns => remove(&mut file.dns, at),
                    ServiceKind::Resolver => remove(&mut file.resolvers, at),
                    ServiceKind::Tftp => remove(&mut file.tftp, at),
                    ServiceKind::Http => remove(&mut file.http, at),
                    ServiceKind::Rarp => remove(&mut file.rarp, at),
                    ServiceKind::Program => remove(&mut file.programs, at),
                }
            }
            Edit::Replace(with) => {
                *self = *with;
                Ok(())
            }
        }
    }

    fn add(&mut self, kind: Kind, name: &str, place: format::Place) -> Result<(), Refused> {
        let name = self.usable(name, None)?;
        if self.nodes().count() >= MOST_NODES {
            return Err(Refused::TooMany { most: MOST_NODES });
        }
        let place = Some(place);
        let file = &mut self.0;
        match kind {
            Kind::Pc | Kind::Server => {
                let (address, server) = ("none".to_owned(), kind == Kind::Server);
                file.hosts.push(Host { name, address, server, place, ..Host::default() });
            }
            Kind::Hub => file.hubs.push(Hub { name, ports: None, place }),
            Kind::Switch => file.switches.push(Switch { name, place, ..Switch::default() }),
            Kind::Router => {
                file.routers.push(Router { name, place, ..Router::default() });
            }
            Kind::HomeRouter => {
                let inside = "192.168.1.1/24".to_owned();
                let outside = "203.0.113.2/24".to_owned();
                let gateway = None;
                file.home_routers.push(HomeRouter {
                    name,
                    inside,
                    outside,
                    gateway,
                    forwards: Vec::new(),
                    place,
                });
            }
            Kind::Modem => file.modems.push(Modem { name, place }),
        }
        Ok(())
    }

    /// A name without blanks around it, if nobody else has it.
    fn usable(&self, name: &str, own: Option<&str>) -> Result<String, Refused> {
        let name = name.trim();
        if name.is_empty() {
            return Err(Refused::NoName);
        }
        let name = name.to_owned();
        if own != Some(&name) && self.kind(&name).is_some() {
            return Err(Refused::NameTaken { name });
        }
        Ok(name)
    }

    fn remove(&mut self, name: &str) -> Result<(), Refused> {
        if self.kind(name).is_none() {
            return Err(Refused::NoSuchNode { name: name.to_owned() });
        }
        let names: Vec<String> = self.nodes().map(|(name, _)| name.to_owned()).collect();
        let known = |text: &str| names.iter().any(|known| known == text);
        let is = |text: &str| end(&known, text).0 == name;
        let file = &mut self.0;
        file.links.0.retain(|link| !link.ends.iter().any(|text| is(text)));
        file.dhcp.retain(|one| !is(&one.on));
        file.dns.retain(|one| !is(&one.on));
        file.resolvers.retain(|one| !is(&one.on));
        file.tftp.retain(|one| !is(&one.on));
        file.http.retain(|one| !is(&one.on));
        file.rarp.retain(|one| !is(&one.on));
        file.programs.retain(|one| one.host != name);
        file.actions.retain(|one| {
            let power = [&one.power_off, &one.power_on];
            !power.into_iter().flatten().chain(&one.cut).chain(&one.mend).any(|text| is(text))
        });
        file.faults.retain(|one| !one.from.iter().chain(&one.link).any(|text| is(text)));
        file.injections.retain(|one| one.to != name);
        for table in file.dhcp.iter_mut().map(|one| &mut one.fixed) {
            table.remove(name);
        }
        for table in file.rarp.iter_mut().map(|one| &mut one.table) {
            table.remove(name);
        }
        file.hosts.retain(|one| one.name != name);
        file.switches.retain(|one| one.name != name);
        file.hubs.retain(|one| one.name != name);
        file.routers.retain(|one| one.name != name);
        file.home_routers.retain(|one| one.name != name);
        file.modems.retain(|one| one.name != name);
        Ok(())
    }

    fn rename(&mut self, from: &str, to: &str) -> Result<(), Refused> {
        if self.kind(from).is_none() {
            return Err(Refused::NoSuchNode { name: from.to_owned() });
        }
        let to = self.usable(to, Some(from))?;
        let names: Vec<String> = self.nodes().map(|(name, _)| name.to_owned()).collect();
        let known = |text: &str| names.iter().any(|known| known == text);
        let named = |text: &mut String| match end(&known, text) {
            (name, None) if name == from => to.clone_into(text),
            (name, Some(port)) if name == from => *text = format!("{to}:{port}"),
            _ => {}
        };
        each_name(&mut self.0, named);
        let file = &mut self.0;
        let tables = file.dhcp.iter_mut().map(|one| &mut one.fixed);
        for table in tables.chain(file.rarp.iter_mut().map(|one| &mut one.table)) {
            if let Some(value) = table.remove(from) {
                table.insert(to.clone(), value);
            }
        }
        Ok(())
    }

    fn place_mut(&mut self, name: &str) -> Option<&mut Option<format::Place>> {
        let file = &mut self.0;
        let hosts = file.hosts.iter_mut().map(|one| (&one.name, &mut one.place));
        let switches = file.switches.iter_mut().map(|one| (&one.name, &mut one.place));
        let hubs = file.hubs.iter_mut().map(|one| (&one.name, &mut one.place));
        let routers = file.routers.iter_mut().map(|one| (&one.name, &mut one.place));
        let homes = file.home_routers.iter_mut().map(|one| (&one.name, &mut one.place));
        let modems = file.modems.iter_mut().map(|one| (&one.name, &mut one.place));
        let all = hosts.chain(switches).chain(hubs).chain(routers).chain(homes).chain(modems);
        all.into_iter().find(|(known, _)| *known == name).map(|(_, place)| place)
    }

    fn connect(&mut self, from: &str, to: &str) -> Result<(), Refused> {
        if from == to {
            return Err(Refused::ToItself);
        }
        let ends = [self.free_end(from)?, self.free_end(to)?];
        self.0.links.0.push(Link { ends: ends.to_vec(), ..Link::default() });
        for name in [from, to] {
            let Some((address, gateway)) = own_address(self, name) else { continue };
            let mut hosts = self.0.hosts.iter_mut();
            if let Some(host) = hosts.find(|host| host.name == name) {
                host.address = address;
                host.gateway = host.gateway.take().or(gateway);
            }
        }
        Ok(())
    }

    /// Where another cable can be plugged in at a node.
    fn free_end(&mut self, name: &str) -> Result<String, Refused> {
        let full = || Refused::NoPortFree { name: name.to_owned() };
        let used = |document: &Self| {
            let known = |text: &str| document.kind(text).is_some();
            let ends = document.links().0.iter().flat_map(|link| &link.ends);
            ends.filter(|text| end(&known, text).0 == name).count()
        };
        match self.kind(name).ok_or_else(|| Refused::NoSuchNode { name: name.to_owned() })? {
            Kind::Switch | Kind::Hub => Ok(name.to_owned()),
            Kind::Modem if used(self) < 2 => Ok(name.to_owned()),
            Kind::Pc | Kind::Server if used(self) == 0 => Ok(name.to_owned()),
            Kind::Pc | Kind::Server | Kind::Modem => Err(full()),
            Kind::Router | Kind::HomeRouter => {
                let interface = free_interface(self, name).or_else(|| self.add_interface(name));
                Ok(format!("{name}:{}", interface.ok_or_else(full)?))
            }
        }
    }

    /// A router grows with its cables; a home router does not.
    fn add_interface(&mut self, name: &str) -> Option<String> {
        let router = self.0.routers.iter_mut().find(|router| router.name == name)?;
        let names: Vec<String> = (0..)
            .zip(&router.interfaces)
            .map(|(index, one): (usize, _)| one.name.clone().unwrap_or(format!("eth{index}")))
            .collect();
        // One more than there are: one of them is free.
        let mut numbered = (0..=names.len()).map(|index| format!("eth{index}"));
        let fresh = numbered.find(|one| !names.contains(one))?;
        router
            .interfaces
            .push(format::Interface { name: Some(fresh.clone()), address: String::new() });
        Some(fresh)
    }

    fn put(&mut self, name: &str, with: Node) -> Result<(), Refused> {
        fn put<T>(
            list: &mut [T],
            name: &str,
            own: impl Fn(&mut T) -> &mut String,
            mut with: T,
        ) -> Result<(), Refused> {
            let mut all = list.iter_mut();
            let old = all.find_map(|one| (own(one) == name).then_some(one));
            name.clone_into(own(&mut with));
            *old.ok_or(Refused::OtherKind)? = with;
            Ok(())
        }
        if self.kind(name).is_none() {
            return Err(Refused::NoSuchNode { name: name.to_owned() });
        }
        let file = &mut self.0;
        match with {
            Node::Host(with) => put(&mut file.hosts, name, |one| &mut one.name, with),
            Node::Switch(with) => put(&mut file.switches, name, |one| &mut one.name, with),
            Node::Hub(with) => put(&mut file.hubs, name, |one| &mut one.name, with),
            Node::Router(with) => {
                let old = file.routers.iter().find(|one| one.name == name).cloned();
                put(&mut file.routers, name, |one| &mut one.name, with)?;
                self.follow_interfaces(name, old.as_ref());
                Ok(())
            }
            Node::HomeRouter(with) => put(&mut file.home_routers, name, |one| &mut one.name, with),
            Node::Modem(with) => put(&mut file.modems, name, |one| &mut one.name, with),
        }
    }

    /// Cables stay plugged in where an interface only got another name, and go with one that is
    /// gone.
    fn follow_interfaces(&mut self, router: &str, old: Option<&Router>) {
        let names = |router: &Router| -> Vec<String> {
            let all = router.interfaces.iter().enumerate();
            all.map(|(index, one)| one.name.clone().unwrap_or(format!("eth{index}"))).collect()
        };
        let new = self.0.routers.iter().find(|one| one.name == router).map(names);
        let (Some(old), Some(new)) = (old.map(names), new) else { return };
        if old.len() == new.len() {
            for (old, new) in old.iter().zip(&new).filter(|(old, new)| old != new) {
                let (old, new) = (format!("{router}:{old}"), format!("{router}:{new}"));
                let ends = self.0.links.0.iter_mut().flat_map(|link| &mut link.ends);
                ends.filter(|text| **text == old).for_each(|text| new.clone_into(text));
            }
        } else {
            let gone = old.iter().filter(|name| !new.contains(name));
            let gone: Vec<String> = gone.map(|name| format!("{router}:{name}")).collect();
            self.0.links.0.retain(|link| !link.ends.iter().any(|text| gone.contains(text)));
        }
    }

    fn put_service(&mut self, at: Option<usize>, with: Service) -> Result<(), Refused> {
        fn put<T>(list: &mut Vec<T>, at: Option<usize>, with: T) -> Result<(), Refused> {
            match at {
                None => list.push(with),
                Some(at) => *list.get_mut(at).ok_or(Refused::NoSuchThing)? = with,
            }
            Ok(())
        }
        let file = &mut self.0;
        match with {
            Service::Dhcp(with) => put(&mut file.dhcp, at, with),
            Service::Dns(with) => put(&mut file.dns, at, with),
            Service::Resolver(with) => put(&mut file.resolvers, at, with),
            Service::Tftp(with) => put(&mut file.tftp, at, with),
            Service::Http(with) => put(&mut file.http, at, with),
            Service::Rarp(with) => put(&mut file.rarp, at, with),
            Service::Program(with) => put(&mut file.programs, at, with),
        }
    }
}

/// Every place in a file where a node is spoken of by name.
fn each_name(file: &mut File, mut named: impl FnMut(&mut String)) {
    file.hosts.iter_mut().for_each(|one| named(&mut one.name));
    file.switches.iter_mut().for_each(|one| named(&mut one.name));
    file.hubs.iter_mut().for_each(|one| named(&mut one.name));
    file.routers.iter_mut().for_each(|one| named(&mut one.name));
    file.home_routers.iter_mut().for_each(|one| named(&mut one.name));
    file.modems.iter_mut().for_each(|one| named(&mut one.name));
    file.links.0.iter_mut().flat_map(|one| &mut one.ends).for_each(&mut named);
    file.dhcp.iter_mut().for_each(|one| named(&mut one.on));
    file.dns.iter_mut().for_each(|one| named(&mut one.on));
    file.resolvers.iter_mut().for_each(|one| named(&mut one.on));
    file.tftp.iter_mut().for_each(|one| named(&mut one.on));
    file.http.iter_mut().for_each(|one| named(&mut one.on));
    file.rarp.iter_mut().for_each(|one| named(&mut one.on));
    file.programs.iter_mut().for_each(|one| named(&mut one.host));
    for one in &mut file.actions {
        one.power_off.iter_mut().chain(&mut one.power_on).for_each(&mut named);
        one.cut.iter_mut().chain(&mut one.mend).for_each(&mut named);
    }
    for one in &mut file.faults {
        one.from.iter_mut().chain(&mut one.link).for_each(&mut named);
    }
    file.injections.iter_mut().for_each(|one| named(&mut one.to));
}

fn remove<T>(list: &mut Vec<T>, at: usize) -> Result<(), Refused> {
    if at >= list.len() {
        return Err(Refused::NoSuchThing);
    }
    list.remove(at);
    Ok(())
}
