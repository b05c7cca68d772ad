//! The scrubber: one tick for each step, placed by its number.

use crate::{Role, Target, step_role};
use wireglass_trace::Trace;

/// A tick, or several steps that would fall on the same few pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tick {
    /// The step to go to (the first is 0): choosing the tick goes to position `step + 1`.
    pub step: usize,
    /// How many steps it stands for.
    pub steps: usize,
    /// Of the most telling of them.
    pub role: Role,
    /// Where on the rail: 0 is before the first step, 1 after the last.
    pub fraction: f64,
}

impl Tick {
    /// What choosing it selects.
    pub const fn target(&self) -> Target {
        Target::Step(self.step)
    }
}

/// Where position `position` lies on the rail, 0 to 1.
pub fn fraction(trace: &Trace, position: usize) -> f64 {
    share(position, trace.steps().len())
}

/// The position nearest to `fraction` of the rail.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to 0..=steps first"
)]
pub fn position_at(trace: &Trace, fraction: f64) -> usize {
    let steps = trace.steps().len();
    let place = fraction.clamp(0.0, 1.0) * as_f64(steps) + 0.5;
    (place as usize).min(steps)
}

/// The ticks of a rail with room for `room` of them (its width in pixels, over
/// the pixels one tick needs). With more steps than that, neighbours share one.
pub fn ticks(trace: &Trace, room: usize) -> Vec<Tick> {
    let total = trace.steps().len();
    let per_tick = total.div_ceil(room.max(1)).max(1);
    (0..total)
        .step_by(per_tick)
        .map(|first| {
            let last = (first + per_tick).min(total);
            // The first of the most telling.
            let (step, role) = (first..last)
                .map(|step| (step, step_role(trace, step)))
                .reduce(|best, next| if weight(next.1) > weight(best.1) { next } else { best })
                .unwrap_or((first, Role::Other));
            Tick { step, steps: last - first, role, fraction: share(step + 1, total) }
        })
        .collect()
}

/// How telling a role is, where several must share a tick.
pub(crate) const fn weight(role: Role) -> u8 {
    match role {
        Role::WhatIf => 12,
        Role::Rst => 11,
        Role::Lost => 10,
        Role::Retx => 9,
        Role::Syn => 8,
        Role::SynAck => 7,
        Role::Fin => 6,
        Role::Timer => 5,
        Role::Data | Role::Dhcp | Role::Dns | Role::Tftp | Role::Icmp => 4,
        Role::Ack | Role::Udp => 3,
        Role::Call => 2,
        Role::Arp | Role::Igmp | Role::Rip | Role::Stp => 1,
        Role::Other => 0,
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { as_f64(part.min(whole)) / as_f64(whole) }
}

#[allow(clippy::cast_precision_loss, reason = "step counts are far below 2^52")]
const fn as_f64(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests;
