//! What the editor knows, as data: no browser in here, so that all of it is tested natively.

use std::rc::Rc;
use wireglass_course::format::Place;
use wireglass_course::sandbox::{
    Burst, Document, Edit, Finding, History, Kind, PackError, Place as Where, Refused, check,
};
use yew::prelude::Reducible;

/// What is chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Chosen {
    /// A node, by name.
    Node(String),
    /// A cable, by place.
    Link(usize),
}

/// Something the author must be told once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// A change cannot be.
    Refused(Refused),
    /// A link does not work.
    Pack(PackError),
    /// A file could not be opened: why, as sentences already.
    File(String),
    /// The browser does not keep the network.
    NotSaved,
    /// What the browser had kept is back.
    Restored,
    /// What the browser had kept cannot be read.
    Unreadable,
    /// The link is on the clipboard, or is not.
    Copied(bool),
}

/// Everything that can happen to the editor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Act {
    /// Change the network.
    Edit(Edit, Burst),
    /// A new node, at a place or where there is room; it is chosen then. The stem names it.
    Add { kind: Kind, stem: &'static str, place: Option<Place> },
    /// Choose something, or nothing.
    Choose(Option<Chosen>),
    /// Choose the next node or cable, or the previous.
    Walk { back: bool },
    /// Begin a cable at the chosen node, or give it up.
    Connect(bool),
    /// End the cable at this node.
    ConnectTo(String),
    /// Begin a cable at this node and end it at that one.
    Cable { from: String, to: String },
    /// Remove what is chosen.
    Remove,
    /// Move the chosen node by so much.
    Nudge { by: Place },
    /// Go back.
    Undo,
    /// Go on again.
    Redo,
    /// Say something.
    Tell(Told),
    /// It has been read.
    Dismiss,
    /// Go where a finding can be mended.
    GoTo(Where),
}

/// What the editor knows. Cloning it is cheap.
#[derive(Clone)]
pub(super) struct Desk {
    history: History,
    pub(super) findings: Rc<[Finding]>,
    pub(super) chosen: Option<Chosen>,
    /// A cable begins at the chosen node.
    pub(super) connecting: bool,
    pub(super) told: Option<Told>,
    /// The place in the properties that wants the keyboard, and how often it was asked for.
    pub(super) wanted: Option<(Where, u32)>,
    /// Counts changes: for whoever keeps the network elsewhere.
    pub(super) version: u64,
}

/// Between nodes that find their own place.
const APART: i32 = 160;
/// The first node's place.
const FIRST: Place = [160, 120];
/// How many stand in a row.
const IN_A_ROW: i32 = 5;

impl Desk {
    /// It begins with a network.
    pub(super) fn new(document: Document, told: Option<Told>) -> Self {
        let findings = check(&document).into();
        let history = History::new(document);
        Self { history, findings, chosen: None, connecting: false, told, wanted: None, version: 0 }
    }

    /// The network.
    pub(super) fn document(&self) -> &Rc<Document> {
        self.history.present()
    }

    pub(super) fn can_undo(&self) -> bool {
        self.history.can_undo()
    }

    pub(super) fn can_redo(&self) -> bool {
        self.history.can_redo()
    }

    /// The name of the chosen node.
    pub(super) fn node(&self) -> Option<&str> {
        match &self.chosen {
            Some(Chosen::Node(name)) => Some(name),
            _ => None,
        }
    }

    fn edit(&mut self, edit: Edit, burst: Burst) {
        let renamed = match &edit {
            Edit::Rename { node, to } if self.node() == Some(node) => Some(to.trim().to_owned()),
            _ => None,
        };
        match self.history.apply(edit, burst) {
            Ok(()) => {
                if let Some(name) = renamed {
                    self.chosen = Some(Chosen::Node(name));
                }
                self.told = None;
                self.changed();
            }
            Err(refused) => self.told = Some(Told::Refused(refused)),
        }
    }

    /// After the network is another.
    fn changed(&mut self) {
        self.version += 1;
        self.findings = check(self.document()).into();
        let there = match &self.chosen {
            Some(Chosen::Node(name)) => self.document().kind(name).is_some(),
            Some(Chosen::Link(link)) => *link < self.document().links().0.len(),
            None => true,
        };
        if !there {
            self.chosen = None;
        }
        self.connecting &= self.node().is_some();
    }

    fn connect(&mut self, from: String, to: String) {
        let links = self.document().links().0.len();
        self.edit(Edit::Connect { from, to }, None);
        self.connecting = false;
        // What was just plugged in is what one wants to look at.
        if self.document().links().0.len() > links {
            self.chosen = Some(Chosen::Link(links));
        }
    }

    /// Where nobody stands yet: row by row.
    fn free_place(&self) -> Place {
        let taken = places(self.document());
        let free = |place: &Place| {
            taken.iter().all(|other| {
                (other[0] - place[0]).abs() >= APART - 40 || (other[1] - place[1]).abs() >= 100
            })
        };
        let all = (0..).flat_map(|row| {
            (0..IN_A_ROW).map(move |column| [FIRST[0] + column * APART, FIRST[1] + row * 140])
        });
        all.into_iter().find(free).unwrap_or(FIRST)
    }

