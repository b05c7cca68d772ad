//! Files over TFTP: both ways, lost packets, strangers and refusals.

use super::super::{Driver, Seen};
use super::{Told, at};
use std::collections::VecDeque;
use std::net::{Ipv4Addr, SocketAddr};
use wireglass_core::rules::{Reason, Rule};
use wireglass_core::tftp::{Action, Config, Server, ServerAction, Transfer};
use wireglass_core::time::Instant;
use wireglass_core::wire::tftp::{ErrorCode, Packet};

pub(super) const DRIVERS: &[Driver] = &[
    Driver {
        name: "a file is fetched and another is put",
        promises: &[
            Rule::TftpRequest,
            Rule::TftpServes,
            Rule::TftpTakes,
            Rule::TftpOptionsAgreed,
            Rule::TftpNextBlock,
            Rule::TftpLastBlock,
            Rule::TftpBlockTaken,
            Rule::TftpReceived,
            Rule::TftpSent,
        ],
        run: |seen| {
            let config = Config { block: Some(1_000), ..Config::default() };
            fetch(config, b"file", &[], seen);
            let mut pair = Pair::new(config, &[], seen);
            pair.begin(|now, to, out| {
                Transfer::write(now, config, to, (b"new", b"octet"), &[7; 2_500], out)
            });
            pair.run();
        },
    },
    Driver {
        name: "packets of a file are lost, doubled or all gone",
        promises: &[
            Rule::TftpSendAgain,
            Rule::TftpBlockAgain,
            Rule::TftpAckAgain,
            Rule::TftpApprentice,
            Rule::TftpGiveUp,
        ],
        run: |seen| {
            let usual = Config::default();
            // The first acknowledgement is lost; then it comes twice.
            fetch(usual, b"file", &[Fate::Arrives, Fate::Arrives, Fate::Lost], seen);
            for apprentice in [false, true] {
                let config = Config { apprentice, ..usual };
                fetch(config, b"file", &[Fate::Arrives, Fate::Arrives, Fate::Doubled], seen);
            }
            fetch(usual, b"file", &[Fate::Lost; 10], seen);
        },
    },
    Driver {
        name: "what ends a transfer, and what does not",
        promises: &[
            Rule::TftpNotFound,
            Rule::TftpDenied,
            Rule::TftpTooLarge,
            Rule::TftpErrorHeard,
            Rule::TftpUnexpected,
            Rule::TftpWrongTransfer,
        ],
        run: |seen| {
            fetch(Config::default(), b"none", &[], seen);
            fetch(Config { limit: 600, ..Config::default() }, b"file", &[], seen);
            let mut pair = Pair::new(Config::default(), &[], seen);
            pair.begin(|now, to, out| {
                Transfer::write(now, Config::default(), to, (b"file", b"octet"), b"text", out)
            });
            pair.run();
            strangers(seen);
        },
    },
];

impl Told for Action {
    fn reason(&self) -> Option<&Reason> {
        let (Self::Send { reason, .. }
        | Self::Received { reason, .. }
        | Self::Sent { reason }
        | Self::Failed { reason }
        | Self::Applied(reason)) = self;
        Some(reason)
    }
}

/// What becomes of a packet.
#[derive(Clone, Copy)]
enum Fate {
    Arrives,
    Lost,
    Doubled,
}

const CLIENT: usize = 0;
const SERVER: usize = 1;

fn place(end: usize, port: u16) -> SocketAddr {
    let host = if end == CLIENT { 1 } else { 2 };
    (Ipv4Addr::new(10, 0, 0, host), port).into()
}

/// A client, a server and what is on its way between them.
struct Pair<'a> {
    now: Instant,
    server: Server,
    ends: [Option<Transfer>; 2],
    wire: VecDeque<(usize, Packet)>,
    fates: VecDeque<Fate>,
    seen: &'a mut Seen,
}

