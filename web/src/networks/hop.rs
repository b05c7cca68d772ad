//! What the present hop changes in a packet and what it leaves alone, the table that decided, and
//! the whole way of the packet if it is followed.

use super::figure::{Draw, Figure};
use super::tables::{deciding_tables, heading};
use super::topology::use_indexes;
use super::way::Way;
use crate::components::shapes::Pick;
use crate::inspector::PanelProps;
use crate::state::{Action, Look, View};
use wireglass_scene::layers::{
    Hop, Wrapping, encapsulation, frame_layers, hop_at, hop_layers, hop_of, nest,
};
use wireglass_scene::{Target, role_class};
use wireglass_text::network::{Net, net};
use wireglass_trace::{FrameId, What};
use yew::prelude::*;

/// What [`HopPanel`] needs.
#[derive(Properties, PartialEq)]
pub(super) struct HopProps {
    pub(super) view: View,
    pub(super) follow: Option<FrameId>,
    pub(super) dispatch: Callback<Action>,
}

/// The hop that is looked at: the chosen frame's, else the present step's.
fn hop(view: &View) -> Option<Hop> {
    match view.selection.frame {
        Some(frame) => hop_of(&view.trace, frame),
        None => hop_at(&view.trace, view.position),
    }
}

/// The tab.
#[component]
pub(super) fn HopPanel(props: &HopProps) -> Html {
    let HopProps { view, follow, dispatch } = props;
    let (lang, trace) = (view.lang, &view.trace);
    let indexes = use_indexes(trace);
    let hop = hop(view);
    let Some(frame) = hop.map(|hop| hop.goes).or(view.followed) else {
        return html! { <p class="quiet">{ net(lang, Net::NoHop) }</p> };
    };
    let followed = follow.is_some_and(|follow| {
        trace.hops(follow).contains(&frame) || trace.hops(frame).contains(&follow)
    });
    let follow_it = {
        let next = (!followed).then_some(frame);
        dispatch.reform(move |_: MouseEvent| Action::Look(Look::Follow(next)))
    };
    let label = if followed { Net::StopFollowing } else { Net::FollowPacket };
    let facts = indexes.traffic.facts(frame);
    let on_pick = pick(dispatch);
    let drawn = match hop {
        Some(hop) => {
            let key = vec![0, hop.came.index(), hop.goes.index()];
            let of = trace.clone();
            let draw = Draw::new((trace.clone(), key, lang), move |width| {
                Some(hop_layers(&of, hop, width, lang))
            });
            html! { <Figure key="hop" {draw} on_pick={on_pick} /> }
        }
        None => alone(view, frame, on_pick),
    };
    // The device that passes it on, and what it went by.
    let device = hop.map(|hop| trace.frame(hop.goes).from);
    let decided = device.map(|node| (node, deciding_tables(view, node)));
    html! {
        <div class="hop">
            <div class="hop-head">
                <span class={classes!("pill", role_class(facts.role))}>{ facts.label.clone() }</span>
                <button type="button" class="link" onclick={follow_it} aria-pressed={followed.to_string()}>
                    { net(lang, label) }
                </button>
            </div>
            { drawn }
            if hop.is_some_and(|hop| !changes(view, hop)) {
                <p key="same" class="quiet">{ net(lang, Net::NothingChanges) }</p>
            }
            if let Some((node, Some(tables))) = decided {
                <section key="decided" class="host-tables host">
                    { heading(view, node, "hop-node".to_owned()) }
                    { tables }
                </section>
            }
            if let Some(follow) = *follow {
                <Way key="way" view={view.clone()} frame={follow} {indexes} dispatch={dispatch.clone()} />
            }
        </div>
    }
}

/// Whether a hop changes anything that is shown.
fn changes(view: &View, hop: Hop) -> bool {
    let of = |frame| nest(&view.trace, frame, view.lang);
    let goes = of(hop.goes).against(&of(hop.came));
    goes.boxes.iter().any(|one| one.values.iter().any(|value| value.changed))
}

/// A frame that nobody passes on at this step: at its sender layers are put on, at its receiver
/// they are taken off.
fn alone(view: &View, frame: FrameId, on_pick: Callback<Pick>) -> Html {
    let (lang, trace) = (view.lang, view.trace.clone());
    let arrives = view.position.checked_sub(1).is_some_and(|step| {
        trace.step_events(step).any(|(_, event)| event.what == What::FrameArrived { frame })
    });
    let wrapping = if arrives { Wrapping::TakenOff } else { Wrapping::PutOn };
    let boxes = {
        let of = trace.clone();
        Draw::new((trace.clone(), vec![1, frame.index()], lang), move |width| {
            Some(frame_layers(&of, frame, width, lang))
        })
    };
    let rows = {
        let of = trace.clone();
        let key = vec![2, frame.index(), usize::from(arrives)];
        Draw::new((trace, key, lang), move |width| {
            Some(encapsulation(&of, frame, wrapping, None, width, lang))
        })
    };
    let caption = if arrives { Net::TakenOff } else { Net::PutOn };
    html! {
        <>
            <Figure key="boxes" draw={boxes} on_pick={on_pick} />
            <p key="caption" class="caption">{ net(lang, caption) }</p>
            <Figure key="rows" draw={rows} />
        </>
    }
}

/// What choosing something in a drawing of a frame does.
pub(super) fn pick(dispatch: &Callback<Action>) -> Callback<Pick> {
    let dispatch = dispatch.clone();
    Callback::from(move |pick| {
        let (Pick::Choose(target) | Pick::Open(target)) = pick;
        match target {
            Target::Frame(frame) => dispatch.emit(Action::SelectFrame(Some(frame))),
            Target::Node(node) => dispatch.emit(Action::Look(Look::Node(Some(node)))),
            Target::Step(step) => dispatch.emit(Action::GoTo(step + 1)),
            Target::Field { layer, index } => {
                dispatch.emit(Action::SelectField(Some(crate::state::FieldRef { layer, index })));
            }
            _ => {}
        }
    })
}

/// The way through the layers of the hosts and devices on the packet's way.
#[component]
pub(super) fn StackPanel(props: &PanelProps) -> Html {
    let PanelProps { view, dispatch } = props;
    let (lang, trace, position) = (view.lang, &view.trace, view.position);
    let indexes = use_indexes(trace);
    let frame = view.selection.frame;
    let key = vec![3, position, frame.map_or(usize::MAX, FrameId::index)];
    let of = trace.clone();
    let draw = Draw::new((trace.clone(), key, lang), move |width| {
        wireglass_scene::stack::stack(&of, &indexes.traffic, position, frame, width, lang)
    });
    if view.followed.is_none() {
        return html! { <p class="quiet">{ net(lang, Net::NoHop) }</p> };
    }
    html! { <div class="stack-panel"><Figure {draw} scrolls=true on_pick={pick(dispatch)} /></div> }
}
