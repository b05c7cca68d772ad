//! Domain names (RFC 1035 §3.1, §4.1.4): labels, and pointers to names that stood before.

use crate::wire::{LayerKind, Malformed, MalformedKind, be16};
use serde::{Serialize, Serializer};
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

/// The most bytes a label has.
pub const MAX_LABEL: usize = 63;
/// The most bytes a name takes, the lengths of its labels and the root's zero included.
pub const MAX_NAME: usize = 255;
/// The furthest place a pointer can point to.
const MAX_POINTER: usize = 0x3fff;

/// A domain name, absolute. Upper and lower case are kept, and are the same name
/// (RFC 4343).
#[derive(Clone, Debug)]
pub struct Name {
    /// As on the wire, without pointers: the root's zero is the last byte.
    wire: Vec<u8>,
}

/// Why a text is no domain name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NameError {
    /// Nothing between two dots, or nothing at all.
    EmptyLabel,
    /// More than 63 bytes between two dots.
    LabelTooLong,
    /// More than 255 bytes in all.
    TooLong,
    /// A backslash that is not followed by a character or by three digits up to 255.
    BadEscape,
}

impl Name {
    /// The root: the name of no labels.
    pub fn root() -> Self {
        Self { wire: vec![0] }
    }

    /// A name of these labels.
    ///
    /// # Errors
    /// [`NameError`] if a label is empty or too long, or all of them together are.
    pub fn from_labels<L: AsRef<[u8]>>(
        labels: impl IntoIterator<Item = L>,
    ) -> Result<Self, NameError> {
        let mut wire = Vec::new();
        for label in labels {
            let label = label.as_ref();
            let length = u8::try_from(label.len()).ok().filter(|&n| usize::from(n) <= MAX_LABEL);
            wire.push(match length {
                Some(0) => return Err(NameError::EmptyLabel),
                Some(length) => length,
                None => return Err(NameError::LabelTooLong),
            });
            wire.extend_from_slice(label);
            if wire.len() >= MAX_NAME {
                return Err(NameError::TooLong);
            }
        }
        wire.push(0);
        Ok(Self { wire })
    }

    /// The name as on the wire, without pointers.
    pub fn as_bytes(&self) -> &[u8] {
        &self.wire
    }

    /// The labels, from the host towards the root; the root itself has none.
    pub fn labels(&self) -> impl Iterator<Item = &[u8]> {
        let mut rest = self.wire.as_slice();
        std::iter::from_fn(move || {
            let (&length, tail) = rest.split_first().filter(|(length, _)| **length > 0)?;
            let (label, tail) = tail.split_at_checked(length.into())?;
            rest = tail;
            Some(label)
        })
    }

    /// Whether it is the root.
    pub fn is_root(&self) -> bool {
        self.wire.len() == 1
    }

    /// The name one label nearer to the root; none for the root.
    pub fn parent(&self) -> Option<Self> {
        let first = self.labels().next()?.len() + 1;
        Some(Self { wire: self.wire.get(first..)?.to_vec() })
    }

    /// Whether it is `zone` or lies below it.
    pub fn is_within(&self, zone: &Self) -> bool {
        let mut suffix = self.wire.as_slice();
        while suffix.len() > zone.wire.len() {
            let Some(rest) = suffix.get(usize::from(suffix[0]) + 1..) else { return false };
            suffix = rest;
        }
        suffix.eq_ignore_ascii_case(&zone.wire)
    }

    /// Reads the name at `at` in a message, and says where it ends there. Each pointer leads to
    /// a place before the part that holds it, so that this ends.
    ///
    /// # Errors
    /// [`Malformed`] if the message ends before the name does, it is longer than 255 bytes, a
    /// length is neither a label's nor a pointer, or a pointer does not lead back.
    pub fn read(message: &[u8], at: usize) -> Result<(Self, usize), Malformed> {
        let mut wire = Vec::new();
        let mut end = None;
        // Where this part begins, and where reading is.
        let (mut part, mut here) = (at, at);
        loop {
            let bad = Malformed { layer: LayerKind::Dns, at: here, what: MalformedKind::BadName };
            let short = |need| Malformed::too_short(LayerKind::Dns, need, message.len());
            let &length = message.get(here).ok_or(short(here + 1))?;
            match length {
                0 => {
                    wire.push(0);
                    return Ok((Self { wire }, end.unwrap_or(here + 1)));
                }
                1..=63 => {
                    let next = here + 1 + usize::from(length);
                    let label = message.get(here..next).ok_or(short(next))?;
                    if wire.len() + label.len() >= MAX_NAME {
                        return Err(bad);
                    }
                    wire.extend_from_slice(label);
                    here = next;
                }
                0xc0.. => {
                    if here + 2 > message.len() {
                        return Err(short(here + 2));
                    }
                    let target = usize::from(be16(message, here) & 0x3fff);
                    if target >= part {
                        return Err(bad);
                    }
                    end = end.or(Some(here + 2));
                    (part, here) = (target, target);
                }
                64..=0xbf => return Err(bad),
            }
        }
    }
}

