//! The 32 bits: each can be pressed, and the border dragged or moved with the keys.

use super::parts::{consume, view_box};
use super::state::{Action, Lab};
use crate::browser;
use crate::components::shapes::plain;
use crate::components::use_size;
use web_sys::Element;
use wireglass_core::addr::working::Quantity;
use wireglass_scene::addr::board::{BIT, BORDER, BoardOptions, Geometry, Shaped, board};
use wireglass_scene::{Group, Shape, at};
use wireglass_text::Lang;
use wireglass_text::lab::{Lab as Word, bit_name, border_name, lab as word};
use yew::prelude::*;

/// How far the Page keys move the border: an octet.
const PAGE: u8 = 8;
/// Rows whose bits can be pressed: the address and the mask.
const PRESSED: u64 = 64;

/// What [`Board`] needs.
#[derive(Properties, PartialEq)]
pub(crate) struct BoardProps {
    pub(crate) lab: Lab,
    pub(crate) lang: Lang,
    pub(crate) dispatch: Callback<Action>,
}

/// The bit that the Tab key comes to, by its number in the drawing.
type Roving = UseStateHandle<u64>;

/// The board.
#[component]
pub(crate) fn Board(props: &BoardProps) -> Html {
    let BoardProps { lab, lang, dispatch } = props;
    let frame = use_node_ref();
    let svg = use_node_ref();
    let size = use_size(&frame);
    let roving = use_state_eq(|| 0_u64);
    let dragging = use_mut_ref(|| false);
    let shape = Shaped::fitting(size.map_or(Shaped::WIDE, |(width, _)| width));
    let options = BoardOptions { lang: *lang, shape, step: lab.step };
    let drawing = board(lab.interface, &options);
    let geometry = Geometry::of(&options);
    let (width, height) = geometry.size();

    let drag = {
        let (svg, dispatch) = (svg.clone(), dispatch.clone());
        move |event: &PointerEvent| {
            let Some(svg) = svg.cast::<Element>() else { return };
            let place = svg.get_bounding_client_rect();
            if place.width() > 0.0 {
                let scale = width / place.width();
                let x = (f64::from(event.client_x()) - place.left()) * scale;
                let y = (f64::from(event.client_y()) - place.top()) * scale;
                dispatch.emit(Action::Border(geometry.border_at(at(x, y))));
            }
        }
    };
    let onpointerdown = {
        let (dragging, svg) = (dragging.clone(), svg.clone());
        Callback::from(move |event: PointerEvent| {
            if event.button() == 0 {
                *dragging.borrow_mut() = true;
                if let Some(svg) = svg.cast::<Element>() {
                    let _ = svg.set_pointer_capture(event.pointer_id());
                }
            }
        })
    };
    let onpointermove = {
        let (dragging, drag) = (dragging.clone(), drag.clone());
        Callback::from(move |event: PointerEvent| {
            if *dragging.borrow() {
                drag(&event);
            }
        })
    };
    let onpointerup = {
        let dragging = dragging.clone();
        Callback::from(move |_: PointerEvent| *dragging.borrow_mut() = false)
    };

    let nodes = drawing.shapes.iter().enumerate().map(|(index, shape)| match shape {
        Shape::Group(group) if group.key.0 == BIT && group.key.1 < PRESSED => {
            bit(group, lab, *lang, &roving, dispatch)
        }
        Shape::Group(group) if group.key.0 == BORDER => {
            border(group, lab, *lang, &onpointerdown, dispatch)
        }
        shape => plain(index, shape, &Callback::noop()),
    });
    let fit = match shape {
        Shaped::Four => "fit4",
        Shaped::Two => "fit2",
        Shaped::One => "fit1",
    };
    html! {
        <div class="board-frame" ref={frame}>
            <svg ref={svg} class={classes!("scene", "board", fit)} viewBox={view_box(width, height)}
                role="group" aria-label={word(*lang, Word::Board)} aria-describedby="board-hint"
                {onpointermove} onpointerup={onpointerup.clone()} onpointercancel={onpointerup}>
                { for nodes }
            </svg>
            <p id="board-hint" class="sr-only">{ word(*lang, Word::BoardHint) }</p>
        </div>
    }
}

