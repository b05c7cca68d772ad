//! The plot under the ladder: windows and times, the present, and what a moment says.

use super::ladder::{Size, use_size};
use super::shapes::{Pick, shapes};
use crate::state::{Action, TraceRef};
use web_sys::Element;
use wireglass_scene::num;
use wireglass_scene::plot::{PlotLayout, PlotOptions, Reading};
use wireglass_text::{Lang, Ui, diagram, ui};
use wireglass_trace::series::Topic;
use yew::prelude::*;

/// What [`Plot`] needs.
#[derive(Properties, PartialEq)]
pub(crate) struct PlotProps {
    pub(crate) trace: TraceRef,
    pub(crate) position: usize,
    /// What is wished for; where the trace knows nothing of it, what it does know.
    pub(crate) topic: Topic,
    pub(crate) lang: Lang,
    pub(crate) dispatch: Callback<Action>,
}

/// The plot, with its key above it.
#[component]
pub(crate) fn Plot(props: &PlotProps) -> Html {
    let PlotProps { trace, position, topic, lang, dispatch } = props;
    let lang = *lang;
    let canvas = use_node_ref();
    let size = use_size(&canvas);
    let pointed = use_state_eq(|| None::<usize>);
    let topics = use_memo(trace.clone(), |trace| PlotLayout::topics(trace));
    let shown = if topics.contains(topic) { Some(*topic) } else { topics.first().copied() };
    let layout =
        use_memo((trace.clone(), shown, Same(size), lang), |(trace, shown, size, lang)| {
            // Before it is measured, any size does for the key.
            let (width, height) = size.0.unwrap_or((600.0, 150.0));
            let options = PlotOptions { width, height, topic: (*shown)?, lang: *lang };
            PlotLayout::new(trace, options)
        });
    let at = {
        let (canvas, layout, trace) = (canvas.clone(), layout.clone(), trace.clone());
        move |x: i32| {
            let left = canvas.cast::<Element>()?.get_bounding_client_rect().left();
            let layout = layout.as_ref().as_ref()?;
            Some(layout.position_at(&trace, f64::from(x) - left))
        }
    };
    let onpointermove = {
        let (at, pointed) = (at.clone(), pointed.setter());
        Callback::from(move |event: PointerEvent| pointed.set(at(event.client_x())))
    };
    let onpointerleave = {
        let pointed = pointed.setter();
        Callback::from(move |_: PointerEvent| pointed.set(None))
    };
    let onclick = {
        let dispatch = dispatch.clone();
        Callback::from(move |event: MouseEvent| {
            if let Some(position) = at(event.client_x()) {
                dispatch.emit(Action::GoTo(position));
            }
        })
    };
    let pointed = pointed.filter(|pointed| *pointed <= trace.last());
    let moment = pointed.unwrap_or(*position);
    let buttons = topics.iter().map(|one| {
        let one = *one;
        let onclick = dispatch.reform(move |_: MouseEvent| Action::Plot(Some(one)));
        let pressed = (shown == Some(one)).to_string();
        html! {
            <button key={one.id()} type="button" {onclick} aria-pressed={pressed}>{ diagram::topic(lang, one) }</button>
        }
    });
    let drawing = layout.as_ref().as_ref().filter(|_| size.is_some());
    let drawing = drawing.map(|layout| layout.draw(trace, *position, pointed));
    let readings = layout.as_ref().as_ref().map(|layout| layout.readings(trace, moment));
    let ignore = use_callback((), |_: Pick, ()| {});
    html! {
        <section class="plot" aria-label={ui(lang, Ui::Plot)}>
            <div class="plot-head">
                <div class="stages" role="group" aria-label={ui(lang, Ui::PlotTopic)}>{ for buttons }</div>
                if let Some(readings) = readings {
                    <dl class="plot-key">
                        { for readings.iter().map(key) }
                        <div key="time" class="time"><dt class="sr-only">{ diagram::now(lang) }</dt><dd>{ trace.time_at(moment).to_string() }</dd></div>
                    </dl>
                } else {
                    <p key="none" class="quiet">{ ui(lang, Ui::NothingToPlot) }</p>
                }
            </div>
            <div class="plot-canvas" ref={canvas} title={ui(lang, Ui::PlotHelp)} {onpointermove} {onpointerleave} {onclick}>
                if let Some(drawing) = drawing {
                    <svg class="scene" role="img" aria-label={format!("{}. {}", drawing.title, drawing.description)}
                        width={num(drawing.width).to_string()} height={num(drawing.height).to_string()}
                        viewBox={format!("0 0 {} {}", num(drawing.width), num(drawing.height))}>
                        { shapes(drawing.shapes, &ignore) }
                    </svg>
                } else {
                    <wbr hidden=true />
                }
            </div>
        </section>
    }
}

/// One entry of the key: how a curve looks, its name, and what it says.
fn key(reading: &Reading) -> Html {
    html! {
        <div key={reading.name.clone()}>
            <dt>
                <svg class="scene swatch" width="26" height="8" aria-hidden="true">
                    <g class={reading.class.to_string()}><line class="line" x1="0" y1="4" x2="26" y2="4" /></g>
                </svg>
                { reading.name.clone() }
            </dt>
            <dd>{ reading.value.clone() }</dd>
        </div>
    }
}

/// A size that only counts as changed when it is.
#[derive(Clone, Copy, PartialEq)]
struct Same(Option<Size>);
