//! Taking a run away: as files, as a link, as a frame in another page.

use super::dialog::Dialog;
use super::icons::{Icon, icon};
use super::why::both;
use crate::browser::{self, Theme};
use crate::inspector::prose;
use crate::route::Route;
use crate::state::{LessonLink, Session, Source};
use wireglass_capture::{Vantage, to_pcapng};
use wireglass_scene::{LadderOptions, View as LadderView, ladder, svg};
use wireglass_text::{Lang, Markup, Ui, frame_comment, ui};
use yew::prelude::*;

/// The width of a ladder saved as a picture.
const PICTURE_WIDTH: f64 = 900.0;

/// The title of what is shown.
pub(crate) fn title(session: &Session, lang: Lang) -> String {
    match &session.source {
        Source::Lesson { lesson, .. } => both(lang, &lesson.title).to_owned(),
        Source::Sandbox { title, .. } | Source::Capture { title } => title.to_string(),
    }
}

/// A name for a file with this ending.
fn file_name(session: &Session, ending: &str) -> String {
    let stem = session.lesson().map_or("conversation", |lesson| lesson.id.as_str());
    format!("{stem}.{ending}")
}

/// Saving as a file.
pub(crate) fn save_dialog(
    session: &Session,
    lang: Lang,
    theme: Theme,
    on_close: &Callback<()>,
) -> Html {
    let with = |save: fn(&Session, Lang, Theme)| {
        let session = session.clone();
        Callback::from(move |_: MouseEvent| save(&session, lang, theme))
    };
    html! {
        <Dialog key="save" {lang} id="save" title={ui(lang, Ui::Save)} on_close={on_close.clone()} side=true>
            <div class="choices">
                <button type="button" onclick={with(save_pcapng)}>
                    { icon(Icon::Save) }{ ui(lang, Ui::SavePcapng) }
                </button>
                <p class="hint">{ ui(lang, Ui::SavePcapngHelp) }</p>
                <button type="button" onclick={with(save_svg)}>
                    { icon(Icon::Save) }{ ui(lang, Ui::SaveSvg) }
                </button>
                <p class="hint">{ ui(lang, Ui::SaveSvgHelp) }</p>
            </div>
        </Dialog>
    }
}

fn save_pcapng(session: &Session, lang: Lang, _: Theme) {
    let trace = session.trace();
    let comment = |frame| frame_comment(lang, trace, frame);
    let bytes = to_pcapng(trace, Vantage::Wire, &title(session, lang), &comment);
    browser::save(&file_name(session, "pcapng"), "application/x-pcapng", &bytes);
}

fn save_svg(session: &Session, lang: Lang, theme: Theme) {
    let options = LadderOptions {
        width: PICTURE_WIDTH,
        relative_seq: session.relative,
        hide_arp: session.hide_arp,
        lang,
        ..LadderOptions::default()
    };
    let view = LadderView {
        position: session.position,
        selected: session.selection.frame,
        ..LadderView::default()
    };
    let drawing = ladder(session.trace(), &options, &view).into_drawing();
    let colours = if theme.is_dark() { svg::Theme::Dark } else { svg::Theme::Light };
    let file = svg::write(&drawing, colours);
    browser::save(&file_name(session, "svg"), "image/svg+xml", file.as_bytes());
}

/// A link, and a frame for another page.
pub(crate) fn share_dialog(session: &Session, lang: Lang, on_close: &Callback<()>) -> Html {
    let body = if let Some(link) = session.link() {
        let address = browser::address(&Route::Lesson(link.clone()).href());
        let code = embed_code(&link, &title(session, lang));
        html! {
            <>
                <Copyable key="link" {lang} id="share-link" label={ui(lang, Ui::CopyLink)} text={address} done={Ui::LinkCopied} />
                <Copyable key="embed" {lang} id="share-embed" label={ui(lang, Ui::EmbedHelp)} text={code} done={Ui::CodeCopied} />
            </>
        }
    } else {
        let why = Markup::plain_text(ui(lang, Ui::LinkCannotHoldCapture));
        html! { <p class="hint">{ prose(&why) }</p> }
    };
    html! {
        <Dialog key="share" {lang} id="share" title={ui(lang, Ui::Share)} on_close={on_close.clone()} side=true>{ body }</Dialog>
    }
}

/// The code of a frame that shows this run in another page.
fn embed_code(link: &LessonLink, title: &str) -> String {
    let link = LessonLink { embed: true, ..link.clone() };
    let address = browser::address(&Route::Lesson(link).href()).replace('&', "&amp;");
    let title = title.replace('&', "&amp;").replace('"', "&quot;");
    format!(
        "<iframe src=\"{address}\" title=\"{title}\" width=\"640\" height=\"420\" loading=\"lazy\" \
         style=\"border:1px solid #ccc;border-radius:8px\"></iframe>"
    )
}

#[derive(Properties, PartialEq)]
struct CopyableProps {
    lang: Lang,
    id: &'static str,
    label: &'static str,
    text: String,
    done: Ui,
}

/// A text with a button that copies it; where the browser refuses, it can be copied by hand.
#[component]
fn Copyable(props: &CopyableProps) -> Html {
    let CopyableProps { lang, id, label, text, done } = props;
    let said = use_state_eq(|| None::<Ui>);
    let copy = {
        let (text, said, done) = (text.clone(), said.setter(), *done);
        Callback::from(move |_: MouseEvent| {
            let said = said.clone();
            browser::copy(&text, move |ok| said.set(Some(if ok { done } else { Ui::CopyFailed })));
        })
    };
    html! {
        <div class="copyable">
            <label for={*id}>{ *label }</label>
            <textarea id={*id} readonly=true rows="3" value={text.clone()} />
            <p class="row">
                <button type="button" onclick={copy}>{ icon(Icon::Share) }{ ui(*lang, Ui::Copy) }</button>
                <span role="status">{ said.map(|said| ui(*lang, said)) }</span>
            </p>
        </div>
    }
}
