use super::*;
use crate::route::Route;
use crate::state::{LessonLink, WhatIf};

#[test]
fn any_line_survives_a_link() {
    for line in [
        "ping -c 2 10.0.2.80",
        "dig @10.0.2.53 abc.com A +norecurse",
        "echo 'a,b:c%d.e' | nc -u 10.0.0.1 7",
        "curl http://abc.com/?q=1&r=2#x",
        "你好 100%",
    ] {
        let written = write_line(line);
        assert!(!written.contains([',', ':', '&', '#', ' ']), "{written}");
        assert_eq!(read_line(&written).as_deref(), Some(line));
        let what_if = WhatIf {
            parent: 0,
            position: 7,
            what: Fork::Run { node: NodeId(2), line: line.into() },
        };
        let said = Said { future: 1, position: 3, node: NodeId(0), line: line.into() };
        let network = Network {
            only: Some(Protocol::Dns),
            flow: Some(FrameId(4)),
            fold: Some(false),
            macs: true,
            follow: Some(FrameId(9)),
            node: Some(NodeId(3)),
            terminal: Some(NodeId(2)),
            no_terminal: false,
            said: vec![said.clone(), Said { future: 0, ..said }],
        };
        let link = LessonLink {
            what_ifs: vec![what_if.clone(), WhatIf { parent: 1, ..what_if }],
            network,
            stage: Some(Stage::Split),
            ..LessonLink::to("x")
        };
        let href = Route::Lesson(link.clone()).href();
        assert_eq!(Route::parse(&href), (Route::Lesson(link), Vec::new()), "{href}");
    }
}

#[test]
fn lines_that_no_terminal_takes_are_refused() {
    let long = "a".repeat(LONGEST_LINE + 1);
    for text in ["", "+", "%", "%4", "%zz", "%0A", "%FF", "ls%0Als", &long] {
        assert_eq!(read_line(text), None, "{text}");
    }
    assert_eq!(read_line(&long[1..]).map(|line| line.len()), Some(LONGEST_LINE));
}

#[test]
fn what_a_link_says_wrongly_is_told() {
    for pair in [
        "only=x",
        "flow=x",
        "follow=-1",
        "node=70000",
        "term=",
        "macs=2",
        "said=1:0",
        "said=1:x:ls",
    ] {
        let (_, problems) = Route::parse(&format!("#/lesson/x?{pair}"));
        assert_eq!(problems.len(), 1, "{pair}");
    }
}

#[test]
fn a_terminal_that_was_closed_stays_closed() {
    let network = Network { no_terminal: true, ..Network::default() };
    let link = LessonLink { network, ..LessonLink::to("x") };
    let href = Route::Lesson(link.clone()).href();
    assert_eq!(href, "#/lesson/x?term=off");
    assert_eq!(Route::parse(&href), (Route::Lesson(link), Vec::new()));
}

#[test]
fn what_was_said_moves_with_its_future() {
    let said = |future| Said { future, position: 0, node: NodeId(0), line: "help".into() };
    let mut network = Network { said: vec![said(0), said(1), said(2)], ..Network::default() };
    network.renumber(&[Some(0), None, Some(1)]);
    assert_eq!(network.said, [said(0), said(1)]);
}
