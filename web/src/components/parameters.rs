//! What can be changed before a run.

use super::dialog::Dialog;
use super::icons::{Icon, icon};
use crate::state::Action;
use wasm_bindgen::JsCast as _;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use wireglass_course::{Kind, Lesson, Setting, Settings};
use wireglass_text::{Lang, Ui, setting_name, ui};
use yew::prelude::*;

/// What [`Parameters`] needs.
#[derive(Properties)]
pub(crate) struct ParametersProps {
    pub(crate) lang: Lang,
    pub(crate) lesson: &'static Lesson,
    pub(crate) variant: Option<String>,
    pub(crate) settings: Settings,
    pub(crate) dispatch: Callback<Action>,
    pub(crate) on_close: Callback<()>,
}

impl PartialEq for ParametersProps {
    fn eq(&self, other: &Self) -> bool {
        self.lang == other.lang
            && std::ptr::eq(self.lesson, other.lesson)
            && self.variant == other.variant
            && self.settings == other.settings
            && self.dispatch == other.dispatch
            && self.on_close == other.on_close
    }
}

/// The parameters of a lesson; a change runs it again at once.
#[component]
pub(crate) fn Parameters(props: &ParametersProps) -> Html {
    let ParametersProps { lang, lesson, variant, settings, dispatch, on_close } = props;
    let lang = *lang;
    let row = |setting: Setting| {
        let usual = lesson.default_value(variant.as_deref(), setting);
        let changed = settings.get(setting).is_some();
        let value = settings.get(setting).unwrap_or(&usual).to_owned();
        html! {
            <Row key={setting.id()} {lang} {setting} {value} {usual} {changed} dispatch={dispatch.clone()} />
        }
    };
    let first = lesson.controls.iter().map(|setting| row(*setting));
    let rest = Setting::ALL.into_iter().filter(|setting| !lesson.controls.contains(setting));
    let reset = dispatch.reform(|_: MouseEvent| Action::UnsetAll);
    html! {
        <Dialog {lang} id="parameters" title={ui(lang, Ui::Parameters)} on_close={on_close.clone()} side=true>
            <div class="parameters">
                { for first }
                <details>
                    <summary>{ ui(lang, Ui::More) }</summary>
                    { for rest.map(row) }
                </details>
                <p class="row">
                    <button type="button" onclick={reset} disabled={settings.is_empty()}>{ ui(lang, Ui::Reset) }</button>
                </p>
            </div>
        </Dialog>
    }
}

#[derive(Properties, PartialEq)]
struct RowProps {
    lang: Lang,
    setting: Setting,
    value: String,
    usual: String,
    changed: bool,
    dispatch: Callback<Action>,
}

#[component]
fn Row(props: &RowProps) -> Html {
    let RowProps { lang, setting, value, usual, changed, dispatch } = props;
    let (lang, setting) = (*lang, *setting);
    let id = format!("set-{}", setting.id());
    let set = move |event: &Event| {
        let target = event.target();
        let input = target.clone().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let select = target.and_then(|target| target.dyn_into::<HtmlSelectElement>().ok());
        let text = input.map(|input| input.value()).or(select.map(|select| select.value()));
        Action::Set(setting, text.unwrap_or_default())
    };
    let onchange = dispatch.reform(move |event: Event| set(&event));
    let unset = dispatch.reform(move |_: MouseEvent| Action::Unset(setting));
    let field = if let Kind::Choice(words) = setting.kind() {
        let options = words.iter().map(|word| {
            html! {
                <option key={*word} value={*word} selected={word == value}>{ word_name(lang, word) }</option>
            }
        });
        html! { <select id={id.clone()} {onchange}>{ for options }</select> }
    } else {
        let stops = stops(setting, value);
        let here = stops.iter().position(|stop| stop == value).unwrap_or(0);
        let slide = {
            let stops = stops.clone();
            dispatch.reform(move |event: InputEvent| {
                let input: HtmlInputElement = event.target_unchecked_into();
                let index: usize = input.value().parse().unwrap_or(here);
                Action::Set(setting, stops.get(index).cloned().unwrap_or_default())
            })
        };
        html! {
            <>
                <input type="range" min="0" max={(stops.len() - 1).to_string()} value={here.to_string()}
                    oninput={slide} aria-label={setting_name(lang, setting)} aria-valuetext={value.clone()} />
                <input id={id.clone()} type="text" size="9" value={value.clone()} {onchange}
                    autocomplete="off" spellcheck="false" />
            </>
        }
    };
    html! {
        <div class={classes!("parameter", changed.then_some("changed"))}>
            <label for={id}>{ setting_name(lang, setting) }</label>
            <div class="field">{ field }</div>
            <button type="button" class="plain" onclick={unset} disabled={!changed}
                aria-label={format!("{}: {}", ui(lang, Ui::Reset), setting_name(lang, setting))}
                title={format!("{}: {usual}", ui(lang, Ui::Reset))}>
                { icon(Icon::Undo) }
            </button>
        </div>
    }
}

fn word_name(lang: Lang, word: &str) -> String {
    let label = match word {
        "rfc" => Ui::ProfileRfc,
        "linux" => Ui::ProfileLinux,
        "freebsd" => Ui::ProfileFreeBsd,
        "on" => Ui::On,
        "off" => Ui::Off,
        // Proper names.
        "reno" => return "Reno".to_owned(),
        "cubic" => return "CUBIC".to_owned(),
        other => return other.to_owned(),
    };
    ui(lang, label).to_owned()
}

/// The slider's stops: the usual ones, and the present value among them.
fn stops(setting: Setting, value: &str) -> Vec<String> {
    let mut stops: Vec<String> = setting.stops().iter().map(|stop| (*stop).to_owned()).collect();
    if !stops.iter().any(|stop| stop == value) {
        let at = stops.partition_point(|stop| magnitude(stop) < magnitude(value));
        stops.insert(at, value.to_owned());
    }
    stops
}

/// How large a written quantity is, compared with others of its kind.
fn magnitude(text: &str) -> f64 {
    let digits = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let Ok(number) = text[..digits].parse::<f64>() else { return f64::INFINITY };
    let factor = match text[digits..].trim() {
        "ns" => 1e-9,
        "us" | "µs" => 1e-6,
        "ms" => 1e-3,
        "min" => 60.0,
        "kbit/s" => 1e3,
        "Mbit/s" => 1e6,
        "Gbit/s" => 1e9,
        _ => 1.0,
    };
    number * factor
}

#[cfg(test)]
mod tests;
