//! Handing a run on: as a link, as a frame in another page.

use super::dialog::Dialog;
use super::icons::{Icon, icon};
use super::why::both;
use crate::browser;
use crate::route::Route;
use crate::state::{LessonLink, Session, Source};
use wireglass_text::{Lang, Ui, ui};
use yew::prelude::*;

/// The title of what is shown.
pub(crate) fn title(session: &Session, lang: Lang) -> String {
    match &session.source {
        Source::Lesson { lesson, .. } => both(lang, &lesson.title).to_owned(),
        Source::Sandbox { title, .. } | Source::Capture { title } => title.to_string(),
    }
}

/// A link, and a frame for another page.
pub(crate) fn share_dialog(session: &Session, lang: Lang, on_close: &Callback<()>) -> Html {
    let copyable = |address: String| {
        html! {
            <Copyable key="link" {lang} id="share-link" label={ui(lang, Ui::CopyLink)} text={address} done={Ui::LinkCopied} />
        }
    };
    let hint = |why: Ui| html! { <p class="hint">{ ui(lang, why) }</p> };
    let body = match (&session.source, session.link()) {
        (_, Some(link)) => {
            let address = browser::address(&Route::Lesson(link.clone()).href());
            let code = embed_code(&link, &title(session, lang));
            html! {
                <>
                    { copyable(address) }
                    <Copyable key="embed" {lang} id="share-embed" label={ui(lang, Ui::EmbedHelp)} text={code} done={Ui::CodeCopied} />
                </>
            }
        }
        (Source::Sandbox { packed: Some(packed), .. }, _) => {
            let route = Route::Sandbox(Some(packed.to_string()));
            copyable(browser::address(&route.href()))
        }
        (Source::Sandbox { .. }, _) => hint(Ui::LinkCannotHoldNetwork),
        _ => hint(Ui::LinkCannotHoldCapture),
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
