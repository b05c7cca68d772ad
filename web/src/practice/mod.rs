//! The page of exercises: a question, an answer that is checked at once, its solution, the next.
//!
//! | module   | what it holds                                            |
//! |----------|----------------------------------------------------------|
//! | `place`  | which exercise: what the address says                     |
//! | `record` | how it went so far: kept in this browser                   |
//! | `ask`    | one exercise, from the question to the solution            |
//! | `shown`  | what questions and solutions look like, on screen and paper |
//! | `sheet`  | a set to print, with its answers on pages of their own     |
//!
//! The address says which exercise it is, and going to the next is going to another address. So
//! the browser's own "back" works, and so does a link that somebody hands out.

mod ask;
mod place;
mod record;
mod sheet;
mod shown;

pub(crate) use place::Place;

use crate::browser;
use crate::components::header::Bar;
use crate::components::link_notes;
use crate::prefs::Prefs;
use crate::state::Problem;
use ask::{Ask, Outcome};
use record::Record;
use sheet::Sheet;
use std::collections::BTreeSet;
use std::rc::Rc;
use wasm_bindgen::JsCast as _;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use wireglass_course::practice::{Exercise, Kind, Level};
use wireglass_text::practice::{Label, kind_name, label, level_name};
use wireglass_text::{Lang, Ui, ui};
use yew::prelude::*;

/// What [`Practice`] needs.
#[derive(Properties, PartialEq)]
pub(crate) struct PracticeProps {
    pub(crate) place: Place,
    pub(crate) prefs: Prefs,
    /// What was wrong with the link.
    pub(crate) problems: Rc<[Problem]>,
}

