//! A checked lesson, and the scenario it gives.

mod variant;

use crate::build::{self, Nodes, Parts};
use crate::cue::{self, Cue};
use crate::error::{LessonError, Named, Problem, ValueProblem};
use crate::format::{self, Both, File, Place, Tcp};
use crate::path::Path;
use crate::problems::Problems;
use crate::question::Question;
use crate::settings::{Setting, Settings};
use std::collections::{BTreeMap, BTreeSet};
use wireglass_sim::{Recording, Scenario};
use wireglass_trace::Trace;
use wireglass_trace::series::Topic;

/// A lesson that has been checked: every variant of it gives a scenario. Or a scenario alone:
/// then its id is empty, and so are its words.
#[derive(Clone, Debug)]
pub struct Lesson {
    /// Its id, in kebab-case.
    pub id: String,
    /// Its title.
    pub title: Both,
    /// One sentence for a list of lessons.
    pub summary: Both,
    /// What to look out for, shown before the first step. Light markup.
    pub intro: Both,
    /// Settings to offer first.
    pub controls: Vec<Setting>,
    /// Other ways to run it.
    pub variants: Vec<Variant>,
    /// Where classic notes, the RFC and Linux differ.
    pub side_by_side: Vec<SideBySide>,
    /// What to plot under the ladder.
    pub plot: Option<Topic>,
    /// Which stage it begins with, where it says so.
    pub stage: Option<Stage>,
    network: bool,
    base: Run,
    tcp: Tcp,
    notes: Vec<Note>,
    questions: Vec<Question>,
}

/// What a network's player shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Who says what to whom, in time.
    Ladder,
    /// Where what is, and what is on its way.
    Topology,
    /// One beside the other.
    Both,
}

/// Another way to run a lesson.
#[derive(Clone, Debug)]
pub struct Variant {
    /// Its id, in kebab-case.
    pub id: String,
    /// Its title.
    pub title: Both,
    /// What is different.
    pub summary: Both,
    settings: Vec<(Setting, String)>,
    run: Run,
}

/// A scenario, what each of its hosts wants of TCP, and where its nodes are drawn.
#[derive(Clone, Debug)]
struct Run {
    scenario: Scenario,
    own_tcp: Vec<Tcp>,
    places: Vec<Option<Place>>,
}

/// A fact as classic course notes, the RFC and Linux have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SideBySide {
    /// What it is about.
    pub topic: Both,
    /// Classic notes.
    pub classic: Both,
    /// The RFC.
    pub rfc: Both,
    /// Linux.
    pub linux: Both,
}

/// A teacher's remark and what it waits for.
#[derive(Clone, Debug)]
struct Note {
    on: Cue,
    /// It holds only in the run as it is written.
    usual: bool,
    text: Both,
}

impl Run {
    fn of(file: &File, parts: Parts, problems: &mut Problems) -> Self {
        Self {
            scenario: build::scenario(file, parts, problems),
            own_tcp: file.hosts.iter().map(|host| host.tcp.clone()).collect(),
            places: Nodes::of(file).places(),
        }
    }
}

impl Lesson {
    /// Reads and checks a lesson file, or a scenario alone; questions are tried out in a run.
    ///
    /// # Errors
    /// Everything found that makes no sense, in the order of the file; at least one thing.
    #[cfg(feature = "toml")]
    pub fn parse(text: &str) -> Result<Self, Vec<LessonError>> {
        use crate::document::Document;

        let (file, document) = Document::parse(text)?.read::<File>()?;
        let located = |errors: Vec<LessonError>| {
            let mut errors: Vec<_> = errors.into_iter().map(|one| document.locate(one)).collect();
            errors.sort_by_key(|error| {
                error.place.as_ref().map_or((0, 0), |place| (place.line, place.column))
            });
            errors
        };
        let lesson = Self::check(file, Parts::ALL).map_err(located)?;
        let wrong = lesson.try_questions();
        if wrong.is_empty() { Ok(lesson) } else { Err(located(wrong)) }
    }

    /// Checks a file. Its text is not known: mistakes have a path, but no place.
    ///
    /// # Errors
    /// Everything found that makes no sense; at least one thing.
    pub fn from_file(file: File) -> Result<Self, Vec<LessonError>> {
        Self::check(file, Parts::ALL)
    }

