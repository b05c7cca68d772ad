//! Questions with a right answer, and what is said of every other.
//!
//! Where the answer stands in the run it is looked up there, so that it stays right in every
//! variant and with every setting.

mod lookup;
mod typed;

pub use lookup::Looked;
pub use typed::AnswerKind;

use crate::build::Nodes;
use crate::cue::{self, Cue};
use crate::error::{Problem, QuestionProblem, ValueProblem};
use crate::format::{self, Both};
use crate::path::Path;
use crate::problems::Problems;
use lookup::Lookup;
use wireglass_trace::Trace;

/// A question.
#[derive(Clone, Debug)]
pub struct Question {
    /// Its id, one of its own in the lesson.
    pub id: String,
    /// The question. Light markup.
    pub text: Both,
    /// What it asks for.
    pub asked: Asked,
    after: Option<Cue>,
}

/// What a question asks for.
#[derive(Clone, Debug)]
pub enum Asked {
    /// To choose all that is right of these.
    Choice(Vec<Choice>),
    /// To type something.
    Typed(Typed),
}

/// Something to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What it says. Light markup.
    pub text: Both,
    /// Whether it is right.
    pub right: bool,
    /// Why it is right, or what is wrong with it. Light markup.
    pub why: Both,
}

/// An answer to type.
#[derive(Clone, Debug)]
pub struct Typed {
    /// How it is read and compared.
    pub kind: AnswerKind,
    right: Source,
    why: Option<Both>,
    mistakes: Vec<(Source, Both)>,
}

/// Where an answer comes from.
#[derive(Clone, Debug)]
enum Source {
    Written(String),
    Run(Lookup),
}

/// Somebody's answer.
#[derive(Clone, Copy, Debug)]
pub enum Answer<'a> {
    /// These of the choices, by their places.
    Chosen(&'a [usize]),
    /// This text.
    Typed(&'a str),
}

/// What is to be said to an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict<'a> {
    /// It is right.
    Right {
        /// Why, as far as the lesson says it.
        why: Vec<&'a Both>,
    },
    /// It is wrong.
    Wrong {
        /// What is wrong with what was chosen or typed, as far as the lesson says it.
        why: Vec<&'a Both>,
        /// Right ones are missing among those chosen.
        incomplete: bool,
    },
    /// Nothing was answered.
    Nothing,
    /// It cannot be read as what is asked for.
    Unreadable {
        /// What is asked for.
        wanted: AnswerKind,
    },
    /// This run has nothing of the kind that is asked for.
    NotInThisRun,
}

impl Source {
    fn read(
        is: Option<&String>,
        from: Option<&format::Lookup>,
        path: &Path,
        nodes: &Nodes<'_>,
        problems: &mut Problems,
    ) -> Option<Self> {
        match (is, from) {
            (Some(text), None) => Some(Self::Written(text.clone())),
            (None, Some(lookup)) => {
                Lookup::read(lookup, &path.key("from_trace"), nodes, problems).map(Self::Run)
            }
            _ => {
                let found = usize::from(is.is_some()) + usize::from(from.is_some());
                let keys = &["is", "from_trace"];
                problems.tell(path, Problem::NotOneKey { keys, found });
                None
            }
        }
    }

    fn find(&self, trace: &Trace, kind: AnswerKind) -> Option<Looked> {
        match self {
            Self::Written(text) => Some(Looked { text: text.clone(), kind, step: None }),
            Self::Run(lookup) => lookup.find(trace),
        }
    }
}

impl Question {
    /// Reads a question; tells what is wrong with it.
    pub(crate) fn read(
        question: &format::Question,
        path: &Path,
        nodes: &Nodes<'_>,
        problems: &mut Problems,
    ) -> Option<Self> {
        const KINDS: &[&str] = &["number", "address", "mac", "name", "text"];
        const KEYS: &[&str] = &["choice", "is", "from_trace"];
        let after =
            question.after.as_ref().map(|cue| Cue::read(cue, &path.key("after"), nodes, problems));
        let typed = question.is.is_some() || question.from_trace.is_some();
        let found = usize::from(typed) + usize::from(!question.choices.is_empty());
        if found != 1 {
            problems.tell(path, Problem::NotOneKey { keys: KEYS, found });
            return None;
        }
        let asked = if typed {
            let is = question.is.as_ref();
            let right = Source::read(is, question.from_trace.as_ref(), path, nodes, problems);
            let said = problems.optional(path, "kind", question.kind.as_ref(), |text| {
                AnswerKind::from_id(text.trim()).ok_or(ValueProblem::NotOneOf(KINDS))
            });
            let kind = match (said, &right) {
                (Some(kind), _) => kind,
                (None, Some(Source::Run(lookup))) => lookup.kind(),
                (None, _) => AnswerKind::of(question.is.as_deref().unwrap_or_default()),
            };
            let mut mistakes = Vec::new();
            for (index, mistake) in question.mistakes.iter().enumerate() {
                let path = path.key("mistake").index(index);
                let (is, from) = (mistake.is.as_ref(), mistake.from_trace.as_ref());
                let source = Source::read(is, from, &path, nodes, problems);
                mistakes.extend(source.map(|source| (source, mistake.why.clone())));
            }
            Asked::Typed(Typed { kind, right: right?, why: question.why.clone(), mistakes })
        } else {
            let choices = question.choices.iter();
            let right = choices.clone().filter(|choice| choice.right).count();
            if right == 0 {
                problems.tell(path, Problem::Question(QuestionProblem::NoRightChoice));
            } else if right == question.choices.len() {
                problems.tell(path, Problem::Question(QuestionProblem::NoWrongChoice));
            }
            Asked::Choice(
                choices
                    .map(|choice| Choice {
                        text: choice.text.clone(),
                        right: choice.right,
                        why: choice.why.clone(),
                    })
                    .collect(),
            )
        };
        Some(Self {
            id: question.id.clone(),
            text: question.text.clone(),
            asked,
            after: match after {
                Some(cue) => Some(cue?),
                None => None,
            },
        })
    }

