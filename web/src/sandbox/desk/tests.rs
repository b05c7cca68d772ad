use super::{Act, Chosen, Desk, Told, places};
use std::rc::Rc;
use wireglass_course::sandbox::{Document, Kind, Place as Where, Refused};
use yew::prelude::Reducible;

fn desk(acts: impl IntoIterator<Item = Act>) -> Rc<Desk> {
    let begin = Rc::new(Desk::new(Document::default(), None));
    acts.into_iter().fold(begin, Reducible::reduce)
}

fn add(kind: Kind, stem: &'static str) -> Act {
    Act::Add { kind, stem, place: None }
}

fn cable(from: &str, to: &str) -> Act {
    Act::Cable { from: from.to_owned(), to: to.to_owned() }
}

#[test]
fn what_is_added_is_chosen_and_stands_where_nobody_stands() {
    let desk = desk((0..20).map(|_| add(Kind::Pc, "PC")));
    assert_eq!(desk.node(), Some("PC 20"));
    let places = places(desk.document());
    for (index, place) in places.iter().enumerate() {
        assert!(!places[index + 1..].contains(place), "two at {place:?}");
    }
}

#[test]
fn a_cable_by_keyboard() {
    let desk = desk([
        add(Kind::Pc, "PC"),
        add(Kind::Switch, "Switch"),
        Act::Connect(true),
        Act::ConnectTo("PC 1".to_owned()),
    ]);
    assert_eq!(desk.document().links().0[0].ends, ["Switch 1", "PC 1"]);
    assert_eq!(desk.chosen, Some(Chosen::Link(0)));
    assert!(!desk.connecting);
}

#[test]
fn what_cannot_be_is_told_and_changes_nothing() {
    let desk = desk([
        add(Kind::Pc, "PC"),
        add(Kind::Hub, "Hub"),
        cable("PC 1", "Hub 1"),
        cable("PC 1", "Hub 1"),
    ]);
    let full = Refused::NoPortFree { name: "PC 1".to_owned() };
    assert_eq!(desk.told, Some(Told::Refused(full)));
    assert_eq!(desk.document().links().0.len(), 1);
    assert_eq!(desk.reduce(Act::Dismiss).told, None);
}

#[test]
fn removing_and_undoing_keep_the_choice_true() {
    let built = desk([add(Kind::Pc, "PC"), add(Kind::Hub, "Hub"), cable("PC 1", "Hub 1")]);
    let without = built.clone().reduce(Act::Remove);
    assert!(without.document().links().0.is_empty());
    assert_eq!(without.chosen, None);
    let again = without.reduce(Act::Undo);
    assert_eq!(again.document(), built.document());
    let nothing = (0..5).fold(again, |desk, _| desk.reduce(Act::Undo));
    assert_eq!(nothing.document().nodes().count(), 0);
    let all = (0..5).fold(nothing, |desk, _| desk.reduce(Act::Redo));
    assert_eq!(all.document().nodes().count(), 2);
}

#[test]
fn walking_goes_round_through_nodes_and_cables() {
    let mut desk = desk([add(Kind::Pc, "PC"), add(Kind::Hub, "Hub"), cable("PC 1", "Hub 1")]);
    desk = desk.reduce(Act::Choose(None));
    let mut seen = Vec::new();
    for _ in 0..4 {
        desk = desk.reduce(Act::Walk { back: false });
        seen.push(desk.chosen.clone().expect("something"));
    }
    let node = |name: &str| Chosen::Node(name.to_owned());
    assert_eq!(seen, [node("PC 1"), node("Hub 1"), Chosen::Link(0), node("PC 1")]);
    assert_eq!(desk.reduce(Act::Walk { back: true }).chosen, Some(Chosen::Link(0)));
}

#[test]
fn nudging_is_one_step_back() {
    let desk = desk([add(Kind::Pc, "PC")]);
    let before = places(desk.document());
    let moved = (0..9).fold(desk, |desk, _| desk.reduce(Act::Nudge { by: [20, 0] }));
    assert_eq!(places(moved.document())[0][0], before[0][0] + 180);
    assert_eq!(places(moved.reduce(Act::Undo).document()), before);
}

#[test]
fn a_finding_leads_to_where_it_can_be_mended() {
    let desk = desk([add(Kind::Pc, "PC"), Act::GoTo(Where::Gateway("PC 1".to_owned()))]);
    assert_eq!(desk.node(), Some("PC 1"));
    assert_eq!(desk.wanted, Some((Where::Gateway("PC 1".to_owned()), 1)));
    assert_eq!(desk.findings.len(), 1, "it is not plugged in");
}
