//! Why a text is not a script.

use std::fmt;

/// A place in a script at which reading it had to stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    /// The line, counted from 1.
    pub line: u32,
    /// The column, counted from 1, in characters.
    pub column: u32,
    /// What is wrong there.
    pub what: Problem,
}

/// What can be wrong with a script's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Something else was to stand here.
    Expected(&'static str),
    /// Begun and never ended: a comment, string, command or `#ifdef`.
    Unfinished(&'static str),
    /// `#else` or `#endif` without its `#ifdef`.
    Unmatched(&'static str),
    /// A number that does not fit its field.
    OutOfRange {
        /// What the number is.
        what: &'static str,
        /// The most it can be.
        max: u64,
    },
    /// A sequence range whose end is not its beginning and its length.
    RangeLength {
        /// The first number.
        start: u32,
        /// The number after the last.
        end: u32,
        /// The length it claims.
        len: u32,
    },
    /// Words that mean nothing here.
    Unknown {
        /// What they would be.
        what: &'static str,
        /// The words.
        found: String,
    },
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "column {}: {}", self.column, self.what)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Expected(what) => write!(f, "expected {what}"),
            Self::Unfinished(what) => write!(f, "{what} is never ended"),
            Self::Unmatched(what) => write!(f, "{what} without #ifdef"),
            Self::OutOfRange { what, max } => write!(f, "{what} cannot be more than {max}"),
            Self::RangeLength { start, end, len } => {
                write!(f, "from {start} to {end} there are not {len} numbers")
            }
            Self::Unknown { what, found } => write!(f, "unknown {what} `{found}`"),
        }
    }
}

impl std::error::Error for ParseError {}
