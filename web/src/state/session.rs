//! One player: a source, its futures, and where in them one stands.

mod open;

use super::link::{LessonLink, Problem, WhatIf};
use super::network::{Network, Shell, first_stage};
use super::profile::Fork;
use super::{Action, FieldRef, Hover, Speed, TraceRef, View};
use std::ops::Deref;
use std::rc::Rc;
use wireglass_core::time::Instant;
use wireglass_course::{Both, Lesson, LessonError, Setting, SettingProblem, Settings};
use wireglass_scene::timeline;
use wireglass_sim::{BranchError, Outcome, Recording};
use wireglass_text::{Lang, LinkProblem};
use wireglass_trace::series::Topic;
use wireglass_trace::{EventId, FrameId, Intervention, NodeId, Trace, What};

/// The most futures one player keeps: beyond that nobody finds anything again.
pub(crate) const MOST_FUTURES: usize = 12;

/// Where a player's traces come from.
#[derive(Clone, Debug)]
pub(crate) enum Source {
    /// A lesson, run by the simulator.
    Lesson { lesson: &'static Lesson, variant: Option<String>, settings: Settings },
    /// A network of the sandbox; `packed` as an address brings it, unless it is too large for that.
    Sandbox { title: Rc<str>, lesson: Rc<Lesson>, packed: Option<Rc<str>> },
    /// A conversation of a capture.
    Capture { title: Rc<str> },
}

/// One way things can go: what really happens, or a what-if.
#[derive(Clone, PartialEq)]
pub(crate) struct Future {
    /// What happens.
    pub(crate) trace: TraceRef,
    /// The future it grew from.
    pub(crate) parent: Option<usize>,
    /// The what-if that made it, and at which position.
    pub(crate) what_if: Option<(usize, Fork)>,
    /// The teacher's remarks, each with its step (the first is 0).
    pub(crate) notes: Rc<[(usize, &'static Both)]>,
}

impl Future {
    /// How the run ended; nothing for a capture.
    pub(crate) fn outcome(&self) -> Option<Outcome> {
        self.trace.as_recording().map(Recording::outcome)
    }

    /// The teacher's remark on step `step` (the first is 0).
    pub(crate) fn note(&self, step: usize) -> Option<&'static Both> {
        self.notes.iter().find(|(at, _)| *at == step).map(|(_, text)| *text)
    }
}

/// What is chosen. One selection links every panel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Selection {
    /// A frame.
    pub(crate) frame: Option<FrameId>,
    /// A field of the followed frame.
    pub(crate) field: Option<FieldRef>,
    /// A byte of the followed frame.
    pub(crate) byte: Option<usize>,
    /// Whose state machine and variables are looked at.
    pub(crate) side: Option<NodeId>,
    /// An event.
    pub(crate) event: Option<EventId>,
}

/// What the stage shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Stage {
    /// The time-sequence diagram.
    #[default]
    Ladder,
    /// The time-sequence diagrams of two futures.
    Both,
    /// Two futures, step by step.
    Compare,
    /// Classic notes, the RFC and Linux, side by side.
    Notes,
    /// The network, with packets under way.
    Topology,
    /// The network above the time-sequence diagram.
    Split,
}

impl Stage {
    /// As links have it.
    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::Ladder => "ladder",
            Self::Both => "both",
            Self::Compare => "compare",
            Self::Notes => "notes",
            Self::Topology => "topology",
            Self::Split => "split",
        }
    }

    /// The one with this id.
    pub(crate) fn from_id(id: &str) -> Option<Self> {
        [Self::Ladder, Self::Both, Self::Compare, Self::Notes, Self::Topology, Self::Split]
            .into_iter()
            .find(|stage| stage.id() == id)
    }
}

/// Something the learner must be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Notice {
    /// A what-if cannot be had.
    Branch(BranchError),
    /// There are as many futures as one player keeps.
    TooManyFutures,
    /// A setting was not taken.
    Setting(SettingProblem),
    /// The settings together make the lesson impossible.
    Lesson(LessonError),
    /// What-ifs were dropped because they make no sense in the new run.
    WhatIfsDropped,
}

