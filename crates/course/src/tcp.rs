//! What a lesson says about TCP: `[tcp]` of its file, as a configuration.

use crate::error::{LessonError, ValueProblem};
use crate::format::{KeepAlive, Tcp};
use crate::lesson::{optional, value};
use crate::settings::{congestion, defaults, initial_window, profile, window_scale};
use crate::values;
use wireglass_core::tcp::{self, Config};
use wireglass_core::time::Duration;

impl Tcp {
    /// The configuration of both hosts: the profile's, with what the lesson itself wants.
    pub(crate) fn config(&self) -> Result<Config, LessonError> {
        let kind = optional("tcp.profile", self.profile.as_ref(), profile)?.unwrap_or_default();
        let mut config = defaults(kind);
        self.refine(&mut config)?;
        Ok(config)
    }

    /// Writes what the lesson itself wants into a profile's configuration.
    pub(crate) fn refine(&self, config: &mut Config) -> Result<(), LessonError> {
        let duration = |key, text: &Option<String>| optional(key, text.as_ref(), values::duration);
        set(&mut config.mss, self.mss);
        set(&mut config.receive_buffer, self.window);
        set(&mut config.msl, duration("tcp.msl", &self.msl)?);
        set(&mut config.rto_initial, duration("tcp.rto_initial", &self.rto_initial)?);
        set(&mut config.rto_min, duration("tcp.rto_min", &self.rto_min)?);
        set(&mut config.rto_max, duration("tcp.rto_max", &self.rto_max)?);
        let delayed_ack = optional("tcp.delayed_ack", self.delayed_ack.as_ref(), ack_delay)?;
        set(&mut config.delayed_ack, delayed_ack);
        set(&mut config.nagle, self.nagle);
        let control = optional("tcp.congestion", self.congestion.as_ref(), congestion)?;
        set(&mut config.congestion, control);
        if let Some(segments) = self.initial_window {
            let text = segments.to_string();
            config.initial_window = initial_window(&text)
                .map_err(|problem| value("tcp.initial_window", &text, problem))?;
        }
        if let Some(shift) = self.window_scale {
            let text = shift.to_string();
            config.window_scale =
                window_scale(&text).map_err(|problem| value("tcp.window_scale", &text, problem))?;
        }
        set(&mut config.timestamps, self.timestamps);
        set(&mut config.timestamp_offset, self.timestamp_offset);
        set(&mut config.sack, self.sack);
        if let Some(keep_alive) = &self.keep_alive {
            config.keep_alive = Some(keep_alive.config()?);
        }
        set(&mut config.exact_reset, self.exact_reset);
        set(&mut config.challenge_syn, self.challenge_syn);
        Ok(())
    }
}

impl KeepAlive {
    fn config(&self) -> Result<tcp::KeepAlive, LessonError> {
        let duration = |key, text: &Option<String>| optional(key, text.as_ref(), values::duration);
        let mut config = tcp::KeepAlive::default();
        set(&mut config.idle, duration("tcp.keep_alive.idle", &self.idle)?);
        set(&mut config.interval, duration("tcp.keep_alive.interval", &self.interval)?);
        set(&mut config.probes, self.probes);
        Ok(config)
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
