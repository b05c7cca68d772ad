//! What the address lab knows, as data: [`Lab`] is everything, [`Lab::apply`] the only way from one
//! to the next, and [`Lab::pairs`] with [`Lab::from_pairs`] how a link holds it.

use crate::state::Problem;
use std::collections::BTreeSet;
use std::ops::Deref;
use std::rc::Rc;
use wireglass_core::addr::parse::{ParseError, parse};
use wireglass_core::addr::working::working;
use wireglass_core::addr::{Interface, Mask, Network};
use wireglass_scene::addr::map::Shown;
use wireglass_text::LinkProblem;

/// The most rows that splitting makes.
pub(crate) const MOST_LEAVES: usize = 256;

/// What is worked with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Tab {
    /// The board.
    #[default]
    Bits,
    /// The tree, VLSM, summarising.
    Plan,
    /// Two hosts.
    Talk,
    /// A routing table.
    Match,
    /// IPv6.
    V6,
    /// Ports.
    Ports,
}

impl Tab {
    /// Each, in the order in which they are shown.
    pub(crate) const ALL: [Self; 6] =
        [Self::Bits, Self::Plan, Self::Talk, Self::Match, Self::V6, Self::Ports];

    /// Its name in links.
    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::Bits => "bits",
            Self::Plan => "plan",
            Self::Talk => "talk",
            Self::Match => "match",
            Self::V6 => "ipv6",
            Self::Ports => "ports",
        }
    }

    fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tab| tab.id() == id)
    }
}

/// A text that is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Field {
    /// The network to divide.
    Space,
    /// Needs of a plan.
    Needs,
    /// Prefixes to summarise.
    Prefixes,
    /// A host's address and mask.
    HostA,
    /// Its gateway.
    GatewayA,
    /// The other host's address and mask.
    HostB,
    /// Its gateway.
    GatewayB,
    /// A routing table.
    Routes,
    /// Where a packet goes.
    Destination,
    /// An IPv6 address and prefix.
    Address6,
    /// A MAC address.
    Mac,
    /// A port.
    Port,
}

impl Field {
    const ALL: [Self; 12] = [
        Self::Space,
        Self::Needs,
        Self::Prefixes,
        Self::HostA,
        Self::GatewayA,
        Self::HostB,
        Self::GatewayB,
        Self::Routes,
        Self::Destination,
        Self::Address6,
        Self::Mac,
        Self::Port,
    ];

    /// Its name in links, and what stands in it at first.
    pub(crate) const fn name(self) -> &'static str {
        self.spec().0
    }

    const fn usual(self) -> &'static str {
        self.spec().1
    }

    const fn spec(self) -> (&'static str, &'static str) {
        match self {
            Self::Space => ("space", "172.16.0.0/20"),
            Self::Needs => ("needs", "1500\n60\n12\n/31\n/31"),
            Self::Prefixes => {
                ("prefixes", "10.0.0.0/24\n10.0.1.0/24\n10.0.2.0/23\n10.0.4.0/24\n10.0.4.128/25")
            }
            Self::HostA => ("a1", "192.168.1.10/24"),
            Self::GatewayA => ("g1", "192.168.1.1"),
            Self::HostB => ("a2", "192.168.1.200/25"),
            Self::GatewayB => ("g2", "192.168.1.129"),
            Self::Routes => (
                "routes",
                "default R1\n10.0.0.0/8 R2\n10.1.0.0/16 R3\n10.1.2.0/24 R4 metric 20\n10.1.2.0/24 R5 metric 5\n192.168.0.0/16 R6",
            ),
            Self::Destination => ("to", "10.1.2.77"),
            Self::Address6 => ("a6", "2001:db8:40:50::1a/60"),
            Self::Mac => ("mac", "00:1b:21:3c:9d:f8"),
            Self::Port => ("port", "443"),
        }
    }
}

/// Where the working goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Go {
    First,
    Back,
    Forward,
    Last,
}

/// What a person does.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Action {
    /// Goes to another tab.
    Show(Tab),
    /// Types an address and mask.
    Ask(String),
    /// Moves the border behind so many bits; beyond 32 it stays at 32.
    Border(u8),
    /// Turns a bit of the address over, counted from 0 at the left.
    Flip(u8),
    /// Steps through the working, and opens it.
    Step(Go),
    /// Opens the working at its beginning, or closes it.
    Working(bool),
    /// Shows a part of the map, or no map.
    Map(Option<Shown>),
    /// Splits a leaf of the tree into halves.
    Split(Network),
    /// Joins all that lies in a network into one leaf.
    Join(Network),
    /// Splits the whole space into leaves of this size.
    SplitInto(Mask),
    /// Types somewhere else.
    Type(Field, String),
}

