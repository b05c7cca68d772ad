//! How wide a text will be, near enough to keep labels apart.
//!
//! Nobody can know which font a reader has; these widths lean to the wide side
//! of the common ones, so that real text fits where this says it does.

/// A type face, as far as widths go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    /// Fixed pitch.
    Mono,
    /// Proportional, semibold.
    Sans,
}

/// The width of `text` at `size` pixels.
pub fn text_width(text: &str, size: f64, face: Face) -> f64 {
    let ems: f64 = text.chars().map(|c| char_width(c, face)).sum();
    ems * size
}

fn char_width(c: char, face: Face) -> f64 {
    match (face, c) {
        // Ideographs and full-width forms fill the em square.
        (
            _,
            '\u{1100}'..='\u{115f}'
            | '\u{2e80}'..='\u{a4cf}'
            | '\u{ac00}'..='\u{d7a3}'
            | '\u{f900}'..='\u{faff}'
            | '\u{fe30}'..='\u{fe4f}'
            | '\u{ff00}'..='\u{ff60}',
        )
        | (Face::Sans, 'm' | 'w' | 'M' | 'W' | '…') => 1.0,
        (Face::Mono, _) => 0.605,
        (Face::Sans, ' ' | 'i' | 'l' | 'I' | 'j' | '.' | ',' | ':' | ';' | '|' | '\'') => 0.38,
        (Face::Sans, 'A'..='Z') => 0.76,
        (Face::Sans, _) => 0.67,
    }
}

/// `text` cut to at most `chars` characters, with an ellipsis if it was longer.
pub fn cut(text: &str, chars: usize) -> String {
    if text.chars().count() <= chars {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(chars.saturating_sub(1)).collect();
    short.push('…');
    short
}
