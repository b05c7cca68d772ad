//! Shapes to SVG elements. Groups are memoised: what did not change is not touched.

use wireglass_scene::{Group, Shape, Target, Text, fine, num, path_data};
use yew::prelude::*;
use yew::virtual_dom::VNode;

/// A pointer on something that stands for a [`Target`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pick {
    /// It was clicked or tapped.
    Choose(Target),
    /// It was clicked or tapped twice.
    Open(Target),
}

/// The children of an `svg` element, keyed. Shapes between two groups stay together.
pub(crate) fn shapes(all: Vec<Shape>, on_pick: &Callback<Pick>) -> Html {
    let mut nodes: Vec<VNode> = Vec::with_capacity(all.len());
    let mut loose: Vec<Shape> = Vec::new();
    let mut runs = 0;
    let mut flush = |loose: &mut Vec<Shape>, nodes: &mut Vec<VNode>| {
        if !loose.is_empty() {
            let parts = loose.iter().enumerate().map(|(index, shape)| plain(index, shape, on_pick));
            nodes.push(html! { <g key={format!("-{runs}")}>{ for parts }</g> });
            loose.clear();
            runs += 1;
        }
    };
    for shape in all {
        match shape {
            Shape::Group(group) => {
                flush(&mut loose, &mut nodes);
                let key = group.key.to_string();
                nodes.push(html! { <GroupView {key} {group} on_pick={on_pick.clone()} /> });
            }
            shape => loose.push(shape),
        }
    }
    flush(&mut loose, &mut nodes);
    nodes.into_iter().collect()
}

/// What [`GroupView`] needs.
#[derive(Properties, PartialEq)]
pub(crate) struct GroupProps {
    pub(crate) group: Group,
    pub(crate) on_pick: Callback<Pick>,
}

/// One group. Not drawn again while it is equal to what it was.
#[component]
pub(crate) fn GroupView(props: &GroupProps) -> Html {
    group(&props.group, &props.on_pick)
}

fn group(group: &Group, on_pick: &Callback<Pick>) -> Html {
    let Group { key, class, target, label, children, .. } = group;
    let transform = group.transform();
    let title = label.iter().map(|label| html! { <title key="title">{ label.clone() }</title> });
    let parts = children.iter().enumerate().map(|(index, child)| plain(index, child, on_pick));
    let parts = title.chain(parts);
    let Some(target) = *target else {
        return html! { <g key={key.to_string()} class={class.to_string()} {transform}>{ for parts }</g> };
    };
    let onclick = on_pick.reform(move |event: MouseEvent| {
        event.stop_propagation();
        Pick::Choose(target)
    });
    let ondblclick = on_pick.reform(move |event: MouseEvent| {
        event.stop_propagation();
        Pick::Open(target)
    });
    html! {
        <g key={key.to_string()} class={format!("{class} pick")} data-target={name(target)} {transform} {onclick} {ondblclick}>
            { for parts }
        </g>
    }
}

/// A target's name, for tests and style sheets.
fn name(target: Target) -> String {
    match target {
        Target::Step(step) => format!("step-{step}"),
        Target::Frame(frame) => format!("frame-{}", frame.0),
        Target::Event(event) => format!("event-{}", event.0),
        Target::Node(node) => format!("node-{}", node.0),
        Target::Link(link) => format!("link-{}", link.0),
        Target::State { state, .. } => format!("state-{state}"),
        Target::Transition { from, to } => format!("transition-{from}-{to}"),
        Target::Timer { socket, timer } => format!("timer-{}-{timer:?}", socket.0),
        Target::Field { layer, index } => format!("field-{layer}-{index}"),
        Target::Byte(offset) => format!("byte-{offset}"),
    }
}

/// One shape. Every child of a list that may change has a key: here its place.
pub(crate) fn plain(index: usize, shape: &Shape, on_pick: &Callback<Pick>) -> Html {
    let key = index.to_string();
    match shape {
        Shape::Group(inner) => group(inner, on_pick),
        Shape::Line { from, to, class } => html! {
            <line {key} x1={num(from.x).to_string()} y1={num(from.y).to_string()}
                x2={num(to.x).to_string()} y2={num(to.y).to_string()} class={class.to_string()} />
        },
        Shape::Path { ops, class } => html! {
            <path {key} d={path_data(ops)} class={class.to_string()} />
        },
        Shape::Rect { at, width, height, radius, class } => html! {
            <rect {key} x={num(at.x).to_string()} y={num(at.y).to_string()}
                width={num(*width).to_string()} height={num(*height).to_string()}
                rx={num(*radius).to_string()} class={class.to_string()} />
        },
        Shape::Circle { at, radius, class } => html! {
            <circle {key} cx={num(at.x).to_string()} cy={num(at.y).to_string()}
                r={num(*radius).to_string()} class={class.to_string()} />
        },
        Shape::Arc { at, radius, sweep, class } => {
            let (x, y) = (num(at.x), num(at.y));
            html! {
                <circle {key} cx={x.to_string()} cy={y.to_string()} r={num(*radius).to_string()}
                    pathLength="1" stroke-dasharray={format!("{} 1", fine(*sweep))}
                    transform={format!("rotate(-90 {x} {y})")} class={class.to_string()} />
            }
        }
        Shape::Text(text) => written(key, text),
    }
}

fn written(key: String, text: &Text) -> Html {
    let anchor = text.anchor.name();
    let class = text.class.to_string();
    match text.matrix() {
        Some(matrix) => html! {
            <text {key} transform={matrix} text-anchor={anchor} {class}>{ &text.content }</text>
        },
        None => html! {
            <text {key} x={num(text.at.x).to_string()} y={num(text.at.y).to_string()}
                text-anchor={anchor} {class}>{ &text.content }</text>
        },
    }
}