    /// Checks it against the lesson's own run: that its moment comes, that what it asks for is
    /// there, and that no mistake is the right answer.
    pub(crate) fn try_out(&self, trace: &Trace, path: &Path, problems: &mut Problems) {
        if self.after.is_some() && self.from_step(trace).is_none() {
            let path = path.key("after");
            problems.tell(&path, Problem::Question(QuestionProblem::NeverAsked));
        }
        let Asked::Typed(typed) = &self.asked else { return };
        let Some(right) = typed.right.find(trace, typed.kind) else {
            let path = path.key("from_trace");
            problems.tell(&path, Problem::Question(QuestionProblem::NotInRun));
            return;
        };
        if !typed.kind.can_be(&right.text) {
            let answer = right.text.clone();
            problems.tell(path, Problem::Question(QuestionProblem::OtherKind { answer }));
        }
        for (index, (mistake, _)) in typed.mistakes.iter().enumerate() {
            let Some(wrong) = mistake.find(trace, typed.kind) else { continue };
            if typed.kind.same(&wrong.text, &right.text) {
                let path = path.key("mistake").index(index);
                let answer = wrong.text;
                problems.tell(&path, Problem::Question(QuestionProblem::MistakeIsRight { answer }));
            }
        }
    }

    /// The step from which on it is asked, counted from 0: the first if it waits for nothing;
    /// `None` if what it waits for does not happen in this run.
    pub fn from_step(&self, trace: &Trace) -> Option<usize> {
        match &self.after {
            None => Some(0),
            Some(cue) => cue::find(trace, &[cue])[0],
        }
    }

    /// The right answer to a question that is typed, and the step that shows it.
    pub fn right(&self, trace: &Trace) -> Option<Looked> {
        match &self.asked {
            Asked::Choice(_) => None,
            Asked::Typed(typed) => typed.right.find(trace, typed.kind),
        }
    }

    /// Judges an answer in a run.
    pub fn check(&self, answer: Answer<'_>, trace: &Trace) -> Verdict<'_> {
        match (&self.asked, answer) {
            (Asked::Choice(choices), Answer::Chosen(chosen)) => choose(choices, chosen),
            (Asked::Typed(typed), Answer::Typed(text)) => typed.check(text, trace),
            (Asked::Choice(_), Answer::Typed(_)) | (Asked::Typed(_), Answer::Chosen(_)) => {
                Verdict::Nothing
            }
        }
    }
}

fn choose<'a>(choices: &'a [Choice], chosen: &[usize]) -> Verdict<'a> {
    let of = |right: bool| {
        let all = choices.iter().enumerate();
        all.filter(move |(at, choice)| choice.right == right && chosen.contains(at))
            .map(|(_, choice)| &choice.why)
    };
    let (right, wrong): (Vec<_>, Vec<_>) = (of(true).collect(), of(false).collect());
    let all = choices.iter().filter(|choice| choice.right).count();
    if right.is_empty() && wrong.is_empty() {
        Verdict::Nothing
    } else if wrong.is_empty() && right.len() == all {
        Verdict::Right { why: right }
    } else {
        Verdict::Wrong { why: wrong, incomplete: right.len() < all }
    }
}

impl Typed {
    fn check(&self, text: &str, trace: &Trace) -> Verdict<'_> {
        if text.trim().is_empty() {
            return Verdict::Nothing;
        }
        let Some(right) = self.right.find(trace, self.kind) else {
            return Verdict::NotInThisRun;
        };
        if !self.kind.can_be(text) {
            return Verdict::Unreadable { wanted: self.kind };
        }
        if self.kind.same(text, &right.text) {
            return Verdict::Right { why: self.why.iter().collect() };
        }
        let known = self.mistakes.iter().filter(|(mistake, _)| {
            let wrong = mistake.find(trace, self.kind);
            wrong.is_some_and(|wrong| self.kind.same(text, &wrong.text))
        });
        Verdict::Wrong { why: known.map(|(_, why)| why).collect(), incomplete: false }
    }
}

#[cfg(test)]
mod tests;