/// Everything that the lab knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Lab {
    pub(crate) tab: Tab,
    /// The address and mask as typed.
    pub(crate) ask: String,
    /// What was typed last that could be read.
    pub(crate) interface: Interface,
    /// Why what is typed cannot be.
    pub(crate) error: Option<ParseError>,
    /// How many steps of the working are done; `None` while it is closed.
    pub(crate) step: Option<usize>,
    /// The part of the map that is shown, if the map is.
    pub(crate) map: Option<Shown>,
    /// The networks of the tree that are split.
    splits: BTreeSet<Network>,
    /// What was typed elsewhere, where it is not what stands there at first.
    typed: Vec<(Field, String)>,
    /// In a frame of another page: without the bar.
    pub(crate) embed: bool,
}

/// A place to begin. Equal means the very same one: going to a place again begins there again.
#[derive(Clone)]
pub(crate) struct LabRef(Rc<Lab>);

impl From<Lab> for LabRef {
    fn from(lab: Lab) -> Self {
        Self(Rc::new(lab))
    }
}

impl Deref for LabRef {
    type Target = Lab;

    fn deref(&self) -> &Lab {
        &self.0
    }
}

impl PartialEq for LabRef {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Default for Lab {
    fn default() -> Self {
        let interface =
            Interface::new([192, 168, 155, 77].into(), Mask::new(26).unwrap_or(Mask::MAX));
        Self {
            tab: Tab::Bits,
            ask: interface.to_string(),
            interface,
            error: None,
            step: None,
            map: None,
            splits: BTreeSet::new(),
            typed: Vec::new(),
            embed: false,
        }
    }
}

impl Lab {
    /// The same in a frame of another page, or not.
    pub(crate) fn framed(&self, embed: bool) -> Self {
        Self { embed, ..self.clone() }
    }

    /// What stands in a field.
    pub(crate) fn text(&self, field: Field) -> &str {
        let typed = self.typed.iter().find(|(own, _)| *own == field);
        typed.map_or(field.usual(), |(_, text)| text)
    }

    /// The network that is divided. A bare address stands for itself; host bits are passed over.
    pub(crate) fn space(&self) -> Result<Network, ParseError> {
        parse(self.text(Field::Space)).map(|typed| typed.interface().network())
    }

    /// The leaves of the tree, in order.
    pub(crate) fn leaves(&self, space: Network) -> Vec<Network> {
        let mut leaves = Vec::new();
        let mut below = vec![space];
        while let Some(network) = below.pop() {
            match network.split().filter(|_| self.is_split(network)) {
                Some([low, high]) => below.extend([high, low]),
                None => leaves.push(network),
            }
        }
        leaves
    }

    /// Whether a network of the tree is split.
    pub(crate) fn is_split(&self, network: Network) -> bool {
        self.splits.contains(&network)
    }

    /// How many steps the working has.
    pub(crate) fn steps(&self) -> usize {
        working(self.interface).steps.len()
    }

    /// What comes of an action.
    pub(crate) fn apply(&self, action: Action) -> Self {
        let mut next = self.clone();
        match action {
            Action::Show(tab) => next.tab = tab,
            Action::Ask(text) => next.ask(text),
            Action::Border(length) => {
                let mask = Mask::new(length).unwrap_or(Mask::MAX);
                next.settle(Interface::new(self.interface.address, mask));
            }
            Action::Flip(place) => {
                let bit = (1_u32 << 31).checked_shr(place.into()).unwrap_or(0);
                let address = (self.interface.address.to_bits() ^ bit).into();
                next.settle(Interface::new(address, self.interface.mask));
            }
            Action::Step(go) => {
                let (last, now) = (self.steps(), self.step);
                next.step = Some(match go {
                    Go::First => 0,
                    Go::Back => now.unwrap_or(last).saturating_sub(1),
                    Go::Forward => now.map_or(1, |now| (now + 1).min(last)),
                    Go::Last => last,
                });
            }
            Action::Working(open) => next.step = open.then_some(1),
            Action::Map(shown) => next.map = shown,
            Action::Split(network) => {
                let room = self.space().is_ok_and(|space| self.leaves(space).len() < MOST_LEAVES);
                if room && network.split().is_some() {
                    next.splits.insert(network);
                }
            }
            Action::Join(network) => next.splits.retain(|split| !network.covers(*split)),
            Action::SplitInto(mask) => next.split_into(mask),
            Action::Type(field, text) => {
                next.typed.retain(|(own, _)| *own != field);
                if text != field.usual() {
                    next.typed.push((field, text));
                    next.typed.sort_by_key(|(own, _)| *own);
                }
                if field == Field::Space {
                    let space = next.space();
                    next.splits
                        .retain(|split| space.as_ref().map_or(true, |space| space.covers(*split)));
                }
            }
        }
        next
    }