    pub(crate) fn check(file: File, parts: Parts) -> Result<Self, Vec<LessonError>> {
        let mut problems = Problems::default();
        let base = Run::of(&file, parts, &mut problems);
        let nodes = Nodes::of(&file);
        let id = head(&file, &mut problems);
        let controls = controls(&file, &mut problems);
        let view = Path::of("view");
        let plot = problems.optional(&view, "plot", file.view.plot.as_ref(), topic);
        let network = file.is_network();
        let stage = problems.optional(&view, "stage", file.view.stage.as_ref(), stage);
        let notes = file.notes.iter().enumerate().filter_map(|(index, note)| {
            let path = Path::of("note").index(index);
            let on = Cue::read(&note.cue(), &path, &nodes, &mut problems)?;
            Some(Note { on, usual: note.usual, text: note.text.clone() })
        });
        let notes = notes.collect();
        let mut ids = BTreeSet::new();
        let mut questions = Vec::new();
        for (index, question) in file.questions.iter().enumerate() {
            let path = Path::of("question").index(index);
            own_id(&question.id, &path, &mut ids, &mut problems);
            questions.extend(Question::read(question, &path, &nodes, &mut problems));
        }
        let variants = variant::all(&file, parts, &mut problems);
        if !problems.is_empty() {
            return Err(problems.into_vec());
        }
        let empty = || Both { en: String::new(), zh: String::new() };
        Ok(Self {
            id,
            title: file.title.unwrap_or_else(empty),
            summary: file.summary.unwrap_or_else(empty),
            intro: file.intro.unwrap_or_else(empty),
            controls,
            variants,
            side_by_side: file.side_by_side.into_iter().map(SideBySide::from).collect(),
            plot,
            stage,
            network,
            base,
            tcp: file.tcp,
            notes,
            questions,
        })
    }

    /// Whether it is a scenario alone, without the words of a lesson.
    pub fn is_scenario(&self) -> bool {
        self.id.is_empty()
    }

    /// Whether it is of a network: it has devices, or other than two hosts and a link.
    pub fn is_network(&self) -> bool {
        self.network
    }

    /// The variant with this id.
    pub fn variant(&self, id: &str) -> Option<&Variant> {
        self.variants.iter().find(|variant| variant.id == id)
    }

    fn run(&self, variant: Option<&str>) -> &Run {
        let variant = variant.and_then(|id| self.variant(id));
        variant.map_or(&self.base, |variant| &variant.run)
    }

    /// Where each node is drawn, in a variant, by its place among the nodes; `None` leaves it to
    /// the drawing.
    pub fn places(&self, variant: Option<&str>) -> &[Option<Place>] {
        &self.run(variant).places
    }

    /// The scenario, in a variant (the lesson's own if `None` or unknown) and with settings.
    ///
    /// # Errors
    /// If the settings make the scenario impossible.
    pub fn scenario(
        &self,
        variant: Option<&str>,
        settings: &Settings,
    ) -> Result<Scenario, LessonError> {
        let run = self.run(variant);
        let mut scenario = run.scenario.clone();
        // In the order they are applied in, whoever asks: the profile first.
        let own = variant.and_then(|id| self.variant(id));
        let own = own.into_iter().flat_map(|variant| &variant.settings);
        let mut all: BTreeMap<Setting, &str> =
            own.map(|(setting, text)| (*setting, text.as_str())).collect();
        all.extend(settings.iter());
        for (setting, text) in all {
            setting.apply(text, &mut scenario).map_err(|problem| {
                let path = Path::default().key(setting.id());
                LessonError::at(&path, Problem::Value { text: text.to_owned(), problem })
            })?;
            if setting == Setting::Profile {
                // Another system in the same scenario, not another scenario. What it wants of
                // TCP was checked when it was read.
                let (path, mut checked) = (Path::default(), Problems::default());
                for (host, own) in scenario.hosts.iter_mut().zip(&run.own_tcp) {
                    self.tcp.refine(&mut host.tcp, &path, &mut checked);
                    own.refine(&mut host.tcp, &path, &mut checked);
                }
            }
        }
        scenario.check()?;
        Ok(scenario)
    }

    /// The value a setting has in a variant when nothing else is asked for.
    pub fn default_value(&self, variant: Option<&str>, setting: Setting) -> String {
        match self.scenario(variant, &Settings::default()) {
            Ok(scenario) => setting.read(&scenario),
            Err(_) => setting.read(&self.base.scenario),
        }
    }

