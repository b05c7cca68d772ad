//! The program of networks: its lessons, and nothing while the address is another program's.

use super::{EXTRAS, ExtrasRef};
use crate::browser;
use crate::components::help_dialog;
use crate::components::player::Player;
use crate::prefs::use_prefs;
use crate::route::{Address, Program, Route};
use crate::sandbox::SandboxPage;
use crate::state::{Problem, Session, SessionRef};
use std::rc::Rc;
use yew::prelude::*;

/// What is shown.
#[derive(Clone, PartialEq)]
enum Place {
    Lesson(SessionRef),
    /// The sandbox, and a network that the address brings.
    Sandbox(Option<AttrValue>),
    /// Another program shows it.
    Elsewhere,
}

/// Where one is.
#[derive(Clone, PartialEq)]
struct Here {
    place: Place,
    problems: Rc<[Problem]>,
}

impl Here {
    fn find() -> Self {
        let hash = browser::hash();
        let nowhere = Self { place: Place::Elsewhere, problems: Rc::default() };
        if Address::parse(&hash).program() != Program::Networks {
            return nowhere;
        }
        match Route::parse(&hash) {
            (Route::Lesson(link), mut problems) => {
                let (session, wrong) = Session::open(&link, EXTRAS.kit);
                problems.extend(wrong);
                // A phone has no room for it unasked.
                let wide = browser::matches("(min-width: 861px) and (min-height: 521px)");
                let session = session.map(|it| if wide { it.with_terminal() } else { it });
                let place = session.map_or(Place::Elsewhere, |it| Place::Lesson(it.into()));
                Self { place, problems: problems.into() }
            }
            (Route::Sandbox(packed), problems) => {
                let place = Place::Sandbox(packed.map(AttrValue::from));
                Self { place, problems: problems.into() }
            }
            _ => nowhere,
        }
    }
}

/// The program.
#[component]
pub(crate) fn Networks() -> Html {
    let here = use_state_eq(Here::find);
    let help = use_state_eq(|| false);
    {
        let (here, help) = (here.setter(), help.setter());
        use_effect_with((), move |()| {
            let listeners = browser::on_navigation(move || {
                help.set(false);
                here.set(Here::find());
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
        use_callback((), move |(), ()| help.set(false))
    };
    let prefs = use_prefs(here.place != Place::Elsewhere, on_help);
    let lang = prefs.lang;
    let shown = match &here.place {
        Place::Lesson(initial) => html! {
            <Player key="player" initial={initial.clone()} problems={here.problems.clone()} {prefs}
                extras={ExtrasRef(&EXTRAS)} />
        },
        Place::Sandbox(packed) => html! {
            <SandboxPage key="sandbox" {prefs} extras={ExtrasRef(&EXTRAS)} packed={packed.clone()} />
        },
        Place::Elsewhere => html! { <wbr key="elsewhere" hidden=true /> },
    };
    html! {
        <>
            { shown }
            if *help {
                { help_dialog(lang, close_help) }
            }
        </>
    }
}
