//! The same lesson as another system would run it: a future from the very beginning.

use super::session::{Future, Notice, Session, Source, run};
use std::fmt;
use std::rc::Rc;
use wireglass_core::tcp::Profile;
use wireglass_course::{LessonError, Setting};
use wireglass_trace::{Intervention, NodeId};

/// What makes one future differ from the one it grew from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fork {
    /// Something the learner did to the run.
    WhatIf(Intervention),
    /// A command typed on a host.
    Run {
        /// Where.
        node: NodeId,
        /// The line.
        line: Rc<str>,
    },
    /// All hosts behave like another system, from the beginning.
    Profile(Profile),
}

/// As settings and links have it.
pub(crate) const fn profile_id(profile: Profile) -> &'static str {
    match profile {
        Profile::Rfc => "rfc",
        Profile::Linux => "linux",
        Profile::FreeBsd => "freebsd",
    }
}

/// The profile of an id.
pub(crate) fn profile_of_id(id: &str) -> Option<Profile> {
    Profile::ALL.into_iter().find(|profile| profile_id(*profile) == id)
}

/// A system's name, which no language translates.
pub(crate) const fn profile_name(profile: Profile) -> &'static str {
    match profile {
        Profile::Rfc => "RFC",
        Profile::Linux => "Linux",
        Profile::FreeBsd => "FreeBSD",
    }
}

impl fmt::Display for Fork {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::WhatIf(what) => super::link::write_what_if(f, *what),
            Self::Run { node, line } => {
                write!(f, "run:{}:{}", node.0, super::network::write_line(line))
            }
            Self::Profile(profile) => write!(f, "as:{}", profile_id(*profile)),
        }
    }
}

impl Session {
    /// The profile of the lesson as it is set; none for a capture.
    pub(crate) fn own_profile(&self) -> Option<Profile> {
        let Source::Lesson { lesson, variant, settings } = &self.source else { return None };
        match settings.get(Setting::Profile) {
            Some(id) => profile_of_id(id),
            None => profile_of_id(&lesson.default_value(variant.as_deref(), Setting::Profile)),
        }
    }

    /// The profile a future runs under; none for a capture.
    pub(crate) fn profile(&self, mut future: usize) -> Option<Profile> {
        loop {
            let Future { parent, what_if, .. } = &self.futures[future];
            match (what_if, parent) {
                (Some((_, Fork::Profile(profile))), _) => return Some(*profile),
                (_, Some(parent)) => future = *parent,
                (_, None) => return self.own_profile(),
            }
        }
    }

    /// Shows the future in which all hosts behave like a system; makes it if there is none yet.
    pub(super) fn behave_like(&mut self, profile: Profile) {
        if self.profile(self.current) == Some(profile) {
            return;
        }
        if self.own_profile() == Some(profile) {
            self.switch(0);
            return;
        }
        let wanted = Some((0, Fork::Profile(profile)));
        if let Some(known) = self.futures.iter().position(|future| future.what_if == wanted) {
            self.switch(known);
            return;
        }
        if self.futures.len() >= super::session::MOST_FUTURES {
            self.notice = Some(Notice::TooManyFutures);
            return;
        }
        match self.run_as(profile) {
            Some(Ok(future)) => {
                self.futures.push(future);
                self.notice = None;
                self.switch(self.futures.len() - 1);
                // What it differs from is the lesson's own run, whatever was looked at before.
                self.other = Some(0);
            }
            Some(Err(error)) => self.notice = Some(Notice::Lesson(error)),
            None => {}
        }
    }

    /// The place of the future in which all hosts behave like a system; `None` if it cannot be had.
    pub(super) fn grow_profile(&mut self, profile: Profile) -> Option<usize> {
        if self.own_profile() == Some(profile) {
            return Some(0);
        }
        if self.futures.len() >= super::session::MOST_FUTURES {
            return None;
        }
        let future = self.run_as(profile)?.ok()?;
        self.futures.push(future);
        Some(self.futures.len() - 1)
    }

    /// The lesson under another profile; `None` for a capture.
    pub(super) fn run_as(&self, profile: Profile) -> Option<Result<Future, LessonError>> {
        let Source::Lesson { lesson, variant, settings } = &self.source else { return None };
        let mut settings = settings.clone();
        settings.set(Setting::Profile.id(), profile_id(profile)).ok()?;
        let source = Source::Lesson { lesson, variant: variant.clone(), settings };
        let what_if = Some((0, Fork::Profile(profile)));
        Some(run(&source).map(|future| Future { parent: Some(0), what_if, ..future }))
    }
}
