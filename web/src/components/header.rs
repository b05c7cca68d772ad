//! The bar at the top: where one is, and the language and the theme.

use super::icons::{Icon, icon};
use crate::browser::Theme;
use crate::prefs::Prefs;
use wireglass_text::{Lang, Ui, ui};
use yew::prelude::*;

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
        html! {
            <button key={one.code()} type="button" lang={one.tag()} {onclick}
                aria-pressed={(one == lang).to_string()} title={one.name()}>{ one.short_name() }</button>
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
    // On a phone, what does not fit stands behind one button.
    let open = use_state_eq(|| false);
    let menu = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    let chosen = {
        let open = open.setter();
        Callback::from(move |_: MouseEvent| open.set(false))
    };
    let menu_name = ui(lang, Ui::Menu);
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
            <div id="bar-more" class="bar-more" data-open={open.to_string()} onclick={chosen}>
                { children.clone() }
                <button type="button" class="ghost square theme" onclick={toggle} aria-label={label.clone()} title={label.clone()}>
                    { icon(which) }<span class="label">{ label }</span>
                </button>
                <button type="button" class="ghost square" onclick={help} aria-label={ui(lang, Ui::Help)} title={format!("{} (?)", ui(lang, Ui::Help))}>
                    { icon(Icon::Help) }<span class="label">{ ui(lang, Ui::Help) }</span>
                </button>
            </div>
            <div class="languages ghost" role="group" aria-label={ui(lang, Ui::Language)}>{ for languages }</div>
            <button type="button" class="ghost square menu" onclick={menu} aria-label={menu_name} title={menu_name}
                aria-expanded={open.to_string()} aria-controls="bar-more">
                { icon(Icon::Menu) }
            </button>
        </header>
    }
}
