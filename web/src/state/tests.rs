use super::{Action, Kit, LessonLink, Problem, Session, Stage};
use crate::route::Route;
use crate::state::session::{MOST_FUTURES, Notice};
use wireglass_course::Setting;
use wireglass_sim::BranchError;
use wireglass_text::{Lang, LinkProblem};
use wireglass_trace::{FrameId, Intervention, NodeId};

const LESSON: &str = "open-and-close";

fn open(lesson: &str) -> Session {
    let (session, problems) = Session::open(&LessonLink::to(lesson), Kit::PLAYER);
    assert_eq!(problems, []);
    session.unwrap()
}

fn reopened(session: &Session) -> (Session, Vec<Problem>) {
    let href = Route::Lesson(session.link().unwrap()).href();
    let (route, parsed) = Route::parse(&href);
    assert_eq!(parsed, []);
    let Route::Lesson(link) = route else { panic!("{href}") };
    let (session, problems) = Session::open(&link, Kit::PLAYER);
    (session.unwrap(), problems)
}

fn drop_frame(frame: u32) -> Action {
    Action::Branch(Intervention::Drop { frame: FrameId(frame) })
}

#[test]
fn every_lesson_opens() {
    for lesson in wireglass_course::lessons() {
        let session = open(&lesson.id);
        assert!(session.trace().last() > 0, "{} does nothing", lesson.id);
    }
}

#[test]
fn stepping_back_is_as_exact_as_stepping_forward() {
    let mut session = open(LESSON);
    let last = session.trace().last();
    let forward: Vec<_> = (0..=last)
        .map(|position| {
            let view = session.view(Lang::En);
            assert_eq!(view.position, position);
            session = session.apply(Action::StepForward);
            view
        })
        .collect();
    for view in forward.into_iter().rev() {
        assert!(session.view(Lang::En) == view);
        session = session.apply(Action::Back);
    }
}

#[test]
fn snapshots_are_the_same_however_they_are_reached() {
    let session = open(LESSON);
    let trace = session.trace();
    for position in (0..=trace.last()).rev() {
        assert_eq!(trace.snapshot(position), wireglass_trace::Snapshot::at(trace, position));
    }
}

#[test]
fn a_what_if_makes_a_future_and_keeps_the_past() {
    let session = open(LESSON).apply(Action::GoTo(5)).apply(drop_frame(1));
    assert_eq!(session.notice, None);
    assert_eq!((session.futures.len(), session.current), (2, 1));
    let (at, _) = session.future().what_if.clone().unwrap();
    assert_eq!(session.position, at + 1);
    assert_eq!(session.shared_past(0, 1), at);
    let back = session.apply(Action::PreviousFuture);
    assert_eq!(back.current, 0);
    assert_eq!(back.compared(), Some(1));
    // Inside of what they share, switching does not move.
    let early = session.apply(Action::GoTo(2)).apply(Action::NextFuture);
    assert_eq!((early.current, early.position), (0, 2));
}

#[test]
fn a_what_if_that_makes_no_sense_is_told_and_changes_nothing() {
    let session = open(LESSON);
    let node = NodeId(0);
    let told = session.apply(Action::Branch(Intervention::PowerOn { node }));
    assert_eq!(told.notice, Some(Notice::Branch(BranchError::AlreadyOn { node })));
    assert_eq!(told.futures.len(), 1);
    assert_eq!(told.apply(Action::DismissNotice).notice, None);
}

#[test]
fn futures_of_futures_survive_a_link() {
    let session = open(LESSON).apply(drop_frame(1)).apply(drop_frame(3)).apply(Action::GoTo(9));
    assert_eq!(session.futures[2].parent, Some(1));
    let session = session.apply(Action::Show(Stage::Compare)).apply(Action::Relative(true));
    let (again, problems) = reopened(&session);
    assert_eq!(problems, []);
    assert_eq!(again.link(), session.link());
    for (a, b) in session.futures.iter().zip(&again.futures) {
        assert!(*a.trace == *b.trace, "the same run, event for event");
    }
}

