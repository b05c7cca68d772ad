//! The parts of a run, below the timeline: each leads to its beginning.

use super::topology::use_indexes;
use crate::state::{Action, TraceRef};
use wireglass_scene::timeline::chapters;
use wireglass_text::Lang;
use wireglass_text::network::{Net, net};
use yew::prelude::*;

/// What [`Chapters`] needs.
#[derive(Properties, PartialEq)]
pub(super) struct ChaptersProps {
    pub(super) trace: TraceRef,
    pub(super) position: usize,
    pub(super) lang: Lang,
    pub(super) dispatch: Callback<Action>,
}

/// The parts of a run.
#[component]
pub(super) fn Chapters(props: &ChaptersProps) -> Html {
    let ChaptersProps { trace, position, lang, dispatch } = props;
    let indexes = use_indexes(trace);
    let all =
        use_memo((trace.clone(), *lang), |(trace, lang)| chapters(trace, &indexes.traffic, *lang));
    if all.is_empty() {
        return html! { <wbr hidden=true /> };
    }
    let names = all.iter().map(|chapter| {
        let first = chapter.first;
        let onclick = dispatch.reform(move |_: MouseEvent| Action::GoTo(first + 1));
        let present = position.checked_sub(1);
        let now = present.is_some_and(|step| (chapter.first..chapter.end).contains(&step));
        let (start, end) = chapter.span;
        let style = format!("left:{:.2}%;width:{:.2}%", start * 100.0, (end - start) * 100.0);
        html! {
            <button key={first} type="button" class={classes!(now.then_some("now"))} {style} {onclick}
                title={chapter.name.clone()} aria-current={now.then_some("step")}>
                { chapter.name.clone() }
            </button>
        }
    });
    html! {
        <div class="chapter-names" role="group" aria-label={net(*lang, Net::Chapters)}>{ for names }</div>
    }
}
