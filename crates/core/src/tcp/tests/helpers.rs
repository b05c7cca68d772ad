//! Two endpoints and the wire between them, in the hands of the test.

use crate::rules::{Reason, Rule};
use crate::seq::Seq;
use crate::tcp::{
    Call, CallError, CallOk, Config, Endpoint, Log, Note, Profile, State, TRANSITIONS, Timer,
    Transmit,
};
use crate::time::{Duration, Instant};
use crate::wire::tcp::{Flags, Header, Options};
use std::net::SocketAddr;

pub(super) const ISS_A: Seq = Seq(100);
pub(super) const ISS_B: Seq = Seq(300);

pub(super) fn addr(host: u8, port: u16) -> SocketAddr {
    SocketAddr::from(([10, 0, 0, host], port))
}

pub(super) fn addr_a() -> SocketAddr {
    addr(1, 1000)
}

pub(super) fn addr_b() -> SocketAddr {
    addr(2, 80)
}

/// A profile without the five-minute user time-out, which is tested on its own.
pub(super) fn config() -> Config {
    Config { user_timeout: None, ..Profile::Rfc.config() }
}

/// An endpoint with its log and helpers.
#[derive(Clone, Debug)]
pub(super) struct Host {
    pub(super) tcp: Endpoint,
    pub(super) log: Log,
    pub(super) now: Instant,
}

impl Host {
    pub(super) fn new(config: Config, local: SocketAddr) -> Self {
        Self { tcp: Endpoint::new(config, local), log: Log::new(), now: Instant::ZERO }
    }

    /// A, connecting to B, its SYN sent (and thrown away).
    pub(super) fn syn_sent() -> Self {
        let mut host = Self::new(config(), addr_a());
        host.ok(Call::OpenActive { remote: addr_b(), iss: ISS_A });
        assert_eq!(host.sends(), ["<SEQ=100><CTL=SYN>"]);
        host
    }

    /// B, listening, a child in LISTEN.
    pub(super) fn child() -> Self {
        let mut listener = Self::new(config(), addr_b());
        listener.ok(Call::OpenPassive);
        let tcp = listener.tcp.spawn(addr_b(), addr_a(), ISS_B);
        Self { tcp, log: Log::new(), now: Instant::ZERO }
    }

    /// A in any of the eleven states, with SND.NXT = 101 (102 after a FIN) and
    /// RCV.NXT = 301 (302 after the peer's FIN), everything sent thrown away.
    pub(super) fn in_state(state: State) -> Self {
        use State as S;
        let mut host = match state {
            S::Closed => return Self::new(config(), addr_a()),
            S::Listen => {
                let mut host = Self::new(config(), addr_a());
                host.tcp = host.tcp.spawn(addr_a(), addr_b(), ISS_A);
                return host;
            }
            S::SynReceived => {
                let mut host = Self::in_state(S::Listen);
                host.hears(300, None, Flags::SYN, b"");
                host
            }
            _ => Self::syn_sent(),
        };
        if !matches!(state, S::SynSent | S::SynReceived) {
            host.hears(300, Some(101), Flags::SYN, b"");
        }
        let fin = |host: &mut Self, ack| host.hears(301, Some(ack), Flags::FIN, b"");
        match state {
            S::FinWait1 => drop(host.ok(Call::ShutdownWrite)),
            S::FinWait2 => {
                host.ok(Call::ShutdownWrite);
                host.sends();
                host.hears(301, Some(102), Flags::NONE, b"");
            }
            S::CloseWait => fin(&mut host, 101),
            S::Closing => {
                host.ok(Call::ShutdownWrite);
                host.sends();
                fin(&mut host, 101);
            }
            S::LastAck => {
                fin(&mut host, 101);
                host.ok(Call::ShutdownWrite);
            }
            S::TimeWait => {
                host.ok(Call::ShutdownWrite);
                host.sends();
                fin(&mut host, 102);
            }
            _ => {}
        }
        host.sends();
        assert_eq!(host.state(), state);
        host.log = Log::new();
        host
    }

    pub(super) fn state(&self) -> State {
        self.tcp.state()
    }

    pub(super) fn call(&mut self, call: Call<'_>) -> Result<CallOk, CallError> {
        self.tcp.handle_call(self.now, call, &mut self.log)
    }

    pub(super) fn ok(&mut self, call: Call<'_>) -> CallOk {
        self.call(call).expect("the call is allowed")
    }

    pub(super) fn write(&mut self, data: &[u8]) -> usize {
        match self.ok(Call::Send { data, push: true }) {
            CallOk::Sent(count) => count,
            other => panic!("{other:?}"),
        }
    }

    pub(super) fn read(&mut self) -> Vec<u8> {
        match self.ok(Call::Receive { max: usize::MAX }) {
            CallOk::Received(data) => data,
            other => panic!("{other:?}"),
        }
    }

    /// A segment from the peer, window 1000.
    pub(super) fn hears(&mut self, seq: u32, ack: Option<u32>, flags: Flags, text: &[u8]) {
        self.hears_window(seq, ack, flags, text, 1000);
    }

