//! The present on its way from one position to the next, for whatever draws it.

use super::motion::Motion;
pub(crate) use super::motion::Place;
use crate::browser;
use crate::state::{Action, Speed, TraceRef};
use gloo::render::{AnimationFrame, request_animation_frame};
use std::cell::RefCell;
use std::rc::Rc;
use yew::prelude::*;

/// What moves, and how.
pub(crate) struct Moving {
    pub(crate) trace: TraceRef,
    pub(crate) position: usize,
    pub(crate) playing: bool,
    pub(crate) speed: Speed,
    /// Whether this drawing takes the next step while playing: of several, one does.
    pub(crate) drives: bool,
    pub(crate) dispatch: Callback<Action>,
}

/// Where the present is drawn: at rest exactly where the session is, and on its
/// way there after a step or while playing.
#[hook]
pub(crate) fn use_place(props: &Moving) -> Place {
    let moving = use_state_eq(|| None::<Place>);
    let last = use_mut_ref(|| (props.trace.clone(), props.position, false));
    let running = use_mut_ref(|| None::<AnimationFrame>);
    let rest = Place::at(props.position);
    {
        let moving = moving.setter();
        let dispatch = props.dispatch.clone();
        let drives = props.drives;
        let deps = (props.trace.clone(), props.position, props.playing, props.speed);
        use_effect_with(deps, move |(trace, position, playing, speed)| {
            let (was, from, played) = last.replace((trace.clone(), *position, *playing));
            let motion = if *playing {
                Motion::play(trace, *position, speed.factor())
            } else if was == *trace && !played && !browser::reduced_motion() {
                Motion::step(trace, from, *position)
            } else {
                None
            };
            let then = match (*playing, drives) {
                (false, _) => Then::Rest,
                (true, false) => Then::Stay,
                (true, true) => Then::Next(dispatch),
            };
            match motion {
                Some(motion) if *playing && browser::reduced_motion() => {
                    if let Then::Next(dispatch) = then {
                        wait(&running, motion, None, dispatch);
                    }
                }
                Some(motion) => {
                    moving.set(Some(motion.after(0.0).0));
                    animate(&running, motion, None, moving, then);
                }
                None => moving.set(None),
            }
            let running = running.clone();
            move || drop(running.borrow_mut().take())
        });
    }
    // A place that belongs to another position is left over from before.
    let belongs = |place: &Place| place.position.abs_diff(props.position) <= 1;
    moving.filter(belongs).unwrap_or(rest)
}

/// What comes after a motion.
enum Then {
    /// The present rests where it is.
    Rest,
    /// While playing, somebody else takes the next step.
    Stay,
    /// While playing, this drawing takes it.
    Next(Callback<Action>),
}

/// The animation that is under way. Dropping it ends it.
type Running = Rc<RefCell<Option<AnimationFrame>>>;

fn animate(
    running: &Running,
    motion: Motion,
    began: Option<f64>,
    moving: UseStateSetter<Option<Place>>,
    then: Then,
) {
    let next = running.clone();
    let frame = request_animation_frame(move |time| {
        let began = began.unwrap_or(time);
        let (place, over) = motion.after(time - began);
        if !over {
            moving.set(Some(place));
            animate(&next, motion, Some(began), moving, then);
            return;
        }
        match then {
            Then::Rest => moving.set(None),
            Then::Stay => {}
            // The next position is drawn by whoever hears this.
            Then::Next(dispatch) => dispatch.emit(Action::Forward),
        }
    });
    running.replace(Some(frame));
}

/// Plays without motion: waits as long as the motion would have taken.
fn wait(running: &Running, motion: Motion, began: Option<f64>, dispatch: Callback<Action>) {
    let next = running.clone();
    let frame = request_animation_frame(move |time| {
        let began = began.unwrap_or(time);
        if motion.after(time - began).1 {
            dispatch.emit(Action::Forward);
        } else {
            wait(&next, motion, Some(began), dispatch);
        }
    });
    running.replace(Some(frame));
}
