//! The whole story as an ordered list of one-liners: an overview for the eye,
//! and the way through the run for who cannot see the diagrams.

use super::PanelProps;
use super::parts::is_plain;
use crate::state::{Action, TraceRef};
use web_sys::{Element, ScrollIntoViewOptions, ScrollLogicalPosition};
use wireglass_core::time::Instant;
use wireglass_scene::{Role, role_class, step_role};
use wireglass_text::panels::{Panel, panel, steps_range};
use wireglass_text::{Lang, Ui, step_line, ui};
use yew::prelude::*;

/// How many steps are listed at once. A capture may have a million.
const CHUNK: usize = 200;

/// A step as the list shows it.
#[derive(PartialEq)]
struct Line {
    step: usize,
    time: Instant,
    role: Role,
    text: String,
}

fn lines(trace: &TraceRef, chunk: usize, lang: Lang) -> Vec<Line> {
    let first = chunk * CHUNK;
    let end = (first + CHUNK).min(trace.last());
    (first..end)
        .map(|step| Line {
            step,
            time: trace.steps()[step].time,
            role: step_role(trace, step),
            text: step_line(lang, trace, step),
        })
        .collect()
}

/// The list of steps.
#[component]
pub(super) fn Steps(props: &PanelProps) -> Html {
    let (view, dispatch) = (&props.view, &props.dispatch);
    let lang = view.lang;
    let present_chunk = view.position.saturating_sub(1) / CHUNK;
    // Another part may be looked at; a new position brings the list back to the present.
    let elsewhere = use_state_eq(|| None::<(usize, usize)>);
    let chunk = match *elsewhere {
        Some((chunk, position)) if position == view.position => chunk,
        _ => present_chunk,
    };
    let lines = use_memo((view.trace.clone(), chunk, lang), |(trace, chunk, lang)| {
        lines(trace, *chunk, *lang)
    });
    let list = use_node_ref();
    {
        let list = list.clone();
        use_effect_with((view.position, chunk), move |_| scroll_to_present(&list));
    }
    let chunks = view.trace.last().div_ceil(CHUNK).max(1);
    let go = |to: usize| {
        let (elsewhere, position) = (elsewhere.setter(), view.position);
        Callback::from(move |_: MouseEvent| elsewhere.set(Some((to, position))))
    };
    let turn = |to: Option<usize>, sign: &'static str| {
        let Some(to) = to.filter(|to| *to < chunks) else { return html! { <wbr hidden=true /> } };
        let last = ((to + 1) * CHUNK).min(view.trace.last());
        html! {
            <button type="button" class="turn" onclick={go(to)}>
                <i aria-hidden="true">{ sign }</i>{ steps_range(lang, to * CHUNK + 1, last) }
            </button>
        }
    };
    let beginning = (chunk == 0).then(|| {
        let onclick = dispatch.reform(|_: MouseEvent| Action::GoTo(0));
        let current = (view.position == 0).then_some("step");
        html! {
            <li key="beginning" class="beginning" value="0">
                <button type="button" aria-current={current} {onclick}>
                    <span class="at">{ "" }</span>
                    <span class="line">{ panel(lang, Panel::Beginning) }</span>
                </button>
            </li>
        }
    });
    let items = lines.iter().map(|line| item(line, view.position, dispatch));
    let start = (chunk * CHUNK + usize::from(chunk > 0)).to_string();
    html! {
        <div class="steps">
            <h3 class="sr-only">{ ui(lang, Ui::StepList) }</h3>
            { turn(chunk.checked_sub(1), "↑") }
            <ol ref={list} {start}>{ for beginning }{ for items }</ol>
            { turn(Some(chunk + 1), "↓") }
        </div>
    }
}

fn item(line: &Line, position: usize, dispatch: &Callback<Action>) -> Html {
    let to = line.step + 1;
    let current = (to == position).then_some("step");
    let onclick = dispatch.reform(move |_: MouseEvent| Action::GoTo(to));
    // Space and Enter belong to the button while it has the focus, not to the player.
    let onkeydown = Callback::from(|event: KeyboardEvent| {
        if is_plain(&event) && matches!(event.key().as_str(), " " | "Enter") {
            event.stop_propagation();
        }
    });
    let class = classes!("role", role_class(line.role), (to > position).then_some("future"));
    html! {
        <li key={to} value={to.to_string()} {class}>
            <button type="button" aria-current={current} {onclick} {onkeydown}>
                <span class="at">{ line.time.to_string() }</span>
                <span class="line">{ &line.text }</span>
            </button>
        </li>
    }
}

/// Brings the present step into sight, moving no more than needed.
fn scroll_to_present(list: &NodeRef) {
    let present = list
        .cast::<Element>()
        .and_then(|list| list.query_selector("[aria-current]").ok().flatten());
    if let Some(present) = present {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        present.scroll_into_view_with_scroll_into_view_options(&options);
    }
}
