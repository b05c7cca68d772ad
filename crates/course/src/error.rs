//! Why a lesson cannot be used.

use std::fmt;
use wireglass_sim::ScenarioError;

/// Why a lesson file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LessonError {
    /// It is not TOML, or has a key that is missing, unknown or of another type.
    Syntax {
        /// Line, counted from 1; 0 where it is not known.
        line: usize,
        /// Column, counted from 1; 0 where it is not known.
        column: usize,
        /// What the TOML reader says, in English.
        message: String,
    },
    /// A value is not written as it must be.
    Value {
        /// The key it stands at, such as `link.delay`.
        key: String,
        /// The text.
        text: String,
        /// What is wrong with it.
        problem: ValueProblem,
    },
    /// A system call of a program is not understood.
    Call {
        /// The host the program runs on.
        host: String,
        /// Which call, counted from 1.
        number: usize,
        /// The text.
        text: String,
        /// What is wrong with it.
        problem: CallProblem,
    },
    /// It names a host that the lesson does not have.
    UnknownHost {
        /// The key it stands at.
        key: String,
        /// The name.
        name: String,
    },
    /// The scenario makes no sense.
    Scenario(ScenarioError),
}

/// What is wrong with a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueProblem {
    /// Wanted a length of time, such as `40ms`, `1.5s` or `2min`.
    NotADuration,
    /// Wanted a share, such as `5%` or `0.1%`.
    NotAShare,
    /// Wanted a rate, such as `10Mbit/s`.
    NotARate,
    /// Wanted a whole number in this range.
    NotInRange {
        /// The least.
        min: u64,
        /// The most.
        max: u64,
    },
    /// Wanted an IPv4 address.
    NotAnAddress,
    /// Wanted flags, such as `SYN` or `FIN,ACK`.
    NotFlags,
    /// Wanted a state, such as `TIME-WAIT`.
    NotAState,
    /// Wanted the id of a rule of the book, such as `persist-started`.
    NotARule,
    /// Wanted one of these words.
    NotOneOf(&'static [&'static str]),
}

/// What is wrong with a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallProblem {
    /// There is no such call.
    UnknownCall,
    /// Something is missing behind it.
    Missing(&'static str),
    /// What stands behind it is not what it needs.
    Expected(&'static str),
    /// There is more than it needs.
    TooMuch,
}

/// In English, for developers and logs; people get the `text` crate's words.
impl fmt::Display for LessonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax { line, column, message } => {
                write!(f, "line {line}, column {column}: {message}")
            }
            Self::Value { key, text, problem } => write!(f, "{key}: `{text}`: {problem:?}"),
            Self::Call { host, number, text, problem } => {
                write!(f, "call {number} of {host}: `{text}`: {problem:?}")
            }
            Self::UnknownHost { key, name } => write!(f, "{key}: there is no host `{name}`"),
            Self::Scenario(error) => write!(f, "{error:?}"),
        }
    }
}

impl std::error::Error for LessonError {}
