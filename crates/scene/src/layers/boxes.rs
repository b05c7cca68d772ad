//! Boxes in boxes, drawn.

use super::{Box1, Hop, Nest, Value, layer_short, level_class, nest};
use crate::measure::{Face, text_width};
use crate::{Anchor, Classes, Drawing, Group, Key, Point, Shape, Target, Text, at};
use wireglass_core::wire::LayerKind;
use wireglass_text::Lang;
use wireglass_text::diagram as words;
use wireglass_trace::{FrameId, NodeId, Trace};

/// Inside a box, on every side.
const PAD: f64 = 9.0;
/// The line of a layer's name.
const TITLE: f64 = 20.0;
/// A line of values.
const LINE: f64 = 17.0;
/// The size of a value's type.
const SIZE: f64 = 11.0;
/// Between two boxes side by side.
const GAP: f64 = 12.0;
/// Two boxes stand below one another if there is less room than this.
const NARROW: f64 = 380.0;
/// The line that says where a frame came in.
const CAPTION: f64 = 22.0;

/// A frame as boxes in boxes.
pub fn frame_layers(trace: &Trace, frame: FrameId, width: f64, lang: Lang) -> Drawing {
    let width = width.max(160.0);
    let mut shapes = Vec::new();
    let of = nest(trace, frame, lang);
    let height = draw(&of, 0, at(0.0, 0.0), width, lang, &mut shapes);
    Drawing {
        width,
        height,
        title: words::layers_title(lang).to_owned(),
        description: description(&of, lang),
        shapes,
    }
}

/// What came in at a device and what goes out for it, side by side: what differs is marked,
/// what is the same is not.
pub fn hop_layers(trace: &Trace, hop: Hop, width: f64, lang: Lang) -> Drawing {
    let width = width.max(160.0);
    let node = trace.frame(hop.goes).from;
    let (came, goes) = (nest(trace, hop.came, lang), nest(trace, hop.goes, lang));
    let (came, goes) = (came.clone().against(&goes), goes.against(&came));
    let stacked = width < NARROW;
    let each = if stacked { width } else { (width - GAP) / 2.0 };
    let mut shapes = Vec::new();
    let caption = |place: Point, text: String| {
        Shape::Text(Text::new(at(place.x, place.y + 14.0), Anchor::Start, Classes::of("cap"), text))
    };
    let first = interface(trace, hop.came, node);
    shapes.push(caption(at(0.0, 0.0), words::came_in(lang, &first)));
    let left = draw(&came, 0, at(0.0, CAPTION), each, lang, &mut shapes);
    let start = if stacked { at(0.0, CAPTION + left + GAP) } else { at(each + GAP, 0.0) };
    let second = interface(trace, hop.goes, node);
    shapes.push(caption(start, words::goes_out(lang, &second)));
    let right = draw(&goes, 1, at(start.x, start.y + CAPTION), each, lang, &mut shapes);
    let height = (CAPTION + left).max(start.y + CAPTION + right);
    let changed: Vec<String> = goes
        .boxes
        .iter()
        .flat_map(|it| it.values.iter().filter(|value| value.changed).map(move |v| (it.kind, v)))
        .map(|(kind, value)| {
            format!("{} {} {}", layer_short(lang, kind), value.name, value.text).replace("  ", " ")
        })
        .collect();
    Drawing {
        width,
        height,
        title: words::hop_title(lang, &trace.node(node).name),
        description: words::hop_description(lang, &changed.join(", ")),
        shapes,
    }
}

/// The name of the interface through which a node takes or sends a frame.
pub(crate) fn interface(trace: &Trace, frame: FrameId, node: NodeId) -> String {
    let Some(port) = trace.port(frame, node) else { return String::new() };
    let interfaces = &trace.node(node).interfaces;
    interfaces
        .get(usize::from(port))
        .map(|interface| interface.name.clone())
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| port.to_string())
}

fn description(of: &Nest, lang: Lang) -> String {
    let parts: Vec<String> = of
        .boxes
        .iter()
        .map(|it| format!("{} {}", layer_short(lang, it.kind), words::byte_count(lang, it.bytes)))
        .collect();
    parts.join(", ")
}

