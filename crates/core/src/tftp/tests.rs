use super::*;
use crate::rules::Rule;
use proptest::prelude::*;
use std::collections::{BTreeMap, VecDeque};

fn addr(text: &str) -> SocketAddr {
    text.parse().unwrap()
}

/// A client and a server on a link that does to packets what a list says.
struct Rig {
    now: Instant,
    server: Server,
    ends: [Option<Transfer>; 2],
    /// To whom each packet goes, when.
    wire: VecDeque<(Instant, usize, Packet)>,
    fates: VecDeque<Fate>,
    /// Every packet sent, and by whom.
    sent: Vec<(usize, Packet)>,
    rules: Vec<Rule>,
    received: Vec<Vec<u8>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Arrives,
    Lost,
    Doubled,
    /// There and back again it takes longer than the time-out.
    Late,
}

const CLIENT: usize = 0;
const SERVER: usize = 1;

impl Rig {
    fn new(server: Server, fates: &[Fate]) -> Self {
        Self {
            now: Instant::ZERO,
            server,
            ends: [None, None],
            wire: VecDeque::new(),
            fates: fates.iter().copied().collect(),
            sent: Vec::new(),
            rules: Vec::new(),
            received: Vec::new(),
        }
    }

    fn place(end: usize) -> SocketAddr {
        addr(if end == CLIENT { "10.0.0.1:5000" } else { "10.0.0.2:6000" })
    }

    fn act(&mut self, end: usize, actions: Vec<Action>) {
        for action in actions {
            match action {
                Action::Send { packet, reason, .. } => {
                    self.rules.push(reason.rule());
                    self.put(end, &packet);
                }
                Action::Received { data, reason } => {
                    self.rules.push(reason.rule());
                    self.received.push(data);
                }
                Action::Sent { reason } | Action::Failed { reason } | Action::Applied(reason) => {
                    self.rules.push(reason.rule());
                }
            }
        }
    }

    fn put(&mut self, from: usize, packet: &Packet) {
        self.sent.push((from, packet.clone()));
        let (soon, late) = (Duration::from_millis(10), Duration::from_millis(1_000));
        let delays: &[Duration] = match self.fates.pop_front().unwrap_or(Fate::Arrives) {
            Fate::Arrives => &[soon],
            Fate::Lost => &[],
            Fate::Doubled => &[soon, soon],
            Fate::Late => &[late],
        };
        for delay in delays {
            self.wire.push_back((self.now + *delay, 1 - from, packet.clone()));
        }
    }

    fn start(&mut self, begin: impl FnOnce(Instant, SocketAddr, &mut Vec<Action>) -> Transfer) {
        let mut out = Vec::new();
        self.ends[CLIENT] = Some(begin(self.now, addr("10.0.0.2:69"), &mut out));
        self.act(CLIENT, out);
    }

    fn deliver(&mut self, to: usize, packet: &Packet) {
        let mut out = Vec::new();
        let request = matches!(packet, Packet::Read(_) | Packet::Write(_));
        if request {
            // A request that comes twice would begin a second transfer: one is enough here.
            if self.ends[SERVER].is_some() {
                return;
            }
            match self.server.handle_request(self.now, Self::place(CLIENT), packet) {
                ServerAction::Begin { transfer, actions, reason } => {
                    self.rules.push(reason.rule());
                    self.ends[SERVER] = Some(*transfer);
                    out = actions;
                }
                ServerAction::Refuse { packet, reason, .. } => {
                    self.rules.push(reason.rule());
                    self.put(SERVER, &packet);
                }
                ServerAction::Ignore { reason } => self.rules.push(reason.rule()),
            }
        } else if let Some(end) = &mut self.ends[to] {
            end.handle_packet(self.now, Self::place(1 - to), packet, &mut out);
        }
        self.act(to, out);
    }

    fn run(&mut self) {
        for _ in 0..1_000_000 {
            let arrival = (0..self.wire.len()).min_by_key(|at| self.wire[*at].0);
            let timers = (0..2).filter_map(|n| Some((self.ends[n].as_ref()?.next_timeout()?, n)));
            let timer = timers.min();
            let arrives = arrival.map(|at| self.wire[at].0);
            if let (Some(at), true) = (arrival, timer.is_none_or(|t| arrives <= Some(t.0))) {
                let Some((when, to, packet)) = self.wire.remove(at) else { return };
                self.now = when;
                self.deliver(to, &packet);
            } else if let Some((due, end)) = timer {
                self.now = due;
                let mut out = Vec::new();
                if let Some(transfer) = &mut self.ends[end] {
                    transfer.handle_timeout(due, &mut out);
                }
                self.act(end, out);
            } else {
                return;
            }
        }
        panic!("it never ends");
    }

    fn state(&self, end: usize) -> Option<State> {
        self.ends[end].as_ref().map(Transfer::state)
    }
}

fn file(bytes: usize) -> Vec<u8> {
    (0..bytes).map(|n| n.to_le_bytes()[0] ^ n.to_le_bytes()[1]).collect()
}

