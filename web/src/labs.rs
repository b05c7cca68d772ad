//! The labs' program: which of its pages is shown.

use crate::browser;
use crate::components::help_dialog;
use crate::components::proof::Proof;
use crate::practice::Practice;
use crate::prefs::use_prefs;
use crate::route::Route;
use std::rc::Rc;
use yew::prelude::*;

/// The labs; nothing while the address is the player's.
#[component]
pub(crate) fn Labs() -> Html {
    let here = use_state_eq(|| Route::parse(&browser::hash()));
    let help = use_state_eq(|| false);
    {
        let (here, help) = (here.setter(), help.setter());
        use_effect_with((), move |()| {
            let listeners = browser::on_navigation(move || {
                help.set(false);
                here.set(Route::parse(&browser::hash()));
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
    let prefs = use_prefs(here.0.is_of_labs(), on_help);
    let lang = prefs.lang;
    let (route, problems) = &*here;
    let page = match route {
        Route::Practice(place) => html! {
            <Practice key="practice" place={place.clone()} {prefs} problems={Rc::from(problems.as_slice())} />
        },
        Route::Proof => html! { <Proof key="proof" {prefs} /> },
        _ => html! { <wbr key="elsewhere" hidden=true /> },
    };
    html! {
        <>
            { page }
            if *help {
                { help_dialog(lang, close_help) }
            }
        </>
    }
}
