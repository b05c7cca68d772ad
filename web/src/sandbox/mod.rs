//! The sandbox: a network is built, checked while it is built, and run in place.
//!
//! | module     | what it holds                                                          |
//! |------------|------------------------------------------------------------------------|
//! | `desk`     | what the editor knows, and what happens to it; no browser in it         |
//! | `draw`     | the network as shapes                                                  |
//! | `sight`    | which part of the plane is seen                                        |
//! | `canvas`   | nodes that are dragged, cables that are drawn                          |
//! | `palette`  | what can be added                                                      |
//! | `panel`    | the properties of what is chosen                                       |
//! | `findings` | what will not work                                                     |
//! | `keep`     | the network in this browser, in files and in links                     |
//! | `ran`      | the network while it runs                                              |
//!
//! The network itself, its edits and its checks are `course::sandbox`.

mod canvas;
mod desk;
mod draw;
mod findings;
mod keep;
mod palette;
mod panel;
mod ran;
mod sight;

use crate::browser;
use crate::components::header::Bar;
use crate::components::use_title;
use crate::inspector::prose;
use crate::networks::ExtrasRef;
use crate::prefs::Prefs;
use crate::state::SessionRef;
use canvas::{Canvas, DeskRef};
use desk::{Act, Desk, Told};
use gloo::events::{EventListener, EventListenerOptions};
use palette::Palette;
use panel::Panel;
use ran::Ran;
use std::rc::Rc;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlInputElement};
use wireglass_course::sandbox::Edit;
use wireglass_text::sandbox::{Sandbox as Word, pack_error, refused, sandbox as word};
use wireglass_text::{Lang, Markup, Ui, ui};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct SandboxProps {
    pub(crate) prefs: Prefs,
    pub(crate) extras: ExtrasRef,
    /// A network that the address brings.
    pub(crate) packed: Option<AttrValue>,
}

/// The page.
#[component]
pub(crate) fn SandboxPage(props: &SandboxProps) -> Html {
    let SandboxProps { prefs, extras, packed } = props;
    let lang = prefs.lang;
    let desk = {
        let packed = packed.clone();
        use_reducer(move || {
            let (document, told) = keep::begin(packed.as_deref());
            Desk::new(document, told)
        })
    };
    use_title(word(lang, Word::Title));
    let running = use_state_eq(|| None::<SessionRef>);
    let wrong = use_state_eq(|| None::<Rc<[String]>>);
    let fit = use_state_eq(|| 0_u32);
    let dispatch = {
        let desk = desk.dispatcher();
        use_callback((), move |act: Act, ()| desk.dispatch(act))
    };
    {
        // Each change is kept; what the address brought is in the address until then.
        let (document, dispatch) = (desk.document().clone(), dispatch.clone());
        use_effect_with(desk.version, move |version| {
            if *version > 0 && !keep::keep(&document) {
                dispatch.emit(Act::Tell(Told::NotSaved));
            }
        });
    }
    {
        // A link that is opened while the page is there brings another network, to edit.
        let (dispatch, running) = (dispatch.clone(), running.setter());
        let first = use_mut_ref(|| true);
        use_effect_with(packed.clone(), move |packed| {
            let begins = std::mem::take(&mut *first.borrow_mut());
            if let (Some(packed), false) = (packed, begins) {
                match keep::read_link(packed) {
                    Ok(document) => {
                        running.set(None);
                        dispatch.emit(Act::Edit(Edit::Replace(Box::new(document)), None));
                    }
                    Err(error) => dispatch.emit(Act::Tell(Told::Pack(error))),
                }
            }
        });
    }
    let run = {
        let (running, wrong, extras) = (running.setter(), wrong.setter(), *extras);
        let document = desk.document().clone();
        Callback::from(move |_: MouseEvent| match ran::session(&document, lang, extras.kit) {
            Ok(session) => {
                wrong.set(None);
                running.set(Some(session));
            }
            Err(why) => wrong.set(Some(why.into())),
        })
    };
    let back = {
        let running = running.setter();
        Callback::from(move |()| running.set(None))
    };
    use_keys(running.is_none().then_some(&*desk), &dispatch);
    if let Some(session) = &*running {
        return html! {
            <Ran key="ran" session={session.clone()} prefs={prefs.clone()} extras={*extras} {back} />
        };
    }
    let shared = DeskRef(Rc::new(Desk::clone(&desk)));
    let dismiss_wrong = {
        let wrong = wrong.setter();
        Callback::from(move |_: MouseEvent| wrong.set(None))
    };
    let crumbs = html! {
        <nav class="crumbs" aria-label={ui(lang, Ui::WhereYouAre)}>
            <a href="#/">{ ui(lang, Ui::Home) }</a>
            <span aria-hidden="true">{ "/" }</span>
            <b aria-current="page">{ word(lang, Word::Title) }</b>
        </nav>
    };
    let on_opened = {
        let (dispatch, fit) = (dispatch.clone(), fit.clone());
        Callback::from(move |act: Act| {
            dispatch.emit(act);
            fit.set(*fit + 1);
        })
    };
    html! {
        <div key="sandbox" class="sandbox">
            <Bar prefs={prefs.clone()} {crumbs}>
                { tools(&shared, lang, &on_opened) }
                <button type="button" class="ghost primary" onclick={run} aria-disabled={desk.document().nodes().next().is_none().then_some("true")}>{ word(lang, Word::Run) }</button>
            </Bar>
            { told(&desk, lang, &dispatch) }
            if let Some(why) = &*wrong {
                <div class="notice bad" role="alert">
                    <div>
                        <b>{ word(lang, Word::CannotRun) }</b>
                        <ul>{ for why.iter().map(|line| html! { <li key={line.clone()}>{ line.clone() }</li> }) }</ul>
                    </div>
                    <button type="button" class="ghost square" onclick={dismiss_wrong} aria-label={ui(lang, Ui::Close)}>{ "×" }</button>
                </div>
            }
            <main class="bench">
                <div class="table">
                    <Palette {lang} dispatch={dispatch.clone()} />
                    <Canvas desk={shared.clone()} {lang} dispatch={dispatch.clone()} fit={*fit} />
                </div>
                <Panel desk={shared} {lang} dispatch={dispatch.clone()} />
            </main>
        </div>
    }
}

