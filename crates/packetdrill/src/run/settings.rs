//! What `sysctl` lines set: the configuration of every socket made from then on.

use super::failure::Mismatch;
use wireglass_core::tcp::{Config, KeepAlive, Profile};
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
    /// How long a delayed acknowledgement waits, if any is delayed.
    delay: Duration,
    /// Window scale of RFC 7323 where it is on.
    shift: u8,
}

impl Settings {
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
        }
        if profile == Profile::FreeBsd {
            // tcp(4): always_keepalive is on.
            config.keep_alive = Some(keep);
        }
        let shift = config.window_scale.unwrap_or(0);
        Self { config, keep, blackhole: 0, icmp_may_reset: true, delay, shift }
    }

    /// `sysctl name=value`.
    pub(super) fn set(&mut self, name: &str, value: &str) -> Result<(), Mismatch> {
        let unknown = || Mismatch::unsupported(format!("sysctl {name}={value}"));
        let number: u32 = value.parse().map_err(|_| unknown())?;
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
            // Nothing is remembered about hosts here, so there is nothing to forget; how
            // often to ask for ECN counts only where it is asked for.
            "net.inet.tcp.hostcache.purgenow" | "net.inet.tcp.ecn.maxretries" => {}
            // 0: no ECN; 2: only when the peer asks.
            "net.inet.tcp.ecn.enable" if number == 0 || number == 2 => {}
            // Only off is known.
            "net.inet.tcp.rexmit_drop_options" if number == 0 => {}
            "net.inet.tcp.ecn.enable" => {
                return Err(Mismatch::unsupported("asking for ECN (RFC 3168)"));
            }
            _ => return Err(unknown()),
        }
        if let Some(keep) = &mut self.config.keep_alive {
            *keep = self.keep;
        }
        Ok(())
    }
}
