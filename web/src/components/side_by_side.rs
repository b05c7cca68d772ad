//! Where classic notes, the RFC and Linux differ.

use super::why::both;
use crate::inspector::prose;
use wireglass_course::{Both, Lesson};
use wireglass_text::{Lang, Markup, Ui, ui};
use yew::prelude::*;

/// The table of a lesson.
pub(crate) fn side_by_side(lesson: &Lesson, lang: Lang) -> Html {
    let cell = |text: &Both| prose(&Markup::parse(lang, both(lang, text)));
    let rows = lesson.side_by_side.iter().enumerate().map(|(index, row)| {
        html! {
            <tr key={index}>
                <th scope="row">{ cell(&row.topic) }</th>
                <td data-label={ui(lang, Ui::ClassicNotes)}>{ cell(&row.classic) }</td>
                <td data-label={ui(lang, Ui::TheRfcSays)}>{ cell(&row.rfc) }</td>
                <td data-label={ui(lang, Ui::LinuxDoes)}>{ cell(&row.linux) }</td>
            </tr>
        }
    });
    html! {
        <section key="notes" class="side-by-side" aria-label={ui(lang, Ui::SideBySide)} tabindex="0">
            <table>
                <thead>
                    <tr>
                        <td></td>
                        <th scope="col">{ ui(lang, Ui::ClassicNotes) }</th>
                        <th scope="col">{ ui(lang, Ui::TheRfcSays) }</th>
                        <th scope="col">{ ui(lang, Ui::LinuxDoes) }</th>
                    </tr>
                </thead>
                <tbody>{ for rows }</tbody>
            </table>
        </section>
    }
}
