//! One exercise: the question, the answer, what is said of it, the solution.

use super::{Place, shown};
use crate::browser;
use crate::components::icons::{Icon, icon};
use crate::inspector::prose;
use std::rc::Rc;
use wasm_bindgen::JsCast as _;
use web_sys::HtmlInputElement;
use wireglass_course::practice::{Ask as Field, Exercise, Input, Judgement, Verdict};
use wireglass_text::Lang;
use wireglass_text::practice::{
    Label, choices, field_said, hint, kind_name, label, label_of, mistake, unreadable,
};
use yew::prelude::*;

/// How an exercise went, told once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Right at the first try.
    Right,
    /// Wrong at the first try, or looked up.
    Wrong,
}

/// What [`Ask`] needs.
#[derive(Properties, PartialEq)]
pub(super) struct AskProps {
    pub(super) lang: Lang,
    pub(super) exercise: Rc<Exercise>,
    pub(super) place: Place,
    /// Whether the first field is to have the focus.
    pub(super) focus: bool,
    pub(super) on_outcome: Callback<Outcome>,
}

const NEXT: &str = "practice-next";

/// One exercise.
#[component]
pub(super) fn Ask(props: &AskProps) -> Html {
    let AskProps { lang, exercise, place, focus, on_outcome } = props;
    let lang = *lang;
    let asks = exercise.asks();
    let typed = use_state(|| vec![String::new(); asks.len()]);
    let verdict = use_state(|| None::<Verdict>);
    // How often it was checked: the same words twice are announced twice.
    let checks = use_state(|| 0_u32);
    let solution = use_state_eq(|| false);
    {
        // Once, when it appears: the focus is not taken away from where somebody went since.
        let focus = *focus;
        use_effect_with((), move |()| {
            if focus {
                browser::focus(&field_id(0));
            }
        });
    }
    let done = verdict.as_ref().is_some_and(Verdict::is_right);
    use_effect_with(done, |done| {
        if *done {
            browser::focus(NEXT);
        }
    });
    let onsubmit = {
        let (typed, verdict, checks) = (typed.clone(), verdict.clone(), checks.clone());
        let (exercise, on_outcome) = (exercise.clone(), on_outcome.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let found = exercise.check(&typed);
            if found.is_complete() {
                on_outcome.emit(if found.is_right() { Outcome::Right } else { Outcome::Wrong });
            }
            if let Some(at) = found.fields.iter().position(|field| *field != Judgement::Right) {
                browser::focus(&field_id(at));
            }
            verdict.set(Some(found));
            checks.set(*checks + 1);
        })
    };
    let look = {
        let (solution, on_outcome) = (solution.clone(), on_outcome.clone());
        Callback::from(move |_: MouseEvent| {
            on_outcome.emit(Outcome::Wrong);
            solution.set(true);
        })
    };
    let fields = asks.iter().enumerate().map(|(at, &ask)| {
        let judged = verdict.as_ref().and_then(|verdict| verdict.fields.get(at));
        let set = {
            let (typed, verdict) = (typed.clone(), verdict.clone());
            Callback::from(move |value: String| {
                let mut now = (*typed).clone();
                now[at] = value;
                typed.set(now);
                // What was said of this field is no longer about what stands there.
                if let Some(mut judged) = (*verdict).clone() {
                    judged.fields[at] = Judgement::Missing;
                    verdict.set(Some(judged));
                }
            })
        };
        field(lang, at, ask, &typed[at], judged, &set)
    });
    let next = place.at(place.number.saturating_add(1)).href();
    let number = place.number;
    let said = verdict.as_ref().map(|verdict| summary(lang, &asks, verdict)).unwrap_or_default();
    html! {
        <section class={classes!("ask", done.then_some("done"))} aria-labelledby="ask-title">
            <h2 id="ask-title">
                <span>{ format!("{} {number}", label(lang, Label::Question)) }</span>
                <small>{ kind_name(lang, exercise.kind) }</small>
            </h2>
            { shown::asked(lang, exercise, Some("asked")) }
            <form {onsubmit} aria-describedby="asked" autocomplete="off">
                <div class="fields">{ for fields }</div>
                <p class="sr-only" role="status" aria-live="polite"><span key={*checks}>{ said }</span></p>
                if done {
                    <p key="right" class="verdict right">{ icon(Icon::Check) }{ label(lang, Label::Right) }</p>
                } else {
                    <wbr key="open" hidden=true />
                }
                <div class="ask-buttons">
                    if !done {
                        <button key="check" type="submit" class="primary">{ label(lang, Label::Check) }</button>
                    }
                    <a key="next" id={NEXT} class={if done { "primary" } else { "ghost" }} href={next}>{ label(lang, Label::Next) }{ icon(Icon::Arrow) }</a>
                    <span key="grow" class="grow"></span>
                    if number > 1 {
                        <a key="previous" class="ghost" href={place.at(number - 1).href()}>{ label(lang, Label::Previous) }</a>
                    }
                    if !*solution {
                        <button key="look" type="button" class="ghost" onclick={look}>{ label(lang, Label::Solution) }</button>
                    }
                </div>
            </form>
            if *solution {
                <section key="solution" class="worked" aria-labelledby="worked">
                    <h3 id="worked">{ label(lang, Label::SolutionTitle) }</h3>
                    { shown::steps(lang, exercise) }
                    <h3>{ label(lang, Label::RightAnswers) }</h3>
                    { shown::answers(lang, exercise) }
                </section>
            }
        </section>
    }
}

