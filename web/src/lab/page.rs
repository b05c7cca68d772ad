//! The frame of the lab: bar, tabs, and what the chosen tab shows.

use super::state::{Action, Go, Lab, LabRef, Tab};
use super::{bits, lookup, plan, ports, talk, v6};
use crate::browser;
use crate::components::header::Bar;
use crate::components::icons::{Icon, icon};
use crate::components::{link_notes, use_title};
use crate::keys;
use crate::labs::lab_href;
use crate::prefs::Prefs;
use crate::state::Problem;
use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use std::rc::Rc;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, KeyboardEvent};
use wireglass_text::lab::{Lab as Word, lab as word};
use wireglass_text::{Lang, Ui, ui};
use yew::prelude::*;

/// The address is written this long after the last change, in milliseconds: browsers refuse pages
/// that write it at each key.
const ADDRESS_AFTER: u32 = 150;

/// What happens to the lab.
pub(crate) enum Change {
    /// Something a person did.
    Do(Action),
    /// Another place was gone to.
    Replace(Box<Lab>),
}

impl Reducible for Lab {
    type Action = Change;

    fn reduce(self: Rc<Self>, change: Change) -> Rc<Self> {
        match change {
            Change::Do(action) => Rc::new(self.apply(action)),
            Change::Replace(lab) => Rc::from(lab),
        }
    }
}

/// What [`LabPage`] needs.
#[derive(Properties, PartialEq)]
pub(crate) struct LabProps {
    /// Where to begin. Another one takes the place of what is there.
    pub(crate) initial: LabRef,
    /// What was wrong with the link.
    pub(crate) problems: Rc<[Problem]>,
    pub(crate) prefs: Prefs,
}

/// What a tab needs.
#[derive(Clone, Properties, PartialEq)]
pub(super) struct TabProps {
    pub(super) lab: Lab,
    pub(super) prefs: Prefs,
    pub(super) dispatch: Callback<Action>,
}

/// The lab.
#[component]
pub(crate) fn LabPage(props: &LabProps) -> Html {
    let LabProps { initial, problems, prefs } = props;
    let lang = prefs.lang;
    let state = use_reducer(|| Lab::clone(initial));
    let dismissed = use_state_eq(|| false);
    {
        let (state, dismissed) = (state.dispatcher(), dismissed.setter());
        let first = use_mut_ref(|| true);
        use_effect_with(initial.clone(), move |initial| {
            if !std::mem::take(&mut *first.borrow_mut()) {
                dismissed.set(false);
                state.dispatch(Change::Replace(Box::new(Lab::clone(initial))));
            }
        });
    }
    let dispatch = {
        let state = state.dispatcher();
        use_callback((), move |action, ()| state.dispatch(Change::Do(action)))
    };
    let lab: &Lab = &state;
    use_keys(lab, &dispatch, &prefs.on_help);
    use_address(lab);
    use_title(word(lang, Word::LabTitle));

    let dismiss = {
        let dismissed = dismissed.setter();
        Callback::from(move |()| dismissed.set(true))
    };
    let shown: &[Problem] = if *dismissed { &[] } else { problems };
    let tab = TabProps { lab: lab.clone(), prefs: prefs.clone(), dispatch: dispatch.clone() };
    let body = match lab.tab {
        Tab::Bits => html! { <bits::Bits key="bits" ..tab /> },
        Tab::Plan => html! { <plan::Plan key="plan" ..tab /> },
        Tab::Talk => html! { <talk::Talk key="talk" ..tab /> },
        Tab::Match => html! { <lookup::Lookup key="match" ..tab /> },
        Tab::V6 => html! { <v6::V6 key="ipv6" ..tab /> },
        Tab::Ports => html! { <ports::Ports key="ports" ..tab /> },
    };
    html! {
        <div class={classes!("lab", lab.embed.then_some("embed"))}>
            if lab.embed {
                { embed_mark(lab, lang) }
            } else {
                <Bar prefs={prefs.clone()} crumbs={crumbs(lang)}>
                    <a class="ghost" href="#/practice">{ word(lang, Word::Practise) }</a>
                </Bar>
            }
            { link_notes(lang, shown, None, &dismiss) }
            <main class="lab-main">
                <h1 class="sr-only">{ word(lang, Word::LabTitle) }</h1>
                { tabs(lab.tab, lang, &dispatch) }
                <div key="body" class="lab-body" id="lab-body" role="tabpanel" aria-labelledby={tab_id(lab.tab)}>{ body }</div>
            </main>
        </div>
    }
}

