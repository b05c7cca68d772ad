//! Pages (RFC 9112).

use crate::network::{app, count, exits, host, ip, network, received, run, until};
use proptest::prelude::*;
use std::collections::BTreeMap;
use wireglass_core::http::{Limits, Reader, Start};
use wireglass_core::rules::Rule;
use wireglass_core::time::Duration;
use wireglass_sim::app::{App, Fetch, HttpSite, Target};
use wireglass_sim::{Op, Program, Scenario, Which};
use wireglass_trace::Trace;

const CLIENT: usize = 0;
const SERVER: usize = 1;

fn site(keep_open: bool) -> App {
    let page = |body: &str| ("text/html".to_owned(), body.as_bytes().to_vec());
    let big = ("application/octet-stream".to_owned(), vec![b'x'; 200_000]);
    let pages = BTreeMap::from([
        ("/".to_owned(), page("<p>Home")),
        ("/a".to_owned(), page("<p>A")),
        ("/big".to_owned(), big),
    ]);
    App::HttpServer(HttpSite { port: 80, pages, keep_open })
}

fn fetch(paths: &[&str]) -> Fetch {
    Fetch {
        host: Target::Ip(ip("10.0.0.2")),
        authority: "10.0.0.2".to_owned(),
        port: 80,
        paths: paths.iter().map(|path| (*path).to_owned()).collect(),
        method: "GET".to_owned(),
        body: Vec::new(),
        keep_open: true,
        timeout: None,
    }
}

fn pair(programs: Vec<Program>, secs: u64) -> Scenario {
    let hosts = vec![host("client", "10.0.0.1", ""), host("server", "10.0.0.2", "")];
    until(network(hosts, Vec::new(), &[((0, 0), (1, 0))], programs), secs)
}

/// The responses that a node read: their status and the length of their body.
fn responses(trace: &Trace, node: usize, methods: &[&str]) -> Vec<(u16, usize)> {
    let mut reader = Reader::responses(Limits::default());
    for method in methods {
        reader.expect(method.as_bytes());
    }
    let (mut messages, mut log) = (Vec::new(), Vec::new());
    reader.handle_bytes(&received(trace, node), &mut messages, &mut log).expect("HTTP");
    let told = messages.iter().filter_map(|message| match message.start {
        Start::Response { status, .. } => Some((status, message.body.len())),
        Start::Request { .. } => None,
    });
    told.collect()
}

#[test]
fn pages_over_one_connection_or_one_each() {
    let connections = |trace: &Trace| count(trace, CLIENT, Rule::OpenActive);
    for (client, server, expected) in
        [(true, true, 1), (true, false, 4), (false, true, 4), (false, false, 4)]
    {
        let paths = ["/", "/a", "/none", "/big"];
        let asks = Fetch { keep_open: client, ..fetch(&paths) };
        let programs = vec![app(SERVER, 0, site(server)), app(CLIENT, 100, App::Fetch(asks))];
        let recording = run(&pair(programs, 60));
        let trace = recording.trace();
        assert_eq!(exits(trace, CLIENT), [0]);
        let got = responses(trace, CLIENT, &["GET"; 4]);
        assert_eq!(got, [(200, 7), (200, 4), (404, 14), (200, 200_000)], "{client} {server}");
        assert_eq!(connections(trace), expected, "{client} {server}");
    }
}

#[test]
fn methods() {
    for (method, expected) in [("GET", (200, 7)), ("HEAD", (200, 0)), ("DELETE", (405, 23))] {
        let asks = Fetch { method: method.to_owned(), ..fetch(&["/"]) };
        let programs = vec![app(SERVER, 0, site(true)), app(CLIENT, 100, App::Fetch(asks))];
        let recording = run(&pair(programs, 60));
        assert_eq!(responses(recording.trace(), CLIENT, &[method]), [expected], "{method}");
        assert_eq!(exits(recording.trace(), CLIENT), [0]);
    }
}

#[test]
fn what_is_no_http_is_answered_and_closed() {
    let program = |text: &str| {
        let to = (ip("10.0.0.2"), 80).into();
        let send = Op::Send(text.as_bytes().to_vec());
        let ops = vec![Op::Connect(to), send, Op::ReceiveAll, Op::Close(Which::Connection)];
        crate::network::program(CLIENT, 100, ops)
    };
    for (text, status) in [
        ("this is no HTTP\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n", 413),
    ] {
        let recording = run(&pair(vec![app(SERVER, 0, site(true)), program(text)], 60));
        let got = responses(recording.trace(), CLIENT, &["GET"]);
        assert_eq!(got.iter().map(|it| it.0).collect::<Vec<_>>(), [status], "{text:?}");
    }
}

