//! Lessons of networks: the player with a topology, tables of every node, terminals, questions, and
//! what each hop changes.
//!
//! | module     | what it holds                                                        |
//! |------------|----------------------------------------------------------------------|
//! | `place`    | the program: which of its places is shown                             |
//! | `topology` | the map: nodes, cables, packets under way, zoom, filters              |
//! | `questions`| the checked questions of a lesson                                    |
//! | `terminal` | the terminals of hosts and routers                                   |
//! | `hop`      | what the present hop changes; the way through the layers             |
//! | `chapters` | the parts of a run, below the timeline                                |
//! | `way`      | the whole way of one packet                                          |
//! | `figure`   | a drawing in a panel                                                 |
//! | `tables`   | the tables of each node, and which row decided                        |
//!
//! All of it hangs on [`Extras`], so that the program of TCP lessons does not carry it.

mod chapters;
mod figure;
mod hop;
mod place;
mod questions;
mod tables;
mod terminal;
mod topology;
mod way;

pub(crate) use place::Networks;

use crate::components::ladder::LadderView;
use crate::inspector::PanelProps;
use crate::state::{Action, Kit, Session, Stage, View};
use terminal::Terminal;
use topology::{Filters, Map};
use wireglass_scene::{Drawing, Filter, TopologyOptions, TopologyView};
use wireglass_text::Lang;
use wireglass_trace::{FrameId, NodeKind};
use yew::prelude::*;

/// What a program with networks adds to the player.
pub(crate) struct Extras {
    /// What its sessions have.
    pub(crate) kit: Kit,
    /// What is left out, above the stage.
    pub(crate) filters: fn(&Session, &View, &Callback<Action>) -> Html,
    /// The map, alone or with the ladder below it.
    pub(crate) stage: fn(&Session, &View, &Callback<Action>) -> Html,
    /// The map at the present step, for a file.
    pub(crate) picture: fn(&Session, Lang) -> Drawing,
    /// The parts of the run, below the timeline.
    pub(crate) chapters: fn(&View, &Callback<Action>) -> Html,
    /// The terminals, below the stage.
    pub(crate) terminal: fn(&Session, &View, &Callback<Action>) -> Html,
    /// The questions, above the inspector.
    pub(crate) questions: fn(&Session, Lang, &Callback<Action>) -> Html,
    /// The tables of all nodes, for the inspector.
    pub(crate) tables: fn(&PanelProps) -> Html,
    /// What the present hop changes, for the inspector, and the packet that is followed.
    pub(crate) hop: fn(&PanelProps, Option<FrameId>) -> Html,
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
    kit: Kit { find: wireglass_course::find_any, shell: Some(terminal::SHELL) },
    filters,
    stage,
    picture,
    chapters: |view, dispatch| {
        html! {
            <chapters::Chapters key="chapters" trace={view.trace.clone()} position={view.position}
                lang={view.lang} dispatch={dispatch.clone()} />
        }
    },
    terminal,
    questions: |session, lang, dispatch| {
        let Some(lesson) = session.lesson() else { return html! { <wbr hidden=true /> } };
        let position = session.same_moment(session.current, session.position, 0);
        html! {
            <questions::Questions key={lesson.id.clone()} lesson={lesson.id.clone()}
                trace={session.futures[0].trace.clone()} {position} {lang} dispatch={dispatch.clone()} />
        }
    },
    tables: |props| html! { <tables::Tables key="tables" ..props.clone() /> },
    hop: |props, follow| {
        html! {
            <hop::HopPanel key="hop" view={props.view.clone()} {follow} dispatch={props.dispatch.clone()} />
        }
    },
    stack: |props| html! { <hop::StackPanel key="stack" ..props.clone() /> },
};

fn filters(session: &Session, view: &View, dispatch: &Callback<Action>) -> Html {
    let devices = view
        .trace
        .nodes()
        .iter()
        .any(|node| matches!(node.kind, NodeKind::Switch | NodeKind::Hub | NodeKind::Modem));
    let ladder = devices && session.stage != Stage::Topology;
    html! {
        <Filters key="filters" trace={view.trace.clone()} network={session.network.clone()}
            followed={view.followed} folds={ladder.then(|| session.folds())} lang={view.lang}
            dispatch={dispatch.clone()} />
    }
}

fn stage(session: &Session, view: &View, dispatch: &Callback<Action>) -> Html {
    let network = &session.network;
    let split = session.stage == Stage::Split;
    let filter = Filter { hide_link_devices: false, ..session.filter() };
    html! {
        <div key="network" class={classes!("network-stage", split.then_some("split"))}>
            <Map key="map" view={view.clone()} {filter} macs={network.macs}
                places={session.places()} follow={network.follow} node={network.node} playing={session.playing}
                speed={session.speed} drives={!split} dispatch={dispatch.clone()} />
            if split {
                <LadderView key="ladder" trace={view.trace.clone()} position={view.position}
                    marked={view.followed} lang={view.lang} relative={session.relative}
                    hide_arp={session.hide_arp} filter={session.filter()} playing={session.playing} speed={session.speed}
                    dispatch={dispatch.clone()} />
            }
        </div>
    }
}

/// At the width of slides, and as tall as the network needs.
fn picture(session: &Session, lang: Lang) -> Drawing {
    let network = &session.network;
    let places = session.places();
    let options =
        TopologyOptions { places, interfaces: network.macs, lang, ..TopologyOptions::default() };
    let view = TopologyView {
        selected: network.follow.or(session.selection.frame),
        filter: Filter { hide_link_devices: false, ..session.filter() },
        ..TopologyView::at(session.trace(), session.position)
    };
    wireglass_scene::topology(session.trace(), &options, &view).into_drawing()
}

fn terminal(session: &Session, view: &View, dispatch: &Callback<Action>) -> Html {
    let said: Vec<_> =
        session.network.terminal.map(|node| session.said_on(node)).unwrap_or_default();
    html! {
        <Terminal key="terminal" view={view.clone()} node={session.network.terminal}
            said={said.into_iter().cloned().collect::<Vec<_>>()} typed={session.typed_lines()}
            dispatch={dispatch.clone()} />
    }
}
