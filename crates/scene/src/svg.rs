//! Drawings as SVG files: for slides, and for looking at without a browser.
//!
//! A file stands alone: its colours and fonts are inside, and nothing is
//! fetched. The rules are [`STYLE`]; the page uses the same ones, so that what
//! is saved looks like what was seen.

use crate::{Drawing, Group, Shape, Text, num, path_data};
use std::fmt::Write as _;

/// Which set of colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Ink on paper.
    #[default]
    Light,
    /// For dark rooms.
    Dark,
}

/// How every shape looks, in terms of the colour tokens. Meant for a page's
/// style sheet too: each rule applies inside `.scene` only.
pub const STYLE: &str = include_str!("svg/style.css");

/// The colour tokens of a theme, as CSS declarations.
const fn tokens(theme: Theme) -> &'static str {
    match theme {
        Theme::Light => include_str!("svg/light.css"),
        Theme::Dark => include_str!("svg/dark.css"),
    }
}

/// Writes a drawing as a complete SVG document.
pub fn write(drawing: &Drawing, theme: Theme) -> String {
    let mut out = String::with_capacity(4096);
    let (width, height) = (num(drawing.width), num(drawing.height));
    // Writing to a String cannot fail.
    let _ = writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
         width=\"{width}\" height=\"{height}\" class=\"scene\" role=\"img\" \
         aria-labelledby=\"scene-title scene-desc\">"
    );
    let _ = writeln!(out, "<title id=\"scene-title\">{}</title>", Escaped(&drawing.title));
    let _ = writeln!(out, "<desc id=\"scene-desc\">{}</desc>", Escaped(&drawing.description));
    let _ = writeln!(out, "<style>.scene{{{}}}\n{STYLE}</style>", tokens(theme).trim());
    let _ = writeln!(out, "<rect width=\"{width}\" height=\"{height}\" class=\"paper\"/>");
    for shape in &drawing.shapes {
        write_shape(&mut out, shape);
    }
    out.push_str("</svg>\n");
    out
}

fn write_shape(out: &mut String, shape: &Shape) {
    let _ = match shape {
        Shape::Group(group) => return write_group(out, group),
        Shape::Text(text) => return write_text(out, text),
        Shape::Line { from, to, class } => writeln!(
            out,
            "<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"{}/>",
            num(from.x),
            num(from.y),
            num(to.x),
            num(to.y),
            Class(*class)
        ),
        Shape::Path { ops, class } => {
            writeln!(out, "<path d=\"{}\"{}/>", path_data(ops), Class(*class))
        }
        Shape::Rect { at, width, height, radius, class } => writeln!(
            out,
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{}\"{}/>",
            num(at.x),
            num(at.y),
            num(*width),
            num(*height),
            num(*radius),
            Class(*class)
        ),
        Shape::Circle { at, radius, class } => writeln!(
            out,
            "<circle cx=\"{}\" cy=\"{}\" r=\"{}\"{}/>",
            num(at.x),
            num(at.y),
            num(*radius),
            Class(*class)
        ),
        Shape::Arc { at, radius, sweep, class } => writeln!(
            out,
            "<circle cx=\"{0}\" cy=\"{1}\" r=\"{2}\" pathLength=\"1\" \
             stroke-dasharray=\"{3} 2\" transform=\"rotate(-90 {0} {1})\"{4}/>",
            num(at.x),
            num(at.y),
            num(*radius),
            crate::fine(*sweep),
            Class(*class)
        ),
    };
}

fn write_group(out: &mut String, group: &Group) {
    let _ = write!(out, "<g{}", Class(group.class));
    if let Some(transform) = group.transform() {
        let _ = write!(out, " transform=\"{transform}\"");
    }
    if let Some(label) = &group.label {
        let _ = write!(out, " role=\"img\"><title>{}</title>", Escaped(label));
    } else {
        out.push('>');
    }
    out.push('\n');
    for child in &group.children {
        write_shape(out, child);
    }
    out.push_str("</g>\n");
}

fn write_text(out: &mut String, text: &Text) {
    let _ = match text.matrix() {
        Some(matrix) => write!(out, "<text transform=\"{matrix}\""),
        None => write!(out, "<text x=\"{}\" y=\"{}\"", num(text.at.x), num(text.at.y)),
    };
    let _ = writeln!(
        out,
        " text-anchor=\"{}\"{}>{}</text>",
        text.anchor.name(),
        Class(text.class),
        Escaped(&text.content)
    );
}

/// A `class` attribute, left out when empty.
struct Class(crate::Classes);

impl std::fmt::Display for Class {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.0.is_empty() { Ok(()) } else { write!(f, " class=\"{}\"", self.0) }
    }
}

/// Text as XML has it. Characters XML 1.0 forbids become U+FFFD.
struct Escaped<'a>(&'a str);

impl std::fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' => {
                    f.write_char(c)?;
                }
                '\u{10000}'..='\u{10ffff}' => f.write_char(c)?,
                _ => f.write_char('\u{fffd}')?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
