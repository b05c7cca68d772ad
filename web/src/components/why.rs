//! What happened and why: the present step in words.

use super::icons::{Icon, icon};
use crate::inspector::prose;
use crate::state::{Action, View};
use wireglass_core::rules::Source;
use wireglass_course::{Both, Lesson};
use wireglass_scene::{family_class, frame_role, role_class};
use wireglass_sim::Outcome;
use wireglass_text::{Cite, Lang, Markup, Span, Story, Ui, outcome, step, ui};
use wireglass_trace::FrameId;
use yew::prelude::*;

/// More rules than this are folded away.
const CITES: usize = 2;

/// The text of a course in one language.
pub(crate) fn both(lang: Lang, text: &Both) -> &str {
    match lang {
        Lang::En => &text.en,
        Lang::Zh => &text.zh,
    }
}

/// What [`Why`] needs.
#[derive(Properties, PartialEq)]
pub(crate) struct WhyProps {
    pub(crate) view: View,
    pub(crate) dispatch: Callback<Action>,
    /// What the lesson says before the first step, and on the present one.
    #[prop_or_default]
    pub(crate) intro: Option<AttrValue>,
    #[prop_or_default]
    pub(crate) note: Option<AttrValue>,
    #[prop_or_default]
    pub(crate) outcome: Option<AttrOutcome>,
}

/// How the run ended, comparable.
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct AttrOutcome(pub(crate) Outcome);

impl WhyProps {
    /// Of a view of a lesson's run, or of a capture.
    pub(crate) fn of(
        view: View,
        lesson: Option<&Lesson>,
        note: Option<&Both>,
        outcome: Option<Outcome>,
        dispatch: Callback<Action>,
    ) -> Self {
        let lang = view.lang;
        let text = |text: &Both| AttrValue::from(both(lang, text).to_owned());
        Self {
            intro: lesson.map(|lesson| text(&lesson.intro)),
            note: note.map(text),
            outcome: outcome.map(AttrOutcome),
            view,
            dispatch,
        }
    }
}

/// The explanation.
#[component]
pub(crate) fn Why(props: &WhyProps) -> Html {
    let WhyProps { view, dispatch, .. } = props;
    let lang = view.lang;
    let Some(present) = view.position.checked_sub(1) else { return beginning(props) };
    let story = step(lang, &view.trace, present);
    let ended = (view.position == view.trace.last())
        .then(|| props.outcome.and_then(|AttrOutcome(how)| outcome(lang, how)))
        .flatten();
    let Story { title, pill, body, cites, transitions, cause } = &story;
    let pill = pill.as_ref().map(|pill| pill.frame);
    let transitions = transitions.iter().enumerate().map(|(index, change)| {
        let host = &view.trace.node(change.node).name;
        html! {
            <span key={index} class="transition">
                <span class="who">{ host }</span>
                <span class={classes!("state", family_class(change.from.family()))}>{ change.from.name() }</span>
                { icon(Icon::Arrow) }
                <span class={classes!("state", family_class(change.to.family()))}>{ change.to.name() }</span>
            </span>
        }
    });
    let has_transitions = !story.transitions.is_empty();
    html! {
        <section class="why" aria-label={ui(lang, Ui::Explanation)}>
            <h2 key="title">{ heading(&view.trace, title, pill) }</h2>
            { for body.iter().enumerate().map(|(i, line)| html! { <p key={i}>{ prose(line) }</p> }) }
            if let Some(note) = &props.note {
                <p key="note" class="teacher">{ prose(&Markup::parse(lang, note)) }</p>
            }
            if has_transitions {
                <p key="transitions" class="transitions">{ for transitions }</p>
            }
            { citations(lang, cites) }
            if let Some((cause, title)) = cause {
                { cause_link(lang, *cause, title, dispatch) }
            }
            if let Some(ended) = ended {
                <p key="ended" class="teacher">{ prose(&ended) }</p>
            }
        </section>
    }
}

fn beginning(props: &WhyProps) -> Html {
    let lang = props.view.lang;
    // In a network whose author lets nothing happen, only who types makes something happen.
    let next = if props.view.trace.last() == 0 { Ui::NothingByItself } else { Ui::PressPlay };
    html! {
        <section class="why" aria-label={ui(lang, Ui::Explanation)}>
            <h2 key="title">{ ui(lang, Ui::AtTheBeginning) }</h2>
            if let Some(intro) = &props.intro {
                <p key="intro">{ prose(&Markup::parse(lang, intro)) }</p>
            }
            <p key="press" class="cite">{ ui(lang, next) }</p>
        </section>
    }
}

/// The title, its frame's name as a pill in the colour of its role.
fn heading(trace: &wireglass_trace::Trace, title: &Markup, pill: Option<FrameId>) -> Html {
    let mut pill = pill;
    let spans = title.spans().iter().enumerate().map(|(index, span)| match (span, pill) {
        (Span::Code(text), Some(frame)) => {
            pill = None;
            let role = role_class(frame_role(trace, frame));
            html! { <span key={index} class={classes!("pill", role)}>{ text }</span> }
        }
        (Span::Code(text), None) => html! { <code key={index}>{ text }</code> },
        (span, _) => html! { <span key={index}>{ span.text() }</span> },
    });
    spans.collect()
}

fn citations(lang: Lang, cites: &[Cite]) -> Html {
    if cites.is_empty() {
        return html! { <wbr key="cites" hidden=true /> };
    }
    let line = |index: usize, cite: &Cite| {
        let source = match cite.source.url() {
            Some(url) => html! {
                <a href={url} target="_blank" rel="noreferrer" title={ui(lang, Ui::ReadTheRfc)}>
                    { cite.source.to_string() }
                </a>
            },
            None => html! { <span>{ source_name(lang, cite.source) }</span> },
        };
        let check = cite.check.as_ref().map(|check| format!(": {check}")).unwrap_or_default();
        html! {
            <p key={index} class="cite">{ source }{ " · " }{ cite.title }<span class="numbers">{ check }</span></p>
        }
    };
    let (first, rest) = cites.split_at(cites.len().min(CITES));
    let first = first.iter().enumerate().map(|(index, cite)| line(index, cite));
    let more = rest.iter().enumerate().map(|(index, cite)| line(index, cite));
    html! {
        <div key="cites" class="cites">
            { for first }
            if !rest.is_empty() {
                <details key="more">
                    <summary>{ format!("{} (+{})", ui(lang, Ui::Rules), rest.len()) }</summary>
                    { for more }
                </details>
            }
        </div>
    }
}

const fn source_name(lang: Lang, source: Source) -> &'static str {
    match source {
        Source::Inference => ui(lang, Ui::Inferred),
        _ => ui(lang, Ui::ModelWorld),
    }
}

fn cause_link(lang: Lang, cause: usize, title: &Markup, dispatch: &Callback<Action>) -> Html {
    let onclick = dispatch.reform(|_: MouseEvent| Action::FollowCause);
    html! {
        <p key="cause" class="cause">
            <button type="button" class="link" {onclick} title={ui(lang, Ui::GoToCause)}>
                { icon(Icon::Cause) }
                <span>{ wireglass_text::caused_by(lang, cause + 1, &title.plain()) }</span>
            </button>
        </p>
    }
}
