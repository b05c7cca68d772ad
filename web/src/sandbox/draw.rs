//! The network as shapes: each node and each cable by itself.

use super::desk::{Chosen, Desk, places};
use std::collections::BTreeMap;
use wireglass_course::format::File;
use wireglass_course::sandbox::{Document, Finding, Kind, Place as Where};
use wireglass_scene::draft::{DraftCable, DraftNode, Mark};
use wireglass_scene::{Point, at};
use wireglass_text::Lang;
use wireglass_text::sandbox::kind_name;
use wireglass_trace::NodeKind;

/// Everything there is to draw.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Picture {
    pub(super) nodes: Vec<DraftNode>,
    pub(super) cables: Vec<DraftCable>,
}

/// What a kind is in a trace, and so in a drawing.
pub(super) const fn drawn_as(kind: Kind) -> NodeKind {
    match kind {
        Kind::Pc => NodeKind::Host,
        Kind::Server => NodeKind::Server,
        Kind::Hub => NodeKind::Hub,
        Kind::Switch => NodeKind::Switch,
        Kind::Router => NodeKind::Router,
        Kind::HomeRouter => NodeKind::HomeRouter,
        Kind::Modem => NodeKind::Modem,
    }
}

/// The network of a desk. A node that is being dragged stands at `held`.
pub(super) fn picture(desk: &Desk, held: Option<&(String, Point)>, lang: Lang) -> Picture {
    let document = desk.document();
    let marks = Marks::of(document, &desk.findings);
    let places: Vec<Point> = document
        .nodes()
        .zip(places(document))
        .map(|((name, _), [x, y])| match held {
            Some((node, place)) if node == name => *place,
            _ => at(f64::from(x), f64::from(y)),
        })
        .collect();
    let nodes = document
        .nodes()
        .zip(&places)
        .enumerate()
        .map(|(index, ((name, kind), place))| {
            let selected = desk.node() == Some(name);
            let lines = lines(document.file(), name, kind);
            let label = [kind_name(lang, kind), name].into_iter();
            let label: Vec<&str> = label.chain(lines.iter().map(String::as_str)).collect();
            DraftNode {
                index,
                kind: drawn_as(kind),
                name: name.to_owned(),
                at: *place,
                selected,
                source: selected && desk.connecting,
                mark: marks.nodes.get(name).copied().unwrap_or_default(),
                label: label.join(", "),
                lines,
            }
        })
        .collect();
    Picture { nodes, cables: cables(desk, &places, &marks) }
}

fn cables(desk: &Desk, places: &[Point], marks: &Marks) -> Vec<DraftCable> {
    let document = desk.document();
    let names: BTreeMap<&str, usize> =
        document.nodes().enumerate().map(|(index, (name, _))| (name, index)).collect();
    let ends: Vec<Option<[usize; 2]>> = document
        .links()
        .0
        .iter()
        .map(|link| {
            let mut ends = link.ends.iter().map(|text| names.get(document.node_of(text)).copied());
            Some([ends.next()??, ends.next()??])
        })
        .collect();
    let same = |a: [usize; 2], b: [usize; 2]| a == b || a == [b[1], b[0]];
    document
        .links()
        .0
        .iter()
        .enumerate()
        .filter_map(|(index, link)| {
            let own = ends[index]?;
            let twins = ends.iter().flatten().filter(|other| same(own, **other)).count();
            let nth = ends[..index].iter().flatten().filter(|other| same(own, **other)).count();
            let port = |text: &str| {
                let node = document.node_of(text);
                text.strip_prefix(node)?.strip_prefix(':').map(str::to_owned)
            };
            // Which end comes first must not turn twins over.
            let turned = own[0] > own[1];
            let [a, b] = if turned { [1, 0] } else { [0, 1] };
            Some(DraftCable {
                index,
                ends: [places[own[a]], places[own[b]]],
                ports: [port(&link.ends[a]), port(&link.ends[b])],
                twins: (twins, nth),
                selected: desk.chosen == Some(Chosen::Link(index)),
                mark: marks.links.get(&index).copied().unwrap_or_default(),
                label: link.ends.join(" – "),
            })
        })
        .collect()
}

/// What stands below a node's name.
fn lines(file: &File, name: &str, kind: Kind) -> Vec<String> {
    let filled = |text: &str| (!matches!(text.trim(), "" | "none")).then(|| text.to_owned());
    match kind {
        Kind::Pc | Kind::Server => {
            let host = file.hosts.iter().find(|one| one.name == name);
            host.and_then(|host| filled(&host.address)).into_iter().collect()
        }
        Kind::Router => {
            let router = file.routers.iter().find(|one| one.name == name);
            let interfaces = router.into_iter().flat_map(|router| &router.interfaces);
            interfaces.filter_map(|one| filled(&one.address)).collect()
        }
        Kind::HomeRouter => {
            let home = file.home_routers.iter().find(|one| one.name == name);
            home.into_iter()
                .flat_map(|home| [&home.inside, &home.outside])
                .filter_map(|text| filled(text))
                .collect()
        }
        Kind::Hub | Kind::Switch | Kind::Modem => Vec::new(),
    }
}

/// The gravest thing there is to tell about each node and each cable.
struct Marks {
    nodes: BTreeMap<String, Mark>,
    links: BTreeMap<usize, Mark>,
}

impl Marks {
    fn of(document: &Document, findings: &[Finding]) -> Self {
        let mut marks = Self { nodes: BTreeMap::new(), links: BTreeMap::new() };
        for finding in findings {
            let mark = if finding.kind.is_hint() { Mark::Hint } else { Mark::Wrong };
            let slot = match &finding.place {
                Where::Link(link) => marks.links.entry(*link).or_default(),
                place => match owner(document, place) {
                    Some(name) => marks.nodes.entry(name).or_default(),
                    None => continue,
                },
            };
            *slot = (*slot).max(mark);
        }
        marks
    }
}

/// The node that a place belongs to.
pub(super) fn owner(document: &Document, place: &Where) -> Option<String> {
    let on = |text: Option<&String>| text.map(|text| document.node_of(text).to_owned());
    match place {
        Where::Node(name)
        | Where::Address(name, _)
        | Where::Gateway(name)
        | Where::NameServer(name, _)
        | Where::Route(name, _) => Some(name.clone()),
        Where::Link(_) => None,
        Where::Dhcp(index) => on(document.file().dhcp.get(*index).map(|one| &one.on)),
        Where::Resolver(index) => on(document.file().resolvers.get(*index).map(|one| &one.on)),
    }
}
