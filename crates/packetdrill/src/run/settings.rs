//! What `sysctl` lines set: the configuration of every socket made from then on.

use super::failure::Mismatch;
use super::options::congestion;
use wireglass_core::tcp::{
    AcceptOverflow, Config, Cookies, EcnUse, KeepAlive, ListenConfig, Profile, SynOverflow,
};
use wireglass_core::time::Duration;

/// A host's settings.
#[derive(Clone, Debug)]
pub(super) struct Settings {
    /// What sockets are made with.
    pub(super) config: Config,
    /// Keep-alive times, whether or not probes are sent.
    pub(super) keep: KeepAlive,
    /// Segments for nobody are not answered: 1 only SYNs, 2 none at all.
    pub(super) blackhole: u8,
    /// ICMP errors may end a connection that is opening.
    pub(super) icmp_may_reset: bool,
    /// What listening sockets are to do otherwise than their system would.
    listen: Listening,
    /// How long a delayed acknowledgement waits, if any is delayed.
    delay: Duration,
    /// Window scale of RFC 7323 where it is on.
    shift: u8,
}

/// What was set of listening sockets.
#[derive(Clone, Copy, Debug, Default)]
struct Listening {
    /// The most that a backlog may be.
    most: Option<u32>,
    /// How many half-open connections are kept, and what happens to one more.
    half_open: Option<(u32, SynOverflow)>,
    accept_overflow: Option<AcceptOverflow>,
    cookies: Option<Cookies>,
}

impl Settings {
    /// What `listen` with this backlog means.
    pub(super) fn listening(&self, profile: Profile, backlog: i32) -> ListenConfig {
        let set = self.listen;
        let most = set.most.and_then(|most| i32::try_from(most).ok()).unwrap_or(i32::MAX);
        let mut listen = ListenConfig::new(profile, backlog.min(most));
        if let Some((limit, overflow)) = set.half_open {
            listen.syn_limit = limit;
            listen.on_syn_overflow = overflow;
        }
        listen.on_accept_overflow = set.accept_overflow.unwrap_or(listen.on_accept_overflow);
        listen.cookies = set.cookies.unwrap_or(listen.cookies);
        listen
    }

    /// A system's own, for a network with this MTU less `headers` bytes.
    pub(super) fn new(profile: Profile, mss: u16) -> Self {
        let mut config = profile.config();
        config.mss = mss;
        let delay = config.delayed_ack.unwrap_or(Duration::from_millis(40));
        let keep = KeepAlive {
            probes: if profile == Profile::FreeBsd { 8 } else { 9 },
            ..config.keep_alive.unwrap_or_default()
        };
        if profile != Profile::Rfc {
            config.delayed_ack = Some(delay);
            // tcp(7), tcp(4): Nagle's algorithm is on unless TCP_NODELAY says otherwise.
            config.nagle = true;
        }
        if profile == Profile::FreeBsd {
            // tcp(4): always_keepalive is on.
            config.keep_alive = Some(keep);
        }
        let shift = config.window_scale.unwrap_or(0);
        Self {
            config,
            keep,
            blackhole: 0,
            icmp_may_reset: true,
            listen: Listening::default(),
            delay,
            shift,
        }
    }

    /// `sysctl name=value`.
    pub(super) fn set(&mut self, name: &str, value: &str) -> Result<(), Mismatch> {
        let unknown = || Mismatch::unsupported(format!("sysctl {name}={value}"));
        if matches!(name, "net.inet.tcp.cc.algorithm" | "net.ipv4.tcp_congestion_control") {
            self.config.congestion = congestion(value).ok_or_else(unknown)?;
            return Ok(());
        }
        let number: u32 = value.parse().map_err(|_| unknown())?;
        if self.set_listening(name, number) || self.set_linux(name, number) {
            return Ok(());
        }
        let small = u8::try_from(number).unwrap_or(u8::MAX);
        let millis = Duration::from_millis(number.into());
        let config = &mut self.config;
        match name {
            "net.inet.tcp.sack.enable" => config.sack = number != 0,
            "net.inet.tcp.rfc1323" => {
                config.window_scale = (number != 0).then_some(self.shift);
                config.timestamps = number != 0;
            }
            "net.inet.tcp.recvspace" => config.receive_buffer = number,
            "net.inet.tcp.sendspace" => config.send_buffer = number,
            "net.inet.tcp.blackhole" => {
                self.blackhole = u8::try_from(number).map_err(|_| unknown())?;
            }
            "net.inet.tcp.insecure_rst" => config.exact_reset = number == 0,
            "net.inet.tcp.insecure_syn" => config.challenge_syn = number == 0,
            "net.inet.tcp.drop_synfin" => config.drop_syn_fin = number != 0,
            "net.inet.tcp.delayed_ack" => {
                config.delayed_ack = (number != 0).then_some(self.delay);
            }
            "net.inet.tcp.delacktime" => {
                self.delay = millis;
                config.delayed_ack = config.delayed_ack.map(|_| millis);
            }
            "net.inet.tcp.rexmit_initial" => config.rto_initial = millis,
            "net.inet.tcp.rexmit_min" => config.rto_min = millis,
            "net.inet.tcp.rexmit_slop" => config.rto_slop = millis,
            "net.inet.tcp.keepinit" => config.open_timeout = Some(millis),
            "net.inet.tcp.keepidle" => self.keep.idle = millis,
            "net.inet.tcp.keepintvl" => self.keep.interval = millis,
            "net.inet.tcp.keepcnt" => self.keep.probes = u8::try_from(number).unwrap_or(u8::MAX),
            "net.inet.tcp.icmp_may_rst" => self.icmp_may_reset = number != 0,
            "net.inet.tcp.msl" => config.msl = millis,
            "net.inet.tcp.initcwnd_segments" => {
                config.initial_window = Some(u8::try_from(number).unwrap_or(u8::MAX));
            }
            "kern.ipc.maxsockbuf" => {
                // The shift that makes a buffer of this size announceable (tcp(4)).
                let fits = |shift: &u8| (65_535_u64 << shift) >= u64::from(number);
                self.shift = (0..=14).find(fits).unwrap_or(14);
                if config.window_scale.is_some() {
                    config.window_scale = Some(self.shift);
                }
            }
            "net.inet.tcp.finwait2_timeout" => config.fin_wait_2_timeout = Some(millis),
            "net.inet.tcp.always_keepalive" => {
                config.keep_alive = (number != 0).then_some(self.keep);
            }
            "net.inet.tcp.tolerate_missing_ts" => config.tolerate_missing_timestamps = number != 0,
            "net.inet.tcp.ack_war_timewindow" => config.challenge_period = millis,
            "net.inet.tcp.ack_war_cnt" => config.challenge_limit = small,
            "net.inet.tcp.nolocaltimewait" if number == 0 => {}
            // 0: no ECN; 1: asked for; 2: only when the peer asks.
            "net.inet.tcp.ecn.enable" => config.ecn = ecn(number).ok_or_else(unknown)?,
            "net.inet.tcp.ecn.maxretries" => config.ecn_syn_retries = small,
            // The third time a SYN goes again it goes without options.
            "net.inet.tcp.rexmit_drop_options" => {
                config.syn_options_retries = (number != 0).then_some(2);
            }
            // Nothing is remembered about hosts here, so there is nothing to forget; what is
            // handed to a device in one piece goes onto the wire in several.
            "net.inet.tcp.hostcache.purgenow"
            | "net.inet.tcp.hostcache.enable"
            | "net.inet.tcp.tso"
            | "net.inet.icmp.icmplim" => {}
            _ => return Err(unknown()),
        }
        if let Some(keep) = &mut self.config.keep_alive {
            *keep = self.keep;
        }
        Ok(())
    }

