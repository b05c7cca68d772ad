//! Layers as sections, their fields as lists, and each header as its RFC draws it.

use super::light::{Light, Lit};
use super::pointer::{self, Place};
use super::{LitProps, Source};
use crate::components::shapes::shapes;
use crate::inspector::parts::{consume, is_plain, prose};
use crate::state::FieldRef;
use std::ops::Range;
use wireglass_core::wire::{Field, FieldName, Layer, LayerKind, Meaning, Value, Verdict};
use wireglass_scene::packet::{header_grid, value_text};
use wireglass_scene::{Group, Shape, Target};
use wireglass_text::panels::{Panel, byte_count, panel};
use wireglass_text::{Lang, field_name, field_short, layer_name, meaning, verdict_short};
use yew::prelude::*;

/// The width the grid is laid out for; it is scaled to the room there is.
const GRID_WIDTH: f64 = 516.0;

/// How much of a payload is quoted in its row.
const QUOTED: usize = 48;

/// All layers.
#[component]
pub(super) fn Layers(props: &LitProps) -> Html {
    let LitProps { lang, relative, source, light, .. } = props;
    let onkeydown = Callback::from(|event: KeyboardEvent| {
        if !is_plain(&event) {
            return;
        }
        match event.key().as_str() {
            "ArrowDown" | "ArrowRight" => pointer::move_field(&event, 1),
            "ArrowUp" | "ArrowLeft" => pointer::move_field(&event, -1),
            "Home" => pointer::move_field(&event, isize::MIN),
            "End" => pointer::move_field(&event, isize::MAX),
            _ => return,
        }
        consume(&event);
    });
    let layers = source.dissection.layers.iter().enumerate();
    html! {
        <div class="layers">
            { for layers.map(|(at, layer)| {
                let drawn = Drawn { lang: *lang, relative: *relative, source, light, at, layer };
                drawn.section(&onkeydown)
            }) }
        </div>
    }
}

/// Whether a layer is unfolded at first: the innermost header and what it carries, and
/// whatever has something wrong with it. Of the others one line says the most important.
fn begins_open(source: &Source, at: usize, layer: &Layer) -> bool {
    let layers = &source.dissection.layers;
    let innermost = layers.iter().rposition(|layer| is_header(layer.kind));
    let wrong = |field: &Field| {
        matches!(field.verdict, Some(Verdict::Wrong { .. }))
            || field.bytes().any(|byte| source.is_changed(byte))
    };
    let carried = matches!(layer.kind, LayerKind::Payload | LayerKind::Unknown);
    innermost.is_none_or(|innermost| innermost == at) || carried || layer.fields.iter().any(wrong)
}

/// From where to where, for the line that names a layer.
fn route(layer: &Layer) -> Option<String> {
    let value = |names: &[FieldName]| {
        let field = layer.fields.iter().find(|field| names.contains(&field.name));
        field.map(value_text)
    };
    let from = value(&[
        FieldName::EthernetSource,
        FieldName::Ipv4Source,
        FieldName::Ipv6Source,
        FieldName::TcpSourcePort,
        FieldName::ArpSenderIp,
    ])?;
    let to = value(&[
        FieldName::EthernetDestination,
        FieldName::Ipv4Destination,
        FieldName::Ipv6Destination,
        FieldName::TcpDestinationPort,
        FieldName::ArpTargetIp,
    ])?;
    Some(format!("{from} → {to}"))
}

const fn is_header(kind: LayerKind) -> bool {
    !matches!(kind, LayerKind::Payload | LayerKind::Padding | LayerKind::Unknown)
}

struct Drawn<'a> {
    lang: Lang,
    relative: bool,
    source: &'a Source,
    light: &'a Light,
    at: usize,
    layer: &'a Layer,
}

