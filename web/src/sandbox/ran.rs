//! The network while it runs: the player, with a way back.

use super::keep;
use crate::browser;
use crate::components::player::Player;
use crate::networks::ExtrasRef;
use crate::prefs::Prefs;
use crate::state::{Kit, Problem, Session, SessionRef};
use std::rc::Rc;
use wasm_bindgen::JsCast as _;
use web_sys::HtmlSelectElement;
use wireglass_capture::{Vantage, to_pcapng};
use wireglass_course::sandbox::Document;
use wireglass_text::sandbox::{Sandbox as Word, sandbox as word};
use wireglass_text::{Lang, frame_comment};
use wireglass_trace::NodeId;
use yew::prelude::*;

/// The network, run from its beginning; or what is wrong with it.
pub(super) fn session(
    document: &Document,
    lang: Lang,
    kit: Kit,
) -> Result<SessionRef, Vec<String>> {
    let lesson = Rc::new(keep::runnable(document, lang)?);
    let session = Session::sandbox(lesson, word(lang, Word::Title), kit);
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
    let trace = session.trace().clone();
    let nodes = trace.nodes().iter().enumerate().map(|(index, node)| {
        html! { <option key={index} value={index.to_string()}>{ node.name.clone() }</option> }
    });
    let nodes: Vec<Html> = nodes.collect();
    let capture = Callback::from(move |event: Event| {
        let select = event.target().and_then(|it| it.dyn_into::<HtmlSelectElement>().ok());
        let Some(select) = select else { return };
        let chosen = select.value().parse::<usize>().ok();
        // It is a menu: nothing stays chosen.
        select.set_value("");
        let Some(index) = chosen.filter(|index| *index < trace.nodes().len()) else { return };
        let node = NodeId::from_index(index);
        let comment = |frame| frame_comment(lang, &trace, frame);
        let name = &trace.node(node).name;
        let bytes = to_pcapng(&trace, Vantage::Node(node), name, &comment);
        browser::save(&format!("{name}.pcapng"), "application/octet-stream", &bytes);
    });
    html! {
        <div class="sandbox-ran">
            <div class="ran-bar">
                <button type="button" class="ghost" {onclick}>{ "← " }{ word(lang, Word::BackToEditing) }</button>
                <label>
                    { word(lang, Word::CaptureOf) }{ " " }
                    <select id="capture-of" onchange={capture}><option value="" selected=true>{ "…" }</option>{ for nodes }</select>
                </label>
            </div>
            <Player key="player" initial={session.clone()} problems={Rc::<[Problem]>::default()} prefs={prefs.clone()} extras={*extras} />
        </div>
    }
}
