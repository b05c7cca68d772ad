//! The transport at the bottom, which never moves: buttons, scrubber, futures, speed.

use super::icons::{Icon, icon};
use crate::inspector::prose;
use crate::state::{Action, Session, Speed, TraceRef, position_at, profile_name};
use web_sys::Element;
use wireglass_scene::{role_class, timeline};
use wireglass_text::{Lang, Markup, Ui, future_as, interventions, step_line, step_of, ui};
use yew::prelude::*;

/// The most ticks the scrubber shows.
const TICKS: usize = 240;

/// What [`Transport`] needs.
#[derive(Properties, PartialEq)]
pub(crate) struct TransportProps {
    pub(crate) trace: TraceRef,
    pub(crate) position: usize,
    pub(crate) playing: bool,
    pub(crate) speed: Speed,
    pub(crate) lang: Lang,
    pub(crate) dispatch: Callback<Action>,
    /// The futures, under the scrubber.
    #[prop_or_default]
    pub(crate) children: Html,
}

/// The transport.
#[component]
pub(crate) fn Transport(props: &TransportProps) -> Html {
    let TransportProps { trace, position, playing, lang, dispatch, .. } = props;
    let (lang, last) = (*lang, trace.last());
    let button = |which: Icon, label: Ui, action: Action, class: &'static str, enabled: bool| {
        let onclick = dispatch.reform(move |_: MouseEvent| action.clone());
        // Not `disabled`: a button that loses the focus while it is used loses the reader.
        html! {
            <button type="button" {class} {onclick} title={ui(lang, label)} aria-label={ui(lang, label)}
                aria-disabled={(!enabled).then_some("true")}>
                { icon(which) }
            </button>
        }
    };
    let (play, play_label) =
        if *playing { (Icon::Pause, Ui::Pause) } else { (Icon::Play, Ui::Play) };
    let speeds = Speed::ALL.into_iter().map(|speed| {
        let onclick = dispatch.reform(move |_: MouseEvent| Action::SetSpeed(speed));
        let pressed = (speed == props.speed).to_string();
        html! {
            <button key={speed.label()} type="button" {onclick} aria-pressed={pressed}>
                { speed.label() }
            </button>
        }
    });
    html! {
        <footer class="transport" aria-label={ui(lang, Ui::Transport)}>
            <div class="transport-keys">
                { button(Icon::First, Ui::First, Action::First, "first", *position > 0) }
                { button(Icon::Back, Ui::StepBack, Action::Back, "back", *position > 0) }
                { button(play, play_label, Action::Play(!playing), "play", last > 0) }
                { button(Icon::Forward, Ui::StepForward, Action::StepForward, "forward", *position < last) }
                { button(Icon::Last, Ui::Last, Action::Last, "last", *position < last) }
            </div>
            <div class="transport-rail">
                <Scrubber trace={trace.clone()} position={*position} {lang} dispatch={dispatch.clone()} />
                { props.children.clone() }
            </div>
            <div class="speed" role="group" aria-label={ui(lang, Ui::Speed)}>{ for speeds }</div>
            <span class="count">{ step_of(lang, *position, last) }</span>
        </footer>
    }
}

#[derive(Properties, PartialEq)]
struct ScrubberProps {
    trace: TraceRef,
    position: usize,
    lang: Lang,
    dispatch: Callback<Action>,
}

