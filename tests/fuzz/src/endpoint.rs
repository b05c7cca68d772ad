//! The TCP endpoint, set to anything, fed anything, in any order.

use arbitrary::{Arbitrary, Unstructured};
use std::net::SocketAddr;
use wireglass_core::seq::Seq;
use wireglass_core::tcp::{
    Call, Config, Congestion, Endpoint, IcmpError, KeepAlive, Log, Note, Profile, TRANSITIONS,
    Variable,
};
use wireglass_core::time::{Duration, Instant};
use wireglass_core::wire::tcp::{Flags, Header, Options, SackBlocks, Timestamps};

/// Buffers are at most this large, so that what goes out at once is bounded.
const MOST_BUFFER: u32 = 8_192;
/// More segments than this at one moment: sending does not end.
const MOST_AT_ONCE: usize = 4 * MOST_BUFFER as usize;
const MOST_INPUTS: usize = 400;

#[derive(Debug, Arbitrary)]
struct Settings {
    profile: u8,
    mss: u16,
    receive_buffer: u16,
    send_buffer: u16,
    retries: u8,
    msl_ms: u16,
    rto_ms: (u16, u16, u16),
    user_timeout_ms: Option<u32>,
    delayed_ack_ms: Option<u16>,
    fin_wait_2_ms: Option<u32>,
    keep_alive: Option<(u32, u16, u8)>,
    challenge_ms: Option<u16>,
    window_scale: Option<u8>,
    timestamp_offset: u32,
    slop_ms: u8,
    initial_window: Option<u8>,
    congestion: u8,
    min_path_mtu: u16,
    switches: u16,
}

impl Settings {
    fn config(&self) -> Config {
        let on = |bit: u32| self.switches & 1 << bit != 0;
        let millis = |millis: u32| Duration::from_millis(u64::from(millis));
        let profile = Profile::ALL[usize::from(self.profile) % Profile::ALL.len()];
        let (initial, min, max) = self.rto_ms;
        Config {
            mss: self.mss,
            receive_buffer: u32::from(self.receive_buffer) % MOST_BUFFER,
            send_buffer: u32::from(self.send_buffer) % MOST_BUFFER,
            msl: millis(self.msl_ms.into()),
            rto_initial: millis(initial.into()),
            rto_min: millis(min.into()),
            rto_max: millis(max.into()),
            syn_retries: self.retries & 7,
            syn_ack_retries: self.retries >> 3 & 7,
            data_retries: self.retries >> 6,
            user_timeout: self.user_timeout_ms.map(millis),
            delayed_ack: self.delayed_ack_ms.map(|ms| millis(ms.into())),
            fin_wait_2_timeout: self.fin_wait_2_ms.map(millis),
            keep_alive: self.keep_alive.map(|(idle, interval, probes)| KeepAlive {
                idle: millis(idle.max(1)),
                interval: millis(u32::from(interval.max(1))),
                probes,
            }),
            challenge_ack_interval: millis(self.challenge_ms.unwrap_or(0).into()),
            window_scale: self.window_scale,
            timestamp_offset: self.timestamp_offset,
            rto_slop: millis(self.slop_ms.into()),
            initial_window: self.initial_window,
            congestion: match self.congestion % 3 {
                0 => Congestion::Off,
                1 => Congestion::Reno,
                _ => Congestion::Cubic,
            },
            min_path_mtu: self.min_path_mtu,
            nagle: on(0),
            time_wait_reuse: on(1),
            reset_data_after_close: on(2),
            reset_unread_on_close: on(3),
            announce_mss: on(4),
            timestamps: on(5),
            tolerate_missing_timestamps: on(6),
            sack: on(7),
            exact_reset: on(8),
            challenge_syn: on(9),
            drop_syn_fin: on(10),
            whole_segment_buffer: on(11),
            hard_errors_end_open: on(12),
            prohibited_refuses: on(13),
            time_exceeded_ends_opening: on(14),
            reset_acknowledges: on(15),
            ..profile.config()
        }
    }
}

/// A number near one that means something to the endpoint, or any at all.
#[derive(Clone, Copy, Debug, Arbitrary)]
enum Number {
    Near(i16),
    Any(u32),
}