#[test]
fn forgetting_a_future_takes_those_that_grew_from_it() {
    let session = open(LESSON).apply(drop_frame(1)).apply(drop_frame(3));
    let session = session.apply(Action::Switch(0)).apply(drop_frame(0));
    assert_eq!(session.futures.len(), 4);
    let session = session.apply(Action::Forget(1));
    assert_eq!((session.futures.len(), session.current), (2, 1));
    assert_eq!(session.futures[1].parent, Some(0));
    let session = session.apply(Action::Forget(1)).apply(Action::Forget(0));
    assert_eq!((session.futures.len(), session.current), (1, 0));
}

#[test]
fn there_is_an_end_to_what_ifs() {
    let mut session = open(LESSON);
    for _ in 0..MOST_FUTURES + 3 {
        session = session.apply(Action::Switch(0)).apply(drop_frame(1));
    }
    assert_eq!(session.futures.len(), MOST_FUTURES);
    assert_eq!(session.notice, Some(Notice::TooManyFutures));
}

#[test]
fn a_setting_runs_the_lesson_again_and_keeps_the_place() {
    let session = open(LESSON).apply(drop_frame(1)).apply(Action::GoTo(7));
    let slow = session.apply(Action::Set(Setting::Delay, "150ms".into()));
    assert_eq!(slow.notice, None);
    assert_eq!((slow.position, slow.current, slow.futures.len()), (7, 1, 2));
    assert!(slow.trace().end() > session.trace().end());
    let (again, problems) = reopened(&slow);
    assert_eq!((again.link(), problems), (slow.link(), Vec::new()));
    let back = slow.apply(Action::UnsetAll);
    assert_eq!(back.link(), session.link());
}

#[test]
fn a_setting_that_cannot_be_is_told_and_changes_nothing() {
    let session = open(LESSON);
    let told = session.apply(Action::Set(Setting::Delay, "soon".into()));
    assert!(matches!(told.notice, Some(Notice::Setting(_))));
    assert_eq!(told.link(), session.link());
}

#[test]
fn the_usual_value_is_no_change() {
    let session = open(LESSON);
    let usual = session.lesson().unwrap().default_value(None, Setting::Delay);
    assert_eq!(session.apply(Action::Set(Setting::Delay, usual)).link(), session.link());
}

#[test]
fn what_a_link_asks_in_vain_is_told() {
    let link = LessonLink {
        variant: Some("sideways".into()),
        step: 9999,
        future: 3,
        settings: vec![("delay".into(), "soon".into()), ("colour".into(), "red".into())],
        ..LessonLink::to(LESSON)
    };
    let (session, problems) = Session::open(&link, Kit::PLAYER);
    let session = session.unwrap();
    assert_eq!(session.position, session.trace().last());
    assert_eq!(problems.len(), 5, "{problems:?}");
    let (none, problems) = Session::open(&LessonLink::to("no-such-lesson"), Kit::PLAYER);
    assert!(none.is_none());
    let id = "no-such-lesson".to_owned();
    assert_eq!(problems, [Problem::Link(LinkProblem::UnknownLesson { id })]);
}

#[test]
fn an_impossible_what_if_of_a_link_leaves_the_others() {
    let (route, _) = Route::parse("#/lesson/open-and-close?if=1:drop:99,4:drop:1&future=2");
    let Route::Lesson(link) = route else { panic!() };
    let (session, problems) = Session::open(&link, Kit::PLAYER);
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!(session.unwrap().current, 1);
}

#[test]
fn playing_stops_at_the_end_and_begins_anew_there() {
    let session = open(LESSON).apply(Action::Last);
    let playing = session.apply(Action::Play(true));
    assert_eq!((playing.position, playing.playing), (0, true));
    let mut running = playing;
    for _ in 0..running.trace().last() {
        running = running.apply(Action::Forward);
    }
    assert!(!running.playing);
}

#[test]
fn a_step_by_hand_stops_playing_and_follows_the_new_step() {
    let session = open(LESSON).apply(Action::SelectFrame(Some(FrameId(0))));
    let session = session.apply(Action::Play(true)).apply(Action::StepForward);
    assert!(!session.playing);
    assert_eq!(session.selection.frame, None);
}

#[test]
fn the_cause_is_one_key_away() {
    let session = open(LESSON).apply(Action::GoTo(5));
    let cause = session.trace().cause_of(4).unwrap();
    assert_eq!(session.apply(Action::OpenSelection).position, cause + 1);
    let chosen = session.apply(Action::SelectFrame(Some(FrameId(0))));
    assert!(chosen.apply(Action::OpenSelection).position < 5);
}
