//! Two futures, step by step, and where they first differ.

use super::transport::future_name;
use crate::inspector::prose;
use crate::state::{Action, Session};
use std::ops::Range;
use wasm_bindgen::JsCast as _;
use web_sys::HtmlSelectElement;
use wireglass_text::{Lang, Ui, difference, step_line, ui};
use wireglass_trace::diff::{Row, compare};
use yew::prelude::*;

/// How many rows are shown before and after the first difference, until all are asked for.
const BEFORE: usize = 3;
const AFTER: usize = 120;

/// What [`Compare`] needs.
#[derive(Properties)]
pub(crate) struct CompareProps {
    pub(crate) session: Session,
    pub(crate) lang: Lang,
    pub(crate) dispatch: Callback<Action>,
}

impl PartialEq for CompareProps {
    fn eq(&self, other: &Self) -> bool {
        let (a, b) = (&self.session, &other.session);
        self.lang == other.lang
            && a.current == b.current
            && a.compared() == b.compared()
            && a.position == b.position
            && a.futures == b.futures
            && self.dispatch == other.dispatch
    }
}

/// The comparison.
#[component]
pub(crate) fn Compare(props: &CompareProps) -> Html {
    let CompareProps { session, lang, dispatch } = props;
    let lang = *lang;
    let whole = use_state_eq(|| false);
    let right = session.current;
    let left = session.compared().unwrap_or(right);
    let (a, b) = (session.futures[left].trace.clone(), session.futures[right].trace.clone());
    let comparison = use_memo((a.clone(), b.clone()), |(a, b)| compare(a, b));
    let (left_name, right_name) =
        (future_name(lang, session, left), future_name(lang, session, right));

    let rows: Range<usize> = match comparison.first_difference {
        _ if *whole => 0..comparison.rows.len(),
        Some(first) => first.saturating_sub(BEFORE)..(first + AFTER).min(comparison.rows.len()),
        None => comparison.rows.len().min(AFTER)..comparison.rows.len(),
    };
    let hidden = comparison.rows.len() - rows.len();
    let line = |future: usize, step: usize| {
        let onclick = {
            let dispatch = dispatch.clone();
            Callback::from(move |_: MouseEvent| {
                dispatch.emit(Action::Switch(future));
                dispatch.emit(Action::GoTo(step + 1));
            })
        };
        let present = future == right && session.position == step + 1;
        let trace = &session.futures[future].trace;
        html! {
            <button type="button" class="link" {onclick} aria-current={present.then_some("step")}>
                <span class="number">{ step + 1 }</span>
                <span>{ step_line(lang, trace, step) }</span>
                <span class="time">{ trace.time_at(step + 1).to_string() }</span>
            </button>
        }
    };
    let empty = || html! { <span class="nothing">{ "—" }</span> };
    let table = comparison.rows[rows.clone()].iter().zip(rows).map(|(row, index)| {
        let (class, l, r, said) = match *row {
            Row::Both { left: l, right: r, same_time } => {
                let (class, said) = if same_time {
                    ("same", Ui::SameInBoth)
                } else {
                    ("same late", Ui::SameButTime)
                };
                (class, line(left, l), line(right, r), said)
            }
            Row::Left(l) => ("only left", line(left, l), empty(), Ui::OnlyThere),
            Row::Right(r) => ("only right", empty(), line(right, r), Ui::OnlyHere),
        };
        let first = comparison.first_difference == Some(index);
        html! {
            <tr key={index} class={classes!(class, first.then_some("first"))}>
                <td>{ l }</td>
                <td>{ r }<span class="sr-only">{ ui(lang, said) }</span></td>
            </tr>
        }
    });
    let onchange = dispatch.reform(move |event: Event| {
        let select = event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok());
        let other = select.and_then(|select| select.value().parse().ok());
        Action::CompareWith(other.unwrap_or(left))
    });
    let others = (0..session.futures.len()).filter(|other| *other != right).map(|other| {
        html! {
            <option key={other} value={other.to_string()} selected={other == left}>
                { future_name(lang, session, other) }
            </option>
        }
    });
    let said = difference(lang, &left_name, &right_name, &comparison);
    let show_all = {
        let whole = whole.setter();
        Callback::from(move |_: MouseEvent| whole.set(true))
    };
    html! {
        <section class="compare" aria-label={ui(lang, Ui::Compare)}>
            <p class="said">{ prose(&said) }</p>
            if hidden > 0 {
                <button key="all" type="button" onclick={show_all}>
                    { format!("{} (+{hidden})", ui(lang, Ui::StepList)) }
                </button>
            }
            <table>
                <thead>
                    <tr>
                        <th scope="col">
                            <label class="sr-only" for="compare-with">{ ui(lang, Ui::CompareWith) }</label>
                            <select id="compare-with" {onchange}>{ for others }</select>
                        </th>
                        <th scope="col">{ right_name }</th>
                    </tr>
                </thead>
                <tbody>{ for table }</tbody>
            </table>
        </section>
    }
}
