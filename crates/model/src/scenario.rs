//! The scenarios: two programs, a configuration, how much bad luck there is.

use crate::property::Goal;
use crate::world::{Luck, Segment, Side};
use wireglass_core::seq::Seq;
use wireglass_core::tcp::{Call, Config, Congestion, Endpoint, KeepAlive, Log, Profile};
use wireglass_core::time::{Duration, Instant};
use wireglass_core::wire::tcp::{Flags, Header, Options};

/// What every timer takes: see the crate's documentation on time.
const WAIT: Duration = Duration::from_secs(1);

/// A step of a program. None but the two that say so waits for anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// OPEN, active.
    Connect,
    /// Waits until there is a connection, or will be none.
    AwaitOpen,
    /// SEND.
    Send(&'static str),
    /// Waits until the end of the stream was read, or the connection is gone.
    ReadToEnd,
    /// CLOSE as RFC 9293 has it: this direction only.
    Shutdown,
    /// The socket is closed: nobody reads any more.
    Close,
}

/// What the network does beyond what [`Luck`] allows. Anything but
/// [`Network::Honest`] is there to show that the checks can fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Network {
    /// Nothing.
    Honest,
    /// It changes a byte of the text.
    Forges,
    /// What this end sends is lost, always.
    Swallows(Side),
}

impl Network {
    /// What becomes of a segment on its way.
    pub(crate) fn carry(self, segment: &Segment) -> (Header, Vec<u8>) {
        let mut text = segment.text.clone();
        if self == Self::Forges {
            for byte in &mut text {
                *byte ^= 1;
            }
        }
        (segment.header.clone(), text)
    }

    /// Whether what `side` sends never arrives.
    pub(crate) fn swallows(self, side: Side) -> bool {
        self == Self::Swallows(side)
    }
}

/// A SYN of an earlier incarnation, in flight from the beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Old {
    /// Where it will arrive.
    pub to: Side,
    /// Its sequence number.
    pub seq: Seq,
}

impl Old {
    pub(crate) fn segment(self) -> Segment {
        let from = self.to.peer();
        let header = Header {
            src_port: from.addr().port(),
            dst_port: self.to.addr().port(),
            seq: self.seq,
            ack: Seq(0),
            flags: Flags::SYN,
            window: 2,
            urgent: 0,
            options: Options::default(),
        };
        Segment { header, text: Vec::new() }
    }
}

/// What is explored: everything that can happen from here on.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// Its name.
    pub name: &'static str,
    /// What both ends are set to.
    pub config: Config,
    /// Whether B listens from the beginning.
    pub listens: bool,
    /// Whether they are connected from the beginning.
    pub opened: bool,
    /// The two programs, by [`Side::index`].
    pub programs: [&'static [Step]; 2],
    /// Bytes that one read takes.
    pub read: usize,
    /// How much may go wrong.
    pub luck: Luck,
    /// An old SYN in flight.
    pub old: Option<Old>,
    /// What must be seen.
    pub sometimes: &'static [Goal],
    /// How the network is.
    pub network: Network,
}

/// How large the bounds are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// For a unit test: seconds in a debug build.
    Tiny,
    /// For every run of CI.
    Usual,
    /// For a machine that has nothing else to do.
    Large,
}

/// The smallest endpoint there can be. Segments of one byte, and two in the window.
pub fn config() -> Config {
    Config {
        mss: 1,
        receive_buffer: 2,
        send_buffer: 4,
        msl: WAIT.divided_by(2),
        rto_initial: WAIT,
        rto_min: WAIT,
        rto_max: WAIT,
        rto_after_lost_syn: WAIT,
        syn_retries: 8,
        syn_ack_retries: 8,
        data_retries: 8,
        user_timeout: None,
        challenge_ack_interval: Duration::ZERO,
        // Nobody attacks here, and in a time without lengths a limit would only be a count.
        challenge_period: Duration::ZERO,
        congestion: Congestion::Off,
        announce_mss: true,
        ..Profile::Rfc.config()
    }
}

impl Scenario {
    /// B listens, A connects, both do as their programs say; nothing goes wrong.
    pub fn new(name: &'static str, a: &'static [Step], b: &'static [Step]) -> Self {
        Self {
            name,
            config: config(),
            listens: true,
            opened: false,
            programs: [a, b],
            read: 2,
            luck: Luck::default(),
            old: None,
            sometimes: &[Goal::AllWell],
            network: Network::Honest,
        }
    }

