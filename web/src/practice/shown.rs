//! What questions and solutions look like, on screen and on paper.

use crate::inspector::prose;
use wireglass_course::practice::{Exercise, Question};
use wireglass_text::Lang;
use wireglass_text::practice::{Label, answer, label, label_of, question, step};
use yew::prelude::*;

/// The question: its sentence, and the list or the table it speaks of.
pub(super) fn asked(lang: Lang, exercise: &Exercise, id: Option<&'static str>) -> Html {
    let data = match &exercise.question {
        Question::Summary(of) => {
            let list = of.list.iter().map(|one| {
                html! { <li key={one.to_string()}><code>{ one.to_string() }</code></li> }
            });
            html! { <ul class="prefixes">{ for list }</ul> }
        }
        Question::Longest(of) => {
            let rows = of.rows.iter().enumerate().map(|(row, entry)| {
                html! {
                    <tr key={row}>
                        <th scope="row">{ row + 1 }</th>
                        <td><code>{ entry.prefix.to_string() }</code></td>
                        <td>{ format!("R{}", entry.next) }</td>
                    </tr>
                }
            });
            html! {
                <table class="routes">
                    <thead>
                        <tr>
                            <th scope="col">{ label(lang, Label::Row) }</th>
                            <th scope="col">{ label(lang, Label::Prefix) }</th>
                            <th scope="col">{ label(lang, Label::NextHop) }</th>
                        </tr>
                    </thead>
                    <tbody>{ for rows }</tbody>
                </table>
            }
        }
        _ => html! {},
    };
    html! {
        <div class="asked" {id}>
            <p>{ prose(&question(lang, exercise)) }</p>
            { data }
        </div>
    }
}

/// The answers, field by field.
pub(super) fn answers(lang: Lang, exercise: &Exercise) -> Html {
    let pairs = exercise.asks().into_iter().zip(exercise.answers()).enumerate();
    let lines = pairs.map(|(at, (ask, one))| {
        html! {
            <div key={at}><dt>{ label_of(lang, ask) }</dt><dd><code>{ answer(lang, ask, &one) }</code></dd></div>
        }
    });
    html! { <dl class="answers">{ for lines }</dl> }
}

/// The worked solution.
pub(super) fn steps(lang: Lang, exercise: &Exercise) -> Html {
    let steps = exercise.solution().into_iter().enumerate();
    let steps = steps.map(|(at, one)| html! { <li key={at}>{ prose(&step(lang, &one)) }</li> });
    html! { <ol class="steps-worked">{ for steps }</ol> }
}
