//! A packet's headers as their RFCs draw them, and the rows of a byte view.

use crate::measure::{Face, cut, text_width};
use crate::{Anchor, Classes, Drawing, Group, Key, Point, Shape, Target, Text, at};
use std::ops::Range;
use wireglass_core::wire::{Dissection, Field, Value, Verdict};
use wireglass_text::diagram as words;
use wireglass_text::{Lang, field_name, field_short};

/// Bits in a row of the grid, as RFCs draw headers.
const ROW_BITS: u32 = 32;
/// The height of a row.
const ROW: f64 = 36.0;
/// The height of the ruler above the rows.
const RULER: f64 = 18.0;
/// A field longer than this many rows is drawn cut.
const LONGEST: u32 = 4;

/// A header as a grid of 32 bits to a row: layer `layer` of `dissection`,
/// `width` pixels wide, with field `selected` of that layer marked.
pub fn header_grid(
    dissection: &Dissection,
    layer: usize,
    selected: Option<usize>,
    width: f64,
    lang: Lang,
) -> Drawing {
    let width = width.max(200.0);
    let mut drawing = Drawing {
        width,
        height: RULER,
        title: words::header_title(lang).to_owned(),
        description: String::new(),
        shapes: vec![ruler(width)],
    };
    let Some(layer_fields) = dissection.layers.get(layer) else { return drawing };
    layer_fields.kind.id().clone_into(&mut drawing.description);
    let Some(base) = layer_fields.fields.first().map(|field| field.bits.start) else {
        return drawing;
    };
    let grid = Grid { cell: width / f64::from(ROW_BITS), lang };
    // Rows that a long field leaves out move what follows up.
    let mut skipped = 0;
    let mut rows = 0;
    for (index, field) in layer_fields.fields.iter().enumerate() {
        let start = field.bits.start.saturating_sub(base).saturating_sub(skipped * ROW_BITS);
        let mut length = field.bits.end.saturating_sub(field.bits.start);
        let most = LONGEST * ROW_BITS;
        let is_cut = length > most;
        if is_cut {
            let excess = (length - most).div_ceil(ROW_BITS);
            skipped += excess;
            length = length.saturating_sub(excess * ROW_BITS);
        }
        rows = rows.max((start + length).div_ceil(ROW_BITS));
        let target = Target::Field { layer, index };
        let group = grid.field(index, field, start..start + length, is_cut, selected, target);
        drawing.shapes.push(group.into());
    }
    drawing.height = RULER + f64::from(rows) * ROW + 1.0;
    drawing
}

/// The bit numbers.
fn ruler(width: f64) -> Shape {
    let cell = width / f64::from(ROW_BITS);
    let numbers =
        (0..ROW_BITS).filter(|bit| bit % 4 == 0 || *bit == 31 || cell >= 13.0).map(|bit| {
            let place = at((f64::from(bit) + 0.5) * cell, RULER - 6.0);
            Text::new(place, Anchor::Middle, Classes::of("bit"), bit.to_string()).into()
        });
    Group::new(Key("ruler", 0), Classes::of("ruler")).with(numbers).into()
}

struct Grid {
    cell: f64,
    lang: Lang,
}

impl Grid {
    fn field(
        &self,
        index: usize,
        field: &Field,
        bits: Range<u32>,
        is_cut: bool,
        selected: Option<usize>,
        target: Target,
    ) -> Group {
        let name = field_name(self.lang, field.name);
        let value = value_text(field);
        let wrong = matches!(field.verdict, Some(Verdict::Wrong { .. }));
        let right = matches!(field.verdict, Some(Verdict::Correct));
        let set = matches!(field.value, Value::Flag(true));
        let class = Classes::of("field")
            .and_if(selected == Some(index), "sel")
            .and_if(wrong, "wrong")
            .and_if(right, "right")
            .and_if(set, "set");
        let label = if value.is_empty() { name.to_owned() } else { format!("{name}: {value}") };
        let mut group = Group::new(Key("b", index as u64), class).target(target).label(label);
        let pieces = pieces(bits);
        // The name goes into the widest piece, the first of them.
        let widest = pieces.iter().map(|(_, columns)| columns.len()).max().unwrap_or(0);
        let named = pieces.iter().position(|(_, columns)| columns.len() == widest);
        for (i, (row, columns)) in pieces.iter().enumerate() {
            let x = f64::from(columns.start) * self.cell;
            let y = RULER + f64::from(*row) * ROW;
            let wide = f64::from(columns.end - columns.start) * self.cell;
            let more = i > 0;
            group.children.push(Shape::Rect {
                at: at(x, y),
                width: wide,
                height: ROW,
                radius: 0.0,
                class: Classes::of("cell").and_if(more, "more"),
            });
            if Some(i) == named {
                group.children.extend(texts(
                    at(x + wide / 2.0, y),
                    wide,
                    field,
                    name,
                    &value,
                    is_cut,
                ));
            }
        }
        group
    }
}