impl Number {
    fn seq(self, base: u32) -> Seq {
        Seq(match self {
            Self::Near(offset) => base.wrapping_add_signed(i32::from(offset)),
            Self::Any(number) => number,
        })
    }
}

#[derive(Debug, Arbitrary)]
struct Arrival {
    seq: Number,
    ack: Number,
    flags: u16,
    window: u16,
    urgent: u16,
    len: u16,
    mss: Option<u16>,
    window_scale: Option<u8>,
    sack_permitted: bool,
    timestamps: Option<(i16, i16)>,
    sack: Option<[(i8, i8); 2]>,
    stranger: bool,
}

#[derive(Debug, Arbitrary)]
enum Input {
    Segment(Arrival),
    /// What a well-behaved peer would send: in order, acknowledging all.
    Ordinary {
        flags: u8,
        len: u8,
        window: u16,
        acked: u8,
    },
    Send {
        len: u16,
        push: bool,
    },
    Receive(u16),
    Close,
    Shutdown,
    Abort,
    Listen,
    Connect,
    Child,
    TimeOut,
    Wait(u32),
    Poll(u8),
    TakeError,
    Icmp {
        what: u8,
        mtu: u16,
        seq: Number,
    },
    Rebase,
}

struct Bench {
    tcp: Endpoint,
    now: Instant,
    log: Log,
    peer: SocketAddr,
}

pub(crate) fn run(bytes: &[u8]) {
    let mut input = Unstructured::new(bytes);
    let Ok(settings) = Settings::arbitrary(&mut input) else { return };
    let local = SocketAddr::from(([10, 0, 0, 1], 1000));
    let mut bench = Bench {
        tcp: Endpoint::new(settings.config(), local),
        now: Instant::ZERO,
        log: Log::new(),
        peer: SocketAddr::from(([10, 0, 0, 2], 80)),
    };
    for _ in 0..MOST_INPUTS {
        let Ok(step) = Input::arbitrary(&mut input) else { break };
        bench.take(step);
        bench.check();
        if input.is_empty() {
            break;
        }
    }
    // Whatever happened, what is left to send has an end.
    bench.poll(MOST_AT_ONCE + 1);
    bench.check();
}

impl Bench {
    fn variable(&self, variable: Variable) -> u32 {
        let value = self.tcp.variable(variable);
        value.and_then(|value| u32::try_from(value).ok()).unwrap_or(100)
    }

    fn take(&mut self, input: Input) {
        let zeros = [b'x'; 4_096];
        match input {
            Input::Segment(arrival) => self.segment(&arrival),
            Input::Ordinary { flags, len, window, acked } => {
                let header = Header {
                    seq: Seq(self.variable(Variable::RcvNxt)),
                    ack: Seq(self.variable(Variable::SndNxt)) - u32::from(acked),
                    flags: Flags(u16::from(flags)) | Flags::ACK,
                    window,
                    ..self.header()
                };
                let text = &zeros[..usize::from(len)];
                self.tcp.handle_segment(self.now, self.peer, &header, text, &mut self.log);
            }
            Input::Send { len, push } => {
                let data = &zeros[..usize::from(len) % zeros.len()];
                self.call(Call::Send { data, push });
            }
            Input::Receive(max) => self.call(Call::Receive { max: max.into() }),
            Input::Close => self.call(Call::Close),
            Input::Shutdown => self.call(Call::ShutdownWrite),
            Input::Abort => self.call(Call::Abort),
            Input::Listen => self.call(Call::OpenPassive),
            Input::Connect => {
                self.call(Call::OpenActive { remote: self.peer, iss: Seq(u32::MAX - 2) });
            }
            Input::Child => {
                self.tcp = self.tcp.spawn(self.tcp.local(), self.peer, Seq(u32::MAX - 2));
            }
            Input::TimeOut => {
                if let Some((at, _)) = self.tcp.next_timeout() {
                    self.wait_until(self.now.max(at));
                }
            }
            Input::Wait(millis) => {
                self.wait_until(self.now + Duration::from_millis(millis.into()));
            }
            Input::Poll(count) => self.poll(count.into()),
            Input::TakeError => drop(self.tcp.take_error()),
            Input::Icmp { what, mtu, seq } => {
                let kind = [3, 3, 3, 4, 11, 12][usize::from(what) % 6];
                let Some(error) = IcmpError::new(kind, what / 6, mtu) else { return };
                let seq = seq.seq(self.variable(Variable::SndUna));
                self.tcp.handle_icmp(self.now, error, seq, &mut self.log);
            }
            Input::Rebase => {
                let by = self.now.since(Instant::ZERO);
                self.tcp = self.tcp.clone().rebased(by);
                self.now = Instant::ZERO;
            }
        }
    }

