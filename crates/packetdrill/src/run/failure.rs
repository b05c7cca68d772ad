//! What differed, and what this runner cannot do.

use std::fmt;

/// Why a script did not pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The line of the script, counted from 1.
    pub line: u32,
    /// What is wrong there.
    pub what: Mismatch,
}

/// What is wrong with a step of a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mismatch {
    /// Something came out otherwise than the script says.
    Differs {
        /// What was compared.
        what: String,
        /// What the script says.
        expected: String,
        /// What it was.
        got: String,
    },
    /// The script asks for something that this runner, or the endpoint, does not have.
    Unsupported(String),
}

impl Mismatch {
    /// `what` should have been `expected` and is `got`.
    pub fn differs(
        what: impl Into<String>,
        expected: impl fmt::Display,
        got: impl fmt::Display,
    ) -> Self {
        Self::Differs { what: what.into(), expected: expected.to_string(), got: got.to_string() }
    }

    /// `what` is not known here.
    pub fn unsupported(what: impl Into<String>) -> Self {
        Self::Unsupported(what.into())
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Differs { what, expected, got } => {
                write!(f, "{what} (expected {expected}, got {got})")
            }
            Self::Unsupported(what) => write!(f, "not supported: {what}"),
        }
    }
}

impl std::error::Error for Failure {}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.line, self.what)
    }
}
