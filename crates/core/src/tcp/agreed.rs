//! What the two SYNs agreed on: window scale and timestamps (RFC 7323), selective
//! acknowledgment (RFC 2018). An option counts only if both SYNs carried it.

use super::segment_arrives::Segment;
use super::{Config, Endpoint, Log, SendKind, State, Transmit};
use crate::rules::Reason;
use crate::seq::Seq;
use crate::time::{Duration, Instant};
use crate::wire::tcp::{Flags, MAX_WINDOW_SCALE, Options, Timestamps};

/// Nothing, until both SYNs are known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Agreed {
    /// Both sides may send SACK blocks.
    pub(super) sack: bool,
    /// Both windows are scaled.
    pub(super) scale: Option<Scale>,
    /// Every segment carries a timestamp.
    pub(super) timestamps: Option<Recent>,
    /// Our SYN went unanswered so often that it offers nothing but the MSS now.
    pub(super) withdrawn: bool,
}

/// The two shifts (RFC 7323 §2.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Scale {
    /// Snd.Wind.Shift: of the windows we are told.
    pub(super) snd: u8,
    /// Rcv.Wind.Shift: of the windows we tell.
    pub(super) rcv: u8,
}

/// TS.Recent and its age (RFC 7323 §4.3, §5.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Recent {
    /// TS.Recent: what we give back.
    pub(super) value: u32,
    /// When it was taken over.
    pub(super) at: Instant,
}

/// After so long TS.Recent says nothing: the peer's clock may have gone half way
/// round (RFC 7323 §5.5).
const OUTDATED: Duration = Duration::from_secs(24 * 24 * 3_600);
/// Bytes a timestamps option takes with its padding.
const TIMESTAMPS_LEN: u16 = 12;
/// Bytes of a SACK option with its padding, without the blocks.
const SACK_LEN: u16 = 4;
/// Bytes of a block.
const SACK_BLOCK_LEN: u16 = 8;

/// Whether timestamp `a` is before `b`, on a clock that wraps (RFC 7323 §5.2).
pub(super) const fn before(a: u32, b: u32) -> bool {
    Seq(a).lt(Seq(b))
}

impl Config {
    /// The window scale shift to offer: what is configured, but never so much that the
    /// whole buffer would be less than four of its units, as no window could be told then.
    fn offered_shift(&self) -> Option<u8> {
        let most = self.receive_buffer.checked_ilog2().unwrap_or(0).saturating_sub(2);
        let most = u8::try_from(most).unwrap_or(MAX_WINDOW_SCALE).min(MAX_WINDOW_SCALE);
        self.window_scale.map(|shift| shift.min(most))
    }

    /// What our timestamp clock shows at `now`.
    fn timestamp(&self, now: Instant) -> u32 {
        let millis = now.since(Instant::ZERO).as_nanos() / 1_000_000;
        // The clock wraps, as it should.
        #[expect(clippy::cast_possible_truncation, reason = "it wraps, RFC 7323 §5.4")]
        let millis = millis as u32;
        millis.wrapping_add(self.timestamp_offset)
    }
}

impl Endpoint {
    /// The peer's SYN, `segment`, is here: what do both want?
    pub(super) fn agree(&mut self, now: Instant, segment: &Segment<'_>, log: &mut Log) {
        self.agree_on_mss(segment, log);
        self.agree_on_ecn(segment, log);
        let withdrawn = self.agreed.withdrawn;
        let config = &self.config;
        let offered = config.offered_shift().filter(|_| !withdrawn);
        let scale = offered.zip(segment.options.window_scale).map(|(ours, theirs)| Scale {
            snd: theirs.min(MAX_WINDOW_SCALE),
            rcv: ours.min(MAX_WINDOW_SCALE),
        });
        let timestamps = segment
            .options
            .timestamps
            .filter(|_| config.timestamps && !withdrawn)
            .map(|theirs| Recent { value: theirs.value, at: now });
        let sack = config.sack && !withdrawn && segment.options.sack_permitted;
        self.agreed = Agreed { sack, scale, timestamps, withdrawn };
        self.snd.sack = sack;
        if let Some(Scale { snd, rcv }) = scale {
            log.applied(Reason::WindowScaleAgreed { snd, rcv });
            self.rcv.set_shift(rcv);
        } else if let Some(ours) = offered {
            log.applied(Reason::WindowScaleRefused { ours });
        }
        if let Some(Recent { value, .. }) = timestamps {
            log.applied(Reason::TimestampsAgreed { value });
            // RFC 9293 §3.7.1, MUST-16: options take their room from the text.
            self.snd.mss = self.snd.mss.saturating_sub(TIMESTAMPS_LEN).max(1);
        }
        if sack {
            log.applied(Reason::SackAgreed);
        }
    }

