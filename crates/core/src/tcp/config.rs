//! What may differ between endpoints: limits, times and permitted choices.
//!
//! RFC 9293 leaves numbers and MAYs to the implementer. They are gathered here
//! as data, and a [`Profile`] is nothing but a set of defaults: no code asks
//! which profile it runs under.

use super::EcnUse;
use crate::time::Duration;

/// Whose defaults an endpoint starts from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Profile {
    /// The numbers RFC 9293 and RFC 6298 themselves give.
    #[default]
    Rfc,
    /// Linux (documented in tcp(7) and the kernel's `ip-sysctl`).
    Linux,
    /// FreeBSD (documented in tcp(4)).
    FreeBsd,
}

/// How the congestion window grows and shrinks (RFC 5681).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Congestion {
    /// Not at all: only the peer's window limits the sender. For lessons about that
    /// window; RFC 9293 §3.8.2 (MUST-19) asks every real one for congestion control.
    Off,
    /// The algorithms of RFC 5681 with the NewReno recovery of RFC 6582.
    Reno,
    /// CUBIC (RFC 9438).
    Cubic,
}

/// Probes of an idle connection (RFC 9293 §3.8.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct KeepAlive {
    /// Silence before the first probe. RFC 9293 wants two hours unless somebody asks
    /// for less (MUST-28).
    pub idle: Duration,
    /// Time between probes that nothing answers.
    pub interval: Duration,
    /// How many may go unanswered before the connection counts as dead (MUST-29: not one alone).
    pub probes: u8,
}

impl Default for KeepAlive {
    /// Two hours, then nine probes 75 s apart, as tcp(7) has it.
    fn default() -> Self {
        Self { idle: Duration::from_secs(7_200), interval: Duration::from_secs(75), probes: 9 }
    }
}

