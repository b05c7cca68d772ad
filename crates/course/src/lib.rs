//! Lessons: what is taught, as data.
//!
//! A lesson is a TOML file: words in both languages, a scenario (hosts, a link,
//! programs of system calls, faults), variants of it, and notes that appear when
//! something first happens. The built-in course is such files, compiled in; a
//! lecturer's own file goes through the same door.
//!
//! | module     | what it holds                                                    |
//! |------------|------------------------------------------------------------------|
//! | `format`   | the file, as serde reads it                                      |
//! | `values`   | `40ms`, `5%`, `10Mbit/s`: how quantities are written             |
//! | `calls`    | `connect Server:80`: how system calls are written                |
//! | `lesson`   | a checked lesson, and the scenario it gives                      |
//! | `tcp`      | what a lesson wants of TCP, as a configuration                   |
//! | `settings` | what a learner may change before a run                           |
//! | `catalog`  | the built-in course                                              |
//! | [`practice`] | exercises on addresses, and what is wrong with an answer       |
//!
//! A lesson that makes no sense is refused with a [`LessonError`] that says
//! where and what was expected; nothing is guessed. Both languages are required
//! of every text: a file without one of them does not parse.
//!
//! This crate knows `sim`, and through it `trace` and `core`.

mod calls;
mod catalog;
mod error;
pub mod format;
mod lesson;
pub mod practice;
mod settings;
mod tcp;
mod values;

pub use catalog::{find, lessons};
pub use error::{CallProblem, LessonError, ValueProblem};
pub use format::Both;
pub use lesson::{Lesson, SideBySide, Variant};
pub use settings::{Kind, Setting, SettingProblem, Settings};
