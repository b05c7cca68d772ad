//! The labs' program: its places, and which of its pages is shown.

use crate::browser;
use crate::components::help_dialog;
use crate::components::proof::Proof;
use crate::lab::{Lab, LabPage, LabRef};
use crate::practice::{Place, Practice};
use crate::prefs::use_prefs;
use crate::route::{Address, with_query};
use crate::state::Problem;
use std::rc::Rc;
use yew::prelude::*;

/// A place of the labs.
#[derive(Clone, PartialEq)]
pub(crate) enum Room {
    /// The address lab.
    Addresses(LabRef),
    /// Exercises.
    Practice(Place),
    /// How it is proved.
    Proof,
    /// One of the player's.
    Elsewhere,
}

impl Room {
    /// Reads what stands behind `#`. What cannot be read is told and left out.
    pub(crate) fn parse(hash: &str) -> (Self, Rc<[Problem]>) {
        let address = Address::parse(hash);
        let mut problems = Vec::new();
        let room = match address.parts().as_slice() {
            ["addresses"] => Self::Addresses(Lab::from_pairs(&address.pairs, &mut problems).into()),
            ["practice"] => Self::Practice(Place::parse(&address.pairs, &mut problems)),
            ["proof"] => Self::Proof,
            _ => Self::Elsewhere,
        };
        (room, problems.into())
    }
}

/// The address of the address lab with this in it, from `#` on.
pub(crate) fn lab_href(lab: &Lab) -> String {
    with_query("#/addresses".to_owned(), &lab.pairs())
}

/// The labs; nothing while the address is the player's.
#[component]
pub(crate) fn Labs() -> Html {
    let here = use_state_eq(|| Room::parse(&browser::hash()));
    let help = use_state_eq(|| false);
    {
        let (here, help) = (here.setter(), help.setter());
        use_effect_with((), move |()| {
            let listeners = browser::on_navigation(move || {
                help.set(false);
                here.set(Room::parse(&browser::hash()));
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
    let (room, problems) = &*here;
    let prefs = use_prefs(*room != Room::Elsewhere, on_help);
    let lang = prefs.lang;
    let page = match room {
        Room::Addresses(initial) => html! {
            <LabPage key="addresses" initial={initial.clone()} problems={problems.clone()} {prefs} />
        },
        Room::Practice(place) => html! {
            <Practice key="practice" place={place.clone()} problems={problems.clone()} {prefs} />
        },
        Room::Proof => html! { <Proof key="proof" {prefs} /> },
        Room::Elsewhere => html! { <wbr key="elsewhere" hidden=true /> },
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
