//! Layers being put on and taken off: a row for each layer, as textbooks draw it.

use super::{Box1, layer_short, level_class, nest};
use crate::Op::{Line, Move};
use crate::measure::{Face, cut, text_width};
use crate::{Anchor, Classes, Drawing, Group, Key, Shape, Text, at};
use wireglass_core::wire::LayerKind;
use wireglass_text::Lang;
use wireglass_text::diagram as words;
use wireglass_trace::{FrameId, Trace};

/// Which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrapping {
    /// At its sender: each layer puts its header before what it got from above.
    PutOn,
    /// At its receiver: each layer takes its header off and hands the rest up.
    TakenOff,
}

/// A row, and the space to the next.
const ROW: f64 = 34.0;
const STEP: f64 = 58.0;
/// Room for the total at the right.
const TOTAL: f64 = 62.0;
/// The narrowest header.
const LEAST: f64 = 56.0;

/// A frame being wrapped or unwrapped: the application's data at the top, the whole frame at the
/// bottom. `lit` is the row that is present, counted from the top; rows that are yet to come (below
/// it when put on, above it when taken off) are faded.
pub fn encapsulation(
    trace: &Trace,
    frame: FrameId,
    wrapping: Wrapping,
    lit: Option<usize>,
    width: f64,
    lang: Lang,
) -> Drawing {
    let width = width.max(240.0);
    let whole = nest(trace, frame, lang);
    let padding = whole.boxes.iter().find(|it| it.kind == LayerKind::Padding);
    let inner: Vec<&Box1> = whole.inner().filter(|it| !it.quoted).collect();
    let rows = inner.len();
    let widths = widths(&inner, padding, width - TOTAL, lang);
    let mut shapes = Vec::new();
    for row in 0..rows {
        let first = rows - 1 - row;
        let bottom = row + 1 == rows;
        let y = 6.0 + STEP * count(row);
        let future = lit.is_some_and(|lit| match wrapping {
            Wrapping::PutOn => row > lit,
            Wrapping::TakenOff => row < lit,
        });
        let class = Classes::of("wrap").and_if(lit == Some(row), "lit").and_if(future, "future");
        let mut group = Group::new(Key("row", row as u64), class);
        let mut bytes = 0;
        let mut x: f64 = widths[..first].iter().sum();
        for (depth, it) in inner.iter().enumerate().skip(first) {
            bytes += it.bytes;
            group.children.extend(block(
                it,
                x,
                y,
                widths[depth],
                depth == first && rows > 1 && row > 0,
                lang,
            ));
            x += widths[depth];
        }
        if bottom && let Some(padding) = padding {
            bytes += padding.bytes;
            group.children.extend(block(padding, x, y, widths[rows], false, lang));
        }
        let total = format!("{bytes} B");
        group.label = Some(format!("{}: {total}", layer_short(lang, inner[first].kind)));
        let place = at(width - 4.0, y + ROW / 2.0 + 4.0);
        group.children.push(Text::new(place, Anchor::End, Classes::of("wrap-total"), total).into());
        shapes.push(group.into());
        if !bottom {
            let x = widths[..first].iter().sum::<f64>() + widths[first] / 2.0;
            shapes.push(arrow(
                row,
                x,
                y + ROW + 4.0,
                y + STEP - 4.0,
                wrapping,
                future || lit == Some(row) && wrapping == Wrapping::PutOn,
            ));
        }
    }
    let title = match wrapping {
        Wrapping::PutOn => words::put_on(lang),
        Wrapping::TakenOff => words::taken_off(lang),
    };
    let names: Vec<String> = inner
        .iter()
        .rev()
        .map(|it| format!("{} {}", layer_short(lang, it.kind), words::byte_count(lang, it.bytes)))
        .collect();
    Drawing {
        width,
        height: 6.0 + STEP * count(rows.max(1)) - STEP + ROW + 6.0,
        title: title.to_owned(),
        description: names.join(", "),
        shapes,
    }
}

/// How wide each part is drawn: headers as their words need, data with what is left.
fn widths(inner: &[&Box1], padding: Option<&Box1>, room: f64, lang: Lang) -> Vec<f64> {
    let parts: Vec<&Box1> = inner.iter().copied().chain(padding).collect();
    let needed: Vec<f64> = parts
        .iter()
        .map(|it| (text_width(layer_short(lang, it.kind), 12.0, Face::Sans) + 16.0).max(LEAST))
        .collect();
    let all: f64 = needed.iter().sum();
    if all >= room {
        return needed.iter().map(|width| width * room / all).collect();
    }
    // Data is what it is all about.
    let widest = inner.len().saturating_sub(1);
    let spare = (room - all).min(260.0);
    needed
        .iter()
        .enumerate()
        .map(|(index, width)| if index == widest { width + spare } else { *width })
        .collect()
}

fn block(it: &Box1, x: f64, y: f64, width: f64, new: bool, lang: Lang) -> Vec<Shape> {
    let name = layer_short(lang, it.kind);
    let mut chars = name.chars().count();
    let mut shown = name.to_owned();
    while chars > 2 && text_width(&shown, 12.0, Face::Sans) > width - 6.0 {
        chars -= 1;
        shown = cut(name, chars);
    }
    let middle = x + width / 2.0;
    let class = Classes::of("ly").and(level_class(it.kind)).and_if(new, "new");
    vec![
        Group::new(Key("part", it.layer as u64), class)
            .with([
                Shape::Rect {
                    at: at(x + 1.0, y),
                    width: width - 2.0,
                    height: ROW,
                    radius: 6.0,
                    class: Classes::of("ly-box"),
                },
                Text::new(at(middle, y + 15.0), Anchor::Middle, Classes::of("wrap-name"), shown)
                    .into(),
                Text::new(
                    at(middle, y + 28.0),
                    Anchor::Middle,
                    Classes::of("ly-size"),
                    format!("{} B", it.bytes),
                )
                .into(),
            ])
            .into(),
    ]
}

fn arrow(row: usize, x: f64, top: f64, bottom: f64, wrapping: Wrapping, future: bool) -> Shape {
    let (from, to) = match wrapping {
        Wrapping::PutOn => (top, bottom),
        Wrapping::TakenOff => (bottom, top),
    };
    let back = if to > from { -5.0 } else { 5.0 };
    let ops = vec![
        Move(at(x, from)),
        Line(at(x, to)),
        Move(at(x - 4.5, to + back)),
        Line(at(x, to)),
        Line(at(x + 4.5, to + back)),
    ];
    Group::new(Key("down", row as u64), Classes::of("way").and_if(future, "future"))
        .with([Shape::Path { ops, class: Classes::of("way-line") }])
        .into()
}

#[allow(clippy::cast_precision_loss, reason = "a handful of layers")]
const fn count(n: usize) -> f64 {
    n as f64
}