impl<'a> Pair<'a> {
    fn new(config: Config, fates: &[Fate], seen: &'a mut Seen) -> Self {
        let files = [(b"file".to_vec(), vec![7; 1_700])].into();
        let server = Server { config, files, writable: true };
        let (wire, fates) = (VecDeque::new(), fates.iter().copied().collect());
        Self { now: at(0), server, ends: [None, None], wire, fates, seen }
    }

    fn begin(&mut self, begin: impl FnOnce(Instant, SocketAddr, &mut Vec<Action>) -> Transfer) {
        let mut out = Vec::new();
        self.ends[CLIENT] = Some(begin(self.now, place(SERVER, 69), &mut out));
        self.act(CLIENT, out);
    }

    fn act(&mut self, end: usize, actions: Vec<Action>) {
        self.seen.told(&actions);
        for action in actions {
            if let Action::Send { packet, .. } = action {
                self.put(end, &packet);
            }
        }
    }

    fn put(&mut self, from: usize, packet: &Packet) {
        let copies = match self.fates.pop_front().unwrap_or(Fate::Arrives) {
            Fate::Arrives => 1,
            Fate::Lost => 0,
            Fate::Doubled => 2,
        };
        self.wire.extend(std::iter::repeat_n((1 - from, packet.clone()), copies));
    }

    fn request(&mut self, packet: &Packet) {
        match self.server.handle_request(self.now, place(CLIENT, 5_000), packet) {
            ServerAction::Begin { transfer, actions, reason } => {
                self.seen.reason(&reason);
                self.ends[SERVER] = Some(*transfer);
                self.act(SERVER, actions);
            }
            ServerAction::Refuse { packet, reason, .. } => {
                self.seen.reason(&reason);
                self.put(SERVER, &packet);
            }
            ServerAction::Ignore { reason } => self.seen.reason(&reason),
        }
    }

    /// Until nothing is on its way and nobody waits any more.
    fn run(&mut self) {
        loop {
            if let Some((to, packet)) = self.wire.pop_front() {
                if matches!(packet, Packet::Read(_) | Packet::Write(_)) {
                    self.request(&packet);
                    continue;
                }
                let from = place(1 - to, if to == CLIENT { 6_000 } else { 5_000 });
                self.wake(to, |it, now, out| it.handle_packet(now, from, &packet, out));
                continue;
            }
            let due = |end: usize| Some((self.ends[end].as_ref()?.next_timeout()?, end));
            let Some((due, end)) = [CLIENT, SERVER].into_iter().filter_map(due).min() else {
                return;
            };
            self.now = due;
            self.wake(end, Transfer::handle_timeout);
        }
    }

    fn wake(&mut self, end: usize, act: impl FnOnce(&mut Transfer, Instant, &mut Vec<Action>)) {
        let mut out = Vec::new();
        if let Some(transfer) = &mut self.ends[end] {
            act(transfer, self.now, &mut out);
        }
        self.act(end, out);
    }
}

fn fetch(config: Config, name: &[u8], fates: &[Fate], seen: &mut Seen) {
    let mut pair = Pair::new(Config { limit: Config::default().limit, ..config }, fates, seen);
    pair.begin(|now, to, out| Transfer::read(now, config, to, name, b"octet", out));
    pair.run();
}

/// A block from a port that is not the transfer's, then an acknowledgement nobody asked for.
fn strangers(seen: &mut Seen) {
    let mut out = Vec::new();
    let server = place(SERVER, 69);
    let mut client = Transfer::read(at(0), Config::default(), server, b"file", b"octet", &mut out);
    let block = Packet::Data { block: 1, data: vec![0; 512] };
    client.handle_packet(at(0), place(SERVER, 6_000), &block, &mut out);
    client.handle_packet(at(0), place(SERVER, 6_001), &block, &mut out);
    let code = ErrorCode::NotDefined;
    let error = Packet::Error { code, message: Vec::new() };
    client.clone().handle_packet(at(0), place(SERVER, 6_000), &error, &mut out);
    client.handle_packet(at(0), place(SERVER, 6_000), &Packet::Ack { block: 9 }, &mut out);
    seen.told(&out);
}
