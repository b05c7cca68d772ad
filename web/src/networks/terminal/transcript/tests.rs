use super::*;
use crate::networks::terminal::SHELL;
use crate::state::Ran;
use std::rc::Rc;
use wireglass_core::tcp::Profile;
use wireglass_core::time::Duration;
use wireglass_sim::{Arp, HostSpec, Limits, LinkSpec, Recording, Scenario};

/// Two hosts on one cable, and nothing that runs.
fn quiet() -> Recording {
    let host = |name: &str, last| {
        HostSpec::new(name, std::net::Ipv4Addr::new(10, 0, 0, last), Profile::Linux)
    };
    let link = LinkSpec { delay: Duration::from_millis(1), ..LinkSpec::joining((0, 0), (1, 0)) };
    let scenario = Scenario {
        seed: 1,
        hosts: vec![host("PC A", 1), host("PC B", 2)],
        devices: Vec::new(),
        links: vec![link],
        programs: Vec::new(),
        faults: Vec::new(),
        actions: Vec::new(),
        arp: Arp::Asked,
        limits: Limits::default(),
    };
    Recording::run(&scenario).expect("sound")
}

fn run(recording: &Recording, position: usize, line: &str) -> Recording {
    match (SHELL.run)(recording, position, NodeId(0), line) {
        Ran::Future(branch) => branch,
        _ => panic!("{line} does not run"),
    }
}

fn said(position: usize, line: &str) -> Said {
    Said { future: 0, position, node: NodeId(0), line: Rc::from(line) }
}

fn typed(transcript: &Transcript) -> Vec<&str> {
    transcript.rows.iter().filter(|row| row.typed).map(|row| row.text.as_str()).collect()
}

#[test]
fn stepping_back_takes_lines_away_again() {
    let recording = run(&quiet(), 0, "ping -c 1 10.0.0.2");
    let last = recording.trace().steps().len();
    let at = |position| transcript(Lang::En, recording.trace(), position, NodeId(0), &[]);
    assert_eq!(at(0), Transcript::default());
    let begun = at(1);
    assert_eq!(typed(&begun), ["ping -c 1 10.0.0.2"]);
    assert!(begun.running.is_some(), "it has the terminal until it ends");
    let ended = at(last);
    assert_eq!(ended.running, None);
    for position in 1..=last {
        let (before, now) = (at(position - 1).rows, at(position).rows);
        assert!(now.len() >= before.len(), "what was printed stays, at {position}");
        assert_eq!(now[..before.len()], before);
        assert!(now.iter().all(|row| row.position <= position));
    }
    assert_eq!(transcript(Lang::En, recording.trace(), last, NodeId(1), &[]).rows, []);
}

#[test]
fn what_the_shell_answers_stands_where_it_was_typed() {
    let recording = run(&quiet(), 0, "ping -c 1 10.0.0.2");
    let last = recording.trace().steps().len();
    let lines = [said(0, "frobnicate"), said(last, "history"), said(last, "help")];
    let shown = transcript(Lang::En, recording.trace(), last, NodeId(0), &lines);
    assert_eq!(typed(&shown), ["frobnicate", "ping -c 1 10.0.0.2", "history", "help"]);
    assert!(shown.rows[1].err && shown.rows[1].text.contains("frobnicate"), "{:?}", shown.rows[1]);
    let history = shown.rows.iter().position(|row| row.text == "history").unwrap();
    let listed: Vec<&str> =
        shown.rows[history + 1..history + 4].iter().map(|row| row.text.trim()).collect();
    assert_eq!(listed, ["1  frobnicate", "2  ping -c 1 10.0.0.2", "3  history"]);
    assert!(shown.rows.iter().any(|row| row.text.contains("traceroute")), "help lists the tools");
}

#[test]
fn clear_takes_everything_before_it_off_the_screen() {
    let recording = run(&quiet(), 0, "ping -c 1 10.0.0.2");
    let last = recording.trace().steps().len();
    let lines = [said(last, "clear"), said(last, "hostname")];
    let shown = transcript(Lang::En, recording.trace(), last, NodeId(0), &lines);
    assert_eq!(typed(&shown), ["hostname"]);
    let before = transcript(Lang::En, recording.trace(), last - 1, NodeId(0), &lines[..0]);
    assert_eq!(typed(&before), ["ping -c 1 10.0.0.2"]);
}
