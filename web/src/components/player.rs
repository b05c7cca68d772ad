//! The player's page: a ladder, an explanation, an inspector, and the transport below them.

use super::compare::Compare;
use super::header::Bar;
use super::icons::{Icon, icon};
use super::ladder::LadderView;
use super::notes::{link_notes, notice};
use super::parameters::Parameters;
use super::plot::Plot;
use super::profiles::{differs, profiles};
use super::save::SaveDialog;
use super::share::{share_dialog, title};
use super::side_by_side::side_by_side;
use super::transport::{Transport, future_name, futures};
use super::what_if::{frame_bar, what_if_dialog};
use super::why::{Why, WhyProps, both};
use crate::browser;
use crate::inspector::{Inspector, prose};
use crate::keys::{self, Command};
use crate::networks::ExtrasRef;
use crate::prefs::Prefs;
use crate::progress::Progress;
use crate::route::Route;
use crate::state::{Action, LessonLink, Problem, Session, SessionRef, Source, Stage, View};
use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use std::rc::Rc;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlInputElement, KeyboardEvent};
use wireglass_course::chapter_of;
use wireglass_scene::Role;
use wireglass_text::{Lang, Ui, chapter_title, step_line, step_of, ui};
use wireglass_trace::series::Topic;
use yew::prelude::*;

/// The address is written this long after the last step, in milliseconds:
/// browsers refuse pages that write it at each key repeat.
const ADDRESS_AFTER: u32 = 150;

/// What happens to a player's session.
pub(crate) enum Change {
    /// Something the reader did.
    Do(Action),
    /// Another place was gone to.
    Replace(Box<Session>),
}

impl Reducible for Session {
    type Action = Change;

    fn reduce(self: Rc<Self>, change: Change) -> Rc<Self> {
        match change {
            Change::Do(action) => Rc::new(self.apply(action)),
            Change::Replace(session) => Rc::from(session),
        }
    }
}

/// What [`Player`] needs.
#[derive(Properties, PartialEq)]
pub(crate) struct PlayerProps {
    /// Where to begin. Another one takes the place of what is there.
    pub(crate) initial: SessionRef,
    /// What was wrong with the link.
    pub(crate) problems: Rc<[Problem]>,
    pub(crate) prefs: Prefs,
    /// What lessons of networks need besides.
    #[prop_or_default]
    pub(crate) extras: Option<ExtrasRef>,
    /// What else can be done here, before the player's own tools.
    #[prop_or_default]
    pub(crate) children: Html,
}

/// Which dialog is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Open {
    WhatIf,
    Parameters,
    Save,
    Share,
}

