//! Lessons of networks: the player with a topology, tables of every node, terminals, questions, and
//! what each hop changes.
//!
//! | module     | what it holds                                                        |
//! |------------|----------------------------------------------------------------------|
//! | `place`    | the program: which of its places is shown                             |
//! | `topology` | the map: nodes, cables, packets under way, zoom, filters              |
//! | `tables`   | the tables of each node, and which row decided                        |
//!
//! All of it hangs on [`Extras`], so that the program of TCP lessons does not carry it.

mod place;
mod tables;
mod topology;

pub(crate) use place::Networks;

use crate::components::ladder::LadderView;
use crate::inspector::PanelProps;
use crate::state::{Action, Session, Shell, Stage, View};
use topology::{Filters, Map};
use yew::prelude::*;

/// What a program with networks adds to the player.
pub(crate) struct Extras {
    /// What runs command lines.
    pub(crate) shell: Option<Shell>,
    /// What is left out, above the stage.
    pub(crate) filters: fn(&Session, &View, &Callback<Action>) -> Html,
    /// The map, alone or with the ladder below it.
    pub(crate) stage: fn(&Session, &View, &Callback<Action>) -> Html,
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
    filters,
    stage,
    tables: |props| html! { <tables::Tables key="tables" ..props.clone() /> },
    hop: |props| html! { <tables::Tables key="hop" ..props.clone() /> },
    stack: |props| html! { <tables::Tables key="stack" ..props.clone() /> },
};

fn filters(session: &Session, view: &View, dispatch: &Callback<Action>) -> Html {
    html! {
        <Filters key="filters" trace={view.trace.clone()} network={session.network.clone()}
            followed={view.followed} lang={view.lang} dispatch={dispatch.clone()} />
    }
}

fn stage(session: &Session, view: &View, dispatch: &Callback<Action>) -> Html {
    let network = &session.network;
    let split = session.stage == Stage::Split;
    html! {
        <div key="network" class={classes!("network-stage", split.then_some("split"))}>
            <Map key="map" view={view.clone()} filter={topology::filter(session)} macs={network.macs}
                follow={network.follow} node={network.node} playing={session.playing}
                speed={session.speed} drives={!split} dispatch={dispatch.clone()} />
            if split {
                <LadderView key="ladder" trace={view.trace.clone()} position={view.position}
                    marked={view.followed} lang={view.lang} relative={session.relative}
                    hide_arp={session.hide_arp} playing={session.playing} speed={session.speed}
                    dispatch={dispatch.clone()} />
            }
        </div>
    }
}
