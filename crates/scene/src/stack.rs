//! The four layers of the hosts and devices on a packet's way: down, across, and up again, with
//! what decides at each border who gets it next, and the layer lit that works just now.

mod way;

use crate::Op::{Line, Move};
use crate::layers::boxes::interface;
use crate::layers::{layer_short, level_class};
use crate::measure::{Face, cut, text_width};
use crate::{
    Anchor, Classes, Drawing, Facts, Group, Key, Op, Protocol, Shape, Target, Text, Traffic, at,
    role_class,
};
use way::{Column, Reach};
use wireglass_core::addr::MacAddr;
use wireglass_core::wire::{Dissection, FieldName, LayerKind, Value};
use wireglass_text::Lang;
use wireglass_text::diagram as words;
use wireglass_trace::{FrameId, Trace};

/// A layer of the Internet's model (RFC 1122 §1.1.3), from below.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// One link: Ethernet.
    Link,
    /// From host to host: IP, ICMP, ARP.
    Network,
    /// From program to program: TCP, UDP.
    Transport,
    /// What it is all for.
    Application,
}

impl Level {
    /// All four, from above.
    pub const DOWN: [Self; 4] = [Self::Application, Self::Transport, Self::Network, Self::Link];

    /// How many layers lie above it.
    const fn row(self) -> f64 {
        match self {
            Self::Application => 0.0,
            Self::Transport => 1.0,
            Self::Network => 2.0,
            Self::Link => 3.0,
        }
    }
}

/// Room at the left for the layers' names.
const MARGIN: f64 = 92.0;
/// Above the layers.
const TOP: f64 = 8.0;
/// A layer, and the space to the next, where it is decided who gets it.
const LAYER: f64 = 44.0;
const BETWEEN: f64 = 26.0;
/// From the lowest layer to the wire, and from there to the names.
const WIRE: f64 = 22.0;
const NAMES: f64 = 44.0;
/// The narrowest column, and the space to the next.
const COLUMN: f64 = 118.0;
const GUTTER: f64 = 18.0;
/// From a column's edge to the way up at its left, or down at its right: beside the words.
const ASIDE: f64 = 9.0;

/// The stacks on the way of `frame`; or, if none is chosen, of the frame that the last step of
/// `position` is about. `None` if it is about none.
pub fn stack(
    trace: &Trace,
    traffic: &Traffic,
    position: usize,
    frame: Option<FrameId>,
    width: f64,
    lang: Lang,
) -> Option<Drawing> {
    let frame = frame.or_else(|| way::frame_of_step(trace, position))?;
    let columns = way::columns(trace, position, frame);
    let count = f64::from(u32::try_from(columns.len()).unwrap_or(u32::MAX));
    let each = ((width - MARGIN - GUTTER * (count - 1.0)) / count).clamp(COLUMN, 190.0);
    let picture = Picture { trace, traffic, frame, each, lang };
    let total = MARGIN + each * count + GUTTER * (count - 1.0);
    let mut shapes = picture.margin(total);
    for (index, column) in columns.iter().enumerate() {
        shapes.push(picture.column(index, column));
    }
    shapes.push(picture.path(&columns, true));
    shapes.push(picture.path(&columns, false));
    for (index, column) in columns.iter().enumerate() {
        shapes.extend(picture.deciders(index, column));
    }
    let names: Vec<&str> =
        columns.iter().map(|column| trace.node(column.node).name.as_str()).collect();
    let lit = columns.iter().find_map(|column| Some((column.node, column.lit?.1)));
    let lit =
        lit.map(|(node, level)| (trace.node(node).name.as_str(), words::level(lang, row(level))));
    Some(Drawing {
        width: total.max(width),
        height: y_of(Level::Link) + LAYER + WIRE + NAMES,
        title: words::stack_title(lang).to_owned(),
        description: words::stack_description(
            lang,
            &traffic.facts(frame).label,
            &names.join(", "),
            lit,
        ),
        shapes,
    })
}

/// A level by its place from above.
const fn row(level: Level) -> usize {
    match level {
        Level::Application => 0,
        Level::Transport => 1,
        Level::Network => 2,
        Level::Link => 3,
    }
}

fn y_of(level: Level) -> f64 {
    TOP + level.row() * (LAYER + BETWEEN)
}

const fn y_of_wire() -> f64 {
    TOP + 3.0 * (LAYER + BETWEEN) + LAYER + WIRE
}