/// Everything a player knows. Cloning it is cheap: traces are shared.
#[derive(Clone)]
#[expect(clippy::struct_excessive_bools, reason = "independent switches, each with its button")]
pub(crate) struct Session {
    pub(crate) source: Source,
    pub(crate) futures: Vec<Future>,
    pub(crate) current: usize,
    pub(crate) other: Option<usize>,
    pub(crate) position: usize,
    pub(crate) selection: Selection,
    pub(crate) hover: Hover,
    pub(crate) playing: bool,
    pub(crate) speed: Speed,
    pub(crate) stage: Stage,
    pub(crate) relative: bool,
    pub(crate) hide_arp: bool,
    pub(crate) embed: bool,
    /// What is plotted under the ladder.
    pub(crate) plot: Option<Topic>,
    pub(crate) notice: Option<Notice>,
    /// How a network is looked at.
    pub(crate) network: Network,
    /// The position at which playing stops by itself: where what was typed has ended.
    pub(crate) until: Option<usize>,
    /// What runs command lines, where this program has it.
    pub(crate) shell: Option<Shell>,
}

/// A session that many share. Equal means the very same one.
#[derive(Clone)]
pub(crate) struct SessionRef(Rc<Session>);

impl From<Session> for SessionRef {
    fn from(session: Session) -> Self {
        Self(Rc::new(session))
    }
}

impl Deref for SessionRef {
    type Target = Session;

    fn deref(&self) -> &Session {
        &self.0
    }
}

impl PartialEq for SessionRef {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Session {
    /// The lesson, if it is one.
    pub(crate) fn lesson(&self) -> Option<&'static Lesson> {
        match &self.source {
            Source::Lesson { lesson, .. } => Some(lesson),
            Source::Sandbox { .. } | Source::Capture { .. } => None,
        }
    }

    /// The present future.
    pub(crate) fn future(&self) -> &Future {
        &self.futures[self.current]
    }

    /// The present future's trace.
    pub(crate) fn trace(&self) -> &TraceRef {
        &self.future().trace
    }

    /// The present step (the first is 0); none at the beginning.
    pub(crate) fn step(&self) -> Option<usize> {
        self.position.checked_sub(1)
    }

    /// The future to compare the present one with: the chosen one, else the one
    /// it grew from, else the newest.
    pub(crate) fn compared(&self) -> Option<usize> {
        let other = self.other.filter(|other| *other < self.futures.len());
        let newest = self.futures.len().checked_sub(1);
        [other, self.future().parent, newest]
            .into_iter()
            .flatten()
            .find(|other| *other != self.current)
    }

    /// Every what-if that made a future, from the first on.
    pub(crate) fn what_ifs(&self, future: usize) -> Vec<Intervention> {
        let recording = self.futures[future].trace.as_recording();
        let all = recording.map(Recording::interventions).unwrap_or_default();
        all.iter().map(|(_, what)| *what).collect()
    }

    /// What panels draw.
    pub(crate) fn view(&self, lang: Lang) -> View {
        self.view_at(self.current, self.position, lang)
    }

    /// The same for any future at any position.
    pub(crate) fn view_at(&self, future: usize, position: usize, lang: Lang) -> View {
        let trace = self.futures[future].trace.clone();
        let present = position.checked_sub(1).and_then(|step| frame_of(&trace, step));
        View {
            snapshot: Rc::new(trace.snapshot(position)),
            position,
            selection: self.selection,
            hover: self.hover,
            lang,
            relative: self.relative,
            followed: self.selection.frame.or(present),
            trace,
        }
    }

