//! The network while it runs: the player, with a way back.

use super::keep;
use crate::components::player::Player;
use crate::networks::ExtrasRef;
use crate::prefs::Prefs;
use crate::state::{Kit, Problem, Session, SessionRef};
use std::rc::Rc;
use wireglass_course::sandbox::Document;
use wireglass_text::Lang;
use wireglass_text::sandbox::{Sandbox as Word, sandbox as word};
use yew::prelude::*;

/// The network, run from its beginning; or what is wrong with it.
pub(super) fn session(
    document: &Document,
    lang: Lang,
    kit: Kit,
) -> Result<SessionRef, Vec<String>> {
    let lesson = Rc::new(keep::runnable(document, lang)?);
    let packed = document.pack().ok().map(Rc::from);
    let session = Session::sandbox(lesson, word(lang, Word::Title), packed, kit);
    session
        .map(SessionRef::from)
        .map_err(|error| vec![wireglass_text::lesson_error(lang, &error).plain()])
}

#[derive(Properties, PartialEq)]
pub(super) struct RanProps {
    pub(super) session: SessionRef,
    pub(super) prefs: Prefs,
    pub(super) extras: ExtrasRef,
    pub(super) back: Callback<()>,
}

#[component]
pub(super) fn Ran(props: &RanProps) -> Html {
    let RanProps { session, prefs, extras, back } = props;
    let lang = prefs.lang;
    let onclick = back.reform(|_: MouseEvent| ());
    html! {
        <div class="sandbox-ran">
            <Player key="player" initial={session.clone()} problems={Rc::<[Problem]>::default()} prefs={prefs.clone()} extras={*extras}>
                <button type="button" class="ghost" {onclick}>{ "← " }{ word(lang, Word::BackToEditing) }</button>
            </Player>
        </div>
    }
}