/// Undo, files, links.
fn tools(desk: &DeskRef, lang: Lang, dispatch: &Callback<Act>) -> Html {
    let button = |label: Word, can: bool, act: Callback<MouseEvent>| {
        html! {
            <button type="button" class="ghost" onclick={act} aria-disabled={(!can).then_some("true")}>{ word(lang, label) }</button>
        }
    };
    let does = |act: Act| dispatch.reform(move |_: MouseEvent| act.clone());
    let save = {
        let document = desk.document().clone();
        Callback::from(move |_: MouseEvent| keep::save(&document))
    };
    let link = {
        let (document, dispatch) = (desk.document().clone(), dispatch.clone());
        Callback::from(move |_: MouseEvent| {
            let dispatch = dispatch.clone();
            match document.pack() {
                Ok(packed) => {
                    let href = format!("#/sandbox?net={packed}");
                    let address = browser::address(&href);
                    browser::copy(&address, move |done| {
                        if !done {
                            browser::write_address(&href, false);
                        }
                        dispatch.emit(Act::Tell(Told::Copied(done)));
                    });
                }
                Err(error) => dispatch.emit(Act::Tell(Told::Pack(error))),
            }
        })
    };
    let opened = {
        let dispatch = dispatch.clone();
        Callback::from(move |event: Event| {
            let input = event.target().and_then(|it| it.dyn_into::<HtmlInputElement>().ok());
            let Some(input) = input else { return };
            if let Some(file) = input.files().and_then(|files| files.get(0)) {
                keep::open(file, lang, dispatch.clone());
            }
            // The same file may be chosen again.
            input.set_value("");
        })
    };
    let anew = does(Act::Edit(Edit::Replace(Box::default()), None));
    html! {
        <>
            { button(Word::Undo, desk.can_undo(), does(Act::Undo)) }
            { button(Word::Redo, desk.can_redo(), does(Act::Redo)) }
            <label class="ghost file-button" tabindex="-1">
                { word(lang, Word::OpenFile) }
                <input id="open-network" type="file" accept=".toml,text/plain" onchange={opened} />
            </label>
            { button(Word::SaveFile, true, save) }
            { button(Word::CopyLink, true, link) }
            { button(Word::StartAnew, true, anew) }
        </>
    }
}