    /// The remarks for a run of this lesson: the step each belongs to (counted
    /// from 0), and its text. Some speak of numbers that hold only `as_written`:
    /// in no variant, and with nothing set otherwise.
    pub fn notes(&self, trace: &Trace, as_written: bool) -> Vec<(usize, &Both)> {
        let notes: Vec<&Note> =
            self.notes.iter().filter(|note| as_written || !note.usual).collect();
        let cues: Vec<&Cue> = notes.iter().map(|note| &note.on).collect();
        let steps = cue::find(trace, &cues);
        let found = steps.into_iter().zip(notes);
        let mut found: Vec<(usize, &Both)> =
            found.filter_map(|(step, note)| Some((step?, &note.text))).collect();
        found.sort_by_key(|(step, _)| *step);
        found
    }

    /// Its questions, in the order of the file.
    pub fn questions(&self) -> &[Question] {
        &self.questions
    }

    /// Tries every question out in the lesson's own run.
    ///
    /// Returns what is wrong with them: an answer that the run does not have, a moment that
    /// does not come, a mistake that is right.
    pub fn try_questions(&self) -> Vec<LessonError> {
        let mut problems = Problems::default();
        if self.questions.is_empty() {
            return Vec::new();
        }
        match Recording::run(&self.base.scenario) {
            Ok(recording) => {
                for (index, question) in self.questions.iter().enumerate() {
                    let path = Path::of("question").index(index);
                    question.try_out(recording.trace(), &path, &mut problems);
                }
            }
            Err(error) => problems.tell(&Path::default(), Problem::Scenario(error)),
        }
        problems.into_vec()
    }
}

/// Checks that a lesson has all of its four first keys, or a scenario none; the lesson's id.
fn head(file: &File, problems: &mut Problems) -> String {
    let there = [
        ("id", file.id.is_some()),
        ("title", file.title.is_some()),
        ("summary", file.summary.is_some()),
        ("intro", file.intro.is_some()),
    ];
    if there.iter().any(|(_, there)| *there) {
        for (key, _) in there.iter().filter(|(_, there)| !there) {
            problems.tell(&Path::default(), Problem::HalfALesson { key });
        }
    }
    if let Some(id) = &file.id {
        own_id(id, &Path::default(), &mut BTreeSet::new(), problems);
    }
    file.id.clone().unwrap_or_default()
}

/// An id in kebab-case that nobody else has.
fn own_id<'f>(id: &'f str, path: &Path, ids: &mut BTreeSet<&'f str>, problems: &mut Problems) {
    const LONGEST: usize = 64;
    let path = path.key("id");
    let kebab = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let good = !id.is_empty() && id.len() <= LONGEST && id.chars().all(kebab);
    if !good || id.starts_with('-') || id.ends_with('-') {
        problems.value(&path, id, ValueProblem::NotAnId);
    } else if !ids.insert(id) {
        problems.tell(&path, Problem::NameTaken { name: id.to_owned() });
    }
}

fn controls(file: &File, problems: &mut Problems) -> Vec<Setting> {
    let path = Path::of("controls");
    let ids = file.controls.iter().enumerate();
    ids.filter_map(|(index, id)| setting(id, &path.index(index), problems)).collect()
}

/// The setting with this id; tells if there is none.
fn setting(id: &str, path: &Path, problems: &mut Problems) -> Option<Setting> {
    let setting = Setting::from_id(id);
    if setting.is_none() {
        let known = Setting::ALL.iter().map(|setting| setting.id());
        problems.unknown(path, Named::Setting, id, known);
    }
    setting
}

fn topic(text: &str) -> Result<Topic, ValueProblem> {
    const TOPICS: &[&str] = &[Topic::Congestion.id(), Topic::Window.id(), Topic::Rto.id()];
    Topic::from_id(text.trim()).ok_or(ValueProblem::NotOneOf(TOPICS))
}

fn stage(text: &str) -> Result<Stage, ValueProblem> {
    match text.trim() {
        "ladder" => Ok(Stage::Ladder),
        "topology" => Ok(Stage::Topology),
        "both" => Ok(Stage::Both),
        _ => Err(ValueProblem::NotOneOf(&["ladder", "topology", "both"])),
    }
}

impl From<format::SideBySide> for SideBySide {
    fn from(from: format::SideBySide) -> Self {
        Self { topic: from.topic, classic: from.classic, rfc: from.rfc, linux: from.linux }
    }
}

#[cfg(test)]
mod tests;