    /// An end as it is before anything happens.
    pub(crate) fn endpoint(&self, side: Side) -> Endpoint {
        let mut endpoint = Endpoint::new(self.config.clone(), side.addr());
        if side == Side::B && self.listens {
            // Cannot fail: the endpoint is CLOSED.
            endpoint.handle_call(Instant::ZERO, Call::OpenPassive, &mut Log::new()).ok();
            endpoint = endpoint.spawn(side.addr(), side.peer().addr(), side.iss());
        }
        endpoint
    }

    /// Whether nobody has anything to send.
    pub(crate) fn silent(&self) -> bool {
        !self
            .programs
            .iter()
            .flat_map(|program| program.iter())
            .any(|step| matches!(step, Step::Send(_)))
    }
}

const CLIENT: &[Step] = &[Step::Connect, Step::AwaitOpen, Step::Send("ab"), Step::Close];
const LONG_CLIENT: &[Step] = &[Step::Connect, Step::AwaitOpen, Step::Send("abc"), Step::Close];
const HASTY_CLIENT: &[Step] = &[Step::Connect, Step::Send("a"), Step::Close];
const SHORT_CLIENT: &[Step] = &[Step::Connect, Step::AwaitOpen, Step::Send("a"), Step::Close];
const HASTY_PEER: &[Step] = &[Step::Connect, Step::Send("x"), Step::Close];
const CLOSER: &[Step] = &[Step::Connect, Step::Close];
const SHUTTER: &[Step] =
    &[Step::Connect, Step::AwaitOpen, Step::Shutdown, Step::ReadToEnd, Step::Close];
const ASKER: &[Step] = &[
    Step::Connect,
    Step::AwaitOpen,
    Step::Send("a"),
    Step::Shutdown,
    Step::ReadToEnd,
    Step::Close,
];
const SERVER: &[Step] = &[Step::AwaitOpen, Step::Close];
const READER: &[Step] = &[Step::AwaitOpen, Step::ReadToEnd, Step::Close];
const SHUT_SERVER: &[Step] = &[Step::AwaitOpen, Step::Shutdown, Step::ReadToEnd, Step::Close];
const ANSWERER: &[Step] = &[Step::AwaitOpen, Step::ReadToEnd, Step::Send("xy"), Step::Close];

/// `usual` in CI, `tiny` in a unit test, `large` when asked.
fn luck(size: Size, tiny: Luck, usual: Luck, large: Luck) -> Luck {
    match size {
        Size::Tiny => tiny,
        Size::Usual => usual,
        Size::Large => large,
    }
}

const fn bad(losses: u8, doublings: u8, overtakings: u8, early: u8) -> Luck {
    Luck { losses, doublings, overtakings, early, aborts: 0, crashes: 0 }
}

