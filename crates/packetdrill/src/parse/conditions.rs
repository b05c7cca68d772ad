//! `#ifdef NAME`, `#ifndef NAME`, `#else`, `#endif`: whole lines, before anything else is read.

use crate::error::{ParseError, Problem};

/// One `#ifdef` that is open.
struct Block {
    line: u32,
    /// Whether the lines around it count.
    outer: bool,
    /// Whether its first part counts.
    condition: bool,
    in_else: bool,
}

impl Block {
    fn counts(&self) -> bool {
        self.outer && self.condition != self.in_else
    }
}

/// The text with every line that does not count, and the conditions themselves, made blank:
/// the lines keep their numbers.
pub(super) fn apply(text: &str, defined: &[&str]) -> Result<String, ParseError> {
    let mut out = String::with_capacity(text.len());
    let mut blocks: Vec<Block> = Vec::new();
    for (line, content) in (1..).zip(text.lines()) {
        let error = |what| ParseError { line, column: 1, what };
        let counts = blocks.last().is_none_or(Block::counts);
        let mut words = content.split_whitespace();
        match words.next() {
            Some(word @ ("#ifdef" | "#ifndef")) => {
                let name = words.next().ok_or_else(|| error(Problem::Expected("a name")))?;
                let condition = defined.contains(&name) == (word == "#ifdef");
                blocks.push(Block { line, outer: counts, condition, in_else: false });
            }
            Some("#else") => match blocks.last_mut() {
                Some(block) if !block.in_else => block.in_else = true,
                _ => return Err(error(Problem::Unmatched("#else"))),
            },
            Some("#endif") => {
                blocks.pop().ok_or_else(|| error(Problem::Unmatched("#endif")))?;
            }
            _ if counts => out.push_str(content),
            _ => {}
        }
        out.push('\n');
    }
    match blocks.last() {
        Some(block) => {
            Err(ParseError { line: block.line, column: 1, what: Problem::Unfinished("#ifdef") })
        }
        None => Ok(out),
    }
}
