//! `nc`, both ways and over both transports.

use crate::network::{app, datagrams, exits, host, ip, network, received, run, until};
use wireglass_sim::Scenario;
use wireglass_sim::app::{App, Netcat, Target};

fn nc(udp: bool, to: Option<&str>, send: &[&str]) -> Netcat {
    Netcat {
        udp,
        listen: to.is_none(),
        to: to.map(|to| Target::Ip(ip(to))),
        port: 4_000,
        send: send.iter().map(|text| text.as_bytes().to_vec()).collect(),
        broadcast: false,
    }
}

fn pair(caller: Netcat, listener: Netcat) -> Scenario {
    let hosts = vec![host("caller", "10.0.0.1", ""), host("listener", "10.0.0.2", "")];
    let programs = vec![app(1, 0, App::Netcat(listener)), app(0, 100, App::Netcat(caller))];
    until(network(hosts, Vec::new(), &[((0, 0), (1, 0))], programs), 60)
}

#[test]
fn a_call_and_its_answer() {
    let cases: [(&[&str], &[&str]); 4] = [
        (&["Hello, ", "world"], &["Good day"]),
        (&["only this way"], &[]),
        (&[], &["only that way"]),
        (&["", "an empty piece is none"], &[""]),
    ];
    for (up, down) in cases {
        let recording = run(&pair(nc(false, Some("10.0.0.2"), up), nc(false, None, down)));
        let trace = recording.trace();
        assert_eq!(received(trace, 1), up.concat().into_bytes(), "{up:?}");
        assert_eq!(received(trace, 0), down.concat().into_bytes(), "{down:?}");
        // The one that has nothing to say reads until the other is through.
        assert_eq!(exits(trace, 0), [0]);
        assert_eq!(exits(trace, 1), [0]);
    }
}

#[test]
fn letters() {
    let caller = nc(true, Some("10.0.0.2"), &["one", "two"]);
    let recording = run(&pair(caller, nc(true, None, &["answer"])));
    let trace = recording.trace();
    assert_eq!(datagrams(trace, 1), [b"one".to_vec(), b"two".to_vec()]);
    assert_eq!(datagrams(trace, 0), [b"answer".to_vec()]);
    assert!(exits(trace, 0).is_empty(), "nothing says that no more will come");
}

#[test]
fn nobody_listens() {
    for udp in [false, true] {
        let mut scenario = pair(nc(udp, Some("10.0.0.2"), &["Hello"]), nc(udp, None, &[]));
        scenario.programs.remove(0);
        let recording = run(&scenario);
        assert_eq!(exits(recording.trace(), 0), [1], "udp: {udp}");
    }
}

#[test]
fn a_letter_to_everybody() {
    let mut caller = nc(true, Some("10.0.0.255"), &["to all"]);
    for broadcast in [false, true] {
        caller.broadcast = broadcast;
        let recording = run(&pair(caller.clone(), nc(true, None, &["here"])));
        let trace = recording.trace();
        let all = if broadcast { vec![b"to all".to_vec()] } else { Vec::new() };
        assert_eq!(datagrams(trace, 1), all, "without being asked for it is refused");
        assert_eq!(exits(trace, 0).is_empty(), broadcast);
    }
}