    pub(super) fn hears_window(
        &mut self,
        seq: u32,
        ack: Option<u32>,
        flags: Flags,
        text: &[u8],
        window: u16,
    ) {
        let flags = if ack.is_some() { flags | Flags::ACK } else { flags };
        let peer = if self.tcp.local() == addr_a() { addr_b() } else { addr_a() };
        let header = Header {
            src_port: peer.port(),
            dst_port: self.tcp.local().port(),
            seq: Seq(seq),
            ack: Seq(ack.unwrap_or(0)),
            flags,
            window,
            urgent: 0,
            options: Options { mss: flags.syn().then_some(1460), ..Options::default() },
        };
        self.tcp.handle_segment(self.now, peer, &header, text, &mut self.log);
        self.check();
    }

    /// A segment from the peer with these options, window 1000.
    pub(super) fn hears_options(
        &mut self,
        seq: u32,
        ack: Option<u32>,
        flags: Flags,
        text: &[u8],
        options: Options,
    ) {
        let flags = if ack.is_some() { flags | Flags::ACK } else { flags };
        let peer = if self.tcp.local() == addr_a() { addr_b() } else { addr_a() };
        let header = Header {
            src_port: peer.port(),
            dst_port: self.tcp.local().port(),
            seq: Seq(seq),
            ack: Seq(ack.unwrap_or(0)),
            flags,
            window: 1000,
            urgent: 0,
            options,
        };
        self.tcp.handle_segment(self.now, peer, &header, text, &mut self.log);
        self.check();
    }

    /// A, connected to B with this configuration: B's SYN,ACK had `options`.
    pub(super) fn established(config: Config, options: Options) -> Self {
        let mut host = Self::new(config, addr_a());
        host.ok(Call::OpenActive { remote: addr_b(), iss: ISS_A });
        host.sends();
        host.hears_options(300, Some(101), Flags::SYN, b"", options);
        host.sends();
        host
    }

    pub(super) fn gets(&mut self, segment: &Transmit) {
        let peer = if self.tcp.local() == addr_a() { addr_b() } else { addr_a() };
        self.tcp.handle_segment(self.now, peer, &segment.header, &segment.payload, &mut self.log);
        self.check();
    }

    /// Everything it wants to send.
    pub(super) fn flush(&mut self) -> Vec<Transmit> {
        let mut out = Vec::new();
        while let Some(transmit) = self.tcp.poll_transmit(self.now, &mut self.log) {
            out.push(transmit);
            assert!(out.len() < 10_000, "poll_transmit does not end");
        }
        out
    }

    /// The same, as the RFC writes it.
    pub(super) fn sends(&mut self) -> Vec<String> {
        self.flush().iter().map(show).collect()
    }

    /// Lets time pass until `timer` fires, which must be the next to.
    pub(super) fn fires(&mut self, timer: Timer) {
        let (at, which) = self.tcp.next_timeout().expect("a timer runs");
        assert_eq!(which, timer);
        self.now = self.now.max(at);
        self.tcp.handle_timeout(self.now, &mut self.log);
        self.check();
    }

    pub(super) fn passes(&mut self, time: Duration) {
        self.now += time;
        self.tcp.handle_timeout(self.now, &mut self.log);
        self.check();
    }

    /// The rules in the log so far; empties it.
    pub(super) fn rules(&mut self) -> Vec<Rule> {
        self.log.take().iter().map(|note| reason(note).rule()).collect()
    }

    pub(super) fn saw(&self, rule: Rule) -> bool {
        self.log.0.iter().any(|note| reason(note).rule() == rule)
    }

    /// No transition is outside the table.
    fn check(&self) {
        for note in &self.log.0 {
            if let Note::Transition { from, to, .. } = note {
                assert!(TRANSITIONS.iter().any(|t| t.from == *from && t.to == *to));
            }
        }
    }
}

pub(super) fn reason(note: &Note) -> Reason {
    match *note {
        Note::Transition { reason, .. }
        | Note::Applied(reason)
        | Note::Deleted(reason)
        | Note::TimeWaitReusable { reason, .. } => reason,
    }
}

/// A segment as the RFC's figures write it.
pub(super) fn show(transmit: &Transmit) -> String {
    let header = &transmit.header;
    let mut out = vec![format!("<SEQ={}>", header.seq)];
    if header.flags.contains(Flags::ACK) {
        out.push(format!("<ACK={}>", header.ack));
    }
    if !transmit.payload.is_empty() {
        out.push(format!("<DATA={}>", transmit.payload.len()));
    }
    let names =
        [(Flags::SYN, "SYN"), (Flags::FIN, "FIN"), (Flags::RST, "RST"), (Flags::ACK, "ACK")];
    let set: Vec<_> = names
        .into_iter()
        .filter(|(flag, _)| header.flags.contains(*flag))
        .map(|(_, name)| name)
        .collect();
    out.push(format!("<CTL={}>", set.join(",")));
    out.concat()
}