#[test]
fn one_task_serves_several_at_once() {
    // The first says half of its request and waits; the others are served meanwhile.
    let to = (ip("10.0.0.2"), 80).into();
    let slow = vec![
        Op::Connect(to),
        Op::Send(b"GET /a HTTP/1.1\r\nHo".to_vec()),
        Op::Sleep(Duration::from_secs(5)),
        Op::Send(b"st: x\r\nConnection: close\r\n\r\n".to_vec()),
        Op::ReceiveAll,
        Op::Close(Which::Connection),
    ];
    let mut programs = vec![app(SERVER, 0, site(true)), crate::network::program(CLIENT, 100, slow)];
    programs.extend((0..4).map(|n| app(CLIENT, 200 + n, App::Fetch(fetch(&["/", "/a"])))));
    let recording = run(&pair(programs, 60));
    let trace = recording.trace();
    assert_eq!(exits(trace, CLIENT), [0; 4]);
    let ended = crate::network::when(trace, SERVER, Rule::HttpFound);
    // Each is told of as the reason of its send.
    assert_eq!(ended.len(), 9);
    assert_eq!(ended.iter().filter(|secs| **secs < 5).count(), 8);
}

#[test]
fn who_says_nothing_is_closed_in_the_end() {
    let to = (ip("10.0.0.2"), 80).into();
    let mute = vec![Op::Connect(to), Op::ReceiveAll, Op::Close(Which::Connection)];
    let programs = vec![app(SERVER, 0, site(true)), crate::network::program(CLIENT, 100, mute)];
    let recording = run(&pair(programs, 100));
    assert_eq!(crate::network::when(recording.trace(), SERVER, Rule::HttpIdle), [60]);
}

#[test]
fn what_curl_ends_with() {
    let asks = |fetch: Fetch| app(CLIENT, 100, App::Fetch(fetch));
    let impatient =
        |timeout| Fetch { timeout: Some(Duration::from_millis(timeout)), ..fetch(&["/big"]) };
    let elsewhere = Fetch { host: Target::Ip(ip("192.0.2.1")), ..fetch(&["/"]) };
    let unknown = "nowhere.example".parse().expect("a name");
    let unnamed = Fetch { host: Target::Name(unknown), ..fetch(&["/"]) };
    // A listener that accepts and closes without a word.
    let rude = vec![Op::Listen(80), Op::Accept, Op::Receive(999), Op::Close(Which::Connection)];
    let cases = [
        (vec![asks(elsewhere)], 7, "no route"),
        (vec![asks(fetch(&["/"]))], 7, "refused"),
        (vec![asks(unnamed)], 6, "no name server"),
        (vec![app(SERVER, 0, site(true)), asks(impatient(1))], 28, "too slow"),
        (vec![crate::network::program(SERVER, 0, rude), asks(fetch(&["/"]))], 52, "no reply"),
    ];
    for (programs, code, why) in cases {
        let mut scenario = pair(programs, 60);
        scenario.links[0].delay = Duration::from_millis(2);
        let recording = run(&scenario);
        assert_eq!(exits(recording.trace(), CLIENT), [code], "{why}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn pages_arrive_whole_whatever_the_link_does(
        seed: u64,
        loss in 0_u32..120_000,
        duplicate in 0_u32..300_000,
        reorder in 0_u32..300_000,
    ) {
        let asks = fetch(&["/", "/big", "/a"]);
        let programs = vec![app(SERVER, 0, site(true)), app(CLIENT, 100, App::Fetch(asks))];
        let mut scenario = pair(programs, 3_600);
        scenario.seed = seed;
        let link = &mut scenario.links[0];
        (link.loss_ppm, link.duplicate_ppm, link.reorder_ppm) = (loss, duplicate, reorder);
        link.reorder_by = Duration::from_millis(3);
        let recording = run(&scenario);
        let trace = recording.trace();
        prop_assert_eq!(exits(trace, CLIENT), [0]);
        let got = responses(trace, CLIENT, &["GET"; 3]);
        prop_assert_eq!(got, [(200, 7), (200, 200_000), (200, 4)]);
    }
}
