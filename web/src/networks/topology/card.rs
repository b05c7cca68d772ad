//! A node's tables, beside the node.

use crate::components::icons::{Icon, icon};
use crate::networks::tables::{heading, node_tables};
use crate::state::{Action, Look, View};
use wireglass_text::network::{Net, net};
use wireglass_trace::NodeId;
use yew::prelude::*;

/// How wide it is, in pixels; the style sheet says the same.
const WIDTH: f64 = 330.0;
/// From the node's middle to its edge.
const BESIDE: f64 = 44.0;

/// What [`Card`] needs.
#[derive(Properties, PartialEq)]
pub(super) struct CardProps {
    pub(super) view: View,
    pub(super) node: NodeId,
    /// Where in the window the node is.
    pub(super) at: Option<(f64, f64)>,
    /// The window's size.
    pub(super) window: (f64, f64),
    pub(super) dispatch: Callback<Action>,
}

/// The tables of a node.
#[component]
pub(super) fn Card(props: &CardProps) -> Html {
    let CardProps { view, node, at, window, dispatch } = props;
    let (lang, node) = (view.lang, *node);
    let close = dispatch.reform(|_: MouseEvent| Action::Look(Look::Node(None)));
    let terminal = dispatch.reform(move |_: MouseEvent| Action::Look(Look::Terminal(Some(node))));
    let onkeydown = {
        let dispatch = dispatch.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                event.stop_propagation();
                event.prevent_default();
                dispatch.emit(Action::Look(Look::Node(None)));
                crate::browser::focus(&super::lists::node_id(node));
            }
        })
    };
    let has_terminal = crate::networks::terminal::has_terminal(&view.trace, node);
    html! {
        <section class="node-card" style={beside(*at, *window)} aria-labelledby="node-card" {onkeydown}>
            <header>
                { heading(view, node, "node-card".to_owned()) }
                if has_terminal {
                    <button key="terminal" type="button" class="link" onclick={terminal}>{ net(lang, Net::OpenTerminal) }</button>
                }
                <button key="close" type="button" class="plain" onclick={close} aria-label={net(lang, Net::CloseTables)}
                    title={net(lang, Net::CloseTables)}>{ icon(Icon::Close) }</button>
            </header>
            <div class="node-card-body host-tables" tabindex="0">{ node_tables(view, node) }</div>
        </section>
    }
}

/// To the right of the node, or to its left where there is more room, and within the window.
fn beside(at: Option<(f64, f64)>, window: (f64, f64)) -> String {
    let (x, y) = at.unwrap_or((0.0, 0.0));
    let right = x + BESIDE;
    let left = if right + WIDTH <= window.0 - 8.0 { right } else { x - BESIDE - WIDTH };
    let left = left.clamp(8.0, (window.0 - WIDTH - 8.0).max(8.0));
    // As much below the node as above it, where there is room.
    let top = (y - 90.0).clamp(8.0, (window.1 - 220.0).max(8.0));
    format!("left:{left:.0}px;top:{top:.0}px;max-height:{:.0}px", (window.1 - top - 8.0).max(160.0))
}
