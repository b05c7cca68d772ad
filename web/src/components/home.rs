//! The home page: a diagram one can step at once, the lessons, and the way to captures.

mod course;

use self::course::Course;
use super::header::Bar;
use super::icons::{Icon, icon};
use super::ladder::LadderView;
use super::notes::link_notes;
use super::player::{Change, use_keys};
use super::shapes::shapes;
use super::transport::Transport;
use super::why::{Why, WhyProps};
use crate::browser;
use crate::prefs::Prefs;
use crate::route::Route;
use crate::state::{Action, Kit, LessonLink, Problem, Session};
use gloo::timers::callback::Timeout;
use std::rc::Rc;
use wireglass_scene::fsm::{fsm_sides, state_diagram};
use wireglass_scene::num;
use wireglass_text::lab::{Lab, lab};
use wireglass_text::practice::{Label as Practice, label as practice};
use wireglass_text::proof::{Label, label};
use wireglass_text::sandbox::{Sandbox, sandbox};
use wireglass_text::{Ui, step_line, step_of, ui};
use yew::prelude::*;

/// The lesson that runs on the home page.
const HERO: &str = "open-and-close";
/// How long the diagram stands still before it begins to play, in milliseconds.
const BEGIN_AFTER: u32 = 1600;

/// What [`Home`] needs.
#[derive(Properties, PartialEq)]
pub(crate) struct HomeProps {
    pub(crate) prefs: Prefs,
    /// What was wrong with the link.
    pub(crate) problems: Rc<[Problem]>,
}

/// The home page.
#[component]
pub(crate) fn Home(props: &HomeProps) -> Html {
    let HomeProps { prefs, problems } = props;
    let lang = prefs.lang;
    let dismissed = use_state_eq(|| false);
    let dismiss = {
        let dismissed = dismissed.setter();
        Callback::from(move |()| dismissed.set(true))
    };
    let shown: &[Problem] = if *dismissed { &[] } else { problems };
    let lessons = {
        Callback::from(|event: MouseEvent| {
            event.prevent_default();
            browser::focus("main");
        })
    };
    html! {
        <div class="home">
            <a class="skip" href="#/" onclick={lessons}>{ ui(lang, Ui::SkipToContent) }</a>
            <Bar prefs={prefs.clone()}>
                <a class="ghost" href="#/addresses">{ icon(Icon::Sliders) }<span class="label">{ lab(lang, Lab::Title) }</span></a>
                <a class="ghost" href="#/capture">{ icon(Icon::Open) }<span class="label">{ ui(lang, Ui::OpenCapture) }</span></a>
            </Bar>
            { link_notes(lang, shown, None, &dismiss) }
            <main id="main" tabindex="-1">
                <div class="lead">
                    <h1>{ ui(lang, Ui::HomeTitle) }</h1>
                    <p>{ ui(lang, Ui::Tagline) }</p>
                </div>
                <Hero prefs={prefs.clone()} />
                <Course {lang} />
                <section class="drop-card" aria-labelledby="addresses">
                    <div>
                        <h2 id="addresses">{ lab(lang, Lab::LabTitle) }</h2>
                        <p>{ lab(lang, Lab::Teaser) }</p>
                    </div>
                    <div class="ways">
                        <a class="ghost" href="#/practice">{ practice(lang, Practice::Title) }</a>
                        <a class="ghost" href="#/addresses">{ lab(lang, Lab::Open) }</a>
                    </div>
                </section>
                <section class="drop-card" aria-labelledby="sandbox">
                    <div>
                        <h2 id="sandbox">{ sandbox(lang, Sandbox::Title) }</h2>
                        <p>{ sandbox(lang, Sandbox::Teaser) }</p>
                    </div>
                    <a class="ghost" href="#/sandbox">{ sandbox(lang, Sandbox::OpenIt) }</a>
                </section>
                <section class="drop-card" aria-labelledby="captures">
                    <div>
                        <h2 id="captures">{ ui(lang, Ui::DropHere) }</h2>
                        <p>{ ui(lang, Ui::DropHint) }</p>
                    </div>
                    <a class="ghost" href="#/capture">{ ui(lang, Ui::OpenCapture) }</a>
                </section>
                <footer class="home-foot">
                    <a href="#/proof">{ label(lang, Label::Title) }</a>
                </footer>
            </main>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct HeroProps {
    prefs: Prefs,
}

/// The living diagram: the first lesson, with the same keys as everywhere.
#[component]
fn Hero(props: &HeroProps) -> Html {
    let lang = props.prefs.lang;
    let state = use_reducer(|| {
        Session::open(&LessonLink::to(HERO), Kit::PLAYER)
            .0
            .expect("the first lesson exists: a test opens it")
    });
    let touched = use_mut_ref(|| false);
    let dispatch = {
        let (state, touched) = (state.dispatcher(), touched.clone());
        use_callback((), move |action, ()| {
            *touched.borrow_mut() |= action != Action::Forward;
            state.dispatch(Change::Do(action));
        })
    };
    {
        // It begins by itself, unless someone was quicker or wants no motion.
        let (state, touched) = (state.dispatcher(), touched.clone());
        use_effect_with((), move |()| {
            let timer = Timeout::new(BEGIN_AFTER, move || {
                if !*touched.borrow() && !browser::reduced_motion() {
                    state.dispatch(Change::Do(Action::Play(true)));
                }
            });
            move || drop(timer)
        });
    }
    let session: &Session = &state;
    use_keys(session, &dispatch, &props.prefs.on_help);
    let view = session.view(lang);
    let position = session.position;
    let why = WhyProps::of(
        view.clone(),
        session.lesson(),
        session.step().and_then(|step| session.future().note(step)),
        session.future().outcome(),
        dispatch.clone(),
    );
    let href = session.link().map_or_else(|| Route::Home.href(), |link| Route::Lesson(link).href());
    // While it plays by itself, it does not talk.
    let said = match position.checked_sub(1).filter(|_| *touched.borrow()) {
        Some(step) => {
            let place = step_of(lang, position, view.trace.last());
            format!("{place}. {}", step_line(lang, &view.trace, step))
        }
        None => String::new(),
    };
    html! {
        <section class="hero" aria-label={ui(lang, Ui::TryIt)}>
            <div class="hero-stage">
                <LadderView trace={view.trace.clone()} {position} marked={view.followed} {lang}
                    playing={session.playing} speed={session.speed} dispatch={dispatch.clone()} />
            </div>
            <div class="hero-side">
                <Why ..why />
                { machine(&view) }
                <a class="primary" {href}>{ ui(lang, Ui::OpenLesson) }{ icon(Icon::Arrow) }</a>
            </div>
            <Transport trace={view.trace.clone()} {position} playing={session.playing} speed={session.speed}
                {lang} dispatch={dispatch.clone()} />
            <p class="sr-only" role="status" aria-live="polite">{ said }</p>
        </section>
    }
}

/// Both hosts' places in the state diagram.
fn machine(view: &crate::state::View) -> Html {
    let sides = fsm_sides(&view.trace, &view.snapshot);
    // Whoever acted last is the one to look at.
    let acted = view.position.checked_sub(1).map(|step| view.trace.trigger(step).node);
    let focus = sides.iter().position(|side| Some(side.node) == acted).unwrap_or_default();
    let drawing = state_diagram(&sides, focus, view.lang);
    html! {
        <div class="hero-machine">
            <svg class="scene" role="img" aria-label={drawing.title}
                viewBox={format!("0 0 {} {}", num(drawing.width), num(drawing.height))}>
                { shapes(drawing.shapes, &Callback::noop()) }
            </svg>
        </div>
    }
}
