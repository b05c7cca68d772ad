mod checks;

use super::{Document, Edit, History, Kind, Node, PackError, Refused, ServiceKind};
use crate::format::File;

pub(super) fn document(text: &str) -> Document {
    Document::new(toml::from_str::<File>(text).unwrap_or_else(|error| panic!("{error}")))
}

fn built(edits: impl IntoIterator<Item = Edit>) -> Document {
    edits.into_iter().fold(Document::default(), |document, edit| {
        let said = format!("{edit:?}");
        document.apply(edit).unwrap_or_else(|refused| panic!("{said}: {refused:?}"))
    })
}

fn add(kind: Kind, name: &str) -> Edit {
    Edit::Add { kind, name: name.to_owned(), place: [0, 0] }
}

fn connect(from: &str, to: &str) -> Edit {
    Edit::Connect { from: from.to_owned(), to: to.to_owned() }
}

/// Two PCs on a switch, the first with an address.
fn small() -> Document {
    document(
        r#"
        [[host]]
        name = "PC 1"
        address = "10.0.1.1/24"
        [[host]]
        name = "PC 2"
        address = "none"
        [[switch]]
        name = "Switch 1"
        [[link]]
        ends = ["PC 1", "Switch 1"]
        "#,
    )
}

#[test]
fn every_kind_of_node_can_be_added_and_is_what_it_is() {
    let document = built(Kind::ALL.into_iter().map(|kind| add(kind, &format!("{kind:?}"))));
    for kind in Kind::ALL {
        assert_eq!(document.kind(&format!("{kind:?}")), Some(kind));
    }
    assert_eq!(document.nodes().count(), Kind::ALL.len());
}

#[test]
fn names_suggest_themselves() {
    assert_eq!(small().free_name("PC"), "PC 3");
    assert_eq!(small().free_name("Router"), "Router 1");
}

#[test]
fn a_host_that_is_plugged_in_takes_an_address_of_the_wire() {
    let document = small().apply(connect("PC 2", "Switch 1")).expect("room for it");
    assert_eq!(document.file().hosts[1].address, "10.0.1.2/24");
    assert_eq!(document.file().hosts[1].gateway, None, "there is no router");
}

#[test]
fn it_takes_the_router_there_for_its_gateway() {
    let document = small();
    let document = document.apply(add(Kind::Router, "Router 1")).expect("a free name");
    let document = document.apply(connect("Router 1", "Switch 1")).expect("it grows");
    let mut router = document.file().routers[0].clone();
    router.interfaces[0].address = "10.0.1.254/24".to_owned();
    let with = Box::new(Node::Router(router));
    let node = "Router 1".to_owned();
    let document = document.apply(Edit::Put { node, with }).expect("it is there");
    let document = document.apply(connect("PC 2", "Switch 1")).expect("room for it");
    assert_eq!(document.file().hosts[1].gateway.as_deref(), Some("10.0.1.254"));
}

#[test]
fn an_address_that_was_typed_stays() {
    let document = small().apply(connect("PC 1", "PC 2"));
    assert_eq!(document, Err(Refused::NoPortFree { name: "PC 1".to_owned() }));
    assert_eq!(small().file().hosts[0].address, "10.0.1.1/24");
}

#[test]
fn routers_grow_with_their_cables_and_others_are_full() {
    let mut document =
        built([add(Kind::Router, "R"), add(Kind::HomeRouter, "H"), add(Kind::Modem, "M")]);
    for index in 0..5 {
        let pc = format!("PC {index}");
        document = document.apply(add(Kind::Pc, &pc)).expect("a free name");
        document = document.apply(connect("R", &pc)).expect("routers grow");
    }
    let interfaces = &document.file().routers[0].interfaces;
    let names: Vec<_> = interfaces.iter().filter_map(|one| one.name.as_deref()).collect();
    assert_eq!(names, ["eth0", "eth1", "eth2", "eth3", "eth4"]);
    for name in ["H", "M"] {
        let hub = format!("Hub of {name}");
        document = document.apply(add(Kind::Hub, &hub)).expect("a free name");
        document = document.apply(connect(name, &hub)).expect("its first");
        document = document.apply(connect(name, &hub)).expect("its second");
        let third = document.apply(connect(name, &hub));
        assert_eq!(third, Err(Refused::NoPortFree { name: name.to_owned() }));
    }
}

#[test]
fn renaming_reaches_every_place() {
    let document = document(
        r#"
        [[host]]
        name = "A"
        address = "10.0.0.1/24"
        [[host]]
        name = "B"
        address = "dhcp"
        [[router]]
        name = "R"
        [[router.interface]]
        address = "10.0.0.254/24"
        [[switch]]
        name = "S"
        [[link]]
        ends = ["A", "S"]
        [[link]]
        ends = ["R:eth0", "S:2"]
        [[dhcp]]
        on = "R:eth0"
        pool = "10.0.0.100 - 10.0.0.110"
        fixed = { B = "10.0.0.105" }
        [[program]]
        host = "A"
        run = "ping 10.0.0.254"
        [[action]]
        at = "1s"
        cut = ["A", "S"]
        "#,
    );
    let rename = |node: &str, to: &str| Edit::Rename { node: node.to_owned(), to: to.to_owned() };
    let renamed = ["A", "B", "R", "S"].iter().fold(document, |document, name| {
        document.apply(rename(name, &format!("{name} new"))).expect("a free name")
    });
    let file = renamed.file();
    assert_eq!(file.links.0[0].ends, ["A new", "S new"]);
    assert_eq!(file.links.0[1].ends, ["R new:eth0", "S new:2"]);
    assert_eq!(file.dhcp[0].on, "R new:eth0");
    assert!(file.dhcp[0].fixed.contains_key("B new"));
    assert_eq!(file.programs[0].host, "A new");
    assert_eq!(file.actions[0].cut, ["A new", "S new"]);
    let taken = renamed.apply(rename("A new", "B new"));
    assert_eq!(taken, Err(Refused::NameTaken { name: "B new".to_owned() }));
    assert_eq!(renamed.apply(rename("A new", "  ")), Err(Refused::NoName));
}

