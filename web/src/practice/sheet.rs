//! A set to print: the questions with room to write, and on pages of their own the answers.

use super::{Place, exercises, shown};
use crate::browser;
use crate::components::icons::{Icon, icon};
use wasm_bindgen::JsCast as _;
use web_sys::HtmlInputElement;
use wireglass_course::practice::{Ask, Exercise};
use wireglass_text::Lang;
use wireglass_text::practice::{Label, kind_name, label, label_of, level_name};
use yew::prelude::*;

/// What [`Sheet`] needs.
#[derive(Properties, PartialEq)]
pub(super) struct SheetProps {
    pub(super) lang: Lang,
    pub(super) place: Place,
    /// How many exercises.
    pub(super) count: u32,
}

/// The sheet.
#[component]
pub(super) fn Sheet(props: &SheetProps) -> Html {
    let SheetProps { lang, place, count } = props;
    let lang = *lang;
    let all = use_memo((place.clone(), *count), |(place, count)| exercises(place, *count));
    let print = Callback::from(|_: MouseEvent| browser::print());
    let recount = {
        let place = place.clone();
        Callback::from(move |event: Event| {
            let input =
                event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
            let count = input.and_then(|input| input.value().trim().parse().ok());
            let count = count.unwrap_or(Place::SHEET).clamp(1, Place::MOST);
            browser::navigate(&place.as_sheet(count).href());
        })
    };
    let kind = place.kind.map_or(label(lang, Label::Mixed), |kind| kind_name(lang, kind));
    let about = format!(
        "{kind} · {} · {} {}",
        level_name(lang, place.level),
        label(lang, Label::Seed),
        place.seed()
    );
    let link = browser::address(&place.as_desk().href());
    let numbered = |show: fn(Lang, &Exercise) -> Html| {
        let items = (place.number..).zip(all.iter());
        items
            .map(|(number, exercise)| {
                html! { <li key={number} value={number.to_string()}>{ show(lang, exercise) }</li> }
            })
            .collect::<Html>()
    };
    html! {
        <>
            <div class="practice-controls no-print">
                <a class="ghost" href={place.as_desk().href()}>{ label(lang, Label::BackToPractice) }</a>
                <label>
                    <span>{ label(lang, Label::SheetCount) }</span>
                    <input type="text" inputmode="numeric" autocomplete="off" size="4" key={*count}
                        value={count.to_string()} onchange={recount} />
                </label>
                <span class="grow"></span>
                <button type="button" class="primary" onclick={print}>{ icon(Icon::Save) }{ label(lang, Label::Print) }</button>
            </div>
            <article class="paper">
                <header>
                    <h1>{ label(lang, Label::SheetTitle) }</h1>
                    <p>{ about.clone() }</p>
                    <p class="write">{ label(lang, Label::SheetName) }<span class="blank"></span></p>
                </header>
                <ol class="questions">{ numbered(blank) }</ol>
                <footer><a href={place.as_desk().href()}>{ link }</a></footer>
            </article>
            <article class="paper key" aria-labelledby="key">
                <header>
                    <h2 id="key">{ label(lang, Label::SheetAnswers) }</h2>
                    <p>{ about }</p>
                </header>
                <ol class="questions">{ numbered(shown::answers) }</ol>
            </article>
        </>
    }
}

/// A question with room for its answers.
fn blank(lang: Lang, exercise: &Exercise) -> Html {
    let fields = exercise.asks().into_iter().enumerate().map(|(at, ask)| {
        let wide = (ask == Ask::Summary).then_some("field-wide");
        html! { <p key={at} class={classes!("write", wide)}>{ label_of(lang, ask) }<span class="blank"></span></p> }
    });
    html! { <>{ shown::asked(lang, exercise, None) }<div class="fields">{ for fields }</div></> }
}
