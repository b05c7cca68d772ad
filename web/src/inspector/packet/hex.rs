//! The bytes, sixteen to a row, in hexadecimal and as text.

use super::light::{self, Lit};
use super::pointer::{self, Place};
use super::{LitProps, Source};
use crate::inspector::parts::{consume, is_plain};
use std::rc::Rc;
use wireglass_core::wire::{FieldName, LayerKind};
use wireglass_scene::packet::ByteCell;
use wireglass_text::panels::{Panel, byte_label, bytes_more, panel};
use wireglass_text::{Lang, Ui, field_name, ui};
use yew::prelude::*;

/// How many rows are drawn at first, and at most: a screen's worth, and a jumbo frame.
const FIRST_ROWS: usize = 16;
const MOST_ROWS: usize = 576;

const WIDTH: usize = 16;

/// The byte view.
#[component]
pub(super) fn Hex(props: &LitProps) -> Html {
    let LitProps { lang, source, light, .. } = props;
    let lang = *lang;
    let whole = use_state_eq(|| None);
    let rows = source.rows.len();
    let most = if *whole == Some(source.frame) { MOST_ROWS } else { FIRST_ROWS };
    let shown = rows.min(most);
    let onkeydown = Callback::from(|event: KeyboardEvent| {
        if !is_plain(&event) {
            return;
        }
        let row = WIDTH.cast_signed();
        match event.key().as_str() {
            "ArrowRight" => pointer::move_byte(&event, 1),
            "ArrowLeft" => pointer::move_byte(&event, -1),
            "ArrowDown" => pointer::move_byte(&event, row),
            "ArrowUp" => pointer::move_byte(&event, -row),
            "Home" => pointer::move_byte(&event, isize::MIN),
            "End" => pointer::move_byte(&event, isize::MAX),
            _ => return,
        }
        consume(&event);
    });
    let show_all = {
        let (whole, frame) = (whole.setter(), source.frame);
        Callback::from(move |_: MouseEvent| whole.set(Some(frame)))
    };
    let chosen = light.chosen.as_ref().map_or(0, |bits| bits.start as usize / 8);
    let stop = if chosen < shown * WIDTH { chosen } else { 0 };
    let drawn = (0..shown).map(|row| {
        let first = row * WIDTH;
        let lit = std::array::from_fn(|i| light.on_byte(first + i));
        let stop = (first..first + WIDTH).contains(&stop).then_some(stop);
        html! { <HexRow key={row} {lang} source={source.clone()} {row} {lit} {stop} /> }
    });
    let left = source.bytes.len().saturating_sub(shown * WIDTH) as u64;
    html! {
        <div class="hex">
            <div role="grid" aria-label={ui(lang, Ui::Bytes)} {onkeydown}>{ for drawn }</div>
            if left > 0 && most == FIRST_ROWS {
                <button type="button" class="whole" onclick={show_all}>
                    { panel(lang, Panel::Whole) }{ " (" }{ bytes_more(lang, left) }{ ")" }
                </button>
            } else if left > 0 {
                <p class="quiet">{ bytes_more(lang, left) }</p>
            }
        </div>
    }
}

#[derive(PartialEq, Properties)]
struct RowProps {
    lang: Lang,
    source: Rc<Source>,
    row: usize,
    lit: [Lit; WIDTH],
    /// The byte that Tab reaches, if it is in this row.
    stop: Option<usize>,
}

/// One row, which is not drawn again unless its light changes.
#[component]
fn HexRow(props: &RowProps) -> Html {
    let RowProps { lang, source, row, lit, stop } = props;
    let Some(bytes) = source.rows.get(*row) else { return html! { <wbr hidden=true /> } };
    let first = bytes.offset;
    let cells = bytes.cells.iter().zip(lit).enumerate().map(|(i, (cell, lit))| {
        let offset = first + i;
        let place = Place::Byte(offset);
        let changed = source.is_changed(offset);
        let class = classes!(
            part(source, offset, cell),
            lit.class(),
            changed.then_some("changed"),
            (i == WIDTH / 2).then_some("half"),
        );
        let label = byte_label(*lang, offset, cell.byte, name(*lang, source, offset));
        html! {
            <b key={i} {class} role="gridcell" data-target={place.name()} aria-label={label}
                tabindex={if *stop == Some(offset) { "0" } else { "-1" }}
                aria-selected={(*lit == Lit::Chosen).to_string()}>
                { format!("{:02x}", cell.byte) }
            </b>
        }
    });
    let text = bytes.cells.iter().zip(lit).enumerate().map(|(i, (cell, lit))| {
        let place = Place::Byte(first + i);
        let class = classes!(lit.class(), (cell.ascii == '·').then_some("none"));
        html! { <b key={i} {class} data-target={place.name()}>{ cell.ascii }</b> }
    });
    html! {
        <div class="hex-row" role="row">
            <i aria-hidden="true">{ format!("{first:04x}") }</i>
            { for cells }
            <span class="ascii" aria-hidden="true">{ for text }</span>
        </div>
    }
}

/// Which part of the frame a byte is in, as a class.
fn part(source: &Source, offset: usize, cell: &ByteCell) -> &'static str {
    let Some(layer) = cell.layer.and_then(|layer| source.dissection.layers.get(layer)) else {
        return "in-none";
    };
    match layer.kind {
        LayerKind::Tcp => {
            let at = light::field_at(&source.dissection, offset);
            let field = at.and_then(|at| light::field(&source.dissection, at));
            if field.is_some_and(|field| is_option(field.name)) { "in-option" } else { "in-tcp" }
        }
        LayerKind::Ipv4 | LayerKind::Ipv6 | LayerKind::Ipv6Extension | LayerKind::Arp => "in-ip",
        LayerKind::Payload => "in-data",
        _ => "in-link",
    }
}

const fn is_option(name: FieldName) -> bool {
    matches!(
        name,
        FieldName::TcpOptionKind
            | FieldName::TcpOptionLength
            | FieldName::TcpOptionMss
            | FieldName::TcpOptionWindowScale
            | FieldName::TcpOptionTimestampValue
            | FieldName::TcpOptionTimestampEcho
            | FieldName::TcpOptionSackLeft
            | FieldName::TcpOptionSackRight
            | FieldName::TcpOptionData
            | FieldName::TcpOptionNop
            | FieldName::TcpOptionEnd
            | FieldName::TcpOptionPadding
    )
}

fn name(lang: Lang, source: &Source, offset: usize) -> &'static str {
    let at = light::field_at(&source.dissection, offset);
    let field = at.and_then(|at| light::field(&source.dissection, at));
    field.map_or(ui(lang, Ui::Unknown), |field| field_name(lang, field.name))
}
