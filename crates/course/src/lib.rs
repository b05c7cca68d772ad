//! Lessons: what is taught, as data.
//!
//! A lesson is a TOML file: words in both languages, a scenario (hosts, devices, links,
//! services, programs, faults), variants of it, notes that appear when something first
//! happens, and questions. The built-in course is such files, compiled in; a lecturer's own
//! file goes through the same door. A file without the words is a scenario alone.
//!
//! | module       | what it holds                                                    |
//! |--------------|------------------------------------------------------------------|
//! | [`mod@format`] | the file, as serde reads it                                      |
//! | `document`   | TOML with the place of everything in it                          |
//! | `build`      | from a file to a scenario                                        |
//! | `values`     | `40ms`, `5%`, `10Mbit/s`: how quantities are written             |
//! | `calls`      | `connect Server:80`: how system calls are written                |
//! | `lesson`     | a checked lesson, and the scenario it gives                      |
//! | `cue`        | what notes and questions wait for                                |
//! | `question`   | questions, and what is right                                     |
//! | `tcp`        | what a lesson wants of TCP, as a configuration                   |
//! | `settings`   | what a learner may change before a run                           |
//! | `catalog`    | the built-in course                                              |
//! | [`practice`] | exercises on addresses, and what is wrong with an answer         |
//! | [`sandbox`]  | networks under construction: edits, undo, what will not work     |
//!
//! A lesson that makes no sense is refused with a [`LessonError`] for everything that is
//! wrong: where, and what was expected; nothing is guessed. Both languages are required of
//! every text: a file without one of them does not parse.
//!
//! This crate knows `shell` and `sim`, and through them `trace` and `core`.

mod build;
mod calls;
mod catalog;
mod cue;
#[cfg(feature = "toml")]
mod document;
mod error;
pub mod format;
mod lesson;
mod nearest;
mod path;
pub mod practice;
mod problems;
mod question;
pub mod sandbox;
#[cfg(feature = "schema")]
mod schema;
mod settings;
mod tcp;
mod values;
mod write;

pub use catalog::{Card, Chapter, cards, cards_of, chapter_of, find, find_any, lessons, networks};
pub use error::{
    CallProblem, Found, LessonError, Named, Place, Problem, QuestionProblem, RecordProblem,
    ValueProblem, Wanted,
};
pub use format::Both;
pub use lesson::{Lesson, SideBySide, Stage, Variant};
pub use path::{Path, Step};
pub use question::{Answer, AnswerKind, Asked, Choice, Looked, Question, Typed, Verdict};
#[cfg(feature = "schema")]
pub use schema::schema;
pub use settings::{Kind, Setting, SettingProblem, Settings};