fn crumbs(lang: Lang) -> Html {
    html! {
        <nav class="crumbs" aria-label={ui(lang, Ui::WhereYouAre)}>
            <a href="#/">{ word(lang, Word::Labs) }</a>
            <span aria-hidden="true">{ "/" }</span>
            <b aria-current="page">{ word(lang, Word::Title) }</b>
        </nav>
    }
}

/// The small mark of an embedded lab, which leads to the whole page.
fn embed_mark(lab: &Lab, lang: Lang) -> Html {
    let href = lab_href(&lab.framed(false));
    html! {
        <div class="embed-bar">
            <b>{ word(lang, Word::LabTitle) }</b>
            <a {href} target="_blank" rel="noopener" title={ui(lang, Ui::OpenWholePage)}>
                { "Wireglass" }{ icon(Icon::Open) }
            </a>
        </div>
    }
}

/// A tab's name.
pub(super) const fn tab_word(tab: Tab) -> Word {
    match tab {
        Tab::Bits => Word::Bits,
        Tab::Plan => Word::SplitAndPlan,
        Tab::Talk => Word::WhoCanTalk,
        Tab::Match => Word::LongestMatch,
        Tab::V6 => Word::Ipv6,
        Tab::Ports => Word::Ports,
    }
}

fn tab_id(tab: Tab) -> String {
    format!("tab-{}", tab.id())
}

fn tabs(chosen: Tab, lang: Lang, dispatch: &Callback<Action>) -> Html {
    let onkeydown = {
        let dispatch = dispatch.clone();
        Callback::from(move |event: KeyboardEvent| {
            let (now, last) = (chosen as usize, Tab::ALL.len() - 1);
            let to = match event.key().as_str() {
                "ArrowLeft" => now.checked_sub(1).unwrap_or(last),
                "ArrowRight" => {
                    if now == last {
                        0
                    } else {
                        now + 1
                    }
                }
                "Home" => 0,
                "End" => last,
                _ => return,
            };
            super::parts::consume(&event);
            dispatch.emit(Action::Show(Tab::ALL[to]));
            browser::focus(&tab_id(Tab::ALL[to]));
        })
    };
    let buttons = Tab::ALL.into_iter().map(|tab| {
        let onclick = dispatch.reform(move |_: MouseEvent| Action::Show(tab));
        let is_chosen = tab == chosen;
        html! {
            <button key={tab.id()} id={tab_id(tab)} type="button" role="tab" {onclick} aria-selected={is_chosen.to_string()}
                aria-controls="lab-body" tabindex={if is_chosen { "0" } else { "-1" }}>
                { word(lang, tab_word(tab)) }
            </button>
        }
    });
    html! {
        <div key="tabs" class="lab-tabs" role="tablist" aria-label={word(lang, Word::Tools)} {onkeydown}>{ for buttons }</div>
    }
}

/// The player's keys step through the working, wherever the focus is, except where it needs them.
#[hook]
fn use_keys(lab: &Lab, dispatch: &Callback<Action>, on_help: &Callback<()>) {
    let present = use_mut_ref(|| Tab::Bits);
    *present.borrow_mut() = lab.tab;
    let deps = (dispatch.clone(), on_help.clone());
    use_effect_with(deps, move |(dispatch, on_help)| {
        let (dispatch, on_help) = (dispatch.clone(), on_help.clone());
        let options = EventListenerOptions::enable_prevent_default();
        let window = browser::window();
        let listener = EventListener::new_with_options(&window, "keydown", options, move |event| {
            let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
            if event.default_prevented() || event.ctrl_key() || event.alt_key() || event.meta_key()
            {
                return;
            }
            let key = event.key();
            let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            if target.is_some_and(|target| keys::wanted_by(&target, &key)) {
                return;
            }
            if key == "?" {
                event.prevent_default();
                on_help.emit(());
                return;
            }
            let action = match key.as_str() {
                "ArrowRight" => Action::Step(Go::Forward),
                "ArrowLeft" => Action::Step(Go::Back),
                "Home" => Action::Step(Go::First),
                "End" => Action::Step(Go::Last),
                "Escape" => Action::Working(false),
                _ => return,
            };
            if *present.borrow() == Tab::Bits {
                event.prevent_default();
                dispatch.emit(action);
            }
        });
        move || drop(listener)
    });
}

/// Keeps the address at what is shown: another tab is a new place.
#[hook]
fn use_address(lab: &Lab) {
    let href = lab_href(lab);
    let tab = lab.tab;
    let written = use_mut_ref(|| tab);
    use_effect_with(href, move |href| {
        let href = href.clone();
        let write = move || {
            let new = written.replace(tab) != tab;
            browser::write_address(&href, new);
        };
        let timer = Timeout::new(ADDRESS_AFTER, write);
        move || drop(timer)
    });
}
