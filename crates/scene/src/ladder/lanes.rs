//! Lifelines: one per host, coloured by the family of its state, with the state's name.

use super::{LadderLayout, LadderOptions, Now, touches};
use crate::fsm::short_name;
use crate::measure::{Face, cut, text_width};
use crate::sides::state_of;
use crate::{Anchor, Classes, Group, Key, Point, Shape, Target, Text, at, state_class};
use std::net::IpAddr;
use std::ops::Range;
use wireglass_core::tcp::State;
use wireglass_text::diagram as words;
use wireglass_trace::{EventId, NodeId, Snapshot, Trace};

/// Half a lifeline's width.
const HALF: f64 = 4.0;
/// Between two stretches of a lifeline.
const SEAM: f64 = 2.0;
/// How far lifelines run on below the last row.
const RUN_ON: f64 = 24.0;

/// A host's column.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Lane {
    pub(super) node: NodeId,
    pub(super) x: f64,
    /// −1 if its notes stand to its left, 1 if to its right.
    pub(super) outward: f64,
    name: String,
    address: String,
    box_width: f64,
    spans: Vec<Span>,
}

/// A stretch of a lifeline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Span {
    /// The event it begins with; `None` at the top.
    pub(super) event: Option<EventId>,
    pub(super) y: f64,
    pub(super) kind: SpanKind,
}

/// What a host is during a stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SpanKind {
    /// In a state, or in one that nobody can know.
    State(Option<State>),
    /// On, and without a connection to be in a state.
    Device,
    /// Without power.
    Off,
}

/// Of several lifelines, the space left and right of the outermost, and the least between two.
const OUTER: f64 = 86.0;
const LEAST_PITCH: f64 = 112.0;

/// How wide a ladder of so many lifelines is at least.
pub(super) const fn least_width(count: usize) -> f64 {
    if count > 2 { 64.0 + 2.0 * OUTER + 20.0 + ratio(count - 1, 1) * LEAST_PITCH } else { 0.0 }
}

/// Where the time axis ends and the diagram begins.
pub(super) const fn axis_x(options: &LadderOptions) -> f64 {
    if options.compact { 42.0 } else { 64.0 }
}

/// Where the diagram ends on the right.
pub(super) const fn right_x(options: &LadderOptions) -> f64 {
    if options.compact { options.width - 8.0 } else { options.width - 48.0 }
}

impl Lane {
    pub(super) fn new(
        trace: &Trace,
        node: NodeId,
        index: usize,
        count: usize,
        options: &LadderOptions,
        spans: Vec<Span>,
    ) -> Self {
        let (first, last) = if count > 2 {
            (axis_x(options) + OUTER, options.width - OUTER - 20.0)
        } else if options.compact {
            (112.0, options.width - 76.0)
        } else {
            let side = (options.width * 0.278).clamp(170.0, 250.0);
            (side, options.width - side)
        };
        let share = if count > 1 { ratio(index, count - 1) } else { 0.5 };
        let pitch = if count > 1 { (last - first) / ratio(count - 1, 1) } else { 240.0 };
        let x = first + (last - first) * share;
        let outward = if index == 0 && count > 1 { -1.0 } else { 1.0 };
        let host = trace.node(node);
        let address = address_line(trace, node);
        let room = (pitch - 14.0).min((options.width - x).min(x) * 2.0 - 4.0).max(60.0);
        let least = if options.compact || count > 2 { 96.0 } else { 156.0 };
        let wanted =
            text_width(&address, 11.0, Face::Mono).max(text_width(&host.name, 14.0, Face::Sans))
                + 24.0;
        let box_width = wanted.max(least).min(room);
        Self { node, x, outward, name: host.name.clone(), address, box_width, spans }
    }

    /// Each stretch with the row it ends on.
    fn stretches(&self, end: f64) -> impl Iterator<Item = (usize, &Span, f64)> {
        self.spans
            .iter()
            .enumerate()
            .map(move |(i, span)| (i, span, self.spans.get(i + 1).map_or(end, |next| next.y)))
    }

