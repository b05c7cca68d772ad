//! Properties: whatever the network does, the bytes arrive in order or somebody
//! is told; whatever arrives, nothing breaks.

use super::helpers::{ISS_A, ISS_B, addr_a, addr_b};
use crate::seq::Seq;
use crate::tcp::{
    Call, CallOk, Config, Congestion, Endpoint, Log, Note, Profile, SendKind, State, TRANSITIONS,
    Transmit, Variable,
};
use crate::time::{Duration, Instant};
use crate::wire::tcp::{Flags, Header, Options};
use proptest::prelude::*;

/// What becomes of one segment on its way.
#[derive(Clone, Copy, Debug)]
enum Fate {
    Lost,
    Arrives { after: u8 },
    Twice { first: u8, second: u8 },
}

fn fate() -> impl Strategy<Value = Fate> {
    prop_oneof![
        1 => Just(Fate::Lost),
        4 => (1_u8..4).prop_map(|after| Fate::Arrives { after }),
        1 => (1_u8..40).prop_map(|after| Fate::Arrives { after }),
        1 => (1_u8..4, 1_u8..60).prop_map(|(first, second)| Fate::Twice { first, second }),
    ]
}

/// One end with its application: writes `text` and closes, reads to the end.
struct End {
    tcp: Endpoint,
    text: Vec<u8>,
    written: usize,
    closed: bool,
    read: Vec<u8>,
    finished: bool,
    log: Log,
}

impl End {
    fn new(tcp: Endpoint, text: Vec<u8>) -> Self {
        let log = Log::new();
        Self { tcp, text, written: 0, closed: false, read: Vec::new(), finished: false, log }
    }

    fn call(&mut self, now: Instant, call: Call<'_>) -> Option<CallOk> {
        self.tcp.handle_call(now, call, &mut self.log).ok()
    }

    /// The application does what it can.
    fn run(&mut self, now: Instant) {
        if self.tcp.state().is_synchronized() {
            while self.written < self.text.len() {
                let data = self.text[self.written..].to_vec();
                let Some(CallOk::Sent(count)) =
                    self.call(now, Call::Send { data: &data, push: true })
                else {
                    break;
                };
                self.written += count;
            }
            if self.written == self.text.len() && !self.closed {
                self.closed = self.call(now, Call::ShutdownWrite).is_some();
            }
        }
        while let Some(CallOk::Received(data)) = self.call(now, Call::Receive { max: 100 }) {
            if data.is_empty() {
                self.finished = true;
                break;
            }
            self.read.extend(data);
        }
        for note in self.log.take() {
            if let Note::Transition { from, to, .. } = note {
                assert!(TRANSITIONS.iter().any(|t| t.from == from && t.to == to));
            }
        }
    }
}

fn bytes(len: usize, salt: u8) -> Vec<u8> {
    (0..len).map(|i| (i % 251).to_le_bytes()[0] ^ salt).collect()
}

fn check_variables(tcp: &Endpoint) {
    let (Some(una), Some(nxt)) = (tcp.variable(Variable::SndUna), tcp.variable(Variable::SndNxt))
    else {
        return;
    };
    let seq = |value: u64| Seq(u32::try_from(value).expect("a sequence number"));
    assert!(seq(una).le(seq(nxt)), "SND.UNA {una} SND.NXT {nxt}");
}

/// New text stays within both windows: the peer's, and the congestion window with
/// what limited transmit may add (and the FIN). That is never less than a segment.
fn check_windows(tcp: &Endpoint, segment: &Transmit) {
    let (snd, Some(cwnd)) = (&tcp.snd, tcp.variable(Variable::Cwnd)) else { return };
    assert!(cwnd >= u64::from(snd.mss), "cwnd {cwnd}");
    if segment.kind != SendKind::First || segment.payload.is_empty() {
        return;
    }
    let pipe = u64::from(snd.pipe());
    assert!(pipe <= cwnd + 2 * u64::from(snd.mss) + 1, "pipe {pipe} cwnd {cwnd}");
    assert!(snd.flight() <= snd.max_wnd, "{} in flight", snd.flight());
}