/// Whether the name at `at`, which can be read, ends there in a pointer.
pub(super) fn ends_in_pointer(message: &[u8], mut at: usize) -> bool {
    while let Some(&length @ 1..=63) = message.get(at) {
        at += 1 + usize::from(length);
    }
    message.get(at).is_some_and(|&length| length >= 0xc0)
}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        self.wire.eq_ignore_ascii_case(&other.wire)
    }
}

impl Eq for Name {}

impl Hash for Name {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_usize(self.wire.len());
        for byte in &self.wire {
            state.write_u8(byte.to_ascii_lowercase());
        }
    }
}

/// By label from the root down (RFC 4034 §6.1), so that a zone's names lie together.
impl Ord for Name {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let key = |name: &Self| -> Vec<Vec<u8>> {
            let mut labels: Vec<_> = name.labels().map(<[u8]>::to_ascii_lowercase).collect();
            labels.reverse();
            labels
        };
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for Name {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// As zone files write it (RFC 1035 §5.1): with a dot at the end, and a backslash before what
/// would be read otherwise.
impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_root() {
            return f.write_str(".");
        }
        for label in self.labels() {
            for &byte in label {
                match byte {
                    b'.' | b'\\' => write!(f, "\\{}", char::from(byte))?,
                    0x21..=0x7e => write!(f, "{}", char::from(byte))?,
                    _ => write!(f, "\\{byte:03}")?,
                }
            }
            f.write_str(".")?;
        }
        Ok(())
    }
}

/// Takes what [`fmt::Display`] writes; the dot at the end may be missing.
impl FromStr for Name {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        if text == "." {
            return Ok(Self::root());
        }
        let mut labels: Vec<Vec<u8>> = vec![Vec::new()];
        let mut bytes = text.bytes();
        while let Some(byte) = bytes.next() {
            let byte = match byte {
                b'.' => {
                    labels.push(Vec::new());
                    continue;
                }
                b'\\' => escaped(&mut bytes)?,
                byte => byte,
            };
            if let Some(label) = labels.last_mut() {
                label.push(byte);
            }
        }
        if labels.len() > 1 && labels.last().is_some_and(Vec::is_empty) {
            labels.pop();
        }
        Self::from_labels(labels)
    }
}

/// What follows a backslash: three digits, or a character that stands for itself.
fn escaped(bytes: &mut impl Iterator<Item = u8>) -> Result<u8, NameError> {
    let first = bytes.next().ok_or(NameError::BadEscape)?;
    if !first.is_ascii_digit() {
        return Ok(first);
    }
    let mut number = u16::from(first - b'0');
    for _ in 0..2 {
        let digit = bytes.next().filter(u8::is_ascii_digit).ok_or(NameError::BadEscape)?;
        number = number * 10 + u16::from(digit - b'0');
    }
    u8::try_from(number).map_err(|_| NameError::BadEscape)
}

impl Serialize for Name {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Names written so far into a message, to point back to.
pub(super) struct Names {
    /// Where the message begins in the output.
    start: usize,
    /// Each name and each of its tails, and where it stands in the message.
    seen: Vec<(Vec<u8>, u16)>,
}

impl Names {
    pub(super) const fn new(start: usize) -> Self {
        Self { start, seen: Vec::new() }
    }

    /// Writes a name, pointing to the longest tail that stood before. Case counts here, so that
    /// what is read is what was written.
    pub(super) fn write(&mut self, name: &Name, out: &mut Vec<u8>) {
        let mut rest = name.wire.as_slice();
        while let Some((&length, _)) = rest.split_first().filter(|(length, _)| **length > 0) {
            if let Some((_, place)) = self.seen.iter().find(|(tail, _)| tail == rest) {
                out.extend_from_slice(&(0xc000 | place).to_be_bytes());
                return;
            }
            let place = out.len() - self.start;
            if let Ok(place @ 0..=0x3fff) = u16::try_from(place.min(MAX_POINTER + 1)) {
                self.seen.push((rest.to_vec(), place));
            }
            let (label, tail) = rest.split_at((usize::from(length) + 1).min(rest.len()));
            out.extend_from_slice(label);
            rest = tail;
        }
        out.push(0);
    }
}

#[cfg(test)]
mod tests;
