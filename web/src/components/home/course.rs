//! The course: its lessons in chapters, what one looks for among them, and how far one has come.

use crate::components::shapes::shapes;
use crate::components::why::both;
use crate::inspector::prose;
use crate::progress::Progress;
use crate::route::Route;
use crate::state::LessonLink;
use gloo::timers::callback::Timeout;
use web_sys::HtmlInputElement;
use wireglass_course::{Card, Chapter, Lesson, cards};
use wireglass_scene::{LadderLayout, LadderOptions, View, num};
use wireglass_sim::Recording;
use wireglass_text::network::{Net, lessons_done, net};
use wireglass_text::{Lang, Markup, Ui, chapter_summary, chapter_title, ui};
use yew::prelude::*;

/// A miniature, in its own pixels.
const MINIATURE: (f64, f64) = (900.0, 420.0);

/// What [`Course`] needs.
#[derive(Properties, PartialEq)]
pub(super) struct CourseProps {
    pub(super) lang: Lang,
}

/// The course.
#[component]
pub(super) fn Course(props: &CourseProps) -> Html {
    let lang = props.lang;
    let wanted = use_state_eq(String::new);
    let progress = use_memo((), |()| Progress::stored());
    let oninput = {
        let wanted = wanted.setter();
        Callback::from(move |event: InputEvent| {
            let input: HtmlInputElement = event.target_unchecked_into();
            wanted.set(input.value());
        })
    };
    let mut number = 0;
    let mut chapters = Vec::new();
    for chapter in Chapter::ALL {
        let all: Vec<&'static Card> =
            cards().iter().filter(|card| card.chapter == chapter).collect();
        let first = number;
        number += all.len();
        let numbered = all.iter().copied().zip(first..);
        let found: Vec<_> = numbered.filter(|(card, _)| matches(card, &wanted)).collect();
        if found.is_empty() {
            continue;
        }
        let done = all.iter().filter(|card| progress.is_done(card.id)).count();
        let shown = found.into_iter().map(|(card, index)| {
            html! { <CardView key={card.id} {card} {index} {lang} seen={progress.of(card.id)} /> }
        });
        let id = format!("chapter-{chapter:?}").to_ascii_lowercase();
        let class = if chapter.is_of_networks() { "of-networks" } else { "of-tcp" };
        chapters.push(html! {
            <section key={id.clone()} class={classes!("chapter", class)} aria-labelledby={id.clone()}>
                <header>
                    <h3 {id}>{ chapter_title(lang, chapter) }</h3>
                    <p>{ chapter_summary(lang, chapter) }</p>
                    if done > 0 {
                        <span key="done" class="done-count">{ lessons_done(lang, done, all.len()) }</span>
                    }
                </header>
                <ul>{ for shown }</ul>
            </section>
        });
    }
    let nothing = chapters.is_empty();
    html! {
        <section class="lessons" aria-labelledby="lessons">
            <div class="lessons-head">
                <h2 id="lessons">{ ui(lang, Ui::Lessons) }</h2>
                <input type="search" class="find" aria-label={net(lang, Net::SearchLessons)}
                    placeholder={format!("{}: {}", net(lang, Net::SearchLessons), net(lang, Net::SearchHint))}
                    value={(*wanted).clone()} {oninput} />
            </div>
            { for chapters }
            <p class="quiet" role="status">{ if nothing { net(lang, Net::NoLesson) } else { "" } }</p>
        </section>
    }
}

/// Whether what is told of a lesson has all words that are looked for, in either language.
fn matches(card: &Card, wanted: &str) -> bool {
    let mut all = card.id.to_owned();
    for text in [&card.title, &card.summary] {
        all.extend([" ", text.en.as_str(), " ", text.zh.as_str()]);
    }
    for lang in Lang::ALL {
        all.extend([" ", chapter_title(lang, card.chapter)]);
    }
    let all = all.to_lowercase();
    wanted.to_lowercase().split_whitespace().all(|word| all.contains(word))
}

/// How far one has come in a lesson.
fn mark(lang: Lang, seen: Option<u8>) -> Html {
    match seen {
        None => html! { <wbr key="seen" hidden=true /> },
        Some(100) => {
            html! { <span key="seen" class="seen done">{ net(lang, Net::SeenToTheEnd) }</span> }
        }
        Some(share) => html! {
            <span key="seen" class="seen">{ format!("{share} % {}", net(lang, Net::Seen)) }</span>
        },
    }
}

#[derive(Properties, PartialEq)]
struct CardProps {
    card: &'static Card,
    /// Its place in the whole course, from 0.
    index: usize,
    lang: Lang,
    /// How far the reader has come, in percent.
    seen: Option<u8>,
}

/// A lesson; one of TCP with its ladder in miniature, which others would have to be loaded for.
#[component]
fn CardView(props: &CardProps) -> Html {
    let CardProps { card, index, lang, seen } = props;
    let ready = use_state_eq(|| false);
    let pictured = !card.chapter.is_of_networks();
    {
        // One after another, after the page is there: each runs its lesson once.
        let ready = ready.setter();
        let after = 60 + 30 * u32::try_from(*index).unwrap_or_default();
        use_effect_with(pictured, move |pictured| {
            let timer = pictured.then(|| Timeout::new(after, move || ready.set(true)));
            move || drop(timer)
        });
    }
    let href = Route::Lesson(LessonLink::to(card.id)).href();
    let summary = Markup::parse(*lang, both(*lang, &card.summary));
    html! {
        <li>
            <a class="card" {href}>
                if pictured {
                    <div key="miniature" class="miniature">
                        if *ready {
                            <Miniature id={card.id} />
                        } else {
                            <wbr hidden=true />
                        }
                    </div>
                }
                <span key="number" class="number">{ index + 1 }</span>
                <h4 key="title">{ both(*lang, &card.title) }</h4>
                <p key="summary">{ prose(&summary) }</p>
                { mark(*lang, *seen) }
            </a>
        </li>
    }
}

#[derive(Properties, PartialEq)]
struct MiniatureProps {
    id: &'static str,
}

/// A whole run at a glance: the ladder without words.
#[component]
fn Miniature(props: &MiniatureProps) -> Html {
    let drawn = use_memo(props.id, |id| {
        let lesson: &Lesson = wireglass_course::find(id)?;
        let scenario = lesson.scenario(None, &wireglass_course::Settings::default()).ok()?;
        let recording = Recording::run(&scenario).ok()?;
        let trace = recording.trace();
        let options = LadderOptions {
            width: MINIATURE.0,
            fit_height: Some(MINIATURE.1),
            ..LadderOptions::default()
        };
        let layout = LadderLayout::new(trace, &options);
        let view = View { position: trace.steps().len(), ..View::default() };
        let top = layout.header_height;
        Some((layout.draw(trace, &view).body, top, (layout.height - top).max(MINIATURE.1)))
    });
    let Some((body, top, height)) = drawn.as_ref() else { return html! { <wbr hidden=true /> } };
    let shown = height.min(MINIATURE.1 * 1.5);
    html! {
        <svg class="scene" aria-hidden="true" preserveAspectRatio="xMidYMin meet"
            viewBox={format!("0 {} {} {}", num(*top), num(MINIATURE.0), num(shown))}>
            { shapes(body.clone(), &Callback::noop()) }
        </svg>
    }
}