/// The player.
#[component]
pub(crate) fn Player(props: &PlayerProps) -> Html {
    let PlayerProps { initial, problems, prefs, extras, .. } = props;
    let lang = prefs.lang;
    let state = use_reducer(|| Session::clone(initial));
    let dismissed = use_state_eq(|| false);
    let open = use_state_eq(|| None::<Open>);
    let sheet = use_state_eq(|| false);
    {
        let (state, dismissed) = (state.dispatcher(), dismissed.setter());
        let first = use_mut_ref(|| true);
        use_effect_with(initial.clone(), move |initial| {
            if !std::mem::take(&mut *first.borrow_mut()) {
                dismissed.set(false);
                state.dispatch(Change::Replace(Box::new(Session::clone(initial))));
            }
        });
    }
    let dispatch = {
        let state = state.dispatcher();
        use_callback((), move |action, ()| state.dispatch(Change::Do(action)))
    };
    let session: &Session = &state;
    use_keys(session, &dispatch, &prefs.on_help);
    use_address(session);
    let name = title(session, lang);
    use_title(&name);
    use_progress(session);

    let view = session.view(lang);
    let show = |which: Open| {
        let open = open.setter();
        Callback::from(move |_: MouseEvent| open.set(Some(which)))
    };
    let close = {
        let open = open.setter();
        Callback::from(move |()| open.set(None))
    };
    let dialog = match *open {
        Some(Open::WhatIf) => what_if_dialog(&view, &dispatch, &close),
        Some(Open::Parameters) => parameters(session, lang, &dispatch, close),
        Some(Open::Save) => html! {
            <SaveDialog key="save" session={SessionRef::from(session.clone())} prefs={prefs.clone()} extras={*extras} on_close={close} />
        },
        Some(Open::Share) => share_dialog(session, lang, &close),
        None => html! { <wbr key="none" hidden=true /> },
    };
    let dismiss = {
        let dismissed = dismissed.setter();
        Callback::from(move |()| dismissed.set(true))
    };
    let shown: &[Problem] = if *dismissed { &[] } else { problems };
    let toggle = {
        let sheet = sheet.clone();
        Callback::from(move |_: MouseEvent| sheet.set(!*sheet))
    };
    let what_if = {
        let open = open.setter();
        Callback::from(move |()| open.set(Some(Open::WhatIf)))
    };
    let position = session.position;
    let line = match position.checked_sub(1) {
        Some(step) => {
            let place = step_of(lang, position, view.trace.last());
            format!("{place}. {}", step_line(lang, &view.trace, step))
        }
        None => ui(lang, Ui::AtTheBeginning).to_owned(),
    };
    html! {
        <div class={classes!("player", session.embed.then_some("embed"))}>
            if session.embed {
                { embed_mark(session, lang, &name) }
            } else {
                <Bar prefs={prefs.clone()} crumbs={crumbs(session, lang, &name)}>
                    { props.children.clone() }
                    { tools(session, lang, &show) }
                </Bar>
            }
            { link_notes(lang, shown, Some(&session.futures[0].trace), &dismiss) }
            <main class="work">
                <h1 class="sr-only">{ name.clone() }</h1>
                <section class="stage" aria-label={ui(lang, Ui::Views)}>
                    { views(session, &view, *extras, &dispatch) }
                    { differs(session, lang, &dispatch) }
                    { stage(session, &view, *extras, &dispatch, &what_if) }
                    { plot(session, lang, &dispatch) }
                    if let Some(extras) = *extras {
                        { (extras.terminal)(session, &view, &dispatch) }
                    }
                </section>
                <aside class="side" data-open={sheet.to_string()} aria-label={ui(lang, Ui::Inspector)}>
                    <button type="button" class="sheet-handle" onclick={toggle} aria-expanded={sheet.to_string()}>
                        <i></i>
                        <span>{ ui(lang, Ui::Inspector) }</span>
                        { icon(if *sheet { Icon::Down } else { Icon::Up }) }
                    </button>
                    <div class="side-scroll" tabindex="-1">
                        { why(session, &view, &dispatch) }
                        if let Some(extras) = *extras {
                            { (extras.questions)(session, lang, &dispatch) }
                        }
                        <Inspector view={view.clone()} dispatch={dispatch.clone()} extras={*extras} follow={session.network.follow} />
                    </div>
                </aside>
            </main>
            <Transport trace={view.trace.clone()} {position} playing={session.playing} speed={session.speed}
                {lang} dispatch={dispatch.clone()}>
                if let Some(extras) = *extras {
                    { (extras.chapters)(&view, &dispatch) }
                }
                { futures(session, lang, &dispatch) }
            </Transport>
            <p class="sr-only" role="status" aria-live="polite">{ line }</p>
            { toast(session, lang, &dispatch) }
            { dialog }
        </div>
    }
}

fn why(session: &Session, view: &View, dispatch: &Callback<Action>) -> Html {
    let note = session.step().and_then(|step| session.future().note(step));
    let outcome = session.future().outcome();
    let props = WhyProps::of(view.clone(), session.lesson(), note, outcome, dispatch.clone());
    html! { <Why ..props /> }
}