    /// A link that opens this session again; none for a capture, which is not in a link.
    pub(crate) fn link(&self) -> Option<LessonLink> {
        let Source::Lesson { lesson, variant, settings } = &self.source else { return None };
        let what_ifs = self.futures.iter().filter_map(|future| {
            let (position, what) = future.what_if.clone()?;
            Some(WhatIf { parent: future.parent.unwrap_or_default(), position, what })
        });
        Some(LessonLink {
            lesson: lesson.id.clone(),
            variant: variant.clone(),
            step: self.position,
            what_ifs: what_ifs.collect(),
            future: self.current,
            settings: settings
                .iter()
                .map(|(s, text)| (s.id().to_owned(), text.to_owned()))
                .collect(),
            stage: Some(self.stage).filter(|stage| *stage != first_stage(lesson)),
            network: self.network.clone(),
            relative: self.relative,
            hide_arp: self.hide_arp,
            embed: self.embed,
            plot: Some(self.plot).filter(|plot| *plot != lesson.plot.filter(|_| !self.embed)),
        })
    }

    /// What the session becomes when something happens.
    #[must_use]
    pub(crate) fn apply(&self, action: Action) -> Self {
        let mut next = self.clone();
        next.take(action);
        next
    }

    pub(super) fn take(&mut self, action: Action) {
        match action {
            Action::GoTo(position) => self.stop_and_go(position),
            Action::Forward => self.go_to(self.position + 1),
            Action::StepForward => self.stop_and_go(self.position + 1),
            Action::Back => self.stop_and_go(self.position.saturating_sub(1)),
            Action::First => self.stop_and_go(0),
            Action::Last => self.stop_and_go(self.trace().last()),
            Action::FollowCause => {
                if let Some(cause) = self.step().and_then(|step| self.trace().cause_of(step)) {
                    self.stop_and_go(cause + 1);
                }
            }
            Action::Play(playing) => {
                if playing && self.position >= self.trace().last() {
                    self.go_to(0);
                }
                self.playing = playing && self.trace().last() > 0;
                self.until = None;
            }
            Action::SetSpeed(speed) => self.speed = speed,
            Action::SelectFrame(frame) => {
                let side = self.selection.side;
                self.selection = Selection { frame, side, ..Selection::default() };
            }
            Action::SelectField(field) => {
                self.selection.field = field;
                self.selection.byte = None;
            }
            Action::SelectByte(byte) => {
                self.selection.byte = byte;
                self.selection.field = None;
            }
            Action::SelectSide(side) => self.selection.side = side,
            Action::SelectEvent(event) => self.selection.event = event,
            Action::OpenSelection => self.open_selection(),
            Action::Clear => {
                self.selection = Selection::default();
                self.hover = Hover::default();
                self.notice = None;
            }
            Action::Hover(hover) => self.hover = hover,
            Action::Branch(what) => self.branch(what),
            Action::Switch(future) => self.switch(future),
            Action::NextFuture => self.switch((self.current + 1) % self.futures.len()),
            Action::PreviousFuture => {
                let count = self.futures.len();
                self.switch((self.current + count - 1) % count);
            }
            Action::Forget(future) => self.forget(future),
            Action::CompareWith(other) => self.other = Some(other),
            Action::Show(stage) => self.stage = stage,
            Action::Variant(wanted) => {
                if let Source::Lesson { lesson, settings, .. } = self.source.clone() {
                    self.rerun(Source::Lesson { lesson, variant: wanted, settings });
                }
            }
            Action::BehaveLike(profile) => self.behave_like(profile),
            Action::Plot(topic) => self.plot = topic,
            Action::Set(setting, text) => self.set(setting, &text),
            Action::Unset(setting) => self.change_settings(|settings| settings.unset(setting)),
            Action::UnsetAll => self.change_settings(|settings| *settings = Settings::default()),
            Action::Relative(relative) => self.relative = relative,
            Action::HideArp(hide) => self.hide_arp = hide,
            Action::Look(look) => self.look(look),
            Action::Type(node, line) => self.type_line(node, &line),
            Action::DismissNotice => self.notice = None,
        }
    }