fn server(data: &[u8], config: Config) -> Server {
    Server { config, files: [(b"file".to_vec(), data.to_vec())].into(), writable: true }
}

fn read(rig: &mut Rig, config: Config, name: &[u8], mode: &[u8]) {
    rig.start(|now, server, out| Transfer::read(now, config, server, name, mode, out));
    rig.run();
}

#[test]
fn files_of_every_length_both_ways() {
    let config = Config::default();
    let agreed = Config { block: Some(1_000), ..config };
    for (ours, theirs, len) in [
        (config, config, 512),
        (config, agreed, 512),
        (agreed, config, 512),
        (agreed, agreed, 1_000),
    ] {
        for bytes in [0, 1, len - 1, len, len + 1, 10 * len, 10 * len + 7] {
            let data = file(bytes);
            let mut rig = Rig::new(server(&data, theirs), &[]);
            read(&mut rig, ours, b"file", b"octet");
            assert_eq!(rig.received.concat(), data, "{bytes} in blocks of {len}");
            assert_eq!(
                (rig.state(CLIENT), rig.state(SERVER)),
                (Some(State::Done), Some(State::Done))
            );
            // A full last block is followed by an empty one.
            let blocks = rig.sent.iter().filter(|(_, p)| matches!(p, Packet::Data { .. })).count();
            assert_eq!(blocks, bytes / len + 1);

            let mut rig = Rig::new(server(b"", theirs), &[]);
            rig.start(|now, server, out| {
                Transfer::write(now, ours, server, (b"new", b"octet"), &data, out)
            });
            rig.run();
            assert_eq!(rig.received, [data]);
            assert_eq!(rig.ends[SERVER].as_ref().map(Transfer::block_len), Some(len));
        }
    }
}

#[test]
fn block_numbers_wrap() {
    let data = file(66_000 * 8);
    let config = Config { block: Some(8), ..Config::default() };
    let mut rig = Rig::new(server(&data, config), &[]);
    read(&mut rig, config, b"file", b"octet");
    assert_eq!(rig.received, [data]);
}