/// Runs both ends until nothing is left to happen; checks the outcome.
fn converse(fates: &[Fate], simultaneous: bool, lens: (usize, usize), config: &Config) {
    let mut a = End::new(Endpoint::new(config.clone(), addr_a()), bytes(lens.0, 0));
    a.call(Instant::ZERO, Call::OpenActive { remote: addr_b(), iss: ISS_A }).expect("opens");
    let mut b_tcp = Endpoint::new(config.clone(), addr_b());
    let mut log = Log::new();
    if simultaneous {
        let call = Call::OpenActive { remote: addr_a(), iss: ISS_B };
        b_tcp.handle_call(Instant::ZERO, call, &mut log).expect("opens");
    } else {
        b_tcp.handle_call(Instant::ZERO, Call::OpenPassive, &mut log).expect("listens");
        b_tcp = b_tcp.spawn(addr_b(), addr_a(), ISS_B);
    }
    let b = End::new(b_tcp, bytes(lens.1, 0xff));
    let mut ends = [a, b];
    let mut wire: Vec<(Instant, usize, Transmit)> = Vec::new();
    let mut fates = fates.iter().copied();
    let mut now = Instant::ZERO;
    for step in 0.. {
        assert!(step < 20_000, "livelock: {:?} {:?}", ends[0].tcp, ends[1].tcp);
        for (side, end) in ends.iter_mut().enumerate() {
            end.run(now);
            while let Some(segment) = end.tcp.poll_transmit(now, &mut end.log) {
                check_windows(&end.tcp, &segment);
                let at = |after: u8| now + Duration::from_millis(10 * u64::from(after));
                // When the bad luck has run out the network is a good one.
                match fates.next().unwrap_or(Fate::Arrives { after: 1 }) {
                    Fate::Lost => {}
                    Fate::Arrives { after } => wire.push((at(after), 1 - side, segment)),
                    Fate::Twice { first, second } => {
                        wire.push((at(first), 1 - side, segment.clone()));
                        wire.push((at(second), 1 - side, segment));
                    }
                }
            }
            check_variables(&end.tcp);
        }
        let arrival = wire.iter().enumerate().min_by_key(|(_, (at, ..))| *at);
        let arrival = arrival.map(|(index, (at, ..))| (*at, index));
        let timeout = ends.iter().filter_map(|end| Some(end.tcp.next_timeout()?.0)).min();
        match (arrival, timeout) {
            (None, None) => break,
            (Some((at, index)), timeout) if timeout.is_none_or(|timeout| at <= timeout) => {
                now = at;
                let (_, side, segment) = wire.swap_remove(index);
                let end = &mut ends[side];
                let src = if side == 0 { addr_b() } else { addr_a() };
                end.tcp.handle_segment(now, src, &segment.header, &segment.payload, &mut end.log);
            }
            (_, Some(timeout)) => {
                now = now.max(timeout);
                for end in &mut ends {
                    end.tcp.handle_timeout(now, &mut end.log);
                }
            }
            (Some(_), None) => unreachable!("the arrival comes first where no timer runs"),
        }
    }
    // An end that gives up cannot tell the other, which may then wait for ever;
    // but where nobody was told of a failure, everything must have arrived.
    let told = ends.iter().any(|end| end.tcp.error().is_some());
    for (side, end) in ends.iter().enumerate() {
        let peer = &ends[1 - side];
        assert!(peer.text.starts_with(&end.read), "only what was sent, in order");
        let complete = end.finished && end.read == peer.text;
        assert!(
            complete || told,
            "side {side} in {} read {} of {}",
            end.tcp.state(),
            end.read.len(),
            peer.text.len()
        );
        assert!(told || end.tcp.state() == State::Closed, "side {side} in {}", end.tcp.state());
    }
}

fn small() -> Config {
    Config {
        mss: 50,
        receive_buffer: 300,
        send_buffer: 400,
        msl: Duration::from_secs(5),
        user_timeout: None,
        ..Profile::Rfc.config()
    }
}

#[derive(Clone, Debug)]
enum Input {
    Segment { seq: i8, ack: i8, flags: u16, len: u8, window: u16, mss: Option<u16> },
    Far { seq: u32, ack: u32, flags: u16 },
    Send(u8),
    Receive,
    Close,
    Shutdown,
    Abort,
    Listen,
    Connect,
    Timeout,
    Poll,
}

fn input() -> impl Strategy<Value = Input> {
    let window = prop_oneof![Just(0), Just(1), Just(65_535), 0_u16..500];
    let flags = prop_oneof![3 => Just(Flags::ACK.0), 3 => Just(Flags::ACK.0 | Flags::FIN.0), 4 => 0_u16..64];
    prop_oneof![
        8 => (-8_i8..30, -8_i8..30, flags, 0_u8..20, window, proptest::option::of(any::<u16>()))
            .prop_map(|(seq, ack, flags, len, window, mss)| Input::Segment { seq, ack, flags, len, window, mss }),
        1 => (any::<u32>(), any::<u32>(), 0_u16..64)
            .prop_map(|(seq, ack, flags)| Input::Far { seq, ack, flags }),
        2 => any::<u8>().prop_map(Input::Send),
        1 => Just(Input::Receive),
        1 => Just(Input::Close),
        1 => Just(Input::Shutdown),
        1 => prop_oneof![Just(Input::Abort), Just(Input::Listen), Just(Input::Connect)],
        3 => Just(Input::Timeout),
        4 => Just(Input::Poll),
    ]
}

