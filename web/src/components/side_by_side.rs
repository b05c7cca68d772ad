//! Where classic notes, the RFC and Linux differ.

use super::why::both;
use crate::inspector::prose;
use wireglass_course::Both;
use wireglass_text::{Lang, Markup, Ui, ui};
use yew::prelude::*;

/// What [`SideBySide`] needs.
#[derive(Properties, PartialEq)]
pub(crate) struct SideBySideProps {
    /// The lesson's id.
    pub(crate) lesson: String,
    pub(crate) lang: Lang,
}

/// The table.
#[component]
pub(crate) fn SideBySide(props: &SideBySideProps) -> Html {
    let SideBySideProps { lesson, lang } = props;
    let lang = *lang;
    let rows = wireglass_course::find(lesson).map(|lesson| lesson.side_by_side.as_slice());
    let cell = |text: &Both| prose(&Markup::parse(lang, both(lang, text)));
    let rows = rows.unwrap_or_default().iter().enumerate().map(|(index, row)| {
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
        <section class="side-by-side" aria-label={ui(lang, Ui::SideBySide)} tabindex="0">
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