/// What stands in a box `wide` pixels wide, with the middle of its upper edge at `top`.
fn texts(
    top: Point,
    wide: f64,
    field: &Field,
    name: &str,
    value: &str,
    is_cut: bool,
) -> Vec<Shape> {
    let line = |down: f64, class: &'static str, content: String| {
        Text::new(at(top.x, top.y + down), Anchor::Middle, Classes::of(class), content).into()
    };
    if let Value::Flag(set) = field.value {
        // Letters from top to bottom: a bit is too narrow for a word.
        let letters: String = field
            .name
            .id()
            .rsplit('.')
            .next()
            .unwrap_or_default()
            .chars()
            .take(3)
            .collect::<String>()
            .to_uppercase();
        let mut shapes: Vec<Shape> = letters
            .chars()
            .zip([9.0, 17.0, 25.0])
            .map(|(c, down)| line(down, "fl", c.to_string()))
            .collect();
        shapes.push(line(33.5, "fb", u8::from(set).to_string()));
        return shapes;
    }
    let fit = |text: &str, size: f64, face: Face| {
        let mut chars = text.chars().count();
        let mut shown = text.to_owned();
        while chars > 1 && text_width(&shown, size, face) > wide - 3.0 {
            chars -= 1;
            shown = cut(text, chars);
        }
        // An ellipsis alone says nothing.
        if shown.chars().count() < 2 && text.chars().count() > 2 { String::new() } else { shown }
    };
    let mut value = fit(value, 11.0, Face::Mono);
    if is_cut {
        value = if value.is_empty() { "…".to_owned() } else { format!("{value} …") };
    }
    let whole_name = text_width(name, 9.5, Face::Sans) <= wide - 3.0;
    let name = fit(if whole_name { name } else { field_short(field.name) }, 9.5, Face::Sans);
    let mut shapes = Vec::with_capacity(2);
    if !name.is_empty() {
        shapes.push(line(13.5, "fname", name));
    }
    if !value.is_empty() {
        shapes.push(line(28.0, "fvalue", value));
    }
    shapes
}

/// The pieces of a run of bits, row by row: row, and columns in it.
fn pieces(bits: Range<u32>) -> Vec<(u32, Range<u32>)> {
    let mut pieces = Vec::new();
    let mut start = bits.start;
    while start < bits.end {
        let row = start / ROW_BITS;
        let end = bits.end.min((row + 1) * ROW_BITS);
        pieces.push((row, start - row * ROW_BITS..end - row * ROW_BITS));
        start = end;
    }
    pieces
}

/// A field's value as its document writes it; nothing for bytes and text, which only the frame
/// has.
pub fn value_text(field: &Field) -> String {
    match field.value {
        Value::Number(number) => number.to_string(),
        Value::Hex { value, digits } => format!("0x{value:0width$x}", width = usize::from(digits)),
        Value::Flag(set) => u8::from(set).to_string(),
        Value::Mac(mac) => mac.to_string(),
        Value::Ip(ip) => ip.to_string(),
        Value::Bytes | Value::Text | Value::Domain { .. } => String::new(),
    }
}

/// A row of the byte view: sixteen bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ByteRow {
    /// The offset of its first byte.
    pub offset: usize,
    /// Its bytes, sixteen but for the last row.
    pub cells: Vec<ByteCell>,
}

/// A byte of the byte view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ByteCell {
    /// Its value.
    pub byte: u8,
    /// The character it is in ASCII, or a middle dot.
    pub ascii: char,
    /// The layer it belongs to: an index into `Dissection::layers`.
    pub layer: Option<usize>,
    /// The first and last field that has bits in it: indices into that layer's fields.
    pub fields: Option<(usize, usize)>,
}

/// The rows of a byte view, each byte linked to its layer and fields.
pub fn byte_rows(dissection: &Dissection, bytes: &[u8]) -> Vec<ByteRow> {
    let mut cells: Vec<ByteCell> = bytes
        .iter()
        .map(|byte| {
            let ascii = if matches!(byte, 0x20..=0x7e) { char::from(*byte) } else { '·' };
            ByteCell { byte: *byte, ascii, layer: None, fields: None }
        })
        .collect();
    for (layer, part) in dissection.layers.iter().enumerate() {
        let end = part.bytes.end.min(cells.len());
        for cell in cells.get_mut(part.bytes.start.min(end)..end).unwrap_or_default() {
            cell.layer = Some(layer);
        }
        for (index, field) in part.fields.iter().enumerate() {
            let touched = field.bytes();
            let end = touched.end.min(cells.len());
            for cell in cells.get_mut(touched.start.min(end)..end).unwrap_or_default() {
                cell.layer = Some(layer);
                cell.fields = Some(cell.fields.map_or((index, index), |(first, _)| (first, index)));
            }
        }
    }
    cells
        .chunks(16)
        .enumerate()
        .map(|(row, cells)| ByteRow { offset: row * 16, cells: cells.to_vec() })
        .collect()
}

/// A bit of a field, for spelling it out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bit {
    /// Which bit of the frame; 0 is the most significant of byte 0.
    pub index: u32,
    /// Whether it is set.
    pub set: bool,
    /// Whether it belongs to the field; bits around it in the same bytes do not.
    pub own: bool,
}

/// The bits of the bytes a field touches, at most `most` of them.
pub fn bits(field: &Field, bytes: &[u8], most: usize) -> Vec<Bit> {
    let touched = field.bytes();
    let (start, end) = (touched.start.saturating_mul(8), touched.end.saturating_mul(8));
    (start..end.min(bytes.len().saturating_mul(8)))
        .take(most)
        .map(|bit| {
            let byte = bytes.get(bit / 8).copied().unwrap_or(0);
            let index = u32::try_from(bit).unwrap_or(u32::MAX);
            Bit { index, set: byte & (0x80 >> (bit % 8)) != 0, own: field.bits.contains(&index) }
        })
        .collect()
}

#[cfg(test)]
mod tests;