/// The rail with a tick for each step: drag it, click on it, or use the keys of a slider.
#[component]
fn Scrubber(props: &ScrubberProps) -> Html {
    let ScrubberProps { trace, position, lang, dispatch } = props;
    let ticks = use_memo(trace.clone(), |trace| timeline::ticks(trace, TICKS));
    let dragging = use_mut_ref(|| false);
    let rail = use_node_ref();
    let go = {
        let (trace, dispatch, rail) = (trace.clone(), dispatch.clone(), rail.clone());
        move |event: &PointerEvent| {
            let Some(rail) = rail.cast::<Element>() else { return };
            let place = rail.get_bounding_client_rect();
            if place.width() > 0.0 {
                let fraction = (f64::from(event.client_x()) - place.left()) / place.width();
                dispatch.emit(Action::GoTo(position_at(&trace, fraction)));
            }
        }
    };
    let onpointerdown = {
        let (dragging, go, rail) = (dragging.clone(), go.clone(), rail.clone());
        Callback::from(move |event: PointerEvent| {
            if event.button() != 0 {
                return;
            }
            *dragging.borrow_mut() = true;
            // Until the button is let go, wherever the pointer goes meanwhile.
            if let Some(rail) = rail.cast::<Element>() {
                let _ = rail.set_pointer_capture(event.pointer_id());
            }
            go(&event);
        })
    };
    let onpointermove = {
        let dragging = dragging.clone();
        Callback::from(move |event: PointerEvent| {
            if *dragging.borrow() {
                go(&event);
            }
        })
    };
    let stop = Callback::from(move |_: PointerEvent| *dragging.borrow_mut() = false);
    let onkeydown = {
        let (dispatch, here, last) = (dispatch.clone(), *position, trace.last());
        Callback::from(move |event: KeyboardEvent| {
            let page = (last / 10).max(1);
            let wanted = match event.key().as_str() {
                "ArrowUp" => here + 1,
                "ArrowDown" => here.saturating_sub(1),
                "PageUp" => here + page,
                "PageDown" => here.saturating_sub(page),
                _ => return,
            };
            event.prevent_default();
            dispatch.emit(Action::GoTo(wanted));
        })
    };
    let percent = |fraction: f64| format!("{:.3}%", fraction * 100.0);
    let here = timeline::fraction(trace, *position);
    let marks = ticks.iter().map(|tick| {
        let style = format!("left:{}", percent(tick.fraction));
        html! { <i key={tick.step} class={classes!("t", role_class(tick.role))} {style}></i> }
    });
    let text = match position.checked_sub(1) {
        Some(step) => {
            format!(
                "{}: {}",
                step_of(*lang, *position, trace.last()),
                step_line(*lang, trace, step)
            )
        }
        None => ui(*lang, Ui::AtTheBeginning).to_owned(),
    };
    html! {
        <div class="scrubber" role="slider" tabindex="0" aria-label={ui(*lang, Ui::Scrubber)}
            aria-valuemin="0" aria-valuemax={trace.last().to_string()}
            aria-valuenow={position.to_string()} aria-valuetext={text}
            {onpointerdown} {onpointermove} onpointerup={stop.clone()} onpointercancel={stop} {onkeydown}>
            <div class="rail" ref={rail}>
                <div class="done" style={format!("width:{}", percent(here))}></div>
                { for marks }
                <i class="knob" style={format!("left:{}", percent(here))}></i>
            </div>
        </div>
    }
}

/// The futures by name: which one is shown, and which others there are.
pub(crate) fn futures(session: &Session, lang: Lang, dispatch: &Callback<Action>) -> Html {
    let names = (0..session.futures.len()).map(|index| {
        let onclick = dispatch.reform(move |_: MouseEvent| Action::Switch(index));
        let forget = dispatch.reform(move |event: MouseEvent| {
            event.stop_propagation();
            Action::Forget(index)
        });
        let shown = index == session.current;
        let name = future_markup(lang, session, index);
        let label = format!("{}: {}", ui(lang, Ui::DeleteBranch), name.plain());
        html! {
            <span key={index} class={classes!("future-name", (index > 0).then_some("alt"), shown.then_some("on"))}>
                <button type="button" {onclick} aria-pressed={shown.to_string()}>{ prose(&name) }</button>
                if index > 0 && shown {
                    <button type="button" class="forget" onclick={forget} aria-label={label.clone()} title={label}>
                        { icon(Icon::Close) }
                    </button>
                }
            </span>
        }
    });
    html! { <div class="futures" role="group" aria-label={ui(lang, Ui::Branches)}>{ for names }</div> }
}

/// A future's name.
fn future_markup(lang: Lang, session: &Session, index: usize) -> Markup {
    let (what_ifs, trace) = (session.what_ifs(index), &session.futures[index].trace);
    match session.profile(index).filter(|profile| Some(*profile) != session.own_profile()) {
        Some(profile) => future_as(lang, profile_name(profile), &what_ifs, trace),
        None => interventions(lang, &what_ifs, trace),
    }
}

/// A future's name in plain words.
pub(crate) fn future_name(lang: Lang, session: &Session, index: usize) -> String {
    future_markup(lang, session, index).plain()
}