    fn go_to(&mut self, position: usize) {
        let last = self.trace().last();
        self.position = position.min(last);
        // The new step's frame is followed, not one chosen at another step.
        let side = self.selection.side;
        self.selection = Selection { side, ..Selection::default() };
        if self.position == last || self.until == Some(self.position) {
            self.playing = false;
        }
    }

    pub(super) fn stop_and_go(&mut self, position: usize) {
        self.playing = false;
        self.until = None;
        self.go_to(position);
    }

    fn open_selection(&mut self) {
        let trace = self.trace();
        let of_frame = self.selection.frame.and_then(|frame| {
            let frame = trace.frame(frame);
            // Where it is already known to have been sent, its end is what one wants to see.
            let sent = frame.sent.map(|event| trace.step_of(event) + 1);
            let end = frame.end.map(|event| trace.step_of(event) + 1);
            if sent == Some(self.position) { end.or(sent) } else { sent }
        });
        let of_event = self.selection.event.map(|event| trace.step_of(event) + 1);
        match of_event.or(of_frame) {
            Some(position) => {
                let frame = self.selection.frame;
                self.stop_and_go(position);
                self.selection.frame = frame;
            }
            None => self.take(Action::FollowCause),
        }
    }

    fn branch(&mut self, what: Intervention) {
        if self.futures.len() >= MOST_FUTURES {
            self.notice = Some(Notice::TooManyFutures);
            return;
        }
        let Some(recording) = self.trace().as_recording() else { return };
        let position = match what.frame() {
            // While it is on its way, now; else from the moment it was sent.
            Some(frame) if !self.trace().snapshot(self.position).in_flight.contains(&frame) => {
                recording.position_after_sending(frame).unwrap_or(self.position)
            }
            _ => self.position,
        };
        match recording.branch(position, what) {
            Ok(branch) => self.enter(branch, position, Fork::WhatIf(what)),
            Err(error) => self.notice = Some(Notice::Branch(error)),
        }
    }

    /// Shows a new future, right after what made it.
    pub(super) fn enter(&mut self, branch: Recording, position: usize, fork: Fork) {
        let future = self.make_future(branch, Some(self.current), Some((position, fork)));
        self.futures.push(future);
        self.other = Some(self.current);
        self.current = self.futures.len() - 1;
        self.notice = None;
        self.stop_and_go(position + 1);
    }

    fn make_future(
        &self,
        recording: Recording,
        parent: Option<usize>,
        what_if: Option<(usize, Fork)>,
    ) -> Future {
        // A future of another system's run is not the lesson as it is written.
        let own = parent.is_none_or(|parent| self.profile(parent) == self.own_profile());
        future(&self.source, own, recording, parent, what_if)
    }

    /// Shows another future at the same position of a shared past, else at the same time.
    pub(super) fn switch(&mut self, future: usize) {
        if future == self.current || future >= self.futures.len() {
            return;
        }
        self.playing = false;
        let position = self.same_moment(self.current, self.position, future);
        self.other = Some(self.current);
        self.current = future;
        self.position = position;
        let side = self.selection.side;
        self.selection = Selection { side, ..Selection::default() };
    }

    /// The position in another future that corresponds to one in this.
    pub(crate) fn same_moment(&self, from: usize, position: usize, to: usize) -> usize {
        let (a, b) = (&self.futures[from].trace, &self.futures[to].trace);
        if position <= self.shared_past(from, to) {
            return position.min(b.last());
        }
        if position >= a.last() {
            return b.last();
        }
        position_at_time(b, a.time_at(position))
    }

    /// How many steps two futures have in common.
    pub(crate) fn shared_past(&self, a: usize, b: usize) -> usize {
        // The chain of positions at which a future left its ancestors.
        let chain = |mut future: usize| {
            let mut left_at = vec![(future, usize::MAX)];
            while let (Some(parent), Some((at, _))) =
                (self.futures[future].parent, &self.futures[future].what_if)
            {
                let at = left_at.last().map_or(*at, |(_, least)| *at.min(least));
                left_at.push((parent, at));
                future = parent;
            }
            left_at
        };
        let (a, b) = (chain(a), chain(b));
        let common = a.iter().filter_map(|(future, at)| {
            b.iter().find(|(other, _)| other == future).map(|(_, other)| *at.min(other))
        });
        common.max().unwrap_or_default()
    }