    /// Rows at which a name stands, for whoever wants to stay clear of them.
    pub(super) fn name_rows(&self) -> impl Iterator<Item = f64> {
        self.spans.iter().map(|span| span.y + NAME_DROP)
    }
}

/// From the beginning of a stretch to the baseline of its name.
const NAME_DROP: f64 = 14.0;

/// The address and the ports a host uses: `10.0.0.2 : 49152`.
fn address_line(trace: &Trace, node: NodeId) -> String {
    let Some(address) = trace.node(node).addresses().next() else { return String::new() };
    let mut ports: Vec<u16> = Vec::new();
    for socket in trace.sockets().iter().filter(|socket| socket.node == node) {
        if !ports.contains(&socket.local.port()) {
            ports.push(socket.local.port());
        }
        if ports.len() > 2 {
            break;
        }
    }
    let between = if matches!(address, IpAddr::V6(_)) { " · " } else { " : " };
    match *ports.as_slice() {
        [] => address.to_string(),
        [port] => format!("{address}{between}{port}"),
        [a, b] => format!("{address}{between}{a}, {b}"),
        [a, b, ..] => format!("{address}{between}{a}, {b}, …"),
    }
}

pub(super) fn draw_lines(
    layout: &LadderLayout,
    trace: &Trace,
    now: Now,
    visible: &Range<f64>,
    body: &mut Vec<Shape>,
) {
    let end = layout.rows.end + RUN_ON;
    for lane in &layout.lanes {
        let mut parts = Vec::new();
        for (i, span, bottom) in lane.stretches(end) {
            if touches(visible, span.y, bottom) {
                parts.push(stretch(layout, lane, i, span, bottom, now));
            }
        }
        let group = Group::new(Key("lane", u64::from(lane.node.0)), Classes::of("lane"))
            .label(trace.node(lane.node).name.clone())
            .with(parts);
        body.push(group.into());
    }
}

fn stretch(
    layout: &LadderLayout,
    lane: &Lane,
    index: usize,
    span: &Span,
    bottom: f64,
    now: Now,
) -> Shape {
    let begun = span.event.is_none_or(|event| now.has(event));
    let class = match span.kind {
        SpanKind::State(state) => Classes::of(state_class(state)),
        SpanKind::Device => Classes::of("st-device"),
        SpanKind::Off => Classes::of("st-off"),
    };
    let mut group = Group::new(Key("s", index as u64), class.and_if(!begun, "future"));
    if let Some(event) = span.event {
        group = group.target(Target::Event(event));
    }
    let (top, bottom) = (span.y + SEAM / 2.0, (bottom - SEAM / 2.0).max(span.y + SEAM / 2.0));
    // The part that has happened is solid, the rest of it faded.
    let lived = if begun { now.y.clamp(top, bottom) } else { top };
    let bar = |from: f64, to: f64, class: Classes| Shape::Rect {
        at: at(lane.x - HALF, from),
        width: 2.0 * HALF,
        height: to - from,
        radius: 3.0,
        class,
    };
    let life = Classes::of("life");
    match span.kind {
        SpanKind::Off => {
            group.children.push(Shape::Line {
                from: at(lane.x, top),
                to: at(lane.x, bottom),
                class: Classes::of("off-line"),
            });
            group.children.extend(off_mark(at(lane.x, top + 12.0)));
        }
        SpanKind::State(_) | SpanKind::Device => {
            if lived < bottom {
                group.children.push(bar(top, bottom, life.and_if(begun, "future")));
            }
            if lived > top {
                group.children.push(bar(top, lived, life));
            }
        }
    }
    if span.kind == SpanKind::Device {
        return group.into();
    }
    let name = span_name(&layout.options, span.kind);
    let anchor = if lane.outward < 0.0 { Anchor::End } else { Anchor::Start };
    let place = at(lane.x + lane.outward * 14.0, span.y + NAME_DROP);
    group.children.push(Text::new(place, anchor, Classes::of("st"), name).into());
    group.into()
}

