//! The program of networks: its lessons, and nothing while the address is another program's.

use super::{EXTRAS, ExtrasRef};
use crate::browser;
use crate::components::help_dialog;
use crate::components::player::Player;
use crate::prefs::use_prefs;
use crate::route::{Address, Program, Route};
use crate::state::{Problem, Session, SessionRef};
use std::rc::Rc;
use yew::prelude::*;

/// Where one is.
#[derive(Clone, PartialEq)]
struct Here {
    session: Option<SessionRef>,
    problems: Rc<[Problem]>,
}

impl Here {
    fn find() -> Self {
        let hash = browser::hash();
        let nowhere = Self { session: None, problems: Rc::default() };
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
                Self { session: session.map(SessionRef::from), problems: problems.into() }
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
    let prefs = use_prefs(here.session.is_some(), on_help);
    let lang = prefs.lang;
    html! {
        <>
            if let Some(initial) = here.session.clone() {
                <Player key="player" {initial} problems={here.problems.clone()} {prefs}
                    extras={ExtrasRef(&EXTRAS)} />
            } else {
                <wbr key="elsewhere" hidden=true />
            }
            if *help {
                { help_dialog(lang, close_help) }
            }
        </>
    }
}
