//! The terminal of a simulated host: what is typed, and what is printed.
//!
//! * [`parse`] reads a command line as a shell and then the tool itself would, and says
//!   what it means: a [`Command`], which the simulator can run or the page does itself, or
//!   a [`Refusal`] in the tool's own words.
//! * [`complete`] says what the Tab key may add.
//! * [`output`] says what a command has printed by a position: a pure function of
//!   *(trace, position, task)*. Nothing keeps the state of a terminal, so stepping back
//!   takes lines away again. Each [`Line`] knows the event it came from.
//!
//! | module     | what it holds                                                       |
//! |------------|---------------------------------------------------------------------|
//! | `words`    | how a shell takes a line apart                                      |
//! | `options`  | how tools read their options (`getopt`)                             |
//! | `command`  | what a line means, and how it is refused                            |
//! | `context`  | what must be known of the host and its network                      |
//! | `tools`    | the grammar of each tool                                            |
//! | `complete` | the Tab key                                                         |
//! | `output`   | what each tool prints                                               |
//!
//! A tool that is here takes the options that `docs/terminal.md` lists. A wrong command or
//! argument is answered as the real tool answers it; an option that the real tool has and
//! this one has not says that it is not simulated, and never does something else instead.
//!
//! What tools print is English, as the real tools print it, whatever the language of the page;
//! what `help` and `man` say is the page's words, and lives in `text`. Like every room below
//! the page, this one has no IO and no clock.

mod command;
mod complete;
mod context;
mod options;
mod output;
mod tools;
mod words;

pub use command::{Builtin, Command, Printed, Refusal, Run, Stream, Tool};
pub use complete::complete;
pub use context::Context;
pub use output::{Line, Output, output};
pub use tools::parse;
