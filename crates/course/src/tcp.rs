//! What a lesson says about TCP: `[tcp]` of its file, as a configuration.

use crate::error::ValueProblem;
use crate::format::{KeepAlive, Tcp};
use crate::path::Path;
use crate::problems::Problems;
use crate::settings::{congestion, defaults, initial_window, profile, window_scale};
use crate::values;
use wireglass_core::tcp::{self, Config};
use wireglass_core::time::Duration;

impl Tcp {
    /// The configuration of all hosts: the profile's, with what the lesson itself wants.
    pub(crate) fn config(&self, path: &Path, problems: &mut Problems) -> Config {
        let kind = problems.optional(path, "profile", self.profile.as_ref(), profile);
        let mut config = defaults(kind.unwrap_or_default());
        self.refine(&mut config, path, problems);
        config
    }

    /// Writes what the lesson itself wants into a profile's configuration.
    pub(crate) fn refine(&self, config: &mut Config, path: &Path, problems: &mut Problems) {
        let mut duration = |key, text: &Option<String>| {
            problems.optional(path, key, text.as_ref(), values::duration)
        };
        set(&mut config.mss, self.mss);
        set(&mut config.receive_buffer, self.window);
        set(&mut config.msl, duration("msl", &self.msl));
        set(&mut config.rto_initial, duration("rto_initial", &self.rto_initial));
        set(&mut config.rto_min, duration("rto_min", &self.rto_min));
        set(&mut config.rto_max, duration("rto_max", &self.rto_max));
        let delay = problems.optional(path, "delayed_ack", self.delayed_ack.as_ref(), ack_delay);
        set(&mut config.delayed_ack, delay);
        set(&mut config.nagle, self.nagle);
        let control = self.congestion.as_ref();
        set(&mut config.congestion, problems.optional(path, "congestion", control, congestion));
        let segments = self.initial_window.map(|segments| segments.to_string());
        let segments = problems.optional(path, "initial_window", segments.as_ref(), initial_window);
        set(&mut config.initial_window, segments);
        let shift = self.window_scale.map(|shift| shift.to_string());
        let shift = problems.optional(path, "window_scale", shift.as_ref(), window_scale);
        set(&mut config.window_scale, shift);
        set(&mut config.timestamps, self.timestamps);
        set(&mut config.timestamp_offset, self.timestamp_offset);
        set(&mut config.sack, self.sack);
        if let Some(keep_alive) = &self.keep_alive {
            config.keep_alive = Some(keep_alive.config(&path.key("keep_alive"), problems));
        }
        set(&mut config.exact_reset, self.exact_reset);
        set(&mut config.challenge_syn, self.challenge_syn);
    }
}

impl KeepAlive {
    fn config(&self, path: &Path, problems: &mut Problems) -> tcp::KeepAlive {
        let mut duration = |key, text: &Option<String>| {
            problems.optional(path, key, text.as_ref(), values::duration)
        };
        let mut config = tcp::KeepAlive::default();
        set(&mut config.idle, duration("idle", &self.idle));
        set(&mut config.interval, duration("interval", &self.interval));
        set(&mut config.probes, self.probes);
        config
    }
}

/// Writes what is wished for into its place.
fn set<T>(place: &mut T, wish: Option<impl Into<T>>) {
    if let Some(wish) = wish {
        *place = wish.into();
    }
}

/// How long an ACK may wait: less than half a second (RFC 9293 §3.8.6.3, MUST-40).
/// Nothing at all means that none waits.
pub(crate) fn ack_delay(text: &str) -> Result<Option<Duration>, ValueProblem> {
    let delay = values::duration(text)?;
    if delay >= Duration::from_millis(500) {
        return Err(ValueProblem::NotInRange { min: 0, max: 499 });
    }
    Ok((delay > Duration::ZERO).then_some(delay))
}
