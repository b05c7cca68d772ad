//! The words a person reads, in English and in Simplified Chinese.
//!
//! Every other room speaks in enums: rules with the numbers that decided them,
//! fields, faults, events. This room turns each into sentences. It is pure, and
//! it is the only place with words, so that a translator has one place to look
//! at and a language cannot be forgotten: every text is an exhaustive match, or
//! a list whose completeness is checked while compiling, with both languages
//! side by side. A rule, a field or an error without words does not compile.
//!
//! | module      | what it says                                                     |
//! |-------------|------------------------------------------------------------------|
//! | [`Lang`]    | which languages there are                                        |
//! | [`Markup`]  | text with light emphasis: code boxes and a highlighted clause    |
//! | `rules`     | why: a sentence and a formula for each rule of the book          |
//! | `story`     | what happened in a step and why, as a teacher would tell it      |
//! | [`addr`]    | addresses: what is wrong with them, what they are, why plans are as they are |
//! | `actions`   | system calls, results, what-ifs and comparisons                  |
//! | `terms`     | states, variables, timers, anomalies, errors of calls            |
//! | `wire`      | layers, fields, meanings, verdicts, malformed packets            |
//! | `capture`   | what is wrong with a capture file                                |
//! | `course`    | what is wrong with a lesson or a setting                         |
//! | [`diagram`] | the few words inside diagrams                                    |
//! | `problems`  | what is wrong with a scenario or a what-if                       |
//! | [`terminal`] | what the command line says                                      |
//! | `ui`        | the labels and messages of the page                              |
//! | [`practice`] | exercises: questions, mistakes, solutions                        |
//! | [`proof`]   | those of the page "How this is proved"                            |
//! | [`lab`]     | the words of the address lab                                     |
//! | [`sandbox`] | those of the sandbox, and what will not work in a network        |
//! | [`shell`]   | what `help` and `man` say in the terminal of a host               |
//! | [`panels`]  | those of the inspector and of the page that opens captures       |
//!
//! Sentences are plain and short, in the present tense, and name who acts. A
//! name that comes from data is escaped ([`Esc`]), so that it cannot pass for
//! emphasis. Protocol names, states and variables keep their names in Chinese.

mod actions;
pub mod addr;
mod capture;
mod course;
pub mod diagram;
mod files;
pub mod lab;
mod lang;
#[cfg(test)]
mod lint;
mod markup;
pub mod network;
pub mod panels;
pub mod practice;
mod problems;
pub mod proof;
mod rules;
pub mod sandbox;
pub mod shell;
mod story;
pub mod terminal;
mod terms;
mod ui;
mod wire;
mod words;

pub use actions::{
    call, call_help, call_result, call_waits, difference, future_as, interventions, what_if_name,
};
pub use capture::{capture_error, capture_problem};
pub use course::{chapter_summary, chapter_title, setting_name, setting_problem, value_problem};
pub use files::{lesson_error, lesson_problem, lesson_report};
pub use lang::Lang;
pub use markup::{Esc, Markup, Span};
pub use problems::{branch_error, outcome, scenario_error};
pub use rules::{Context, check, reason, reason_in, rule_title};
pub use story::{Cite, Pill, Story, Transition, frame_comment, step, step_line};
pub use terms::{
    anomaly_help, anomaly_name, errno, errno_help, family_name, state_help, timer_help, timer_name,
    timer_will, variable_help, variable_name,
};
pub use ui::{
    LinkProblem, Ui, caused_by, due_in, layer_length, link_problem, speed, step_of, traffic, ui,
};
pub use wire::{
    field_help, field_name, field_short, flag_help, layer_name, malformed, meaning, verdict,
    verdict_short,
};

/// One sentence in each language; only the one asked for is formatted.
macro_rules! say {
    ($lang:expr, $en:literal, $zh:literal $(,)?) => {
        match $lang {
            $crate::Lang::En => $crate::Markup::parse($crate::Lang::En, &format!($en)),
            $crate::Lang::Zh => $crate::Markup::parse($crate::Lang::Zh, &format!($zh)),
        }
    };
}
pub(crate) use say;

/// Declares the labels of a page: an enum whose items are documented by their English text, the list
/// of all, and the function that says them. The first lines name the enum and the function.
macro_rules! labels {
    (
        $(#[doc = $what:literal])* $labels:ident, $say:ident;
        $( $name:ident => $en:literal, $zh:literal; )*
    ) => {
        $(#[doc = $what])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $labels { $( #[doc = $en] $name, )* }

        impl $labels {
            /// Every label.
            pub const ALL: &'static [Self] = &[ $( Self::$name, )* ];
        }

        $(#[doc = $what])*
        pub const fn $say(lang: $crate::Lang, label: $labels) -> &'static str {
            lang.pick(match label { $( $labels::$name => ($en, $zh), )* })
        }
    };
}
pub(crate) use labels;
