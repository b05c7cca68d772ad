//! The same lesson as another system would run it: the switch, and where they first differ.

use super::transport::future_name;
use crate::inspector::prose;
use crate::state::{Action, Fork, Session, Stage, TraceRef, profile_name};
use wireglass_core::tcp::Profile;
use wireglass_text::{Lang, Ui, difference, ui};
use wireglass_trace::Transport;
use wireglass_trace::diff::{Row, compare};
use yew::prelude::*;

/// The switch; nothing for a capture, which was recorded and not run.
pub(crate) fn profiles(session: &Session, lang: Lang, dispatch: &Callback<Action>) -> Html {
    let sockets = session.trace().sockets();
    let speaks_tcp = sockets.iter().any(|socket| socket.transport == Transport::Tcp);
    let present = session.profile(session.current).filter(|_| speaks_tcp);
    let Some(present) = present else {
        return html! { <wbr hidden=true /> };
    };
    let buttons = Profile::ALL.into_iter().map(|profile| {
        let onclick = dispatch.reform(move |_: MouseEvent| Action::BehaveLike(profile));
        let pressed = (profile == present).to_string();
        let name = profile_name(profile);
        html! { <button key={name} type="button" {onclick} aria-pressed={pressed}>{ name }</button> }
    });
    html! {
        <div class="variants profiles" role="group" aria-label={ui(lang, Ui::ProfileSwitch)}
            title={ui(lang, Ui::ProfileHelp)}>
            { for buttons }
        </div>
    }
}

/// Where this future differs from the lesson's own, if another system makes it.
pub(crate) fn differs(session: &Session, lang: Lang, dispatch: &Callback<Action>) -> Html {
    let is_other = matches!(session.future().what_if, Some((_, Fork::Profile(_))));
    if !is_other || session.stage == Stage::Compare || session.embed {
        return html! { <wbr key="differs" hidden=true /> };
    }
    let name = |future| AttrValue::from(future_name(lang, session, future));
    html! {
        <Differs key="differs" left={session.futures[0].trace.clone()} right={session.trace().clone()}
            left_name={name(0)} right_name={name(session.current)} {lang} dispatch={dispatch.clone()} />
    }
}

#[derive(Properties, PartialEq)]
struct DiffersProps {
    left: TraceRef,
    right: TraceRef,
    left_name: AttrValue,
    right_name: AttrValue,
    lang: Lang,
    dispatch: Callback<Action>,
}

#[component]
fn Differs(props: &DiffersProps) -> Html {
    let DiffersProps { left, right, left_name, right_name, lang, dispatch } = props;
    let comparison = use_memo((left.clone(), right.clone()), |(a, b)| compare(a, b));
    let said = difference(*lang, left_name, right_name, &comparison);
    let first = comparison.first_difference;
    // Where it happens only over there, the step before which it is missing.
    let place = first.map(|first| {
        let rows = &comparison.rows[first..];
        rows.iter().find_map(|row| match *row {
            Row::Both { right, .. } | Row::Right(right) => Some(right + 1),
            Row::Left(_) => None,
        })
    });
    let last = right.last();
    let go = place.map(|place| {
        let onclick = dispatch.reform(move |_: MouseEvent| Action::GoTo(place.unwrap_or(last)));
        html! { <button key="go" type="button" class="link" {onclick}>{ ui(*lang, Ui::GoToDifference) }</button> }
    });
    let compare = first.map(|_| {
        let onclick = dispatch.reform(|_: MouseEvent| Action::Show(Stage::Compare));
        html! { <button key="compare" type="button" class="link" {onclick}>{ ui(*lang, Ui::Compare) }</button> }
    });
    html! {
        <p class="differs" role="status">
            <span key="said">{ prose(&said) }</span>
            { for go }
            { for compare }
        </p>
    }
}