    fn walk(&mut self, back: bool) {
        let nodes = self.document().nodes().map(|(name, _)| Chosen::Node(name.to_owned()));
        let links = (0..self.document().links().0.len()).map(Chosen::Link);
        let all: Vec<Chosen> = nodes.chain(links).collect();
        if all.is_empty() {
            return;
        }
        let at = self.chosen.as_ref().and_then(|chosen| all.iter().position(|one| one == chosen));
        let next = match (at, back) {
            (None, false) => 0,
            (None, true) => all.len() - 1,
            (Some(at), false) => (at + 1) % all.len(),
            (Some(at), true) => (at + all.len() - 1) % all.len(),
        };
        self.chosen = all.into_iter().nth(next);
    }

    fn go_to(&mut self, place: Where) {
        self.chosen = match &place {
            Where::Node(name)
            | Where::Address(name, _)
            | Where::Gateway(name)
            | Where::NameServer(name, _)
            | Where::Route(name, _) => Some(Chosen::Node(name.clone())),
            Where::Link(link) => Some(Chosen::Link(*link)),
            Where::Dhcp(index) => {
                self.owner(self.document().file().dhcp.get(*index).map(|s| &s.on))
            }
            Where::Resolver(index) => {
                self.owner(self.document().file().resolvers.get(*index).map(|s| &s.on))
            }
        };
        let asked = self.wanted.as_ref().map_or(0, |(_, asked)| *asked);
        self.wanted = Some((place, asked + 1));
    }

    /// The node that something runs on.
    fn owner(&self, on: Option<&String>) -> Option<Chosen> {
        Some(Chosen::Node(self.document().node_of(on?).to_owned()))
    }

    fn act(&mut self, act: Act) {
        match act {
            Act::Edit(edit, burst) => self.edit(edit, burst),
            Act::Add { kind, stem, place } => {
                let name = self.document().free_name(stem);
                let place = place.unwrap_or_else(|| self.free_place());
                self.edit(Edit::Add { kind, name: name.clone(), place }, None);
                if self.document().kind(&name).is_some() {
                    self.chosen = Some(Chosen::Node(name));
                }
                self.connecting = false;
            }
            Act::Choose(chosen) => {
                self.chosen = chosen;
                self.connecting = false;
            }
            Act::Walk { back } => self.walk(back),
            Act::Connect(on) => self.connecting = on && self.node().is_some(),
            Act::ConnectTo(to) => match self.node() {
                Some(from) if self.connecting => self.connect(from.to_owned(), to),
                _ => {}
            },
            Act::Cable { from, to } => self.connect(from, to),
            Act::Remove => match self.chosen.clone() {
                Some(Chosen::Node(node)) => self.edit(Edit::Remove { node }, None),
                Some(Chosen::Link(link)) => {
                    self.edit(Edit::Disconnect { link }, None);
                    self.chosen = None;
                }
                None => {}
            },
            Act::Nudge { by } => {
                let Some(name) = self.node().map(str::to_owned) else { return };
                let at = self.document().nodes().position(|(known, _)| known == name);
                let Some(place) = at.and_then(|at| places(self.document()).get(at).copied()) else {
                    return;
                };
                let place = [place[0] + by[0], place[1] + by[1]];
                // A key that is held is one step back.
                self.edit(Edit::Move { node: name, place }, Some(u64::MAX));
            }
            Act::Undo => {
                if self.history.undo() {
                    self.changed();
                }
            }
            Act::Redo => {
                if self.history.redo() {
                    self.changed();
                }
            }
            Act::Tell(told) => self.told = Some(told),
            Act::Dismiss => self.told = None,
            Act::GoTo(place) => self.go_to(place),
        }
    }
}

impl Reducible for Desk {
    type Action = Act;

    fn reduce(self: Rc<Self>, act: Act) -> Rc<Self> {
        let mut next = Self::clone(&self);
        next.act(act);
        Rc::new(next)
    }
}

/// Where the nodes stand, in the order of [`Document::nodes`]: as written, or as a topology would
/// place them.
pub(super) fn places(document: &Document) -> Vec<Place> {
    use wireglass_scene::{at, draft};
    let known: Vec<Option<Place>> = document.places().collect();
    if known.iter().all(Option::is_some) {
        return known.into_iter().flatten().collect();
    }
    let points: Vec<_> =
        known.iter().map(|place| place.map(|[x, y]| at(f64::from(x), f64::from(y)))).collect();
    let round = |value: f64| {
        #[expect(clippy::cast_possible_truncation, reason = "saturates, far beyond any canvas")]
        let value = value.round() as i32;
        value
    };
    let placed = draft::places(&points, &document.cables());
    placed.into_iter().map(|point| [round(point.x), round(point.y)]).collect()
}

#[cfg(test)]
mod tests;
