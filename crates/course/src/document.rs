//! A TOML document with the place of everything in it.
//!
//! The reader of TOML is a crate's; what it reads is kept here as a plain tree, from which
//! serde reads the file's types ([`read`]). Every mistake is then a value with a place, and
//! not a sentence: the sentences are made in `text`, in both languages.

mod read;

use crate::error::{Found, LessonError, Place, Problem};
use crate::path::{Path, Step};
use serde::de::DeserializeOwned;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The longest file that is read, in bytes: far longer than any lesson.
const MOST_BYTES: usize = 1 << 20;
/// Mistakes beyond so many are not told: the first ones come first.
const MOST_MISTAKES: usize = 50;

/// Something in a document.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    /// Its bytes in the text.
    span: Range<usize>,
    value: Value,
}

#[derive(Clone, Debug)]
enum Value {
    Text(String),
    Number(i64),
    Fraction,
    Switch(bool),
    Time,
    List(Vec<Node>),
    Table(Vec<Entry>),
    /// Taken out, because it cannot be read.
    Gone,
}

#[derive(Clone, Debug)]
struct Entry {
    key: String,
    span: Range<usize>,
    node: Node,
}

/// A document, and the text it was read from.
#[derive(Debug)]
pub(crate) struct Document<'a> {
    text: &'a str,
    root: Node,
}

impl<'a> Document<'a> {
    /// Reads a document.
    pub(crate) fn parse(text: &'a str) -> Result<Self, Vec<LessonError>> {
        if text.len() > MOST_BYTES {
            let problem = Problem::TooMany { found: text.len(), most: MOST_BYTES };
            return Err(vec![LessonError::at(&Path::default(), problem)]);
        }
        let (table, errors) = DeTable::parse_recoverable(text);
        let errors: Vec<LessonError> = errors
            .iter()
            .take(MOST_MISTAKES)
            .map(|error| LessonError {
                path: Path::default(),
                place: error.span().map(|span| Box::new(place(text, &span))),
                problem: Problem::Syntax { message: error.message().to_owned() },
            })
            .collect();
        if errors.is_empty() { Ok(Self { text, root: root(table) }) } else { Err(errors) }
    }

    /// Reads a type from it, or tells everything that keeps it from being one.
    ///
    /// What cannot be read is taken out, and the rest read again; what is missing only
    /// because it was taken out is not told.
    pub(crate) fn read<T: DeserializeOwned>(mut self) -> Result<(T, Self), Vec<LessonError>> {
        let mut mistakes = Vec::new();
        let mut taken: Vec<Path> = Vec::new();
        loop {
            let mistake = match T::deserialize(&self.root) {
                Ok(value) if mistakes.is_empty() => return Ok((value, self)),
                Ok(_) => return Err(mistakes),
                Err(mistake) => mistake,
            };
            let (path, missing) = match &mistake.problem {
                Problem::MissingKey { key } => (mistake.path.clone(), Some(*key)),
                Problem::UnknownKey { key, .. } => (mistake.path.key(key.clone()), None),
                _ => (mistake.path.clone(), None),
            };
            let follows = missing.is_some_and(|key| taken.contains(&mistake.path.key(key)));
            if !follows {
                mistakes.push(LessonError {
                    place: mistake.span.map(|span| Box::new(place(self.text, &span))),
                    path: mistake.path,
                    problem: mistake.problem,
                });
            }
            if mistakes.len() >= MOST_MISTAKES || !self.root.take_out(path.steps()) {
                return Err(mistakes);
            }
            taken.push(path);
        }
    }

    /// Says where in the text a mistake is.
    pub(crate) fn locate(&self, mut mistake: LessonError) -> LessonError {
        if mistake.place.is_none() {
            let span = self.root.find(mistake.path.steps());
            let span = part(&mistake.problem)
                .and_then(|part| within(self.text, &span, part))
                .unwrap_or(span);
            mistake.place = Some(Box::new(place(self.text, &span)));
        }
        mistake
    }
}

/// What of a longer text a mistake is about.
fn part(problem: &Problem) -> Option<&str> {
    match problem {
        Problem::Record { line, .. } => Some(line),
        Problem::UnknownName { name, .. } => Some(name),
        _ => None,
    }
}