/// Draws a frame's boxes into `width` pixels; says how tall they are. `side` tells two in one
/// drawing apart.
fn draw(
    of: &Nest,
    side: u64,
    corner: Point,
    width: f64,
    lang: Lang,
    shapes: &mut Vec<Shape>,
) -> f64 {
    let inner: Vec<&Box1> = of.inner().collect();
    let padding = of.boxes.iter().find(|it| it.kind == LayerKind::Padding);
    let lines: Vec<Vec<Vec<Piece>>> = inner
        .iter()
        .enumerate()
        .map(|(depth, it)| flow(&it.values, inside(width, depth)))
        .collect();
    // From the inside out: a box is as tall as its own lines and what it holds.
    let mut heights = vec![0.0; inner.len()];
    let mut below = 0.0;
    for depth in (0..inner.len()).rev() {
        let trailer = if depth == 0 && padding.is_some() { TITLE } else { 0.0 };
        let held = if below > 0.0 { below + 4.0 } else { 0.0 };
        heights[depth] = TITLE + PAD + LINE * count(lines[depth].len()) + held + trailer + 4.0;
        below = heights[depth];
    }
    let mut top = corner.y;
    for (depth, it) in inner.iter().enumerate() {
        let left = corner.x + PAD * count(depth);
        let wide = width - 2.0 * PAD * count(depth);
        let key = Key("layer", side * 100 + it.layer as u64);
        let class = Classes::of("ly").and(level_class(it.kind)).and_if(it.quoted, "quoted");
        let title = layer_short(lang, it.kind);
        let size = format!("{} B", it.bytes);
        let mut group = Group::new(key, class).label(format!("{title}, {size}")).with([
            Shape::Rect {
                at: at(left, top),
                width: wide,
                height: heights[depth],
                radius: 9.0,
                class: Classes::of("ly-box"),
            },
            Text::new(at(left + PAD, top + 17.0), Anchor::Start, Classes::of("ly-name"), title)
                .into(),
            Text::new(at(left + wide - PAD, top + 17.0), Anchor::End, Classes::of("ly-size"), size)
                .into(),
        ]);
        let mut y = top + TITLE;
        for line in &lines[depth] {
            for piece in line {
                group.children.extend(piece.draw(at(left + PAD, y), side));
            }
            y += LINE;
        }
        if depth == 0
            && let Some(padding) = padding
        {
            let text = format!("{} {} B", layer_short(lang, padding.kind), padding.bytes);
            let place = at(left + wide - PAD, top + heights[0] - 8.0);
            group.children.push(Text::new(place, Anchor::End, Classes::of("ly-size"), text).into());
        }
        shapes.push(group.into());
        top = y + PAD - 3.0;
    }
    heights.first().copied().unwrap_or_default()
}

/// How wide a line in a box so deep may be.
fn inside(width: f64, depth: usize) -> f64 {
    width - 2.0 * PAD * count(depth + 1)
}

/// A piece of a line of values.
pub(crate) struct Piece {
    x: f64,
    width: f64,
    text: String,
    changed: bool,
    /// Its field; none for what stands between values.
    field: Option<(usize, usize)>,
}

impl Piece {
    pub(crate) fn draw(&self, line: Point, side: u64) -> Vec<Shape> {
        let place = at(line.x + self.x, line.y + 12.5);
        let class = Classes::of("lv")
            .and_if(self.changed, "changed")
            .and_if(self.field.is_none(), "between");
        let text = Text::new(place, Anchor::Start, class, self.text.clone());
        let Some((layer, index)) = self.field else { return vec![text.into()] };
        let key = Key("v", side * 1_000_000 + layer as u64 * 1000 + index as u64);
        let mut group = Group::new(key, Classes::of("val")).target(Target::Field { layer, index });
        if self.changed {
            group.children.push(Shape::Rect {
                at: at(place.x - 2.5, line.y + 1.0),
                width: self.width + 5.0,
                height: 15.0,
                radius: 3.0,
                class: Classes::of("lv-mark"),
            });
        }
        vec![group.with([Shape::Text(text)]).into()]
    }
}

/// Values in lines no wider than `width`, as far as that can be.
pub(crate) fn flow(values: &[Value], width: f64) -> Vec<Vec<Piece>> {
    let wide = |text: &str| text_width(text, SIZE, Face::Mono);
    let mut lines: Vec<Vec<Piece>> = Vec::new();
    let mut x = 0.0;
    for (index, value) in values.iter().enumerate() {
        let between = match (index, value.to) {
            (0, _) => "",
            (_, true) => " → ",
            (_, false) => " · ",
        };
        let name = if value.name.is_empty() { String::new() } else { format!("{} ", value.name) };
        let all = wide(between) + wide(&name) + wide(&value.text);
        let mut line_begins = false;
        let line = match lines.last_mut() {
            Some(line) if x + all <= width => line,
            _ => {
                lines.push(Vec::new());
                x = 0.0;
                line_begins = true;
                let Some(line) = lines.last_mut() else { continue };
                line
            }
        };
        let mut push = |text: String, changed: bool, field: Option<(usize, usize)>| {
            if !text.is_empty() {
                let width = wide(&text);
                line.push(Piece { x, width, text, changed, field });
                x += width;
            }
        };
        // A line does not begin with a dot; with an arrow it may.
        let between = if line_begins && !value.to { "" } else { between };
        push(between.to_owned(), false, None);
        push(name, false, None);
        push(value.text.clone(), value.changed, Some(value.field));
    }
    lines
}

#[allow(clippy::cast_precision_loss, reason = "a handful of layers")]
const fn count(n: usize) -> f64 {
    n as f64
}
