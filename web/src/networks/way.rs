//! The whole way of one packet: every link it was on, with what the device before has changed.
//! Each leads to its step.

use super::topology::Indexes;
use crate::state::{Action, View};
use wireglass_scene::follow::{Stop, StopFate, follow};
use wireglass_scene::role_class;
use wireglass_text::network::{Net, net};
use wireglass_text::panels::{Panel, panel};
use wireglass_trace::FrameId;
use yew::prelude::*;

/// What [`Way`] needs.
#[derive(Properties, PartialEq)]
pub(super) struct WayProps {
    pub(super) view: View,
    pub(super) frame: FrameId,
    pub(super) indexes: Indexes,
    pub(super) dispatch: Callback<Action>,
}

/// The way.
#[component]
pub(super) fn Way(props: &WayProps) -> Html {
    let WayProps { view, frame, indexes, dispatch } = props;
    let lang = view.lang;
    let way = use_memo((view.trace.clone(), *frame, lang), |(trace, frame, lang)| {
        follow(trace, *frame, *lang)
    });
    let stops = way.stops.iter().map(|stop| row(view, stop, indexes, dispatch));
    html! {
        <section class="way" aria-labelledby="way">
            <h3 id="way">{ net(lang, Net::HopsOfPacket) }</h3>
            <ol>{ for stops }</ol>
            if way.left_out > 0 {
                <p key="more" class="quiet">{ format!("… +{}", way.left_out) }</p>
            }
        </section>
    }
}

fn row(view: &View, stop: &Stop, indexes: &Indexes, dispatch: &Callback<Action>) -> Html {
    let (lang, trace) = (view.lang, &view.trace);
    let sent = trace.frame(stop.frame).sent.map_or(0, |event| trace.step_of(event) + 1);
    let facts = indexes.traffic.facts(stop.frame);
    let name = |(node, port): &(wireglass_trace::NodeId, String)| {
        format!("{} {port}", trace.node(*node).name)
    };
    let fate = match stop.fate {
        StopFate::Arrived => None,
        StopFate::Discarded => Some(("lost", Panel::ThrownAway)),
        StopFate::Lost => Some(("lost", Panel::LostOnTheWay)),
        StopFate::UnderWay => Some(("way", Panel::OnItsWay)),
    };
    let present = view.followed == Some(stop.frame);
    let future = sent > view.position;
    let frame = stop.frame;
    let onclick = {
        let dispatch = dispatch.clone();
        Callback::from(move |_: MouseEvent| {
            dispatch.emit(Action::GoTo(sent));
            dispatch.emit(Action::SelectFrame(Some(frame)));
        })
    };
    let values = stop.values.iter().enumerate().map(|(index, value)| {
        let arrow = value.to.then_some("→ ");
        html! {
            <span key={index} class={classes!(value.changed.then_some("changed"))}>
                { arrow }{ value.name }{ (!value.name.is_empty()).then_some(" ") }
                <b>{ value.text.clone() }</b>
            </span>
        }
    });
    let class = classes!(
        stop.on_way.then_some("on-way"),
        present.then_some("present"),
        future.then_some("future")
    );
    let style = format!("--depth:{}", stop.depth.min(6));
    html! {
        <li key={stop.frame.0} {class} {style}>
            <button type="button" {onclick} title={net(lang, Net::GoToHop)} aria-current={present.then_some("step")}>
                <span class="way-line">
                    <span class={classes!("pill", role_class(facts.role))}>{ facts.label.clone() }</span>
                    <span>{ format!("{} → {}", name(&stop.from), name(&stop.to)) }</span>
                    <span class="time">{ stop.sent.to_string() }</span>
                    if let Some((class, word)) = fate {
                        <span class={classes!("fate", class)}>{ panel(lang, word) }</span>
                    }
                </span>
                <span class="way-values">{ for values }</span>
            </button>
        </li>
    }
}