    fn header(&self) -> Header {
        Header {
            src_port: self.peer.port(),
            dst_port: self.tcp.local().port(),
            ..Header::default()
        }
    }

    fn segment(&mut self, arrival: &Arrival) {
        let (rcv, snd) = (self.variable(Variable::RcvNxt), self.variable(Variable::SndUna));
        let mut sack = SackBlocks::new();
        for (left, right) in arrival.sack.into_iter().flatten() {
            let near = |offset: i8| Seq(snd.wrapping_add_signed(i32::from(offset)));
            sack.push(near(left), near(right));
        }
        let recent = self.variable(Variable::TsRecent);
        let near = |offset: i16| recent.wrapping_add_signed(i32::from(offset));
        let header = Header {
            seq: arrival.seq.seq(rcv),
            ack: arrival.ack.seq(snd),
            flags: Flags(arrival.flags),
            window: arrival.window,
            urgent: arrival.urgent,
            options: Options {
                mss: arrival.mss,
                window_scale: arrival.window_scale,
                sack_permitted: arrival.sack_permitted,
                timestamps: arrival
                    .timestamps
                    .map(|(value, echo)| Timestamps { value: near(value), echo: near(echo) }),
                sack,
            },
            ..self.header()
        };
        let text = vec![b'y'; usize::from(arrival.len) % 4_096];
        let mut src = self.peer;
        src.set_port(src.port() + u16::from(arrival.stranger));
        self.tcp.handle_segment(self.now, src, &header, &text, &mut self.log);
    }

    fn call(&mut self, call: Call<'_>) {
        // Being refused is as good an answer as any.
        let _ = self.tcp.handle_call(self.now, call, &mut self.log);
    }

    fn wait_until(&mut self, when: Instant) {
        self.now = when;
        self.tcp.handle_timeout(when, &mut self.log);
        if let Some((at, timer)) = self.tcp.next_timeout() {
            assert!(at > when, "{timer:?} is due and did not fire");
        }
    }

    fn poll(&mut self, count: usize) {
        for sent in 0..count {
            if self.tcp.poll_transmit(self.now, &mut self.log).is_none() {
                return;
            }
            assert!(sent < MOST_AT_ONCE, "sending does not end");
        }
    }

    fn check(&mut self) {
        for note in self.log.take() {
            if let Note::Transition { from, to, .. } = note {
                let declared = TRANSITIONS.iter().any(|one| one.from == from && one.to == to);
                assert!(declared, "{from} -> {to} is not in the table");
            }
        }
        let config = self.tcp.config();
        let get = |variable| self.tcp.variable(variable);
        if let (Some(una), Some(nxt)) = (get(Variable::SndUna), get(Variable::SndNxt)) {
            let seq = |value: u64| Seq(u32::try_from(value).expect("a sequence number"));
            assert!(seq(una).le(seq(nxt)), "SND.UNA {una} is beyond SND.NXT {nxt}");
        }
        if let Some(queue) = get(Variable::SendQueue) {
            assert!(queue <= u64::from(config.send_buffer), "more to send than there is room");
        }
        // Rounded up to whole segments, if it is to be.
        let room = config.receive_buffer as usize
            + if config.whole_segment_buffer { usize::from(u16::MAX) } else { 0 };
        assert!(self.tcp.readable() <= room, "more to read than there is room");
        assert!(self.tcp.writable() <= config.send_buffer as usize);
    }
}