/// Everything about an endpoint that can be set before it is used.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[allow(clippy::struct_excessive_bools)] // independent switches, each a MAY or SHOULD of its own
pub struct Config {
    /// Whose defaults these were.
    pub profile: Profile,
    /// The MSS we announce in our SYN, in bytes of payload (RFC 9293 §3.7.1).
    pub mss: u16,
    /// Bytes we are willing to hold for the application. At most 65,535 of
    /// them can be announced without window scaling.
    pub receive_buffer: u32,
    /// Bytes the application may write ahead of their acknowledgement.
    pub send_buffer: u32,
    /// Maximum segment lifetime. TIME-WAIT lasts twice this; zero leaves it at once.
    pub msl: Duration,
    /// RTO before the first measurement (RFC 6298 §2.1).
    pub rto_initial: Duration,
    /// The least RTO (RFC 6298 §2.4).
    pub rto_min: Duration,
    /// The most RTO, backed off or not (RFC 6298 §2.5).
    pub rto_max: Duration,
    /// RTO for data after a SYN had to be sent again (RFC 6298 §5.7).
    pub rto_after_lost_syn: Duration,
    /// G of RFC 6298 §2: the granularity of the clock.
    pub clock_granularity: Duration,
    /// How often a SYN is sent again before giving up (RFC 9293 §3.8.3, R2).
    pub syn_retries: u8,
    /// The same for a SYN,ACK.
    pub syn_ack_retries: u8,
    /// The same for data and FIN; also how many window probes may go unanswered.
    pub data_retries: u8,
    /// R1 of RFC 9293 §3.8.3: with so many retransmissions of one segment IP is told
    /// that its way to the peer may be gone (SHLD-10: at least three).
    pub advise_retries: u8,
    /// Give up when something sent has waited this long (RFC 9293 §3.10.8); `None` waits on.
    pub user_timeout: Option<Duration>,
    /// The same while the connection is opening, if shorter (`keepinit` of tcp(4)).
    pub open_timeout: Option<Duration>,
    /// How long the acknowledgement of text in order, or of the FIN that leads to
    /// CLOSE-WAIT, may wait for something to ride on (RFC 9293 §3.8.6.3, which
    /// wants it below 500 ms; RFC 5681 §4.2). `None`: nothing waits.
    ///
    /// No profile sets it, as exchanges are plainer to read without; a lesson may.
    /// Linux waits 40 ms or longer (`TCP_DELACK_MIN`), though not for the first
    /// segments of a connection; FreeBSD 100 ms (`TCPTV_DELACK`).
    pub delayed_ack: Option<Duration>,
    /// The Nagle algorithm (RFC 9293 §3.7.4): at most one small segment unacknowledged.
    pub nagle: bool,
    /// A new SYN with a higher number may replace a connection in TIME-WAIT
    /// (RFC 9293 §3.6.1, a MAY).
    pub time_wait_reuse: bool,
    /// Data that arrives when nobody will read it any more is answered with a
    /// reset (RFC 9293 §3.6.1, a SHOULD).
    pub reset_data_after_close: bool,
    /// Closing with received data unread sends a reset, not a FIN, so that the
    /// peer learns of the loss (RFC 9293 §3.6.1, a SHOULD).
    pub reset_unread_on_close: bool,
    /// Empty unacceptable segments are answered at most this often, so that two
    /// confused ends cannot answer each other for ever (RFC 5961 §7).
    pub challenge_ack_interval: Duration,
    /// At most so many challenge ACKs in each `challenge_period` (RFC 5961 §7: "a reasonable
    /// number"; its example is 10 in 5 s): who is off the path must not make us a source of
    /// traffic, nor learn from how often we answer.
    pub challenge_limit: u8,
    /// How long that is; zero: there is no limit.
    pub challenge_period: Duration,
    /// Whether our SYN announces an MSS at all. Off only where an application asks
    /// for no options whatever (`TCP_NOOPT` of tcp(4)); RFC 9293 §3.7.1 wants it sent.
    pub announce_mss: bool,
    /// The window scale shift we offer, 0 to 14 (RFC 7323 §2); `None` offers none.
    pub window_scale: Option<u8>,
    /// Offer timestamps, and with them PAWS (RFC 7323 §3, §5).
    pub timestamps: bool,
    /// Segments without a timestamp are taken though timestamps were agreed on; RFC 7323
    /// §3.2 would have them dropped (a SHOULD).
    pub tolerate_missing_timestamps: bool,
    /// What our timestamp clock, which counts milliseconds, shows at time zero (RFC 7323 §5.4).
    pub timestamp_offset: u32,
    /// Offer selective acknowledgments (RFC 2018).
    pub sack: bool,
    /// Congestion control.
    pub congestion: Congestion,
    /// The initial window in segments (RFC 6928 has ten); `None`: RFC 5681 §3.1's
    /// two to four, by their size.
    pub initial_window: Option<u8>,
    /// Explicit congestion notification (RFC 3168).
    pub ecn: EcnUse,
    /// How many retransmissions of a SYN still ask for it, in case that is what keeps
    /// it from arriving (RFC 3168 §6.1.1.1).
    pub ecn_syn_retries: u8,
    /// How many retransmissions of a SYN still offer window scale, timestamps and SACK;
    /// `None`: all (`rexmit_drop_options` of tcp(4)).
    pub syn_options_retries: Option<u8>,
    /// Keep-alive probes; `None`, as RFC 9293 §3.8.4 wants the default to be, sends none.
    pub keep_alive: Option<KeepAlive>,
    /// A reset in the window but not at RCV.NXT is only challenged (RFC 5961 §3).
    /// Off: any reset in the window is believed, as RFC 793 did.
    pub exact_reset: bool,
    /// A SYN on an open connection is only challenged (RFC 5961 §4). Off: one in the
    /// window resets the connection, as RFC 793 did.
    pub challenge_syn: bool,
    /// Segments with both SYN and FIN are dropped unseen, as some firewalls and
    /// BSD's `drop_synfin` have it. RFC 9293 knows no such rule.
    pub drop_syn_fin: bool,
    /// An orphan (its socket closed) leaves FIN-WAIT-2 after this long without a FIN.
    /// RFC 9293 lets it wait for ever.
    pub fin_wait_2_timeout: Option<Duration>,
    /// Added to every RTO that was computed or backed off (`rexmit_slop` of tcp(4)).
    pub rto_slop: Duration,
    /// The receive buffer is rounded up to whole segments once the MSS is agreed, as BSD does.
    pub whole_segment_buffer: bool,
    /// A hard ICMP error ends a synchronized connection too (RFC 9293 §3.9.2.2, a
    /// SHOULD that RFC 5461 shows many systems do without for fear of forgeries).
    pub hard_errors_end_open: bool,
    /// "Administratively prohibited" refuses a connection that is opening; RFC 9293
    /// §3.9.2.2 does not list it among the hard errors.
    pub prohibited_refuses: bool,
    /// "Time exceeded" ends a connection that is opening; RFC 9293 §3.9.2.2 has it soft.
    pub time_exceeded_ends_opening: bool,
    /// No ICMP message makes packets smaller than this, in bytes with the IP header
    /// (RFC 791: 68; systems ask for more, so that nobody can make us send crumbs).
    pub min_path_mtu: u16,
    /// Resets that end a connection carry an acknowledgement, as Linux and BSD send
    /// them; RFC 9293 §3.10.5 has `<SEQ=SND.NXT><CTL=RST>`.
    pub reset_acknowledges: bool,
    /// The receive window is kept as BSD keeps it: segments are accepted as far as the
    /// buffer has room, even where the window field could not say so, and every
    /// acknowledgement announces all the room there is (silly only when it is less than
    /// a segment and a quarter of the buffer).
    pub buffer_is_window: bool,
    /// Every second segment is acknowledged at once, however small. RFC 9293 §3.8.6.3
    /// asks it for full-sized ones.
    pub ack_second_of_any_size: bool,
    /// The acknowledgement of a FIN never waits.
    pub ack_fin_at_once: bool,
    /// An acknowledgement repeats our FIN as long as that is not acknowledged itself, as
    /// BSD has it (a retransmission ahead of its time).
    pub ack_repeats_fin: bool,
    /// TIME-WAIT as BSD has it: resets are ignored (RFC 1337 §3), so is what carries no
    /// ACK; a SYN beyond RCV.NXT may open the next incarnation; everything else but the
    /// very ACK that is expected is acknowledged.
    pub strict_time_wait: bool,
    /// A SYN,ACK in LISTEN is dropped; RFC 9293 §3.10.7.2 resets it as any ACK.
    pub listen_ignores_syn_ack: bool,
}

