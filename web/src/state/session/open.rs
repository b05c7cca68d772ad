//! How a session begins: from a link to a lesson, a network of the sandbox, or a capture.

use super::{Future, Selection, Session, Source, Stage, run};
use crate::state::link::{LessonLink, Problem};
use crate::state::network::{Kit, Network, first_stage};
use crate::state::{Hover, Speed, TraceRef};
use std::rc::Rc;
use wireglass_course::{Lesson, LessonError, SettingProblem, Settings};
use wireglass_text::LinkProblem;
use wireglass_trace::{NodeId, Trace};

impl Session {
    /// Opens what a link to a lesson asks for. What cannot be had is left out
    /// and told; `None` only if there is no such lesson.
    pub(crate) fn open(link: &LessonLink, kit: Kit) -> (Option<Self>, Vec<Problem>) {
        let mut problems = Vec::new();
        let Some(lesson) = (kit.find)(&link.lesson) else {
            problems.push(LinkProblem::UnknownLesson { id: link.lesson.clone() }.into());
            return (None, problems);
        };
        let bad = |name: &str, value: &str| {
            LinkProblem::BadValue { name: name.to_owned(), value: value.to_owned() }.into()
        };
        let variant = link.variant.clone().filter(|id| {
            let known = lesson.variant(id).is_some();
            if !known {
                problems.push(bad("variant", id));
            }
            known
        });
        let mut settings = Settings::default();
        for (id, text) in &link.settings {
            match settings.set(id, text) {
                Ok(()) => {}
                Err(SettingProblem::Unknown { id }) => {
                    problems.push(LinkProblem::UnknownParameter { name: id }.into());
                }
                Err(SettingProblem::Value { setting, text, .. }) => {
                    problems.push(bad(setting.id(), &text));
                }
            }
        }
        let source = Source::Lesson { lesson, variant: variant.clone(), settings };
        let (source, reality) = if let Ok(reality) = run(&source) {
            (source, reality)
        } else {
            problems.extend(link.settings.iter().map(|(id, text)| bad(id, text)));
            let source = Source::Lesson { lesson, variant, settings: Settings::default() };
            match run(&source) {
                Ok(reality) => (source, reality),
                // A built-in lesson that cannot be run is ruled out by a test.
                Err(_) => return (None, problems),
            }
        };
        let mut session = Self { shell: kit.shell, ..Self::new(source, reality) };
        let kept = session.grow(&link.what_ifs);
        problems.extend(kept.problems);
        session.current = match link.future {
            0 => 0,
            wanted => kept.places.get(wanted - 1).copied().flatten().unwrap_or_else(|| {
                problems.push(bad("future", &wanted.to_string()));
                session.futures.len() - 1
            }),
        };
        let last = session.trace().last();
        if link.step > last {
            let (step, last) = (link.step as u64, last as u64);
            problems.push(LinkProblem::StepBeyondEnd { step, last }.into());
        }
        session.position = link.step.min(last);
        session.stage = link.stage.unwrap_or_else(|| match first_stage(lesson) {
            // A page inside of a page has room for one diagram.
            Stage::Split if link.embed => Stage::Topology,
            first => first,
        });
        session.settle_stage();
        session.network = link.network.clone();
        session.settle_network();
        session.relative = link.relative;
        session.embed = link.embed;
        session.hide_arp = link.hide_arp;
        session.plot = link.plot.unwrap_or_else(|| lesson.plot.filter(|_| !link.embed));
        (Some(session), problems)
    }

    /// A conversation of a capture, at its beginning.
    pub(crate) fn capture(trace: Rc<Trace>, title: &str) -> Self {
        let reality = Future {
            trace: TraceRef::fixed(trace),
            parent: None,
            what_if: None,
            notes: Rc::default(),
        };
        Self::new(Source::Capture { title: title.into() }, reality)
    }

    /// A network of the sandbox, run from its beginning.
    ///
    /// # Errors
    /// If it cannot be run.
    pub(crate) fn sandbox(
        lesson: Rc<Lesson>,
        title: &str,
        packed: Option<Rc<str>>,
        kit: Kit,
    ) -> Result<Self, LessonError> {
        let source = Source::Sandbox { title: title.into(), lesson, packed };
        let reality = run(&source)?;
        let mut session = Self { shell: kit.shell, ..Self::new(source, reality) };
        session.stage = Stage::Topology;
        // Where nothing happens by itself, one is to type.
        if session.trace().last() == 0 {
            let hosts = session.trace().nodes().iter().position(|node| node.kind.is_host());
            session.network.terminal = hosts.map(NodeId::from_index);
        }
        session.settle_network();
        Ok(session)
    }

    fn new(source: Source, reality: Future) -> Self {
        Self {
            source,
            futures: vec![reality],
            current: 0,
            other: None,
            position: 0,
            selection: Selection::default(),
            hover: Hover::default(),
            playing: false,
            speed: Speed::default(),
            stage: Stage::default(),
            relative: false,
            hide_arp: false,
            embed: false,
            plot: None,
            notice: None,
            network: Network::default(),
            until: None,
            shell: None,
        }
    }
}
