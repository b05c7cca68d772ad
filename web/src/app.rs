//! The player's program: which of its pages is shown.

use crate::browser;
use crate::capture::{CapturePage, DropZone, Opened, Status};
use crate::components::header::Bar;
use crate::components::home::Home;
use crate::components::player::Player;
use crate::components::{help_dialog, link_notes};
use crate::prefs::use_prefs;
use crate::route::{Address, Program, Route};
use crate::state::{Kit, Problem, Session, SessionRef};
use std::rc::Rc;
use wireglass_text::{Ui, ui};
use yew::prelude::*;

/// What is shown.
#[derive(Clone, PartialEq)]
enum Page {
    Home,
    Player(SessionRef),
    Capture,
    /// Another program shows it.
    Elsewhere,
}

/// Where one is.
#[derive(Clone, PartialEq)]
struct Here {
    page: Page,
    problems: Rc<[Problem]>,
    /// The address itself asks for the help.
    help: bool,
}

impl Here {
    /// What the address leads to. `opened` is the conversation that is open, if one is.
    fn find(opened: Option<&SessionRef>) -> Self {
        let hash = browser::hash();
        let (route, mut problems) = Route::parse(&hash);
        let help = route == Route::Help;
        let page = match route {
            Route::Home | Route::Help => Page::Home,
            Route::Capture => Page::Capture,
            _ if Address::parse(&hash).program() != Program::Player => Page::Elsewhere,
            Route::OfLabs | Route::Sandbox(_) => Page::Elsewhere,
            Route::Lesson(link) => {
                let (session, wrong) = Session::open(&link, Kit::PLAYER);
                problems.extend(wrong);
                session.map_or(Page::Home, |session| Page::Player(session.into()))
            }
            Route::Conversation(step) => {
                if let Some(opened) = opened {
                    let session = opened.apply(crate::state::Action::GoTo(step));
                    Page::Player(session.into())
                } else {
                    problems.push(Problem::NoCapture);
                    Page::Capture
                }
            }
        };
        Self { page, problems: problems.into(), help }
    }
}

/// The page.
#[component]
pub(crate) fn App() -> Html {
    let status = use_state_eq(Status::default);
    let opened = use_mut_ref(|| None::<SessionRef>);
    let here = use_state_eq(|| Here::find(None));
    let help = use_state_eq(|| here.help);
    {
        let (here, help, opened) = (here.setter(), help.setter(), opened.clone());
        use_effect_with((), move |()| {
            let listeners = browser::on_navigation(move || {
                let found = Here::find(opened.borrow().as_ref());
                help.set(found.help);
                here.set(found);
            });
            move || drop(listeners)
        });
    }
    let on_help = {
        let help = help.setter();
        use_callback((), move |(), ()| help.set(true))
    };
    let close_help = {
        let help = help.setter();
        use_callback(here.help, move |(), asked| {
            help.set(false);
            if *asked {
                browser::navigate("#/");
            }
        })
    };
    let on_status = {
        let status = status.setter();
        use_callback((), move |now: Status, ()| {
            // A file may be dropped anywhere; where it is listed is another page.
            if !matches!(now, Status::Nothing) && !browser::hash().starts_with("#/capture") {
                browser::navigate("#/capture");
            }
            status.set(now);
        })
    };
    let on_open = {
        use_callback((), move |(file, index): Opened, ()| {
            let Some(trace) = file.trace(index) else { return };
            let title = file.title(index).unwrap_or_else(|| file.name().to_owned());
            opened.replace(Some(Session::capture(Rc::new(trace), &title).into()));
            browser::navigate(&Route::Conversation(0).href());
        })
    };
    let prefs = use_prefs(here.page != Page::Elsewhere, on_help);
    let lang = prefs.lang;
    let problems = here.problems.clone();
    let page = match &here.page {
        Page::Home => html! { <Home key="home" prefs={prefs} {problems} /> },
        Page::Player(initial) => {
            html! { <Player key="player" initial={initial.clone()} {problems} prefs={prefs} /> }
        }
        Page::Elsewhere => html! { <wbr key="elsewhere" hidden=true /> },
        Page::Capture => {
            let crumbs = html! {
                <nav class="crumbs" aria-label={ui(lang, Ui::WhereYouAre)}>
                    <a href="#/">{ ui(lang, Ui::Home) }</a>
                    <span aria-hidden="true">{ "/" }</span>
                    <b aria-current="page">{ ui(lang, Ui::Captures) }</b>
                </nav>
            };
            html! {
                <div key="capture" class="capture-page">
                    <Bar prefs={prefs} {crumbs} />
                    { link_notes(lang, &problems, None, &Callback::noop()) }
                    <main><CapturePage lang={lang} status={(*status).clone()} on_status={on_status.clone()} {on_open} /></main>
                </div>
            }
        }
    };
    html! {
        <>
            { page }
            <DropZone key="drop" lang={lang} {on_status} />
            if *help {
                { help_dialog(lang, close_help) }
            }
        </>
    }
}
