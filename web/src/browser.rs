//! The few things asked of the browser. Whatever it refuses is done without.

use gloo::events::EventListener;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{
    Blob, BlobPropertyBag, Document, Element, HtmlAnchorElement, HtmlElement, SvgElement, Window,
};
use wireglass_text::Lang;

/// How the colours are chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Theme {
    /// As the system wishes.
    System,
    /// Light, whatever the system says.
    Light,
    /// Dark, whatever the system says.
    Dark,
}

impl Theme {
    const KEY: &'static str = "wireglass.theme";

    /// As it was chosen before.
    pub(crate) fn stored() -> Self {
        match stored(Self::KEY).as_deref() {
            Some("light") => Self::Light,
            Some("dark") => Self::Dark,
            _ => Self::System,
        }
    }

    const fn id(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }

    /// Whether it is dark now.
    pub(crate) fn is_dark(self) -> bool {
        match self {
            Self::Light => false,
            Self::Dark => true,
            Self::System => matches("(prefers-color-scheme: dark)"),
        }
    }

    /// Makes the page look like it, and remembers it.
    pub(crate) fn apply(self) {
        store(Self::KEY, self.id());
        let Some(root) = document().document_element() else { return };
        let _ = match self.id() {
            Some(id) => root.set_attribute("data-theme", id),
            None => root.remove_attribute("data-theme"),
        };
        // The bar around the page, on a phone: the tags for light and for dark, as in index.html.
        let Ok(tags) = document().query_selector_all("meta[name='theme-color']") else { return };
        for (index, own) in (0..tags.length()).zip(["#ffffff", "#181c24"]) {
            let colour = match self {
                Self::Light => "#ffffff",
                Self::Dark => "#181c24",
                Self::System => own,
            };
            if let Some(tag) = tags.get(index).and_then(|tag| tag.dyn_into::<Element>().ok()) {
                let _ = tag.set_attribute("content", colour);
            }
        }
    }
}

/// The window. Nothing here runs without one.
pub(crate) fn window() -> Window {
    web_sys::window().expect("the page runs in a window")
}

/// Its document.
pub(crate) fn document() -> Document {
    window().document().expect("a window has a document")
}

/// What was stored under a key.
pub(crate) fn stored(key: &str) -> Option<String> {
    window().local_storage().ok()??.get_item(key).ok()?
}

/// Stores a value under a key, or nothing.
pub(crate) fn store(key: &str, value: Option<&str>) {
    if let Ok(Some(storage)) = window().local_storage() {
        let _ = match value {
            Some(value) => storage.set_item(key, value),
            None => storage.remove_item(key),
        };
    }
}

/// The language that the document was given before the program began.
pub(crate) fn document_language() -> String {
    document().document_element().and_then(|root| root.get_attribute("lang")).unwrap_or_default()
}

/// Says in which language the document is, in the tags that boot.js uses.
pub(crate) fn set_document_language(lang: Lang) {
    if let Some(root) = document().document_element() {
        let tag = match lang {
            Lang::En => "en",
            Lang::Zh => "zh-CN",
        };
        let _ = root.set_attribute("lang", tag);
    }
}

/// Whether a media query holds.
pub(crate) fn matches(query: &str) -> bool {
    window().match_media(query).ok().flatten().is_some_and(|list| list.matches())
}

/// Whether the reader wants no motion.
pub(crate) fn reduced_motion() -> bool {
    matches("(prefers-reduced-motion: reduce)")
}

/// A number below `bound` that is another at each visit: from the clock, as the page takes no
/// randomness from outside.
pub(crate) fn fresh_number(bound: u32) -> u32 {
    // Milliseconds, so that a second press gives another number too; the low digits change most.
    let now = js_sys::Date::now() % f64::from(bound.max(1));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to bound - 1")]
    {
        now as u32
    }
}

/// Asks the browser to print the page.
pub(crate) fn print() {
    let _ = window().print();
}

/// What stands behind `#` in the address, with it.
pub(crate) fn hash() -> String {
    window().location().hash().unwrap_or_default()
}

/// The whole address with another `href` behind `#`.
pub(crate) fn address(href: &str) -> String {
    let location = window().location();
    let base = location.href().unwrap_or_default();
    let base = base.split('#').next().unwrap_or_default();
    format!("{base}{href}")
}

/// Goes to a page, as a link would.
pub(crate) fn navigate(href: &str) {
    let _ = window().location().set_hash(href);
}

/// Writes the address without going anywhere: as a new place to come back to, or not.
pub(crate) fn write_address(href: &str, new_place: bool) {
    if hash() == href {
        return;
    }
    let Ok(history) = window().history() else { return };
    let _ = if new_place {
        history.push_state_with_url(&JsValue::NULL, "", Some(href))
    } else {
        history.replace_state_with_url(&JsValue::NULL, "", Some(href))
    };
}

/// Calls back whenever someone goes to another place, by a link or through the history.
pub(crate) fn on_navigation(callback: impl Fn() + Clone + 'static) -> [EventListener; 2] {
    ["hashchange", "popstate"].map(|event| {
        let callback = callback.clone();
        EventListener::new(&window(), event, move |_| callback())
    })
}

/// The element with this id.
pub(crate) fn by_id(id: &str) -> Option<Element> {
    document().get_element_by_id(id)
}

/// Puts the focus on an element.
pub(crate) fn focus(id: &str) {
    let Some(element) = by_id(id) else { return };
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let _ = element.focus();
    } else if let Some(element) = element.dyn_ref::<SvgElement>() {
        let _ = element.focus();
    }
}

/// Offers bytes as a file to save.
pub(crate) fn save(name: &str, kind: &str, bytes: &[u8]) {
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let Ok(blob) = Blob::new_with_u8_array_sequence_and_options(&parts, &options) else { return };
    let Ok(url) = web_sys::Url::create_object_url_with_blob(&blob) else { return };
    let link = document().create_element("a").ok();
    if let Some(link) = link.and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok()) {
        link.set_href(&url);
        link.set_download(name);
        link.click();
    }
    // Not at once: the browser has yet to begin reading.
    gloo::timers::callback::Timeout::new(10_000, move || {
        let _ = web_sys::Url::revoke_object_url(&url);
    })
    .forget();
}

/// Copies a text, and tells whether the browser allowed it.
pub(crate) fn copy(text: &str, done: impl FnOnce(bool) + 'static) {
    // Absent where the page is not served securely.
    let navigator = window().navigator();
    let clipboard = js_sys::Reflect::get(&navigator, &"clipboard".into()).unwrap_or_default();
    if clipboard.is_undefined() || clipboard.is_null() {
        done(false);
        return;
    }
    let promise = navigator.clipboard().write_text(text);
    wasm_bindgen_futures::spawn_local(async move {
        done(wasm_bindgen_futures::JsFuture::from(promise).await.is_ok());
    });
}