/// A bit of the address, which turns over, or of the mask, which moves the border to it.
fn bit(group: &Group, lab: &Lab, lang: Lang, roving: &Roving, dispatch: &Callback<Action>) -> Html {
    let number = group.key.1;
    let place = u8::try_from(number % 32).unwrap_or(0);
    let length = lab.interface.mask.prefix_len();
    let (row, set) = if number < 32 {
        (Quantity::Address, lab.interface.address.to_bits() << place >> 31 == 1)
    } else {
        (Quantity::Mask, place < length)
    };
    let action = match row {
        Quantity::Mask => Action::Border(if set { place } else { place + 1 }),
        _ => Action::Flip(place),
    };
    let press = {
        let (dispatch, roving) = (dispatch.clone(), roving.setter());
        move || {
            roving.set(number);
            dispatch.emit(action.clone());
        }
    };
    let onclick = {
        let press = press.clone();
        Callback::from(move |_: MouseEvent| press())
    };
    let onkeydown = {
        let roving = roving.setter();
        Callback::from(move |event: KeyboardEvent| {
            let row = number / 32 * 32;
            let to = match event.key().as_str() {
                "ArrowLeft" => number.max(row + 1) - 1,
                "ArrowRight" => (number + 1).min(row + 31),
                "ArrowUp" => number % 32,
                "ArrowDown" => number % 32 + 32,
                "Home" => row,
                "End" => row + 31,
                " " | "Enter" => {
                    consume(&event);
                    press();
                    return;
                }
                _ => return,
            };
            consume(&event);
            roving.set(to);
            browser::focus(&id(to));
        })
    };
    let tabindex = if **roving == number { "0" } else { "-1" };
    let parts = group.children.iter().enumerate();
    html! {
        <g key={format!("bit{number}")} id={id(number)} class={format!("{} press", group.class)} role="button"
            {tabindex} aria-pressed={set.to_string()} aria-label={bit_name(lang, row, place, place < length, set)}
            {onclick} {onkeydown}>
            { for parts.map(|(index, part)| plain(index, part, &Callback::noop())) }
        </g>
    }
}

fn id(number: u64) -> String {
    format!("bit-{number}")
}

/// The border, a slider from 0 to 32.
fn border(
    group: &Group,
    lab: &Lab,
    lang: Lang,
    onpointerdown: &Callback<PointerEvent>,
    dispatch: &Callback<Action>,
) -> Html {
    let mask = lab.interface.mask;
    let length = mask.prefix_len();
    let onkeydown = {
        let dispatch = dispatch.clone();
        Callback::from(move |event: KeyboardEvent| {
            let to = match event.key().as_str() {
                "ArrowLeft" | "ArrowDown" => length.saturating_sub(1),
                "ArrowRight" | "ArrowUp" => length + 1,
                "PageDown" => length.saturating_sub(PAGE),
                "PageUp" => length + PAGE,
                "Home" => 0,
                "End" => 32,
                _ => return,
            };
            consume(&event);
            dispatch.emit(Action::Border(to));
        })
    };
    let parts = group.children.iter().enumerate();
    html! {
        <g key="border" id="border" class={group.class.to_string()} role="slider" tabindex="0"
            aria-label={word(lang, Word::Border)} aria-valuemin="0" aria-valuemax="32" aria-valuenow={length.to_string()}
            aria-valuetext={border_name(lang, length, mask.host_bits())}
            onpointerdown={onpointerdown.clone()} {onkeydown}>
            { for parts.map(|(index, part)| plain(index, part, &Callback::noop())) }
        </g>
    }
}