fn crumbs(session: &Session, lang: Lang, name: &str) -> Html {
    let (href, parent) = match session.source {
        Source::Lesson { .. } => ("#/", Ui::Course),
        // As in the editor.
        Source::Sandbox { .. } => ("#/", Ui::Home),
        Source::Capture { .. } => ("#/capture", Ui::Captures),
    };
    let chapter = session.lesson().and_then(|lesson| chapter_of(&lesson.id));
    html! {
        <nav class="crumbs" aria-label={ui(lang, Ui::WhereYouAre)}>
            <a {href}>{ ui(lang, parent) }</a>
            <span aria-hidden="true">{ "/" }</span>
            if let Some(chapter) = chapter {
                <a key="chapter" {href} class="chapter-crumb">{ chapter_title(lang, chapter) }</a>
                <span key="slash" class="chapter-crumb" aria-hidden="true">{ "/" }</span>
            }
            <b aria-current="page">{ name }</b>
        </nav>
    }
}

fn tools(session: &Session, lang: Lang, show: &dyn Fn(Open) -> Callback<MouseEvent>) -> Html {
    let is_lesson = session.lesson().is_some();
    let button = |which: Open, label: Ui, with: Icon| {
        html! {
            <button key={ui(lang, label)} type="button" class="ghost" onclick={show(which)} title={ui(lang, label)}>
                { icon(with) }<span class="label">{ ui(lang, label) }</span>
            </button>
        }
    };
    html! {
        <div class="tools">
            { button(Open::WhatIf, Ui::WhatIf, Icon::Fork) }
            if is_lesson {
                { button(Open::Parameters, Ui::Parameters, Icon::Sliders) }
            }
            { button(Open::Save, Ui::Save, Icon::Save) }
            { button(Open::Share, Ui::Share, Icon::Share) }
        </div>
    }
}

/// The small mark of an embedded player, which leads to the whole page.
fn embed_mark(session: &Session, lang: Lang, name: &str) -> Html {
    let link = session.link().map(|link| LessonLink { embed: false, ..link });
    let href = link.map_or_else(|| Route::Home.href(), |link| Route::Lesson(link).href());
    html! {
        <div class="embed-bar">
            <b>{ name }</b>
            <a {href} target="_blank" rel="noopener" title={ui(lang, Ui::OpenWholePage)}>
                { "Wireglass" }{ icon(Icon::Open) }
            </a>
        </div>
    }
}

fn views(
    session: &Session,
    view: &View,
    extras: Option<ExtrasRef>,
    dispatch: &Callback<Action>,
) -> Html {
    let lang = view.lang;
    let mut stages = vec![(Stage::Ladder, Ui::Ladder)];
    if session.futures.len() > 1 {
        stages.push((Stage::Both, Ui::BothLadders));
        stages.push((Stage::Compare, Ui::Compare));
    }
    if session.lesson().is_some_and(|lesson| !lesson.side_by_side.is_empty()) {
        stages.push((Stage::Notes, Ui::SideBySide));
    }
    if session.is_of_networks() {
        stages.insert(1, (Stage::Topology, Ui::Topology));
        stages.insert(2, (Stage::Split, Ui::MapAndLadder));
    }
    let tabs = stages.into_iter().map(|(stage, label)| {
        let onclick = dispatch.reform(move |_: MouseEvent| Action::Show(stage));
        let pressed = (stage == session.stage).to_string();
        html! {
            <button key={stage.id()} type="button" {onclick} aria-pressed={pressed}>{ ui(lang, label) }</button>
        }
    });
    let has_arp = has_arp(session);
    // A map leaves room for what it needs itself.
    let maps = matches!(session.stage, Stage::Topology | Stage::Split);
    let topic = session.lesson().and_then(|lesson| lesson.plot).unwrap_or(Topic::Congestion);
    html! {
        <div class="views">
            <div class="stages" role="group" aria-label={ui(lang, Ui::Views)}>{ for tabs }</div>
            { variants(session, lang, dispatch) }
            if !maps {
                { profiles(session, lang, dispatch) }
            }
            <span class="grow"></span>
            if !maps {
                { check(ui(lang, Ui::Plot), session.plot.is_some(), dispatch, move |on| Action::Plot(on.then_some(topic))) }
            }
            if has_arp {
                { check(ui(lang, Ui::HideArp), session.hide_arp, dispatch, Action::HideArp) }
            }
            if let Some(extras) = extras {
                { (extras.filters)(session, view, dispatch) }
            }
            if session.stage != Stage::Topology {
                { check(ui(lang, Ui::RelativeNumbers), session.relative, dispatch, Action::Relative) }
            }
        </div>
    }
}

