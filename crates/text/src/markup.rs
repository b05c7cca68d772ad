//! Text with light emphasis.
//!
//! Sentences are written as format strings in which `` `backticks` `` enclose
//! numbers, flags and values and `*asterisks*` the clause that matters most. A
//! backslash makes the next character an ordinary one. What comes from data (a
//! host's name, a file's name, bytes) goes in through [`Esc`], so that it can
//! never be taken for emphasis.

use crate::Lang;
use serde::Serialize;
use std::fmt;

/// A piece of text of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(tag = "kind", content = "text", rename_all = "kebab-case")]
pub enum Span {
    /// Ordinary text.
    Plain(String),
    /// A number, value or flag: shown in a code box.
    Code(String),
    /// The key clause: highlighted.
    Em(String),
}

impl Span {
    /// The text, whatever its kind.
    pub fn text(&self) -> &str {
        match self {
            Self::Plain(text) | Self::Code(text) | Self::Em(text) => text,
        }
    }

    fn is_plain(&self) -> bool {
        matches!(self, Self::Plain(_))
    }

    fn text_mut(&mut self) -> &mut String {
        match self {
            Self::Plain(text) | Self::Code(text) | Self::Em(text) => text,
        }
    }
}

/// Text with light emphasis. See the module's page for how it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Markup(Vec<Span>);

impl Markup {
    /// Reads `source`. In Chinese, a space is put between an ideograph and a
    /// Latin letter, digit or code box wherever there is none yet.
    pub fn parse(lang: Lang, source: &str) -> Self {
        let (mut spans, closed) = split(source);
        debug_assert!(closed, "unclosed emphasis in {source:?}");
        if lang == Lang::Zh {
            space_out(&mut spans);
        }
        Self(spans)
    }

    /// Text without emphasis, as it is.
    pub fn plain_text(text: impl Into<String>) -> Self {
        let text = text.into();
        Self(if text.is_empty() { Vec::new() } else { vec![Span::Plain(text)] })
    }

    /// The pieces, in order. None is empty and no two neighbours are of one kind.
    pub fn spans(&self) -> &[Span] {
        &self.0
    }

    /// The text alone.
    pub fn plain(&self) -> String {
        self.0.iter().map(Span::text).collect()
    }

    /// The text as it would be written, to go into a longer sentence with its emphasis.
    pub(crate) fn source(&self) -> String {
        self.0
            .iter()
            .map(|span| {
                let text = Esc(span.text());
                match span {
                    Span::Plain(_) => text.to_string(),
                    Span::Code(_) => format!("`{text}`"),
                    Span::Em(_) => format!("*{text}*"),
                }
            })
            .collect()
    }

    /// Whether there is nothing to read.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Markup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|span| f.write_str(span.text()))
    }
}

/// Data on its way into a sentence: shown as it is, whatever it contains.
#[derive(Clone, Copy, Debug)]
pub struct Esc<'a>(pub &'a str);

impl fmt::Display for Esc<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use fmt::Write as _;
        for c in self.0.chars() {
            match c {
                '`' | '*' | '\\' => {
                    f.write_char('\\')?;
                    f.write_char(c)?;
                }
                // A line break or a control character in a name must not break the line it is in.
                c if c.is_control() => f.write_char(' ')?,
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

/// Splits source text into spans; says whether every mark was closed.
fn split(source: &str) -> (Vec<Span>, bool) {
    let (mut code, mut em) = (false, false);
    let mut spans: Vec<Span> = Vec::new();
    let mut chars = source.chars();
    while let Some(c) = chars.next() {
        let c = match c {
            '`' => {
                code = !code;
                continue;
            }
            '*' if !code => {
                em = !em;
                continue;
            }
            '\\' => chars.next().unwrap_or('\\'),
            c => c,
        };
        match spans.last_mut() {
            Some(Span::Code(text)) if code => text.push(c),
            Some(Span::Em(text)) if em && !code => text.push(c),
            Some(Span::Plain(text)) if !em && !code => text.push(c),
            _ if code => spans.push(Span::Code(c.to_string())),
            _ if em => spans.push(Span::Em(c.to_string())),
            _ => spans.push(Span::Plain(c.to_string())),
        }
    }
    (spans, !code && !em)
}

/// Puts the customary space between ideographs and Latin text.
fn space_out(spans: &mut [Span]) {
    for span in spans.iter_mut() {
        if !matches!(span, Span::Code(_)) {
            let text = span.text_mut();
            *text = spaced(text);
        }
    }
    for i in 1..spans.len() {
        let (left, right) = spans.split_at_mut(i);
        let (Some(left), Some(right)) = (left.last_mut(), right.first_mut()) else { continue };
        let (Some(before), Some(after)) = (edge(left, true), edge(right, false)) else { continue };
        if !wants_space(before, after) {
            continue;
        }
        // The space belongs to ordinary text, so that a highlight does not begin with one.
        if left.is_plain() || matches!(right, Span::Code(_)) {
            left.text_mut().push(' ');
        } else {
            right.text_mut().insert(0, ' ');
        }
    }
}

/// The character a span shows at one of its ends; a code box counts as a Latin letter.
fn edge(span: &Span, end: bool) -> Option<char> {
    match span {
        Span::Code(_) => Some('x'),
        Span::Plain(text) | Span::Em(text) if end => text.chars().next_back(),
        Span::Plain(text) | Span::Em(text) => text.chars().next(),
    }
}

/// The text with the missing spaces added.
fn spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut before = None;
    for c in text.chars() {
        if before.is_some_and(|before| wants_space(before, c)) {
            out.push(' ');
        }
        out.push(c);
        before = Some(c);
    }
    out
}

fn wants_space(before: char, after: char) -> bool {
    (is_ideograph(before) && is_latin(after)) || (is_latin(before) && is_ideograph(after))
}

pub(crate) const fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}')
}

const fn is_latin(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '§' | '%')
}

#[cfg(test)]
mod tests;