/// The level that a layer of a frame belongs to.
fn level_of(kind: LayerKind) -> Level {
    // ARP is drawn where it works: beside IP, above the frame that carries it.
    match (kind, level_class(kind)) {
        (LayerKind::Arp, _) | (_, "l3") => Level::Network,
        (_, "l4") => Level::Transport,
        (_, "l5") => Level::Application,
        _ => Level::Link,
    }
}

struct Picture<'a> {
    trace: &'a Trace,
    traffic: &'a Traffic,
    frame: FrameId,
    /// The width of a column.
    each: f64,
    lang: Lang,
}

impl Picture<'_> {
    fn left(&self, index: usize) -> f64 {
        let index = f64::from(u32::try_from(index).unwrap_or(u32::MAX));
        MARGIN + index * (self.each + GUTTER)
    }

    fn middle(&self, index: usize) -> f64 {
        self.left(index) + self.each / 2.0
    }

    /// Where the way goes up in a column.
    fn up(&self, index: usize) -> f64 {
        self.left(index) + ASIDE
    }

    /// Where it goes down.
    fn down(&self, index: usize) -> f64 {
        self.left(index) + self.each - ASIDE
    }

    /// The layers' names, and a line between each two.
    fn margin(&self, total: f64) -> Vec<Shape> {
        let mut shapes = Vec::new();
        for level in Level::DOWN {
            let y = y_of(level);
            if level != Level::Link {
                let y = y + LAYER + BETWEEN / 2.0;
                let class = Classes::of("grid");
                shapes.push(Shape::Line { from: at(0.0, y), to: at(total, y), class });
            }
            let name = words::level(self.lang, row(level));
            let place = at(0.0, y + LAYER / 2.0 + 4.0);
            shapes.push(Text::new(place, Anchor::Start, Classes::of("sk-level"), name).into());
        }
        shapes
    }

    /// A host or a device: its layers as far up as it has any.
    fn column(&self, index: usize, column: &Column) -> Shape {
        let node = self.trace.node(column.node);
        let mut group = Group::new(Key("col", index as u64), Classes::of("sk-col"))
            .target(Target::Node(column.node));
        for level in Level::DOWN {
            if level > column.has {
                continue;
            }
            let used = level <= column.reach.top();
            let lit = column.lit.is_some_and(|(from, to)| from <= level && level <= to);
            let class =
                Classes::of("sk").and(level_name(level)).and_if(!used, "unused").and_if(lit, "lit");
            // A device between two links has two interfaces: one for each.
            let split =
                level == Level::Link && matches!(column.reach, Reach::Through(Level::Network));
            let halves: &[(f64, f64, Option<FrameId>)] = if split {
                &[(0.0, 0.5, column.came), (0.5, 1.0, column.goes)]
            } else {
                &[(0.0, 1.0, column.came.or(column.goes))]
            };
            for (place, (from, to, frame)) in halves.iter().enumerate() {
                let left = self.left(index) + self.each * from + if place > 0 { 2.0 } else { 0.0 };
                let wide = self.each * (to - from) - if split { 2.0 } else { 0.0 };
                // Of two interfaces, the one that has something to do.
                let lit = lit && (!split || [column.takes, column.sends][place]);
                let class = class.and_if(lit, "lit");
                let mut part = Group::new(Key(level_name(level), place as u64), class);
                part.children.push(Shape::Rect {
                    at: at(left, y_of(level)),
                    width: wide,
                    height: LAYER,
                    radius: 8.0,
                    class: Classes::of("sk-box"),
                });
                if used && let Some(frame) = frame.or(Some(self.frame)) {
                    part.children.extend(self.words(column, level, frame, left, wide, split));
                }
                group.children.push(part.into());
            }
        }
        let name = Text::new(
            at(self.middle(index), y_of_wire() + 24.0),
            Anchor::Middle,
            Classes::of("nn"),
            self.fit(&node.name, 13.0, Face::Sans, self.each),
        );
        let kind = words::node_kind(self.lang, node.kind);
        let below = Text::new(
            at(self.middle(index), y_of_wire() + 38.0),
            Anchor::Middle,
            Classes::of("na"),
            kind,
        );
        group.label = Some(format!("{}, {kind}", node.name));
        group.with([name.into(), below.into()]).into()
    }

    /// What stands in a layer: its protocol, and from whom to whom.
    fn words(
        &self,
        column: &Column,
        level: Level,
        frame: FrameId,
        left: f64,
        wide: f64,
        split: bool,
    ) -> Vec<Shape> {
        let whole = self.trace.dissect(frame);
        let (name, detail) = match level {
            Level::Application => (self.traffic_name(), String::new()),
            Level::Link => {
                let name = interface(self.trace, frame, column.node);
                let name = if split { name } else { "Ethernet".to_owned() };
                (name, pair(&whole, FieldName::EthernetSource, FieldName::EthernetDestination))
            }
            Level::Network => {
                let arp = whole.layer(LayerKind::Arp).is_some();
                let kind = whole
                    .layers
                    .iter()
                    .filter(|layer| !layer.quoted && level_of(layer.kind) == Level::Network)
                    .map(|layer| layer_short(self.lang, layer.kind))
                    .collect::<Vec<_>>()
                    .join(" · ");
                let detail = if arp {
                    pair(&whole, FieldName::ArpSenderIp, FieldName::ArpTargetIp)
                } else {
                    let v4 = pair(&whole, FieldName::Ipv4Source, FieldName::Ipv4Destination);
                    if v4.is_empty() {
                        pair(&whole, FieldName::Ipv6Source, FieldName::Ipv6Destination)
                    } else {
                        v4
                    }
                };
                (kind, detail)
            }
            Level::Transport => {
                let tcp = pair(&whole, FieldName::TcpSourcePort, FieldName::TcpDestinationPort);
                if tcp.is_empty() {
                    let udp = pair(&whole, FieldName::UdpSourcePort, FieldName::UdpDestinationPort);
                    ("UDP".to_owned(), udp)
                } else {
                    ("TCP".to_owned(), tcp)
                }
            }
        };
        let middle = left + wide / 2.0;
        let line = |y: f64, class: &'static str, text: String| {
            Shape::Text(Text::new(
                at(middle, y_of(level) + y),
                Anchor::Middle,
                Classes::of(class),
                text,
            ))
        };
        let name = self.fit(&name, 12.5, Face::Sans, wide - 26.0);
        if detail.is_empty() {
            return vec![line(LAYER / 2.0 + 4.5, "sk-name", name)];
        }
        // Where both addresses have no room, the receiver's is the one that decides.
        let detail = if text_width(&detail, 10.0, Face::Mono) <= wide - 26.0 {
            detail
        } else {
            let last = detail.split_once(" → ").map_or(detail.clone(), |(_, to)| format!("→ {to}"));
            // Half a column has room for the end of an address only.
            let last = match last.rsplit_once(":…:") {
                Some((_, end)) if split => format!("→ …:{end}"),
                _ => last,
            };
            self.fit(&last, 10.0, Face::Mono, wide - 18.0)
        };
        vec![line(18.0, "sk-name", name), line(34.0, "sk-detail", detail)]
    }

    /// What the application speaks.
    fn traffic_name(&self) -> String {
        let Facts { protocol, label, .. } = self.traffic.facts(self.frame);
        match protocol {
            Protocol::Tcp | Protocol::Udp | Protocol::Other => "…".to_owned(),
            _ => label.clone(),
        }
    }

    fn fit(&self, text: &str, size: f64, face: Face, wide: f64) -> String {
        let mut chars = text.chars().count();
        let mut shown = text.to_owned();
        while chars > 3 && text_width(&shown, size, face) > wide {
            chars -= 1;
            shown = cut(text, chars);
        }
        shown
    }

    /// The way through all stacks: the part that lies behind, or the part that is to come.
    fn path(&self, columns: &[Column], past: bool) -> Shape {
        let mut group = Group::new(
            Key("path", u64::from(past)),
            Classes::of("sk-path")
                .and(role_class(self.traffic.facts(self.frame).role))
                .and_if(!past, "future"),
        );
        let mut pieces: Vec<Op> = Vec::new();
        let mut tips: Vec<(f64, f64, f64, f64)> = Vec::new();
        let mut draw = |done: bool, from: (f64, f64), to: (f64, f64), tip: bool| {
            if done != past {
                return;
            }
            pieces.push(Move(at(from.0, from.1)));
            pieces.push(Line(at(to.0, to.1)));
            if tip {
                tips.push((from.0, from.1, to.0, to.1));
            }
        };
        for (index, column) in columns.iter().enumerate() {
            let wire = y_of_wire();
            let top = y_of(column.reach.top()) + LAYER / 2.0;
            let (up, down) = match column.reach {
                Reach::Down(_) => (None, Some(self.down(index))),
                Reach::Up(_) => (Some(self.up(index)), None),
                Reach::Through(_) => (Some(self.up(index)), Some(self.down(index))),
            };
            if let Some(x) = up {
                let top = if down.is_none() { top } else { top + 17.0 };
                draw(column.arrived, (x, wire), (x, top), true);
                if let Some(out) = down {
                    draw(column.left, (x, top), (out, top), false);
                }
            }
            if let Some(x) = down {
                let top = if up.is_none() { top } else { top + 17.0 };
                draw(column.left, (x, top), (x, wire), false);
                if let Some(next) = columns.get(index + 1) {
                    draw(next.arrived, (x, wire), (self.up(index + 1), wire), false);
                }
            }
        }
        group.children.push(Shape::Path { ops: pieces, class: Classes::of("sk-way") });
        for (_, from, x, y) in tips {
            let back = if y < from { 6.0 } else { -6.0 };
            group.children.push(Shape::Path {
                ops: vec![Move(at(x - 5.0, y + back)), Line(at(x, y)), Line(at(x + 5.0, y + back))],
                class: Classes::of("sk-way"),
            });
        }
        group.into()
    }

    /// What decides, at each border on the way up, who gets it.
    fn deciders(&self, index: usize, column: &Column) -> Vec<Shape> {
        let Some(came) = column.came else { return Vec::new() };
        let whole = self.trace.dissect(came);
        let top = column.reach.top();
        let mut shapes = Vec::new();
        for (above, text) in [
            (Level::Network, ether_type(&whole)),
            (Level::Transport, protocol(&whole)),
            (Level::Application, port(&whole)),
        ] {
            let Some(text) = text.filter(|_| above <= top) else { continue };
            let y = y_of(above) + LAYER + BETWEEN / 2.0;
            let wide = text_width(&text, 10.5, Face::Mono) + 12.0;
            // On the way up, and no further left than its column.
            let x = self.left(index) + wide / 2.0 - 2.0;
            let class = Classes::of("sk-decides").and_if(!column.arrived, "future");
            let key = Key("by", index as u64 * 4 + row(above) as u64);
            shapes.push(
                Group::new(key, class)
                    .with([
                        Shape::Rect {
                            at: at(x - wide / 2.0, y - 9.0),
                            width: wide,
                            height: 18.0,
                            radius: 9.0,
                            class: Classes::of("sk-pill"),
                        },
                        Text::new(at(x, y + 3.8), Anchor::Middle, Classes::of("sk-by"), text)
                            .into(),
                    ])
                    .into(),
            );
        }
        shapes
    }
}