impl Drawn<'_> {
    fn section(&self, onkeydown: &Callback<KeyboardEvent>) -> Html {
        let kind = self.layer.kind;
        let open = begins_open(self.source, self.at, self.layer);
        let size = self.layer.bytes.len() as u64;
        html! {
            <details key={self.at} class={classes!("layer", kind.id())} {open}>
                <summary>
                    { layer_name(self.lang, kind) }<small>{ byte_count(self.lang, size) }</small>
                    { for route(self.layer).map(|route| html! { <small class="route">{ route }</small> }) }
                </summary>
                <div class="fields" role="listbox" aria-label={layer_name(self.lang, kind)}
                    onkeydown={onkeydown.clone()}>
                    { for self.rows() }
                </div>
                if is_header(kind) { { self.grid() } }
            </details>
        }
    }

    fn rows(&self) -> Vec<Html> {
        let fields = &self.layer.fields;
        let mut rows = Vec::with_capacity(fields.len());
        let mut index = 0;
        while let Some(field) = fields.get(index) {
            let flags = fields[index..].iter().take_while(|field| is_flag(field)).count();
            if flags > 1 {
                rows.push(self.flags(index..index + flags));
                index += flags;
            } else {
                rows.push(self.row(index, field));
                index += 1;
            }
        }
        rows
    }

    fn lit(&self, field: &Field) -> Lit {
        self.light.on(&field.bits)
    }

    /// Whether Tab reaches this one: of each list only one, arrow keys do the rest.
    fn tab_stop(&self, index: usize) -> &'static str {
        let chosen = |field: &Field| {
            let chosen = self.light.chosen.as_ref();
            chosen.is_some_and(|lit| lit.start < field.bits.end && field.bits.start < lit.end)
        };
        let stop = self.layer.fields.iter().position(chosen).unwrap_or(0);
        if stop == index { "0" } else { "-1" }
    }

    fn row(&self, index: usize, field: &Field) -> Html {
        let lit = self.lit(field);
        let place = Place::Field(FieldRef { layer: self.at, index });
        let wrong = matches!(field.verdict, Some(Verdict::Wrong { .. }));
        let class = classes!("field", lit.class(), wrong.then_some("wrong"));
        html! {
            <div key={index} {class} role="option" data-target={place.name()}
                tabindex={self.tab_stop(index)} aria-selected={(lit == Lit::Chosen).to_string()}>
                <span class="name">{ field_name(self.lang, field.name) }</span>
                <span class="value">{ self.value(field) }</span>
            </div>
        }
    }

    /// Single bits in a row: chips, each with its own explanation.
    fn flags(&self, run: Range<usize>) -> Html {
        let label = panel(self.lang, Panel::Flags);
        let chips = run.clone().filter_map(|index| {
            let field = self.layer.fields.get(index)?;
            let set = field.value == Value::Flag(true);
            let lit = self.lit(field);
            let place = Place::Field(FieldRef { layer: self.at, index });
            let state = panel(self.lang, if set { Panel::FlagSet } else { Panel::FlagClear });
            let name = field_name(self.lang, field.name);
            let changed = field.bytes().any(|byte| self.source.is_changed(byte));
            let class =
                classes!("flag", set.then_some("set"), lit.class(), changed.then_some("changed"));
            Some(html! {
                <span key={index} {class} role="option" data-target={place.name()}
                    tabindex={self.tab_stop(index)} aria-label={format!("{name}: {state}")}
                    aria-selected={(lit == Lit::Chosen).to_string()}>
                    { field_short(field.name).to_uppercase() }
                </span>
            })
        });
        html! {
            <div key={run.start} class="field flags" role="group" aria-label={label}>
                <span class="name" aria-hidden="true">{ label }</span>
                <span class="value" role="presentation">{ for chips }</span>
            </div>
        }
    }

    fn value(&self, field: &Field) -> Html {
        let relative = match field.meaning {
            Some(Meaning::Relative { offset, .. }) if self.relative => Some(offset),
            _ => None,
        };
        let plain = match (field.value, relative) {
            (Value::Text | Value::Domain { .. }, _) => {
                let text = field.text(&self.source.bytes).unwrap_or_default();
                html! { <q class="quoted">{ text }</q> }
            }
            (Value::Bytes, _) => self.quoted(field),
            (_, Some(offset)) => html! {
                <>{ offset }<small class="absolute">{ value_text(field) }</small></>
            },
            _ => html! { value_text(field) },
        };
        let meaning = match &field.meaning {
            // Said already by the number itself, or of no use beside the absolute one.
            Some(Meaning::Relative { .. }) | None => Html::default(),
            Some(known) => {
                html! { <span class="meaning">{ prose(&meaning(self.lang, known)) }</span> }
            }
        };
        let verdict = field.verdict.as_ref().map(|verdict| {
            let (class, sign) = match verdict {
                Verdict::Correct => ("right", "✓"),
                Verdict::Wrong { .. } => ("bad", "✗"),
                Verdict::CannotCheck(_) => ("open", "?"),
            };
            let expected = match (verdict, field.value) {
                (Verdict::Wrong { expected }, Value::Hex { digits, .. }) => {
                    let digits = usize::from(digits);
                    Some(html! { <code>{ format!("≠ 0x{expected:0digits$x}") }</code> })
                }
                _ => None,
            };
            html! {
                <span class={classes!("verdict", class)}>
                    <i aria-hidden="true">{ sign }</i>{ verdict_short(self.lang, verdict) }
                    { for expected }
                </span>
            }
        });
        let changed = field.bytes().any(|byte| self.source.is_changed(byte)).then(|| {
            html! { <span class="altered">{ panel(self.lang, Panel::ChangedOnTheWay) }</span> }
        });
        html! { <>{ plain }{ meaning }{ for verdict }{ for changed }</> }
    }

    /// Bytes as text, where they are text.
    fn quoted(&self, field: &Field) -> Html {
        let bytes = self.source.bytes.get(field.bytes()).unwrap_or_default();
        let size = byte_count(self.lang, bytes.len() as u64);
        if field.name != FieldName::Payload {
            return html! { size };
        }
        let mut text: String = bytes
            .iter()
            .take(QUOTED)
            .map(|byte| match byte {
                0x20..=0x7e => char::from(*byte),
                b'\n' => '↵',
                _ => '·',
            })
            .collect();
        if bytes.len() > QUOTED {
            text.push('…');
        }
        html! { <>{ size }<q class="quoted">{ text }</q></> }
    }

    /// The header as its RFC draws it: a picture of the list above, for the pointer.
    fn grid(&self) -> Html {
        let mut drawing =
            header_grid(&self.source.dissection, self.at, None, GRID_WIDTH, self.lang);
        for shape in &mut drawing.shapes {
            if let Shape::Group(group) = shape {
                self.light_up(group);
            }
        }
        let view_box = format!("0 0 {} {}", drawing.width, drawing.height);
        let label = format!(
            "{}: {}",
            layer_name(self.lang, self.layer.kind),
            panel(self.lang, Panel::HeaderGrid)
        );
        // Clicks are taken by the panel, which knows all places by the same names.
        let none = Callback::noop();
        html! {
            <svg class="scene bit-grid" viewBox={view_box} role="img" aria-label={label}>
                { shapes(drawing.shapes, &none) }
            </svg>
        }
    }

    fn light_up(&self, group: &mut Group) {
        let Some(Target::Field { index, .. }) = group.target else { return };
        let Some(field) = self.layer.fields.get(index) else { return };
        group.class = match self.lit(field) {
            Lit::No => group.class,
            Lit::Hover => group.class.and("lit"),
            Lit::Chosen => group.class.and("sel"),
        };
    }
}

fn is_flag(field: &Field) -> bool {
    matches!(field.value, Value::Flag(_))
}
