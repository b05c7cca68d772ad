//! The eleven states, the path a side took through them, and what each means.

use super::PanelProps;
use super::parts::{Choice, choice, state_chip};
use crate::components::shapes::{Pick, shapes};
use crate::state::{Action, TraceRef, View};
use std::rc::Rc;
use web_sys::HtmlSelectElement;
use wireglass_core::rules::Reason;
use wireglass_core::tcp::State;
use wireglass_scene::Target;
use wireglass_scene::fsm::{Side, fsm_sides, state_diagram};
use wireglass_text::panels::{Panel, panel};
use wireglass_text::{Lang, Ui, rule_title, state_help, ui};
use wireglass_trace::{EventId, NodeId, What};
use yew::prelude::*;

/// A change of state that happens somewhere in the run.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Change {
    event: EventId,
    step: usize,
    node: NodeId,
    from: State,
    to: State,
    because: Option<Reason>,
}

/// Every change of state of the run, in order.
fn changes(trace: &TraceRef) -> Vec<Change> {
    let events = trace.events().iter().enumerate();
    events
        .filter_map(|(index, event)| match event.what {
            What::StateChanged { from, to, .. } => {
                let id = EventId::from_index(index);
                let (node, because) = (event.node, event.because);
                Some(Change { event: id, step: trace.step_of(id), node, from, to, because })
            }
            _ => None,
        })
        .collect()
}

/// What is marked in the diagram, and told beside it.
struct Told<'a> {
    view: &'a View,
    side: Option<&'a Side>,
    /// The changes of this side up to the present.
    past: Vec<Change>,
    /// All changes of this side.
    all: Vec<Change>,
    dispatch: &'a Callback<Action>,
}

/// The state machine tab.
#[component]
pub(super) fn Machine(props: &PanelProps) -> Html {
    let (view, dispatch) = (&props.view, &props.dispatch);
    let lang = view.lang;
    let changes = use_memo(view.trace.clone(), changes);
    // A state that was asked about, at the position at which it was.
    let asked = use_state_eq(|| None::<(State, usize)>);
    let note = use_state_eq(|| None::<usize>);

    let sides = fsm_sides(&view.trace, &view.snapshot);
    let focus = focus(view, &sides, &changes);
    let node = sides.get(focus).map(|side| side.node);
    let of_side = |change: &&Change| Some(change.node) == node;
    let all: Vec<Change> = changes.iter().filter(of_side).copied().collect();
    let past = all.iter().filter(|change| change.step < view.position).copied().collect();

    let on_pick = {
        let (asked, note, dispatch) = (asked.setter(), note.setter(), dispatch.clone());
        let (position, all) = (view.position, Rc::<[Change]>::from(all.clone()));
        Callback::from(move |pick: Pick| {
            let (Pick::Choose(target) | Pick::Open(target)) = pick;
            match target {
                Target::State { state, .. } => asked.set(Some((state, position))),
                Target::Transition { from, to } => match nearest(&all, from, to, position) {
                    Some(change) => dispatch.emit(Action::GoTo(change.step + 1)),
                    None => note.set(Some(position)),
                },
                _ => {}
            }
        })
    };
    let drawing = state_diagram(&sides, focus, lang);
    let view_box = format!("0 0 {} {}", drawing.width, drawing.height);
    let told = Told { view, side: sides.get(focus), past, all, dispatch };
    let now = told.side.and_then(Side::now);
    let explained = asked.filter(|(_, at)| *at == view.position).map(|(state, _)| state).or(now);
    let ask = {
        let (asked, position) = (asked.setter(), view.position);
        Callback::from(move |state| asked.set(Some((state, position))))
    };
    html! {
        <>
            { pick_side(lang, &sides, focus, dispatch) }
            <div class="machine-columns">
                <figure class="fsm-figure">
                    <svg class="scene fsm" viewBox={view_box} role="img" aria-labelledby="fsm-title">
                        <title id="fsm-title">
                            { format!("{}. {}", drawing.title, drawing.description) }
                        </title>
                        { shapes(drawing.shapes, &on_pick) }
                    </svg>
                </figure>
                <div class="machine-told">
                    { explain(lang, &told, explained, ask) }
                    { last_transition(lang, &told) }
                    { path_taken(lang, &told) }
                    <p class="hint" role="status">
                        if *note == Some(view.position) {
                            { panel(lang, Panel::TransitionNotTaken) }
                        } else {
                            { panel(lang, Panel::MachineHint) }
                        }
                    </p>
                </div>
            </div>
        </>
    }
}

/// Whose machine is looked at: the chosen side's, else that of the side which moved last.
fn focus(view: &View, sides: &[Side], changes: &[Change]) -> usize {
    let place = |node: NodeId| sides.iter().position(|side| side.node == node);
    let moved = changes.iter().rev().find(|change| change.step < view.position);
    let chosen = view.selection.side.and_then(place);
    chosen.or_else(|| moved.and_then(|change| place(change.node))).unwrap_or(0)
}

impl Change {
    /// The state before, where it is known: in a capture that begins midway a side is
    /// *found* in a state, by a change from it to itself.
    fn before(&self) -> Option<State> {
        (self.from != self.to).then_some(self.from)
    }
}