    /// RFC 7323 §5.3, R1 to R3, before the other checks. Says whether to go on.
    pub(super) fn check_timestamp(
        &mut self,
        now: Instant,
        segment: &Segment<'_>,
        log: &mut Log,
    ) -> bool {
        let Some(recent) = self.agreed.timestamps else { return true };
        let Some(Timestamps { value, .. }) = segment.options.timestamps else {
            // §3.2: every segment but a reset carries one, once that is agreed.
            if segment.rst || self.config.tolerate_missing_timestamps {
                return true;
            }
            log.applied(Reason::TimestampMissing);
            return false;
        };
        // R1: older than what we have seen: a stray of the past.
        let outdated = now.since(recent.at) > OUTDATED;
        if !segment.rst && !outdated && before(value, recent.value) {
            let reason = Reason::PawsRejects { value, recent: recent.value };
            self.note_duplicate(segment);
            self.owe_ack(reason, log);
            return false;
        }
        // R3: taken over from a segment that covers what was acknowledged last, so
        // that what is given back dates from the oldest segment an ACK is for (§4.3).
        // R2, the window, decides about segments beyond; those are not it.
        let covers = segment.seq.le(self.rcv.acknowledged);
        let acceptable = self.rcv.accepts(segment.seq, segment.len());
        if covers && acceptable && (outdated || !before(value, recent.value)) && !segment.rst {
            self.agreed.timestamps = Some(Recent { value, at: now });
        }
        true
    }

    /// The round trip that a segment's `TSecr` measures (RFC 7323 §4.1), if it does.
    pub(super) fn echoed_round_trip(
        &self,
        now: Instant,
        segment: &Segment<'_>,
    ) -> Option<Duration> {
        self.agreed.timestamps?;
        let Timestamps { echo, .. } = segment.options.timestamps?;
        let elapsed = self.config.timestamp(now).wrapping_sub(echo);
        // Half the clock's range or more is no echo of ours.
        (elapsed < 1 << 31).then(|| Duration::from_millis(u64::from(elapsed)))
    }

    /// How many bytes of text go into a segment beside the options it carries
    /// (Eff.snd.MSS, RFC 9293 §3.7.1).
    pub(super) fn text_room(&self) -> u16 {
        self.snd.mss.saturating_sub(self.sack_room()).max(1)
    }

    /// Bytes the timestamps option takes from every segment.
    pub(super) fn timestamp_room(&self) -> u16 {
        if self.agreed.timestamps.is_some() { TIMESTAMPS_LEN } else { 0 }
    }

    fn sack_room(&self) -> u16 {
        if !self.agreed.sack {
            return 0;
        }
        let most = if self.agreed.timestamps.is_some() { 3 } else { 4 };
        match self.rcv.sack_blocks().len().min(most) {
            0 => 0,
            blocks => SACK_LEN + SACK_BLOCK_LEN * u16::try_from(blocks).unwrap_or(0),
        }
    }

    /// Puts the options onto a segment that is about to go out.
    pub(super) fn dress(&mut self, now: Instant, transmit: &mut Transmit) {
        let flags = transmit.header.flags;
        let acks = flags.contains(Flags::ACK);
        let (config, agreed) = (&self.config, &self.agreed);
        let value = config.timestamp(now);
        let echo = agreed.timestamps.filter(|_| acks).map_or(0, |recent| recent.value);
        let options = &mut transmit.header.options;
        if flags.contains(Flags::SYN) {
            // The first SYN offers, the second takes what was offered.
            let offers = self.state() == State::SynSent && !agreed.withdrawn;
            *options = Options {
                mss: config.announce_mss.then_some(config.mss),
                window_scale: config.offered_shift().filter(|_| offers || agreed.scale.is_some()),
                sack_permitted: config.sack && (offers || agreed.sack),
                timestamps: (config.timestamps && (offers || agreed.timestamps.is_some()))
                    .then_some(Timestamps { value, echo }),
                ..Options::default()
            };
            return;
        }
        let to_peer = Some(transmit.dst) == self.remote;
        // RFC 9293 §3.8.5: the pointer is where urgent data ends, from SEG.SEQ on.
        let seq = transmit.header.seq;
        if let Some(up) = self.snd.up.filter(|up| up.gt(seq) && transmit.kind != SendKind::Reset) {
            transmit.header.flags |= Flags::URG;
            transmit.header.urgent = u16::try_from(up.distance_from(seq)).unwrap_or(u16::MAX);
        }
        if agreed.timestamps.is_some() && to_peer {
            options.timestamps = Some(Timestamps { value, echo });
        }
        // RFC 2018 §4: every ACK while a gap is open says what is beyond it.
        if agreed.sack && acks && transmit.kind != SendKind::Reset {
            let blocks = self.rcv.sack_blocks();
            // Text that goes again was cut to fit beside fewer blocks: it comes first.
            let room = match transmit.payload.len() {
                0 => usize::MAX,
                text => usize::from(self.snd.mss).saturating_sub(text + usize::from(SACK_LEN)),
            };
            let fitting = room / usize::from(SACK_BLOCK_LEN);
            options.sack = blocks.iter().copied().take(fitting).collect();
            if !options.sack.is_empty() {
                self.rcv.duplicate = None;
            }
        }
    }

    /// Remembers which of a segment's bytes had arrived before, to be told in the
    /// first block of the next ACK (RFC 2883 §4).
    pub(super) fn note_duplicate(&mut self, segment: &Segment<'_>) {
        if self.agreed.sack && !segment.text.is_empty() {
            let begin = segment.text_seq();
            let end = (begin + segment.text_len()).min(self.rcv.nxt);
            if begin.lt(end) {
                self.rcv.duplicate = Some((begin, end));
            }
        }
    }
}
