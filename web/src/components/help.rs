//! The help: what the keys do, and how to read the diagram.

use super::dialog::Dialog;
use wireglass_text::{Lang, Ui, ui};
use yew::prelude::*;

/// The keys and what they do.
const KEYS: [(&[&str], Ui); 8] = [
    (&["Space"], Ui::KeySpace),
    (&["←", "→"], Ui::KeyArrows),
    (&["Home", "End"], Ui::KeyHomeEnd),
    (&["[", "]"], Ui::KeyBrackets),
    (&["Enter"], Ui::KeyEnter),
    (&["Esc"], Ui::KeyEscape),
    (&["Tab"], Ui::KeyTab),
    (&["?"], Ui::KeyQuestion),
];

/// What the roles look like, drawn as the ladder draws them.
const CUES: [(&str, Ui); 6] = [
    ("syn", Ui::CueSyn),
    ("ack", Ui::CueAck),
    ("data", Ui::CueData),
    ("fin", Ui::CueFin),
    ("rst", Ui::CueRst),
    ("retx", Ui::CueRetx),
];

/// The help.
pub(crate) fn help_dialog(lang: Lang, on_close: Callback<()>) -> Html {
    let keys = KEYS.iter().enumerate().map(|(index, (keys, effect))| {
        let keys = keys.iter().enumerate().map(|(i, key)| html! { <kbd key={i}>{ *key }</kbd> });
        html! { <tr key={index}><th scope="row">{ for keys }</th><td>{ ui(lang, *effect) }</td></tr> }
    });
    let cues = CUES.iter().map(|(role, what)| {
        html! { <li key={*role}>{ cue(role) }<span>{ ui(lang, *what) }</span></li> }
    });
    html! {
        <Dialog key="help" {lang} id="help" title={ui(lang, Ui::Help)} {on_close}>
            <div class="help">
                <section>
                    <h3>{ ui(lang, Ui::KeyboardHelp) }</h3>
                    <table class="keys"><tbody>{ for keys }</tbody></table>
                </section>
                <section>
                    <h3>{ ui(lang, Ui::ReadingTheLadder) }</h3>
                    <ul class="cues">{ for cues }</ul>
                    <p>{ ui(lang, Ui::ReadingTheLadderHelp) }</p>
                </section>
            </div>
        </Dialog>
    }
}

/// A short arrow as the ladder draws this role.
fn cue(role: &'static str) -> Html {
    let parts = match role {
        "syn" => {
            html! { <><path class="wire" d="M2 8h38" /><path class="head" d="M40 8l6-4.5 6 4.5-6 4.5z" /></> }
        }
        "ack" => {
            html! { <><path class="wire" d="M2 8h49" /><path class="head open" d="M44 4l7 4-7 4" /></> }
        }
        "data" => {
            html! { <><path class="wire" d="M2 8h38" /><path class="head" d="M38 1.5 52 8 38 14.5z" /></> }
        }
        "fin" => {
            html! { <><path class="wire" d="M2 6.5h40M2 9.5h40" /><path class="head" d="M41 3l11 5-11 5z" /></> }
        }
        "rst" => {
            html! { <><path class="wire" d="M2 8l5-4 6 8 6-8 6 8 6-8 6 8 5-4h4" /><path class="cross" d="M45 4l7 8M52 4l-7 8" /></> }
        }
        _ => {
            html! { <><path class="wire" d="M2 8h40" /><path class="head" d="M41 3l11 5-11 5z" /></> }
        }
    };
    html! {
        <svg class="scene cue" viewBox="0 0 56 16" aria-hidden="true"><g class={role}>{ parts }</g></svg>
    }
}
