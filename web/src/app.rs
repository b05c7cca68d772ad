//! The whole page: which of its parts is shown, in which language and colours.

use crate::browser::{self, Theme};
use crate::capture::{CapturePage, DropZone, Opened, Status};
use crate::components::header::{Bar, Prefs};
use crate::components::home::Home;
use crate::components::player::Player;
use crate::components::proof::Proof;
use crate::components::{help_dialog, link_notes};
use crate::practice::{Place, Practice};
use crate::route::Route;
use crate::state::{Problem, Session, SessionRef};
use std::rc::Rc;
use wireglass_text::{Lang, Ui, ui};
use yew::prelude::*;

const LANG_KEY: &str = "wireglass.lang";

/// What is shown.
#[derive(Clone, PartialEq)]
enum Page {
    Home,
    Player(SessionRef),
    Capture,
    Practice(Place),
    Proof,
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
        let (route, mut problems) = Route::parse(&browser::hash());
        let help = route == Route::Help;
        let page = match route {
            Route::Home | Route::Help => Page::Home,
            Route::Capture => Page::Capture,
            Route::Practice(place) => Page::Practice(place),
            Route::Proof => Page::Proof,
            Route::Lesson(link) => {
                let (session, wrong) = Session::open(&link);
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
    let lang = use_state_eq(|| Lang::from_code(&browser::document_language()).unwrap_or_default());
    let theme = use_state_eq(Theme::stored);
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
    use_effect_with(*lang, |lang| {
        if let Some(root) = browser::document().document_element() {
            // The same tags as boot.js uses, which was here first.
            let tag = match lang {
                Lang::En => "en",
                Lang::Zh => "zh-CN",
            };
            let _ = root.set_attribute("lang", tag);
        }
    });
    let set_lang = {
        let lang = lang.setter();
        use_callback((), move |chosen: Lang, ()| {
            browser::store(LANG_KEY, Some(chosen.code()));
            lang.set(chosen);
        })
    };
    let set_theme = {
        let theme = theme.setter();
        use_callback((), move |chosen: Theme, ()| {
            chosen.apply();
            theme.set(chosen);
        })
    };
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
    let prefs = Prefs { lang: *lang, theme: *theme, set_lang, set_theme, on_help };
    let problems = here.problems.clone();
    let page = match &here.page {
        Page::Home => html! { <Home key="home" prefs={prefs} {problems} /> },
        Page::Player(initial) => {
            html! { <Player key="player" initial={initial.clone()} {problems} prefs={prefs} /> }
        }
        Page::Practice(place) => {
            html! { <Practice key="practice" place={place.clone()} {prefs} {problems} /> }
        }
        Page::Proof => html! { <Proof key="proof" prefs={prefs} /> },
        Page::Capture => {
            let crumbs = html! {
                <nav class="crumbs" aria-label={ui(*lang, Ui::WhereYouAre)}>
                    <a href="#/">{ ui(*lang, Ui::Home) }</a>
                    <span aria-hidden="true">{ "/" }</span>
                    <b aria-current="page">{ ui(*lang, Ui::Captures) }</b>
                </nav>
            };
            html! {
                <div key="capture" class="capture-page">
                    <Bar prefs={prefs} {crumbs} />
                    { link_notes(*lang, &problems, None, &Callback::noop()) }
                    <main><CapturePage lang={*lang} status={(*status).clone()} on_status={on_status.clone()} {on_open} /></main>
                </div>
            }
        }
    };
    html! {
        <>
            { page }
            <DropZone key="drop" lang={*lang} {on_status} />
            if *help {
                { help_dialog(*lang, close_help) }
            }
        </>
    }
}
