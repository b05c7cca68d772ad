//! Taking a run away as files: a capture, a picture.

use super::dialog::Dialog;
use super::icons::{Icon, icon};
use super::share::title;
use crate::browser;
use crate::networks::ExtrasRef;
use crate::prefs::Prefs;
use crate::state::{Session, SessionRef, Source, Stage};
use wasm_bindgen::JsCast as _;
use web_sys::HtmlSelectElement;
use wireglass_capture::{Vantage, to_pcapng};
use wireglass_scene::{Drawing, LadderOptions, View as LadderView, ladder, svg};
use wireglass_text::{Lang, Ui, frame_comment, ui};
use wireglass_trace::{NodeId, Origin};
use yew::prelude::*;

/// The width of a ladder saved as a picture.
const PICTURE_WIDTH: f64 = 900.0;

/// What [`SaveDialog`] needs.
#[derive(Properties, PartialEq)]
pub(crate) struct SaveProps {
    pub(crate) session: SessionRef,
    pub(crate) prefs: Prefs,
    pub(crate) extras: Option<ExtrasRef>,
    pub(crate) on_close: Callback<()>,
}

/// Saving as a file: a capture at a place of one's choice, and the picture that is seen.
#[component]
pub(crate) fn SaveDialog(props: &SaveProps) -> Html {
    let SaveProps { session, prefs, extras, on_close } = props;
    let lang = prefs.lang;
    let vantage = use_state_eq(Vantage::default);
    let nodes = session.trace().nodes().iter().enumerate().map(|(index, node)| {
        html! { <option key={index} value={index.to_string()}>{ node.name.clone() }</option> }
    });
    let nodes: Vec<Html> = nodes.collect();
    let choose = {
        let vantage = vantage.setter();
        Callback::from(move |event: Event| {
            let select = event.target().and_then(|it| it.dyn_into::<HtmlSelectElement>().ok());
            let index = select.and_then(|select| select.value().parse().ok());
            vantage
                .set(index.map_or(Vantage::Wire, |index| Vantage::Node(NodeId::from_index(index))));
        })
    };
    let capture = {
        let (session, vantage) = (session.clone(), *vantage);
        Callback::from(move |_: MouseEvent| save_pcapng(&session, lang, vantage))
    };
    let pictures = pictures(session, *extras).into_iter().map(|picture| {
        let (session, theme, extras) = (session.clone(), prefs.theme, *extras);
        let save = Callback::from(move |_: MouseEvent| {
            let colours = if theme.is_dark() { svg::Theme::Dark } else { svg::Theme::Light };
            let file = svg::write(&draw(picture, &session, lang, extras), colours);
            let name = format!("{}.svg", stem(&session, lang));
            browser::save(&file_name(&name), "image/svg+xml", file.as_bytes());
        });
        let label = match picture {
            Picture::Ladder => Ui::SaveLadder,
            Picture::Map => Ui::SaveMap,
        };
        html! {
            <button key={ui(lang, label)} type="button" onclick={save}>{ icon(Icon::Save) }{ ui(lang, label) }</button>
        }
    });
    let pictures: Vec<Html> = pictures.collect();
    html! {
        <Dialog key="save" {lang} id="save" title={ui(lang, Ui::Save)} on_close={on_close.clone()} side=true>
            <div class="choices">
                // A capture was taken at one place already.
                if session.trace().origin == Origin::Simulated {
                    <label for="capture-of">{ ui(lang, Ui::CaptureOf) }</label>
                    <select id="capture-of" onchange={choose}>
                        <option value="" selected=true>{ ui(lang, Ui::CaptureOfAll) }</option>
                        { for nodes }
                    </select>
                }
                <button type="button" onclick={capture}>
                    { icon(Icon::Save) }{ ui(lang, Ui::SavePcapng) }
                </button>
                <p class="hint">{ ui(lang, Ui::SavePcapngHelp) }</p>
                { for pictures }
                <p class="hint">{ ui(lang, Ui::SaveSvgHelp) }</p>
            </div>
        </Dialog>
    }
}

/// What files are called, but for their endings: a lesson's stay the same in every language, and
/// a conversation's name is full of what file systems forbid.
fn stem(session: &Session, lang: Lang) -> String {
    match &session.source {
        Source::Lesson { lesson, .. } => lesson.id.clone(),
        Source::Sandbox { .. } => title(session, lang),
        Source::Capture { .. } => "conversation".to_owned(),
    }
}

/// The name of a file, of a name that somebody typed.
fn file_name(name: &str) -> String {
    let forbidden = |it: char| it.is_control() || "/\\:*?\"<>|".contains(it);
    name.chars().map(|it| if forbidden(it) { '-' } else { it }).collect()
}

fn save_pcapng(session: &Session, lang: Lang, vantage: Vantage) {
    let trace = session.trace();
    let comment = |frame| frame_comment(lang, trace, frame);
    let bytes = to_pcapng(trace, vantage, &title(session, lang), &comment);
    let stem = stem(session, lang);
    let name = match vantage {
        Vantage::Wire => format!("{stem}.pcapng"),
        Vantage::Node(node) => format!("{stem}, {}.pcapng", trace.node(node).name),
    };
    browser::save(&file_name(&name), "application/x-pcapng", &bytes);
}

/// A diagram that can be saved.
#[derive(Clone, Copy)]
enum Picture {
    Ladder,
    Map,
}

/// Those that are on the stage.
fn pictures(session: &Session, extras: Option<ExtrasRef>) -> Vec<Picture> {
    match session.stage {
        Stage::Topology if extras.is_some() => vec![Picture::Map],
        Stage::Split if extras.is_some() => vec![Picture::Map, Picture::Ladder],
        _ => vec![Picture::Ladder],
    }
}

fn draw(picture: Picture, session: &Session, lang: Lang, extras: Option<ExtrasRef>) -> Drawing {
    if let (Some(extras), Picture::Map) = (extras, picture) {
        return (extras.picture)(session, lang);
    }
    let options = LadderOptions {
        width: PICTURE_WIDTH,
        relative_seq: session.relative,
        hide_arp: session.hide_arp,
        filter: session.filter(),
        lang,
        ..LadderOptions::default()
    };
    let view = LadderView {
        position: session.position,
        selected: session.network.follow.or(session.selection.frame),
        ..LadderView::default()
    };
    ladder(session.trace(), &options, &view).into_drawing()
}
