//! The bar at the top: where one is, and the language and the theme.

use super::icons::{Icon, icon};
use crate::browser::Theme;
use wireglass_text::{Lang, Ui, ui};
use yew::prelude::*;

/// Language and theme, and how to change them.
#[derive(Clone, PartialEq)]
pub(crate) struct Prefs {
    pub(crate) lang: Lang,
    pub(crate) theme: Theme,
    pub(crate) set_lang: Callback<Lang>,
    pub(crate) set_theme: Callback<Theme>,
    pub(crate) on_help: Callback<()>,
}

/// What [`Bar`] needs.
#[derive(Properties, PartialEq)]
pub(crate) struct BarProps {
    pub(crate) prefs: Prefs,
    /// Where one is, after the mark.
    #[prop_or_default]
    pub(crate) crumbs: Html,
    /// What can be done here.
    #[prop_or_default]
    pub(crate) children: Html,
}

/// The bar.
#[component]
pub(crate) fn Bar(props: &BarProps) -> Html {
    let BarProps { prefs, crumbs, children } = props;
    let lang = prefs.lang;
    let languages = Lang::ALL.into_iter().map(|one| {
        let onclick = prefs.set_lang.reform(move |_: MouseEvent| one);
        let name = match one {
            Lang::En => "EN",
            Lang::Zh => "中文",
        };
        html! {
            <button key={one.code()} type="button" lang={one.tag()} {onclick}
                aria-pressed={(one == lang).to_string()} title={one.name()}>{ name }</button>
        }
    });
    let dark = prefs.theme.is_dark();
    let (other, which, label) = if dark {
        (Theme::Light, Icon::Sun, Ui::ThemeLight)
    } else {
        (Theme::Dark, Icon::Moon, Ui::ThemeDark)
    };
    let toggle = prefs.set_theme.reform(move |_: MouseEvent| other);
    let help = prefs.on_help.reform(|_: MouseEvent| ());
    let label = format!("{}: {}", ui(lang, Ui::Theme), ui(lang, label));
    html! {
        <header class="bar">
            <a class="mark" href="#/" aria-label={format!("Wireglass: {}", ui(lang, Ui::Home))}>
                <svg viewBox="0 0 24 24" aria-hidden="true">
                    <circle cx="10" cy="10" r="6.5" />
                    <path d="M15 15l6 6M5 10h2.5l1.6-3 2 6 1.4-3H15" />
                </svg>
                <span>{ "Wireglass" }</span>
            </a>
            { crumbs.clone() }
            <span class="grow"></span>
            { children.clone() }
            <div class="languages ghost" role="group" aria-label={ui(lang, Ui::Language)}>{ for languages }</div>
            <button type="button" class="ghost square theme" onclick={toggle} aria-label={label.clone()} title={label}>{ icon(which) }</button>
            <button type="button" class="ghost square" onclick={help} aria-label={ui(lang, Ui::Help)} title={format!("{} (?)", ui(lang, Ui::Help))}>{ icon(Icon::Help) }</button>
        </header>
    }
}
