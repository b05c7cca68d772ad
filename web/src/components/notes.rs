//! What the reader must be told: about the link, and about what could not be done.

use super::icons::{Icon, icon};
use crate::inspector::prose;
use crate::state::{Notice, Problem, Session};
use wireglass_text::{
    Lang, Markup, Ui, branch_error, lesson_error, link_problem, setting_problem, ui,
};
use wireglass_trace::Trace;
use yew::prelude::*;

/// A problem with a link in words. `trace` is what the link opened, if it opened anything.
fn problem(lang: Lang, problem: &Problem, trace: Option<&Trace>) -> Markup {
    use wireglass_text::LinkProblem;
    match problem {
        Problem::Link(problem) => link_problem(lang, problem),
        Problem::WhatIf { position, error } => {
            let why = trace.map(|trace| branch_error(lang, error, trace).plain());
            let step = *position as u64;
            let why = why.unwrap_or_default();
            link_problem(lang, &LinkProblem::BranchImpossible { step, why })
        }
        Problem::NoSuchPage => Markup::plain_text(ui(lang, Ui::PageNotFound)),
        Problem::NoCapture => Markup::plain_text(ui(lang, Ui::CaptureNotOpen)),
    }
}

/// What was wrong with the link; nothing if nothing was.
pub(crate) fn link_notes(
    lang: Lang,
    problems: &[Problem],
    trace: Option<&Trace>,
    on_dismiss: &Callback<()>,
) -> Html {
    if problems.is_empty() {
        return html! { <wbr hidden=true /> };
    }
    let lines = problems.iter().enumerate().map(|(index, one)| {
        html! { <li key={index}>{ prose(&problem(lang, one, trace)) }</li> }
    });
    let dismiss = on_dismiss.reform(|_: MouseEvent| ());
    html! {
        <section class="notes" role="alert" aria-label={ui(lang, Ui::LinkNotes)}>
            <ul>{ for lines }</ul>
            <button type="button" class="plain" onclick={dismiss} aria-label={ui(lang, Ui::Dismiss)} title={ui(lang, Ui::Dismiss)}>
                { icon(Icon::Close) }
            </button>
        </section>
    }
}

/// What could not be done, or what was done besides.
pub(crate) fn notice(lang: Lang, session: &Session) -> Option<Markup> {
    Some(match session.notice.as_ref()? {
        Notice::Branch(error) => branch_error(lang, error, session.trace()),
        Notice::Setting(problem) => setting_problem(lang, problem),
        Notice::Lesson(error) => lesson_error(lang, error),
        Notice::TooManyFutures => Markup::plain_text(ui(lang, Ui::TooManyFutures)),
        Notice::WhatIfsDropped => Markup::plain_text(ui(lang, Ui::WhatIfsDropped)),
    })
}
