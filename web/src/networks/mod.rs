//! Lessons of networks: the player with a topology, tables of every node, terminals, questions, and
//! what each hop changes.
//!
//! | module     | what it holds                                                        |
//! |------------|----------------------------------------------------------------------|
//! | `place`    | the program: which of its places is shown                             |
//! | `tables`   | the tables of each node, and which row decided                        |
//!
//! All of it hangs on [`Extras`], so that the program of TCP lessons does not carry it.

mod place;
mod tables;

pub(crate) use place::Networks;

use crate::inspector::PanelProps;
use crate::state::Shell;
use yew::prelude::*;

/// What a program with networks adds to the player.
pub(crate) struct Extras {
    /// What runs command lines.
    pub(crate) shell: Option<Shell>,
    /// The tables of all nodes, for the inspector.
    pub(crate) tables: fn(&PanelProps) -> Html,
    /// What the present hop changes, for the inspector.
    pub(crate) hop: fn(&PanelProps) -> Html,
    /// The way through the layers, for the inspector.
    pub(crate) stack: fn(&PanelProps) -> Html,
}

/// The one there is. Equal means the very same one.
#[derive(Clone, Copy)]
pub(crate) struct ExtrasRef(&'static Extras);

impl std::ops::Deref for ExtrasRef {
    type Target = Extras;

    fn deref(&self) -> &Extras {
        self.0
    }
}

impl PartialEq for ExtrasRef {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

/// Naming it is what makes a program carry it: only [`place`] does.
static EXTRAS: Extras = Extras {
    shell: None,
    tables: |props| html! { <tables::Tables key="tables" ..props.clone() /> },
    hop: |props| html! { <tables::Tables key="hop" ..props.clone() /> },
    stack: |props| html! { <tables::Tables key="stack" ..props.clone() /> },
};
