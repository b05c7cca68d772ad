//! The network as a map: who stands where, and what is on its way between them.
//!
//! Layout is done once per trace and options ([`TopologyLayout`]): places, cables,
//! areas. Drawing has two halves, because only one moves: [`TopologyLayout::ground`] is
//! a function of the position, [`TopologyLayout::packets`] of the [`Moment`], too.

mod draw;
mod fit;
pub(crate) mod icons;
mod packets;
pub mod place;
pub(crate) mod plane;
mod segments;

use crate::measure::{Face, text_width};
use crate::{Drawing, Filter, Flights, Group, Moment, Point, Shape, Traffic};
use fit::{Ground, Plan};
use segments::Segment;
use std::collections::BTreeMap;
use std::net::IpAddr;
use wireglass_text::Lang;
use wireglass_text::diagram as words;
use wireglass_trace::{FrameId, LinkId, NodeId, Origin, Row, Snapshot, Table, Trace, What};

pub(crate) use draw::kind_class;
pub use icons::icon;
pub use packets::MapPacket;
pub(crate) use segments::is_link_device;

/// What decides the layout.
#[derive(Clone, Debug, PartialEq)]
pub struct TopologyOptions {
    /// The width there is, in pixels; a network that needs more is wider.
    pub width: f64,
    /// The height there is; a network that needs more is taller.
    pub height: f64,
    /// Where nodes stand, by their place among the trace's nodes, in units of the distance
    /// of neighbours; who is not told is placed. See [`place::place`].
    pub places: Vec<Option<Point>>,
    /// Show interfaces: MAC addresses below their node, ports at the ends of cables.
    pub interfaces: bool,
    /// The language of the few words.
    pub lang: Lang,
}

impl Default for TopologyOptions {
    fn default() -> Self {
        Self { width: 830.0, height: 470.0, places: Vec::new(), interfaces: false, lang: Lang::En }
    }
}

/// What decides a drawing of a layout.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TopologyView {
    /// When.
    pub moment: Moment,
    /// The chosen frame: its way so far is marked.
    pub selected: Option<FrameId>,
    /// Which frames are drawn.
    pub filter: Filter,
}

impl TopologyView {
    /// The view of a position, with nothing chosen and everything shown.
    pub fn at(trace: &Trace, position: usize) -> Self {
        Self { moment: Moment::at(trace, position), selected: None, filter: Filter::default() }
    }
}

/// A network laid out: valid for one trace, for every trace of the same network (a
/// branch), and for one set of options.
#[derive(Clone, Debug, PartialEq)]
pub struct TopologyLayout {
    options: TopologyOptions,
    segments: Vec<Segment>,
    plan: Plan,
}

/// A network drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Topology {
    /// The width.
    pub width: f64,
    /// The height.
    pub height: f64,
    /// Areas, cables and nodes, from back to front.
    pub ground: Vec<Shape>,
    /// Packets, in the order of sending.
    pub packets: Vec<Group>,
    /// Its name for screen readers.
    pub title: String,
    /// What it shows.
    pub description: String,
}

impl Topology {
    /// Both halves as one drawing, for a file.
    pub fn into_drawing(self) -> Drawing {
        let Self { width, height, ground: mut shapes, packets, title, description } = self;
        shapes.extend(packets.into_iter().map(Shape::Group));
        Drawing { width, height, title, description, shapes }
    }
}

/// The map of a trace at a position. Indexes and lays out anew each time; a player keeps
/// [`Traffic`], [`Flights`] and a [`TopologyLayout`].
pub fn topology(trace: &Trace, options: &TopologyOptions, view: &TopologyView) -> Topology {
    let layout = TopologyLayout::new(trace, options);
    let snapshot = Snapshot::at(trace, view.moment.position);
    layout.draw(trace, &Traffic::new(trace), &Flights::new(trace), &snapshot, view)
}

impl TopologyLayout {
    /// Lays the network of a trace out.
    pub fn new(trace: &Trace, options: &TopologyOptions) -> Self {
        let segments = segments::segments(trace);
        let links: Vec<[usize; 2]> =
            trace.links().iter().map(|link| link.nodes().map(NodeId::index)).collect();
        let mut places = place::place(trace.nodes().len(), &links);
        for (place, given) in places.iter_mut().zip(&options.places) {
            if let Some(given) = given {
                *place = *given;
            }
        }
        let widest = widest_addresses(trace);
        let nodes = (0..trace.nodes().len())
            .map(|index| {
                let node = trace.node(NodeId::from_index(index));
                let lines = lines(trace, NodeId::from_index(index), &widest[index], options);
                let width = lines
                    .iter()
                    .map(|line| text_width(line, draw::LINE_SIZE, Face::Mono))
                    .fold(text_width(&node.name, draw::NAME_SIZE, Face::Sans), f64::max);
                (node.kind, (width, draw::label_height(lines.len())))
            })
            .collect();
        let ground = Ground {
            nodes,
            links,
            segments: &segments,
            places,
            width: options.width.max(200.0),
            height: options.height.max(150.0),
        };
        let plan = fit::fit(&ground);
        Self { options: options.clone(), segments, plan }
    }

    /// The options it was laid out for.
    pub const fn options(&self) -> &TopologyOptions {
        &self.options
    }

    /// The width of the drawing.
    pub const fn width(&self) -> f64 {
        self.plan.width
    }

    /// The height of the drawing.
    pub const fn height(&self) -> f64 {
        self.plan.height
    }