/// Feeds anything to an endpoint in any state.
fn abuse(state: State, inputs: &[Input], delayed_ack: Option<Duration>) {
    let mut host = super::helpers::Host::in_state(state);
    host.tcp.config.delayed_ack = delayed_ack;
    for input in inputs {
        let seq = |offset: i8| 301_u32.wrapping_add_signed(i32::from(offset));
        let ack = |offset: i8| 101_u32.wrapping_add_signed(i32::from(offset));
        let header = |seq, ack, flags, window, mss| Header {
            src_port: 80,
            dst_port: 1000,
            seq: Seq(seq),
            ack: Seq(ack),
            flags: Flags(flags),
            window,
            urgent: 5,
            options: Options { mss, ..Options::default() },
        };
        match *input {
            Input::Segment { seq: s, ack: a, flags, len, window, mss } => {
                let header = header(seq(s), ack(a), flags, window, mss);
                let text = bytes(usize::from(len), 0);
                host.tcp.handle_segment(host.now, addr_b(), &header, &text, &mut host.log);
            }
            Input::Far { seq, ack, flags } => {
                let header = header(seq, ack, flags, 10, None);
                host.tcp.handle_segment(host.now, addr_b(), &header, b"far", &mut host.log);
            }
            Input::Send(len) => {
                let data = bytes(usize::from(len), 1);
                host.call(Call::Send { data: &data, push: len % 2 == 0 }).ok();
            }
            Input::Receive => drop(host.call(Call::Receive { max: 7 })),
            Input::Close => drop(host.call(Call::Close)),
            Input::Shutdown => drop(host.call(Call::ShutdownWrite)),
            Input::Abort => drop(host.call(Call::Abort)),
            Input::Listen => drop(host.call(Call::OpenPassive)),
            Input::Connect => {
                drop(host.call(Call::OpenActive { remote: addr_b(), iss: ISS_A }));
            }
            Input::Timeout => {
                if let Some((at, _)) = host.tcp.next_timeout() {
                    host.now = host.now.max(at);
                    host.tcp.handle_timeout(host.now, &mut host.log);
                }
            }
            Input::Poll => drop(host.flush()),
        }
        check_variables(&host.tcp);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn bytes_arrive_in_order_or_somebody_is_told(
        fates in proptest::collection::vec(fate(), 0..120),
        simultaneous in any::<bool>(),
        lens in (0_usize..2_000, 0_usize..2_000),
        delayed_ack in proptest::option::of((1_u64..500).prop_map(Duration::from_millis)),
        nagle in any::<bool>(),
    ) {
        converse(&fates, simultaneous, lens, &Config { delayed_ack, nagle, ..small() });
    }

    #[test]
    fn losses_are_repaired_within_the_windows(
        fates in proptest::collection::vec(fate(), 0..200),
        congestion in proptest::sample::select(vec![
            Congestion::Off,
            Congestion::Reno,
            Congestion::Cubic,
        ]),
        (sack, timestamps, nagle) in any::<(bool, bool, bool)>(),
        lens in (0_usize..6_000, 0_usize..200),
        initial_window in proptest::option::of(1_u8..10),
        delayed_ack in proptest::option::of(Just(Duration::from_millis(40))),
    ) {
        let config = Config {
            congestion,
            sack,
            timestamps,
            nagle,
            initial_window,
            delayed_ack,
            receive_buffer: 2_000,
            send_buffer: 3_000,
            ..small()
        };
        converse(&fates, false, lens, &config);
    }

    #[test]
    fn nothing_that_arrives_breaks_it(
        state in proptest::sample::select(State::ALL.to_vec()),
        inputs in proptest::collection::vec(input(), 0..80),
        delayed_ack in proptest::option::of(Just(Duration::from_millis(40))),
    ) {
        abuse(state, &inputs, delayed_ack);
    }
}

#[test]
fn a_good_network_delivers_everything() {
    converse(&[], false, (100_000, 50_000), &Profile::Rfc.config());
    converse(&[], true, (5_000, 5_000), &small());
}

#[test]
fn a_dead_network_is_noticed() {
    converse(&[Fate::Lost; 100], false, (10, 10), &small());
}