/// The time a transition happened last, seen from the present; else when it first will.
fn nearest(all: &[Change], from: State, to: State, position: usize) -> Option<Change> {
    let same = || all.iter().filter(|change| change.from == from && change.to == to);
    let before = same().rfind(|change| change.step + 1 < position);
    let here_or_later = same().find(|change| change.step + 1 >= position);
    before.or(here_or_later).copied()
}

fn pick_side(lang: Lang, sides: &[Side], focus: usize, dispatch: &Callback<Action>) -> Html {
    if sides.len() < 2 {
        return html! { <wbr hidden=true /> };
    }
    let options = sides.iter().enumerate().map(|(i, side)| {
        let node = side.node;
        let letter = char::from(b'A' + u8::try_from(i % 26).unwrap_or(0)).to_string();
        Choice {
            label: html! {
                <><i class="letter" aria-hidden="true">{ letter }</i>{ side.name.clone() }</>
            },
            chosen: i == focus,
            choose: dispatch.reform(move |_| Action::SelectSide(Some(node))),
        }
    });
    choice(panel(lang, Panel::WhoseMachine), options)
}

fn explain(lang: Lang, told: &Told<'_>, state: Option<State>, ask: Callback<State>) -> Html {
    let now = told.side.and_then(Side::now);
    let options = State::ALL.into_iter().map(|one| {
        html! { <option key={one.name()} value={one.name()} selected={Some(one) == state}>{ one.name() }</option> }
    });
    let onchange = Callback::from(move |event: Event| {
        let select: HtmlSelectElement = event.target_unchecked_into();
        if let Some(state) = State::ALL.into_iter().find(|one| one.name() == select.value()) {
            ask.emit(state);
        }
    });
    let visited = told.side.is_some_and(|side| state.is_some_and(|s| side.path.contains(&s)));
    let mark = match state {
        Some(_) if state == now => Panel::IsHereNow,
        _ if visited => Panel::WasHere,
        _ => Panel::NeverHere,
    };
    let family = classes!("explained", wireglass_scene::state_class(state));
    html! {
        <div class={family}>
            <p class="which">
                <select aria-label={ui(lang, Ui::State)} {onchange}>
                    if state.is_none() {
                        <option value="" selected=true>{ ui(lang, Ui::Unknown) }</option>
                    }
                    { for options }
                </select>
                if state.is_some() { <span class="mark">{ panel(lang, mark) }</span> }
            </p>
            <p>
                { match state {
                    Some(state) => state_help(lang, state),
                    None => panel(lang, Panel::StateNotKnown),
                } }
            </p>
        </div>
    }
}

fn last_transition(lang: Lang, told: &Told<'_>) -> Html {
    let last = told.past.last();
    html! {
        <section class="last-transition">
            <h3>{ panel(lang, Panel::LastTransition) }</h3>
            { match last {
                None => html! { <p class="quiet">{ panel(lang, Panel::NoTransition) }</p> },
                Some(change) => transition(lang, told, change),
            } }
        </section>
    }
}

fn transition(lang: Lang, told: &Told<'_>, change: &Change) -> Html {
    let to = change.step + 1;
    let onclick = told.dispatch.reform(move |_: MouseEvent| Action::GoTo(to));
    let time = told.view.trace.event(change.event).time.to_string();
    let rule = change.because.map(|reason| {
        let rule = reason.rule();
        let source = rule.source();
        let cite = match source.url() {
            Some(href) => html! {
                <a {href} target="_blank" rel="noopener">{ source.to_string() }</a>
            },
            None => html! { <span>{ source.to_string() }</span> },
        };
        html! { <p class="rule">{ rule_title(lang, rule) }{ " · " }{ cite }</p> }
    });
    html! {
        <>
            <p class="change">
                { state_chip(lang, change.before()) }
                <span class="arrow">{ "→" }</span>
                { state_chip(lang, Some(change.to)) }
                if to == told.view.position {
                    <span class="at">{ time }</span>
                } else {
                    <button type="button" class="at" title={panel(lang, Panel::GoToTransition)} {onclick}>
                        { time }
                    </button>
                }
            </p>
            { for rule }
        </>
    }
}

/// Every state on the way, each a button to the step that led to it.
fn path_taken(lang: Lang, told: &Told<'_>) -> Html {
    let Some(first) = told.all.first() else { return html! { <wbr hidden=true /> } };
    let present = told.past.len();
    let start = html! {
        <li key="start" class={classes!((present == 0).then_some("here"))}>
            { state_chip(lang, first.before()) }
        </li>
    };
    let on = told.all.iter().enumerate().map(|(i, change)| {
        let to = change.step + 1;
        let onclick = told.dispatch.reform(move |_: MouseEvent| Action::GoTo(to));
        let future = i >= present;
        let current = (i + 1 == present).then_some("true");
        html! {
            <li key={i} class={classes!(future.then_some("future"), current.map(|_| "here"))}>
                <button type="button" aria-current={current} title={panel(lang, Panel::GoToTransition)} {onclick}>
                    { state_chip(lang, Some(change.to)) }
                </button>
            </li>
        }
    });
    html! {
        <section class="path">
            <h3>{ panel(lang, Panel::PathTaken) }</h3>
            <ol>{ for std::iter::once(start).chain(on) }</ol>
        </section>
    }
}