fn field_id(at: usize) -> String {
    format!("answer-{at}")
}

/// A field with what is said of it.
fn field(
    lang: Lang,
    at: usize,
    ask: Field,
    value: &str,
    judged: Option<&Judgement>,
    set: &Callback<String>,
) -> Html {
    let id = field_id(at);
    let note_id = format!("{id}-note");
    let wrong = matches!(judged, Some(Judgement::Wrong(_) | Judgement::Unreadable(_)));
    let (class, note) = match judged {
        None => ("", html! {}),
        Some(Judgement::Missing) if !value.is_empty() => ("", html! {}),
        Some(Judgement::Missing) => ("missing", html! { label(lang, Label::FieldMissing) }),
        Some(Judgement::Right) => {
            ("right", html! { <>{ icon(Icon::Check) }{ label(lang, Label::FieldRight) }</> })
        }
        Some(Judgement::Unreadable(why)) => {
            ("wrong", html! { <>{ icon(Icon::Close) }{ prose(&unreadable(lang, why)) }</> })
        }
        Some(Judgement::Wrong(why)) => {
            ("wrong", html! { <>{ icon(Icon::Close) }{ prose(&mistake(lang, why)) }</> })
        }
    };
    let note = html! { <p id={note_id.clone()} class="note">{ note }</p> };
    let name = label_of(lang, ask);
    let offered = choices(lang, ask.input());
    let change = |event: &web_sys::Event| {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        input.map(|input| input.value()).unwrap_or_default()
    };
    if offered.is_empty() {
        let oninput = set.reform(move |event: InputEvent| change(&event));
        let mode = if ask.input() == Input::Number { "numeric" } else { "text" };
        return html! {
            <div key={at} class={classes!("field", class)}>
                <label for={id.clone()}>{ name }</label>
                <input type="text" {id} value={value.to_owned()} {oninput} inputmode={mode}
                    placeholder={hint(lang, ask.input())} autocomplete="off" autocapitalize="off" spellcheck="false"
                    aria-invalid={wrong.then_some("true")} aria-describedby={note_id} />
                { note }
            </div>
        };
    }
    let group = id.clone();
    // The one that takes the focus: what was chosen, or the first.
    let entry = offered.iter().position(|(_, typed)| *typed == value).unwrap_or_default();
    let radios = offered.into_iter().enumerate().map(|(place, (word, typed))| {
        let id = if place == entry { group.clone() } else { format!("{group}-{place}") };
        let onchange = set.reform(move |event: Event| change(&event));
        html! {
            <label key={typed} class="choice">
                <input type="radio" {id} name={group.clone()} value={typed} checked={value == typed} {onchange} />
                <span>{ word }</span>
            </label>
        }
    });
    html! {
        <fieldset key={at} class={classes!("field", class)} aria-describedby={note_id}>
            <legend>{ name }</legend>
            <div class="choices-row">{ for radios }</div>
            { note }
        </fieldset>
    }
}

/// What is heard after a check: the whole, then each field that is not right.
fn summary(lang: Lang, asks: &[Field], verdict: &Verdict) -> String {
    if verdict.is_right() {
        return label(lang, Label::Right).to_owned();
    }
    let whole = if verdict.is_complete() { Label::Wrong } else { Label::Unfinished };
    let mut said = label(lang, whole).to_owned();
    for (ask, judged) in asks.iter().zip(&verdict.fields) {
        let what = match judged {
            Judgement::Right | Judgement::Missing => continue,
            Judgement::Unreadable(why) => unreadable(lang, why).plain(),
            Judgement::Wrong(why) => mistake(lang, why).plain(),
        };
        said.push_str(&field_said(lang, *ask, &what));
    }
    said
}
