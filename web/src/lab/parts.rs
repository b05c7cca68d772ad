//! Small things that several tabs are made of.

use super::state::{Action, Field, Lab};
use crate::components::shapes::shapes;
use crate::inspector::prose;
use std::ops::Range;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use wireglass_core::rules::Source;
use wireglass_scene::{Drawing, num};
use wireglass_text::{Lang, Markup, Ui, ui};
use yew::prelude::*;

/// A key that was used here must do nothing else.
pub(super) fn consume(event: &KeyboardEvent) {
    event.prevent_default();
    event.stop_propagation();
}

/// The value of SVG's `viewBox` for a drawing of this size.
pub(super) fn view_box(width: f64, height: f64) -> String {
    format!("0 0 {} {}", num(width), num(height))
}

/// A drawing that nothing can be pressed in.
pub(super) fn picture(drawing: Drawing, class: &'static str) -> Html {
    let view = view_box(drawing.width, drawing.height);
    let label = format!("{}: {}", drawing.title, drawing.description);
    let label = label.trim_end_matches([':', ' ']).to_owned();
    html! {
        <svg class={classes!("scene", class)} role="img" aria-label={label} viewBox={view}>
            { shapes(drawing.shapes, &Callback::noop()) }
        </svg>
    }
}

/// What is wrong with a text, with the place marked; `at` is in characters.
pub(super) fn complaint(id: &str, text: &str, at: &Range<usize>, why: &Markup) -> Html {
    let part = |range: Range<usize>| -> String {
        text.chars().skip(range.start).take(range.end.saturating_sub(range.start)).collect()
    };
    let end = text.chars().count();
    // Where something is missing there is nothing to mark but the place itself.
    let marked = if at.is_empty() { "\u{2007}".to_owned() } else { part(at.clone()) };
    html! {
        <p id={id.to_owned()} class="complaint" role="alert">
            if !text.trim().is_empty() && !text.contains('\n') {
                <code aria-hidden="true">{ part(0..at.start) }<mark>{ marked }</mark>{ part(at.end..end) }</code>
            }
            { prose(why) }
        </p>
    }
}

/// A field with one line. `wrong` is what is wrong with it, made by [`complaint`] with the id
/// `NAME-wrong`.
pub(super) fn line(
    name: &'static str,
    label: &str,
    value: &str,
    wrong: Option<Html>,
    oninput: &Callback<String>,
) -> Html {
    let is_wrong = wrong.is_some();
    let described = is_wrong.then(|| format!("{name}-wrong"));
    let oninput = oninput.reform(|event: InputEvent| {
        let input: HtmlInputElement = event.target_unchecked_into();
        input.value()
    });
    html! {
        <div class="ask">
            <label for={name}>{ label.to_owned() }</label>
            <input id={name} type="text" value={value.to_owned()} {oninput} autocomplete="off" autocapitalize="off"
                spellcheck="false" aria-invalid={is_wrong.then_some("true")} aria-describedby={described} />
            { wrong.unwrap_or_else(|| html! { <wbr hidden=true /> }) }
        </div>
    }
}

/// A field with many lines.
pub(super) fn lines(
    field: Field,
    lab: &Lab,
    label: &str,
    hint: Option<&Markup>,
    dispatch: &Callback<Action>,
) -> Html {
    let text = lab.text(field);
    let rows = text.lines().count().clamp(3, 12) + 1;
    let oninput = dispatch.reform(move |event: InputEvent| {
        let input: HtmlTextAreaElement = event.target_unchecked_into();
        Action::Type(field, input.value())
    });
    let hint = hint.map(|hint| html! { <p class="hint">{ prose(hint) }</p> });
    html! {
        <div class="ask many">
            <label for={field.name()}>{ label.to_owned() }</label>
            <textarea id={field.name()} rows={rows.to_string()} value={text.to_owned()} {oninput}
                spellcheck="false" autocapitalize="off" />
            { hint.unwrap_or_else(|| html! { <wbr hidden=true /> }) }
        </div>
    }
}

/// Where something is said, as a link.
pub(super) fn cite(lang: Lang, source: Source) -> Html {
    let said = source.to_string();
    match source.url() {
        Some(href) => html! {
            <a class="rfc" {href} target="_blank" rel="noreferrer" title={ui(lang, Ui::ReadTheRfc)}>{ said }</a>
        },
        None => html! { <span class="rfc">{ said }</span> },
    }
}

/// 32 bits of an address: those of a prefix stand out, and more so those from `from` on. `wrong`
/// is one that is not as it should be.
pub(super) fn bit_row(bits: u32, from: u8, prefix: u8, wrong: Option<u8>) -> Html {
    let all = format!("{bits:032b}");
    let octet = |octet: u8| {
        let cells = (octet * 8..octet * 8 + 8).map(|place| {
            let class = if wrong == Some(place) {
                "x"
            } else if place >= prefix {
                "h"
            } else if place >= from {
                "b"
            } else {
                "n"
            };
            let digit = all.get(usize::from(place)..=usize::from(place)).unwrap_or_default();
            html! { <i key={place} {class}>{ digit.to_owned() }</i> }
        });
        html! { <span key={octet}>{ for cells }</span> }
    };
    html! { <code class="lab-bits">{ for (0..4).map(octet) }</code> }
}

/// `12,345`, with spaces that do not break.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + 4);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push('\u{202f}');
        }
        out.push(digit);
    }
    out
}

/// Something with a heading.
pub(super) fn section(id: &'static str, heading: &str, body: Html) -> Html {
    html! {
        <section class="lab-part" aria-labelledby={id}>
            <h2 {id}>{ heading.to_owned() }</h2>
            { body }
        </section>
    }
}

/// Something that may be wider than the page: it scrolls by itself, with the keys too.
pub(super) fn scroll(name: &str, body: Html) -> Html {
    html! { <div class="lab-scroll" role="region" aria-label={name.to_owned()} tabindex="0">{ body }</div> }
}
