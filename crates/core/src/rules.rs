//! The rule book: every decision a protocol makes here has a name.
//!
//! A [`Rule`] is an id, a citation and nothing more. A [`Reason`] is a rule
//! *with the numbers that decided it*, such as
//! `AckAcceptable { una: 1000, ack: 1001, nxt: 1001 }`. Events in a trace carry
//! a `Reason`; the `text` crate turns it into a sentence in each language with
//! an exhaustive match, so a rule without words does not compile.
//!
//! To add a rule, add one entry to one of the chapters under `rules/book` and its
//! two sentences to `text`.

mod book;

pub use book::{Reason, Rule};

use serde::{Serialize, Serializer};
use std::fmt;

/// Where a rule comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    /// A section of an RFC.
    Rfc {
        /// The RFC's number.
        number: u16,
        /// The section, such as `3.10.7.3`; an appendix is `A` or `A.1`.
        section: &'static str,
    },
    /// The sockets interface of POSIX.1-2024.
    Posix {
        /// The function whose page says so, such as `listen`.
        function: &'static str,
    },
    /// A clause of an IEEE standard.
    Ieee {
        /// The standard's number and year, such as `802.1D-1998`.
        standard: &'static str,
        /// The clause, such as `8.6.8`.
        clause: &'static str,
    },
    /// The simulated world's own physics: a wire that loses a frame, a host that is off.
    Model,
    /// An inference from a capture: not something that was seen to happen.
    Inference,
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rfc { number, section } if section.starts_with(|c: char| c.is_ascii_digit()) => {
                write!(f, "RFC {number} §{section}")
            }
            Self::Rfc { number, section } => write!(f, "RFC {number} {section}"),
            Self::Posix { function } => write!(f, "POSIX {function}()"),
            Self::Ieee { standard, clause } => write!(f, "IEEE {standard} §{clause}"),
            Self::Model => f.write_str("model"),
            Self::Inference => f.write_str("inference"),
        }
    }
}

impl Source {
    /// Where to read it, for sources that are on the web.
    pub fn url(&self) -> Option<String> {
        match self {
            Self::Rfc { number, section } if section.starts_with(|c: char| c.is_ascii_digit()) => {
                Some(format!("https://www.rfc-editor.org/rfc/rfc{number}#section-{section}"))
            }
            Self::Rfc { number, .. } => Some(format!("https://www.rfc-editor.org/rfc/rfc{number}")),
            Self::Posix { function } => Some(format!(
                "https://pubs.opengroup.org/onlinepubs/9799919799/functions/{function}.html"
            )),
            // Behind a login, each edition somewhere else.
            Self::Ieee { .. } | Self::Model | Self::Inference => None,
        }
    }
}

impl Serialize for Rule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

/// Declares [`Rule`] and [`Reason`] from one list, so that they cannot drift apart.
macro_rules! rule_book {
    ($( $(#[$doc:meta])* $name:ident $({ $($(#[$fdoc:meta])* $field:ident : $type:ty),* $(,)? })? = $id:literal, $source:expr; )*) => {
        /// A named rule. [`Rule::id`] is stable: links and tests refer to it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule { $( $(#[$doc])* $name, )* }

        impl Rule {
            /// Every rule, in the order of the book.
            pub const ALL: &'static [Rule] = &[ $( Rule::$name, )* ];

            /// The rule's stable id, in kebab-case.
            pub const fn id(self) -> &'static str {
                match self { $( Rule::$name => $id, )* }
            }

            /// Where the rule comes from.
            pub const fn source(self) -> Source {
                match self { $( Rule::$name => $source, )* }
            }
        }

        /// A rule and the numbers that decided it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
        #[serde(tag = "rule")]
        pub enum Reason {
            $( $(#[$doc])* #[serde(rename = $id)] $name $({ $($(#[$fdoc])* $field : $type,)* })?, )*
        }

        impl Reason {
            /// The rule alone.
            pub const fn rule(&self) -> Rule {
                match self { $( Reason::$name $({ $($field: _,)* })? => Rule::$name, )* }
            }
        }
    };
}
pub(crate) use rule_book;

#[cfg(test)]
mod tests;
