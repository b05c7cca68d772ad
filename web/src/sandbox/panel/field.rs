//! One field: a label, what is typed, and what there is to tell about it.

use wasm_bindgen::JsCast as _;
use web_sys::{HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use wireglass_course::sandbox::Place as Where;
use yew::prelude::*;

/// A field's element, so that a finding can lead to it.
pub(super) fn id_of(place: &Where) -> String {
    match place {
        Where::Node(_) => "of-node".to_owned(),
        Where::Address(_, index) => format!("of-address-{index}"),
        Where::Gateway(_) => "of-gateway".to_owned(),
        Where::NameServer(..) => "of-dns".to_owned(),
        Where::Route(..) => "of-routes".to_owned(),
        Where::Link(_) => "of-link".to_owned(),
        Where::Dhcp(index) => format!("of-dhcp-{index}"),
        Where::Resolver(index) => format!("of-resolver-{index}"),
    }
}

/// A number of its own for each field, so that typing in one is one step back.
pub(super) fn burst(id: &str) -> u64 {
    // FNV-1a: any spread will do.
    let hash = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    id.bytes().fold(0xcbf2_9ce4_8422_2325, hash) >> 1
}

/// A line to type in.
pub(super) fn line(
    id: &str,
    label: &str,
    hint: &str,
    value: &str,
    typed: &Callback<String>,
) -> Html {
    let oninput = typed.reform(|event: InputEvent| {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        input.map(|input| input.value()).unwrap_or_default()
    });
    html! {
        <label class="field" key={id.to_owned()}>
            <span>{ label.to_owned() }</span>
            <input id={id.to_owned()} value={value.to_owned()} placeholder={hint.to_owned()} {oninput}
                spellcheck="false" autocomplete="off" autocapitalize="off" />
        </label>
    }
}

/// Several lines.
pub(super) fn lines(
    id: &str,
    label: &str,
    hint: &str,
    value: &str,
    typed: &Callback<String>,
) -> Html {
    let oninput = typed.reform(|event: InputEvent| {
        let area = event.target().and_then(|target| target.dyn_into::<HtmlTextAreaElement>().ok());
        area.map(|area| area.value()).unwrap_or_default()
    });
    let rows = value.lines().count().clamp(2, 8).to_string();
    html! {
        <label class="field" key={id.to_owned()}>
            <span>{ label.to_owned() }</span>
            <textarea id={id.to_owned()} {rows} value={value.to_owned()} placeholder={hint.to_owned()}
                {oninput} spellcheck="false" autocomplete="off" />
        </label>
    }
}

/// A switch.
pub(super) fn check(id: &str, label: &str, on: bool, set: &Callback<bool>) -> Html {
    let onchange = set.reform(|event: Event| {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        input.is_some_and(|input| input.checked())
    });
    html! {
        <label class="check" key={id.to_owned()}>
            <input id={id.to_owned()} type="checkbox" checked={on} {onchange} />
            { label.to_owned() }
        </label>
    }
}

/// One of several.
pub(super) fn choice(
    id: &str,
    label: &str,
    options: &[(String, String)],
    value: &str,
    set: &Callback<String>,
) -> Html {
    let onchange = set.reform(|event: Event| {
        let select = event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok());
        select.map(|select| select.value()).unwrap_or_default()
    });
    let options = options.iter().map(|(id, name)| {
        html! {
            <option key={id.clone()} value={id.clone()} selected={id == value}>{ name.clone() }</option>
        }
    });
    html! {
        <label class="field" key={id.to_owned()}>
            <span>{ label.to_owned() }</span>
            <select id={id.to_owned()} {onchange}>{ for options }</select>
        </label>
    }
}

/// What is typed, or nothing if nothing is.
pub(super) fn some(text: &str) -> Option<String> {
    (!text.trim().is_empty()).then(|| text.to_owned())
}

/// A list as one types it, with commas. Nothing is trimmed yet: who types is not done.
pub(super) fn listed(text: &str) -> Vec<String> {
    parts(text, ',')
}

/// A list as one types it, a line each.
pub(super) fn by_line(text: &str) -> Vec<String> {
    parts(text, '\n')
}

fn parts(text: &str, between: char) -> Vec<String> {
    if text.is_empty() {
        return Vec::new();
    }
    text.split(between).map(str::to_owned).collect()
}

/// Several lines that count once one leaves them: what they say is not kept word for word.
pub(super) fn table(id: &str, label: &str, value: &str, typed: &Callback<String>) -> Html {
    let onchange = typed.reform(|event: Event| {
        let area = event.target().and_then(|target| target.dyn_into::<HtmlTextAreaElement>().ok());
        area.map(|area| area.value()).unwrap_or_default()
    });
    let rows = value.lines().count().clamp(2, 8).to_string();
    html! {
        <label class="field" key={id.to_owned()}>
            <span>{ label.to_owned() }</span>
            <textarea id={id.to_owned()} {rows} value={value.to_owned()} {onchange} spellcheck="false" autocomplete="off" />
        </label>
    }
}