#[test]
fn removing_takes_along_what_hangs_on_it() {
    let document = small().apply(Edit::Remove { node: "Switch 1".to_owned() }).expect("there");
    assert!(document.links().0.is_empty());
    assert_eq!(document.nodes().count(), 2);
    let again = document.apply(Edit::Remove { node: "Switch 1".to_owned() });
    assert_eq!(again, Err(Refused::NoSuchNode { name: "Switch 1".to_owned() }));
}

#[test]
fn an_interface_that_goes_takes_its_cable_and_a_new_name_keeps_it() {
    let document =
        built([add(Kind::Router, "R"), add(Kind::Hub, "H"), connect("R", "H"), connect("R", "H")]);
    let put = |change: &dyn Fn(&mut crate::format::Router)| {
        let mut router = document.file().routers[0].clone();
        change(&mut router);
        let with = Box::new(Node::Router(router));
        document.apply(Edit::Put { node: "R".to_owned(), with }).expect("it is there")
    };
    let renamed = put(&|router| router.interfaces[1].name = Some("inside".to_owned()));
    assert_eq!(renamed.links().0[1].ends[0], "R:inside");
    let fewer = put(&|router| {
        router.interfaces.remove(0);
    });
    assert_eq!(fewer.links().0.len(), 1);
    assert_eq!(fewer.links().0[0].ends[0], "R:eth1");
}

#[test]
fn what_is_not_there_is_refused_and_nothing_changes() {
    let mut history = History::new(small());
    let wrong = [
        Edit::Disconnect { link: 7 },
        Edit::RemoveService { at: 0, kind: ServiceKind::Dns },
        Edit::Move { node: "Nobody".to_owned(), place: [1, 1] },
        connect("PC 1", "PC 1"),
        connect("PC 1", "Nobody"),
    ];
    for edit in wrong {
        assert!(history.apply(edit.clone(), None).is_err(), "{edit:?}");
        assert_eq!(**history.present(), small());
        assert!(!history.can_undo());
    }
}

#[test]
fn undo_and_redo_go_through_the_same_documents() {
    let mut history = History::new(small());
    let mut seen = vec![small()];
    for edit in [add(Kind::Pc, "X"), connect("X", "Switch 1"), connect("PC 2", "Switch 1")] {
        history.apply(edit, None).expect("possible");
        seen.push((**history.present()).clone());
    }
    for document in seen.iter().rev().skip(1) {
        assert!(history.undo());
        assert_eq!(**history.present(), *document);
    }
    assert!(!history.undo());
    for document in &seen[1..] {
        assert!(history.redo());
        assert_eq!(**history.present(), *document);
    }
    assert!(!history.redo());
}

#[test]
fn a_burst_is_one_step_and_an_edit_ends_what_could_be_done_again() {
    let place = |place| Edit::Move { node: "PC 1".to_owned(), place };
    let mut history = History::new(small());
    for x in 1..=20 {
        history.apply(place([x, 0]), Some(1)).expect("there");
    }
    history.apply(place([50, 0]), Some(2)).expect("there");
    assert!(history.undo());
    assert_eq!(history.present().file().hosts[0].place, Some([20, 0]));
    assert!(history.undo());
    assert_eq!(history.present().file().hosts[0].place, None);
    history.apply(place([9, 9]), None).expect("there");
    assert!(!history.can_redo());
}

#[test]
fn a_document_goes_through_a_link_unchanged() {
    let packed = small().pack().expect("small enough");
    assert!(packed.len() < 400, "{} characters", packed.len());
    assert_eq!(Document::unpack(&packed), Ok(small()));
}

#[test]
fn a_link_that_was_cut_or_changed_is_refused_or_read_but_never_more() {
    let packed = small().pack().expect("small enough");
    for cut in 0..packed.len() {
        assert!(Document::unpack(&packed[..cut]).is_err(), "cut at {cut}");
    }
    assert_eq!(Document::unpack("2abc"), Err(PackError::OtherForm));
    assert_eq!(Document::unpack("1!!!"), Err(PackError::Broken));
    let long = "1".repeat(20_000);
    assert_eq!(Document::unpack(&long), Err(PackError::TooLong { characters: 20_000 }));
    // Any change of one character: an answer, no panic.
    for at in 1..packed.len() {
        for other in ['A', '_', '9', '~'] {
            let mut text: Vec<char> = packed.chars().collect();
            text[at] = other;
            let _ = Document::unpack(&text.into_iter().collect::<String>());
        }
    }
}
