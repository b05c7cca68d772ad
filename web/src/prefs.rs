//! Language, colours and help: the same for both programs of the page.

use crate::browser::{self, Theme};
use wireglass_text::Lang;
use yew::prelude::*;

const LANG_KEY: &str = "wireglass.lang";

/// Language and theme, and how to change them.
#[derive(Clone, PartialEq)]
pub(crate) struct Prefs {
    pub(crate) lang: Lang,
    pub(crate) theme: Theme,
    pub(crate) set_lang: Callback<Lang>,
    pub(crate) set_theme: Callback<Theme>,
    pub(crate) on_help: Callback<()>,
}

fn document_lang() -> Lang {
    Lang::from_code(&browser::document_language()).unwrap_or_default()
}

/// The preferences as the document has them; they are read again at each `visit`, since the other
/// program may have changed them in the meantime.
#[hook]
pub(crate) fn use_prefs(visit: bool, on_help: Callback<()>) -> Prefs {
    let lang = use_state_eq(document_lang);
    let theme = use_state_eq(Theme::stored);
    {
        let (lang, theme) = (lang.setter(), theme.setter());
        use_effect_with(visit, move |_| {
            lang.set(document_lang());
            theme.set(Theme::stored());
        });
    }
    let set_lang = {
        let lang = lang.setter();
        use_callback((), move |chosen: Lang, ()| {
            browser::store(LANG_KEY, Some(chosen.code()));
            browser::set_document_language(chosen);
            lang.set(chosen);
        })
    };
    let set_theme = {
        let theme = theme.setter();
        use_callback((), move |chosen: Theme, ()| {
            chosen.apply();
            theme.set(chosen);
        })
    };
    Prefs { lang: *lang, theme: *theme, set_lang, set_theme, on_help }
}