fn has_arp(session: &Session) -> bool {
    const LOOKED_AT: usize = 64;
    let trace = session.trace();
    let frames = (0..trace.frames().len().min(LOOKED_AT)).map(wireglass_trace::FrameId::from_index);
    frames.into_iter().any(|frame| wireglass_scene::frame_role(trace, frame) == Role::Arp)
}

fn check(
    label: &'static str,
    on: bool,
    dispatch: &Callback<Action>,
    action: impl Fn(bool) -> Action + 'static,
) -> Html {
    let onchange = dispatch.reform(move |event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        action(input.checked())
    });
    html! {
        <label key={label} class="check"><input type="checkbox" checked={on} {onchange} />{ label }</label>
    }
}

/// The ways to run the lesson, where there is more than one.
fn variants(session: &Session, lang: Lang, dispatch: &Callback<Action>) -> Html {
    let Source::Lesson { lesson, variant, .. } = &session.source else {
        return html! { <wbr hidden=true /> };
    };
    if lesson.variants.is_empty() {
        return html! { <wbr hidden=true /> };
    }
    let usual = (None, ui(lang, Ui::UsualRun).to_owned(), String::new());
    let others = lesson.variants.iter().map(|variant| {
        let summary = both(lang, &variant.summary).to_owned();
        (Some(variant.id.clone()), both(lang, &variant.title).to_owned(), summary)
    });
    let buttons = std::iter::once(usual).chain(others).map(|(id, title, summary)| {
        let pressed = (id == *variant).to_string();
        let key = id.clone().unwrap_or_default();
        let onclick = dispatch.reform(move |_: MouseEvent| Action::Variant(id.clone()));
        html! {
            <button {key} type="button" {onclick} aria-pressed={pressed} title={summary}>{ title }</button>
        }
    });
    html! {
        <div class="variants" role="group" aria-label={ui(lang, Ui::Variants)}>{ for buttons }</div>
    }
}

fn stage(
    session: &Session,
    view: &View,
    extras: Option<ExtrasRef>,
    dispatch: &Callback<Action>,
    what_if: &Callback<()>,
) -> Html {
    let lang = view.lang;
    let chosen = session.selection.frame.filter(|_| session.lesson().is_some());
    if let (Stage::Topology | Stage::Split, Some(extras)) = (session.stage, extras) {
        return html! {
            <div key="map" class="ladders">
                { (extras.stage)(session, view, dispatch) }
                if let Some(frame) = chosen {
                    { frame_bar(view, frame, what_if, dispatch) }
                }
            </div>
        };
    }
    match session.stage {
        Stage::Compare if session.futures.len() > 1 => html! {
            <Compare key="compare" session={session.clone()} {lang} dispatch={dispatch.clone()} />
        },
        Stage::Notes if session.lesson().is_some() => {
            session.lesson().map(|lesson| side_by_side(lesson, lang)).unwrap_or_default()
        }
        stage => {
            let other = session.compared().filter(|_| stage == Stage::Both);
            let named = |future| AttrValue::from(future_name(lang, session, future));
            html! {
                <div key="ladders" class={classes!("ladders", other.map(|_| "two"))}>
                    if let Some(other) = other {
                        <figure key="other">
                            <figcaption>{ named(other) }</figcaption>
                            <LadderView trace={session.futures[other].trace.clone()}
                                position={session.same_moment(session.current, session.position, other)}
                                marked={None} {lang} relative={session.relative} hide_arp={session.hide_arp} filter={session.filter()}
                                dispatch={dispatch.reform(move |_| Action::Switch(other))} name={named(other)} />
                        </figure>
                    }
                    <figure key="own">
                        if other.is_some() {
                            <figcaption>{ named(session.current) }</figcaption>
                        }
                        <LadderView trace={view.trace.clone()} position={session.position}
                            marked={view.followed} {lang} relative={session.relative} hide_arp={session.hide_arp} filter={session.filter()}
                            playing={session.playing} speed={session.speed} dispatch={dispatch.clone()}
                            name={other.map(|_| named(session.current))} />
                    </figure>
                    if let Some(frame) = chosen {
                        { frame_bar(view, frame, what_if, dispatch) }
                    }
                </div>
            }
        }
    }
}