/// The MSS to assume of a peer that announced none, over IPv4 (RFC 9293 §3.7.1).
pub const DEFAULT_SEND_MSS_V4: u16 = 536;
/// The MSS to assume of a peer that announced none, over IPv6 (RFC 9293 §3.7.1).
pub const DEFAULT_SEND_MSS_V6: u16 = 1_220;

impl Profile {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Rfc, Self::Linux, Self::FreeBsd];

    /// The defaults of this profile.
    pub const fn config(self) -> Config {
        let rfc = Config {
            profile: self,
            // An Ethernet frame's 1500 bytes less two headers of 20.
            mss: 1_460,
            receive_buffer: 65_535,
            send_buffer: 65_536,
            // RFC 9293 §3.4.2: "two minutes", an engineering choice.
            msl: Duration::from_secs(120),
            // RFC 6298 §2.1, §2.4, §2.5 (a maximum may be set if it is at least 60 s).
            rto_initial: Duration::from_secs(1),
            rto_min: Duration::from_secs(1),
            rto_max: Duration::from_secs(60),
            rto_after_lost_syn: Duration::from_secs(3),
            clock_granularity: Duration::from_millis(1),
            // RFC 9293 §3.8.3: at least 3 minutes for a SYN. 1+2+4+8+16+32+60+60 = 183 s.
            syn_retries: 7,
            syn_ack_retries: 7,
            advise_retries: 3,
            // At least 100 s for data. 1+2+4+8+16+32+60 = 123 s.
            data_retries: 6,
            // RFC 9293 §3.9.1.1 (OPEN): five minutes unless the user says otherwise.
            user_timeout: Some(Duration::from_secs(300)),
            open_timeout: None,
            delayed_ack: None,
            nagle: false,
            time_wait_reuse: false,
            reset_data_after_close: true,
            reset_unread_on_close: true,
            // RFC 5961 §7: no more than 10 in 5 s.
            challenge_ack_interval: Duration::from_millis(500),
            challenge_limit: 10,
            challenge_period: Duration::from_secs(5),
            announce_mss: true,
            // RFC 7323 and RFC 2018 are options in every sense: lessons turn them on.
            window_scale: None,
            timestamps: false,
            tolerate_missing_timestamps: false,
            timestamp_offset: 0,
            sack: false,
            congestion: Congestion::Reno,
            initial_window: None,
            // What routers do not mark in most lessons needs no bits in their SYNs.
            ecn: EcnUse::Accept,
            ecn_syn_retries: 0,
            syn_options_retries: None,
            keep_alive: None,
            exact_reset: true,
            challenge_syn: true,
            drop_syn_fin: false,
            fin_wait_2_timeout: None,
            rto_slop: Duration::ZERO,
            whole_segment_buffer: false,
            hard_errors_end_open: true,
            prohibited_refuses: false,
            time_exceeded_ends_opening: false,
            min_path_mtu: 68,
            reset_acknowledges: false,
            buffer_is_window: false,
            ack_second_of_any_size: false,
            ack_fin_at_once: false,
            ack_repeats_fin: false,
            strict_time_wait: false,
            listen_ignores_syn_ack: false,
        };
        match self {
            Self::Rfc => rfc,
            Self::Linux => Config {
                // TCP_TIMEWAIT_LEN is a fixed 60 s.
                msl: Duration::from_secs(30),
                // TCP_RTO_MIN, TCP_RTO_MAX.
                rto_min: Duration::from_millis(200),
                rto_max: Duration::from_secs(120),
                // ip-sysctl: tcp_syn_retries, tcp_synack_retries, tcp_retries2.
                syn_retries: 6,
                syn_ack_retries: 5,
                data_retries: 15,
                user_timeout: None,
                // The kernel hands an acceptable SYN in TIME-WAIT to the listener.
                time_wait_reuse: true,
                tolerate_missing_timestamps: true,
                // What tcp_rmem's most of 6 MiB needs.
                window_scale: Some(7),
                timestamps: true,
                sack: true,
                congestion: Congestion::Cubic,
                // TCP_INIT_CWND.
                initial_window: Some(10),
                // ip-sysctl: tcp_invalid_ratelimit.
                challenge_limit: 1,
                challenge_period: Duration::from_millis(500),
                // ip-sysctl: tcp_ecn (2), tcp_ecn_fallback.
                ecn: EcnUse::Accept,
                ecn_syn_retries: 0,
                // ip-sysctl: tcp_fin_timeout.
                fin_wait_2_timeout: Some(Duration::from_secs(60)),
                hard_errors_end_open: false,
                // ip-sysctl: min_pmtu.
                min_path_mtu: 552,
                reset_acknowledges: true,
                ..rfc
            },
            Self::FreeBsd => Config {
                // TCPTV_MSL.
                msl: Duration::from_secs(30),
                // tcp(4): rexmit_min, and rexmit_slop, which is added to each.
                rto_min: Duration::from_millis(30),
                rto_slop: Duration::from_millis(200),
                // TCPTV_REXMTMAX.
                rto_max: Duration::from_secs(64),
                // TCP_MAXRXTSHIFT; keepinit gives up sooner.
                syn_retries: 12,
                // SYNCACHE_MAXREXMTS.
                syn_ack_retries: 3,
                // tcp(4): keepinit.
                open_timeout: Some(Duration::from_secs(75)),
                // TCP_MAXRXTSHIFT.
                data_retries: 12,
                user_timeout: None,
                time_wait_reuse: true,
                reset_unread_on_close: false,
                receive_buffer: 65_536,
                // What kern.ipc.maxsockbuf's 2 MiB needs.
                window_scale: Some(6),
                timestamps: true,
                sack: true,
                congestion: Congestion::Cubic,
                // tcp(4): initcwnd_segments.
                initial_window: Some(10),
                // tcp(4): ack_war_cnt, ack_war_timewindow.
                challenge_limit: 5,
                challenge_period: Duration::from_secs(1),
                // tcp(4): ecn.enable (2: only when asked), ecn.maxretries.
                ecn: EcnUse::Accept,
                ecn_syn_retries: 1,
                // tcp(4): finwait2_timeout.
                fin_wait_2_timeout: Some(Duration::from_secs(60)),
                whole_segment_buffer: true,
                hard_errors_end_open: false,
                prohibited_refuses: true,
                time_exceeded_ends_opening: true,
                // tcp(4): mssdflt and path_mtu_discovery leave this to the routing code: 296.
                min_path_mtu: 296,
                reset_acknowledges: true,
                buffer_is_window: true,
                ack_second_of_any_size: true,
                ack_fin_at_once: true,
                ack_repeats_fin: true,
                strict_time_wait: true,
                listen_ignores_syn_ack: true,
                ..rfc
            },
        }
    }
}

impl Default for Config {
    fn default() -> Self {
        Profile::Rfc.config()
    }
}