    /// Whether the space can be split into leaves of this size.
    pub(crate) fn can_split_into(space: Network, mask: Mask) -> bool {
        space.count(mask).is_some_and(|count| count <= MOST_LEAVES as u64)
    }

    fn split_into(&mut self, mask: Mask) {
        let Ok(space) = self.space() else { return };
        if !Self::can_split_into(space, mask) {
            return;
        }
        self.splits.clear();
        let inner = Mask::all().filter(|inner| space.mask() <= *inner && *inner < mask);
        self.splits.extend(inner.flat_map(|inner| space.subnets(inner)));
    }

    fn ask(&mut self, text: String) {
        match parse(&text) {
            Ok(typed) => {
                // A bare address keeps the border where it is.
                let mask = typed.mask.unwrap_or(self.interface.mask);
                self.interface = Interface::new(typed.address, mask);
                self.error = None;
            }
            Err(error) => self.error = Some(error),
        }
        self.ask = text;
    }

    fn settle(&mut self, interface: Interface) {
        self.interface = interface;
        self.ask = interface.to_string();
        self.error = None;
    }

    /// What a link must say beside the page's name: what is not as at first.
    pub(crate) fn pairs(&self) -> Vec<(&'static str, String)> {
        let usual = Self::default();
        let mut pairs = Vec::new();
        if self.tab != usual.tab {
            pairs.push(("tab", self.tab.id().to_owned()));
        }
        if self.error.is_some() {
            pairs.push(("a", self.ask.clone()));
        } else if self.interface != usual.interface {
            pairs.push(("a", self.interface.to_string()));
        }
        if let Some(step) = self.step {
            pairs.push(("step", step.to_string()));
        }
        if let Some(shown) = self.map {
            pairs.push(("map", shown.network().to_string()));
        }
        if !self.splits.is_empty() {
            let splits: Vec<_> = self.splits.iter().map(ToString::to_string).collect();
            pairs.push(("split", splits.join(",")));
        }
        pairs.extend(self.typed.iter().map(|(field, text)| (field.name(), text.clone())));
        if self.embed {
            pairs.push(("embed", "1".to_owned()));
        }
        pairs
    }

    /// What a link says. What cannot be read is told and left out; an address that cannot be read
    /// stands in its field with what is wrong with it.
    pub(crate) fn from_pairs(pairs: &[(String, String)], problems: &mut Vec<Problem>) -> Self {
        let mut lab = Self::default();
        // First what is divided: what is split must lie in it.
        for (name, value) in pairs {
            if let Some(field) = Field::ALL.into_iter().find(|field| field.name() == name) {
                lab = lab.apply(Action::Type(field, value.clone()));
            }
        }
        for (name, value) in pairs {
            if !lab.read(name, value) {
                let (name, value) = (name.clone(), value.clone());
                problems.push(LinkProblem::BadValue { name, value }.into());
            }
        }
        lab
    }

    fn read(&mut self, name: &str, value: &str) -> bool {
        match name {
            "a" => self.ask(value.to_owned()),
            "tab" => match Tab::from_id(value) {
                Some(tab) => self.tab = tab,
                None => return false,
            },
            "step" => match value.parse() {
                Ok(step) if step <= self.steps() => self.step = Some(step),
                _ => return false,
            },
            "map" => match network(value) {
                Some(network) => self.map = Some(Shown::around(network)),
                None => return false,
            },
            "split" => {
                for one in value.split(',') {
                    let Some(network) = network(one) else { return false };
                    *self = self.apply(Action::Split(network));
                }
                let space = self.space();
                self.splits.retain(|split| space.as_ref().is_ok_and(|space| space.covers(*split)));
            }
            "embed" => self.embed = value == "1",
            // Another page's, or a field's, which was read before.
            _ => {}
        }
        true
    }
}

/// A network written as a prefix, without host bits.
fn network(text: &str) -> Option<Network> {
    let typed = parse(text).ok()?;
    Network::exact(typed.address, typed.mask?)
}

#[cfg(test)]
mod tests;
