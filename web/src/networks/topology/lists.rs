//! The map as two lists, for those who do not see it and for those who walk it by keys: every
//! node, and every packet under way, is a button. What has the focus is ringed on the map.

use super::Indexes;
use super::zoom::toward;
use crate::browser;
use crate::components::shapes::Pick;
use crate::inspector::prose;
use crate::state::View;
use std::rc::Rc;
use wireglass_scene::{Filter, Moment, Target, TopologyLayout};
use wireglass_text::diagram::node_kind;
use wireglass_text::network::{Net, net, under_way};
use wireglass_text::{Ui, ui};
use wireglass_trace::{FrameId, NodeId, Trace};
use yew::prelude::*;

/// The most packets that are listed.
const MOST: usize = 60;

/// What [`Lists`] needs.
#[derive(Properties, PartialEq)]
pub(super) struct ListsProps {
    pub(super) layout: Rc<TopologyLayout>,
    pub(super) indexes: Indexes,
    pub(super) view: View,
    pub(super) filter: Filter,
    /// Told who has the focus, or that nobody has.
    pub(super) on_walk: Callback<Option<Target>>,
    pub(super) on_pick: Callback<Pick>,
}

/// The id of a node's button.
pub(super) fn node_id(node: NodeId) -> String {
    format!("map-node-{}", node.0)
}

fn frame_id(frame: FrameId) -> String {
    format!("map-frame-{}", frame.0)
}

fn id_of(target: Target) -> Option<String> {
    match target {
        Target::Node(node) => Some(node_id(node)),
        Target::Frame(frame) => Some(frame_id(frame)),
        _ => None,
    }
}

/// What the map shows, in a sentence.
pub(super) fn label(layout: &TopologyLayout, view: &View) -> String {
    let names: Vec<&str> = view.trace.nodes().iter().map(|node| node.name.as_str()).collect();
    format!("{}: {}", ui(layout.options().lang, Ui::Topology), names.join(", "))
}

/// Where on the drawing something is.
pub(super) fn place(layout: &TopologyLayout, trace: &Trace, target: Target) -> Option<(f64, f64)> {
    match target {
        Target::Node(node) => layout.node_at(node).map(|at| (at.x, at.y)),
        Target::Frame(frame) => {
            let frame = trace.frame(frame);
            let (a, b) = (layout.node_at(frame.from)?, layout.node_at(frame.to)?);
            let middle = a.toward(b, 0.5);
            Some((middle.x, middle.y))
        }
        _ => None,
    }
}

/// The two lists.
#[component]
pub(super) fn Lists(props: &ListsProps) -> Html {
    let ListsProps { layout, indexes, view, filter, on_walk, on_pick, .. } = props;
    let (lang, trace) = (view.lang, &view.trace);
    let moment = Moment::at(trace, view.position);
    let mut packets: Vec<FrameId> =
        indexes.flights.at(trace, moment).into_iter().map(|seen| seen.frame).collect();
    packets.retain(|frame| indexes.traffic.shows(filter, *frame));
    packets.truncate(MOST);
    // In the order of the tab key one of them; the arrows lead to the others.
    let last = use_state_eq(|| Target::Node(NodeId(0)));
    let nodes = (0..trace.nodes().len()).map(NodeId::from_index);
    let all: Rc<[Target]> =
        nodes.map(Target::Node).chain(packets.iter().copied().map(Target::Frame)).collect();
    let stop = if all.contains(&last) { *last } else { Target::Node(NodeId(0)) };
    let button = |target: Target, content: Html| {
        let pick = on_pick.reform(move |_: MouseEvent| Pick::Choose(target));
        let onfocus = {
            let (on_walk, last) = (on_walk.clone(), last.setter());
            Callback::from(move |_: FocusEvent| {
                last.set(target);
                on_walk.emit(Some(target));
            })
        };
        let onblur = on_walk.reform(|_: FocusEvent| None);
        let tabindex = if target == stop { "0" } else { "-1" };
        let key = id_of(target).unwrap_or_default();
        html! {
            <li key={key.clone()}>
                <button id={key} type="button" {tabindex} onclick={pick} {onfocus} {onblur}>{ content }</button>
            </li>
        }
    };
    let onkeydown = {
        let (layout, trace, all) = (layout.clone(), trace.clone(), all.clone());
        Callback::from(move |event: KeyboardEvent| {
            if event.ctrl_key() || event.alt_key() || event.meta_key() {
                return;
            }
            let key = event.key();
            let way = match key.as_str() {
                "ArrowRight" => (1.0, 0.0),
                "ArrowLeft" => (-1.0, 0.0),
                "ArrowDown" => (0.0, 1.0),
                "ArrowUp" => (0.0, -1.0),
                _ => return,
            };
            // They walk here; elsewhere they step.
            event.prevent_default();
            event.stop_propagation();
            let places: Vec<_> = all
                .iter()
                .map(|target| place(&layout, &trace, *target).unwrap_or_default())
                .collect();
            let here = event.target_dyn_into::<web_sys::Element>().map(|element| element.id());
            let from = all.iter().position(|target| id_of(*target) == here);
            let next = from.and_then(|from| toward(&places, places[from], way));
            if let Some(id) = next.and_then(|next| id_of(all[next])) {
                browser::focus(&id);
            }
        })
    };
    let node = |node: NodeId| {
        let about = trace.node(node);
        let addresses: Vec<String> = view
            .snapshot
            .node(node)
            .table(wireglass_trace::Table::Addresses)
            .filter_map(address)
            .collect();
        let kind = node_kind(lang, about.kind);
        let off = if view.snapshot.node(node).on { "" } else { ui(lang, Ui::PoweredOff) };
        let parts = [about.name.as_str(), kind, &addresses.join(", "), off];
        let spoken: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        button(Target::Node(node), html! { spoken.join(", ") })
    };
    let packet = |frame: FrameId| {
        let (from, to) = (trace.frame(frame).from, trace.frame(frame).to);
        let (from, to) = (&trace.node(from).name, &trace.node(to).name);
        let said = under_way(lang, &indexes.traffic.facts(frame).label, from, to);
        button(Target::Frame(frame), prose(&said))
    };
    html! {
        <div class="walk" {onkeydown}>
            <p id="map-keys" class="sr-only">{ net(lang, Net::TopologyKeys) }</p>
            <ul class="sr-only" aria-label={net(lang, Net::NodesList)} aria-describedby="map-keys">
                { for (0..trace.nodes().len()).map(NodeId::from_index).map(node) }
            </ul>
            if packets.is_empty() {
                <p key="nothing" class="sr-only">{ net(lang, Net::NothingUnderWay) }</p>
            } else {
                <ul key="packets" class="sr-only" aria-label={net(lang, Net::PacketsList)}>
                    { for packets.iter().copied().map(packet) }
                </ul>
            }
        </div>
    }
}

fn address(now: &wireglass_trace::RowNow) -> Option<String> {
    match now.row {
        wireglass_trace::Row::Address { ip, prefix, .. } => Some(format!("{ip}/{prefix}")),
        _ => None,
    }
}