    /// The middle of a node's icon: where a panel about it may point to.
    pub fn node_at(&self, node: NodeId) -> Option<Point> {
        self.plan.places.get(node.index()).copied()
    }

    /// The way of a link's cable, from its first end to its second.
    pub fn link_way(&self, link: LinkId) -> &[Point] {
        self.plan.ways.get(link.index()).map_or(&[], Vec::as_slice)
    }

    /// Draws a view. `snapshot` is of the view's position; all are of one trace.
    pub fn draw(
        &self,
        trace: &Trace,
        traffic: &Traffic,
        flights: &Flights,
        snapshot: &Snapshot,
        view: &TopologyView,
    ) -> Topology {
        let packets = self.packets(trace, traffic, flights, view);
        let packets: Vec<Group> =
            packets.iter().map(|packet| self.capsule(trace, traffic, packet)).collect();
        let lang = self.options.lang;
        let description = words::topology_description(
            lang,
            trace.nodes().len(),
            trace.links().len(),
            packets.len(),
        );
        Topology {
            width: self.plan.width,
            height: self.plan.height,
            ground: self.ground(trace, traffic, snapshot, view),
            packets,
            title: words::topology_title(lang).to_owned(),
            description,
        }
    }

    /// What stands still between two positions: areas, cables, nodes. Of the view's
    /// moment, only the position counts.
    pub fn ground(
        &self,
        trace: &Trace,
        traffic: &Traffic,
        snapshot: &Snapshot,
        view: &TopologyView,
    ) -> Vec<Shape> {
        draw::ground(self, trace, traffic, snapshot, view)
    }

    /// The packets that are under way at the view's moment.
    pub fn packets(
        &self,
        trace: &Trace,
        traffic: &Traffic,
        flights: &Flights,
        view: &TopologyView,
    ) -> Vec<MapPacket> {
        packets::seen(self, trace, traffic, flights, view)
    }

    /// One of them, drawn: a group that stands at [`MapPacket::at`].
    pub fn capsule(&self, trace: &Trace, traffic: &Traffic, packet: &MapPacket) -> Group {
        packets::capsule(self, trace, traffic, packet)
    }
}

/// An address of an interface. A capture does not tell its prefix.
type PortAddress = (u16, IpAddr, Option<u8>);

/// The addresses that a node has at a moment.
fn addresses_now(trace: &Trace, snapshot: &Snapshot, node: NodeId) -> Vec<PortAddress> {
    if trace.origin == Origin::Captured {
        return own_addresses(trace, node);
    }
    let rows = snapshot.node(node).table(Table::Addresses);
    rows.filter_map(|now| match now.row {
        Row::Address { port, ip, prefix } => Some((port, ip, Some(prefix))),
        _ => None,
    })
    .collect()
}

/// The addresses that a node has by itself.
fn own_addresses(trace: &Trace, node: NodeId) -> Vec<PortAddress> {
    let interfaces = trace.node(node).interfaces.iter().enumerate();
    interfaces
        .flat_map(|(port, interface)| {
            let port = u16::try_from(port).unwrap_or(u16::MAX);
            interface.addresses.iter().map(move |address| (port, address.ip, address.prefix))
        })
        .collect()
}

/// For each node, for each of its interfaces the longest address it ever has: room for
/// all of them is left from the beginning, so that nothing moves.
fn widest_addresses(trace: &Trace) -> Vec<Vec<PortAddress>> {
    let mut widest: Vec<BTreeMap<u16, (IpAddr, Option<u8>)>> =
        vec![BTreeMap::new(); trace.nodes().len()];
    let mut add = |node: NodeId, (port, ip, prefix): PortAddress| {
        let slot = widest[node.index()].entry(port).or_insert((ip, prefix));
        if ip.to_string().len() > slot.0.to_string().len() {
            *slot = (ip, prefix);
        }
    };
    for index in 0..trace.nodes().len() {
        let node = NodeId::from_index(index);
        for address in own_addresses(trace, node) {
            add(node, address);
        }
        for row in &trace.node(node).rows {
            if let Row::Address { port, ip, prefix } = *row {
                add(node, (port, ip, Some(prefix)));
            }
        }
    }
    for event in trace.events() {
        if let What::RowSet { row } = event.what
            && let Row::Address { port, ip, prefix } = *trace.row(row)
        {
            add(event.node, (port, ip, Some(prefix)));
        }
    }
    let listed = |ports: BTreeMap<u16, (IpAddr, Option<u8>)>| {
        ports.into_iter().map(|(port, (ip, prefix))| (port, ip, prefix)).collect()
    };
    widest.into_iter().map(listed).collect()
}

/// What stands below a node's name: its addresses, and its MAC addresses if asked for.
fn lines(
    trace: &Trace,
    id: NodeId,
    addresses: &[PortAddress],
    options: &TopologyOptions,
) -> Vec<String> {
    let node = trace.node(id);
    let mut lines = Vec::new();
    match addresses {
        [] => {}
        [(_, ip, Some(prefix))] => lines.push(format!("{ip}/{prefix}")),
        [(_, ip, None)] => lines.push(ip.to_string()),
        // A router is on several networks: the areas tell the prefixes.
        several => lines.extend(several.iter().map(|(_, ip, _)| ip.to_string())),
    }
    if options.interfaces && !is_link_device(node.kind) {
        let several = node.interfaces.len() > 1;
        for interface in &node.interfaces {
            let Some(mac) = interface.mac else { continue };
            lines.push(if several { format!("{} {mac}", interface.name) } else { mac.to_string() });
        }
    }
    lines
}