/// Every scenario, with the bounds of this size.
#[allow(clippy::too_many_lines)] // a list: one entry after the other
pub fn all(size: Size) -> Vec<Scenario> {
    // Whoever may be left alone finds out in time.
    let orphaned = Config { fin_wait_2_timeout: Some(WAIT), ..config() };
    let kept_alive = Config {
        keep_alive: Some(KeepAlive { idle: WAIT, interval: WAIT, probes: 1 }),
        ..orphaned.clone()
    };
    let few = Config { syn_retries: 1, syn_ack_retries: 1, data_retries: 1, ..orphaned.clone() };
    vec![
        Scenario {
            luck: luck(size, bad(0, 0, 0, 0), bad(1, 1, 1, 0), bad(1, 1, 1, 1)),
            ..Scenario::new("one way, both close", LONG_CLIENT, READER)
        },
        Scenario {
            config: orphaned.clone(),
            luck: luck(size, bad(0, 0, 0, 0), bad(1, 0, 1, 0), bad(1, 1, 1, 1)),
            sometimes: &[Goal::AllWell, Goal::Reset],
            ..Scenario::new("closing whenever", CLIENT, SERVER)
        },
        Scenario {
            config: orphaned.clone(),
            listens: false,
            luck: luck(size, bad(0, 0, 0, 0), bad(1, 1, 0, 0), bad(1, 1, 1, 1)),
            sometimes: &[Goal::SimultaneousOpen, Goal::AllWell, Goal::Refused],
            ..Scenario::new("simultaneous open", HASTY_CLIENT, HASTY_PEER)
        },
        Scenario {
            opened: true,
            luck: luck(size, bad(1, 0, 0, 0), bad(2, 1, 1, 1), bad(3, 2, 1, 1)),
            sometimes: &[Goal::AllWell, Goal::SimultaneousClose, Goal::BothTimeWait],
            ..Scenario::new("simultaneous close", SHUTTER, SHUT_SERVER)
        },
        Scenario {
            opened: true,
            luck: luck(size, bad(0, 0, 0, 0), bad(1, 1, 1, 0), bad(1, 1, 1, 1)),
            sometimes: &[Goal::AllWell, Goal::ReadsAfterClosing],
            ..Scenario::new("half-close", ASKER, ANSWERER)
        },
        Scenario {
            opened: true,
            config: Config { receive_buffer: 1, ..config() },
            read: 1,
            luck: luck(size, bad(1, 0, 0, 0), bad(1, 1, 1, 1), bad(2, 1, 1, 1)),
            sometimes: &[Goal::AllWell, Goal::WindowProbed],
            ..Scenario::new("closed window", CLIENT, READER)
        },
        Scenario {
            opened: true,
            config: Config {
                delayed_ack: Some(WAIT),
                nagle: true,
                mss: 2,
                receive_buffer: 3,
                ..config()
            },
            luck: luck(size, bad(0, 0, 0, 0), bad(1, 1, 1, 1), bad(2, 1, 1, 1)),
            sometimes: &[Goal::AllWell, Goal::AckDelayed],
            ..Scenario::new("delayed ACK, Nagle", LONG_CLIENT, READER)
        },
        Scenario {
            config: orphaned.clone(),
            luck: Luck {
                aborts: 1,
                ..luck(size, bad(0, 0, 0, 0), bad(1, 0, 0, 0), bad(1, 1, 1, 0))
            },
            sometimes: &[Goal::AllWell, Goal::Reset, Goal::Refused],
            ..Scenario::new("abort at any time", SHORT_CLIENT, SERVER)
        },
        Scenario {
            config: orphaned.clone(),
            luck: Luck {
                crashes: 1,
                ..luck(size, bad(0, 0, 0, 0), bad(1, 0, 0, 0), bad(1, 1, 1, 0))
            },
            sometimes: &[Goal::AllWell, Goal::Reset, Goal::HalfOpen],
            ..Scenario::new("crash at any time", SHORT_CLIENT, SERVER)
        },
        Scenario {
            config: kept_alive,
            opened: true,
            luck: Luck {
                crashes: 1,
                ..luck(size, bad(0, 0, 0, 0), bad(1, 0, 0, 0), bad(1, 1, 1, 1))
            },
            sometimes: &[Goal::AllWell, Goal::HalfOpen, Goal::GaveUp],
            ..Scenario::new("keep-alive", ASKER, READER)
        },
        Scenario {
            listens: false,
            luck: luck(size, bad(1, 0, 0, 0), bad(3, 2, 1, 1), bad(4, 2, 2, 2)),
            sometimes: &[Goal::Refused],
            ..Scenario::new("nobody listens", CLOSER, &[])
        },
        Scenario {
            old: Some(Old { to: Side::B, seq: Seq(90) }),
            luck: luck(size, bad(0, 0, 1, 0), bad(1, 1, 1, 0), bad(2, 1, 1, 1)),
            sometimes: &[Goal::AllWell, Goal::OldSynBelieved],
            ..Scenario::new("old duplicate SYN", SHORT_CLIENT, READER)
        },
        Scenario {
            config: few.clone(),
            luck: Luck {
                aborts: 2,
                ..luck(size, bad(2, 0, 0, 0), bad(3, 0, 0, 0), bad(4, 0, 1, 1))
            },
            sometimes: &[Goal::AllWell, Goal::GaveUp],
            ..Scenario::new("giving up", SHORT_CLIENT, READER)
        },
        Scenario {
            config: Config { user_timeout: Some(WAIT), ..orphaned.clone() },
            luck: Luck {
                aborts: 2,
                ..luck(size, bad(1, 0, 0, 0), bad(2, 0, 0, 0), bad(2, 1, 1, 1))
            },
            sometimes: &[Goal::AllWell, Goal::GaveUp],
            ..Scenario::new("user time-out", SHORT_CLIENT, READER)
        },
    ]
}
