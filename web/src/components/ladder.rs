//! The ladder: a window that scrolls over the time-sequence diagram.
//!
//! Layout happens when the trace, the size or an option changes; drawing when
//! the present moves. While it moves, only this component is drawn again, and of
//! it only the groups that changed.

use super::moving::{Moving, use_place};
use super::shapes::{Pick, shapes};
use crate::browser;
use crate::state::{Action, Speed, TraceRef};
use std::ops::Range;
use std::rc::Rc;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, ResizeObserver, ScrollBehavior, ScrollToOptions};
use wireglass_scene::{Filter, LadderLayout, LadderOptions, Target, View, num};
use wireglass_text::{Lang, Ui, ui};
use wireglass_trace::FrameId;
use yew::prelude::*;

/// Below this width, a ladder leaves out what a phone has no room for.
const COMPACT: f64 = 560.0;
/// Ladders up to this height are drawn whole.
const WHOLE: f64 = 4000.0;
/// The tallest thing browsers lay out exactly; beyond it the scrollbar counts in larger steps.
const TALLEST: f64 = 4_000_000.0;

/// What [`LadderView`] needs.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the page by itself")]
#[derive(Properties, PartialEq)]
pub(crate) struct LadderProps {
    pub(crate) trace: TraceRef,
    pub(crate) position: usize,
    /// The frame to mark.
    pub(crate) marked: Option<FrameId>,
    pub(crate) lang: Lang,
    #[prop_or_default]
    pub(crate) relative: bool,
    #[prop_or_default]
    pub(crate) hide_arp: bool,
    /// What else is left out.
    #[prop_or_default]
    pub(crate) filter: Filter,
    #[prop_or_default]
    pub(crate) playing: bool,
    #[prop_or_default]
    pub(crate) speed: Speed,
    /// Whether it takes the next step while playing; of two drawings, one does.
    #[prop_or(true)]
    pub(crate) drives: bool,
    pub(crate) dispatch: Callback<Action>,
    /// Its name, where there are two.
    #[prop_or_default]
    pub(crate) name: Option<AttrValue>,
}

/// The size of the window, in pixels.
pub(crate) type Size = (f64, f64);

/// The ladder.
#[component]
pub(crate) fn LadderView(props: &LadderProps) -> Html {
    let window = use_node_ref();
    let size = use_size(&window);
    html! {
        // In the order of the keyboard, because it scrolls.
        <div class="ladder" ref={window.clone()} tabindex="0" role="group" aria-label={ui(props.lang, Ui::Ladder)}>
            if let Some(size) = size {
                <Canvas {size} {window} trace={props.trace.clone()} position={props.position}
                    marked={props.marked} lang={props.lang} relative={props.relative}
                    hide_arp={props.hide_arp} filter={props.filter} playing={props.playing} speed={props.speed}
                    drives={props.drives} dispatch={props.dispatch.clone()} name={props.name.clone()} />
            } else {
                <wbr hidden=true />
            }
        </div>
    }
}

#[expect(clippy::struct_excessive_bools, reason = "as in `LadderProps`")]
#[derive(Properties, PartialEq)]
struct CanvasProps {
    size: Size,
    window: NodeRef,
    trace: TraceRef,
    position: usize,
    marked: Option<FrameId>,
    lang: Lang,
    relative: bool,
    hide_arp: bool,
    filter: Filter,
    playing: bool,
    speed: Speed,
    drives: bool,
    dispatch: Callback<Action>,
    name: Option<AttrValue>,
}

#[component]
fn Canvas(props: &CanvasProps) -> Html {
    let CanvasProps { trace, window, .. } = props;
    let (width, height) = props.size;
    let options = LadderOptions {
        width,
        fit_height: Some(height),
        hide_arp: props.hide_arp,
        filter: props.filter,
        relative_seq: props.relative,
        compact: width < COMPACT,
        lang: props.lang,
    };
    let layout = use_memo((trace.clone(), Same(options)), |(trace, options)| {
        LadderLayout::new(trace, &options.0)
    });
    let place = use_place(&Moving {
        trace: trace.clone(),
        position: props.position,
        playing: props.playing,
        speed: props.speed,
        drives: props.drives,
        dispatch: props.dispatch.clone(),
    });
    let snapshot =
        use_memo((trace.clone(), place.position), |(trace, position)| trace.snapshot(*position));
    let now_y = layout.now_y(trace, place.position, place.now);
    let scroll = use_scroll(window, height, &layout, now_y, place.now.is_some());

    let visible = visible(layout.height, height, scroll);
    let view = View {
        position: place.position,
        now: place.now,
        selected: props.marked,
        visible: visible.clone(),
    };
    let ladder = layout.draw_with(trace, &snapshot, &view);

    let on_pick = use_callback(props.dispatch.clone(), |pick, dispatch| match pick {
        Pick::Choose(target) => {
            if let Some(action) = choose(target) {
                dispatch.emit(action);
            }
        }
        Pick::Open(target) => {
            if let Some(action) = choose(target) {
                dispatch.emit(action);
                dispatch.emit(Action::OpenSelection);
            }
        }
    });
    let clear = props.dispatch.reform(|_: MouseEvent| Action::SelectFrame(None));
    let rows = visible.unwrap_or(0.0..layout.height);
    let rows_height = rows.end - rows.start;
    let label = match &props.name {
        Some(name) => format!("{name}: {}. {}", ladder.title, ladder.description),
        None => format!("{}. {}", ladder.title, ladder.description),
    };
    let stretch = Stretch::new(layout.height, height);
    let header_height = ladder.header_height;
    html! {
        <>
            <svg key="header" class="scene ladder-header" width={num(width).to_string()}
                height={num(header_height).to_string()}
                viewBox={format!("0 0 {} {}", num(width), num(header_height))} aria-hidden="true">
                { shapes(ladder.header, &on_pick) }
            </svg>
            <div key="body" class="ladder-body" onclick={clear}
                style={format!("height:{}px", num(stretch.outer - header_height))}>
                <svg class="scene" role="img" aria-label={label} width={num(width).to_string()}
                    height={num(rows_height).to_string()}
                    viewBox={format!("0 {} {} {}", num(rows.start), num(width), num(rows_height))}
                    style={format!("top:{}px", num(rows.start - stretch.offset(scroll) - header_height))}>
                    { shapes(ladder.body, &on_pick) }
                </svg>
            </div>
        </>
    }
}