    fn forget(&mut self, future: usize) {
        if future == 0 || future >= self.futures.len() {
            return;
        }
        let mut doomed = vec![false; self.futures.len()];
        doomed[future] = true;
        for index in future + 1..self.futures.len() {
            doomed[index] = self.futures[index].parent.is_some_and(|parent| doomed[parent]);
        }
        if doomed[self.current] {
            let parent = self.futures[future].parent.unwrap_or_default();
            self.switch(parent);
        }
        let mut places = vec![None; doomed.len()];
        let mut kept = 0;
        for (index, place) in places.iter_mut().enumerate() {
            if !doomed[index] {
                *place = Some(kept);
                kept += 1;
            }
        }
        let mut index = 0;
        self.futures.retain(|_| {
            index += 1;
            !doomed[index - 1]
        });
        for future in &mut self.futures {
            future.parent = future.parent.and_then(|parent| places[parent]);
        }
        self.network.renumber(&places);
        self.current = places[self.current].unwrap_or_default();
        self.other = self.other.and_then(|other| places.get(other).copied().flatten());
        self.settle_stage();
    }

    /// Shows what comes first where there is nothing to compare.
    fn settle_stage(&mut self) {
        let possible = match self.stage {
            Stage::Ladder => true,
            Stage::Topology | Stage::Split => self.is_of_networks(),
            Stage::Both | Stage::Compare => self.futures.len() > 1,
            Stage::Notes => self.lesson().is_some_and(|lesson| !lesson.side_by_side.is_empty()),
        };
        if !possible {
            let first = self.lesson().map(first_stage);
            self.stage = first.unwrap_or_default();
        }
    }

    fn set(&mut self, setting: Setting, text: &str) {
        let Source::Lesson { lesson, variant, mut settings } = self.source.clone() else { return };
        if let Err(problem) = settings.set(setting.id(), text) {
            self.notice = Some(Notice::Setting(problem));
            return;
        }
        if lesson.default_value(variant.as_deref(), setting) == text.trim() {
            settings.unset(setting);
        }
        self.rerun(Source::Lesson { lesson, variant, settings });
    }

    fn change_settings(&mut self, change: impl FnOnce(&mut Settings)) {
        if let Source::Lesson { lesson, variant, mut settings } = self.source.clone() {
            change(&mut settings);
            self.rerun(Source::Lesson { lesson, variant, settings });
        }
    }

    /// Runs the lesson again, otherwise; keeps the step and the what-ifs where that is possible.
    fn rerun(&mut self, source: Source) {
        let reality = match run(&source) {
            Ok(reality) => reality,
            Err(error) => {
                self.notice = Some(Notice::Lesson(error));
                return;
            }
        };
        let link = self.link();
        let same_variant = match (&self.source, &source) {
            (Source::Lesson { variant: a, .. }, Source::Lesson { variant: b, .. }) => a == b,
            _ => false,
        };
        self.source = source;
        self.futures = vec![reality];
        self.playing = false;
        self.other = None;
        self.notice = None;
        self.selection = Selection { side: self.selection.side, ..Selection::default() };
        let wanted = self.current;
        self.current = 0;
        // In another variant a frame's number means another frame.
        let what_ifs = link.filter(|_| same_variant).map(|link| link.what_ifs).unwrap_or_default();
        let kept = self.grow(&what_ifs);
        if !kept.problems.is_empty() {
            self.notice = Some(Notice::WhatIfsDropped);
        }
        if let Some(Some(place)) = wanted.checked_sub(1).and_then(|i| kept.places.get(i)) {
            self.current = *place;
        }
        self.settle_stage();
        self.settle_network();
        self.position = self.position.min(self.trace().last());
    }