    /// What concerns listening sockets; says whether it does.
    fn set_listening(&mut self, name: &str, number: u32) -> bool {
        let listen = &mut self.listen;
        match name {
            "kern.ipc.soacceptqueue" | "kern.ipc.somaxconn" | "net.core.somaxconn" => {
                listen.most = Some(number);
            }
            "net.inet.tcp.syncache.bucketlimit" => {
                listen.half_open = Some((number, SynOverflow::DropOldest));
            }
            "net.ipv4.tcp_max_syn_backlog" => {
                listen.half_open = Some((number, SynOverflow::DropNew));
            }
            "net.inet.tcp.syncache.rst_on_sock_fail" | "net.ipv4.tcp_abort_on_overflow" => {
                let reset = number != 0;
                let overflow =
                    if reset { AcceptOverflow::Reset } else { AcceptOverflow::IgnoreAck };
                listen.accept_overflow = Some(overflow);
            }
            "net.inet.tcp.syncookies_only" => {
                let only = if number == 0 { Cookies::WhenFull } else { Cookies::Always };
                listen.cookies = Some(only);
            }
            "net.inet.tcp.syncookies" | "net.ipv4.tcp_syncookies" => {
                listen.cookies = Some(match number {
                    0 => Cookies::Off,
                    1 => Cookies::WhenFull,
                    _ => Cookies::Always,
                });
            }
            "net.inet.tcp.syncache.rexmtlimit" | "net.ipv4.tcp_synack_retries" => {
                self.config.syn_ack_retries = u8::try_from(number).unwrap_or(u8::MAX);
            }
            _ => return false,
        }
        true
    }

    /// What Linux calls by other names; says whether it is one of those.
    fn set_linux(&mut self, name: &str, number: u32) -> bool {
        let config = &mut self.config;
        let small = u8::try_from(number).unwrap_or(u8::MAX);
        let seconds = Duration::from_secs(number.into());
        let Some(name) = name.strip_prefix("net.ipv4.tcp_") else { return false };
        match name {
            "sack" => config.sack = number != 0,
            "timestamps" => config.timestamps = number != 0,
            "window_scaling" => config.window_scale = (number != 0).then_some(self.shift),
            "ecn" => match ecn(number) {
                Some(ecn) => config.ecn = ecn,
                None => return false,
            },
            "ecn_fallback" => config.ecn_syn_retries = if number == 0 { u8::MAX } else { 0 },
            "syn_retries" => config.syn_retries = small,
            "retries1" => config.advise_retries = small,
            "retries2" => config.data_retries = small,
            "fin_timeout" => config.fin_wait_2_timeout = Some(seconds),
            "tw_reuse" => config.time_wait_reuse = number != 0,
            "keepalive_time" => self.keep.idle = seconds,
            "keepalive_intvl" => self.keep.interval = seconds,
            "keepalive_probes" => self.keep.probes = small,
            "no_metrics_save" => {}
            _ => return false,
        }
        true
    }
}

/// 0: no ECN; 1: asked for; 2: only when the peer asks.
fn ecn(number: u32) -> Option<EcnUse> {
    match number {
        0 => Some(EcnUse::Off),
        1 => Some(EcnUse::Ask),
        2 => Some(EcnUse::Accept),
        _ => None,
    }
}