/// Where `part` stands in what `span` covers.
fn within(text: &str, span: &Range<usize>, part: &str) -> Option<Range<usize>> {
    let start = span.start + text.get(span.clone())?.find(part)?;
    Some(start..start + part.len())
}

fn place(text: &str, span: &Range<usize>) -> Place {
    let start = floor(text, span.start);
    let end = floor(text, span.end).max(start);
    let (before, after) = text.split_at(start);
    let begin = before.rfind('\n').map_or(0, |at| at + 1);
    let rest = after.find('\n').map_or(text.len(), |at| start + at);
    let line = text[begin..rest].trim_end_matches('\r');
    Place {
        line: before.matches('\n').count() + 1,
        column: text[begin..start].chars().count() + 1,
        length: text[start..end.min(begin + line.len()).max(start)].chars().count(),
        text: line.to_owned(),
    }
}

/// The start of the character a byte belongs to.
fn floor(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

fn root(table: Spanned<DeTable<'_>>) -> Node {
    Node { span: 0..0, value: Value::Table(entries(table.into_inner())) }
}

fn entries(table: DeTable<'_>) -> Vec<Entry> {
    let entry = |(key, value): (Spanned<_>, Spanned<DeValue<'_>>)| {
        let span = key.span();
        let key: std::borrow::Cow<'_, str> = key.into_inner();
        Entry { key: key.into_owned(), span, node: node(value) }
    };
    let mut entries: Vec<Entry> = table.into_iter().map(entry).collect();
    entries.sort_by_key(|entry| entry.span.start);
    entries
}

fn node(value: Spanned<DeValue<'_>>) -> Node {
    let span = value.span();
    let value = match value.into_inner() {
        DeValue::String(text) => Value::Text(text.into_owned()),
        DeValue::Integer(number) => {
            let read = i64::from_str_radix(number.as_str(), number.radix());
            read.map_or(Value::Fraction, Value::Number)
        }
        DeValue::Float(_) => Value::Fraction,
        DeValue::Boolean(on) => Value::Switch(on),
        DeValue::Datetime(_) => Value::Time,
        DeValue::Array(items) => Value::List(items.into_iter().map(node).collect()),
        DeValue::Table(table) => Value::Table(entries(table)),
    };
    Node { span, value }
}

impl Node {
    /// What it is; `None` for what was taken out.
    fn found(&self) -> Option<Found> {
        Some(match &self.value {
            Value::Text(_) => Found::Text,
            Value::Number(number) => Found::Number(*number),
            Value::Fraction => Found::Fraction,
            Value::Switch(_) => Found::Switch,
            Value::Time => Found::Time,
            Value::List(items) => Found::List(items.len()),
            Value::Table(_) => Found::Table,
            Value::Gone => return None,
        })
    }

    /// The bytes of what a path leads to, or of what it leads to as far as it goes.
    fn find(&self, path: &[Step]) -> Range<usize> {
        let Some((step, rest)) = path.split_first() else { return self.span.clone() };
        match (step, &self.value) {
            (Step::Key(key), Value::Table(entries)) => {
                let entry = entries.iter().find(|entry| entry.key == *key);
                entry.map_or_else(|| self.span.clone(), |entry| entry.node.find(rest))
            }
            (Step::Index(index), Value::List(items)) => {
                items.get(*index).map_or_else(|| self.span.clone(), |item| item.find(rest))
            }
            // One table where there may be a list of them.
            (Step::Index(0), Value::Table(_)) => self.find(rest),
            _ => self.span.clone(),
        }
    }

    /// Takes out what a path leads to. Whether there was anything.
    fn take_out(&mut self, path: &[Step]) -> bool {
        let Some((step, rest)) = path.split_first() else {
            let there = !matches!(self.value, Value::Gone);
            self.value = Value::Gone;
            return there;
        };
        match (step, &mut self.value) {
            (Step::Key(key), Value::Table(entries)) => {
                let Some(at) = entries.iter().position(|entry| entry.key == *key) else {
                    return false;
                };
                if rest.is_empty() {
                    entries.remove(at);
                    return true;
                }
                entries[at].node.take_out(rest)
            }
            (Step::Index(index), Value::List(items)) => {
                items.get_mut(*index).is_some_and(|item| item.take_out(rest))
            }
            (Step::Index(0), Value::Table(_)) => self.take_out(rest),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests;
