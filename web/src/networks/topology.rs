//! The network as a map: nodes that open, packets under way that can be chosen.
//!
//! Layout happens when the trace, the size or an option changes; what stands still is drawn once a
//! step. While a step is played only [`Packets`] move.

mod card;
mod filters;
mod hands;
mod lists;
mod packets;
mod zoom;

use crate::components::ladder::{Size, use_size};
use crate::components::shapes::{Pick, shapes};
use crate::state::{Action, Look, Speed, TraceRef, View};
use card::Card;
pub(super) use filters::Filters;
use hands::use_hands;
use lists::Lists;
use packets::Packets;
use std::rc::Rc;
use wireglass_scene::{
    Filter, Flights, Moment, Point, Target, TopologyLayout, TopologyOptions, TopologyView, Traffic,
    num,
};
use wireglass_text::{Ui, ui};
use wireglass_trace::{FrameId, NodeId};
use yew::prelude::*;
use zoom::{Frame, Zoom};

/// How much closer a key or a button brings.
const KEY_ZOOM: f64 = 1.4;

/// The indexes of a trace that drawing needs.
#[derive(Clone)]
pub(super) struct Indexes {
    pub(super) traffic: Rc<Traffic>,
    pub(super) flights: Rc<Flights>,
}

impl PartialEq for Indexes {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.traffic, &other.traffic) && Rc::ptr_eq(&self.flights, &other.flights)
    }
}

/// The indexes of a trace, made once.
#[hook]
pub(super) fn use_indexes(trace: &TraceRef) -> Indexes {
    let indexes = use_memo(trace.clone(), |trace| Indexes {
        traffic: Rc::new(Traffic::new(trace)),
        flights: Rc::new(Flights::new(trace)),
    });
    Indexes::clone(&indexes)
}

/// What [`Map`] needs.
#[derive(Properties, PartialEq)]
pub(super) struct MapProps {
    pub(super) view: View,
    pub(super) filter: Filter,
    /// Whether interfaces and MAC addresses are shown.
    pub(super) macs: bool,
    /// Where the lesson places nodes.
    pub(super) places: Vec<Option<Point>>,
    /// The packet whose way is followed.
    pub(super) follow: Option<FrameId>,
    /// The node whose tables are open.
    pub(super) node: Option<NodeId>,
    pub(super) playing: bool,
    pub(super) speed: Speed,
    /// Whether it takes the next step while playing.
    pub(super) drives: bool,
    pub(super) dispatch: Callback<Action>,
}

