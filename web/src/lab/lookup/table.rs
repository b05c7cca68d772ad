//! A routing table as it is typed: one row a line, `NETWORK NEXT-HOP [metric N]`.

use std::ops::Range;
use wireglass_core::addr::Network;
use wireglass_core::addr::lookup::Route;
use wireglass_core::addr::parse::{ParseError, parse};
use wireglass_text::lab::RowError;

/// The most rows that are read.
const MOST: usize = 500;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    network: Network,
    next: String,
    metric: u32,
}

impl Entry {
    /// As the table has it.
    pub(super) fn route(&self) -> Route<String> {
        Route { network: self.network, metric: self.metric, next: self.next.clone() }
    }
}

/// What is wrong with a row, and where, in characters of its line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wrong {
    pub(super) kind: RowError,
    pub(super) at: Range<usize>,
}

/// The rows of a table, with their lines and the lines' numbers, from 1. Empty lines and what follows
/// a `#` are passed over.
pub(super) fn rows(text: &str) -> impl Iterator<Item = (usize, &str, Result<Entry, Wrong>)> {
    let lines = text.lines().zip(1..).filter_map(|(line, number)| {
        let line = line.split('#').next().unwrap_or_default();
        (!line.trim().is_empty()).then(|| (number, line, row(line)))
    });
    lines.take(MOST)
}

/// A word of a line, with its place in characters.
struct Word<'a> {
    text: &'a str,
    at: Range<usize>,
}

fn split(line: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut at = 0;
    for piece in line.split(char::is_whitespace) {
        let length = piece.chars().count();
        if length > 0 {
            words.push(Word { text: piece, at: at..at + length });
        }
        at += length + 1;
    }
    words
}

fn row(line: &str) -> Result<Entry, Wrong> {
    let words = split(line);
    // What comes first; there is something, for the line is not empty.
    let Some((first, mut rest)) = words.split_first() else {
        return Err(Wrong { kind: RowError::NoNextHop, at: 0..0 });
    };
    let mut of = first.text.to_owned();
    // `10.0.0.0 255.0.0.0 R1`: the mask is a word of its own.
    if let Some((mask, behind)) = rest.split_first()
        && !first.text.contains(['/', '\u{ff0f}'])
        && mask.text.contains('.')
        && parse(&format!("{} {}", first.text, mask.text)).is_ok_and(|typed| typed.mask.is_some())
    {
        of = format!("{} {}", first.text, mask.text);
        rest = behind;
    }
    let network = network(&of).map_err(|(kind, at)| Wrong {
        kind,
        at: first.at.start + at.start..first.at.start + at.end,
    })?;
    // `via` and `dev` are what commands put before the next hop.
    let mut rest = rest.iter().filter(|word| !matches!(word.text, "via" | "dev"));
    let end = line.trim_end().chars().count();
    let Some(next) = rest.next() else {
        return Err(Wrong { kind: RowError::NoNextHop, at: end..end });
    };
    let metric = match rest.find(|word| word.text != "metric") {
        None => 0,
        Some(word) => {
            let wrong = Wrong { kind: RowError::Metric, at: word.at.clone() };
            word.text.parse().map_err(|_| wrong)?
        }
    };
    Ok(Entry { network, next: next.text.to_owned(), metric })
}

fn network(text: &str) -> Result<Network, (RowError, Range<usize>)> {
    if text == "default" {
        return Ok(Network::ALL);
    }
    let typed = parse(text).map_err(|ParseError { kind, at }| (RowError::Address(kind), at))?;
    let interface = typed.interface();
    let network = interface.network();
    if network.address() == interface.address {
        return Ok(network);
    }
    Err((RowError::HostBits(network), 0..text.chars().count()))
}

#[cfg(test)]
mod tests;
