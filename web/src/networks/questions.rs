//! The checked questions of a lesson: asked from their step on, judged in the lesson's own run, each
//! answer told what is right or wrong with it. Which were answered is kept in this browser.

mod record;

use crate::components::icons::{Icon, icon};
use crate::components::why::both;
use crate::inspector::prose;
use crate::state::{Action, TraceRef};
use record::Record;
use web_sys::HtmlInputElement;
use wireglass_course::{Answer, AnswerKind, Asked, Both, Choice, Lesson, Question, Verdict};
use wireglass_text::network::{Net, answer_wanted, net, questions_done};
use wireglass_text::{Lang, Markup};
use yew::prelude::*;

/// What [`Questions`] needs.
#[derive(Properties, PartialEq)]
pub(super) struct QuestionsProps {
    /// The lesson's id.
    pub(super) lesson: AttrValue,
    /// The lesson's own run.
    pub(super) trace: TraceRef,
    /// How far it has come there.
    pub(super) position: usize,
    pub(super) lang: Lang,
    pub(super) dispatch: Callback<Action>,
}

/// All questions that are asked by now.
#[component]
pub(super) fn Questions(props: &QuestionsProps) -> Html {
    let QuestionsProps { lesson, trace, position, lang, dispatch } = props;
    let lang = *lang;
    let record = use_state_eq(|| Record::stored(lesson));
    let Some(found) = wireglass_course::find_any(lesson) else {
        return html! { <wbr hidden=true /> };
    };
    let all = found.questions();
    if all.is_empty() {
        return html! { <wbr hidden=true /> };
    }
    let asked = |question: &&Question| {
        // Step 0 is what the lesson begins with: from the start.
        question.from_step(trace).is_some_and(|step| step == 0 || step < *position)
    };
    let shown: Vec<&'static Question> = all.iter().filter(asked).collect();
    let done = all.iter().filter(|question| record.has(&question.id)).count();
    let open = shown.iter().any(|question| !record.has(&question.id));
    let on_right = {
        let (record, lesson) = (record.clone(), lesson.clone());
        Callback::from(move |id: String| {
            let next = record.with(&id);
            next.store(&lesson);
            record.set(next);
        })
    };
    let again = {
        let (record, lesson) = (record.setter(), lesson.clone());
        Callback::from(move |_: MouseEvent| {
            Record::default().store(&lesson);
            record.set(Record::default());
        })
    };
    let later = shown.len() < all.len();
    html! {
        <details class="lesson-questions">
            <summary>
                <b>{ net(lang, Net::Questions) }</b>
                <span class={classes!("count-done", open.then_some("open"))}>{ questions_done(lang, done, all.len()) }</span>
            </summary>
            <ol>
                { for shown.into_iter().map(|question| html! {
                    <li key={question.id.clone()}>
                        <One id={question.id.clone()} lesson={lesson.clone()} trace={trace.clone()}
                            answered={record.has(&question.id)} {lang} on_right={on_right.clone()}
                            dispatch={dispatch.clone()} />
                    </li>
                }) }
            </ol>
            if later {
                <p key="later" class="quiet">{ net(lang, Net::LaterQuestions) }</p>
            }
            if done > 0 {
                <button key="again" type="button" class="link" onclick={again}>{ net(lang, Net::StartOver) }</button>
            }
        </details>
    }
}

#[derive(Properties, PartialEq)]
struct OneProps {
    id: String,
    lesson: AttrValue,
    trace: TraceRef,
    answered: bool,
    lang: Lang,
    on_right: Callback<String>,
    dispatch: Callback<Action>,
}

