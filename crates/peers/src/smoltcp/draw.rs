//! What a seed stands for: who does what, with which settings, over what link.

use crate::host::{Closes, Reads};
use crate::link::Faults;
use crate::rng::Rng;
use wireglass_core::seq::Seq;
use wireglass_core::tcp::{Config, Congestion, KeepAlive, Profile};
use wireglass_core::time::Duration;

/// Who opens the connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opens {
    /// We do, and smoltcp listens.
    Us,
    /// smoltcp does, and we listen.
    Them,
    /// Both at once.
    Both,
}

/// smoltcp's settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theirs {
    /// The MTU of its device, from which it makes its MSS.
    pub mtu: usize,
    /// Its receive buffer, from which it makes its window scale.
    pub receive_buffer: usize,
    /// Its send buffer.
    pub send_buffer: usize,
    /// Whether it offers timestamps.
    pub timestamps: bool,
    /// How long it delays acknowledgements.
    pub ack_delay: Option<u32>,
    /// Its Nagle algorithm.
    pub nagle: bool,
    /// How often it asks an idle peer whether it is there, in milliseconds.
    pub keep_alive: Option<u32>,
    /// Its congestion control.
    pub congestion: Congestion,
}

/// One conversation, whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setup {
    /// The seed it was drawn from.
    pub seed: u64,
    /// Who opens.
    pub opens: Opens,
    /// When we close, and when they do.
    pub closes: [Closes; 2],
    /// Bytes we write, and bytes they do.
    pub bytes: [u32; 2],
    /// How we read, and how they do.
    pub reads: [Reads; 2],
    /// The link from us to them, and back.
    pub faults: [Faults; 2],
    /// Our endpoint.
    pub ours: Config,
    /// Our ISS.
    pub iss: Seq,
    /// smoltcp.
    pub theirs: Theirs,
}

impl Setup {
    /// The conversation of this seed.
    pub fn draw(seed: u64) -> Self {
        let mut rng = Rng::new(seed);
        let opens = rng.pick(&[Opens::Us, Opens::Them, Opens::Us, Opens::Them, Opens::Both]);
        let closes = rng.pick(&[
            [Closes::WhenWritten, Closes::AfterPeer],
            [Closes::AfterPeer, Closes::WhenWritten],
            [Closes::WhenWritten, Closes::WhenWritten],
        ]);
        let bytes = [amount(&mut rng), amount(&mut rng)];
        let reads = [reads(&mut rng, bytes[1]), reads(&mut rng, bytes[0])];
        let faults = [faults(&mut rng), faults(&mut rng)];
        let ours = config(&mut rng);
        // Often close to where sequence numbers wrap, or change their sign.
        let iss = match rng.within(0..=3) {
            0 => Seq(u32::MAX - rng.within(0..=100_000)),
            1 => Seq(0x7fff_ffff - rng.within(0..=100_000)),
            _ => Seq(rng.number32()),
        };
        let theirs = theirs(&mut rng);
        Self { seed, opens, closes, bytes, reads, faults, ours, iss, theirs }
    }
}

/// 0 to 200 kB, small amounts as often as large ones.
fn amount(rng: &mut Rng) -> u32 {
    let most = rng.pick(&[0, 1, 2_000, 20_000, 200_000]);
    rng.within(0..=most)
}

/// Most read at once what there is; some are slow enough to close the window.
fn reads(rng: &mut Rng, bytes: u32) -> Reads {
    if rng.chance(700_000) {
        return Reads { chunk: 65_536, pause: Duration::ZERO };
    }
    // A minute for all of it, at most.
    let chunk = rng.within(1..=8_000).max(bytes / 60);
    let pause = Duration::from_millis(u64::from(rng.within(1..=1_000)));
    Reads { chunk: chunk as usize, pause }
}

fn faults(rng: &mut Rng) -> Faults {
    let rate = |rng: &mut Rng| {
        let most = rng.pick(&[0, 0, 20_000, 200_000]);
        rng.within(0..=most)
    };
    let millis = |rng: &mut Rng, most| Duration::from_millis(u64::from(rng.within(0..=most)));
    Faults {
        delay: millis(rng, 150) + Duration::from_micros(u64::from(rng.within(1..=999))),
        jitter: if rng.chance(500_000) { Duration::ZERO } else { millis(rng, 30) },
        loss: rate(rng),
        duplication: rate(rng),
        reordering: rate(rng),
        held: millis(rng, 400),
        corruption: rate(rng) / 4,
    }
}

fn config(rng: &mut Rng) -> Config {
    let base = rng.pick(&Profile::ALL).config();
    let mss = rng.pick(&[1_460, 1_460, 1_200, 536, 100]);
    let yes = |rng: &mut Rng| rng.chance(500_000);
    let receive_buffer = match rng.within(0..=3) {
        0 => rng.within(2 * mss..=20 * mss),
        1 => rng.within(65_536..=300_000),
        _ => rng.within(4_000..=65_535),
    };
    // Windows are told in units of 2^shift: with units as large as a window there would be none.
    let most_shift = (receive_buffer / 16).ilog2();
    let shift = rng.within(0..=most_shift.min(14));
    Config {
        mss: u16::try_from(mss).unwrap_or(u16::MAX),
        receive_buffer,
        send_buffer: rng.within(2_000..=200_000),
        msl: Duration::from_millis(u64::from(rng.within(0..=60_000))),
        delayed_ack: rng
            .pick(&[None, None, Some(40), Some(200), Some(499)])
            .map(Duration::from_millis),
        nagle: yes(rng),
        window_scale: if yes(rng) { u8::try_from(shift).ok() } else { None },
        timestamps: yes(rng),
        timestamp_offset: rng.number32(),
        sack: yes(rng),
        congestion: rng.pick(&[
            Congestion::Off,
            Congestion::Reno,
            Congestion::Reno,
            Congestion::Cubic,
            Congestion::Cubic,
        ]),
        initial_window: rng.pick(&[None, Some(1), Some(10)]),
        keep_alive: rng.chance(200_000).then(|| KeepAlive {
            idle: Duration::from_secs(5),
            interval: Duration::from_secs(1),
            probes: 100,
        }),
        exact_reset: yes(rng),
        challenge_syn: yes(rng),
        reset_unread_on_close: yes(rng),
        whole_segment_buffer: yes(rng),
        // Nobody gives up: the link is bad, not broken.
        user_timeout: None,
        syn_retries: u8::MAX,
        syn_ack_retries: u8::MAX,
        data_retries: u8::MAX,
        ..base
    }
}

fn theirs(rng: &mut Rng) -> Theirs {
    let yes = |rng: &mut Rng| rng.chance(500_000);
    Theirs {
        mtu: rng.pick(&[1_500, 1_500, 1_240, 576, 296]),
        receive_buffer: rng.within(2_000..=200_000) as usize,
        send_buffer: rng.within(2_000..=200_000) as usize,
        timestamps: yes(rng),
        ack_delay: rng.pick(&[None, Some(10), Some(200)]),
        nagle: yes(rng),
        keep_alive: rng.chance(200_000).then_some(5_000),
        congestion: rng.pick(&[Congestion::Off, Congestion::Reno, Congestion::Cubic]),
    }
}
