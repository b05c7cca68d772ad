//! `proof.json`, as the browser reads it: no JSON reader comes with the page.

use js_sys::{Array, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use wireglass_text::Lang;

/// Beside the page, and never out of date with it for long.
const FILE: &str = "proof.json";

/// What is published.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Results {
    pub(super) evidence: Vec<Item>,
    pub(super) groups: Vec<Group>,
}

/// A piece of evidence.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Item {
    pub(super) id: String,
    pub(super) command: String,
    pub(super) passed: u64,
    pub(super) failed: u64,
    pub(super) skipped: u64,
    pub(super) figures: Vec<(String, String)>,
}

/// A group of requirements.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Group {
    pub(super) name: Both,
    pub(super) requirements: Vec<Requirement>,
}

/// A requirement of RFC 9293.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Requirement {
    pub(super) id: String,
    pub(super) level: String,
    pub(super) section: String,
    pub(super) what: Both,
    pub(super) status: String,
    pub(super) why: Option<Both>,
}

/// Words in both languages.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Both {
    en: String,
    zh: String,
}

impl Both {
    pub(super) fn pick(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Zh => &self.zh,
        }
    }

    fn read(value: &JsValue) -> Self {
        Self { en: text(value, "en"), zh: text(value, "zh") }
    }
}

/// Asks the server for the results; on failure says what went wrong, as the browser has it.
pub(super) async fn fetch() -> Result<Results, String> {
    let told = |error: JsValue| {
        let error = error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message()));
        error.unwrap_or_else(|| FILE.to_owned())
    };
    let window = web_sys::window().ok_or_else(|| FILE.to_owned())?;
    let response = JsFuture::from(window.fetch_with_str(FILE)).await.map_err(told)?;
    let response: web_sys::Response = response.dyn_into().map_err(told)?;
    if !response.ok() {
        return Err(format!("HTTP {}", response.status()));
    }
    let json = JsFuture::from(response.json().map_err(told)?).await.map_err(told)?;
    Ok(Results { evidence: each(&json, "evidence", item), groups: each(&json, "groups", group) })
}

fn item(value: &JsValue) -> Item {
    let figures = each(value, "figures", |figure| {
        let pair = Array::from(figure);
        let text = |at| pair.get(at).as_string().unwrap_or_default();
        (text(0), text(1))
    });
    Item {
        id: text(value, "id"),
        command: text(value, "command"),
        passed: count(value, "passed"),
        failed: count(value, "failed"),
        skipped: count(value, "skipped"),
        figures,
    }
}

fn group(value: &JsValue) -> Group {
    Group {
        name: Both::read(&get(value, "name")),
        requirements: each(value, "requirements", |one| {
            let why = get(one, "why");
            Requirement {
                id: text(one, "id"),
                level: text(one, "level"),
                section: text(one, "section"),
                what: Both::read(&get(one, "what")),
                status: text(one, "status"),
                why: why.is_object().then(|| Both::read(&why)),
            }
        }),
    }
}

fn get(value: &JsValue, key: &str) -> JsValue {
    Reflect::get(value, &JsValue::from_str(key)).unwrap_or_default()
}

fn text(value: &JsValue, key: &str) -> String {
    get(value, key).as_string().unwrap_or_default()
}

fn count(value: &JsValue, key: &str) -> u64 {
    // Counts are whole and far below 2^53.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "counts")]
    get(value, key).as_f64().map_or(0, |number| number.max(0.0) as u64)
}

fn each<T>(value: &JsValue, key: &str, read: impl Fn(&JsValue) -> T) -> Vec<T> {
    let list = get(value, key);
    if !Array::is_array(&list) {
        return Vec::new();
    }
    Array::from(&list).iter().map(|one| read(&one)).collect()
}
