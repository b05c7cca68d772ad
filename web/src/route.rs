//! Where one is: what the part of the address behind `#` says, and how it is written.

use crate::practice::Place;
use crate::state::{LessonLink, Problem};

/// A page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Route {
    /// The home page.
    Home,
    /// A lesson.
    Lesson(LessonLink),
    /// The list of a capture's conversations.
    Capture,
    /// A conversation of the capture that is open, at a position.
    Conversation(usize),
    /// Exercises.
    Practice(Place),
    /// How it is proved.
    Proof,
    /// The home page with the help open.
    Help,
}

impl Route {
    /// Reads what stands behind `#`. What cannot be read is told and left out.
    pub(crate) fn parse(hash: &str) -> (Self, Vec<Problem>) {
        let hash = hash.trim_start_matches('#');
        let (path, query) = hash.split_once('?').unwrap_or((hash, ""));
        let pairs: Vec<(String, String)> = query
            .split('&')
            .filter(|pair| !pair.is_empty())
            .map(|pair| {
                let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                (decode(name), decode(value))
            })
            .collect();
        let mut problems = Vec::new();
        let parts: Vec<_> = path.split('/').filter(|part| !part.is_empty()).collect();
        let route = match parts.as_slice() {
            [] => Self::Home,
            ["lesson", id] => Self::Lesson(LessonLink::parse(&decode(id), &pairs, &mut problems)),
            ["capture"] => Self::Capture,
            ["capture", "conversation"] => {
                let step = pairs.iter().find(|(name, _)| name == "step");
                Self::Conversation(step.and_then(|(_, step)| step.parse().ok()).unwrap_or(0))
            }
            ["practice"] => Self::Practice(Place::parse(&pairs, &mut problems)),
            ["proof"] => Self::Proof,
            ["help"] => Self::Help,
            _ => {
                problems.push(Problem::NoSuchPage);
                Self::Home
            }
        };
        (route, problems)
    }

    /// Whether it is the labs' rather than the player's. `static/labs.js` must say the same.
    pub(crate) const fn is_of_labs(&self) -> bool {
        matches!(self, Self::Proof | Self::Practice(_))
    }

    /// The address, from `#` on.
    pub(crate) fn href(&self) -> String {
        match self {
            Self::Home => "#/".to_owned(),
            Self::Capture => "#/capture".to_owned(),
            Self::Conversation(0) => "#/capture/conversation".to_owned(),
            Self::Conversation(step) => format!("#/capture/conversation?step={step}"),
            Self::Practice(place) => place.href(),
            Self::Proof => "#/proof".to_owned(),
            Self::Help => "#/help".to_owned(),
            Self::Lesson(link) => {
                let mut href = format!("#/lesson/{}", encode(&link.lesson));
                for (index, (name, value)) in link.pairs().iter().enumerate() {
                    href.push(if index == 0 { '?' } else { '&' });
                    href.push_str(&encode(name));
                    href.push('=');
                    href.push_str(&encode(value));
                }
                href
            }
        }
    }
}

/// Percent-encodes whatever is not plain in a link's fragment.
fn encode(text: &str) -> String {
    use std::fmt::Write as _;
    text.bytes().fold(String::with_capacity(text.len()), |mut out, byte| {
        match byte {
            b'a'..=b'z'
            | b'A'..=b'Z'
            | b'0'..=b'9'
            | b'-'
            | b'.'
            | b'_'
            | b'~'
            | b':'
            | b','
            | b'/' => out.push(char::from(byte)),
            // Writing to a String cannot fail.
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
        out
    })
}

/// Undoes percent-encoding; what is not well-formed stays as it is.
fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let hex = text.get(at + 1..at + 3).filter(|_| byte == b'%');
        if let Some(decoded) = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            out.push(decoded);
            at += 3;
        } else {
            out.push(byte);
            at += 1;
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests;
