//! Where one is: what the part of the address behind `#` says, and how it is written.

use crate::state::{LessonLink, Problem};
use wireglass_course::{Chapter, chapter_of};

/// What stands behind `#`, taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Address {
    path: String,
    /// Names and values, in the order written.
    pub(crate) pairs: Vec<(String, String)>,
}

impl Address {
    /// Takes it apart; there is nothing that cannot be.
    pub(crate) fn parse(hash: &str) -> Self {
        let hash = hash.trim_start_matches('#');
        let (path, query) = hash.split_once('?').unwrap_or((hash, ""));
        let pairs = query
            .split('&')
            .filter(|pair| !pair.is_empty())
            .map(|pair| {
                let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                (decode(name), decode(value))
            })
            .collect();
        Self { path: path.to_owned(), pairs }
    }

    /// The parts of the path.
    pub(crate) fn parts(&self) -> Vec<&str> {
        self.path.split('/').filter(|part| !part.is_empty()).collect()
    }

    /// Whose it is: `static/programs.js` must say the same.
    pub(crate) fn program(&self) -> Program {
        match self.parts().as_slice() {
            ["addresses" | "practice" | "proof"] => Program::Labs,
            ["lesson", id] if chapter_of(id).is_some_and(Chapter::is_of_networks) => {
                Program::Networks
            }
            ["sandbox"] => Program::Networks,
            _ => Program::Player,
        }
    }
}

/// The programs of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Program {
    /// Lessons of TCP, captures, and the home page.
    Player,
    /// Lessons of networks.
    Networks,
    /// The address lab, exercises, and how this is proved.
    Labs,
}

/// A place of the player, with or without networks.
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
    /// The home page with the help open.
    Help,
    /// The sandbox, and the network that the address brings.
    Sandbox(Option<String>),
    /// One of the labs', which are another program.
    OfLabs,
}

impl Route {
    /// Reads what stands behind `#`. What cannot be read is told and left out.
    pub(crate) fn parse(hash: &str) -> (Self, Vec<Problem>) {
        let address = Address::parse(hash);
        let pairs = &address.pairs;
        let mut problems = Vec::new();
        let route = match address.parts().as_slice() {
            _ if address.program() == Program::Labs => Self::OfLabs,
            [] => Self::Home,
            ["lesson", id] => Self::Lesson(LessonLink::parse(&decode(id), pairs, &mut problems)),
            ["capture"] => Self::Capture,
            ["capture", "conversation"] => {
                let step = pairs.iter().find(|(name, _)| name == "step");
                Self::Conversation(step.and_then(|(_, step)| step.parse().ok()).unwrap_or(0))
            }
            ["sandbox"] => {
                let packed = pairs.iter().find(|(name, _)| name == "net");
                Self::Sandbox(packed.map(|(_, packed)| packed.clone()))
            }
            ["help"] => Self::Help,
            _ => {
                problems.push(Problem::NoSuchPage);
                Self::Home
            }
        };
        (route, problems)
    }

    /// The address, from `#` on.
    pub(crate) fn href(&self) -> String {
        match self {
            Self::Home | Self::OfLabs => "#/".to_owned(),
            Self::Capture => "#/capture".to_owned(),
            Self::Conversation(0) => "#/capture/conversation".to_owned(),
            Self::Conversation(step) => format!("#/capture/conversation?step={step}"),
            Self::Help => "#/help".to_owned(),
            Self::Sandbox(None) => "#/sandbox".to_owned(),
            Self::Sandbox(Some(packed)) => format!("#/sandbox?net={packed}"),
            Self::Lesson(link) => {
                with_query(format!("#/lesson/{}", encode(&link.lesson)), &link.pairs())
            }
        }
    }
}

/// An address with a query behind it.
pub(crate) fn with_query<N: AsRef<str>>(mut href: String, pairs: &[(N, String)]) -> String {
    for (index, (name, value)) in pairs.iter().enumerate() {
        href.push(if index == 0 { '?' } else { '&' });
        href.push_str(&encode(name.as_ref()));
        href.push('=');
        href.push_str(&encode(value));
    }
    href
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