#[test]
fn what_a_server_refuses() {
    let frozen = Server { writable: false, ..server(b"x", Config::default()) };
    let open = server(b"x", Config::default());
    let request = |file: &[u8], mode: &[u8]| Request {
        file: file.to_vec(),
        mode: mode.to_vec(),
        options: Vec::new(),
    };
    let table = [
        (&open, Packet::Read(request(b"none", b"octet")), Some(1), Rule::TftpNotFound),
        (&open, Packet::Read(request(b"file", b"mail")), Some(4), Rule::TftpUnexpected),
        (&open, Packet::Write(request(b"file", b"octet")), Some(6), Rule::TftpDenied),
        (&frozen, Packet::Write(request(b"new", b"octet")), Some(2), Rule::TftpDenied),
        (&open, Packet::Ack { block: 0 }, None, Rule::TftpUnexpected),
    ];
    for (server, packet, expected, rule) in table {
        match server.handle_request(Instant::ZERO, addr("10.0.0.1:5000"), &packet) {
            ServerAction::Refuse { packet: Packet::Error { code, .. }, reason, .. } => {
                assert_eq!((Some(code.number()), reason.rule()), (expected, rule));
            }
            ServerAction::Ignore { reason } => assert_eq!((None, reason.rule()), (expected, rule)),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn both_sides_have_the_timeout_that_the_client_asks_for() {
    let seconds = Duration::from_secs;
    for (timeout, block, asked) in [
        (seconds(3), Some(512), Some(3)),
        (seconds(1), Some(512), None),
        (seconds(3), None, None),
        (Duration::from_millis(2_500), Some(512), None),
        (seconds(256), Some(512), None),
    ] {
        let config = Config { timeout, block, ..Config::default() };
        let files = BTreeMap::from([(b"a".to_vec(), vec![1; 600])]);
        let own = Config { block: Some(1_024), ..Config::default() };
        let server = Server { config: own, files, writable: false };
        // Nothing the server says arrives at first.
        let mut rig = Rig::new(server, &[Fate::Arrives, Fate::Lost]);
        rig.start(|now, to, out| Transfer::read(now, config, to, b"a", b"octet", out));
        rig.run();
        let Packet::Read(request) = &rig.sent[0].1 else { panic!("no request") };
        let told = TftpOption::find(&request.options, "timeout").and_then(TftpOption::as_number);
        assert_eq!(told, asked, "{timeout}, {block:?}");
        let expected = asked.map_or(own.timeout, Duration::from_secs);
        assert_eq!(rig.ends[SERVER].as_ref().unwrap().config.timeout, expected);
        assert_eq!(rig.received, [vec![1; 600]], "{timeout}, {block:?}");
    }
    // A server that takes another time than it was asked for is not understood.
    let config = Config { timeout: seconds(3), block: Some(512), ..Config::default() };
    let mut out = Vec::new();
    let to = addr("10.0.0.2:69");
    let mut transfer = Transfer::read(Instant::ZERO, config, to, b"a", b"octet", &mut out);
    let ack = Packet::OptionAck(vec![TftpOption::number("timeout", 4)]);
    transfer.handle_packet(Instant::ZERO, addr("10.0.0.2:6000"), &ack, &mut out);
    assert_eq!(transfer.state(), State::Failed);
}

#[test]
fn the_sorcerers_apprentice_and_its_cure() {
    let data = file(5 * 512 + 1);
    // RRQ, DATA 1; its ACK comes after the time-out, when DATA 1 has gone again.
    let fates = [Fate::Arrives, Fate::Arrives, Fate::Late];
    let mut blocks = Vec::new();
    for apprentice in [true, false] {
        let config = Config { apprentice, ..Config::default() };
        let mut rig = Rig::new(server(&data, config), &fates);
        read(&mut rig, Config { timeout: Duration::from_secs(9), ..config }, b"file", b"octet");
        assert_eq!(rig.received.concat(), data);
        let of_block = |n: u16| {
            let is_it = |p: &Packet| matches!(p, Packet::Data { block, .. } if *block == n);
            rig.sent.iter().filter(|(_, packet)| is_it(packet)).count()
        };
        blocks.push((1..=6).map(of_block).collect::<Vec<_>>());
        let rule = if apprentice { Rule::TftpApprentice } else { Rule::TftpAckAgain };
        assert!(rig.rules.contains(&rule));
    }
    assert_eq!(blocks[0], [2, 2, 2, 2, 2, 2], "every block goes twice, for ever");
    assert_eq!(blocks[1], [2, 1, 1, 1, 1, 1], "only what timed out goes twice");
}

#[test]
fn a_stranger_is_told_and_the_transfer_goes_on() {
    let mut out = Vec::new();
    let mut client = Transfer::read(
        Instant::ZERO,
        Config::default(),
        addr("10.0.0.2:69"),
        b"file",
        b"octet",
        &mut out,
    );
    let block = |n, len| Packet::Data { block: n, data: vec![0; len] };
    client.handle_packet(Instant::ZERO, addr("10.0.0.2:6000"), &block(1, 512), &mut out);
    out.clear();
    for stranger in ["10.0.0.2:6001", "10.0.0.9:6000"] {
        client.handle_packet(Instant::ZERO, addr(stranger), &block(2, 512), &mut out);
        let told = out.pop();
        assert!(
            matches!(&told, Some(Action::Send { packet: Packet::Error { code, .. }, to, .. })
                if *code == ErrorCode::UnknownTransfer && *to == addr(stranger)),
            "{told:?}"
        );
    }
    let error = error(ErrorCode::UnknownTransfer, "");
    client.handle_packet(Instant::ZERO, addr("10.0.0.9:1"), &error, &mut out);
    assert!(matches!(out[..], [Action::Applied(_)]), "no error is answered by another");
    assert_eq!((client.state(), client.block()), (State::Running, 1));
}

#[test]
fn gives_up_and_says_so() {
    let mut rig = Rig::new(server(b"x", Config::default()), &[Fate::Lost; 20]);
    read(&mut rig, Config::default(), b"file", b"octet");
    assert_eq!(rig.sent.len(), 6, "once, and five times again");
    assert_eq!(rig.rules.last(), Some(&Rule::TftpGiveUp));
    let small = Config { limit: 1_000, ..Config::default() };
    let mut rig = Rig::new(server(&file(5_000), Config::default()), &[]);
    read(&mut rig, small, b"file", b"octet");
    assert!(rig.rules.contains(&Rule::TftpTooLarge) && rig.rules.contains(&Rule::TftpErrorHeard));
    assert_eq!((rig.state(CLIENT), rig.state(SERVER)), (Some(State::Failed), Some(State::Failed)));
}

#[test]
fn text_is_the_same_after_netascii() {
    let text = b"one\ntwo\r\n\rthree\r\0\r";
    let mut rig = Rig::new(server(text, Config::default()), &[]);
    read(&mut rig, Config::default(), b"file", b"NetASCII");
    assert_eq!(rig.received, [text.to_vec()]);
    assert_eq!(netascii::encode(b"a\nb\r"), b"a\r\nb\r\0");
}

proptest! {
    #[test]
    fn whatever_the_link_does_the_file_is_right_or_the_failure_is_known(
        bytes in 0usize..4_000,
        block in proptest::option::of(8u16..2_000),
        apprentice in any::<bool>(),
        fates in proptest::collection::vec(
            prop_oneof![
                6 => Just(Fate::Arrives), 2 => Just(Fate::Lost),
                1 => Just(Fate::Doubled), 1 => Just(Fate::Late),
            ], 0..60),
    ) {
        let data = file(bytes);
        let config = Config { block, apprentice, ..Config::default() };
        let mut rig = Rig::new(server(&data, config), &fates);
        read(&mut rig, config, b"file", b"octet");
        prop_assert!(rig.received.iter().all(|received| *received == data));
        let client = rig.state(CLIENT).unwrap();
        prop_assert_eq!(client == State::Done, rig.received.len() == 1, "{:?}", client);
        prop_assert!(matches!(client, State::Done | State::Failed));
    }
}