/// What has to be said once.
fn told(desk: &Desk, lang: Lang, dispatch: &Callback<Act>) -> Html {
    let Some(told) = &desk.told else {
        return html! { <div class="notice-place" aria-live="polite"></div> };
    };
    let plain = |label: Word| Markup::plain_text(word(lang, label));
    let (text, good) = match told {
        Told::Refused(why) => (refused(lang, why), false),
        Told::Pack(why) => (pack_error(lang, *why), false),
        Told::File(why) => (Markup::plain_text(why.clone()), false),
        Told::NotSaved => (plain(Word::NotSaved), false),
        Told::Unreadable => (plain(Word::Unreadable), false),
        Told::Restored => (plain(Word::Restored), true),
        Told::Copied(true) => (plain(Word::LinkCopied), true),
        Told::Copied(false) => (plain(Word::NotCopied), false),
    };
    let dismiss = dispatch.reform(|_: MouseEvent| Act::Dismiss);
    let class = classes!("notice", (!good).then_some("bad"));
    html! {
        <div class="notice-place" aria-live="polite">
            <div {class}>
                <p>{ prose(&text) }</p>
                <button type="button" class="ghost square" onclick={dismiss} aria-label={ui(lang, Ui::Close)}>{ "×" }</button>
            </div>
        </div>
    }
}

/// Keys count wherever the keyboard is; nothing while the network runs.
#[hook]
fn use_keys(desk: Option<&Desk>, dispatch: &Callback<Act>) {
    let present = use_mut_ref(|| None::<Desk>);
    present.replace(desk.cloned());
    use_effect_with(dispatch.clone(), move |dispatch| {
        let dispatch = dispatch.clone();
        let options = EventListenerOptions::enable_prevent_default();
        let window = browser::window();
        let listener = EventListener::new_with_options(&window, "keydown", options, move |event| {
            let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
            let present = present.borrow();
            let Some(desk) = present.as_ref() else { return };
            match command(event, desk) {
                Some(Command::Do(act)) => dispatch.emit(act),
                Some(Command::Save) => keep::save(desk.document()),
                None => return,
            }
            event.prevent_default();
        });
        move || drop(listener)
    });
}

/// What a key asks for.
enum Command {
    Do(Act),
    Save,
}

fn command(event: &KeyboardEvent, desk: &Desk) -> Option<Command> {
    let key = event.key();
    if event.default_prevented() || event.alt_key() {
        return None;
    }
    let free = !types(event);
    if event.ctrl_key() || event.meta_key() {
        return match key.to_ascii_lowercase().as_str() {
            "s" => Some(Command::Save),
            // In a field, the field's own undoing comes first.
            "y" if free => Some(Command::Do(Act::Redo)),
            "z" if free && event.shift_key() => Some(Command::Do(Act::Redo)),
            "z" if free => Some(Command::Do(Act::Undo)),
            _ => None,
        };
    }
    let step = if event.shift_key() { 5 } else { 20 };
    let act = match key.as_str() {
        "Escape" if desk.connecting => Act::Connect(false),
        _ if !free => return None,
        "Delete" | "Backspace" if desk.chosen.is_some() => Act::Remove,
        "Escape" => Act::Choose(None),
        "c" | "C" => Act::Connect(true),
        "n" => Act::Walk { back: false },
        "p" => Act::Walk { back: true },
        "ArrowLeft" => Act::Nudge { by: [-step, 0] },
        "ArrowRight" => Act::Nudge { by: [step, 0] },
        "ArrowUp" => Act::Nudge { by: [0, -step] },
        "ArrowDown" => Act::Nudge { by: [0, step] },
        _ => return None,
    };
    Some(Command::Do(act))
}

/// Whether a key goes into a field.
fn types(event: &KeyboardEvent) -> bool {
    let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    element.is_some_and(|element| {
        matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
    })
}