const fn level_name(level: Level) -> &'static str {
    match level {
        Level::Link => "l2",
        Level::Network => "l3",
        Level::Transport => "l4",
        Level::Application => "l5",
    }
}

/// From whom to whom, shortened as far as stays plain.
fn pair(whole: &Dissection, from: FieldName, to: FieldName) -> String {
    let text = |name: FieldName| {
        whole.field(name).map(|field| match field.value {
            Value::Mac(mac) => short(mac),
            _ => crate::packet::value_text(field),
        })
    };
    match (text(from), text(to)) {
        (Some(from), Some(to)) => format!("{from} → {to}"),
        _ => String::new(),
    }
}

/// `02:…:01`.
fn short(mac: MacAddr) -> String {
    if mac.is_broadcast() {
        return "ff:…:ff".to_owned();
    }
    format!("{:02x}:…:{:02x}", mac.0[0], mac.0[5])
}

fn number(whole: &Dissection, name: FieldName) -> Option<u64> {
    match whole.field(name)?.value {
        Value::Number(value) | Value::Hex { value, .. } => Some(value),
        _ => None,
    }
}

fn ether_type(whole: &Dissection) -> Option<String> {
    number(whole, FieldName::EtherType).map(|value| format!("EtherType 0x{value:04x}"))
}

fn protocol(whole: &Dissection) -> Option<String> {
    let own = number(whole, FieldName::Ipv4Protocol);
    let own = own.or_else(|| number(whole, FieldName::Ipv6NextHeader));
    own.map(|value| format!("protocol {value}"))
}

fn port(whole: &Dissection) -> Option<String> {
    let own = number(whole, FieldName::TcpDestinationPort);
    let own = own.or_else(|| number(whole, FieldName::UdpDestinationPort));
    own.map(|value| format!("port {value}"))
}

#[cfg(test)]
mod tests;