fn span_name(options: &LadderOptions, kind: SpanKind) -> String {
    match kind {
        SpanKind::Off => words::off(options.lang).to_owned(),
        SpanKind::Device => String::new(),
        SpanKind::State(None) if options.compact => "?".to_owned(),
        SpanKind::State(None) => words::unknown(options.lang).to_owned(),
        SpanKind::State(Some(state)) if options.compact => short_name(state).to_owned(),
        SpanKind::State(Some(State::TimeWait)) => "TIME-WAIT · 2MSL".to_owned(),
        SpanKind::State(Some(state)) => state.name().to_owned(),
    }
}

/// The sign on a power button: a broken circle is too fine at this size, so a cross in a ring.
fn off_mark(middle: Point) -> [Shape; 2] {
    use crate::Op::{Line, Move};
    let arm = 3.0;
    [
        Shape::Circle { at: middle, radius: 7.0, class: Classes::of("off-ring") },
        Shape::Path {
            ops: vec![
                Move(at(middle.x - arm, middle.y - arm)),
                Line(at(middle.x + arm, middle.y + arm)),
                Move(at(middle.x + arm, middle.y - arm)),
                Line(at(middle.x - arm, middle.y + arm)),
            ],
            class: Classes::of("off-cross"),
        },
    ]
}

/// The hosts' boxes: name, address, and the state each is in now.
pub(super) fn draw_header(
    layout: &LadderLayout,
    trace: &Trace,
    snapshot: &Snapshot,
    header: &mut Vec<Shape>,
) {
    for lane in &layout.lanes {
        let (left, top, height) = (lane.x - lane.box_width / 2.0, 16.0, 46.0);
        let on = snapshot.node(lane.node).on;
        let state = state_of(trace, snapshot, lane.node);
        let device = lane.spans.first().is_some_and(|span| span.kind == SpanKind::Device);
        let state_name = match (on, state) {
            (false, _) => words::off(layout.options.lang),
            _ if device => words::node_kind(layout.options.lang, trace.node(lane.node).kind),
            (true, Some(state)) => state.name(),
            (true, None) => words::unknown(layout.options.lang),
        };
        let family = match (on, device) {
            (false, _) => "st-off",
            (true, true) => "st-device",
            (true, false) => state_class(state),
        };
        // What does not fit is cut; the label has it whole.
        let fits = |text: &str, size: f64, face: Face| {
            let mut chars = text.chars().count();
            let mut shown = text.to_owned();
            while chars > 4 && text_width(&shown, size, face) > lane.box_width - 12.0 {
                chars -= 1;
                shown = cut(text, chars);
            }
            shown
        };
        let name = fits(&lane.name, 14.0, Face::Sans);
        let address = fits(&lane.address, 11.0, Face::Mono);
        let full = format!("{}, {}", lane.name, lane.address);
        let label = words::host_label(layout.options.lang, &full, state_name);
        let class = Classes::of("host").and(family);
        let group = Group::new(Key("host", u64::from(lane.node.0)), class)
            .target(Target::Node(lane.node))
            .label(label)
            .with([
                Shape::Rect {
                    at: at(left, top),
                    width: lane.box_width,
                    height,
                    radius: 10.0,
                    class: Classes::of("box"),
                },
                Shape::Rect {
                    at: at(lane.x - 12.0, top + height - 1.5),
                    width: 24.0,
                    height: 3.0,
                    radius: 1.5,
                    class: Classes::of("life"),
                },
                Text::new(at(lane.x, top + 20.0), Anchor::Middle, Classes::of("hn"), name).into(),
                Text::new(at(lane.x, top + 36.0), Anchor::Middle, Classes::of("ha"), address)
                    .into(),
            ]);
        header.push(group.into());
    }
}

#[allow(clippy::cast_precision_loss, reason = "a handful of hosts")]
const fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}
