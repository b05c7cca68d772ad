//! Why a file cannot be used: where, and what was expected there.

use crate::path::Path;
use std::fmt;
use wireglass_core::dns::ZoneError;
use wireglass_core::wire::dns::NameError;
use wireglass_sim::ScenarioError;

/// Something in a file that makes no sense.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LessonError {
    /// Where in the file; empty where it is about the file as a whole.
    pub path: Path,
    /// The same as a place in its text, where there is a text.
    pub place: Option<Box<Place>>,
    /// What is wrong.
    pub problem: Problem,
}

/// A place in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its line, counted from 1.
    pub line: usize,
    /// Its first character in that line, counted from 1.
    pub column: usize,
    /// How many characters of the line it takes; 0 where something is missing.
    pub length: usize,
    /// The line itself.
    pub text: String,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// It is not TOML.
    Syntax {
        /// What the TOML reader says, in English.
        message: String,
    },
    /// There is no such key here.
    UnknownKey {
        /// The key.
        key: String,
        /// One that is much alike.
        meant: Option<&'static str>,
        /// All that there may be.
        known: &'static [&'static str],
    },
    /// A key is missing.
    MissingKey {
        /// The key.
        key: &'static str,
    },
    /// It is of another type.
    WrongType {
        /// What it is.
        found: Found,
        /// What was expected.
        wanted: Wanted,
    },
    /// A value is not written as it must be.
    Value {
        /// The text.
        text: String,
        /// What was expected.
        problem: ValueProblem,
    },
    /// A system call is not understood.
    Call {
        /// The text.
        text: String,
        /// What is wrong with it.
        problem: CallProblem,
    },
    /// A command is refused, as a terminal refuses it.
    Command {
        /// The command as it is written.
        line: String,
        /// What the terminal says.
        says: String,
    },
    /// There is nothing of this name.
    UnknownName {
        /// What was looked for.
        what: Named,
        /// The name.
        name: String,
        /// One that is much alike.
        meant: Option<String>,
    },
    /// Two have the same name, or the same id.
    NameTaken {
        /// The name.
        name: String,
    },
    /// What is said of this host or device can only be said of another kind.
    NotOn {
        /// Its name.
        name: String,
        /// What was expected.
        wanted: Named,
    },
    /// A link has two ends.
    NotTwoEnds {
        /// How many there are.
        found: usize,
    },
    /// No link joins these two.
    NoSuchLink {
        /// The two.
        ends: [String; 2],
    },
    /// A link joins something to itself.
    LinkToItself,
    /// All ports are taken.
    NoPortFree {
        /// Whose.
        device: String,
        /// How many it has.
        ports: u16,
    },
    /// There is no such port.
    NoSuchPort {
        /// Whose.
        device: String,
        /// The port as it is written.
        port: String,
        /// The ports it has.
        ports: Vec<String>,
    },
    /// Another link is there already.
    PortTaken {
        /// Whose.
        device: String,
        /// The port's name.
        port: String,
    },
    /// A host without a link.
    NotConnected {
        /// Its name.
        name: String,
    },
    /// One of these keys is needed, and not more than one.
    NotOneKey {
        /// The keys.
        keys: &'static [&'static str],
        /// How many of them are there.
        found: usize,
    },
    /// A lesson has all of the first four keys, a scenario none of them.
    HalfALesson {
        /// The key that is missing.
        key: &'static str,
    },
    /// There are too many of something.
    TooMany {
        /// How many.
        found: usize,
        /// The most there may be.
        most: usize,
    },
    /// A record of a zone is not understood.
    Record {
        /// The line.
        line: String,
        /// What is wrong with it.
        problem: RecordProblem,
    },
    /// A question cannot be answered as it stands.
    Question(QuestionProblem),
    /// The scenario makes no sense.
    Scenario(ScenarioError),
}

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// A text.
    Text,
    /// A whole number.
    Number(i64),
    /// A number with a fraction.
    Fraction,
    /// `true` or `false`.
    Switch,
    /// A date or time.
    Time,
    /// A list, and how long it is.
    List(usize),
    /// A table.
    Table,
}

