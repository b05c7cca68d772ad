//! The network in this browser, in files and in links.

use super::desk::{Act, Told};
use crate::browser;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;
use wireglass_course::Lesson;
use wireglass_course::sandbox::{Document, Edit, PackError};
use wireglass_text::sandbox::{Sandbox as Word, sandbox as word};
use wireglass_text::{Lang, lesson_error};
use yew::platform::spawn_local;
use yew::prelude::Callback;

/// Where the network is kept, as TOML.
const KEY: &str = "wireglass.sandbox";
/// Larger than any network: what is larger is not even read.
const MOST_BYTES: f64 = 2_000_000.0;

/// What the page begins with: what the address brings, what this browser has kept, or nothing.
pub(super) fn begin(packed: Option<&str>) -> (Document, Option<Told>) {
    if let Some(packed) = packed {
        return match read_link(packed) {
            Ok(document) => (document, None),
            Err(error) => {
                (kept().map(|(document, _)| document).unwrap_or_default(), Some(Told::Pack(error)))
            }
        };
    }
    match kept() {
        Some((document, true)) => {
            let told = (document != Document::default()).then_some(Told::Restored);
            (document, told)
        }
        Some((document, false)) => (document, Some(Told::Unreadable)),
        None => (Document::default(), None),
    }
}

/// What this browser has kept, and whether it could be read.
fn kept() -> Option<(Document, bool)> {
    let text = browser::stored(KEY)?;
    let read = Document::read(&text);
    let good = read.is_ok();
    Some((read.unwrap_or_default(), good))
}

pub(super) fn read_link(packed: &str) -> Result<Document, PackError> {
    Document::unpack(packed)
}

/// Keeps it; `false` if this browser does not.
pub(super) fn keep(document: &Document) -> bool {
    let text = document.file().to_toml();
    browser::store(KEY, Some(&text));
    browser::stored(KEY).as_deref() == Some(&text)
}

/// Saves it as a file.
pub(super) fn save(document: &Document) {
    let text = document.settled().to_toml();
    browser::save("network.toml", "text/plain;charset=utf-8", text.as_bytes());
}

/// Opens a file: a network, or a lesson, of which the network is taken.
pub(super) fn open(file: File, lang: Lang, dispatch: Callback<Act>) {
    if file.size() > MOST_BYTES {
        dispatch.emit(Act::Tell(Told::File(word(lang, Word::TooLarge).to_owned())));
        return;
    }
    let name = file.name();
    spawn_local(async move {
        let text = JsFuture::from(file.text()).await;
        let text = text.ok().and_then(|text| text.as_string()).unwrap_or_default();
        let act = match Document::read(&text) {
            Ok(document) => Act::Edit(Edit::Replace(Box::new(document)), None),
            Err(errors) => {
                let said = errors.iter().map(|error| lesson_error(lang, error).plain());
                let said: Vec<String> = said.collect();
                Act::Tell(Told::File(format!("{name}: {}", said.join(" "))))
            }
        };
        dispatch.emit(act);
    });
}

/// The network as something that runs.
pub(super) fn runnable(document: &Document, lang: Lang) -> Result<Lesson, Vec<String>> {
    Lesson::from_file(document.settled())
        .map_err(|errors| errors.iter().map(|error| lesson_error(lang, error).plain()).collect())
}
