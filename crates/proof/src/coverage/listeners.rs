//! A listener and its queues, full and not.

use super::host::heard;
use super::{Driver, Seen};
use std::net::SocketAddr;
use wireglass_core::rules::Rule;
use wireglass_core::seq::Seq;
use wireglass_core::tcp::{
    AcceptOverflow, Config, Cookies, ListenConfig, ListenLog, Listener, Log, Peer, Profile,
    SynOverflow,
};
use wireglass_core::time::{Duration, Instant};
use wireglass_core::wire::tcp::Flags;

pub(super) const DRIVERS: &[Driver] = &[
    Driver {
        name: "a full SYN queue, by system",
        promises: &[Rule::SynQueued, Rule::SynQueueFull, Rule::SynQueueDropsOldest],
        run: |seen| {
            for on_syn_overflow in [SynOverflow::DropNew, SynOverflow::DropOldest] {
                let mut queues = Queues::new(ListenConfig { on_syn_overflow, ..small() }, seen);
                for port in 1..=4 {
                    queues.syn(port);
                }
            }
        },
    },
    Driver {
        name: "a full accept queue, by system",
        promises: &[
            Rule::AcceptQueued,
            Rule::AcceptQueueFullSyn,
            Rule::AcceptQueueFullAck,
            Rule::AcceptQueueFullReset,
        ],
        run: |seen| {
            for on_accept_overflow in [AcceptOverflow::IgnoreAck, AcceptOverflow::Reset] {
                for drop_syn_when_waiting_full in [false, true] {
                    let listen =
                        ListenConfig { on_accept_overflow, drop_syn_when_waiting_full, ..small() };
                    let mut queues = Queues::new(listen, seen);
                    (1..=3).for_each(|port| queues.opens(port));
                }
            }
        },
    },
    Driver {
        name: "cookies, sent back right and wrong",
        promises: &[Rule::SynCookieSent, Rule::SynCookieReturned, Rule::SynCookieWrong],
        run: |seen| {
            let listen = ListenConfig { cookies: Cookies::Always, ..small() };
            let mut queues = Queues::new(listen, seen);
            queues.opens(1);
            queues.hears(2, 501, Some(12_345), Flags::NONE);
        },
    },
    Driver {
        name: "a listener that closes with connections in its queues",
        promises: &[Rule::ListenerResetsWaiting, Rule::ListenerForgetsHalfOpen],
        run: |seen| {
            let mut queues = Queues::new(small(), seen);
            queues.opens(1);
            queues.syn(2);
            queues.listener.close(queues.now, &mut queues.log);
            queues.see();
        },
    },
];

fn small() -> ListenConfig {
    ListenConfig { syn_limit: 2, accept_limit: 1, ..ListenConfig::new(Profile::Rfc, 1) }
}

struct Queues<'a> {
    listener: Listener,
    log: ListenLog,
    now: Instant,
    seen: &'a mut Seen,
}

impl<'a> Queues<'a> {
    fn new(listen: ListenConfig, seen: &'a mut Seen) -> Self {
        let secret = Some(*b"a key for a test");
        let mut log = ListenLog::new();
        let listener = Listener::new(Config::default(), listen, local(), secret, &mut log);
        let now = Instant::ZERO + Duration::from_secs(1_000);
        Self { listener, log, now, seen }
    }

    /// A segment arrives; the number of the last segment it was answered with.
    fn hears(&mut self, port: u16, seq: u32, ack: Option<u32>, flags: Flags) -> Option<Seq> {
        let remote = SocketAddr::from(([198, 51, 100, 1], port));
        let mut header = heard(seq, ack, flags).into_header();
        (header.src_port, header.dst_port) = (port, local().port());
        let peer = Peer { local: local(), remote };
        let iss = Seq(u32::from(port) * 1_000);
        self.listener.handle_segment(self.now, peer, &header, b"", iss, &mut self.log);
        self.see()
    }

    /// A SYN, and the number of our answer to it, if there is one.
    fn syn(&mut self, port: u16) -> Option<Seq> {
        self.hears(port, 500, None, Flags::SYN)
    }

    /// A whole handshake, as far as it gets.
    fn opens(&mut self, port: u16) {
        if let Some(iss) = self.syn(port) {
            self.hears(port, 501, Some(iss.0.wrapping_add(1)), Flags::NONE);
        }
    }

    /// Takes out what was logged and sent; gives back the number of the last segment sent.
    fn see(&mut self) -> Option<Seq> {
        let mut last = None;
        while let Some((_, transmit)) = self.listener.poll_transmit(self.now, &mut self.log) {
            self.seen.reason(&transmit.reason);
            last = Some(transmit.header.seq);
        }
        self.seen.log(&mut Log(self.log.drain(..).map(|(_, note)| note).collect()));
        last
    }
}

fn local() -> SocketAddr {
    SocketAddr::from(([192, 0, 2, 1], 80))
}