/// What was expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// A text.
    Text,
    /// A whole number in this range.
    Number {
        /// The least.
        min: i64,
        /// The most.
        max: i64,
    },
    /// `true` or `false`.
    Switch,
    /// A list.
    List,
    /// So many of a kind.
    Numbers(usize),
    /// A table.
    Table,
    /// A text or a number of bytes.
    Content,
    /// A number, or a word.
    FirstIsn,
    /// One `[link]`, or `[[link]]`.
    Links,
}

/// What a name is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// A host or a device.
    Node,
    /// A host.
    Host,
    /// A host or a router.
    Speaker,
    /// An interface of a router.
    Interface,
    /// A setting.
    Setting,
}

/// What was expected of a value.
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
    /// Wanted an address with its prefix, such as `10.0.1.1/24`.
    NotAnInterface,
    /// Wanted an address with its prefix, `dhcp` or `none`.
    NotAHostAddress,
    /// Wanted a MAC address.
    NotAMac,
    /// A MAC address of a group cannot be a host's.
    GroupMac,
    /// Wanted a route, such as `10.0.3.0/24 via 10.0.2.2`.
    NotARoute,
    /// Wanted a port mapping, such as `tcp 8080 to 192.168.1.20:80`.
    NotAForward,
    /// Wanted two addresses, such as `10.0.1.100 - 10.0.1.199`.
    NotAPool,
    /// The pool is not in the network of the interface that the server is at.
    PoolElsewhere,
    /// Wanted a domain name.
    NotAName(NameError),
    /// Wanted the path of a page, which begins with a slash.
    NotAPath,
    /// Wanted flags, such as `SYN` or `FIN,ACK`.
    NotFlags,
    /// Wanted what a frame carries, such as `ARP request`.
    NotAFrame,
    /// Wanted the id of a field, such as `ip.ttl`.
    NotAField,
    /// Wanted a state, such as `TIME-WAIT`.
    NotAState,
    /// Wanted the id of a rule of the book, such as `persist-started`.
    NotARule,
    /// Wanted an id in kebab-case.
    NotAnId,
    /// Wanted something, and there is nothing.
    Empty,
    /// Wanted a host or a MAC address.
    NotAStation,
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

/// What is wrong with a record of a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordProblem {
    /// Wanted a name, a type and a value.
    TooShort,
    /// There is no such type, or none that can be written here.
    UnknownType,
    /// The value is not what the type needs.
    Value(&'static str),
    /// It cannot be in this zone.
    Zone(ZoneError),
    /// A name in it is none.
    Name(NameError),
}

/// What is wrong with a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QuestionProblem {
    /// None of its choices is right.
    NoRightChoice,
    /// All of its choices are right.
    NoWrongChoice,
    /// The run has nothing of the kind it asks for.
    NotInRun,
    /// What it waits for does not happen in the run.
    NeverAsked,
    /// A wrong answer is the right one.
    MistakeIsRight {
        /// The answer.
        answer: String,
    },
    /// What the run says is not of the kind that is asked for.
    OtherKind {
        /// What the run says.
        answer: String,
    },
}

impl LessonError {
    /// A problem at a place in the file.
    pub(crate) fn at(path: &Path, problem: Problem) -> Self {
        Self { path: path.clone(), place: None, problem }
    }
}

impl From<ScenarioError> for LessonError {
    fn from(error: ScenarioError) -> Self {
        Self { path: Path::default(), place: None, problem: Problem::Scenario(error) }
    }
}

/// In English, for developers and logs; people get the `text` crate's words.
impl fmt::Display for LessonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.place {
            write!(f, "line {}, column {}: ", place.line, place.column)?;
        }
        write!(f, "{}: {:?}", self.path, self.problem)
    }
}

impl std::error::Error for LessonError {}