/// The plot under the ladder, where it is wished for.
fn plot(session: &Session, lang: Lang, dispatch: &Callback<Action>) -> Html {
    let topic = session.plot.filter(|_| matches!(session.stage, Stage::Ladder | Stage::Both));
    match topic {
        Some(topic) => html! {
            <Plot key="plot" trace={session.trace().clone()} position={session.position} {topic} {lang}
                dispatch={dispatch.clone()} />
        },
        None => html! { <wbr key="plot" hidden=true /> },
    }
}

fn parameters(
    session: &Session,
    lang: Lang,
    dispatch: &Callback<Action>,
    on_close: Callback<()>,
) -> Html {
    let Source::Lesson { lesson, variant, settings } = &session.source else {
        return html! { <wbr key="none" hidden=true /> };
    };
    html! {
        <Parameters key="parameters" {lang} {lesson} variant={variant.clone()} settings={settings.clone()}
            dispatch={dispatch.clone()} {on_close} />
    }
}

fn toast(session: &Session, lang: Lang, dispatch: &Callback<Action>) -> Html {
    let said = notice(lang, session);
    let dismiss = dispatch.reform(|_: MouseEvent| Action::DismissNotice);
    html! {
        // Always there, so that what comes into it is announced.
        <div class="toasts" role="alert">
            if let Some(said) = said {
                <div class="toast">
                    <span>{ prose(&said) }</span>
                    <button type="button" class="plain" onclick={dismiss} aria-label={ui(lang, Ui::Dismiss)}>{ icon(Icon::Close) }</button>
                </div>
            }
        </div>
    }
}

/// The keys work wherever the focus is, except where it needs them for itself.
#[hook]
pub(crate) fn use_keys(session: &Session, dispatch: &Callback<Action>, on_help: &Callback<()>) {
    let present = use_mut_ref(|| None::<Session>);
    present.replace(Some(session.clone()));
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
            let command =
                present.borrow().as_ref().and_then(|session| keys::command(&key, session));
            let Some(command) = command else { return };
            event.prevent_default();
            match command {
                Command::Do(action) => dispatch.emit(action),
                Command::Help => on_help.emit(()),
            }
        });
        move || drop(listener)
    });
}

/// Keeps the address at what is shown: a new place for another future or
/// variant, the same place for another step. A sandbox's address is the sandbox's.
#[hook]
fn use_address(session: &Session) {
    let href = match (session.link(), &session.source) {
        (Some(link), _) => Some(Route::Lesson(link).href()),
        (None, Source::Sandbox { .. }) => None,
        (None, _) => Some(Route::Conversation(session.position).href()),
    };
    // What makes a place: everything but the step and the parameters.
    let place = session.link().map(|link| LessonLink {
        step: 0,
        settings: Vec::new(),
        relative: false,
        hide_arp: false,
        plot: None,
        ..link
    });
    let written = use_mut_ref(|| place.clone());
    use_effect_with(href, move |href| {
        let timer = href.clone().map(|href| {
            Timeout::new(ADDRESS_AFTER, move || {
                let new = *written.borrow() != place;
                written.replace(place);
                browser::write_address(&href, new);
            })
        });
        move || drop(timer)
    });
}

/// Remembers how far one has come in what really happens.
#[hook]
fn use_progress(session: &Session) {
    let lesson = session.lesson().filter(|_| session.current == 0).map(|lesson| &lesson.id);
    let deps = (lesson, session.position, session.trace().last());
    use_effect_with(deps, |(lesson, position, last)| {
        if let Some(lesson) = lesson {
            Progress::reach(lesson, *position, *last);
        }
    });
}

/// The title of the browser's tab.
#[hook]
pub(crate) fn use_title(name: &str) {
    use_effect_with(name.to_owned(), |name| {
        browser::document().set_title(&format!("{name} · Wireglass"));
        || browser::document().set_title("Wireglass")
    });
}