/// What was said to an answer, in one language.
#[derive(Clone, PartialEq)]
enum Said {
    Right(Vec<&'static Both>),
    Wrong { why: Vec<&'static Both>, incomplete: bool },
    Nothing,
    Unreadable(AnswerKind),
    NotInThisRun,
}

fn question(lesson: &str, id: &str) -> Option<&'static Question> {
    let lesson: &'static Lesson = wireglass_course::find_any(lesson)?;
    lesson.questions().iter().find(|question| question.id == id)
}

/// One question.
#[component]
fn One(props: &OneProps) -> Html {
    let OneProps { id, lesson, trace, answered, lang, on_right, dispatch } = props;
    let lang = *lang;
    let chosen = use_state_eq(Vec::<usize>::new);
    let typed = use_state_eq(String::new);
    let said = use_state_eq(|| None::<Said>);
    let Some(question) = question(lesson, id) else { return html! { <wbr hidden=true /> } };
    let onsubmit = {
        let (chosen, typed, said) = (chosen.clone(), typed.clone(), said.setter());
        let (trace, on_right, id) = (trace.clone(), on_right.clone(), id.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let answer = match &question.asked {
                Asked::Choice(_) => Answer::Chosen(&chosen),
                Asked::Typed(_) => Answer::Typed(&typed),
            };
            let verdict = match question.check(answer, &trace) {
                Verdict::Right { why } => Said::Right(why),
                Verdict::Wrong { why, incomplete } => Said::Wrong { why, incomplete },
                Verdict::Nothing => Said::Nothing,
                Verdict::Unreadable { wanted } => Said::Unreadable(wanted),
                Verdict::NotInThisRun => Said::NotInThisRun,
            };
            if matches!(verdict, Said::Right(_)) {
                on_right.emit(id.clone());
            }
            said.set(Some(verdict));
        })
    };
    let step = shown_at(question, trace);
    let show = dispatch.reform(move |_: MouseEvent| Action::GoTo(step.unwrap_or_default() + 1));
    let inputs = match &question.asked {
        Asked::Choice(choices) => choose(id, choices, &chosen, &said, lang),
        Asked::Typed(_) => {
            let oninput = {
                let (typed, said) = (typed.setter(), said.setter());
                Callback::from(move |event: InputEvent| {
                    typed.set(event.target_unchecked_into::<HtmlInputElement>().value());
                    said.set(None);
                })
            };
            html! {
                <input type="text" value={(*typed).clone()} {oninput} autocomplete="off" spellcheck="false"
                    aria-label={net(lang, Net::YourAnswer)} placeholder={net(lang, Net::YourAnswer)} />
            }
        }
    };
    let text = Markup::parse(lang, both(lang, &question.text));
    html! {
        <form class={classes!("one-question", answered.then_some("done"))} {onsubmit}>
            <fieldset>
                <legend>
                    { prose(&text) }
                    if *answered {
                        <span class="done-mark" title={net(lang, Net::Answered)}>
                            { "✓" }<span class="sr-only">{ net(lang, Net::Answered) }</span>
                        </span>
                    }
                </legend>
                { inputs }
            </fieldset>
            <div class="one-question-foot">
                <button type="submit" class="ghost">{ net(lang, Net::Check) }</button>
                if said.is_some() && step.is_some() {
                    <button key="show" type="button" class="link" onclick={show}>
                        { icon(Icon::Arrow) }{ net(lang, Net::ShowMe) }
                    </button>
                }
            </div>
            <div role="status" class="answer-feedback">{ (*said).as_ref().map(|said| feedback(lang, said)).unwrap_or_default() }</div>
        </form>
    }
}

/// The step that shows the answer: where it stands, else where the question arises.
fn shown_at(question: &Question, trace: &TraceRef) -> Option<usize> {
    match question.right(trace) {
        Some(looked) => looked.step,
        None => question.from_step(trace).filter(|step| *step > 0),
    }
}

/// The choices: one of them, or as many as are right.
fn choose(
    id: &str,
    choices: &'static [Choice],
    chosen: &UseStateHandle<Vec<usize>>,
    said: &UseStateHandle<Option<Said>>,
    lang: Lang,
) -> Html {
    let single = choices.iter().filter(|choice| choice.right).count() == 1;
    let kind = if single { "radio" } else { "checkbox" };
    let options = choices.iter().enumerate().map(|(index, choice)| {
        let onchange = {
            let (chosen, said) = (chosen.clone(), said.setter());
            Callback::from(move |event: Event| {
                let on = event.target_unchecked_into::<HtmlInputElement>().checked();
                let mut next = if single { Vec::new() } else { (*chosen).clone() };
                next.retain(|other| *other != index);
                if on {
                    next.push(index);
                }
                chosen.set(next);
                said.set(None);
            })
        };
        let text = Markup::parse(lang, both(lang, &choice.text));
        html! {
            <label key={index} class="answer-option">
                <input type={kind} name={format!("question-{id}")} checked={chosen.contains(&index)} {onchange} />
                { prose(&text) }
            </label>
        }
    });
    html! { <div class="answer-options">{ for options }</div> }
}

fn feedback(lang: Lang, said: &Said) -> Html {
    let whys = |why: &[&'static Both]| -> Html {
        why.iter()
            .enumerate()
            .map(|(index, why)| html! { <p key={index}>{ prose(&Markup::parse(lang, both(lang, why))) }</p> })
            .collect()
    };
    match said {
        Said::Right(why) => html! {
            <div class="right"><b>{ net(lang, Net::Correct) }</b>{ whys(why) }</div>
        },
        Said::Wrong { why, incomplete } => html! {
            <div class="wrong">
                <b>{ net(lang, Net::NotYet) }</b>
                { whys(why) }
                if *incomplete {
                    <p key="incomplete">{ net(lang, Net::SomeMissing) }</p>
                }
            </div>
        },
        Said::Nothing => {
            html! { <div class="wrong"><p>{ net(lang, Net::NothingAnswered) }</p></div> }
        }
        Said::Unreadable(kind) => {
            html! { <div class="wrong"><p>{ prose(&answer_wanted(lang, *kind)) }</p></div> }
        }
        Said::NotInThisRun => {
            html! { <div class="wrong"><p>{ net(lang, Net::NotInThisRun) }</p></div> }
        }
    }
}