/// What choosing something in the ladder does.
fn choose(target: Target) -> Option<Action> {
    Some(match target {
        Target::Step(step) => Action::GoTo(step + 1),
        Target::Frame(frame) => Action::SelectFrame(Some(frame)),
        Target::Event(event) => Action::SelectEvent(Some(event)),
        Target::Node(node) => Action::SelectSide(Some(node)),
        _ => return None,
    })
}

/// Options that only count as changed when they are.
#[derive(Clone, Copy, PartialEq)]
struct Same(LadderOptions);

/// The rows to draw; `None` means all of them.
fn visible(whole: f64, window: f64, scroll: f64) -> Option<Range<f64>> {
    if whole <= WHOLE {
        return None;
    }
    // A window above and one below are drawn too, and the edges move in whole
    // windows, so that scrolling does not draw at each pixel.
    let first = (scroll / window).floor();
    let start = ((first - 1.0) * window).max(0.0);
    Some(start..((first + 3.0) * window).min(whole))
}

/// Between rows of the ladder and pixels of a scrollbar that has an end.
struct Stretch {
    outer: f64,
    factor: f64,
}

impl Stretch {
    fn new(whole: f64, window: f64) -> Self {
        let outer = whole.min(TALLEST).max(window);
        let factor = if whole > TALLEST { (whole - window) / (outer - window) } else { 1.0 };
        Self { outer, factor }
    }

    /// How much further down the rows are than the scrollbar says.
    fn offset(&self, scroll: f64) -> f64 {
        scroll - scroll / self.factor
    }
}

/// The size of an element, followed as it changes; `None` until it is there.
#[hook]
pub(crate) fn use_size(of: &NodeRef) -> Option<Size> {
    let size = use_state_eq(|| None::<Size>);
    {
        let (of, size) = (of.clone(), size.setter());
        use_effect_with((), move |()| {
            let measured = of.cast::<Element>();
            let element = measured.clone();
            let measure = move || {
                let Some(element) = &element else { return };
                let (width, height) = (element.client_width(), element.client_height());
                if width > 0 && height > 0 {
                    size.set(Some((f64::from(width), f64::from(height))));
                }
            };
            measure();
            let callback = Closure::<dyn FnMut()>::new(measure);
            let observer = ResizeObserver::new(callback.as_ref().unchecked_ref()).ok();
            if let (Some(observer), Some(element)) = (&observer, &measured) {
                observer.observe(element);
            }
            move || {
                if let Some(observer) = observer {
                    observer.disconnect();
                }
                drop(callback);
            }
        });
    }
    *size
}

/// How far the window is scrolled, in rows; keeps the present in view.
#[hook]
fn use_scroll(
    window: &NodeRef,
    height: f64,
    layout: &Rc<LadderLayout>,
    now_y: f64,
    moving: bool,
) -> f64 {
    let whole = layout.height;
    let scroll = use_state_eq(|| 0.0_f64);
    {
        // Only tall ladders draw what is seen; the others need not know.
        let (window, scroll) = (window.clone(), scroll.setter());
        use_effect_with(
            (window, whole > WHOLE, whole.to_bits(), height.to_bits()),
            move |(window, tall, ..)| {
                let element = window.cast::<Element>().filter(|_| *tall);
                let listener = element.map(|element| {
                    let stretch = Stretch::new(whole, height);
                    let of = element.clone();
                    gloo::events::EventListener::new(&element, "scroll", move |_| {
                        let rows = f64::from(of.scroll_top()) * stretch.factor;
                        // Drawn again only when another window's worth comes into view.
                        scroll.set((rows / height).floor() * height);
                    })
                });
                move || drop(listener)
            },
        );
    }
    {
        let window = window.clone();
        use_effect_with((now_y.to_bits(), whole.to_bits(), height.to_bits()), move |_| {
            if let Some(element) = window.cast::<Element>() {
                follow(&element, now_y, whole, height, moving);
            }
        });
    }
    *scroll
}

/// Scrolls the present into the middle part of the window, if it is not there.
fn follow(element: &Element, now_y: f64, whole: f64, height: f64, moving: bool) {
    if whole <= height {
        return;
    }
    let stretch = Stretch::new(whole, height);
    let top = f64::from(element.scroll_top()) * stretch.factor;
    let place = (now_y - top) / height;
    if (0.22..=0.72).contains(&place) {
        return;
    }
    // While moving, only as far as needed at each frame: that is smooth by itself.
    let wanted = match (moving, place > 0.5) {
        (true, true) => now_y - 0.72 * height,
        (true, false) => now_y - 0.22 * height,
        (false, _) => now_y - 0.5 * height,
    };
    let wanted = wanted.clamp(0.0, whole - height) / stretch.factor;
    let near = (wanted - f64::from(element.scroll_top())).abs() < 3.0 * height;
    let options = ScrollToOptions::new();
    options.set_top(wanted);
    options.set_behavior(if moving || !near || browser::reduced_motion() {
        ScrollBehavior::Instant
    } else {
        ScrollBehavior::Smooth
    });
    element.scroll_to_with_scroll_to_options(&options);
}
