//! A drawing of `scene` in a panel, as wide as the panel is.

use crate::components::ladder::use_size;
use crate::components::shapes::{Pick, shapes};
use wireglass_scene::{Drawing, num};
use yew::prelude::*;

/// What [`Figure`] needs.
#[derive(Properties, PartialEq)]
pub(super) struct FigureProps {
    /// Draws for a width in pixels.
    pub(super) draw: Draw,
    #[prop_or_default]
    pub(super) on_pick: Callback<Pick>,
    /// Whether it may be wider than the panel, which then scrolls.
    #[prop_or_default]
    pub(super) scrolls: bool,
}

/// Something that draws for a width, and when it draws something else: equal keys draw the same.
#[derive(Clone)]
pub(super) struct Draw {
    key: Key,
    with: std::rc::Rc<dyn Fn(f64) -> Option<Drawing>>,
}

/// What a drawing depends on: the trace, and numbers.
type Key = (crate::state::TraceRef, Vec<usize>, wireglass_text::Lang);

impl Draw {
    /// Draws by `with`, which depends on nothing but `key`.
    pub(super) fn new(key: Key, with: impl Fn(f64) -> Option<Drawing> + 'static) -> Self {
        Self { key, with: std::rc::Rc::new(with) }
    }
}

impl PartialEq for Draw {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

/// The drawing.
#[component]
pub(super) fn Figure(props: &FigureProps) -> Html {
    let FigureProps { draw, on_pick, scrolls } = props;
    let place = use_node_ref();
    let width = use_size(&place).map(|(width, _)| width);
    let drawn = use_memo((draw.clone(), width.map(f64::to_bits)), |(draw, width)| {
        width.and_then(|width| (draw.with)(f64::from_bits(width)))
    });
    let Some(drawing) = drawn.as_ref() else {
        return html! { <div class="figure" ref={place}>{ "\u{a0}" }</div> };
    };
    let (width, height) = (num(drawing.width).to_string(), num(drawing.height).to_string());
    html! {
        // What scrolls is in the order of the keyboard.
        <div class="figure" ref={place} tabindex={scrolls.then_some("0")}>
            <svg class="scene" role="img" aria-label={format!("{}. {}", drawing.title, drawing.description)}
                width={width.clone()} height={height.clone()} viewBox={format!("0 0 {width} {height}")}>
                { shapes(drawing.shapes.clone(), on_pick) }
            </svg>
        </div>
    }
}
