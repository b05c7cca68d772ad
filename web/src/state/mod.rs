//! What the player shows, as data: no browser in here, so that all of it is tested natively.
//!
//! [`Session`] is everything a player knows; [`Action`] is everything that can
//! happen to it; [`Session::apply`] is the only way from one to the next. A
//! [`View`] is the part of it that panels draw.

mod handle;
mod link;
mod network;
mod profile;
mod session;

pub(crate) use handle::TraceRef;
#[cfg(test)]
pub(crate) use link::WhatIf;
pub(crate) use link::{LessonLink, Problem};
pub(crate) use network::{
    Kit, LONGEST_LINE, Look, Network, Ran, Said, Shell, commands, foreground,
};
pub(crate) use profile::{Fork, profile_name};
pub(crate) use session::{Notice, Selection, Session, SessionRef, Source, Stage, position_at};

use std::rc::Rc;
use wireglass_core::tcp::Profile;
use wireglass_course::Setting;
use wireglass_text::Lang;
use wireglass_trace::series::Topic;
use wireglass_trace::{EventId, FrameId, Intervention, NodeId, Snapshot};

/// A field of a frame's dissection: indices into `Dissection::layers` and `Layer::fields`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FieldRef {
    /// The layer.
    pub(crate) layer: usize,
    /// The field.
    pub(crate) index: usize,
}

/// What the pointer is over: lit up, not chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Hover {
    /// A field of the followed frame.
    pub(crate) field: Option<FieldRef>,
    /// A byte of it.
    pub(crate) byte: Option<usize>,
}

/// What a panel needs in order to draw. Cheap to clone and to compare.
#[derive(Clone, PartialEq)]
pub(crate) struct View {
    /// The trace; equal means the very same one.
    pub(crate) trace: TraceRef,
    /// What is true at `position`.
    pub(crate) snapshot: Rc<Snapshot>,
    /// After how many steps.
    pub(crate) position: usize,
    /// What is chosen.
    pub(crate) selection: Selection,
    /// What the pointer is over.
    pub(crate) hover: Hover,
    /// The language.
    pub(crate) lang: Lang,
    /// Whether sequence numbers are shown relative to each side's initial one.
    pub(crate) relative: bool,
    /// The frame the packet panel shows: the chosen one, else the present step's.
    pub(crate) followed: Option<FrameId>,
}

/// How fast playing goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Speed {
    /// About a second for each step.
    #[default]
    Full,
    /// Half of that.
    Half,
    /// A quarter.
    Quarter,
}

impl Speed {
    /// All, as the transport lists them.
    pub(crate) const ALL: [Self; 3] = [Self::Full, Self::Half, Self::Quarter];

    /// How much longer than at full speed a step takes.
    pub(crate) const fn factor(self) -> f64 {
        match self {
            Self::Full => 1.0,
            Self::Half => 2.0,
            Self::Quarter => 4.0,
        }
    }

    /// As it is written on its button.
    pub(crate) const fn label(self) -> &'static str {
        match self {
            Self::Full => "1×",
            Self::Half => "½×",
            Self::Quarter => "¼×",
        }
    }
}

/// Everything that can happen to a player.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Action {
    /// Go to a position; beyond the end means the end.
    GoTo(usize),
    /// One step on, while playing.
    Forward,
    /// One step on, by hand: playing stops.
    StepForward,
    /// One step back.
    Back,
    /// To the beginning.
    First,
    /// To the end.
    Last,
    /// To the step that caused the present one.
    FollowCause,
    /// Start or stop playing.
    Play(bool),
    /// Choose a speed.
    SetSpeed(Speed),
    /// Choose a frame, or none.
    SelectFrame(Option<FrameId>),
    /// Choose a field of the followed frame, or none.
    SelectField(Option<FieldRef>),
    /// Choose a byte of the followed frame, or none.
    SelectByte(Option<usize>),
    /// Choose whose state machine and variables are looked at, or nobody's.
    SelectSide(Option<NodeId>),
    /// Choose an event, or none.
    SelectEvent(Option<EventId>),
    /// Go where the selection is: to the step that sent the chosen frame or made the chosen event.
    OpenSelection,
    /// Choose nothing.
    Clear,
    /// The pointer is over something else.
    Hover(Hover),
    /// What if? Makes another future at a position (for a frame: where it was sent).
    Branch(Intervention),
    /// Show another future, by its place in the list.
    Switch(usize),
    /// Show the next future, or after the last the first.
    NextFuture,
    /// Show the previous one.
    PreviousFuture,
    /// Drop a future and those that grew from it.
    Forget(usize),
    /// Choose the future to compare with.
    CompareWith(usize),
    /// Choose what the stage shows.
    Show(Stage),
    /// Run another variant of the lesson.
    Variant(Option<String>),
    /// Show how the lesson goes where all hosts behave like a system.
    BehaveLike(Profile),
    /// Choose what is plotted under the ladder, or nothing.
    Plot(Option<Topic>),
    /// Change a setting and run again.
    Set(Setting, String),
    /// Give a setting its own value back and run again.
    Unset(Setting),
    /// Give all settings their own values back and run again.
    UnsetAll,
    /// Show sequence numbers relative to each side's initial one.
    Relative(bool),
    /// Leave address resolution out of the ladder.
    HideArp(bool),
    /// Look at a network otherwise.
    Look(Look),
    /// A command line was entered on a host.
    Type(NodeId, Rc<str>),
    /// The notice has been read.
    DismissNotice,
}

#[cfg(test)]
mod tests;
