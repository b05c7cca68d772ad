//! The packets under way: the only part of the map that changes while a step is played.
//!
//! Of a thousand that move, each frame of an animation changes a thousand places and nothing else. So
//! the page's elements are made again only when packets look different ([`Capsules`]); in between they
//! are moved by hand.

use super::Indexes;
use crate::components::moving::{Moving, use_place};
use crate::components::shapes::{GroupView, Pick};
use crate::state::{Action, Speed, TraceRef};
use std::rc::Rc;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, SvgGraphicsElement, SvgTransform};
use wireglass_scene::{Filter, Group, MapPacket, Moment, TopologyLayout, TopologyView};
use wireglass_trace::FrameId;
use yew::prelude::*;

/// What [`Packets`] needs.
#[derive(Properties, PartialEq)]
pub(super) struct PacketsProps {
    pub(super) layout: Rc<TopologyLayout>,
    pub(super) indexes: Indexes,
    pub(super) trace: TraceRef,
    pub(super) position: usize,
    pub(super) selected: Option<FrameId>,
    pub(super) filter: Filter,
    pub(super) playing: bool,
    pub(super) speed: Speed,
    pub(super) drives: bool,
    pub(super) dispatch: Callback<Action>,
    pub(super) on_pick: Callback<Pick>,
}

/// The packets, wherever they are.
#[component]
pub(super) fn Packets(props: &PacketsProps) -> Html {
    let PacketsProps { layout, indexes, trace, .. } = props;
    let node = use_node_ref();
    let place = use_place(&Moving {
        trace: trace.clone(),
        position: props.position,
        playing: props.playing,
        speed: props.speed,
        drives: props.drives,
        dispatch: props.dispatch.clone(),
    });
    let moment = match place.now {
        Some(now) => Moment::between(trace, place.position, now),
        None => Moment::at(trace, place.position),
    };
    let view = TopologyView { moment, selected: props.selected, filter: props.filter };
    let packets = layout.packets(trace, &indexes.traffic, &indexes.flights, &view);
    let drawn = use_mut_ref(|| Drawn::of(layout, trace));
    let looks = {
        let mut drawn = drawn.borrow_mut();
        if !drawn.is(layout, trace, &packets) {
            *drawn = Drawn::new(layout, indexes, trace, &packets);
        }
        drawn.looks.clone()
    };
    let moved = use_mut_ref(|| None::<(Rc<[Group]>, Vec<Option<SvgTransform>>)>);
    {
        let (node, looks) = (node.clone(), looks.clone());
        use_effect(move || {
            let mut moved = moved.borrow_mut();
            let same = moved.as_ref().is_some_and(|(of, _)| Rc::ptr_eq(of, &looks));
            if !same {
                *moved = node.cast::<Element>().map(|parent| (looks, transforms(&parent)));
            }
            for (transform, packet) in moved.iter().flat_map(|(_, all)| all).zip(&packets) {
                if let Some(transform) = transform {
                    // It fails only on a list that cannot be written, which none of ours is.
                    let _ = transform.set_translate(single(packet.at.x), single(packet.at.y));
                }
            }
        });
    }
    html! {
        <Capsules {node} looks={Looks(looks)} on_pick={props.on_pick.clone()} />
    }
}

/// What is on the page, and what it was drawn from.
struct Drawn {
    layout: Rc<TopologyLayout>,
    trace: TraceRef,
    packets: Vec<MapPacket>,
    looks: Rc<[Group]>,
}

impl Drawn {
    fn of(layout: &Rc<TopologyLayout>, trace: &TraceRef) -> Self {
        let looks = Rc::from([]);
        Self { layout: layout.clone(), trace: trace.clone(), packets: Vec::new(), looks }
    }

    fn new(
        layout: &Rc<TopologyLayout>,
        indexes: &Indexes,
        trace: &TraceRef,
        packets: &[MapPacket],
    ) -> Self {
        let capsule = |packet| layout.capsule(trace, &indexes.traffic, packet);
        let looks = packets.iter().map(capsule).collect();
        Self { packets: packets.to_vec(), looks, ..Self::of(layout, trace) }
    }

    /// Whether these packets look like that.
    fn is(&self, layout: &Rc<TopologyLayout>, trace: &TraceRef, packets: &[MapPacket]) -> bool {
        self.trace == *trace
            && Rc::ptr_eq(&self.layout, layout)
            && self.packets.len() == packets.len()
            && self.packets.iter().zip(packets).all(|(old, new)| old.looks_like(new))
    }
}

/// What moves each child of an element; nothing moves one without a transform, as there is none.
fn transforms(parent: &Element) -> Vec<Option<SvgTransform>> {
    let children = parent.children();
    let child = |index| children.item(index)?.dyn_into::<SvgGraphicsElement>().ok();
    let transform = |child: SvgGraphicsElement| child.transform().base_val().get_item(0).ok();
    (0..children.length()).map(|index| child(index).and_then(transform)).collect()
}

#[allow(clippy::cast_possible_truncation, reason = "pixels of a screen")]
const fn single(pixels: f64) -> f32 {
    pixels as f32
}

/// Equal means the very same ones.
#[derive(Clone)]
struct Looks(Rc<[Group]>);

impl PartialEq for Looks {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

#[derive(Properties, PartialEq)]
struct CapsulesProps {
    /// What is around them.
    node: NodeRef,
    looks: Looks,
    on_pick: Callback<Pick>,
}

/// The packets where they were when they last looked different.
#[component]
fn Capsules(props: &CapsulesProps) -> Html {
    let capsule = |group: &Group| {
        let key = group.key.to_string();
        html! { <GroupView {key} group={group.clone()} on_pick={props.on_pick.clone()} /> }
    };
    html! { <g ref={&props.node}>{ for props.looks.0.iter().map(capsule) }</g> }
}