/// The page.
#[component]
pub(crate) fn Practice(props: &PracticeProps) -> Html {
    let PracticeProps { place, prefs, problems } = props;
    let lang = prefs.lang;
    // A link without a set gets one, and keeps it.
    let seed = use_mut_ref(|| browser::fresh_number(Place::SEEDS));
    let place = place.with_seed(*seed.borrow());
    {
        let seed = seed.clone();
        use_effect_with(place.clone(), move |place| {
            seed.replace(place.seed());
            browser::write_address(&place.href(), false);
        });
    }
    let crumbs = html! {
        <nav class="crumbs" aria-label={ui(lang, Ui::WhereYouAre)}>
            <a href="#/">{ ui(lang, Ui::Home) }</a>
            <span aria-hidden="true">{ "/" }</span>
            <b aria-current="page">{ label(lang, Label::Title) }</b>
        </nav>
    };
    let body = match place.sheet {
        Some(count) => html! { <Sheet key="sheet" {lang} {place} {count} /> },
        None => html! { <Desk key="desk" {lang} {place} /> },
    };
    html! {
        <div class="practice-page">
            <Bar prefs={prefs.clone()} {crumbs} />
            { link_notes(lang, problems, None, &Callback::noop()) }
            <main class="practice" id="main" tabindex="-1">{ body }</main>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct DeskProps {
    lang: Lang,
    place: Place,
}

/// The exercise with everything around it: what to practise, and how it goes.
#[component]
fn Desk(props: &DeskProps) -> Html {
    let DeskProps { lang, place } = props;
    let lang = *lang;
    let record = use_state(Record::stored);
    // What has counted is not counted again when one comes back to it.
    let counted = use_mut_ref(BTreeSet::<String>::new);
    // The first question does not take the focus away from where the reader is.
    let moved = use_mut_ref(|| false);
    let focus = moved.replace(true);
    let exercise = use_memo(place.clone(), Place::exercise);
    let (kind, level) = (exercise.kind, exercise.level);
    let href = place.href();
    let on_outcome = {
        let record = record.clone();
        use_callback((href.clone(), kind, level), move |outcome: Outcome, (href, kind, level)| {
            if counted.borrow_mut().insert(href.clone()) {
                // Another tab may have written in the meantime.
                let mut now = Record::stored();
                now.count(*kind, *level, outcome == Outcome::Right);
                now.store();
                record.set(now);
            }
        })
    };
    let forget = {
        let record = record.clone();
        Callback::from(move |_: MouseEvent| {
            Record::forget();
            record.set(Record::default());
        })
    };
    let line = record.of(kind, level);
    let figures = [
        (Label::Streak, line.streak),
        (Label::Best, line.best),
        (Label::Tried, line.tried),
        (Label::Solved, line.solved),
    ];
    let figures = figures.into_iter().map(|(name, figure)| {
        html! { <div key={label(Lang::En, name)}><dt>{ label(lang, name) }</dt><dd>{ figure }</dd></div> }
    });
    html! {
        <>
            <header class="practice-head">
                <h1>{ label(lang, Label::Title) }</h1>
                <p>{ label(lang, Label::Lead) }</p>
            </header>
            { controls(lang, place) }
            <Ask key={href} {lang} {exercise} place={place.clone()} {focus} {on_outcome} />
            <aside class="practice-record" aria-label={label(lang, Label::Tried)}>
                <p class="record-of">{ format!("{} · {}", kind_name(lang, kind), level_name(lang, level)) }</p>
                <dl>{ for figures }</dl>
                <p class="hint">{ label(lang, Label::Kept) }</p>
                <button type="button" class="link" onclick={forget}>{ label(lang, Label::ResetStreaks) }</button>
            </aside>
        </>
    }
}

/// A choice of kinds, levels and sets, and the ways out of here.
fn controls(lang: Lang, place: &Place) -> Html {
    let go = |change: fn(&mut Place, &str)| {
        let place = place.clone();
        Callback::from(move |event: Event| {
            let target = event.target();
            let select = target.as_ref().and_then(|t| t.dyn_ref::<HtmlSelectElement>());
            let input = target.as_ref().and_then(|t| t.dyn_ref::<HtmlInputElement>());
            let value = select.map(HtmlSelectElement::value).or(input.map(HtmlInputElement::value));
            let mut place = place.at(1);
            change(&mut place, &value.unwrap_or_default());
            browser::navigate(&place.href());
        })
    };
    let kinds = Kind::ALL.into_iter().map(Some).chain([None]).map(|kind| {
        let name = kind.map_or(label(lang, Label::Mixed), |kind| kind_name(lang, kind));
        let value = Place::kind_id(kind);
        html! { <option key={value} {value} selected={kind == place.kind}>{ name }</option> }
    });
    let levels = Level::ALL.into_iter().map(|level| {
        let value = level.number().to_string();
        html! { <option key={value.clone()} {value} selected={level == place.level}>{ level_name(lang, level) }</option> }
    });
    let new_set = {
        let place = place.at(1);
        Callback::from(move |_: MouseEvent| {
            let other = place.in_set(browser::fresh_number(Place::SEEDS));
            browser::navigate(&other.href());
        })
    };
    html! {
        <div class="practice-controls">
            <label>
                <span>{ label(lang, Label::Kind) }</span>
                <select onchange={go(|place, value| { place.choose(value); })}>{ for kinds }</select>
            </label>
            <label>
                <span>{ label(lang, Label::Level) }</span>
                <select onchange={go(|place, value| {
                    let level = value.parse().ok().and_then(Level::from_number);
                    place.level = level.unwrap_or_default();
                })}>{ for levels }</select>
            </label>
            <label>
                <span>{ label(lang, Label::Seed) }</span>
                <input type="text" inputmode="numeric" autocomplete="off" size="7" aria-describedby="seed-help"
                    key={place.seed()} value={place.seed().to_string()}
                    onchange={go(|place, value| *place = place.in_set(value.trim().parse().unwrap_or(place.seed())))} />
            </label>
            <button type="button" class="ghost" onclick={new_set}>{ label(lang, Label::NewSet) }</button>
            <p id="seed-help" class="hint">{ label(lang, Label::SeedHelp) }</p>
            <CopyLink {lang} href={place.at(1).href()} />
            <a class="ghost" href={place.at(1).as_sheet(Place::SHEET).href()}>{ label(lang, Label::Sheet) }</a>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct CopyLinkProps {
    lang: Lang,
    href: String,
}

/// Copies the address of a set's first question.
#[component]
fn CopyLink(props: &CopyLinkProps) -> Html {
    let CopyLinkProps { lang, href } = props;
    let said = use_state_eq(|| None::<bool>);
    let onclick = {
        let (href, said) = (href.clone(), said.setter());
        Callback::from(move |_: MouseEvent| {
            let said = said.clone();
            browser::copy(&browser::address(&href), move |copied| said.set(Some(copied)));
        })
    };
    let told = match *said {
        None => "",
        Some(true) => label(*lang, Label::Copied),
        Some(false) => label(*lang, Label::NotCopied),
    };
    html! {
        <>
            <span class="hint" role="status">{ told }</span>
            <button type="button" class="ghost" {onclick}>{ label(*lang, Label::CopyLink) }</button>
        </>
    }
}

/// The exercises of a set, from the one the place names on.
fn exercises(place: &Place, count: u32) -> Vec<Exercise> {
    (0..count).map(|n| place.at(place.number.saturating_add(n)).exercise()).collect()
}
