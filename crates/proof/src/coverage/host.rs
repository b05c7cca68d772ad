//! One endpoint in the hands of a driver, and hand-made segments for it.

use super::Seen;
use std::net::SocketAddr;
use wireglass_core::seq::Seq;
use wireglass_core::tcp::{
    Call, CallOk, Config, Endpoint, IcmpError, Log, Profile, State, Variable,
};
use wireglass_core::time::Instant;
use wireglass_core::wire::tcp::{Flags, Header, Options};

/// Our ISS in every state [`Host::in_state`] makes.
pub(super) const ISS: u32 = 100;
/// The peer's.
pub(super) const IRS: u32 = 300;

fn local() -> SocketAddr {
    SocketAddr::from(([10, 0, 0, 1], 1000))
}

fn peer() -> SocketAddr {
    SocketAddr::from(([10, 0, 0, 2], 80))
}

/// A segment to be heard. Window 1,000; an MSS of 1,460 with a SYN.
#[derive(Clone, Debug)]
pub(super) struct Heard<'a> {
    header: Header,
    text: &'a [u8],
}

/// A segment with a sequence number, perhaps an acknowledgement, and flags.
pub(super) fn heard(seq: u32, ack: Option<u32>, flags: Flags) -> Heard<'static> {
    let flags = if ack.is_some() { flags | Flags::ACK } else { flags };
    let header = Header {
        src_port: peer().port(),
        dst_port: local().port(),
        seq: Seq(seq),
        ack: Seq(ack.unwrap_or(0)),
        flags,
        window: 1_000,
        urgent: 0,
        options: Options { mss: flags.syn().then_some(1_460), ..Options::default() },
    };
    Heard { header, text: b"" }
}

impl<'a> Heard<'a> {
    /// The header alone.
    pub(super) fn into_header(self) -> Header {
        self.header
    }

    pub(super) fn text(self, text: &'a [u8]) -> Self {
        Self { text, ..self }
    }

    pub(super) fn window(mut self, window: u16) -> Self {
        self.header.window = window;
        self
    }

    pub(super) fn urgent(mut self, urgent: u16) -> Self {
        self.header.flags |= Flags::URG;
        self.header.urgent = urgent;
        self
    }

    pub(super) fn options(mut self, options: Options) -> Self {
        self.header.options = options;
        self
    }
}

/// An endpoint whose every reason is seen.
pub(super) struct Host<'a> {
    pub(super) tcp: Endpoint,
    now: Instant,
    seen: &'a mut Seen,
}

impl<'a> Host<'a> {
    pub(super) fn new(config: Config, seen: &'a mut Seen) -> Self {
        Self { tcp: Endpoint::new(config, local()), now: Instant::ZERO, seen }
    }

    /// One that listens for this peer alone, as a listener's child does.
    pub(super) fn child(config: Config, seen: &'a mut Seen) -> Self {
        let mut host = Self::new(config, seen);
        host.tcp = host.tcp.spawn(local(), peer(), Seq(ISS));
        host
    }

    /// One in this state, with SND.NXT = ISS + 1 (+ 2 after a FIN), RCV.NXT = IRS + 1
    /// (+ 2 after the peer's FIN).
    pub(super) fn in_state(state: State, seen: &'a mut Seen) -> Self {
        Self::with(state, Profile::Rfc.config(), seen)
    }

    pub(super) fn with(state: State, config: Config, seen: &'a mut Seen) -> Self {
        use State as S;
        let mut host = match state {
            S::Closed => return Self::new(config, seen),
            S::Listen => return Self::child(config, seen),
            S::SynReceived => {
                let mut host = Self::child(config, seen);
                host.hears(heard(IRS, None, Flags::SYN));
                return host;
            }
            _ => Self::new(config, seen),
        };
        host.opens();
        if state == S::SynSent {
            return host;
        }
        host.hears(heard(IRS, Some(ISS + 1), Flags::SYN));
        let fin = |ack| heard(IRS + 1, Some(ack), Flags::FIN);
        match state {
            S::FinWait1 => host.call(Call::ShutdownWrite),
            S::FinWait2 => {
                host.call(Call::ShutdownWrite);
                host.hears(heard(IRS + 1, Some(ISS + 2), Flags::NONE));
            }
            S::CloseWait => host.hears(fin(ISS + 1)),
            S::Closing => {
                host.call(Call::ShutdownWrite);
                host.hears(fin(ISS + 1));
            }
            S::LastAck => {
                host.hears(fin(ISS + 1));
                host.call(Call::ShutdownWrite);
            }
            S::TimeWait => {
                host.call(Call::ShutdownWrite);
                host.hears(fin(ISS + 2));
            }
            _ => {}
        }
        assert_eq!(host.tcp.state(), state, "the way there is the RFC's own");
        host
    }

    /// Connects to the peer.
    pub(super) fn opens(&mut self) {
        self.call(Call::OpenActive { remote: peer(), iss: Seq(ISS) });
    }

    /// SND.NXT.
    pub(super) fn snd_nxt(&self) -> u32 {
        let nxt = self.tcp.variable(Variable::SndNxt).unwrap_or(0);
        u32::try_from(nxt).unwrap_or(0)
    }

    /// Makes a call; what it returns is of no interest here, only why.
    pub(super) fn call(&mut self, call: Call<'_>) {
        let _: Result<CallOk, _> = self.watched(|tcp, now, log| tcp.handle_call(now, call, log));
    }

    #[expect(clippy::needless_pass_by_value, reason = "segments are made where they are heard")]
    pub(super) fn hears(&mut self, segment: Heard<'_>) {
        self.hears_from(peer(), &segment);
    }

    pub(super) fn hears_from(&mut self, src: SocketAddr, segment: &Heard<'_>) {
        self.watched(|tcp, now, log| {
            tcp.handle_segment(now, src, &segment.header, segment.text, log);
        });
    }

    /// An ICMP error arrives about the segment with this number.
    pub(super) fn told(&mut self, error: IcmpError, seq: u32) {
        self.watched(|tcp, now, log| tcp.handle_icmp(now, error, Seq(seq), log));
    }

    /// Lets timers fire, one after the other, at most so many.
    pub(super) fn waits(&mut self, timers: usize) {
        for _ in 0..timers {
            let Some((due, _)) = self.tcp.next_timeout() else { return };
            self.now = self.now.max(due);
            self.watched(Endpoint::handle_timeout);
        }
    }

    fn watched<T>(&mut self, act: impl FnOnce(&mut Endpoint, Instant, &mut Log) -> T) -> T {
        let mut log = Log::new();
        let result = act(&mut self.tcp, self.now, &mut log);
        while let Some(transmit) = self.tcp.poll_transmit(self.now, &mut log) {
            self.seen.reason(&transmit.reason);
        }
        self.seen.log(&mut log);
        result
    }
}