/// The map, as large as there is room.
#[component]
pub(super) fn Map(props: &MapProps) -> Html {
    let window = use_node_ref();
    let size = use_size(&window);
    let lang = props.view.lang;
    html! {
        <div class="topology" ref={window.clone()} role="group" aria-label={ui(lang, Ui::Topology)}>
            if let Some(size) = size {
                <Canvas {size} window={window.clone()} view={props.view.clone()} filter={props.filter}
                    macs={props.macs} places={props.places.clone()} follow={props.follow} node={props.node} playing={props.playing}
                    speed={props.speed} drives={props.drives} dispatch={props.dispatch.clone()} />
            } else {
                <wbr hidden=true />
            }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct CanvasProps {
    size: Size,
    window: NodeRef,
    view: View,
    filter: Filter,
    macs: bool,
    places: Vec<Option<Point>>,
    follow: Option<FrameId>,
    node: Option<NodeId>,
    playing: bool,
    speed: Speed,
    drives: bool,
    dispatch: Callback<Action>,
}

#[component]
fn Canvas(props: &CanvasProps) -> Html {
    let CanvasProps { view, window, dispatch, .. } = props;
    let lang = view.lang;
    let indexes = use_indexes(&view.trace);
    let options = TopologyOptions {
        width: props.size.0,
        height: props.size.1,
        places: props.places.clone(),
        interfaces: props.macs,
        lang,
    };
    let layout = use_memo((view.trace.clone(), options), |(trace, options)| {
        TopologyLayout::new(trace, options)
    });
    let frame = Frame { window: props.size, drawing: (layout.width(), layout.height()) };
    let zoom = use_state_eq(Zoom::default);
    // Whom the arrow keys have come to.
    let walked = use_state_eq(|| None::<Target>);
    let hands = use_hands(window, frame, &zoom);
    let on_pick =
        use_callback((dispatch.clone(), props.node), |pick, (dispatch, open)| match pick {
            Pick::Choose(Target::Node(node)) => {
                let next = Some(node).filter(|node| Some(*node) != *open);
                dispatch.emit(Action::Look(Look::Node(next)));
            }
            Pick::Choose(Target::Frame(frame)) => dispatch.emit(Action::SelectFrame(Some(frame))),
            Pick::Open(Target::Frame(frame)) => {
                dispatch.emit(Action::SelectFrame(Some(frame)));
                dispatch.emit(Action::OpenSelection);
            }
            Pick::Open(Target::Node(node)) => {
                dispatch.emit(Action::Look(Look::Terminal(Some(node))));
            }
            Pick::Choose(_) | Pick::Open(_) => {}
        });
    let clear = {
        let dispatch = dispatch.clone();
        let moved = hands.moved.clone();
        Callback::from(move |_: MouseEvent| {
            // Letting go after a drag is no click.
            if !*moved.borrow() {
                dispatch.emit(Action::SelectFrame(None));
                dispatch.emit(Action::Look(Look::Node(None)));
            }
        })
    };
    let selected = props.follow.or(view.selection.frame);
    let (x, y, width, height) = zoom.view_box(&frame);
    let view_box = format!("{} {} {} {}", num(x), num(y), num(width), num(height));
    let on_walk = {
        let (walked, zoom, layout, trace) =
            (walked.setter(), zoom.clone(), layout.clone(), view.trace.clone());
        Callback::from(move |target: Option<Target>| {
            walked.set(target);
            if let Some(place) = target.and_then(|target| lists::place(&layout, &trace, target)) {
                zoom.set(zoom.showing(&frame, place));
            }
        })
    };
    let step_zoom = |by: Option<f64>| {
        let zoom = zoom.clone();
        let middle = (frame.window.0 / 2.0, frame.window.1 / 2.0);
        Callback::from(move |_: MouseEvent| {
            zoom.set(by.map_or_else(Zoom::default, |by| zoom.closer(&frame, by, middle)));
        })
    };
    let ring = walked.and_then(|target| lists::place(&layout, &view.trace, target));
    let label = lists::label(&layout, view);
    html! {
        <>
            <div key="hands" class="map-hands" onkeydown={zoom_keys(&zoom, frame)}>
            <svg key="map" class={classes!("scene", "net-map", (!zoom.is_whole()).then_some("near"))} role="img"
                aria-label={label} viewBox={view_box} onclick={clear} onwheel={hands.wheel}
                onpointerdown={hands.down} onpointermove={hands.motion} onpointerup={hands.up.clone()}
                onpointercancel={hands.up}>
                <Ground key="ground" layout={layout.clone()} indexes={indexes.clone()} view={view.clone()}
                    {selected} filter={props.filter} on_pick={on_pick.clone()} />
                <Packets key="packets" layout={layout.clone()} indexes={indexes.clone()} trace={view.trace.clone()}
                    position={view.position} {selected} filter={props.filter} playing={props.playing}
                    speed={props.speed} drives={props.drives} dispatch={dispatch.clone()} on_pick={on_pick.clone()} />
                if let Some((x, y)) = ring {
                    <circle key="ring" class="walk-ring" cx={num(x).to_string()} cy={num(y).to_string()} r="38" />
                }
            </svg>
            <Lists key="lists" layout={layout.clone()} indexes={indexes.clone()} view={view.clone()}
                filter={props.filter} on_walk={on_walk} on_pick={on_pick} />
            <div key="zoom" class="zoom" role="group" aria-label={ui(lang, Ui::Fit)}>
                { zoom_button("+", ui(lang, Ui::ZoomIn), step_zoom(Some(KEY_ZOOM))) }
                { zoom_button("−", ui(lang, Ui::ZoomOut), step_zoom(Some(1.0 / KEY_ZOOM))) }
                if !zoom.is_whole() {
                    { zoom_button("⤢", ui(lang, Ui::Fit), step_zoom(None)) }
                }
            </div>
            </div>
            if let Some(node) = props.node {
                <Card key="card" view={view.clone()} {node} dispatch={dispatch.clone()}
                    at={layout.node_at(node).map(|at| zoom.to_window(&frame, (at.x, at.y)))} window={props.size} />
            } else {
                <wbr key="card" hidden=true />
            }
        </>
    }
}

fn zoom_button(sign: &'static str, label: &'static str, onclick: Callback<MouseEvent>) -> Html {
    html! {
        <button key={sign} type="button" {onclick} title={label} aria-label={label}>{ sign }</button>
    }
}

/// What plus, minus and zero do wherever the focus is in the map.
fn zoom_keys(zoom: &UseStateHandle<Zoom>, frame: Frame) -> Callback<KeyboardEvent> {
    let zoom = zoom.clone();
    Callback::from(move |event: KeyboardEvent| {
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        let middle = (frame.window.0 / 2.0, frame.window.1 / 2.0);
        zoom.set(match event.key().as_str() {
            "+" | "=" => zoom.closer(&frame, KEY_ZOOM, middle),
            "-" => zoom.closer(&frame, 1.0 / KEY_ZOOM, middle),
            "0" => Zoom::default(),
            _ => return,
        });
        event.prevent_default();
        event.stop_propagation();
    })
}

#[derive(Properties, PartialEq)]
struct GroundProps {
    layout: Rc<TopologyLayout>,
    indexes: Indexes,
    view: View,
    selected: Option<FrameId>,
    filter: Filter,
    on_pick: Callback<Pick>,
}

/// Areas, cables and nodes.
#[component]
fn Ground(props: &GroundProps) -> Html {
    let view = TopologyView {
        moment: Moment::at(&props.view.trace, props.view.position),
        selected: props.selected,
        filter: props.filter,
    };
    let GroundProps { layout, indexes, .. } = props;
    let drawn = layout.ground(&props.view.trace, &indexes.traffic, &props.view.snapshot, &view);
    html! { <g>{ shapes(drawn, &props.on_pick) }</g> }
}
