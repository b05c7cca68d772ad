//! Networks under construction: a scenario file as its author is typing it.
//!
//! A [`Document`] holds a file's network word for word: a half-typed address is kept, and told.
//! An [`Edit`] leads from one to the next; a [`History`] goes back and forth between them.
//! [`check`] finds what will not work as its author thinks; what cannot run at all, the
//! format's own check finds.
//!
//! Nodes are meant by their names, as the file itself does; edits keep names different.

mod check;
mod edit;
mod history;
mod pack;
mod pair;
mod sketch;
mod suggest;

pub use check::{Finding, FindingKind, Place, check};
pub use edit::{Edit, Node, Refused, Service, ServiceKind};
pub use history::{Burst, History};
pub use pack::PackError;
pub use pair::pair;

#[cfg(feature = "toml")]
use crate::LessonError;
use crate::format::{self, File, Links};
use std::collections::BTreeMap;

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A host.
    Pc,
    /// A host that is drawn as a server.
    Server,
    /// A hub.
    Hub,
    /// A switch.
    Switch,
    /// A router.
    Router,
    /// A home router.
    HomeRouter,
    /// A modem.
    Modem,
}

impl Kind {
    /// All, as a palette lists them.
    pub const ALL: [Self; 7] = [
        Self::Pc,
        Self::Server,
        Self::Hub,
        Self::Switch,
        Self::Router,
        Self::HomeRouter,
        Self::Modem,
    ];
}

/// The most nodes that a sandbox holds: what the page still draws fluidly, with room to spare.
pub const MOST_NODES: usize = 500;

/// A network under construction.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document(File);

impl Document {
    /// The network of a file; what makes it a lesson is left out.
    pub fn new(file: File) -> Self {
        let mut links = file.links.clone();
        // One link without ends joins the file's two hosts: here it says so.
        if let ([link], [a, b]) = (links.0.as_mut_slice(), file.hosts.as_slice())
            && link.ends.is_empty()
        {
            link.ends = vec![a.name.clone(), b.name.clone()];
        }
        Self(File {
            id: None,
            title: None,
            summary: None,
            intro: None,
            controls: Vec::new(),
            notes: Vec::new(),
            questions: Vec::new(),
            variants: Vec::new(),
            side_by_side: Vec::new(),
            links,
            ..file
        })
    }

    /// Reads a file: a scenario, or a lesson, of which the network is taken. What stands in it is not
    /// checked, as it would be half typed.
    ///
    /// # Errors
    /// Everything that keeps it from being read at all; at least one thing.
    #[cfg(feature = "toml")]
    pub fn read(text: &str) -> Result<Self, Vec<LessonError>> {
        let (file, _) = crate::document::Document::parse(text)?.read::<File>()?;
        Ok(Self::new(file))
    }

    /// The file as it is meant: without what typing leaves behind, empty lines and blanks.
    pub fn settled(&self) -> File {
        let mut file = self.0.clone();
        let trim = |list: &mut Vec<String>| {
            for text in list.iter_mut() {
                *text = text.trim().to_owned();
            }
            list.retain(|text| !text.is_empty());
        };
        file.hosts.iter_mut().for_each(|one| trim(&mut one.dns));
        file.dhcp.iter_mut().for_each(|one| trim(&mut one.dns));
        for router in &mut file.routers {
            trim(&mut router.routes);
            trim(&mut router.forwards);
        }
        file.home_routers.iter_mut().for_each(|one| trim(&mut one.forwards));
        for host in &mut file.hosts {
            if host.address.trim().is_empty() {
                "none".clone_into(&mut host.address);
            }
        }
        // A link that lost an end while its node was being typed.
        file.links.0.retain(|link| link.ends.len() == 2);
        file
    }

    /// The file, as it stands.
    pub fn file(&self) -> &File {
        &self.0
    }

    /// Every node: its name and what it is, in the order of the file's lists.
    pub fn nodes(&self) -> impl Iterator<Item = (&str, Kind)> {
        let file = &self.0;
        let host = |server| if server { Kind::Server } else { Kind::Pc };
        let hosts = file.hosts.iter().map(move |one| (one.name.as_str(), host(one.server)));
        let switches = file.switches.iter().map(|one| (one.name.as_str(), Kind::Switch));
        let hubs = file.hubs.iter().map(|one| (one.name.as_str(), Kind::Hub));
        let routers = file.routers.iter().map(|one| (one.name.as_str(), Kind::Router));
        let homes = file.home_routers.iter().map(|one| (one.name.as_str(), Kind::HomeRouter));
        let modems = file.modems.iter().map(|one| (one.name.as_str(), Kind::Modem));
        hosts.chain(switches).chain(hubs).chain(routers).chain(homes).chain(modems)
    }

    /// What the node with this name is.
    pub fn kind(&self, name: &str) -> Option<Kind> {
        self.nodes().find(|(known, _)| *known == name).map(|(_, kind)| kind)
    }

    /// Where the nodes are drawn, as written, in the order of [`Document::nodes`].
    pub fn places(&self) -> impl Iterator<Item = Option<format::Place>> {
        let file = &self.0;
        let hosts = file.hosts.iter().map(|one| one.place);
        let switches = file.switches.iter().map(|one| one.place);
        let hubs = file.hubs.iter().map(|one| one.place);
        let routers = file.routers.iter().map(|one| one.place);
        let homes = file.home_routers.iter().map(|one| one.place);
        let modems = file.modems.iter().map(|one| one.place);
        hosts.chain(switches).chain(hubs).chain(routers).chain(homes).chain(modems)
    }

    /// The node that a text means, which may name one of its interfaces behind a colon.
    pub fn node_of<'a>(&self, text: &'a str) -> &'a str {
        end(&|name: &str| self.kind(name).is_some(), text).0
    }

    /// Which two nodes each link joins, by their places among [`Document::nodes`]; a link with a
    /// broken end is left out.
    pub fn cables(&self) -> Vec<[usize; 2]> {
        let names: BTreeMap<&str, usize> =
            self.nodes().enumerate().map(|(index, (name, _))| (name, index)).collect();
        let known = |name: &str| names.contains_key(name);
        let of = |link: &format::Link| {
            let mut ends = link.ends.iter().map(|text| names.get(end(&known, text).0).copied());
            Some([ends.next()??, ends.next()??])
        };
        self.0.links.0.iter().filter_map(of).collect()
    }

    /// The links.
    pub fn links(&self) -> &Links {
        &self.0.links
    }
}

/// A link's end, taken apart: `Switch:3` is the port `3` of `Switch`. A node's own name may hold
/// a colon: the longest that is a name wins.
pub(crate) fn end<'a>(names: &impl Fn(&str) -> bool, text: &'a str) -> (&'a str, Option<&'a str>) {
    let whole = (text, None);
    if names(text) {
        return whole;
    }
    match text.rsplit_once(':') {
        Some((name, port)) if names(name) => (name, Some(port)),
        _ => whole,
    }
}

#[cfg(test)]
mod tests;