    /// Adds the futures that what-ifs make, as far as they can be had.
    fn grow(&mut self, what_ifs: &[WhatIf]) -> Grown {
        let mut grown = Grown::default();
        for what_if in what_ifs {
            let WhatIf { parent, position, what } = what_if.clone();
            let place = match parent.checked_sub(1) {
                None => Some(0),
                Some(earlier) => grown.places.get(earlier).copied().flatten(),
            };
            if let Fork::Profile(profile) = what {
                let place = self.grow_profile(profile);
                if place.is_none() {
                    let text = what_if.to_string();
                    grown.problems.push(LinkProblem::UnknownWhatIf { text }.into());
                }
                grown.places.push(place);
                continue;
            }
            let recording = place.and_then(|place| self.futures[place].trace.as_recording());
            let Some(recording) = recording else {
                let (name, value) = ("if".to_owned(), what_if.to_string());
                grown.problems.push(LinkProblem::BadValue { name, value }.into());
                grown.places.push(None);
                continue;
            };
            if self.futures.len() >= MOST_FUTURES {
                let text = what_if.to_string();
                grown.problems.push(LinkProblem::UnknownWhatIf { text }.into());
                grown.places.push(None);
                continue;
            }
            let branch = match &what {
                Fork::WhatIf(what) => Some(recording.branch(position, *what)),
                Fork::Run { node, line } => self.run_line(recording, position, *node, line),
                Fork::Profile(_) => None,
            };
            match branch {
                Some(Ok(branch)) => {
                    let future = self.make_future(branch, place, Some((position, what)));
                    grown.places.push(Some(self.futures.len()));
                    self.futures.push(future);
                }
                Some(Err(error)) => {
                    grown.problems.push(Problem::WhatIf { position, error });
                    grown.places.push(None);
                }
                None => {
                    let text = what_if.to_string();
                    grown.problems.push(LinkProblem::UnknownWhatIf { text }.into());
                    grown.places.push(None);
                }
            }
        }
        grown
    }
}

/// What became of a link's what-ifs.
#[derive(Default)]
struct Grown {
    /// For each what-if, its future's place in the list.
    places: Vec<Option<usize>>,
    problems: Vec<Problem>,
}

pub(super) fn run(source: &Source) -> Result<Future, LessonError> {
    let scenario = match source {
        Source::Lesson { lesson, variant, settings } => {
            lesson.scenario(variant.as_deref(), settings)?
        }
        Source::Sandbox { lesson, .. } => lesson.scenario(None, &Settings::default())?,
        Source::Capture { .. } => unreachable!("a capture has happened already"),
    };
    let recording = Recording::run(&scenario).map_err(LessonError::from)?;
    Ok(future(source, true, recording, None, None))
}

fn future(
    source: &Source,
    own: bool,
    recording: Recording,
    parent: Option<usize>,
    what_if: Option<(usize, Fork)>,
) -> Future {
    let notes = match source {
        Source::Lesson { lesson, variant, settings } => {
            let as_written = own && variant.is_none() && settings.is_empty();
            lesson.notes(recording.trace(), as_written)
        }
        Source::Sandbox { .. } | Source::Capture { .. } => Vec::new(),
    };
    Future { trace: TraceRef::recording(recording), parent, what_if, notes: notes.into() }
}

/// The frame a step is about: its trigger's, else the first it sent.
pub(crate) fn frame_of(trace: &Trace, step: usize) -> Option<FrameId> {
    trace.trigger(step).what.frame().or_else(|| {
        trace.step_events(step).find_map(|(_, event)| match event.what {
            What::FrameSent { frame } => Some(frame),
            _ => None,
        })
    })
}

/// The last position at or before a time.
fn position_at_time(trace: &Trace, time: Instant) -> usize {
    trace.steps().partition_point(|step| step.time <= time)
}

/// The position nearest to a place on the scrubber, 0 to 1.
pub(crate) fn position_at(trace: &Trace, fraction: f64) -> usize {
    timeline::position_at(trace, fraction)
}
